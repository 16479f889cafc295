"""Whether a phrase that may be a direction is one where it is said: "a wide" in "a wide river" isn't."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, acts, is_doing
from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.vocabulary import lexicon

__all__ = ["direction", "is_meant", "starts"]

_LEADS: Final = frozenset("and so then now okay right but well yeah the a an alright um".split())
_BANGS: Final = frozenset("boom bam bang wham pow whoosh".split())
_PANELS: Final = frozenset("shot panel".split())
_SOUNDS: Final = frozenset("sound sounds sfx the".split())
_ITS_OWN: Final = frozenset("the her his my their with".split())
_MOVES_OF_PEOPLE: Final = frozenset("follow following track tracking tilt pan move moving".split())
"""What somebody in the picture may do as well as the camera."""
_BEFORE_MOVES: Final = frozenset("camera we slow slowly a and then or sorry no actually wait".split())
_WHO_CUTS: Final = frozenset("the a he she it they i who to".split())
"""Behind these, "cut" and "fade" are what somebody does."""
_ADJECTIVES: Final = frozenset("wide medium mid close master".split())
_OPENS_WIDE: Final = frozenset("go going stay start open back".split())
_ON: Final = frozenset("on of in over again".split())
_CLOSE: Final = frozenset("close tight wide medium mid big nice in tighter closer".split())
_BEFORE_CLOSE_ON: Final = frozenset("we're camera now and then to go we super really a the but".split())
_BODY: Final = frozenset("waist chest knees knee shoulders thighs".split())
_NOT_HOURS: Final = lexicon()["not_hours"]
_NOT_WEATHER: Final = lexicon()["not_weather"]
_NO_HOUR_AFTER: Final = frozenset("last good other opening".split())
_NO_WEATHER_AFTER: Final = frozenset("sheriff mister mr miss no jon lady".split())
_HOLDING: Final = frozenset("hold stay linger holding stays holds rest keep sit lingers".split())
_HOLDS_WEATHER: Final = frozenset(
    "jar bottle box bag bucket picture painting drawing photo photograph book sound noise name god goddess king queen "
    "memory dream idea map cup bowl spirit lord clap colour color smell taste".split()
)
_POURS: Final = frozenset("rain outside with down and on".split())
"""What "pouring" is said of rain before: not "pouring tea"."""
_ADVERBIAL: Final = frozenset("from right just what's what that's there".split())
_THERE: Final = frozenset("there there's is it it's of was are his her its".split())
_ANNOUNCES_WITHIN: Final = (["and", "then"], ["next", "shot"], ["next", "panel"], ["then", "we"])
"""What announces a shot amid a long sentence without a comma."""
_LONG: Final = 12  # words
_NEVER_LATER: Final = frozenset("finally lastly meanwhile elsewhere".split())
_NEXT_WHAT: Final = frozenset("to door morning day night week year evening afternoon".split())
"""What "next" is no announcement before: "next door"."""
_ALONE: Final = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last final end after afterwards later".split()
)
_STARTS: Final = frozenset("start begin open starting beginning opening".split())
_STARTS_SO: Final = frozenset("outside inside outdoors indoors low high close tight wide up down behind above".split())
"""What follows "we start" where it says how, not what somebody does: "start outside"."""
_SHOWN_NOW: Final = DETERMINERS | frozenset("we're we".split())


def direction(reading: Reading) -> Match | None:
    """The longest phrase at the word that is read next that is a direction there."""
    return next((match for match in reading.at(reading.place) if is_meant(reading, match)), None)


def is_meant(reading: Reading, match: Match) -> bool:
    """Whether a phrase is a direction, going by what stands around it."""
    end = match.end
    if match.kind in _ELSEWHERE or (reading.words[end - 1].text.endswith("-") and end < len(reading.words)):
        return False  # "a wide-brimmed hat"
    if match.where != "anywhere" and not starts(reading, match.start):
        return False
    if match.where == "alone" and not reading.ends_clause(end):
        return False
    if match.kind != "announce" and _counts_shots(reading, end):
        return False
    if match.kind != "hold" and _is_torn(reading, match):
        return False
    check = _CHECKS.get(match.kind)
    return check is None or check(reading, match)


def starts(reading: Reading, place: int) -> bool:
    """Whether only "and", "then", "so", "a" stand between a word and the start of its clause or of the sentence."""
    if reading.shows_nothing:
        return True
    while not reading.starts_clause(place) and place != reading.directed:
        if reading.norms[place - 1] not in _LEADS:
            return False
        place -= 1
    return True


def _counts_shots(reading: Reading, end: int) -> bool:
    """Whether a number follows "shot", as in "a tank top, shot two"."""
    counted = reading.norms[end - 1] in _PANELS and not reading.ends_clause(end)
    return counted and bool(number_of(reading.norms[end]))


def _is_torn(reading: Reading, match: Match) -> bool:
    """Whether a comma stands inside the phrase."""
    inside = range(match.start, match.end - 1)
    return any(reading.words[place].ends_clause and reading.norms[place] not in _LEADS | _BANGS for place in inside)


def _is_hold(reading: Reading, match: Match) -> bool:
    held = reading.seconds(match.end)
    if held is None:
        return False
    moment = reading.norm(match.end) in {"a", "an"} and not _HOLDING.intersection(
        reading.norms[match.start : match.end]
    )
    return not moment or reading.ends_clause(held[1])  # not "for a second you see a light"


def _is_sound(reading: Reading, match: Match) -> bool:
    named = reading.norms[match.start] in _SOUNDS and reading.norm(match.start - 1) not in PREPOSITIONS
    return named or starts(reading, match.start)


def _is_move(reading: Reading, match: Match) -> bool:
    owned = reading.norm(match.start - 1) in _ITS_OWN and not reading.starts_clause(match.start)
    if owned and match.value != "handheld":
        return False  # "the dolly in his mouth"
    if reading.norms[match.start] not in _MOVES_OF_PEOPLE or starts(reading, match.start):
        return True
    before = reading.norm(match.start - 1)
    return before in _BEFORE_MOVES and not (before == "a" and match.length < 2)


def _is_transition(reading: Reading, match: Match) -> bool:
    if match.where == "start" and match.value == "cut":
        return reading.norm(match.end) in _STARTS_SO  # "cut inside"
    return reading.starts_clause(match.start) or reading.norms[match.start - 1] not in _WHO_CUTS


def _is_size(reading: Reading, match: Match) -> bool:
    """Whether it is a shot size: "close on" in "they close on midnight" isn't."""
    start, end = match.start, match.end
    words = reading.norms[start:end]
    if words == ["ms"]:
        return reading.words[start].text.isupper()  # not of "Ms. Lee"
    if match.where != "anywhere":
        return True
    if words[-1] in _ADJECTIVES and "shot" not in words and "angle" not in words:
        return starts(reading, start) and (reading.ends_clause(end) or words[0] in _OPENS_WIDE)
    if words[-1] in _ON and words[0] in _CLOSE:
        return starts(reading, start) or reading.norms[start - 1] in _BEFORE_CLOSE_ON
    if words[0] == "head" and words[-1] == "shoulders":
        return starts(reading, start) or reading.ends_clause(end)
    if words[-1] == "up" and reading.norm(end - 2) in _BODY:
        return starts(reading, start) or reading.ends_clause(end)
    return True


def _is_hour(reading: Reading, match: Match) -> bool:
    """Whether an hour is meant: not by "the night porter", "good morning", nor by a girl called Dawn."""
    first, before = reading.norms[match.start], reading.norm(match.start - 1)
    if first in {"night", "morning"} and _goes_on(reading, match.end, _NOT_HOURS):
        return False
    if before in _NO_HOUR_AFTER or (match.length == 1 and first in reading.story.cast.members):
        return False
    return first != "dawn" or not _is_capitalised(reading, match.start)


def _is_weather(reading: Reading, match: Match) -> bool:
    """Whether weather is meant: not by "the snow globe", nor by Sheriff Storm."""
    first, before, after = reading.norms[match.start], reading.norm(match.start - 1), reading.norm(match.end)
    if _goes_on(reading, match.end, _NOT_WEATHER):
        return False
    if first in reading.story.cast.members or (first == "wind" and (after in {"up", "down"} or before == "to")):
        return False
    if before in _NO_WEATHER_AFTER or (before == "of" and reading.norm(match.start - 2) in _HOLDS_WEATHER):
        return False  # "a jar of thunder"
    if first == "pouring" and not (reading.ends_clause(match.start + 1) or after in _POURS):
        return False  # "pouring into the mould"
    if first in {"haze", "hazy"} and before == "heat":
        return False
    named = _is_capitalised(reading, match.start) and reading.words[match.start].text.isalpha()
    return not named or before in {"the", "a", "and"}


def _is_setting(reading: Reading, match: Match) -> bool:
    """Whether it says where we are: not by "it's right outside", nor by "inside there is her face"."""
    if reading.norms[match.start] not in {"inside", "outside"} or starts(reading, match.start):
        return reading.norm(match.end) not in _THERE or reading.ends_clause(match.end)
    return reading.norm(match.start - 1) not in _ADVERBIAL


def _goes_on(reading: Reading, end: int, words: frozenset[str]) -> bool:
    return reading.norm(end) in words and not reading.words[end - 1].ends_clause


def _is_capitalised(reading: Reading, place: int) -> bool:
    """Whether a word amid a clause begins with a capital."""
    return reading.words[place].text[:1].isupper() and not reading.starts_clause(place)


def _announces(reading: Reading, match: Match) -> bool:
    """Whether a new shot is announced: "then" as the first word of a clause, "shot two" where two comes next."""
    start, end = match.start, match.end
    body = reading.norms[start:end]
    at_start = starts(reading, start)
    if body[-1] == "then" and start and _lists(reading, end):
        return False
    if match.value == "number":
        return at_start or not any(word.ends_clause for word in reading.words)
    if not at_start:
        unmarked = len(reading.words) > _LONG and not any(word.ends_clause for word in reading.words[:-1])
        return unmarked and reading.norms[start : start + 2] in _ANNOUNCES_WITHIN
    if body[-1] in _NEVER_LATER and start:
        return False
    if end >= len(reading.words):
        return len(body) > 1 or body[0] in {"next", "then"}
    if len(body) <= 3 and body[-1] == "next":
        return reading.norms[end] not in _NEXT_WHAT
    if body[-1] in _STARTS:
        return reading.norms[end] in _STARTS_SO
    if len(body) <= 3 and body[-1] == "now":
        return start == 0 and reading.norms[end] in _SHOWN_NOW and reading.board.shows
    return len(body) > 1 or body[0] not in _ALONE or reading.ends_clause(end)


def _lists(reading: Reading, end: int) -> bool:
    """Whether a "then" goes on with what the camera comes past: "we pull back past a roof, then a bay"."""
    if "move" not in reading.stated or reading.board.last.fields.get("move") not in _PASSING:
        return False
    thing = list(takewhile(lambda norm: norm not in PREPOSITIONS, reading.norms[end : reading.clause_end(end)]))
    return bool(thing) and thing[0] in DETERMINERS and not any(acts(norm) or is_doing(norm) for norm in thing[2:])


_PASSING: Final = frozenset(
    "pull-out zoom-out pan-left pan-right tilt-up tilt-down tracking crane-up crane-down".split()
)
_ELSEWHERE: Final = frozenset(("command", "note"))
"""Kinds that are looked for at the start of clauses: see :mod:`.clauses`."""
_CHECKS: Final[Mapping[str, Callable[[Reading, Match], bool]]] = {
    "hold": _is_hold,
    "announce": _announces,
    "sound": _is_sound,
    "move": _is_move,
    "time_of_day": _is_hour,
    "weather": _is_weather,
    "interior": _is_setting,
    "transition": _is_transition,
    "size": _is_size,
}
