"""What stands on the screen for a panel: its picture, or a card with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice2image._pixels import fitted
from voice2image.exporters._losses import or_without
from voice2image.exporters._manga import card

if TYPE_CHECKING:
    from PIL import Image

    from voice2image._fonts import FontSet
    from voice2image.shot import Move
    from voice2image.storyboard import Panel

__all__ = ["Still"]


@dataclass(frozen=True, slots=True)
class Still:
    """A panel as it is on the screen before the camera moves."""

    screen: Image.Image
    """RGB, all of the screen: the whole picture in the middle of black."""
    picture: tuple[int, int, int, int]
    """Where the picture is (left, top, right, bottom), at even numbers of pixels; the black around it stays."""
    move: Move | None = None
    """How the camera moves over it; ``None`` for one that stands still."""

    @classmethod
    def of(cls, panel: Panel, size: tuple[int, int], fonts: FontSet) -> Still:
        """The panel on a screen of `size` (width, height); one without a picture is a grey card with its words."""
        width, height = size
        if panel.image is not None:
            with or_without(panel):
                pixels, shot = panel.image.pixels, panel.prompt.shot
                scale = min(width / pixels.width, height / pixels.height)
                left = int(width - pixels.width * scale) // 4 * 2
                top = int(height - pixels.height * scale) // 4 * 2
                move = shot.move if shot and shot.move != "static" else None
                return cls(fitted(pixels, size, "black"), (left, top, width - left, height - top), move)
        return cls(card(panel, size, fonts), (0, 0, width, height))
