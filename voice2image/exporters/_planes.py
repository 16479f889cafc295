"""Pictures as films hold them, so that what moves or mixes isn't converted from RGB again for each frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from av import VideoFrame

__all__ = ["Box", "Layer", "Planes"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""
_BLACK: Final = (16, 128, 128)


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    """A picture in YUV 4:2:0 by BT.709: brightness in full, the two colours at half its width and height."""

    y: Image.Image
    u: Image.Image
    v: Image.Image

    @classmethod
    def of(cls, picture: Image.Image) -> Planes:
        """An RGB picture of an even width and height."""
        import av

        frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
        flat = frame.reformat(format="yuv420p", dst_colorspace="ITU709").to_ndarray().reshape(-1)
        width, height = picture.size
        whole, quarter = width * height, width * height // 4
        half = width // 2, height // 2
        return cls(
            Image.frombytes("L", picture.size, flat[:whole].tobytes()),
            Image.frombytes("L", half, flat[whole : whole + quarter].tobytes()),
            Image.frombytes("L", half, flat[whole + quarter :].tobytes()),
        )

    @classmethod
    def black(cls, size: tuple[int, int]) -> Planes:
        """A black picture of a width and height."""
        half = size[0] // 2, size[1] // 2
        y, u, v = (Image.new("L", each, level) for each, level in zip((size, half, half), _BLACK, strict=True))
        return cls(y, u, v)

    def seen(self, inside: tuple[int, int, int, int], box: Box) -> Planes:
        """The part `inside` this picture filled with what `box` says of that part."""

        def moved(plane: Image.Image, scale: int) -> Image.Image:
            left, top, right, bottom = (edge // scale for edge in inside)
            begin, end = (left + box[0] / scale, top + box[1] / scale), (left + box[2] / scale, top + box[3] / scale)
            source = (*begin, min(end[0], right), min(end[1], bottom))  # a rounding error more is refused
            part = plane.resize((right - left, bottom - top), Image.Resampling.BILINEAR, source)
            if part.size == plane.size:
                return part
            screen = plane.copy()
            screen.paste(part, (left, top))
            return screen

        return Planes(moved(self.y, 1), moved(self.u, 2), moved(self.v, 2))

    def mixed(self, other: Planes, share: float) -> Planes:
        """This picture and a share, 0 to 1, of another of its size."""
        return self._with(other, lambda mine, theirs: Image.blend(mine, theirs, share))

    def wiped(self, other: Planes, share: float) -> Planes:
        """This picture with another of its size over a share of its width, from the left."""

        def wiped(mine: Image.Image, theirs: Image.Image) -> Image.Image:
            screen = mine.copy()
            screen.paste(theirs.crop((0, 0, round(mine.width * share), mine.height)))
            return screen

        return self._with(other, wiped)

    def under(self, layer: Layer) -> Planes:
        """This picture with a layer over it."""

        def covered(plane: Image.Image, cover: Image.Image, mask: Image.Image, scale: int) -> Image.Image:
            screen = plane.copy()
            screen.paste(cover, (layer.left // scale, layer.top // scale), mask)
            return screen

        half = layer.mask.reduce(2)
        return Planes(
            covered(self.y, layer.planes.y, layer.mask, 1),
            covered(self.u, layer.planes.u, half, 2),
            covered(self.v, layer.planes.v, half, 2),
        )

    def frame(self) -> VideoFrame:
        """It as a frame to encode."""
        import av

        flat = np.concatenate([np.asarray(plane).reshape(-1) for plane in (self.y, self.u, self.v)])
        return av.VideoFrame.from_ndarray(flat.reshape(-1, self.y.width), format="yuv420p")

    def _with(self, other: Planes, mix: Callable[[Image.Image, Image.Image], Image.Image]) -> Planes:
        return Planes(mix(self.y, other.y), mix(self.u, other.u), mix(self.v, other.v))


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Something to lie over pictures."""

    planes: Planes
    mask: Image.Image
    """How much of it covers what is below, 0 to 255."""
    left: int
    top: int

    @classmethod
    def of(cls, drawing: Image.Image) -> Layer | None:
        """What isn't see-through of an RGBA drawing of the whole screen; ``None`` if all is."""
        found = drawing.getchannel("A").getbbox()
        if found is None:
            return None
        left, top = found[0] // 2 * 2, found[1] // 2 * 2
        part = drawing.crop((left, top, (found[2] + 1) // 2 * 2, (found[3] + 1) // 2 * 2))
        return cls(Planes.of(part.convert("RGB")), part.getchannel("A"), left, top)
