"""Words over the picture: subtitles that are burnt in, and a slate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from PIL import Image, ImageDraw

from voice2image._lettering import Lettering
from voice2image._typeset import is_rtl
from voice2image.exporters._planes import Layer

if TYPE_CHECKING:
    from voice2image._fonts import FontSet
    from voice2image.transcript import Segment

__all__ = ["Captions", "Slate"]

_LINES: Final = 2
# Of the screen's height:
_LETTERS: Final = 1 / 20
_MARGIN: Final = 1 / 18


class Captions:
    """Subtitles in white with a black rim at the foot of the screen, two lines at a time.

    Words that take more lines are shown one pair of lines after the other, each for its share of the time.
    """

    def __init__(self, said: Iterable[Segment], size: tuple[int, int], fps: int, fonts: FontSet) -> None:
        self._size = size
        self._letters = Lettering(fonts, max(8, round(size[1] * _LETTERS)), bold=True)
        self._pages = list(self._paged(said, fps))
        self._page = 0
        self._drawn: tuple[int, Layer | None] = (-1, None)

    def at(self, frame: int) -> Layer | None:
        """What is to be read at a frame. Frames are asked for in order; while it is the same, so is the object."""
        while self._page < len(self._pages) and self._pages[self._page][1] <= frame:
            self._page += 1
        if self._page == len(self._pages) or frame < self._pages[self._page][0]:
            return None
        if self._drawn[0] != self._page:
            self._drawn = (self._page, self._draw(*self._pages[self._page][2:]))
        return self._drawn[1]

    def _paged(self, said: Iterable[Segment], fps: int) -> Iterator[tuple[int, int, list[str], bool]]:
        """Each page with its first frame and the one behind its last, its lines, and whether they're read from the
        right."""
        for segment in said:
            lines = self._letters.wrap(segment.text, self._size[0] * 0.86)
            pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
            weights = [sum(map(len, page)) for page in pages]
            first, end = round(segment.start_s * fps), round(segment.end_s * fps)
            cuts = [first + (end - first) * sum(weights[:part]) // sum(weights) for part in range(len(pages) + 1)]
            for page, (begin, until) in zip(pages, pairwise(cuts), strict=True):
                yield begin, max(until, begin + 1), page, is_rtl(segment.text)

    def _draw(self, lines: list[str], rtl: bool) -> Layer | None:
        width, height = self._size
        letters, drawing = self._letters, Image.new("RGBA", self._size)
        y = height - height * _MARGIN - len(lines) * letters.line_height
        for line in lines:
            _write(letters, drawing, (width / 2, y), line, align="centre", rtl=rtl)
            y += letters.line_height
        return Layer.of(drawing)


class Slate:
    """The shot's number and the film's time, small, in the upper left corner."""

    def __init__(self, size: tuple[int, int], fps: int, fonts: FontSet) -> None:
        self._fps = fps
        self._letters = Lettering(fonts, max(7, round(size[1] / 32)))
        self._margin = round(size[1] * _MARGIN / 2)
        self._size = size[0], min(size[1], (self._margin + self._letters.line_height) // 2 * 2 + 2)

    def at(self, number: int, frame: int) -> Layer | None:
        """What it says of a panel at a frame."""
        seconds, rest = divmod(frame, self._fps)
        digits = len(str(self._fps - 1))
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{rest:0{digits}}"
        drawing = Image.new("RGBA", self._size)
        _write(self._letters, drawing, (self._margin, self._margin), f"{number}   {clock}", align="left", rtl=False)
        return Layer.of(drawing)


def _write(
    letters: Lettering, drawing: Image.Image, at: tuple[float, float], line: str, *, align: Any, rtl: bool
) -> None:
    rim = max(1, round(letters.size / 12))
    letters.draw(
        ImageDraw.Draw(drawing), at, line, fill="white", align=align, rtl=rtl, outline=rim, outline_fill="black"
    )
