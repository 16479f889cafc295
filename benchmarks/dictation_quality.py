"""How well dictation becomes shots: the corpus in tests/corpus, read by the prompter and held against what is expected.

Prints each figure on the text as it is written, on the same text without punctuation and capitals, and on what Whisper
made of the dictations when a synthetic voice spoke them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voice2image.edit import settle
from voice2image.prompt import Prompt
from voice2image.prompters.base import Prompter
from voice2image.registry import create
from voice2image.transcript import Segment

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
HEARD = CORPUS / "heard.json"
FIELDS = ("size", "angle", "move", "transition", "time_of_day", "weather", "interior", "place", "duration_s")
SHARES = ("edits", "edited boards", "clean", "kept", "clean shots", "kept shots", "dialogue")
BARS = {
    "boundaries": 0.95, "size": 0.95, "angle": 0.95, "move": 0.95, "transition": 0.95, "time_of_day": 0.95,
    "edits": 0.95, "clean": 0.99, "kept": 0.99,
}  # fmt: skip
_WORD = re.compile(r"[\w']+")
_PUNCTUATION = re.compile(r"[^\w\s']|(?<!\w)'|'(?!\w)")


@dataclass(slots=True)
class Score:
    """Counts over the cases of one run."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def f1(self, name: str) -> float:
        """Twice the right ones over those found and those wanted."""
        both = self.found[name] + self.wanted[name]
        return 2 * self.right[name] / both if both else 1.0

    def share(self, name: str) -> float:
        """The right ones of those wanted."""
        return self.right[name] / self.wanted[name] if self.wanted[name] else 1.0

    def figures(self) -> dict[str, float]:
        """Every figure, from 0 to 1."""
        shares = {name: self.share(name) for name in SHARES}
        return {name: self.f1(name) for name in ("boundaries", *FIELDS)} | shares


def cases(folder: Path = CORPUS) -> Iterator[dict[str, Any]]:
    """All cases of the corpus."""
    for path in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


def shots_of(prompter: Prompter[Any], text: str) -> list[Prompt]:
    """The board that a dictation leaves."""
    return settle(prompter.prompts([Segment(text=text, start_s=0.0, end_s=len(text) / 15, language="en")]))


def plain(text: str) -> str:
    """As a recogniser writes that knows neither punctuation nor capitals."""
    return " ".join(_PUNCTUATION.sub(" ", text.replace("’", "'").replace("-", " ")).lower().split())


def holds(text: str, phrase: str) -> bool:
    """Whether a text holds a phrase as whole words, whatever its case and hyphens."""
    return f" {_words(phrase)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join(word.strip("'") for word in _WORD.findall(text.lower().replace("’", "'").replace("'s", "")))


def match(expected: Sequence[Mapping[str, Any]], made: Sequence[Prompt]) -> list[tuple[int, int]]:
    """Pairs of an expected shot and the one that shows it, in order, as many as can be (Needleman & Wunsch 1970)."""
    likeness = [[_likeness(want, prompt) for prompt in made] for want in expected]
    best = [[0.0] * (len(made) + 1) for _ in range(len(expected) + 1)]
    for i in range(len(expected) - 1, -1, -1):
        for j in range(len(made) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    pairs, i, j = [], 0, 0
    while i < len(expected) and j < len(made):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(want: Mapping[str, Any], prompt: Prompt) -> float:
    must = want.get("must") or []
    hits = sum(holds(prompt.text, phrase) for phrase in must)
    share = hits / len(must) if must else 0.5
    return share if share >= 0.5 else 0.0


def score(case: Mapping[str, Any], made: Sequence[Prompt], total: Score) -> None:
    """Add one case's counts."""
    expected = case["shots"]
    pairs = match(expected, made)
    before = len(total.faults)
    _count(total, "boundaries", len(pairs), len(made), len(expected))
    if len(made) != len(expected) or len(pairs) != len(expected):
        total.faults.append(f"{case['id']}: {len(made)} shots for {len(expected)}, {len(pairs)} alike")
    partner = dict(pairs)
    for number, want in enumerate(expected):
        prompt = made[partner[number]] if number in partner else None
        where = f"{case['id']} shot {number + 1}"
        for name in FIELDS:
            if name in want:
                _field(total, name, want[name], _value(prompt, name), where)
        text = prompt.text if prompt else ""
        lost = [phrase for phrase in want.get("must") or [] if not holds(text, phrase)]
        left = [phrase for phrase in want.get("never") or [] if holds(text, phrase)]
        if prompt:
            _count(total, "kept", len(want.get("must") or []) - len(lost), 0, len(want.get("must") or []))
            _count(total, "clean", len(want.get("never") or []) - len(left), 0, len(want.get("never") or []))
            _count(total, "kept shots", not lost, 0, 1)
            _count(total, "clean shots", not left, 0, 1)
            if lost or left:
                total.faults.append(f"{where}: lost {lost}, left {left} in {text!r}")
        if want.get("dialogue"):
            said = prompt.shot.dialogue if prompt and prompt.shot else ""
            _count(total, "dialogue", _words(said) == _words(want["dialogue"]), 0, 1)
    if case["edits"]:
        _count(total, "edited boards", len(total.faults) == before, 0, 1)
    for edit in case["edits"]:
        faults = faults_of_edit(edit, {number + 1: made[place] for number, place in pairs}, made)
        _count(total, "edits", not faults, 0, 1)
        total.faults += [f"{case['id']} edit {edit['said']!r}: {fault}" for fault in faults]


def faults_of_edit(edit: Mapping[str, Any], shown: Mapping[int, Prompt], made: Sequence[Prompt]) -> list[str]:
    """What tells that a spoken edit was not carried out.

    Args:
        edit: As tests/corpus/README.md describes it.
        shown: The shots of the board that show an expected shot, by that one's number.
        made: All shots of the board.
    """
    faults = []
    for number in (*edit.get("beside", ()), *edit.get("shots", ())):
        if number not in shown:
            faults.append(f"no shot {number}")
        elif number in edit.get("shots", ()):
            faults += [f"shot {number} {fault}" for fault in _faults_of_shown(edit, shown[number])]
    texts = [prompt.text for prompt in made]
    faults += [f"{gone!r} is left" for gone in edit.get("gone", ()) if any(holds(text, gone) for text in texts)]
    many = sum(all(holds(text, phrase) for phrase in edit.get("must", ())) for text in texts)
    if many != edit.get("count", many):
        faults.append(f"{many} shots hold {edit['must']} for {edit['count']}")
    return faults


def _faults_of_shown(edit: Mapping[str, Any], prompt: Prompt) -> Iterator[str]:
    for phrase in edit.get("must", ()):
        if not holds(prompt.text, phrase):
            yield f"lacks {phrase!r}"
    for phrase in edit.get("never", ()):
        if holds(prompt.text, phrase):
            yield f"has {phrase!r}"
    for name, want in edit.get("fields", {}).items():
        have = _value(prompt, name)
        if have != want and (name != "dialogue" or _words(have or "") != _words(want)):
            yield f"has {name} {have} for {want}"


def _value(prompt: Prompt | None, name: str) -> Any:
    return getattr(prompt.shot, name) if prompt and prompt.shot else None


def _field(total: Score, name: str, want: Any, have: Any, where: str) -> None:
    if name == "place":
        right = want is not None and have is not None and _words(str(want)) == _words(str(have))
    else:
        right = want is not None and want == have
    _count(total, name, right, have is not None, want is not None)
    if want != have and not right and name in BARS:
        total.faults.append(f"{where}: {name} {have} for {want}")


def _count(total: Score, name: str, right: int, found: int, wanted: int) -> None:
    total.right[name] += int(right)
    total.found[name] += int(found)
    total.wanted[name] += int(wanted)


def run(prompter: Prompter[Any], chosen: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> Score:
    """Score the cases on the texts given for them."""
    total = Score()
    for case in chosen:
        score(case, shots_of(prompter, texts[case["id"]]), total)
    return total


def main() -> None:
    """Score, print, and on demand say what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dictation_quality", description=__doc__)
    parser.add_argument("--prompter", default="shots", help="default: %(default)s")
    parser.add_argument("--only", default="", help="cases whose id begins so")
    parser.add_argument("--half", choices=("odd", "even"), help="the half that the rules were written on, or the other")
    parser.add_argument("--faults", choices=("written", "plain", "heard"), help="say what went wrong on these texts")
    given = parser.parse_args()
    prompter: Prompter[Any] = create("prompters", given.prompter, Prompter)
    chosen = [case for case in cases() if case["id"].startswith(given.only)]
    if given.half:
        chosen = [case for case in chosen if int(case["id"].rsplit("-", 1)[1]) % 2 == (given.half == "odd")]
    texts = {
        "written": {case["id"]: case["text"] for case in chosen},
        "plain": {case["id"]: plain(case["text"]) for case in chosen},
    }
    scores = {name: run(prompter, chosen, of) for name, of in texts.items()}
    if HEARD.exists():
        heard = json.loads(HEARD.read_text("utf-8"))
        spoken = [case for case in chosen if case["id"] in heard]
        scores["heard"] = run(prompter, spoken, heard)
        scores["as written"] = run(prompter, spoken, texts["written"])
    print(f"{len(chosen)} dictations, {sum(len(case['shots']) for case in chosen)} shots, prompter {given.prompter}")
    print(f"{'':14}" + "".join(f"{name:>12}" for name in scores) + f"{'aim':>8}")
    for figure in next(iter(scores.values())).figures():
        aim = f"{BARS[figure]:8.0%}" if figure in BARS else ""
        print(f"{figure:14}" + "".join(f"{s.figures()[figure]:12.1%}" for s in scores.values()) + aim)
    if given.faults:
        print("\n".join(scores[given.faults].faults))


if __name__ == "__main__":
    main()
