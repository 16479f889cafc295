"""AssemblyAI's own SDK, unmodified, against a socket of this machine that speaks the documented protocol."""

import ssl
import time

import pytest

pytest.importorskip("assemblyai.streaming.v3")

from voice2image.audio import Audio
from voice2image.cancel import CancelToken
from voice2image.errors import (
    AuthenticationError,
    Cancelled,
    ConfigError,
    RateLimitError,
    ServiceUnavailableError,
    TranscriptionError,
)
from voice2image.pipeline import Voice2Image
from voice2image.testing import StreamingTranscriberContract
from voice2image.testing.assemblyai_socket import AssemblyAISocketDouble, SocketFault, counting_sound
from voice2image.transcribers import assemblyai_streaming
from voice2image.transcribers.assemblyai_streaming import AssemblyAIStreamingConfig, AssemblyAIStreamingTranscriber
from voice2image.transcript import Segment, Word

pytestmark = pytest.mark.usefixtures("plain_environment")


def spoken(text, start_s, word_s=0.25):
    words = [
        Word(text=word, start_s=start_s + n * word_s, end_s=start_s + (n + 0.9) * word_s)
        for n, word in enumerate(text.split())
    ]
    return Segment(text=text, start_s=words[0].start_s, end_s=words[-1].end_s, words=tuple(words))


SAYS = (spoken("Wide shot, a boat at sea.", 0.2), spoken("No wait, make it a ship.", 2.2))
SOUND = counting_sound(4.2)


@pytest.fixture
def server(authority, ca_file, monkeypatch):
    monkeypatch.setattr(assemblyai_streaming, "PACE", 10.0)  # the double doesn't mind
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with AssemblyAISocketDouble(context, "the-key", SAYS) as double:
        yield double


@pytest.fixture
def make(server):
    def transcriber(**settings):
        known = {"base_url": server.url, "api_key": "the-key", "retry_delay_s": 0.05, "request_timeout_s": 3}
        return AssemblyAIStreamingTranscriber(AssemblyAIStreamingConfig(**{**known, **settings}))

    return transcriber


def chunks(sound=SOUND, size=1600):
    return [sound[start : start + size] for start in range(0, len(sound), size)]


def finals(transcriber, sound=SOUND):
    return [h.segment for h in transcriber.listen(chunks(sound)) if h.final]


class TestContract(StreamingTranscriberContract):
    listens = False

    @pytest.fixture
    def transcriber(self, make):
        return make()

    @pytest.fixture
    def speech(self):
        return Audio.open(SOUND, sample_rate=16_000, name="counting")


def test_turns_become_sentences_with_their_times(make, server):
    heard = finals(make(keyterms=("Mira",), language="en", min_turn_silence_ms=200))
    assert [segment.text for segment in heard] == [segment.text for segment in SAYS]
    for segment, said in zip(heard, SAYS, strict=True):
        assert [word.start_s for word in segment.words] == pytest.approx(
            [word.start_s for word in said.words], abs=0.02
        )
    (asked,) = server.sessions
    assert asked["sample_rate"] == ["16000"]
    assert asked["keyterms_prompt"] == ['["Mira"]']
    assert asked["language_codes"] == ['["en"]']
    assert asked["min_turn_silence"] == ["200"]
    assert all(800 <= size <= 16_000 for size in server.sizes), "50 to 1000 ms"


def test_sound_is_sent_no_faster_than_it_is_spoken(make, monkeypatch):
    monkeypatch.setattr(assemblyai_streaming, "PACE", 1.0)
    began = time.monotonic()
    list(make().listen([SOUND]))
    assert time.monotonic() - began > 4.0


@pytest.mark.parametrize("after_s", [0.1, 0.9, 1.9, 2.9, 4.0])
@pytest.mark.parametrize("kind", ["drop", "close", "error"])
def test_a_broken_line_loses_and_doubles_no_word(make, server, kind, after_s):
    server.faults.append(SocketFault(kind, after_s=after_s))
    heard = finals(make())
    assert len(server.sessions) == 2
    words = " ".join(segment.text for segment in heard).lower().replace(",", "").replace(".", "").split()
    assert words == "wide shot a boat at sea no wait make it a ship".split()
    times = [word.start_s for segment in heard for word in segment.words]
    said = [word.start_s for segment in SAYS for word in segment.words]
    assert times == pytest.approx(said, abs=0.03)


def test_a_line_that_breaks_again_and_again_is_given_up(make, server):
    server.faults += [SocketFault("drop", after_s=0.1)] * 9
    with pytest.raises(ServiceUnavailableError, match="times in a row"):
        finals(make(max_retries=2))


def test_an_expired_session_is_followed_by_another(make, server):
    server.faults.append(SocketFault("error", 1.5, 3008, "Session Expired: Maximum session duration exceeded"))
    assert len(finals(make())) >= 2
    assert len(server.sessions) == 2


@pytest.mark.parametrize(
    ("fault", "error", "says"),
    [
        (SocketFault("refuse", code=401, message="no"), AuthenticationError, "api_key"),
        (SocketFault("error", 0.1, 1008, "Insufficient account balance"), AuthenticationError, "balance"),
        (SocketFault("close", 0.1, 3009), RateLimitError, "no more sessions"),
        (SocketFault("error", 0.1, 3006, "Invalid speech_model"), TranscriptionError, "Invalid speech_model"),
    ],
    ids=["key", "balance", "full", "wish"],
)
def test_what_a_new_line_would_not_mend_is_told(make, server, fault, error, says):
    server.faults.append(fault)
    with pytest.raises(error, match=says):
        finals(make())
    assert len(server.sessions) <= 1


def test_a_wrong_key_and_none(make, monkeypatch):
    with pytest.raises(AuthenticationError, match="ASSEMBLYAI_API_KEY") as caught:
        finals(make(api_key="wrong-key"))
    assert "wrong-key" not in str(caught.value)
    with pytest.raises(AuthenticationError, match="needs a key"):
        make(api_key=None).prepare()
    with pytest.raises(AuthenticationError, match="needs a key"):
        finals(make(api_key=None))


def test_a_temporary_token_takes_the_place_of_the_key(make, server):
    server.key = "a-token"
    assert finals(make(api_key=None, token="a-token"))
    assert "a-token" not in repr(make(token="a-token"))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the SDK's own thread
def test_nonsense_and_silence_of_the_service_break_nothing(make, server):
    server.faults.append(SocketFault("garbage", after_s=0.5))
    assert " ".join(segment.text for segment in finals(make())).count("ship") == 1
    server.faults.append(SocketFault("silent"))
    assert finals(make()) == []


def test_a_server_of_strangers_and_none_at_all(make, server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(ServiceUnavailableError, match="SSL_CERT_FILE"):
        finals(make(max_retries=0))
    with pytest.raises(ServiceUnavailableError, match="can't be reached"):
        finals(make(base_url="https://localhost:9", max_retries=0))


def test_a_cancel_is_noticed_while_it_waits(make):
    cancel = CancelToken()
    heard = make().listen([SOUND], cancel=cancel)
    next(heard)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(heard)


def test_too_many_terms_are_cut_with_a_word_of_it(make, server, caplog):
    finals(make(keyterms=(*(f"name {n}" for n in range(101)), "x" * 51)), SOUND[:1600])
    assert "name 100" in caplog.text
    assert "x" * 51 in caplog.text


def test_wishes_that_the_sdk_does_not_know(make):
    with pytest.raises(ConfigError, match="no-such-model"):
        finals(make(model="no-such-model"))
    with pytest.raises(ConfigError, match="SSL_CERT_FILE"):
        finals(make(ca_file="company.pem"))


def test_a_pipeline_with_assemblyai_listens_with_it_live(tmp_path):
    live = Voice2Image("assemblyai", generator="sketch").live(tmp_path / "board")
    assert live._transcriber.describe() == "assemblyai universal-3-5-pro, live"
