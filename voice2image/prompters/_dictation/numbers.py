"""Numbers that are spoken: of shots, and of seconds."""

from __future__ import annotations

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
    """A number of seconds at a word, and where it ends: "four seconds", "two and a half seconds", "a second".

    A "beat" is a time without a number.
    """
    norms = [word.norm for word in words[place : place + 8]]
    number = 1 if norms[:1] in (["a"], ["an"]) else number_of(norms[0]) if norms else None
    if number is None:
        return None
    seconds, at = float(number), 1
    if norms[at : at + 3] == ["and", "a", "half"]:
        seconds, at = seconds + 0.5, at + 3
    if norms[at : at + 1] in (["or"], ["to"]) and at + 1 < len(norms) and number_of(norms[at + 1]):
        at += 2
    end = place + at
    while end < len(words) and words[end].norm in _AROUND:
        end += 1
    if end >= len(words) or words[end].norm not in _SECONDS | _BEATS:
        return None
    known = None if words[end].norm in _BEATS else seconds
    end += 1
    while end < len(words) and words[end].norm in _BEHIND and not words[end - 1].ends_clause:
        end += 1
    return known, end
