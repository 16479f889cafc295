"""Changes of a thing that is named first: "the dog in shot one, make it a goat", "the barn should be blue"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.changes import add_to, change, exchange, forget
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import noun_phrase_end, shows, stem
from voice2image.prompters._dictation.orders.aim import past_wish
from voice2image.prompters._dictation.orders.order import DIRECTIONS, Order
from voice2image.prompters._dictation.orders.stated import become
from voice2image.prompters._dictation.targets import without_target
from voice2image.prompters._dictation.things import describe, last_with, lose, place_of
from voice2image.prompters._sentences import Token

__all__ = ["denied", "said_rather", "should_be", "thing_first"]

_LEADS: Final = frozenset("better well wait sorry actually hmm please then".split())
_THE: Final = frozenset("the that this his her their those my our".split())
_ASKS: Final = frozenset("let's please can could we you just i'd like i want to no".split())
_IT: Final = frozenset("it that them him her this".split())
_INTO: Final = frozenset("into to be for".split())
_MAKES: Final = frozenset("make turn change swap".split())
_LOSES: Final = frozenset("lose drop delete remove forget bin ditch scrap cut skip".split())
_GIVES: Final = frozenset("have give let".split())
_DOES: Final = frozenset("do shoot film frame keep".split())
_WRONG: Final = frozenset("wrong off bad".split())
_IS: Final = frozenset("is was are were".split())
_RATHER: Final = frozenset(
    "it's it is that's that they're they are he's he she's she should be make use go with have supposed meant i needs "
    "to been was want ought but just".split()
)
"""What stands before what is put instead: "it's supposed to be fog"."""
_RATHER_BEGINS: Final = frozenset(
    "it's it that's that they're they he's he she's she i make use but just should".split()
)
_WISHED: Final = frozenset("i i'd rather prefer wish".split())
_MEANT: Final = frozenset("meant supposed got".split())
_NOT: Final = frozenset("isn't aren't wasn't weren't".split())
_IS_NOT: Final = tuple([verb, "not"] for verb in sorted(_IS))
_BE: Final = frozenset(("be", "have", ""))
_BEHIND: Final = frozenset("instead please rather".split())
_CAN: Final = frozenset("can could".split())
_LONGEST: Final = 8  # words of a thing's name


def thing_first(order: Order) -> int | None:
    """ "The dog in shot one, make it a goat", "the snow, lose the snow", "the guard, have him holding a mop"."""
    norms, begin = order.norms, order.past(_LEADS, order.end)
    if order.reading.norm(begin) not in _THE:
        return None
    end = order.reading.clause_end(begin)
    number = order.target_in(order.words[begin:end])
    thing = without_target(order.words[begin:end])
    wrong = _without_wrong(thing)
    if not shows(thing) or len(thing) > _LONGEST or end >= len(norms):
        return None
    place = _place(order, wrong or thing, number)
    if place is None:
        return None
    if wrong is not None:
        return _rather(order, place, wrong, end)
    if norms[end] == "not" and order.reading.has(DIRECTIONS, end + 1):
        end = order.clause(end)  # "the roof garden, not night, do it at dawn"
    at = order.past(_ASKS, end)
    stop = order.clause(at)
    verb, behind, new = order.reading.norm(at), order.reading.norm(at + 1), order.past(_INTO, at + 2, stop)
    again = verb in _LOSES and stop <= len(norms) and stem(norms[stop - 1]) == stem(thing[-1].norm)
    if not (behind in _IT or again) or (new >= stop and verb not in _LOSES):
        return None
    name = thing[: noun_phrase_end(thing, 0)]
    if verb in _LOSES:
        order.reading.flush()
        draft = order.edit(place)
        lose(draft, name)
        forget(draft, name)
    elif verb in _MAKES:
        order.reading.flush()
        become(order.edit(place), name, order.words[new:stop])
    elif verb in _GIVES:
        order.reading.flush()
        add_to(order.edit(place), order.words[new:stop])
    elif verb in _DOES and any(order.reading.has(DIRECTIONS, each) for each in range(new, stop)):
        order.reading.flush()
        change(order.edit(place), order.words[new:stop])
    else:
        return None
    return order.told(place, stop)


def should_be(order: Order) -> int | None:
    """ "The barn should be blue", "the farmer needs to have a hat", "the boat's meant to be blue, not red"."""
    norms, begin = order.norms, order.past(_LEADS, order.end)
    asks = order.reading.norm(begin) in _CAN
    begin += int(asks)
    wished = order.past(_WISHED, begin)
    was, begin = wished > begin, wished
    if order.reading.norm(begin) not in _THE:
        return None
    end = order.clause(begin)
    for at in range(begin + 2, min(end, begin + _LONGEST + 1)):
        if norms[at] in _MEANT and norms[at - 1].endswith("'s") and norms[at + 1 : at + 2] == ["to"] and not asks:
            start, has = at + 3, norms[at + 2 : at + 3] == ["have"]
        elif was and norms[at] in _IS:
            start, has = at + 1, False
        elif asks:
            start = at + 1 if norms[at] in {"be", "have"} else end
            has = norms[at] == "have"
        else:
            wish = past_wish(order, at)
            start = end if wish is None or wish.plain or wish.verb not in _BE else wish.end
            has = wish is not None and (wish.verb == "have" or norms[at : wish.end] in (["needs"], ["wants"]))
        if start >= end:
            continue
        thing = _bare(order.words[begin:at])
        place = _place(order, without_target(thing), order.target_in(thing))
        if place is None:
            return None
        order.reading.flush()
        draft = order.edit(place)
        new, stop = order.fuller(start, end)
        while len(new) > 1 and new[-1].norm in _BEHIND:
            new = new[:-1]
        old = _not_behind(order, draft, stop)
        if old:
            exchange(draft, old, new)
            return order.told(place, order.clause(stop))
        become(draft, without_target(thing), new, has=has)
        if len(new) == 1 and order.target_in(thing) is None:
            _everywhere(order, place, thing, new[0], stop)
        return order.told(place, stop)
    return None


def _everywhere(order: Order, place: int, thing: Sequence[Token], looks: Token, stop: int) -> None:
    """A thing that looks otherwise does so in every shot that shows it."""
    for other in range(max(0, order.count - REACH), order.count):
        if other != place and any(_names(sentence, thing) for sentence in order.board.drafts[other].picture):
            describe(order.edit(other), thing, looks)
            order.told(other, stop)


def _names(sentence: Sequence[Token], thing: Sequence[Token]) -> bool:
    """Whether a sentence speaks of a thing itself: of "the barn door" the barn is no thing."""
    span = place_of(sentence, thing)
    return span is not None and noun_phrase_end(sentence, span[0]) == span[1]


def denied(order: Order, number: int = 0) -> int | None:
    """ "Inside the television is not her face, it is a sleeping fox", "the sky isn't purple, it's orange"."""
    norms, begin = order.norms, order.end
    end = order.reading.clause_end(begin)
    at = next((at for at in range(begin + 1, end - 1) if norms[at] in _NOT or norms[at : at + 2] in _IS_NOT), None)
    if at is None or end >= len(norms) or norms[end] not in _RATHER_BEGINS:
        return None
    old = order.words[at + 1 + (norms[at] not in _NOT) : end]
    place = _place(order, old, number or order.target_in(order.words[begin:at]))
    return None if place is None or len(old) > _LONGEST else _rather(order, place, old, end)


def said_rather(order: Order) -> int | None:
    """ "I've said frost, it's supposed to be fog"."""
    norms, begin = order.norms, order.end
    if order.reading.norm(begin) not in {"i", "i've"} or order.reading.norm(begin + 1) not in {"said", "say", "put"}:
        return None
    end = order.reading.clause_end(begin)
    old = order.words[begin + 2 : end]
    place = order.find(old) if old and end < len(norms) and norms[end] in _RATHER_BEGINS else None
    return None if place is None else _rather(order, place, old, end)


def _rather(order: Order, place: int, old: Sequence[Token], end: int) -> int | None:
    """What comes instead of a thing: "…, it's supposed to be fog"."""
    stop = order.clause(end)
    new = order.past(_RATHER, end, stop)
    if new >= stop:
        return None
    order.reading.flush()
    said, stop = order.fuller(new, stop)
    exchange(order.edit(place), old, said)
    return order.told(place, stop)


def _place(order: Order, thing: Sequence[Token], number: int | None) -> int | None:
    """The shot that holds a thing: the one that is named, if it does."""
    place = order.find(thing, number)
    if place is not None and last_with(order.board.drafts[place].picture, thing) is not None:
        return place
    return order.find(thing) if number is not None else None


def _without_wrong(thing: Sequence[Token]) -> Sequence[Token] | None:
    """Of "the marble's wrong", the marble."""
    if len(thing) < 3 or thing[-1].norm not in _WRONG:
        return None
    if thing[-2].norm in _IS:
        return thing[:-2]
    return _bare(thing[:-1]) if thing[-2].norm.endswith("'s") else None


def _bare(thing: Sequence[Token]) -> Sequence[Token]:
    """Of "the marble's", the marble."""
    last = thing[-1]
    return [*thing[:-1], last.reworded(last.norm.removesuffix("'s"))] if last.norm.endswith("'s") else thing


def _not_behind(order: Order, draft: Draft, at: int) -> Sequence[Token]:
    """What the shot shows of "…, not red"."""
    if order.reading.norm(at) != "not":
        return ()
    old = order.words[at + 1 : order.clause(at)]
    return old if old and last_with(draft.picture, old) is not None else ()
