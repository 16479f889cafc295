"""What a direction does to the board: a new shot, a transition, a length, a sound, or a field of the open shot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from voice2image.prompters._dictation.anew import STATING, begins_shot
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import shows
from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._sentences import joined

__all__ = ["carry_out"]

_LISTED: Final = frozenset("light mood lens framing".split())
"""Directions of which a shot has several, as words."""
_CAMERA: Final = frozenset("size angle move".split())
_DARK: Final = frozenset("night midnight dusk dawn".split())
_HOURS: Final = {"night": "night", "evening": "dusk", "morning": "morning", "afternoon": "afternoon"}
_LATER: Final = frozenset("next later following".split())
_EDGES: Final = " ,.;:"


def carry_out(reading: Reading, match: Match) -> None:
    """Carry a direction out, and go on reading behind it."""
    _KINDS.get(match.kind, _field)(reading, match)


def _announce(reading: Reading, match: Match) -> None:
    numbers = [number_of(norm) for norm in reading.norms[match.start : match.end]]
    if match.value == "number" and 1 in numbers and not any(draft.has_picture for draft in reading.board.drafts):
        reading.picture.clear()  # "for the book, page one"
    if match.value == "number" and 1 in numbers:
        reading.board.count_from_here()
    reading.begin_shot(match.start)
    reading.board.last.numbered = any(number_of(norm) for norm in reading.norms[match.start : match.end])
    reading.place = reading.past_joints(match.end)


def _transition(reading: Reading, match: Match) -> None:
    trailing = not shows(reading.words[match.end :])
    if trailing and match.value == "cut":
        reading.place = match.end
    elif trailing and match.value == "fade-out":
        reading.take_back()
        reading.board.last.fields.setdefault("transition", match.value)
        reading.place = match.end
    else:
        reading.begin_shot(match.start)
        reading.board.last.fields["transition"] = match.value
        reading.place = reading.past_joints(match.end)


def _hold(reading: Reading, match: Match) -> None:
    reading.board.last.duration_s, reading.place = reading.seconds(match.end) or (None, match.end)
    reading.take_back()


def _sound(reading: Reading, match: Match) -> None:
    end = reading.clause_end(match.end) if reading.shown else len(reading.words)
    reading.take_back()
    reading.board.last.add("sound", joined(reading.words[match.start : end]).strip(_EDGES))
    reading.place = max(end, match.end)


def _field(reading: Reading, match: Match) -> None:
    """A direction that says how the open shot is, or begins another."""
    if begins_shot(reading, match):
        if match.kind in ("time_of_day", "interior"):
            reading.picture.clear()  # "later that", "the next"
        reading.begin_shot(match.start, framing=True)
    _note(reading, match, reading.board.last)
    if not any(match.kept):
        reading.take_back()
        behind = reading.past_joints(match.end, match.kind)
        if match.kind in _CAMERA and not reading.starts_clause(match.end):
            behind = max(behind, reading.past_leftovers(match.end))
        reading.place = behind
        return
    if match.kind == "time_of_day" and not shows(word for word in reading.picture if word.norm not in _LATER):
        reading.picture.clear()  # "the next"
    dropped = match.kept.index(True)
    if dropped:
        reading.take_back()
    reading.show(match.start + dropped, match.end)
    reading.place = match.end


def _note(reading: Reading, match: Match, draft: Draft) -> None:
    kind, value = match.kind, match.value
    spoken = reading.norms[match.start : match.end]
    moon = kind == "time_of_day" and value == "night" and "night" not in spoken
    if moon and draft.setting("time_of_day") in _DARK:
        return
    if kind in _LISTED:
        draft.add(kind, value or joined(reading.words[match.start : match.end]).strip(_EDGES).lower())
        return
    draft.fields[kind] = value
    reading.stated.add(kind)
    if kind == "weather" and (hour := _HOURS.get(spoken[-1])):
        draft.fields["time_of_day"] = hour  # "clear night"
    if kind == "angle":
        draft.mentions += reading.words[match.start : match.end]
        if value == "over-the-shoulder":
            _show_in_front(reading, match, draft)


def _show_in_front(reading: Reading, match: Match, draft: Draft) -> None:
    """Over the father's shoulder the father himself is in the picture, in front."""
    for place in range(match.start, match.end):
        word = reading.words[place]
        if word.norm.endswith("'s") and word.norm not in STATING:
            name = word.reworded(word.text[: -len("'s")])
            article = [reading.words[place - 1]] if place > match.start and reading.norms[place - 1] == "the" else []
            draft.picture.append([*article, name, *(name.reworded(text) for text in ("in", "the", "foreground"))])


_KINDS: Final[Mapping[str, Callable[[Reading, Match], None]]] = {
    "announce": _announce,
    "transition": _transition,
    "hold": _hold,
    "sound": _sound,
}
