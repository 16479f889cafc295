"""Spoken words as tokens, and tokens as sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from voice2image.transcript import Segment

__all__ = [
    "MAX_SENTENCE_WORDS", "Sentence", "Spelling", "Token", "joined", "normal_form", "sentences", "size", "spelling",
    "tokens",
]  # fmt: skip

MAX_SENTENCE_WORDS = 60
"""Where a recogniser gives no punctuation, a sentence ends here at the latest, so that work per sentence is bounded."""

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’)\]]*$")
_INITIAL = re.compile(r"^(?:[^\W\d]\.)+$")  # "a.m.", "J." end in a dot that ends no sentence
_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "vs."})
_NO_TITLES = frozenset({"MS.", "I."})  # a medium shot, and the speaker
_EDGES = re.compile(r"^[^\w']+|[^\w']+$")
_CLAUSE_MARKS = ",;:—、，；："


class Spelling(NamedTuple):
    """What the letters of a word and the punctuation on it say by themselves."""

    norm: str
    """Lower case, straight apostrophes, no punctuation around: what phrases are compared by."""
    ends_sentence: bool
    ends_clause: bool
    """Whether a comma or more follows."""


class Token(NamedTuple):
    """A word with the punctuation that the recogniser hung on it."""

    text: str
    norm: str
    """See :class:`Spelling`, as for the two below."""
    ends_sentence: bool
    ends_clause: bool
    start_s: float
    end_s: float
    spaced: bool = True
    """Whether a space stands before it; Japanese, Chinese and Thai have none."""
    language: str | None = None

    def reworded(self, text: str, *, spaced: bool | None = None) -> Token:
        """The same moment with other letters, and as far from the word before unless `spaced` says."""
        norm, ends_sentence, ends_clause = spelling(text)
        spaced = self.spaced if spaced is None else spaced
        return Token(text, norm, ends_sentence, ends_clause, self.start_s, self.end_s, spaced, self.language)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words up to a full stop, a long pause, or the longest that a sentence is allowed to be."""

    tokens: tuple[Token, ...]
    after_pause: bool
    """Whether the speaker paused long before it."""

    @property
    def in_english(self) -> bool:
        """Whether English cues are to be looked for in it, which they are if nobody says otherwise."""
        return self.tokens[0].language in {None, "en"}


@lru_cache(maxsize=20_000)
def spelling(text: str) -> Spelling:
    """Read the letters of a word."""
    closes = _SENTENCE_END.search(text) is not None
    names = text.lower() in _TITLES or _INITIAL.match(text) is not None
    return Spelling(
        normal_form(text), closes and (not names or text in _NO_TITLES), closes or text[-1:] in _CLAUSE_MARKS
    )


def normal_form(text: str) -> str:
    """Lower case, straight apostrophes, no punctuation around: what phrases are compared by."""
    return _EDGES.sub("", text.lower().replace("’", "'"))


def joined(words: Iterable[Token]) -> str:
    """The words as they are written, with spaces where their language has them."""
    return "".join(f" {word.text}" if word.spaced else word.text for word in words).strip()


def size(words: Iterable[Token]) -> float:
    """How many words these are. Where none are told apart, two characters or syllables count as one."""
    return sum(1.0 if word.spaced else 0.5 for word in words)


def tokens(segments: Iterable[Segment]) -> Iterator[Token]:
    """The words of `segments` as they come; a segment without word times has them spread evenly."""
    for segment in segments:
        language = segment.language
        for text, start_s, end_s, spaced in _timed(segment) if segment.words else _spread(segment):
            norm, ends_sentence, ends_clause = spelling(text)
            yield Token(text, norm, ends_sentence, ends_clause, start_s, end_s, spaced, language)


def sentences(words: Iterable[Token], *, max_pause_s: float) -> Iterator[Sentence]:
    """Cut `words` into sentences, each yielded as soon as its end is heard."""
    held: list[Token] = []
    after_pause = False
    previous_end_s, length = math.inf, 0.0
    for word in words:
        if word.start_s - previous_end_s > max_pause_s:
            if held:
                yield Sentence(tuple(held), after_pause)
            held, after_pause, length = [], True, 0.0
        held.append(word)
        length += 1.0 if word.spaced else 0.5
        previous_end_s = word.end_s
        if word.ends_sentence or length >= MAX_SENTENCE_WORDS:
            yield Sentence(tuple(held), after_pause)
            held, after_pause, length = [], False, 0.0
    if held:
        yield Sentence(tuple(held), after_pause)


def _timed(segment: Segment) -> Iterator[tuple[str, float, float, bool]]:
    """The words of a segment that has them: each with its start and end, and whether a space stands before it."""
    position, whole = 0, segment.text
    for word in segment.words:
        text = word.text.strip()
        if text:
            found = whole.find(text, position)
            position = max(position, found + len(text))
            yield text, word.start_s, word.end_s, found <= 0 or whole[found - 1].isspace()


def _spread(segment: Segment) -> Iterator[tuple[str, float, float, bool]]:
    """The words of a segment without word times, spread evenly."""
    texts = segment.text.split()
    step = (segment.end_s - segment.start_s) / len(texts) if texts else 0.0
    for place, text in enumerate(texts):
        start_s = segment.start_s + place * step
        yield text, start_s, start_s + step, True
