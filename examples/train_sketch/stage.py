"""What stands behind and before the subjects: backdrops and weather, drawn once and kept."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from .backdrops import BACKDROPS
from .canvas import Canvas, brighten, streaks
from .light import Colour, light_for, mix
from .scene import NO_WEATHER
from .sky import bolt, paint_sky
from .view import View

FRAMES: Final[dict[str, tuple[int, int]]] = {"square": (256, 256), "wide": (256, 144)}
HORIZONS: Final = {"level": 0.6, "low": 0.82, "high": 0.22}
_OVERSAMPLING: Final = 2
_ZOOM: Final = 1.35
_WET: Final = ("sea", "river", "harbour", "bridge", "sky", "snowfield", "cliff")


def horizon_of(place: str, angle: str) -> float:
    """The y of the horizon; there is none in mid-air."""
    return 1.0 if place == "sky" else HORIZONS[angle]


@lru_cache(maxsize=1000)
def backdrop(place: str, time: str, weather: str, angle: str, close: bool, shape: str) -> Image.Image:
    """A place with nobody in it, RGB. Not to be drawn on: it is shared.

    Args:
        place: One of :data:`~.scene.PLACES`.
        time: The hour.
        weather: The weather.
        angle: Where the horizon is.
        close: Whether it lies behind a close-up: enlarged and softened.
        shape: A key of :data:`FRAMES`.
    """
    w, h = FRAMES[shape]
    canvas = Canvas(w * _OVERSAMPLING, h * _OVERSAMPLING)
    light, horizon = light_for(time, weather), horizon_of(place, angle)
    paint_sky(canvas, light, weather, horizon)
    view = View(canvas, light, horizon, weather)
    BACKDROPS[place](view)
    if place not in NO_WEATHER:
        if weather == "rain" and place not in _WET:
            for x, share, rx in ((0.24, 0.5, 0.14), (0.74, 0.64, 0.17), (0.36, 0.88, 0.2)):
                y = view.down(share)
                canvas.ellipse(x, y, rx, 0.02 + 0.02 * share, mix(light.shade((70, 96, 130)), light.sky[2], 0.6))
                canvas.ellipse(x, y + 0.004, rx * 0.9, 0.014 + 0.016 * share, mix(light.sky[2], (255, 255, 255), 0.12))
        if weather == "storm" and place not in ("sea", "sky"):
            bolt(canvas, 0.24, min(0.12, horizon * 0.4), horizon * 0.86, brighten((255, 240, 130), 0.3))
        if weather == "fog":
            far = 0.66 if horizon > 0.5 else 0.5
            canvas.veil(light.haze, (far, far, 0.62, 0.44, 0.28))
    small = canvas.shrunk(w, h)
    if close:
        m = (1.0 - 1.0 / _ZOOM) / 2
        box = (w * m, h * m * 0.8, w * (1 - m), h * (1 - m * 1.2))
        small = small.resize((w, h), Image.Resampling.BICUBIC, box=box).filter(ImageFilter.GaussianBlur(1.6))
    return small


@lru_cache(maxsize=64)
def _front(time: str, weather: str, shape: str) -> tuple[Colour, Image.Image] | None:
    size = FRAMES[shape]
    w, h = size
    light, rng = light_for(time, weather), random.Random(weather)
    if weather in ("rain", "storm"):
        bright: Colour = (170, 190, 226) if light.dark else (240, 246, 252)
        count, slant, width = (34, 0.3, 2) if weather == "rain" else (30, 0.75, 2)
        mask = streaks(size, rng, round(count * w / h), slant, 0.15, width)
        return bright, mask.point([round(0.62 * i) for i in range(256)])
    if weather == "snow":
        mask = Image.new("L", (w * 2, h * 2), 0)
        draw = ImageDraw.Draw(mask)
        columns, rows = round(6 * w / h), 7
        for i in range(columns * rows):
            x = (i % columns + 0.2 + 0.6 * rng.random()) / columns * w * 2
            y = (i // columns + 0.2 + 0.6 * rng.random()) / rows * h * 2
            r = rng.uniform(0.013, 0.022) * h * 2
            draw.ellipse((x - r, y - r, x + r, y + r), fill=245)
        white: Colour = {"dawn": (255, 240, 244), "sunset": (255, 226, 200), "night": (206, 216, 240)}.get(
            time, (255, 255, 255)
        )
        return white, mask.resize(size, Image.Resampling.BOX)
    if weather == "fog":
        canvas = Canvas(w, h)
        canvas.veil((255, 255, 255), (0.22, 0.24, 0.28, 0.28, 0.22))
        return light.haze, canvas.image.convert("L")
    return None


def fall(image: Image.Image, place: str, time: str, weather: str, shape: str) -> None:
    """Lay rain, snow or fog over a picture: the same drops in every picture."""
    front = None if place in NO_WEATHER else _front(time, weather, shape)
    if front is not None:
        image.paste(front[0], (0, 0), front[1])


@lru_cache(maxsize=256)
def _wash_masks(shape: str, row: int, rough: bool) -> tuple[Image.Image, Image.Image]:
    w, h = FRAMES[shape]
    masks = []
    for lift in (0.0, 0.022 if rough else 0.016):
        canvas = Canvas(w * 2, h * 2)
        size = 0.024 if rough else 0.009
        canvas.waves(row / h + lift, size, 0.3 if rough else 0.18, 0.3, (255, 255, 255))
        masks.append(canvas.shrunk(w, h).convert("L"))
    return masks[0], masks[1]


def wash(
    image: Image.Image, behind: Image.Image, x: float, width: float, line: float, time: str, weather: str, shape: str
) -> None:
    """Let a backdrop's water come in front of what floats at unit x, ``width`` frame widths wide, up to a line."""
    crest, body = _wash_masks(shape, round(line * image.height), weather == "storm")
    left, right = max(0, round((x - width * 0.62) * image.width)), round((x + width * 0.62) * image.width)
    box = (left, 0, min(right, image.width), image.height)
    part = image.crop(box)
    part.paste(light_for(time, weather).shade((226, 240, 246)), (0, 0), crest.crop(box))
    part.paste(behind.crop(box), (0, 0), body.crop(box))
    image.paste(part, box)


@lru_cache(maxsize=128)
def _shadow_mask(width: int, height: int) -> Image.Image:
    pad = 3
    mask = Image.new("L", (width + 2 * pad, height + 2 * pad), 0)
    ImageDraw.Draw(mask).ellipse((pad, pad, pad + width, pad + height), fill=110)
    return mask.filter(ImageFilter.GaussianBlur(2))


def shadow(image: Image.Image, x: float, y: float, width: float) -> None:
    """A soft ellipse on the ground at unit (x, y), ``width`` in frame heights."""
    across = max(6, round(width * image.height))
    mask = _shadow_mask(across, max(4, across // 5))
    at = round(x * image.width - mask.width / 2), round(y * image.height - mask.height / 2)
    image.paste((16, 18, 30), at, mask)
