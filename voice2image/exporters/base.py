"""What every export format does: write a board to one file."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from voice2image._files import replacing
from voice2image.backend import Backend
from voice2image.config import Config
from voice2image.errors import ExportError
from voice2image.signing import SigningConfig

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["Exporter", "Progress", "SignedConfig", "silent"]

Progress = Callable[[float], None]
"""Told every so often which share of the work is done, 0 to 1. What it raises ends the export."""

C = TypeVar("C", bound=Config)


def silent(share: float) -> None:
    """The :data:`Progress` of a caller who doesn't want to know."""


class SignedConfig(Config):
    """Settings of a format whose files can be signed."""

    sign: SigningConfig | None = None
    """With what to sign; see :class:`~voice2image.signing.SigningConfig`."""


class Exporter(Backend[C]):
    """Writes boards in one format. Found by the suffix of the file that is asked for.

    ::

        class TextExporter(Exporter[Config]):
            name = "txt"

            def write(self, board, path, progress=silent):
                path.write_text("".join(f"{panel.number}. {panel.prompt.text}\\n" for panel in board), "utf-8")
    """

    name: ClassVar[str]
    """The registry name, which is the file's suffix without its first dot: ``"html"``, ``"manga.pdf"``."""
    config_class: ClassVar[type[Config]] = Config
    """A format without settings needs none of its own."""

    @abstractmethod
    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """Write `board` to `path`, a file in an existing folder. The caller puts it in place only once it is whole.

        Raises :class:`~voice2image.errors.ExportError`, and :class:`~voice2image.errors.MissingExtraError` where a
        library is missing.
        """

    @property
    def signs(self) -> bool:
        """Whether its files can be signed: its config is a :class:`SignedConfig` then."""
        return isinstance(self.config, SignedConfig)

    def signing(self, sign: SigningConfig) -> Self:
        """An exporter like this one that signs what it writes.

        Raises :class:`~voice2image.errors.ExportError` if its format holds no signature.
        """
        if not self.signs:
            raise ExportError(f"no signature can be put into .{self.name} files; export it without")
        return type(self)(self.config.replace(sign=sign))

    def export(self, board: Storyboard, target: Path, progress: Progress = silent) -> None:
        """Make `target` the board's file, whole or not at all: until the end an older file stays as it was.

        Raises what :meth:`write` does. A format of several files overrides it, and puts the one that names the others
        in place last.
        """
        with replacing(target, ExportError) as temporary:
            self.write(board, temporary, progress)
