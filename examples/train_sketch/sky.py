"""Everything above the horizon: gradient, sun, moon, stars, clouds, lightning."""

from __future__ import annotations

import random

from .canvas import Canvas, brighten
from .light import Colour, Light, mix

_STAR_COUNT = 26


def _cloud(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    k = canvas.slim
    for dx, dy, r in ((-0.9, 0.15, 0.55), (-0.25, -0.2, 0.75), (0.5, 0.0, 0.65), (1.0, 0.2, 0.45)):
        canvas.ellipse(x + dx * size * k, y + dy * size * 0.6, r * size * k, r * size * 0.6, colour)


def bolt(canvas: Canvas, x: float, top: float, bottom: float, colour: Colour) -> None:
    """A jagged flash of lightning."""
    span, k = bottom - top, canvas.slim * 1.5
    at = [(0.0, 0.0), (-0.07, 0.38), (0.0, 0.36), (-0.05, 0.72), (0.015, 0.66), (-0.06, 1.0)]
    back = [(0.045, 0.56), (0.01, 0.60), (0.055, 0.26), (0.015, 0.28), (0.05, 0.0)]
    canvas.poly([(x + dx * k, top + dy * span) for dx, dy in at + back], colour)


def orb(canvas: Canvas, time: str, x: float, y: float, size: float = 1.0) -> None:
    """The sun or the moon of an hour."""
    if time == "night":
        canvas.glow(x, y, 0.22 * size, (150, 170, 230), 0.5)
        canvas.disc(x, y, 0.08 * size, (250, 244, 214))
        canvas.disc(x + 0.038 * size * canvas.slim, y - 0.02 * size, 0.064 * size, (14, 24, 64))
    elif time == "sunset":
        canvas.glow(x, y, 0.42 * size, (255, 190, 80), 0.8)
        canvas.disc(x, y, 0.14 * size, (255, 70, 40))
    elif time == "dawn":
        canvas.glow(x, y, 0.4 * size, (255, 244, 220), 0.9)
        canvas.disc(x, y, 0.085 * size, (255, 250, 232))
    else:
        canvas.glow(x, y, 0.2 * size, (255, 250, 200), 0.6)
        canvas.disc(x, y, 0.085 * size, (255, 224, 60))


def stars(canvas: Canvas, bottom: float) -> None:
    """Stars, always the same ones."""
    rng = random.Random("stars")
    for _ in range(_STAR_COUNT):
        canvas.disc(rng.random(), rng.uniform(0.0, bottom), rng.uniform(0.006, 0.01), (255, 250, 220))


def paint_sky(canvas: Canvas, light: Light, weather: str, horizon: float) -> None:
    """Paint the sky down to the horizon, and its lowest colour below."""
    canvas.gradient(0.0, horizon, light.sky)
    canvas.rect(0.0, horizon, 1.0, 1.0, light.sky[2])
    time, high = light.time, min(0.19, horizon * 0.5)
    low = min(horizon, 0.62)
    if weather == "clear":
        if time == "night":
            stars(canvas, horizon)
        x, y = {"night": (0.78, high), "day": (0.78, high), "dawn": (0.2, low - 0.09), "sunset": (0.8, low - 0.1)}[time]
        orb(canvas, time, x, y)
        if time != "night":
            white = mix(light.sky[1], (255, 255, 255) if time == "day" else light.sky[2], 0.75)
            for x, y in ((0.2, 0.16), (0.5, 0.28)):
                _cloud(canvas, x, y * min(1.0, horizon / 0.6), 0.1, white)
    if weather == "rain":
        for i in range(5):
            _cloud(canvas, i * 0.25, 0.04 + 0.05 * (i % 2), 0.19, mix(light.sky[0], (50, 56, 70), 0.42))
    if weather == "storm":
        storm_clouds(canvas, light, horizon)
    if weather == "snow":
        for i in range(4):
            _cloud(canvas, i * 0.33, 0.05, 0.18, mix(light.sky[0], (255, 255, 255), 0.22))


def storm_clouds(canvas: Canvas, light: Light, horizon: float) -> None:
    """Two rows of black clouds and one flash."""
    for row, share in ((0.2, 0.3), (0.06, 0.62)):
        dark = mix(light.sky[1], (12, 14, 22), share)
        for i in range(5):
            _cloud(canvas, i * 0.25 + (0.06 if row > 0.1 else 0.0), row * min(1.0, horizon / 0.5), 0.2, dark)
    canvas.glow(0.22, horizon * 0.62, 0.38, (190, 200, 255), 0.4)
    bolt(canvas, 0.24, min(0.18, horizon * 0.4), horizon + 0.03, brighten((255, 240, 130), 0.3))
