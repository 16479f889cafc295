"""Two who draw on one device, a while each."""

from __future__ import annotations

import time
from collections import deque
from threading import Condition, get_ident
from types import TracebackType
from typing import Final

__all__ = ["Slices"]

SLICE_S: Final = 1.0


class Slices:
    """A lock that threads get in the order in which they asked, and pass on between two steps of long work.

    Two models that draw at once on one device take longer than one after the other, and both come late.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._queue: deque[int] = deque()
        self._since = 0.0

    def __enter__(self) -> None:
        with self._changed:
            self._queue.append(get_ident())
            self._changed.wait_for(lambda: self._queue[0] == get_ident())
            self._since = time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._queue.popleft()
            self._changed.notify_all()

    def let_others(self) -> None:
        """Pass it on if somebody waits and this thread has had it for a while; returns once it is back."""
        with self._changed:
            if len(self._queue) == 1 or time.monotonic() - self._since < SLICE_S:
                return
            self._queue.rotate(-1)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._queue[0] == get_ident())
            self._since = time.monotonic()
