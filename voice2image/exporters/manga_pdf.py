"""Manga pages as a PDF to be printed: a picture a page, on B5 paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voice2image._c2pa import signing
from voice2image._manifest import pages_manifest
from voice2image._pixels import as_jpeg
from voice2image._xmp import board_xmp
from voice2image.errors import MissingExtraError
from voice2image.exporters._manga import MangaConfig, draw_pages
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.exporters.pdf import describe

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["MangaPdfConfig", "MangaPdfExporter"]

_B5_WIDTH: Final = 182 / 25.4 * 72
"""In points."""


class MangaPdfConfig(MangaConfig):
    """Settings of ``.manga.pdf``."""

    backend = "manga.pdf"


class MangaPdfExporter(Exporter[MangaPdfConfig]):
    """Writes ``.manga.pdf``."""

    name = "manga.pdf"
    config_class = MangaPdfConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        try:
            from fpdf import FPDF
        except ImportError as error:
            raise MissingExtraError("the export to .manga.pdf", extra="exports", package="fpdf2") from error
        with signing(path, "application/pdf", self.config.sign, lambda: pages_manifest(board)):
            pdf = FPDF(unit="pt")
            pdf.set_auto_page_break(False)
            describe(pdf, board)
            for page in draw_pages(board, self.config, progress):
                size = _B5_WIDTH, _B5_WIDTH * page.pixels.height / page.pixels.width
                pdf.add_page(format=size)
                pdf.image(BytesIO(as_jpeg(page.pixels, board_xmp(page.board), quality=92)), 0, 0, *size)
            pdf.output(str(path))
