"""A way to say stop that reaches every stage."""

from __future__ import annotations

import threading

from voice2image.errors import Cancelled

__all__ = ["CancelToken"]


class CancelToken:
    """Handed down to a running stage, which looks at it between two steps of its work. Safe to set from any thread.

    A token with a `parent` is cancelled with it, but not the other way round.
    """

    __slots__ = ("_event", "_parent")

    def __init__(self, parent: CancelToken | None = None) -> None:
        self._event = threading.Event()
        self._parent = parent

    def cancel(self) -> None:
        """Ask for a stop. Asking twice changes nothing."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop has been asked for."""
        return self._event.is_set() or (self._parent is not None and self._parent.cancelled)

    def check(self) -> None:
        """Raise :class:`~voice2image.errors.Cancelled` if a stop has been asked for."""
        if self.cancelled:
            raise Cancelled("stopped at the caller's request")
