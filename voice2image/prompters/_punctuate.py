"""Stops and commas for speech that was written down without any: where a direction or a command begins and ends.

Some recognisers write neither punctuation nor capitals. The rest of the reading relies on both, so here they are put back
where the spoken vocabulary itself tells that something begins: "then", "cut to", "close up", "no wait", "she says".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._english import DETERMINERS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._phrases import Match
from voice2image.prompters._sentences import Token
from voice2image.prompters._vocabulary import lexicon, matcher

__all__ = ["is_bare", "punctuated"]

_LONG: Final = 12
_VERY_LONG: Final = 40  # words: even with a full stop behind them they can't be one sentence
_SAYS: Final = frozenset("says said goes whispers shouts yells mutters asks screams replies whisper".split())
_GOES_WHERE: Final = PREPOSITIONS | {"all", "right", "past", "away", "back", "home", "there", "straight", "very", "so", "red", "dark", "quiet", "wild", "and"}
_JOINED: Final = frozenset("of on to at from with is as".split())
_BEFORE: Final = frozenset("a an the in and then so to into with from okay um now very really nice big slow quick start open go we".split())
_STATES: Final = frozenset("it's there's there it".split())
_CLOSERS: Final = (("that's", "it"), ("the", "end"), ("that's", "all"))


def is_bare(words: Sequence[Token]) -> bool:
    """Whether words were written down without any punctuation."""
    if len(words) < _LONG or any(word.ends_clause for word in words[:-1]):
        return False
    return len(words) >= _VERY_LONG or not words[-1].ends_sentence


def punctuated(words: Sequence[Token]) -> list[Token]:
    """The same words with a stop or a comma where the spoken vocabulary shows one."""
    norms = [word.norm for word in words]
    stops: dict[int, str] = {}
    place = 0
    while place < len(words):
        found = [match for match in matcher().at(norms, place) if _counts(match, norms)]
        if found:
            _mark(found[0], norms, stops)
            place = found[0].end
            continue
        if norms[place] == "goes" and norms[place + 1 : place + 2] and norms[place + 1] in _GOES_WHERE:
            pass
        elif norms[place] in _SAYS and place and (norms[place - 1] in PRONOUNS or (place > 1 and norms[place - 2] in DETERMINERS)):
            begin = place - 1 if norms[place - 1] in PRONOUNS else place - 2
            stops.setdefault(begin, ".")
            stops[place + 1] = ","
        elif _introduces(norms, place):
            stops.setdefault(place, ".")
        elif norms[place] in _STATES and place and norms[place - 1] not in {"and", "but", "where", "because", "so", "that", "when", "like", "if"}:
            stops.setdefault(place, ",")
        place += 1
    made = list(words)
    for at, mark in stops.items():
        if 0 < at <= len(made):
            before = made[at - 1]
            if not before.ends_clause:
                made[at - 1] = before.reworded(before.text + mark)
    return made


def _counts(match: Match, norms: Sequence[str]) -> bool:
    """Whether a phrase is plain enough without punctuation around it."""
    kind, length = match.phrase.kind, match.end - match.start
    words = norms[match.start : match.end]
    if kind in ("size", "angle", "framing"):
        return length > 1 and match.phrase.where != "alone" and not (match.kept)
    if kind == "transition":
        return length > 1
    if kind == "announce":
        if match.phrase.value == "number":
            return True
        return length > 1 or words[0] in {"then", "meanwhile", "finally"} or (words[0] == "next" and norms[match.end : match.end + 1] not in (["to"], ["door"], ["morning"], ["day"]))
    if kind == "command":
        if match.phrase.value in ("strike", "undo", "swap", "delete", "move", "target", "again", "another"):
            return length > 1
        return length > 2 and bool({"no", "wait", "actually", "make", "sorry", "instead"} & set(words)) or words[-2:] == ["make", "it"]
    if kind == "move":
        return length > 1
    if kind in ("note", "sound"):
        return length > 1
    return False


def _mark(match: Match, norms: Sequence[str], stops: dict[int, str]) -> None:
    kind, start, end = match.phrase.kind, match.start, match.end
    lead = start
    while lead > 0 and norms[lead - 1] in _BEFORE and lead not in stops:
        lead -= 1
    after = norms[end] if end < len(norms) else ""
    fresh = lead in stops or lead == 0
    if kind in ("size", "angle", "framing"):
        opens = after in {"of", "on"} or norms[end - 1] in {"of", "on"} or _starts_thing(after)
        if not fresh:
            stops[lead] = "." if opens and (lead < start or after in {"of", "on"} or norms[end - 1] in {"of", "on"}) else ","
        if after not in _JOINED and norms[end - 1] not in _JOINED:
            stops.setdefault(end, ",")
    elif kind == "move":
        if not fresh:
            stops[lead] = ","
    elif kind == "announce":
        stops[start if norms[start] in {"and", "so"} else lead] = "."
        if match.phrase.value == "number" or end - start > 1 and norms[end - 1] in {"shot", "panel", "frame", "one", "last", "next", "first"}:
            stops.setdefault(end, ",")
    elif kind == "transition":
        stops[lead] = "."
    else:
        stops[start] = "."
        if kind == "command" and match.phrase.value in ("strike", "undo", "swap", "delete", "move"):
            stops[end] = "."


def _starts_thing(norm: str) -> bool:
    return norm in DETERMINERS


def _introduces(norms: Sequence[str], place: int) -> bool:
    """ "Mira is a tall woman": somebody is being described."""
    if place + 3 >= len(norms) or norms[place] in DETERMINERS | PRONOUNS | {"it", "this", "that", "there", "here", "what", "who", "it's"}:
        return False
    verb = norms[place + 1]
    bare = norms[place].endswith("'s") and verb in {"a", "an"}
    if not bare and not (verb == "is" and norms[place + 2] in {"a", "an"}):
        return False
    return any(norm in lexicon()["persons"] for norm in norms[place + 2 : place + 8])
