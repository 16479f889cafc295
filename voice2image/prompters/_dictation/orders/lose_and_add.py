"""Commands on things in a picture: lose one, add one, take one out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.changes import add_to, change, forget
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, noun_phrase_end, shows
from voice2image.prompters._dictation.orders.aim import aim_at
from voice2image.prompters._dictation.orders.everywhere import everywhere
from voice2image.prompters._dictation.orders.make import have
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import find_shot, without_target
from voice2image.prompters._dictation.things import append, lose, place_of, replace_thing
from voice2image.prompters._sentences import Token

__all__ = ["add", "drop", "take_out"]

_INSISTS: Final = frozenset("actually no and oh sorry yeah forget".split())
_INTO: Final = frozenset("to in into on".split())
_IS: Final = frozenset("it's that's".split())
_GIVES: Final = frozenset("give put stick pop".split())
_TAKES: Final = frozenset(("take", "leave"))
_ON: Final = frozenset("on in onto around over beside behind near under by to above below".split())
_SETTINGS: Final = frozenset("time_of_day weather".split())
_FRAMINGS: Final = frozenset("size angle".split())
_SHOTS: Final = frozenset("shot panel one frame".split())
_LINES: Final = frozenset("dialogue line talking".split())
_DROPS_SHOT: Final = frozenset("scrap kill cut delete drop skip lose bin ditch remove axe toss".split())
_ENDS_SHOT: Final = frozenset("scrap kill skip".split())
"""Said of a thing, these mean the whole shot, even the one that is open."""


def drop(order: Order) -> int | None:
    """Take a thing out of the picture, a line out of the dialogue, or a shot that is named by what it shows."""
    head, words, end = order.head, order.words, order.end
    opens = order.reading.starts_clause(order.start)
    if not (opens or not _INSISTS.isdisjoint(head)) or (head[0] == "without" and len(head) == 2):
        return None
    stop = order.clause(end)
    old = words[end - 1 : stop]
    norms = {word.norm for word in old}
    framed = order.reading.has(_FRAMINGS, end)
    if (framed or (norms & _SHOTS and shows(old))) and not order.target_in(old):
        found = find_shot(order.board.drafts, old)
        order.reading.flush()
        if found is not None:
            order.board.remove(found, order.heard(stop))
            return stop
    order.reading.flush()
    if norms & _LINES and _silence(order, stop):
        return len(words)
    thing, number = without_target(old), order.target_in(old)
    place = order.find(thing, number)
    if place is None:
        return None
    setting = order.reading.has(_SETTINGS, end)
    earlier = place < order.count - 1 and not _DROPS_SHOT.isdisjoint(head)
    whole = number is None and not setting and (earlier or not _ENDS_SHOT.isdisjoint(head))
    alone = number is None and not setting and _shows_only(order.board.drafts[place], thing)
    if alone or (whole and _is_subject(order.board.drafts[place], thing)):
        order.board.remove(place, order.heard(stop))
        return order.past_reasons(stop)
    draft = order.edit(place)
    thing = thing[: noun_phrase_end(thing, 0)]
    if order.reading.norm(stop) in _IS and order.reading.norm(stop + 1) in DETERMINERS:
        behind = order.clause(stop)
        if replace_thing(draft, thing, order.words[stop + 1 : behind]):  # "lose the coin, it's a key"
            return order.told(place, behind)
    if not lose(draft, thing):
        return None
    forget(draft, thing)
    return order.told(place, _put_instead(order, draft, stop))


def add(order: Order) -> int | None:
    """Add to the shot that "it" is, or to the one named."""
    words, end = order.words, order.end
    number = order.target_in(words[end:])
    if number is None and "add" not in order.head:
        return _give(order) or have(order)
    stop = order.up_to_order(end)
    named = _aim(order, end, stop)
    if named is not None:
        return named
    thing = without_target(words[end:stop])
    if not shows(thing):
        return None
    order.reading.flush()
    place = order.target(number)
    if place is None:
        return None
    add_to(order.edit(place), thing)
    order.board.put = thing
    return order.told(place, stop)


def _aim(order: Order, begin: int, stop: int) -> int | None:
    """ "Add a bee to the snail panel": a shot that is named by what it shows."""
    for at in range(begin + 1, stop - 2):
        aim = aim_at(order, at + 1) if order.norms[at] in _INTO else None
        place = aim.place(order) if aim is not None and aim.end == stop and aim.number < 0 else None
        if place is not None:
            order.reading.flush()
            add_to(order.edit(place), order.words[begin:at])
            return order.told(place, stop)
    return None


def _give(order: Order) -> int | None:
    """ "Give the goldfish a crown", "put a hat on the farmer": more for a thing that a shot shows."""
    begin, norms = order.end, order.norms
    if _GIVES.isdisjoint(order.head) or begin >= len(norms):
        return None
    end = order.clause(begin)
    if norms[begin] == "the":
        gift = noun_phrase_end(order.words, begin)
        thing, given = order.words[begin:gift], order.words[gift:end]
    else:
        on = next((at for at in range(begin + 1, end - 1) if norms[at] in _ON and norms[at + 1] == "the"), end)
        thing, given = order.words[on + 1 : end], order.words[begin:end]
    if not given or given[0].norm not in DETERMINERS or not shows(thing) or not shows(given):
        return None
    place = order.find(thing)
    if place is None:
        return None
    order.reading.flush()
    add_to(order.edit(place), given)
    order.board.put = given
    return order.told(place, end)


def take_out(order: Order) -> int | None:
    """ "Take the chairs out of panel one", "take the second ring shot out again"."""
    words, norms = order.words, order.norms
    begin = next(at for at in range(order.start, order.end) if norms[at] in _TAKES) + 1
    out = norms.index("out", order.start, order.end)
    thing = words[begin:out]
    if not shows(thing):
        return None
    if norms[out - 1] in _SHOTS:
        found = order.shot_named(thing)
        if found is None:
            return None
        order.reading.flush()
        order.board.remove(found, order.heard(order.end))
        return order.past_reasons(order.end)
    place = order.find(thing, order.target_in(words[out : order.end]))
    if place is None:
        return None
    order.reading.flush()
    draft, stop = order.board.drafts[place], order.end
    if norms[begin - 1] == "leave" and _is_subject(draft, thing):
        order.board.remove(place, order.heard(stop))
        return order.past_reasons(stop)
    draft = order.edit(place)
    if not lose(draft, thing):
        return order.refuse(stop)
    forget(draft, thing)
    if order.reading.norm(stop) == "just":
        after, stop = stop + 1, order.clause(stop)
        append(draft, words[after:stop])
    return order.told(place, stop)


def _silence(order: Order, stop: int) -> bool:
    """Take the dialogue out of the shot that "it" is, if it has any."""
    place = order.subject()
    if place is None or not order.board.drafts[place].dialogue:
        return False
    order.edit(place).dialogue.clear()
    order.told(place, stop)
    return True


def _is_subject(draft: Draft, thing: Sequence[Token]) -> bool:
    """Whether a shot's picture begins with a thing."""
    span = place_of(draft.picture[0], thing) if draft.picture else None
    return span is not None and span[0] == 0


def _shows_only(draft: Draft, thing: Sequence[Token]) -> bool:
    """Whether nothing else would be left to draw than how a thing looks: "his slippers, soaked"."""
    if len(draft.picture) != 1:
        return False
    span = place_of(draft.picture[0], thing)
    rest = [] if span is None else [*draft.picture[0][: span[0]], *draft.picture[0][span[1] :]]
    return span is not None and not any(word.norm in DETERMINERS | PREPOSITIONS for word in rest)


def _put_instead(order: Order, draft: Draft, stop: int) -> int:
    """ "…, a boat instead", "…, just the sea", "…, make it night": what comes where something was lost."""
    words = order.words
    if stop >= len(words):
        return stop
    if order.norms[-1] == "instead":
        append(draft, words[stop:-1])
        return len(words)
    if order.norms[stop] not in {"just", "make"} or not shows(words[stop:]) or everywhere(order.taking(start=stop)):
        return stop
    end = order.clause(stop)
    if order.norms[stop] == "make":
        change(draft, words[stop + 2 : end])
    else:
        append(draft, words[stop + 1 : end])
    return end
