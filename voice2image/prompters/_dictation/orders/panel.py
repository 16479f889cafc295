"""Commands to a panel that is named: "go back to shot two and make it night", "shot three, hold it for a second"."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.changes import add_to, change
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, noun_phrase_end
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.orders.replace import into
from voice2image.prompters._dictation.orders.stated import undo_doing
from voice2image.prompters._dictation.targets import PANELS, numbers_in
from voice2image.prompters._dictation.things import lose, place_of, replace_thing
from voice2image.prompters._dictation.vocabulary import lexicon

__all__ = ["edit_panel", "panel_first", "panel_then_order"]

_GOES_BACK: Final = frozenset("back change return make".split())
_SHOWS: Final = frozenset("she's he's it's there's they're she he there no put".split())
_VERBS_OF_CHANGE: Final = lexicon()["verbs_of_change"]
_CLEAR_CHANGES: Final = frozenset("make should change add lose instead needs let's swap replace turn rather".split())
_REMOVES: Final = frozenset("remove delete lose drop unnecessary".split())
_JOINTS: Final = frozenset("and so one with it that it's the".split())
_BETWEEN: Final = frozenset("and then um actually please so but".split())
_INSTEAD: Final = frozenset("instead rather".split())
_BEFORE_OTHER: Final = frozenset("put do have use make it let's".split())
_ADDS: Final = frozenset("let's have there's we with she's he's they're put".split())
_BEFORE_ADDED: Final = frozenset("let's have there's we need want with see put".split())
_BEFORE_CHANGE: Final = lexicon()["before_a_change"]
_DIRECTIONS: Final = frozenset("size angle move time_of_day weather lens".split())
_STEPS: Final = frozenset("closer tighter nearer wider looser further".split())
_MANNER: Final = frozenset(
    "slowly slow slower quickly quick quicker faster gently and please too instead a bit little touch at it's for it "
    "hold that more from in on make with now this time than before longer shorter".split()
)
_THE: Final = frozenset("the that this".split())
_ONES: Final = frozenset("one shot panel frame picture".split())
_BEFORE_NAMED: Final = frozenset("let's do have set give make can could we you please".split())


def edit_panel(order: Order, *, sure: bool = False, number: int = 0) -> int | None:
    """Change a panel that the command names, if what follows is a change: `sure` says that it is."""
    reading, board, end = order.reading, order.board, order.end
    number = number or next(reversed(numbers_in(order.words[order.start : end], order.count)), 0)
    if not 1 <= number <= order.count:
        return None
    head, rest = set(order.head), order.norms[end:]
    adds = head & {"in", "on"} and rest[:1] and rest[0] in _SHOWS
    if rest[:1] in (["too"], ["also"]) or rest[:2] == ["as", "well"]:
        return _repeat(order, number)
    told = not (sure or adds) and _speaks_of_thing(order, number - 1)
    if not (sure or adds or told or head & _GOES_BACK or not _VERBS_OF_CHANGE.isdisjoint(rest[:12])):
        return None
    last = number == order.count
    reading.flush()
    if not (last and board.open):
        board.close()
    if number > order.count:
        return None
    draft = order.edit(number - 1)
    begin = end
    board.repeat = lambda other: _edit(order, other, begin)
    while (
        reading.norm(begin) in _JOINTS
        and not (told and begin == end)
        and order.norms[begin : begin + 2] != ["the", "one"]
    ):
        begin += 1
    _edit(order, draft, begin)
    return order.told(number - 1, len(order.words))


def _repeat(order: Order, number: int) -> int | None:
    """ "In shot four too": what the last edit did."""
    if order.board.repeat is None:
        return None
    order.reading.flush()
    order.board.repeat(order.edit(number - 1))
    return order.told(number - 1, len(order.words))


def panel_first(order: Order) -> int | None:
    """ "Shot three, hold it for seven seconds": a panel named first, then what is to become of it."""
    norms = order.norms
    named = _named(order)
    if named is None:
        return None
    number, end = named
    rest = set(norms[end : end + 14])
    if rest & _REMOVES and rest & {"it", "that"}:
        order.reading.flush()
        order.board.close()
        order.board.remove(number - 1, order.heard(len(norms)))
        return len(norms)
    order = order.taking(end=end)
    earlier = number < order.count
    if (order.start == 0 or order.reading.shows_nothing) and _only_directs(order, end):
        return edit_panel(order, sure=True, number=number)
    holds = order.reading.norm(end) == "hold"
    changes = (bool(rest & _CLEAR_CHANGES) or "hold" in rest) and not holds
    if changes or norms[end : end + 2] == ["should", "be"] or ("hold" in rest and earlier):
        return edit_panel(order, number=number)
    return None


def _named(order: Order) -> tuple[int, int] | None:
    """The panel that a clause begins with, and where its name ends: "shot two", "let's do the first one"."""
    norms, begin = order.norms, order.end
    while order.reading.norm(begin) in _BEFORE_NAMED:
        begin += 1
    counted = order.reading.norm(begin) in PANELS
    for end in (begin + 2,) if counted else range(begin + 2, begin + 6):
        if not counted and (order.reading.norm(begin) != "the" or order.reading.norm(end - 1) not in _ONES):
            continue
        numbers = numbers_in(order.words[begin + int(counted) : end], order.count)
        if len(numbers) == 1 and 1 <= numbers[0] <= order.count and end < len(norms):
            return numbers[0], end
        break
    return None


def panel_then_order(order: Order) -> int | None:
    """ "The last one, change it to a fox": the panel that the next clause speaks of."""
    begin = order.end
    if order.reading.norm(begin) not in _THE:
        return None
    end = order.clause(begin)
    if end >= len(order.words) or not 2 <= end - begin <= 4 or order.norms[end - 1] not in _ONES:
        return None
    if order.reading.first("command", end) is None:
        return None
    number = next(iter(numbers_in(order.words[begin:end], order.count)), order.count)
    if not 1 <= number <= order.count:
        return None
    order.board.subject = number - 1
    return end


def _speaks_of_thing(order: Order, place: int) -> bool:
    """Whether what follows begins with a thing that the panel shows: "in the first one the farmer has a hat"."""
    thing = order.words[order.end : noun_phrase_end(order.words, order.end)]
    drafts = order.board.drafts
    return bool(thing) and thing[0].norm in DETERMINERS and any(place_of(each, thing) for each in drafts[place].picture)


def _only_directs(order: Order, place: int) -> bool:
    """Whether the rest of a sentence only directs: "shot two, pan left, slowly"."""
    some = False
    while place < len(order.words):
        found = next((match for match in order.reading.at(place) if match.kind in _DIRECTIONS), None)
        seconds = order.reading.seconds(place)
        if seconds is not None and found is None:
            some, place = True, seconds[1]
            continue
        if found is None and order.norms[place] in _STEPS:
            some, place = True, place + 1
            continue
        if found is None and order.norms[place] not in _MANNER:
            return False
        some = some or found is not None
        place = found.end if found else place + 1
    return some


def _edit(order: Order, draft: Draft, place: int) -> None:
    """Carry out what is said of one shot, clause by clause."""
    while place < len(order.words):
        place = place + 1 if order.norms[place] in _BETWEEN else _edit_clause(order, draft, place)


def _edit_clause(order: Order, draft: Draft, place: int) -> int:
    """Carry out one clause; where it ends."""
    reading, words, norms = order.reading, order.words, order.norms
    end = order.clause(place)
    if norms[place] == "not" and place + 1 < end:
        undo_doing(draft, norms[place + 1 : end])
        return end
    if all(norm in _MANNER for norm in norms[place:end]) and not reading.has(_DIRECTIONS, place):
        return end  # "slower"
    held = next((held for at in range(place, end) if (held := reading.seconds(at)) is not None), None)
    if held is not None:
        draft.duration_s = held[0]
        return end
    command = reading.first("command", place)
    kind, begin = (command.value, command.end) if command else ("", place)
    if kind == "replace" and not _INSTEAD.isdisjoint(norms[place:begin]):
        return _put_instead(order, draft, begin, end)
    middle = into(order, begin, end) if kind == "replace" else None
    if middle is not None:
        new = words[middle + (norms[middle] not in {"a", "an"}) : end]
        if not replace_thing(draft, words[begin - 1 : middle], new):
            change(draft, new)
    elif norms[place] == "no" and place + 1 < end:
        lose(draft, words[place + 1 : end])
    elif kind == "lose":
        lose(draft, words[begin - 1 : end])
    elif kind == "add" or norms[place] in _ADDS:
        add_to(draft, words[_past(order, begin, end, _BEFORE_ADDED) : end])
    elif norms[place : place + 2] != ["the", "one"]:
        change(draft, words[_past(order, begin, end, _BEFORE_CHANGE) : end])
    return end


def _put_instead(order: Order, draft: Draft, begin: int, end: int) -> int:
    """ "Instead of the dog, put a cat"; where that ends."""
    end = next((at for at in range(begin + 1, end) if order.norms[at] in _BEFORE_OTHER), end)
    stop = order.clause(end)
    new = order.words[_past(order, end, stop, _BEFORE_OTHER) : stop]
    replace_thing(draft, order.words[begin:end], new)
    return stop


def _past(order: Order, begin: int, end: int, words: frozenset[str]) -> int:
    while begin < end and order.norms[begin] in words:
        begin += 1
    return begin
