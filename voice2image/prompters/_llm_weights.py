"""Where a language model's files are: in a folder, in the hub's cache, or on the hub."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from voice2image._files import free_disk_bytes
from voice2image._hub import asking_hub
from voice2image.backend import Notify
from voice2image.errors import HubUnreachableError, ModelError, ModelNotFoundError

__all__ = ["find_weights"]

HINT = (
    "Check the network, or set HF_ENDPOINT to a mirror of the hub, or give a folder as model=, "
    "or use a prompter that needs no model: 'shots'."
)
SETTINGS = ("*.json", "*.jinja", "*.model", "merges.txt", "vocab.txt")
WEIGHTS = "*.safetensors"
ANNOUNCED_BYTES = 50 * 10**6  # smaller downloads start without a word


def find_weights(model: str, revision: str | None, *, local_files_only: bool, notify: Notify) -> Path:
    """The folder that holds a model, fetched if it has to be.

    Raises :class:`~voice2image.errors.ModelNotFoundError`, :class:`~voice2image.errors.HubUnreachableError` and
    :class:`~voice2image.errors.ModelError`.
    """
    from huggingface_hub import constants

    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    if model.count("/") != 1 or model.startswith((".", "~", "/")):
        raise ModelNotFoundError(f"{model}: no folder and no name of the hub, which has the form owner/name")
    if cached := _cached(model, revision):
        return cached
    if local_files_only or constants.HF_HUB_OFFLINE:
        wish = "local_files_only" if local_files_only else "HF_HUB_OFFLINE"
        raise HubUnreachableError(
            f"{model} isn't on this machine and the hub can't be reached, since {wish} is set. {HINT}"
        )
    return _download(model, revision, notify)


def _cached(model: str, revision: str | None) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(
            snapshot_download(model, revision=revision, local_files_only=True, allow_patterns=[*SETTINGS, WEIGHTS])
        )
    except (LocalEntryNotFoundError, HFValidationError):
        return None
    return folder if (folder / "config.json").is_file() and any(folder.glob(WEIGHTS)) else None


def _download(model: str, revision: str | None, notify: Notify) -> Path:
    from huggingface_hub import HfApi, constants, snapshot_download

    with asking_hub(model, HINT):
        siblings = HfApi().model_info(model, revision=revision, files_metadata=True).siblings or []
        wanted = [s for s in siblings if "/" not in s.rfilename and _is_wanted(s.rfilename)]
        if not any(fnmatch(s.rfilename, WEIGHTS) for s in wanted):
            raise ModelNotFoundError(f"{model}: the repository holds no weights as safetensors")
        total = sum(s.size or 0 for s in wanted)
        free = free_disk_bytes(Path(constants.HF_HUB_CACHE))
        if free is not None and free < total:
            raise ModelError(
                f"{model}: the download is {total / 1e9:.1f} GB, but the disk of the hub's cache has only "
                f"{free / 1e9:.1f} GB left. Free some space, or set HF_HOME to another disk."
            )
        if total >= ANNOUNCED_BYTES:
            notify(f"downloading the language model {model}: {total / 1e9:.1f} GB, once")
        names = [s.rfilename for s in wanted]
        return Path(snapshot_download(model, revision=revision, allow_patterns=names))


def _is_wanted(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in (*SETTINGS, WEIGHTS))
