"""Commands on shots that are named by what they show: "that bison, I'd rather it was a bear"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from voice2image.prompters._dictation.english import noun_phrase_end
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import find_shot
from voice2image.prompters._dictation.things import replace_thing

__all__ = ["lose_or_rather", "move_to_end", "put_before"]

_MOVES: Final = (["move", "the"], ["could", "we", "move", "the"], ["can", "we", "move", "the"])
_STARTS: Final = frozenset("front start beginning".split())
_ENDS: Final = _STARTS | frozenset("end back".split())
_BESIDE: Final = frozenset("before after".split())
_SHOULD_WITHIN: Final = 8  # words
_THE: Final = frozenset("that the this those".split())
_CHANGES: Final = frozenset("rather lose delete drop".split())
_IT: Final = frozenset("that it one".split())
_ARTICLES: Final = frozenset("a an".split())


def move_to_end(order: Order) -> int | None:
    """ "Move the tortoise one to the front"."""
    norms, begin = order.norms, order.end
    asked = norms[begin : begin + 2] == _MOVES[0] or norms[begin : begin + 4] in _MOVES[1:]
    behind = norms[begin:] if asked else []
    if not asked or "to" not in behind or _ENDS.isdisjoint(behind):
        return None
    at = norms.index("to", begin)
    found = find_shot(order.board.drafts, order.words[begin:at])
    if found is None:
        return None
    order.drop_reasons()
    last = order.count - 1
    to = last if _STARTS.isdisjoint(norms[at:]) else 0
    order.board.move(min(found, last), to, order.taking(start=begin).heard(len(norms)))
    return len(norms)


def put_before(order: Order) -> int | None:
    """ "The clerk should come before the suitcase"."""
    words, norms, begin = order.words, order.norms, order.end
    if "should" not in norms[begin : begin + _SHOULD_WITHIN]:
        return None
    joint = next((place for place in range(begin, len(norms)) if norms[place] in _BESIDE), None)
    if joint is None:
        return None
    one = find_shot(order.board.drafts, words[begin : norms.index("should", begin)])
    other = find_shot(order.board.drafts, words[joint:])
    if one is None or other is None or one == other:
        return None
    order.drop_reasons()
    down = one > other
    to = other - int(not down) if norms[joint] == "before" else other + int(down)
    order.board.move(one, to, order.taking(start=begin).heard(len(norms)))
    return len(norms)


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
