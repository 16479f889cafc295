"""A pen that draws in its own units, for figures built of parts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from .light import Colour

Point = tuple[float, float]


class Pen:
    """Draws flat shapes on an image, in units that are moved and scaled.

    Args:
        draw: What to draw on.
        x: Where the pen's origin lies, in pixels.
        y: As ``x``, downwards.
        kx: Pixels in one unit across.
        ky: Pixels in one unit down.
    """

    def __init__(self, draw: ImageDraw.ImageDraw, x: float, y: float, kx: float, ky: float) -> None:
        self._draw, self._x, self._y, self._kx, self._ky = draw, x, y, kx, ky

    def at(self, x: float, y: float, kx: float = 1.0, ky: float | None = None) -> Pen:
        """A pen whose origin is at a point of this one."""
        down = self._ky * (kx if ky is None else ky)
        return Pen(self._draw, self._x + x * self._kx, self._y + y * self._ky, self._kx * kx, down)

    def _xy(self, x: float, y: float) -> Point:
        return self._x + x * self._kx, self._y + y * self._ky

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (a, b), (c, d) = self._xy(x0, y0), self._xy(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def _wide(self, width: float) -> int:
        return max(1, round(width * math.sqrt(abs(self._kx * self._ky))))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """A filled ellipse round a centre."""
        self._draw.ellipse(self._box(x - rx, y - ry, x + rx, y + ry), fill=fill)

    def slice(self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: Colour) -> None:
        """The part of an ellipse that a chord cuts off, clockwise from ``start`` degrees."""
        self._draw.chord(self._box(x - rx, y - ry, x + rx, y + ry), start, end, fill=fill)

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: Colour, width: float
    ) -> None:
        """A part of an ellipse's outline."""
        self._draw.arc(self._box(x - rx, y - ry, x + rx, y + ry), start, end, fill=fill, width=self._wide(width))

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon([self._xy(*p) for p in points], fill=fill)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Colour, round_: float = 0.0) -> None:
        """A filled rectangle with round corners."""
        self._draw.rounded_rectangle(self._box(x0, y0, x1, y1), self._wide(round_) if round_ else 0, fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """A thick line with round ends and joints."""
        wide = self._wide(width)
        at = [self._xy(*p) for p in points]
        self._draw.line(at, fill=fill, width=wide)
        for x, y in at:
            self._draw.ellipse((x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2), fill=fill)


def canvas(width: int, height: int, x: float, y: float, scale: float) -> tuple[Image.Image, Pen]:
    """A transparent image and a pen with its origin at (x, y) pixels."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    return image, Pen(ImageDraw.Draw(image), x, y, scale, scale)
