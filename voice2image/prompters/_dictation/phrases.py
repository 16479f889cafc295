"""Phrases of the spoken vocabulary as patterns, and a matcher that finds the longest one at every word.

All patterns are walked at once, as one automaton whose states are made when they are first met. A word that begins no
phrase costs a look into a set, so an hour's dictation is searched in the time that it takes to split it into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS

__all__ = ["Match", "Matcher", "Phrase"]

_WHOSE: Final = frozenset("her his their my its your our somebody's someone's".split())
_CONTRACTIONS: Final = frozenset("it's that's there's here's he's she's what's who's let's where's how's".split())
_ANY: Final = "<w>"
"""In a pattern, any word at all."""
_LONGEST: Final = 20  # words of a phrase, so that "so so so so" takes no quadratic time
_TOKEN: Final = re.compile(r"\(|\)[?*]?|\[|\]|\||<\w+>|[^\s()\[\]|<>]+")


class Phrase(NamedTuple):
    """One pattern, and what it means where it is said."""

    pattern: str
    kind: str
    value: str
    where: str = "anywhere"


class Match(NamedTuple):
    """A phrase from the word `start` up to the word `end`."""

    start: int
    end: int
    phrase: Phrase
    kept: tuple[bool, ...] = ()
    """For each word, whether it stays in the picture; empty if none does."""

    @property
    def kind(self) -> str:
        """What it is: "size", "command", …."""
        return self.phrase.kind

    @property
    def value(self) -> str:
        """Which one of its kind."""
        return self.phrase.value

    @property
    def where(self) -> str:
        """Where it is a direction."""
        return self.phrase.where

    @property
    def length(self) -> int:
        """How many words it takes."""
        return self.end - self.start


@dataclass(slots=True)
class _Place:
    """A place in a pattern: the word that leads here, and the places that can follow."""

    symbol: str
    kept: bool
    follow: set[int] = field(default_factory=set)
    accepts: int = -1
    """The phrase that ends here, or -1."""


@dataclass(slots=True, eq=False)
class _State:
    """All places that the words so far can have led to."""

    places: tuple[int, ...]
    accepts: tuple[tuple[int, int], ...]
    """The phrases that end here, each with its last place."""
    moves: dict[str, _State | None] = field(default_factory=dict)


class Matcher:
    """Finds phrases in words.

    Args:
        phrases: What is looked for. Of two that match the same words, the first is found first.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = list(phrases)
        self._places: list[_Place] = []
        starts: set[int] = set()
        for number, phrase in enumerate(self._phrases):
            first, last, _ = self._sequence(_TOKEN.findall(phrase.pattern), [0], False)
            starts |= first
            for place in last:
                self._places[place].accepts = number
        self._alphabet = frozenset(place.symbol for place in self._places)
        symbols = {self._places[place].symbol for place in starts}
        self._firsts = frozenset(word for word in self._alphabet if word in symbols or _class_of(word) in symbols)
        self._states: dict[tuple[int, ...], _State] = {}
        self._start = _State(tuple(sorted(starts)), ())
        self._starts: dict[str, list[int]] = {}
        for place in self._start.places:
            self._starts.setdefault(self._places[place].symbol, []).append(place)

    # Each part of a pattern gives the places it can begin and end with, and whether it may be missing (Glushkov 1961).
    def _sequence(self, tokens: list[str], at: list[int], kept: bool) -> tuple[set[int], set[int], bool]:
        first: set[int] = set()
        last: set[int] = set()
        empty = True
        while at[0] < len(tokens) and tokens[at[0]] not in (")", ")?", ")*", "]", "|"):
            one_first, one_last, one_empty = self._part(tokens, at, kept)
            for place in last:
                self._places[place].follow |= one_first
            if empty:
                first |= one_first
            last = one_last | (last if one_empty else set())
            empty = empty and one_empty
        return first, last, empty

    def _part(self, tokens: list[str], at: list[int], kept: bool) -> tuple[set[int], set[int], bool]:
        token = tokens[at[0]]
        at[0] += 1
        if token not in ("(", "["):
            self._places.append(_Place(token, kept))
            place = len(self._places) - 1
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
                self._places[place].follow |= first
        return first, last, empty or closing in (")?", ")*")

    def begins(self, norms: Iterable[str]) -> list[bool]:
        """For each word, whether any phrase may begin with it."""
        firsts, alphabet = self._firsts, self._alphabet
        return [norm in firsts or (norm not in alphabet and _class_of(norm) in firsts) for norm in norms]

    def at(self, norms: Sequence[str], start: int) -> list[Match]:
        """All phrases that begin at a word: the longest first, of equals the one that was given first."""
        if norms[start] not in self._firsts and _class_of(norms[start]) not in self._firsts:
            return []
        state, found = self._start, []
        for end, norm in enumerate(norms[start : start + _LONGEST], start + 1):
            symbol = norm if norm in self._alphabet else _class_of(norm)
            after = state.moves[symbol] if symbol in state.moves else self._after(state, norm)
            if after is None:
                break
            state = after
            if state.accepts:
                found.append((end, state.accepts))
        if not found:
            return []
        return [
            self._match(norms, start, end, number, last) for end, accepts in reversed(found) for number, last in accepts
        ]

    def _match(self, norms: Sequence[str], start: int, end: int, number: int, last: int) -> Match:
        phrase = self._phrases[number]
        return Match(start, end, phrase, self._kept(norms[start:end], last) if "[" in phrase.pattern else ())

    def _after(self, state: _State, norm: str) -> _State | None:
        symbol = norm if norm in self._alphabet else _class_of(norm)
        if symbol in state.moves:
            return state.moves[symbol]
        symbols = (norm, _class_of(norm), _ANY)
        if state is self._start:
            places = tuple(sorted(place for symbol in symbols for place in self._starts.get(symbol, ())))
        else:
            followed = {place for at in state.places for place in self._places[at].follow}
            places = tuple(sorted(place for place in followed if self._places[place].symbol in symbols))
        after = state.moves[symbol] = self._state(places) if places else None
        return after

    def _state(self, places: tuple[int, ...]) -> _State:
        known = self._states.get(places)
        if known is None:
            accepts = sorted((number, place) for place in places if (number := self._places[place].accepts) >= 0)
            known = self._states[places] = _State(places, tuple(accepts))
        return known

    def _kept(self, norms: Sequence[str], last: int) -> tuple[bool, ...]:
        """Which words of a match its pattern keeps: walked back from its last place."""
        passed: list[tuple[int, ...]] = []
        state: _State | None = self._start
        for norm in norms[:-1]:
            state = self._after(state, norm) if state else None
            passed.append(state.places if state else ())
        place, kept = last, [self._places[last].kept]
        for places in reversed(passed):
            place = next(each for each in places if place in self._places[each].follow)
            kept.append(self._places[place].kept)
        return tuple(reversed(kept))


@lru_cache(maxsize=20_000)
def _class_of(norm: str) -> str:
    """What a word is besides itself: a number, an ordinal, somebody's, or nothing."""
    if norm in NUMBERS or (norm.isascii() and norm.isdigit()):
        return "<n>"
    if norm in ORDINALS:
        return "<nth>"
    if norm in _WHOSE or (norm.endswith(("'s", "s'")) and norm not in _CONTRACTIONS):
        return "<whose>"
    return ""
