"""Manga pages as pictures: the first one under the name asked for, the others numbered beside it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from voice2image._files import replacing
from voice2image.errors import ExportError
from voice2image.exporters._manga import MangaConfig, draw_pages
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["MangaPngConfig", "MangaPngExporter"]


class MangaPngConfig(MangaConfig):
    """Settings of ``.manga.png``."""

    backend = "manga.png"


class MangaPngExporter(Exporter[MangaPngConfig]):
    """Writes ``.manga.png``: ``film.manga.png``, ``film-2.manga.png``, and so on."""

    name = "manga.png"
    config_class = MangaPngConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """Write the first page; see :meth:`voice2image.exporters.base.Exporter.write`."""
        next(draw_pages(board, self.config, progress)).save(path, "PNG")

    def export(self, board: Storyboard, target: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.export`. All pages are put in place once the last is drawn."""
        suffix = target.name[-len(self.name) - 1 :]
        stem = target.name.removesuffix(suffix)
        with ExitStack() as files:
            for number, page in enumerate(draw_pages(board, self.config, progress), 1):
                beside = target if number == 1 else target.with_name(f"{stem}-{number}{suffix}")
                page.save(files.enter_context(replacing(beside, ExportError)), "PNG")
