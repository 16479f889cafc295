"""What is said of one shot behind its name, clause by clause: "… make it night, and lose the dog"."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.changes import add_to, change, exchange, without_camera
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, noun_phrase_end, shows
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.orders.aim import past_wish
from voice2image.prompters._dictation.orders.order import DIRECTIONS, Order
from voice2image.prompters._dictation.orders.replace import into
from voice2image.prompters._dictation.orders.stated import become, undo_doing
from voice2image.prompters._dictation.things import last_with, lose, place_of, replace_thing
from voice2image.prompters._dictation.vocabulary import lexicon

__all__ = ["edit_clauses", "is_change", "only_directs"]

_STEPS: Final = frozenset("closer tighter nearer wider looser further".split())
_MANNER: Final = frozenset(
    "slowly slow slower quickly quick quicker faster gently and please too instead a bit little touch at it's for it "
    "hold that more from in on make with now this time than before longer shorter do shoot give an about be".split()
)
_BETWEEN: Final = frozenset("and then um actually please so but also just maybe now".split())
_ASKS: Final = frozenset("can could we you i let's i'd like want to would".split())
_VERBS: Final = frozenset(
    "make turn change do shoot frame film add give put have lose drop delete remove cut skip swap replace keep hold "
    "try use same set see show let's can could with no without not instead get take".split()
)
"""What a clause begins with that changes a shot."""
_ELSEWHERE: Final = frozenset(
    "strike undo redo back delete swap move move_named insert again another target restart".split()
)
"""Commands that are no change of the shot that is spoken of."""
_INSTEAD: Final = frozenset("instead rather".split())
_BEFORE_OTHER: Final = frozenset("put do have use make it let's".split())
_ADDS: Final = frozenset("let's have there's we with she's he's they're put".split())
_BEFORE_ADDED: Final = frozenset("let's have there's we need want with see put".split())
_BEFORE_CHANGE: Final = lexicon()["before_a_change"]
_GIVES: Final = frozenset("give have get let".split())
_WHOM: Final = frozenset("him her it them that".split())
_DOES: Final = frozenset("do shoot frame film try set keep".split())
_MAKES: Final = frozenset("make turn change swap".split())
_LOOKS: Final = frozenset("make turn".split())
"""Behind these, a thing may only look otherwise."""
_INTO: Final = frozenset("into to for be".split())
_LOSES: Final = frozenset("lose drop delete remove cut skip without ditch bin scrap forget no".split())
_REASON: Final = frozenset("so because since".split())
_PUTS: Final = frozenset("give put have use just make it's let's add".split())


def is_change(order: Order, at: int) -> bool:
    """Whether what follows the name of a shot begins with a change of it."""
    norms = order.norms
    while order.reading.norm(at) in _BETWEEN or (order.reading.norm(at) == "no" and order.reading.ends_clause(at + 1)):
        at += 1
    if at >= len(norms):
        return False
    wish = past_wish(order, at)
    if wish is not None:
        return wish.end < len(norms) and (not wish.plain or only_directs(order, wish.end))
    asked = order.past(_ASKS, at)
    return norms[at] in _VERBS or only_directs(order, at) or (asked < len(norms) and only_directs(order, asked))


def only_directs(order: Order, place: int) -> bool:
    """Whether the rest of a sentence only directs: "shot two, pan left, slowly"."""
    some = False
    while place < len(order.words):
        found = next((match for match in order.reading.at(place) if match.kind in DIRECTIONS), None)
        seconds = order.reading.seconds(place)
        if seconds is not None and found is None:
            some, place = True, seconds[1]
            continue
        if found is None and order.norms[place] in _STEPS:
            some, place = True, place + 1
            continue
        if found is None and order.norms[place] not in _MANNER:
            return some and order.norms[place] in _REASON
        some = some or found is not None
        place = found.end if found else place + 1
    return some


def edit_clauses(order: Order, draft: Draft, place: int) -> int:
    """Carry out what is said of one shot, clause by clause, up to another order; where that is."""
    begin = place
    while place < len(order.words):
        if order.norms[place] in _BETWEEN or (order.norms[place] == "no" and order.reading.ends_clause(place + 1)):
            place += 1
            continue
        thing = _thing_alone(order, draft, place)
        if thing is not None:
            place = thing
            continue
        command = order.reading.first("command", place)
        if place > begin and command is not None and command.value in _ELSEWHERE:
            break
        place = _edit_clause(order, draft, place)
    return place


def _thing_alone(order: Order, draft: Draft, place: int) -> int | None:
    """ "Shot two, the heart, turn it into a rain cloud": where that ends."""
    words, norms, end = order.words, order.norms, order.clause(place)
    verb = order.past(_ASKS | _BETWEEN, end)
    if norms[place] not in DETERMINERS or end >= len(words) or last_with(draft.picture, words[place:end]) is None:
        return None
    if order.reading.norm(verb) not in _MAKES | _LOSES or order.reading.norm(verb + 1) not in _WHOM:
        return None
    stop = order.clause(verb)
    new = words[order.past(_INTO, verb + 2, stop) : stop]
    if norms[verb] in _LOSES:
        lose(draft, words[place:end])
    elif norms[verb] in _LOOKS and new[1:] == [] and new:
        become(draft, words[place:end], new)
    else:
        exchange(draft, words[place:end], new)
    return stop


def _edit_clause(order: Order, draft: Draft, place: int) -> int:
    """Carry out one clause; where it ends."""
    reading, words, norms = order.reading, order.words, order.norms
    end = order.clause(place)
    if norms[place] == "not" and place + 1 < end:
        if not reading.has(DIRECTIONS, place + 1) and norms[end - 1] not in NUMBERS:
            undo_doing(draft, norms[place + 1 : end])
        return end
    if all(norm in _MANNER for norm in norms[place:end]) and not reading.has(DIRECTIONS, place):
        return end  # "slower"
    held = next((held for at in range(place, end) if (held := reading.seconds(at)) is not None), None)
    if held is not None:
        draft.duration_s = held[0]
        return end
    if norms[place : place + 2] == ["same", "thing"] and "but" in norms[place:end]:
        place = norms.index("but", place) + 1  # "shot two, same thing but at night"
    command = reading.first("command", place)
    kind, begin = (command.value, command.end) if command else ("", place)
    if kind == "no_wait" and begin >= end:
        return end
    if kind == "replace" and not _INSTEAD.isdisjoint(norms[place:begin]):
        return _put_instead(order, draft, begin, end)
    wish = past_wish(order, place)
    verb = wish.end if wish is not None else order.past(_ASKS, place, end)
    if wish is None and verb < end:
        done = _verb(order, draft, verb, end)
        if done is not None:
            return done
    middle = into(order, begin, end) if kind == "replace" else None
    if middle is not None:
        new = words[middle + (norms[middle] not in {"a", "an"}) : end]
        if not replace_thing(draft, words[begin - 1 : middle], new):
            change(draft, new)
    elif kind == "lose":
        lose(draft, words[begin - 1 : end])
    elif kind == "add" or norms[place] in _ADDS:
        added = words[order.past(_BEFORE_ADDED, begin, end) : end]
        if not (added and added[0].norm in NUMBERS and exchange(draft, added, added)):  # "one glove" for the gloves
            add_to(draft, added)
    elif norms[place : place + 2] != ["the", "one"]:
        start = max(order.past(_BEFORE_CHANGE, begin, end), wish.end if wish else verb)
        change(draft, words[start : _before_reason(order, start, end)])
    return end


def _verb(order: Order, draft: Draft, place: int, end: int) -> int | None:
    """Carry out a clause by its verb, and what the verb is of; where that ends."""
    words, norms = order.words, order.norms
    verb, behind = norms[place], place + 1
    if behind >= end:
        return None
    pronoun = norms[behind] in _WHOM
    if verb in _LOSES:
        return _lose(order, draft, behind, end)
    if verb in _GIVES and pronoun and behind + 1 < end:
        add_to(draft, words[behind + 1 : end])  # "give him a hat", "have him holding a mop"
        return end
    if verb in _DOES and pronoun and behind + 1 < end:
        change(draft, words[behind + 1 : _before_reason(order, behind + 1, end)])  # "do it from below"
        return end
    if verb in _MAKES and not pronoun and norms[behind] in DETERMINERS:
        return _make(order, draft, place, end)
    return None


def _lose(order: Order, draft: Draft, place: int, end: int) -> int | None:
    """ "Lose the ladder", "no ladder, give her a wheelbarrow", "skip the dolly"."""
    thing = order.words[place:end]
    if without_camera(draft, thing):
        return end
    thing = thing[: noun_phrase_end(thing, 0)]
    if last_with(draft.picture, thing) is None:
        return None
    stop = order.clause(end) if end < len(order.words) else end
    new = order.past(_PUTS | _WHOM, end, stop)
    if end < new < stop and shows(order.words[new:stop]):
        exchange(draft, thing, order.words[new:stop])
        return stop
    lose(draft, thing)
    return end


def _make(order: Order, draft: Draft, place: int, end: int) -> int | None:
    """ "Make the strap an old leather one", "make the barn blue", "swap the dog for a cat"."""
    words, verb, place = order.words, order.norms[place], place + 1
    thing = words[place : noun_phrase_end(words, place)]
    if not any(place_of(sentence, thing) for sentence in draft.picture):
        head = next(
            (at for at in range(place + 1, end) if last_with(draft.picture, words[place : at + 1]) is not None), end
        )
        thing = words[place : head + 1]
    new = order.past(_INTO, place + len(thing), end)
    if new >= end or not shows(words[new:end]) or last_with(draft.picture, thing) is None:
        return None
    if verb in _LOOKS:
        become(draft, thing, words[new:end])
    else:
        exchange(draft, thing, words[new:end])
    return end


def _before_reason(order: Order, place: int, end: int) -> int:
    """Where "so we're looking up at him" begins."""
    return next((at for at in range(place + 1, end) if order.norms[at] in _REASON), end)


def _put_instead(order: Order, draft: Draft, begin: int, end: int) -> int:
    """ "Instead of the dog, put a cat"; where that ends."""
    end = next((at for at in range(begin + 1, end) if order.norms[at] in _BEFORE_OTHER), end)
    stop = order.clause(end)
    new = order.words[order.past(_BEFORE_OTHER, end, stop) : stop]
    replace_thing(draft, order.words[begin:end], new)
    return stop
