"""A project of Wonder Unit's Storyboarder (https://wonderunit.com/storyboarder).

A project is a folder: one ``.storyboarder`` file (JSON) and beside it ``images/`` with a PNG a layer, and the boards'
sounds. Our pictures go into the *reference* layer, so that one draws over them. A board's ``url`` is where its files
have their names from; were there such a file, Storyboarder would take it for a drawing of its versions before 1.6.
"""

from __future__ import annotations

import json
import wave
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

import numpy as np
from PIL import Image
from pydantic import Field

from voice2image._pixels import as_jpeg, fitted
from voice2image._xmp import picture_xmp
from voice2image.audio import SAMPLE_RATE
from voice2image.config import Config
from voice2image.errors import AudioError, ExportError
from voice2image.exporters._beside import Beside
from voice2image.exporters._canvas import canvas
from voice2image.exporters._losses import or_without, without_sound
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.shot import Shot
from voice2image.timeline import Cue, Pace, cut_frames, timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from voice2image.storyboard import Panel, Storyboard

__all__ = ["StoryboarderConfig", "StoryboarderExporter", "notes_of"]

VERSION: Final = "3.0.0"
"""Of Storyboarder, whose file format this is."""
_SHORT_SIDE_PX: Final = 900
"""Storyboarder's canvas: the shorter side, whatever the proportions."""
_THUMBNAIL_PX: Final = 60
_UID_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class StoryboarderConfig(Config):
    """Settings of ``.storyboarder``."""

    backend: ClassVar[str] = "storyboarder"
    fps: Annotated[int, Field(ge=1, le=120)] = 24
    """Frames a second; what boards are timed by is whole frames."""
    pace: Pace = "recording"
    """What the boards are timed by."""
    sound: bool = True
    """Whether each board gets its stretch of the recording."""


class StoryboarderExporter(Exporter[StoryboarderConfig]):
    """Writes ``.storyboarder``, and its pictures and sounds to ``images/`` beside it.

    These files are named by what is in them: none that an older project there names is changed, and an export that
    fails takes its own away again.
    """

    name = "storyboarder"
    config_class = StoryboarderConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        with Beside(path.parent / "images", _letters) as images:
            boards = []
            cues = timeline(board, self.config.pace)
            size = canvas(board, _SHORT_SIDE_PX)
            stretches = self._stretches(board, cues)
            cuts = pairwise(cut_frames(cues, self.config.fps))
            for done, (cue, span, samples) in enumerate(zip(cues, cuts, stretches, strict=True)):
                progress(done / len(cues))
                boards.append(self._board(cue.panel, span, size, samples, images))
            project = {
                "version": VERSION,
                "aspectRatio": size[0] / size[1],
                "fps": self.config.fps,
                "defaultBoardTiming": 2000,
                "boards": boards,
            }
            path.write_text(json.dumps(project, indent=2, ensure_ascii=False), "utf-8")

    def _stretches(self, board: Storyboard, cues: tuple[Cue, ...]) -> Iterator[NDArray[np.float32] | None]:
        """Each cue's sound: float32[n], mono, 16 kHz."""
        if self.config.sound:
            without_sound(board)
        if board.sound is None or not self.config.sound:
            yield from (None for _ in cues)
            return
        try:
            samples = board.sound.samples
        except AudioError as error:
            raise ExportError(f"the board's sound can't be used: {error}") from error
        for cue in cues:
            if cue.sound_start_s is None:
                yield None
                continue
            start = round(cue.sound_start_s * SAMPLE_RATE)
            yield samples[start : start + round(cue.duration_s * SAMPLE_RATE)]

    def _board(
        self,
        panel: Panel,
        span: tuple[int, int],
        size: tuple[int, int],
        samples: NDArray[np.float32] | None,
        images: Beside,
    ) -> dict[str, Any]:
        start_ms, end_ms = (round(frame * 1000 / self.config.fps) for frame in span)
        picture = _picture(panel, size)
        uid = images.keep(_files(panel, picture, samples))
        stem = f"board-{panel.number}-{uid}"
        shot = panel.prompt.shot or Shot()
        board: dict[str, Any] = {
            "uid": uid,
            "url": f"{stem}.png",
            "newShot": True,
            "lastEdited": 0,
            "layers": {"reference": {"url": f"{stem}-reference.png", "opacity": 1}},
            "number": panel.number,
            "shot": f"{panel.number}A",
            "time": start_ms,
            "duration": end_ms - start_ms,
            "dialogue": shot.dialogue,
            "action": shot.picture or panel.prompt.text,
            "notes": notes_of(panel),
        }
        if samples is not None and len(samples):
            board["audio"] = {"filename": f"{uid}-audio.wav", "duration": round(len(samples) * 1000 / SAMPLE_RATE)}
        return board


def _picture(panel: Panel, size: tuple[int, int]) -> Image.Image:
    """The panel's picture on the canvas; a blank one where there is none to draw over."""
    if panel.image is not None:
        with or_without(panel):
            return fitted(panel.image.pixels, size, "white")
    return Image.new("RGB", size, "white")


def notes_of(panel: Panel) -> str:
    """What Storyboarder has no field for, a line a kind."""
    shot = panel.prompt.shot or Shot()
    framing = (shot.size, shot.angle, shot.move, *shot.framing, *shot.lens, shot.transition)
    setting = ((shot.interior or "").upper(), shot.place, shot.time_of_day, shot.weather)
    lines = (", ".join(part for part in told if part) for told in (framing, setting, shot.sound, shot.notes))
    return "\n".join(line for line in (*lines, panel.error) if line)


def _poster(picture: Image.Image, panel: Panel) -> bytes:
    """A picture that a model drew says so; a card in the place of a missing one doesn't."""
    return as_jpeg(picture, picture_xmp(panel.image.provenance) if panel.image else None, quality=90)


def _files(panel: Panel, picture: Image.Image, samples: NDArray[np.float32] | None) -> dict[str, bytes]:
    """A board's files by their names, in which ``{}`` stands for its letters."""
    content, stem = _png(picture, panel), f"board-{panel.number}-{{}}"
    small = picture.copy()
    small.thumbnail((picture.width, _THUMBNAIL_PX))
    files = {
        f"{stem}-reference.png": content,
        f"{stem}-thumbnail.png": _png(small),
        f"{stem}-posterframe.jpg": _poster(picture, panel),
    }
    if samples is not None and len(samples):
        files["{}-audio.wav"] = _wav(samples)
    return files


def _letters(digest: bytes) -> str:
    """Five letters, as Storyboarder has them."""
    bits = int.from_bytes(digest[:4], "big")
    return "".join(_UID_LETTERS[bits >> 5 * place & 31] for place in range(5))


def _png(picture: Image.Image, panel: Panel | None = None) -> bytes:
    """A PNG; that of a panel's picture says how it was made."""
    content = BytesIO()
    told = panel.image.png_text() if panel and panel.image else None
    picture.save(content, "PNG", compress_level=3, pnginfo=told)
    return content.getvalue()


def _wav(samples: NDArray[np.float32]) -> bytes:
    content = BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes())
    return content.getvalue()
