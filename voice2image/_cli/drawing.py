"""``voice2image draw``."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from voice2image._cli.hearing import open_memo
from voice2image._cli.progress import view_for
from voice2image._cli.session import ExitCode, Session
from voice2image._cli.stages import Stages
from voice2image._cli.tables import board_table
from voice2image.events import BoardDone, BoardEdited, Event, PanelDrawn, PromptWritten
from voice2image.pipeline import Voice2Image
from voice2image.storyboard import Storyboard

__all__ = ["draw_board", "report"]


def draw_board(session: Session, memo: str, folder: Path, stages: Stages, *, seed: int | None, html: bool) -> ExitCode:
    """Make a board of `memo` in `folder` and say what became of it."""
    prompter = stages.prompter()
    pipeline = Voice2Image(
        transcriber=stages.transcriber(hotwords=prompter.hotwords),
        prompter=prompter,
        generator=stages.generator(),
        seed=seed if seed is not None else stages.seed,
    )
    audio = open_memo(memo)
    tally = _Tally()
    try:
        with pipeline, view_for(session) as view, _stops_aloud(session):
            for event in pipeline.stream(audio, folder):
                tally.count(event)
                view.show(event)
    except KeyboardInterrupt:
        return _interrupted(session, tally, folder)
    board = tally.board
    assert board is not None  # the stream ends with it, or raises
    page = board.export(folder / "board.html") if html else None
    report(session, board, folder, page)
    return ExitCode.SOME_FAILED if any(panel.status == "failed" for panel in board) else ExitCode.OK


@contextmanager
def _stops_aloud(session: Session) -> Iterator[None]:
    """On Ctrl-C say that the step at work is waited for, and let a second Ctrl-C not wait."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        session.note("stopping once the step at work is done; Ctrl-C again stops at once")
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Tally:
    """What has come of it so far."""

    def __init__(self) -> None:
        self.planned = 0
        self.drawn = 0
        self.board: Storyboard | None = None

    def count(self, event: Event) -> None:
        match event:
            case PromptWritten(number=number):
                self.planned = number
            case BoardEdited(panels=panels):
                self.planned = len(panels)
                self.drawn = sum(panel.status == "drawn" for panel in panels)
            case PanelDrawn():
                self.drawn += 1
            case BoardDone(board=board):
                self.board = board


def _interrupted(session: Session, tally: _Tally, folder: Path) -> ExitCode:
    if session.json:
        session.document({"event": "interrupted", "drawn": tally.drawn, "planned": tally.planned})
    kept = (
        f"{tally.drawn} of {tally.planned} panels so far are kept in {folder}"
        if tally.drawn
        else "nothing is drawn yet"
    )
    session.warn(f"stopped: {kept}. The same command again goes on from here.")
    return ExitCode.INTERRUPTED


def report(session: Session, board: Storyboard, folder: Path, page: Path | None) -> None:
    """Say what became of a board."""
    failed = [panel for panel in board if panel.status == "failed"]
    if not session.json:
        session.out.print(board_table(board))
        for note, panels in _notes(board).items():
            session.note(f"panel{'s' if len(panels) > 1 else ''} {', '.join(map(str, panels))}: {note}")
        drawn = sum(panel.status == "drawn" for panel in board)
        session.say(f"{drawn} of {len(board)} panels drawn. Look at {page or folder}")
        if page is None:
            session.say(f"As one page to open or send: voice2image export {folder} {folder / 'board.html'}")
    if failed:
        numbers = ", ".join(str(panel.number) for panel in failed)
        session.warn(f"failed: {numbers}. The same command again tries only these.")


def _notes(board: Storyboard) -> dict[str, list[int]]:
    """What is to be known of how panels were drawn, each note with the numbers of its panels."""
    found: dict[str, list[int]] = {}
    for panel in board:
        for note in panel.image.provenance.notes if panel.image else ():
            found.setdefault(note, []).append(panel.number)
    return found
