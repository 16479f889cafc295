"""Orders that can't be carried out: "delete shot nine", "lose the zebra". They change nothing, and nothing is drawn."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.orders.aim import aim_at
from voice2image.prompters._dictation.orders.clause import is_change
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import PANELS, numbers_in

__all__ = ["refused"]

_ASKS: Final = frozenset("can could we you please let's just then i i'd like want to actually wait sorry hmm".split())
_CHANGES: Final = frozenset(
    "delete remove replace swap switch move insert change lose drop scrap bin kill ditch erase undo cut put bring make "
    "add redraw redo repeat copy duplicate skip flip shift".split()
)
"""With a shot that is named behind them, these are orders."""
_ONLY_ORDERS: Final = frozenset("delete remove replace lose scrap bin ditch erase".split())
"""With "the zebra" behind them, these are orders too."""
_EXCHANGES: Final = frozenset("swap change".split())
_FOR: Final = frozenset("to for and into".split())
_MOVES: Final = frozenset("move put bring shift".split())
_BESIDE: Final = frozenset("before after between".split())
_PLACES: Final = _BESIDE | frozenset("front start beginning first last".split())
_RID: Final = ["get", "rid", "of"]
_THE: Final = frozenset("the that those this".split())
_IT: Final = frozenset("it them that".split())
_LONGEST: Final = 14  # words


def refused(order: Order) -> int | None:
    """Where an order ends that names what isn't there; that is told, and nothing else happens."""
    norms, begin = order.norms, order.past(_ASKS, order.end)
    end = order.reading.clause_end(begin)
    if not order.reading.shows_nothing or not 1 < end - begin <= _LONGEST:
        return None
    if _of_nothing(order, begin):
        return order.refuse(len(norms))
    if not (_imperative(order, begin, end) or _counts_too_far(order)):
        return None
    return order.refuse(order.up_to_order(begin))


def _imperative(order: Order, begin: int, end: int) -> bool:
    norms = order.norms
    rid = norms[begin : begin + 3] == _RID
    named = begin + (3 if rid else 1)
    if named >= end or not (rid or norms[begin] in _CHANGES):
        return False
    if any(norms[at] in PANELS and number_of(norms[at + 1]) for at in range(named, end - 1)):
        return True
    if norms[begin] in _ONLY_ORDERS or rid:
        return norms[named] in _THE or (norms[named] in _IT and named + 1 == end)
    if norms[begin] in _MOVES and norms[named] in _THE:
        return not _PLACES.isdisjoint(norms[named:end])
    if norms[begin] == "insert":
        return not _BESIDE.isdisjoint(norms[named:end])
    exchanges = norms[begin] in _EXCHANGES and norms[named] in _THE
    return exchanges and not _FOR.isdisjoint(norms[named:end])


def _counts_too_far(order: Order) -> bool:
    """ "Swap two and nine", of three."""
    command = order.reading.first("command", order.start)
    if command is None or command.value not in {"swap", "move"}:
        return False
    return any(number > order.count for number in numbers_in(order.words[command.start : command.end], order.count))


def _of_nothing(order: Order, begin: int) -> bool:
    """ "Shot nine should be at night", of three."""
    aim = aim_at(order, begin)
    return aim is not None and aim.number > order.count + 1 and is_change(order, aim.end)
