"""What shows, in words without punctuation, that something begins: counting, a description, a jump in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS
from voice2image.prompters._dictation.sentence_starts import is_finite
from voice2image.prompters._dictation.vocabulary import lexicon

__all__ = ["counted", "ends_title", "introduces", "is_number", "jumps", "names_another_time", "puts", "seconds_end"]

_PERSONS: Final = lexicon()["persons"]
_STATES: Final = frozenset("it's there's".split())
_COUNTED: Final = frozenset(
    "shot panel frame scene image picture cut setup option number the that this last next page a which first".split()
)
_HOLDS: Final = frozenset("hold stay linger keep".split())
_SECONDS: Final = frozenset("second seconds secs beat beats".split())
_NEARLY_COUNTED: Final = frozenset("half full a".split())
_HELD_ON: Final = frozenset("on this one that here it".split())
_NOBODY: Final = DETERMINERS | PRONOUNS | frozenset("it this that there here what who it's".split())
_COUNTING: Final = tuple(NUMBERS)
_CONTRACTED: Final = _STATES | frozenset("he's she's who's that's what's here's where's".split())
_ORDINALS: Final = tuple(ORDINALS)
_AND: Final = frozenset("and then so but".split())
_NOT_BEFORE_PUT: Final = PRONOUNS | frozenset("to and can could should".split())
_PANEL_WORDS: Final = frozenset("shot one panel frame two three four".split())
_WHITHER: Final = frozenset("out between before after front".split())
_WORKS: Final = lexicon()["titles"]
_LONGEST_TITLE: Final = 6  # words
_ITEMS: Final = frozenset(
    "thumbnails shots panels frames things pictures images concepts ideas sketches scenes options".split()
)
_LOOKS: Final = lexicon()["looks"]
_HOURS: Final = frozenset("morning day night evening afternoon".split())


def counted(norms: Sequence[str]) -> frozenset[int]:
    """The places of numbers that count the shots by themselves: "one, a greenhouse, two, a gardener"."""
    return frozenset((*_enumeration(norms, _COUNTING), *_enumeration(norms, _ORDINALS)))


def is_number(norm: str) -> bool:
    """Whether a word is a number."""
    return norm in NUMBERS or norm.isdigit()


def _enumeration(norms: Sequence[str], counting: Sequence[str]) -> list[int]:
    """Where "one", "two", … or "first", "second", … count the shots by themselves, if they are enough to tell."""
    places: list[int] = []
    for place, norm in enumerate(norms):
        wanted = counting[len(places)] if len(places) < len(counting) else ""
        before = norms[place - 1] if place else ""
        if norm == wanted and before not in _COUNTED and (not places or place - places[-1] > 2):
            places.append(place)
    promised = any(
        NUMBERS.get(norms[at]) == len(places) and norms[at + 1] in _ITEMS for at in range(min(places[:1] or [0]) - 1)
    )
    return places if len(places) >= (3 if counting is _ORDINALS or promised else 4) else []


def seconds_end(norms: Sequence[str], place: int) -> int:
    """Where "hold it for like four seconds" ends that begins at a word; 0 if none does."""
    if norms[place] not in _HOLDS and not is_number(norms[place]):
        return 0
    for end in range(place + 1, min(place + 9, len(norms))):
        counted = is_number(norms[end - 1]) or norms[end - 1] in _NEARLY_COUNTED
        if norms[end] in _SECONDS and counted:
            while end + 1 < len(norms) and norms[end + 1] in _HELD_ON:
                end += 1
            return end + 1
    return 0


def jumps(norms: Sequence[str], place: int) -> bool:
    """ "The next morning", "later that night", "one day": another time begins."""
    before = norms[place - 1]
    goes_on = before in PREPOSITIONS or before in _AND or before in DETERMINERS
    return not goes_on and names_another_time(norms, place)


def names_another_time(norms: Sequence[str], place: int) -> bool:
    """Whether another time is named at a word."""
    words = norms[place : place + 3]
    if len(words) < 3:
        return False
    if words[0] == "the" and words[1] in {"next", "following", "same"}:
        return words[2] in _HOURS
    if words[0] in {"next", "later", "one", "tomorrow"}:
        return words[1] in _HOURS or (words[1] == "that" and words[2] in _HOURS)
    return False


def puts(norms: Sequence[str], place: int) -> bool:
    """ "Take the second shot out", "put one in between": a spoken edit that no phrase begins."""
    if norms[place] not in {"take", "put", "move"} or norms[place - 1] in _NOT_BEFORE_PUT:
        return False
    behind = norms[place + 1 : place + 8]
    return not _PANEL_WORDS.isdisjoint(behind) and not _WHITHER.isdisjoint(behind)


def ends_title(norms: Sequence[str], place: int) -> bool:
    """Whether the words so far only name the work: "toy catalogue film", "cutscene seven"."""
    if place > _LONGEST_TITLE or norms[place] in PREPOSITIONS or norms[place] in _AND or is_number(norms[place]):
        return False
    last = place - 1 - is_number(norms[place - 1])
    if last < 0 or norms[last] not in _WORKS or is_finite(norms, place) or norms[place] in _SECONDS | _WORKS:
        return False
    return not {"a", "her", "his"} & set(norms[:last])


def introduces(norms: Sequence[str], place: int) -> bool:
    """ "Mira is a tall woman": somebody is being described."""
    if place + 3 >= len(norms) or norms[place] in _NOBODY or (place and norms[place - 1] in DETERMINERS):
        return False
    verb = norms[place + 1]
    if norms[place].endswith("'s") and verb in ("got", "tall") and norms[place] not in _CONTRACTED:
        return True
    if norms[place] not in PREPOSITIONS and _describes(norms, place):
        return True
    bare = norms[place].endswith("'s") and verb in {"a", "an"}
    if not bare and not (verb == "is" and norms[place + 2] in {"a", "an"}):
        return False
    return any(norm in _PERSONS for norm in norms[place + 2 : place + 8])


def _describes(norms: Sequence[str], place: int) -> bool:
    """ "Big Lou is heavyset": what somebody looks like."""
    return norms[place + 1] in {"is", "has", "wears"} and any(norm in _LOOKS for norm in norms[place + 2 : place + 8])
