"""The boards of a service: their folders, their state, and what happens to them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voice2image._board_reading import BOARD_FILE
from voice2image.board_folder import BoardFolder
from voice2image.errors import StoryboardError
from voice2image.events import Event
from voice2image.server.metrics import Metrics
from voice2image.server.news import News, Newspaper
from voice2image.server.store import Entry, State, Store
from voice2image.server.views import event_view
from voice2image.storyboard import Storyboard

__all__ = ["Boards"]


class Boards:
    """Everything that is kept of boards.

    Args:
        root: Their folder.
        metrics: Counts what comes of them.
    """

    def __init__(self, root: Path, metrics: Metrics) -> None:
        self._root = root / "boards"
        try:
            self._root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoryboardError(f"can't write {self._root}: {error.strerror or error}") from error
        self.store = Store(root / "boards.sqlite")
        self._metrics = metrics
        self._newspaper = Newspaper()

    def place(self, board_id: str) -> Path:
        """Where all of a board's files are."""
        return self._root / board_id

    def upload(self, board_id: str) -> Path:
        """Its recording, as it was sent."""
        return self.place(board_id) / "upload"

    def folder(self, board_id: str) -> Path:
        """The board itself."""
        return self.place(board_id) / "board"

    def load(self, board_id: str) -> Storyboard | None:
        """The board as far as it is drawn; ``None`` before anything of it is.

        Raises:
            StoryboardError: It is damaged.
        """
        folder = self.folder(board_id)
        return Storyboard.load(folder) if (folder / BOARD_FILE).exists() else None

    def change(self, board_id: str, change: Callable[[Storyboard], Storyboard]) -> Storyboard:
        """Save what `change` makes of a board.

        Raises:
            StoryboardError: There is nothing to change, or somebody else is changing it.
        """
        Storyboard.load(self.folder(board_id))  # a folder without a board is not to be made one
        with BoardFolder(self.folder(board_id)) as folder:
            board = folder.load()
            assert board is not None
            board = folder.write_board(change(board))
            folder.tidy()
        return board

    def news(self, entry: Entry) -> News | None:
        """What happened to a board lately, and is happening; ``None`` if it was over long ago."""
        return self._newspaper.of(entry.id) if entry.state.over else self._newspaper.open(entry.id)

    def tell(self, board_id: str, event: Event) -> dict[str, Any]:
        """Tell whoever follows a board; returns what was told."""
        item = event_view(board_id, event)
        self._newspaper.open(board_id).tell(item)
        return item

    def end(self, board_id: str, state: State, error: str | None = None) -> None:
        """A board has come to its end, or whoever worked on one that did before has."""
        if self.store.end(board_id, state, error):
            self._metrics.boards.labels(str(state)).inc()
        elif self.store.find(board_id) is None:  # it was deleted meanwhile, and something may have been written since
            self._remove_files(board_id)
        self._newspaper.open(board_id).tell({"event": "ended", "state": str(state), "error": error})
        self._newspaper.end(board_id)

    def remove(self, entry: Entry) -> None:
        """Forget a board, and take its files off the disk."""
        self.store.remove(entry.id)
        self._remove_files(entry.id)

    def _remove_files(self, board_id: str) -> None:
        shutil.rmtree(self.place(board_id), ignore_errors=True)

    def clear(self, board_id: str) -> None:
        """Take away what is drawn of a board; its recording stays."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self.folder(board_id))

    def close(self) -> None:
        """Let go of the list."""
        self.store.close()
