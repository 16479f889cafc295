"""What goes up to a recogniser in the cloud."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from voice2image.audio import SAMPLE_RATE, Audio

__all__ = ["WatchedFile", "encoded"]


@contextmanager
def encoded(audio: Audio, check: Callable[[], None]) -> Iterator[Path]:
    """The file to upload: the recording's own, or its samples as a 16-bit WAV.

    Either way it is decoded to its end first: one that breaks off is no work for a service that charges for it.
    Raises :class:`~voice2image.errors.AudioError` and whatever `check` raises.
    """
    if audio.path is not None:
        for _ in audio.blocks():
            check()
        yield audio.path
        return
    with TemporaryDirectory(prefix="voice2image-") as folder:
        file = Path(folder) / "speech.wav"
        with wave.open(str(file), "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(SAMPLE_RATE)
            for block in audio.blocks():
                check()
                wav.writeframes((block * 32767).astype("<i2").tobytes())
        yield file


class WatchedFile(io.FileIO):
    """A file on its way up that asks between two pieces whether to go on."""

    def __init__(self, path: Path, check: Callable[[], None]) -> None:
        super().__init__(path)
        self._check = check

    def read(self, size: int | None = -1, /) -> bytes:
        self._check()
        return super().read(size) or b""
