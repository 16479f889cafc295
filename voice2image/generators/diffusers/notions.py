"""A small model's known words, and what it draws for the ones that it doesn't know.

A checkpoint may ship a ``notions.json``. It lists the things that the model can draw and what else it understands,
and for many other words the thing that is nearest. Such a word is replaced in what the model reads. All other text
stays as it is: the model was trained to pass over what says nothing to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from voice2image.errors import ModelCorruptError

__all__ = ["FILE", "Notions", "Reading", "in_words_of"]

FILE = "notions.json"
NOTHING = "something"  # stands for what isn't drawn at all: a word that no picture goes with
SCHEMA = "voice2image.notions"
VERSION = 1

# A name in angle brackets is a learned word, of a textual inversion. Its inside is no English.
_WORD = re.compile(r"<[^<>\s]*>|[^\W\d_]+")
_JOINT = re.compile(r"[\s'’-]{1,3}")  # between the words of one phrase: "t-rex", "bird's eye", a line break
_IRREGULAR = {
    "children": "child", "people": "person", "mice": "mouse", "geese": "goose", "teeth": "tooth", "oxen": "ox",
}  # fmt: skip
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model reads in place of a text."""

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    """Pairs of a word as it was written, in small letters, and what stands for it; each once, in their order."""
    has_subject: bool = True
    """Whether there is anything in it that the model can draw."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


class Notions:
    """The words of one model.

    Args:
        drawn: things that it can draw, in small letters, with a plural or an empty text for each.
        known: other phrases that it understands.
        nearest: words that it doesn't know, and what it draws for them.
    """

    def __init__(self, drawn: Mapping[str, str], known: Collection[str], nearest: Mapping[str, str]) -> None:
        self._drawn = {**{many: "" for many in drawn.values() if many}, **drawn}
        self._known = frozenset(known)
        self._nearest = dict(nearest)
        phrases = (*self._drawn, *self._known, *self._nearest)
        self._longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)

    @classmethod
    def of_folder(cls, folder: Path) -> Self | None:
        """What a checkpoint says of its words, if it does.

        Raises :class:`~voice2image.errors.ModelCorruptError`.
        """
        path = folder / FILE
        try:
            content = json.loads(path.read_text("utf-8"))
            if (content["schema"], content["version"]) != (SCHEMA, VERSION):
                raise ValueError(f"this voice2image reads {SCHEMA} {VERSION}")
            drawn, known, nearest = dict(content["drawn"]), list(content["known"]), dict(content["nearest"])
            texts = (*drawn, *drawn.values(), *known, *nearest, *nearest.values())
            if not all(isinstance(text, str) for text in texts) or not all(nearest.values()):
                raise ValueError("its words must be texts")
            return cls(drawn, known, nearest)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelCorruptError(f"{path}: can't be read as a list of words: {error}") from error

    def read(self, text: str, learned: Collection[str] = ()) -> Reading:
        """`text` as the model is to get it. The words of `learned` are its own, and left alone."""
        words = [_Word(match[0].lower(), *match.span()) for match in _words_of(text, learned)]
        pieces: list[str] = []
        replaced: dict[str, str] = {}
        subject = False
        done = at = 0
        while at < len(words):
            count, notion = self._match(text, words, at, learned)
            if notion and _is_name(text, words, at):
                notion = None
            subject |= notion not in (None, NOTHING) or words[at].text in learned
            if notion:
                start, end = words[at].start, words[at + count - 1].end
                lead = text[done:start]
                pieces += [_agreeing(lead, notion), notion]
                replaced.setdefault(" ".join(text[start:end].lower().split()), notion)
                done = end
            at += count
        return Reading("".join((*pieces, text[done:])), tuple(replaced.items()), subject or not words)

    def _match(self, text: str, words: list[_Word], at: int, learned: Collection[str]) -> tuple[int, str | None]:
        """The longest phrase that begins here: its words, and what to draw.

        That is empty for what the model can draw as it is, ``None`` for what isn't a thing.
        """
        most = self._reach(text, words, at)
        for count in range(most, 0, -1):
            phrase = " ".join(word.text for word in words[at : at + count])
            if phrase in self._drawn:
                return count, ""
            if phrase in self._known or phrase in learned:
                return count, None
            if notion := self._near(phrase):
                return count, notion
        return 1, None

    def _reach(self, text: str, words: list[_Word], at: int) -> int:
        """How many words from here on may be one phrase, with nothing but spaces, hyphens and apostrophes between."""
        count = 1
        while count < self._longest and at + count < len(words):
            if not _JOINT.fullmatch(text, words[at + count - 1].end, words[at + count].start):
                break
            count += 1
        return count

    def _near(self, phrase: str) -> str | None:
        if phrase in self._nearest:
            return self._nearest[phrase]
        for single in _singulars(phrase):
            if single in self._nearest:
                notion = self._nearest[single]
                return self._drawn.get(notion) or notion
        return None


def _words_of(text: str, learned: Collection[str]) -> Iterator[re.Match[str]]:
    """The words of a text. A learned one is whole whatever it is made of: "my_style_2"."""
    if not learned:
        return _WORD.finditer(text)
    own = "|".join(re.escape(word) for word in sorted(learned, key=len, reverse=True))
    return re.finditer(rf"(?<!\w)(?:{own})(?!\w)|{_WORD.pattern}", text, re.IGNORECASE)


def _is_name(text: str, words: list[_Word], at: int) -> bool:
    """Whether a word is somebody's name, as Robin in "we see Robin": a capital behind a small letter's word.

    In a title every word has a capital, and at the beginning of a sentence a capital says nothing.
    """
    if at == 0 or not text[words[at].start].isupper() or text[words[at].start : words[at].end].isupper():
        return False
    before = words[at - 1]
    between = text[before.end : words[at].start]
    return text[before.start].islower() and before.text not in ("a", "an", "the") and between.isspace()


def in_words_of(
    model: str, notions: Notions | None, texts: tuple[str, str], learned: Collection[str]
) -> tuple[tuple[str, str], tuple[str, ...]]:
    """A prompt's two texts as the model called `model` is to read them, and what a user should know of that.

    Args:
        model: what users call it.
        notions: its words; without them nothing changes.
        texts: what is to be drawn, and the negative text.
        learned: the words of textual inversions.
    """
    if notions is None:
        return texts, ()
    positive, negative = (notions.read(text, learned) for text in texts)
    notes = [
        f'{model} doesn\'t know "{word}"; ' + ("left out" if notion == NOTHING else f'drawn as "{notion}"')
        for word, notion in positive.replaced
    ]
    notes += [
        f'{model} doesn\'t know "{word}"; avoided as "{notion}"'
        for word, notion in negative.replaced
        if notion != NOTHING
    ]
    if not positive.has_subject:
        notes.append(f"{model} knows nothing in this prompt that it can draw, so the picture is of its own choice")
    return (positive.text, negative.text), tuple(notes)


def _singulars(phrase: str) -> Iterator[str]:
    """What `phrase` may be the plural of."""
    before, space, word = phrase.rpartition(" ")
    head = before + space
    if word in _IRREGULAR:
        yield head + _IRREGULAR[word]
    elif word.endswith("men") and len(word) > 3:
        yield f"{head}{word[:-2]}an"
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        yield head + word[:-1]
        if word.endswith("ies"):
            yield f"{head}{word[:-3]}y"
        elif word.endswith("ves"):
            yield f"{head}{word[:-3]}f"
            yield f"{head}{word[:-3]}fe"
        elif word.endswith("es"):
            yield head + word[:-2]


_ARTICLE = re.compile(r"\b(a)(n?)(\s+)\Z", re.IGNORECASE)


def _agreeing(lead: str, notion: str) -> str:
    """The text before `notion`, its article made to suit: "an otter" is drawn as "a beaver"."""
    found = _ARTICLE.search(lead[-16:])
    if found is None:
        return lead
    kept = lead[: len(lead) - len(found[0])]
    ending = "n" if notion[0] in _VOWELS else ""
    return f"{kept}{found[1]}{ending}{found[3]}"
