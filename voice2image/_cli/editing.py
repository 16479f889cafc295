"""``voice2image redraw``, ``edit`` and ``undo``: a board is changed, saved and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice2image._board_reading import BOARD_FILE
from voice2image._by_hand import panel_of
from voice2image._cli.progress import share_bar
from voice2image._cli.session import ExitCode, Session
from voice2image._cli.tables import board_table
from voice2image._events_json import board_json
from voice2image._redrawing import generator_for
from voice2image.board_folder import BoardFolder
from voice2image.errors import ConfigError, GenerationError, StoryboardError
from voice2image.storyboard import Storyboard

__all__ = ["Wishes", "edit_board", "redraw_panels", "undo_edit"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How panels are to be drawn again; what is ``None`` stays as it is."""

    seed: int | None = None
    text: str | None = None
    negative_text: str | None = None
    style: str | None = None


def redraw_panels(
    session: Session, folder: Path, numbers: Sequence[int], wishes: Wishes, *, generator: str | None
) -> ExitCode:
    """Draw panels again, or those that have no picture; each is saved as it is drawn."""
    if wishes.text is not None and len(numbers) != 1:
        raise ConfigError("--text: one panel at a time gets another text")
    failed: dict[int, str] = {}
    with _opened(folder) as target:
        board = target.board
        chosen = list(dict.fromkeys(numbers)) or [panel.number for panel in board if panel.image is None]
        for number in chosen:
            panel_of(board, number)  # before any work is done
        if not chosen:
            _show(session, board, "nothing waits to be drawn")
            return ExitCode.OK
        done: list[int] = []
        try:
            with generator_for(board, generator) as draws:
                session.note(f"generator: {draws.describe()}")
                draws.prepare(notify=session.note)
                for number in chosen:
                    try:
                        board = target.save(_redrawn(session, board, number, wishes, draws))
                        done.append(number)
                    except GenerationError as error:
                        failed[number] = str(error)
                        session.warn(f"panel {number} failed: {error}")
        except KeyboardInterrupt:
            if session.json:
                session.document({"event": "interrupted", "drawn": len(done), "planned": len(chosen)})
            session.warn(f"stopped: {len(done)} of {len(chosen)} panels are drawn and kept")
            return ExitCode.INTERRUPTED
    _show(session, board, *(f"redraw {number}" for number in done), failed=failed)
    return ExitCode.SOME_FAILED if failed else ExitCode.OK


def edit_board(session: Session, folder: Path, change: Callable[[Storyboard], Storyboard]) -> None:
    """Change a board that isn't drawn anew by it."""
    with _opened(folder) as target:
        board = target.save(change(target.board))
    _show(session, board, board.history[-1].did)
    if waiting := [str(panel.number) for panel in board if panel.status == "waiting"]:
        session.note(f"not drawn yet: {', '.join(waiting)}. Draw what waits with: voice2image redraw {folder}")


def undo_edit(session: Session, folder: Path) -> None:
    """Take back the last edit."""
    with _opened(folder) as target:
        did = target.board.history[-1].did if target.board.history else ""
        board = target.save(target.board.undo())
    _show(session, board, f"undone: {did}")


@dataclass(slots=True)
class _Open:
    """A board that nobody else writes until we are done."""

    folder: BoardFolder
    board: Storyboard

    def save(self, board: Storyboard) -> Storyboard:
        """Put it in the folder."""
        self.board = self.folder.write_board(board)
        self.folder.tidy()
        return self.board


@contextmanager
def _opened(path: Path) -> Iterator[_Open]:
    path = path.parent if path.name == BOARD_FILE else path
    Storyboard.load(path)  # a folder without a board is not to be made one
    with BoardFolder(path) as folder:
        board = folder.load()
        if board is None:
            raise StoryboardError(f"there is no board at {path / BOARD_FILE}")
        yield _Open(folder, board)


def _redrawn(session: Session, board: Storyboard, number: int, wishes: Wishes, generator: Any) -> Storyboard:
    with share_bar(session, f"panel {number}") as progress:
        return board.redraw(
            number,
            seed=wishes.seed,
            text=wishes.text,
            negative_text=wishes.negative_text,
            style=wishes.style,
            generator=generator,
            progress=progress,
        )


def _show(session: Session, board: Storyboard, *did: str, failed: dict[int, str] | None = None) -> None:
    if session.json:
        session.document({"did": list(did), "failed": failed or {}, "board": board_json(board)})
        return
    session.out.print(board_table(board))
    for line in did:
        session.say(line)
