"""LoRAs and learned words that go on top of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voice2image.errors import MissingExtraError
from voice2image.generators.diffusers.faults import loading

if TYPE_CHECKING:
    from voice2image.generators.diffusers.config import DiffusersConfig

__all__ = ["add_adapters"]


def add_adapters(pipe: Any, config: DiffusersConfig) -> tuple[str, ...]:
    """Load what `config` names, and say for the provenance what was loaded.

    Raises :class:`~voice2image.errors.ModelError`, and :class:`~voice2image.errors.MissingExtraError` for a LoRA
    without the package that reads it.
    """
    notes = [_add_word(pipe, config, number) for number in range(len(config.textual_inversions))]
    if config.loras:
        try:
            import peft  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("a LoRA", extra="diffusers", package="peft") from error
        notes += [_add_lora(pipe, config, number) for number in range(len(config.loras))]
        names = [_adapter(number) for number in range(len(config.loras))]
        pipe.set_adapters(names, [lora.weight for lora in config.loras])
    return tuple(notes)


def _add_word(pipe: Any, config: DiffusersConfig, number: int) -> str:
    word = config.textual_inversions[number]
    with loading(word.source):
        pipe.load_textual_inversion(word.source, token=word.token, local_files_only=config.local_files_only)
    return f"textual inversion {word.source}"


def _add_lora(pipe: Any, config: DiffusersConfig, number: int) -> str:
    lora = config.loras[number]
    with loading(lora.source):
        pipe.load_lora_weights(
            lora.source,
            adapter_name=_adapter(number),
            weight_name=lora.file,
            local_files_only=config.local_files_only,
        )
    return f"LoRA {lora.source} at {lora.weight:g}"


def _adapter(number: int) -> str:
    return f"lora{number}"
