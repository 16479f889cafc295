"""What every transcriber owes its users, as tests to inherit."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from voice2image.audio import SAMPLE_RATE, Audio, Samples
from voice2image.cancel import CancelToken
from voice2image.errors import AudioNotFoundError, Cancelled
from voice2image.transcribers.base import Transcriber
from voice2image.transcript import Segment

__all__ = ["TranscriberContract"]

ROUNDING_S = 0.05
"""Recognisers give times in steps of 20 ms or so."""


class TranscriberContract:
    """Inherit it in a test class and give a fixture ``transcriber``, and ``speech`` if yours can really hear.

    ::

        class TestMine(TranscriberContract):
            @pytest.fixture
            def transcriber(self):
                return MyTranscriber()

            @pytest.fixture
            def speech(self):
                return Audio.open("tests/speech/hello.wav")
    """

    listens: ClassVar[bool] = True
    """Whether the words depend on the sound; ``False`` for doubles, which aren't asked about silence."""

    @pytest.fixture
    def speech(self) -> Audio:
        """A recording that your transcriber hears something in. By default three seconds of tones."""
        return Audio.open(_tones(3.0), sample_rate=SAMPLE_RATE, name="tones")

    def test_speech_gives_segments_with_text(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        heard = list(transcriber.transcribe(speech))
        assert heard, "nothing was heard: give a fixture `speech` that holds speech"
        assert all(isinstance(segment, Segment) and segment.text.strip() for segment in heard)
        assert all(segment.text == segment.text.strip() for segment in heard)

    def test_segments_follow_each_other_in_time(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        heard = list(transcriber.transcribe(speech))
        length_s = len(speech.samples) / SAMPLE_RATE
        assert [segment.start_s for segment in heard] == sorted(segment.start_s for segment in heard)
        assert all(0 <= segment.start_s <= segment.end_s <= length_s + ROUNDING_S for segment in heard)

    def test_words_lie_within_their_segment(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        heard = list(transcriber.transcribe(speech))
        if transcriber.word_times:
            assert all(segment.words for segment in heard)
        for segment in heard:
            times = [time for word in segment.words for time in (word.start_s, word.end_s)]
            assert times == sorted(times)
            assert all(segment.start_s - ROUNDING_S <= time <= segment.end_s + ROUNDING_S for time in times)
            assert all(word.text.strip() == word.text != "" for word in segment.words)

    def test_silence_gives_nothing(self, transcriber: Transcriber[Any]) -> None:
        if not self.listens:
            pytest.skip("this double says the same whatever it hears")
        silence = Audio.open(np.zeros(5 * SAMPLE_RATE, np.float32), sample_rate=SAMPLE_RATE, name="silence")
        assert list(transcriber.transcribe(silence)) == []

    def test_progress_grows_and_ends_at_the_length(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        calls: list[tuple[float, float | None]] = []
        list(transcriber.transcribe(speech, on_heard=lambda *call: calls.append(call)))
        seconds = [heard_s for heard_s, _ in calls]
        assert seconds == sorted(seconds)
        assert seconds[-1] == pytest.approx(len(speech.samples) / SAMPLE_RATE, abs=ROUNDING_S)
        assert all(total is None or total == pytest.approx(speech.duration_s, abs=0.5) for _, total in calls)

    def test_a_cancel_set_before_the_start_stops_it(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(transcriber.transcribe(speech, cancel=cancel))

    def test_a_cancel_on_the_way_stops_it(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        cancel = CancelToken()
        heard = transcriber.transcribe(speech, cancel=cancel)
        next(heard)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(heard)
        assert list(transcriber.transcribe(speech)), "it can't be used after a cancel"

    def test_it_can_be_left_in_the_middle(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        heard = transcriber.transcribe(speech)
        first = next(heard)
        if hasattr(heard, "close"):
            heard.close()
        assert next(iter(transcriber.transcribe(speech))).text == first.text

    def test_it_says_the_same_again_even_once_closed(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        once = [segment.text for segment in transcriber.transcribe(speech)]
        transcriber.close()
        transcriber.close()
        assert [segment.text for segment in transcriber.transcribe(speech)] == once

    def test_it_takes_every_kind_of_source(self, transcriber: Transcriber[Any], speech: Audio, tmp_path: Path) -> None:
        samples = speech.samples
        file = tmp_path / "speech.wav"
        file.write_bytes(_wav(samples))
        array = Audio.open(samples, sample_rate=SAMPLE_RATE)
        chunks = Audio.open(np.array_split(samples, 7), sample_rate=SAMPLE_RATE)
        texts = {
            transcriber.transcript(source).text
            for source in (file, str(file), file.read_bytes(), io.BytesIO(file.read_bytes()), array, chunks)
        }
        assert len(texts) == 1
        assert texts != {""}

    def test_a_missing_file_is_named(self, transcriber: Transcriber[Any]) -> None:
        with pytest.raises(AudioNotFoundError, match=r"no-such-memo\.wav"):
            transcriber.transcript("no-such-memo.wav")

    def test_a_transcript_knows_its_length_and_language(self, transcriber: Transcriber[Any], speech: Audio) -> None:
        transcript = transcriber.transcript(speech)
        assert transcript.duration_s == pytest.approx(len(speech.samples) / SAMPLE_RATE, abs=ROUNDING_S)
        languages = {segment.language for segment in transcript.segments}
        assert transcript.language in languages

    def test_its_config_survives_json_and_toml(self, transcriber: Transcriber[Any]) -> None:
        config = transcriber.config
        assert type(config).from_json(config.to_json()) == config
        assert type(config).from_toml(config.to_toml()) == config

    def test_equal_configs_have_equal_fingerprints(self, transcriber: Transcriber[Any]) -> None:
        twin = type(transcriber)(transcriber.config.replace())
        assert twin.fingerprint == transcriber.fingerprint

    def test_it_says_what_it_is(self, transcriber: Transcriber[Any]) -> None:
        before = transcriber.describe()
        assert before
        assert "\n" not in before


def _tones(seconds: float) -> Samples:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * 220 * time) * (np.sin(2 * np.pi * 3 * time) > 0)).astype(np.float32)


def _wav(samples: Samples) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())
    return buffer.getvalue()
