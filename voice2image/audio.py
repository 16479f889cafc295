"""A recording, from wherever it comes, as float32 mono samples at 16 kHz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SAMPLE_RATE", "Audio", "AudioSource", "Samples"]

SAMPLE_RATE = 16_000
"""Samples a second, in Hz: what every speech recogniser here is trained on."""

Samples: TypeAlias = NDArray[np.float32]
"""``float32[n]``, mono, 16 kHz, between -1 and 1."""


class Audio:
    """A recording that is decoded only as far as it is asked for."""

    @classmethod
    def open(cls, source: AudioSource, *, sample_rate: int | None = None, name: str | None = None) -> Audio:
        """Open a path, a binary file object, bytes, an array or an iterable of arrays (both with `sample_rate`)."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        """What to call it in messages: the file's name, or ``"<bytes>"`` and the like."""
        raise NotImplementedError

    @property
    def path(self) -> Path | None:
        """The file it comes from, if it comes from one."""
        raise NotImplementedError

    @property
    def duration_s(self) -> float | None:
        """Its length in seconds; ``None`` while only decoding could tell."""
        raise NotImplementedError

    @property
    def sha256(self) -> str:
        """The hash of the encoded bytes (of the samples, for arrays), as 64 hex digits."""
        raise NotImplementedError

    def blocks(self, seconds: float = 30.0) -> Iterator[Samples]:
        """Yield the recording in blocks of `seconds`; the last one may be shorter. Can be called again."""
        raise NotImplementedError

    @property
    def samples(self) -> Samples:
        """The whole recording at once: ``float32[n]``."""
        raise NotImplementedError


AudioSource: TypeAlias = "Audio | str | PathLike[str] | bytes | IO[bytes] | NDArray[Any] | Iterable[NDArray[Any]]"
