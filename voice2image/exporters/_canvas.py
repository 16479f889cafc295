"""The size that all of a board's pictures are shown at where a format has one for all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["canvas", "usual_size"]


def usual_size(board: Storyboard) -> tuple[int, int]:
    """Width and height of most pictures in pixels; (16, 9) where there is none."""
    sizes = Counter(panel.image.size for panel in board if panel.image)
    return sizes.most_common(1)[0][0] if sizes else (16, 9)


def canvas(board: Storyboard, short_side: int) -> tuple[int, int]:
    """Width and height in pixels of most pictures' proportions, the shorter of them `short_side`."""
    width, height = usual_size(board)
    scale = short_side / min(width, height)
    return round(width * scale), round(height * scale)
