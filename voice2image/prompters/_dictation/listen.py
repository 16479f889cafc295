"""Reads a dictation sentence by sentence and keeps a board up to date with it."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.asides import is_aside, is_reason, is_title
from voice2image.prompters._dictation.board import Board
from voice2image.prompters._dictation.cast import Cast
from voice2image.prompters._dictation.clauses import number_alone, take_clause
from voice2image.prompters._dictation.directions import carry_out
from voice2image.prompters._dictation.meant import direction, starts
from voice2image.prompters._dictation.preambles import is_preamble
from voice2image.prompters._dictation.reading import Reading, Story
from voice2image.prompters._dictation.speech import find_quotation
from voice2image.prompters._dictation.units import Unit
from voice2image.prompters._dictation.vocabulary import matcher

__all__ = ["Listener"]

_SUMS_UP: Final = frozenset("that's that that'll".split())
_GOES_ON: Final = frozenset("command hold note sound move".split())
"""What is still about the same shot behind a pause."""


class Listener:
    """Takes sentences in.

    Args:
        board: What they are about.
        cast: Who has been described.
        max_words: A shot that holds this many words takes no further sentence.
    """

    def __init__(self, board: Board, cast: Cast, max_words: int) -> None:
        self._story = Story(board, cast, max_words)

    def take(self, unit: Unit) -> None:
        """Take one sentence in."""
        if not unit.in_english:
            self._take_foreign(unit)
            return
        if not unit.words and self._story.board.drafts:
            self._story.board.hear(unit.said)
            return
        if unit.after_pause and self._story.board.shows and not _goes_on(unit):
            self._story.board.begin()
        said_from = begin = 0
        for end in range(1, len(unit.words) + 1):
            if end == len(unit.words) or (unit.several and unit.words[end - 1].ends_sentence):
                words = unit.words[begin:end]
                reading = Reading(self._story, unit, words, offset=begin, said_from=said_from)
                _read(reading)
                begin, said_from = end, reading.said_from

    def _take_foreign(self, unit: Unit) -> None:
        board = self._story.board
        if unit.after_pause or board.last.shown >= self._story.max_words:
            board.begin()
        draft = board.last
        board.hear(unit.said)
        draft.picture.append(list(unit.said))


def _goes_on(unit: Unit) -> bool:
    norms = [word.norm for word in unit.words]
    return bool(norms) and any(match.kind in _GOES_ON for match in matcher().at(norms, 0))


def _read(reading: Reading) -> None:
    """Read all of a sentence."""
    if is_aside(reading, 0, len(reading.words)) or is_title(reading) or is_reason(reading):
        reading.hear(len(reading.words))
        return
    board = reading.board
    draft = board.drafts[-1] if board.open else None
    before = draft.extent() if draft else None
    preamble = is_preamble(reading)
    number_alone(reading)
    quotation = find_quotation(reading.words)
    quoted = range(quotation.begins, quotation.end) if quotation else range(0)
    while reading.place < len(reading.words):
        _read_on(reading, quoted)
    reading.finish()
    board.beside = None
    if draft is not None and before is not None and board.open and board.drafts[-1] is draft:
        now = draft.extent()
        if now != before and now.shown == before.shown and before.shown:
            board.beside = draft, before
    if preamble and board.open and len(board.drafts) == 1:
        board.last.preamble = True


def _read_on(reading: Reading, quoted: range) -> None:
    """Read the next quotation, clause, direction, or words for the picture."""
    place = reading.place
    if place in quoted:
        reading.show(place, quoted.stop)
        return
    starts_clause = reading.starts_clause(place)
    if starts_clause and take_clause(reading):
        return
    match = direction(reading)
    if match is not None:
        began = starts(reading, place)
        carry_out(reading, match)
        reading.directed = reading.place if began else reading.directed
        return
    sums_up = reading.shown and reading.norms[place] == "and" and reading.norm(place + 1) in _SUMS_UP
    if sums_up and is_aside(reading, place, len(reading.words)):
        reading.place = len(reading.words)  # "they eat the ham and that's the end"
        return
    held = reading.seconds(place) if starts_clause else None
    if held is not None and reading.ends_clause(held[1]):
        draft = reading.board.last
        draft.duration_s, reading.place = held[0] or draft.duration_s, held[1]
        return
    reading.show(place, _quiet_end(reading, quoted))


def _quiet_end(reading: Reading, quoted: range) -> int:
    """Up to where there is nothing but words for the picture."""
    end = reading.place + 1
    if reading.shows_nothing:
        return end  # an opener may begin at the next word
    while end < len(reading.words) and not reading.words[end - 1].ends_clause:
        if end in quoted or reading.at(end) or (reading.norms[end] == "and" and reading.norm(end + 1) in _SUMS_UP):
            break
        end += 1
    return end
