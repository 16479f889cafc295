"""Numbers that are spoken: of shots, and of seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from voice2image.prompters._sentences import Token

__all__ = ["NUMBERS", "ORDINALS", "number_of", "seconds_at"]

NUMBERS: Final = {
    word: value
    for value, word in enumerate(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ).split(),
        1,
    )
}
ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_LONGEST: Final = 4  # digits
_DECIMAL: Final = re.compile(r"[0-9]{1,3}[.,][0-9]{1,2}")
_HALF: Final = ["and", "a", "half"]
_AMOUNTS: Final = {
    ("half", "a"): 0.5, ("a", "half"): 0.5, ("a", "couple", "of"): 2.0, ("a", "couple"): 2.0, ("one", "half"): 0.5,
}  # fmt: skip
"""Amounts that are no numbers."""
_SECONDS: Final = frozenset("second seconds sec secs".split())
_BEATS: Final = frozenset("beat beats".split())
_AROUND: Final = frozenset("full whole long".split())
_BEHIND: Final = frozenset(
    "on this one here that it for please long there of then him her them the shot each is fine total tops max".split()
)
"""What a number of seconds may end with: "four seconds on this one"."""


def number_of(norm: str) -> int | None:
    """The number that a word names: "two", "2", "second"; ``None`` for any other."""
    if norm.isascii() and norm.isdigit() and len(norm) <= _LONGEST:
        return int(norm)
    return NUMBERS.get(norm) or ORDINALS.get(norm)


def seconds_at(words: Sequence[Token], place: int) -> tuple[float | None, int] | None:
    """A number of seconds at a word, and where it ends: "four seconds", "two and a half seconds", "2.5 seconds".

    A "beat" is a time without a number.
    """
    norms = [word.norm for word in words[place : place + 8]]
    found = _amount(norms)
    if found is None:
        return None
    seconds, at = found
    if norms[at : at + 1] in (["or"], ["to"]) and at + 1 < len(norms) and number_of(norms[at + 1]):
        at += 2
    end = place + at
    while end < len(words) and words[end].norm in _AROUND:
        end += 1
    if end >= len(words) or words[end].norm not in _SECONDS | _BEATS:
        return None
    known = None if words[end].norm in _BEATS else seconds
    end += 1
    if known and [word.norm for word in words[end : end + 3]] == _HALF:
        known, end = known + 0.5, end + 3
    while end < len(words) and words[end].norm in _BEHIND and not words[end - 1].ends_clause:
        end += 1
    return known, end


def _amount(norms: Sequence[str]) -> tuple[float, int] | None:
    """A number that may be no whole one, and how many words it takes: "two and a half", "2.5", "two point five"."""
    if not norms:
        return None
    for words, amount in _AMOUNTS.items():
        if tuple(norms[: len(words)]) == words:
            return amount, len(words)
    if _DECIMAL.fullmatch(norms[0]):
        return float(norms[0].replace(",", ".")), 1
    number: int | None = 1 if norms[0] in {"a", "an"} else number_of(norms[0])
    if number is None:
        return None
    if list(norms[1:4]) == _HALF:
        return number + 0.5, 4
    point = 2 if norms[1:2] == ["point"] else 1
    tenths = number_of(norms[point]) if point < len(norms) and (point > 1 or _are_digits(norms[:2])) else None
    if tenths and tenths < 10:
        return number + tenths / 10, point + 1
    return number, 1


def _are_digits(norms: Sequence[str]) -> bool:
    """Whether a decimal number lost its point: "2 5"."""
    return all(len(norm) == 1 and norm.isdigit() for norm in norms)
