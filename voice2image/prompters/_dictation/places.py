"""Where a shot is: the place that its words name, and whether that is inside or outside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, stem
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token, joined

__all__ = ["note_place"]

_INSIDE: Final = lexicon()["inside"]
_OUTSIDE: Final = lexicon()["outside"]
_AT: Final = frozenset("in on at inside into onto to along through across of outside behind near".split())
_BEFORE: Final = PREPOSITIONS | DETERMINERS | {"and", "or", "then"}
_GOES_ON: Final = lexicon()["not_a_place_before"]


def note_place(draft: Draft, sentence: Sequence[Token]) -> None:
    """Note the first place that a sentence names, if the shot has none of its own yet."""
    if "place" in draft.fields:
        return
    before = ""
    for place, word in enumerate(sentence):
        where = _where(word.norm, before)
        before = word.norm
        if where and not _goes_on(sentence, place):
            begin = _begin(sentence, place)
            if begin is not None:
                draft.fields["place"] = joined(sentence[begin : place + 1]).strip(" ,.;:!?").removesuffix("'s")
                draft.fields.setdefault("interior", where)
                return


@lru_cache(maxsize=20_000)
def _where(norm: str, before: str) -> str:
    """Whether a word names a place inside or outside, by itself or with the word before: "car park"."""
    name = norm if norm in _INSIDE or norm in _OUTSIDE else stem(norm)
    pair = f"{before}-{name}"
    if pair in _INSIDE or (name in _INSIDE and pair not in _OUTSIDE):
        return "int"  # "flat", but not "salt flat"
    return "ext" if pair in _OUTSIDE or name in _OUTSIDE else ""


def _goes_on(sentence: Sequence[Token], place: int) -> bool:
    """Whether the name goes on with the next word: the "door" of "kitchen door"."""
    if place + 1 >= len(sentence) or sentence[place].ends_clause:
        return False
    behind = sentence[place + 1].norm
    return behind in _GOES_ON or (place > 0 and bool(_where(behind, sentence[place].norm)))


def _begin(sentence: Sequence[Token], place: int) -> int | None:
    """Where a place's name begins, if the shot is at it: "in the", "along the", or nothing stands before."""
    begin = place
    while begin > 0 and not sentence[begin - 1].ends_clause and sentence[begin - 1].norm not in _BEFORE:
        begin -= 1
    lead = sentence[begin - 1].norm if begin else ""
    if lead in DETERMINERS and begin > 1 and not sentence[begin - 2].ends_clause:
        lead = sentence[begin - 2].norm
    opens = begin == 0 or sentence[begin - 1].ends_clause
    opens = opens or (lead in DETERMINERS and (begin <= 1 or sentence[begin - 2].ends_clause))
    behind = sentence[place + 1].norm if place + 1 < len(sentence) else ""
    alone = opens and (sentence[place].ends_clause or not behind or behind in PREPOSITIONS)
    return begin if (lead in _AT or alone) and place - begin <= 2 else None
