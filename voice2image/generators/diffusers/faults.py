"""Errors of torch, diffusers and the hub, said in ours. Nothing of theirs gets past `mapped`."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from voice2image.errors import (
    DeviceOutOfMemoryError,
    GenerationError,
    HubUnreachableError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
    ModelNotFoundError,
    Voice2ImageError,
)

__all__ = ["Interrupted", "drawing", "fetching", "is_out_of_memory", "loading", "needs_packages"]

HINT = (
    "Check the network, or set HF_ENDPOINT to a mirror of the hub, or give a folder or file as model=, "
    'or use the embedded model="sketch".'
)


DEVICE_FAULTS = ("CUDA error", "CUDA driver", "XPU error")
OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "not enough memory", "cublas_status_alloc_failed")


class Interrupted(Exception):  # noqa: N818  (it carries an error, it isn't one)
    """Carries an exception of the caller's out through diffusers, before its decoder runs."""

    def __init__(self, reason: BaseException) -> None:
        self.reason = reason


@contextmanager
def needs_packages() -> Iterator[None]:
    """An import that fails says what to install."""
    try:
        yield
    except ImportError as error:
        raise MissingExtraError("the diffusers generator", extra="diffusers", package=error.name) from error


@contextmanager
def fetching(model: str) -> Iterator[None]:
    """Around everything that talks to the hub."""
    try:
        yield
    except Voice2ImageError:
        raise
    except Exception as error:  # the hub's client raises errors of whichever HTTP library it is built on
        raise _hub_error(model, error) from error


@contextmanager
def loading(model: str) -> Iterator[None]:
    """Around everything that reads weights from a disk."""
    try:
        yield
    except Voice2ImageError:
        raise
    except Exception as error:
        if is_out_of_memory(error):
            raise DeviceOutOfMemoryError(f"{model}: there isn't enough memory to load it") from error
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise ModelError(f"{model}: the disk is full") from error
        if isinstance(error, RuntimeError) and any(sign in str(error) for sign in DEVICE_FAULTS):
            raise ModelError(f"{model}: the device can't be used: {_first_line(error)}") from error
        raise ModelCorruptError(f"{model}: it can't be loaded: {_first_line(error)}") from error


@contextmanager
def drawing() -> Iterator[None]:
    """Around everything that computes an image. Out-of-memory is told apart by its class."""
    try:
        yield
    except Interrupted as stop:
        raise stop.reason from None
    except Voice2ImageError:
        raise
    except Exception as error:
        traceback.clear_frames(error.__traceback__)  # they hold tensors, for as long as someone keeps the error
        if is_out_of_memory(error):
            raise DeviceOutOfMemoryError(f"the device's memory is used up: {_first_line(error)}") from error
        raise GenerationError(f"the image could not be drawn: {_first_line(error)}") from error


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an accelerator or this machine ran out of memory."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(sign in text for sign in OUT_OF_MEMORY)


def _hub_error(model: str, error: Exception) -> ModelError:
    from huggingface_hub import errors as hub

    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return ModelError(f"{model}: the disk filled up while the model was being downloaded; free some space")
    if isinstance(error, hub.GatedRepoError):
        return ModelNotFoundError(f"{model}: its owner wants you to accept its terms; do that on the hub, then log in")
    if isinstance(error, hub.RepositoryNotFoundError | hub.DisabledRepoError):
        return ModelNotFoundError(f"{model}: the hub has no such repository, or it is private")
    if isinstance(error, hub.RevisionNotFoundError):
        return ModelNotFoundError(f"{model}: the repository has no such revision")
    if isinstance(error, hub.RemoteEntryNotFoundError):
        return ModelNotFoundError(f"{model}: the repository lacks a file that it should have")
    if isinstance(error, hub.HFValidationError):
        return ModelNotFoundError(f"{model}: this is no valid hub id")
    if _is_network(error):
        return HubUnreachableError(f"{model} isn't on this machine and the hub can't be reached. {HINT}")
    return ModelError(f"{model}: it can't be fetched from the hub: {_first_line(error)}")


def _is_network(error: Exception) -> bool:
    from huggingface_hub import errors as hub

    if isinstance(error, hub.HfHubHTTPError):
        status = getattr(error.response, "status_code", 0)
        return status in (0, 408, 429) or status >= 500
    if isinstance(error, ConnectionError | TimeoutError | hub.LocalEntryNotFoundError):
        return True
    # Connections are made by httpx, by requests in older clients, or by the transfer library beneath them.
    return type(error).__module__.partition(".")[0] in ("httpx", "httpx2", "httpcore", "requests", "urllib3", "ssl")


def _first_line(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    line = text.splitlines()[0]
    return line if len(line) <= 300 else f"{line[:300]}…"
