"""The pictures and the sound as files, for formats that name files and hold none."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from voice2image._files import holds, write_bytes
from voice2image.errors import AudioError, ExportError, StoryboardError

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["Media"]


class Media:
    """Files of a board's pictures and sound: those that are there already, and `folder` for the rest.

    What is written to it is named by its content, so that no file is ever changed that an older export names.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: list[Path] = []

    @classmethod
    @contextmanager
    def beside(cls, target: Path) -> Iterator[Media]:
        """Keep the files in the folder ``media`` beside `target`, which several exports share. An export that fails
        leaves none of its own behind."""
        media = cls(target.parent / "media")
        try:
            yield media
        except BaseException:
            for path in reversed(media._made):
                with contextlib.suppress(OSError):
                    path.rmdir() if path.is_dir() else path.unlink()
            raise

    @classmethod
    @contextmanager
    def for_now(cls) -> Iterator[Media]:
        """Keep the files until they are packed."""
        with tempfile.TemporaryDirectory() as folder:
            yield cls(Path(folder))

    def picture(self, panel: Panel) -> Path | None:
        """The file of the panel's picture; ``None`` if it has none, or it is gone."""
        image = panel.image
        if image is None:
            return None
        if image.path is not None:
            return image.path.resolve() if image.path.is_file() else None
        with contextlib.suppress(StoryboardError):
            return self._keep(f"{panel.number:03}", "png", image.to_png())
        return None

    def sound(self, board: Storyboard) -> Path | None:
        """The file of the recording; ``None`` if the board has none."""
        sound = board.sound
        if sound is None:
            return None
        if sound.path is not None and sound.path.is_file():
            return sound.path.resolve()
        with tempfile.TemporaryDirectory() as folder:
            encoded = Path(folder) / "sound.m4a"
            try:
                sound.to_m4a(encoded)
            except AudioError as error:
                raise ExportError(f"the board's sound can't be used: {error}") from error
            return self._keep("sound", "m4a", encoded.read_bytes())

    def _keep(self, stem: str, suffix: str, content: bytes) -> Path:
        seen = hashlib.sha256(content)
        while True:
            path = self.folder / f"{stem}-{seen.hexdigest()[:12]}.{suffix}"
            if not path.exists() or holds(path, content):
                break
            seen.update(b"again")  # the name is another file's
        if not path.exists():
            if not self.folder.exists():
                self._made.append(self.folder)
            try:
                self.folder.mkdir(exist_ok=True)
            except OSError as error:
                raise ExportError(f"can't make the folder {self.folder}: {error.strerror}") from error
            self._made.append(path)
            write_bytes(path, content, ExportError)
        return path.resolve()
