"""Shot lists by a language model on this machine, through transformers."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from voice2image._hub import first_line
from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.errors import DeviceOutOfMemoryError, MissingExtraError, ModelCorruptError, ModelError
from voice2image.memory import clear_cache
from voice2image.prompters._llm import LLMConfig, LLMPrompter, Reply
from voice2image.prompters._llm_answer import answer_schema
from voice2image.prompters._llm_request import Message
from voice2image.prompters._llm_weights import find_weights

__all__ = ["TransformersPrompter", "TransformersPrompterConfig"]

NAP_S = 0.1  # how late a cancel may be noticed while another thread has its turn


class TransformersPrompterConfig(LLMConfig):
    """Which language model writes the shot list, and where it runs."""

    backend: ClassVar[str] = "transformers"
    incidental: ClassVar[frozenset[str]] = frozenset({"local_files_only"})

    model: str = "Qwen/Qwen2.5-1.5B-Instruct"
    """A hub name, or a folder, of an instruct model with a chat template. The default is under Apache-2.0, 3 GB."""
    revision: str | None = None
    """A commit, branch or tag of the hub."""
    device: Annotated[str, Field(pattern=r"^(auto|cpu|mps|(cuda|xpu)(:\d+)?)$")] = "auto"
    dtype: Literal["auto", "float32", "float16", "bfloat16"] = "auto"
    """``"auto"`` is float32 on a CPU, elsewhere bfloat16, or float16 where the device lacks that."""
    max_new_tokens: Annotated[int, Field(ge=1)] = 4096
    """The longest answer. A window of 200 words takes some 2000."""
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    """0 takes the likeliest token each time; more draws them by lot, always the same with the same `seed`."""
    seed: Annotated[int, Field(ge=0)] = 0
    local_files_only: bool = False
    """Never download."""


class TransformersPrompter(LLMPrompter[TransformersPrompterConfig]):
    """Asks a language model on this machine. Several threads may share one: they take turns, answer by answer."""

    name = "transformers"
    config_class = TransformersPrompterConfig

    def __init__(self, config: TransformersPrompterConfig | None = None) -> None:
        super().__init__(config)
        self._turn = threading.Lock()
        self._chat: _Chat | None = None

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """``"transformers:Qwen/Qwen2.5-7B-Instruct"`` is that model with every other setting at its default."""
        return cls(TransformersPrompterConfig(model=variant))

    def describe(self) -> str:
        """The model, and once it is loaded where it runs."""
        chat = self._chat
        return f"transformers {self.config.model}" + (f", {chat.place}" if chat else "")

    def close(self) -> None:
        """Let go of the model and of its memory."""
        with self._turn:
            loaded, self._chat = self._chat is not None, None
        if loaded:
            gc.collect()
            clear_cache()

    def _get_ready(self, notify: Notify) -> None:
        """Find, fetch and load the model. Raises :class:`~voice2image.errors.ModelError`."""
        with self._turn:
            self._loaded(notify)

    def _loaded(self, notify: Notify) -> _Chat:
        if self._chat is None:
            self._chat = _load(self.config, notify)
        return self._chat

    def _ask(self, messages: list[Message], cancel: CancelToken) -> Reply:
        while not self._turn.acquire(timeout=NAP_S):
            cancel.check()
        try:
            return self._loaded(log_notice).answer(_with_schema(messages), self.config, cancel)
        finally:
            self._turn.release()


@dataclass(frozen=True, slots=True)
class _Chat:
    """A loaded model with its tokenizer."""

    model: Any
    tokenizer: Any
    name: str
    place: str

    def answer(self, messages: list[Message], config: TransformersPrompterConfig, cancel: CancelToken) -> Reply:
        """The model's next turn. Raises :class:`~voice2image.errors.Cancelled` between two tokens."""
        import torch
        import transformers

        library: Any = transformers  # its types are wrong in places
        asked = self._encode(messages)
        room = (getattr(self.model.config, "max_position_embeddings", None) or 2**31) - asked.shape[1]
        if room < 1:
            return Reply("", fault=f"the request of {asked.shape[1]} tokens is longer than the model can read")
        ends = self.model.generation_config.eos_token_id or self.tokenizer.eos_token_id
        settings = library.GenerationConfig(
            max_new_tokens=min(config.max_new_tokens, room),
            eos_token_id=ends,
            pad_token_id=ends[0] if isinstance(ends, list) else ends,
            do_sample=config.temperature > 0,
            temperature=config.temperature or None,
        )
        with _quietly(), _computing(self.name), _lots(config, self.model.device), torch.inference_mode():
            whole = self.model.generate(
                asked,
                attention_mask=torch.ones_like(asked),
                generation_config=settings,
                stopping_criteria=library.StoppingCriteriaList([_stop_at(cancel)]),
            )
        cancel.check()
        said = whole[0, asked.shape[1] :]
        text = self.tokenizer.decode(said, skip_special_tokens=True)
        ended = len(said) > 0 and int(said[-1]) in (ends if isinstance(ends, list) else [ends])
        return Reply(text) if ended else Reply(text, fault="it was cut off before its end; write fewer words")

    def _encode(self, messages: list[Message]) -> Any:
        from jinja2 import TemplateError

        def encode(chat: list[Message]) -> Any:
            return self.tokenizer.apply_chat_template(
                chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
            )["input_ids"].to(self.model.device)

        try:
            return encode(messages)
        except TemplateError:  # some models know no system's turn
            system, user, *rest = messages
            return encode([{"role": "user", "content": f"{system['content']}\n\n{user['content']}"}, *rest])


def _with_schema(messages: list[Message]) -> list[Message]:
    """The chat with the schema in the instructions, since nothing else holds the model to it."""
    schema = json.dumps(answer_schema(), separators=(",", ":"))
    system = {"role": "system", "content": f"{messages[0]['content']}\n\n## JSON schema of the answer\n\n{schema}"}
    return [system, *messages[1:]]


def _load(config: TransformersPrompterConfig, notify: Notify) -> _Chat:
    try:
        import accelerate  # noqa: F401  (puts the weights where they belong as they are read)
        import torch
        import transformers
    except ImportError as error:
        raise MissingExtraError("the transformers prompter", extra="llm-local", package=error.name) from error
    from voice2image.generators.diffusers.faults import loading
    from voice2image.generators.diffusers.loading import pick_device

    library: Any = transformers  # its types are wrong in places
    device = pick_device(config.device)
    dtype = config.dtype if config.dtype != "auto" else _best_dtype(device)
    folder = find_weights(config.model, config.revision, local_files_only=config.local_files_only, notify=notify)
    with _quietly(), loading(config.model):
        tokenizer = library.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model, report = library.AutoModelForCausalLM.from_pretrained(
            folder,
            dtype=getattr(torch, dtype),
            device_map={"": device},
            local_files_only=True,
            output_loading_info=True,
        )
    if missing := sorted(report["missing_keys"]):
        raise ModelCorruptError(f"{config.model}: it can't be loaded: it lacks {missing[0]}")
    if not tokenizer.chat_template:
        raise ModelError(f"{config.model}: it has no chat template; take a model whose name says Instruct or Chat")
    return _Chat(model.eval(), tokenizer, config.model, f"{dtype} on {device}")


def _best_dtype(device: str) -> str:
    if device == "cpu":
        return "float32"
    import torch

    if device.startswith("cuda"):
        return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
    return "float16" if device == "mps" else "bfloat16"


@contextmanager
def _lots(config: TransformersPrompterConfig, device: Any) -> Iterator[None]:
    """Draw by the config's seed, and leave the caller's random numbers as they were."""
    import torch

    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else [], enabled=config.temperature > 0):
        if config.temperature > 0:
            torch.manual_seed(config.seed)
        yield


def _stop_at(cancel: CancelToken) -> Any:
    import torch

    def stop(tokens: Any, scores: Any, **_: Any) -> Any:
        return torch.full((tokens.shape[0],), cancel.cancelled, device=tokens.device, dtype=torch.bool)

    return stop


@contextmanager
def _computing(model: str) -> Iterator[None]:
    from voice2image.generators.diffusers.faults import is_out_of_memory

    try:
        yield
    except Exception as error:
        if is_out_of_memory(error):
            raise DeviceOutOfMemoryError(
                f"{model}: the device's memory is used up; window_words=100 takes less"
            ) from error
        raise ModelError(f"{model}: the language model failed: {first_line(error)}") from error


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep transformers from writing bars and asides into the caller's terminal, and leave it as it was."""
    from transformers.utils import logging as transformers_logging

    log: Any = transformers_logging
    verbosity, bars = log.get_verbosity(), log.is_progress_bar_enabled()
    log.set_verbosity_error()
    log.disable_progress_bar()
    try:
        yield
    finally:
        log.set_verbosity(verbosity)
        if bars:
            log.enable_progress_bar()
