"""Half characters (surrogates): Python has them for bytes of a file's name that are no text. No encoding takes them."""

from __future__ import annotations

from typing import Final

__all__ = ["HALVES", "whole"]

HALVES: Final = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
"""For :meth:`str.translate`."""


def whole(text: str) -> str:
    """`text` with the replacement character for each half."""
    return text.translate(HALVES)
