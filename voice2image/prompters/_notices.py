"""Warnings of a prompter: they go to the log, and to whoever prepared it in the same thread."""

from __future__ import annotations

import logging
import threading

from voice2image.backend import Notify, log_notice

__all__ = ["Notices"]

_log = logging.getLogger("voice2image")


class Notices:
    """Who is told."""

    def __init__(self) -> None:
        self._listeners = threading.local()

    def listen(self, notify: Notify) -> None:
        """Tell `notify` as well what is warned of in runs that this thread begins from now on."""
        self._listeners.notify = notify

    def begin(self) -> Notify:
        """How a run of this thread warns, in whichever thread it goes on."""
        notify: Notify = getattr(self._listeners, "notify", log_notice)

        def warn(message: str) -> None:
            _log.warning("%s", message)
            if notify is not log_notice:
                notify(message)

        return warn
