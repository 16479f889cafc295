"""Write the second half of docs/how-to/dictate.md from vocabulary.toml: `nox -s reference`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE / "how-to" / "dictate.md"
DATA = Path("voice2image", "prompters", "_dictation", "vocabulary.toml")
MARK = "<!-- From here on written by docs/make_vocabulary.py -->\n"

# What a reader looks for, in order: a heading, the sections of the data file, and a line above the table.
CHAPTERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("A new shot", ("announce",), ""),
    ("Transitions", ("transition",), "Each begins a new shot and says how the one before goes over into it."),
    ("Shot sizes", ("size",), ""),
    ("Angles", ("angle",), ""),
    ("Other framings", ("framing",), ""),
    ("Moves", ("move",), ""),
    (
        "Time of day",
        ("time_of_day",),
        "It holds for the shots that follow until you say another. The words stay in the picture.",
    ),
    ("Weather", ("weather",), "It holds like the time of day; inside, no weather is seen."),
    ("Inside and outside", ("interior",), ""),
    ("Light, mood, lens", ("light", "mood", "lens"), ""),
    ("How long a shot stands", ("hold",), ""),
    ("Changes", ("command",), "Numbers count the shots as the board is when you speak."),
    ("Kept with the shot, not drawn", ("note", "sound", "text"), "To the end of the sentence."),
    (
        "Left out",
        ("filler", "opener", "aside", "reason"),
        "Fillers, the words that open a sentence, what is said to nobody, and why something is changed.",
    ),
)
NAMES = {
    "next": "the next",
    "number": "one with its number",
    "lens": "lens",
    "filler": "fillers",
    "opener": "openings",
    "reason": "reasons",
}
SHOWN = 9
"""Phrases an entry shows."""
SAID_FOR = {
    "<n>": ("two", "three"),
    "<nth>": ("second", "third"),
    "<whose>": ("her", "Mira's"),
    "<w>": ("bird", "moon"),
}
TAILS = {
    "hold": " four seconds", "make": " …", "replace": " …", "lose": " …", "add": " …", "target": " …", "again": " …",
    "note": " …", "sound": " …", "text": " …", "reason": " …",
}  # fmt: skip
"""What follows a phrase that means nothing alone."""
ODD = re.compile(
    r"^\w( \w)+$|\bwe \w+s\b|\bcamera (\w+[^s ]|push|cross) "
    r"|\bcamera (rise|descend|drop|crane|sink|boom|lift|low|high)$|^(millimet\w+|mils?|mm|shots|for for)$"
    r"|\b(sounds|noise|effect) (is|are)$|should (have been)|'d mean"
)
"""Phrases that are understood and that nobody needs to be taught: letters spelled, grammar broken."""
_TOKEN = re.compile(r"\(|\)[?*]?|\[|\]|\||[^\s()\[\]|]+")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The page: its first half as it stands, the second from the data."""
    return PAGE.read_text("utf-8").partition(MARK)[0] + MARK + vocabulary(data())


def data() -> dict[str, Any]:
    """The data file, of this checkout or of the installed package, with its parts put in their places."""
    beside = HERE.parent / DATA
    if beside.exists():
        return _data(beside.read_text("utf-8"))
    from importlib.resources import files

    return _data(files("voice2image.prompters._dictation").joinpath(DATA.name).read_text("utf-8"))


def _data(text: str) -> dict[str, Any]:
    for name, pattern in reversed(tomllib.loads(text)["parts"].items()):
        text = text.replace(f"{{{name}}}", pattern)
    return {section: entry for section, entry in tomllib.loads(text).items() if section != "parts"}


def vocabulary(known: Mapping[str, Any]) -> str:
    """All chapters."""
    missing = set(known) - {section for _, sections, _ in CHAPTERS for section in sections}
    if missing:
        raise SystemExit(f"no chapter has {', '.join(sorted(missing))}")
    lines = []
    for heading, sections, about in CHAPTERS:
        lines += ["", f"## {heading}", *(["", about] if about else []), "", "| | say | |", "| --- | --- | --- |"]
        for section in sections:
            lines += rows(section, known[section])
    return "\n".join(lines) + "\n"


def rows(section: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """A row for each value of a section: its name, what can be said, what it means."""
    taken: set[str] = set()
    for value, part in ({section: entry} if "say" in entry else entry).items():
        name = NAMES.get(value, value.replace("_", " ").replace("-", " "))
        tail = TAILS.get(value, TAILS.get(section, ""))
        said = ", ".join(f"*{phrase}{tail}*" for phrase in shown(part, taken))
        yield f"| {name} | {said} | {part.get('about', '')} |"


def shown(part: Mapping[str, Any], taken: set[str]) -> list[str]:
    """A few phrases of an entry: first one of each pattern, then a second of each, and so on; none that is `taken`."""
    columns = [[phrase for phrase in samples(pattern) if not ODD.search(phrase)] for pattern in patterns(part)]
    found: list[str] = []
    for rank in range(max(map(len, columns), default=0)):
        for column in columns:
            if rank < len(column) and len(found) < SHOWN and _core(column[rank]) not in taken:
                found.append(column[rank])
                taken.add(_core(column[rank]))
    return found


def patterns(part: Mapping[str, Any]) -> list[str]:
    """All that can be said for an entry."""
    return [*part["say"], *(pattern for more in part.get("at", ()) for pattern in more["say"])]


def samples(pattern: str, count: int = 12) -> Iterator[str]:
    """Different phrases that a pattern stands for, the plainest first."""
    tree, seen = _sequence(_TOKEN.findall(pattern)[::-1]), {""}
    if not any(_said(tree, 0, 0)):
        tree = [(tree[0][0], False)]  # all of it may be missing: at least its first choice is said
    for turn in range(count):
        for shift in (0, 1):
            phrase = " ".join(_said(tree, turn, shift))
            if phrase not in seen:
                seen.add(phrase)
                yield phrase


# A pattern as a tree: words, and choices of sequences that may be missing.
_Choice = tuple[list[list[Any]], bool]


def _sequence(tokens: list[str]) -> list[Any]:
    parts: list[Any] = []
    while tokens and not tokens[-1].startswith((")", "]", "|")):
        token = tokens.pop()
        if token not in ("(", "["):
            parts.append(token)
            continue
        choices = [_sequence(tokens)]
        while tokens[-1] == "|":
            tokens.pop()
            choices.append(_sequence(tokens))
        parts.append((choices, tokens.pop() in (")?", ")*")))
    return parts


def _said(parts: list[Any], turn: int, shift: int) -> Iterator[str]:
    """The words of one phrase: of each choice the one whose turn it is, and nothing that may be missing.

    With a `shift`, each choice of a phrase is that much ahead of the one before it.
    """
    place = numbers = 0
    for part in parts:
        if isinstance(part, str):
            said = SAID_FOR.get(part, (part,))
            yield said[(turn + numbers) % len(said)]
            numbers += part in SAID_FOR
        elif not part[1]:
            choices = part[0]
            yield from _said(choices[(turn + place * shift) % len(choices)], turn + numbers, shift)
            place += 1
            numbers += any(token in SAID_FOR for token in str(choices).split("'"))


def _core(phrase: str) -> str:
    """What two spellings of a phrase share: "close up", "closeup", "close-ups"."""
    return "".join(word.removesuffix("s") for word in phrase.replace("-", " ").replace("'", "").split())


if __name__ == "__main__":
    main()
