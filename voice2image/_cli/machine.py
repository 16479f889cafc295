"""What is on this machine: packages, weights, the hub's cache. Looked up without importing what is heavy."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

__all__ = ["Extra", "extras", "have_weights", "hub_cache", "in_hub_cache", "size_of"]

WEIGHTS = (".safetensors", ".bin")


@dataclass(frozen=True, slots=True)
class Extra:
    """An optional part of voice2image."""

    name: str
    packages: Mapping[str, str | None]
    """Each package that it needs, and the version that is installed."""

    @property
    def installed(self) -> bool:
        """Whether all of it is here."""
        return all(self.packages.values())


def extras() -> tuple[Extra, ...]:
    """The extras, as the installed package declares them."""
    needs: dict[str, dict[str, str | None]] = {}
    for requirement in requires("voice2image") or ():
        match = re.fullmatch(r"([\w.-]+)[^;]*;.*\bextra == ['\"]([\w-]+)['\"].*", requirement)
        if match and match[1] != "voice2image":
            needs.setdefault(match[2], {})[match[1]] = _version(match[1])
    return tuple(Extra(name, packages) for name, packages in needs.items() if name != "all")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def hub_cache() -> Path:
    """Where the model hub's client keeps what it fetched; its documentation names these variables."""
    if chosen := os.environ.get("HF_HUB_CACHE"):
        return Path(chosen).expanduser()
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface"
    return Path(home).expanduser() / "hub"


def in_hub_cache(repository: str) -> bool:
    """Whether weights of that repository have been fetched; a download that broke off leaves folders without any."""
    snapshots = hub_cache() / f"models--{repository.replace('/', '--')}" / "snapshots"
    return any(path.suffix in WEIGHTS and path.exists() for path in snapshots.rglob("*"))


def have_weights(model: str) -> bool:
    """Whether the weights of that model came with voice2image."""
    return files("voice2image").joinpath("weights", model, "model_index.json").is_file()


def size_of(folder: Path) -> int:
    """How many bytes its files take. Links count nothing, since the cache links to files of its own."""
    return sum(_sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            if not path.is_symlink():
                try:
                    yield path.stat().st_size
                except OSError:
                    continue  # fetched or removed by someone else just now
