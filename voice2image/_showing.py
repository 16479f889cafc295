"""``board.show()``: in a notebook the board's grid and its sound, elsewhere its page in a browser."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice2image.errors import StoryboardError

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["show"]


def show(board: Storyboard) -> None:
    """See :meth:`voice2image.Storyboard.show`."""
    if _in_notebook():
        _display(board)
        return
    folder = Path(tempfile.mkdtemp(prefix="voice2image-"))  # it must outlive us: the browser reads it later
    page = board.export(folder / "board.html")
    if not webbrowser.open(page.as_uri()):
        page.unlink()
        folder.rmdir()
        raise StoryboardError(
            "there is no notebook here and no browser; write a page to open or send with board.export('board.html')"
        )


def _in_notebook() -> bool:
    """Whether what is displayed is seen, and not only printed as in a terminal's IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def _display(board: Storyboard) -> None:
    shown: Any = sys.modules["IPython.display"]  # a notebook has it, and nobody else needs it

    sound = ""
    if board.sound is not None:
        from voice2image.exporters.html import sound_uri

        style = "width:100%;margin-top:12px"
        sound = f'<audio controls preload="metadata" src="{sound_uri(board.sound)}" style="{style}"></audio>'
    shown.display(shown.HTML(board._repr_html_() + sound))
