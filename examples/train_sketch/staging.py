"""Where subjects stand in the frame and how big they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from .scene import NOBODY, Scene
from .stage import horizon_of
from .subjects import SUBJECTS

_CELL: Final = 16  # pixels a cell of the latents
SHIFTS: Final = (-1 / 16, 0.0, 0.0, 1 / 16)
"""How far from its usual place a subject may stand, in frame widths.

Everybody stands on the grid of the latents, so that one drawing is one pattern of latents wherever it stands: a small
model learns that in a fraction of the time, and small figures come out as figures.
"""
_PERSON_WIDE: Final = 0.34  # a person's height in a wide shot, in frame heights
_WIDE_CAP: Final = 0.75
FLOATING: Final = ("sky", "space", "underwater")
"""Places with no ground to stand on."""
_WATER: Final = {"sea": 0.5, "river": 0.62, "harbour": 0.46, "beach": 0.3}
"""How far down from the horizon something floats."""
Aspect = Callable[[str, str, str, str], float]


@dataclass(frozen=True)
class Stance:
    """One subject in the frame, in unit coordinates: x of its middle, y of its feet, its height, its boat's."""

    subject: str
    x: float
    foot: float
    height: float
    action: str
    emotion: str
    floats: bool = False
    shadow: bool = False
    boat: float = 0.0


def waterline(scene: Scene, foot: float) -> float:
    """The y of the water that comes in front of what floats."""
    return min(0.985, foot - (0.01 if scene.size == "wide" else 0.02))


def stances(scene: Scene, shift: float, frame: tuple[int, int], aspect: Aspect) -> list[Stance]:
    """Every subject of a medium or wide shot, the farthest first, all of them on the latents' grid."""
    return [_on_grid(stance, frame) for stance in _stances(scene, shift, frame, aspect)]


def _on_grid(stance: Stance, frame: tuple[int, int]) -> Stance:
    columns, rows = frame[0] / _CELL, frame[1] / _CELL
    foot = stance.foot if stance.foot > 1.0 else round(stance.foot * rows) / rows  # whose feet aren't seen stays
    return replace(stance, x=round(stance.x * columns) / columns, foot=foot)


def _stances(scene: Scene, shift: float, frame: tuple[int, int], aspect: Aspect) -> list[Stance]:
    if scene.companion != NOBODY:
        first = _one(scene, scene.subject, 0.5, 0.9, 0.56, frame, aspect)
        other = _one(scene, scene.companion, 0.5, 0.9, 0.56, frame, aspect)
        if scene.side == "behind":
            x = shift
            back = _moved(other, 0.64 + x, -0.1 if not other.floats else -0.06, 0.78)
            return [back, _moved(first, 0.4 + x, 0.0, 1.0)]
        gap = 0.24 if scene.size == "medium" else 0.18
        way = -1.0 if scene.side == "left" else 1.0
        return [
            _moved(other, 0.5 + way * gap + shift, 0.0, 1.0),
            _moved(first, 0.5 - way * gap + shift, 0.0, 1.0),
        ]
    if scene.count > 1:
        room = 0.48 if scene.count == 2 else 0.315
        one = _one(scene, scene.subject, 0.5, 0.88 if scene.count == 2 else 0.8, room, frame, aspect)
        width = one.height * aspect(one.subject, "full", one.action, one.emotion) * frame[1] / frame[0]
        gap = min(room, max(width * 1.1, 0.12))
        return [_moved(one, 0.5 + shift + (i - (scene.count - 1) / 2) * gap, 0.0, 1.0) for i in range(scene.count)]
    cap = 0.92 if scene.size == "medium" else 0.8
    return [_one(scene, scene.subject, 0.5 + shift, 1.0, cap, frame, aspect)]


def _moved(stance: Stance, x: float, down: float, size: float) -> Stance:
    return Stance(
        stance.subject, x, stance.foot + down, stance.height * size, stance.action, stance.emotion,
        stance.floats, stance.shadow, stance.boat * size,
    )  # fmt: skip


def _one(
    scene: Scene, subject: str, x: float, size: float, room: float, frame: tuple[int, int], aspect: Aspect
) -> Stance:
    thing = SUBJECTS[subject]
    person, wide = thing.kind == "person", scene.size == "wide"
    action = scene.action if person else "stands"
    height = min(_WIDE_CAP, _PERSON_WIDE * thing.bulk) if wide else min(0.86, 0.62 * thing.bulk**0.5)
    horizon = horizon_of(scene.place, scene.angle)
    depth = 1.0 - horizon
    floats = scene.place in _WATER and (thing.anchor in ("water", "deep") or scene.place == "sea")
    floats = floats and thing.anchor != "air"
    hovers = thing.anchor == "air" or scene.place in FLOATING
    alone = size == 1.0
    cut = person and not wide and action == "stands" and alone and not (floats or hovers) and scene.angle != "high"
    if scene.angle == "low":
        height = min(0.92, height * 1.25)
    elif scene.angle == "high":
        height *= 0.82
    height *= size
    if person and not wide and not cut and not (floats or hovers or scene.angle == "high"):
        height = min(0.84, height * 1.12)
    ratio = frame[0] / frame[1]
    broad = aspect(subject, "full", action, scene.emotion)
    height = min(height, room * ratio / broad)
    boat = height * (0.42 if wide else 0.46) if thing.anchor in ("ground", "small") else 0.0
    if boat and floats:
        boat = min(boat, 0.8 * min(room, 1.0) * ratio / aspect("boat", "full", "stands", "calm"))
    if hovers:
        middle = 0.38 if thing.anchor == "air" else 0.48
        return Stance(subject, x, min(middle + height / 2, 0.94), height, action, scene.emotion)
    if floats:
        foot = horizon + depth * (_WATER[scene.place] + (0.0 if wide or scene.place != "sea" else 0.2))
        return Stance(subject, x, min(0.96, foot), height, action, scene.emotion, True, False, boat)
    if cut:
        tall = min(1.36, height * 1.62)
        return Stance(subject, x, 0.14 + tall + (0.0 if thing.bulk >= 0.9 else 0.1), tall, action, scene.emotion)
    foot = horizon + depth * (0.92 if scene.place == "river" else 0.64 if wide else 0.86)
    if scene.angle == "low":
        foot = 0.97
    elif scene.place == "cliff" and wide:
        foot, x = horizon + depth * 0.2, 0.36 + (x - 0.5)
    elif thing.anchor == "small" and scene.place != "river":
        foot = horizon + depth * 0.82
    elif scene.angle == "high" and scene.place != "river":
        foot = horizon + depth * 0.7
    return Stance(subject, x, foot, height, action, scene.emotion, False, True)
