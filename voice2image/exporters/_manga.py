"""Manga pages: panels with gutters between them, read from the right or the left, and what is said in balloons."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from PIL import Image, ImageDraw
from pydantic import Field

from voice2image._fonts import FontFiles, FontSet, clean
from voice2image._lettering import Lettering
from voice2image._pixels import flat
from voice2image._typeset import is_rtl
from voice2image.exporters._crop import cut_to
from voice2image.exporters._losses import or_without
from voice2image.exporters._pages import Cell, Direction, Sheet, pages
from voice2image.exporters.base import Progress, SignedConfig

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["DrawnPage", "MangaConfig", "card", "draw_pages"]

_ASPECT: Final = 257 / 182
"""Height to width of JIS B5, which manga magazines are printed on."""
# Of the page's width:
_MARGIN: Final = 1 / 22
_GUTTER: Final = 1 / 80
_ROW_GUTTER: Final = 1 / 40
_LETTERS: Final = 1 / 52
_PAGE_NUMBER: Final = 1 / 110
_INK: Final = "#111111"


class MangaConfig(SignedConfig):
    """Settings of ``.cbz``, ``.manga.pdf`` and ``.manga.png``."""

    direction: Direction | None = None
    """Which side pages are read from; ``None`` for the right where the transcript is Japanese, else the left."""
    page_width: Annotated[int, Field(ge=200, le=6000)] = 1500
    """In pixels; the height is that of B5 paper."""
    numbers: bool = True
    """Whether pages have their numbers."""
    fonts: FontFiles = ()
    """Font files to prefer to ours, such as a comic font."""

    def read_from(self, board: Storyboard) -> Direction:
        """Which side the board's pages are read from."""
        spoken = (board.transcript.language or "").lower().split("-")[0]
        return self.direction or ("rtl" if spoken == "ja" else "ltr")


class DrawnPage(NamedTuple):
    """A page with what stands on it."""

    number: int
    pixels: Image.Image
    """RGB."""
    board: Storyboard
    """The board with no other panels."""


def draw_pages(board: Storyboard, config: MangaConfig, progress: Progress) -> Generator[DrawnPage, None, None]:
    """The pages, one at a time. A board without panels has one empty page."""
    width = config.page_width
    sheet = Sheet(
        width, round(width * _ASPECT), round(width * _MARGIN), round(width * _GUTTER), round(width * _ROW_GUTTER)
    )
    fonts = FontSet(language=board.transcript.language, own=config.fonts)
    direction, done = config.read_from(board), 0
    try:
        for number, cells in enumerate(pages(board.panels, sheet, direction) if board.panels else [[]], 1):
            page = Image.new("RGB", (sheet.width, sheet.height), "white")
            for cell in cells:
                progress(done / len(board))
                done += 1
                _draw(page, cell, fonts, config, direction)
            if config.numbers:
                letters = Lettering(fonts, max(8, round(width * _PAGE_NUMBER)))
                at = sheet.width / 2, sheet.height - sheet.margin * 0.75
                letters.draw(ImageDraw.Draw(page), at, str(number), fill=_INK, align="centre")
            yield DrawnPage(number, page, board.replace(panels=tuple(cell.panel for cell in cells)))
    finally:  # also for one who takes only the first page
        fonts.warn()


def _draw(page: Image.Image, cell: Cell, fonts: FontSet, config: MangaConfig, direction: Direction) -> None:
    page.paste(_picture(cell, fonts), (cell.left, cell.top))
    line = max(1, config.page_width // 300)
    canvas = ImageDraw.Draw(page)
    corner = cell.left + cell.width - 1, cell.top + cell.height - 1
    canvas.rectangle((cell.left, cell.top, *corner), outline=_INK, width=line)
    if said := clean(cell.panel.prompt.shot.dialogue if cell.panel.prompt.shot else ""):
        _speak(canvas, cell, said, fonts, config.page_width, direction)


def _picture(cell: Cell, fonts: FontSet) -> Image.Image:
    """The panel's picture cut to its cell; one without a picture says what it shows."""
    size = cell.width, cell.height
    if cell.panel.image is not None:
        with or_without(cell.panel):
            return cut_to(flat(cell.panel.image.pixels), size)
    return card(cell.panel, size, fonts)


def card(panel: Panel, size: tuple[int, int], fonts: FontSet) -> Image.Image:
    """What stands for a picture that there isn't: what it would show, or the reason why there is none."""
    blank = Image.new("RGB", size, "#e8e8e8")
    _write(ImageDraw.Draw(blank), _words(panel), fonts, (0, 0, *size))
    return blank


def _words(panel: Panel) -> str:
    return panel.error or panel.prompt.text


def _write(canvas: ImageDraw.ImageDraw, text: str, fonts: FontSet, box: tuple[float, float, float, float]) -> None:
    """Text in the middle of a box (left, top, right, bottom), as large as it fits."""
    left, top, right, bottom = box
    letters, lines = _fit(text, fonts, (right - left) * 0.85, (bottom - top) * 0.85, round((right - left) / 14))
    y = (top + bottom - len(lines) * letters.line_height) / 2
    for line in lines:
        letters.draw(canvas, ((left + right) / 2, y), line, fill="#666666", align="centre", rtl=is_rtl(text))
        y += letters.line_height


def _fit(text: str, fonts: FontSet, width: float, height: float, size: int) -> tuple[Lettering, list[str]]:
    """The largest letters up to `size` in which a text goes into a box, and its lines."""
    size = max(size, 4)
    while True:
        letters = Lettering(fonts, size, bold=True)
        lines = letters.wrap(text, width)
        if size <= 4 or len(lines) * letters.line_height <= height:
            return letters, lines
        size -= max(1, size // 12)


def _balanced(text: str, letters: Lettering, lines: list[str]) -> tuple[Lettering, list[str]]:
    """As many lines, but all about as long: no word stands alone in the last one."""
    width = max(letters.width(line) for line in lines)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        if len(narrower := letters.wrap(text, width * share)) == len(lines):
            return letters, narrower
    return letters, lines


def _speak(
    canvas: ImageDraw.ImageDraw, cell: Cell, said: str, fonts: FontSet, page_width: int, direction: Direction
) -> None:
    """A balloon in the upper corner that is read first."""
    size = round(page_width * _LETTERS)
    letters, lines = _balanced(said, *_fit(said, fonts, cell.width * 0.42, cell.height * 0.4, size))
    text_width = max(letters.width(line) for line in lines)
    text_height = len(lines) * letters.line_height
    across, down = text_width * 1.25 + letters.size, text_height * 1.3 + letters.size * 0.9  # room in an oval's corners
    gap = letters.size * 0.6
    left = cell.left + gap if direction == "ltr" else cell.left + cell.width - gap - across
    top = cell.top + gap
    _balloon(canvas, (left, top, left + across, top + down), cell, max(2, page_width // 400))
    y = top + (down - text_height) / 2
    for line in lines:
        letters.draw(canvas, (left + across / 2, y), line, fill=_INK, align="centre", rtl=is_rtl(said))
        y += letters.line_height


def _balloon(canvas: ImageDraw.ImageDraw, box: tuple[float, ...], cell: Cell, line: int) -> None:
    """An oval with a tail towards the middle of the panel."""
    left, top, right, bottom = box
    middle = (left + right) / 2
    aim = cell.left + cell.width / 2
    lean = max(-1.0, min(1.0, (aim - middle) / max(1.0, cell.width / 4)))
    foot = middle + lean * (right - left) * 0.22
    wide = (right - left) * 0.07
    tip = foot + lean * (right - left) * 0.18, min(bottom + (bottom - top) * 0.28, cell.top + cell.height - line * 2)
    root = bottom - (bottom - top) * 0.1
    tail: list[Any] = [(foot - wide, root), tip, (foot + wide, root)]
    radius = min(right - left, bottom - top) / 2
    for grow, colour in ((line, _INK), (0, "white")):  # the rim, then the inside over it
        shape = (left - grow, top - grow, right + grow, bottom + grow)
        canvas.rounded_rectangle(shape, radius + grow, fill=colour)
        canvas.polygon(tail, fill=colour, outline=colour, width=1 + 2 * grow)
