"""Panels on manga pages: which row, how wide, how high.

A shot's size gives its weight: a wide shot takes the width of the page, close-ups share a row. Rows are as high as
their pictures let them be, and a page's rows are stretched until they fill it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from voice2image.shot import Shot, ShotSize

if TYPE_CHECKING:
    from voice2image.storyboard import Panel

__all__ = ["Cell", "Direction", "Sheet", "pages"]

Direction = Literal["rtl", "ltr"]
"""The order in which a page is read: from the right as in Japan, or from the left."""

_SHARE: Final[Mapping[ShotSize | None, float]] = {
    "EST": 1.0, "ELS": 1.0, "WS": 1.0, "MLS": 0.6, "MS": 0.5, "MCU": 0.45, "CU": 0.4, "ECU": 0.33, None: 0.5,
}  # fmt: skip
"""Of the page's width, what a shot asks for."""
_MOST_IN_A_ROW: Final = 3
_ROW: Final = 0.3
"""How high a row is to be, of the page's height, where its pictures allow it."""
_WIDER, _HIGHER = 1.4, 1.3
"""How much wider or higher than its picture a cell may be: what juts out is cut off."""
_WIDER_ALONE: Final = 1.1
"""How much wider a cell of the page's width may be: such a shot shows all of a place, so little is cut off."""
_SQUEEZE, _STRETCH = 0.86, 1.35
"""How far a page's rows are made lower to take in one more, and higher to fill it; more room than that stays empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's measures in pixels."""

    width: int
    height: int
    margin: int
    gutter: int
    """Between panels of a row."""
    row_gutter: int
    """Between rows; wider, so that nobody reads down the page."""

    @property
    def room(self) -> tuple[int, int]:
        """Width and height of what lies within the margins."""
        return self.width - 2 * self.margin, self.height - 2 * self.margin


@dataclass(frozen=True, slots=True)
class Cell:
    """A panel's place on its page, in pixels."""

    panel: Panel
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Row:
    panels: Sequence[Panel]
    widths: Sequence[float]
    height: float


def pages(panels: Sequence[Panel], sheet: Sheet, direction: Direction) -> Iterator[list[Cell]]:
    """The pages in order, each with its cells in the order in which they are read."""
    room = sheet.room[1]
    page: list[_Row] = []
    for row in _rows(panels, sheet):
        if page and _height(page, sheet) + sheet.row_gutter + row.height > room / _SQUEEZE:
            yield _placed(page, sheet, direction)
            page = []
        page.append(row)
    if page:
        yield _placed(page, sheet, direction)


def _rows(panels: Sequence[Panel], sheet: Sheet) -> Iterator[_Row]:
    row: list[Panel] = []
    for panel in panels:
        if row and (len(row) == _MOST_IN_A_ROW or sum(map(_share, row)) + _share(panel) > 1.1):
            yield _row(row, sheet)
            row = []
        row.append(panel)
    if row:
        yield _row(row, sheet)


def _row(panels: Sequence[Panel], sheet: Sheet) -> _Row:
    shares = [_share(panel) for panel in panels]
    width = sheet.room[0] - sheet.gutter * (len(panels) - 1)
    widths = [width * share / sum(shares) for share in shares]
    wanted = [_heights_for(panel, each, sheet) for panel, each in zip(panels, widths, strict=True)]
    least = max(least for least, _ in wanted)
    return _Row(panels, widths, min(max(least, sum(best for _, best in wanted) / len(wanted)), sheet.room[1]))


def _heights_for(panel: Panel, width: float, sheet: Sheet) -> tuple[float, float]:
    """How high a cell of that width must be for its picture, and how high it had best be."""
    across, down = panel.image.size if panel.image else (16, 9)
    picture = width * down / across
    least = picture / (_WIDER_ALONE if width == sheet.room[0] else _WIDER)
    return least, min(max(sheet.room[1] * _ROW, least), picture * _HIGHER)


def _share(panel: Panel) -> float:
    shot = panel.prompt.shot or Shot()
    return 1.0 if "splash" in shot.framing else _SHARE[shot.size]


def _height(rows: Sequence[_Row], sheet: Sheet) -> float:
    return sum(row.height for row in rows) + sheet.row_gutter * (len(rows) - 1)


def _placed(rows: Sequence[_Row], sheet: Sheet, direction: Direction) -> list[Cell]:
    gaps = sheet.row_gutter * (len(rows) - 1)
    stretch = min((sheet.room[1] - gaps) / sum(row.height for row in rows), _STRETCH)
    cells, top = [], float(sheet.margin)
    for row in rows:
        height = row.height * stretch
        at = float(sheet.margin)
        for panel, width in zip(row.panels, row.widths, strict=True):
            left = at if direction == "ltr" else sheet.width - at - width
            cells.append(Cell(panel, round(left), round(top), round(width), round(height)))
            at += width + sheet.gutter
        top += height + sheet.row_gutter
    return cells
