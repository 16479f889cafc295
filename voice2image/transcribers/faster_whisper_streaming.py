"""Whisper on this machine, while somebody is speaking.

What is being spoken is recognised again and again from its beginning, quickly; words that two such hypotheses agree on
are confirmed. When the speaker pauses, the whole utterance is recognised once more, with all care.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import Field

from voice2image.audio import Samples
from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.transcribers._agreement import SENTENCE_ENDS, Agreement
from voice2image.transcribers._placing import place
from voice2image.transcribers._utterances import Speech, Utterances
from voice2image.transcribers._whisper_config import FasterWhisperConfig
from voice2image.transcribers._whisper_vad import SileroDetector
from voice2image.transcribers._whisper_words import quick_words
from voice2image.transcribers.faster_whisper import load, recognise, vendor_errors
from voice2image.transcribers.streaming import Hypothesis, StreamingTranscriber
from voice2image.transcript import Segment, Word

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

__all__ = ["FasterWhisperStreamingConfig", "FasterWhisperStreamingTranscriber"]

MARGIN_S, EARLIEST_S = 1.0, 3.0
"""So near to the end of the sound no word is certain, nor before there is so much of it: Whisper hears "why" until the
"shot" of "wide shot" is whole."""


class FasterWhisperStreamingConfig(Config):
    """How Whisper listens to somebody who is speaking."""

    backend: ClassVar[str] = "faster-whisper"

    whisper: FasterWhisperConfig = FasterWhisperConfig()
    """The model, its language and device, and how the final pass is done."""
    step_s: Annotated[float, Field(ge=0.1, le=5)] = 0.5
    """How much more speech a new partial hypothesis waits for. Smaller is quicker, and more work."""
    min_silence_s: Annotated[float, Field(ge=0.1, le=5)] = 0.6
    """A pause of this length ends an utterance. Longer gives fuller sentences, and later pictures."""
    sentence_s: Annotated[float, Field(ge=2, le=28)] = 6.0
    """Who speaks on for so long without a pause is written down as far as a sentence is over."""
    max_utterance_s: Annotated[float, Field(ge=5, le=28)] = 20.0
    """And who ends no sentence, after so long, as far as the words are confirmed. Whisper hears 30 s at most."""


class FasterWhisperStreamingTranscriber(StreamingTranscriber[FasterWhisperStreamingConfig]):
    """Recognises speech with Whisper as it is spoken. Several may listen at once: they take turns on one model."""

    name: ClassVar[str] = "faster-whisper"
    config_class: ClassVar[type[FasterWhisperStreamingConfig]] = FasterWhisperStreamingConfig

    def __init__(self, config: FasterWhisperStreamingConfig | None = None) -> None:
        super().__init__(config)
        self._lock = threading.Lock()
        self._ear: Ear | None = None

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Find, fetch and load the model. Raises :class:`~voice2image.errors.ModelError`."""
        self._ready(notify)

    def listening_for(self, words: Iterable[str]) -> Self:
        """Its Whisper listens for them."""
        whisper, words = self.config.whisper, tuple(words)
        if not words or whisper.hotwords:
            return self
        return type(self)(self.config.replace(whisper=whisper.replace(hotwords=words)))

    def describe(self) -> str:
        """Such as ``"faster-whisper base (embedded), int8 on cpu"``."""
        ear = self._ear
        return f"faster-whisper {ear.label if ear else self.config.whisper.model}"

    def listen(self, chunks: Iterable[Samples], *, cancel: CancelToken | None = None) -> Iterator[Hypothesis]:
        """See :meth:`StreamingTranscriber.listen`."""
        ear = self._ready(log_notice)
        with vendor_errors():
            utterances = Utterances(SileroDetector(), self.config.min_silence_s)
        listener = _Listener(self.config, ear)
        for samples in chunks:
            if cancel is not None:
                cancel.check()
            for speech in utterances.feed(samples):
                yield from listener.finish(speech)
            under_way = utterances.speech
            while under_way is not None and (cut_s := listener.cut_of(under_way)) is not None:
                yield from listener.finish(under_way, cut_s)
                utterances.drop(cut_s)
                under_way = utterances.speech
            if under_way is not None:
                yield from listener.guess(under_way)
        for speech in utterances.end():
            yield from listener.finish(speech)

    def close(self) -> None:
        """Unload the model."""
        with self._lock:
            ear, self._ear = self._ear, None
        if ear is not None:
            ear.close()

    def _ready(self, notify: Notify) -> Ear:
        with self._lock:
            if self._ear is None:
                self._ear = Ear(self.config.whisper, notify)
            return self._ear


class _Listener:
    """Follows one speaker from utterance to utterance."""

    def __init__(self, config: FasterWhisperStreamingConfig, ear: Ear) -> None:
        self._config, self._ear = config, ear
        self._language = config.whisper.language
        self._number = 0
        self._floor_s, self._next_s = 0.0, 0.0
        self._agreement = Agreement(MARGIN_S, EARLIEST_S)

    def guess(self, speech: Speech) -> Iterator[Hypothesis]:
        """Recognise what is spoken so far, if it is worth doing again."""
        if speech.seconds < self._next_s:
            return
        self._next_s = speech.seconds + self._config.step_s
        heard, self._language = self._ear.quick(speech.samples, self._language)
        words = self._agreement.renew(heard, speech.seconds)
        if words:
            segment = self._placed(words, speech)
            yield Hypothesis(utterance=self._number, segment=segment, confirmed=len(self._agreement.confirmed))

    def cut_of(self, speech: Speech) -> float | None:
        """Where to cut an utterance that goes on for too long, in seconds from its beginning."""
        confirmed = self._agreement.confirmed
        ends: list[float] = []
        if speech.seconds >= self._config.sentence_s:
            ends = [word.end_s for word in confirmed[:-1] if word.text.endswith(SENTENCE_ENDS)]
        if not ends and speech.seconds >= self._config.max_utterance_s:
            ends = [word.end_s for word in confirmed] or [speech.seconds - MARGIN_S]
        return ends[-1] if ends and ends[-1] > 0 else None

    def finish(self, speech: Speech, cut_s: float | None = None) -> Iterator[Hypothesis]:
        """Recognise a whole utterance, or its beginning as far as `cut_s`; what follows helps to hear it."""
        heard = self._ear.careful(speech.samples, self._language)
        if heard:
            self._language = heard[0].spoken_language or heard[0].language
        end_s = speech.seconds if cut_s is None else cut_s
        within = [word for segment in heard for word in segment.words if word.start_s + word.end_s <= 2 * end_s]
        words = self._agreement.settle(within, end_s)
        if words:
            segment = self._placed(words, speech)
            if heard:
                segment = segment.replace(confidence=min(one.confidence or 0.0 for one in heard))
            yield Hypothesis(utterance=self._number, segment=segment, confirmed=len(words), final=True)
            self._number += 1
            self._floor_s = segment.end_s
        self._agreement = Agreement(MARGIN_S, EARLIEST_S)
        self._next_s = 0.0

    def _placed(self, words: list[Word], speech: Speech) -> Segment:
        translated = self._config.whisper.task == "translate"
        segment = Segment(
            text=" ".join(word.text for word in words),
            start_s=words[0].start_s,
            end_s=max(words[0].start_s, words[-1].end_s),
            words=tuple(words),
            language="en" if translated else self._language,
            spoken_language=self._language if translated and self._language != "en" else None,
        )
        return place(segment, speech.start_s, self._floor_s, speech.start_s + speech.seconds)


class Ear:
    """One Whisper model, which hears quickly or with care. Several threads take turns."""

    def __init__(self, config: FasterWhisperConfig, notify: Notify) -> None:
        self._config = config.replace(vad=False, word_times=True, batch_size=1)
        self._turn = threading.Lock()
        with vendor_errors():
            self._model, self.label = load(config, notify)

    def quick(self, samples: Samples, language: str | None) -> tuple[list[Word], str]:
        """The words of an unfinished utterance, and its language."""
        with self._turn, vendor_errors():
            language = language or self._language_of(self._model, samples)
            return quick_words(self._model, samples, language, self._config), language

    def careful(self, samples: Samples, language: str | None) -> list[Segment]:
        """The segments of a finished utterance; none if there was no speech in it."""
        with self._turn, vendor_errors():
            return list(recognise(self._model, samples, language, self._config))

    def close(self) -> None:
        """Unload the model once nobody is using it."""
        with self._turn:
            self._model.model.unload_model()

    @staticmethod
    def _language_of(model: WhisperModel, samples: Samples) -> str:
        if not model.model.is_multilingual:
            return "en"
        language: Any = model.detect_language(np.asarray(samples))[0]
        return str(language)
