"""What transcribers, prompters and generators have in common: a config, a way to get ready, a way to let go."""

from __future__ import annotations

import hashlib
import logging
from abc import ABC
from collections.abc import Callable
from types import TracebackType
from typing import ClassVar, Generic, Self, TypeVar

from voice2image.config import Config
from voice2image.errors import ConfigError

__all__ = ["Backend", "Notify", "log_notice"]

Notify = Callable[[str], None]
"""Called with a sentence that the user should see: a large download that starts, a fallback, a choice made for them."""

C = TypeVar("C", bound=Config)


def log_notice(message: str) -> None:
    """The `Notify` used where the caller gave none: a line in the log."""
    logging.getLogger("voice2image").info(message)


class Backend(ABC, Generic[C]):
    """One pluggable stage. Making one is cheap: models are loaded by :meth:`prepare`, or at the first use.

    A subclass sets `name` and `config_class`; its heavy imports stay inside its methods.
    """

    name: ClassVar[str]
    """The name it is registered under."""
    config_class: ClassVar[type[Config]]

    def __init__(self, config: C | None = None) -> None:
        self.config: C = self.config_class() if config is None else config  # type: ignore[assignment]  # its class is C
        if not isinstance(self.config, self.config_class):
            raise ConfigError(
                f"{type(self).__name__} takes a {self.config_class.__name__}, not a {type(config).__name__}"
            )

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """Make one from the part behind the colon of a name such as ``"diffusers:sd2-base"``.

        Raises :class:`~voice2image.errors.ConfigError` unless the subclass gives variants a meaning.
        """
        raise ConfigError(f"{cls.name!r} has no variants, so {cls.name}:{variant} means nothing; say {cls.name!r}")

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Load what is needed ahead of the first use. Calling it again does nothing."""

    def describe(self) -> str:
        """One line for people: which model, on which device."""
        return self.name

    @property
    def fingerprint(self) -> str:
        """Equal for two backends that come to the same result on the same input."""
        content = f"{self.name} {self.config.model_dump_json(exclude=set(self.config.incidental))}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def close(self) -> None:
        """Give back models, threads and device memory. A closed backend may be used again and loads anew."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
