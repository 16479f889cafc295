"""How long to wait for a service on the network, and how often to ask again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from voice2image.cancel import CancelToken
from voice2image.errors import TranscriptionTimeoutError

__all__ = ["Patience", "retry_after_s"]

T = TypeVar("T")

NAP_S = 0.05  # how late a cancel may be noticed while waiting


class Patience:
    """The time that one job may take, from now on, and the caller's right to end it sooner."""

    def __init__(self, service: str, timeout_s: float, cancel: CancelToken) -> None:
        self._service = service
        self._timeout_s = timeout_s
        self._cancel = cancel
        self._end = time.monotonic() + timeout_s
        self.note = ""
        """What to add to the message when the time is up, such as which job goes on without us."""

    @property
    def left_s(self) -> float:
        """Seconds until the time is up; negative afterwards."""
        return self._end - time.monotonic()

    def check(self) -> None:
        """Raise :class:`~voice2image.errors.Cancelled` or
        :class:`~voice2image.errors.TranscriptionTimeoutError` if it is over."""
        self._cancel.check()
        if self.left_s <= 0:
            raise TranscriptionTimeoutError(f"{self._service} wasn't done after {self._timeout_s:g} s{self.note}")

    def sleep(self, duration_s: float) -> None:
        """Wait, and raise like :meth:`check` as soon as it is over."""
        end = time.monotonic() + duration_s
        while (left_s := end - time.monotonic()) > 0:
            self.check()
            time.sleep(min(NAP_S, left_s))

    def watch(self, work: Callable[[], T]) -> T:
        """The outcome of `work`, which runs in a thread of its own; raise like :meth:`check` as soon as it is over.

        Work that is given up goes on until it looks at this patience itself.
        """
        outcome: Future[T] = Future()

        def run() -> None:
            try:
                outcome.set_result(work())
            except BaseException as error:  # noqa: BLE001  (raised again in the caller's thread)
                outcome.set_exception(error)

        threading.Thread(target=run, name="voice2image-asking", daemon=True).start()
        while True:
            try:
                return outcome.result(timeout=NAP_S)
            except TimeoutError:
                if outcome.done():
                    raise
                self.check()


def retry_after_s(asked: str) -> float | None:
    """The seconds that a ``Retry-After`` header asks for: a number or a date (RFC 9110, section 10.2.3)."""
    if asked.strip().isdecimal():
        return float(asked.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without a zone
        return None
