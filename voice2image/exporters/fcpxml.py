"""Final Cut Pro X's XML."""

from __future__ import annotations

from voice2image.exporters._otio import TimelineConfig, TimelineExporter

__all__ = ["FcpXmlConfig", "FcpXmlExporter"]


class FcpXmlConfig(TimelineConfig):
    """Settings of ``.fcpxml``."""

    backend = "fcpxml"


class FcpXmlExporter(TimelineExporter):
    """Writes ``.fcpxml``."""

    name = "fcpxml"
    config_class = FcpXmlConfig
    adapter = "fcpx_xml"
    package = "otio-fcpx-xml-adapter"
