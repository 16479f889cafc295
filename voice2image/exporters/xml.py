"""Final Cut Pro 7's XML, which Premiere Pro and DaVinci Resolve read."""

from __future__ import annotations

from typing import ClassVar

from voice2image.exporters._otio import TimelineConfig, TimelineExporter

__all__ = ["Fcp7XmlConfig", "Fcp7XmlExporter"]


class Fcp7XmlConfig(TimelineConfig):
    """Settings of ``.xml``."""

    backend = "xml"


class Fcp7XmlExporter(TimelineExporter):
    """Writes ``.xml``."""

    name = "xml"
    config_class = Fcp7XmlConfig
    adapter = "fcp_xml"
    package = "otio-fcp-adapter"
    written_as: ClassVar = {**TimelineExporter.written_as, "wipe": "a dissolve"}
