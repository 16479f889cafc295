"""Writing files so that a reader finds the old content or the new, and never half of it."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice2image.errors import Voice2ImageError

__all__ = ["replacing", "write_bytes"]


@contextmanager
def replacing(path: Path, error: type[Voice2ImageError]) -> Iterator[Path]:
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
        with contextlib.suppress(OSError):  # not every system lets a folder be flushed
            _flush(path.parent, os.O_RDONLY)
    except OSError as fault:
        raise error(f"can't write {path}: {fault.strerror or fault}") from fault
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, error: type[Voice2ImageError]) -> None:
    """Make `content` the whole content of `path`, or leave the file as it was and raise `error`."""
    with replacing(path, error) as temporary:
        temporary.write_bytes(content)


def _flush(path: Path, flags: int) -> None:
    """Have the disk hold it before anything builds on it."""
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
