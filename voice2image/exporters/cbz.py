"""Manga pages as a comic book archive with `ComicInfo.xml <https://anansi-project.github.io/docs/comicinfo/intro>`_."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

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
        sizes: list[int] = []
        with zipfile.ZipFile(path, "w") as file:  # the pages are compressed already
            for number, page in enumerate(draw_pages(board, self.config, progress), 1):
                content = BytesIO()
                page.save(content, "JPEG", quality=92, subsampling=0)
                file.writestr(f"{number:04}.jpg", content.getvalue())
                sizes.append(len(content.getvalue()))
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
