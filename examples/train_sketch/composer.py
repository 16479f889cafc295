"""The composer: one :class:`Scene` and one seed make one picture, always the same."""

from __future__ import annotations

import random
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from .art import Gallery
from .backdrops import BACKDROPS, View, sunbeams, water
from .canvas import Canvas
from .light import Light, light_for
from .scene import NOBODY, PEOPLE, SUBJECTS, Scene
from .sky import paint_sky

SIDE: Final = 128
_OVERSAMPLING: Final = 2
_PERSON_WIDE: Final = 0.34  # a person's height in a wide shot, in frame heights
_LAMPS: Final = ("campfire", "lantern")

_HORIZON: Final = {"close": 0.62, "medium": 0.6, "wide": 0.58}
_LOW_HORIZON: Final = 0.8

Picture = npt.NDArray[np.uint8]


class Composer:
    """Draws scenes.

    Args:
        gallery: Where the subjects' drawings come from.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    def compose(self, scene: Scene, seed: int) -> Picture:
        """Draw a scene.

        Args:
            scene: What to draw.
            seed: Decides everything that the scene leaves open: clouds, waves, where the subject stands, its side.

        Returns:
            uint8[128, 128, 3], RGB.
        """
        rng = random.Random(seed)
        light = light_for(scene.time, scene.weather)
        canvas = Canvas(SIDE * _OVERSAMPLING)
        horizon = _LOW_HORIZON if scene.angle == "low" else _HORIZON[scene.size]
        if scene.place == "sky":
            horizon = 1.0
        # Grass, windows and waves are the same in every picture of a place: a small model has better things to learn.
        view = View(canvas, light, random.Random(scene.place), horizon, scene.weather)
        paint_sky(canvas, rng, light, scene.time, scene.weather, horizon)
        BACKDROPS[scene.place](view)
        if scene.place == "forest" and scene.weather == "clear" and scene.time in ("dawn", "day"):
            sunbeams(view)
        if scene.size == "close":
            _come_closer(canvas)
        outdoors = scene.place != "room"
        if scene.weather == "fog" and outdoors:
            canvas.veil(light.haze, (0.35, 0.62, 0.45))
        if scene.subject != NOBODY:
            self._place(view, scene, rng)
        if outdoors:
            _fall(view, scene.weather)
        small = canvas.image.resize((SIDE, SIDE), Image.Resampling.BOX)
        return np.asarray(small)

    def _place(self, view: View, scene: Scene, rng: random.Random) -> None:
        art = self._gallery[scene.subject]
        canvas, light = view.canvas, view.light
        tint = (1.0, 0.96, 0.9) if scene.subject in _LAMPS and light.dark else light.subject_tint
        if scene.size == "close":
            x = 0.5 + rng.uniform(-0.05, 0.05)
            if scene.subject in PEOPLE or art.face:
                scale = 1.12 if scene.subject in PEOPLE and scene.subject != "robot" else 0.98
                low = 1.04 + rng.uniform(0.0, 0.03)
                canvas.sprite(art.close, x, low, scale * rng.uniform(0.97, 1.03), tint)
            else:
                drawing = self._gallery.lit_lighthouse if scene.subject == "lighthouse" and light.dark else art.close
                height = 1.15 * min(1.0, art.close.height / art.close.width * 1.15)
                canvas.sprite(drawing, x, 0.53 + height / 2, height, tint)
            if scene.subject in _LAMPS:
                canvas.glow(x, 0.45, 0.6, (255, 190, 80), 0.35)
            return
        x, foot, height = _stance(scene, view.horizon, rng)
        height *= min(1.0, 1.55 * art.full.height / art.full.width)
        if scene.subject == "lighthouse":
            self._lighthouse(view, x, foot, height)
            return
        afloat = scene.place == "sea" and SUBJECTS[scene.subject].anchor == "ground"
        if afloat:
            canvas.sprite(art.full, x, foot - height * 0.1, height, tint)
            canvas.sprite(self._gallery["boat"].full, x, foot + height * 0.08, height * 0.36, tint)
        else:
            canvas.sprite(art.full, x, foot, height, tint)
        if scene.subject in _LAMPS:
            canvas.glow(x, foot - height / 2, height, (255, 190, 80), 0.4)
        if SUBJECTS[scene.subject].anchor == "water" or afloat:
            _wash(view, foot - height * (0.02 if afloat else 0.08))

    def _lighthouse(self, view: View, x: float, foot: float, height: float) -> None:
        canvas, light = view.canvas, view.light
        lamp = foot - height * 0.83
        art = self._gallery.lit_lighthouse if light.dark else self._gallery["lighthouse"].full
        canvas.sprite(art, x, foot, height, light.subject_tint)
        if light.dark:
            for side in (-1.0, 1.0):
                reach = x + side * 0.75
                canvas.overlay([(x, lamp), (reach, lamp - 0.1), (reach, lamp + 0.07)], (255, 240, 170), 0.42)
            canvas.glow(x, lamp, 0.2, (255, 240, 170), 0.9)


def _come_closer(canvas: Canvas) -> None:
    """Enlarge the middle of the backdrop and soften it, as a longer lens does."""
    side = canvas.side
    box = (side * 0.18, side * 0.18, side * 0.82, side * 0.82)
    near = canvas.image.resize((side, side), Image.Resampling.BILINEAR, box=box)
    canvas.image.paste(near.filter(ImageFilter.GaussianBlur(2)))


def _stance(scene: Scene, horizon: float, rng: random.Random) -> tuple[float, float, float]:
    """Where a subject stands: x of its middle, y of its feet, its height."""
    thing = SUBJECTS[scene.subject]
    wide = scene.size == "wide"
    height = _PERSON_WIDE * thing.bulk if wide else 0.62 * thing.bulk**0.5
    x = 0.5 + rng.uniform(-0.12, 0.12) * (1.0 if wide else 0.4)
    depth = 1.0 - horizon
    if thing.anchor == "air":
        return x, 0.36 + height / 2 + rng.uniform(-0.05, 0.05), height
    if thing.anchor == "water" or scene.place == "sea":
        return x, horizon + depth * (0.5 if wide else 0.72), height
    if scene.angle == "low":
        return x, 0.97, height * 1.25
    if scene.place == "cliff":
        edge = 0.3 if wide else 0.38
        return edge + rng.uniform(-0.06, 0.06), horizon + (0.03 if wide else 0.12), height
    return x, horizon + depth * (0.62 if wide else 0.86), height


def _wash(view: View, line: float) -> None:
    """Water in front of what floats."""
    storm = view.weather == "storm"
    size = 0.02 if storm else 0.008
    phase = view.rng.random()
    view.canvas.waves(line, size, 0.28, phase, view.light.shade((220, 235, 242) if storm else (120, 190, 225)))
    front = View(view.canvas, view.light, view.rng, line + 0.016, view.weather)
    water(front, line + 0.016) if not storm else view.canvas.waves(
        line + 0.018, size, 0.28, phase, view.light.shade((22, 66, 98))
    )


def _fall(view: View, weather: str) -> None:
    """Rain, snow or fog between the viewer and the scene."""
    canvas, rng, light = view.canvas, random.Random(weather), view.light
    if weather in ("rain", "storm"):
        bright = _rain_colour(light)
        canvas.streaks(rng, 48 if weather == "rain" else 32, 0.3, 0.16, bright, 0.55)
    elif weather == "snow":
        for _ in range(44):
            r = rng.uniform(0.011, 0.018)
            canvas.ellipse(rng.random(), rng.random(), r, r, (252, 253, 255) if not light.dark else (205, 214, 235))
    elif weather == "fog":
        canvas.veil(light.haze, (0.18, 0.3, 0.3))


def _rain_colour(light: Light) -> tuple[int, int, int]:
    return (150, 172, 205) if light.dark else (226, 238, 248)
