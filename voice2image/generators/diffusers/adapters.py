"""LoRAs and learned words that go on top of a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice2image.errors import MissingExtraError, ModelNotFoundError
from voice2image.generators.diffusers.faults import fetching, loading
from voice2image.generators.diffusers.sources import local_path, may_be_hub_id

if TYPE_CHECKING:
    from voice2image.generators.diffusers.config import DiffusersConfig

__all__ = ["add_adapters"]

USUAL_NAMES = ("pytorch_lora_weights", "learned_embeds")


def add_adapters(pipe: Any, config: DiffusersConfig) -> tuple[str, ...]:
    """Load what `config` names, and say for the provenance what was loaded.

    Raises :class:`~voice2image.errors.ModelError`, and :class:`~voice2image.errors.MissingExtraError` for a LoRA
    without the package that reads it.
    """
    notes = [_add_word(pipe, config, number) for number in range(len(config.textual_inversions))]
    if config.loras:
        try:
            import peft  # noqa: F401  (diffusers uses it, and says less clearly that it is missing)
        except ImportError as error:
            raise MissingExtraError("a LoRA", extra="diffusers", package="peft") from error
        notes += [_add_lora(pipe, config, number) for number in range(len(config.loras))]
        names = [_adapter(number) for number in range(len(config.loras))]
        pipe.set_adapters(names, [lora.weight for lora in config.loras])
    return tuple(notes)


def _add_word(pipe: Any, config: DiffusersConfig, number: int) -> str:
    word = config.textual_inversions[number]
    file = _find(word.source, None, local_only=config.local_files_only)
    with loading(word.source):
        pipe.load_textual_inversion(str(file), token=word.token, local_files_only=True)
    return f"textual inversion {_title(word.source)}"


def _add_lora(pipe: Any, config: DiffusersConfig, number: int) -> str:
    lora = config.loras[number]
    file = _find(lora.source, lora.file, local_only=config.local_files_only)
    with loading(lora.source):
        pipe.load_lora_weights(str(file), adapter_name=_adapter(number), local_files_only=True)
    return f"LoRA {_title(lora.source)} at {lora.weight:g}"


def _adapter(number: int) -> str:
    return f"lora{number}"


def _title(source: str) -> str:
    """Without the folders of a path, which are nobody's business."""
    path = local_path(source)
    return path.absolute().name if path.exists() else source


def _find(source: str, name: str | None, *, local_only: bool) -> Path:
    """The one file that `source` means, fetched if it has to be."""
    path = local_path(source)
    if path.is_file():
        return path
    if path.is_dir():
        file = path / (name or _pick(source, (one.name for one in path.iterdir())))
        if not file.is_file():
            raise ModelNotFoundError(f"{source}: this folder has no file {name}")
        return file
    if not may_be_hub_id(source):
        raise ModelNotFoundError(f"{source}: no file, folder or hub id of this name")
    return _from_hub(source, name, local_only=local_only)


def _from_hub(source: str, name: str | None, *, local_only: bool) -> Path:
    from huggingface_hub import HfApi, constants, hf_hub_download, snapshot_download

    local_only = local_only or constants.HF_HUB_OFFLINE
    with fetching(source):
        if name is None and local_only:
            folder = Path(snapshot_download(source, local_files_only=True))
            name = _pick(source, (one.name for one in folder.iterdir()))
        elif name is None:
            name = _pick(source, HfApi().list_repo_files(source))
        return Path(hf_hub_download(source, name, local_files_only=local_only))


def _pick(source: str, names: Iterable[str]) -> str:
    """Of the files of a folder or repository, the weights."""
    names = sorted(names)
    for ending in (".safetensors", ".bin", ".pt"):
        found = [name for name in names if "/" not in name and name.endswith(ending)]
        found = [name for name in found if name.removesuffix(ending) in USUAL_NAMES] or found
        if len(found) == 1:
            return found[0]
        if found:
            raise ModelNotFoundError(f"{source}: it holds {', '.join(found)}; say which of them is meant")
    raise ModelNotFoundError(f"{source}: it holds no weights in a .safetensors, .bin or .pt file")
