"""What a backdrop is drawn on and by, and what many backdrops hold: ground, water, pines, houses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .canvas import Canvas, Point
from .light import Colour, Light, mix

LAMP: Final[Colour] = (255, 214, 110)


@dataclass(frozen=True)
class View:
    """A canvas, its light, its horizon (0 top, 1 bottom) and its weather."""

    canvas: Canvas
    light: Light
    horizon: float
    weather: str

    def land(self, colour: Colour, far: float = 0.0) -> Colour:
        """A ground colour in this light, whitened by snow, faded by distance."""
        if self.weather == "snow":
            r, g, b = colour
            colour = (r + (240 - r) * 9 // 10, g + (244 - g) * 9 // 10, b + (252 - b) * 9 // 10)
        return self.light.shade(colour, far)

    def down(self, share: float) -> float:
        """The y that lies a share of the way from the horizon to the bottom of the frame."""
        return self.horizon + share * (1.0 - self.horizon)

    def about(self, x: float, y: float, size: float, points: Sequence[Point]) -> list[Point]:
        """Points round (x, y) in units of ``size`` frame heights, for things that keep their shape."""
        k = self.canvas.slim * size
        return [(x + px * k, y + py * size) for px, py in points]


def pine(v: View, x: float, y: float, h: float, colour: Colour, far: float) -> None:
    """A conifer, its foot at (x, y)."""
    c = v.canvas
    c.poly(
        v.about(x, y, h, [(-0.045, -0.22), (0.045, -0.22), (0.045, 0.0), (-0.045, 0.0)]),
        v.light.shade((92, 62, 40), far),
    )
    needles = mix(v.light.shade(colour, far), v.land(colour, far), 0.45)
    for level in (0.5, 0.25, 0.0):
        top, width = -1.0 + level * 0.75, 0.16 + level * 0.3
        c.poly(v.about(x, y, h, [(0.0, top), (-width, top + 0.4), (width, top + 0.4)]), needles)


def ground(v: View, colour: Colour) -> None:
    """A plain up to the horizon."""
    near, far = v.land(colour), v.land(colour, 0.35)
    v.canvas.gradient(v.horizon, 1.0, (far, near, near))
    v.canvas.rect(0.0, 0.998, 1.0, 1.0, near)


def house(v: View, x: float, y: float, w: float, h: float, wall: Colour, roof: Colour) -> None:
    """A cottage, its lower left corner at (x, y)."""
    c, light = v.canvas, v.light
    c.rect(x, y - h, x + w, y, light.shade(wall))
    c.poly([(x - w * 0.14, y - h), (x + w / 2, y - h * 1.7), (x + w * 1.14, y - h)], v.land(roof))
    pane = LAMP if light.dark else light.shade((90, 130, 170))
    c.rect(x + w * 0.12, y - h * 0.75, x + w * 0.42, y - h * 0.35, pane)
    c.rect(x + w * 0.58, y - h * 0.7, x + w * 0.85, y, light.shade((96, 60, 38)))


def water(v: View, top: float) -> None:
    """Water from ``top`` to the bottom: calm bands, or rolling waves with crests in a storm."""
    deep, pale = v.light.shade((22, 96, 160)), v.light.shade((96, 176, 216))
    if v.weather == "storm":
        v.canvas.rect(0.0, top, 1.0, 1.0, v.light.shade((40, 94, 130)))
        for i in range(3):
            y, size, phase = top + (0.12 + 0.32 * i) * (1.0 - top), 0.022 + 0.012 * i, 0.5 * (i % 2)
            v.canvas.waves(y, size, 0.34, phase, v.light.shade((228, 238, 244)))
            v.canvas.waves(y + 0.022, size, 0.34, phase, v.light.shade((26, 74 - 8 * i, 108 - 8 * i)))
        return
    v.canvas.gradient(top, 1.0, (v.light.shade((70, 160, 205), 0.35), deep))
    for i, x in enumerate((0.1, 0.62, 0.3, 0.7)):
        y, w = top + (0.1 + 0.23 * i) * (1.0 - top), 0.14 + 0.05 * i
        v.canvas.line([(x, y), (x + w, y)], pale, 0.01 + 0.002 * i)
        x = (x + 0.5) % 0.9
        v.canvas.line([(x, y + 0.04), (x + w * 0.7, y + 0.04)], pale, 0.01)
