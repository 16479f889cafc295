"""The places a recording can come from, each as a thing that yields samples again and again."""

from __future__ import annotations

import contextlib
import hashlib
import io
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from voice2image import _decode
from voice2image.errors import AudioNotFoundError, ConfigError, EmptyAudioError, UndecodableAudioError

__all__ = ["Arrays", "Encoded", "Source", "checked_rate", "open_path", "spool_arrays", "spool_file"]

COPY_BYTES = 1 << 20
MAX_CHANNELS = 64
USUAL_CHANNELS = 8  # 7.1 surround
MIN_RATE, MAX_RATE = 1_000, 768_000  # Hz
WHOLE_NUMBERS = frozenset({"i1", "i2", "i4", "u1"})
MAX_OVERSHOOT = 8.0
"""Float samples beyond this are not a hot microphone, but whole numbers that nobody scaled."""


class Source(Protocol):
    """Something that yields its sound afresh each time it is asked."""

    name: str
    path: Path | None
    duration_s: float | None
    rate: int
    """Its own, in Hz."""
    channels: _decode.Channels
    """2 for stereo; anything else is mixed to one."""

    def read(self, rate: int, channels: _decode.Channels) -> Iterator[_decode.Wave]:
        """Yield ``float32[channels, n]`` at `rate`."""

    def digest(self) -> str:
        """SHA-256 of the encoded bytes, or of the samples, as 64 hex digits."""


class Encoded:
    """A file in some container, on disk or in memory."""

    def __init__(self, content: Path | bytes, name: str, *, path: Path | None, allow_truncated: bool) -> None:
        self._content = content
        self.name = name
        self.path = path
        self._allow_truncated = allow_truncated
        found = _decode.probe(self._open, name, allow_truncated=allow_truncated)
        self.duration_s, self.rate, self.channels = found.duration_s, found.rate, found.channels

    def _open(self) -> IO[bytes]:
        if isinstance(self._content, bytes):
            return io.BytesIO(self._content)
        try:
            return self._content.open("rb")
        except OSError as error:
            raise AudioNotFoundError(self.name, _why(error)) from error

    def read(self, rate: int, channels: _decode.Channels) -> Iterator[_decode.Wave]:
        return _decode.decode(self._open, self.name, rate, channels, allow_truncated=self._allow_truncated)

    def digest(self) -> str:
        sha256 = hashlib.sha256()
        with self._open() as file:
            while chunk := file.read(COPY_BYTES):
                sha256.update(chunk)
        return sha256.hexdigest()


class Arrays:
    """Samples in memory, or memory-mapped from a spool file."""

    path: Path | None = None

    def __init__(self, samples: NDArray[Any], rate: int, name: str, channel_axis: int | None = None) -> None:
        self._samples = samples
        self.rate = rate
        self.channels: _decode.Channels = 2 if channel_axis is not None and samples.shape[channel_axis] == 2 else 1
        self._channel_axis = channel_axis
        self.name = name
        self._length = samples.size if channel_axis is None else samples.shape[1 - channel_axis]
        self.duration_s: float | None = self._length / rate

    def read(self, rate: int, channels: _decode.Channels) -> Iterator[_decode.Wave]:
        return _decode.resample(((part, self.rate) for part in self._parts(channels)), rate)

    def digest(self) -> str:
        sha256 = hashlib.sha256()
        for part in self._parts(1):
            sha256.update(part.tobytes())
        return sha256.hexdigest()

    def _parts(self, channels: _decode.Channels) -> Iterator[_decode.Wave]:
        for start in range(0, self._length, self.rate):
            part = slice(start, start + self.rate)
            axis = self._channel_axis
            chosen = self._samples[part] if axis in (None, 1) else self._samples[:, part]
            yield checked(chosen, axis, self.name, channels)


def open_path(path: Path, name: str, *, allow_truncated: bool) -> Encoded:
    """A file on disk. Raises :class:`~voice2image.errors.AudioError`."""
    try:
        path = path.absolute()  # it is opened again later, and the working directory may be another one by then
        if path.is_dir():
            raise AudioNotFoundError(name, "this is a folder, not a recording")
        if not path.exists():
            web = "; only files are opened, so download it first" if "://" in name else ""
            raise AudioNotFoundError(name, f"there is no such file{web}")
        if not path.is_file():
            raise AudioNotFoundError(name, "this is a device or a pipe; open it and pass the file object")
    except OSError as error:
        raise AudioNotFoundError(name, _why(error)) from error
    return Encoded(path, name, path=path, allow_truncated=allow_truncated)


def spool_file(file: IO[bytes], name: str, *, allow_truncated: bool) -> Encoded:
    """Copy the rest of a binary file object to disk, so that it can be read again whatever becomes of it."""
    with _spool() as (path, out):
        try:
            while chunk := file.read(COPY_BYTES):
                if not isinstance(chunk, bytes | bytearray | memoryview):
                    raise ConfigError(f"{name}: this file is open as text; open it in mode 'rb'")
                out.write(chunk)
        except (OSError, UnicodeDecodeError) as error:
            raise UndecodableAudioError(name, f"it can't be read to its end: {error}") from error
        out.close()
        source = Encoded(path, name, path=None, allow_truncated=allow_truncated)
        weakref.finalize(source, _remove, path)
        return source


def spool_arrays(chunks: Iterable[NDArray[Any]], rate: int, name: str) -> Arrays:
    """Write chunks to disk as mono samples, so that a generator of any length can be read again."""
    layout: _Layout | None = None
    with _spool() as (path, out):
        for number, chunk in enumerate(chunks):
            if not isinstance(chunk, np.ndarray):
                raise ConfigError(f"{name}: chunk {number} is a {type(chunk).__name__}, not a numpy array")
            if not chunk.size:
                continue
            if layout is None:
                layout = _Layout.of(chunk, name)
            layout.check(chunk, f"{name}: chunk {number}")
            out.write(checked(chunk, layout.axis, name).tobytes())
        out.close()
        if path.stat().st_size == 0:
            raise EmptyAudioError(name, "there are no samples in it")
        source = Arrays(np.memmap(path, np.float32, mode="r"), rate, name)
        weakref.finalize(source, _remove, path)
        return source


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the chunks of a recording lie in memory, as the first one with any samples tells."""

    axis: int | None
    """Which axis counts channels; ``None`` for ``[n]``."""
    channels: int

    @classmethod
    def of(cls, chunk: NDArray[Any], name: str) -> _Layout:
        # A stream may begin with a sample or two, too few to go by which axis is the shorter.
        few = chunk.ndim == 2 and chunk.shape[1] <= USUAL_CHANNELS
        axis = 1 if few else channel_axis(chunk, name)
        return cls(axis, 1 if axis is None else chunk.shape[axis])

    def check(self, chunk: NDArray[Any], what: str) -> None:
        """Refuse a chunk that lies otherwise."""
        if chunk.ndim != (1 if self.axis is None else 2):
            raise ConfigError(f"{what} has {chunk.ndim} dimensions, unlike the first one")
        if self.axis is not None and chunk.shape[self.axis] != self.channels:
            raise ConfigError(
                f"{what} has shape {chunk.shape}, but the first one has {self.channels} channels in axis {self.axis}"
            )


def channel_axis(samples: NDArray[Any], name: str) -> int | None:
    """Which axis of an array counts channels: the shorter one; of two equal ones the second."""
    if samples.ndim == 1:
        return None
    if samples.ndim != 2:
        raise ConfigError(f"{name}: samples are [n], [n, channels] or [channels, n], not {samples.ndim}-dimensional")
    axis = 0 if samples.shape[0] < samples.shape[1] else 1
    if samples.size and samples.shape[axis] > MAX_CHANNELS:
        raise ConfigError(f"{name}: an array of shape {samples.shape} has no axis that could be channels")
    return axis


def checked(samples: NDArray[Any], axis: int | None, name: str, channels: _decode.Channels = 1) -> _decode.Wave:
    """Float samples in so many channels, or a refusal of ones that can't be sound."""
    kind = samples.dtype
    if kind.kind != "f" and kind.str[1:] not in WHOLE_NUMBERS:
        raise ConfigError(
            f"{name}: samples are floats, int8, int16, int32 or uint8, not {kind}; "
            "if they are 16-bit samples, convert them with .astype(np.int16)"
        )
    if not samples.size:
        return np.zeros((channels, 0), np.float32)
    mixed = _decode.mixed(samples[np.newaxis] if axis is None else samples, axis or 0, channels)
    if not np.isfinite(mixed).all():
        raise UndecodableAudioError(name, "some of its samples are NaN or infinite")
    loudest = float(np.abs(mixed).max())
    if loudest > MAX_OVERSHOOT:
        raise ConfigError(
            f"{name}: float samples lie between -1 and 1, but these reach {loudest:.0f}; scale them first"
        )
    return mixed


def checked_rate(rate: int | None) -> int:
    """A sample rate in Hz that makes sense, or a refusal of it."""
    if rate is None:
        raise ConfigError("an array needs its rate: pass sample_rate, in Hz")
    if isinstance(rate, bool) or int(rate) != rate or not MIN_RATE <= rate <= MAX_RATE:
        raise ConfigError(f"sample_rate is a whole number of Hz from {MIN_RATE} to {MAX_RATE}, not {rate!r}")
    return int(rate)


class _spool:  # noqa: N801  (used as a function)
    """A temporary file that goes away if the block fails. Named, since each reader opens it for itself."""

    def __enter__(self) -> tuple[Path, IO[bytes]]:
        self._out = tempfile.NamedTemporaryFile(prefix="voice2image-", delete=False)
        self._path = Path(self._out.name)
        return self._path, self._out.file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._out.close()
        if kind is not None:
            _remove(self._path)


def _remove(path: Path) -> None:
    # Windows keeps a file that is still mapped; its temporary folder is emptied in time.
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "you may not read this file"
    return f"it can't be opened: {error.strerror or error}"
