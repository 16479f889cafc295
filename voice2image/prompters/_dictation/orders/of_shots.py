"""Commands on whole shots that end with the shot's name, or name several: "tighten up on number two"."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.changes import add_to, change, forget
from voice2image.prompters._dictation.english import shows
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.orders.aim import Aim, aim_at
from voice2image.prompters._dictation.orders.clause import edit_clauses, is_change
from voice2image.prompters._dictation.orders.order import Order
from voice2image.prompters._dictation.targets import PANELS
from voice2image.prompters._dictation.things import lose
from voice2image.prompters._dictation.vocabulary import matcher

__all__ = ["direct_named", "drop_beside", "lasts", "not_there", "of_several", "replace_shot", "there_is"]

_ASKS: Final = frozenset("can could we you please let's just then i i'd like want to wait so".split())
_STEPS: Final = {"tighten": "closer", "closer": "closer", "tighter": "tighter", "widen": "wider", "wider": "wider"}
_AROUND: Final = frozenset("go get up in out on of for to a bit little the shot".split())
_DURATION: Final = frozenset(
    "make give hold keep let have it that this last lasts run runs be is should needs need for about long on screen at "
    "least around roughly say maybe there up to just can could we you please i want i'd like one shot longer shorter "
    "short quick stay stays goes takes take full whole a the and so then okay of only oh no wait actually set let's "
    "shorten lengthen extend trim stretch".split()
)
"""What is said of how long a shot lasts, besides the shot's name."""
_REPLACES: Final = frozenset("replace swap change".split())
_WITH: Final = frozenset("with for to".split())
_DROPS: Final = frozenset("scrap delete drop lose cut bin kill remove".split())
_ALL: Final = frozenset("all everything".split())
_NOT: Final = frozenset("shouldn't isn't not".split())
_INSIDE: Final = frozenset("in for".split())
_INTO: Final = frozenset("in on to the".split())
_SHOTS: Final = frozenset("shots panels frames numbers".split())
_JOINTS: Final = frozenset(("and", "in", "for"))
_LONGEST: Final = 16  # words


def lasts(order: Order) -> int | None:
    """ "Make that last one last five and a half seconds", "that should last four seconds"."""
    norms, begin = order.norms, order.start
    end = order.reading.clause_end(begin)
    if end - begin > _LONGEST or not order.reading.shows_nothing:
        return None
    counts = [at for at in range(begin, end) if order.reading.norm(at - 1) not in PANELS]
    held = next(((at, held) for at in counts if (held := order.reading.seconds(at)) is not None), None)
    if held is None:
        return None
    at, (seconds, behind) = held
    aim = next((aim for each in range(begin, at) if (aim := aim_at(order, each)) and aim.end <= at), None)
    named = range(aim.end - len(aim.words), aim.end) if aim else range(0)
    rest = [norms[each] for each in [*range(begin, at), *range(behind, end)] if each not in named]
    if not rest or not _DURATION.issuperset(rest):
        return None
    place = aim.place(order) if aim else order.subject()
    if place is None or seconds is None:
        return None
    order.reading.flush()
    order.edit(place).duration_s = seconds
    return order.told(place, end)


def direct_named(order: Order) -> int | None:
    """ "Tighten up on number two, medium close-up"."""
    norms, begin = order.norms, _past_asks(order)
    end = order.reading.clause_end(begin)
    aim = _at_end(order, begin + 1, end)
    if aim is None or not order.reading.shows_nothing:
        return None
    head = norms[begin : end - len(aim.words)]
    steps = [_STEPS[norm] for norm in head if norm in _STEPS]
    place = aim.place(order)
    if len(steps) != 1 or place is None or not all(norm in _AROUND or norm in _STEPS for norm in head):
        return None
    order.reading.flush()
    draft = order.edit(place)
    change(draft, [order.words[begin].reworded(steps[0])])
    return order.told(place, edit_clauses(order, draft, end) if end < len(norms) else end)


def replace_shot(order: Order) -> int | None:
    """ "Replace shot four with a stray dog"."""
    begin = _past_asks(order)
    if order.reading.norm(begin) not in _REPLACES:
        return None
    aim = aim_at(order, begin + 1)
    if aim is None or aim.number < 1 or order.reading.norm(aim.end) not in _WITH:
        return None
    place, end = aim.place(order), order.clause(aim.end + 1)
    new = order.words[aim.end + 1 : end]
    if place is None or not shows(new) or order.target_in(new) is not None:
        return None
    order.reading.flush()
    draft = order.edit(place)
    draft.picture, draft.characters, draft.descriptions = [], [], {}
    change(draft, new)
    return order.told(place, end)


def of_several(order: Order) -> int | None:
    """ "In one, two and three it should be foggy", "shots two and three at night"."""
    norms, begin = order.norms, order.end
    at = begin + (order.reading.norm(begin) in _INSIDE)
    counted = order.reading.norm(at) in _SHOTS
    at += counted
    numbers: list[int] = []
    while order.reading.norm(at) in NUMBERS or (order.reading.norm(at) in _JOINTS and numbers):
        if norms[at] in NUMBERS:
            numbers.append(NUMBERS[norms[at]])
        at += 1
    behind = at + (order.reading.norm(at) in {"it", "they", "they're"})
    if len(numbers) < 2 or not (counted or at > begin + len(numbers) + 1) or max(numbers) > order.count:
        return None
    if behind >= len(norms) or not is_change(order, behind):
        return None
    order.reading.flush()
    order.board.close()
    for number in numbers:
        edit_clauses(order, order.edit(number - 1), behind)
        order.told(number - 1, len(norms))
    return len(norms)


def drop_beside(order: Order) -> int | None:
    """ "Scrap everything after the lighthouse"."""
    norms, begin = order.norms, _past_asks(order)
    end = order.reading.clause_end(begin)
    if order.reading.norm(begin) not in _DROPS or order.reading.norm(begin + 1) not in _ALL:
        return None
    joint = next((at for at in range(begin + 2, end) if norms[at] in {"after", "before"}), None)
    found = order.shot_named(order.words[joint + 1 : end]) if joint is not None else None
    if joint is None or found is None:
        return None
    order.drop_reasons()
    gone = range(found + 1, order.count) if norms[joint] == "after" else range(found)
    for place in sorted(gone, reverse=True)[:REACH]:
        order.board.remove(place, order.heard(end))
    return order.past_reasons(end)


def there_is(order: Order) -> int | None:
    """ "There's a cat in shot one"."""
    begin = order.end
    end = order.reading.clause_end(begin)
    if order.reading.norm(begin) != "there's" or not order.reading.shows_nothing:
        return None
    aim = _at_end(order, begin + 2, end)
    place = aim.place(order) if aim is not None else None
    if aim is None or place is None:
        return None
    order.reading.flush()
    add_to(order.edit(place), order.words[begin + 1 : _named_from(order, aim)])
    return order.told(place, end)


def _named_from(order: Order, aim: Aim) -> int:
    """Where "in shot one" begins."""
    begin = aim.end - len(aim.words)
    while order.norms[begin - 1] in _INTO:
        begin -= 1
    return begin


def not_there(order: Order) -> int | None:
    """ "It shouldn't be raining in the first shot"."""
    norms, begin = order.norms, order.end
    end = order.reading.clause_end(begin)
    no = next((at for at in range(begin, min(end, begin + 3)) if norms[at] in _NOT), None)
    aim = _at_end(order, begin + 1, end)
    if no is None or aim is None or not order.reading.shows_nothing:
        return None
    place = aim.place(order)
    said = next((match for at in range(no, aim.end) for match in matcher("weather").at(norms, at)), None)
    if said is None or place is None:
        return None
    order.reading.flush()
    draft = order.edit(place)
    for sentence in list(draft.picture):
        heard = [word.norm for word in sentence]
        for at in range(len(sentence)):
            for match in matcher("weather").at(heard, at)[:1]:
                if match.value == said.value:
                    lose(draft, sentence[match.start : match.end])
    forget(draft, order.words[said.start : said.end])
    return order.told(place, end)


def _past_asks(order: Order) -> int:
    return order.past(_ASKS, order.end)


def _at_end(order: Order, begin: int, end: int) -> Aim | None:
    """The shot whose name a clause ends with."""
    for at in range(begin, end):
        aim = aim_at(order, at)
        if aim is not None and aim.end == end and aim.number > 0:
            return aim
    return None
