"""What subtitles say, and when."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from voice2image.config import Config
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.timeline import Pace, timeline
from voice2image.transcript import Segment, Transcript

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["SubtitlesConfig", "SubtitlesExporter"]


class SubtitlesConfig(Config):
    """Settings of ``.srt`` and ``.vtt``."""

    words: Literal["heard", "dialogue"] = "heard"
    """All that was heard, as it was heard; or what the characters say, as long as their panel stands."""
    pace: Pace = "recording"
    """What the panels of ``"dialogue"`` are timed by."""


class SubtitlesExporter(Exporter[SubtitlesConfig]):
    """Writes subtitles; a format only says how."""

    config_class = SubtitlesConfig

    @abstractmethod
    def cues(self, transcript: Transcript) -> str:
        """The file's content."""

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        progress(0.0)
        said = board.transcript if self.config.words == "heard" else _dialogue(board, self.config.pace)
        progress(0.5)
        path.write_text(self.cues(said), "utf-8")
        progress(1.0)


def _dialogue(board: Storyboard, pace: Pace) -> Transcript:
    lines = ((cue, cue.panel.prompt.shot.dialogue) for cue in timeline(board, pace) if cue.panel.prompt.shot)
    return Transcript(
        segments=tuple(Segment(text=text, start_s=cue.start_s, end_s=cue.end_s) for cue, text in lines if text.strip())
    )
