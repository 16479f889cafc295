"""Commands that put one thing for another: "change the dog to a cat", "instead of the dog, a cat", "not a dog, …"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.changes import change, exchange
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, content, is_doing, noun_phrase_end, shows
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import without_target
from voice2image.prompters._dictation.things import append, describe, last_with, place_of, replace_thing
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["into", "replace"]

_INSTEAD: Final = frozenset("instead rather place".split())
_INTO: Final = frozenset("to into for with a an".split())
_ARTICLES: Final = frozenset("a an".split())
_LONGEST: Final = 6  # words of a thing's name
_SHORT: Final = 3  # words, the article with them
_DO: Final = frozenset("do have use put make let's draw show it's i i'd we there's".split())
_BEFORE_NEW: Final = lexicon()["before_what_is_put_instead"]
_SAME: Final = frozenset("him her them it".split())
_SWAPS: Final = frozenset("swap switch".split())
_IN_ALL: Final = (["in", "all"], ["in", "every"], ["in", "each"])
_IT_IS: Final = frozenset("it's should make must needs".split())
_WHO: Final = frozenset("woman man girl boy lady guy".split())
_MAKES: Final = frozenset("make turn".split())
_WISHES: Final = lexicon()["before_what_is_rather_wanted"]


def replace(order: Order) -> int | None:
    """Put one thing for another, whichever way it is said."""
    head = order.head
    if "not" in head:
        return _not_this(order)
    if not _INSTEAD.isdisjoint(head):
        return _for_open(order) if order.reading.picture and order.start else _instead(order)
    return _change_to(order) if head[-1] in DETERMINERS else None


def into(order: Order, begin: int, end: int, more: Collection[str] = ()) -> int | None:
    """Where "to a cat" begins: behind what is to be changed."""
    return next(
        (place for place in range(begin, end) if order.norms[place] in _INTO or order.norms[place] in more), None
    )


def _should_be(order: Order) -> int | None:
    """ "Change the cat, it should be a dog"."""
    stop = order.clause(order.end)
    old, end = order.words[order.end - 1 : stop], order.clause(stop)
    new = next((at for at in range(stop, end) if order.norms[at] in _ARTICLES), None)
    if _IT_IS.isdisjoint(order.norms[stop : stop + 3]) or new is None or len(old) > _LONGEST:
        return None
    place = order.find(old)
    if place is None:
        return None
    order.reading.flush()
    replace_thing(order.edit(place), old, order.words[new:end])
    return order.told(place, end)


def _change_to(order: Order) -> int | None:
    """ "Change the dog to a cat"."""
    words, end = order.words, order.end
    middle = into(order, end, len(words), more=NUMBERS.keys() if "make" in order.head else frozenset())
    if middle is None:
        return _make_so(order) or _should_be(order)
    stop = order.clause(middle)
    old, new = words[end - 1 : middle], words[middle + (order.norms[middle] not in DETERMINERS) : stop]
    if not shows(new) or len(old) > _LONGEST or (not _SWAPS.isdisjoint(order.head) and _is_elsewhere(order, old, new)):
        return None
    order.reading.flush()
    place = order.find(old, order.target_in(words[end:]))
    if place is None:
        return None
    if not shows(without_target(words[stop:])):
        stop = len(words)  # "…, in the first one"
    new = without_target(new)
    if len(new) == 3 and new[0].norm in _ARTICLES and new[2].norm == "one":  # "a black one"
        describe(order.edit(place), old, new[1])
    elif _says_who(order, old, new):
        new = [old[-1].reworded(old[-1].norm + ","), *new]
        _put(order.edit(place), old, new)
    else:
        _put(order.edit(place), old, new)
    order.board.repeat = lambda draft: replace_thing(draft, old, new)
    return order.told(place, stop)


def _says_who(order: Order, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """ "Make the blacksmith a woman": she is a blacksmith still."""
    return (
        "make" in order.head
        and not _WHO.isdisjoint(word.norm for word in new[: noun_phrase_end(new, 0)])
        and _WHO.isdisjoint(word.norm for word in old)
    )


def _is_elsewhere(order: Order, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether "the barn" and "the cat" that are to be swapped stand in two shots."""
    one, other = order.find(old), order.find(new) if new[0].norm == "the" else None
    return one is not None and other is not None and one != other


def _make_so(order: Order) -> int | None:
    """ "Make the balloon blue": a word before the thing's name."""
    end, stop = order.end, order.clause(order.end)
    everywhere = next((at for at in range(end, stop) if order.norms[at : at + 2] in _IN_ALL), None)
    last = stop if everywhere is None else everywhere
    thing, looks = order.words[end - 1 : last - 1], order.words[last - 1]
    if _MAKES.isdisjoint(order.head) or not 2 <= len(thing) <= _LONGEST or looks.norm in DETERMINERS:
        return None
    place = order.find(thing)
    order.reading.flush()
    if place is None:
        return _add_so(order, thing, looks, stop) if everywhere is None else None
    describe(order.edit(place), thing, looks)
    if everywhere is not None:
        for other in range(max(0, place - REACH), place):
            if describe(order.board.drafts[other], thing, looks):
                order.told(other, stop)
    return order.told(place, stop)


def _add_so(order: Order, thing: Sequence[Token], looks: Token, stop: int) -> int | None:
    """ "Make the sky orange", of a shot whose sky hasn't been spoken of."""
    place = order.subject()
    if place is None or not order.reading.shows_nothing or "make" not in order.head or len(thing) > _SHORT:
        return None
    append(order.edit(place), [looks.reworded(looks.norm), *thing[1:-1], thing[-1].reworded(thing[-1].norm)])
    return order.told(place, stop)


def _for_open(order: Order) -> int | None:
    """ "A grandmother with the kite, instead of the boy": what this sentence shows, in an earlier shot."""
    old_end = _old_end(order)
    old, new = order.words[order.end : old_end], list(order.reading.picture)
    place = order.find(old)
    if place is None:
        return None
    order.reading.picture = []
    begin = next((at for at, word in enumerate(new) if word.norm in DETERMINERS), len(new))
    replace_thing(order.edit(place), old, new[begin : noun_phrase_end(new, begin)] or new)
    return order.told(place, old_end)


def _instead(order: Order) -> int | None:
    """ "Instead of the dog, a cat"."""
    words, old_end = order.words, _old_end(order)
    stop = order.clause(old_end)
    while stop < len(words) and order.norms[stop] != "and":
        stop = order.clause(stop)
    old, new = words[order.end : old_end], list(words[old_end:stop])
    while len(new) > 1 and new[0].norm in _BEFORE_NEW:
        new = new[1:]
    if not shows(new):
        done = order.reading.edits and order.find(old) is None
        return old_end if done else None  # "make it rain, instead of the mist": that is done
    thing = old[: noun_phrase_end(old, 0)]
    acts = any(is_doing(word.norm) for word in old)
    if new[0].norm in _SAME:
        new = [*(() if any(word.norm.endswith("ing") for word in old) else thing), *new[1:]]
    order.reading.flush()
    place = order.find(old)
    if place is None:
        return None
    draft = order.edit(place)
    if acts:
        _act(draft, old, thing, new)
    else:
        _put(draft, thing, new)
    return order.told(place, stop)


def _old_end(order: Order) -> int:
    """Where what is to be replaced ends: at a comma, or before "do", "have"."""
    end = order.clause(order.end)
    return next((place for place in range(order.end + 1, end) if order.norms[place] in _DO), end)


def _act(draft: Draft, old: Sequence[Token], thing: Sequence[Token], new: list[Token]) -> None:
    """Put what somebody does for what they did: the whole sentence, or its last word."""
    found = last_with(draft.picture, thing)
    place = len(draft.picture) - 1 if found is None else found
    span = place_of(draft.picture[place], thing)
    lone = span is not None and len(content(old)) == 1  # "instead of running, climbing"
    draft.picture[place] = [*draft.picture[place][: span[1] - 1], *new] if lone and span else new


def _not_this(order: Order) -> int | None:
    """ "Not a cat, a hamster": the second in place of the first."""
    reading, words = order.reading, order.words
    old_end = order.end if words[order.end - 1].ends_clause else order.clause(order.end)
    old = words[order.end - 1 : old_end]
    if old_end >= len(words) or len(old) >= _LONGEST:
        return None
    begin = old_end
    begin = order.past(_WISHES, begin)
    stop = order.clause(begin)
    said, stop = order.fuller(begin, stop)
    new = [word for word in said if word.norm != "instead"]
    if not shows(new):
        return None
    if reading.picture and place_of(reading.picture, old):
        draft = Draft(picture=[reading.picture])
        replace_thing(draft, old, new)
        reading.picture = draft.picture[0]
        return order.past_plain_reasons(order.past_echo(draft, stop))
    reading.flush()
    place = order.find(old)
    if place is None:
        return None
    draft = order.edit(place)
    thing = new[: noun_phrase_end(new, 0)]
    if new[len(thing) :] and is_doing(new[len(thing)].norm):
        draft.picture[last_with(draft.picture, old) or 0] = new  # "the tap dripping"
    elif not replace_thing(draft, old, new):
        return None
    order.board.put = new
    stop = order.past_echo(draft, stop)
    return order.told(place, order.clause(stop) if reading.norm(stop) == "make" else stop)


def _put(draft: Draft, old: Sequence[Token], new: Sequence[Token]) -> None:
    if not exchange(draft, old, new):
        change(draft, new)
