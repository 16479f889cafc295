"""Commands on whole shots: delete, swap, move, draw again, and another like it."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.changes import change
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import numbers_in

__all__ = ["again", "another", "delete", "move", "swap"]

_THEM: Final = frozenset("them those these".split())
_STARTS: Final = frozenset("start front beginning top".split())
_ENDS: Final = frozenset("end back".split())
_BEHIND: Final = frozenset("after behind".split())
_DIFFERS: Final = frozenset("but only except from closer wider".split())
"""What tells another shot like the last from another version of it."""
_BUT: Final = frozenset("but only except just this time as the last one and it's now".split())
_NOT_REPEATED: Final = ("notes", "sound")


def delete(order: Order) -> int | None:
    """Take shots away: "delete shot three and four"."""
    order.drop_reasons()
    numbers = set(_known(order, numbers_in(order.words[order.start : order.end], order.count)))
    if not numbers:
        return order.end  # there is no such shot
    place = order.end
    while order.reading.norm(place) == "and" and (more := numbers_in(order.words[place + 1 : place + 2], 0)):
        numbers.update(_known(order, more))
        place += 2
    heard = order.heard(place)
    for number in sorted(numbers, reverse=True):
        order.board.remove(number - 1, heard)
    return order.past_reasons(place)


def swap(order: Order) -> int | None:
    """Let two shots change places."""
    order.drop_reasons()
    numbers = numbers_in(order.words[order.start : order.end], order.count)[:2]
    if not _THEM.isdisjoint(order.head):
        numbers = [order.count - 1, order.count]
    if len(_known(order, numbers)) < 2:
        return None
    order.board.swap(numbers[0] - 1, numbers[1] - 1, order.heard(order.end))
    return order.past_reasons(order.end)


def move(order: Order) -> int | None:
    """Put a shot before or behind another, or at either end."""
    order.drop_reasons()
    head = set(order.head)
    numbers = numbers_in(order.words[order.start : order.end], order.count)
    if not numbers or not 1 <= numbers[0] <= order.count:
        return None
    if head & _STARTS:
        to = 0
    elif head & _ENDS and len(numbers) == 1:
        to = order.count - 1
    elif len(numbers) > 1:
        up = numbers[0] < numbers[1]
        to = numbers[1] - 1 + (int(not up) if head & _BEHIND else -int(up))
    else:
        return None
    order.board.move(numbers[0] - 1, to, order.heard(order.end))
    return order.past_reasons(order.end)


def again(order: Order) -> int | None:
    """A new shot like one that is there: "same again but closer"."""
    head, board = order.head, order.board
    if head[-1] == "one" and "same" in head and len(head) < 3:
        return None
    order.reading.flush()
    board.close()
    if not board.drafts:
        return None
    number = next(iter(numbers_in(order.words[order.start : order.end], order.count)), 0)
    source = board.drafts[number - 1 if 1 <= number <= order.count else -1]
    order.reading.hear(order.start)
    said = board.begin().said
    draft = board.drafts[-1] = source.copy()
    draft.said, draft.duration_s, draft.dialogue = said, None, []
    draft.words = {kind: texts for kind, texts in draft.words.items() if kind not in _NOT_REPEATED}
    draft.fields.pop("transition", None)
    draft.cut()
    order.reading.fresh = True
    begin = order.end
    while begin + 1 < len(order.words) and order.norms[begin] in _BUT:
        begin += 1
    change(draft, order.words[begin:])
    return len(order.words)


def another(order: Order) -> int | None:
    """The same shot drawn anew."""
    if order.reading.norm(order.end) in _DIFFERS:
        return again(order)
    order.reading.flush()
    order.board.close()
    number = order.target_in(order.words[order.start : order.end]) or order.count
    if not 1 <= number <= order.count:
        return None
    order.board.revised(number - 1, order.heard(order.end), another=True)
    return order.end


def _known(order: Order, numbers: list[int]) -> list[int]:
    return [number for number in numbers if 1 <= number <= order.count]
