"""A recording that is still being made, such as a microphone's."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Condition
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice2image import _sources
from voice2image._decode import Resampler, Wave
from voice2image.audio import SAMPLE_RATE, Audio, Samples
from voice2image.cancel import CancelToken
from voice2image.errors import AudioError, ConfigError, EmptyAudioError

__all__ = ["Recording"]

LONGEST_S = 10.0
"""Who is far behind is given no more than this at once."""
LOOK_S = 0.2
"""How often whoever waits for sound looks whether to stop."""


class Recording:
    """Takes in chunks of sound as they come, keeps them on disk, and hands them on to who follows.

    Memory stays flat however long it gets and however far behind those are who follow it. Safe to use from any thread.

    Args:
        path: The wav that it is written to, 16 bits, mono, 16 kHz, which any player opens even if the process is
            killed; by default a temporary one.
        name: What to call it in messages and on the board.

    Raises:
        AudioError: The file can't be written.
    """

    sha256 = None
    """Not known before the end."""

    def __init__(self, path: Path | None = None, *, name: str = "live") -> None:
        self.name = name
        self._grown = Condition()
        self._ended = False
        self._written = 0
        self._resampler: Resampler | None = None
        self._rate = SAMPLE_RATE
        if path is None:
            with tempfile.NamedTemporaryFile(prefix="voice2image-", suffix=".wav", delete=False) as file:
                path = Path(file.name)
            weakref.finalize(self, path.unlink, missing_ok=True)
        self.path = path.absolute()
        try:
            # The header says that the length is unknown until the end tells it.
            self._file = self.path.open("wb")
            self._file.write(_header(None))
            self._file.flush()
        except OSError as error:
            raise AudioError(name, f"can't write {self.path}: {error.strerror or error}") from error

    @property
    def duration_s(self) -> float:
        """How long it is so far, in seconds."""
        return self._written / SAMPLE_RATE

    def feed(self, chunk: NDArray[Any], sample_rate: int = SAMPLE_RATE) -> None:
        """Take in more sound, without waiting for anybody.

        Args:
            chunk: ``[n]``, ``[n, channels]`` or ``[channels, n]``, as floats from -1 to 1, int8, int16, int32 or uint8.
            sample_rate: Hz; the same for all chunks of a recording.

        Raises:
            ConfigError: This is no sound, its rate is another than before, or the recording has ended.
            AudioError: The disk is full.
        """
        if not isinstance(chunk, np.ndarray):
            raise ConfigError(f"a chunk of sound is a numpy array, not a {type(chunk).__name__}")
        axis = (
            1
            if chunk.ndim == 2 and chunk.shape[1] <= _sources.USUAL_CHANNELS
            else _sources.channel_axis(chunk, self.name)
        )
        mono = _sources.checked(chunk, axis, self.name)
        with self._grown:
            if self._ended:
                raise ConfigError("the recording has ended; a new one takes more sound")
            self._write(self._at_our_rate(mono, sample_rate))

    def end(self) -> None:
        """No more sound comes. Calling it again does nothing."""
        with self._grown:
            if self._ended:
                return
            try:
                if self._resampler is not None:
                    self._write(self._resampler.finish()[0])
                self._file.seek(0)
                self._file.write(_header(self._written))
            except OSError as error:
                raise AudioError(self.name, f"can't write {self.path}: {error.strerror or error}") from error
            finally:
                self._file.close()
                self._ended = True
                self._grown.notify_all()

    def follow(self, cancel: CancelToken | None = None) -> Iterator[Samples]:
        """Yield all sound from the beginning: what has come since, as one chunk of at most 10 s, until the end.

        Waits where there is none. Raises :class:`~voice2image.errors.Cancelled` once `cancel` is set.
        """
        start, header = 0, len(_header(None))
        with self.path.open("rb") as file:
            while True:
                with self._grown:
                    while self._written == start and not self._ended:
                        self._grown.wait(LOOK_S)
                        if cancel is not None:
                            cancel.check()
                    count = min(self._written - start, round(LONGEST_S * SAMPLE_RATE))
                if not count:
                    return
                file.seek(header + 2 * start)
                yield np.frombuffer(file.read(2 * count), "<i2").astype(np.float32) / np.float32(32768)
                start += count

    @property
    def audio(self) -> Audio:
        """The whole of it, once it has ended. Raises :class:`~voice2image.errors.AudioError` if nothing was heard."""
        if not self._written:
            raise EmptyAudioError(self.name, "no sound came in; look whether the microphone is on")
        return Audio.open(self.path, name=self.name)

    def _at_our_rate(self, mono: Wave, sample_rate: int) -> Samples:
        if not self._written and self._resampler is None:
            self._rate = _sources.checked_rate(sample_rate)
            self._resampler = Resampler(self._rate, SAMPLE_RATE) if self._rate != SAMPLE_RATE else None
        if sample_rate != self._rate:
            raise ConfigError(f"this recording is at {self._rate} Hz, and a chunk of {sample_rate} Hz came")
        wave = mono if self._resampler is None else self._resampler(mono)
        samples: Samples = wave[0]
        return samples

    def _write(self, samples: Samples) -> None:
        if not len(samples):
            return
        content = (np.clip(samples, -1, 1) * 32767).round().astype("<i2").tobytes()
        try:
            self._file.write(content)
            self._file.flush()
        except OSError as error:
            raise AudioError(self.name, f"can't write {self.path}: {error.strerror or error}") from error
        self._written += len(samples)
        self._grown.notify_all()


def _header(samples: int | None) -> bytes:
    """The 44 bytes before 16-bit mono samples (Microsoft & IBM 1991); of an unknown length, the longest."""
    longest = 0xFFFFFFFF
    size = longest if samples is None else min(2 * samples, longest - 36)
    riff = longest if samples is None else size + 36
    rate = SAMPLE_RATE.to_bytes(4, "little")
    return b"".join(
        (
            b"RIFF", riff.to_bytes(4, "little"), b"WAVEfmt ", (16).to_bytes(4, "little"),
            (1).to_bytes(2, "little"), (1).to_bytes(2, "little"), rate, (2 * SAMPLE_RATE).to_bytes(4, "little"),
            (2).to_bytes(2, "little"), (16).to_bytes(2, "little"), b"data", size.to_bytes(4, "little"),
        )
    )  # fmt: skip
