"""What can be asked of AssemblyAI's recogniser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from voice2image._assemblyai.account import AssemblyAIAccount, Positive

__all__ = ["AssemblyAIConfig", "wishes"]


class AssemblyAIConfig(AssemblyAIAccount):
    """What to ask of AssemblyAI, and how patiently.

    The key is shown and written nowhere, so two configs that differ in it alone are equal.
    """

    backend: ClassVar[str] = "assemblyai"
    incidental: ClassVar[frozenset[str]] = AssemblyAIAccount.incidental | {"delete_afterwards", "poll_interval_s"}
    hosts: ClassVar[Mapping[str, str]] = {"us": "https://api.assemblyai.com", "eu": "https://api.eu.assemblyai.com"}

    speech_models: Annotated[tuple[str, ...], Field(min_length=1)] = ("universal-3-5-pro", "universal-2")
    """Models in order of preference: the first one that knows the language is used."""
    language: str | None = None
    """The code of the language that is spoken, such as ``"en"``; ``None`` lets the service find out."""
    keyterms: Annotated[tuple[str, ...], Field(max_length=1000)] = ()
    """Names and terms to listen for, such as those of the characters."""
    speaker_labels: bool = False
    """Tell the voices apart, as ``"A"``, ``"B"`` and so on."""
    punctuate: bool = True
    format_text: bool = True
    """Capitals, numbers as digits."""
    delete_afterwards: bool = False
    """Have the service delete the transcript as soon as it is fetched."""
    poll_interval_s: Positive = 3.0
    """Between two looks at the job, in seconds."""


def wishes(config: AssemblyAIConfig) -> dict[str, Any]:
    """The settings that the service is told, under its own names; ``None`` leaves one to the service."""
    return {
        "speech_models": list(config.speech_models),
        "language_code": config.language,
        "language_detection": config.language is None or None,
        "keyterms_prompt": list(config.keyterms) or None,
        "speaker_labels": config.speaker_labels,
        "punctuate": config.punctuate,
        "format_text": config.format_text,
    }
