"""``voice2image show``, ``export`` and ``provenance``: what is there already."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from voice2image._cli.events import board_json
from voice2image._cli.session import Session, plain
from voice2image._cli.tables import board_table, table
from voice2image.image import read_provenance
from voice2image.storyboard import Storyboard

__all__ = ["export_board", "show_board", "show_provenance"]


def show_board(session: Session, folder: Path) -> None:
    """List the panels of the board in `folder`."""
    board = Storyboard.load(folder)
    if session.json:
        session.document(board_json(board))
        return
    session.out.print(board_table(board))
    for panel in board:
        if panel.error:
            session.say(f"shot {panel.number}: {panel.error}")


def export_board(session: Session, folder: Path, files: Iterable[Path]) -> None:
    """Write the board in `folder` to each of `files`."""
    board = Storyboard.load(folder)
    written = [str(board.export(file)) for file in files]
    if session.json:
        session.document({"files": written})
    else:
        for file in written:
            session.say(file)


def show_provenance(session: Session, picture: Path) -> None:
    """Tell how `picture` was made."""
    found = read_provenance(picture)
    if session.json:
        session.document(found.model_dump(mode="json"))
        return
    content = found.model_dump(mode="json", exclude={"schema_name", "schema_version"}, exclude_defaults=True)
    made = table("", "")
    made.show_header = False
    for name, value in _flat(content):
        made.add_row(Text(name, style="bold"), Text(plain(value)))
    session.out.print(made)


def _flat(content: dict[str, object], prefix: str = "") -> Iterable[tuple[str, str]]:
    """Nested settings as lines: ``prompt seed``, ``7``."""
    for name, value in content.items():
        label = f"{prefix}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            yield from _flat(value, f"{label} ")
        elif isinstance(value, list):
            yield label, "; ".join(map(str, value))
        else:
            yield label, str(value)
