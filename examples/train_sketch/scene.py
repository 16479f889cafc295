"""The closed world: what a picture may hold, and how often each thing is asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from .subject import Anchor
from .subjects import SUBJECTS

TIMES: Final = ("dawn", "day", "sunset", "night")
WEATHERS: Final = ("clear", "rain", "storm", "snow", "fog")
SIZES: Final = ("extreme close", "close", "medium", "wide")
ANGLES: Final = ("level", "low", "high")
STYLES: Final = ("colour", "pencil", "ink", "watercolour")
EMOTIONS: Final = ("calm", "happy", "sad", "angry", "afraid", "surprised")
ACTIONS: Final = ("stands", "walks", "runs", "sits", "waves")
SIDES: Final = ("left", "right", "behind")
PLACES: Final = (
    "sea", "cliff", "beach", "harbour", "underwater", "river", "bridge",
    "forest", "field", "mountains", "desert", "snowfield",
    "road", "village", "city", "castle", "cave",
    "room", "bedroom", "kitchen", "space", "sky",
)  # fmt: skip
INDOORS: Final = ("room", "bedroom", "kitchen", "cave")
NO_WEATHER: Final = (*INDOORS, "space", "underwater")
NO_HOURS: Final = ("space", "cave")
"""Places that look the same at every hour; their scenes are always by day but for space, where it is night."""

NOBODY: Final = "nobody"
# Boards are about people, and people have most to learn: faces, and what they do.
_KIND_SHARES: Final = {"person": 1.0, "animal": 0.7, "vehicle": 0.7, "building": 0.7, "plant": 0.5, "thing": 0.4}

TAUGHT: Final = (
    "woman", "man", "boy", "girl", "old man", "old woman", "baby", "king", "queen", "knight", "wizard", "witch",
    "sailor", "pirate", "astronaut", "robot", "ghost", "detective", "police officer", "firefighter", "doctor", "chef",
    "farmer", "soldier", "samurai", "ninja", "cowboy", "clown", "superhero", "rider",
    "dog", "cat", "horse", "deer", "wolf", "fox", "bear", "rabbit", "bird", "owl", "eagle", "lion", "elephant", "fish",
    "whale", "dragon",
    "ship", "sailing ship", "boat", "train", "car", "bus", "bicycle", "plane", "helicopter", "rocket",
    "lighthouse", "house", "church", "tent", "tree", "flower", "campfire", "lantern", "book", "sword",
)  # fmt: skip
"""The subjects that the UNet is taught for now: a smaller world that is right beats a wide one that is mush.

The composer, the captions, the text encoder and the judge know all subjects."""


@dataclass(frozen=True)
class Scene:
    """One picture, in the words of the closed world."""

    subject: str
    place: str
    time: str = "day"
    weather: str = "clear"
    size: str = "medium"
    angle: str = "level"
    style: str = "colour"
    count: int = 1
    """How many of the subject stand side by side: 1, 2 or 3."""
    companion: str = NOBODY
    """A second subject, on `side` of the first."""
    side: str = "right"
    emotion: str = "calm"
    """On a person's face."""
    action: str = "stands"
    """What a person is doing."""


def taught(scene: Scene) -> bool:
    """Whether the UNet is to learn from a scene."""
    return {scene.subject, scene.companion} <= {NOBODY, *TAUGHT}


@cache
def places_for(subject: str) -> tuple[str, ...]:
    """The places that suit a subject, its home among them."""
    if subject == NOBODY:
        return PLACES
    thing = SUBJECTS[subject]
    dry = tuple(p for p in PLACES if p not in ("sea", "sky", "space", "underwater"))
    suits: dict[Anchor, tuple[str, ...]] = {
        "ground": dry,
        "water": ("sea", "river", "harbour", "beach"),
        "air": tuple(p for p in PLACES if p not in ("room", "bedroom", "kitchen", "underwater")),
        "deep": ("underwater", "sea"),
        "small": dry,
    }
    places = suits[thing.anchor]
    if thing.kind == "person":
        places = (*places, "sea", "space")
    if thing.kind in ("vehicle", "building", "plant") or thing.bulk > 1.25:
        places = tuple(p for p in places if p not in INDOORS)
    return places if thing.home in places else (thing.home, *places)


def settle(scene: Scene) -> Scene:
    """The scene with everything its place and style can't show put to what they do show."""
    if scene.place in NO_WEATHER:
        scene = replace(scene, weather="clear")
    if scene.place in NO_HOURS:
        scene = replace(scene, time="night" if scene.place == "space" else "day")
    if scene.style in ("pencil", "ink") and scene.time in ("dawn", "sunset"):
        scene = replace(scene, time="night" if scene.time == "sunset" else "day")  # black and white has two hours
    person = scene.subject != NOBODY and SUBJECTS[scene.subject].kind == "person"
    if not person or scene.size == "wide":
        scene = replace(scene, emotion="calm")
    if not person or scene.size in ("close", "extreme close"):
        scene = replace(scene, action="stands")
    if scene.subject == NOBODY or scene.size in ("close", "extreme close"):
        scene = replace(scene, count=1, companion=NOBODY)
    if scene.count > 1:
        scene = replace(scene, companion=NOBODY)
    if scene.companion == NOBODY:
        scene = replace(scene, side="right")
    if scene.size in ("close", "extreme close"):
        scene = replace(scene, angle="level")
    if scene.size == "extreme close" and not (person or (SUBJECTS.get(scene.subject) and SUBJECTS[scene.subject].face)):
        scene = replace(scene, size="close" if scene.subject != NOBODY else "medium")
    return scene


def sample_scene(rng: random.Random) -> Scene:
    """Draw a scene: most subjects are at home, every eighth picture has nobody in it."""
    subject = NOBODY
    names, shares = _shares()
    if rng.random() > 0.125:
        subject = rng.choices(names, shares)[0]
    at_home = subject != NOBODY and rng.random() < 0.4
    place = SUBJECTS[subject].home if at_home else rng.choice(places_for(subject))
    weather = "clear" if rng.random() < 0.45 else rng.choice(WEATHERS)
    size = rng.choices(SIZES, (0, 0, 1, 2) if subject == NOBODY else (1, 6, 7, 6))[0]
    angle = rng.choices(ANGLES, (8, 1, 1))[0]
    style = rng.choices(STYLES, (20, 1, 2, 1))[0]
    count = rng.choices((1, 2, 3), (20, 2, 1))[0]
    companion, side = NOBODY, "right"
    if subject != NOBODY and rng.random() < 0.06:
        companion, side = rng.choices(names, shares)[0], rng.choice(SIDES)
        if companion == subject or place not in places_for(companion):
            companion = NOBODY
    emotion = "calm" if rng.random() < 0.4 else rng.choice(EMOTIONS)
    action = "stands" if rng.random() < 0.5 else rng.choice(ACTIONS)
    time = rng.choice(TIMES)
    return settle(Scene(subject, place, time, weather, size, angle, style, count, companion, side, emotion, action))


@cache
def _shares() -> tuple[list[str], list[float]]:
    return list(SUBJECTS), [s.share * _KIND_SHARES[s.kind] for s in SUBJECTS.values()]
