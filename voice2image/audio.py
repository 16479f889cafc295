"""A recording, from wherever it comes, as float32 mono samples at 16 kHz."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from voice2image import _encode, _sources
from voice2image._files import replacing
from voice2image.errors import AudioError, ConfigError, EmptyAudioError

__all__ = ["SAMPLE_RATE", "Audio", "AudioSource", "Samples"]

SAMPLE_RATE = 16_000
"""Samples a second, in Hz: what every speech recogniser here is trained on."""

Samples: TypeAlias = NDArray[np.float32]
"""``float32[n]``, mono, 16 kHz, between -1 and 1."""


class Audio:
    """A recording that is decoded only as far as it is asked for. Make one with :meth:`open`.

    It can be read any number of times, by several threads at once; three hours take no more memory than three
    minutes until :attr:`samples` asks for all of it.
    """

    def __init__(self, source: _sources.Source) -> None:
        self._source = source
        self._counted_s: float | None = None

    @classmethod
    def open(
        cls,
        source: AudioSource,
        *,
        sample_rate: int | None = None,
        name: str | None = None,
        allow_truncated: bool = False,
    ) -> Audio:
        """Open a path, a binary file object, bytes, an array or an iterable of arrays.

        Whatever FFmpeg decodes is taken, from wav to the sound of a video, whatever the file is called;
        addresses and playlists are not. The container is looked at and the first frame decoded, no more.

        Arguments:
            source: A file object is read from where it stands to its end and copied to disk; it stays open.
                Arrays are ``[n]``, ``[n, channels]`` or ``[channels, n]`` (the shorter axis is the channels;
                of two equal ones the second), as floats from -1 to 1, int8, int16, int32 or uint8. A single array
                is not copied, so leave it as it is. The chunks of an iterable are alike in layout and channels, and
                are written to disk.
            sample_rate: Hz. Needed for arrays, refused for anything else.
            name: What to call it in messages.
            allow_truncated: Use what there is of a recording that breaks off, rather than raise: at once for a wav, at
                its end for others. Noticed are files shorter than their header says (wav, flac, m4a, mp4, webm, mp3
                with a Xing header ...) and Ogg files that end inside a page. An mp3 or aac without a stated length
                can't be checked, and neither can a caf, nor a wav or webm that was written to a pipe.

        Raises :class:`~voice2image.errors.AudioError`, and :class:`~voice2image.errors.ConfigError` for a
        wrong call.
        """
        if isinstance(source, Audio):
            if sample_rate is not None or name is not None or allow_truncated:
                raise ConfigError("sample_rate, name and allow_truncated go where a recording is first opened")
            return source
        if isinstance(source, np.ndarray):
            return cls(_open_array(source, sample_rate, name or "<array>"))
        encoded = isinstance(source, str | bytes | bytearray | memoryview | PathLike) or hasattr(source, "read")
        if encoded and sample_rate is not None:
            raise ConfigError("sample_rate goes with arrays; an encoded recording says its own")
        if isinstance(source, bytes | bytearray | memoryview):
            content = bytes(source)
            return cls(_sources.Encoded(content, name or "<bytes>", path=None, allow_truncated=allow_truncated))
        if isinstance(source, str | PathLike):
            given = os.fsdecode(source)
            return cls(_sources.open_path(Path(given), name or given, allow_truncated=allow_truncated))
        if hasattr(source, "read"):
            file = cast("IO[bytes]", source)
            return cls(_sources.spool_file(file, name or _file_name(file), allow_truncated=allow_truncated))
        if isinstance(source, Iterable):
            return cls(_sources.spool_arrays(source, _sources.checked_rate(sample_rate), name or "<chunks>"))
        raise ConfigError(
            f"audio is a path, a file object, bytes, an array or an iterable of arrays, not a {type(source).__name__}"
        )

    @property
    def name(self) -> str:
        """What to call it in messages: the file's path, or ``"<bytes>"`` and the like."""
        return self._source.name

    @property
    def path(self) -> Path | None:
        """The file it comes from, if it comes from one, as an absolute path."""
        return self._source.path

    @property
    def duration_s(self) -> float | None:
        """Its length in seconds; ``None`` while only decoding could tell.

        It is what the file says of itself, and exact once it was decoded to its end.
        """
        return self._source.duration_s if self._counted_s is None else self._counted_s

    @property
    def rate(self) -> int:
        """Samples a second of the recording itself, in Hz."""
        return self._source.rate

    @property
    def channels(self) -> Literal[1, 2]:
        """2 if the recording itself is in stereo; anything else is mixed to one."""
        return self._source.channels

    @cached_property
    def sha256(self) -> str:
        """The hash of the encoded bytes (for arrays, of the mono samples as given), as 64 hex digits."""
        return self._source.digest()

    def blocks(self, seconds: float = 30.0) -> Iterator[Samples]:
        """Yield the recording in blocks of `seconds`; the last one may be shorter. Can be called again.

        Raises :class:`~voice2image.errors.AudioError`; of one that breaks off,
        :class:`~voice2image.errors.TruncatedAudioError` comes after the last block there is.
        """
        if not (math.isfinite(seconds) and seconds * SAMPLE_RATE >= 1):
            raise ConfigError(f"a block lasts at least one sample, not {seconds} seconds")
        return self._blocks(round(seconds * SAMPLE_RATE))

    def _blocks(self, size: int) -> Iterator[Samples]:
        total = 0
        try:
            for block in _regroup((part[0] for part in self._source.read(SAMPLE_RATE, 1)), size):
                total += len(block)
                yield block
        except AudioError:
            self._counted_s = total / SAMPLE_RATE
            raise
        if not total:
            raise EmptyAudioError(self.name, "there are no samples in it")
        self._counted_s = total / SAMPLE_RATE

    def full(self, rate: int) -> Iterator[NDArray[np.float32]]:
        """Yield the recording in its own :attr:`channels` at a rate: parts of ``float32[channels, n]`` as they come.

        Raises :class:`~voice2image.errors.AudioError`.
        """
        return self._source.read(rate, self.channels)

    @property
    def samples(self) -> Samples:
        """The whole recording at once: ``float32[n]``. Raises :class:`~voice2image.errors.AudioError`."""
        return np.concatenate(list(self.blocks()))

    def to_m4a(self, path: str | PathLike[str]) -> None:
        """Write it for a web player: AAC in ``.m4a``, mono, 64 kbit/s. The file appears once it is whole.

        Raises :class:`~voice2image.errors.AudioError` if the recording can't be read, and :class:`OSError`
        if the file can't be written.
        """
        with replacing(Path(path), OSError) as unfinished:
            _encode.write_m4a(self._source.read(_encode.M4A_RATE, 1), unfinished)

    def __repr__(self) -> str:
        length = "" if self.duration_s is None else f", {self.duration_s:.1f} s"
        return f"<Audio {self.name}{length}>"


AudioSource: TypeAlias = "Audio | str | PathLike[str] | bytes | IO[bytes] | NDArray[Any] | Iterable[NDArray[Any]]"


def _regroup(parts: Iterator[Samples], size: int) -> Iterator[Samples]:
    """Blocks of exactly `size` samples, and the rest."""
    held: list[Samples] = []
    missing = size
    for part in parts:
        while len(part) >= missing:
            yield np.concatenate([*held, part[:missing]])
            part, held, missing = part[missing:], [], size
        if len(part):
            held.append(part)
            missing -= len(part)
    if held:
        yield np.concatenate(held)


def _open_array(samples: NDArray[Any], rate: int | None, name: str) -> _sources.Arrays:
    rate = _sources.checked_rate(rate)
    if not samples.size:
        raise EmptyAudioError(name, "there are no samples in it")
    return _sources.Arrays(samples, rate, name, _sources.channel_axis(samples, name))


def _file_name(file: IO[bytes]) -> str:
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else "<file>"
