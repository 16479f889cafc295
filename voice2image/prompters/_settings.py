"""Where a shot is: the place that its words name, and whether that is inside or outside."""

from __future__ import annotations

from collections.abc import Sequence

from voice2image.prompters._draft import Draft
from voice2image.prompters._english import DETERMINERS, PREPOSITIONS, stem
from voice2image.prompters._sentences import Token, joined
from voice2image.prompters._vocabulary import lexicon

__all__ = ["note_place"]

_AT = frozenset("in on at inside into onto to along through across of outside behind near".split())


def note_place(draft: Draft, sentence: Sequence[Token]) -> None:
    """Note the first place that a sentence names, if the shot has none of its own yet."""
    if "place" in draft.fields:
        return
    inside, outside = lexicon()["inside"], lexicon()["outside"]
    for place, word in enumerate(sentence):
        norm = stem(word.norm) if word.norm not in inside | outside else word.norm
        pair = f"{sentence[place - 1].norm}-{norm}" if place else norm
        where = "int" if pair in inside or norm in inside else "ext" if pair in outside or norm in outside else None
        if where is None or (place + 1 < len(sentence) and not word.ends_clause and _is_noun_like(sentence[place + 1])):
            continue
        begin = place
        while begin > 0 and not sentence[begin - 1].ends_clause and sentence[begin - 1].norm not in PREPOSITIONS | DETERMINERS:
            begin -= 1
        lead = sentence[begin - 1].norm if begin else ""
        if lead in DETERMINERS and begin > 1 and not sentence[begin - 2].ends_clause:
            lead = sentence[begin - 2].norm
        alone = (begin == 0 or sentence[begin - 1].ends_clause or (lead in DETERMINERS and begin <= 1)) and word.ends_clause
        if not (lead in _AT or alone) or place - begin > 2:
            continue
        draft.fields["place"] = joined(sentence[begin : place + 1]).strip(" ,.;:!?").removesuffix("'s")
        draft.fields.setdefault("interior", where)
        return


def _is_noun_like(word: Token) -> bool:
    """Whether a word goes on with the name: the "door" of "kitchen door"."""
    return word.norm in {"door", "doors", "window", "windows", "table", "floor", "wall", "sink", "sign", "light", "lights", "lamp", "roof", "edge", "man", "woman", "keeper", "cat", "dog", "boy", "girl"}
