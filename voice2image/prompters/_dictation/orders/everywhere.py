"""Directions for every shot that there is: "time of day is dusk for all of it", "handheld the whole time"."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.changes import set_field
from voice2image.prompters._dictation.english import content
from voice2image.prompters._dictation.orders.order import Order

__all__ = ["everywhere"]

_LONGEST: Final = 16  # words
_PHRASES: Final = (
    "for all", "in all", "all of them", "all of it", "the whole time", "throughout", "every shot", "everywhere",
    "all the shots", "all shots", "all the way through",
)  # fmt: skip
_MARKS: Final = frozenset("all whole throughout every everywhere".split())
"""Words of which each of the phrases has one."""
_AROUND: Final = frozenset(
    "time of day is for all in it them the whole throughout every shot shots everywhere make way through and".split()
)
_FIELDS: Final = frozenset("size angle move time_of_day weather".split())


def everywhere(order: Order) -> int | None:
    """Set fields of all shots, or of the latest if there are very many."""
    reading, board, norms = order.reading, order.board, order.norms
    if order.start or reading.picture or not board.drafts or len(norms) > _LONGEST or _MARKS.isdisjoint(norms):
        return None
    text = " ".join(norms)
    if not any(phrase in text for phrase in _PHRASES):
        return None
    found = [match for place in range(len(norms)) for match in reading.at(place)[:1] if match.kind in _FIELDS]
    spoken = {norm for match in found for norm in norms[match.start : match.end]} | _AROUND
    if not found or any(word.norm not in spoken for word in content(order.words)):
        return None
    board.close()
    place = max(0, order.count - REACH)
    while place < order.count:
        for match in found:
            words = order.words[match.start : match.end] if match.kept else ()
            set_field(board.drafts[place], match.kind, match.value, words)
        order.told(place, len(norms))
        place += 1
    return len(norms)
