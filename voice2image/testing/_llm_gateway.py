"""The part of AssemblyAI's test double that speaks as its LLM gateway.

Protocol: https://www.assemblyai.com/docs/api-reference/llm-gateway/create-chat-completion
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Completion", "complete", "silent"]

KNOWN_SETTINGS = frozenset({"model", "messages", "stream", "max_tokens", "temperature", "response_format"})

Completion = Callable[[Mapping[str, Any]], str | dict[str, Any]]
"""From the body of a request to what the model says, or to the ``choices`` entry that holds it."""


def silent(body: Mapping[str, Any]) -> str:
    """Says nothing."""
    return ""


def complete(body: Mapping[str, Any], say: Completion) -> tuple[int, dict[str, Any]]:
    """What the gateway answers: its status and the JSON."""
    if faults := list(_faults(body)):
        return 400, {"message": "Invalid request", "code": 400, "request_id": "r-0", "metadata": {"errors": faults}}
    said = say(body)
    choice = said if isinstance(said, dict) else {"message": {"role": "assistant", "content": said}}
    usage = dict.fromkeys(("input_tokens", "prompt_tokens", "output_tokens", "completion_tokens", "total_tokens"), 1)
    return 200, {
        "request_id": "r-1",
        "choices": [{"index": 0, "finish_reason": "stop", **choice}],
        "usage": usage,
        "request": {"model": body["model"], "max_tokens": body.get("max_tokens", 1000)},
        "http_status_code": 200,
        "response_time": 1_000_000,
        "llm_status_code": 200,
    }


def _faults(body: Mapping[str, Any]) -> list[str]:
    faults = [f"unknown field {name}" for name in sorted(set(body) - KNOWN_SETTINGS)]
    if not body.get("model"):
        faults.append("model required")
    if not body.get("messages"):
        faults.append("one of messages or prompt required")
    shape = body.get("response_format")
    if shape is not None:
        named = shape.get("json_schema", {})
        if shape.get("type") != "json_schema" or not {"name", "schema"} <= set(named):
            faults.append("response_format is no json_schema with a name and a schema")
        faults += _loose(named.get("schema"))
    return faults


def _loose(schema: Any) -> list[str]:
    """Where a schema isn't strict: each object has to require all that it knows and allow nothing else."""
    if isinstance(schema, list):
        return [fault for each in schema for fault in _loose(each)]
    if not isinstance(schema, dict):
        return []
    faults = [fault for each in schema.values() for fault in _loose(each)]
    if schema.get("type") == "object":
        strict = schema.get("additionalProperties") is False
        if not strict or set(schema.get("required", ())) != set(schema.get("properties", ())):
            faults.append("an object of the schema isn't strict")
    return faults
