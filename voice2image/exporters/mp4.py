"""A board as an animatic that every player and editor opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from voice2image._c2pa import signing
from voice2image._manifest import film_manifest
from voice2image.exporters._animatic import MP4, AnimaticConfig, write_film
from voice2image.exporters.base import Exporter, Progress, SignedConfig, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["Mp4Config", "Mp4Exporter"]


class Mp4Config(AnimaticConfig, SignedConfig):
    """Settings of ``.mp4``."""

    backend: ClassVar[str] = "mp4"


class Mp4Exporter(Exporter[Mp4Config]):
    """Writes ``.mp4``: H.264 and AAC, each panel as long as it stands in the recording."""

    name = "mp4"
    config_class = Mp4Config

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        with signing(path, "video/mp4", self.config.sign, lambda: film_manifest(board)):
            write_film(board, path, MP4, self.config, progress)
