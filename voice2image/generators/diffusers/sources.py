"""Where a model's files are: in the package, in a folder, in one file, in the hub's cache, or on the hub."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from voice2image._files import free_disk_bytes
from voice2image.backend import Notify
from voice2image.errors import HubUnreachableError, ModelCorruptError, ModelError, ModelNotFoundError
from voice2image.generators.diffusers.faults import HINT, fetching, loading
from voice2image.generators.diffusers.presets import PRESETS, Mirror, find_preset

if TYPE_CHECKING:
    from voice2image.generators.diffusers.config import DiffusersConfig

__all__ = ["Files", "Source", "find_source", "local_path", "may_be_hub_id", "pick_files"]

COMPONENTS = ("text_encoder", "unet", "vae")
SINGLE_FILES = (".safetensors", ".ckpt")
WEIGHT_FILES = (*SINGLE_FILES, ".bin", ".pt")
DIGESTED_BYTES = 2**16
ANNOUNCED_BYTES = 50 * 10**6  # smaller downloads start without a word

_WEIGHTS = re.compile(
    r"(?:model|pytorch_model|diffusion_pytorch_model)"
    r"(?:\.(?P<a>fp16))?(?:-\d+-of-\d+)?(?:\.(?P<b>fp16))?\.(?P<format>safetensors|bin)"
)
_SETTINGS = re.compile(
    r"(?:model_index|notions)\.json|(?:text_encoder|unet|vae)/[^/]*\.json|(?:tokenizer|scheduler)/[^/]+"
)


@dataclass(frozen=True, slots=True)
class Files:
    """Which files of a repository or folder are loaded."""

    names: tuple[str, ...]
    variant: str | None = None

    def safetensors(self, component: str) -> bool:
        """Whether the weights of a component are safetensors, not .bin."""
        return any(name.startswith(f"{component}/") and name.endswith(".safetensors") for name in self.names)


@dataclass(frozen=True, slots=True)
class Source:
    """A model that is on this machine."""

    path: Path
    """A folder in the diffusers layout, or a single file."""
    model: str
    """What logs and errors call it: a hub id, a path or ``sketch``."""
    revision: str | None = None
    """A commit of the hub, or for what lies on a disk a digest of its content."""
    files: Files | None = None
    """``None`` for a single file."""
    layout: Path | None = None
    """The folder whose configuration a single file is read with."""

    @property
    def title(self) -> str:
        """What pictures say they were drawn with: of a path the name alone, the rest is nobody's business."""
        return self.path.absolute().name if self.model == str(self.path) else self.model


def pick_files(names: Iterable[str], *, half: bool, weights: bool = True) -> Files | None:
    """Of the files of a repository, those to load; ``None`` if a component has none that suit.

    For half precision an fp16 variant is preferred, as safetensors and then as .bin; else full weights are
    taken and cast. A .bin is only ever read as tensors, so that it can't run code.
    """
    names = tuple(names)
    if "model_index.json" not in names:
        return None
    settings = tuple(name for name in names if _SETTINGS.fullmatch(name))
    if not weights:
        return Files(settings)
    for variant in ("fp16", None) if half else (None, "fp16"):
        chosen = [_weights(names, component, variant) for component in COMPONENTS]
        if all(chosen):
            return Files((*settings, *(name for part in chosen for name in part)), variant)
    return None


def _weights(names: Iterable[str], component: str, variant: str | None) -> tuple[str, ...]:
    for form in ("safetensors", "bin"):
        if found := tuple(name for name in names if _is_weight(name, component, variant, form)):
            return found
    return ()


def _is_weight(name: str, component: str, variant: str | None, form: str) -> bool:
    folder, _, file = name.rpartition("/")
    match = _WEIGHTS.fullmatch(file)
    return bool(match and folder == component and match["format"] == form and (match["a"] or match["b"]) == variant)


def find_source(config: DiffusersConfig, *, half: bool, notify: Notify) -> Source:
    """Find the model, fetching it if it has to be.

    Raises :class:`~voice2image.errors.ModelNotFoundError`, :class:`~voice2image.errors.HubUnreachableError`
    and :class:`~voice2image.errors.ModelCorruptError`.
    """
    source = _locate(config, config.model, half=half, notify=notify, weights=True)
    if source.files is None and config.layout:
        layout = _locate(config, config.layout, half=half, notify=notify, weights=False)
        source = replace(source, layout=layout.path)
    return source


def local_path(text: str) -> Path:
    """`text` as a path, with the home folder for a ``~``."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # the home of somebody who isn't known here
        return Path(text)


def may_be_hub_id(text: str) -> bool:
    """Whether `text` has the form owner/name, and isn't plainly meant for a path."""
    path = PurePath(text)
    return text.count("/") == 1 and not text.startswith((".", "~", "/")) and path.suffix.lower() not in WEIGHT_FILES


def _digest(paths: Iterable[Path]) -> str:
    """Tells models apart without reading gigabytes: of each file its size, its beginning and its end."""
    total = hashlib.sha256()
    for path in paths:
        with loading(str(path)), path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            for start in (0, max(0, size - DIGESTED_BYTES)):
                file.seek(start)
                total.update(file.read(DIGESTED_BYTES))
        total.update(str(size).encode())
    return f"content {total.hexdigest()[:12]}"


def _locate(config: DiffusersConfig, model: str, *, half: bool, notify: Notify, weights: bool) -> Source:
    if model == "sketch":
        return _embedded(half)
    preset = PRESETS.get(model)
    path = local_path(model)
    if preset is None and path.is_file():
        if path.suffix.lower() not in SINGLE_FILES:
            raise ModelNotFoundError(f"{model}: a single-file model is a .safetensors or a .ckpt")
        return Source(path, str(path), _digest([path]) if weights else None)
    if preset is None and path.is_dir():
        picked = _folder_files(path, half=half, weights=weights)
        digest = _digest(path / name for name in sorted(picked.names)) if weights else None
        return Source(path, str(path), digest, picked)
    preset = preset or find_preset(model)
    if preset is None and not may_be_hub_id(model):
        close = get_close_matches(model, PRESETS, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"The presets are {', '.join(PRESETS)}."
        raise ModelNotFoundError(f"{model}: no preset, hub id, folder or file of this name. {hint}")
    mirrors = preset.mirrors if preset and model == preset.name else (Mirror(model),)
    if config.revision and model == config.model:
        mirrors = tuple(Mirror(mirror.repo, config.revision) for mirror in mirrors)
    return _from_hub(model, mirrors, config=config, half=half, notify=notify, weights=weights)


def _embedded(half: bool) -> Source:
    folder = Path(str(files("voice2image"))) / "weights" / "sketch"
    if not (folder / "model_index.json").exists():
        raise ModelNotFoundError("sketch: this copy of voice2image comes without the weights of its embedded model")
    from importlib.metadata import version

    return Source(folder, "sketch", version("voice2image"), _folder_files(folder, half=half, weights=True))


def _folder_files(folder: Path, *, half: bool, weights: bool) -> Files:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    picked = pick_files(names, half=half, weights=weights)
    if picked is None:
        lacks = "model_index.json" if "model_index.json" not in names else f"weights in {', '.join(COMPONENTS)}"
        raise ModelCorruptError(f"{folder}: this is no complete diffusers model, it lacks {lacks}")
    return picked


def _from_hub(
    model: str,
    mirrors: tuple[Mirror, ...],
    *,
    config: DiffusersConfig,
    half: bool,
    notify: Notify,
    weights: bool,
) -> Source:
    """The first mirror that is in the cache, else the first that the hub sends."""
    from huggingface_hub import constants

    for mirror in mirrors:
        if cached := _cached(mirror, half=half, weights=weights):
            return cached
    if config.local_files_only or constants.HF_HUB_OFFLINE:
        wish = "local_files_only is set" if config.local_files_only else "HF_HUB_OFFLINE is set"
        raise HubUnreachableError(f"{model} isn't on this machine and the hub can't be reached, since {wish}. {HINT}")
    faults: list[ModelError] = []
    for mirror in mirrors:
        try:
            return _download(model, mirror, half=half, notify=notify, weights=weights)
        except (ModelNotFoundError, HubUnreachableError) as fault:
            faults.append(fault)
    raise next((fault for fault in faults if isinstance(fault, HubUnreachableError)), faults[0])


def _cached(mirror: Mirror, *, half: bool, weights: bool) -> Source | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        # Naming one file keeps the hub's client from refusing a snapshot that leaves out what isn't needed.
        found = snapshot_download(
            mirror.repo, revision=mirror.revision, local_files_only=True, allow_patterns=["model_index.json"]
        )
    except (LocalEntryNotFoundError, HFValidationError):
        return None
    folder = Path(found)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    picked = pick_files(names, half=half, weights=weights)
    return Source(folder, mirror.repo, folder.name, picked) if picked and _has_settings(names) else None


def _has_settings(names: Iterable[str]) -> bool:
    folders = {name.partition("/")[0] for name in names}
    return {*COMPONENTS, "tokenizer", "scheduler"} <= folders


def _download(model: str, mirror: Mirror, *, half: bool, notify: Notify, weights: bool) -> Source:
    from huggingface_hub import HfApi, snapshot_download

    with fetching(mirror.repo):
        info = HfApi().model_info(mirror.repo, revision=mirror.revision, files_metadata=True)
        sizes = {entry.rfilename: entry.size or 0 for entry in info.siblings or ()}
        picked = pick_files(sizes, half=half, weights=weights)
        if picked is None:
            raise ModelNotFoundError(f"{mirror.repo}: the repository holds no model in the diffusers layout")
        total = sum(sizes[name] for name in picked.names)
        _announce(model, mirror, total, notify)
        # By the name it was asked for, not by its commit, or the cache wouldn't find it under that name again.
        folder = Path(snapshot_download(mirror.repo, revision=mirror.revision, allow_patterns=list(picked.names)))
    return Source(folder, mirror.repo, folder.name, picked)


def _announce(model: str, mirror: Mirror, total: int, notify: Notify) -> None:
    """Say how much will be downloaded, and refuse what the disk can't hold."""
    from huggingface_hub import constants

    free = free_disk_bytes(Path(constants.HF_HUB_CACHE))
    if free is not None and free < total:
        raise ModelError(
            f"{model}: the download is {total / 1e9:.1f} GB, but the disk of the hub's cache has only "
            f"{free / 1e9:.1f} GB left. Free some space, or set HF_HOME to another disk."
        )
    if total >= ANNOUNCED_BYTES:
        preset = find_preset(model)
        terms = f" Licence: {preset.licence}." if preset else ""
        notify(f"downloading {model} from {mirror.repo}: {total / 1e9:.1f} GB, once.{terms}")
