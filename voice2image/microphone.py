"""A microphone of this machine, for live sessions."""

from __future__ import annotations

import math
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from voice2image.config import Value
from voice2image.errors import AudioError, MissingExtraError

if TYPE_CHECKING:
    import sounddevice

__all__ = ["InputDevice", "Microphone", "decibels", "input_devices"]

BLOCK_S: Final = 0.05
QUIET_DB: Final = -60.0
"""What a level meter shows of silence."""


class InputDevice(Value):
    """Something that sound can be recorded with."""

    index: int
    name: str
    channels: int
    """How many it has at most."""
    rate: int
    """Its own samples a second, in Hz."""
    default: bool
    """Whether it is what this machine records with."""


class Feed(Protocol):
    """Takes in sound without waiting, as :meth:`voice2image.live.LiveSession.feed` does."""

    def __call__(self, chunk: NDArray[Any], sample_rate: int) -> None:
        """Take in ``float32[n]`` at a rate in Hz."""


def decibels(peak: float) -> float:
    """A peak between 0 and 1 as a level meter shows it, in dBFS."""
    return max(QUIET_DB, 20 * math.log10(peak)) if peak > 0 else QUIET_DB


def input_devices() -> list[InputDevice]:
    """What this machine can record with.

    Raises:
        MissingExtraError: The extra ``microphone`` isn't installed.
        AudioError: Its system library is missing.
    """
    library = _library()
    chosen = library.default.device[0]
    return [
        InputDevice(
            index=number,
            name=str(each["name"]),
            channels=int(each["max_input_channels"]),
            rate=round(each["default_samplerate"]),
            default=number == chosen,
        )
        for number, each in enumerate(library.query_devices())
        if each["max_input_channels"] > 0
    ]


class Microphone:
    """Records while it is open, and hands on what it hears.

    ::

        with Microphone(live.feed) as microphone:
            for event in live.events():  # live.end(), from anywhere, ends it
                print(f"{microphone.level_db:.0f} dB")

    Args:
        feed: Is given the sound, in a thread of its own; what it raises ends the recording.
        device: A number or a part of a name that :func:`input_devices` lists; by default this machine's own choice.

    Attributes:
        overflows: How often sound was lost since the machine was too busy to take it.

    Raises:
        MissingExtraError: The extra ``microphone`` isn't installed.
        AudioError: There is no such device, another program has it, or it may not be used.
    """

    def __init__(self, feed: Feed, device: int | str | None = None) -> None:
        self.overflows = 0
        self._feed = feed
        self._level = 0.0
        self._fault: BaseException | None = None
        library = _library()
        try:
            found = library.query_devices(device, "input")
            self.rate = round(found["default_samplerate"])
            self.name = str(found["name"])
            self._stream: sounddevice.InputStream = library.InputStream(
                samplerate=self.rate,
                blocksize=round(self.rate * BLOCK_S),
                device=device,
                channels=1,
                dtype="float32",
                callback=self._hear,
            )
        except (library.PortAudioError, ValueError) as error:
            raise _fault(device, error) from error

    @property
    def level_db(self) -> float:
        """How loud the last twentieth of a second was: its peak in dBFS, 0 at most, -60 for silence."""
        return decibels(self._level)

    @property
    def fault(self) -> BaseException | None:
        """Why it records no longer, if something went wrong."""
        return self._fault

    def __enter__(self) -> Self:
        library = _library()
        try:
            self._stream.start()
        except library.PortAudioError as error:
            raise _fault(self.name, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def _hear(self, block: NDArray[np.float32], _frames: int, _time: object, status: Any) -> None:
        if status and status.input_overflow:
            self.overflows += 1
        samples = block[:, 0].copy()  # the library uses its block again
        self._level = float(np.abs(samples).max(initial=0.0))
        try:
            self._feed(samples, self.rate)
        except BaseException as error:
            self._fault = error
            raise _library().CallbackAbort from error


def _library() -> Any:
    try:
        import sounddevice
    except ImportError as error:
        raise MissingExtraError("the microphone", extra="microphone", package="sounddevice") from error
    except OSError as error:
        raise AudioError(
            "the microphone", f"{error}; install PortAudio, such as by: apt-get install libportaudio2"
        ) from error
    return sounddevice


def _fault(device: int | str | None, error: Exception) -> AudioError:
    listed = ", ".join(f"{each.index} {each.name}" for each in input_devices())
    there = f"there are: {listed}" if listed else "this machine has none; plug one in, or allow this program to use it"
    said = str(error).partition("[PaErrorCode")[0].strip()
    return AudioError("the microphone" if device is None else f"the microphone {device!r}", f"{said}; {there}")
