"""Training state on disk: safetensors shards of at most 15 MB and one JSON, replaced as a whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.torch import load_file, save_file

SCHEMA: Final = "voice2image.sketch-training-state/1"
_SHARD_BYTES: Final = 15_000_000


def save_state(folder: Path, tensors: dict[str, torch.Tensor], meta: dict[str, Any]) -> None:
    """Write a state; the old one stays in place until the new one is complete."""
    fresh, old = folder.with_name(folder.name + ".new"), _old(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    shard: dict[str, torch.Tensor] = {}
    size = count = 0
    for name, tensor in tensors.items():
        if shard and size + tensor.nbytes > _SHARD_BYTES:
            save_file(shard, fresh / f"{count:04d}.safetensors")
            shard, size, count = {}, 0, count + 1
        shard[name] = tensor.detach().contiguous().cpu()
        size += tensor.nbytes
    save_file(shard, fresh / f"{count:04d}.safetensors")
    (fresh / "state.json").write_text(json.dumps({"schema": SCHEMA, **meta}))
    if folder.exists():
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(folder.name + ".old")


def load_state(folder: Path) -> tuple[dict[str, torch.Tensor], dict[str, Any]] | None:
    """Read a state back, or ``None`` if there is none.

    Raises:
        ValueError: The state was written under another schema.
    """
    if not (folder / "state.json").exists():
        folder = _old(folder)  # a save that was cut off between its two renames
    if not (folder / "state.json").exists():
        return None
    meta: dict[str, Any] = json.loads((folder / "state.json").read_text())
    if meta.get("schema") != SCHEMA:
        raise ValueError(f"{folder} holds {meta.get('schema')!r}, this script reads {SCHEMA!r}")
    tensors: dict[str, torch.Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        tensors.update(load_file(path))
    return tensors, meta


def pack(prefix: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Prefix the names of a state dict."""
    return {f"{prefix}/{name}": tensor for name, tensor in tensors.items()}


def unpack(prefix: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state dict that was packed under a prefix."""
    start = f"{prefix}/"
    return {name.removeprefix(start): tensor for name, tensor in tensors.items() if name.startswith(start)}


def pack_optimizer(optimizer: torch.optim.Optimizer) -> dict[str, torch.Tensor]:
    """An optimizer's moments and step counts as named tensors."""
    state = optimizer.state_dict()["state"]
    return {f"optimizer/{i}/{key}": value for i, slots in state.items() for key, value in slots.items()}


def unpack_optimizer(optimizer: torch.optim.Optimizer, tensors: dict[str, torch.Tensor]) -> None:
    """Give an optimizer its moments back."""
    whole = optimizer.state_dict()
    slots: dict[int, dict[str, torch.Tensor]] = {}
    for name, tensor in unpack("optimizer", tensors).items():
        index, key = name.split("/")
        slots.setdefault(int(index), {})[key] = tensor
    whole["state"] = slots
    optimizer.load_state_dict(whole)
