"""Changes that are stated, not ordered: "the barn should be blue", "she isn't smiling", "a goat, not a dog"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.changes import change, exchange, forget
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, PRONOUNS, noun_phrase_end, shows
from voice2image.prompters._dictation.orders.order import DIRECTIONS, Order
from voice2image.prompters._dictation.targets import without_target
from voice2image.prompters._dictation.things import append, describe, last_with, lose, place_of, replace_thing
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["hold_thing", "negated", "no_more", "on_thing", "rather_than", "undo_doing"]

_LEADS: Final = frozenset("better well wait sorry actually hmm".split())
_NOT: Final = frozenset("doesn't don't didn't isn't aren't wasn't won't not".split())
_DOES: Final = frozenset("is are was does do did will".split())
_WHO: Final = frozenset("she he it they she's he's it's they're".split())
_JOINTS: Final = PRONOUNS | frozenset("and is are was while she's he's they're it's".split())
_THE: Final = frozenset("the that this his her their those".split())
_OF_LOOKS: Final = ("y", "ful", "less", "ish")
"""How words end that say how something looks."""
_INSTEAD: Final = (["instead", "of"], ["rather", "than"], ["in", "place"], ["not"])
_LONGEST: Final = 8  # words of a thing's name
_BEFORE_NEW: Final = lexicon()["before_what_is_put_instead"]
_BEFORE_OTHER: Final = frozenset("give put have use just make it's let's add her him them it".split())
"""What stands before what comes instead: "no ladder, give her a wheelbarrow"."""
_BEFORE_NO: Final = frozenset("and so okay oh actually wait hmm sorry".split())
_HOLDS: Final = frozenset("hold keep stay linger".split())
_FOR: Final = frozenset("for about".split())
_ON: Final = frozenset("on for".split())


def negated(order: Order) -> int | None:
    """ "She doesn't smile, she is crying": what somebody was said to do, and doesn't."""
    norms, begin = order.norms, order.past(_LEADS, order.end)
    verb = noun_phrase_end(order.words, begin) if order.reading.norm(begin) in _THE else begin + 1
    if order.reading.norm(begin) not in _WHO | _THE:
        return None
    if order.reading.norm(verb) in _DOES:
        verb += 1
    end = order.clause(begin)
    place = order.subject()
    if order.reading.norm(verb) not in _NOT or verb + 1 >= end or place is None:
        return None
    if not does(order.board.drafts[place], norms[verb + 1 : end]):
        return None
    order.reading.flush()
    draft = order.edit(place)
    undo_doing(draft, norms[verb + 1 : end])
    if order.reading.norm(end) in _WHO | {"but", "just"}:
        more = order.clause(end)
        append(draft, order.words[end:more])
        end = more
    return order.told(place, end)


def does(draft: Draft, norms: Sequence[str]) -> bool:
    """Whether somebody in a shot does what a verb among some words says."""
    return any(_doing(sentence, norms) is not None for sentence in draft.picture)


def undo_doing(draft: Draft, norms: Sequence[str]) -> None:
    """Take out of a picture what somebody is said not to do."""
    for number, sentence in enumerate(draft.picture):
        at = _doing(sentence, norms)
        if at is not None:
            draft.picture[number] = _without(sentence, at)
    draft.picture = [each for each in draft.picture if each]


def _doing(sentence: Sequence[Token], norms: Sequence[str]) -> int | None:
    done = {_root(norm) for norm in norms}
    return next((at for at, word in enumerate(sentence) if _root(word.norm) in done and shows([word])), None)


def no_more(order: Order) -> int | None:
    """ "No dog in the first one", "no ladder, give her a wheelbarrow"."""
    norms, begin = order.norms, order.past(_BEFORE_NO, order.start)
    if order.reading.norm(begin) != "no":
        return None
    end = order.clause(begin)
    number = order.target_in(order.words[begin:end])
    thing = without_target(order.words[begin + 1 : end])
    if not shows(thing) or norms[begin + 1] in DETERMINERS or len(thing) > _LONGEST:
        return None
    if number is None and (noun_phrase_end(thing, 0) < len(thing) or not order.reading.shows_nothing):
        return None
    place = order.find(thing, number)
    if place is None or last_with(order.board.drafts[place].picture, thing) is None:
        return None
    order.reading.flush()
    draft, stop = order.edit(place), order.clause(end) if end < len(norms) else end
    new = order.past(_BEFORE_OTHER, end, stop)
    if end < new < stop:
        if norms[end] == "just":
            number = last_with(draft.picture, thing)
            draft.picture[number or 0] = list(order.words[new:stop])  # "no boat, just the empty harbour"
        else:
            exchange(draft, thing, order.words[new:stop])
        return order.told(place, stop)
    lose(draft, thing)
    forget(draft, thing)
    return order.told(place, end)


def rather_than(order: Order) -> int | None:
    """ "Have a goat instead of the dog", "a pigeon, not a cat"."""
    norms, begin = order.norms, order.end
    for at in range(begin + 1, min(len(norms) - 1, begin + 2 * _LONGEST)):
        if not any(norms[at : at + len(words)] == words for words in _INSTEAD):
            continue
        old_from = at + 1 if norms[at] == "not" else at + 2 + (norms[at] == "in")
        if norms[at] == "not" and not order.words[at - 1].ends_clause:
            return None
        end = order.clause(old_from)
        old, new = order.words[old_from:end], list(order.words[begin:at])
        while len(new) > 1 and new[0].norm in _BEFORE_NEW:
            new = new[1:]
        if not new or new[0].norm not in DETERMINERS or any(word.norm in PREPOSITIONS for word in new):
            return None
        number = order.target_in(order.words[old_from:end])
        thing = without_target(old)
        place = order.find(thing, number)
        if place is None:
            return None
        order.reading.flush()
        replace_thing(order.edit(place), thing[: noun_phrase_end(thing, 0)], new)
        return order.told(place, end)
    return None


def on_thing(order: Order) -> int | None:
    """ "On the man, three seconds and push in a touch": directions for the shot that shows a thing."""
    norms, begin = order.norms, order.end
    if order.reading.norm(begin) not in _ON or order.reading.norm(begin + 1) not in _THE:
        return None
    end = order.reading.clause_end(begin)
    if end >= len(norms) or not (order.reading.seconds(end) or order.reading.has(DIRECTIONS, end)):
        return None
    place = order.find(order.words[begin + 1 : end])
    if place is None or place == order.count - 1:
        return None
    order.reading.flush()
    draft = order.edit(place)
    while end < len(norms):
        held = order.reading.seconds(end)
        stop = held[1] if held else order.clause(end)
        if held:
            draft.duration_s = held[0]
        else:
            given = next((at for at in range(end, stop) if order.reading.has(DIRECTIONS, at)), None)
            if given is None:
                break
            match = next(match for match in order.reading.at(given) if match.kind in DIRECTIONS)
            change(draft, order.words[match.start : match.end])
        end = stop
    return order.told(place, end)


def hold_thing(order: Order) -> int | None:
    """ "Hold the clock for two seconds": how long the shot stands that shows a thing."""
    norms, begin = order.norms, order.end
    if order.reading.norm(begin) not in _HOLDS:
        return None
    named = begin + 1 + (order.reading.norm(begin + 1) == "on")
    end = order.clause(begin)
    at = next((at for at in range(named + 2, end) if order.reading.seconds(at) is not None), None)
    if order.reading.norm(named) not in _THE or at is None:
        return None
    held = order.reading.seconds(at)
    place = order.find(order.words[named : at - (norms[at - 1] in _FOR)])
    if place is None or held is None:
        return None
    order.reading.flush()
    order.edit(place).duration_s = held[0]
    return order.told(place, held[1])


def become(draft: Draft, thing: Sequence[Token], new: Sequence[Token], *, has: bool = False) -> None:
    """Let a thing be another, look otherwise, or have something."""
    one = next((at for at, word in enumerate(new) if word.norm == "one" and at), 0)
    if one and not has and thing:
        new = [*new[:one], thing[-1].reworded(thing[-1].norm + new[one].text[len("one") :]), *new[one + 1 :]]
    if not has and new[0].norm in DETERMINERS:
        replace_thing(draft, thing, new)
    elif not has and len(new) == 1 and describe(draft, thing, new[0]):
        _lose_looks(draft, thing)
    else:
        change(draft, [*new] if has else [*thing, thing[0].reworded("is"), *new])


def _lose_looks(draft: Draft, thing: Sequence[Token]) -> None:
    """Of "the calm sea, choppy", what was said of how the thing looks before."""
    for number, sentence in enumerate(draft.picture):
        span = place_of(sentence, thing)
        last = sentence[-1]
        alone = len(sentence) > 1 and sentence[-2].ends_clause
        if span is not None and span[0] == 0 and alone and last.norm.endswith(_OF_LOOKS):
            draft.picture[number] = sentence[:-1]


def _root(norm: str) -> str:
    """A verb without its ending: "smiling" and "smiles" are "smil"."""
    for ending in ("ing", "es", "s", "e"):
        if norm.endswith(ending) and len(norm) - len(ending) > 2:
            return norm.removesuffix(ending)
    return norm


def _without(sentence: list[Token], at: int) -> list[Token]:
    """A sentence without what somebody does at a word: back to "and she", and up to the end of the clause."""
    begin, end = at, at
    while begin and sentence[begin - 1].norm in _JOINTS:
        begin -= 1
    while end < len(sentence) and (end == at or not sentence[end - 1].ends_clause):
        end += 1
    return [*sentence[:begin], *sentence[end:]]
