"""OpenRaster (https://www.openraster.org), which Krita, GIMP and MyPaint open: a group of layers a panel."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from voice2image._xmp import XMP_KEYWORD, board_xmp
from voice2image.exporters._layers import Drawing, Layer, LayersConfig
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["OraConfig", "OraExporter"]

_THUMBNAIL: Final = (256, 256)


class OraConfig(LayersConfig):
    """Settings of ``.ora``."""

    backend = "ora"


class OraExporter(Exporter[OraConfig]):
    """Writes ``.ora``. All panels lie on one canvas, each in its group; the first one's is the one that is seen."""

    name = "ora"
    config_class = OraConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        drawing = Drawing(board, self.config)
        width, height = drawing.size
        image = ElementTree.Element("image", version="0.0.5", w=str(width), h=str(height))
        root = ElementTree.SubElement(image, "stack")
        merged = Image.new("RGB", drawing.size, "white")
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("mimetype", "image/openraster")  # first and not compressed, as the format has it
            for place, panel in enumerate(board):
                progress(place / len(board))
                layers = drawing.layers(panel)
                seen = "visible" if place == 0 else "hidden"
                group = ElementTree.SubElement(root, "stack", name=f"Panel {panel.number}", visibility=seen)
                for layer in reversed(layers):  # the uppermost first
                    shared = layer is drawing.frame
                    source = "data/frame.png" if shared else f"data/{panel.number:03}-{layer.name.lower()}.png"
                    _list(group, layer, source)
                    if not shared or place == 0:
                        file.writestr(source, _png(layer.pixels))
                if place == 0:
                    merged = drawing.flat(layers)
            drawing.fonts.warn()
            paper = drawing.paper()
            _list(root, paper, "data/paper.png")
            file.writestr("data/paper.png", _png(paper.pixels))
            file.writestr("stack.xml", ElementTree.tostring(image, "UTF-8", xml_declaration=True))
            file.writestr("mergedimage.png", _png(merged, board_xmp(board)))
            merged.thumbnail(_THUMBNAIL)
            file.writestr("Thumbnails/thumbnail.png", _png(merged))


def _list(group: ElementTree.Element, layer: Layer, source: str) -> None:
    where = {"name": layer.name, "src": source, "x": str(layer.left), "y": str(layer.top)}
    ElementTree.SubElement(group, "layer", where)


def _png(pixels: Image.Image, xmp: str | None = None) -> bytes:
    content, told = BytesIO(), PngInfo()
    if xmp is not None:
        told.add_itxt(XMP_KEYWORD, xmp)
    # A third faster than usual, and no larger.
    pixels.save(content, "PNG", compress_level=1, compress_type=zlib.Z_RLE, pnginfo=told)
    return content.getvalue()
