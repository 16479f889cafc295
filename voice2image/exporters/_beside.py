"""Files that an export keeps in a folder beside its own, for formats that name files and hold none."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from voice2image._files import holds, write_bytes
from voice2image.errors import ExportError

__all__ = ["Beside"]


class Beside:
    """A folder whose files are named by what is in them, so that none is ever changed that an older export names.

    It is a context manager: on an error the files that were added are removed, and the folder if it was.

    Args:
        folder: It is made when there is something to keep.
        mark: The letters that stand for a digest in a file's name.
    """

    def __init__(self, folder: Path, mark: Callable[[bytes], str]) -> None:
        self.folder = folder
        self._mark = mark
        self._made: list[Path] = []

    def keep(self, files: Mapping[str, bytes]) -> str:
        """Write files and return the letters that stand for ``{}`` in their names: other files have others.

        Raises :class:`~voice2image.errors.ExportError`.
        """
        seen = hashlib.sha256()
        for name, content in files.items():
            seen.update(f"{name} {len(content)} ".encode() + content)
        while True:
            mark = self._mark(seen.digest())
            named = {self.folder / name.format(mark): content for name, content in files.items()}
            if all(not path.exists() or holds(path, content) for path, content in named.items()):
                break
            seen.update(b"again")  # a name is another file's
        for path, content in named.items():
            if not path.exists():
                self._write(path, content)
        return mark

    def _write(self, path: Path, content: bytes) -> None:
        if not self.folder.is_dir():
            try:
                self.folder.mkdir()
            except OSError as error:
                raise ExportError(f"can't make the folder {self.folder}: {error.strerror}") from error
            self._made.append(self.folder)
        self._made.append(path)
        write_bytes(path, content, ExportError)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for path in reversed(self._made if kind else []):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
