"""Commands on whole shots: delete, swap, move, draw again, and another like it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.changes import add_to, change
from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import numbers_in
from voice2image.prompters._sentences import Token

__all__ = ["again", "another", "delete", "move", "swap"]

_THEM: Final = frozenset("them those these".split())
_RANGES: Final = frozenset("to through".split())
_ALL: Final = frozenset("everything all rest anything".split())
_STARTS: Final = frozenset("start front beginning top".split())
_BEGINS: Final = frozenset("open begin start".split())
_ENDS: Final = frozenset("end back bottom last".split())
_BESIDE: Final = frozenset("before after front behind ahead between".split())
_BETWEEN: Final = frozenset(("between",))
_PUTS: Final = frozenset("put have stick".split())
"""Behind these, "one" is a new shot, not the first."""
_POSITIONS: Final = frozenset("number position place slot spot".split())
_BEHIND: Final = frozenset("after behind".split())
_DIFFERS: Final = frozenset("but only except from closer wider".split())
"""What tells another shot like the last from another version of it."""
_DIFFERENT: Final = frozenset("a different another new other angle framing lens size time view".split())
_EXCEPT: Final = frozenset("except but only".split())
_BUT: Final = frozenset("but only except just this time as the last one and it's now right straight so that".split())
_ITSELF: Final = frozenset("it itself that".split())
_LONGEST: Final = 8  # words
_FIELDS: Final = frozenset("size angle move time_of_day weather".split())
_NOT_REPEATED: Final = ("notes", "sound")


def delete(order: Order) -> int | None:
    """Take shots away: "delete shot three and four", "lose everything after shot two"."""
    order.drop_reasons()
    named = numbers_in(order.words[order.start : order.end], order.count)
    head = set(order.head)
    if named and head & _RANGES:
        named = [*range(named[0], named[-1] + 1)]
    if named and head & _ALL:
        named = [*range(named[0] + 1, order.count + 1)] if "after" in head else [*range(1, named[0])]
    numbers = set(_known(order, named))
    if not numbers:
        return order.refuse(order.end)
    heard = order.heard(order.end)
    for number in sorted(numbers, reverse=True)[:REACH]:
        order.board.remove(number - 1, heard)
    return order.past_reasons(order.end)


def swap(order: Order) -> int | None:
    """Let two shots change places."""
    numbers = numbers_in(order.words[order.start : order.end], order.count)[:2]
    if not _THEM.isdisjoint(order.head) and not numbers:
        numbers = [order.count - 1, order.count]
    if len(_known(order, numbers)) < 2:
        return None
    order.drop_reasons()
    order.board.swap(numbers[0] - 1, numbers[1] - 1, order.heard(order.end))
    return order.past_reasons(order.end)


def move(order: Order) -> int | None:
    """Put a shot before or behind another, between two, or at either end."""
    numbers = numbers_in(order.words[order.start : order.end], order.count)
    if not numbers or not 1 <= numbers[0] <= order.count:
        return None
    to = _new_place(order, numbers)
    if to is None or any(one in _PUTS and other == "one" for one, other in pairwise(order.head)):
        return None
    order.drop_reasons()
    if len(numbers) == 2 and min(numbers) >= 1 and max(numbers) <= order.count:
        order.board.moved = order.board.drafts[numbers[0] - 1], order.board.drafts[numbers[1] - 1]
    if numbers[0] <= order.count:
        order.board.move(numbers[0] - 1, to, order.heard(order.end))
    return order.past_reasons(order.end)


def _new_place(order: Order, numbers: Sequence[int]) -> int | None:
    """The place from 0 that a shot is moved to."""
    head, one, last = set(order.head), numbers[0], order.head[-1]
    if head & _BESIDE and len(_known(order, list(numbers[1:]))):
        other = numbers[1]
        if head & _BETWEEN:
            other = max(numbers[1:])
        up = one < other
        return other - 1 + (int(not up) if head & _BEHIND else -int(up))
    if last in _STARTS or "first" in order.head[-2:] or head & _BEGINS:
        return 0
    if last in _ENDS:
        return order.count - 1
    if head & _POSITIONS and len(numbers) == 2 and 1 <= numbers[1] <= order.count:
        return numbers[1] - 1
    return None


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
    if order.reading.norm(order.end) in {"of", "as"} and not number:
        stop = order.clause(order.end)
        number = (order.shot_named(order.words[order.end + 1 : stop]) or -1) + 1
        order = order.taking(end=stop)
    if number > order.count:
        return order.refuse(len(order.words))
    source = board.drafts[number - 1 if 1 <= number <= order.count else -1]
    order.reading.hear(order.start)
    behind = _behind_itself(order)
    at = next(at for at in range(len(board.drafts) - 1, -1, -1) if board.drafts[at] is source)
    if behind and at + 1 < len(board.drafts):
        board.insert(at + 1)
    draft, copy = board.last if behind and board.open else board.begin(), source.copy()
    copy.hear_as(draft)
    draft.become(copy)
    draft.duration_s, draft.dialogue = None, []
    draft.words = {kind: texts for kind, texts in draft.words.items() if kind not in _NOT_REPEATED}
    draft.fields.pop("transition", None)
    draft.cut()
    order.reading.fresh = True
    begin = max(order.end, behind)
    while begin + 1 < len(order.words) and order.norms[begin] in _BUT:
        begin += 1
    while begin < len(order.words):
        end = order.clause(begin)
        words = order.words[begin:end]
        if _DIFFERENT.issuperset(order.norms[begin:end]):
            begin = end
            continue  # "same shot, different angle, from above"
        if words[0].norm == "and" and end - begin > 2 and words[1].norm != "make":
            add_to(draft, words[1:])
        else:
            change(draft, words)
        begin = end
    return len(order.words)


def _behind_itself(order: Order) -> int:
    """Where "…, right after it" ends, if that is said; else 0."""
    end = min(len(order.words), order.end + _LONGEST)
    at = next((at for at in range(order.end, end - 1) if order.norms[at] == "after"), None)
    return at + 2 if at is not None and order.norms[at + 1] in _ITSELF else 0


def another(order: Order) -> int | None:
    """The same shot drawn anew."""
    if order.reading.norm(order.end) in _DIFFERS or _differs(order):
        return again(order)
    order.reading.flush()
    order.board.close()
    named = order.words[order.start : order.end]
    number = order.target_in(named) or (order.count if not any(map(_counts, named)) else 0)
    if not 1 <= number <= order.count:
        return order.refuse(order.end)
    order.board.revised(number - 1, order.heard(order.end), another=True)
    return order.end


def _differs(order: Order) -> bool:
    """Whether what follows says how another version is to differ: ", from above"."""
    behind = range(order.end, len(order.words))
    return any(order.reading.has(_FIELDS, at) or order.norms[at] in _EXCEPT for at in behind)


def _counts(word: Token) -> bool:
    return word.norm != "one" and number_of(word.norm) is not None


def _known(order: Order, numbers: list[int]) -> list[int]:
    return [number for number in numbers if 1 <= number <= order.count]
