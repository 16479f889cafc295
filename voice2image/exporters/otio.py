"""OpenTimelineIO's own JSON."""

from __future__ import annotations

from voice2image.exporters._otio import TimelineConfig, TimelineExporter

__all__ = ["OtioConfig", "OtioExporter"]


class OtioConfig(TimelineConfig):
    """Settings of ``.otio``."""

    backend = "otio"


class OtioExporter(TimelineExporter):
    """Writes ``.otio``, which names the pictures and the sound."""

    name = "otio"
    config_class = OtioConfig
    adapter = "otio_json"
