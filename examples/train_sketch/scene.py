"""The closed world: what a picture may hold, and how often each thing is asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final, Literal

Anchor = Literal["ground", "water", "air"]

TIMES: Final = ("dawn", "day", "sunset", "night")
WEATHERS: Final = ("clear", "rain", "storm", "snow", "fog")
SIZES: Final = ("close", "medium", "wide")
ANGLES: Final = ("level", "low")
PLACES: Final = (
    "sea", "cliff", "beach", "forest", "field", "mountains", "river",
    "city", "village", "desert", "castle", "room", "snowfield", "sky",
)  # fmt: skip

NOBODY: Final = "nobody"


@dataclass(frozen=True)
class Subject:
    """One thing a picture can be about.

    Args:
        home: The place it is drawn in when the caption names none.
        anchor: What it stands on; it decides the places that suit it.
        bulk: Height in a wide shot, in units of a person's height.
        share: How often it is drawn, relative to 1.0 for a common subject.
    """

    home: str
    anchor: Anchor = "ground"
    bulk: float = 1.0
    share: float = 1.0


SUBJECTS: Final[dict[str, Subject]] = {
    "sailor": Subject("sea", share=3.0),
    "old man": Subject("village", share=1.5),
    "old woman": Subject("village", share=0.6),
    "man": Subject("city", share=1.5),
    "woman": Subject("field", share=3.0),
    "boy": Subject("field"),
    "girl": Subject("field"),
    "king": Subject("castle", share=0.6),
    "queen": Subject("castle", share=0.6),
    "knight": Subject("castle"),
    "wizard": Subject("castle", share=0.6),
    "detective": Subject("city", share=0.6),
    "astronaut": Subject("desert", share=0.6),
    "robot": Subject("city", share=0.6),
    "ghost": Subject("village", share=0.6),
    "dragon": Subject("mountains", bulk=1.5),
    "rider": Subject("river", bulk=1.35, share=3.0),
    "horse": Subject("field", bulk=1.2),
    "deer": Subject("forest", bulk=1.1, share=2.5),
    "dog": Subject("field", bulk=0.8),
    "cat": Subject("village", bulk=0.75),
    "wolf": Subject("forest", bulk=0.9),
    "fox": Subject("forest", bulk=0.8),
    "bear": Subject("forest", bulk=1.1, share=0.6),
    "rabbit": Subject("field", bulk=0.7, share=0.6),
    "bird": Subject("sky", "air", bulk=0.7, share=0.6),
    "eagle": Subject("mountains", "air", bulk=0.9, share=0.6),
    "whale": Subject("sea", "water", bulk=1.2, share=0.6),
    "lighthouse": Subject("cliff", bulk=1.7, share=4.0),
    "ship": Subject("sea", "water", bulk=1.35, share=3.5),
    "sailing ship": Subject("sea", "water", bulk=1.5, share=1.5),
    "boat": Subject("sea", "water", bulk=0.9, share=1.5),
    "train": Subject("field", bulk=1.2),
    "car": Subject("city", bulk=0.9),
    "plane": Subject("sky", "air", bulk=1.0, share=0.6),
    "rocket": Subject("desert", "air", bulk=1.3, share=0.6),
    "house": Subject("field", bulk=1.4),
    "tree": Subject("field", bulk=1.5),
    "campfire": Subject("forest", bulk=0.8, share=0.6),
    "lantern": Subject("room", bulk=0.8, share=0.6),
}

PEOPLE: Final = frozenset(list(SUBJECTS)[: list(SUBJECTS).index("robot") + 1])

_LAND: Final = tuple(p for p in PLACES if p not in ("sea", "sky"))
_SUITS: Final[dict[Anchor, tuple[str, ...]]] = {
    "ground": _LAND,
    "water": ("sea", "river", "beach"),
    "air": tuple(p for p in PLACES if p not in ("room",)),
}
_OUTDOOR_GIANTS: Final = ("lighthouse", "house", "tree", "train", "car", "rider")


@dataclass(frozen=True)
class Scene:
    """One picture, in the words of the closed world."""

    subject: str
    place: str
    time: str = "day"
    weather: str = "clear"
    size: str = "medium"
    angle: str = "level"


def places_for(subject: str) -> tuple[str, ...]:
    """The places that suit a subject, its home among them."""
    if subject == NOBODY:
        return PLACES
    places = _SUITS[SUBJECTS[subject].anchor]
    if subject in PEOPLE:
        places = (*places, "sea")
    if subject in _OUTDOOR_GIANTS:
        places = tuple(p for p in places if p != "room")
    return places


def weathers_for(place: str) -> tuple[str, ...]:
    """The weathers that show in a place: none but clear inside a room."""
    return ("clear",) if place == "room" else WEATHERS


def sample_scene(rng: random.Random) -> Scene:
    """Draw a scene: most subjects are at home, every fifth picture has nobody in it."""
    subject = NOBODY
    if rng.random() > 0.2:
        names = list(SUBJECTS)
        subject = rng.choices(names, [SUBJECTS[n].share for n in names])[0]
    at_home = subject != NOBODY and rng.random() < 0.55
    place = SUBJECTS[subject].home if at_home else rng.choice(places_for(subject))
    weather = "clear" if rng.random() < 0.45 else rng.choice(weathers_for(place))
    shares = (0, 1, 2) if subject == NOBODY else (8, 9, 8)
    size = rng.choices(SIZES, shares)[0]
    angle = "low" if size != "close" and rng.random() < 0.12 else "level"
    return Scene(subject, place, rng.choice(TIMES), weather, size, angle)
