"""The composer: one :class:`Scene` and one seed make one picture, always the same."""

from __future__ import annotations

import random
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from .art import Gallery
from .light import Tint, light_for
from .scene import INDOORS, NOBODY, Scene
from .sprites import Sprites, lit
from .stage import FRAMES, backdrop, fall, shadow, wash
from .staging import SHIFTS, Stance, stances, waterline
from .styles import restyle
from .subjects import SUBJECTS

Shape = Literal["square", "wide"]
_LAMPS: Final = ("campfire", "lantern", "candle", "torch")

Picture = npt.NDArray[np.uint8]


class Composer:
    """Draws scenes.

    Args:
        gallery: Where the subjects' drawings come from.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._sprites = Sprites(gallery)

    def compose(self, scene: Scene, seed: int, shape: Shape = "square") -> Picture:
        """Draw a scene.

        Args:
            scene: What to draw.
            seed: Decides what the scene leaves open: a little of where the subject stands.
            shape: "square" (256 x 256) or "wide" (256 x 144).

        Returns:
            uint8[height, width, 3], RGB.
        """
        return self.compose_with_mask(scene, seed, shape)[0]

    def compose_with_mask(self, scene: Scene, seed: int, shape: Shape = "square") -> tuple[Picture, Image.Image]:
        """The same, and a mask of the subjects as they stand there: mode L, 255 where they are."""
        close = scene.size in ("close", "extreme close")
        angle = "level" if close else scene.angle
        behind = backdrop(scene.place, scene.time, scene.weather, angle, close, shape)
        image = behind.copy()
        mask = Image.new("L", image.size)
        if scene.subject != NOBODY:
            x = random.Random(seed).choice(SHIFTS)
            if close:
                self._close(image, mask, scene, x)
            else:
                for stance in stances(scene, x, FRAMES[shape], self._sprites.aspect):
                    self._stand(image, mask, behind, scene, stance, shape)
        fall(image, scene.place, scene.time, scene.weather, shape)
        return restyle(np.asarray(image), scene.style, mask if scene.subject != NOBODY else None), mask

    def _tint(self, scene: Scene, subject: str) -> Tint:
        light = light_for(scene.time, scene.weather)
        if subject in _LAMPS and light.dark:
            return 1.0, 0.96, 0.9
        if scene.place in INDOORS:
            r, g, b = light.indoor_tint
            return r + (1 - r) * 0.55, g + (1 - g) * 0.55, b + (1 - b) * 0.55
        if scene.place == "space":
            return 0.96, 0.96, 1.0
        r, g, b = light.subject_tint
        return (r * 0.84, g * 0.98, b) if scene.place == "underwater" else (r, g, b)

    def _close(self, image: Image.Image, mask: Image.Image, scene: Scene, shift: float) -> None:
        thing = SUBJECTS[scene.subject]
        width, height = image.size
        tint, x = self._tint(scene, scene.subject), 0.5 + shift
        tight = scene.size == "extreme close"
        pose = ("face" if tight else "bust") if thing.kind == "person" else "close"
        aspect = self._sprites.aspect(scene.subject, pose, scene.action, scene.emotion)
        if pose == "face":
            tall = 1.12 * max(1.0, width / height * 0.8)
            foot = 0.5 + tall / 2
        elif pose == "bust":
            tall, foot = min(0.96, 1.02 * width / height / aspect), 1.0
        elif self._gallery.cut(scene.subject):  # its cut edges lie against the frame's
            tall = min(0.94, 0.96 * width / height / aspect) * (1.35 if tight else 1.0)
            foot = 1.0 if not tight else 0.12 + tall
            if thing.face == "head":
                x = max(0.5, 1.0 - tall * aspect * height / width / 2)
        elif thing.face:
            tall = min(0.86, 0.92 * width / height / aspect) * (1.5 if tight else 1.0)
            foot = 0.5 + tall / 2
        else:
            tall = min(0.9, 0.94 * width / height / aspect)
            foot = 0.5 + tall / 2
        self._paste(image, mask, scene, scene.subject, pose, x, foot, tall, tint)

    def _stand(
        self, image: Image.Image, mask: Image.Image, behind: Image.Image, scene: Scene, at: Stance, shape: str
    ) -> None:
        floats = at.floats
        if at.shadow:
            aspect = self._sprites.aspect(at.subject, "full", at.action, at.emotion)
            shadow(image, at.x, at.foot, at.height * min(aspect, 2.0) * 0.92)
        tint = self._tint(scene, at.subject)
        boat = floats and SUBJECTS[at.subject].anchor in ("ground", "small")
        lift = at.height * 0.12 if boat else 0.0
        self._paste(image, mask, scene, at.subject, "full", at.x, at.foot - lift, at.height, tint, at)
        if boat:
            self._paste(image, mask, scene, "boat", "full", at.x, at.foot + at.boat * 0.12, at.boat, tint)
        if floats:
            line = waterline(scene, at.foot) - (0.0 if boat else at.height * 0.07)
            broad = at.height * self._sprites.aspect(at.subject, "full", at.action, at.emotion)
            if boat:
                broad = max(broad, at.boat * self._sprites.aspect("boat", "full", "stands", "calm"))
            broad *= image.height / image.width
            wash(image, behind, at.x, broad, line, scene.time, scene.weather, shape)

    def _paste(
        self,
        image: Image.Image,
        mask: Image.Image,
        scene: Scene,
        subject: str,
        pose: str,
        x: float,
        foot: float,
        height: float,
        tint: Tint,
        at: Stance | None = None,
    ) -> None:
        dark = light_for(scene.time, scene.weather).dark and scene.place not in INDOORS
        action, emotion = (at.action, at.emotion) if at else (scene.action, scene.emotion)
        tall = max(4, round(height * image.height))
        drawing = self._sprites.sized(subject, pose, action, emotion, tall, dark and subject == "lighthouse")
        left, top = round(x * image.width - drawing.width / 2), round(foot * image.height - drawing.height)
        if dark and subject == "lighthouse":
            _beams(image, x, top + drawing.height * 0.17)
        ready = lit(drawing, tint)
        image.paste(ready, (left, top), ready)
        mask.paste(255, (left, top), ready)
        if subject in _LAMPS and (dark or scene.time == "night"):
            _glow(image, x, foot - height / 2, height)


def _glow(image: Image.Image, x: float, y: float, radius: float) -> None:
    r = max(8, round(min(radius, 0.7) * image.height))
    grid = np.linspace(-1.0, 1.0, 2 * r, dtype=np.float32)
    falloff = np.clip(1.0 - np.hypot(grid[:, None], grid[None]), 0.0, 1.0) ** 1.5 * 100
    mask = Image.fromarray(falloff.astype(np.uint8))
    image.paste((255, 190, 80), (round(x * image.width) - r, round(y * image.height) - r), mask)


def _beams(image: Image.Image, x: float, row: float) -> None:
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    middle, h = x * image.width, image.height
    for side in (-1, 1):
        far = middle + side * image.width
        draw.polygon([(middle, row), (far, row - h * 0.16), (far, row + h * 0.1)], fill=120)
    image.paste((255, 240, 170), (0, 0), mask)
