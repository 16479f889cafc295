"""What every live recogniser does: take sound as it comes, say what was heard so far, and what was heard in the end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voice2image.audio import Samples
from voice2image.backend import C
from voice2image.cancel import CancelToken
from voice2image.transcribers.base import SpeechBackend
from voice2image.transcript import Segment

__all__ = ["Hypothesis", "StreamingTranscriber"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """What was heard of one utterance, as far as it has been spoken."""

    utterance: int
    """Which one, from 0. The next one begins after this one's last hypothesis."""
    segment: Segment
    """Its words, in seconds from the beginning of the sound."""
    confirmed: int = 0
    """So many of its words, from the first on, stay as they are, but for their punctuation and capitals."""
    final: bool = False
    """Whether the utterance is over: this is its last hypothesis, and all of its words stay."""


class StreamingTranscriber(SpeechBackend[C]):
    """Turns sound into text while it is being spoken.

    Everything a subclass owes its users is checked by :class:`voice2image.testing.StreamingTranscriberContract`.
    """

    @abstractmethod
    def listen(self, chunks: Iterable[Samples], *, cancel: CancelToken | None = None) -> Iterator[Hypothesis]:
        """Yield hypotheses of what is spoken in `chunks`; each utterance ends with one that is final.

        The end of `chunks` ends the last utterance. Silence yields nothing. How `chunks` are cut decides when partial
        hypotheses come, but not what the final ones say.

        Args:
            chunks: ``float32[n]`` each, mono, 16 kHz, of any length, as they are recorded. It may block until there is
                more; whoever is behind is given all that has come since.
            cancel: Stops it, at the next chunk at the latest.

        Raises :class:`~voice2image.errors.TranscriptionError`, :class:`~voice2image.errors.ModelError` and, once
        `cancel` is set, :class:`~voice2image.errors.Cancelled`.
        """
