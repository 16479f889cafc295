"""The shot list as comma-separated values (RFC 4180), a line a panel."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voice2image.exporters._shot_list import COLUMNS, Cell, ShotListConfig, rows
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["CsvConfig", "CsvExporter"]

_FORMULA: Final = ("=", "+", "-", "@")
"""What makes a spreadsheet take a text for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""


class CsvConfig(ShotListConfig):
    """Settings of ``.csv``."""

    backend = "csv"


class CsvExporter(Exporter[CsvConfig]):
    """Writes ``.csv`` in UTF-8 with a byte order mark, without which Excel takes it for another encoding.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """

    name = "csv"
    config_class = CsvConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for done, row in enumerate(rows(board, self.config.pace)):
                progress(done / len(board))
                writer.writerow(map(_harmless, row))


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
