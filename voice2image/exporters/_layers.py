"""A panel as layers to draw over: the picture, its frame, what is said, what is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final

from PIL import Image, ImageDraw
from pydantic import Field

from voice2image._fonts import FontFiles, FontSet
from voice2image._lettering import Lettering
from voice2image._pixels import fitted
from voice2image._typeset import is_rtl
from voice2image.config import Config
from voice2image.exporters._canvas import canvas
from voice2image.exporters._losses import or_without
from voice2image.shot import Shot

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["Drawing", "Layer", "LayersConfig"]

_MARGIN: Final = 1 / 18
"""Of the picture's shorter side."""
_TEXT: Final = 1 / 24
_FRAME: Final = 1 / 240
_LINES: Final = 8
"""Lines of text under a picture; longer texts are set smaller."""
_INK: Final = (24, 24, 24, 255)
_SOFT: Final = (96, 96, 96, 255)


class LayersConfig(Config):
    """Settings of ``.psd`` and ``.ora``."""

    short_side: Annotated[int, Field(ge=64, le=8192)] = 720
    """Of the picture, in pixels; it is drawn larger than it is, since one draws over it."""
    fonts: FontFiles = ()
    """Font files to prefer to ours."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer."""

    name: str
    pixels: Image.Image
    """RGBA."""
    left: int = 0
    top: int = 0


class Drawing:
    """How large the layers are, and what is on them.

    Args:
        board: Most of its pictures' proportions are those of all.
        config: The settings.
    """

    def __init__(self, board: Storyboard, config: LayersConfig) -> None:
        self._picture = canvas(board, config.short_side)
        self._unit = config.short_side
        self._margin = round(self._unit * _MARGIN)
        self.fonts = FontSet(language=board.transcript.language, own=config.fonts)
        strip = round(self._unit * _TEXT * 1.4 * _LINES)
        self.size = self._picture[0] + 2 * self._margin, self._picture[1] + 3 * self._margin + strip
        """Width and height of the canvas in pixels."""

    def layers(self, panel: Panel) -> Sequence[Layer]:
        """The panel's layers, the lowest first."""
        picture = Layer("Picture", self._pixels(panel), self._margin, self._margin)
        shot = panel.prompt.shot or Shot()
        framing = " · ".join(filter(None, (shot.size, shot.angle, shot.move, shot.place, shot.time_of_day)))
        number = f"{panel.number}   {framing}".strip()
        notes = [*shot.sound, *shot.notes, *([panel.error] if panel.error else [])]
        texts = (
            ("Number", [number], _INK, True),
            ("Action", [shot.picture or panel.prompt.text], _INK, False),
            ("Dialogue", [f"“{shot.dialogue}”"] if shot.dialogue else [], _INK, True),
            ("Notes", notes, _SOFT, False),
        )
        return [picture, self.frame, *self._texts(texts)]

    def paper(self) -> Layer:
        """What all panels lie on."""
        return Layer("Paper", Image.new("RGBA", self.size, "white"))

    def flat(self, layers: Sequence[Layer]) -> Image.Image:
        """What the layers look like together: RGB."""
        whole = self.paper().pixels
        for layer in layers:
            whole.alpha_composite(layer.pixels, (layer.left, layer.top))
        return whole.convert("RGB")

    def _pixels(self, panel: Panel) -> Image.Image:
        if panel.image is not None:
            with or_without(panel):
                return fitted(panel.image.pixels, self._picture, "white").convert("RGBA")
        return Image.new("RGBA", self._picture, (0, 0, 0, 0))

    @cached_property
    def frame(self) -> Layer:
        """The frame around the picture; one for all panels."""
        line = max(1, round(self._unit * _FRAME))
        frame = Image.new("RGBA", (self._picture[0] + 2 * line, self._picture[1] + 2 * line), (0, 0, 0, 0))
        ImageDraw.Draw(frame).rectangle((0, 0, frame.width - 1, frame.height - 1), outline=_INK, width=line)
        return Layer("Frame", frame, self._margin - line, self._margin - line)

    def _texts(self, texts: Sequence[tuple[str, list[str], tuple[int, ...], bool]]) -> list[Layer]:
        """A layer a text, one under the other, all as large as they fit."""
        room = self.size[1] - self._picture[1] - 3 * self._margin
        size = round(self._unit * _TEXT)
        while True:
            set_texts = [(name, *self._lines(lines, size, bold=bold), colour) for name, lines, colour, bold in texts]
            height = sum(len(lines) * letters.line_height for _, letters, lines, _ in set_texts)
            if height <= room or size <= 4:
                break
            size = max(4, min(size - 1, int(size * (room / height) ** 0.5)))
        layers, top = [], self._picture[1] + 2 * self._margin
        for name, letters, lines, colour in set_texts:
            if not lines:
                continue
            pixels = Image.new("RGBA", (self._picture[0], len(lines) * letters.line_height), (0, 0, 0, 0))
            canvas = ImageDraw.Draw(pixels)
            for place, (line, rtl) in enumerate(lines):
                at = self._picture[0] if rtl else 0, place * letters.line_height
                letters.draw(canvas, at, line, fill=colour, align="right" if rtl else "left", rtl=rtl)
            layers.append(Layer(name, pixels, self._margin, top))
            top += pixels.height
        return layers

    def _lines(self, texts: list[str], size: int, *, bold: bool) -> tuple[Lettering, list[tuple[str, bool]]]:
        """The letters, and each line with whether its paragraph is read from the right."""
        letters = Lettering(self.fonts, size, bold=bold)
        return letters, [(line, is_rtl(text)) for text in texts for line in letters.wrap(text, self._picture[0])]
