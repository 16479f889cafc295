"""One sentence on its way to the board: how far it is read, and what it has shown so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voice2image.prompters._dictation.board import Board
from voice2image.prompters._dictation.cast import Cast
from voice2image.prompters._dictation.describe import introductions
from voice2image.prompters._dictation.english import content, shows
from voice2image.prompters._dictation.naming import without_naming
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.places import note_place
from voice2image.prompters._dictation.speech import find_quotation, take_quotation
from voice2image.prompters._dictation.spoken import Spoken
from voice2image.prompters._dictation.units import Unit
from voice2image.prompters._dictation.vocabulary import lexicon, matcher
from voice2image.prompters._sentences import Token, joined

__all__ = ["Reading", "Story"]

_SOMEBODY: Final = frozenset("she he they".split())
_SOMEBODY_AT_ALL: Final = _SOMEBODY | {"her", "him"}
_LEADS: Final = frozenset("and so then now okay right".split())
_TAKEN_BACK: Final = lexicon()["before_a_direction"]
_JOINTS: Final = frozenset("of on is to where as that are it's its and".split())
"""Words that join a direction to what it is about; they go with it."""
_TOWARDS: Final = frozenset("on to towards toward with from of".split())
_WHOM: Final = frozenset("it him her them this that there".split())
_NO_JOINTS_OF_A_MOVE: Final = frozenset("and it's".split())
_OPENS_ALONE: Final = frozenset(
    "now here like just good great fine lovely perfect right look listen cool again".split()
)
"""Words that open a picture only where they are a clause by themselves: "Great, a dog", not "great dogs"."""
_THOSE: Final = frozenset("it him her them".split())
_LEFT_OVER: Final = _THOSE | frozenset(
    "with on to at of along after behind beside alongside towards down up in over slowly slow gently quickly".split()
)
"""What may follow a camera's direction without adding to the picture: "pan right with it", "tight on her"."""
_GOES_ON: Final = frozenset("and as while until till".split())
_MOST_LEFT: Final = 4  # words
_ECHO: Final = 2  # words that mean something


@dataclass(slots=True)
class Story:
    """What is known when a sentence begins.

    Args:
        board: What the sentences are about.
        cast: Who has been described.
        max_words: A shot that holds this many words takes no further sentence.
    """

    board: Board
    cast: Cast
    max_words: int
    described: str = ""
    """Whom the sentence before described."""
    edited: bool = False
    """Whether the sentence before was a spoken edit and nothing else."""


class Reading(Spoken):
    """One sentence.

    Args:
        story: What was said before.
        unit: Where the sentence comes from.
        words: Those of the unit that are read.
        offset: How many words of the unit stand before them.
        said_from: How many words of what was said have been given to a shot.
    """

    def __init__(self, story: Story, unit: Unit, words: Sequence[Token], *, offset: int, said_from: int) -> None:
        super().__init__(words)
        self.story, self.board = story, story.board
        self.place = 0
        """The word that is read next."""
        self.picture: list[Token] = []
        """What of this sentence is for the picture of the shot that is open."""
        self.shown = False
        """Whether this sentence has shown anything yet."""
        self.directed = -1
        """Where a direction ends that a clause began with, and that another may follow: "low angle wide"."""
        self.fresh = False
        """Whether this sentence began the shot that is open."""
        self.stated: set[str] = set()
        """The fields that this sentence has set."""
        self.edits = False
        """Whether this sentence was a spoken edit so far."""
        self.said_from = said_from
        self._unit, self._offset = unit, offset
        self._introduced, story.described = story.described, ""

    @property
    def shows_nothing(self) -> bool:
        """Whether nothing of this sentence is for a picture yet."""
        return not (self.picture or self.shown)

    def show(self, start: int, end: int) -> None:
        """Some words are for the picture. Reading goes on behind them."""
        self.place = end
        if self.shows_nothing:
            if start == 0 and self._opens_anew():
                self.begin_shot(start)
            skipped = self._past_openers(start)
            if skipped > start and end == start + 1:
                self.place = skipped
                return
        if not self.shown:
            words = self.words[start:end]
            self.shown = shows(words) or any(word.norm in _SOMEBODY for word in words)
        self.picture += self.words[start:end]

    def begin_shot(self, place: int, *, framing: bool = False) -> None:
        """Another shot begins at a word."""
        if framing:
            self.take_back()
        while self.norm(place - 1) in _LEADS and not self.words[place - 1].ends_clause:
            place -= 1  # "and last, the lighthouse"
        self.flush()
        self.hear(place)
        self.board.begin()
        self.fresh, self.shown = True, False

    def insert_shot(self, place: int, to: int) -> None:
        """A shot begins at a word that is going to stand amid others."""
        self.flush()
        self.hear(place)
        self.board.insert(to)
        self.fresh, self.shown = True, False

    def take_back(self) -> None:
        """Take back the article, or the "and then in a", that stands before a direction."""
        while self.picture and self.picture[-1].norm in _TAKEN_BACK and not self.picture[-1].ends_clause:
            self.picture.pop()
        if not (shows(self.picture) or any(word.norm in _SOMEBODY for word in self.picture)):
            self.picture.clear()

    def past_joints(self, place: int, kind: str = "") -> int:
        """Past "of", "on", "is" behind a direction."""
        norm = self.norm(place)
        if kind == "move" and place and not self.words[place - 1].ends_clause:
            at = place + (norm in _TOWARDS)
            if self.norm(at) in _WHOM and self.ends_clause(at + 1):
                return at + 1  # "closing in on it"
        if norm not in _JOINTS or (place and self.words[place - 1].text[-1:] in ".!?"):
            return place
        if (kind == "interior" and norm != "of") or (kind == "move" and norm in _NO_JOINTS_OF_A_MOVE):
            return place
        return place + 1

    def past_leftovers(self, place: int) -> int:
        """Past "with it", "on him": words behind a camera's direction that show nothing by themselves."""
        end = place
        while end < len(self.words) and end - place < _MOST_LEFT and self.norms[end] in _LEFT_OVER:
            end += 1
            if self.words[end - 1].ends_clause:
                return end
        done = end > place and self.norms[end - 1] in _THOSE and self.norm(end) in _GOES_ON
        return end if done or end == len(self.words) else place

    def flush(self) -> None:
        """Give the open shot what of this sentence is for its picture."""
        if not self.picture:
            return
        sentence, self.picture = self.picture, []
        quotation = find_quotation(sentence)
        if quotation is not None:
            sentence = take_quotation(self.board.last, sentence, quotation)
        if not (shows(sentence) or any(word.norm in _SOMEBODY_AT_ALL for word in sentence)):
            return
        if self.board.subject is not None and self._echoes(self.board.subject, sentence):
            return
        self.board.subject = None
        draft = self.board.last
        for name, description, pronoun in introductions(sentence):
            self.story.cast.add(name, description, pronoun)
        sentence = without_naming(sentence)
        note_place(draft, sentence)
        if draft.preamble:
            draft.picture.clear()
            draft.preamble = False
        draft.picture.append(sentence)

    def hear(self, place: int) -> None:
        """What was said up to a word belongs to the shot that is open."""
        at = place + self._offset
        stop = self._unit.origin[at] if at < len(self._unit.origin) else len(self._unit.said)
        heard = self._unit.said[self.said_from : stop] if at else ()
        self.said_from = max(stop if at else 0, self.said_from)
        self.board.hear(heard)

    def finish(self) -> None:
        """Everything has been read."""
        subject = self.board.subject
        if subject is not None and self.stated and self.board.open and not (self.shown or self.fresh):
            self._restate(subject)
        self.flush()
        self.hear(len(self.words))
        self.story.edited = self.edits and not (self.shown or self.fresh)

    def _restate(self, subject: int) -> None:
        """ "Just high": what was stated is still about the shot that was edited."""
        draft = self.board.drafts[-1]
        if subject < len(self.board.drafts) - 1 and not draft.has_picture:
            fields = {kind: draft.fields.pop(kind) for kind in self.stated if kind in draft.fields}
            self.board.drafts[subject].fields.update(fields)
            self.board.revised(subject, joined(self._unit.said))

    def _opens_anew(self) -> bool:
        """Whether a sentence without any announcement shows something else than the shot that is open."""
        if self.fresh or not self.board.open:
            return False
        draft = self.board.last
        full = draft.shown >= self.story.max_words or draft.is_overfull
        if not draft.has_picture:
            if full:
                draft.picture.clear()
            return draft.is_overfull
        return full or (bool(self._introduced) and self.norms[0].removesuffix("'s") == self._introduced)

    def _past_openers(self, start: int) -> int:
        """Past "we see", "there's", "I want": words that open a picture and aren't in it."""
        place = start
        while place < len(self.words):
            found = next((match for match in matcher("opener").at(self.norms, place) if self._opens(match)), None)
            if found is None:
                return place
            place = found.end - sum(found.kept)
            if any(found.kept):
                return place
        return start

    def _opens(self, match: Match) -> bool:
        norm = self.norms[match.start]
        return match.length > 1 or norm not in _OPENS_ALONE or self.ends_clause(match.end)

    def _echoes(self, subject: int, sentence: Sequence[Token]) -> bool:
        """Whether a few words after an edit only say again what the edit put there: "Yeah. Gulls."."""
        said = content(sentence)
        if subject >= len(self.board.drafts) or len(said) > _ECHO:
            return False
        known = {word.norm for each in self.board.drafts[subject].picture for word in each}
        return all(word.norm in known for word in said)
