"""Commands that put a new shot between others: "insert a cow before shot two", "between two and three, a dog"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.changes import change
from voice2image.prompters._dictation.english import shows
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import PANELS, numbers_in
from voice2image.prompters._sentences import Token

__all__ = ["insert"]

_JOINTS: Final = frozenset("before after between ahead front start beginning top end".split())
_BEHIND: Final = frozenset("after end".split())
_STARTS: Final = frozenset("start beginning top".split())
_PUTS: Final = frozenset(
    "add insert put slip squeeze stick pop drop throw place slot have want need like be me there's".split()
)
_ONLY_A_SHOT: Final = frozenset(
    "a an the one more another new extra shot panel frame picture image of in just right somewhere".split()
)
"""Words before the place that show nothing themselves: "put one in between", "a new shot of"."""


def insert(order: Order) -> int | None:
    """Begin a shot at the place named; what is said of it before the place is in it, and so is what follows."""
    norms, begin, end = order.norms, order.start, order.end
    joint = next((at for at in range(end - 1, begin - 1, -1) if norms[at] in _JOINTS), None)
    if joint is None:
        return None
    to = _place(order, joint)
    put = next((at for at in range(begin, joint) if norms[at] in _PUTS), None)
    thing = [] if put is None else _shown(order.words[put + 1 : joint])
    if to is None or numbers_in(_panels(thing), order.count):
        return None
    if any(norms[at] == "and" and order.reading.first("command", at) for at in range(put or joint, joint)):
        return None  # "add a moon and move three before two"
    if order.norms[end - 1] == "the":
        end = order.clause(joint)
    order.reading.insert_shot(order.start, to)
    draft = order.board.last
    change(draft, thing)
    if draft.picture:
        order.reading.picture, order.reading.shown = draft.picture.pop(), True
    return end


def _place(order: Order, joint: int) -> int | None:
    """How many shots are to stand before the new one."""
    norm, count = order.norms[joint], order.count
    numbers = numbers_in(order.words[joint : order.end], count) or _named(order, joint)
    if norm in _STARTS:
        return 0
    if norm == "end":
        return count
    if numbers and numbers[0] > count and _panels(order.words[joint : order.end]):
        return count  # "before shot nine", of three
    if not numbers or not 1 <= numbers[0] <= count:
        return None
    if norm == "between":
        return min(max(numbers[:2]) - 1, count) if len(numbers) > 1 else None
    return numbers[0] - int(norm not in _BEHIND)


def _named(order: Order, joint: int) -> list[int]:
    """The numbers of shots named by what they show: "before the snowman", "between the trolley and the guard"."""
    put = next((at for at in range(joint, order.end) if order.norms[at] in _PUTS), None)
    end = order.clause(joint) if put is None else put
    both = next((at for at in range(joint, end) if order.norms[at] == "and"), end)
    found = [order.shot_named(order.words[begin:stop]) for begin, stop in ((joint + 1, both), (both + 1, end))]
    return [place + 1 for place in found if place is not None]


def _shown(words: Sequence[Token]) -> list[Token]:
    """What of "a new shot of a cow in" is to be seen."""
    begin, end = 0, len(words)
    while end and words[end - 1].norm in _ONLY_A_SHOT:
        end -= 1
    said = [at for at in range(end) if words[at].norm in PANELS]
    if said and not shows(word for word in words[: said[0]] if word.norm not in _ONLY_A_SHOT):
        begin = said[0] + 1
        while begin < end and words[begin].norm in {"of", "with", "on"}:
            begin += 1
    return list(words[begin:end])


def _panels(words: Sequence[Token]) -> list[Token]:
    """Numbers that count shots: "shot three"."""
    return [word for place, word in enumerate(words) if place and words[place - 1].norm in PANELS]
