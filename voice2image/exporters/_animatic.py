"""A board as a film: each panel stands for its time, with its sound under it and its words over it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from voice2image._fonts import FontFiles, FontSet, clean
from voice2image._xmp import COMPOSED, board_xmp
from voice2image.config import Config
from voice2image.errors import AudioError, ExportError
from voice2image.exporters._captions import Captions, Slate
from voice2image.exporters._film_sound import Sound
from voice2image.exporters._joins import joins
from voice2image.exporters._losses import without_sound
from voice2image.exporters._planes import Layer, Planes
from voice2image.exporters._screen import Screen
from voice2image.exporters._soft_subtitles import SoftSubtitles
from voice2image.exporters._stills import Still
from voice2image.exporters._subtitles import Words, over_film
from voice2image.exporters.base import Progress
from voice2image.timeline import Pace, cut_frames, timeline
from voice2image.transcript import Transcript

if TYPE_CHECKING:
    from av import VideoFrame

    from voice2image.storyboard import Storyboard

__all__ = ["MP4", "WEBM", "AnimaticConfig", "write_film"]

_BT709 = 1
_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


@dataclass(frozen=True, slots=True)
class Form:
    """A container and what goes into it."""

    container: str
    container_options: dict[str, str]
    video: str
    video_options: dict[str, str]
    audio: str


MP4 = Form(
    "mp4", {"movflags": "faststart"}, "libx264", {"preset": "veryfast", "tune": "stillimage", "crf": "20"}, "aac"
)
WEBM = Form(
    "webm",
    {},
    "libvpx-vp9",
    {"deadline": "realtime", "cpu-used": "8", "row-mt": "1", "crf": "30", "b": "0"},
    "libopus",
)


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
    transitions: bool = True
    """Whether panels dissolve, fade and wipe as was said; else all are cuts."""
    transition_s: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How long that takes, in seconds; but never more than half of the shorter panel beside it."""
    subtitles: Literal["soft", "burnt", "none"] = "soft"
    """Subtitles that players can switch on and off, or in the picture, or none."""
    words: Words = "heard"
    """What subtitles say: all that was heard, or what the characters say."""
    slate: bool = False
    """Whether the shot's number and the film's time are in a corner of the picture."""
    fonts: FontFiles = ()
    """Font files to prefer to ours, for words in the picture."""


def write_film(board: Storyboard, path: Path, form: Form, config: AnimaticConfig, progress: Progress) -> None:
    """Write a board in a form. It takes the memory of two pictures, however long the board is."""
    import av

    try:
        with av.open(str(path), "w", format=form.container, options=form.container_options) as out:
            told = {"title": clean(board.title), "comment": "drawn by a machine", "digital_source_type": COMPOSED}
            out.metadata.update(told)
            _Film(out, board, form, config).write(progress)
        if form.container == "mp4":
            with path.open("ab") as file:
                file.write(_xmp_box(board_xmp(board, COMPOSED)))
    except AudioError as error:
        raise ExportError(f"the board's sound can't be used: {error}") from error
    except av.FFmpegError as error:
        raise ExportError(f"the film can't be written: {error.strerror}; is there room on the disk?") from error


def _xmp_box(packet: str) -> bytes:
    """XMP as a film in ISO's format holds it: in a box of its own (XMP specification, part 3, 1.2.7.1)."""
    content = packet.encode()
    return struct.pack(">I4s16s", 24 + len(content), b"uuid", _XMP_BOX) + content


class _Film:
    """One film while it is written."""

    def __init__(self, out: Any, board: Storyboard, form: Form, config: AnimaticConfig) -> None:
        self._out, self._config = out, config
        self._fonts = FontSet(language=board.transcript.language, own=config.fonts)
        self._cues = timeline(board, config.pace)
        self._cuts = cut_frames(self._cues, config.fps)
        self._said = over_film(board.transcript, self._cues, config.words, 1 / config.fps) if self._cues else ()
        self._video = out.add_stream(form.video, rate=config.fps, options=form.video_options)
        self._video.width, self._video.height, self._video.pix_fmt = config.width, config.height, "yuv420p"
        context = self._video.codec_context
        context.colorspace = context.color_primaries = context.color_trc = context.color_range = _BT709
        context.thread_count = 0
        without_sound(board)
        self._tracks: list[Sound | SoftSubtitles] = []
        if board.sound and self._cues:
            self._tracks.append(Sound(out, form.audio, board.sound, self._cues))
        if self._said and config.subtitles == "soft":
            self._tracks.append(SoftSubtitles(out, Transcript(segments=self._said)))

    def write(self, progress: Progress) -> None:
        """Encode it all, picture and sound side by side."""
        frame, shown = None, None
        for number, layers in enumerate(self._screens(progress)):
            if frame is None or layers != shown:
                shown = layers
                frame = self._flat(layers)
            frame.pts = number
            self._out.mux(self._video.encode(frame))
            for track in self._tracks:
                track.write(until_s=number / self._config.fps)
        self._out.mux(self._video.encode(None))
        for track in self._tracks:
            track.end()
        self._fonts.warn()

    def _screens(self, progress: Progress) -> Iterator[tuple[Planes, Layer | None, Layer | None]]:
        """Each frame's picture and what is over it."""
        config, size = self._config, (self._config.width, self._config.height)
        if not self._cues:
            yield from [(Planes.black(size), None, None)] * config.fps
            return
        length = round(config.transition_s * config.fps) if config.transitions else 0
        screen = Screen(self._still, self._cuts, joins(self._cues, self._cuts, length), config.fps)
        captions = Captions(self._said if config.subtitles == "burnt" else (), size, config.fps, self._fonts)
        slate = Slate(size, config.fps, self._fonts) if config.slate else None
        for index, (cue, (first, end)) in enumerate(zip(self._cues, pairwise(self._cuts), strict=True)):
            for frame in range(first, end):
                if (frame - first) % config.fps == 0:
                    progress(frame / self._cuts[-1])
                label = slate.at(cue.panel.number, frame) if slate else None
                yield screen.at(index, frame), captions.at(frame), label

    def _still(self, index: int) -> Still:
        still = Still.of(self._cues[index].panel, (self._config.width, self._config.height), self._fonts)
        return still if self._config.moves else replace(still, move=None)

    def _flat(self, layers: tuple[Planes, Layer | None, Layer | None]) -> VideoFrame:
        picture, *over = layers
        for layer in over:
            picture = picture.under(layer) if layer else picture
        frame = picture.frame()
        frame.time_base = Fraction(1, self._config.fps)
        return frame
