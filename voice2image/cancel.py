"""A way to say stop that reaches every stage."""

from __future__ import annotations

import threading

from voice2image.errors import Cancelled

__all__ = ["CancelToken"]


class CancelToken:
    """Handed down to a running stage, which looks at it between two steps of its work. Safe to set from any thread."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask for a stop. Asking twice changes nothing."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop has been asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise :class:`~voice2image.errors.Cancelled` if a stop has been asked for."""
        if self._event.is_set():
            raise Cancelled("stopped at the caller's request")
