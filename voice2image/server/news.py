"""What happens to boards, told by threads that draw and followed by whoever listens."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from threading import Lock
from typing import Any, Final

__all__ = ["News", "Newspaper"]

KEPT: Final = 2000
"""Events of one board that a listener may be behind by, or come back for."""
BOARDS_KEPT: Final = 64
"""Boards that are over and whose events can still be asked for."""

Item = dict[str, Any]


class News:
    """The events of one board, numbered from 1."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(4)
        """Tells these numbers from those of before the service was started anew."""
        self._turn = Lock()
        self._items: deque[Item] = deque(maxlen=KEPT)
        self._count = 0
        self.over = False
        """Whether nothing more happens."""
        self._listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def tell(self, item: Item) -> None:
        """Add an event. From any thread."""
        with self._turn:
            self._items.append(item)
            self._count += 1
            self._wake()

    def end(self) -> None:
        """Nothing more happens."""
        with self._turn:
            self.over = True
            self._wake()

    @property
    def count(self) -> int:
        """How many events there were: the number of the last."""
        return self._count

    async def after(self, number: int) -> AsyncIterator[tuple[int, Item | None]]:
        """Events behind one that is known, as they come, until there are no more.

        Who is so far behind that events are gone gets ``None`` in their place, and should look at the board itself.
        """
        loop, wake = asyncio.get_running_loop(), asyncio.Event()
        listener = (loop, wake)
        with self._turn:
            self._listeners.add(listener)
        try:
            while True:
                wake.clear()
                with self._turn:
                    first = self._count - len(self._items) + 1
                    fresh = [self._items[n - first] for n in range(max(number + 1, first), self._count + 1)]
                    missed, over = number + 1 < first, self.over
                    start, number = max(number + 1, first), self._count
                if missed:
                    yield start - 1, None
                for offset, item in enumerate(fresh):
                    yield start + offset, item
                if over and not fresh:
                    return
                if not fresh:
                    await wake.wait()
        finally:
            with self._turn:
                self._listeners.discard(listener)

    def _wake(self) -> None:
        for loop, wake in self._listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(wake.set)


class Newspaper:
    """The news of all boards that are worked on, and of the last that were."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._boards: OrderedDict[str, News] = OrderedDict()

    def open(self, board_id: str) -> News:
        """The news of a board that something is still to happen to."""
        with self._turn:
            return self._boards.setdefault(board_id, News())

    def of(self, board_id: str) -> News | None:
        """The news of a board, if it was worked on lately."""
        with self._turn:
            return self._boards.get(board_id)

    def end(self, board_id: str) -> None:
        """Nothing more happens to a board."""
        with self._turn:
            news = self._boards.get(board_id)
            if news is not None:
                self._boards.move_to_end(board_id)
                news.end()
            over = [name for name, other in self._boards.items() if other.over]
            for name in over[: max(0, len(over) - BOARDS_KEPT)]:
                del self._boards[name]
