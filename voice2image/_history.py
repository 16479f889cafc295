"""``history/`` in a board's folder: ``board.json`` as it was before each of the last edits by hand.

Its files are never overwritten. ``board.json`` lists those that count, in the order of the edits; it is put in place
after them, and others are removed only once it is.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from voice2image._board_json import BoardRecord, StepRecord
from voice2image._board_reading import HISTORY, hashes_of, read_record
from voice2image._files import flush_folder, write_bytes
from voice2image.errors import StoryboardError

__all__ = ["HistoryFolder"]

_OWN_NAME = re.compile(r"\d{4,}\.json")


class HistoryFolder:
    """The earlier boards in one board's folder."""

    def __init__(self, board_folder: Path) -> None:
        self.path = board_folder / HISTORY
        self._hashes: dict[str, dict[str, str | None]] = {}
        """By file, since none changes: the pictures that it names, and what they were saved as."""

    def holds(self, file: Path) -> bool:
        """Whether a file is one of these."""
        return file.parent.resolve() == self.path.resolve()

    def write(self, record: BoardRecord) -> Path:
        """Keep an earlier board. Raises :class:`~voice2image.errors.StoryboardError`."""
        if self.path.is_symlink():  # a folder from elsewhere must not make us write outside it
            raise StoryboardError(f"{self.path} is a link; remove it to write this folder")
        try:
            self.path.mkdir(exist_ok=True)
        except OSError as error:
            raise StoryboardError(f"can't write {self.path}: {error.strerror or error}") from error
        taken = [int(file.stem) for file in self._own_files()]
        path = self.path / f"{max(taken, default=0) + 1:04}.json"
        write_bytes(path, record.model_dump_json(indent=2).encode(), StoryboardError)
        flush_folder(self.path)
        return path

    def hashes(self, steps: Iterable[StepRecord]) -> dict[str, str | None]:
        """The files that earlier boards speak of, with the SHA-256 that each was saved with."""
        found: dict[str, str | None] = {}
        for step in steps:
            if step.file not in self._hashes:
                with contextlib.suppress(StoryboardError):  # undoing it says what is wrong
                    self._hashes[step.file] = hashes_of(read_record(self.path / step.file).replace(superseded={}))
            found |= self._hashes.get(step.file, {})
        return found

    def tidy(self, steps: Iterable[StepRecord]) -> None:
        """Remove what no step names any more."""
        if self.path.is_symlink():
            return
        kept = {step.file for step in steps}
        with contextlib.suppress(OSError):  # a file too many does no harm
            for file in self._own_files():
                if file.name not in kept:
                    file.unlink()
            if not kept:
                self.path.rmdir()

    def _own_files(self) -> list[Path]:
        return [file for file in self.path.glob("*.json") if _OWN_NAME.fullmatch(file.name)]
