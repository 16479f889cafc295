"""The pictures and the sound as files, for formats that name files and hold none."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from voice2image.errors import AudioError, ExportError
from voice2image.exporters._beside import Beside
from voice2image.exporters._losses import or_without, without_sound

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["Media"]


class Media:
    """Files of a board's pictures and sound: those that are there already, and `folder` for the rest."""

    def __init__(self, folder: Beside) -> None:
        self._folder = folder

    @classmethod
    @contextmanager
    def beside(cls, target: Path) -> Iterator[Media]:
        """Keep the files in the folder ``media`` beside `target`, which several exports share."""
        with Beside(target.parent / "media", _mark) as folder:
            yield cls(folder)

    @classmethod
    @contextmanager
    def for_now(cls) -> Iterator[Media]:
        """Keep the files until they are packed."""
        with tempfile.TemporaryDirectory() as folder:
            yield cls(Beside(Path(folder), _mark))

    def picture(self, panel: Panel) -> Path | None:
        """The file of the panel's picture; ``None`` if it has none, or it can't be read."""
        image = panel.image
        if image is None:
            return None
        with or_without(panel):
            if image.path is None:
                return self._keep(f"{panel.number:03}", "png", image.to_png())
            image.pixels.load()
            return image.path.resolve()
        return None

    def sound(self, board: Storyboard) -> Path | None:
        """The file of the recording; ``None`` if the board has none."""
        sound = board.sound
        if sound is None:
            without_sound(board)
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
        name = f"{stem}-{{}}.{suffix}"
        return (self._folder.folder / name.format(self._folder.keep({name: content}))).resolve()


def _mark(digest: bytes) -> str:
    return digest.hex()[:12]
