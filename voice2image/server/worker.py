"""The threads that turn queued recordings into boards."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path
from threading import Condition, Thread
from typing import Final

from voice2image.audio import Audio
from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled, Voice2ImageError
from voice2image.server.boards import Boards
from voice2image.server.metrics import Metrics
from voice2image.server.store import Entry, State
from voice2image.server.studio import Studio

__all__ = ["Workers"]

LOG = logging.getLogger("voice2image.server")
LOOK_S: Final = 1.0
"""How often a worker with nothing to do looks for work by itself."""


class Workers:
    """Draws what is queued, some boards at a time.

    Args:
        boards: Where they are.
        studio: The models.
        metrics: Counts what comes of them.
        count: How many boards at a time.
    """

    def __init__(self, boards: Boards, studio: Studio, metrics: Metrics, count: int) -> None:
        self._boards, self._studio, self._metrics = boards, studio, metrics
        self._grown = Condition()
        self._stop = CancelToken()
        self._running: dict[str, CancelToken] = {}
        self._threads = [Thread(target=self._work, name=f"voice2image-board-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """There is something to do."""
        with self._grown:
            self._grown.notify()

    def cancel(self, board_id: str) -> None:
        """Stop working on a board, if that is being done."""
        token = self._running.get(board_id)
        if token is not None:
            token.cancel()

    def stop(self, patience_s: float = 30.0) -> None:
        """Stop after the next step of each model. What is unfinished goes on when the service is started again."""
        self._stop.cancel()
        with self._grown:
            self._grown.notify_all()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(patience_s)

    def _work(self) -> None:
        while not self._stop.cancelled:
            try:
                entry = self._boards.store.take()
            except Voice2ImageError:
                LOG.exception("the list of boards can't be read")
                entry = None
            if entry is None:
                with self._grown:
                    self._grown.wait(LOOK_S)
                continue
            self._draw(entry)

    def _draw(self, entry: Entry) -> None:
        token = self._running[entry.id] = CancelToken(parent=self._stop)
        state, error = State.DONE, None
        try:
            with self._metrics.boards_under_way.track_inprogress():
                self._stream(entry, self._boards.upload(entry.id), token)
        except Cancelled:
            state = State.CANCELLED
        except Voice2ImageError as fault:
            state, error = State.FAILED, str(fault)
        except Exception:
            LOG.exception("board failed", extra={"board": entry.id})
            state, error = State.FAILED, "something unexpected went wrong; the service's log says what"
        finally:
            del self._running[entry.id]
        if state is State.CANCELLED and self._stop.cancelled:
            self._boards.store.put_back(entry.id)
        else:
            self._boards.end(entry.id, state, error)

    def _stream(self, entry: Entry, sound: Path, token: CancelToken) -> None:
        audio = Audio.open(sound, name=entry.name)
        pipeline = self._studio.pipeline(entry.client, entry.wishes)
        with closing(pipeline.stream(audio, self._boards.folder(entry.id), cancel=token)) as events:
            for event in events:
                self._boards.tell(entry.id, event)
                self._metrics.count(event)
