"""The shot list as rows: what is written down of each panel, in the order in which a production reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from voice2image._halves import HALVES
from voice2image._notebook import clock
from voice2image.config import Config
from voice2image.shot import Shot
from voice2image.timeline import Cue, Pace, timeline

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["COLUMNS", "Cell", "ShotListConfig", "printable", "rows"]

Cell = str | int | float | None

_COLUMNS: Final[Mapping[str, Callable[[Cue, Shot], Cell]]] = {
    "Panel": lambda cue, shot: cue.panel.number,
    "Shot size": lambda cue, shot: shot.size,
    "Angle": lambda cue, shot: shot.angle,
    "Move": lambda cue, shot: shot.move,
    "Transition": lambda cue, shot: shot.transition,
    "Framing": lambda cue, shot: ", ".join(shot.framing),
    "Lens": lambda cue, shot: ", ".join(shot.lens),
    "INT/EXT": lambda cue, shot: (shot.interior or "").upper(),
    "Place": lambda cue, shot: shot.place,
    "Time of day": lambda cue, shot: shot.time_of_day,
    "Weather": lambda cue, shot: shot.weather,
    "Light": lambda cue, shot: ", ".join(shot.light),
    "Mood": lambda cue, shot: ", ".join(shot.mood),
    "Characters": lambda cue, shot: ", ".join(shot.characters),
    "Action": lambda cue, shot: shot.picture or cue.panel.prompt.text,
    "Dialogue": lambda cue, shot: shot.dialogue,
    "Sound": lambda cue, shot: ", ".join(shot.sound),
    "Notes": lambda cue, shot: "; ".join(shot.notes),
    "Start": lambda cue, shot: clock(cue.start_s),
    "Duration (s)": lambda cue, shot: round(cue.duration_s, 3),
    "Words heard": lambda cue, shot: cue.panel.prompt.heard,
    "Prompt": lambda cue, shot: cue.panel.prompt.full_text,
    "Negative prompt": lambda cue, shot: cue.panel.prompt.negative_text,
    "Style": lambda cue, shot: cue.panel.prompt.style,
    "Seed": lambda cue, shot: cue.panel.prompt.seed,
    "Picture": lambda cue, shot: cue.panel.file if cue.panel.image else None,
    "Status": lambda cue, shot: cue.panel.error or cue.panel.status,
}
COLUMNS: Final = tuple(_COLUMNS)

_UNPRINTABLE: Final = {code: " " for code in (*range(32), 127) if chr(code) not in "\n"} | HALVES


class ShotListConfig(Config):
    """What shot lists of any format have in common."""

    pace: Pace = "recording"
    """What durations are taken from."""


def rows(board: Storyboard, pace: Pace = "recording") -> Iterator[tuple[Cell, ...]]:
    """A row a panel, a cell a column; what wasn't said is empty."""
    for cue in timeline(board, pace):
        shot = cue.panel.prompt.shot or Shot()
        yield tuple(_clean(cell(cue, shot)) for cell in _COLUMNS.values())


def printable(text: str) -> str:
    """A text without control characters, which no table holds, nor half characters, which no file does."""
    return text.translate(_UNPRINTABLE)


def _clean(cell: Cell) -> Cell:
    return (printable(cell) or None) if isinstance(cell, str) else cell
