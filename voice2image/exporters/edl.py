"""An edit decision list (CMX 3600), which every editor reads: one track of cuts and dissolves, no sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from voice2image.exporters._otio import TimelineConfig, TimelineExporter

__all__ = ["EdlConfig", "EdlExporter"]


class EdlConfig(TimelineConfig):
    """Settings of ``.edl``."""

    backend = "edl"


class EdlExporter(TimelineExporter):
    """Writes ``.edl``: the cuts and the dissolves, without the sound.

    Each panel is a reel of its own, by its number. Markers are ``* LOC`` comments, as Avid's editors write them and
    others read them: at their time in the film, where OpenTimelineIO has them at that in the picture.
    """

    name = "edl"
    config_class = EdlConfig
    adapter = "cmx_3600"
    package = "otio-cmx3600-adapter"
    audible = False
    written_as: ClassVar = {**TimelineExporter.written_as, "wipe": "a dissolve"}

    def save(self, made: Any, path: Path) -> None:
        """See :meth:`TimelineExporter.save`."""
        if not len(made.tracks[0]):  # which the adapter doesn't take
            path.write_text(f"TITLE: {made.name}\n", "utf-8")
            return
        for clip in made.tracks[0].find_clips():
            clip.metadata["cmx_3600"] = {"reel": clip.name, "comments": self._located(clip)}
            clip.markers.clear()
        super().save(made, path)
        _drop_repeated(path)

    def _located(self, clip: Any) -> list[str]:
        """The clip's markers, which the adapter would write at the wrong time, in capitals and without their words."""
        cut = self.otio().opentime.to_timecode(clip.range_in_parent().start_time)
        told = (" · ".join(filter(None, (marker.name, marker.comment))) for marker in clip.markers)
        return [f"LOC: {cut} {marker.color:7} {words}" for marker, words in zip(clip.markers, told, strict=True)]


def _drop_repeated(path: Path) -> None:
    """Leave each marker once: the adapter writes a clip's comments again with the dissolve out of it."""
    lines: list[str] = []
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if not line.startswith("* LOC") or line not in lines:
            lines.append(line)
    path.write_text("".join(lines), "utf-8")
