"""Commands that take back: "scratch that", "undo that", "start that shot again"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from voice2image.prompters._dictation.english import shows
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import names_shot

__all__ = ["put_back", "redo", "restart", "strike", "undo"]

_GIVES_NEW: Final = frozenset("make let's".split())
_MAKES: Final = (["make", "it"], ["make", "that"], ["make", "them"])
_UNLESS_EDITED: Final = frozenset("keep leave have".split())
"""Behind a shot, these say that it is fine as it is."""
_SAYS_WHY: Final = frozenset("doesn't don't isn't won't didn't".split())


def strike(order: Order) -> int | None:
    """Take back what was said last: words of this sentence, a sentence, or a shot."""
    reading, board, head, end = order.reading, order.board, order.head, order.end
    if not (reading.ends_clause(end) or "scratch" in head or "last" in head):
        return None
    if "dialogue" in order.norms[order.start : end + 2]:
        if board.drafts:
            order.edit(order.count - 1).dialogue.clear()
        return len(order.words)
    if "last" in head or names_shot(order.words[order.start : end]):
        reading.flush()
        if board.drafts:
            board.remove(order.count - 1, order.heard(end))
        return end
    goes_on = shows(order.words[end:])
    if reading.picture:
        if not (goes_on and order.norms[end] in _GIVES_NEW):
            reading.picture.clear()
            reading.shown = False
        return end
    if not board.drafts:
        return end
    if not _SAYS_WHY.isdisjoint(order.norms[end : end + 3]):
        end = reading.clause_end(end)
    if goes_on and order.norms[end : end + 2] in _MAKES:
        return end
    _take_back(order)
    return order.past_plain_reasons(end)


def undo(order: Order) -> int | None:
    """Take back what was done last: an edit, or a shot."""
    return _walk(order, order.board.undo)


def redo(order: Order) -> int | None:
    """Do again what was undone last."""
    return _walk(order, order.board.redo)


def put_back(order: Order) -> int | None:
    """ "Put it back", "leave it as it was": takes an edit back, or an "undo"."""
    keeps = not _UNLESS_EDITED.isdisjoint(order.head)
    if order.board.was_undone:
        return order.past_plain_reasons(order.end) if keeps else redo(order)
    if keeps and not order.board.was_edited:
        return order.past_plain_reasons(order.end)
    return undo(order)


def _walk(order: Order, walk: Callable[[str], bool]) -> int:
    order.reading.picture.clear()
    if not walk(order.heard(order.end)):
        return order.refuse(order.end)
    ends = order.reading.ends_clause(order.end)
    return order.past_reasons(order.end if ends else order.reading.clause_end(order.end))


def restart(order: Order) -> int | None:
    """Begin the open shot again."""
    if not order.reading.ends_clause(order.end):
        return None
    order.reading.picture.clear()
    if order.board.open:
        draft = order.edit(order.count - 1)
        draft.picture.clear()
        draft.fields.clear()
    return order.end


def _take_back(order: Order) -> None:
    """Take back the last line of dialogue, note or direction, the last sentence of the open shot, or the last shot."""
    last = order.count - 1
    if order.board.beside is not None and order.board.beside[0] is order.board.drafts[last]:
        order.edit(last).shrink_to(order.board.beside[1])
    elif order.board.open and len(order.board.drafts[last].picture) > 1:
        order.edit(last).picture.pop()
    else:
        order.board.remove(last, order.heard(order.end))
