"""What every streaming transcriber owes its users, as tests to inherit; and a double for tests of other things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import numpy as np
import pytest

from voice2image.audio import SAMPLE_RATE, Audio, Samples
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.errors import Cancelled
from voice2image.transcribers.streaming import Hypothesis, StreamingTranscriber
from voice2image.transcript import Segment

__all__ = ["ScriptedStreamingTranscriber", "StreamingTranscriberContract"]

ROUNDING_S = 0.05


class ScriptedStreamingConfig(Config):
    """What the double will say it heard."""

    backend: ClassVar[str] = "scripted"

    segments: tuple[Segment, ...] = ()
    """In order of time, with their words."""


class ScriptedStreamingTranscriber(StreamingTranscriber[ScriptedStreamingConfig]):
    """A test double: it recognises nothing and says each word it was given once the sound has reached its end.

    It is not registered: hand over the object.
    """

    name: ClassVar[str] = "scripted"
    config_class: ClassVar[type[ScriptedStreamingConfig]] = ScriptedStreamingConfig

    def __init__(self, script: ScriptedStreamingConfig | Iterable[Segment] | None = None) -> None:
        if script is not None and not isinstance(script, Config):
            script = ScriptedStreamingConfig(segments=tuple(script))
        super().__init__(script)

    def listen(self, chunks: Iterable[Samples], *, cancel: CancelToken | None = None) -> Iterator[Hypothesis]:
        """Yield a hypothesis for every chunk that brings more words."""
        heard_s, said = 0.0, 0
        for chunk in chunks:
            if cancel is not None:
                cancel.check()
            heard_s += len(chunk) / SAMPLE_RATE
            while said < len(self.config.segments) and self.config.segments[said].end_s <= heard_s:
                yield self._whole(said)
                said += 1
            if said < len(self.config.segments):
                segment = self.config.segments[said]
                words = tuple(word for word in segment.words if word.end_s <= heard_s)
                if words:
                    so_far = segment.replace(
                        text=" ".join(word.text for word in words), words=words, end_s=words[-1].end_s
                    )
                    yield Hypothesis(utterance=said, segment=so_far, confirmed=len(words))
        for left in range(said, len(self.config.segments)):
            yield self._whole(left)

    def _whole(self, number: int) -> Hypothesis:
        segment = self.config.segments[number]
        return Hypothesis(utterance=number, segment=segment, confirmed=len(segment.words), final=True)


class StreamingTranscriberContract:
    """Inherit it in a test class and give a fixture ``transcriber``, and ``speech`` if yours can really hear."""

    listens: ClassVar[bool] = True
    """Whether the words depend on the sound; ``False`` for doubles."""

    @pytest.fixture
    def speech(self) -> Audio:
        """A recording that your transcriber hears something in. By default three seconds of noise."""
        noise = np.random.default_rng(0).uniform(-0.1, 0.1, 3 * SAMPLE_RATE).astype(np.float32)
        return Audio.open(noise, sample_rate=SAMPLE_RATE, name="noise")

    def test_every_utterance_ends_with_a_final_hypothesis(
        self, transcriber: StreamingTranscriber[Any], speech: Audio
    ) -> None:
        heard = list(transcriber.listen(speech.blocks(0.25)))
        assert heard, "nothing was heard: give a fixture `speech` that holds speech"
        assert heard[-1].final
        numbers = [hypothesis.utterance for hypothesis in heard if hypothesis.final]
        assert numbers == list(range(len(numbers)))
        assert all(hypothesis.utterance == sum(h.final for h in heard[:n]) for n, hypothesis in enumerate(heard))

    def test_it_speaks_before_the_utterance_is_over(
        self, transcriber: StreamingTranscriber[Any], speech: Audio
    ) -> None:
        assert not next(iter(transcriber.listen(speech.blocks(0.25)))).final

    def test_confirmed_words_stay(self, transcriber: StreamingTranscriber[Any], speech: Audio) -> None:
        confirmed: list[str] = []
        for hypothesis in transcriber.listen(speech.blocks(0.25)):
            words = [_bare(word.text) for word in hypothesis.segment.words]
            assert hypothesis.confirmed <= len(words)
            assert words[: len(confirmed)] == confirmed
            confirmed = [] if hypothesis.final else words[: hypothesis.confirmed]
            if hypothesis.final:
                assert hypothesis.confirmed == len(words)

    def test_times_grow_within_the_sound(self, transcriber: StreamingTranscriber[Any], speech: Audio) -> None:
        finals = [h.segment for h in transcriber.listen(speech.blocks(0.25)) if h.final]
        times = [time for s in finals for word in s.words for time in (word.start_s, word.end_s)]
        assert times == sorted(times)
        assert all(s.start_s <= s.end_s <= len(speech.samples) / SAMPLE_RATE + ROUNDING_S for s in finals)

    def test_all_at_once_says_about_the_same(self, transcriber: StreamingTranscriber[Any], speech: Audio) -> None:
        """Who is behind is given all that has come since."""
        piecewise = _said(transcriber, speech.blocks(0.25))
        assert _said(transcriber, [speech.samples]).split()[:2] == piecewise.split()[:2]

    def test_silence_gives_nothing(self, transcriber: StreamingTranscriber[Any]) -> None:
        if not self.listens:
            pytest.skip("this double says the same whatever it hears")
        assert list(transcriber.listen([np.zeros(SAMPLE_RATE, np.float32)] * 5)) == []

    def test_no_sound_gives_nothing(self, transcriber: StreamingTranscriber[Any]) -> None:
        if not self.listens:
            pytest.skip("this double says the same whatever it hears")
        assert list(transcriber.listen([])) == []

    def test_a_cancel_stops_it_at_the_next_chunk(self, transcriber: StreamingTranscriber[Any], speech: Audio) -> None:
        cancel = CancelToken()
        heard = transcriber.listen(speech.blocks(0.25), cancel=cancel)
        next(heard)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(heard)

    def test_two_speakers_are_kept_apart(self, transcriber: StreamingTranscriber[Any], speech: Audio) -> None:
        alone = _said(transcriber, speech.blocks(0.25))
        one, other = transcriber.listen(speech.blocks(0.25)), transcriber.listen(speech.blocks(0.25))
        said: list[list[str]] = [[], []]
        for pair in zip(one, other, strict=True):
            for number, hypothesis in enumerate(pair):
                if hypothesis.final:
                    said[number].append(hypothesis.segment.text)
        assert [" ".join(texts) for texts in said] == [alone, alone]

    def test_it_hears_again_once_closed(self, transcriber: StreamingTranscriber[Any], speech: Audio) -> None:
        once = _said(transcriber, speech.blocks(0.25))
        transcriber.close()
        transcriber.close()
        assert _said(transcriber, speech.blocks(0.25)) == once

    def test_its_config_survives_json(self, transcriber: StreamingTranscriber[Any]) -> None:
        config = transcriber.config
        assert type(config).from_json(config.to_json()) == config

    def test_it_says_what_it_is(self, transcriber: StreamingTranscriber[Any]) -> None:
        assert transcriber.describe()
        assert "\n" not in transcriber.describe()


def _said(transcriber: StreamingTranscriber[Any], chunks: Iterable[Samples]) -> str:
    return " ".join(h.segment.text for h in transcriber.listen(chunks) if h.final)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
