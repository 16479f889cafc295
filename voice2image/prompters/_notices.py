"""Warnings of a prompter: they go to whoever prepared it in the same thread, else to the log."""

from __future__ import annotations

import logging
import threading

from voice2image.backend import Notify, log_notice

__all__ = ["Notices"]

_log = logging.getLogger("voice2image")


class Notices:
    """Who is told.

    Args:
        logged: Whether the log gets them where somebody listens too.
    """

    def __init__(self, *, logged: bool = False) -> None:
        self._listeners = threading.local()
        self._logged = logged

    def listen(self, notify: Notify) -> None:
        """Tell `notify` what is warned of in runs that this thread begins from now on."""
        self._listeners.notify = notify

    def begin(self) -> Notify:
        """How a run of this thread warns, in whichever thread it goes on."""
        notify: Notify = getattr(self._listeners, "notify", log_notice)

        def warn(message: str) -> None:
            if self._logged or notify is log_notice:
                _log.warning("%s", message)
            if notify is not log_notice:
                notify(message)

        return warn
