"""Tables for the terminal."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from voice2image._cli.session import plain
from voice2image._notebook import clock
from voice2image.storyboard import Panel, Storyboard

__all__ = ["board_table", "table"]


def table(*headings: str, title: str | None = None) -> Table:
    """An empty table in the style that all of ours have."""
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def board_table(board: Storyboard) -> Table:
    """A row for each panel."""
    made = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=plain(board.title), title_justify="left", title_style="bold"
    )
    made.add_column("shot", justify="right", no_wrap=True)
    made.add_column("time", no_wrap=True)
    made.add_column("words heard", overflow="fold", ratio=3)
    made.add_column("prompt", overflow="fold", ratio=3, style="dim")
    made.add_column("seed", justify="right", no_wrap=True)
    made.add_column("file", no_wrap=True)
    for panel in board:
        made.add_row(*_cells(panel))
    return made


def _cells(panel: Panel) -> tuple[Text, ...]:
    seed = panel.image.seed if panel.image else panel.prompt.seed
    if panel.status == "drawn":
        file = Text(plain(panel.file))
    else:
        file = Text(panel.status, style="red" if panel.status == "failed" else "yellow")
    return (
        Text(str(panel.number), style="bold"),
        Text(f"{clock(panel.start_s)}–{clock(panel.end_s)}"),
        Text(plain(panel.prompt.heard)),
        Text(plain(panel.prompt.full_text)),
        Text("" if seed is None else str(seed)),
        file,
    )
