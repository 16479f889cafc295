"""Pictures that were asked for as addresses: kept for a while, under names that nobody can guess."""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from pathlib import Path

from voice2image._files import write_bytes
from voice2image.errors import StoryboardError

__all__ = ["Pictures"]

NAME = re.compile(r"[0-9a-f]{32}\.(png|jpeg|webp)")


class Pictures:
    """A folder of pictures.

    Args:
        folder: Where.
        keep_s: For how many seconds.
    """

    def __init__(self, folder: Path, keep_s: float) -> None:
        self._folder, self._keep_s = folder, keep_s

    def put(self, content: bytes, suffix: str) -> str:
        """Keep a picture and return its name. Those whose time is over go.

        Raises:
            StoryboardError: It can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{secrets.token_hex(16)}.{suffix}"
        write_bytes(self._folder / name, content, StoryboardError)
        self.sweep()
        return name

    def path(self, name: str) -> Path | None:
        """Where a picture is, if it is still there."""
        if NAME.fullmatch(name) is None:
            return None
        file = self._folder / name
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime <= self._keep_s:
                return file
        return None

    def sweep(self) -> None:
        """Take away what has been there for too long."""
        if not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if time.time() - file.stat().st_mtime > self._keep_s:
                    file.unlink()
