"""Subtitles as WebVTT, which browsers read."""

from __future__ import annotations

from voice2image.exporters._subtitles import SubtitlesConfig, SubtitlesExporter
from voice2image.transcript import Transcript

__all__ = ["VttConfig", "VttExporter"]


class VttConfig(SubtitlesConfig):
    """Settings of ``.vtt``."""

    backend = "vtt"


class VttExporter(SubtitlesExporter):
    """Writes ``.vtt``."""

    name = "vtt"
    config_class = VttConfig

    def cues(self, transcript: Transcript) -> str:
        """See :meth:`SubtitlesExporter.cues`."""
        return transcript.to_vtt()
