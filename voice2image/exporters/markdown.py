"""The board as Markdown (CommonMark), for a wiki or a pull request: a heading, a picture and notes a panel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from voice2image._notebook import clock, jpeg_uri
from voice2image.errors import StoryboardError
from voice2image.exporters._losses import unreadable
from voice2image.exporters._shot_list import COLUMNS, ShotListConfig, printable, rows
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["MarkdownConfig", "MarkdownExporter"]

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_HEADING: Final = ("Shot size", "Angle", "Move", "INT/EXT", "Place", "Time of day", "Weather", "Transition")
_ELSEWHERE: Final = ("Panel", "Action", "Duration (s)", "Picture", "Status", *_HEADING)
"""Columns that have a place of their own; the others are a list below the action."""
_WITHIN: Final = (512, 512)


class MarkdownConfig(ShotListConfig):
    """Settings of ``.md``."""

    backend = "md"
    pictures: Literal["inside", "beside", "none"] = "inside"
    """``"inside"``: as small JPEGs in the text itself, so that it is one file; ``"beside"``: by the names that the
    board's folder gives them, for a file that is written there; or none."""


class MarkdownExporter(Exporter[MarkdownConfig]):
    """Writes ``.md``."""

    name = "md"
    config_class = MarkdownConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f"# {_text(board.title)}\n\n{_facts(board)}\n")
            for done, (panel, row) in enumerate(zip(board, rows(board, self.config.pace), strict=True)):
                progress(done / len(board))
                told = {name: _text(str(cell)) for name, cell in zip(COLUMNS, row, strict=True) if cell is not None}
                file.writelines(self._panel(panel, told))

    def _panel(self, panel: Panel, told: dict[str, str]) -> Iterator[str]:
        yield f"\n## {panel.number}\n\n"
        yield from self._picture(panel, told["Status"])
        framing = " · ".join(told[name] for name in _HEADING if name in told)
        yield f"**{framing}** · {told['Duration (s)']} s\n\n" if framing else f"{told['Duration (s)']} s\n\n"
        yield f"{told.get('Action', '')}\n"
        listed = [f"- *{name}:* {told[name]}\n" for name in COLUMNS if name in told and name not in _ELSEWHERE]
        yield from ["\n", *listed] if listed else []

    def _picture(self, panel: Panel, status: str) -> Iterator[str]:
        """The picture, or why there is none; nothing where none is asked for."""
        alt = _text(panel.prompt.text)
        if panel.image is None:
            yield f"*No picture: {status}*\n\n"
        elif self.config.pictures == "beside":
            if panel.image.path is not None and not panel.image.path.is_file():
                unreadable(panel)
            yield f"![{alt}](<{panel.file}>)\n\n"
        elif self.config.pictures == "inside":
            try:
                yield f"![{alt}]({jpeg_uri(panel.image, within=_WITHIN)})\n\n"
            except StoryboardError as error:
                unreadable(panel)
                yield f"*No picture: {_text(str(error))}*\n\n"


def _facts(board: Storyboard) -> str:
    facts = [f"{len(board)} panel{'' if len(board) == 1 else 's'}"]
    facts += [clock(board.duration_s)] if board.duration_s else []
    facts += [_text(board.source.name)] if board.source else []
    facts += [_text(board.created_at[:10])]
    facts += ["drawn by a machine"] if any(panel.image for panel in board) else []
    return " · ".join(facts)


def _text(words: str) -> str:
    """Words that Markdown shows as they are, on one line."""
    line = " ".join(printable(words).split())
    return _SPECIAL.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}{m[3][:-1]}\\{m[3][-1]}", line)
