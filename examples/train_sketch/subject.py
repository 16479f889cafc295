"""What is known of one thing that a picture can be about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["ground", "water", "air", "deep", "small"]
Kind = Literal["person", "animal", "vehicle", "building", "plant", "thing"]


@dataclass(frozen=True)
class Subject:
    """One thing a picture can be about.

    Args:
        kind: What sort of thing it is; people show emotions and do things.
        home: The place it is drawn in when the caption names none.
        words: How people name it, the plainest first; no two subjects share one.
        art: Where its drawing comes from: an icon "set:name", or a name that `art.py` knows.
        face: The icon of its face, for close-ups, if it has one.
        anchor: What it stands on; it decides the places that suit it. "small" things lie on the ground.
        bulk: Height in a wide shot, in units of a person's height.
        share: How often it is drawn, relative to 1.0 for a common subject.
    """

    kind: Kind
    home: str
    words: tuple[str, ...]
    art: str = ""
    face: str = ""
    anchor: Anchor = "ground"
    bulk: float = 1.0
    share: float = 1.0
