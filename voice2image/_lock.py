"""A folder that one process at a time may write."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from voice2image.errors import StoryboardError

__all__ = ["FolderLock"]

_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class FolderLock:
    """Held through the operating system, which lets go of it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / ".board.lock"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take it.

        Holding it already is fine. Raises :class:`~voice2image.errors.StoryboardError` if another has it, or if
        its file leads elsewhere.
        """
        while self._descriptor is None:
            descriptor = self._open()
            try:
                _lock(descriptor)
            except OSError as error:
                if error.errno in _HELD:
                    owner = _owner(descriptor)
                    os.close(descriptor)
                    raise StoryboardError(
                        f"{self._folder} is being written by {owner}. Wait for it to end, or choose another folder."
                    ) from error
                # Some network drives know no locks; the board is still written, unguarded.
            if self._still_there(descriptor):
                self._descriptor = descriptor
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, 0)
                    os.write(descriptor, str(os.getpid()).encode())
            else:
                os.close(descriptor)

    def release(self) -> None:
        """Let go of it."""
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None

    def _open(self) -> int:
        # A folder that came from elsewhere must not make us write the pid into a file outside it.
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise StoryboardError(f"{self._path} is a link; remove it to write this folder") from error
            raise
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode) and found.st_nlink <= 1:  # 0: its holder has just let go of it
            return descriptor
        os.close(descriptor)
        raise StoryboardError(f"{self._path} is no file of its own; remove it to write this folder")

    def _still_there(self, descriptor: int) -> bool:
        """Whether the locked file is the one that others will find, and not one that was just deleted."""
        try:
            return os.path.samestat(os.fstat(descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def __del__(self) -> None:
        self.release()


def _owner(descriptor: int) -> str:
    with contextlib.suppress(OSError):
        pid = os.read(descriptor, 20).decode("ascii", "replace")
        if pid.isdigit():
            return "this process" if int(pid) == os.getpid() else f"another process ({pid})"
    return "another process"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
