"""What is heard in a film: the recording at its own rate, whole or in the panels' stretches."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from voice2image.timeline import Cue, plays_through

if TYPE_CHECKING:
    from voice2image._decode import Wave
    from voice2image.audio import Audio

__all__ = ["Sound"]


class Sound:
    """The sound track of a film.

    Args:
        out: The film's PyAV container, to which it adds a stream.
        codec: FFmpeg's name of it.
        sound: The recording.
        cues: The panels in time.
    """

    def __init__(self, out: Any, codec: str, sound: Audio, cues: Sequence[Cue]) -> None:
        self._rate = _rate(codec, sound.rate)
        self._layout = "stereo" if sound.channels == 2 else "mono"
        self._stream = out.add_stream(codec, rate=self._rate, layout=self._layout)
        self._stream.bit_rate = min(96_000, 4 * self._rate) * sound.channels
        self._out = out
        self._parts = _heard(sound, cues, self._rate)
        self._written = 0

    def write(self, until_s: float) -> None:
        """Write what is heard until then."""
        while self._written < until_s * self._rate and (part := next(self._parts, None)) is not None:
            self._write(part)

    def end(self) -> None:
        """Write the rest."""
        for part in self._parts:
            self._write(part)
        self._out.mux(self._stream.encode(None))

    def _write(self, part: Wave) -> None:
        import av

        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(part), format="fltp", layout=self._layout)
        frame.sample_rate = self._rate
        # With times on the frames the encoder's delay is written down, and players leave it out.
        frame.pts, frame.time_base = self._written, Fraction(1, self._rate)
        self._written += part.shape[1]
        self._out.mux(self._stream.encode(frame))


def _rate(codec: str, own: int) -> int:
    """The recording's rate, or where the codec doesn't take it the next higher one."""
    import av

    taken = sorted(av.Codec(codec, "w").audio_rates or [own])
    return next((rate for rate in taken if rate >= own), taken[-1])


def _heard(sound: Audio, cues: Sequence[Cue], rate: int) -> Iterator[Wave]:
    if plays_through(cues):
        yield from _until(sound.full(rate), round(cues[-1].end_s * rate))
        return
    with tempfile.TemporaryFile() as file:
        for part in sound.full(rate):
            file.write(part.T.tobytes())
        file.flush()
        samples = np.memmap(file, np.float32, mode="r") if file.tell() else np.zeros(0, np.float32)
        whole = samples.reshape(-1, sound.channels)
        for cue in cues:
            first, end = round(cue.start_s * rate), round(cue.end_s * rate)
            begin = len(whole) if cue.sound_start_s is None else round(cue.sound_start_s * rate)
            for start in range(0, end - first, rate):
                stretch = whole[begin + start : begin + min(start + rate, end - first)]
                part = np.zeros((sound.channels, min(rate, end - first - start)), np.float32)
                part[:, : len(stretch)] = stretch.T
                yield part


def _until(parts: Iterator[Wave], count: int) -> Iterator[Wave]:
    for part in parts:
        yield part[:, :count]
        count -= part.shape[1]
        if count <= 0:
            return
