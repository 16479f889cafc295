"""What somebody does or is, said otherwise: "he's purple. No, he's green", "the penguin cries. No, he's happy"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, acts, is_doing
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._sentences import Token

__all__ = ["predicate"]

_IS: Final = {"he's": "is", "she's": "is", "it's": "is", "they're": "are"}
_BE: Final = frozenset("is are was were".split())
_LONGEST: Final = 4  # words of a subject


def predicate(order: Order, stop: int) -> int | None:
    """Put what "he's" said to be, up to `stop`, in place of what he was said to be or do last; where that ends."""
    who = order.norms[order.end]
    if who not in _IS or stop - order.end < 2:
        return None
    place = None if order.reading.picture else order.subject()
    if place is None or not order.board.drafts[place].picture:
        return None
    new = order.words[order.end : stop]
    while order.norms[stop : stop + 2] == order.norms[order.end : order.end + 2]:
        stop, new = order.clause(stop), order.words[stop : order.clause(stop)]  # "he's green, he's green with spots"
    sentence = _said_otherwise(order.board.drafts[place].picture[-1], who, new)
    if sentence is None:
        return None
    order.edit(place).picture[-1] = sentence
    if order.reading.norm(stop) == "not":
        stop = order.clause(stop)  # "he's laughing, not sneezing"
    return order.told(place, stop)


def _said_otherwise(sentence: Sequence[Token], who: str, new: Sequence[Token]) -> list[Token] | None:
    norms = [word.norm for word in sentence]
    if who in norms:
        at = len(norms) - 1 - norms[::-1].index(who)
        return [*sentence[:at], *new]
    be = next((at for at in range(1, len(norms) - 1) if norms[at] in _BE and is_doing(norms[at + 1])), None)
    if be is not None and is_doing(new[1].norm):
        return [*sentence[: be + 1], *new[1:]]  # "a boy is peeling potatoes", "he's shelling peas"
    if norms[0] not in DETERMINERS:
        return None
    verbs = (at for at in range(2, min(len(norms), _LONGEST + 1)) if acts(norms[at]) or is_doing(norms[at]))
    end = next(verbs, next((at for at in range(2, min(len(norms), _LONGEST + 1)) if norms[at] in _BE), 0))
    if not end or any(word.ends_clause for word in sentence[:end]):
        return None
    last = sentence[end - 1]
    return [*sentence[: end - 1], last.reworded(last.text.removesuffix("'s")), new[0].reworded(_IS[who]), *new[1:]]
