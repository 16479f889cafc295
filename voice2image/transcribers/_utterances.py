"""Where somebody begins to speak, and where the pause is that ends what they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from voice2image.audio import SAMPLE_RATE, Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Speech", "SpeechDetector", "Utterances"]

FRAME: Final = 512
"""Samples that are judged at once: 32 ms."""
SPEECH, SILENCE = 0.5, 0.35
"""Above the one speech begins; below the other it may be over. Silero's own thresholds."""
LEAD_S: Final = 0.4
"""Sound from before the first frame of speech that belongs to it: a soft consonant is no speech to the detector."""
SHORTEST_S: Final = 0.2
"""Speech shorter than this is a cough or a click."""


class SpeechDetector(Protocol):
    """Judges frames one after the other."""

    def __call__(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """The likelihood of speech, ``float32[n]``, in each of ``float32[n, 512]`` that follow those before."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What has been spoken of one utterance."""

    start: int
    """Its first sample, counted from the beginning of all sound."""
    pieces: tuple[Samples, ...]

    @property
    def samples(self) -> Samples:
        """Its sound, put together anew each time."""
        return np.concatenate(self.pieces)

    @property
    def start_s(self) -> float:
        """When it begins, in seconds."""
        return self.start / SAMPLE_RATE

    @property
    def seconds(self) -> float:
        """How long it is so far."""
        return sum(map(len, self.pieces)) / SAMPLE_RATE


class Utterances:
    """Takes in sound and holds what is being spoken, from the first word to the pause behind the last.

    Args:
        detector: Tells speech from silence.
        min_silence_s: A pause of this length ends an utterance.
    """

    def __init__(self, detector: SpeechDetector, min_silence_s: float) -> None:
        self._detector = detector
        self._patience = max(1, round(min_silence_s * SAMPLE_RATE / FRAME))
        self._rest = np.zeros(0, np.float32)
        self._heard = 0
        """Samples that were judged."""
        self._lead: deque[Samples] = deque(maxlen=round(LEAD_S * SAMPLE_RATE / FRAME))
        self._frames: list[Samples] = []
        self._start = 0
        self._spoken, self._silent = 0, 0
        """Frames of speech in the utterance, and frames of silence since the last of them."""

    @property
    def speech(self) -> Speech | None:
        """What is being spoken, if anybody speaks."""
        if self._spoken * FRAME < SHORTEST_S * SAMPLE_RATE:
            return None
        return Speech(self._start, tuple(self._frames))

    def feed(self, samples: Samples) -> Iterator[Speech]:
        """Take in more sound; yields the utterances that end in it."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // FRAME
        self._rest = sound[whole * FRAME :]
        if not whole:
            return
        frames = sound[: whole * FRAME].reshape(whole, FRAME)
        for frame, likelihood in zip(frames, self._detector(frames), strict=True):
            yield from self._take(frame, float(likelihood))

    def end(self) -> Iterator[Speech]:
        """The sound is over, and so is what is being spoken."""
        if self._frames:
            self._frames.append(self._rest)
        yield from self._finish()

    def drop(self, seconds: float) -> None:
        """Let go of the beginning of what is being spoken: it is dealt with."""
        samples = np.concatenate(self._frames)
        gone = min(round(seconds * SAMPLE_RATE), len(samples))
        self._start += gone
        self._frames = [samples[gone:]]

    def _take(self, frame: Samples, likelihood: float) -> Iterator[Speech]:
        self._heard += FRAME
        if not self._frames:
            self._lead.append(frame)
            if likelihood >= SPEECH:
                self._frames = list(self._lead)
                self._lead.clear()
                self._start = self._heard - len(self._frames) * FRAME
                self._spoken, self._silent = 1, 0
            return
        self._frames.append(frame)
        if likelihood >= SPEECH or (likelihood >= SILENCE and not self._silent):
            self._spoken, self._silent = self._spoken + 1, 0
        else:
            self._silent += 1
            if self._silent >= self._patience:
                yield from self._finish()

    def _finish(self) -> Iterator[Speech]:
        speech = self.speech
        if speech is not None:
            yield speech
        self._frames, self._spoken, self._silent = [], 0, 0
