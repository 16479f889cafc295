"""The shot list as a spreadsheet (Office Open XML) with a thumbnail in each row."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field

from voice2image._pixels import as_jpeg, flat
from voice2image._xmp import picture_xmp
from voice2image.errors import MissingExtraError
from voice2image.exporters._losses import left_out, or_without
from voice2image.exporters._shot_list import COLUMNS, Cell, ShotListConfig, printable, rows
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["XlsxConfig", "XlsxExporter"]

_WIDTHS: Final = {"Action": 44, "Dialogue": 32, "Words heard": 44, "Prompt": 44, "Notes": 28, "Negative prompt": 28}
"""Of the columns that hold sentences, in characters."""
_CELL_LIMIT: Final = 32_767
"""Characters that Excel takes in a cell."""
_PX_TO_PT: Final = 0.75
_CHARACTER_PX: Final = 7
"""The width that column widths are counted in."""


class XlsxConfig(ShotListConfig):
    """Settings of ``.xlsx``."""

    backend = "xlsx"
    thumbnails: bool = True
    """Whether each row shows its picture."""
    thumbnail_height: Annotated[int, Field(ge=16, le=400)] = 90
    """In pixels."""


class XlsxExporter(Exporter[XlsxConfig]):
    """Writes ``.xlsx``. Texts stay texts, those that look like formulas too."""

    name = "xlsx"
    config_class = XlsxConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        try:
            from openpyxl import Workbook
            from openpyxl.styles import Alignment, Font
            from openpyxl.utils import get_column_letter
        except ImportError as error:
            raise MissingExtraError("the export to .xlsx", extra="exports", package="openpyxl") from error

        book = Workbook()
        sheet: Any = book.active
        sheet.title = "Shot list"
        book.properties.title = printable(board.title)
        book.properties.creator = "voice2image"
        book.properties.description = "Its pictures were drawn by a machine."
        first = 2 if self.config.thumbnails else 1  # the column that the shot list begins in
        for column, heading in enumerate(COLUMNS, first):
            sheet.cell(1, column, heading).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(heading, 13)
        for done, row in enumerate(rows(board, self.config.pace)):
            progress(done / len(board))
            for column, value in enumerate(row, first):
                cell = sheet.cell(done + 2, column, _short(value, board[done]))
                if isinstance(value, str):
                    cell.data_type = "s"  # "=1+1" is what somebody said
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            if self.config.thumbnails:
                self._show(sheet, done + 2, board[done])
        if self.config.thumbnails:
            sheet.cell(1, 1, "Thumbnail").font = Font(bold=True)
            sheet.column_dimensions["A"].width = self.config.thumbnail_height * 16 / 9 / _CHARACTER_PX + 1
        sheet.freeze_panes = sheet.cell(2, first + 1)
        sheet.page_setup.orientation = "landscape"
        sheet.auto_filter.ref = f"{get_column_letter(first)}1:{sheet.dimensions.rpartition(':')[2]}"
        content = BytesIO()  # openpyxl leaves a half-written file open when the disk is full
        book.save(content)
        path.write_bytes(content.getvalue())

    def _show(self, sheet: Any, line: int, panel: Panel) -> None:
        """Put the panel's thumbnail in front of its row."""
        from openpyxl.drawing.image import Image as Drawing

        sheet.row_dimensions[line].height = (self.config.thumbnail_height + 6) * _PX_TO_PT
        if panel.image is None:
            return
        with or_without(panel):
            small = flat(panel.image.pixels)
            small.thumbnail((self.config.thumbnail_height * 16 // 9, self.config.thumbnail_height))
            content = as_jpeg(small, picture_xmp(panel.image.provenance), quality=85)
            sheet.add_image(Drawing(BytesIO(content)), f"A{line}")


def _short(cell: Cell, panel: Panel) -> Cell:
    """A cell that Excel takes; what is left out of a longer text is told by its end."""
    if not isinstance(cell, str) or len(cell) <= _CELL_LIMIT:
        return cell
    left_out(f"a text is cut, since a cell holds {_CELL_LIMIT} characters at most", panel)
    return f"{cell[: _CELL_LIMIT - 4]} […]"
