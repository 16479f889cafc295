"""A storyboard to print: panels on pages with their shots, words and durations (PDF 1.7, ISO 32000-1)."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

from voice2image._c2pa import signing
from voice2image._fonts import Face, FontFiles, FontSet, clean
from voice2image._manifest import pages_manifest
from voice2image._notebook import clock
from voice2image._pixels import flat
from voice2image._xmp import board_xmp
from voice2image.errors import ExportError, MissingExtraError, StoryboardError
from voice2image.exporters._losses import unreadable
from voice2image.exporters._pdf_sheet import LEADING, MARGIN, Box, Cell, Line, Lines, Page, Paragraph, bottom, grid_for
from voice2image.exporters.base import Exporter, Progress, SignedConfig, silent
from voice2image.shot import Shot
from voice2image.timeline import Cue, Pace, timeline

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["PdfConfig", "PdfExporter", "describe"]

_PAPER: Final = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
_DPI: Final = 200
_FOOTER: Final = 22.0
_TITLE, _SMALL = 17.0, 7.5
_GREY: Final = 90
_PLANNING: Final = 0.8
"""Of the work; the rest is drawing what was planned."""


class PdfConfig(SignedConfig):
    """Settings of ``.pdf``."""

    backend: ClassVar[str] = "pdf"
    per_page: Literal[1, 2, 3, 4, 6, 9, 12] = 6
    """Panels on a page."""
    paper: Literal["A4", "Letter"] = "A4"
    orientation: Literal["portrait", "landscape"] = "landscape"
    pace: Pace = "recording"
    """What durations are taken from."""
    fonts: FontFiles = ()
    """Font files to prefer to ours."""


class PdfExporter(Exporter[PdfConfig]):
    """Writes ``.pdf``. Text that is too long for its panel is set smaller, then goes on on an added page."""

    name = "pdf"
    config_class = PdfConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        try:
            from fpdf.errors import FPDFException
        except ImportError as error:
            raise MissingExtraError("the export to .pdf", extra="exports", package="fpdf2") from error

        fonts = FontSet(language=board.transcript.language, own=self.config.fonts)
        signed = signing(path, "application/pdf", self.config.sign, lambda: pages_manifest(board))
        with signed, tempfile.TemporaryDirectory() as folder:
            sheet = _Sheet(board, self.config, Lines(fonts), Path(folder))
            pages = sheet.plan(progress)
            try:
                _draw(board, pages, sheet, Path(folder), progress).output(str(path))
            except FPDFException as error:
                raise ExportError(f"the PDF can't be made: {error}; try other `fonts`") from error
        fonts.warn()


class _Sheet:
    """A board's pages, planned: what they say is known before the first is drawn, so that each font is cut once."""

    def __init__(self, board: Storyboard, config: PdfConfig, lines: Lines, folder: Path) -> None:
        size = _PAPER[config.paper]
        self.size = size if config.orientation == "portrait" else size[::-1]
        self.lines = lines
        self._board, self._config, self._folder = board, config, folder
        self._pages: list[Page] = []
        self._left_over: list[tuple[str, list[Paragraph]]] = []

    def plan(self, progress: Progress) -> list[Page]:
        """All pages. Pictures are made into files in the folder, one at a time."""
        cues = timeline(self._board, self._config.pace)
        room = self._title_page(cues)
        shapes = [panel.image.size for panel in self._board if panel.image]
        aspect = min(max(median(width / height for width, height in shapes), 0.5), 2.6) if shapes else 16 / 9
        grid = grid_for(self._config.per_page, room, aspect)
        for start in range(0, len(cues), self._config.per_page):
            if start:
                room = self._next_page()
            for cue, cell in zip(cues[start:], grid.cells(room, aspect), strict=False):
                progress((cue.panel.number - 1) / len(cues) * _PLANNING)
                self._panel(cue, cell, grid.text_size)
            self._continue()
        self._continue()
        for number, page in enumerate(self._pages, 1):
            y = self.size[1] - MARGIN - _SMALL
            right = self.size[0] - MARGIN
            page.lines.append(Line("drawn by a machine · voice2image", MARGIN, y, _SMALL, grey=_GREY))
            at = f"{number} / {len(self._pages)}"
            page.lines.append(Line(at, right, y, _SMALL, grey=_GREY, from_right=True))
        return self._pages

    def _room(self, top: float) -> Box:
        width, height = self.size
        return Box(MARGIN, top, width - 2 * MARGIN, height - MARGIN - _FOOTER - top)

    def _title_page(self, cues: tuple[Cue, ...]) -> Box:
        page = Page()
        self._pages.append(page)
        room = self._room(MARGIN)
        for_title = replace(room, height=room.height * 0.16)
        page.lines, rest = self.lines.fit([Paragraph(self._board.title, bold=True)], for_title, _TITLE)
        if rest:
            self._left_over.append(("Title (continued)", rest))
        facts = [self._board.created_at[:10], self._board.source.name if self._board.source else ""]
        facts += [f"{len(cues)} panel{'' if len(cues) == 1 else 's'}", clock(cues[-1].end_s) if cues else ""]
        below = replace(room, y=bottom(page.lines, room), height=room.height * 0.1)
        told, rest = self.lines.fit([Paragraph(" · ".join(filter(None, facts)), grey=_GREY)], below, 8.5)
        if rest:
            self._left_over.append(("Source (continued)", rest))
        page.lines += told
        room = self._room(bottom(page.lines, room) + 8)
        if not cues:
            page.lines += self.lines.fit([Paragraph("No panels yet.")], room, 12)[0]
        return room

    def _next_page(self) -> Box:
        """A page with the title at its head, as much of it as goes in one line: it is whole on the first."""
        self._pages.append(Page())
        width = self._room(0).width
        title, *more = self.lines.setter(bold=False).wrap(self._board.title, width / _SMALL - 1) or [""]
        paragraph = Paragraph(f"{title}…" if more else title, grey=_GREY)
        self._pages[-1].lines, _ = self.lines.take([paragraph], self._room(MARGIN), _SMALL)
        return self._room(MARGIN + 2.2 * _SMALL)

    def _panel(self, cue: Cue, cell: Cell, text_size: float) -> None:
        page = self._pages[-1]
        page.frames.append(cell.picture)
        left_over: list[Paragraph] = []
        try:
            page.pictures.append(self._picture(cue.panel, cell.picture))
        except StoryboardError as error:
            if cue.panel.image:
                unreadable(cue.panel)
            reason = [Paragraph("No picture", bold=True, grey=_GREY), Paragraph(str(error), grey=_GREY)]
            lines, left_over = self.lines.fit(reason, cell.picture.shrunk(0.15), text_size)
            page.lines += lines
        lines, rest = self.lines.fit(list(_told(cue)), cell.text, text_size)
        page.lines += lines
        if rest or left_over:
            self._left_over.append((f"{cue.panel.number} (continued)", [*rest, *left_over]))

    def _picture(self, panel: Panel, room: Box) -> tuple[Path, Box]:
        """A file as fine as print needs it, and its place. Raises StoryboardError if there is no picture."""
        if panel.image is None:
            raise StoryboardError(panel.error or "It isn't drawn yet.")
        pixels = flat(panel.image.pixels)
        box = room.inside(pixels.width / pixels.height)
        pixels.thumbnail((max(1, round(box.width / 72 * _DPI)), max(1, round(box.height / 72 * _DPI))))
        path = self._folder / f"{len(self._pages)}-{panel.number}.jpg"
        pixels.save(path, "JPEG", quality=85)
        return path, box

    def _continue(self) -> None:
        """Pages for what found no room: a column for each panel, or as many as it takes."""
        columns: list[Box] = []
        for heading, rest in self._left_over:
            while rest:
                if not columns:
                    room = self._next_page()
                    columns = list(_columns(room, 2))
                lines, rest = self.lines.take([Paragraph(heading, bold=True), *rest], columns.pop(0), 9)
                self._pages[-1].lines += lines
        self._left_over = []


def _columns(room: Box, count: int) -> Iterator[Box]:
    width = (room.width - MARGIN * (count - 1)) / count
    for number in range(count):
        yield Box(room.x + number * (width + MARGIN), room.y, width, room.height)


def _told(cue: Cue) -> Iterator[Paragraph]:
    """What stands with a picture."""
    shot = cue.panel.prompt.shot or Shot()
    framing = [shot.size, shot.angle, *shot.framing, *shot.lens, shot.move, shot.transition]
    yield Paragraph(
        " · ".join(filter(None, [str(cue.panel.number), *framing])), bold=True, aside=f"{cue.duration_s:.1f} s"
    )
    where = " ".join(filter(None, [shot.interior, shot.place])).upper()
    slug = " - ".join(filter(None, [where, (shot.time_of_day or "").upper()]))
    said = shot.dialogue and f"\N{LEFT DOUBLE QUOTATION MARK}{shot.dialogue}\N{RIGHT DOUBLE QUOTATION MARK}"
    yield from (Paragraph(slug, grey=60),) if slug else ()
    yield from (Paragraph(text) for text in (shot.picture or cue.panel.prompt.text, said) if text)
    for label, texts in (("Sound", ", ".join(shot.sound)), ("Notes", "; ".join(shot.notes))):
        if texts:
            yield Paragraph(f"{label}: {texts}", grey=60)


def _draw(board: Storyboard, pages: list[Page], sheet: _Sheet, folder: Path, progress: Progress) -> Any:
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format=sheet.size)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    describe(pdf, board)
    families = _embed(pdf, pages, sheet.lines, folder)
    for number, page in enumerate(pages):
        progress(_PLANNING + (1 - _PLANNING) * number / len(pages))
        pdf.add_page()
        pdf.set_draw_color(150)
        pdf.set_line_width(0.5)
        for box in page.frames:
            pdf.set_fill_color(242)
            pdf.rect(box.x, box.y, box.width, box.height, style="DF")
        for path, box in page.pictures:
            pdf.image(path, box.x, box.y, box.width, box.height)
            pdf.rect(box.x, box.y, box.width, box.height)
        for line in page.lines:
            pdf.set_text_color(line.grey)
            pdf.set_xy(line.x - (sheet.lines.width(line) if line.from_right else 0), line.y)
            for piece in sheet.lines.setter(bold=line.bold).pieces(line.text, rtl=line.rtl):
                pdf.set_font(families[piece.face], size=line.size)
                pdf.set_text_shaping(True, direction="rtl" if piece.rtl else "ltr")
                pdf.cell(h=line.size * LEADING, text=piece.text)
    return pdf


def _embed(pdf: Any, pages: list[Page], lines: Lines, folder: Path) -> dict[Face, str]:
    """Each face, cut to the letters that the pages need of it, to the family that it goes by in the document."""
    letters: dict[Face, set[str]] = {}
    for page in pages:
        for line in page.lines:
            for piece in lines.setter(bold=line.bold).pieces(line.text, rtl=line.rtl):
                letters.setdefault(piece.face, set()).update(piece.text)
    families = {}
    for number, (face, needed) in enumerate(letters.items()):
        path = folder / f"face{number}.otf"
        path.write_bytes(face.cut("".join(sorted(needed))))
        pdf.add_font(path.stem, fname=path)
        families[face] = path.stem
    return families


def describe(pdf: Any, board: Storyboard) -> None:
    """Say in a document what it is and how its pictures were made."""
    pdf.set_title(clean(board.title))
    pdf.set_creator("voice2image")
    pdf.set_keywords("The pictures were drawn by a machine.")
    pdf.set_lang(board.transcript.language or "")
    with contextlib.suppress(ValueError):  # a board of another program's: today's date stands
        pdf.set_creation_date(datetime.fromisoformat(board.created_at))
    pdf.set_xmp_metadata("\n".join(board_xmp(board).splitlines()[1:-1]))  # the lines around it are fpdf's
