"""A board as a film: each panel stands for its time, with its sound under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from PIL.Image import Resampling
from pydantic import Field

from voice2image._fonts import FontFiles, FontSet
from voice2image._pixels import fitted
from voice2image.audio import SAMPLE_RATE, Samples
from voice2image.config import Config
from voice2image.errors import AudioError, ExportError
from voice2image.exporters._losses import or_without, without_sound
from voice2image.exporters._manga import card
from voice2image.exporters._moves import seen
from voice2image.exporters.base import Progress
from voice2image.timeline import Cue, Pace, cut_frames, timeline

if TYPE_CHECKING:
    from av import VideoFrame
    from PIL import Image

    from voice2image.audio import Audio
    from voice2image.shot import Move
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["MP4", "WEBM", "AnimaticConfig", "write_film"]

_BT709 = 1


@dataclass(frozen=True, slots=True)
class Form:
    """A container and what goes into it."""

    container: str
    container_options: dict[str, str]
    video: str
    video_options: dict[str, str]
    audio: str
    block: int
    """Samples in a frame of the sound."""


MP4 = Form(
    "mp4",
    {"movflags": "faststart"},
    "libx264",
    {"preset": "veryfast", "tune": "stillimage", "crf": "20"},
    "aac",
    1024,
)
WEBM = Form("webm", {}, "libvpx-vp9", {"deadline": "realtime", "cpu-used": "8", "crf": "30", "b": "0"}, "libopus", 320)


class AnimaticConfig(Config):
    """What films have in common."""

    width: Annotated[int, Field(ge=16, le=7680, multiple_of=2)] = 1280
    """In pixels, an even number."""
    height: Annotated[int, Field(ge=16, le=4320, multiple_of=2)] = 720
    """In pixels, an even number."""
    fps: Annotated[int, Field(ge=1, le=120)] = 24
    """Frames a second."""
    pace: Pace = "recording"
    """Whether panels stand as they come in the recording or as long as was asked for."""
    moves: bool = True
    """Whether the camera moves over the pictures as was said; else they stand still."""
    fonts: FontFiles = ()
    """Font files to prefer to ours, for the words of panels without a picture."""


def write_film(board: Storyboard, path: Path, form: Form, config: AnimaticConfig, progress: Progress) -> None:
    """Write a board in a form. It takes the memory of one picture.

    A board whose panels were moved takes that of its recording too.
    """
    import av

    try:
        with av.open(str(path), "w", format=form.container, options=form.container_options) as out:
            out.metadata.update(title=board.title.replace("\0", ""), comment="drawn by a machine")
            _Film(out, board, form, config).write(progress)
    except AudioError as error:
        raise ExportError(f"the board's sound can't be used: {error}") from error
    except av.FFmpegError as error:
        raise ExportError(f"the film can't be written: {error.strerror}; is there room on the disk?") from error


class _Film:
    """One film while it is written."""

    def __init__(self, out: Any, board: Storyboard, form: Form, config: AnimaticConfig) -> None:
        self._out, self._board, self._form, self._config = out, board, form, config
        self._fonts = FontSet(language=board.transcript.language, own=config.fonts)
        self._video = out.add_stream(form.video, rate=config.fps, options=form.video_options)
        self._video.width, self._video.height, self._video.pix_fmt = config.width, config.height, "yuv420p"
        context = self._video.codec_context
        context.colorspace = context.color_primaries = context.color_trc = context.color_range = _BT709
        self._audio = None
        without_sound(board)
        if board.sound is not None and board.panels:
            self._audio = out.add_stream(form.audio, rate=SAMPLE_RATE)
            self._audio.layout, self._audio.bit_rate = "mono", 64_000
        self._heard = 0

    def write(self, progress: Progress) -> None:
        cues = timeline(self._board, self._config.pace)
        cuts = cut_frames(cues, self._config.fps)
        sound = _sound(self._board.sound, cues, self._form.block) if self._board.sound and cues else iter(())
        if not cues:
            self._stand(fitted(_blank(), self._size, "black"), 0, self._config.fps, sound)
        for number, cue in enumerate(cues):
            progress(number / len(cues))
            shot = cue.panel.prompt.shot
            move = shot.move if shot and self._config.moves and cue.panel.image else None
            self._stand(self._picture(cue.panel), cuts[number], cuts[number + 1], sound, move)
        for block in sound:
            self._hear(block)
        self._out.mux(self._video.encode(None))
        if self._audio is not None:
            self._out.mux(self._audio.encode(None))
        self._fonts.warn()

    @property
    def _size(self) -> tuple[int, int]:
        return self._config.width, self._config.height

    def _picture(self, panel: Panel) -> Image.Image:
        if panel.image is not None:
            with or_without(panel):
                return fitted(panel.image.pixels, self._size, "black")
        return card(panel, self._size, self._fonts)

    def _stand(
        self, picture: Image.Image, first: int, end: int, sound: Iterator[Samples], move: Move | None = None
    ) -> None:
        """Show a picture from a frame to another; what is heard meanwhile goes beside it in the file."""
        frame = self._frame(picture)
        lit = picture.getbbox() or (0, 0, *picture.size)  # the black beside the picture stays where it is
        inside, corner, moved = picture.crop(lit), lit[:2], picture.copy()
        for number in range(first, end):
            if move is not None and move != "static":
                share = (number - first) / max(1, end - first - 1)
                box = seen(move, share, (number - first) / self._config.fps, inside.size)
                moved.paste(inside.resize(inside.size, box=box, resample=Resampling.BILINEAR), corner)
                frame = self._frame(moved)
            frame.pts = number
            self._out.mux(self._video.encode(frame))
            while self._heard * self._config.fps < number * SAMPLE_RATE:
                block = next(sound, None)
                if block is None:
                    break
                self._hear(block)

    def _frame(self, picture: Image.Image) -> VideoFrame:
        import av

        frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
        frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709")
        frame.time_base = Fraction(1, self._config.fps)
        return frame

    def _hear(self, samples: Samples) -> None:
        import av

        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples)[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts, frame.time_base = self._heard, Fraction(1, SAMPLE_RATE)
        self._heard += len(samples)
        assert self._audio is not None
        self._out.mux(self._audio.encode(frame))


def _blank() -> Image.Image:
    from PIL import Image

    return Image.new("RGB", (16, 16), "black")


def _sound(sound: Audio, cues: Sequence[Cue], block: int) -> Iterator[Samples]:
    """What is heard over the cues, in blocks of which only the last is shorter."""
    if all(cue.sound_start_s == cue.start_s for cue in cues):
        yield from _until(sound.blocks(block / SAMPLE_RATE), round(cues[-1].end_s * SAMPLE_RATE))
        return
    heard = sound.samples
    whole = np.zeros(round(cues[-1].end_s * SAMPLE_RATE), np.float32)
    for cue in cues:
        if cue.sound_start_s is not None:
            place = whole[round(cue.start_s * SAMPLE_RATE) : round(cue.end_s * SAMPLE_RATE)]
            stretch = heard[round(cue.sound_start_s * SAMPLE_RATE) :][: len(place)]
            place[: len(stretch)] = stretch
    for start in range(0, len(whole), block):
        yield whole[start : start + block]


def _until(blocks: Iterator[Samples], count: int) -> Iterator[Samples]:
    for block in blocks:
        yield block[:count]
        count -= len(block)
        if count <= 0:
            return
