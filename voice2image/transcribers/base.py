"""What every speech recogniser does: take a recording, yield segments as they are heard."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, Self

from voice2image.audio import Audio, AudioSource
from voice2image.backend import Backend, C
from voice2image.cancel import CancelToken
from voice2image.transcript import Segment, Transcript

__all__ = ["OnHeard", "SpeechBackend", "Transcriber"]

OnHeard = Callable[[float, float | None], None]
"""Called with the seconds of sound heard so far, and the length of the recording if it is known."""


class SpeechBackend(Backend[C]):
    """Hears speech: a recording's, or as it is spoken."""

    hotwords_setting: ClassVar[str | None] = None
    """The setting that lists words to listen for, where there is one."""

    def listening_for(self, words: Iterable[str]) -> Self:
        """One like this that listens for `words`; this one itself if it listens for others already, or can't."""
        words, setting = tuple(words), self.hotwords_setting
        if not words or setting is None or getattr(self.config, setting):
            return self
        return type(self)(self.config.replace(**{setting: words}))


class Transcriber(SpeechBackend[C]):
    """Turns a recording into segments of text.

    Everything a subclass owes its users is checked by :class:`voice2image.testing.TranscriberContract`.
    """

    word_times: ClassVar[bool] = True
    """Whether segments carry their words with times."""

    @abstractmethod
    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        """Yield the segments of `audio` in order of time, each as soon as it is certain.

        Silence yields no segments. Raises :class:`~voice2image.errors.TranscriptionError`,
        :class:`~voice2image.errors.AudioError`, :class:`~voice2image.errors.ModelError` and, once `cancel` is set,
        :class:`~voice2image.errors.Cancelled`.
        """

    def transcript(
        self, source: AudioSource, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Transcript:
        """The whole transcript of anything that :meth:`voice2image.Audio.open` takes."""
        audio = Audio.open(source)
        segments = tuple(self.transcribe(audio, on_heard=on_heard, cancel=cancel))
        return Transcript.of(segments, duration_s=audio.duration_s)
