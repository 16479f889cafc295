"""The subjects' drawings at the size and in the light of a picture."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from PIL import Image

from .art import Gallery
from .light import Tint
from .subjects import SUBJECTS

_KEPT: Final = 1200

_Key = tuple[str, str, str, str, int, bool]


class Sprites:
    """Resized drawings, the last ones kept.

    Args:
        gallery: Where the drawings come from.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._sized: OrderedDict[_Key, Image.Image] = OrderedDict()
        self._aspects: dict[tuple[str, str, str, str], float] = {}

    def drawing(self, subject: str, pose: str, action: str, emotion: str, lamp: bool = False) -> Image.Image:
        """A drawing as the gallery has it; ``pose`` is "full", "close", "bust" or "face"."""
        gallery = self._gallery
        if lamp:
            return gallery.lit_lighthouse
        person = subject in SUBJECTS and SUBJECTS[subject].kind == "person"
        if not person:
            return gallery.full(subject) if pose == "full" else gallery.close(subject)
        if pose == "full":
            return gallery.people.figure(subject, action, emotion)
        return gallery.people.face(subject, emotion) if pose == "face" else gallery.people.bust(subject, emotion)

    def aspect(self, subject: str, pose: str, action: str, emotion: str) -> float:
        """Width over height of a drawing."""
        key = subject, pose, action, emotion
        if key not in self._aspects:
            art = self.drawing(*key)
            self._aspects[key] = art.width / art.height
        return self._aspects[key]

    def sized(self, subject: str, pose: str, action: str, emotion: str, tall: int, lamp: bool = False) -> Image.Image:
        """A drawing ``tall`` pixels high. Not to be drawn on: it is shared."""
        key = subject, pose, action, emotion, tall, lamp
        if key in self._sized:
            self._sized.move_to_end(key)
            return self._sized[key]
        art = self.drawing(subject, pose, action, emotion, lamp)
        wide = max(4, round(tall * art.width / art.height))
        small = art.resize((wide, tall), Image.Resampling.HAMMING if tall < art.height else Image.Resampling.BICUBIC)
        self._sized[key] = small
        if len(self._sized) > _KEPT:
            self._sized.popitem(last=False)
        return small


def lit(drawing: Image.Image, tint: Tint) -> Image.Image:
    """An RGBA drawing under a coloured light."""
    if tint == (1.0, 1.0, 1.0):
        return drawing
    table = [min(255, round(i * k)) for k in tint for i in range(256)]
    return drawing.point([*table, *range(256)])
