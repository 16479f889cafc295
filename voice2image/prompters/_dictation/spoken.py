"""The words of one sentence, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from voice2image.prompters._dictation.numbers import seconds_at
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.vocabulary import matcher
from voice2image.prompters._sentences import Token

__all__ = ["Spoken"]


class Spoken:
    """A sentence. Its words are counted from 0, and an end is the place behind the last word.

    Args:
        words: At least one.
    """

    def __init__(self, words: Sequence[Token]) -> None:
        self.words = words
        self.norms = [word.norm for word in words]
        self._matcher = matcher()
        self._found: list[list[Match] | None] = [None if begins else [] for begins in self._matcher.begins(self.norms)]

    def at(self, place: int) -> list[Match]:
        """The phrases that begin at a word, the longest first; none behind the last."""
        if place >= len(self._found):
            return []
        known = self._found[place]
        if known is None:
            known = self._found[place] = self._matcher.at(self.norms, place)
        return known

    def first(self, kind: str, place: int) -> Match | None:
        """The longest phrase of a kind that begins at a word."""
        for match in self.at(place):
            if match.kind == kind:
                return match
        return None

    def has(self, kinds: Collection[str], place: int) -> bool:
        """Whether a phrase of some kinds begins at a word."""
        return any(match.kind in kinds for match in self.at(place))

    def norm(self, place: int) -> str:
        """The word at a place, or nothing where there is none."""
        return self.norms[place] if 0 <= place < len(self.norms) else ""

    def starts_clause(self, place: int) -> bool:
        """Whether a clause begins at a word."""
        return place == 0 or self.words[place - 1].ends_clause

    def ends_clause(self, end: int) -> bool:
        """Whether a clause ends there."""
        return end >= len(self.words) or self.words[end - 1].ends_clause

    def clause_end(self, place: int) -> int:
        """Where the clause ends that a word is in."""
        while place < len(self.words):
            place += 1
            if self.words[place - 1].ends_clause:
                break
        return place

    def seconds(self, place: int) -> tuple[float | None, int] | None:
        """A number of seconds at a word, and where it ends."""
        return seconds_at(self.words, place)
