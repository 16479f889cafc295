"""A spoken edit where it was said, and the small steps that all of them take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from voice2image.prompters._dictation.board import Board
from voice2image.prompters._dictation.changes import add_to
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, content, head_of, stem
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.targets import find_shot, numbers_in, target_in
from voice2image.prompters._dictation.vocabulary import matcher
from voice2image.prompters._sentences import Token, joined

__all__ = ["DIRECTIONS", "Order"]

DIRECTIONS: Final = frozenset("size angle move time_of_day weather lens".split())
"""What may be changed of a shot besides what it shows."""

_WISHES: Final = frozenset("let's say maybe like".split())
_ADDS: Final = frozenset("with plus".split())
_FOUND_WITHIN: Final = 29  # shots; a thing that is edited without naming its shot is in one of the latest
_GOES_ON: Final = frozenset("of in to for on from the that this a".split())
"""Behind these, "next" or "cut to" begin nothing."""
_BREAKS_OFF: Final = frozenset("command announce transition size angle".split())
_BREAKING_WORDS: Final = frozenset("and then shot panel".split())


@dataclass(frozen=True, slots=True)
class Order:
    """Words `start` to `end` of a sentence are a command."""

    reading: Reading
    start: int
    end: int

    @classmethod
    def of(cls, reading: Reading, match: Match) -> Order:
        """The command that a phrase is."""
        return cls(reading, match.start, match.end)

    def taking(self, *, start: int | None = None, end: int | None = None) -> Order:
        """The same command with more or fewer words."""
        return replace(self, start=self.start if start is None else start, end=self.end if end is None else end)

    @property
    def words(self) -> Sequence[Token]:
        """All words of the sentence."""
        return self.reading.words

    @property
    def norms(self) -> list[str]:
        """All words of the sentence, as they are compared by."""
        return self.reading.norms

    @property
    def head(self) -> list[str]:
        """The command's own words."""
        return self.reading.norms[self.start : self.end]

    @property
    def board(self) -> Board:
        """What is edited."""
        return self.reading.board

    @property
    def count(self) -> int:
        """How many panels there are."""
        return len(self.board.drafts)

    def past(self, words: Collection[str], begin: int, end: int | None = None) -> int:
        """The first place from `begin` on, and up to `end`, at which none of some words stands."""
        end = len(self.words) if end is None else end
        while begin < end and self.norms[begin] in words:
            begin += 1
        return begin

    def clause(self, place: int) -> int:
        """Where a clause ends that a command takes: at a comma, or before another order."""
        reading, start = self.reading, place
        while place < len(reading.words):
            if place > start:
                joins = reading.norms[place] == "and" and place + 1 < len(reading.words)
                if joins and reading.first("command", place + 1) is not None:
                    return place
                if reading.norms[place - 1] not in _GOES_ON and any(map(_begins_shot, reading.at(place))):
                    return place
            place += 1
            if reading.words[place - 1].ends_clause:
                break
        return place

    def fuller(self, begin: int, stop: int) -> tuple[Sequence[Token], int]:
        """What is put in place of something, and where it ends: of "a bride, a bride in white" the second."""
        words = self.words[begin:stop]
        wished = self.past(_WISHES, stop)
        if wished > stop and self.reading.norm(wished) in DETERMINERS:
            fuller, end = self.fuller(wished, self.clause(wished))
            return (fuller, end) if head_of(fuller) == head_of(words) else (words, stop)
        while stop < len(self.words) and self.norms[stop] in DETERMINERS:
            end = self.clause(stop)
            if head_of(self.words[stop:end]) != head_of([word for word in words if word.norm != "instead"]):
                break
            words, stop = self.words[stop:end], end
        return words, stop

    def past_echo(self, draft: Draft, place: int) -> int:
        """Past clauses that only say again what a shot shows now: "a sandwich, a guard with a sandwich"."""
        known = {word.norm for sentence in draft.picture for word in sentence}
        while place < len(self.words) and self.norms[place] in DETERMINERS:
            end = self.clause(place)
            if not {word.norm for word in content(self.words[place:end])} <= known:
                break
            place = end
        return place

    def past_reasons(self, place: int) -> int:
        """Past what says why behind a command: "swap one and two, I want the lamp first"."""
        reading = self.reading
        while place < len(reading.words):
            if reading.norms[place] == "so":
                place = reading.clause_end(place)
                continue
            if reading.norms[place] in _BREAKING_WORDS or reading.has(_BREAKS_OFF, place):
                break
            place = self.clause(place)
        return place

    def up_to_order(self, place: int) -> int:
        """Up to where another spoken edit begins, or the end."""
        while place < len(self.words):
            place = self.clause(place)
            joined = self.reading.norm(place) == "and"
            if self.reading.first("command", place + joined) is not None:
                break
        return place

    def drop_reasons(self) -> None:
        """What was said before only says why: "the cat is a cliché, so delete shot three"."""
        self.reading.picture.clear()
        self.reading.shown = False
        self.board.close()

    def settle(self) -> None:
        """Let a shot that is being said amid others take its place."""
        if self.board.amid:
            self.reading.flush()
            self.board.settle()

    def target_in(self, words: Sequence[Token]) -> int | None:
        """The number of the panel that some words name."""
        return target_in(words, self.count)

    def subject(self) -> int | None:
        """The place of the shot that "it" is: the one edited last, else the last."""
        if self.board.subject is not None and self.board.subject < self.count:
            return self.board.subject
        return self.count - 1 if self.count else None

    def target(self, number: int | None) -> int | None:
        """The place of the shot with a number; without one, of what "it" is."""
        if number is None:
            return self.subject()
        return number - 1 if 1 <= number <= self.count else None

    def find(self, thing: Sequence[Token], number: int | None = None) -> int | None:
        """The place of the shot that holds a thing: the one with a number if one is given, else the last."""
        if number is not None:
            return self.target(number)
        head = head_of(thing)
        for place in range(self.count - 1, max(-1, self.count - 1 - _FOUND_WITHIN), -1) if head else ():
            if any(stem(word.norm) == head for sentence in self.board.drafts[place].picture for word in sentence):
                return place
        return None

    def shot_named(self, words: Sequence[Token]) -> int | None:
        """The place of the shot that some words name, by its number or by what it shows."""
        number = self.target_in(words) or next(iter(numbers_in(words, self.count) if len(words) < 3 else ()), None)
        if number is not None:
            return number - 1 if 1 <= number <= self.count else None
        return find_shot(self.board.drafts, words)

    def edit(self, place: int) -> Draft:
        """A shot, to be changed."""
        return self.board.edit(place)

    def told(self, place: int, end: int) -> int:
        """A shot has been changed by the command up to `end`, which is where reading goes on."""
        while self.reading.norm(end) in _ADDS and place < self.count:
            more = self.clause(end)
            add_to(self.board.drafts[place], self.words[end:more])  # "…, with one gull"
            end = more
        stays = self.board.revised(place, self.heard(end))
        self.board.subject = place if stays else None
        return self.past_plain_reasons(end)

    def refuse(self, end: int) -> int:
        """The order, up to `end`, can't be carried out: that is told, and nothing else happens."""
        self.board.refuse(self.heard(end))
        return end

    def past_plain_reasons(self, place: int) -> int:
        """Past clauses that can only say why: "a sandwich, that's funnier"."""
        reading = self.reading
        while place < len(reading.words) and matcher("reason").at(reading.norms, place):
            place = reading.clause_end(place)
        return place

    def heard(self, end: int) -> str:
        """The command's words up to a place, as they were heard."""
        return joined(self.words[self.start : end])


def _begins_shot(match: Match) -> bool:
    return match.kind == "transition" or (match.kind == "announce" and match.length > 1)
