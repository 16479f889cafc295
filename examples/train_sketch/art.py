"""The drawing of every subject: a whole figure, and what a close-up shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image

from . import figures as fig
from .assets import Icons
from .light import Colour


@dataclass(frozen=True)
class Art:
    """A subject's drawings, RGBA, trimmed.

    Args:
        full: The whole figure, its feet at the bottom edge.
        close: What fills the frame in a close-up.
        face: Whether ``close`` is a face or a bust, shown whole and not as a crop of the figure.
    """

    full: Image.Image
    close: Image.Image
    face: bool = False


# Heads that are icons, on bodies that are drawn: head, coat, trousers.
_STANDING: Final[dict[str, tuple[str, Colour, Colour]]] = {
    "old man": ("fluent:old-man-light", (120, 124, 84), (92, 80, 70)),
    "old woman": ("fluent:old-woman-medium-light", (150, 96, 140), (96, 84, 110)),
    "man": ("fluent:man-medium", (52, 120, 190), (60, 66, 84)),
    "woman": ("fluent:woman-light", (206, 60, 90), (66, 70, 104)),
    "boy": ("fluent:boy-medium", (240, 150, 50), (70, 96, 150)),
    "girl": ("fluent:girl-medium-light", (250, 130, 170), (120, 90, 170)),
}
# Icons that end at the chest: icon, coat, trousers.
_CHESTS: Final[dict[str, tuple[str, Colour, Colour]]] = {
    "king": ("fluent:person-with-crown-medium-light", (250, 104, 20), (130, 60, 40)),
    "queen": ("fluent:princess-medium-light", (132, 80, 170), (132, 80, 170)),
    "wizard": ("fluent:man-mage-medium-light", (0, 130, 220), (20, 84, 160)),
    "detective": ("fluent:detective-medium-light", (90, 60, 130), (60, 50, 80)),
    "astronaut": ("fluent:astronaut-medium", (220, 222, 228), (190, 194, 204)),
}
_FOUR_LEGGED: Final[dict[str, tuple[str, Colour, Colour]]] = {
    "wolf": ("fluent:wolf", (140, 144, 154), (216, 218, 224)),
    "fox": ("noto:fox", (240, 116, 40), (250, 236, 220)),
    "bear": ("noto:bear", (122, 84, 66), (146, 106, 84)),
}
# Icons that are whole figures, and the icon of the face if there is one.
_WHOLE: Final[dict[str, tuple[str, str | None]]] = {
    "ghost": ("fluent:ghost", None),
    "dragon": ("noto:dragon", "noto:dragon-face"),
    "horse": ("noto:horse", "noto:horse-face"),
    "dog": ("fluent:dog", "fluent:dog-face"),
    "cat": ("fluent:cat", "fluent:cat-face"),
    "rabbit": ("noto:rabbit", "noto:rabbit-face"),
    "bird": ("noto:bird", None),
    "eagle": ("noto:eagle", None),
    "whale": ("noto:spouting-whale", None),
    "train": ("noto:locomotive", None),
    "car": ("noto:automobile", None),
    "plane": ("noto:small-airplane", None),
    "rocket": ("fluent:rocket", None),
    "house": ("noto:house", None),
    "tree": ("fluent:deciduous-tree", None),
    "ship": ("noto:ship", None),
}


def _cut(art: Image.Image, x0: float, y0: float, x1: float, y1: float) -> Image.Image:
    w, h = art.size
    return art.crop((round(x0 * w), round(y0 * h), round(x1 * w), round(y1 * h)))


def _sailor(icons: Icons) -> Art:
    head = fig.with_sailor_cap(fig.with_beard(icons("fluent:old-man-light")))
    return Art(fig.standing(head, (30, 52, 110), (226, 228, 232)), fig.bust(head, (30, 52, 110)), face=True)


def _knight(_: Icons) -> Art:
    head = fig.helmet()
    return Art(fig.standing(head, (190, 44, 48), (150, 158, 172)), fig.bust(head, (190, 44, 48)), face=True)


def _rider(icons: Icons) -> Art:
    head = icons("fluent:woman-light")
    whole = fig.riding(icons("noto:horse"), head, (206, 60, 90))
    return Art(whole, _cut(whole, 0.0, 0.0, 0.86, 0.62))


def _deer(icons: Icons) -> Art:
    deer = icons("fluent:deer")
    return Art(deer, _cut(deer, 0.0, 0.0, 0.62, 0.56), face=True)


def _robot(icons: Icons) -> Art:
    head = icons("fluent:robot")
    return Art(fig.robot_body(head), head, face=True)


# Drawn by code alone: these need no picture set.
_DRAWN: Final[dict[str, Callable[[], Image.Image]]] = {
    "lighthouse": lambda: fig.lighthouse(lit=False),
    "sailing ship": fig.sailing_ship,
    "boat": fig.boat,
    "lantern": fig.lantern,
}
DRAWN_SUBJECTS: Final = frozenset((*_DRAWN, "knight"))

_SPECIAL: Final[dict[str, Callable[[Icons], Art]]] = {
    "sailor": _sailor,
    "knight": _knight,
    "rider": _rider,
    "deer": _deer,
    "robot": _robot,
    "campfire": lambda icons: _thing(fig.campfire(icons("fluent:fire"))),
}


def _thing(whole: Image.Image) -> Art:
    return Art(whole, whole)


class Gallery:
    """Every subject's :class:`Art`, drawn when first asked for.

    Args:
        icons: The picture sets; subjects in :data:`DRAWN_SUBJECTS` don't need them to be there.
    """

    def __init__(self, icons: Icons) -> None:
        self._icons = icons
        self._made: dict[str, Art] = {}
        self.lit_lighthouse = fig.lighthouse(lit=True)

    def __getitem__(self, subject: str) -> Art:
        if subject not in self._made:
            self._made[subject] = self._make(subject)
        return self._made[subject]

    def _make(self, subject: str) -> Art:
        icons = self._icons
        if subject in _SPECIAL:
            return _SPECIAL[subject](icons)
        if subject in _DRAWN:
            return _thing(_DRAWN[subject]())
        if subject in _STANDING:
            head, coat, trousers = _STANDING[subject]
            robe = subject in ("old woman",)
            return Art(fig.standing(icons(head), coat, trousers, robe=robe), fig.bust(icons(head), coat), face=True)
        if subject in _CHESTS:
            chest, coat, trousers = _CHESTS[subject]
            return Art(fig.on_legs(icons(chest), coat, trousers), _cut(icons(chest), 0.0, 0.0, 1.0, 0.86), face=True)
        if subject in _FOUR_LEGGED:
            face, coat, belly = _FOUR_LEGGED[subject]
            return Art(fig.four_legged(icons(face), coat, belly), icons(face), face=True)
        whole, face_icon = _WHOLE[subject]
        return Art(icons(whole), icons(face_icon or whole), face=face_icon is not None)
