"""Texts one after the other, with a space between where their script has one."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["join"]

SPACELESS = re.compile(
    "["
    "\u0e00-\u109f"  # Thai, Lao, Tibetan, Burmese
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese and Japanese, without Korean
    "\uff00-\uff9f"  # their full-width punctuation
    "]"
)


def join(texts: Iterable[str]) -> str:
    """The texts without the spaces around them, and one between two unless both are of a script without any."""
    parts: list[str] = []
    for text in filter(None, map(str.strip, texts)):
        if parts and not (SPACELESS.match(parts[-1][-1]) and SPACELESS.match(text)):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)
