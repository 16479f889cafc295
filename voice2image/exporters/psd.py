"""Photoshop's own format, which Clip Studio Paint, Krita and Procreate open too: a group of layers a panel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from voice2image._xmp import board_xmp
from voice2image.errors import ExportError, MissingExtraError
from voice2image.exporters._layers import Drawing, LayersConfig
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["PsdConfig", "PsdExporter"]

_LIMIT_BYTES: Final = 2**31 - 1
"""Photoshop's, for ``.psd``."""


class PsdConfig(LayersConfig):
    """Settings of ``.psd``."""

    backend = "psd"


class PsdExporter(Exporter[PsdConfig]):
    """Writes ``.psd``. All panels lie on one canvas, each in its group; the first one's is the one that is seen."""

    name = "psd"
    config_class = PsdConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        try:
            from voice2image.exporters._psd_file import PsdFile
        except ImportError as error:
            raise MissingExtraError("the export to .psd", extra="exports", package="psd-tools") from error
        drawing = Drawing(board, self.config)
        most = _LIMIT_BYTES - 4 * drawing.size[0] * drawing.size[1]  # besides what the layers look like together
        with PsdFile(drawing.size, path.parent) as document:
            document.add(drawing.paper())
            flat = drawing.flat([])
            for place, panel in enumerate(board):
                progress(place / len(board))
                layers = drawing.layers(panel)
                document.add_group(f"Panel {panel.number}", layers, visible=place == 0)
                if place == 0:
                    flat = drawing.flat(layers)
                if document.pixel_bytes > most:
                    raise ExportError(
                        f"{len(board)} panels at short_side={self.config.short_side} are more than a .psd "
                        "holds (2 GiB): export to .ora, choose a smaller short_side, or export fewer panels"
                    )
            drawing.fonts.warn()
            document.write(path, flat, board_xmp(board))
