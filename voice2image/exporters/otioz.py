"""An OpenTimelineIO timeline in one file with its pictures and its sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voice2image.exporters._media import Media
from voice2image.exporters._otio import Composition, TimelineConfig, TimelineExporter
from voice2image.exporters.base import Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["OtiozConfig", "OtiozExporter"]


class OtiozConfig(TimelineConfig):
    """Settings of ``.otioz``."""

    backend = "otioz"


class OtiozExporter(TimelineExporter):
    """Writes ``.otioz``, a ZIP that holds everything."""

    name = "otioz"
    config_class = OtiozConfig
    adapter = "otioz"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        with Media.for_now() as media:
            self.save(Composition(self, board, media, None).timeline(progress), path)
