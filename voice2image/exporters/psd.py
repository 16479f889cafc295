"""Photoshop's own format, which Clip Studio Paint, Krita and Procreate open too: a group of layers a panel."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from voice2image.errors import ExportError, MissingExtraError
from voice2image.exporters._layers import Drawing, Layer, LayersConfig
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
            from psd_tools import PSDImage
        except ImportError as error:
            raise MissingExtraError("the export to .psd", extra="exports", package="psd-tools") from error
        drawing = Drawing(board, self.config)
        document: Any = PSDImage.new("RGB", drawing.size, color=255)

        def add(layer: Layer) -> Any:
            made = document.create_pixel_layer(layer.pixels, name=layer.name, top=layer.top, left=layer.left)
            if layer.pixels.getchannel("A").getextrema() == (255, 255):
                made.remove_mask()  # psd-tools keeps what is see-through as a mask, and makes one for every layer
            return made

        add(drawing.paper())
        for place, panel in enumerate(board):
            progress(place / len(board))
            group = document.create_group(list(map(add, drawing.layers(panel))), name=f"Panel {panel.number}")
            group.visible = place == 0
        drawing.fonts.warn()
        content = BytesIO()
        document.save(content)
        if content.tell() > _LIMIT_BYTES:
            raise ExportError(
                f"{len(board)} panels at short_side={self.config.short_side} are more than a .psd holds (2 GiB): "
                "export to .ora, choose a smaller short_side, or export fewer panels"
            )
        path.write_bytes(content.getbuffer())
