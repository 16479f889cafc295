"""What is said before the first shot: what the board is for, how many pictures there are going to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.english import PREPOSITIONS, is_doing
from voice2image.prompters._dictation.meant import is_meant
from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.vocabulary import lexicon, matcher

__all__ = ["is_preamble"]

_TITLES: Final = lexicon()["titles"] | lexicon()["parts_of_works"]
_PICTURES: Final = lexicon()["pictures"]
_ACTS: Final = lexicon()["acts"]
_PRESENTS: Final = frozenset(
    "this is it's here here's are these that's we're we i'm i've i we've doing need want have got explain let's do "
    "make my our the".split()
)
"""What leads to the name of a work: "this is the", "we need"."""
_ABOUT: Final = frozenset("for about number and from but so without".split())
_TENS: Final = frozenset("twenty thirty forty fifty sixty seventy eighty ninety hundred".split())
_LONGEST: Final = 4  # words before the one that tells
_GREETING: Final = 2  # words: "Morning."
_LONGEST_FOR: Final = 14  # words
_FIRST_TIME: Final = frozenset("first last next".split())
_DIRECTS: Final = frozenset("size angle framing transition move".split())


def is_preamble(reading: Reading) -> bool:
    """Whether a sentence at the very start may only say what the board is for, and show nothing."""
    if any(draft.shown > _GREETING for draft in reading.board.drafts):
        return False
    norms = reading.norms
    begin = _past_leads(norms)
    if any(match.value == "number" and is_meant(reading, match) for match in reading.at(begin)):
        return False
    if any(_counts(reading, place) for place in range(begin + 1, len(norms))):
        return False
    told = _is_for(norms, begin) or _counts_pictures(reading) or _names_work(reading, begin)
    return told and not any(_directs(reading, place) for place in range(begin, len(norms)))


def _counts(reading: Reading, place: int) -> bool:
    """Whether a shot with its number begins at a clause of it: "for the book, spread one, a hill"."""
    return reading.starts_clause(place) and any(match.value == "number" for match in reading.at(place))


def _past_leads(norms: Sequence[str]) -> int:
    place, openers = 0, matcher("opener")
    while place < len(norms) and norms[place] not in _PRESENTS | {"for"}:
        found = next((match for match in openers.at(norms, place) if match.length == 1), None)
        if found is None:
            break
        place = found.end
    return place


def _is_for(norms: Sequence[str], begin: int) -> bool:
    """ "For the lesson on volcanoes", "this is for the title sequence"."""
    while begin < len(norms) and norms[begin] in {"this", "is", "one's", "this's", "it's", "so"}:
        begin += 1
    if len(norms) > _LONGEST_FOR:
        return False
    behind = tuple(norms[begin : begin + 3])
    if any(norm in {"a", "an"} or is_doing(norm) or norm in _ACTS - _TITLES for norm in norms[begin + 3 :]):
        return False  # "for the king, a servant carries a crown"
    return len(behind) > 2 and behind[0] == "for" and behind[1] in {"the", "my", "our"} and behind[2] not in _FIRST_TIME


def _counts_pictures(reading: Reading) -> bool:
    """ "Three shots", "four views of the bathhouse"."""
    norms = reading.norms
    if any(norms[place : place + 2] == ["one", "shot"] for place in range(len(norms) - 1)):
        return True
    for begin, norm in enumerate(norms):
        if not number_of(norm) or not (reading.starts_clause(begin) or set(norms[:begin]) <= _PRESENTS):
            continue
        place = next((at for at in range(begin + 1, min(begin + 3, len(norms))) if norms[at] in _PICTURES), None)
        if place is not None and not any(is_doing(each) or each in _ACTS for each in norms[place + 1 :]):
            return True
    return False


def _names_work(reading: Reading, begin: int) -> bool:
    """ "The intro cinematic for the salt mine level", "reel three", "we need pictures for the poster"."""
    norms = reading.norms
    while begin < len(norms) and norms[begin] in _PRESENTS:
        begin += 1
    for place in range(begin, min(begin + _LONGEST, len(norms))):
        norm = norms[place]
        if norm in {"a", "an"} or norm in PREPOSITIONS or is_doing(norm) or (norm in _ACTS and norm not in _TITLES):
            return False
        if norm in _TITLES | _PICTURES:
            behind = norms[place + 1] if place + 1 < len(norms) else ""
            called = [behind, reading.norm(place + 2)] in (["is", "called"], ["called", reading.norm(place + 2)])
            if called or reading.ends_clause(place + 1) or behind in _ABOUT or number_of(behind) or behind in _TENS:
                return True
        if reading.ends_clause(place + 1):
            return False
    return False


def _directs(reading: Reading, place: int) -> bool:
    """Whether a direction begins at a word: "track" amid "for the fiddle track" is none."""
    return any(
        match.kind in _DIRECTS
        and (match.kind != "move" or match.length > 1 or reading.starts_clause(place))
        and is_meant(reading, match)
        for match in reading.at(place)
    )
