"""Manga pages as a PDF to be printed: a picture a page, on B5 paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from voice2image._fonts import clean
from voice2image.exporters._manga import MangaConfig, draw_pages
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["MangaPdfConfig", "MangaPdfExporter"]

_B5_WIDTH_IN: Final = 182 / 25.4


class MangaPdfConfig(MangaConfig):
    """Settings of ``.manga.pdf``."""

    backend = "manga.pdf"


class MangaPdfExporter(Exporter[MangaPdfConfig]):
    """Writes ``.manga.pdf``."""

    name = "manga.pdf"
    config_class = MangaPdfConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        pages = draw_pages(board, self.config, progress)
        next(pages).save(
            path,
            "PDF",
            save_all=True,
            append_images=pages,  # drawn one at a time, as they are asked for
            resolution=self.config.page_width / _B5_WIDTH_IN,
            quality=92,
            title=clean(board.title),
            producer="voice2image",
            keywords="The pictures were drawn by a machine.",
        )
