"""A generator that several clients share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.generators.base import Generator, OnStep
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.server.line import Line

__all__ = ["InTurn"]


class InTurn(Generator[Any]):
    """One client's way to a shared generator: it waits for the client's turn before each call.

    Args:
        shared: What draws. It stays loaded when this is closed.
        line: The line in front of it.
        client: Whose turn to wait for.
    """

    def __init__(self, shared: Generator[Any], line: Line, client: str) -> None:
        self.config = shared.config
        vars(self)["name"] = shared.name  # a board says what drew it, not who stood in line
        self._shared, self._line, self._client = shared, line, client

    @property
    def batch_size(self) -> int:
        """The shared one's."""
        return self._shared.batch_size

    @property
    def images_per_prompt(self) -> int:
        """The shared one's."""
        return self._shared.images_per_prompt

    @property
    def fingerprint(self) -> str:
        """The shared one's."""
        return self._shared.fingerprint

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Load the shared one, if that is still to do."""
        self._shared.prepare(notify=notify)

    def describe(self) -> str:
        """The shared one's line."""
        return self._shared.describe()

    def generate(
        self, prompts: Sequence[Prompt], *, on_step: OnStep | None = None, cancel: CancelToken | None = None
    ) -> Iterator[GeneratedImage]:
        """See :meth:`Generator.generate`."""
        with self._line.turn(self._client, cancel):
            yield from self._shared.generate(prompts, on_step=on_step, cancel=cancel)
