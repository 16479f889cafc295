"""Stops and commas for speech that was written down without any: where a direction or a command begins and ends.

Some recognisers write neither punctuation nor capitals. The rest of the reading relies on both, so here they are put
back where something shows that a sentence begins: the spoken vocabulary ("then", "cut to", "close up", "no wait"), or
a subject and what it does (see :mod:`.sentence_starts`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._dictation.openings import ends_title, jumps, puts, seconds_end
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.plain_cues import FRAMINGS, SAYS, Cues
from voice2image.prompters._dictation.sentence_starts import is_finite
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["is_bare", "punctuated"]

_LONG: Final = 12  # words
_VERY_LONG: Final = 40  # words: even with a full stop behind them they can't be one sentence
_PERSONS: Final = lexicon()["persons"]
_GOES_WHERE: Final = PREPOSITIONS | frozenset(
    "all right past away back home there straight very so red dark quiet wild and".split()
)
_JOINED: Final = frozenset("of on to at from with is as".split())
_BEFORE: Final = frozenset(
    "a an the in and then so to into with from okay um now very really nice big slow quick start open go we".split()
)
_STATES: Final = frozenset("it's there's".split())
_COUNTED_BEHIND: Final = frozenset("shot panel frame one last next first".split())
_WHOLE: Final = ("strike", "undo", "swap", "delete", "move", "restart")
"""Commands that end with their own words."""
_CLOSERS: Final = [tuple(e.split()) for e in ("that's it", "the end", "that's all", "that's the end", "and that's it")]
_LONGEST_SPEAKER: Final = 9  # words
_TOLD: Final = 3  # words that a shot holds before another framing begins the next
_CHANGES: Final = frozenset("make turn change".split())
_CHANGED: Final = frozenset("it that this them him her to".split())
_BEFORE_AN_ARTICLE: Final = frozenset("in to into with from".split())
_OPENERS: Final = frozenset("okay oh".split())
_WISHES: Final = frozenset("she's he's they're she'd he'd they'd it'd i'd she he".split())
"""Behind a spoken edit, these go on about it: "lose the bicycle, she's on a scooter"."""
_WISHED: Final = frozenset(("should", "ought"))
_LONGEST_OLD: Final = 5  # words
_BEFORE_NEW: Final = DETERMINERS | frozenset("let's she'd he'd it'd they'd make put but".split())
_NOT_BEFORE_NOW: Final = frozenset("is are it's right by until from for she's he's they're and then".split())
_NOTHING_SAID: Final = frozenset("nothing goodbye hello something it for".split())
_AND: Final = frozenset("and then so but".split())
_SLUGS: Final = frozenset("interior exterior int ext".split())
_IN_SPEECH: Final = frozenset(
    "we i you it's there's it there we're i'm i'll i've i'd that's here's we've we'll".split()
)
"""Who somebody in the picture may speak of."""


def is_bare(words: Sequence[Token]) -> bool:
    """Whether words were written down without any punctuation."""
    if len(words) < _LONG or any(word.ends_clause for word in words[:-1]):
        return False
    return len(words) >= _VERY_LONG or not words[-1].ends_sentence


def punctuated(words: Sequence[Token], names: Collection[str] = ()) -> list[Token]:
    """The same words with a stop or a comma where the spoken vocabulary or a new subject shows one.

    Args:
        words: A stretch of speech.
        names: Who is known by name.
    """
    stops = _Stops([word.norm for word in words], names)
    made = list(words)
    for at, mark in stops.find().items():
        if 0 < at < len(made) and not made[at - 1].ends_clause:
            word = made[at - 1]
            made[at - 1] = word._replace(text=word.text + mark, ends_sentence=mark == ".", ends_clause=True)
    return made


class _Stops(Cues):
    """Where stops and commas belong."""

    def __init__(self, norms: Sequence[str], names: Collection[str]) -> None:
        super().__init__(norms, names)
        self.stated: set[str] = set()
        """Kinds of directions that were given for the shot that is being said."""
        self.told_from = 0
        """Where the words of that shot begin."""
        self.announced = False
        """Whether that shot was announced: "next", "shot two"."""
        self.framed_to = 0
        """Where its last framing ends."""
        self.led_to = 0
        """Where a direction ends that a sentence begins with."""
        self.named_to = -1
        """Where the words end that name the shot for a spoken edit."""
        self.cued_to = 0
        """Where the last direction or command ends."""
        self.trails = self._habit()
        """More than nothing if the speaker says a framing behind the picture, less if before it."""

    def _habit(self) -> int:
        """How many framings must end a picture, less those that must begin one."""
        place, begun, habit = 0, 0, 0
        while place < len(self.norms):
            match = self.cue(place, fresh=place in self.starts or place == begun)
            if match is not None and match.kind in FRAMINGS:
                if self._lead(match) > begun:
                    habit += -1 if self.is_joined(match) else self.ahead(match.end) == "end"
                elif place == 0:
                    habit -= 1
            elif match is not None and match.kind not in ("move", "lens"):
                begun = match.end
            place = match.end if match else place + 1
        return habit

    def _lead(self, match: Match) -> int:
        """Where the words begin that only lead to a direction: "and then in a"."""
        lead = match.start
        while lead > self.cued_to and self.norms[lead - 1] in _BEFORE and not self.is_fresh(lead):
            if self.norms[lead - 1] in _BEFORE_AN_ARTICLE and self.norms[lead] not in DETERMINERS:
                break  # "a storm rolling in, extreme wide"
            lead -= 1
        return lead

    def find(self) -> dict[int, str]:
        """Go through the words once."""
        norms, stops, place = self.norms, self.stops, 0
        for number in self.counted:
            stops[number], stops[number + 1] = ".", ","
        while place < len(norms):
            if place in self.counted:
                self._begin_shot(place + 1, announced=True)
            if place in self.starts:
                self._start(place)
            elif self.speaking and norms[place] in _AND and self._goes_on_behind(place):
                self.set_mark(place, ".")
                self.speaking = False
            match = self.cue(place, fresh=self.is_fresh(place))
            if match is not None:
                self._mark(match)
                place = self.cued_to = match.end
                continue
            seconds = seconds_end(norms, place)
            if seconds:
                self.set_mark(place, ",")
                self.set_mark(seconds, ".")
                place = seconds
                continue
            self._word(place)
            place += 1
        return stops

    def _goes_on_behind(self, place: int) -> bool:
        """Whether the telling goes on behind a quotation: "no, only spinach and so everyone is sad"."""
        while self.norm(place) in _AND:
            place += 1
        return place in self.joined_starts and self.norm(place) not in _IN_SPEECH

    def _start(self, place: int) -> None:
        """A subject and what it does: a sentence begins, unless somebody is still speaking."""
        if self.speaking and (place in self.stops or self.norms[place] in _IN_SPEECH):
            return
        if place and (place == self.led_to or self.norms[place - 1] == "rather"):
            return  # "wide shot, the bus comes", "shot two, the bus comes", "I'd rather it was a bear"
        goes_on = self.norms[place] in _STATES or self.norm(place + 1) == "rather"
        goes_on = goes_on or (self.commanded and self.norms[place] in _WISHES)
        self.set_mark(place, "," if goes_on and not self.speaking else ".")
        self.speaking = False

    def _word(self, place: int) -> None:
        """Set the stops around a word that no phrase begins with."""
        if self.norms[place] in SAYS:
            self._speech(place)
        elif self.is_size(place):
            self.set_mark(place, ",")
            self.set_mark(place + 1, ",")
            self.stated.add("size")
        elif self.commanded and self.norms[place] == "just":
            self.set_mark(place, ",")  # "lose the boat, just the sea"
        elif place and self._begins(place):
            self.set_mark(place, ".")
            self.speaking = False

    def _begins(self, place: int) -> bool:
        """Whether something else begins at a word that is neither a direction nor a sentence's subject."""
        norms = self.norms
        norm, before = norms[place], norms[place - 1]
        if jumps(norms, place) or puts(norms, place) or ends_title(norms, place):
            return True
        wished = place + 1 if norm == "and" else place
        begins = self.norm(wished) == "the" and before != "and" and not self.speaking
        if begins and not _WISHED.isdisjoint(norms[wished + 2 : wished + 4]):
            return True  # "and the boy should be a girl"
        if norm == "now" and self.norm(place + 1) in DETERMINERS:
            return before not in _NOT_BEFORE_NOW and not is_finite(norms, place - 1)
        if norm in _OPENERS:
            return not self.speaking
        slug = norm in _SLUGS and before not in DETERMINERS and before not in PREPOSITIONS
        return slug or tuple(norms[place : place + len(_CLOSERS[-1]) + 1]) in _CLOSERS

    def _speech(self, place: int) -> None:
        """ "She says", "the man says": a sentence begins with who speaks, and a quotation behind it."""
        behind = self.norm(place + 1)
        speaks = self._is_somebody(place)
        if not speaks and not self._is_thing(place):
            return
        if self.norms[place] == "goes" and (behind in _GOES_WHERE or not speaks):
            return
        if not behind or behind in _NOTHING_SAID or self._is_named_behind(place):
            return
        if not self._has_begun(place):
            self.set_mark(self._speaker(place), ".")
        self.speaking = True
        self.set_mark(place + 1, ",")

    def _is_somebody(self, verb: int) -> bool:
        """Whether somebody stands before a verb, or was named in the sentence before its "and"."""
        place = verb - 1
        if self.norm(place) == "and":
            while place > 0 and not self.is_fresh(place) and not self._is_person(place):
                place -= 1
        return self._is_person(place)

    def _is_person(self, place: int) -> bool:
        norm = self.norm(place)
        return norm in PRONOUNS or norm in self.known or norm in _PERSONS

    def _is_thing(self, verb: int) -> bool:
        return verb > 1 and not DETERMINERS.isdisjoint(self.norms[max(0, verb - 4) : verb - 1])

    def _is_named_behind(self, verb: int) -> bool:
        """ "Says Flo": who speaks stands behind."""
        stops = verb + 2 >= len(self.norms) or self.cue(verb + 2, fresh=True) is not None
        return stops and self.norms[verb + 1] in self.known

    def _has_begun(self, verb: int) -> bool:
        """Whether a stop stands before the subject of a verb already."""
        for place in range(verb - 1, max(-1, verb - _LONGEST_SPEAKER), -1):
            if self.is_fresh(place):
                return True
            if is_finite(self.norms, place):
                break
        return self.norms[verb - 1] == "and"

    def _speaker(self, verb: int) -> int:
        """Where the name of who speaks begins, with the "and then" before it."""
        start = verb - 1
        if self.norms[start] not in PRONOUNS and self.norms[start] not in self.known:
            places = range(verb - 2, max(-1, verb - _LONGEST_SPEAKER), -1)
            start = next((at for at in places if self.norms[at] in DETERMINERS), start)
        while start and self.norms[start - 1] in _AND:
            start -= 1
        return start

    def _mark(self, match: Match) -> None:
        """Set the stops around a direction or a command."""
        lead = self._lead(match)
        if match.kind in FRAMINGS:
            self._mark_framing(match, lead)
        elif match.kind in ("move", "lens"):
            if not self.is_fresh(lead):
                self.set_mark(lead, "." if self.speaking or match.kind in self.stated else ",")
            elif match.kind == "move":
                self.led_to = next((at for at in range(match.end, match.end + 4) if at in self.starts), 0)
            if match.length == 1:
                self.set_mark(match.end, ",")
            self.stated.add(match.kind)
        elif match.kind == "announce":
            self.set_mark(match.start if self.norms[match.start] in {"and", "so", "but"} else lead, ".")
            counted = match.length > 1 and self.norms[match.end - 1] in _COUNTED_BEHIND
            if match.value == "number" or counted:
                self.set_mark(match.end, ",")
                self.led_to = match.end
            self._begin_shot(match.end, announced=True)
        elif match.kind == "transition":
            self.set_mark(lead, ".")
            self._begin_shot(match.end, announced=True)
        elif match.kind == "command":
            self._mark_order(match)
        else:
            self.set_mark(match.start, ".")
        self.speaking = False

    def _mark_order(self, match: Match) -> None:
        """Set the stops around a spoken edit."""
        words, begin = self.norms[match.start : match.end], match.start
        corrects = match.value == "no_wait" or (match.value == "replace" and words[-2:-1] == ["not"])
        named = self.named_to in (begin, begin - 1) and self.norm(begin - 1) in {"and", self.norm(self.named_to - 1)}
        if corrects and words[-1] == "actually" and self.norm(match.end) == "the":
            self.set_mark(begin, ".")  # "actually the dog should be asleep"
        elif corrects or named or "rather" in words or (begin and begin == self.led_to):
            self.set_mark(begin, ",")
        else:
            self.set_mark(begin - (self.norm(begin - 1) == "let's"), ".")
        if match.value in _WHOLE:
            self.set_mark(match.end, ".")
            return
        self.commanded = True
        if match.value in ("insert", "no_wait", "take_out"):
            self.set_mark(match.end, ",")
            self.led_to = match.end
        elif match.value == "target":
            self.named_to = match.end
        elif "not" in words:
            self._end_of_old(match.end)

    def _end_of_old(self, place: int) -> None:
        """ "Not a cat a hamster": a comma before what is said instead."""
        for at in range(place + 1, min(place + _LONGEST_OLD, len(self.norms))):
            if self.norms[at] in _BEFORE_NEW:
                self.set_mark(at, ",")
                return

    def _begin_shot(self, place: int, *, announced: bool = False) -> None:
        """From here on another shot is told."""
        self.stated, self.told_from, self.framed_to, self.announced = set(), place, place, announced

    def _mark_framing(self, match: Match, lead: int) -> None:
        """Set the stops around a framing: it ends the picture that was told, or begins another."""
        if self.norm(lead - 1) in _CHANGED and self.norm(lead - 2) in _CHANGES:
            return  # "make it a wide shot"
        joined = self.is_joined(match)
        opens = self.is_fresh(lead)
        if not opens or lead in self.starts:
            opens = joined or self._opens(match, lead)
            self.set_mark(lead, "." if opens or self.speaking else ",")
            if opens:
                self._begin_shot(match.start)
            elif match.kind in self.stated:
                self.set_mark(self.framed_to, ".")  # since then another shot has begun
                self.stated = set()
        if not joined and self.norm(match.end) not in _JOINED:
            self.set_mark(match.end, ",")
        self.stated.add(match.kind)
        self.framed_to = match.end
        self.led_to = match.end if opens else self.led_to

    def _opens(self, match: Match, lead: int) -> bool:
        """Whether a framing amid other words begins a shot, and doesn't end what was said before."""
        after = self.norm(match.end)
        ahead = self.ahead(match.end)
        if ahead != "text" or self.trails > 0 or lead <= self.framed_to:
            return False
        if match.kind in self.stated or (after in DETERMINERS and lead < match.start):
            return True
        return self.trails < 0 and not self.announced and lead - self.told_from >= _TOLD
