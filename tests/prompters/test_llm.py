"""What prompters with a language model have in common, with a model that says what a test wants it to."""

from __future__ import annotations

import json
import logging
import re
import string
import threading
from collections.abc import Callable
from itertools import pairwise
from typing import ClassVar, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image import Audio, Notice, Voice2Image
from voice2image import shot as shots
from voice2image.cancel import CancelToken
from voice2image.edit import Insert, Move, Remove, Revise, settle
from voice2image.errors import Cancelled, ConfigError, UnknownBackendError
from voice2image.prompters._llm import LLMConfig, LLMPrompter, Reply
from voice2image.prompters._llm_answer import BadAnswer, answer_schema, read_answer
from voice2image.prompters._llm_request import instructions
from voice2image.prompters._sentences import tokens
from voice2image.testing import CardGenerator, PrompterContract, ScriptedTranscriber
from voice2image.transcript import Segment, Word

Model = Callable[[list[dict[str, str]]], Reply | str]


class ToyConfig(LLMConfig):
    backend: ClassVar[str] = "toy"


class Toy(LLMPrompter[ToyConfig]):
    """Asks a function."""

    name = "toy"
    config_class = ToyConfig

    def __init__(self, config: ToyConfig | None = None, model: Model | None = None) -> None:
        super().__init__(config or ToyConfig(fallback="plain"))
        self.model = model or a_shot_a_sentence
        self.asked: list[list[dict[str, str]]] = []

    def _get_ready(self, notify) -> None:
        notify("ready")

    def _ask(self, messages, cancel) -> Reply:
        self.asked.append(messages)
        said = self.model(messages)
        return said if isinstance(said, Reply) else Reply(said)


def words_of(messages) -> list[list[str]]:
    """The words of the first request, a list a line."""
    text = messages[1]["content"].partition("Words:\n")[2]
    return [re.findall(r"(?:^| )\d+:(\S+)", line) for line in text.split("\n")]


def told(first: int, last: int, picture: str, **fields) -> dict:
    return {"first_word": first, "last_word": last, "picture": picture, **fields}


def a_shot_a_sentence(messages) -> str:
    found, at = [], 0
    for line in words_of(messages):
        found.append(told(at, at + len(line) - 1, " ".join(line).strip(" .,")[:80] or "x"))
        at += len(line)
    return json.dumps({"shots": found, "edits": [], "characters": []})


def answers(*said: str | dict | Reply) -> Model:
    """Says one thing after the other."""
    left = list(said)

    def model(messages):
        each = left.pop(0)
        return json.dumps(each) if isinstance(each, dict) else each

    return model


def spoken(text: str, start_s: float = 0.0, **fields) -> Segment:
    words = [
        Word(text=part, start_s=start_s + 0.5 * place, end_s=start_s + 0.5 * place + 0.4)
        for place, part in enumerate(text.split())
    ]
    return Segment(text=text, start_s=start_s, end_s=start_s + 0.5 * len(words), words=tuple(words), **fields)


def toy(model: Model, **settings) -> Toy:
    return Toy(ToyConfig(**{"fallback": "plain", **settings}), model)


class TestContract(PrompterContract):
    @pytest.fixture
    def prompter(self):
        return Toy(ToyConfig(fallback="plain", window_words=12))


class TestContractOfTheFallback(PrompterContract):
    @pytest.fixture
    def prompter(self):
        return Toy(ToyConfig(fallback="plain", window_words=12), lambda messages: "I'd rather not.")


# From answers to prompts


def test_a_shot_becomes_a_prompt_with_its_words_and_times():
    answer = {
        "shots": [
            told(0, 4, "a lighthouse at night", size="WS", place="", time_of_day="night", angle=None, framing=None),
            told(5, 14, "an old sailor in the rain", size="CU", transition="cut", duration_s=3),
        ]
    }
    prompter = toy(answers(answer), style="ink", negative_text="text")
    first, second = prompter.prompts(
        [spoken("Wide, a lighthouse at night."), spoken("Cut close on an old sailor. Hold three seconds, rain.", 10.0)]
    )
    assert (first.text, first.heard, first.style, first.negative_text) == (
        "a lighthouse at night",
        "Wide, a lighthouse at night.",
        "ink",
        "text",
    )
    assert (first.start_s, first.end_s, first.duration_s) == (0.0, pytest.approx(2.4), None)
    assert (first.shot.size, first.shot.place, first.shot.time_of_day) == ("WS", None, "night")
    assert type(first.shot) is shots.Shot
    assert (second.start_s, second.duration_s, second.shot.duration_s) == (10.0, 3, 3)
    assert [(word.text, word.start_s) for word in second.words] == [
        ("an", 11.5),
        ("old", 12.0),
        ("sailor", 12.5),
        ("rain", 14.5),
    ]


def test_what_a_board_holds_already_can_be_changed():
    first = {"shots": [told(0, 3, "a dog"), told(4, 6, "a cat"), told(7, 10, "a cow"), told(11, 13, "a pig")]}
    # The window's last shot, a pig, is asked for again with what follows; here it is dropped by the answer.
    edits = [
        {"first_word": 0, "last_word": 3, "action": "revise", "number": 1, "shot": {"picture": "a dog at night"}},
        {"first_word": 4, "last_word": 5, "action": "move", "number": 2, "to": 9},
        {"first_word": 6, "last_word": 7, "action": "remove", "number": 1},
        {"first_word": 8, "last_word": 9, "action": "insert", "number": 2, "shot": {"picture": "a hen"}},
        {"first_word": 10, "last_word": 10, "action": "remove", "number": 77},
        {"first_word": 11, "last_word": 11, "action": "revise", "number": 77, "shot": {"picture": "a fox"}},
    ]
    prompter = toy(answers(first, {"shots": [], "edits": edits}), window_words=14)
    said = [spoken("w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 end."), spoken("v0 v1 v2 v3 v4 v5 v6 v7 v8", 20)]
    changes = list(prompter.prompts(said))
    kinds = [type(change) for change in changes[3:]]
    assert kinds == [Revise, Move, Remove, Insert]
    assert changes[3].prompt.heard == "w0 w1 w2 w3"
    assert changes[3].heard == "w11 w12 end. v0"
    assert changes[4].to == 3
    assert [prompt.text for prompt in settle(changes)] == ["a cow", "a hen", "a cat"]


# Windows


def long_dictation(count: int) -> list[Segment]:
    return [spoken(f"Shot {number} shows a tree and a bird.", 10.0 * number) for number in range(count)]


def test_a_long_dictation_goes_in_windows_and_loses_no_word():
    prompter = toy(a_shot_a_sentence, window_words=40)
    prompts = list(prompter.prompts(long_dictation(500)))
    assert len(prompts) == 500
    assert " ".join(prompt.heard for prompt in prompts) == " ".join(s.text for s in long_dictation(500))
    assert all(before.end_s <= after.start_s for before, after in pairwise(prompts))
    assert len(prompter.asked) == 100
    sizes = [sum(map(len, words_of(messages))) for messages in prompter.asked]
    assert max(sizes) <= 48
    assert max(len(messages[1]["content"]) for messages in prompter.asked) < 3000


def test_the_last_shot_of_a_window_is_asked_for_again_with_what_follows():
    prompter = toy(a_shot_a_sentence, window_words=16)
    assert len(list(prompter.prompts(long_dictation(4)))) == 4
    first, second = (words_of(messages) for messages in prompter.asked)
    assert [line[1] for line in first] == ["0", "1"]
    assert [line[1] for line in second] == ["1", "2", "3"]
    assert "Shots on the board: 1\n1: " in prompter.asked[1][1]["content"]


def test_a_shot_that_fills_its_window_is_not_asked_for_again_and_again():
    def one_shot(messages):
        return json.dumps({"shots": [told(0, sum(map(len, words_of(messages))) - 1, "a tree")]})

    prompter = toy(one_shot, window_words=16)
    assert len(list(prompter.prompts(long_dictation(20)))) == 10
    assert len(prompter.asked) == 10


def test_what_a_character_looks_like_is_told_to_later_windows():
    first = {"shots": [told(0, 15, "Mira")], "characters": [{"name": "Mira", "looks": "tall, red hair"}]}
    prompter = toy(answers(first, {"shots": [told(0, 7, "Mira, tall, red hair")]}), window_words=16)
    list(prompter.prompts(long_dictation(3)))
    assert "Characters:\nMira: tall, red hair\n" in prompter.asked[1][1]["content"]


def test_nothing_said_asks_nothing():
    prompter = toy(answers())
    assert list(prompter.prompts([spoken("…"), spoken("- ?")])) == []
    assert prompter.asked == []


# Bad answers

GOOD = {"shots": [told(0, 4, "a lighthouse at night")]}
SAID = "Wide, a lighthouse at night."

BAD = {
    "no JSON": ("Here you are!", "no JSON object"),
    "damaged": ('{"shots": [', "the JSON is damaged at character 11"),
    "another value": ({"shots": [told(0, 4, "x", size="huge")]}, "shots.0.size: Input should be 'ECU'"),
    "another field": ({"shots": [told(0, 4, "x", colour="red")]}, "shots.0.colour: Extra inputs"),
    "no picture": ({"shots": [told(0, 4, "")]}, "shots.0.picture: Field required"),
    "beyond the end": ({"shots": [told(0, 5, "x")]}, "there is no word 5: the words are 0 to 4"),
    "before the start": ({"shots": [told(-1, 4, "x")]}, "shots.0.first_word"),
    "backwards": ({"shots": [told(4, 0, "x")]}, "last_word comes before first_word"),
    "lost at the start": ({"shots": [told(1, 4, "x")]}, "the words 0 to 0 belong to no shot: 'Wide,'"),
    "lost in between": ({"shots": [told(0, 1, "x"), told(4, 4, "x")]}, "'lighthouse at'"),
    "lost at the end": ({"shots": [told(0, 3, "x")]}, "the words 4 to 4 belong to no shot"),
    "all lost": ({"shots": []}, "the words 0 to 4 belong to no shot"),
    "twice": ({"shots": [told(0, 3, "x"), told(3, 4, "x")]}, "word 3 is given twice"),
    "no number": ('{"shots": [{"first_word": NaN}]}', "shots.0.first_word"),
    "half an edit": ({"edits": [{"first_word": 0, "last_word": 4, "action": "move", "number": 1}]}, "move needs to"),
    "too deep": ('{"a":' * 100_000, "the JSON can't be read"),
    "half a letter": ('{"shots": [{"first_word": 0, "last_word": 4, "picture": "\\ud83d"}]}', "shots.0.picture"),
    "refused": (Reply(json.dumps(GOOD), fault="it was refused"), "it was refused"),
    "cut off": (Reply('{"sho', fault="it was cut off"), "it was cut off"),
}


@pytest.mark.parametrize(("bad", "fault"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_asked_for_again_with_its_fault_named(bad, fault, caplog):
    prompter = toy(answers(bad, GOOD))
    (prompt,) = prompter.prompts([spoken(SAID)])
    assert prompt.shot is not None
    _, again = prompter.asked
    assert [message["role"] for message in again] == ["system", "user", "assistant", "user"]
    assert fault in again[3]["content"]
    assert "$" not in again[3]["content"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(("bad", "fault"), BAD.values(), ids=BAD)
def test_a_second_bad_answer_leaves_that_part_to_the_rules(bad, fault, caplog):
    notices: list[str] = []
    prompter = toy(answers(bad, bad), style="ink", negative_text="text")
    prompter.prepare(notify=notices.append)
    (prompt,) = prompter.prompts([spoken(SAID)])
    assert (prompt.text, prompt.heard, prompt.style, prompt.negative_text) == (SAID[:-1], SAID, "ink", "text")
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert notices == ["ready", *warnings]
    assert len(warnings) == 1
    assert "0.0 s to 2.4 s" in warnings[0]
    assert "'plain' takes that part" in warnings[0]


def test_only_the_window_with_the_bad_answers_is_left_to_the_rules():
    def moody(messages):
        return "no" if "2" in {line[1] for line in words_of(messages)} else a_shot_a_sentence(messages)

    prompter = toy(moody, window_words=16)
    prompts = list(prompter.prompts(long_dictation(6)))
    assert " ".join(prompt.heard for prompt in prompts) == " ".join(s.text for s in long_dictation(6))
    assert [prompt.shot is None for prompt in prompts] == [False, False, True, True, False, False]


EDITS = {
    "of a shot by its number": ("Go back to shot one and make it dawn.", ["A lighthouse at dawn", "a ship at night"]),
    "of the last shot": ("Scratch that.", ["a lighthouse at night"]),
    "of the order": ("Swap shot one and shot two.", ["a ship at night", "a lighthouse at night"]),
    "behind a new shot": ("Next, a gull. Delete shot one.", ["a ship at night", "A gull"]),
}


@pytest.mark.parametrize(("said", "board"), EDITS.values(), ids=EDITS)
def test_where_the_rules_step_in_they_edit_what_is_on_the_board(said, board):
    """The first window is answered, the second isn't."""
    first = {"shots": [told(0, 3, "a lighthouse at night"), told(4, 7, "a ship at night")]}
    prompter = toy(answers(first, "no", "no"), fallback="shots", window_words=8, style="ink", negative_text="text")
    changes = list(prompter.prompts([spoken("A lighthouse at night. A ship at night."), spoken(said, 10.0)]))
    settled = settle(changes)
    assert [prompt.text for prompt in settled] == board
    assert {(prompt.style, prompt.negative_text) for prompt in settled} == {("ink", "text")}
    assert [change.heard for change in changes][:2] == ["A lighthouse at night.", "A ship at night."]


def test_json_between_other_words_is_found():
    for text in (f"```json\n{json.dumps(GOOD)}\n```", f"Sure! {json.dumps(GOOD)} Anything else?"):
        (prompt,) = toy(answers(text)).prompts([spoken(SAID)])
        assert prompt.text == "a lighthouse at night"


JSON = st.recursive(
    st.none() | st.integers() | st.text(), lambda json: st.lists(json) | st.dictionaries(st.text(), json)
)


@given(st.text() | JSON.map(json.dumps))
def test_no_answer_whatsoever_is_an_error(text):
    said = list(tokens([spoken(SAID)]))
    with pytest.raises(BadAnswer, match=r"\w"):
        read_answer(text, said)


def test_a_cancel_ends_it_between_two_windows():
    cancel = CancelToken()

    def model(messages):
        cancel.cancel()
        return a_shot_a_sentence(messages)

    prompter = toy(model, window_words=16)
    with pytest.raises(Cancelled):
        list(prompter.prompts(long_dictation(6), cancel=cancel))
    assert len(prompter.asked) == 1


def test_a_run_that_is_stopped_does_not_wait_for_the_model():
    stop, given_up = CancelToken(), threading.Event()

    class Slow(Toy):
        def _ask(self, messages, cancel) -> Reply:
            stop.cancel()
            if cancel.cancelled:
                given_up.set()
            cancel.check()
            return super()._ask(messages, cancel)

    v2i = Voice2Image(ScriptedTranscriber([spoken(SAID)]), Slow(), CardGenerator())
    with pytest.raises(Cancelled):
        v2i.run(Audio.open(np.zeros(16_000, np.float32), sample_rate=16_000), cancel=stop)
    assert given_up.is_set()


def test_notices_go_to_the_thread_that_asked_for_them():
    mine: list[str] = []
    prompter = toy(answers("no", "no"))
    prompter.prepare(notify=mine.append)
    other = threading.Thread(target=lambda: list(prompter.prompts([spoken(SAID)])))
    other.start()
    other.join()
    assert mine == ["ready"]


def test_a_board_tells_of_the_fallback_among_its_events():
    samples = np.zeros(16_000, np.float32)
    v2i = Voice2Image(
        transcriber=ScriptedTranscriber([spoken(SAID)]), prompter=toy(answers("no", "no")), generator=CardGenerator()
    )
    with v2i:
        events = list(v2i.stream(Audio.open(samples, sample_rate=16_000)))
    notices = [event.message for event in events if isinstance(event, Notice)]
    assert any("'plain' takes that part" in notice for notice in notices)


def test_a_fallback_that_is_not_there_is_told_at_the_start():
    with pytest.raises(UnknownBackendError, match="plian"):
        toy(answers(), fallback="plian").prepare()


def test_a_prompter_that_would_fall_back_on_itself_is_refused():
    with pytest.raises(ConfigError, match="can't stand in for itself"):
        Toy(ToyConfig(fallback="toy"))


# Translation


def test_translate_asks_for_english_and_keeps_the_original():
    german = "Ein Leuchtturm auf einer Klippe."
    prompter = toy(answers({"shots": [told(0, 4, "a lighthouse on a cliff", place="cliff")]}), translate=True)
    (prompt,) = prompter.prompts([spoken(german, language="de")])
    assert (prompt.text, prompt.shot.place, prompt.heard) == ("a lighthouse on a cliff", "cliff", german)
    assert prompter.asked[0][1]["content"].startswith("Write in: English\n")


def test_without_translate_the_speaker_s_language_is_asked_for():
    prompter = toy(answers(GOOD))
    list(prompter.prompts([spoken("Ein Leuchtturm auf einer Klippe.", language="de")]))
    assert prompter.asked[0][1]["content"].startswith("Write in: the speaker's language\n")


def test_where_the_rules_step_in_the_warning_says_that_nothing_is_translated(caplog):
    list(toy(answers("no", "no"), translate=True).prompts([spoken("Ein Leuchtturm.", language="de")]))
    assert "without translating it" in caplog.text


# The instructions and the schema


def test_the_instructions_name_every_value_and_field_of_a_shot():
    system, again = instructions()
    kinds = (shots.ShotSize, shots.Angle, shots.Move, shots.Transition, shots.Interior, shots.TimeOfDay, shots.Weather)
    for kind in kinds:
        assert ", ".join(f"`{value}`" for value in get_args(kind)) in system
    assert all(f"`{name}`" in system for name in shots.Shot.model_fields)
    assert not re.search(r"\$[a-z]", system)
    assert string.Template(again).get_identifiers() == ["fault"]


def test_the_examples_in_the_instructions_are_good_answers():
    system, _ = instructions()
    examples = re.findall(r"Words:\n(.*?)\n\n```json\n(.*?)\n```", system, re.DOTALL)
    assert len(examples) == 2
    for words, answer in examples:
        said = " ".join(re.findall(r"\d+:(\S+)", words))
        read = read_answer(answer, list(tokens([spoken(said)])))
        assert read.shots
        assert set(json.loads(answer)["shots"][0]) == {*shots.Shot.model_fields, "first_word", "last_word"}


def test_the_schema_is_made_of_what_every_service_knows():
    def walk(part):
        if isinstance(part, dict):
            yield part
            for each in part.values():
                yield from walk(each)
        elif isinstance(part, list):
            for each in part:
                yield from walk(each)

    objects = [part for part in walk(answer_schema()) if part.get("type") == "object"]
    assert len(objects) >= 4
    for part in objects:
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False
    text = json.dumps(answer_schema())
    assert all(f'"{word}"' not in text for word in ("$ref", "$defs", "default", "minimum", "minLength", "title"))
    assert list(get_args(shots.ShotSize)) in [part.get("enum") for part in walk(answer_schema())]
