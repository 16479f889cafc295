"""People drawn by code: every role of :data:`.people_looks.LOOKS` whole, as a bust and as a face."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from PIL import Image

from .assets import Icons
from .light import mix
from .people_body import POSES, body, held
from .people_hats import hat_behind, hat_front
from .people_head import face as draw_face
from .people_head import hair_behind, signs
from .people_looks import LOOKS, Look
from .people_pen import Pen, canvas
from .people_props import wings

_FINE: Final = 2
"""Pixels drawn for each pixel wanted."""
_HEAD: Final = 0.74
"""Units of the body in one unit of the head, whose radius is 100."""


def _trim(art: Image.Image) -> Image.Image:
    return art.crop(art.getchannel("A").getbbox())


def _person(pen: Pen, look: Look, action: str, emotion: str) -> None:
    """A person whose feet are at the pen's origin."""
    pose = POSES[action]
    nx, ny = pose.neck
    trunk = pen.at(0, 0, look.wide, look.tall)
    big = _HEAD * (1.08 if look.tall < 0.8 else 1.0)
    head = pen.at(nx * look.wide, ny * look.tall - 90 * big, big)
    if look.outfit == "ghost":
        head = pen.at(nx, ny - 60, _HEAD)
    at_neck = trunk.at(nx * 0.6 + pose.hips[0] * 0.4, pose.hips[1] + 165)
    wings(at_neck, look)
    hair_behind(head, look)
    hat_behind(head, look)
    body(trunk, look, action)
    if look.head == "human":
        trunk.box(nx - 19, ny - 26, nx + 19, ny + 12, look.skin, 8)
    draw_face(head, look, emotion)
    hat_front(head, look)
    signs(head, emotion)
    held(trunk, look, action)


class People:
    """Draws people; ``icons`` is needed for the rider's horse alone.

    Args:
        icons: The picture sets, or None where no rider is asked for.
    """

    def __init__(self, icons: Icons | None = None) -> None:
        self._icons = icons
        self.figure = lru_cache(maxsize=None)(self._figure)
        self.bust = lru_cache(maxsize=None)(self._bust)
        self.face = lru_cache(maxsize=None)(self._face)

    def _figure(self, role: str, action: str = "stands", emotion: str = "calm") -> Image.Image:
        """A whole person, RGBA, trimmed, the feet at the bottom edge."""
        look = LOOKS[role]
        if role == "rider":
            return self._rider(look, action, emotion)
        image, pen = canvas(520 * _FINE, 640 * _FINE, 260 * _FINE, 620 * _FINE, _FINE)
        _person(pen, look, action, emotion)
        return _trim(image.reduce(_FINE))

    def _rider(self, look: Look, action: str, emotion: str) -> Image.Image:
        if self._icons is None:
            raise ValueError("the rider's horse is an icon: People needs the picture sets")
        horse = self._icons("noto:horse")
        image, pen = canvas(560 * _FINE, 700 * _FINE, 300 * _FINE, 390 * _FINE, _FINE * 0.82)
        steed = horse.resize((round(430 * _FINE), round(430 * _FINE * horse.height / horse.width)))
        if action == "runs":
            steed = steed.rotate(-9, Image.Resampling.BICUBIC, expand=True)
        top = 250 * _FINE
        _person(pen.at(16, 150), look, "waves" if action == "waves" else "rides", emotion)
        image.alpha_composite(steed, (70 * _FINE, top))
        pen.line([(18, -6), (-34, 32), (-16, 108)], look.bottom, 44)
        pen.line([(-26, 82), (-16, 124)], look.shoes, 42)
        pen.box(-62, 112, 6, 140, look.shoes, 12)
        pen.line([(-26, -92), (-52, -38), (-92, -26)], mix(look.top, (0, 0, 0), 0.14), 30)
        pen.oval(-96, -26, 20, 20, look.skin)
        return _trim(image.reduce(_FINE))

    def _bust(self, role: str, emotion: str = "calm") -> Image.Image:
        """Head and shoulders, RGBA 512x512, cut off by the lower edge."""
        look = LOOKS[role]
        k = 1.8
        look = replace(look, wide=max(look.wide, 0.86), tall=1.0)
        deep = 700
        image, pen = canvas(700, deep + 100, 350, deep + 222 * k, k)
        _person(pen, look, "bust", emotion)
        art = image.crop((0, 0, 700, deep))
        left, top, right, _ = art.getchannel("A").getbbox() or (0, 0, 700, deep)
        side = min(640, max(2 * max(350 - left, right - 350), deep - top))
        art = art.crop((350 - side // 2, deep - side, 350 - side // 2 + side, deep))
        return art.resize((512, 512), Image.Resampling.BOX if side > 512 else Image.Resampling.BICUBIC)

    def _face(self, role: str, emotion: str = "calm") -> Image.Image:
        """Eyes to mouth, RGBA 512x512."""
        look = LOOKS[role]
        side, k = 1024, 1024 / 168
        image, pen = canvas(side, side, side / 2, side / 2, k)
        head = pen.at(0, -18)
        hair_behind(head, look)
        hat_behind(head, look)
        draw_face(head, look, emotion)
        hat_front(head, look)
        signs(head, emotion)
        return image.reduce(2)
