"""Commands on shots that are named by what they show: "that bison, I'd rather it was a bear"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from voice2image.prompters._dictation.english import noun_phrase_end
from voice2image.prompters._dictation.orders.insert import insert
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.orders.panel import edit_panel
from voice2image.prompters._dictation.targets import find_shot
from voice2image.prompters._dictation.things import replace_thing

__all__ = ["go_back", "insert_forgotten", "lose_or_rather", "start_with", "swap_named"]

_ASKS: Final = frozenset("can could we you please let's then i'd like want to".split())
_BEGINS: Final = frozenset("start open begin".split())
_SWAPS: Final = frozenset("swap switch exchange flip".split())
_BESIDE: Final = frozenset("before after".split())
_PUTS: Final = frozenset("add insert put slip stick pop squeeze".split())
_THERE: Final = frozenset("there's comes".split())
_WITH: Final = frozenset("and with for".split())
_DIRECTIONS: Final = frozenset("size angle move time_of_day weather".split())
_GOES_BACK: Final = (["back", "to"], ["return", "to"])
_THE: Final = frozenset("that the this those".split())
_CHANGES: Final = frozenset("rather lose delete drop".split())
_IT: Final = frozenset("that it one".split())
_ARTICLES: Final = frozenset("a an".split())


def insert_forgotten(order: Order) -> int | None:
    """ "Wait, I forgot, before the picnic there's a whale", "after the market, put in a cow"."""
    norms, begin = order.norms, order.end
    if order.reading.norm(begin) not in _BESIDE or not order.reading.shows_nothing:
        return None
    end = order.clause(begin)
    there = next((at for at in range(begin + 2, end) if norms[at] in _THERE), None) if order.start else None
    if there is None and order.reading.norm(end) in _PUTS:
        there = end + (order.reading.norm(end + 1) == "in")
    if there is None:
        return None
    order.settle()
    return insert(order.taking(start=begin, end=there + 1))


def start_with(order: Order) -> int | None:
    """ "Let's start with the tortoise instead"."""
    norms, begin = order.norms, order.past(_ASKS, order.end)
    if order.reading.norm(begin) not in _BEGINS or norms[-1] != "instead":
        return None
    found = order.shot_named(order.words[begin + 1 : -1])
    if found is None:
        return None
    order.drop_reasons()
    order.board.move(min(found, order.count - 1), 0, order.heard(len(norms)))
    return len(norms)


def swap_named(order: Order) -> int | None:
    """ "Swap the barn and the cat"."""
    norms, begin = order.norms, order.past(_ASKS, order.end)
    if order.reading.norm(begin) not in _SWAPS:
        return None
    end = order.clause(begin)
    for joint in range(begin + 2, end - 1):
        if norms[joint] in _WITH:
            one, other = (
                order.shot_named(order.words[begin + 1 : joint]),
                order.shot_named(order.words[joint + 1 : end]),
            )
            if one is not None and other is not None and one != other:
                order.drop_reasons()
                order.board.swap(one, other, order.heard(end))
                return order.past_reasons(end)
    return None


def go_back(order: Order) -> int | None:
    """ "Go back to the barn and make it foggy": the shot that the order behind it is about."""
    norms, begin = order.norms, order.end
    if norms[begin : begin + 2] == ["go", "back"] and order.reading.ends_clause(begin + 2):
        return begin + 2  # "no, go back, put a seal before the snowman"
    if norms[begin : begin + 3] != ["go", "back", "to"] and norms[begin : begin + 2] not in _GOES_BACK:
        return None
    named = norms.index("to", begin) + 1
    stop = next((at for at in range(named, len(norms)) if norms[at] == "and"), order.clause(named))
    behind = stop + (order.reading.norm(stop) == "and")
    directs = norms[begin] == "go" and behind > stop and order.reading.has(_DIRECTIONS, behind)
    if order.reading.first("command", behind) is None and not directs:
        return None
    found = order.shot_named(order.words[named:stop])
    if found is None:
        return None
    return edit_panel(order.taking(end=behind), sure=True, number=found + 1)


def lose_or_rather(order: Order) -> int | None:
    """ "The close-up, let's lose that one", "that bison, I'd rather it was a bear"."""
    words, begin = order.words, order.end
    if order.reading.norm(begin) not in _THE or _CHANGES.isdisjoint(order.norms):
        return None
    end = order.clause(begin)
    after = order.norms[end:]
    loses = any(one in _CHANGES and other in _IT for one, other in pairwise(after))  # "let's lose that one"
    if not (loses or ("rather" in after and not _IT.isdisjoint(after))):
        return None
    thing = words[begin:end]
    found = find_shot(order.board.drafts, thing)
    if found is None:
        return None
    order.reading.flush()
    if "rather" not in after:
        order.board.remove(found, order.heard(len(words)))
        return len(words)
    new = next((place for place in range(end, len(words)) if order.norms[place] in _ARTICLES), None)
    if new is None:
        return None
    replace_thing(order.edit(found), thing[: noun_phrase_end(thing, 0)], words[new:])
    return order.told(found, len(words))
