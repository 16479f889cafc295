"""A contact sheet before it is drawn: which panel stands where on which page, and its words in lines that fit.

All measures are points (1/72 inch), from a page's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from voice2image._fonts import FontSet, clean
from voice2image._typeset import Typesetter, is_rtl

__all__ = ["LEADING", "MARGIN", "Box", "Cell", "Grid", "Line", "Lines", "Page", "Paragraph", "bottom", "grid_for"]

MARGIN: Final = 30.0
GAP: Final = 14.0
"""Between panels."""
_SMALLEST: Final = 5.0
"""The size of letters below which nobody reads."""
LEADING: Final = 1.35
_BETWEEN: Final = 0.25
_WIDEST_TEXT: Final = 42
"""Room between two paragraphs, in em; and how wide a column is still read with ease."""
_PICTURE_BELOW, _PICTURE_BESIDE = 0.62, 0.62
"""How much of a panel's height, or of its width, the picture may take."""

_GRIDS: Final[Mapping[int, tuple[tuple[int, int], ...]]] = {
    1: ((1, 1),), 2: ((2, 1), (1, 2)), 3: ((3, 1), (1, 3)), 4: ((2, 2), (4, 1)), 6: ((3, 2), (2, 3)), 9: ((3, 3),),
    12: ((4, 3), (3, 4)),
}  # fmt: skip
"""Columns and rows; which of them is what makes the pictures largest."""
_MOST_WITH_TEXT_BESIDE: Final = 3
_TEXT_SIZES: Final[Mapping[int, float]] = {1: 11, 2: 9.5, 3: 9, 4: 8.5, 6: 8, 9: 7, 12: 6.5}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, aspect: float) -> Box:
        """The largest box of that width to height in it, in its middle."""
        width = min(self.width, self.height * aspect)
        height = width / aspect
        return Box(self.x + (self.width - width) / 2, self.y + (self.height - height) / 2, width, height)

    def shrunk(self, share: float) -> Box:
        """What is left with so much of its width and height taken off, half on each side."""
        x, y = self.width * share, self.height * share
        return Box(self.x + x / 2, self.y + y / 2, self.width - x, self.height - y)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is set in lines."""

    text: str
    bold: bool = False
    grey: int = 0
    """0 is black, 255 white."""
    aside: str = ""
    """What stands at the other end of its first line."""
    rtl: bool | None = None
    """Whether it is read from the right; by default its first letter says it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line where it stands: `x` is its left end, or its right one if it is aligned there."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    grey: int = 0
    rtl: bool = False
    from_right: bool = False


@dataclass(slots=True)
class Page:
    """What is drawn on one page."""

    lines: list[Line] = field(default_factory=list)
    pictures: list[tuple[Path, Box]] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    """What pictures lie on; it is seen where they are of other proportions, or missing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A panel's place: its picture and its words."""

    picture: Box
    """Its mat."""
    text: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """How panels stand on a page."""

    columns: int
    rows: int
    beside: bool
    """Whether the words stand at the picture's right, else below it."""
    text_size: float

    def cells(self, room: Box, aspect: float) -> Iterator[Cell]:
        """The places in order, for pictures of that width to height."""
        width = (room.width - GAP * (self.columns - 1)) / self.columns
        height = (room.height - GAP * (self.rows - 1)) / self.rows
        for place in range(self.columns * self.rows):
            row, column = divmod(place, self.columns)
            yield self._cell(Box(room.x + column * (width + GAP), room.y + row * (height + GAP), width, height), aspect)

    def _cell(self, box: Box, aspect: float) -> Cell:
        if self.beside:
            picture = Box(box.x, box.y, box.width * _PICTURE_BESIDE, box.height).inside(aspect)
            picture = replace(picture, x=box.x, y=box.y)
            taken = picture.width + GAP
            width = min(box.width - taken, _WIDEST_TEXT * self.text_size)
            return Cell(picture, Box(box.x + taken, box.y, width, box.height))
        height = min(box.height * _PICTURE_BELOW, box.width / aspect)
        taken = height + 4
        text = Box(box.x, box.y + taken, box.width, box.height - taken)
        return Cell(Box(box.x, box.y, box.width, height), text)


def grid_for(per_page: int, room: Box, aspect: float) -> Grid:
    """The grid on which pictures of that width to height become largest."""
    grids = [
        Grid(columns, rows, beside, _TEXT_SIZES[per_page])
        for columns, rows in _GRIDS[per_page]
        for beside in ((False, True) if per_page <= _MOST_WITH_TEXT_BESIDE else (False,))
    ]
    return max(grids, key=lambda grid: next(grid.cells(room, aspect)).picture.inside(aspect).width)


def _sizes(largest: float) -> Iterator[float]:
    """Sizes of letters to try, down to the smallest."""
    size = largest
    while size > _SMALLEST:
        yield size
        size -= 0.5
    yield _SMALLEST


class Lines:
    """Sets paragraphs in boxes, with one set of fonts."""

    def __init__(self, fonts: FontSet) -> None:
        self._setters = {bold: Typesetter(fonts, bold=bold) for bold in (False, True)}

    def setter(self, *, bold: bool) -> Typesetter:
        """What measures text of that weight."""
        return self._setters[bold]

    def width(self, line: Line) -> float:
        """How wide a line is."""
        return self._setters[line.bold].width(line.text) * line.size

    def fit(self, paragraphs: Sequence[Paragraph], box: Box, largest: float) -> tuple[list[Line], list[Paragraph]]:
        """The paragraphs as large as they go into `box`, and what doesn't go into it at the smallest size."""
        for size in _sizes(largest):
            lines, rest = self.take(paragraphs, box, size)
            if not rest:
                return lines, []
        note = Paragraph("continued on an added page", grey=110)
        lines, rest = self.take(paragraphs, replace(box, height=box.height - _SMALLEST * LEADING * 1.3), _SMALLEST)
        below = replace(box, y=bottom(lines, box), height=_SMALLEST * 2)
        return lines + self.take([note], below, _SMALLEST)[0], rest

    def take(self, paragraphs: Sequence[Paragraph], box: Box, size: float) -> tuple[list[Line], list[Paragraph]]:
        """As many lines as go into `box` at that size, and what is left over."""
        lines: list[Line] = []
        y = box.y
        for index, each in enumerate(paragraphs):
            rest, rtl = clean(each.text), is_rtl(each.text) if each.rtl is None else each.rtl
            for number, text in enumerate(self._wrapped(each, box.width, size)):
                if y + size * LEADING > box.y + box.height + 0.01:
                    return lines, [
                        replace(each, text=rest, rtl=rtl, aside="" if number else each.aside),
                        *paragraphs[index + 1 :],
                    ]
                x = box.x + box.width if rtl else box.x
                lines.append(Line(text, x, y, size, each.bold, each.grey, rtl, from_right=rtl))
                if each.aside and not number:
                    x = box.x if rtl else box.x + box.width
                    lines.append(Line(each.aside, x, y, size, grey=90, from_right=not rtl))
                rest = rest[len(text) :].lstrip()
                y += size * LEADING
            y += size * _BETWEEN
        return lines, []

    def _wrapped(self, paragraph: Paragraph, width: float, size: float) -> Iterable[str]:
        aside = self._setters[False].width(paragraph.aside) + 1 if paragraph.aside else 0.0
        return self._setters[paragraph.bold].wrap(paragraph.text, max(width / size - aside, 1.0))


def bottom(lines: Sequence[Line], box: Box) -> float:
    """Where the next line below would stand."""
    return max((line.y + line.size * LEADING for line in lines), default=box.y)
