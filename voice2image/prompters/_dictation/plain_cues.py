"""Directions and commands in words without punctuation: those that are plain enough by themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS
from voice2image.prompters._dictation.openings import counted, introduces, is_number, jumps, seconds_end
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.sentence_starts import apart, sentence_starts
from voice2image.prompters._dictation.vocabulary import lexicon, matcher

__all__ = ["FRAMINGS", "SAYS", "Cues"]

SAYS: Final = frozenset("says said goes whispers shouts yells mutters asks screams replies whisper".split())
_SIZES_ALONE: Final = frozenset("wide medium close tight mid full".split())
_NO_SIZE_AFTER: Final = DETERMINERS | frozenset("very so how too is be open in stay".split())
_PANELS: Final = frozenset("shot panel".split())
_WHOLE: Final = ("strike", "undo", "swap", "delete", "move")
"""Commands that end with their own words."""
_KNOWN_SIZES: Final = frozenset("establishing overhead aerial insert pov macro".split())
"""Single words that are a size or an angle where nothing stands before them."""
_NEXT_WHAT: Final = frozenset("to door morning day night".split())
"""What "next" is no announcement before: "next morning"."""
_ANNOUNCES: Final = frozenset("then meanwhile finally".split())
_CORRECTS: Final = frozenset("no wait actually make sorry instead".split())
_PLAIN: Final = frozenset("size angle framing move lens transition announce".split())
FRAMINGS: Final = ("size", "angle", "framing")
_TO_A_SHOT: Final = frozenset("to in of for from before after than".split())
_EDITS_A_THING: Final = ("lose", "replace", "add")
_TAKES_BACK: Final = frozenset("no sorry nah actually".split())
_BEGINS_ANEW: Final = frozenset("a an the in at on his her not just".split())
_LOSES: Final = frozenset("lose remove delete forget ditch scrap".split())
_CHANGES: Final = frozenset("make turn change".split())
_IT: Final = frozenset("it that him her them".split())
_NAMES_A_THING: Final = frozenset("the of add".split())
"""How a command ends that names a thing: "get rid of the", "instead of", "add"."""
_BEFORE_A_THING: Final = frozenset("insert reverse overhead".split())
_MEDIUM: Final = frozenset(("medium", "mid"))
_MEDIUM_WHAT: Final = frozenset("sized size height build rare brown heat length large dark air".split())
_SETTINGS: Final = ("time_of_day", "weather")
_FROM_BODY: Final = frozenset("waist knees knee chest shoulders thighs head from".split())
_JOINING: Final = frozenset(("of", "on"))
_CARDS: Final = frozenset("card frame panel".split())
_SAME: Final = frozenset("it that them".split())
"""What was shown before: a framing of it goes with that."""
_NOMINATIVE: Final = frozenset("i you he she we they to".split())
_ITS_OWN: Final = frozenset("the her his my their with".split())
_TITLES: Final = lexicon()["titles_of_persons"]
_NAMES: Final = frozenset("dad mum mom mummy mommy daddy grandma grandpa granny grandad nana".split())
"""Who needs no article."""


class Cues:
    """Words without punctuation, and where something begins among them.

    Args:
        norms: The words.
        names: Who is known by name.
    """

    def __init__(self, norms: Sequence[str], names: Collection[str]) -> None:
        self.norms = norms
        self._found = [matcher().at(norms, place) for place in range(len(norms))]
        introduced = [place for place in range(len(norms)) if introduces(norms, place)]
        self.known = frozenset((*names, *_NAMES, *(norms[place].removesuffix("'s") for place in introduced)))
        """Who is known by name, or needs no article."""
        directions = list(self._directions())
        self.joined_starts = sentence_starts(norms, self.known, directions, joined=True)
        """Where a sentence begins with a subject and a verb, behind "and" too."""
        self.starts = apart(norms, self.joined_starts, directions)
        """Where a sentence begins with a subject and a verb."""
        self.starts |= {place - (norms[place - 1] in _TITLES) for place in introduced if place}
        self.counted = counted(norms)
        self.stops: dict[int, str] = {}
        """The marks that were set so far: each stands before the word with its number."""
        self.speaking = False
        """Whether somebody in the picture is being quoted."""
        self.commanded = False
        """Whether the words since the last stop belong to a spoken edit."""
        self._cues: dict[tuple[int, bool, bool, bool], Match | None] = {}

    def _directions(self) -> Iterator[range]:
        """The words of directions that are plain by themselves."""
        place = 0
        while place < len(self.norms):
            for match in self._found[place]:
                if match.kind in _PLAIN and match.length > 1 and _counts(match, self.norms, fresh=False):
                    yield range(match.start, match.end)
                    place = match.end - 1
                    break
            place += 1

    def cue(self, place: int, *, fresh: bool) -> Match | None:
        """The direction or command at a word, if it is plain enough without punctuation around it."""
        if not self._found[place]:
            return None
        key = (place, fresh, self.speaking, self.commanded)
        if key not in self._cues:
            self._cues[key] = self._find_cue(place, fresh)
        return self._cues[key]

    def _find_cue(self, place: int, fresh: bool) -> Match | None:
        for match in self._found[place]:
            behind = self.norm(match.end)
            numbered = self.norms[match.end - 1] in _PANELS and is_number(behind)
            numbered = numbered and self.norm(match.end + 1) != "shot"  # "full shot, two shot"
            if numbered and match.kind != "announce":
                continue  # "a tank top, shot two"
            if match.kind == "announce" and self.speaking and match.length == 1 and place in self.stops:
                continue  # "she says, then who did it"
            if match.value == "insert" and any(
                self.norms[at] == "and" and any(each.kind == "command" for each in self._found[at])
                for at in range(match.start + 1, match.end)
            ):
                continue  # "add a moon and move three before two"
            if match.value == "strike" and self.norms[match.end - 1] == "the":
                continue  # "scratch the dialogue"
            before = self.norm(place - 1 - (self.norm(place - 1) == "the"))
            if match.kind == "announce" and before in _TO_A_SHOT:
                continue  # "a moon to shot two"
            if match.value == "target" and self.commanded and self.norms[place] in _TO_A_SHOT:
                continue  # "add a moon to shot two"
            if _counts(match, self.norms, fresh=fresh) or self._stands_alone(match, fresh):
                return match
        return None

    def _stands_alone(self, match: Match, fresh: bool) -> bool:
        """ "Overhead", "close": a single word that is a direction because another stands behind it, or nothing."""
        if match.kind not in (*FRAMINGS, "move") or match.kept:
            return False
        before = self.norm(match.start - 1)
        if not fresh and before in _NO_SIZE_AFTER:
            return False
        if self.norms[match.start] in _BEFORE_A_THING and self.norm(match.end) in DETERMINERS:
            return match.length == 1 and before not in _NOMINATIVE
        return self.bounded(match.end) and (match.where != "start" or match.length == 1)

    def bounded(self, place: int) -> bool:
        """Whether something else begins at a word, or nothing is left."""
        if self.norm(place) == "and":
            place += 1
        if place >= len(self.norms) or place in self.starts or seconds_end(self.norms, place):
            return True
        return self.cue(place, fresh=True) is not None or jumps(self.norms, place)

    def ahead(self, place: int) -> str:
        """What comes behind a framing: "opens" another, "text", or the "end" of the shot."""
        while place < len(self.norms):
            if self.norms[place] == "and" and place + 1 < len(self.norms):
                place += 1
            match = None if place in self.starts else self.cue(place, fresh=True)
            if match is None:
                ends = seconds_end(self.norms, place) or jumps(self.norms, place) or place in self.counted
                return "end" if ends else "text"
            if match.kind not in (*FRAMINGS, "move", "lens"):
                return "end"
            if match.kind in FRAMINGS and self.is_joined(match):
                return "opens"
            place = match.end
        return "end"

    def is_joined(self, match: Match) -> bool:
        """Whether a framing names what it shows: "close up of her hands", but not "tight on it"."""
        if self.norms[match.start] in _FROM_BODY and self.norm(match.end) == "on":
            return False  # "waist up, on the shelf behind her"
        if self.norms[match.end - 1] in _JOINING:
            return self.norm(match.end) not in _SAME
        return self.norm(match.end) in _JOINING and self.norm(match.end + 1) not in _SAME

    def is_size(self, place: int) -> bool:
        """Whether "wide" amid words is a shot size: beside an hour or a weather, or before another thing."""
        norm, before, behind = self.norms[place], self.norm(place - 1), self.norm(place + 1)
        if norm not in _SIZES_ALONE or (before in _NO_SIZE_AFTER and not self.is_fresh(place)):
            return False
        if self.is_fresh(place) and (behind in DETERMINERS or norm != "close"):
            return True
        if norm == "close":
            return behind.endswith("ing")
        if norm in _MEDIUM:
            return behind not in _MEDIUM_WHAT
        beside = any(
            match.kind in _SETTINGS
            for at in (place - 1, place + 1)
            if 0 <= at < len(self.norms)
            for match in self._found[at]
        )
        return beside or behind in DETERMINERS or behind in PREPOSITIONS - {"of"}

    def norm(self, place: int) -> str:
        """The word at a place, or nothing where there is none."""
        return self.norms[place] if 0 <= place < len(self.norms) else ""

    def is_fresh(self, place: int) -> bool:
        """Whether a mark stands before a word, or nothing."""
        return place == 0 or place in self.stops

    def set_mark(self, place: int, mark: str) -> None:
        """Put a comma or a stop before a word."""
        if mark == "," and self.norm(place - 1) in SAYS and not self.speaking:
            return  # "the camera goes close"
        if place > 0 and (self.stops.get(place) != "." or mark == "."):
            self.stops[place] = mark
        if mark == ".":
            self.commanded = False


def _orders(match: Match, words: Sequence[str], behind: str) -> bool:
    """Whether a phrase is surely a spoken edit."""
    if match.value in (*_WHOLE, "restart", "target", "again", "another", "insert", "take_out"):
        return match.length > 1
    if match.value == "no_wait":
        return match.length > 1 or (words[0] in _TAKES_BACK and behind in _BEGINS_ANEW)
    if match.value in _EDITS_A_THING and words[-1] in _NAMES_A_THING:
        return True
    if match.value == "lose" and not _LOSES.isdisjoint(words):
        return True
    if "let's" in words and words[-1] == "have" and behind == "the":
        return True
    corrects = match.length > 2 and not _CORRECTS.isdisjoint(words)
    changes = match.length > 1 and words[-2] in _CHANGES and words[-1] in _IT
    return corrects or changes or (match.value == "replace" and "not" in words)


def _counts(match: Match, norms: Sequence[str], *, fresh: bool) -> bool:
    """Whether a phrase is plain enough to be one without punctuation around it."""
    words = norms[match.start : match.end]
    if match.kind == "announce" and match.length > 1 and words[-1] in _CARDS and words[0] not in {"and", "the", "an"}:
        return True  # "end card"
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
                return fresh or words[0] != "than"
            return words[0] == "next" and behind not in _NEXT_WHAT
        case "command":
            return _orders(match, words, norms[match.end] if match.end < len(norms) else "")
        case "lens":
            return match.length > 1
        case "move":
            if words[0] == "dolly" and match.start and norms[match.start - 1] in _ITS_OWN:
                return False  # "the dolly in his mouth"
            return match.length > 1 or words[0] in {"handheld", "static"}
        case "text":
            return match.length > 1 or words[0] in {"narrator", "vo", "voiceover"}
        case kind:
            return kind in ("note", "sound") and match.length > 1 and (fresh or words[0] != "to")
