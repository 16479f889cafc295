"""Spoken words as tokens, and tokens as sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from voice2image.transcript import Segment, Word

__all__ = ["MAX_SENTENCE_WORDS", "Sentence", "Token", "joined", "normal_form", "sentences", "size", "tokens"]

MAX_SENTENCE_WORDS = 60
"""Where a recogniser gives no punctuation, a sentence ends here at the latest, so that work per sentence is bounded."""

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’)\]]*$")
_DECIMAL_OR_INITIAL = re.compile(r"^(?:\w\.)+$")  # "a.m.", "J." end in a dot that ends no sentence
_TITLES = frozenset({"mr.", "mrs.", "ms.", "dr.", "st.", "prof.", "vs."})
_EDGES = re.compile(r"^[^\w']+|[^\w']+$")
_CLAUSE_MARKS = ",;:—、，；："


@dataclass(frozen=True, slots=True)
class Token:
    """A word with the punctuation that the recogniser hung on it."""

    text: str
    norm: str
    start_s: float
    end_s: float
    spaced: bool = True
    """Whether a space stands before it; Japanese, Chinese and Thai have none."""
    language: str | None = None

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with this word."""
        if self.text.lower() in _TITLES or _DECIMAL_OR_INITIAL.match(self.text):
            return False
        return bool(_SENTENCE_END.search(self.text))

    @property
    def ends_clause(self) -> bool:
        """Whether a comma or more follows this word."""
        return self.text[-1:] in _CLAUSE_MARKS or bool(_SENTENCE_END.search(self.text))

    def reworded(self, text: str) -> Token:
        """The same moment with other letters."""
        return replace(self, text=text, norm=normal_form(text))


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
        position = 0
        for word in segment.words or _spread(segment):
            text = word.text.strip()
            if not text:
                continue
            found = segment.text.find(text, position)
            spaced = found <= 0 or segment.text[found - 1].isspace()
            position = max(position, found + len(text))
            yield Token(text, normal_form(text), word.start_s, word.end_s, spaced, segment.language)


def sentences(words: Iterable[Token], *, max_pause_s: float) -> Iterator[Sentence]:
    """Cut `words` into sentences, each yielded as soon as its end is heard."""
    held: list[Token] = []
    after_pause = False
    previous_end_s = math.inf
    for word in words:
        if word.start_s - previous_end_s > max_pause_s:
            if held:
                yield Sentence(tuple(held), after_pause)
            held, after_pause = [], True
        held.append(word)
        previous_end_s = word.end_s
        if word.ends_sentence or size(held) >= MAX_SENTENCE_WORDS:
            yield Sentence(tuple(held), after_pause)
            held, after_pause = [], False
    if held:
        yield Sentence(tuple(held), after_pause)


def _spread(segment: Segment) -> Iterator[Word]:
    texts = segment.text.split()
    step = (segment.end_s - segment.start_s) / len(texts) if texts else 0.0
    for place, text in enumerate(texts):
        start_s = segment.start_s + place * step
        yield Word(text=text, start_s=start_s, end_s=start_s + step)
