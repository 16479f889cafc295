"""Manga pages as a comic book archive with `ComicInfo.xml <https://anansi-project.github.io/docs/comicinfo/intro>`_."""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from voice2image._c2pa import signer_of
from voice2image._manifest import pages_manifest
from voice2image._pixels import as_jpeg
from voice2image._xmp import board_xmp
from voice2image.exporters._manga import MangaConfig, draw_pages
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["CbzConfig", "CbzExporter"]


class CbzConfig(MangaConfig):
    """Settings of ``.cbz``."""

    backend = "cbz"


class CbzExporter(Exporter[CbzConfig]):
    """Writes ``.cbz``, which comic readers open; one that reads from the right is told to."""

    name = "cbz"
    config_class = CbzConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        sign = signer_of(self.config.sign)
        sizes: list[int] = []
        with zipfile.ZipFile(path, "w") as file:  # the pages are compressed already
            for page in draw_pages(board, self.config, progress):
                content = as_jpeg(page.pixels, board_xmp(page.board), quality=92)
                content = sign(content, "image/jpeg", partial(pages_manifest, page.board))
                file.writestr(f"{page.number:04}.jpg", content)
                sizes.append(len(content))
            file.writestr("ComicInfo.xml", self._info(board, sizes))

    def _info(self, board: Storyboard, sizes: list[int]) -> bytes:
        info = ElementTree.Element("ComicInfo")
        year, month, day = board.created_at[:4], board.created_at[5:7], board.created_at[8:10]
        told = {
            "Title": "".join(letter for letter in board.title if letter.isprintable()),
            "Notes": "The pictures were drawn by a machine, with voice2image.",
            "Year": year,
            "Month": month,
            "Day": day,
            "PageCount": str(len(sizes)),
            "LanguageISO": board.transcript.language or "",
            "Format": "Storyboard",
            "Manga": "YesAndRightToLeft" if self.config.read_from(board) == "rtl" else "No",
        }
        for name, text in told.items():
            if text:
                ElementTree.SubElement(info, name).text = text
        listed = ElementTree.SubElement(info, "Pages")
        for number, size in enumerate(sizes):
            page = {"Image": str(number), "ImageSize": str(size)}
            ElementTree.SubElement(listed, "Page", {**page, "Type": "FrontCover"} if number == 0 else page)
        content: bytes = ElementTree.tostring(info, "UTF-8", xml_declaration=True)
        return content
