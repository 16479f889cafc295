"""A Photoshop file of groups of layers, written as they come: compressed pixels wait on the disk, not in memory."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Final, Self

from psd_tools.constants import BlendMode, ChannelID, ColorMode, Compression, Resource, SectionDivider, Tag
from psd_tools.psd import PSD
from psd_tools.psd.header import FileHeader
from psd_tools.psd.image_data import ImageData
from psd_tools.psd.image_resources import ImageResource, ImageResources
from psd_tools.psd.layer_and_mask import (
    ChannelData,
    ChannelImageData,
    ChannelInfo,
    GlobalLayerMaskInfo,
    LayerAndMaskInformation,
    LayerInfo,
    LayerRecord,
    LayerRecords,
)
from psd_tools.psd.tagged_blocks import TaggedBlocks

if TYPE_CHECKING:
    from PIL import Image

    from voice2image.exporters._layers import Layer

__all__ = ["PsdFile"]

_CHANNELS: Final = (ChannelID.CHANNEL_0, ChannelID.CHANNEL_1, ChannelID.CHANNEL_2, ChannelID.TRANSPARENCY_MASK)
"""Red, green, blue and what is see-through, as the bands of a picture in RGBA."""


class PsdFile:
    """Groups of layers on one canvas of RGB. As a context it keeps a file without a name in `folder`.

    The library's own tree of layers compiles itself anew for each layer that is added: hours for 500 panels.
    """

    def __init__(self, size: tuple[int, int], folder: Path) -> None:
        self._header = FileHeader(width=size[0], height=size[1], channels=3, depth=8, color_mode=ColorMode.RGB)
        self._records = LayerRecords()
        self._spool: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (closed by __exit__)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.close()

    @property
    def pixel_bytes(self) -> int:
        """How much the layers take so far."""
        return self._spool.tell()

    def add(self, layer: Layer) -> None:
        """Put a layer over those before."""
        height = layer.pixels.height
        record = LayerRecord(
            top=layer.top,
            left=layer.left,
            bottom=layer.top + height,
            right=layer.left + layer.pixels.width,
            channel_info=[self._channel(layer.pixels, place, kind) for place, kind in enumerate(_CHANNELS)],
            name=layer.name,
        )
        self._keep(record)

    def add_group(self, name: str, layers: Sequence[Layer], *, visible: bool) -> None:
        """Put a group of layers, the lowest first, over all before."""
        self._mark("</Layer group>", SectionDivider.BOUNDING_SECTION_DIVIDER)
        for layer in layers:
            self.add(layer)
        self._mark(name, SectionDivider.OPEN_FOLDER, visible=visible)

    def write(self, path: Path, merged: Image.Image, xmp: str) -> None:
        """Write it all; `merged` is what programs show that know of no layers."""
        resources = ImageResources.new()
        resources[Resource.XMP_METADATA] = ImageResource(key=Resource.XMP_METADATA.value, data=xmp.encode())
        preview = ImageData(compression=Compression.RLE)
        preview.set_data([merged.getchannel(band).tobytes() for band in "RGB"], self._header)
        layers = LayerInfo(
            layer_count=len(self._records),
            layer_records=self._records,
            channel_image_data=_Spooled(self._spool),
        )
        document = PSD(
            header=self._header,
            image_resources=resources,
            layer_and_mask_information=LayerAndMaskInformation(
                layer_info=layers, global_layer_mask_info=GlobalLayerMaskInfo(), tagged_blocks=TaggedBlocks()
            ),
            image_data=preview,
        )
        with path.open("wb") as file:
            document.write(file)

    def _channel(self, pixels: Image.Image, place: int, kind: ChannelID) -> ChannelInfo:
        data = ChannelData(Compression.RLE)
        data.set_data(pixels.getchannel(place).tobytes(), pixels.width, pixels.height, 8)
        length = data.write(self._spool)
        return ChannelInfo(
            kind, length + self._spool.write(b"\0" * (length % 2))
        )  # some readers count in pairs of bytes

    def _mark(self, name: str, kind: SectionDivider, *, visible: bool = True) -> None:
        empty = [ChannelInfo(each, ChannelData().write(self._spool)) for each in _CHANNELS]
        mark = LayerRecord(name=name, channel_info=empty)
        mark.flags.visible = visible
        mark.tagged_blocks.set_data(Tag.SECTION_DIVIDER_SETTING, kind=kind)
        if kind is SectionDivider.OPEN_FOLDER:
            mark.blend_mode = BlendMode.PASS_THROUGH
        self._keep(mark)

    def _keep(self, record: LayerRecord) -> None:
        record.tagged_blocks.set_data(Tag.UNICODE_LAYER_NAME, record.name)
        self._records.append(record)


class _Spooled(ChannelImageData):
    """The layers' pixels, copied from the disk."""

    def __init__(self, spool: IO[bytes]) -> None:
        super().__init__()
        self._spool = spool

    def __bool__(self) -> bool:
        return True

    def write(self, fp: IO[bytes], **_: Any) -> int:
        """Copy all, and tell how many bytes there were."""
        size = self._spool.tell()
        self._spool.seek(0)
        shutil.copyfileobj(self._spool, fp, 1 << 20)
        return size
