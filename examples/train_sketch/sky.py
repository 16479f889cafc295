"""Everything above the horizon: gradient, sun, moon, stars, clouds, lightning."""

from __future__ import annotations

import random

from .canvas import Canvas, brighten
from .light import Colour, Light, mix

_STAR_COUNT = 22


def _cloud(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    for dx, dy, r in ((-0.9, 0.15, 0.55), (-0.25, -0.2, 0.75), (0.5, 0.0, 0.65), (1.0, 0.2, 0.45)):
        canvas.ellipse(x + dx * size, y + dy * size * 0.6, r * size, r * size * 0.6, colour)


def _bolt(canvas: Canvas, x: float, top: float, bottom: float, colour: Colour) -> None:
    span = bottom - top
    at = [(0.0, 0.0), (-0.07, 0.38), (0.0, 0.36), (-0.05, 0.72), (0.015, 0.66), (-0.06, 1.0)]
    back = [(0.045, 0.56), (0.01, 0.60), (0.055, 0.26), (0.015, 0.28), (0.05, 0.0)]
    canvas.poly([(x + dx, top + dy * span) for dx, dy in at + back], colour)


def _sun_and_stars(canvas: Canvas, time: str, horizon: float) -> None:
    if time == "night":
        rng = random.Random("stars")
        for _ in range(_STAR_COUNT):
            r = rng.uniform(0.006, 0.01)
            canvas.ellipse(rng.random(), rng.uniform(0.0, 0.62), r, r, (255, 250, 220))
        canvas.glow(0.8, 0.17, 0.22, (150, 170, 230), 0.5)
        canvas.ellipse(0.8, 0.17, 0.075, 0.075, (250, 244, 214))
        canvas.ellipse(0.835, 0.15, 0.06, 0.06, (12, 20, 54))
    elif time == "sunset":
        canvas.glow(0.72, horizon - 0.05, 0.42, (255, 214, 110), 0.8)
        canvas.ellipse(0.72, horizon - 0.06, 0.12, 0.12, (255, 236, 150))
    elif time == "dawn":
        canvas.glow(0.24, horizon, 0.45, (255, 240, 214), 0.9)
        canvas.ellipse(0.24, horizon, 0.085, 0.085, (255, 250, 236))
    else:
        canvas.glow(0.82, 0.15, 0.2, (255, 250, 200), 0.6)
        canvas.ellipse(0.82, 0.15, 0.08, 0.08, (255, 226, 70))


def paint_sky(canvas: Canvas, rng: random.Random, light: Light, time: str, weather: str, horizon: float) -> None:
    """Paint the sky down to the horizon, and its lowest colour below."""
    canvas.gradient(0.0, horizon, light.sky)
    canvas.rect(0.0, horizon, 1.0, 1.0, light.sky[2])
    if weather == "clear":
        _sun_and_stars(canvas, time, horizon)
    if weather == "clear" and time != "night":
        white = mix(light.sky[1], (255, 255, 255) if time == "day" else light.sky[2], 0.75)
        for x, y in ((0.2, 0.16), (0.55, 0.28)):
            _cloud(canvas, x + rng.uniform(-0.1, 0.1), y + rng.uniform(-0.04, 0.04), 0.1, white)
    if weather == "rain":
        for i in range(5):
            grey = mix(light.sky[0], (60, 66, 78), 0.35)
            _cloud(canvas, i * 0.25 + rng.uniform(-0.05, 0.05), rng.uniform(0.02, 0.1), 0.17, grey)
    if weather == "storm":
        for row, share in ((0.2, 0.25), (0.06, 0.6)):
            dark = mix(light.sky[1], (14, 16, 24), share)
            for i in range(5):
                _cloud(canvas, i * 0.25 + rng.uniform(-0.06, 0.06), row + rng.uniform(-0.03, 0.03), 0.19, dark)
        x = rng.choice((0.2, 0.7))
        canvas.glow(x, 0.4, 0.35, (190, 200, 255), 0.4)
        _bolt(canvas, x, 0.22, horizon, brighten((255, 240, 130), 0.3))
    if weather == "snow":
        for i in range(4):
            _cloud(canvas, i * 0.33, 0.05, 0.18, mix(light.sky[0], (255, 255, 255), 0.18))
