"""A board as an animatic that web pages play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from voice2image.exporters._animatic import WEBM, AnimaticConfig, write_film
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["WebMConfig", "WebMExporter"]


class WebMConfig(AnimaticConfig):
    """Settings of ``.webm``."""

    backend: ClassVar[str] = "webm"


class WebMExporter(Exporter[WebMConfig]):
    """Writes ``.webm``: VP9 and Opus, each panel as long as it stands in the recording."""

    name = "webm"
    config_class = WebMConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        write_film(board, path, WEBM, self.config, progress)
