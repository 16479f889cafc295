"""Places that people built out of doors."""

from __future__ import annotations

import math
from dataclasses import replace

from .light import Colour
from .view import LAMP, View, ground, house, pine, water


def harbour(v: View) -> None:
    """Water between a warehouse with a crane and moored masts, a stone quay in front."""
    water(v, v.horizon)
    c, h, light = v.canvas, v.horizon, v.light
    c.rect(0.0, h - 0.14, 0.2, h + 0.02, light.shade((176, 84, 66)))
    c.poly([(0.0, h - 0.14), (0.0, h - 0.2), (0.1, h - 0.24), (0.22, h - 0.14)], v.land((96, 66, 60)))
    for x in (0.03, 0.12):
        c.rect(x, h - 0.11, x + 0.05, h - 0.04, LAMP if light.dark else light.shade((120, 150, 170)))
    crane, up = light.shade((240, 176, 40)), min(0.46, h - 0.02)
    c.line([(0.28, h + 0.02), (0.28, h - up)], crane, 0.03)
    c.line([(0.16, h - up), (0.5, h - up)], crane, 0.026)
    c.line([(0.46, h - up), (0.46, h - up * 0.6)], light.shade((60, 60, 66)), 0.01)
    c.rect(0.43, h - up * 0.6, 0.49, h - up * 0.6 + 0.05, light.shade((140, 92, 54)))
    for x, s in ((0.72, 0.3), (0.9, 0.36)):
        y = h + 0.06
        c.line([(x, y), (x, y - s)], light.shade((110, 74, 48)), 0.016)
        c.poly(v.about(x, y, s, [(0.06, -0.95), (0.06, -0.3), (0.36, -0.3)]), light.shade((246, 242, 232)))
        c.poly(
            v.about(x, y, s, [(-0.4, -0.16), (0.42, -0.16), (0.28, 0.06), (-0.26, 0.06)]), light.shade((190, 56, 52))
        )
    y = v.down(0.62)
    c.rect(0.0, y, 1.0, y + 0.035, v.land((196, 190, 178)))
    c.rect(0.0, y + 0.03, 1.0, 1.0, v.land((142, 136, 128)))
    for i in range(6):
        c.line([(i * 0.2, y + 0.03), (0.5 + (i * 0.2 - 0.5) * 1.4, 1.0)], v.land((112, 106, 100)), 0.008)
    for x in (0.1, 0.9):
        c.rect(x - 0.03, y - 0.06, x + 0.03, y + 0.04, light.shade((56, 54, 58)))
        c.ellipse(x, y - 0.06, 0.045, 0.025, light.shade((70, 68, 72)))


def bridge(v: View) -> None:
    """A red suspension bridge over water; the roadway runs across the frame."""
    water(v, v.horizon)
    c, h, light = v.canvas, v.horizon, v.light
    c.ridge(h + 0.01, (0.12, 0.06, 0.0, 0.0, 0.0, 0.07, 0.13), v.land((90, 140, 90), 0.4))
    water(v, h + 0.01)
    deck = v.down(0.42)
    red, top = light.shade((206, 62, 44)), max(0.04, deck - 0.62)
    cable = [(i / 40, deck - 0.08 - (deck - 0.08 - top) * ((i / 40 - 0.5) / 0.32) ** 2) for i in range(8, 33)]
    c.line([(0.0, deck - 0.22), cable[0]], red, 0.018)
    c.line([cable[-1], (1.0, deck - 0.22)], red, 0.018)
    c.line(cable, red, 0.018)
    for x, y in cable[::3]:
        c.line([(x, y), (x, deck)], red, 0.008)
    for x in (0.18, 0.82):
        c.rect(x - 0.035, top - 0.03, x - 0.012, 1.0, red)
        c.rect(x + 0.012, top - 0.03, x + 0.035, 1.0, red)
        for y in (top + 0.02, (top + deck) / 2):
            c.rect(x - 0.035, y, x + 0.035, y + 0.03, red)
    c.rect(0.0, deck, 1.0, v.down(0.86), v.land((98, 98, 104)))
    c.rect(0.0, deck - 0.02, 1.0, deck + 0.02, red)
    c.rect(0.0, v.down(0.84), 1.0, v.down(0.92), red)
    if light.dark:
        for x, y in cable[::4]:
            c.disc(x, y, 0.016, LAMP)
    for i in range(5):
        c.rect(i * 0.22 + 0.02, v.down(0.62), i * 0.22 + 0.14, v.down(0.65), light.shade((244, 232, 170)))


def road(v: View) -> None:
    """An asphalt strip to the horizon with a broken centre line, poles beside it."""
    c, h, d = v.canvas, v.horizon, v.down
    c.ridge(h + 0.03, (0.1, 0.05, 0.02, 0.02, 0.06, 0.11), v.land((120, 150, 110), 0.4))
    ground(v, (160, 176, 92))
    c.poly([(0.475, h), (0.525, h), (1.0, 1.0), (0.0, 1.0)], v.light.shade((240, 240, 236)))
    c.poly(
        [(0.478, h), (0.522, h), (0.95, 1.0), (0.05, 1.0)],
        v.land((78, 80, 88)) if v.weather != "snow" else v.light.shade((150, 156, 168)),
    )
    for y0, y1 in ((0.08, 0.18), (0.28, 0.44), (0.58, 0.78), (0.93, 1.0)):
        a, b = 0.004 + 0.03 * y0, 0.004 + 0.03 * y1
        c.poly([(0.5 - a, d(y0)), (0.5 + a, d(y0)), (0.5 + b, d(y1)), (0.5 - b, d(y1))], v.light.shade((250, 214, 70)))
    for x, y, s in ((0.1, 0.4, 0.5), (0.3, 0.14, 0.28), (0.4, 0.06, 0.16)):
        for at in (x, 1.0 - x):
            pole, foot = v.light.shade((96, 70, 52)), d(y)
            c.line([(at, foot), (at, foot - s)], pole, 0.04 * s)
            c.line(v.about(at, foot, s, [(-0.14, -0.9), (0.14, -0.9)]), pole, 0.04 * s)


def village(v: View) -> None:
    """Cottages with red roofs along a path."""
    h, d = v.horizon, v.down
    v.canvas.ridge(h + 0.03, (0.06, 0.1, 0.07, 0.09, 0.05), v.land((104, 152, 96), 0.4))
    ground(v, (122, 176, 84))
    v.canvas.poly([(0.46, h), (0.54, h), (0.8, 1.0), (0.2, 1.0)], v.land((210, 184, 132)))
    for x, y, s in ((0.29, 0.1, 0.13), (0.58, 0.1, 0.13), (0.02, 0.3, 0.25), (0.73, 0.3, 0.25)):
        house(v, x, d(y), s, s * 0.95, (240, 224, 190), (200, 70, 52))


_WALLS: tuple[Colour, ...] = (
    (120, 128, 150), (176, 120, 100), (96, 108, 132), (184, 166, 138), (110, 120, 140), (164, 108, 96),
)  # fmt: skip


def city(v: View) -> None:
    """A street between tall houses with rows of windows."""
    h, c, light = max(v.horizon, 0.42), v.canvas, v.light  # from above, too, the walls are to be seen
    up = min(1.0, h / 0.56)
    for i, wall in enumerate(_WALLS):
        x, top = i / 6, h - (0.52, 0.4, 0.28, 0.24, 0.44, 0.56)[i] * up
        c.rect(x, top, x + 1 / 6, h + 0.04, light.shade(wall, 0.1))
        for row in range(6):
            for column in range(2):
                y = top + 0.03 + row * 0.085
                if y < h - 0.05:
                    lit = light.dark and (row * 2 + column + i) % 3 != 0
                    pane = LAMP if lit else light.shade((206, 226, 240) if not light.dark else (70, 80, 100))
                    c.rect(x + 0.025 + column * 0.07, y, x + 0.07 + column * 0.07, y + 0.05, pane)
    c.rect(0.0, h + 0.03, 1.0, 1.0, v.land((158, 158, 160)))
    c.rect(0.0, h + 0.3 * (1.0 - h), 1.0, 1.0, v.land((84, 86, 94)))
    for i in range(5):
        c.rect(
            i * 0.22 + 0.02, h + 0.62 * (1.0 - h), i * 0.22 + 0.13, h + 0.66 * (1.0 - h), light.shade((240, 230, 180))
        )


def castle(v: View) -> None:
    """A stone castle with blue roofs on a hill."""
    h, c, light = max(v.horizon, 0.42), v.canvas, v.light  # from above, too, the walls are to be seen
    stone, shadow = light.shade((170, 170, 180), 0.05), light.shade((128, 128, 144), 0.05)
    c.ridge(h + 0.06, (0.02, 0.08, 0.13, 0.14, 0.13, 0.08, 0.02), v.land((106, 158, 84), 0.15))
    base, up = h - 0.02, min(1.0, h / 0.56)
    c.rect(0.2, base - 0.2 * up, 0.8, base, stone)
    for i in range(7):
        c.rect(0.22 + i * 0.085, base - 0.24 * up, 0.265 + i * 0.085, base - 0.19 * up, stone)
    for x, tall, w in ((0.13, 0.36, 0.14), (0.73, 0.36, 0.14), (0.42, 0.42, 0.16)):
        top = base - tall * up
        c.rect(x, top, x + w, base + 0.01, shadow)
        c.poly([(x - 0.025, top), (x + w / 2, top - 0.14 * up), (x + w + 0.025, top)], v.land((66, 84, 170)))
        pane = LAMP if light.dark else light.shade((50, 52, 66))
        c.rect(x + w * 0.36, top + 0.06 * up, x + w * 0.64, top + 0.13 * up, pane)
    gate = [
        (0.5 + 0.055 * math.cos(a), base - 0.08 * up - 0.05 * up * math.sin(a)) for a in (0.0, 0.8, 1.57, 2.34, 3.14)
    ]
    c.poly([(0.555, base), *gate, (0.445, base)], light.shade((74, 48, 34)))
    ground(replace(v, horizon=h), (106, 164, 78))
    c.poly([(0.45, h), (0.55, h), (0.7, 1.0), (0.3, 1.0)], v.land((204, 180, 132)))
    pine(v, 0.05, h + 0.08, 0.24, (56, 120, 62), 0.1)
    pine(v, 0.95, h + 0.08, 0.24, (56, 120, 62), 0.1)
