"""Final Cut Pro X's XML."""

from __future__ import annotations

from typing import ClassVar

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
    written_as: ClassVar = dict.fromkeys(("dissolve", "fade-in", "fade-out", "wipe"), "a cut")
