"""A board as an `OpenTimelineIO <https://opentimelineio.readthedocs.io>`_ timeline.

One video track of stills, one audio track of the recording, and a marker at the start of each shot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal
from urllib.parse import quote

from pydantic import Field

from voice2image._halves import whole
from voice2image._xmp import source_type
from voice2image.config import Config
from voice2image.errors import ExportError, MissingExtraError
from voice2image.exporters._losses import left_out
from voice2image.exporters._media import Media
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.shot import Shot, Transition
from voice2image.timeline import Cue, Pace, cut_frames, plays_through, timeline

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["TimelineConfig", "TimelineExporter"]

_BLENDS: Final[Mapping[Transition, str]] = {
    "dissolve": "SMPTE_Dissolve", "fade-in": "SMPTE_Dissolve", "fade-out": "SMPTE_Dissolve", "wipe": "SMPTE_Wipe",
}  # fmt: skip
"""OpenTimelineIO's names of the transitions that take time."""


class TimelineConfig(Config):
    """Settings of ``.otio``, ``.otioz``, ``.edl``, ``.fcpxml`` and ``.xml``."""

    fps: Literal[24, 25, 30, 48, 50, 60] = 24
    """Frames a second. A cut is at the frame next to its time."""
    pace: Pace = "recording"
    """What the shots are timed by."""
    transition_s: Annotated[float, Field(gt=0, le=10)] = 0.5
    """How long a dissolve, fade or wipe takes; at most half of the shorter shot beside it."""


class TimelineExporter(Exporter[TimelineConfig]):
    """Writes a timeline; a format says through which of OpenTimelineIO's adapters.

    Pictures and sound of a board on disk are named where they are, relative to the timeline if they are below its
    folder. Those of a board that isn't saved are written to the folder ``media`` beside it.
    """

    config_class = TimelineConfig
    adapter: ClassVar[str]
    """OpenTimelineIO's name of the format."""
    package: ClassVar[str] = "opentimelineio"
    """The package that brings the adapter."""
    audible: ClassVar[bool] = True
    """Whether the format has room for sound."""
    written_as: ClassVar[Mapping[Transition, str]] = {"fade-in": "a dissolve", "fade-out": "a dissolve"}
    """What becomes of transitions that the format or its adapter has no way to say."""

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        with Media.beside(path) as media:
            self.save(Composition(self, board, media, path.parent).timeline(progress), path)

    def save(self, made: Any, path: Path) -> None:
        """Write an :class:`opentimelineio.schema.Timeline` to `path`."""
        adapters = self.otio().adapters
        if self.adapter not in adapters.available_adapter_names():
            raise MissingExtraError(f"the export to .{self.name}", extra="exports", package=self.package)
        try:
            adapters.write_to_file(made, str(path), adapter_name=self.adapter)
        except OSError:
            raise
        except Exception as error:
            raise ExportError(f"OpenTimelineIO can't write this board as .{self.name}: {error}") from error

    def otio(self) -> Any:
        """The library."""
        try:
            import opentimelineio
        except ImportError as error:
            raise MissingExtraError(f"the export to .{self.name}", extra="exports", package="opentimelineio") from error
        return opentimelineio


class Composition:
    """Puts one board together.

    Args:
        exporter: Says how.
        board: The board.
        media: Has its files.
        folder: Where the timeline will be; ``None`` names files absolutely.
    """

    def __init__(self, exporter: TimelineExporter, board: Storyboard, media: Media, folder: Path | None) -> None:
        self._exporter, self._config = exporter, exporter.config
        self._board, self._media, self._folder = board, media, folder
        self._otio = exporter.otio()

    def timeline(self, progress: Progress) -> Any:
        """An :class:`opentimelineio.schema.Timeline`."""
        schema, board = self._otio.schema, self._board
        made = schema.Timeline(_line(board.title), metadata={"voice2image": {"created_at": board.created_at}})
        pictures, sounds = schema.Track("Panels", kind="Video"), schema.Track("Recording", kind="Audio")
        made.tracks.extend([pictures, sounds])
        cues = timeline(board, self._config.pace)
        cuts = cut_frames(cues, self._config.fps)
        blends = self._blends(cues)
        for place, (cue, (start, end)) in enumerate(zip(cues, pairwise(cuts), strict=True)):
            progress(place / len(cues))
            if blend := blends.get(place):
                pictures.append(blend)
            pictures.append(self._still(cue.panel, end - start))
        recording = self._media.sound(board) if cues and self._exporter.audible else None
        if recording is not None:
            sounds.extend(self._sounds(cues, cuts, recording))
        return made

    def _still(self, panel: Panel, length: int) -> Any:
        schema = self._otio.schema
        handle = self._frame(self._config.transition_s / 2)  # what a transition needs beyond a cut
        span = self._span(handle, length)
        path = self._media.picture(panel)
        lasting = self._span(0, length + 2 * handle)
        reference = schema.MissingReference(name=panel.file) if path is None else self._reference(path, lasting)
        clip = schema.Clip(f"{panel.number:03}", reference, span, metadata={"voice2image": _facts(panel)})
        shot = panel.prompt.shot or Shot()
        comment = [shot.dialogue and f"“{shot.dialogue}”", *shot.sound, *shot.notes]
        marker = schema.Marker(
            f"{panel.number} {shot.size or ''}".strip(),
            self._span(handle, 1),
            color="GREEN" if panel.status == "drawn" else "RED",
            comment=_line(" · ".join(filter(None, comment))),
        )
        clip.markers.append(marker)
        return clip

    def _sounds(self, cues: Sequence[Cue], cuts: Sequence[int], recording: Path) -> list[Any]:
        """The recording in one piece where the panels follow it, else each panel's stretch of it."""
        schema = self._otio.schema
        whole_s = max(self._board.duration_s, *(cue.panel.end_s for cue in cues))
        reference = self._reference(recording, self._span(0, max(self._frame(whole_s), cuts[-1])))
        if plays_through(cues):
            return [schema.Clip(recording.stem, reference, self._span(0, cuts[-1]))]
        items = []
        for cue, (start, end) in zip(cues, pairwise(cuts), strict=True):
            if cue.sound_start_s is None:
                items.append(schema.Gap(source_range=self._span(0, end - start)))
            else:
                span = self._span(self._frame(cue.sound_start_s), end - start)
                items.append(schema.Clip(recording.stem, reference.clone(), span))
        return items

    def _blends(self, cues: Sequence[Cue]) -> dict[int, Any]:
        """The transitions, by the place of the panel that they lead into."""
        blends = {}
        for place, (before, after) in enumerate(pairwise((None, *cues))):
            assert after is not None  # only the first is
            said = after.panel.prompt.shot.transition if after.panel.prompt.shot else None
            if said is None or said not in _BLENDS:
                continue
            longest_s = min(self._config.transition_s, after.duration_s / 2, before.duration_s / 2 if before else 0)
            if half := self._frame(longest_s / 2):
                offset = self._frames(half)
                blends[place] = self._otio.schema.Transition(said, _BLENDS[said], offset, offset)
            written_as = self._exporter.written_as.get(said) if half else "a cut, since there is no room for it"
            if written_as:
                left_out(f"a {said} is written as {written_as}", after.panel)
        return blends

    def _reference(self, path: Path, span: Any) -> Any:
        return self._otio.schema.ExternalReference(_url(path, self._folder), span)

    def _span(self, start: int, length: int) -> Any:
        return self._otio.opentime.TimeRange(self._frames(start), self._frames(length))

    def _frame(self, seconds: float) -> int:
        return round(seconds * self._config.fps)

    def _frames(self, count: int) -> Any:
        return self._otio.opentime.RationalTime(count, self._config.fps)


def _url(path: Path, folder: Path | None) -> str:
    if folder is None:
        return str(path)
    below = folder.resolve()
    return quote(path.relative_to(below).as_posix()) if path.is_relative_to(below) else path.as_uri()


def _facts(panel: Panel) -> dict[str, Any]:
    prompt = panel.prompt
    facts: dict[str, Any] = {"panel": panel.number, "words": prompt.heard, "prompt": prompt.full_text}
    if prompt.shot:
        facts["shot"] = prompt.shot.model_dump(exclude_defaults=True)
    if panel.image:
        facts["digital_source_type"] = source_type([panel.image.provenance])
        facts["provenance"] = panel.image.provenance.model_dump_json(exclude={"prompt"})
    if panel.error:
        facts["error"] = panel.error
    told: dict[str, Any] = json.loads(whole(json.dumps(facts, ensure_ascii=False)))
    return told


def _line(text: str) -> str:
    """One line without control characters, which XML refuses and an EDL would take for its own lines."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
