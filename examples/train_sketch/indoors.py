"""Rooms, a cave and space: places without a sky of their own."""

from __future__ import annotations

from .light import Colour
from .sky import stars
from .view import LAMP, View


def _shell(v: View, wall: Colour, floor: Colour) -> float:
    """Wall and floor; returns where they meet."""
    c, base = v.canvas, min(0.84, max(0.5, v.horizon + 0.1))
    c.rect(0.0, 0.0, 1.0, base, v.light.inside(wall))
    c.rect(0.0, base, 1.0, 1.0, v.light.inside(floor))
    return base


def _window(v: View, x0: float, y0: float, x1: float, y1: float) -> None:
    """A window with the hour's sky in it."""
    c, frame = v.canvas, v.light.inside((250, 246, 238))
    c.rect(x0 - 0.02, y0 - 0.02, x1 + 0.02, y1 + 0.02, frame)
    c.gradient(y0, y1, v.light.sky, x0, x1)
    inner = {"night": 0.3, "day": 0.3, "dawn": 0.72, "sunset": 0.72}[v.light.time]
    c.disc(x0 + (x1 - x0) * 0.75, y0 + (y1 - y0) * inner, 0.05, _ORBS[v.light.time])
    middle = (x0 + x1) / 2
    c.rect(middle - 0.008, y0, middle + 0.008, y1, frame)
    c.rect(x0, (y0 + y1) / 2 - 0.008, x1, (y0 + y1) / 2 + 0.008, frame)


_ORBS: dict[str, Colour] = {
    "night": (250, 244, 214), "day": (255, 224, 60), "dawn": (255, 250, 232), "sunset": (255, 70, 40),
}  # fmt: skip


def _lamp(v: View, x: float, y: float) -> None:
    """A lampshade, glowing at night."""
    shade = LAMP if v.light.dark else v.light.inside((244, 226, 180))
    v.canvas.poly(v.about(x, y, 0.16, [(-0.3, -0.5), (0.3, -0.5), (0.55, 0.4), (-0.55, 0.4)]), shade)
    if v.light.dark:
        v.canvas.glow(x, y, 0.34, (255, 200, 100), 0.6)


def room(v: View) -> None:
    """A living room: a window on the left, a picture, a lamp and a sofa on the right."""
    c, inside = v.canvas, v.light.inside
    b = _shell(v, (226, 196, 150), (164, 108, 68))
    c.rect(0.0, b - 0.03, 1.0, b, inside((246, 236, 220)))
    c.ellipse(0.5, b + (1 - b) * 0.62, 0.4, (1 - b) * 0.3, inside((190, 70, 70)))
    _window(v, 0.1, b * 0.14, 0.4, b * 0.62)
    c.rect(0.6, b * 0.16, 0.8, b * 0.42, inside((120, 74, 46)))
    c.rect(0.62, b * 0.19, 0.78, b * 0.39, inside((120, 176, 150)))
    c.ellipse(0.7, b * 0.39, 0.06, b * 0.06, inside((60, 120, 90)))
    y, sofa = b + 0.07, inside((52, 122, 128))
    c.rect(0.56, y - 0.24, 0.92, y, sofa)
    c.rect(0.53, y - 0.15, 0.6, y + 0.02, inside((40, 98, 106)))
    c.rect(0.88, y - 0.15, 0.95, y + 0.02, inside((40, 98, 106)))
    c.rect(0.6, y - 0.1, 0.88, y - 0.02, inside((78, 156, 160)))
    c.rect(0.085, b - 0.1, 0.095 + 0.01, y, inside((90, 60, 44)))
    _lamp(v, 0.08, b - 0.14)


def bedroom(v: View) -> None:
    """A big bed with a blue blanket, a window over its foot, a night lamp."""
    c, inside = v.canvas, v.light.inside
    b = _shell(v, (200, 190, 226), (180, 138, 104))
    _window(v, 0.62, b * 0.12, 0.9, b * 0.52)
    wood, white, blue = inside((132, 80, 46)), inside((252, 250, 246)), inside((70, 110, 210))
    y = b + 0.2 * (1 - b) + 0.08
    c.rect(0.02, b - 0.34, 0.09, y + 0.04, wood)
    c.ellipse(0.055, b - 0.34, 0.035, 0.03, wood)
    c.rect(0.92, b - 0.12, 0.98, y + 0.04, wood)
    c.rect(0.06, y - 0.09, 0.95, y, wood)
    c.rect(0.08, y - 0.2, 0.94, y - 0.07, white)
    c.ellipse(0.2, y - 0.21, 0.11, 0.065, white)
    c.ellipse(0.2, y - 0.19, 0.09, 0.045, inside((226, 226, 236)))
    c.rect(0.32, y - 0.22, 0.94, y - 0.05, blue)
    c.rect(0.32, y - 0.22, 0.4, y - 0.05, inside((240, 214, 90)))
    _lamp(v, 0.24, b * 0.3)


def kitchen(v: View) -> None:
    """A stove with a pot and a hood on the left, shelves and a window, a table on the right."""
    c, inside = v.canvas, v.light.inside
    b = _shell(v, (250, 230, 150), (214, 206, 196))
    for row in range(3):
        for i in range(8):
            if (i + row) % 2:
                y0, y1 = b + (1 - b) * row / 3, b + (1 - b) * (row + 1) / 3
                c.rect(i / 8, y0, (i + 1) / 8, y1, inside((120, 140, 150)))
    _window(v, 0.42, b * 0.12, 0.66, b * 0.5)
    top = b - 0.24
    c.rect(0.0, top, 0.56, b + 0.04, inside((90, 160, 150)))
    c.rect(0.0, top - 0.03, 0.58, top, inside((246, 244, 240)))
    c.rect(0.1, top - 0.01, 0.36, b + 0.04, inside((236, 238, 242)))
    c.rect(0.13, top + 0.07, 0.33, b - 0.01, inside((56, 58, 66)))
    c.rect(0.15, top + 0.09, 0.31, b - 0.05, (255, 150, 60) if v.light.dark else inside((96, 70, 60)))
    c.rect(0.15, top - 0.12, 0.31, top - 0.03, inside((206, 60, 52)))
    c.rect(0.12, top - 0.1, 0.34, top - 0.085, inside((150, 40, 36)))
    c.poly([(0.17, 0.0), (0.29, 0.0), (0.36, b * 0.22), (0.1, b * 0.22)], inside((150, 156, 166)))
    for y in (b * 0.28, b * 0.52):
        c.rect(0.74, y, 1.0, y + 0.025, inside((150, 96, 56)))
        for i, colour in enumerate(((206, 60, 52), (250, 250, 246), (66, 120, 200))):
            c.rect(0.76 + i * 0.08, y - 0.075, 0.81 + i * 0.08, y, inside(colour))
    wood = inside((160, 98, 56))
    c.rect(0.62, b + 0.0, 1.0, b + 0.04, wood)
    for x in (0.66, 0.94):
        c.rect(x, b + 0.04, x + 0.03, b + 0.2, wood)
    c.ellipse(0.82, b - 0.03, 0.07, 0.03, inside((240, 240, 244)))
    for x, colour in ((0.79, (226, 60, 52)), (0.84, (240, 170, 40))):
        c.disc(x, b - 0.06, 0.04, inside(colour))
    _lamp(v, 0.7, 0.04)


def cave(v: View) -> None:
    """Dark rock round a bright opening, stalactites above."""
    c, h, light = v.canvas, v.horizon, v.light
    c.rect(0.0, 0.0, 1.0, 1.0, (46, 38, 42))
    mouth = min(0.7, max(0.42, h))
    hole = [(0.2, mouth), (0.22, mouth * 0.55), (0.32, mouth * 0.3), (0.5, mouth * 0.2)]
    hole += [(0.68, mouth * 0.3), (0.78, mouth * 0.55), (0.8, mouth)]
    c.poly([(0.5 + (x - 0.5) * 1.3, y - 0.06 if y < mouth else y) for x, y in hole], (92, 76, 72))
    c.poly(hole, light.sky[1])
    c.poly(
        [
            (0.2, mouth),
            (0.24, mouth - 0.1),
            (0.44, mouth - 0.16),
            (0.6, mouth - 0.09),
            (0.79, mouth - 0.12),
            (0.8, mouth),
        ],
        light.shade((104, 160, 96), 0.3),
    )
    c.poly([(0.0, mouth + 0.06), (0.2, mouth), (0.8, mouth), (1.0, mouth + 0.06), (1.0, 1.0), (0.0, 1.0)], (84, 70, 66))
    c.poly([(0.2, mouth), (0.8, mouth), (0.98, 1.0), (0.02, 1.0)], (142, 122, 108))
    for x, tall in ((0.08, 0.34), (0.2, 0.2), (0.33, 0.26), (0.5, 0.14), (0.66, 0.26), (0.8, 0.2), (0.92, 0.36)):
        c.poly([(x - 0.05, 0.0), (x + 0.05, 0.0), (x, tall)], (62, 50, 52))
    for x, tall in ((0.06, 0.26), (0.94, 0.3), (0.16, 0.14)):
        y = mouth + 0.2
        c.poly([(x - 0.06, y), (x + 0.06, y), (x, y - tall)], (56, 46, 48))


def space(v: View) -> None:
    """Black space with stars, a ringed planet and a blue one."""
    c = v.canvas
    c.gradient(0.0, 1.0, ((6, 6, 22), (22, 12, 48), (8, 8, 28)))
    stars(c, 1.0)
    for x, y in ((0.1, 0.5), (0.4, 0.86), (0.9, 0.7), (0.62, 0.4), (0.36, 0.1), (0.05, 0.3), (0.7, 0.93)):
        c.disc(x, y, 0.013, (255, 255, 255))
    c.disc(0.8, 0.22, 0.13, (232, 150, 80))
    c.poly(v.about(0.8, 0.22, 0.13, [(-0.94, -0.3), (0.94, -0.3), (1.0, 0.02), (-1.0, 0.02)]), (204, 112, 60))
    c.line(v.about(0.8, 0.22, 0.13, [(-1.7, 0.45), (1.7, -0.45)]), (246, 214, 160), 0.026)
    c.disc(0.13, 0.92, 0.22, (50, 120, 220))
    c.ellipse(0.1, 0.86, 0.09 * c.slim, 0.05, (90, 190, 110))
    c.ellipse(0.19, 0.95, 0.08 * c.slim, 0.06, (90, 190, 110))
