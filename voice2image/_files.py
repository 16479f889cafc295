"""Writing files so that a reader finds the old content or the new, never half of it; and the room for them."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice2image.errors import Voice2ImageError

__all__ = ["flush_folder", "free_disk_bytes", "holds", "replacing", "write_bytes"]


@contextmanager
def replacing(path: Path, error: type[Voice2ImageError] | type[OSError]) -> Iterator[Path]:
    """Yield a temporary path beside `path`, with its suffix; in the end it becomes `path`.

    If anything goes wrong, `path` stays as it was and nothing is left behind. An :class:`OSError` is raised
    as `error`.
    """
    if not path.parent.is_dir():
        raise error(f"can't write {path}: there is no folder {path.parent}")
    if path.is_dir():
        raise error(f"can't write {path}: it is a folder")
    temporary = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        yield temporary
        _flush(temporary, os.O_RDWR)  # Windows refuses to flush a handle that can't write
        os.replace(temporary, path)  # noqa: PTH105  (the call that tests make fail)
    except BaseException as fault:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise error(f"can't write {path}: {fault.strerror or fault}") from fault
        raise


def write_bytes(path: Path, content: bytes, error: type[Voice2ImageError]) -> None:
    """Make `content` the whole content of `path`, or leave the file as it was and raise `error`."""
    with replacing(path, error) as temporary:
        temporary.write_bytes(content)


def holds(path: Path, content: bytes) -> bool:
    """Whether `content` is the whole content of a file."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def free_disk_bytes(path: Path) -> int | None:
    """The room on the disk that `path` is or would be on; ``None`` where the system doesn't tell."""
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None


def flush_folder(folder: Path) -> None:
    """Have the disk hold which files are in `folder`. Until then a power cut may bring back an older state of it."""
    with contextlib.suppress(OSError):  # not every system lets a folder be flushed
        _flush(folder, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    """Have the disk hold it before anything builds on it."""
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
