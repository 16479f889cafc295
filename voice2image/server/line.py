"""A line in front of a model: one at a time, and clients in turn, however much one of them asks for."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Final

from voice2image.cancel import CancelToken

__all__ = ["Line", "LineFullError"]

LOOK_S: Final = 0.2
"""How often who waits looks whether to stop."""
MEMORY: Final = 0.2
"""How much the last turn counts in what the next is thought to take."""


class LineFullError(Exception):
    """So many wait that no more are let in; `retry_after_s` says when there may be room."""

    def __init__(self, waiting: int, retry_after_s: float) -> None:
        self.waiting, self.retry_after_s = waiting, retry_after_s
        super().__init__(f"{waiting} calls wait already; try again in {retry_after_s:.0f} s")


class _Ticket:
    __slots__ = ()


class Line:
    """Lets one caller through at a time. Clients come in turn; one client's calls in the order they came."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: dict[str, deque[_Ticket]] = {}
        """By client, in the order in which their turns come."""
        self._busy = False
        self._turn_s = 1.0

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self._changed:
            return sum(map(len, self._waiting.values()))

    @property
    def seconds_a_turn(self) -> float:
        """How long a turn takes, by those that were."""
        return self._turn_s

    def check_room(self, most: int) -> None:
        """Raise :class:`LineFullError` if `most` wait already."""
        waiting = self.waiting
        if waiting >= most:
            raise LineFullError(waiting, max(1.0, waiting * self._turn_s))

    @contextmanager
    def turn(self, client: str, cancel: CancelToken | None = None) -> Iterator[None]:
        """Wait for the client's turn and have it while the block runs.

        Raises :class:`~voice2image.errors.Cancelled` once `cancel` is set while it waits.
        """
        ticket = _Ticket()
        with self._changed:
            self._waiting.setdefault(client, deque()).append(ticket)
            try:
                while self._busy or self._next() is not ticket:
                    self._changed.wait(LOOK_S)
                    if cancel is not None:
                        cancel.check()
            except BaseException:
                self._leave(client, ticket)
                raise
            self._leave(client, ticket)
            self._busy = True
        begun = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._turn_s += MEMORY * (time.monotonic() - begun - self._turn_s)
                self._changed.notify_all()

    def _next(self) -> _Ticket | None:
        return next((tickets[0] for tickets in self._waiting.values()), None)

    def _leave(self, client: str, ticket: _Ticket) -> None:
        """Take a ticket out; the client goes behind the others."""
        tickets = self._waiting.pop(client)
        tickets.remove(ticket)
        if tickets:
            self._waiting[client] = tickets
        self._changed.notify_all()
