"""Wild places, drawn by code in daylight colours under the picture's light; the sky is there already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from . import built, indoors
from .light import Colour, mix
from .view import View, ground, pine, water


def sea(v: View) -> None:
    """Open water."""
    water(v, v.horizon)


def cliff(v: View) -> None:
    """A grassy cliff on the left, the sea below on the right."""
    water(v, v.horizon)
    h, d = v.horizon, v.down
    t = h + 0.02
    rock = [(0.0, t - 0.06), (0.56, t - 0.04), (0.64, t), (0.65, d(0.4)), (0.72, d(0.6)), (0.75, 1.0), (0.0, 1.0)]
    v.canvas.poly(rock, v.light.shade((132, 104, 86)))
    for x in (0.1, 0.3, 0.5):
        v.canvas.poly([(x, d(0.3)), (x + 0.08, d(0.3)), (x + 0.14, 1.0), (x + 0.04, 1.0)], v.light.shade((100, 78, 66)))
    grass = [(0.0, t - 0.06), (0.56, t - 0.04), (0.64, t), (0.66, d(0.28)), (0.3, d(0.36)), (0.0, d(0.3))]
    v.canvas.poly(grass, v.land((96, 166, 70)))


def beach(v: View) -> None:
    """The sea behind a strip of sand, a palm on the left, a sunshade on the right."""
    water(v, v.horizon)
    c, y = v.canvas, v.down(0.42)
    c.waves(y - 0.015, 0.012, 0.5, 0.1, v.light.shade((240, 248, 252)))
    c.waves(y + 0.012, 0.012, 0.5, 0.1, v.land((242, 212, 146)))
    x, foot, s = 0.15, v.down(0.6), 0.55
    trunk, leaf = v.light.shade((142, 98, 58)), v.land((52, 150, 74))
    c.poly(v.about(x, foot, s, [(-0.05, 0.0), (0.05, 0.0), (0.11, -0.8), (0.06, -0.8)]), trunk)
    for dx, dy in ((-0.36, -0.68), (0.5, -0.66), (-0.26, -0.96), (0.4, -0.98), (0.08, -0.56)):
        c.poly(v.about(x, foot, s, [(0.08, -0.86), (dx, dy), (0.08, -0.74), (0.14, -0.8)]), leaf)
    x, s = 0.84, 0.32
    c.line(v.about(x, foot, s, [(0.0, 0.0), (0.0, -0.8)]), v.light.shade((240, 236, 226)), 0.014)
    for i, colour in enumerate(((226, 60, 56), (250, 244, 236), (226, 60, 56), (250, 244, 236))):
        edge = -0.48 + 0.24 * i
        c.poly(v.about(x, foot, s, [(0.0, -1.05), (edge, -0.66), (edge + 0.24, -0.66)]), v.light.shade(colour))


def underwater(v: View) -> None:
    """Blue-green depth with light from above, seaweed, bubbles and sand."""
    c, time = v.canvas, v.light.time
    top, deep = {
        "dawn": ((246, 196, 214), (84, 100, 160)),
        "day": ((120, 226, 232), (8, 84, 150)),
        "sunset": ((250, 150, 92), (96, 44, 96)),
        "night": ((20, 50, 104), (3, 12, 40)),
    }[time]
    middle = mix(top, deep, 0.4 if time in ("day", "night") else 0.5)
    c.gradient(0.0, 1.0, (top, mix(middle, (40, 170, 190), 0.0 if time == "night" else 0.35), deep))
    for x in (0.2, 0.46, 0.74):
        c.overlay([(x, 0.0), (x + 0.1, 0.0), (x + 0.02, 0.8), (x - 0.16, 0.8)], top, 0.35)
    y = min(0.86, v.horizon + 0.24)
    c.ridge(y, (0.0, 0.03, 0.01, 0.04, 0.02, 0.0), mix(v.light.shade((222, 204, 150)), deep, 0.3))
    weed = mix(v.light.shade((40, 160, 80)), deep, 0.15)
    for x, tall in ((0.1, 0.5), (0.2, 0.36), (0.8, 0.4), (0.9, 0.56)):
        wave = [(0.0, 0.06), (0.05, -0.25), (-0.05, -0.5), (0.05, -0.75), (0.0, -1.0)]
        c.line(v.about(x, y, tall, wave), weed, 0.045)
    for x, by, r in ((0.3, 0.24, 0.022), (0.27, 0.36, 0.03), (0.7, 0.2, 0.03), (0.74, 0.34, 0.02), (0.68, 0.1, 0.018)):
        c.disc(x, by, r, mix(top, (255, 255, 255), 0.2 if time == "night" else 0.6))
        c.disc(x, by, r * 0.65, middle)


def river(v: View) -> None:
    """A river from the horizon through a green valley, widening to the front."""
    c, d = v.canvas, v.down
    c.ridge(v.horizon + 0.03, (0.14, 0.09, 0.02, 0.02, 0.1, 0.16), v.land((100, 150, 96), 0.35))
    ground(v, (112, 172, 76))
    left = [(0.52, d(0.0)), (0.6, d(0.12)), (0.34, d(0.32)), (0.3, d(0.5)), (0.12, d(0.75)), (0.04, 1.0)]
    right = [(0.97, 1.0), (0.88, d(0.75)), (0.74, d(0.5)), (0.64, d(0.32)), (0.7, d(0.12)), (0.56, d(0.0))]
    c.poly([(x, y) for x, y in left] + right, v.light.shade((64, 150, 214)))
    for y, x in ((0.25, 0.46), (0.5, 0.42), (0.72, 0.5)):
        c.line([(x, d(y)), (x + 0.1 + 0.1 * y, d(y))], v.light.shade((160, 212, 240)), 0.012)
    c.ridge(d(0.84), (0.02, 0.0, -0.01, 0.0, 0.02), v.land((100, 162, 68)))  # the near bank, to stand on
    for x, s in ((0.06, 0.34), (0.18, 0.26), (0.84, 0.26), (0.95, 0.36)):
        pine(v, x, v.horizon + 0.1, s, (56, 120, 62), 0.1)


def forest(v: View) -> None:
    """Pines before pines on a mossy ground, sunbeams on a clear morning."""
    h = v.horizon
    ground(v, (80, 134, 60))
    for i in range(9):
        pine(v, i * 0.125, h + 0.13, 0.58, (70, 136, 84), 0.4)
    for x in (0.0, 0.17, 0.83, 1.0):
        pine(v, x, h + (0.18 if 0.1 < x < 0.9 else 0.26), 0.84, (28, 96, 52), 0.03)
    if v.weather == "clear" and v.light.time in ("dawn", "day"):
        for x in (0.32, 0.5, 0.68):
            v.canvas.overlay([(x, 0.0), (x + 0.07, 0.0), (x - 0.06, 0.9), (x - 0.2, 0.9)], (255, 246, 200), 0.3)


def field(v: View) -> None:
    """Rolling green meadow with flowers and a far hedge."""
    h, d = v.horizon, v.down
    v.canvas.ridge(h + 0.02, (0.03, 0.08, 0.05, 0.02, 0.06, 0.03), v.land((110, 160, 96), 0.4))
    v.canvas.ridge(h + 0.07, (0.06, 0.05, 0.04, 0.05, 0.06), v.land((126, 196, 70)))
    v.canvas.gradient(h + 0.07, 1.0, (v.land((126, 196, 70)), v.land((82, 160, 56))))
    reds: tuple[Colour, ...] = ((250, 216, 60), (248, 248, 248), (236, 74, 74))
    spots = (0.08, 0.3), (0.24, 0.42), (0.4, 0.34), (0.62, 0.4), (0.78, 0.32), (0.94, 0.44), (0.12, 0.62), (0.32, 0.78)
    for i, (x, y) in enumerate((*spots, (0.7, 0.66), (0.88, 0.76), (0.06, 0.92), (0.52, 0.94), (0.78, 0.95))):
        v.canvas.disc(x, d(y), 0.012 + 0.014 * y, v.light.shade(reds[i % 3]))


def mountains(v: View) -> None:
    """Snow-capped peaks over foothills."""
    h, c = max(v.horizon, 0.36), v.canvas  # from above, too, the peaks are to be seen
    up = min(1.0, h / 0.5)
    for x, high, w, far in ((0.2, 0.38, 0.32, 0.25), (0.84, 0.4, 0.34, 0.25), (0.52, 0.47, 0.36, 0.05)):
        top = high * up
        c.poly([(x - w, h + 0.02), (x, h - top), (x + w, h + 0.02)], v.light.shade((112, 118, 142), far))
        c.poly([(x, h - top), (x + w, h + 0.02), (x + w * 0.2, h + 0.02)], v.light.shade((80, 84, 112), far))
        k = 0.36
        cap = [
            (x, h - top),
            (x - w * k, h - top * (1 - k)),
            (x - w * 0.1, h - top * 0.74),
            (x + w * 0.06, h - top * 0.6),
        ]
        cap += [(x + w * 0.16, h - top * 0.74), (x + w * k, h - top * (1 - k))]
        c.poly(cap, v.light.shade((248, 250, 255), far * 0.6))
    ground(replace(v, horizon=h), (98, 140, 84))
    c.ridge(h + 0.05, (0.05, 0.02, 0.06, 0.03, 0.05), v.land((84, 126, 76), 0.1))


def desert(v: View) -> None:
    """Sand dunes and cacti."""
    h, c = v.horizon, v.canvas
    c.ridge(h + 0.04, (0.03, 0.12, 0.04, 0.06, 0.13, 0.04), v.land((226, 180, 110), 0.2))
    c.ridge(h + 0.14, (0.12, 0.06, 0.1, 0.14, 0.08), v.land((246, 204, 122)))
    c.ridge(h + 0.34, (0.04, 0.12, 0.08, 0.02, 0.06), v.land((224, 170, 92)))
    for x, s in ((0.14, 0.42), (0.86, 0.34)):
        green, y = v.light.shade((58, 132, 74)), h + 0.16
        c.line(v.about(x, y, s, [(0.0, 0.0), (0.0, -1.0)]), green, 0.17 * s)
        c.line(v.about(x, y, s, [(-0.26, -0.8), (-0.26, -0.45), (0.0, -0.4)]), green, 0.12 * s)
        c.line(v.about(x, y, s, [(0.26, -0.9), (0.26, -0.6), (0.0, -0.55)]), green, 0.12 * s)


def snowfield(v: View) -> None:
    """White plain, far white hills, a few snowy pines, a snowman."""
    h, c = v.horizon, v.canvas
    c.ridge(h + 0.03, (0.1, 0.05, 0.12, 0.04, 0.09), v.light.shade((206, 220, 240), 0.25))
    c.gradient(h + 0.02, 1.0, (v.light.shade((226, 234, 246)), v.light.shade((250, 252, 255))))
    white = v.light.shade((252, 253, 255))
    for x, s in ((0.06, 0.32), (0.2, 0.42), (0.82, 0.46), (0.96, 0.3)):
        pine(v, x, h + 0.1, s, (62, 112, 104), 0.05)
        c.poly(v.about(x, h + 0.1, s, [(0.0, -1.0), (-0.1, -0.76), (0.0, -0.8), (0.1, -0.76)]), white)
        c.poly(v.about(x, h + 0.1, s, [(-0.31, -0.22), (0.31, -0.22), (0.2, -0.34), (-0.2, -0.34)]), white)
    shadow = v.light.shade((196, 212, 238))
    c.poly(
        [(0.0, v.down(0.75)), (0.4, v.down(0.6)), (1.0, v.down(0.8)), (1.0, v.down(0.86)), (0.4, v.down(0.68))], shadow
    )


def sky(v: View) -> None:
    """Nothing but air over a bank of clouds."""
    white = v.light.shade((250, 252, 255), 0.2)
    grey = v.light.shade((206, 220, 240), 0.2)
    for i in range(5):
        v.canvas.ellipse(0.1 + i * 0.22, 0.94, 0.16, 0.14, grey)
    for i in range(6):
        v.canvas.ellipse(i * 0.2, 1.02, 0.15, 0.13, white)


_WILD: Final = (sea, cliff, beach, underwater, river, forest, field, mountains, desert, snowfield, sky)
_MADE: Final = (built.harbour, built.bridge, built.road, built.village, built.city, built.castle)
_CLOSED: Final = (indoors.room, indoors.bedroom, indoors.kitchen, indoors.cave, indoors.space)
BACKDROPS: Final[dict[str, Callable[[View], None]]] = {f.__name__: f for f in (*_WILD, *_MADE, *_CLOSED)}
