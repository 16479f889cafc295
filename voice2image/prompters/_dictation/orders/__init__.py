"""Spoken edits: which words are a command, and what it does to the board.

Each command is a function that carries it out and returns where its words end, or ``None`` if it isn't meant as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PRONOUNS
from voice2image.prompters._dictation.orders.described import (
    go_back,
    insert_forgotten,
    lose_or_rather,
    start_with,
    swap_named,
)
from voice2image.prompters._dictation.orders.everywhere import EVERYWHERE, everywhere
from voice2image.prompters._dictation.orders.insert import insert
from voice2image.prompters._dictation.orders.lose_and_add import add, drop, take_out
from voice2image.prompters._dictation.orders.make import make, no_wait
from voice2image.prompters._dictation.orders.moving import other_side, relocate
from voice2image.prompters._dictation.orders.of_shots import (
    direct_named,
    drop_beside,
    lasts,
    not_there,
    of_several,
    replace_shot,
    there_is,
)
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.orders.panel import edit_panel, panel_first
from voice2image.prompters._dictation.orders.refused import refused
from voice2image.prompters._dictation.orders.replace import replace
from voice2image.prompters._dictation.orders.shots import again, another, delete, move, swap
from voice2image.prompters._dictation.orders.stated import (
    hold_thing,
    negated,
    no_more,
    on_thing,
    rather_than,
)
from voice2image.prompters._dictation.orders.take_back import put_back, redo, restart, strike, undo
from voice2image.prompters._dictation.orders.thing import denied, said_rather, should_be, thing_first
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.targets import PANELS

__all__ = ["try_order"]

CarryOut = Callable[[Order], int | None]

_COMMANDS: Final[Mapping[str, CarryOut]] = {
    "strike": strike,
    "undo": undo,
    "redo": redo,
    "back": put_back,
    "restart": restart,
    "make": make,
    "no_wait": no_wait,
    "replace": replace,
    "lose": drop,
    "take_out": take_out,
    "add": add,
    "delete": delete,
    "swap": swap,
    "move": move,
    "insert": insert,
    "again": again,
    "another": another,
    "target": edit_panel,
}
"""By their names in ``vocabulary.toml``."""
_COUNTING: Final = frozenset("delete swap move insert again another target".split())
"""Commands that count the shots as they are: one that was begun amid others has to stand there."""
_DESCRIBED: Final[tuple[CarryOut, ...]] = (
    replace_shot, of_several, drop_beside, not_there, there_is, denied, go_back, insert_forgotten,
    start_with, relocate, other_side, swap_named, panel_first, thing_first,
    lose_or_rather, negated, said_rather, no_more, should_be, rather_than, on_thing, hold_thing, direct_named
)  # fmt: skip
"""Commands that no phrase begins: they are told by what they name."""
_WITH_WORD: Final[Mapping[CarryOut, frozenset[str]]] = {
    replace_shot: frozenset("replace swap change".split()),
    drop_beside: frozenset(("all", "everything")),
    not_there: frozenset("shouldn't isn't not".split()),
    there_is: frozenset(("there's",)),
    direct_named: frozenset("tighten closer tighter widen wider".split()),
    of_several: frozenset(("and",)),
    denied: frozenset("not isn't aren't wasn't weren't".split()),
    go_back: frozenset(("back", "return")),
    insert_forgotten: frozenset(("before", "after")),
    start_with: frozenset(("instead",)),
    swap_named: frozenset("swap switch exchange flip".split()),
    lose_or_rather: frozenset("rather lose delete drop".split()),
    negated: frozenset("doesn't don't didn't isn't aren't wasn't won't not".split()),
    said_rather: frozenset("said say put".split()),
    no_more: frozenset(("no",)),
    rather_than: frozenset("instead rather place not".split()),
    on_thing: frozenset(("on", "for")),
    hold_thing: frozenset("hold keep stay linger".split()),
}
"""Words of which a sentence has one where these are said."""
_BY_WORD: Final[Mapping[str, Sequence[CarryOut]]] = {
    word: [carry_out for carry_out, words in _WITH_WORD.items() if word in words]
    for word in frozenset().union(*_WITH_WORD.values())
}
_TELLING: Final = PANELS | frozenset(
    "move put bring shift swap switch exchange flip start open begin back return should take one rather lose "
    "delete drop make instead not doesn't isn't don't aren't won't needs on for hold keep stay linger ought must "
    "can could no is wants want meant supposed give do try get wrong throw replace insert erase bin scrap kill "
    "ditch undo redo before after forget axe toss cut skip remove change turn said have go goes come "
    "comes first last way".split()
)
"""Words of which each of these has one."""
_SECONDS: Final = frozenset("second seconds sec secs".split())
_AFTER_NO: Final = (
    DETERMINERS
    | PRONOUNS
    | frozenset(
        "it's he's she's that's make let's not wait sorry actually there's in on at with more rather "
        "i'd better put".split()
    )
)
_LEADS: Final = frozenset("and now so okay actually oh um but no".split())


def try_order(reading: Reading, place: int) -> int | None:
    """Carry out the command that begins at a clause, if one does; where its words end."""
    with reading.board.one_step():
        return _try(reading, place)


def _try(reading: Reading, place: int) -> int | None:
    if not EVERYWHERE.isdisjoint(reading.norms):
        end = everywhere(Order(reading, place, place))
        if end is not None:
            return end
    if reading.board.drafts and not _SECONDS.isdisjoint(reading.norms):
        end = lasts(Order(reading, place, place))
        if end is not None:
            return end
    if reading.board.drafts or reading.picture:
        for match in reading.at(place):
            if match.kind == "move":
                return None  # "no camera movement"
            if match.kind == "command" and not _goes_without(reading, match):
                order = Order.of(reading, match)
                if match.value in _COUNTING:
                    order.settle()
                end = _COMMANDS[match.value](order)
                if end is not None:
                    return max(end, match.end)
    return _try_described(reading, place)


def _goes_without(reading: Reading, match: Match) -> bool:
    """ "Paper kites, no strings": a "no" that takes nothing back."""
    if match.start == 0 or reading.norms[match.start : match.end] != ["no"] or reading.ends_clause(match.end):
        return False
    return reading.norms[match.end] not in _AFTER_NO and not reading.at(match.end)


def _try_described(reading: Reading, place: int) -> int | None:
    if _TELLING.isdisjoint(reading.norms):
        return None
    begin = place
    while reading.norm(begin) in _LEADS:
        begin += 1
    order = Order(reading, place, begin)
    told = {carry_out for norm in reading.norms for carry_out in _BY_WORD.get(norm, ())}
    for carry_out in (*_DESCRIBED, refused):
        end = carry_out(order) if carry_out in told or carry_out not in _WITH_WORD else None
        if end is not None:
            return end
    return None
