"""Shot lists by a language model at AssemblyAI, whose LLM gateway offers those of several makers.

The protocol is described at https://www.assemblyai.com/docs/llm-gateway/chat-completions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import urlsplit

from pydantic import Field

from voice2image._assemblyai.account import AssemblyAIAccount, Positive, find_key
from voice2image._assemblyai.line import Line, needs_sdk
from voice2image._assemblyai.patience import Patience
from voice2image.backend import Notify
from voice2image.cancel import CancelToken
from voice2image.prompters._llm import LLMConfig, LLMPrompter, Reply
from voice2image.prompters._llm_answer import answer_schema
from voice2image.prompters._llm_request import Message

__all__ = ["AssemblyAIPrompter", "AssemblyAIPrompterConfig"]

CUT_OFF = ("length", "max_tokens")
REFUSED = ("content_filter", "refusal", "safety")


class AssemblyAIPrompterConfig(LLMConfig, AssemblyAIAccount):
    """Which model to ask at AssemblyAI, and how patiently.

    The key is shown and written nowhere, so two configs that differ in it alone are equal.
    """

    backend: ClassVar[str] = "assemblyai"
    hosts: ClassVar[Mapping[str, str]] = {
        "us": "https://llm-gateway.assemblyai.com",
        "eu": "https://llm-gateway.eu.assemblyai.com",
    }

    model: str = "claude-sonnet-4-6"
    """A model of the gateway that knows structured outputs."""
    temperature: Annotated[float, Field(ge=0, le=2)] | None = 0.0
    """0 is as repeatable as the model's maker makes it; ``None`` leaves it to the model, as some demand."""
    max_tokens: Annotated[int, Field(ge=1)] = 8192
    """The longest answer."""
    timeout_s: Positive = 600.0
    """For one window of words with all its retries, in seconds."""
    request_timeout_s: Positive = 180.0
    """For any single step of one request, in seconds; the longest is to wait for the model."""


class AssemblyAIPrompter(LLMPrompter[AssemblyAIPrompterConfig]):
    """Sends what was said to AssemblyAI's LLM gateway, and takes a shot list back. Each request is billed.

    Several threads may use one object. A request that was cancelled or timed out here is finished and billed.
    """

    name = "assemblyai"
    config_class = AssemblyAIPrompterConfig

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """``"assemblyai:gpt-5"`` asks that model, with every other setting at its default."""
        return cls(AssemblyAIPrompterConfig(model=variant))

    def describe(self) -> str:
        """The model, and where it runs."""
        return f"AssemblyAI {self.config.model} at {urlsplit(self.config.address).hostname}"

    def _get_ready(self, notify: Notify) -> None:
        """Check that there is a package and a key, without a request."""
        with needs_sdk():
            import assemblyai.llm_gateway  # noqa: F401  (whether it is there)
        find_key(self.config)

    def _ask(self, messages: list[Message], cancel: CancelToken) -> Reply:
        """One completion. Raises :class:`~voice2image.errors.TranscriptionError` and its subclasses."""
        patience = Patience("AssemblyAI", self.config.timeout_s, cancel)
        key = find_key(self.config)

        def ask() -> dict[str, Any]:
            with _Gateway(self.config, key, patience) as gateway:
                return gateway.complete(messages)

        return _reply(patience.watch(ask))


class _Gateway(Line[AssemblyAIPrompterConfig]):
    """The SDK's request for a completion."""

    def complete(self, messages: list[Message]) -> dict[str, Any]:
        from assemblyai.llm_gateway.v1 import api

        body = _body(self.config, messages)
        return self._ask(
            lambda: api.create_completion(
                self._http, base_url=self.config.address, timeout=self.config.request_timeout_s, body=body
            )
        )


def _body(config: AssemblyAIPrompterConfig, messages: list[Message]) -> dict[str, Any]:
    schema = {"name": "shot_list", "strict": True, "schema": answer_schema()}
    body: dict[str, Any] = {
        "model": config.model,
        "messages": messages,
        "stream": False,
        "max_tokens": config.max_tokens,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }
    if config.temperature is not None:
        body["temperature"] = config.temperature
    return body


def _reply(answer: Mapping[str, Any]) -> Reply:
    """The text of a completion, whatever else it is."""
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, Mapping) else None
    if not isinstance(choice, Mapping) or not isinstance(message, Mapping):
        return Reply("", fault="there is no answer in the answer")
    content = message.get("content")
    text = content if isinstance(content, str) else ""
    why = str(choice.get("finish_reason") or "").lower()
    if why in REFUSED or message.get("refusal"):
        return Reply(text, fault="it was refused")
    if why in CUT_OFF:
        return Reply(text, fault="it was cut off before its end; write fewer words")
    return Reply(text)
