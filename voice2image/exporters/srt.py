"""Subtitles as SubRip, which every player and editor reads."""

from __future__ import annotations

from voice2image.exporters._subtitles import SubtitlesConfig, SubtitlesExporter
from voice2image.transcript import Transcript

__all__ = ["SrtConfig", "SrtExporter"]


class SrtConfig(SubtitlesConfig):
    """Settings of ``.srt``."""

    backend = "srt"


class SrtExporter(SubtitlesExporter):
    """Writes ``.srt``."""

    name = "srt"
    config_class = SrtConfig

    def cues(self, transcript: Transcript) -> str:
        """See :meth:`SubtitlesExporter.cues`."""
        return transcript.to_srt()
