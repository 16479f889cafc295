"""Manga pages as pictures: the first one under the name asked for, the others numbered beside it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack, closing
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, PngImagePlugin

from voice2image._c2pa import signer_of
from voice2image._files import replacing
from voice2image._manifest import pages_manifest
from voice2image._xmp import XMP_KEYWORD, board_xmp
from voice2image.errors import ExportError
from voice2image.exporters._manga import DrawnPage, MangaConfig, draw_pages
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["MangaPngConfig", "MangaPngExporter"]


_MARK: Final = "voice2image-page"
"""The text chunk that has a page's number. A file without it is somebody else's."""


class MangaPngConfig(MangaConfig):
    """Settings of ``.manga.png``."""

    backend = "manga.png"


class MangaPngExporter(Exporter[MangaPngConfig]):
    """Writes ``.manga.png``: ``film.manga.png``, ``film-2.manga.png``, and so on.

    Further pages take the place of an older export's, and what that one had more of is removed.
    """

    name = "manga.png"
    config_class = MangaPngConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """Write the first page; see :meth:`voice2image.exporters.base.Exporter.write`."""
        with closing(self._files(board, progress)) as files:
            path.write_bytes(next(files))

    def export(self, board: Storyboard, target: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.export`. All pages are put in place once the last is drawn.

        Raises :class:`~voice2image.errors.ExportError` also if a further page's file is there and is none of ours.
        """
        suffix = target.name[-len(self.name) - 1 :]
        stem = target.name.removesuffix(suffix)
        number = 0
        with ExitStack() as targets:
            for number, content in enumerate(self._files(board, progress), 1):
                beside = target if number == 1 else target.with_name(f"{stem}-{number}{suffix}")
                if number > 1 and beside.exists() and not _is_page(beside, number):
                    raise ExportError(f"can't write page {number}: {beside} is there, and is no page of ours")
                targets.enter_context(replacing(beside, ExportError)).write_bytes(content)
        for surplus in count(number + 1):
            beside = target.with_name(f"{stem}-{surplus}{suffix}")
            if not _is_page(beside, surplus):
                break
            try:
                beside.unlink()
            except OSError as error:
                raise ExportError(f"can't remove {beside}, a page of an older export: {error.strerror}") from error

    def _files(self, board: Storyboard, progress: Progress) -> Generator[bytes, None, None]:
        sign = signer_of(self.config.sign)
        for page in draw_pages(board, self.config, progress):
            yield sign(_png(page), "image/png", partial(pages_manifest, page.board))


def _png(page: DrawnPage) -> bytes:
    told, buffer = PngImagePlugin.PngInfo(), BytesIO()
    told.add_text(_MARK, str(page.number))
    told.add_itxt(XMP_KEYWORD, board_xmp(page.board))
    page.pixels.save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()


def _is_page(path: Path, number: int) -> bool:
    """Whether it is that page of an export; the first page of one that has a number in its name isn't."""
    try:
        with Image.open(path, formats=["PNG"]) as page:
            return page.info.get(_MARK) == str(number)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
