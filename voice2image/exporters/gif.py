"""A board as a small moving picture, to send in a message or to put into a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from PIL import Image
from PIL.Image import Dither, Resampling
from pydantic import Field

from voice2image._fonts import FontFiles, FontSet
from voice2image._xmp import board_xmp
from voice2image.config import Config
from voice2image.exporters._moves import seen
from voice2image.exporters._stills import Still
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.timeline import Cue, Pace, timeline

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["GifConfig", "GifExporter"]

_SHORTEST: Final = 2
"""Hundredths of a second that a frame stands at least; browsers take less for a tenth of a second."""
_LONGEST: Final = 65535
"""Hundredths of a second; the file has no room for more."""


class GifConfig(Config):
    """Settings of ``.gif``."""

    backend: ClassVar[str] = "gif"

    width: Annotated[int, Field(ge=16, le=4096)] = 480
    """In pixels."""
    height: Annotated[int, Field(ge=16, le=4096)] | None = None
    """In pixels; ``None`` for the proportions of the board's first picture."""
    panel_s: Annotated[float, Field(gt=0)] | None = 1.5
    """How long panels stand on average, in seconds, each in proportion to its time; ``None`` for their own time."""
    pace: Pace = "recording"
    """Whether panels stand as they come in the recording or as long as was asked for."""
    moves: bool = False
    """Whether the camera moves over the pictures as was said, which makes the file many times larger."""
    fps: Annotated[float, Field(gt=0, le=50)] = 6
    """Frames a second of a move."""
    colours: Annotated[int, Field(ge=2, le=256)] = 128
    """In each picture."""
    fonts: FontFiles = ()
    """Font files to prefer to ours, for the words of panels without a picture."""


class GifExporter(Exporter[GifConfig]):
    """Writes ``.gif``: each panel for its share of the time, over and over."""

    name = "gif"
    config_class = GifConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        fonts = FontSet(language=board.transcript.language, own=self.config.fonts)
        cues = timeline(board, self.config.pace)
        with path.open("wb") as file:
            frames = self._frames(cues, self._size(board), fonts, progress)
            for number, (image, hundredths) in enumerate(frames):
                for part in _encoded(image, hundredths, first=number == 0):
                    file.write(part)
            file.write(_xmp_block(board_xmp(board)))
            file.write(b";")
        fonts.warn()

    def _size(self, board: Storyboard) -> tuple[int, int]:
        width, height = next((panel.image.size for panel in board if panel.image), (16, 9))
        natural = min(4096, max(16, round(self.config.width * height / width)))
        return self.config.width, self.config.height or natural

    def _frames(
        self, cues: Sequence[Cue], size: tuple[int, int], fonts: FontSet, progress: Progress
    ) -> Iterator[tuple[Image.Image, int]]:
        """Each frame with the hundredths of a second that it stands."""
        if not cues:
            yield Image.new("P", size), 100
            return
        pace = 1.0 if self.config.panel_s is None else self.config.panel_s * len(cues) / cues[-1].end_s
        now = 0
        for number, cue in enumerate(cues):
            progress(number / len(cues))
            length = max(_SHORTEST, round(cue.end_s * pace * 100) - now)
            now += length
            yield from self._panel(Still.of(cue.panel, size, fonts), length)

    def _panel(self, still: Still, length: int) -> Iterator[tuple[Image.Image, int]]:
        palette = still.screen.quantize(self.config.colours)  # one for all its frames, or they would flicker
        if still.move is None or not self.config.moves:
            shown = still.screen.quantize(palette=palette, dither=Dither.FLOYDSTEINBERG)
            while length:
                part = min(length, _LONGEST)
                yield shown, part
                length -= part
            return
        inside, screen = still.screen.crop(still.picture), still.screen.copy()
        count = max(1, round(length * self.config.fps / 100))
        cuts = [length * part // count for part in range(count + 1)]
        for part in range(count):
            box = seen(still.move, part / max(1, count - 1), cuts[part] / 100, inside.size)
            screen.paste(inside.resize(inside.size, Resampling.BILINEAR, box), still.picture)
            yield screen.quantize(palette=palette, dither=Dither.NONE), cuts[part + 1] - cuts[part]


def _xmp_block(packet: str) -> bytes:
    """XMP as a GIF holds it (XMP specification, part 3, 1.1.2): as it is, and behind it what readers that take it for
    blocks of bytes fall through to its end."""
    return b"\x21\xff\x0bXMP DataXMP" + packet.encode() + bytes([1, *range(255, -1, -1), 0])


def _encoded(image: Image.Image, hundredths: int, *, first: bool) -> Iterator[bytes]:
    """A frame as bytes of the file; the first has the file's header before it.

    Pillow's :meth:`~PIL.Image.Image.save` would hold all frames in memory.
    """
    from PIL.GifImagePlugin import getdata, getheader

    if first:
        yield from getheader(image, info={"loop": 0, "comment": "drawn by a machine"})[0]
    yield from getdata(image, duration=hundredths * 10, include_color_table=not first)
