"""An edit decision list (CMX 3600), which every editor reads: one track of cuts and dissolves, no sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from voice2image.exporters._otio import TimelineConfig, TimelineExporter

__all__ = ["EdlConfig", "EdlExporter"]


class EdlConfig(TimelineConfig):
    """Settings of ``.edl``."""

    backend = "edl"


class EdlExporter(TimelineExporter):
    """Writes ``.edl``: the cuts and the dissolves, without the sound."""

    name = "edl"
    config_class = EdlConfig
    adapter = "cmx_3600"
    package = "otio-cmx3600-adapter"

    def save(self, made: Any, path: Path) -> None:
        """See :meth:`TimelineExporter.save`."""
        if len(made.tracks[0]):
            super().save(made, path)
        else:  # which the adapter doesn't take
            path.write_text(f"TITLE: {made.name}\n", "utf-8")
