"""Directions for every shot that there is: "time of day is dusk for all of it", "make them all night"."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.changes import set_field
from voice2image.prompters._dictation.english import content
from voice2image.prompters._dictation.orders.order import Order

__all__ = ["EVERYWHERE", "everywhere"]

_LONGEST: Final = 16  # words
_PHRASES: Final = (
    "for all", "in all", "all of them", "all of it", "the whole time", "throughout", "every shot", "everywhere",
    "all the shots", "all shots", "all the way through", "the whole thing", "everything", "every panel", "every one",
    "them all", "all three", "all four", "all five", "all six", "the whole board", "the whole lot", "every frame",
    "all the panels", "all panels", "each shot",
)  # fmt: skip
EVERYWHERE: Final = frozenset("all whole throughout every everywhere everything each".split())
"""Words of which each of these commands has one."""
_AROUND: Final = frozenset(
    "time of day is for all in it them the whole throughout every shot shots everywhere make way through and set turn "
    "thing things everything panel panels frame board lot one at on to should be let's have it's a an please actually "
    "oh also no wait so just change keep three four five six instead now okay each bit little much more "
    "can you could we i do not".split()
)
_FIELDS: Final = frozenset("size angle move time_of_day weather".split())


def everywhere(order: Order) -> int | None:
    """Set fields of all shots, or of the latest if there are very many."""
    reading, board, begin = order.reading, order.board, order.start
    if reading.picture or not board.drafts:
        return None
    norms = order.norms[begin:]
    text = f" {' '.join(norms)} "
    if len(norms) > _LONGEST or not any(f" {phrase} " in text for phrase in _PHRASES):
        return None
    ends = range(begin, len(order.norms))
    named = [match for place in ends for match in reading.at(place) if match.kind in _FIELDS]
    found = [match for match in named if reading.norm(match.start - 1) != "not"]  # "make it snow, not rain"
    spoken = {norm for match in named for norm in order.norms[match.start : match.end]} | _AROUND
    if not found or any(word.norm not in spoken for word in content(order.words[begin:])):
        return None
    board.close()
    place = max(0, order.count - REACH)
    while place < order.count:
        draft = order.edit(place)
        for match in found:
            words = order.words[match.start : match.end] if match.kept else ()
            set_field(draft, match.kind, match.value, words)
        order.told(place, len(order.norms))
        place += 1
    return len(order.norms)
