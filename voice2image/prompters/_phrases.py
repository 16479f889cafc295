"""Phrases of the spoken vocabulary as patterns, and a matcher that finds the longest one at every word.

All patterns are walked at once, as one automaton whose states are made when they are first met. A word that begins no
phrase costs one look into a dict, so an hour's dictation is searched in the time that it takes to split it into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["NUMBERS", "ORDINALS", "Match", "Matcher", "Phrase", "number_of"]

NUMBERS: Final = {
    word: value
    for value, words in enumerate(
        ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
        + ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
    )
    if (word := words)
}
ORDINALS: Final = {
    word: value
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_WHOSE: Final = frozenset("her his their my its your our somebody's someone's".split())
_CONTRACTIONS: Final = frozenset("it's that's there's here's he's she's what's who's let's where's how's".split())
_REMEMBERED: Final = 50_000  # answers; a hostile text has words without end
_TOKEN: Final = re.compile(r"\(|\)[?*]?|\[|\]|\||<\w+>|[^\s()\[\]|<>]+")


def number_of(norm: str) -> int | None:
    """The number that a word names: "two", "2", "second"; ``None`` for any other."""
    if norm.isascii() and norm.isdigit() and len(norm) < 5:
        return int(norm)
    return NUMBERS.get(norm) or ORDINALS.get(norm)


def _classes(norm: str) -> tuple[str, ...]:
    """What a word is besides itself."""
    if norm.isascii() and norm.isdigit():
        return ("<n>",)
    if norm in NUMBERS:
        return ("<n>",)
    if norm in ORDINALS:
        return ("<nth>",)
    if norm in _WHOSE or (norm.endswith(("'s", "s'")) and norm not in _CONTRACTIONS):
        return ("<whose>",)
    return ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern, and what it means where it is said."""

    pattern: str
    kind: str
    value: str
    where: str = "anywhere"


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase from the word `start` up to the word `end`."""

    start: int
    end: int
    phrase: Phrase
    kept: tuple[bool, ...] = ()
    """For each word, whether it stays in the picture; empty if none does."""


@dataclass(slots=True)
class _Node:
    """A place in a pattern: the word that leads here, and the places that can follow."""

    symbol: str
    kept: bool
    follow: set[int]
    accepts: int = -1
    """The phrase that ends here, or -1."""


class Matcher:
    """Finds phrases in words.

    Args:
        phrases: What is looked for. Of two that match the same words, the first wins.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = list(phrases)
        self._nodes: list[_Node] = []
        starts: set[int] = set()
        for number, phrase in enumerate(self._phrases):
            first, last, _ = self._sequence(_TOKEN.findall(phrase.pattern), [0], False)
            starts |= first
            for place in last:
                self._nodes[place].accepts = number
        self._start = frozenset(starts)
        self._alphabet = {self._nodes[place].symbol for place in starts}
        self._begins: dict[str, bool] = {}
        self._moves: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    # Each part of a pattern gives the places it can begin and end with, and whether it may be missing (Glushkov 1961).
    def _sequence(self, tokens: list[str], at: list[int], kept: bool) -> tuple[set[int], set[int], bool]:
        first: set[int] = set()
        last: set[int] = set()
        empty = True
        while at[0] < len(tokens) and tokens[at[0]] not in (")", ")?", ")*", "]", "|"):
            one_first, one_last, one_empty = self._part(tokens, at, kept)
            for place in last:
                self._nodes[place].follow |= one_first
            if empty:
                first |= one_first
            last = one_last | (last if one_empty else set())
            empty = empty and one_empty
        return first, last, empty

    def _part(self, tokens: list[str], at: list[int], kept: bool) -> tuple[set[int], set[int], bool]:
        token = tokens[at[0]]
        at[0] += 1
        if token not in ("(", "["):
            self._nodes.append(_Node(token, kept, set()))
            place = len(self._nodes) - 1
            return {place}, {place}, False
        first, last, empty = self._sequence(tokens, at, kept or token == "[")
        while tokens[at[0]] == "|":
            at[0] += 1
            other_first, other_last, other_empty = self._sequence(tokens, at, kept or token == "[")
            first, last, empty = first | other_first, last | other_last, empty or other_empty
        closing = tokens[at[0]]
        at[0] += 1
        if closing == ")*":
            for place in last:
                self._nodes[place].follow |= first
        return first, last, empty or closing in (")?", ")*")

    def at(self, norms: Sequence[str], start: int) -> list[Match]:
        """All phrases that begin at a word: the longest first, of equals the one that was given first."""
        norm = norms[start]
        begins = self._begins.get(norm)
        if begins is None:
            begins = not self._alphabet.isdisjoint((norm, *_classes(norm)))
            if begins or len(self._begins) < _REMEMBERED:
                self._begins[norm] = begins
        if not begins:
            return []
        state, place = self._start, start
        found: list[tuple[int, int, int]] = []
        while place < len(norms) and (state := self._step(state, norms[place])):
            place += 1
            found += [(-place, accepts, each) for each in state if (accepts := self._nodes[each].accepts) >= 0]
        return [
            Match(start, -end, self._phrases[number], self._kept(norms[start:-end], last))
            for end, number, last in sorted(found)
        ]

    def _step(self, state: frozenset[int], norm: str) -> frozenset[int]:
        key = (state, norm)
        known = self._moves.get(key)
        if known is not None:
            return known
        symbols = (norm, *_classes(norm))
        places = self._start if state is self._start else frozenset().union(*(self._nodes[p].follow for p in state))
        after = frozenset(place for place in places if self._nodes[place].symbol in symbols)
        if after or len(self._moves) < _REMEMBERED:
            self._moves[key] = after
        return after

    def _kept(self, norms: Sequence[str], last: int) -> tuple[bool, ...]:
        """Which words of a match its pattern keeps: walked back from its last place."""
        if "[" not in self._phrases[self._nodes[last].accepts].pattern:
            return ()
        states = [self._start]
        for norm in norms:
            states.append(self._step(states[-1], norm))
        place, kept = last, [self._nodes[last].kept]
        for state in reversed(states[1:-1]):
            place = next(each for each in state if place in self._nodes[each].follow)
            kept.append(self._nodes[place].kept)
        return tuple(reversed(kept))
