"""What subtitles say, and when."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from voice2image._fonts import clean
from voice2image._spacing import join
from voice2image.config import Config
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.timeline import Cue, Pace, plays_through, timeline
from voice2image.transcript import Segment, Transcript

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["SubtitlesConfig", "SubtitlesExporter", "Words", "dialogue", "over_film"]

Words = Literal["heard", "dialogue"]
"""All that was heard, as it was heard; or what the characters say, as long as their panel stands."""


class SubtitlesConfig(Config):
    """Settings of ``.srt`` and ``.vtt``."""

    words: Words = "heard"
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
        said = board.transcript if self.config.words == "heard" else dialogue(timeline(board, self.config.pace))
        progress(0.5)
        path.write_text(self.cues(said), "utf-8")
        progress(1.0)


def dialogue(cues: Iterable[Cue]) -> Transcript:
    """What the characters of the cues say."""
    lines = ((cue, cue.panel.prompt.shot.dialogue) for cue in cues if cue.panel.prompt.shot)
    return Transcript(
        segments=tuple(Segment(text=text, start_s=cue.start_s, end_s=cue.end_s) for cue, text in lines if text.strip())
    )


def over_film(transcript: Transcript, cues: Sequence[Cue], words: Words, shortest_s: float) -> tuple[Segment, ...]:
    """The subtitles of a film of the cues, in order and one at a time, each for so many seconds at least.

    Text is cleaned. What is heard goes with the stretches of the sound that the panels bring.
    """
    said = _heard(transcript, cues) if words == "heard" else dialogue(cues).segments
    cleaned = (segment.replace(text=clean(segment.text)) for segment in said)
    kept: list[Segment] = []
    for segment in sorted((each for each in cleaned if each.text), key=lambda each: each.start_s):
        if kept and segment.start_s < kept[-1].start_s + shortest_s:
            kept[-1] = kept[-1].replace(text=join([kept[-1].text, segment.text]), end_s=segment.end_s)
            continue
        if kept and kept[-1].end_s > segment.start_s:
            kept[-1] = kept[-1].replace(end_s=segment.start_s)
        kept.append(segment)
    return tuple(each.replace(end_s=max(each.end_s, each.start_s + shortest_s)) for each in kept)


def _heard(transcript: Transcript, cues: Sequence[Cue]) -> Iterator[Segment]:
    if plays_through(cues):
        yield from transcript.segments
        return
    for cue in cues:
        if cue.sound_start_s is None:
            continue
        first, end = cue.sound_start_s, cue.sound_start_s + cue.duration_s
        for segment in transcript.segments:
            inside = [word for word in segment.words if first <= (word.start_s + word.end_s) / 2 < end]
            begin, until = max(segment.start_s, first), min(segment.end_s, end)
            if begin < until and (inside or not segment.words):
                text = join(word.text for word in inside) if inside else segment.text
                shift = cue.start_s - first
                yield segment.replace(text=text, words=(), start_s=begin + shift, end_s=until + shift)
