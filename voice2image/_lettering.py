"""Text of any script on a picture: in lines that fit, each letter in a font that has it, from the right where it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from PIL import ImageFont, features

from voice2image._fonts import Face, FontSet
from voice2image._typeset import Typesetter, is_rtl

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

__all__ = ["Lettering"]

Align = Literal["left", "centre", "right"]


class Lettering:
    """One size and weight of a set of fonts.

    ::

        letters = Lettering(FontSet(language="ja"), size=32, bold=True)
        lines = letters.wrap(text, width=600)
        for number, line in enumerate(lines):
            letters.draw(canvas, (x, y + number * letters.line_height), line, fill="white", align="centre")
    """

    def __init__(self, fonts: FontSet, size: int, *, bold: bool = False) -> None:
        self._typesetter = Typesetter(fonts, bold=bold)
        self.size = size
        """Pixels to the em."""
        self.line_height = round(size * 1.4)
        """From one line's top to the next one's. Arabic's lowest marks reach a tenth further."""
        self.ascent = round(size * 1.07)
        """From a line's top to what its letters stand on."""

    def width(self, text: str) -> float:
        """How many pixels wide one line of it is."""
        return self._typesetter.width(text) * self.size

    def wrap(self, text: str, width: float) -> list[str]:
        """`text` in lines of at most so many pixels."""
        return self._typesetter.wrap(text, width / self.size)

    def draw(
        self,
        canvas: ImageDraw,
        at: tuple[float, float],
        line: str,
        *,
        fill: Any = "black",
        align: Align = "left",
        rtl: bool | None = None,
        outline: int = 0,
        outline_fill: Any = None,
    ) -> None:
        """Draw one line with its top at `at`: its left end there, its middle or its right end.

        Args:
            canvas: To draw on.
            at: x and y in pixels.
            line: One of :meth:`wrap`'s, or other text without line breaks.
            fill: The colour.
            align: Which part of the line `at` is.
            rtl: Whether the paragraph is read from the right; by default the line's first letter says it.
            outline: Pixels of a rim around the letters.
            outline_fill: The rim's colour.
        """
        x, y = at
        x -= {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * self.width(line)
        pieces = self._typesetter.pieces(line, rtl=is_rtl(line) if rtl is None else rtl)
        for rim in (outline, 0) if outline else (0,):  # the rim first, or it would cover the letter before
            left = x
            for piece in pieces:
                font = _font(piece.face, self.size)
                way: Any = {"direction": "rtl" if piece.rtl else "ltr"} if _shapes() else {}
                colour = outline_fill if rim else fill
                place = (left, y + self.ascent)
                canvas.text(place, piece.text, colour, font, anchor="ls", stroke_width=rim, stroke_fill=colour, **way)
                left += font.getlength(piece.text, **way)


@cache
def _shapes() -> bool:
    """Whether Pillow joins Arabic letters and places vowel signs; its wheels do."""
    return bool(features.check("raqm"))


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if _shapes() else ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(face.path), size, index=face.index, layout_engine=engine)
    if face.weight is not None:
        axes = font.get_variation_axes()
        weights: list[float] = [face.weight if _is_weight(axis) else axis["default"] or 0 for axis in axes]
        font.set_variation_by_axes(weights)
    return font


def _is_weight(axis: Any) -> bool:
    return axis["name"] in {b"Weight", "Weight"}
