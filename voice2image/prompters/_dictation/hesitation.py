"""What a speaker says while looking for words: fillers, stutters, broken-off words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.vocabulary import matcher
from voice2image.prompters._sentences import Token

__all__ = ["without_fillers", "without_stutter"]

_STUTTERED: Final = frozenset(
    "a an the and or of in on at to with from by for is are was it it's its i we he she they there his her then "
    "so".split()
)
_DASHES: Final = frozenset("–—")
_SORTS: Final = frozenset("sort kind".split())
_OF_A_SORT: Final = frozenset("a some this that what any bird the of same one every".split())
_ALONE: Final = frozenset("you anyway whatever".split())
_ALONE_IN_PHRASES: Final = frozenset("i if how let let's".split())
_ABOUT: Final = frozenset("what how who where whose which when why if whether him her them".split())
"""What "you know" is no filler before."""
_BEFORE_LIKE: Final = frozenset("for and then is it's".split())
_BEFORE_ABOUT: Final = frozenset("for it's just and but so".split())
_ABOUTS: Final = frozenset("two three four five six seven eight nine ten maybe about around a".split())
_DEGREES: Final = frozenset("super really totally extreme wide maybe all very completely giant".split())


def without_fillers(said: Sequence[Token]) -> list[int]:
    """The places of all words that aren't fillers, punctuation or broken off by a dash."""
    norms = [word.norm for word in said]
    fillers, kept, place = matcher("filler"), [], 0
    begins = fillers.begins(norms)
    while place < len(said):
        found = fillers.at(norms, place) if begins[place] else None
        if found and _is_filler(said, place, found[0].end):
            place = found[0].end
            continue
        word = said[place]
        broken_off = word.text[-1:] in _DASHES and not word.spaced
        if norms[place] and not broken_off and not (norms[place] == "like" and _is_empty_like(said, place)):
            kept.append(place)
        place += 1
    return kept


def without_stutter(said: Sequence[Token], places: Sequence[int]) -> list[int]:
    """Without broken-off words, and without what is said twice while the speaker looks for the next word."""
    kept: list[int] = []
    norms: list[str] = []
    for place in places:
        word = said[place]
        if word.text[-1:] == "-" and (place + 1 >= len(said) or said[place + 1].spaced):
            continue
        if norms and norms[-1] == word.norm and word.norm in _STUTTERED:
            kept.pop()
            norms.pop()
        kept.append(place)
        norms.append(word.norm)
        if len(norms) >= 4 and norms[-4] in _STUTTERED and norms[-4:-2] == norms[-2:]:
            del kept[-4:-2], norms[-4:-2]  # "the dog, the dog"
    return kept


def _is_filler(said: Sequence[Token], start: int, end: int) -> bool:
    """Whether a phrase that may be a filler is one here: "a kind of bird" isn't, nor is "you know the man"."""
    first = said[start].norm
    before = said[start - 1] if start else None
    if first == "i" and said[end - 1].norm == "mean" and before is not None:
        return before.ends_sentence  # "a dog, I mean a wolf"
    if first in _SORTS:
        return before is None or before.norm not in _OF_A_SORT
    if first in _ALONE or (end - start > 1 and first in _ALONE_IN_PHRASES):
        alone = before is None or before.ends_clause or said[end - 1].ends_clause
        return alone or (first in {"i", "you"} and (end >= len(said) or said[end].norm not in _ABOUT))
    return True


def _is_empty_like(said: Sequence[Token], place: int) -> bool:
    """Whether "like" is said for nothing: between commas, or before what it doesn't compare."""
    before = said[place - 1] if place else None
    after = said[place + 1].norm if place + 1 < len(said) else ""
    opens = before is None or before.ends_clause
    if said[place].ends_clause and (before is None or opens or before.norm in _BEFORE_LIKE):
        return True
    if before is not None and before.norm in _BEFORE_ABOUT and (after[:1].isdigit() or after in _ABOUTS):
        return True
    return opens and after in _DEGREES
