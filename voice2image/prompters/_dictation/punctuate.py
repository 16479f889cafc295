"""Stops and commas for speech that was written down without any: where a direction or a command begins and ends.

Some recognisers write neither punctuation nor capitals. The rest of the reading relies on both, so here they are put
back where the spoken vocabulary itself tells that something begins: "then", "cut to", "close up", "no wait".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.vocabulary import lexicon, matcher
from voice2image.prompters._sentences import Token

__all__ = ["is_bare", "punctuated"]

_LONG: Final = 12
_VERY_LONG: Final = 40  # words: even with a full stop behind them they can't be one sentence
_PERSONS: Final = lexicon()["persons"]
_SAYS: Final = frozenset("says said goes whispers shouts yells mutters asks screams replies whisper".split())
_GOES_WHERE: Final = PREPOSITIONS | frozenset(
    "all right past away back home there straight very so red dark quiet wild and".split()
)
_JOINED: Final = frozenset("of on to at from with is as".split())
_BEFORE: Final = frozenset(
    "a an the in and then so to into with from okay um now very really nice big slow quick start open go we".split()
)
_STATES: Final = frozenset("it's there's".split())
_JOINERS: Final = frozenset("and but where because so that when like if a the of".split())
_SIZES_ALONE: Final = frozenset("wide medium close tight mid full".split())
_NO_SIZE_AFTER: Final = DETERMINERS | frozenset("very so how too is be open in stay".split())
_BEGINS_BEHIND_SIZE: Final = frozenset("and then next she he shot panel".split())
_PANELS: Final = frozenset("shot panel".split())
_COUNTED: Final = frozenset("shot panel frame number the that this last next page a which first".split())
_COUNTED_BEHIND: Final = frozenset("shot panel frame one last next first".split())
_WHOLE: Final = ("strike", "undo", "swap", "delete", "move")
"""Commands that end with their own words."""
_CLOSERS: Final = (
    ("that's", "it"), ("the", "end"), ("that's", "all"), ("that's", "the", "end"), ("and", "that's", "it")
)  # fmt: skip
_KNOWN_SIZES: Final = frozenset("establishing overhead aerial insert pov macro".split())
"""Single words that are a size or an angle where nothing stands before them."""
_NEXT_WHAT: Final = frozenset("to door morning day night".split())
"""What "next" is no announcement before: "next morning"."""
_ANNOUNCES: Final = frozenset("then meanwhile finally".split())
_CORRECTS: Final = frozenset("no wait actually make sorry instead".split())
_HOLDS: Final = frozenset("hold stay linger keep".split())
_SECONDS: Final = frozenset("second seconds secs".split())
_NEARLY_COUNTED: Final = frozenset("half full a".split())
_HELD_ON: Final = frozenset("on this one that here it".split())
_FRAMINGS: Final = ("size", "angle", "framing")
_NOBODY: Final = DETERMINERS | PRONOUNS | frozenset("it this that there here what who it's".split())
_COUNTING: Final = tuple(NUMBERS)


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


_MEDIUM: Final = frozenset(("medium", "mid"))
_MEDIUM_WHAT: Final = frozenset("sized size height build rare brown heat length large dark air".split())
_CONTRACTED: Final = _STATES | frozenset("he's she's who's that's what's here's where's".split())
_ORDINALS: Final = tuple(ORDINALS)
_TO_A_SHOT: Final = frozenset("to in of for from before after than".split())
_CHANGES: Final = frozenset("make turn change".split())
_CHANGED: Final = frozenset("it that this them him her to".split())
_EDITS_A_THING: Final = ("lose", "replace", "add")
_NAMES_A_THING: Final = frozenset("the of add".split())
"""How a command ends that names a thing: "get rid of the", "instead of", "add"."""


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
        for number in [*_enumeration(norms, _COUNTING), *_enumeration(norms, _ORDINALS)]:
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
            behind = self.norms[match.end] if match.end < len(self.norms) else ""
            numbered = self.norms[match.end - 1] in _PANELS and _is_number(behind)
            if numbered and match.kind != "announce":
                continue  # "a tank top, shot two"
            if match.kind == "announce" and match.value == "number" and self._before(place) in _TO_A_SHOT:
                continue  # "a moon to shot two"
            if _counts(match, self.norms, fresh=self._fresh(match.start)):
                return match
        return None

    def _before(self, place: int) -> str:
        return self.norms[place - 1] if place else ""

    def _fresh(self, place: int) -> bool:
        return place == 0 or place in self.stops

    def _set(self, place: int, mark: str) -> None:
        if place > 0 and (self.stops.get(place) != "." or mark == "."):
            self.stops[place] = mark

    def _word(self, place: int) -> None:
        """Set the stops around a word that no phrase begins with."""
        norms = self.norms
        norm = norms[place]
        before = norms[place - 1] if place else ""
        behind = norms[place + 1] if place + 1 < len(norms) else ""
        if norm in _SAYS:
            if not (norm == "goes" and behind in _GOES_WHERE):
                self._speech(place, before)
        elif norm in _SIZES_ALONE and self._may_be_size(place, before) and self._is_size(place, behind):
            self._set(place, ",")
            self._set(place + 1, ",")
        elif _introduces(norms, place):
            self._set(place, ".")
        elif norm in _STATES and place and not self.speaking and before not in _JOINERS:
            self._set(place, ",")
        elif place and len(norms) - place <= len(_CLOSERS[-1]) and tuple(norms[place:]) in _CLOSERS:
            self._set(place, ".")

    def _speech(self, place: int, before: str) -> None:
        """ "She says", "the man says": a sentence begins with who speaks."""
        close = before in PRONOUNS or place - 1 in self.stops
        if close or (place > 1 and self.norms[place - 2] in DETERMINERS):
            self._set(place - 1 if close else place - 2, ".")
            self._set(place + 1, ",")
            self.speaking = True
        elif _introduces(self.norms, place):
            self._set(place, ".")

    def _may_be_size(self, place: int, before: str) -> bool:
        return before not in _NO_SIZE_AFTER or self._fresh(place)

    def _is_size(self, place: int, behind: str) -> bool:
        return not behind or self._cue_behind(place + 1) or self._is_size_here(place, behind)

    def _is_size_here(self, place: int, behind: str) -> bool:
        """Whether "wide" amid words is a shot size: beside an hour or a weather, or before another thing."""
        norm = self.norms[place]
        if self._fresh(place) and (behind in DETERMINERS or norm != "close"):
            return True
        if norm == "close":
            return behind.endswith("ing")
        if norm in _MEDIUM:
            return behind not in _MEDIUM_WHAT
        beside = any(
            match.kind in ("time_of_day", "weather")
            for at in (place - 1, place + 1)
            if at >= 0
            for match in matcher().at(self.norms, at)
        )
        return beside or behind in DETERMINERS or behind in PREPOSITIONS - {"of"}

    def _cue_behind(self, place: int) -> bool:
        norms = self.norms
        if norms[place] in _BEGINS_BEHIND_SIZE:
            return True
        return self._cue(place) is not None or _introduces(norms, place) or bool(_seconds_end(norms, place))

    def _mark(self, match: Match) -> None:
        """Set the stops around a direction or a command."""
        lead = match.start
        while lead > 0 and self.norms[lead - 1] in _BEFORE and not self._fresh(lead):
            lead -= 1
        if match.kind in _FRAMINGS:
            self._mark_framing(match, lead)
        elif match.kind in ("move", "lens"):
            if not self._fresh(lead):
                self._set(lead, self._stop)
            if match.length == 1:
                self._set(match.end, ",")
        elif match.kind == "announce":
            self._set(match.start if self.norms[match.start] in {"and", "so", "but"} else lead, ".")
            counted = match.length > 1 and self.norms[match.end - 1] in _COUNTED_BEHIND
            if match.value == "number" or counted:
                self._set(match.end, ",")
        elif match.kind == "transition":
            self._set(lead, ".")
        else:
            self._set(match.start, ".")
            if match.kind == "command" and match.value in _WHOLE:
                self._set(match.end, ".")
        self.speaking = False

    def _mark_framing(self, match: Match, lead: int) -> None:
        if self._before(lead) in _CHANGED and self._before(lead - 1) in _CHANGES:
            return  # "make it a wide shot"
        last = self.norms[match.end - 1]
        after = self.norms[match.end] if match.end < len(self.norms) else ""
        if not self._fresh(lead):
            joined = after in {"of", "on"} or last in {"of", "on"}
            opens = joined or (after in DETERMINERS and lead < match.start)
            self._set(lead, "." if opens else self._stop)
        if after not in _JOINED and last not in _JOINED:
            self._set(match.end, ",")

    @property
    def _stop(self) -> str:
        return "." if self.speaking else ","


def _counts(match: Match, norms: Sequence[str], *, fresh: bool) -> bool:
    """Whether a phrase is plain enough to be one without punctuation around it."""
    words = norms[match.start : match.end]
    if match.where == "alone" or (match.where == "start" and not fresh):
        return False
    match match.kind:
        case "size" | "angle" | "framing":
            bare = words[-1] in _SIZES_ALONE and "close" not in words and "extreme" not in words
            known = fresh and words[0] in _KNOWN_SIZES
            return (match.length > 1 or known) and not match.kept and not bare
        case "transition":
            return match.length > 1
        case "announce":
            behind = norms[match.end] if match.end < len(norms) else ""
            if match.value == "number" or match.length > 1 or words[0] in _ANNOUNCES:
                return True
            return words[0] == "next" and behind not in _NEXT_WHAT
        case "command":
            if match.value in (*_WHOLE, "target", "again", "another"):
                return match.length > 1
            if match.value in _EDITS_A_THING and words[-1] in _NAMES_A_THING:
                return True
            corrects = match.length > 2 and not _CORRECTS.isdisjoint(words)
            return corrects or list(words[-2:]) == ["make", "it"]
        case "move":
            return match.length > 1 or words[0] in {"handheld", "static"}
        case kind:
            return kind in ("note", "sound") and match.length > 1


def _is_number(norm: str) -> bool:
    return norm in NUMBERS or norm.isdigit()


def _enumeration(norms: Sequence[str], counting: Sequence[str]) -> list[int]:
    """Where "one", "two", … or "first", "second", … count the shots by themselves, if they are enough to tell."""
    places: list[int] = []
    for place, norm in enumerate(norms):
        wanted = counting[len(places)] if len(places) < len(counting) else ""
        before = norms[place - 1] if place else ""
        if norm == wanted and before not in _COUNTED and (not places or place - places[-1] > 2):
            places.append(place)
    return places if len(places) >= (3 if counting is _ORDINALS else 4) else []


def _seconds_end(norms: Sequence[str], place: int) -> int:
    """Where "hold it for like four seconds" ends that begins at a word; 0 if none does."""
    if norms[place] not in _HOLDS and not _is_number(norms[place]):
        return 0
    for end in range(place + 1, min(place + 9, len(norms))):
        counted = _is_number(norms[end - 1]) or norms[end - 1] in _NEARLY_COUNTED
        if norms[end] in _SECONDS and counted:
            while end + 1 < len(norms) and norms[end + 1] in _HELD_ON:
                end += 1
            return end + 1
    return 0


def _introduces(norms: Sequence[str], place: int) -> bool:
    """ "Mira is a tall woman": somebody is being described."""
    if place + 3 >= len(norms) or norms[place] in _NOBODY:
        return False
    verb = norms[place + 1]
    if norms[place].endswith("'s") and verb in ("got", "tall") and norms[place] not in _CONTRACTED:
        return True
    bare = norms[place].endswith("'s") and verb in {"a", "an"}
    if not bare and not (verb == "is" and norms[place + 2] in {"a", "an"}):
        return False
    return any(norm in _PERSONS for norm in norms[place + 2 : place + 8])
