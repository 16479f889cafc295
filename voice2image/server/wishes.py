"""What a client may ask of a board or a picture."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from voice2image.config import Config
from voice2image.prompt import Seed

__all__ = ["WHOLE", "BoardWishes"]


def _is_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a whole number")
    return value


WHOLE = BeforeValidator(_is_number)
"""Makes an ``int`` what JSON calls an integer: 4, and 4.0 too, but neither "4" nor true."""


class BoardWishes(Config):
    """How a board is to be drawn; what isn't said is the service's to choose."""

    style: Annotated[str, Field(max_length=500)] = ""
    """A style's name, or words such as ``"ink wash manga"``."""
    negative_text: Annotated[str, Field(max_length=2000)] = ""
    """What no picture is to show."""
    generator: Annotated[str, Field(max_length=200)] | None = None
    """One of those that the service offers."""
    seed: Seed | None = None
    """The seed of the first panel."""
