"""Stops and commas for speech that was written down without any: where a direction or a command begins and ends.

Some recognisers write neither punctuation nor capitals. The rest of the reading relies on both, so here they are put back
where the spoken vocabulary itself tells that something begins: "then", "cut to", "close up", "no wait", "she says".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._english import DETERMINERS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._phrases import NUMBERS, Match
from voice2image.prompters._sentences import Token
from voice2image.prompters._vocabulary import lexicon, matcher

__all__ = ["is_bare", "punctuated"]

_LONG: Final = 12
_VERY_LONG: Final = 40  # words: even with a full stop behind them they can't be one sentence
_SAYS: Final = frozenset("says said goes whispers shouts yells mutters asks screams replies whisper".split())
_GOES_WHERE: Final = PREPOSITIONS | {"all", "right", "past", "away", "back", "home", "there", "straight", "very", "so", "red", "dark", "quiet", "wild", "and"}
_JOINED: Final = frozenset("of on to at from with is as".split())
_BEFORE: Final = frozenset("a an the in and then so to into with from okay um now very really nice big slow quick start open go we".split())
_STATES: Final = frozenset("it's there's".split())
_JOINERS: Final = frozenset("and but where because so that when like if a the of".split())
_SIZES_ALONE: Final = frozenset("wide medium close tight mid full".split())
_NO_SIZE_AFTER: Final = DETERMINERS | {"very", "so", "how", "too", "is", "be", "open", "in", "stay"}
_COUNTED: Final = frozenset("shot panel frame number the that this last next page a which first".split())
_WHOLE: Final = ("strike", "undo", "swap", "delete", "move")
"""Commands that end with their own words."""
_CLOSERS: Final = (("that's", "it"), ("the", "end"), ("that's", "all"), ("that's", "the", "end"), ("and", "that's", "it"))


def is_bare(words: Sequence[Token]) -> bool:
    """Whether words were written down without any punctuation."""
    if len(words) < _LONG or any(word.ends_clause for word in words[:-1]):
        return False
    return len(words) >= _VERY_LONG or not words[-1].ends_sentence


def punctuated(words: Sequence[Token]) -> list[Token]:
    """The same words with a stop or a comma where the spoken vocabulary shows one."""
    stops = _Stops([word.norm for word in words])
    made = list(words)
    for at, mark in stops.find().items():
        if 0 < at <= len(made) and not made[at - 1].ends_clause:
            made[at - 1] = made[at - 1].reworded(made[at - 1].text + mark)
    return made


class _Stops:
    """Where stops and commas belong: each stands before the word with its number."""

    def __init__(self, norms: Sequence[str]) -> None:
        self.norms = norms
        self.stops: dict[int, str] = {}
        self.speaking = False
        """Whether somebody in the picture is being quoted."""

    def find(self) -> dict[int, str]:
        """Go through the words once."""
        norms, stops, place = self.norms, self.stops, 0
        for number in _enumeration(norms):
            stops[number], stops[number + 1] = ".", ","
        while place < len(norms):
            match = self._cue(place)
            if match is not None:
                self._mark(match)
                place = match.end
                continue
            seconds = _seconds_end(norms, place)
            if seconds:
                self._set(place, ",")
                self._set(seconds, ".")
                place = seconds
                continue
            self._word(place)
            place += 1
        return stops

    def _cue(self, place: int) -> Match | None:
        """The direction or command at a word, if it is plain enough without punctuation around it."""
        for match in matcher().at(self.norms, place):
            numbered = (
                match.end < len(self.norms)
                and self.norms[match.end - 1] in {"shot", "panel"}
                and _is_number(self.norms[match.end])
            )
            if numbered and match.phrase.kind != "announce":
                continue  # "a tank top, shot two"
            if _counts(match, self.norms, fresh=self._fresh(match.start)):
                return match
        return None

    def _fresh(self, place: int) -> bool:
        return place == 0 or place in self.stops

    def _set(self, place: int, mark: str) -> None:
        if 0 < place and (self.stops.get(place) != "." or mark == "."):
            self.stops[place] = mark

    def _word(self, place: int) -> None:
        norms = self.norms
        norm = norms[place]
        before = norms[place - 1] if place else ""
        behind = norms[place + 1] if place + 1 < len(norms) else ""
        if norm == "goes" and behind in _GOES_WHERE:
            return
        named = place - 1 in self.stops
        if norm in _SAYS and place and (before in PRONOUNS or named or (place > 1 and norms[place - 2] in DETERMINERS)):
            self._set(place - 1 if before in PRONOUNS or named else place - 2, ".")
            self._set(place + 1, ",")
            self.speaking = True
        elif norm in _SIZES_ALONE and before not in _NO_SIZE_AFTER and (
            not behind or self._cue_behind(place + 1) or self._is_size_here(place, behind)
        ):
            self._set(place, ",")
            self._set(place + 1, ",")
        elif _introduces(norms, place):
            self._set(place, ".")
        elif norm in _STATES and place and not self.speaking and before not in _JOINERS:
            self._set(place, ",")
        elif place and tuple(norms[place:]) in _CLOSERS:
            self._set(place, ".")

    def _is_size_here(self, place: int, behind: str) -> bool:
        """Whether "wide" amid words is a shot size: beside an hour or a weather, or before another thing."""
        norm = self.norms[place]
        if self._fresh(place) and (_starts_thing(behind) or norm != "close"):
            return True
        if norm == "close":
            return behind.endswith("ing")
        beside = any(
            match.phrase.kind in ("time_of_day", "weather")
            for at in (place - 1, place + 1)
            if at >= 0
            for match in matcher().at(self.norms, at)
        )
        return beside or behind in DETERMINERS or behind in PREPOSITIONS - {"of"}

    def _cue_behind(self, place: int) -> bool:
        norms = self.norms
        if norms[place] in {"and", "then", "next", "she", "he", "shot", "panel"}:
            return True
        return self._cue(place) is not None or _introduces(norms, place) or bool(_seconds_end(norms, place))

    def _mark(self, match: Match) -> None:
        norms, kind, start, end = self.norms, match.phrase.kind, match.start, match.end
        lead = start
        while lead > 0 and norms[lead - 1] in _BEFORE and not self._fresh(lead):
            lead -= 1
        after = norms[end] if end < len(norms) else ""
        joined = after in {"of", "on"} or norms[end - 1] in {"of", "on"}
        stop = "." if self.speaking else ","
        if kind in ("size", "angle", "framing"):
            if not self._fresh(lead):
                opens = joined or (_starts_thing(after) and lead < start)
                self._set(lead, "." if opens else stop)
            if after not in _JOINED and norms[end - 1] not in _JOINED:
                self._set(end, ",")
        elif kind in ("move", "lens"):
            if not self._fresh(lead):
                self._set(lead, stop)
            if end - start == 1:
                self._set(end, ",")
        elif kind == "announce":
            self._set(start if norms[start] in {"and", "so", "but"} else lead, ".")
            counted = norms[end - 1] in {"shot", "panel", "frame", "one", "last", "next", "first"}
            if match.phrase.value == "number" or (end - start > 1 and counted):
                self._set(end, ",")
        elif kind == "transition":
            self._set(lead, ".")
        else:
            self._set(start, ".")
            if kind == "command" and match.phrase.value in _WHOLE:
                self._set(end, ".")
        self.speaking = False


def _counts(match: Match, norms: Sequence[str], *, fresh: bool) -> bool:
    kind, length = match.phrase.kind, match.end - match.start
    words = norms[match.start : match.end]
    if match.phrase.where == "alone" or (match.phrase.where == "start" and not fresh):
        return False
    if kind in ("size", "angle", "framing"):
        bare = words[-1] in _SIZES_ALONE and "close" not in words and "extreme" not in words
        known = fresh and words[0] in {"establishing", "overhead", "aerial", "insert", "pov", "macro"}
        return (length > 1 or known) and not match.kept and not bare
    if kind == "transition":
        return length > 1
    if kind == "announce":
        behind = norms[match.end] if match.end < len(norms) else ""
        next_day = behind in {"to", "door", "morning", "day", "night"}
        return (
            match.phrase.value == "number"
            or length > 1
            or words[0] in {"then", "meanwhile", "finally"}
            or (words[0] == "next" and not next_day)
        )
    if kind == "command":
        if match.phrase.value in (*_WHOLE, "target", "again", "another"):
            return length > 1
        corrects = bool({"no", "wait", "actually", "make", "sorry", "instead"} & set(words))
        return (length > 2 and corrects) or list(words[-2:]) == ["make", "it"]
    if kind == "move":
        return length > 1 or words[0] in {"handheld", "static"}
    return kind in ("note", "sound") and length > 1


def _is_number(norm: str) -> bool:
    return norm in NUMBERS or norm.isdigit()


def _enumeration(norms: Sequence[str]) -> list[int]:
    """Where "one", "two", "three", … count the shots by themselves: their places, if there are four at least."""
    places: list[int] = []
    names = list(NUMBERS)
    for place, norm in enumerate(norms):
        wanted = names[len(places)] if len(places) < len(names) else ""
        before = norms[place - 1] if place else ""
        if norm == wanted and before not in _COUNTED and (not places or place - places[-1] > 2):
            places.append(place)
    return places if len(places) > 3 else []


def _seconds_end(norms: Sequence[str], place: int) -> int:
    """Where "hold it for like four seconds" ends that begins at a word; 0 if none does."""
    if norms[place] not in {"hold", "stay", "linger", "keep"} and not _is_number(norms[place]):
        return 0
    for end in range(place + 1, min(place + 9, len(norms))):
        counted = _is_number(norms[end - 1]) or norms[end - 1] in {"half", "full", "a"}
        if norms[end] in {"second", "seconds", "secs"} and counted:
            while end + 1 < len(norms) and norms[end + 1] in {"on", "this", "one", "that", "here", "it"}:
                end += 1
            return end + 1
    return 0


def _starts_thing(norm: str) -> bool:
    return norm in DETERMINERS


def _introduces(norms: Sequence[str], place: int) -> bool:
    """ "Mira is a tall woman": somebody is being described."""
    if place + 3 >= len(norms) or norms[place] in DETERMINERS | PRONOUNS | {"it", "this", "that", "there", "here", "what", "who", "it's"}:
        return False
    verb = norms[place + 1]
    if norms[place].endswith("'s") and verb in {"got", "tall"} and norms[place] not in _STATES:
        return True
    bare = norms[place].endswith("'s") and verb in {"a", "an"}
    if not bare and not (verb == "is" and norms[place + 2] in {"a", "an"}):
        return False
    return any(norm in lexicon()["persons"] for norm in norms[place + 2 : place + 8])
