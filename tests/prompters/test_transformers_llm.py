"""A real causal language model, small enough to be made and taught in the test."""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice2image.cancel import CancelToken
from voice2image.errors import (
    Cancelled,
    ConfigError,
    HubUnreachableError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
    ModelNotFoundError,
)
from voice2image.prompters._llm_request import Memory, request
from voice2image.prompters._sentences import tokens
from voice2image.prompters.base import Prompter
from voice2image.prompters.transformers_llm import TransformersPrompter, TransformersPrompterConfig, _with_schema
from voice2image.registry import create
from voice2image.testing import PrompterContract
from voice2image.transcript import Segment, Word

pytest.importorskip("accelerate")
torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

SAID = "Wide, a lighthouse at night. Cut to an old sailor."
ANSWER = {
    "shots": [
        {"first_word": 0, "last_word": 4, "picture": "a lighthouse at night", "size": "WS", "time_of_day": "night"},
        {"first_word": 5, "last_word": 9, "picture": "an old sailor", "transition": "cut", "time_of_day": "night"},
    ],
    "edits": [],
    "characters": [],
}
TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
NO_SYSTEM = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}" + TEMPLATE
MAX_TOKENS = 6000


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """Tiny models spend their time waiting for one another's threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def said(text: str = SAID) -> list[Segment]:
    words = [Word(text=w, start_s=0.5 * n, end_s=0.5 * n + 0.4) for n, w in enumerate(text.split())]
    return [Segment(text=text, start_s=0, end_s=0.5 * len(words), words=tuple(words))]


def chat() -> list[dict[str, str]]:
    """What the prompter asks about `SAID`."""
    return _with_schema(request(list(tokens(said())), Memory(), language="the speaker's language"))


@pytest.fixture(scope="module")
def tokenizer():
    """Byte pairs of the very texts that it is for."""
    from tokenizers import ByteLevelBPETokenizer

    learnt = ByteLevelBPETokenizer()
    texts = [message["content"] for message in chat()] + [json.dumps(ANSWER)] * 3
    learnt.train_from_iterator(texts, vocab_size=1500, show_progress=False, special_tokens=["<|end|>"])
    made = transformers.PreTrainedTokenizerFast(tokenizer_object=learnt._tokenizer, eos_token="<|end|>")
    made.chat_template = TEMPLATE
    return made


def save(folder: Path, tokenizer, model) -> Path:
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


def small_model(tokenizer, **config):
    torch.manual_seed(0)
    known = {"n_layer": 1, "n_head": 2, "n_embd": 64, "n_positions": MAX_TOKENS, "vocab_size": len(tokenizer)}
    ends = {"eos_token_id": tokenizer.eos_token_id, "bos_token_id": tokenizer.eos_token_id}
    return transformers.GPT2LMHeadModel(transformers.GPT2Config(**{**known, **ends, **config}))


@pytest.fixture(scope="module")
def babbling(tokenizer, tmp_path_factory) -> Path:
    """A model with random weights."""
    return save(tmp_path_factory.mktemp("babbling"), tokenizer, small_model(tokenizer))


@pytest.fixture(scope="module")
def taught(tokenizer, tmp_path_factory) -> Path:
    """A model that has learnt one answer by heart: what comes at which place after the request about `SAID`."""
    asked = tokenizer.apply_chat_template(chat(), add_generation_prompt=True, return_dict=True)["input_ids"]
    answer = [*tokenizer.encode(json.dumps(ANSWER)), tokenizer.eos_token_id]
    whole, wanted = torch.tensor([asked + answer]), torch.tensor(answer)
    model = small_model(tokenizer, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)
    steps = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(100):
        logits = model(whole, logits_to_keep=len(answer) + 1).logits[0, :-1]
        loss = torch.nn.functional.cross_entropy(logits, wanted)
        if loss.item() < 0.05:
            break
        loss.backward()
        steps.step()
        steps.zero_grad()
    assert loss.item() < 0.05
    return save(tmp_path_factory.mktemp("taught"), tokenizer, model)


def made(folder: Path | str, **settings) -> TransformersPrompter:
    known = {"model": str(folder), "device": "cpu", "max_new_tokens": 12, "fallback": "plain"}
    return TransformersPrompter(TransformersPrompterConfig(**{**known, **settings}))


# A model that knows the answer


def test_what_the_model_says_becomes_prompts(taught):
    with made(taught, max_new_tokens=1000) as prompter:
        first, second = prompter.prompts(said())
        assert prompter.describe() == f"transformers {taught}, float32 on cpu"
    assert (first.text, first.heard) == ("a lighthouse at night", "Wide, a lighthouse at night.")
    assert (first.shot.size, first.shot.time_of_day) == ("WS", "night")
    assert (second.shot.transition, second.start_s) == ("cut", 2.5)


def test_an_answer_that_is_cut_off_is_left_to_the_rules(taught, caplog):
    with made(taught, max_new_tokens=20) as prompter:
        prompts = list(prompter.prompts(said()))
    assert all(prompt.shot is None for prompt in prompts)
    assert "it was cut off" in caplog.text


def test_threads_take_turns(taught):
    results: list[list] = []
    with made(taught, max_new_tokens=1000) as prompter:
        work = [threading.Thread(target=lambda: results.append(list(prompter.prompts(said())))) for _ in range(3)]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    assert len(results) == 3
    assert results[0] == results[1] == results[2]
    assert len(results[0]) == 2


# A model that babbles


@pytest.fixture(scope="module")
def babbler(babbling):
    """One loaded model for the whole contract."""
    with made(babbling, window_words=12) as prompter:
        yield prompter


class TestContract(PrompterContract):
    @pytest.fixture
    def prompter(self, babbler):
        return babbler


def test_babble_is_left_to_the_rules_with_a_warning(babbling, caplog):
    notices: list[str] = []
    with made(babbling) as prompter:
        prompter.prepare(notify=notices.append)
        prompts = list(prompter.prompts(said()))
    assert [prompt.text for prompt in prompts] == ["Wide, a lighthouse at night", "An old sailor"]
    assert "'plain' takes that part" in caplog.text
    assert len(notices) == 1


def test_lots_are_drawn_by_the_seed_and_nobody_else_s_numbers_change(babbling, monkeypatch):
    heard: list[str] = []

    def note(messages, answer, fault):
        heard.append(answer)
        return messages

    monkeypatch.setattr("voice2image.prompters._llm.ask_again", note)
    before = torch.random.get_rng_state()
    random.seed(0)
    for seed in (1, 1, 2):
        with made(babbling, temperature=1.0, seed=seed) as prompter:
            list(prompter.prompts(said()))
    assert torch.equal(torch.random.get_rng_state(), before)
    assert heard[0] == heard[2] != heard[4]


def test_a_cancel_stops_between_two_tokens(babbling):
    class AfterFive(CancelToken):
        asked = 0

        @property
        def cancelled(self) -> bool:
            self.asked += 1
            return self.asked > 5

    cancel = AfterFive()
    with made(babbling, max_new_tokens=2000) as prompter, pytest.raises(Cancelled):
        list(prompter.prompts(said(), cancel=cancel))
    assert cancel.asked < 20


def test_a_request_beyond_what_the_model_reads_is_left_to_the_rules(tokenizer, tmp_path, caplog):
    folder = save(tmp_path, tokenizer, small_model(tokenizer, n_positions=50))
    with made(folder) as prompter:
        assert list(prompter.prompts(said()))
    assert re.search(r"request of \d+ tokens is longer than the model can read", caplog.text)


def test_a_template_without_a_system_s_turn(tokenizer, tmp_path, babbling):
    folder = save(tmp_path, tokenizer, small_model(tokenizer))
    (folder / "chat_template.jinja").write_text(NO_SYSTEM, "utf-8")
    with made(folder) as prompter:
        assert list(prompter.prompts(said()))


# Loading


def test_closing_frees_the_model_and_it_loads_anew(babbling):
    import gc
    import weakref

    prompter = made(babbling)
    prompter.prepare()
    gone = weakref.ref(prompter._chat.model)
    prompter.close()
    gc.collect()
    assert gone() is None
    assert list(prompter.prompts(said()))
    prompter.close()


def test_nothing_is_written_to_the_terminal(babbling, capfd):
    with made(babbling) as prompter:
        list(prompter.prompts(said()))
    assert capfd.readouterr() == ("", "")


def test_a_model_without_a_chat_template_is_refused(tokenizer, tmp_path):
    folder = save(tmp_path, tokenizer, small_model(tokenizer))
    (folder / "chat_template.jinja").unlink()
    with pytest.raises(ModelError, match="has no chat template"):
        made(folder).prepare()


def test_weights_that_are_missing_are_not_made_up(tokenizer, tmp_path):
    from safetensors.torch import load_file, save_file

    folder = save(tmp_path, tokenizer, small_model(tokenizer))
    weights = load_file(folder / "model.safetensors")
    weights.pop("transformer.h.0.attn.c_attn.weight")
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(ModelCorruptError, match="it lacks"):
        made(folder).prepare()


def test_rubbish_is_called_corrupt(tmp_path):
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ModelCorruptError):
        made(tmp_path).prepare()


def test_without_the_hub_it_says_what_to_do(monkeypatch, tmp_path):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(HubUnreachableError, match=r"HF_HUB_OFFLINE is set.*HF_ENDPOINT.*folder as model=.*'shots'"):
        made("someone/instruct").prepare()


def test_an_unreachable_hub_says_what_to_do(monkeypatch):
    import huggingface_hub

    def fail(*_, **__):
        raise ConnectionError("no route")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", fail)
    with pytest.raises(HubUnreachableError, match=r"can't be reached.*HF_ENDPOINT.*'shots'"):
        made("someone/instruct").prepare()


def test_local_files_only_never_asks_the_hub(monkeypatch):
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: pytest.fail("the hub was asked"))
    with pytest.raises(HubUnreachableError, match="local_files_only is set"):
        made("someone/instruct", local_files_only=True).prepare()


@pytest.mark.parametrize("name", ["nowhere", "./nowhere", "a/b/c"])
def test_what_is_neither_a_folder_nor_a_hub_name(name):
    with pytest.raises(ModelNotFoundError, match="owner/name"):
        made(name).prepare()


def test_without_the_packages_the_install_line_is_given(babbling, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtraError, match=r"voice2image\[llm-local\]"):
        made(babbling).prepare()


def test_a_device_that_is_not_there_is_refused(babbling):
    with pytest.raises(ConfigError, match="device"):
        made(babbling, device="cuda:63").prepare()


def test_the_registry_knows_it_and_its_models():
    prompter = create("prompters", "transformers:Qwen/Qwen2.5-7B-Instruct", Prompter)
    assert prompter.describe() == "transformers Qwen/Qwen2.5-7B-Instruct"
    assert isinstance(create("prompters", TransformersPrompterConfig(), Prompter), TransformersPrompter)
