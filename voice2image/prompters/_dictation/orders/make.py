"""Commands that make the shot another: "make it night", "no wait, a fox"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.changes import change
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    is_doing,
    noun_phrase_end,
)
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.orders.predicate import predicate
from voice2image.prompters._dictation.orders.stated import no_more
from voice2image.prompters._dictation.repair import repair
from voice2image.prompters._dictation.targets import without_target
from voice2image.prompters._dictation.things import replace_thing
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["have", "make", "no_wait"]

_SUGGESTS: Final = frozenset("say do with for have go".split())
_CORRECTS: Final = frozenset("no wait sorry actually".split())
_THINGS: Final = frozenset("the that him her them".split())
_THAT: Final = frozenset("that's it's that it this he's she's".split())
_TOO: Final = frozenset("too not".split())
_FEW: Final = 2  # words
_WEAK: Final = frozenset("no nah wait actually rather".split())
"""By themselves, these correct only where it is plain what."""
_SAYS_LITTLE: Final = frozenset("sorry mean".split())
_CAMERA: Final = frozenset("size angle move".split())
_NEW_SHOT: Final = frozenset("announce transition size".split())
_STATES: Final = frozenset("time_of_day weather size angle".split())
_THINKS: Final = frozenset("i i'm i'd that's that is sorry hmm".split())
"""How a clause goes on that only thinks aloud: "no wait, that's too much"."""
_HELD: Final = frozenset("that this it there here him her them the for".split())
_COUNTED: Final = frozenset("a an the two three".split())
_RATHER: Final = DETERMINERS | PREPOSITIONS | PRONOUNS | frozenset(NUMBERS) | lexicon()["colours"] | _THINKS
"""Behind "no", these are put in place of what was said: "a dog, no a wolf"."""


def make(order: Order) -> int | None:
    """Change the shot that "it" is, or the one named: "make it night", "make it a fox in shot two"."""
    reading, words, end, head = order.reading, order.words, order.end, order.head
    if end >= len(words):
        return end if order.start == 0 and "make" in head else None
    if reading.ends_clause(end) and "wait" not in head:
        return None
    if head[-1] in {"meant", "mean"}:
        last = _not_that(order, order.clause(end)) or _repair(order, order.clause(end))
        if last is not None:
            return last
    suggests = head[-1] in _SUGGESTS or ("let's" in head and "make" not in head)
    if suggests and _CORRECTS.isdisjoint(head):
        return have(order)
    if _complains(reading.norms[: order.start]):
        reading.picture.clear()
    reading.flush()
    stop = order.clause(end)
    place = order.target(order.target_in(words[end:stop]))
    if place is None:
        return None
    draft = order.edit(place)
    new, stop = order.fuller(end, stop)
    change(draft, without_target(new))
    while reading.norm(stop) == "and" and reading.first("announce", stop) is None:
        further = order.clause(stop + 1)
        change(draft, words[stop + 1 : further])
        stop = further
    return order.told(place, stop)


def _complains(norms: Sequence[str]) -> bool:
    """ "That's too dark", before "make it morning"."""
    return bool(norms) and norms[0] in _THAT and not _TOO.isdisjoint(norms[1:3])


def have(order: Order) -> int | None:
    """ "Let's have the seagull with a chip in its beak": more of a thing that an earlier shot shows."""
    words, end = order.words, order.end
    if order.norms[end - 1] != "have" or order.reading.norm(end) not in _THINGS:
        return None
    thing = words[end : noun_phrase_end(words, end)]
    place, stop = order.find(thing), order.clause(end)
    if place is None or stop - end <= len(thing):
        return None
    order.reading.flush()
    replace_thing(order.edit(place), thing, words[end:stop])
    return order.told(place, stop)


def no_wait(order: Order) -> int | None:
    """A correction: "no wait, a fox", "I mean the harbour, not the beach"."""
    reading, words, end, head = order.reading, order.words, order.end, order.head
    if head[-2:] in (["hold", "on"], ["hang", "on"]) and (reading.norm(end) in _HELD or _lasts(order)):
        return None  # "hold on that for four seconds"
    weak = len(head) == 1 and head[0] in _WEAK
    if end >= len(words):
        return end if not weak and (order.start == 0 or len(head) > 1) else None
    if head == ["correction"] and not reading.ends_clause(end):
        return None
    if _takes_back_camera(order):
        return end
    if head == ["no"] and _denies(order):
        return None
    none = next((at for at in (end - 1, end) if order.norms[at] == "no" and at >= order.start + (at < end)), None)
    if none is not None and not reading.ends_clause(none + 1):
        lost = no_more(order.taking(start=none))  # "hang on, no ladder"
        if lost is not None:
            return lost
    stop = order.clause(end)
    does = predicate(order, stop)
    if does is not None:
        return does
    if order.norms[end] in _THINKS:
        return None if weak else stop
    last = _not_that(order, stop)
    if last is None:
        last = _other_put(order, stop)
    if last is None:
        last = _repair(order, stop)
    if last is not None:
        return last
    if weak or head[-1] in _SAYS_LITTLE:
        return end if head[-1] in _SAYS_LITTLE and (head[-1] == "mean" or reading.ends_clause(end)) else None
    if order.norms[end] in _COUNTED and reading.picture:
        draft = Draft(picture=[reading.picture])
        change(draft, words[end:stop])
        reading.picture = draft.picture[0]
        return stop
    reading.flush()
    place = order.subject()
    if place is None or order.norms[end] == "not":
        return end
    if stop - end > 3 and reading.has(_NEW_SHOT, end):
        order.board.remove(place, order.heard(end))
        return end
    _correct(order, order.edit(place), words[end:stop])
    return order.told(place, stop)


def _lasts(order: Order) -> bool:
    """ "Hold on an empty sky for two seconds"."""
    end = order.reading.clause_end(order.end)
    return any(order.reading.seconds(at) is not None for at in range(order.end, end))


def _other_put(order: Order, stop: int) -> int | None:
    """ "Add a crown. No, a bow tie": another thing than the one that was just put in."""
    place, put = order.board.subject, order.board.put
    new = order.words[order.end : stop]
    if place is None or not put or order.reading.picture:
        return None
    if order.norms[order.end] not in DETERMINERS and not (put[0].norm not in DETERMINERS and len(new) <= _FEW):
        return None
    if place >= order.count or noun_phrase_end(new, 0) < len(new):
        return None
    replace_thing(order.edit(place), put, new)
    order.board.put = new
    return order.told(place, stop)


def _denies(order: Order) -> bool:
    """ "No siren", "no people": what isn't there, not what was wrong."""
    reading, end = order.reading, order.end
    norm = reading.norm(end)
    return not (reading.ends_clause(end) or norm in _RATHER or is_doing(norm) or reading.at(end))


def _repair(order: Order, stop: int) -> int | None:
    """Take back of the shot that is being said what the words up to `stop` are said for; where reading goes on."""
    reading, board = order.reading, order.board
    apart = not reading.picture
    if apart and not (board.open and board.subject is None and board.last.picture):
        return None
    picture = board.last.picture[-1] if apart else reading.picture
    found = repair(
        picture, order.words[order.end : stop], apart=apart, plain=len(order.head) == 1 and order.head[0] in _WEAK
    )
    if found is None:
        return None
    if apart:
        order.edit(order.count - 1).picture.pop()
    reading.picture, reading.shown = found.picture, True
    return stop if found.taken else order.end


def _takes_back_camera(order: Order) -> bool:
    """ "Low angle, no wait, high angle": what was said first is dropped."""
    given = next((match for match in order.reading.at(order.end) if match.kind in _CAMERA), None)
    if given is None or not order.board.open or given.kind not in order.board.last.fields:
        return False
    del order.board.last.fields[given.kind]
    order.reading.stated.discard(given.kind)
    return True


def _not_that(order: Order, stop: int) -> int | None:
    """ "The harbour, not the beach": where that ends, if it puts the first for the second."""
    words = order.words
    if order.reading.norm(stop) != "not" or stop + 1 >= len(words):
        return None
    last = order.clause(stop)
    place = order.find(words[stop + 1 : last])
    if place is None:
        return None
    order.reading.flush()
    replace_thing(order.edit(place), words[stop + 1 : last], words[order.end : stop])
    return order.told(place, last)


def _correct(order: Order, draft: Draft, new: Sequence[Token]) -> None:
    """Put what is said now in place of a thing, or of the last sentence."""
    if not draft.picture:
        return
    if order.norms[order.end] in DETERMINERS or order.reading.has(_STATES, order.end):
        change(draft, new)
    else:
        draft.picture[-1] = list(new)
