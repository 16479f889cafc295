"""Names that a picture gives: the words that only lead up to one go, the name stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._sentences import Token

__all__ = ["without_naming"]

_LEADS: Final = frozenset(
    (whose, *name) for whose in "his her its their".split() for name in (("name's",), ("name", "is"))
) | frozenset((who, called) for who in "he's she's it's".split() for called in ("called", "named"))
_FIRST: Final = frozenset(lead[0] for lead in _LEADS)
_LONGEST: Final = max(map(len, _LEADS))


def without_naming(words: Sequence[Token]) -> list[Token]:
    """ "The old man, his name's Hamish, lifts a glass" without "his name's"."""
    kept: list[Token] = []
    place = 0
    while place < len(words):
        end = _lead_end(words, place) if words[place].norm in _FIRST else place
        if end >= len(words) or end == place:
            kept.append(words[place])
            place += 1
            continue
        if kept and kept[-1].norm == "and" and len(kept) > 1 and not kept[-1].ends_clause:
            kept.pop()  # "a penguin and he's called Pip"
            before = kept[-1]
            kept[-1] = before if before.ends_clause else before.reworded(before.text + ",")
        place = end
    return kept


def _lead_end(words: Sequence[Token], place: int) -> int:
    norms = tuple(word.norm for word in words[place : place + _LONGEST])
    return next((place + size for size in range(2, _LONGEST + 1) if norms[:size] in _LEADS), place)
