"""Commands to a panel that is named: "go back to shot two and make it night", "shot three, hold it for a second"."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, noun_phrase_end
from voice2image.prompters._dictation.orders.aim import Aim, aim_at, past_wish
from voice2image.prompters._dictation.orders.clause import edit_clauses, is_change
from voice2image.prompters._dictation.orders.moving import moved_to
from voice2image.prompters._dictation.orders.of_shots import of_several
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.orders.thing import denied
from voice2image.prompters._dictation.targets import numbers_in
from voice2image.prompters._dictation.things import place_of
from voice2image.prompters._dictation.vocabulary import lexicon

__all__ = ["edit_panel", "panel_first"]

_GOES_BACK: Final = frozenset("back change return make".split())
_INSIDE: Final = frozenset("in on for".split())
_COMPLAINS: Final = frozenset("is looks feels seems".split())
_RETURNS: Final = frozenset("back return".split())
_SHOWS: Final = frozenset("she's he's it's there's they're she he there no put".split())
_VERBS_OF_CHANGE: Final = lexicon()["verbs_of_change"]
_CLEAR_CHANGES: Final = frozenset("make should change add lose instead needs let's swap replace turn rather".split())
_REMOVES: Final = frozenset("remove delete lose drop scrap bin kill ditch cut skip axe toss scratch forget".split())
_IT: Final = frozenset("it that one please".split())
_ASKS: Final = frozenset("can could we you let's just please i i'd like want to so and then".split())
_UNNEEDED: Final = frozenset("needed necessary unnecessary".split())
_NOT: Final = frozenset("isn't not no aren't don't".split())
_JOINTS: Final = frozenset("and so one with it that it's the".split())


def edit_panel(order: Order, *, sure: bool = False, number: int = 0) -> int | None:
    """Change a panel that the command names, if what follows is a change: `sure` says that it is."""
    reading, board, end = order.reading, order.board, order.end
    several = None if sure else of_several(order.taking(end=order.start))
    if several is not None:
        return several
    number = number or next(reversed(numbers_in(order.words[order.start : end], order.count)), 0)
    if number > order.count:
        return _missing(order, number)
    if number < 1:
        return None
    head, rest = set(order.head), order.norms[end:]
    adds = head & {"in", "on"} and rest[:1] and rest[0] in _SHOWS
    if rest[:1] in (["too"], ["also"]) or rest[:2] == ["as", "well"]:
        return _repeat(order, number)
    rather = denied(order.taking(end=end), number=number)
    if rather is not None:
        return rather
    told = _speaks_of_thing(order, number - 1)
    if not (sure or adds or told or head & _GOES_BACK or not _VERBS_OF_CHANGE.isdisjoint(rest[:12])):
        return None
    last = number == order.count
    reading.flush()
    if not (last and board.open):
        board.close()
    if number > order.count:
        return None
    draft = order.edit(number - 1)
    before = draft.copy()
    begin = end
    board.repeat = lambda other: edit_clauses(order, other, begin)
    while (
        reading.norm(begin) in _JOINTS
        and not (told and begin == end)
        and order.norms[begin : begin + 2] != ["the", "one"]
    ):
        begin += 1
    done = edit_clauses(order, draft, begin)
    if begin < done and draft == before:
        order.refuse(done)
    return order.told(number - 1, done)


def _missing(order: Order, number: int) -> int | None:
    """An order for a shot that isn't there; "for shot four, a dog" begins it, and is none."""
    goes_back = not _RETURNS.isdisjoint(order.head)
    if goes_back or (number > order.count + 1 and is_change(order, order.end)):
        return order.refuse(len(order.words))
    return None


def _repeat(order: Order, number: int) -> int | None:
    """ "In shot four too": what the last edit did."""
    if order.board.repeat is None:
        return None
    order.reading.flush()
    order.board.repeat(order.edit(number - 1))
    return order.told(number - 1, len(order.words))


def panel_first(order: Order) -> int | None:
    """ "Shot three, hold it for seven seconds": a panel named first, then what is to become of it."""
    if order.board.drafts and order.reading.shows_nothing:
        aim = aim_at(order, order.end)
        if aim and aim.place(order) is not None:
            return _of_named(order, aim)
    return None


def _of_named(order: Order, aim: Aim) -> int | None:
    complaint = order.reading.clause_end(aim.end)
    if order.reading.norm(aim.end) in _COMPLAINS and complaint < len(order.words) and is_change(order, complaint):
        aim = aim._replace(end=complaint)  # "the third one's too close, make it a medium"
    place = aim.place(order)
    moved = moved_to(order, place, aim.end) if place is not None else None
    if moved is not None:
        return moved
    removed = _removed(order, aim.end)
    if removed is None and not _changes(order, aim):
        return None
    order.settle()
    place = aim.place(order)
    if place is None:
        return None
    if removed is None:
        return edit_panel(order.taking(end=aim.end), sure=True, number=place + 1)
    order.reading.flush()
    order.board.close()
    order.board.remove(place, order.heard(removed))
    return order.past_reasons(removed)


def _changes(order: Order, aim: Aim) -> bool:
    """Whether what follows a shot's name is a change of it."""
    if is_change(order, aim.end):
        return True
    place = aim.place(order)
    behind = order.clause(aim.end)
    if order.norms[order.end] in _INSIDE and order.reading.norm(aim.end) in _SHOWS:
        return True  # "in the shot with the girl, she's holding a lantern"
    if place is not None and _speaks_of_thing(order.taking(end=aim.end), place) and is_change(order, behind):
        return True  # "shot two, the heart, turn it into a cloud"
    rest = set(order.norms[aim.end : aim.end + 14])
    held = "hold" in rest and (aim.number < order.count or order.reading.norm(aim.end) != "hold")
    return aim.number > 0 and len(aim.words) > 1 and (not _CLEAR_CHANGES.isdisjoint(rest) or held)


def _removed(order: Order, at: int) -> int | None:
    """Where "…, get rid of it", "… isn't needed" ends, if that is what is said of a shot."""
    reading = order.reading
    stop = order.clause(at)
    wish = past_wish(order, at)
    if wish is not None and wish.verb == "go" and reading.ends_clause(wish.end):
        return wish.end  # "can go"
    while reading.norm(at) in _ASKS:
        at += 1
    rest = order.norms[at:stop]
    unneeded = not _UNNEEDED.isdisjoint(rest) and (not _NOT.isdisjoint(rest) or "unnecessary" in rest)
    removes = rest[:1] != [] and rest[0] in _REMOVES and rest[-1] in _IT
    removes = (
        removes or rest[:3] == ["get", "rid", "of"] or (rest[:1] in (["take"], ["throw"]) and rest[-1:] == ["out"])
    )
    return stop if removes or unneeded else None


def _speaks_of_thing(order: Order, place: int) -> bool:
    """Whether what follows begins with a thing that the panel shows: "in the first one the farmer has a hat"."""
    thing = order.words[order.end : noun_phrase_end(order.words, order.end)]
    drafts = order.board.drafts
    return bool(thing) and thing[0].norm in DETERMINERS and any(place_of(each, thing) for each in drafts[place].picture)
