"""From an encoded file to samples, a frame at a time.

Only formats that hold their own sound are let in. A playlist, or a file that points to others, is refused,
so that a recording from a stranger can't make us read a second file or an address.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from voice2image._containers import breaks_off, known_magic, states_length, wav_lacks
from voice2image.errors import (
    EmptyAudioError,
    NoAudioStreamError,
    TruncatedAudioError,
    UndecodableAudioError,
)

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

__all__ = ["Channels", "Mono", "Opener", "Probe", "Resampler", "Wave", "decode", "mixed", "probe", "resample"]

Mono = NDArray[np.float32]
"""``float32[n]``, between -1 and 1."""
Wave = NDArray[np.float32]
"""``float32[channels, n]``, between -1 and 1."""
Channels = Literal[1, 2]
Opener = Callable[[], IO[bytes]]
"""Opens the encoded bytes afresh, at their start."""

FORMATS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,eac3,flac,flv,matroska,mov,mp3,mpeg,mpegts,mxf,nut,ogg,rm,tak,tta,voc,"
    "w64,wav,wv"
)
"""FFmpeg demuxers that hold their own sound; not ``hls``, ``concat``, ``dash``, ``sdp`` and the like."""

OPEN_OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "none", "enable_drefs": "0"}

MAX_GAP_S = 3600.0
"""A hole in the time stamps longer than this is taken for a wrong time stamp."""

SILENCE_PER_SOUND = 20.0
"""Seconds that holes may add to a second of sound, beyond an hour, lest a small file last for weeks.
In a silence Opus sends as little as 20 ms every 400 ms (RFC 6716, section 2.1.9)."""

MAX_DURATION_S = 1e7
"""Four months. A file that states more, or nothing above 0, is taken to state no length."""

SLACK_S = 0.5
SLACK_SHARE = 0.01
"""How much shorter than stated a recording may be: encoder delay, and times that are rounded."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What the container says of itself."""

    duration_s: float | None
    """Seconds; ``None`` where the container doesn't know, or only estimates."""
    promised_s: float | None
    """Seconds that must be there for the recording to be whole; ``None`` where nothing is promised."""
    rate: int
    """Samples a second."""
    channels: Channels
    """2 for stereo; anything else is mixed to one."""


def probe(opener: Opener, name: str, *, allow_truncated: bool) -> Probe:
    """Open a recording and decode its first frame. Raises :class:`~voice2image.errors.AudioError`."""
    with opener() as file, _container(file, name) as container:
        missing = 0 if allow_truncated else wav_lacks(file)
        if missing:
            raise TruncatedAudioError(
                name, f"its header promises {missing:,} bytes of sound more than there are; {HOW_TO_USE_THE_REST}"
            )
        stream = _sound(container, name)
        duration_s, promised_s = _lengths(file, container, stream)
        first = next(_frames(container, stream, name), None)
        if first is None:
            if promised_s:
                raise TruncatedAudioError(name, "it breaks off before any sound")
            raise EmptyAudioError(name, "there is no sound in it, only a header")
        return Probe(duration_s, promised_s, first.sample_rate, 2 if first.layout.nb_channels == 2 else 1)


def decode(opener: Opener, name: str, rate: int, channels: Channels = 1, *, allow_truncated: bool) -> Iterator[Wave]:
    """Yield ``float32[channels, n]`` at `rate`, holes in the time stamps filled with silence.

    Raises :class:`~voice2image.errors.AudioError`; a recording that proves too short raises it at its end.
    """
    with opener() as file, _container(file, name) as container:
        stream = _sound(container, name)
        _, promised = _lengths(file, container, stream)
        heard = _Tally()
        yield from resample(heard.count(_timed(container, stream, name, channels)), rate)
        if allow_truncated:
            return
        if promised is not None and heard.seconds < promised - SLACK_S - SLACK_SHARE * promised:
            raise TruncatedAudioError(
                name,
                f"it breaks off after {heard.seconds:.1f} of {promised:.1f} seconds; {HOW_TO_USE_THE_REST}",
            )
        if breaks_off(file, container.format.name):
            raise TruncatedAudioError(name, f"it breaks off after {heard.seconds:.1f} seconds; {HOW_TO_USE_THE_REST}")


HOW_TO_USE_THE_REST = "copy it again, or pass allow_truncated=True to Audio.open to use what is there"


class _Tally:
    def __init__(self) -> None:
        self.seconds = 0.0

    def count(self, chunks: Iterator[tuple[Wave, int]]) -> Iterator[tuple[Wave, int]]:
        for samples, rate in chunks:
            self.seconds += samples.shape[1] / rate
            yield samples, rate


@contextlib.contextmanager
def _container(file: IO[bytes], name: str) -> Iterator[InputContainer]:
    import av

    try:
        container = av.open(file, mode="r", options=OPEN_OPTIONS, metadata_errors="replace")
    except (av.FFmpegError, ValueError) as error:
        magic = known_magic(file)
        if magic == "":
            raise EmptyAudioError(name, "the file is empty (0 bytes)") from error
        if magic is not None:
            raise TruncatedAudioError(name, f"it starts like {magic}, but breaks off before any sound") from error
        raise UndecodableAudioError(name, "this is no recording in a format we can decode") from error
    with container:
        yield container


def _sound(container: InputContainer, name: str) -> AudioStream:
    if not container.streams.audio:
        raise NoAudioStreamError(name, f"there is no sound in this {container.format.long_name or 'media'} file")
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise UndecodableAudioError(name, "its sound is in a codec that can't be decoded here")
    return stream


def _lengths(file: IO[bytes], container: InputContainer, stream: AudioStream) -> tuple[float | None, float | None]:
    """The seconds that it states, and those that it promises."""
    duration = _stated_duration(container, stream)
    if duration is None or not states_length(file, container.format.name):
        return None, None
    # An Ogg states no length: FFmpeg reads it off the last page there is, which says nothing of missing ones.
    return duration, None if container.format.name == "ogg" else duration


def _stated_duration(container: InputContainer, stream: AudioStream) -> float | None:
    stated = [_clock_time(stream.metadata.get("DURATION", ""))]
    if stream.duration and stream.time_base:
        stated.append(float(stream.duration * stream.time_base))
    # The container's own length is that of its longest stream, so it is the sound's only if that is alone.
    if container.duration and len(container.streams) == 1:
        stated.append(container.duration / 1e6)
    return next((length_s for length_s in stated if 0 < length_s < MAX_DURATION_S), None)


def _clock_time(tag: str) -> float:
    """``"00:01:02.500"`` in seconds; 0 for anything else."""
    found = re.fullmatch(r"([0-9]{1,6}):([0-9]{1,2}):([0-9]{1,2}(?:\.[0-9]*)?)", tag)
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else 0.0


def _frames(container: InputContainer, stream: AudioStream, name: str) -> Iterator[Any]:
    """Decoded frames. Damaged packets are skipped; a recording in which nothing can be decoded is refused."""
    import av

    good = bad = 0
    try:
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except (av.FFmpegError, ValueError):
                bad += 1
                continue
            good += bool(frames)
            yield from frames
    except av.FFmpegError:
        bad += 1
    if bad and not good:
        raise UndecodableAudioError(name, "no part of its sound can be decoded")


def _timed(container: InputContainer, stream: AudioStream, name: str, channels: Channels) -> Iterator[tuple[Wave, int]]:
    """Samples and their rate, with silence where the time stamps leave a hole, as in a player."""
    begin_s = (container.start_time or 0) / 1e6
    clock_s = silence_s = 0.0
    for frame in _frames(container, stream, name):
        rate = frame.sample_rate
        if frame.time is not None:
            gap_s = frame.time - begin_s - clock_s
            most_s = MAX_GAP_S + SILENCE_PER_SOUND * (clock_s - silence_s) - silence_s
            if 0.1 < gap_s <= min(MAX_GAP_S, most_s):
                clock_s += gap_s
                silence_s += gap_s
                for start in range(0, round(gap_s * rate), rate):
                    yield np.zeros((channels, min(rate, round(gap_s * rate) - start)), np.float32), rate
        samples = frame.to_ndarray()
        if not frame.format.is_planar:
            samples = samples.reshape(-1, frame.layout.nb_channels).T
        clock_s += samples.shape[1] / rate
        yield np.nan_to_num(mixed(samples, 0, channels), posinf=0.0, neginf=0.0), rate


def mixed(samples: NDArray[Any], channel_axis: int, channels: Channels = 1) -> Wave:
    """``[channels, n]`` or ``[n, channels]`` in one or two channels, whole numbers scaled to ±1.

    Unless there are as many, each is the mean of all.
    """
    given = samples if channel_axis == 0 else samples.T
    mean = given if len(given) == channels else given.mean(axis=0, dtype=np.float64, keepdims=True)
    wave = mean if len(mean) == channels else np.repeat(mean, channels, axis=0)
    if samples.dtype.kind == "f":
        return wave.astype(np.float32)
    info = np.iinfo(samples.dtype)
    middle = 0 if info.min else (info.max + 1) // 2
    return ((wave.astype(np.float64) - middle) / (info.max + 1 - middle)).astype(np.float32)


class Resampler:
    """Brings samples that come in chunks, all of as many channels, from one rate to another, between -1 and 1."""

    def __init__(self, source_rate: int, rate: int, channels: Channels = 1) -> None:
        from av.audio.resampler import AudioResampler

        self._source_rate, self._channels = source_rate, channels
        self._layout = "mono" if channels == 1 else "stereo"
        self._resampler = AudioResampler(format="fltp", layout=self._layout, rate=rate)

    def __call__(self, samples: Wave) -> Wave:
        """What comes of a chunk; some of it may come with the next one."""
        from av.audio.frame import AudioFrame

        if not samples.size:
            return samples
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=self._layout)
        frame.sample_rate = self._source_rate
        return self._joined(self._resampler.resample(frame))

    def finish(self) -> Wave:
        """What is left at the end."""
        return self._joined(self._resampler.resample(None))

    def _joined(self, frames: list[Any]) -> Wave:
        # A copy, since the frames' memory goes back to FFmpeg.
        parts: list[Wave] = [np.zeros((self._channels, 0), np.float32), *(frame.to_ndarray() for frame in frames)]
        joined: Wave = np.clip(np.concatenate(parts, axis=1), -1, 1)
        return joined


def resample(chunks: Iterator[tuple[Wave, int]], rate: int) -> Iterator[Wave]:
    """Bring chunks of samples, all of as many channels, from whatever rate they are at to `rate`, between -1 and 1."""
    resampler, current = None, rate
    for samples, source_rate in chunks:
        if not samples.size:
            continue
        if source_rate != current and resampler is not None:
            yield resampler.finish()
            resampler = None
        current = source_rate
        if source_rate == rate:
            yield np.clip(samples, -1, 1)
            continue
        if resampler is None:
            resampler = Resampler(source_rate, rate, 1 if len(samples) == 1 else 2)
        yield resampler(samples)
    if resampler is not None:
        yield resampler.finish()
