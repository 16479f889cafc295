"""Shots that are named before what is to become of them: "shot two, …", "the one with the dog should …"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.english import shows
from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import PANELS, find_shot, numbers_in
from voice2image.prompters._sentences import Token

__all__ = ["Aim", "Wish", "aim_at", "past_wish"]

_BEFORE: Final = frozenset(
    "in on for with about let's do have set give make can could we you please also then i want i'd like".split()
)
_THE: Final = frozenset("the that this my our your".split())
_NUMBERED: Final = PANELS | frozenset("view page slide plate drawing visual option beat".split())
_NOUNS: Final = _NUMBERED | frozenset("one ones bit".split())
_PLACES: Final = ORDINALS.keys() | frozenset("last final closing previous opening".split())
_WHICH: Final = frozenset("with of where in on showing that".split())
"""Behind "the one": what it shows."""
_MOST_WORDS: Final = 5  # of "the green boat shot"
_LONGEST: Final = 9  # words of "the one with …"
_WAYS_TO_WISH: Final = (
    "should", "could", "can", "must", "needs to", "need to", "needs", "wants to", "want to", "has to", "have to",
    "ought to", "oughta", "is meant to", "is supposed to", "was meant to", "was supposed to", "'s meant to",
    "'s supposed to", "would", "is to", "has got to", "gotta", "better", "is gonna", "is going to", "wants", "is",
    "are", "are meant to", "are supposed to", "were supposed to", "were meant to", "to",
)  # fmt: skip
_WISHES: Final = {
    first: [wish.split() for wish in _WAYS_TO_WISH if wish.split()[0] == first]
    for first in (wish.split()[0] for wish in _WAYS_TO_WISH)
}
"""By their first words."""
_IS: Final = frozenset("is are".split())
_IS_NOT: Final = frozenset("isn't doesn't can't".split())
_BETWEEN: Final = frozenset("really actually rather just also probably maybe definitely now instead".split())
_BETTER: Final = frozenset("better nicer stronger cooler clearer funnier".split())
_VERBS: Final = frozenset("be have come go look get show been".split())


class Aim(NamedTuple):
    """The shot that some words name."""

    number: int
    """From 1; 0 if there is no such shot, and less than that if it isn't named by a number."""
    words: Sequence[Token]
    end: int
    """Where its name ends."""

    def place(self, order: Order) -> int | None:
        """The shot's place on the board, from 0."""
        if self.number < 0:
            return find_shot(order.board.drafts, self.words)
        return self.number - 1 if 1 <= self.number <= order.count else None


class Wish(NamedTuple):
    """ "Should be", "wants to come": where it ends, and its verb."""

    end: int
    verb: str
    plain: bool
    """Whether it only says what is: "two is a close-up"."""


def aim_at(order: Order, begin: int) -> Aim | None:
    """The shot that is named at a word, behind "in" or "let's do"."""
    norms = order.norms
    begin = order.past(_BEFORE, begin)
    if begin >= len(norms):
        return None
    return _counted(order, begin) or _bare(order, begin) or _told(order, begin)


def past_wish(order: Order, at: int) -> Wish | None:
    """What a shot or a thing "should be"."""
    norms = order.norms
    for wish in _WISHES.get(order.reading.norm(at), ()):
        end = at + len(wish)
        if norms[at:end] != wish:
            continue
        end = order.past(_BETWEEN, end)
        verb = order.reading.norm(end)
        plain = wish in (["is"], ["are"])
        if verb in _VERBS and order.reading.norm(end + 1) in _BETTER:
            return Wish(end + 2, verb, plain)
        if wish == ["to"] and verb not in _VERBS:
            return None
        return Wish(end + 1, verb, plain) if verb in _VERBS else Wish(end, "", plain)
    return None


def _counted(order: Order, begin: int) -> Aim | None:
    """ "Shot two", "the shot number two", "the last one", "that first shot"."""
    norms, reading = order.norms, order.reading
    at = begin + (norms[begin] in _THE)
    if reading.norm(at) in _NUMBERED:
        noun = at
        at += 1 + (reading.norm(at + 1) == "number")
        numbers = numbers_in(order.words[at : at + 1], order.count)
        if numbers and norms[at] not in ORDINALS:
            return Aim(numbers[0], order.words[noun : at + 1], at + 1)
        return None
    at += reading.norm(at) == "very"
    if reading.norm(at) not in _PLACES:
        return None
    end = at + (3 if norms[at + 1 : at + 3] == ["to", "last"] else 1)
    named = reading.norm(end) in _NOUNS
    if norms[begin] not in _THE:
        again = named and reading.ends_clause(end + 1) and norms[begin] in ORDINALS  # "second shot, give him a hat"
        return Aim(ORDINALS[norms[begin]], order.words[begin : begin + 1], end + 1) if again else None
    if not named and not (reading.ends_clause(end) or past_wish(order, end)):
        return None
    numbers = numbers_in(order.words[at:end], order.count)
    return Aim(numbers[0], order.words[begin : end + named], end + named) if len(numbers) == 1 else None


def _bare(order: Order, begin: int) -> Aim | None:
    """ "Two should be a wide": a number alone."""
    norm = order.norms[begin]
    if not (norm in NUMBERS or norm.isdigit()) or not (
        order.reading.ends_clause(begin + 1) or past_wish(order, begin + 1)
    ):
        return None
    numbers = numbers_in(order.words[begin : begin + 1], order.count)
    return Aim(numbers[0], order.words[begin : begin + 1], begin + 1) if numbers else None


def _told(order: Order, begin: int) -> Aim | None:
    """ "The chorus shot", "the one with the dog", "the roof garden"."""
    norms, reading = order.norms, order.reading
    if norms[begin] not in _THE:
        return None
    if reading.norm(begin + 1) in _NOUNS and reading.norm(begin + 2) in _WHICH:
        stop = order.clause(begin)
        end = next((at for at in range(begin + 3, stop) if _says(order, at)), stop)
        words = order.words[begin:end]
        found = end - begin <= _LONGEST and find_shot(order.board.drafts, words) is not None
        return Aim(-1, words, end) if found else None
    for end in range(begin + 2, min(begin + _MOST_WORDS, reading.clause_end(begin)) + 1):
        if norms[end - 1] in _NOUNS and norms[end - 1] not in {"number", "cut", "scene"}:
            words = order.words[begin:end]
            if shows(words[1:-1]) and find_shot(order.board.drafts, words) is not None:
                return Aim(-1, words, end)
            return None
    return None


def _says(order: Order, at: int) -> bool:
    """Whether a wish begins at a word, or what a shot isn't."""
    return order.norms[at] in _IS_NOT or (order.norms[at] not in _IS and past_wish(order, at) is not None)
