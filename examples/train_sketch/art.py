"""The drawing of everything that is not a person: the whole thing, and what a close-up shows of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PIL import Image

from . import drawn
from .assets import Icons
from .light import Colour
from .subject import Subject
from .things_table import THINGS

if TYPE_CHECKING:
    from .people import People

# Drawn by code alone: these need no picture set.
_DRAWN: Final[dict[str, Callable[[], Image.Image]]] = {
    "lighthouse": partial(drawn.lighthouse, lit=False),
    "sailing ship": drawn.sailing_ship,
    "boat": drawn.boat,
    "lantern": drawn.lantern,
    "campfire": drawn.campfire,
    "pyramid": drawn.pyramid,
    "windmill": drawn.windmill,
    "well": drawn.well,
    "barrel": drawn.barrel,
    "cannon": drawn.cannon,
    "table": drawn.table,
    "piano": drawn.piano,
    "submarine": drawn.submarine,
    "hot-air balloon": drawn.balloon,
    "sword": drawn.sword,
}
DRAWN_SUBJECTS: Final = frozenset(_DRAWN)

# Bodies under icon heads, by the name in `Subject.art`.
_BODIES: Final[dict[str, Callable[[Image.Image, Colour, Colour], Image.Image]]] = {
    "four-legged": drawn.four_legged,
    "four-legged, no tail": partial(drawn.four_legged, tail=False),
    "sitting": drawn.sitting,
    "long-necked": drawn.long_necked,
}
# The coat of such an animal, and its belly (its tail, where the neck is long).
_COATS: Final[dict[str, tuple[Colour, Colour]]] = {
    "wolf": ((140, 144, 154), (216, 218, 224)),
    "fox": ((240, 116, 40), (250, 236, 220)),
    "bear": ((122, 84, 66), (146, 106, 84)),
    "polar bear": ((236, 240, 244), (214, 222, 230)),
    "boar": ((104, 72, 60), (134, 98, 82)),
    "panda": ((58, 58, 66), (244, 244, 244)),
    "lion": ((242, 172, 60), (252, 212, 130)),
    "koala": ((150, 152, 160), (226, 226, 230)),
    "frog": ((96, 190, 50), (214, 240, 140)),
    "unicorn": ((238, 232, 248), (220, 90, 190)),
    "moose": ((124, 84, 64), (96, 62, 46)),
}
# Where the head is in a whole animal's icon, for those with `face="head"`: left, top, right, bottom.
_HEADS: Final[dict[str, tuple[float, float, float, float]]] = {
    "black cat": (0.0, 0.0, 0.62, 0.62),
    "sheep": (0.0, 0.08, 0.72, 0.88),
    "goat": (0.0, 0.0, 0.62, 0.62),
    "llama": (0.0, 0.0, 0.5, 0.5),
    "rooster": (0.0, 0.0, 0.6, 0.55),
    "duck": (0.05, 0.0, 0.7, 0.5),
    "goose": (0.0, 0.0, 0.62, 0.5),
    "deer": (0.0, 0.0, 0.62, 0.56),
    "squirrel": (0.0, 0.0, 0.72, 0.65),
    "beaver": (0.0, 0.0, 0.7, 0.6),
    "bigfoot": (0.1, 0.0, 0.9, 0.42),
    "leopard": (0.0, 0.0, 0.5, 0.66),
    "elephant": (0.0, 0.0, 0.66, 0.72),
    "rhino": (0.0, 0.02, 0.55, 0.75),
    "hippo": (0.0, 0.0, 0.52, 0.85),
    "giraffe": (0.0, 0.0, 0.66, 0.42),
    "zebra": (0.0, 0.0, 0.6, 0.5),
    "camel": (0.0, 0.0, 0.5, 0.6),
    "kangaroo": (0.0, 0.0, 0.55, 0.48),
    "gorilla": (0.0, 0.0, 0.7, 0.55),
    "owl": (0.0, 0.0, 1.0, 0.62),
    "parrot": (0.0, 0.0, 0.72, 0.55),
    "penguin": (0.0, 0.0, 1.0, 0.5),
    "flamingo": (0.0, 0.0, 0.6, 0.45),
    "swan": (0.0, 0.0, 0.52, 0.62),
    "turtle": (0.0, 0.1, 0.62, 0.95),
    "dinosaur": (0.0, 0.0, 0.55, 0.5),
    "long-necked dinosaur": (0.0, 0.0, 0.52, 0.46),
    "seal": (0.0, 0.0, 0.6, 0.78),
    "snowman": (0.08, 0.0, 0.92, 0.62),
}
_TALL: Final = 1.5  # a building taller than this for its width is cut in a close-up


def _cut(art: Image.Image, x0: float, y0: float, x1: float, y1: float) -> Image.Image:
    w, h = art.size
    part = art.crop((round(x0 * w), round(y0 * h), round(x1 * w), round(y1 * h)))
    return part.crop(part.getchannel("A").getbbox())


def _top(art: Image.Image) -> Image.Image:
    return _cut(art, 0.0, 0.0, 1.0, 1.25 * art.width / art.height)


class Gallery:
    """Every thing's drawings, made when first asked for, RGBA and trimmed; people are drawn by :attr:`people`.

    Args:
        icons: The picture sets; subjects in :data:`DRAWN_SUBJECTS` don't need them to be there.
    """

    people: People

    def __init__(self, icons: Icons) -> None:
        from .people import People

        self.people = People(icons)
        self.lit_lighthouse = drawn.lighthouse(lit=True)
        self._icons = icons
        self._full: dict[str, Image.Image] = {}
        self._close: dict[str, Image.Image] = {}

    def full(self, subject: str) -> Image.Image:
        """The whole thing, its feet at the bottom edge."""
        if subject not in self._full:
            self._full[subject] = self._whole(subject)
        return self._full[subject]

    def close(self, subject: str) -> Image.Image:
        """What fills the frame in a close-up: a face, the top of a tall building, or all of it."""
        if subject not in self._close:
            self._close[subject] = self._near(subject)
        return self._close[subject]

    def cut(self, subject: str) -> bool:
        """Whether :meth:`close` ends in straight cuts, to be laid against the frame's bottom and right edges."""
        thing = THINGS[subject]
        return thing.face == "head" or self._tall(thing, self.full(subject))

    @staticmethod
    def _tall(thing: Subject, whole: Image.Image) -> bool:
        return thing.kind == "building" and whole.height > _TALL * whole.width

    def _whole(self, subject: str) -> Image.Image:
        thing = THINGS[subject]
        if thing.art in _DRAWN:
            return _DRAWN[thing.art]()
        if thing.art in _BODIES:
            return _BODIES[thing.art](self._icons(thing.face), *_COATS[subject])
        return self._icons(thing.art)

    def _near(self, subject: str) -> Image.Image:
        thing = THINGS[subject]
        whole = self.full(subject)
        if thing.face == "head":
            return _cut(whole, *_HEADS[subject])
        if thing.face:
            return self._icons(thing.face)
        if self._tall(thing, whole):
            return _top(whole)
        return whole
