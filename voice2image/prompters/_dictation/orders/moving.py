"""Commands that put a shot elsewhere, named by what it shows: "put the boat first", "the clerk comes after the cat"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS
from voice2image.prompters._dictation.orders.aim import past_wish
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import PANELS
from voice2image.prompters._sentences import Token

__all__ = ["moved_to", "other_side", "relocate"]

_ASKS: Final = frozenset("can could we you please let's then i'd i like want to".split())
_MOVES: Final = frozenset("move put bring shift pop stick slide slot pull push have".split())
_GOES: Final = frozenset("comes goes".split())
_NAMED: Final = frozenset("the that this my our".split()) | PANELS | NUMBERS.keys()
"""What the name of a shot that is there begins with."""
_IT: Final = frozenset("it that this".split())
_UP: Final = frozenset("in up down back right straight over just go come be".split())
_BEFORE: Final = (["before"], ["ahead", "of"], ["in", "front", "of"])
_AFTER: Final = (["after"], ["behind"], ["following"])
_STARTS: Final = frozenset("front start beginning top".split())
_ENDS: Final = frozenset("end back bottom".split())
_PLACES: Final = frozenset("place position slot spot".split())
_BEHIND: Final = frozenset("please instead now then too".split())
_INSISTS: Final = frozenset("please instead not".split())
_LONGEST: Final = 8  # words of a shot's name


class _There(NamedTuple):
    """Where a shot is to stand: beside another, or at a place of its own."""

    place: int
    beside: bool
    after: bool
    end: int


def relocate(order: Order) -> int | None:
    """ "Move the clerk before the suitcase", "the clerk should come last", "pop the robin in ahead of the jam jars"."""
    norms, begin = order.norms, order.past(_ASKS, order.end)
    stop = order.reading.clause_end(begin)
    moves = order.reading.norm(begin) in _MOVES
    named = begin + moves
    if order.reading.norm(named) not in _NAMED:
        return None
    for joint in range(named + 1, min(stop, named + _LONGEST)):
        at = joint
        if not moves:
            wish = past_wish(order, joint)
            sure = norms[named] in NUMBERS or norms[named] in PANELS or order.start < begin
            goes = norms[joint] in _GOES and (sure or not _INSISTS.isdisjoint(norms[joint:]))
            if not goes and (wish is None or wish.plain or wish.verb not in {"come", "go", "be"}):
                continue
            at = joint + 1 if wish is None else wish.end
        there = _there(order, at, stop)
        place = None if there is None else _named(order, order.words[named:joint])
        if there is not None and place is not None:
            return _move(order, place, there)
    return None


def moved_to(order: Order, place: int, at: int) -> int | None:
    """Put a shot that was named where "…, put it first" says; where that ends."""
    at = order.past(_ASKS, at)
    if order.reading.norm(at) not in _MOVES or order.reading.norm(at + 1) not in _IT:
        return None
    there = _there(order, at + 2, order.reading.clause_end(at))
    return None if there is None else _move(order, place, there)


def other_side(order: Order) -> int | None:
    """ "Put four before two. No, after it": on the other side of the same shot."""
    board, begin = order.board, order.end
    if board.moved is None or not board.was_edited or order.reading.norm(begin + 1) not in _IT:
        return None
    drafts = board.drafts
    places = [next((at for at, draft in enumerate(drafts) if draft is each), None) for each in board.moved]
    there = _beside(order, begin)
    if there is None or places[0] is None or places[1] is None or not order.reading.ends_clause(begin + 2):
        return None
    return _move(order, places[0], _There(places[1], beside=True, after=there[0], end=begin + 2))


def _named(order: Order, words: Sequence[Token]) -> int | None:
    while words and words[-1].norm in _UP:
        words = words[:-1]
    return order.shot_named(words) if words else None


def _there(order: Order, at: int, stop: int) -> _There | None:
    """The place that is named at a word, up to the end of a clause."""
    norms = order.norms
    at = order.past(_UP, at, stop)
    beside = _beside(order, at)
    if beside is not None:
        end = next((each for each in range(beside[1], stop) if norms[each] in _BEHIND), stop)
        other = order.shot_named(order.words[beside[1] : end]) if beside[1] < end else None
        return None if other is None else _There(other, beside=True, after=beside[0], end=stop)
    rest = [norm for norm in norms[at:stop] if norm not in _BEHIND | {"to", "at", "in", "into", "the", "very"}]
    if rest[1:] and rest[1] in _PLACES:
        rest = rest[:1]
    if len(rest) != 1:
        return None
    if rest[0] in _STARTS:
        return _There(0, beside=False, after=False, end=stop)
    if rest[0] in _ENDS or rest[0] == "last":
        return _There(order.count - 1, beside=False, after=False, end=stop)
    number = ORDINALS.get(rest[0], 0)
    return _There(number - 1, beside=False, after=False, end=stop) if 1 <= number <= order.count else None


def _beside(order: Order, at: int) -> tuple[bool, int] | None:
    """Whether "after" or "before" stands at a word, and where it ends."""
    for after, ways in ((False, _BEFORE), (True, _AFTER)):
        for way in ways:
            if order.norms[at : at + len(way)] == way:
                return after, at + len(way)
    return None


def _move(order: Order, place: int, there: _There) -> int | None:
    if there.beside and there.place == place:
        return None
    order.drop_reasons()
    board, to = order.board, there.place
    if max(place, there.place) >= order.count:
        return order.refuse(there.end)  # the shot that was being said shows nothing without its reasons
    if there.beside:
        down = place > there.place
        to = there.place + int(down) if there.after else there.place - int(not down)
        board.moved = board.drafts[place], board.drafts[there.place]
    board.move(place, min(to, order.count - 1), order.heard(there.end))
    return order.past_reasons(there.end)
