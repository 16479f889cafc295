"""Places, drawn by code in daylight colours under the picture's light; the sky is there already."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from .canvas import Canvas
from .light import Colour, Light

LAMP: Final[Colour] = (255, 214, 110)


@dataclass(frozen=True)
class View:
    """What a backdrop is drawn on and by: a canvas, its light, its chance, its horizon (0 top, 1 bottom)."""

    canvas: Canvas
    light: Light
    rng: random.Random
    horizon: float
    weather: str

    def land(self, colour: Colour, far: float = 0.0) -> Colour:
        """A ground colour in this light, whitened by snow, faded by distance."""
        if self.weather == "snow":
            r, g, b = colour
            colour = (r + (238 - r) * 3 // 4, g + (242 - g) * 3 // 4, b + (250 - b) * 3 // 4)
        return self.light.shade(colour, far)


def _pine(v: View, x: float, y: float, h: float, colour: Colour, far: float) -> None:
    c = v.canvas
    c.rect(x - h * 0.04, y - h * 0.2, x + h * 0.04, y, v.light.shade((92, 62, 40), far))
    for level in (0.0, 0.25, 0.5):
        top = y - h + level * h * 0.75
        width = h * (0.16 + level * 0.3)
        c.poly([(x, top), (x - width, top + h * 0.4), (x + width, top + h * 0.4)], v.land(colour, far))


def _ground(v: View, colour: Colour) -> None:
    near, far = v.land(colour), v.land(colour, 0.35)
    v.canvas.gradient(v.horizon, 1.0, (far, near, near))


def _house(v: View, x: float, y: float, w: float, h: float, wall: Colour, roof: Colour) -> None:
    c, light = v.canvas, v.light
    c.rect(x, y - h, x + w, y, light.shade(wall))
    c.poly([(x - w * 0.12, y - h), (x + w / 2, y - h * 1.6), (x + w * 1.12, y - h)], v.land(roof))
    pane = LAMP if light.dark else light.shade((90, 130, 170))
    c.rect(x + w * 0.15, y - h * 0.75, x + w * 0.4, y - h * 0.4, pane)
    c.rect(x + w * 0.58, y - h * 0.7, x + w * 0.85, y, light.shade((96, 60, 38)))


def water(v: View, top: float, near: float = 0.0) -> None:
    """Water from ``top`` to the bottom: calm bands, or rolling waves with crests in a storm."""
    deep, pale = v.light.shade((22, 96, 160)), v.light.shade((70, 160, 205))
    if v.weather == "storm":
        for i in range(5):
            y = top + 0.02 + i * (1.0 - top) / 5
            size = 0.018 + 0.012 * i
            phase = v.rng.random()
            v.canvas.waves(y, size, 0.3 + 0.06 * i, phase, v.light.shade((225, 235, 240)))
            v.canvas.waves(y + 0.016, size, 0.3 + 0.06 * i, phase, v.light.shade((26, 74 - 6 * i, 108 - 6 * i)))
        return
    v.canvas.gradient(top, 1.0, (v.light.shade((70, 160, 205), 0.35), deep))
    for i in range(5):
        y = top + (0.08 + 0.19 * i) * (1.0 - top)
        x, w = v.rng.uniform(0.0, 0.75), 0.1 + 0.04 * i
        v.canvas.line([(x, y), (x + w, y)], pale, 0.008 + 0.002 * i)
        v.canvas.line([((x + 0.5) % 0.9, y + 0.02), ((x + 0.5) % 0.9 + w, y + 0.02)], pale, 0.008)


def sea(v: View) -> None:
    """Open water."""
    water(v, v.horizon)


def cliff(v: View) -> None:
    """A grassy cliff on the left, the sea below on the right."""
    water(v, v.horizon)
    h = v.horizon
    rock = [(0.0, h - 0.06), (0.5, h - 0.05), (0.58, h), (0.6, h + 0.16), (0.68, h + 0.24), (0.72, 1.0), (0.0, 1.0)]
    v.canvas.poly(rock, v.land((128, 104, 86)))
    for x in (0.16, 0.34, 0.5):
        v.canvas.poly([(x, h + 0.06), (x + 0.07, h + 0.06), (x + 0.12, 1.0), (x + 0.03, 1.0)], v.land((104, 82, 68)))
    grass = [(0.0, h - 0.06), (0.5, h - 0.05), (0.58, h), (0.59, h + 0.05), (0.3, h + 0.08), (0.0, h + 0.05)]
    v.canvas.poly(grass, v.land((96, 160, 72)))


def beach(v: View) -> None:
    """The sea behind a strip of sand."""
    water(v, v.horizon)
    y = v.horizon + (1 - v.horizon) * 0.38
    v.canvas.waves(y - 0.015, 0.012, 0.5, v.rng.random(), v.light.shade((235, 245, 250)))
    v.canvas.waves(y + 0.01, 0.012, 0.5, v.rng.random(), v.land((236, 206, 140)))


def forest(v: View) -> None:
    """Pines behind pines on a mossy ground, sunbeams on a clear morning."""
    h = v.horizon
    _ground(v, (74, 126, 58))
    for i in range(9):
        _pine(v, i * 0.125 + v.rng.uniform(-0.02, 0.02), h + 0.04, 0.42, (70, 136, 84), 0.45)
    for x in (0.02, 0.17, 0.83, 0.97):
        _pine(v, x + v.rng.uniform(-0.025, 0.025), h + 0.16, 0.72, (30, 100, 54), 0.05)


def sunbeams(v: View) -> None:
    """Slanting rays between the trees."""
    for x in (0.22, 0.42, 0.62):
        v.canvas.overlay([(x, 0.0), (x + 0.09, 0.0), (x - 0.04, 0.95), (x - 0.24, 0.95)], (255, 246, 190), 0.34)


def field(v: View) -> None:
    """Rolling green meadow with flowers and a far hedge."""
    h = v.horizon
    v.canvas.ridge(h + 0.02, (0.03, 0.08, 0.05, 0.02, 0.06, 0.03), v.land((110, 160, 96), 0.4))
    v.canvas.ridge(h + 0.07, (0.06, 0.05, 0.04, 0.05, 0.06), v.land((126, 190, 74)))
    v.canvas.gradient(h + 0.07, 1.0, (v.land((126, 190, 74)), v.land((86, 160, 60))))
    for _ in range(14):
        y = v.rng.uniform(h + 0.12, 1.0)
        r = 0.008 + 0.01 * (y - h)
        v.canvas.ellipse(v.rng.random(), y, r, r, v.light.shade(v.rng.choice(((250, 220, 80), (245, 245, 245)))))


def mountains(v: View) -> None:
    """Snow-capped peaks over foothills."""
    h, c = v.horizon, v.canvas
    for x, top, w, far in ((0.2, 0.30, 0.30, 0.35), (0.85, 0.32, 0.32, 0.35), (0.52, 0.42, 0.36, 0.1)):
        x += v.rng.uniform(-0.03, 0.03)
        c.poly([(x - w, h + 0.02), (x, h - top), (x + w, h + 0.02)], v.light.shade((110, 116, 140), far))
        c.poly([(x, h - top), (x + w, h + 0.02), (x + w * 0.2, h + 0.02)], v.light.shade((84, 88, 114), far))
        k = 0.32
        cap = [
            (x, h - top),
            (x - w * k, h - top * (1 - k)),
            (x - w * 0.1, h - top * 0.76),
            (x + w * 0.06, h - top * 0.62),
        ]
        c.poly(
            [*cap, (x + w * 0.16, h - top * 0.76), (x + w * k, h - top * (1 - k))], v.light.shade((246, 248, 255), far)
        )
    _ground(v, (98, 140, 84))
    c.ridge(h + 0.05, (0.05, 0.02, 0.06, 0.03, 0.05), v.land((84, 126, 76), 0.1))


def river(v: View) -> None:
    """A river winding from the horizon through a green valley."""
    h, c = v.horizon, v.canvas
    c.ridge(h + 0.03, (0.12, 0.08, 0.02, 0.02, 0.09, 0.14), v.land((100, 150, 96), 0.35))
    _ground(v, (112, 172, 76))
    d = 1.0 - h
    left = [(0.56, h), (0.62, h + d * 0.16), (0.42, h + d * 0.36), (0.5, h + d * 0.62), (0.34, 1.0)]
    right = [(1.0, 1.0), (0.86, h + d * 0.62), (0.62, h + d * 0.36), (0.7, h + d * 0.16), (0.6, h)]
    c.poly(left + right, v.light.shade((64, 150, 210)))
    for y, x in ((0.3, 0.52), (0.55, 0.58), (0.8, 0.56)):
        c.line([(x, h + d * y), (x + 0.1 + 0.1 * y, h + d * y)], v.light.shade((150, 205, 235)), 0.01)
    for x in (0.06, 0.2, 0.92):
        _pine(v, x, h + 0.08, 0.24, (56, 120, 62), 0.1)


def city(v: View) -> None:
    """A street between tall houses with rows of windows."""
    h, c = v.horizon, v.canvas
    walls = ((120, 128, 150), (164, 120, 104), (96, 108, 132), (176, 160, 136), (110, 120, 140), (150, 110, 100))
    for i, wall in enumerate(walls):
        x = i / 6
        top = h - (0.5, 0.34, 0.26, 0.22, 0.38, 0.54)[i] + v.rng.uniform(-0.03, 0.03)
        c.rect(x, top, x + 1 / 6, h + 0.04, v.light.shade(wall, 0.12))
        for row in range(6):
            for column in range(2):
                y = top + 0.035 + row * 0.075
                if y < h - 0.04:
                    lit = v.light.dark and v.rng.random() < 0.6
                    pane = LAMP if lit else v.light.shade((200, 220, 235) if not v.light.dark else (70, 80, 100))
                    c.rect(x + 0.03 + column * 0.07, y, x + 0.07 + column * 0.07, y + 0.04, pane)
    c.rect(0.0, h + 0.03, 1.0, 1.0, v.land((150, 150, 152)))
    d = 1.0 - h
    c.rect(0.0, h + 0.06 + d * 0.14, 1.0, 1.0, v.land((84, 86, 92)))
    for i in range(5):
        c.rect(i * 0.22 + 0.02, h + d * 0.62, i * 0.22 + 0.13, h + d * 0.66, v.light.shade((240, 230, 180)))


def village(v: View) -> None:
    """Cottages with red roofs along a path."""
    h = v.horizon
    v.canvas.ridge(h + 0.03, (0.06, 0.1, 0.07, 0.09, 0.05), v.land((104, 152, 96), 0.4))
    _ground(v, (122, 176, 84))
    d = 1.0 - h
    v.canvas.poly([(0.46, h), (0.54, h), (0.78, 1.0), (0.22, 1.0)], v.land((206, 180, 130)))
    for x, y, s in ((0.28, 0.1, 0.12), (0.6, 0.1, 0.12), (0.02, 0.3, 0.2), (0.77, 0.3, 0.2)):
        _house(v, x + v.rng.uniform(-0.01, 0.01), h + d * y, s, s * 0.85, (236, 220, 186), (190, 74, 56))


def desert(v: View) -> None:
    """Sand dunes and cacti."""
    h, c = v.horizon, v.canvas
    c.ridge(h + 0.04, (0.03, 0.12, 0.04, 0.06, 0.13, 0.04), v.land((226, 180, 110), 0.2))
    c.ridge(h + 0.14, (0.12, 0.06, 0.1, 0.14, 0.08), v.land((240, 200, 122)))
    c.ridge(h + 0.32, (0.04, 0.12, 0.08, 0.02, 0.06), v.land((222, 172, 96)))
    for x, s in ((0.12, 0.22), (0.88, 0.17)):
        green, y = v.land((66, 130, 78)), h + 0.16
        c.line([(x, y), (x, y - s)], green, 0.035)
        c.line([(x - 0.06, y - s * 0.75), (x - 0.06, y - s * 0.45), (x, y - s * 0.4)], green, 0.025)
        c.line([(x + 0.06, y - s * 0.85), (x + 0.06, y - s * 0.6), (x, y - s * 0.5)], green, 0.025)


def castle(v: View) -> None:
    """A stone castle on a hill."""
    h, c = v.horizon, v.canvas
    stone, shadow = v.light.shade((160, 160, 170), 0.08), v.light.shade((122, 122, 136), 0.08)
    c.ridge(h + 0.06, (0.02, 0.06, 0.14, 0.18, 0.14, 0.06, 0.02), v.land((106, 158, 84), 0.15))
    base = h - 0.06
    c.rect(0.34, base - 0.16, 0.66, base, stone)
    for x, top, w in ((0.28, 0.28, 0.1), (0.62, 0.28, 0.1), (0.44, 0.36, 0.12)):
        c.rect(x, base - top, x + w, base + 0.01, shadow)
        c.poly(
            [(x - 0.02, base - top), (x + w / 2, base - top - 0.13), (x + w + 0.02, base - top)], v.land((70, 84, 150))
        )
        pane = LAMP if v.light.dark else v.light.shade((50, 52, 66))
        c.rect(x + w * 0.36, base - top + 0.05, x + w * 0.64, base - top + 0.11, pane)
    c.rect(0.46, base - 0.09, 0.54, base, v.light.shade((84, 56, 40)))
    _ground(v, (106, 164, 78))
    c.poly([(0.47, h), (0.53, h), (0.68, 1.0), (0.32, 1.0)], v.land((200, 176, 130)))


def room(v: View) -> None:
    """A wooden-floored room with a window that shows the hour."""
    h, c, light = v.horizon, v.canvas, v.light
    inside = Light(light.sky, tuple(0.45 + 0.55 * k for k in light.tint), light.subject_tint, light.haze, light.dark)  # type: ignore[arg-type]
    window = c.image.crop((0, 0, c.side, round(h * c.side))).resize((round(0.3 * c.side), round(0.32 * c.side)))
    c.rect(0.0, 0.0, 1.0, h + 0.1, inside.shade((206, 178, 150)))
    c.rect(0.0, h + 0.1, 1.0, 1.0, inside.shade((158, 104, 66)))
    for i in range(4):
        c.line([(0.0, h + 0.17 + i * 0.09), (1.0, h + 0.17 + i * 0.09)], inside.shade((128, 82, 52)), 0.006)
    c.rect(0.0, h + 0.07, 1.0, h + 0.1, inside.shade((236, 224, 206)))
    c.rect(0.09, 0.11, 0.45, 0.49, inside.shade((240, 232, 220)))
    c.image.paste(window, (round(0.12 * c.side), round(0.14 * c.side)))
    c.rect(0.262, 0.14, 0.278, 0.46, inside.shade((240, 232, 220)))
    c.rect(0.66, 0.18, 0.9, 0.36, inside.shade((120, 74, 46)))
    c.rect(0.68, 0.2, 0.88, 0.34, inside.shade((110, 160, 140)))


def snowfield(v: View) -> None:
    """White plain, far white hills, a few bare pines."""
    h, c = v.horizon, v.canvas
    c.ridge(h + 0.03, (0.1, 0.05, 0.12, 0.04, 0.09), v.light.shade((206, 220, 240), 0.25))
    c.gradient(h + 0.02, 1.0, (v.light.shade((226, 234, 246)), v.light.shade((250, 252, 255))))
    for x, s in ((0.1, 0.3), (0.9, 0.26), (0.78, 0.18)):
        _pine(v, x, h + 0.1, s, (74, 118, 108), 0.1)
    c.poly([(0.0, 0.9), (0.4, 0.82), (1.0, 0.92), (1.0, 0.95), (0.4, 0.86)], v.light.shade((196, 212, 236)))


def sky(v: View) -> None:
    """Nothing but air over a bank of clouds."""
    white = v.light.shade((250, 252, 255), 0.2)
    for i in range(6):
        v.canvas.ellipse(i * 0.2 + v.rng.uniform(-0.03, 0.03), 1.0, 0.16, 0.13, white)


BACKDROPS: Final[dict[str, Callable[[View], None]]] = {
    f.__name__: f
    for f in (sea, cliff, beach, forest, field, mountains, river, city, village, desert, castle, room, snowfield, sky)
}
