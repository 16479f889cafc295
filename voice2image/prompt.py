"""What is asked of the image model for one panel."""

from __future__ import annotations

import secrets
from typing import Annotated

from pydantic import Field

from voice2image.config import Value
from voice2image.errors import ConfigError
from voice2image.shot import Shot
from voice2image.transcript import Seconds, Word

__all__ = ["MAX_SEED", "Prompt", "Seed", "check_seed", "draw_seed"]

MAX_SEED = 2**32 - 1  # what every image tool accepts, though torch itself takes 64 bits

Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]


class Prompt(Value):
    """One panel's words for the image model, and the speech that they come from."""

    text: str
    negative_text: str = ""
    style: str = ""
    """A style's name or free words, kept apart from `text` so that they can be swapped: see :mod:`.styles`."""
    seed: Seed | None = None
    """The seed of the panel's image; ``None`` lets one be drawn."""
    heard: str = ""
    """The speaker's words that this panel comes from, as they were heard."""
    start_s: Seconds = 0.0
    end_s: Seconds = 0.0
    duration_s: Seconds | None = None
    """How long the panel is to stand, where the speaker said so."""
    shot: Shot | None = None
    """The shot as it was understood, where the prompter understands shots."""
    words: tuple[Word, ...] = ()
    """The words of `text` and when each was said, so that every phrase can be traced to the sound."""

    @property
    def full_text(self) -> str:
        """The text with its style words, as the image model gets it."""
        return ", ".join(part for part in (self.text, self.style) if part)

    def seeded(self, seed: int | None = None) -> Prompt:
        """This prompt with a seed: its own if it has one, else the one given, else a random one."""
        if self.seed is not None:
            return self
        return self.replace(seed=draw_seed() if seed is None else seed)


def check_seed(seed: object) -> None:
    """Raise :class:`~voice2image.errors.ConfigError` unless `seed` is one that a prompt takes."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= MAX_SEED:
        raise ConfigError(f"seed: a whole number from 0 to {MAX_SEED} (got {seed!r})")


def draw_seed() -> int:
    """A fresh random seed."""
    return secrets.randbelow(MAX_SEED + 1)
