"""Errors of torch, diffusers and the hub, said in ours. Nothing of theirs gets past `mapped`."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from voice2image._hub import asking_hub, first_line
from voice2image.errors import (
    DeviceOutOfMemoryError,
    GenerationError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
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
    with asking_hub(model, HINT):
        yield


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
            raise ModelError(f"{model}: the device can't be used: {first_line(error)}") from error
        raise ModelCorruptError(f"{model}: it can't be loaded: {first_line(error)}") from error


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
            raise DeviceOutOfMemoryError(f"the device's memory is used up: {first_line(error)}") from error
        raise GenerationError(f"the image could not be drawn: {first_line(error)}") from error


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an accelerator or this machine ran out of memory."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(sign in text for sign in OUT_OF_MEMORY)
