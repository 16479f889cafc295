"""What every export format does: write a board to one file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["Exporter"]


class Exporter(ABC):
    """Writes boards in one format. Found by the suffix of the file that is asked for."""

    suffix: ClassVar[str]
    """The registry name, which is the file's suffix without the dot: ``"html"``."""

    @abstractmethod
    def write(self, board: Storyboard, path: Path) -> None:
        """Write `board` to `path`, a file in an existing folder. The caller puts it in place only once it is whole.

        Raises :class:`~voice2image.errors.ExportError`.
        """
