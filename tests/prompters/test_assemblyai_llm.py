"""The real SDK against a server of ours that speaks as AssemblyAI's LLM gateway over TLS."""

from __future__ import annotations

import json
import logging
import re
import ssl
import sys
import threading
import time
from pathlib import Path

import pytest

from voice2image import Voice2Image
from voice2image.cancel import CancelToken
from voice2image.errors import (
    AuthenticationError,
    Cancelled,
    ConfigError,
    MissingExtraError,
    RateLimitError,
    ServiceUnavailableError,
    TranscriptionError,
    TranscriptionTimeoutError,
)
from voice2image.prompters._llm_answer import answer_schema
from voice2image.prompters.assemblyai_llm import AssemblyAIPrompter, AssemblyAIPrompterConfig
from voice2image.prompters.base import Prompter
from voice2image.registry import create
from voice2image.testing import CardGenerator, PrompterContract, ScriptedTranscriber
from voice2image.testing.assemblyai_server import AssemblyAIDouble, Fault, speech
from voice2image.transcript import Segment, Word

pytest.importorskip("assemblyai")

KEY = "sk-7f3a-not-to-be-seen"
SAID = "Wide, a lighthouse at night."


pytestmark = pytest.mark.usefixtures("plain_environment")


@pytest.fixture
def server(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with AssemblyAIDouble(context, key=KEY, hear=lambda sound: speech("", duration_s=1)) as running:
        running.say = a_shot_a_sentence
        yield running


@pytest.fixture
def make(server, ca_file):
    """Makes a prompter that is in a hurry; keywords replace its settings."""

    def make(**settings) -> AssemblyAIPrompter:
        hurry = {"timeout_s": 20, "request_timeout_s": 5, "retry_delay_s": 0.002}
        known = {"api_key": KEY, "base_url": server.url, "ca_file": ca_file, "fallback": "plain", **hurry}
        return AssemblyAIPrompter(AssemblyAIPrompterConfig(**{**known, **settings}))

    return make


def a_shot_a_sentence(body) -> str:
    """What a model that takes every sentence for a shot would say."""
    shots, at = [], 0
    for line in body["messages"][1]["content"].partition("Words:\n")[2].split("\n"):
        words = re.findall(r"(?:^| )\d+:(\S+)", line)
        shots.append({"first_word": at, "last_word": at + len(words) - 1, "picture": " ".join(words)[:80]})
        at += len(words)
    return json.dumps({"shots": shots, "edits": [], "characters": []})


def said(text: str = SAID, **fields) -> list[Segment]:
    words = [Word(text=w, start_s=0.5 * n, end_s=0.5 * n + 0.4) for n, w in enumerate(text.split())]
    return [Segment(text=text, start_s=0, end_s=0.5 * len(words), words=tuple(words), **fields)]


def prompts(prompter: AssemblyAIPrompter, segments=None, **options) -> list:
    return list(prompter.prompts(segments or said(), **options))


class TestContract(PrompterContract):
    @pytest.fixture
    def prompter(self, make):
        return make(window_words=12)


# A request that goes well


def test_the_gateway_is_asked_for_a_shot_list_by_schema(make, server):
    (prompt,) = prompts(make(model="gpt-5", temperature=None, max_tokens=3000))
    assert (prompt.text, prompt.heard, prompt.end_s) == (SAID, SAID, pytest.approx(2.4))
    assert prompt.shot is not None
    assert server.steps() == ["complete"]
    asked = server.requests[0].body
    assert asked.pop("messages")[1]["content"].endswith("0:Wide, 1:a 2:lighthouse 3:at 4:night.")
    assert asked == {
        "model": "gpt-5",
        "stream": False,
        "max_tokens": 3000,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "shot_list", "strict": True, "schema": answer_schema()},
        },
    }
    assert server.requests[0].headers["authorization"] == KEY


def test_it_is_as_repeatable_as_can_be_asked_for(make, server):
    prompts(make())
    assert server.requests[0].body["temperature"] == 0


def test_english_prompts_of_german_speech(make, server):
    shot = {"first_word": 0, "last_word": 4, "picture": "a lighthouse on a cliff"}
    server.say = lambda body: json.dumps({"shots": [shot]})
    german = "Ein Leuchtturm auf einer Klippe."
    (prompt,) = prompts(make(translate=True), said(german, language="de"))
    assert (prompt.text, prompt.heard) == ("a lighthouse on a cliff", german)
    assert "Write in: English" in server.requests[0].body["messages"][1]["content"]


def test_several_threads_share_one(make, server):
    prompter = make()
    results: list[list] = []
    threads = [threading.Thread(target=lambda: results.append(prompts(prompter))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(result) for result in results] == [1, 1, 1, 1]


def test_a_board_on_disk_and_the_log_hold_no_key(make, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    transcriber = ScriptedTranscriber(said("A dog. A cat."))
    samples = tmp_path / "memo.wav"
    samples.write_bytes(_wav())
    with Voice2Image(transcriber=transcriber, prompter=make(), generator=CardGenerator()) as v2i:
        board = v2i.run(samples, tmp_path / "board")
    assert [panel.prompt.text for panel in board] == ["A dog.", "A cat."]
    files = [path for path in (tmp_path / "board").rglob("*") if path.is_file()]
    assert len(files) > len(board)
    assert not any(KEY.encode() in path.read_bytes() for path in files)
    assert KEY not in caplog.text


def _wav() -> bytes:
    import io
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, 16_000, 0, "NONE", ""))
        wav.writeframes(b"\1\0" * 16_000)
    return file.getvalue()


# Answers that can't be used


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("I'd rather not.", "no JSON object"),
        ({"message": {"role": "assistant", "content": None}, "finish_reason": "content_filter"}, "refused"),
        ({"message": {"role": "assistant", "content": None, "refusal": "No."}}, "refused"),
        ({"message": {"role": "assistant", "content": '{"shots": ['}, "finish_reason": "length"}, "cut off"),
        ({"message": {"role": "assistant", "content": None}}, "no JSON object"),
        ({"message": None}, "no answer in the answer"),
        ({"message": {"role": "assistant", "content": [1]}}, "no JSON object"),
    ],
    ids=["prose", "filtered", "refusal", "cut off", "empty", "no message", "no text"],
)
def test_a_bad_answer_is_asked_for_again_and_then_left_to_the_rules(make, server, caplog, answer, fault):
    server.say = lambda body: answer
    (prompt,) = prompts(make())
    assert (prompt.text, prompt.shot) == (SAID[:-1], None)
    assert server.steps() == ["complete", "complete"]
    assert fault in server.requests[1].body["messages"][-1]["content"]
    assert "'plain' takes that part" in caplog.text


def test_a_second_answer_that_is_good_is_taken(make, server):
    left = ["no", None]
    server.say = lambda body: left.pop(0) or a_shot_a_sentence(body)
    (prompt,) = prompts(make())
    assert prompt.shot is not None


# What may go wrong


def test_a_wrong_key_is_refused_at_once(make, server):
    server.key = "another"
    with pytest.raises(AuthenticationError, match=r"ASSEMBLYAI_API_KEY.*HTTP 401"):
        prompts(make())
    assert server.steps() == ["complete"]


def test_without_a_key_it_says_where_to_put_it(make):
    with pytest.raises(AuthenticationError, match=r"set ASSEMBLYAI_API_KEY or AssemblyAIPrompterConfig\.api_key"):
        make(api_key=None).prepare()


@pytest.mark.parametrize(
    "fault", [Fault(status=500), Fault(status=503), Fault(status=429), Fault("drop")], ids=["500", "503", "429", "drop"]
)
def test_passing_trouble_passes(make, server, fault):
    server.fail("complete", fault, fault)
    (prompt,) = prompts(make())
    assert prompt.shot is not None
    assert server.steps() == ["complete"] * 3


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(status=429, error="Too many requests"), RateLimitError),
        (Fault(status=500), ServiceUnavailableError),
        (Fault("drop"), ServiceUnavailableError),
        (Fault("garbage"), TranscriptionError),
    ],
    ids=["429", "500", "drop", "garbage"],
)
def test_lasting_trouble_ends_in_its_own_error(make, server, fault, kind):
    server.fail("complete", *[fault] * 9)
    with pytest.raises(kind):
        prompts(make(max_retries=2))
    assert server.steps() == ["complete"] * (1 if fault.kind == "garbage" else 3)


def test_a_request_that_is_wrong_says_in_which_way(make, server):
    with pytest.raises(TranscriptionError, match=r"turned the request down: Invalid request.*model required.*HTTP 400"):
        prompts(make(model=""))
    assert server.steps() == ["complete"]


def test_a_server_that_says_nothing_runs_out_of_time(make, server):
    server.fail("complete", *[Fault("hang")] * 3)
    before = time.monotonic()
    with pytest.raises(TranscriptionTimeoutError, match="no answer in time"):
        prompts(make(request_timeout_s=0.05, max_retries=1))
    with pytest.raises(TranscriptionTimeoutError, match=r"0\.2 s"):
        prompts(make(timeout_s=0.2))
    assert time.monotonic() - before < 3


def test_a_cancel_does_not_wait_for_the_answer(make, server):
    server.fail("complete", Fault("hang"))
    cancel = CancelToken()
    timer = threading.Timer(0.15, cancel.cancel)
    timer.start()
    before = time.monotonic()
    with pytest.raises(Cancelled):
        prompts(make(request_timeout_s=15), cancel=cancel)
    assert time.monotonic() - before < 2
    timer.join()


def test_a_cancel_before_the_start_asks_nothing(make, server):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        prompts(make(), cancel=cancel)
    assert server.requests == []


def test_nobody_there(make):
    with pytest.raises(ServiceUnavailableError, match="can't be reached"):
        prompts(make(base_url="https://localhost:9", max_retries=1))


def test_a_stranger_s_certificate_is_refused_and_the_way_out_named(make, server):
    with pytest.raises(ServiceUnavailableError, match="ca_file"):
        prompts(make(ca_file=None))
    assert server.requests == []


def test_without_the_package_the_install_line_is_given(make, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "assemblyai"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "assemblyai", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'voice2image\[assemblyai\]'"):
        make().prepare()
    with pytest.raises(MissingExtraError):
        prompts(make())


# The config


def test_a_config_is_the_same_after_json_and_toml_but_for_the_key():
    config = AssemblyAIPrompterConfig(api_key=KEY, region="eu", ca_file=Path("company.pem"), translate=True)
    assert AssemblyAIPrompterConfig.from_json(config.to_json()) == config
    assert AssemblyAIPrompterConfig.from_toml(config.to_toml()) == config
    assert KEY not in repr(config) + config.to_json() + config.to_toml()


def test_the_region_has_an_address_of_its_own():
    assert AssemblyAIPrompterConfig().address == "https://llm-gateway.assemblyai.com"
    assert AssemblyAIPrompterConfig(region="eu").address == "https://llm-gateway.eu.assemblyai.com"
    with pytest.raises(ConfigError, match="base_url"):
        AssemblyAIPrompterConfig(base_url="http://example.com")


def test_only_what_changes_the_shots_changes_the_fingerprint():
    def fingerprint(**settings) -> str:
        return AssemblyAIPrompter(AssemblyAIPrompterConfig(**settings)).fingerprint

    assert fingerprint(timeout_s=5, ca_file=Path("x"), api_key=KEY) == fingerprint()
    assert fingerprint(model="gpt-5") != fingerprint()


def test_the_registry_knows_it_and_its_models():
    made = create("prompters", "assemblyai:gpt-5", Prompter)
    assert made.describe() == "AssemblyAI gpt-5 at llm-gateway.assemblyai.com"
    assert isinstance(create("prompters", AssemblyAIPrompterConfig(), Prompter), AssemblyAIPrompter)
