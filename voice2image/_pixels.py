"""Pictures made fit for files and frames that are not like them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["as_jpeg", "fitted", "flat"]

_SEE_THROUGH = ("RGBA", "LA", "P", "PA")


def flat(pixels: Image.Image) -> Image.Image:
    """A copy in RGB, what is see-through on white."""
    if pixels.mode in _SEE_THROUGH:
        from PIL import Image

        paper = Image.new("RGBA", pixels.size, "white")
        pixels = Image.alpha_composite(paper, pixels.convert("RGBA"))
    return pixels.copy() if pixels.mode == "RGB" else pixels.convert("RGB")


def as_jpeg(pixels: Image.Image, xmp: str | None, *, quality: int = 88) -> bytes:
    """A JPEG of a picture in RGB, with the XMP packet that says how it was made, if there is one."""
    buffer = BytesIO()
    told = {"xmp": xmp.encode()} if xmp else {}
    pixels.save(buffer, "JPEG", quality=quality, subsampling=0, **told)
    return buffer.getvalue()


def fitted(pixels: Image.Image, size: tuple[int, int], background: str | tuple[int, int, int]) -> Image.Image:
    """The whole picture as large as it goes into `size` (width, height), in the middle of `background`; RGB."""
    from PIL import Image, ImageOps

    inside = ImageOps.contain(flat(pixels), size, Image.Resampling.LANCZOS)
    if inside.size == size:
        return inside
    frame = Image.new("RGB", size, background)
    frame.paste(inside, ((size[0] - inside.width) // 2, (size[1] - inside.height) // 2))
    return frame
