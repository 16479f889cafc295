"""The real SDK against a server of ours that speaks AssemblyAI's protocol over TLS."""

from __future__ import annotations

import copy
import importlib
import inspect
import io
import json
import logging
import pkgutil
import ssl
import sys
import threading
import time
import traceback
import wave
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path

import assemblyai
import httpx
import numpy as np
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from voice2image import Voice2Image
from voice2image._assemblyai.line import translated
from voice2image._assemblyai.patience import retry_after_s
from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.cancel import CancelToken
from voice2image.errors import (
    AudioNotFoundError,
    AuthenticationError,
    Cancelled,
    ConfigError,
    MissingExtraError,
    RateLimitError,
    ServiceUnavailableError,
    TranscriptionError,
    TranscriptionTimeoutError,
    TruncatedAudioError,
)
from voice2image.registry import create
from voice2image.testing import CardGenerator, TranscriberContract
from voice2image.testing.assemblyai_server import AssemblyAIDouble, Fault, speech
from voice2image.transcribers._assemblyai_answer import segments
from voice2image.transcribers.assemblyai import AssemblyAIConfig, AssemblyAITranscriber
from voice2image.transcribers.base import Transcriber
from voice2image.transcript import Segment

KEY = "sk-7f3a-not-to-be-seen"
SAID = "A lighthouse stands on a cliff. The storm comes in from the sea."
SPEECH = Path(__file__).parents[1] / "speech"
STEPS = ["upload", "submit", "look", "look", "look", "sentences"]
DURATION_S = 2.0


pytestmark = pytest.mark.usefixtures("plain_environment")


@pytest.fixture
def server(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with AssemblyAIDouble(context, key=KEY, hear=hear) as running:
        yield running


@pytest.fixture
def make(server, ca_file):
    """Makes a transcriber that is in a hurry; keywords replace its settings."""

    def make(**settings) -> AssemblyAITranscriber:
        hurry = {"timeout_s": 20, "request_timeout_s": 5, "poll_interval_s": 0.002, "retry_delay_s": 0.002}
        known = {"api_key": KEY, "base_url": server.url, "ca_file": ca_file, **hurry}
        return AssemblyAITranscriber(AssemblyAIConfig(**{**known, **settings}))

    return make


@pytest.fixture
def sound(tmp_path) -> Path:
    path = tmp_path / "memo.wav"
    path.write_bytes(tone())
    return path


def hear(body: bytes) -> dict:
    """What the double makes of an upload: the same words in whatever isn't silence."""
    with wave.open(io.BytesIO(body)) as wav:
        samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2")
        duration_s = len(samples) / wav.getframerate()
    return speech(SAID if np.abs(samples).max() > 100 else "", duration_s=duration_s)


def tone(volume: float = 0.5, duration_s: float = DURATION_S) -> bytes:
    hertz = 440
    wave_form = volume * np.sin(2 * np.pi * hertz * np.arange(int(16_000 * duration_s)) / 16_000)
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, 16_000, 0, "NONE", ""))
        wav.writeframes((wave_form * 32767).astype("<i2").tobytes())
    return file.getvalue()


def heard(transcriber: AssemblyAITranscriber, source, **options) -> list[Segment]:
    return list(transcriber.transcribe(Audio.open(source), **options))


# What a job that goes well looks like


def test_sentences_come_with_words_in_seconds(make, server, sound):
    first, second = heard(make(), sound)
    assert (first.text, second.text) == (
        "A lighthouse stands on a cliff.",
        "The storm comes in from the sea.",
    )
    assert [word.text for word in first.words] == first.text.split()
    assert first.start_s == 0
    assert second.end_s == pytest.approx(DURATION_S, abs=0.1)
    assert first.words[1].start_s == pytest.approx(DURATION_S / 13, abs=0.002)
    assert (first.language, first.confidence, first.words[0].confidence) == ("en", 0.9, 0.9)
    assert server.steps() == STEPS


def test_the_file_is_uploaded_byte_for_byte_and_with_its_length(make, server, sound):
    heard(make(), sound)
    assert server.uploads == [sound.read_bytes()]
    assert server.requests[0].headers["content-length"] == str(sound.stat().st_size)


@pytest.mark.parametrize("source", [tone(), io.BytesIO(tone())], ids=["bytes", "file object"])
def test_sound_without_a_file_goes_as_wav(make, server, source):
    assert len(heard(make(), source)) == 2
    with wave.open(io.BytesIO(server.uploads[0])) as wav:
        assert (wav.getnchannels(), wav.getframerate()) == (1, 16_000)
        assert wav.getnframes() == pytest.approx(16_000 * DURATION_S, abs=2)


def test_an_array_louder_than_full_scale_does_not_wrap_around(make, server):
    heard(make(), Audio.open(np.full(16_000, 1.5, np.float32), sample_rate=16_000))
    with wave.open(io.BytesIO(server.uploads[0])) as wav:
        assert np.frombuffer(wav.readframes(16_000), "<i2").min() > 32_000


def test_the_settings_reach_the_service(make, server, sound):
    config = {"speech_models": ("universal-2",), "keyterms": ("Mirelle", "the Skerry"), "language": "fr"}
    first, _ = heard(make(**config, speaker_labels=True, format_text=False), sound)
    asked = server.requests[1].body
    asked.pop("audio_url")
    assert asked == {
        "speech_models": ["universal-2"],
        "keyterms_prompt": ["Mirelle", "the Skerry"],
        "language_code": "fr",
        "speaker_labels": True,
        "punctuate": True,
        "format_text": False,
    }
    assert first.language == "fr"


def test_without_a_language_the_service_is_asked_to_find_out(make, server, sound):
    heard(make(), sound)
    assert server.requests[1].body["language_detection"] is True
    assert "language_code" not in server.requests[1].body


def test_voices_are_told_apart(make, server, sound):
    two = speech("Who is there?", duration_s=1.0, speaker="A")
    other = speech("Only me.", duration_s=1.0, speaker="B")
    for word in other["words"]:
        word["start"] += 1000
        word["end"] += 1000
    server.hear = lambda body: {
        **two,
        "text": "Who is there? Only me.",
        "words": two["words"] + other["words"],
    }
    assert [(s.speaker, s.words[0].speaker) for s in heard(make(speaker_labels=True), sound)] == [
        ("A", "A"),
        ("B", "B"),
    ]


def test_progress_starts_at_nothing_and_ends_at_the_whole(make, sound):
    told = []
    heard(make(), sound, on_heard=lambda *seconds: told.append(seconds))
    assert told == [(0.0, DURATION_S), (DURATION_S, DURATION_S)]


@pytest.mark.parametrize("language", [None, "en"], ids=["language found out", "language given"])
def test_silence_yields_nothing(make, language):
    assert heard(make(language=language), tone(volume=0)) == []


def test_the_transcript_is_deleted_if_asked_for(make, server, sound):
    assert len(heard(make(delete_afterwards=True), sound)) == 2
    assert server.jobs == {}
    assert server.steps() == [*STEPS, "delete"]


def test_a_transcript_that_cannot_be_deleted_is_named_and_its_words_are_kept(make, server, sound, caplog):
    server.fail("delete", Fault(status=403))
    assert len(heard(make(delete_afterwards=True), sound)) == 2
    assert "job-0" in caplog.text


def test_one_transcriber_serves_several_threads(make, server):
    transcriber = make()
    results: list[list[Segment]] = []
    threads = [
        threading.Thread(target=lambda: results.append(heard(transcriber, tone(duration_s=1.0)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(result) for result in results] == [2, 2, 2, 2]
    assert len(server.jobs) == 4


# What every transcriber owes its users, with clips of people reading


@cache
def clips() -> dict[str, str]:
    """What is said in each clip, by its name."""
    return {clip["file"]: clip["text"] for clip in json.loads((SPEECH / "transcripts.json").read_text())}


@cache
def lengths() -> dict[str, float]:
    """The seconds that each clip lasts."""
    return {name: Audio.open(SPEECH / name).duration_s for name in clips()}


def hear_clip(body: bytes) -> dict:
    """The words of the clip that is as long as the upload, spread evenly over it; none for silence."""
    samples = Audio.open(body).samples
    duration_s = len(samples) / SAMPLE_RATE
    if np.abs(samples).max() < 0.01:
        return speech("", duration_s=duration_s)
    nearest = min(lengths(), key=lambda name: abs(lengths()[name] - duration_s))
    return speech(clips()[nearest], duration_s=duration_s)


class TestContract(TranscriberContract):
    @pytest.fixture
    def transcriber(self, make, server):
        server.hear = hear_clip
        return make()

    @pytest.fixture
    def speech(self):
        return Audio.open(SPEECH / "read_jfk.wav")


@pytest.mark.parametrize("name", clips())
def test_every_word_of_a_clip_has_its_time(make, server, name):
    server.hear = hear_clip
    transcript = make().transcript(SPEECH / name)
    assert transcript.text == clips()[name]
    assert [word.text for word in transcript.words] == clips()[name].split()
    assert transcript.words[-1].end_s == pytest.approx(transcript.duration_s, rel=0.1)


def test_a_board_on_disk_holds_no_key(make, server, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    server.hear = hear_clip
    with Voice2Image(transcriber=make(), generator=CardGenerator()) as v2i:
        board = v2i.run(SPEECH / "read_jfk.wav", tmp_path)
    assert all(panel.image is not None for panel in board)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > len(board)
    assert not any(KEY.encode() in path.read_bytes() for path in files)
    assert KEY not in caplog.text


# What may go wrong


def test_a_failed_job_says_why_and_of_which_recording(make, server, sound):
    server.job_error = "Transcoding failed. File does not appear to contain audio."
    with pytest.raises(TranscriptionError, match=r"memo\.wav: .*does not appear to contain audio.*job-0"):
        heard(make(), sound)


def test_a_wrong_key_is_refused_at_once(make, server, sound):
    server.key = "another"
    with pytest.raises(AuthenticationError, match=r"ASSEMBLYAI_API_KEY.*HTTP 401"):
        heard(make(), sound)
    assert server.steps() == ["upload"]


@pytest.mark.parametrize("step", ["upload", "submit", "look", "sentences"])
@pytest.mark.parametrize(
    "fault",
    [Fault(status=500), Fault(status=503), Fault(status=429), Fault("drop")],
    ids=["500", "503", "429", "drop"],
)
def test_passing_trouble_passes(make, server, sound, step, fault):
    server.fail(step, fault, fault)
    assert len(heard(make(), sound)) == 2
    assert server.steps().count(step) == STEPS.count(step) + 2


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=429, error="Too many requests"), RateLimitError),
        (Fault(status=502), ServiceUnavailableError),
        (Fault("drop"), ServiceUnavailableError),
    ],
    ids=["429", "502", "drop"],
)
def test_lasting_trouble_ends_in_its_own_error(make, server, sound, fault, kind):
    server.fail("submit", *[fault] * 9)
    with pytest.raises(kind) as caught:
        heard(make(max_retries=2), sound)
    assert server.steps() == ["upload", "submit", "submit", "submit"]
    assert isinstance(caught.value.__cause__, assemblyai.AssemblyAIError | httpx.HTTPError)


def test_a_request_that_is_wrong_is_not_repeated(make, server, sound):
    server.fail("submit", Fault(status=400, error="Your current account balance is negative"))
    with pytest.raises(TranscriptionError, match=r"balance is negative \(HTTP 400\)"):
        heard(make(), sound)
    assert server.steps() == ["upload", "submit"]


def test_retry_after_has_the_last_word(make, server, sound):
    server.fail("submit", Fault(status=429, headers={"retry-after": "1"}))
    before = time.monotonic()
    heard(make(), sound)
    assert time.monotonic() - before >= 1.0


def test_a_wait_that_is_longer_than_the_patience_is_not_begun(make, server, sound):
    server.fail("submit", Fault(status=429, headers={"retry-after": "3600"}))
    before = time.monotonic()
    with pytest.raises(RateLimitError):
        heard(make(), sound)
    assert time.monotonic() - before < 5


def test_retry_after_is_a_number_or_a_date():
    assert retry_after_s(" 12 ") == 12
    assert retry_after_s(format_datetime(datetime.now(UTC) + timedelta(seconds=60))) == pytest.approx(60, abs=2)
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after_s("soon") is retry_after_s("") is retry_after_s("-3") is None


def test_a_job_that_never_ends_runs_out_of_time(make, server, sound):
    server.statuses = ("queued", "forever")
    with pytest.raises(TranscriptionTimeoutError, match=r"0\.3 s.*job-0"):
        heard(make(timeout_s=0.3), sound)


def test_a_server_that_says_nothing_runs_out_of_time(make, server, sound):
    server.fail("look", *[Fault("hang")] * 3)
    before = time.monotonic()
    with pytest.raises(TranscriptionTimeoutError):
        heard(make(request_timeout_s=0.05, max_retries=1), sound)
    with pytest.raises(TranscriptionTimeoutError, match=r"0\.2 s"):
        heard(make(timeout_s=0.2), sound)
    assert time.monotonic() - before < 3


def test_nobody_there(make, sound):
    with pytest.raises(ServiceUnavailableError, match="can't be reached"):
        heard(make(base_url="https://localhost:9", max_retries=1), sound)


@pytest.mark.parametrize("step", ["upload", "submit", "look", "sentences"])
def test_an_answer_that_is_no_json(make, server, sound, step):
    server.fail(step, Fault("garbage"))
    with pytest.raises(TranscriptionError, match="makes no sense"):
        heard(make(), sound)


def test_a_recording_that_has_gone_meanwhile(make, sound):
    audio = Audio.open(sound)
    sound.unlink()
    with pytest.raises(AudioNotFoundError, match=r"memo\.wav"):
        list(make().transcribe(audio))


def test_a_recording_that_breaks_off_is_not_paid_for(make, server, tmp_path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(tone()[:40_000])
    with pytest.raises(TruncatedAudioError, match=r"broken\.wav"):
        heard(make(), broken)
    assert server.requests == []
    assert len(heard(make(), Audio.open(broken, allow_truncated=True))) == 2


def test_cancel_before_the_start_asks_nothing(make, server, sound):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        heard(make(), sound, cancel=cancel)
    assert server.requests == []


def test_cancel_while_the_job_runs(make, server, sound):
    server.statuses = ("forever",)
    cancel = CancelToken()
    timer = threading.Timer(0.15, cancel.cancel)
    timer.start()
    before = time.monotonic()
    with pytest.raises(Cancelled):
        heard(make(poll_interval_s=60), sound, cancel=cancel)
    assert time.monotonic() - before < 5
    timer.join()


def test_cancel_in_the_middle_of_an_upload(make, server, tmp_path):
    long = tmp_path / "long.wav"
    long.write_bytes(tone(duration_s=60))

    class AfterFive(CancelToken):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 5:
                self.cancel()
            super().check()

    with pytest.raises(Cancelled):
        heard(make(), long, cancel=AfterFive())
    assert server.uploads == []


# Certificates


def test_a_stranger_s_certificate_is_refused_and_the_way_out_named(make, server, sound):
    before = time.monotonic()
    with pytest.raises(ServiceUnavailableError, match="ca_file"):
        heard(make(ca_file=None, retry_delay_s=3), sound)
    assert server.requests == []
    assert time.monotonic() - before < 3


def test_the_usual_variable_for_certificates_works_too(make, sound, ca_file, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    assert len(heard(make(ca_file=None), sound)) == 2


def test_a_ca_file_that_is_none(make, sound, tmp_path):
    with pytest.raises(ConfigError, match="ca_file"):
        heard(make(ca_file=tmp_path / "missing.pem"), sound)
    with pytest.raises(ConfigError, match="ca_file"):
        heard(make(ca_file=sound), sound)


# Answers that are wrong


def test_a_null_confidence_does_not_cost_the_transcript(make, server, sound):
    words = speech(SAID, duration_s=DURATION_S)["words"]
    words[0]["confidence"] = None
    server.transcript = {"words": words}
    server.sentences = [{"text": SAID, "start": 0, "end": 2000, "confidence": None, "words": words}]
    (segment,) = heard(make(), sound)
    assert segment.confidence is segment.words[0].confidence is None
    assert segment.words[1].confidence == 0.9


def test_words_out_of_order_are_put_in_order():
    words = [
        {"text": "third", "start": 500, "end": 900, "confidence": 1},
        {"text": "first", "start": 0, "end": 400, "confidence": 2},
        {"text": "second", "start": None, "end": -5},
        {"text": "", "start": 1, "end": 2},
        "no word",
    ]
    late = {"text": "late", "start": 5000, "end": 4000, "words": None}
    early = {"text": "third first second", "start": 77, "end": 3, "words": words}
    first, second = segments([late, early, 3], {}, 10.0)
    assert [word.text for word in first.words] == ["first", "second", "third"]
    assert [word.confidence for word in first.words] == [None, None, 1]
    assert (first.start_s, first.end_s) == (0, 0.9)
    assert (second.text, second.start_s, second.end_s, second.words) == ("late", 5, 5, ())


def test_half_a_character_does_not_cost_the_sentence():
    (segment,) = segments([{"text": json.loads('"caf\\ud83d"'), "start": 0, "end": 1}], {}, 1.0)
    assert segment.text == "caf?"


@pytest.mark.parametrize(
    ("words", "said"),
    [("夜 の 灯台。", "夜の灯台。"), ("悬崖 上 的 灯塔", "悬崖上的灯塔"), ("절벽 위의 등대", "절벽 위의 등대")],
)
def test_a_sentence_without_text_is_its_words_in_their_own_script(words, said):
    timed = [{"text": word, "start": 1000 * at, "end": 1000 * at + 900} for at, word in enumerate(words.split())]
    (segment,) = segments([{"words": timed}], {}, 10.0)
    assert segment.text == said


def test_without_sentences_the_transcript_is_one_segment():
    words = speech(SAID, duration_s=2.0)["words"]
    (segment,) = segments([], {"text": SAID, "words": words, "language_code": "en_us"}, 2.0)
    assert (segment.text, len(segment.words), segment.language) == (SAID, 13, "en")
    (segment,) = segments(None, {"text": SAID, "words": None}, 2.0)
    assert (segment.start_s, segment.end_s) == (0, 2)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "start", "end", "confidence", "words", "speaker", "language_code"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(junk, st.dictionaries(st.sampled_from(["text", "words", "language_code"]), junk))
def test_no_answer_gets_past_the_reader_but_as_a_transcript_in_order(sentences, transcript):
    for segment in segments(sentences, transcript, 2.5):
        assert segment.text
        assert 0 <= segment.start_s <= segment.end_s <= 2.5
        times = [time for word in segment.words for time in (word.start_s, word.end_s)]
        assert times == sorted(times)
        segment.model_dump_json()


@pytest.mark.parametrize("transcript_id", [None, 7, "", "../../v2/account", "a b"])
def test_an_id_that_is_none_ends_the_job(make, server, sound, transcript_id, monkeypatch):
    monkeypatch.setattr(server, "_submit", lambda asked: (200, {**asked, "id": transcript_id, "status": "queued"}))
    with pytest.raises(TranscriptionError, match="no id"):
        heard(make(), sound)


def test_a_status_nobody_knows_ends_the_job(make, server, sound):
    server.statuses = ("pondering",)
    with pytest.raises(TranscriptionError):
        heard(make(), sound)


# The key


def test_the_key_comes_from_the_environment_at_use(make, sound, monkeypatch):
    transcriber = make(api_key=None)
    with pytest.raises(AuthenticationError, match="ASSEMBLYAI_API_KEY"):
        heard(transcriber, sound)
    with pytest.raises(AuthenticationError, match="ASSEMBLYAI_API_KEY"):
        transcriber.prepare()
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", f" {KEY}\n")
    transcriber.prepare()
    assert len(heard(transcriber, sound)) == 2


@pytest.mark.parametrize("key", ["sk-1\r\nx-injected: yes", "sk 1", "clé"])
def test_a_key_that_fits_in_no_header_is_not_quoted(make, sound, key):
    with pytest.raises(AuthenticationError) as caught:
        heard(make(api_key=key), sound)
    assert key not in str(caught.value)


def test_the_key_is_in_nothing_that_is_written():
    config = AssemblyAIConfig(api_key=KEY)
    transcriber = AssemblyAITranscriber(config)
    written = [
        repr(config),
        str(config),
        f"{config.model_dump()}",
        config.to_json(),
        config.to_toml(),
        transcriber.describe(),
        repr(transcriber),
        json.dumps(config.model_json_schema()),
    ]
    assert not any(KEY in text for text in written)


def test_two_configs_that_differ_in_the_key_alone_are_equal():
    config = AssemblyAIConfig(api_key=KEY)
    transcriber = AssemblyAITranscriber(config)
    other = AssemblyAIConfig(api_key="another")
    assert (config, hash(config), transcriber.fingerprint) == (
        other,
        hash(other),
        AssemblyAITranscriber(other).fingerprint,
    )
    assert config.replace(language="en").api_key.get_secret_value() == KEY
    assert copy.deepcopy(config).api_key.get_secret_value() == KEY


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: AssemblyAIConfig(api_key=KEY, timeout_s=-1),
        lambda: AssemblyAIConfig(apikey=KEY),
        lambda: AssemblyAIConfig(api_key=KEY, base_url="http://example.com"),
        lambda: AssemblyAIConfig.from_json(json.dumps({"api_key": KEY, "timeout_s": -1})),
        lambda: AssemblyAIConfig.from_json(json.dumps({"apikey": KEY})),
        lambda: AssemblyAIConfig.from_json(json.dumps([KEY])),
        lambda: AssemblyAIConfig.from_json('{"api_key": "' + KEY),
        lambda: AssemblyAIConfig.from_toml(f'api_key = "{KEY}"\ntimeout_s = -1'),
        lambda: AssemblyAIConfig.from_toml(f'api_key = "{KEY}'),
        lambda: AssemblyAIConfig(api_key=[KEY], timeout_s=-1),
    ],
)
def test_a_mistake_beside_the_key_does_not_show_it(wrong):
    with pytest.raises(ConfigError) as caught:
        wrong()
    assert KEY not in told(caught.value)


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_a_service_that_quotes_the_key_is_censored(make, server, sound, status, caplog):
    caplog.set_level(logging.DEBUG)
    server.fail("submit", *[Fault(status=status, error=f"what is {KEY}?")] * 3)
    with pytest.raises(TranscriptionError, match=r"what is \*\*\*\?") as caught:
        heard(make(max_retries=1), sound)
    assert KEY not in told(caught.value)
    assert KEY not in kept(caught.value)
    assert KEY not in caplog.text


def test_a_job_that_goes_well_logs_no_key(make, sound, caplog):
    caplog.set_level(logging.DEBUG)
    heard(make(), sound)
    assert "localhost" in caplog.text
    assert KEY not in caplog.text


def test_a_failed_job_that_quotes_the_key_is_censored(make, server, sound, caplog):
    caplog.set_level(logging.DEBUG)
    server.job_error = f"{KEY} has no access"
    with pytest.raises(TranscriptionError) as caught:
        heard(make(), sound)
    assert KEY not in told(caught.value)
    assert KEY not in caplog.text


def chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def told(error: BaseException) -> str:
    """All that a traceback and a look at the causes show."""
    return "\n".join(f"{link} {link!r} {link.args}" for link in chain(error))


def kept(error: BaseException) -> str:
    """The local variables that an error reporter would add, but for those of this file."""
    frames = [frame for link in chain(error) for frame, _ in traceback.walk_tb(link.__traceback__)]
    return "\n".join(repr(f.f_locals) for f in frames if f.f_code.co_filename != __file__)


# The vendor stays behind its fence


def vendor_errors() -> list[type[Exception]]:
    """Every exception class of the SDK's recorded-sound side and of the HTTP client under it."""
    modules = [assemblyai.types, assemblyai.api, assemblyai.client, httpx]
    package = importlib.import_module("assemblyai.prerecorded")
    modules += [
        importlib.import_module(found.name) for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    found = {
        thing
        for module in modules
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if issubclass(thing, Exception) and thing.__module__.partition(".")[0] in ("assemblyai", "httpx")
    }
    return sorted(found, key=lambda kind: kind.__qualname__)


def test_the_walk_finds_the_classes():
    assert {assemblyai.TranscriptError, assemblyai.AssemblyAIError, httpx.ConnectError} <= set(vendor_errors())


@pytest.mark.parametrize("kind", vendor_errors(), ids=lambda kind: kind.__name__)
def test_every_vendor_error_becomes_ours(kind):
    request = httpx.Request("GET", "https://example.com")
    known = {"message": f"with {KEY}", "request": request, "response": httpx.Response(500, request=request)}
    wanted = inspect.signature(kind).parameters
    error = kind(**{name: value for name, value in known.items() if name in wanted})
    with pytest.raises(TranscriptionError) as caught, translated(SecretStr(KEY)):
        raise error
    assert caught.value.__cause__ is error
    assert KEY not in told(caught.value)


@pytest.mark.parametrize(
    "error", [json.JSONDecodeError("no", "", 0), KeyError("upload_url"), ssl.SSLError("bad"), OSError("disk")]
)
def test_what_the_sdk_lets_through_becomes_ours(error):
    with pytest.raises(TranscriptionError), translated(SecretStr(KEY)):
        raise error


def test_a_refused_answer_of_the_sdk_becomes_ours():
    with pytest.raises(TranscriptionError), translated(SecretStr(KEY)):
        assemblyai.types.TranscriptResponse.parse_obj({"status": "?"})
    with pytest.raises(TranscriptionError), translated(SecretStr(KEY)):
        pydantic.TypeAdapter(int).validate_python("x")


def test_the_sdk_s_settings_are_neither_read_nor_changed(make, sound, monkeypatch):
    monkeypatch.setattr(assemblyai.settings, "api_key", "global")
    monkeypatch.setattr(assemblyai.settings, "base_url", "https://global.invalid")
    before = assemblyai.settings.copy()
    assert len(heard(make(), sound)) == 2
    assert assemblyai.settings == before
    assert assemblyai.Client._default is None


def test_without_the_package_the_install_line_is_given(make, sound, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "assemblyai"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "assemblyai", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'voice2image\[assemblyai\]'"):
        make().prepare()
    with pytest.raises(MissingExtraError):
        heard(make(), sound)


# The config


def test_a_config_is_the_same_after_json_and_toml():
    config = AssemblyAIConfig(
        api_key=KEY, language="de", keyterms=("Mirelle",), region="eu", ca_file=Path("company.pem")
    )
    assert AssemblyAIConfig.from_json(config.to_json()) == config
    assert AssemblyAIConfig.from_toml(config.to_toml()) == config
    assert AssemblyAIConfig.from_json(json.dumps({"api_key": KEY})).api_key.get_secret_value() == KEY
    assert config != AssemblyAIConfig(api_key=KEY)


def test_the_region_has_an_address_of_its_own():
    assert AssemblyAIConfig().address == "https://api.assemblyai.com"
    assert AssemblyAIConfig(region="eu").address == "https://api.eu.assemblyai.com"
    assert AssemblyAIConfig(region="eu", base_url="https://gate.example/aai/").address == "https://gate.example/aai"


@pytest.mark.parametrize("url", ["http://example.com", "ftp://x", "example.com", "https://me:pw@x.com", "", "http://"])
def test_an_address_that_would_show_the_key_is_refused(url):
    with pytest.raises(ConfigError, match="base_url"):
        AssemblyAIConfig(base_url=url)


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.1:1", "http://[::1]:1"])
def test_this_machine_may_be_spoken_to_in_the_clear(url):
    assert AssemblyAIConfig(base_url=url).address == url


def test_only_what_changes_the_words_changes_the_fingerprint():
    def fingerprint(**settings) -> str:
        return AssemblyAITranscriber(AssemblyAIConfig(**settings)).fingerprint

    assert fingerprint(timeout_s=5, ca_file=Path("x")) == fingerprint()
    assert fingerprint(keyterms=("Mirelle",)) != fingerprint()


def test_the_registry_knows_it_and_its_models():
    made = create("transcribers", "assemblyai:universal-2", Transcriber)
    assert made.config.speech_models == ("universal-2",)
    assert made.describe() == "AssemblyAI universal-2 at api.assemblyai.com"
    assert isinstance(create("transcribers", AssemblyAIConfig(), Transcriber), AssemblyAITranscriber)
