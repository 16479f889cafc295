"""One at a time, for what two calls must not use at once."""

from __future__ import annotations

import threading
from types import TracebackType

from voice2image.errors import GenerationError

__all__ = ["Turns"]


class Turns:
    """A lock that other threads wait for, and that tells the thread that has it when it comes again.

    That happens when a generator is called from its own `on_step`: a plain lock would wait for ever, and a reentrant
    one would let the second drawing spoil the first.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: int | None = None

    def __enter__(self) -> None:
        if self._thread == threading.get_ident():
            raise GenerationError("the generator is called from its own on_step; do that when it has drawn its images")
        self._lock.acquire()
        self._thread = threading.get_ident()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread = None
        self._lock.release()
