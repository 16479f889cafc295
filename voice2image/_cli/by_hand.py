"""The commands that change a board by hand; what they do is in :mod:`voice2image._cli.editing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from voice2image._cli.options import AsJson, BoardArgument, PanelNumber, Style, Verbose
from voice2image._cli.session import session_of

if TYPE_CHECKING:
    from voice2image.storyboard import Storyboard

__all__ = ["edit", "redraw", "undo"]

edit = typer.Typer(
    name="edit",
    help="""Change a board by hand: move, remove, merge, split, insert, or choose another picture.

      voice2image edit board/ move 3 1

    Panels count from 1, as `show` lists them. Each edit is saved at once, and `voice2image undo board/` takes it back.
    `redraw` draws what comes of it.""",
    no_args_is_help=True,
)


def redraw(
    context: typer.Context,
    board: BoardArgument,
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="[PANEL...]", help="Panels by their number; all without a picture.")
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="A fresh one if not given.")] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="What the panel is to show instead.")] = None,
    style: Style = None,
    negative: Annotated[str | None, typer.Option(metavar="TEXT", help="What it isn't to show.")] = None,
    generator: Annotated[
        str | None, typer.Option("--generator", "-g", metavar="NAME", help="What draws; the board's own if not given.")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Draw panels of a board again, such as 3, or those that wait for a picture.

      voice2image redraw board/ 3 --text "the captain, from behind" --style noir

    The picture from before stays: `edit board/ choose 3 1` brings it back, as `undo board/` does. Each panel is saved
    as it is drawn, so Ctrl-C loses nothing.
    """
    from voice2image._cli.editing import Wishes, redraw_panels

    session = session_of(context, as_json, verbose)
    wishes = Wishes(seed=seed, text=text, negative_text=negative, style=style)
    raise typer.Exit(redraw_panels(session, board, numbers or (), wishes, generator=generator))


@edit.callback()
def _every_edit(context: typer.Context, board: BoardArgument) -> None:
    context.meta["board"] = board


def _edit(context: typer.Context, as_json: bool, verbose: bool, change: Callable[[Storyboard], Storyboard]) -> None:
    from voice2image._cli.editing import edit_board

    edit_board(session_of(context, as_json, verbose), context.meta["board"], change)


@edit.command()
def move(
    context: typer.Context,
    panel: PanelNumber,
    to: Annotated[int, typer.Argument(metavar="TO", help="The number that it is to have.")],
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Move a panel to another place: `move 3 1` makes the third the first."""
    _edit(context, as_json, verbose, lambda board: board.move(panel, to))


@edit.command()
def remove(context: typer.Context, panel: PanelNumber, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """Take a panel out; those behind it move up."""
    _edit(context, as_json, verbose, lambda board: board.remove(panel))


@edit.command()
def merge(
    context: typer.Context,
    first: Annotated[int, typer.Argument(metavar="FIRST", help="The first of them.")],
    last: Annotated[int, typer.Argument(metavar="LAST", help="The last of them.")],
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Make one panel of several that follow each other. It keeps the first's picture until it is redrawn."""
    _edit(context, as_json, verbose, lambda board: board.merge(first, last))


@edit.command()
def split(
    context: typer.Context,
    panel: PanelNumber,
    at: Annotated[float | None, typer.Option(metavar="SECONDS", help="When, in the recording.")] = None,
    word: Annotated[
        int | None, typer.Option(metavar="N", help="Which word of the prompt the second begins with.")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Make two panels of one: `split 2 --at 4.5`, or `split 2 --word 6`. The second waits to be drawn."""
    _edit(context, as_json, verbose, lambda board: board.split(panel, at, word=word))


@edit.command()
def insert(
    context: typer.Context,
    panel: PanelNumber,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be seen.")],
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Put in a new panel: `insert 2 "a gull on the rail"`. It waits to be drawn."""
    _edit(context, as_json, verbose, lambda board: board.insert(panel, text))


@edit.command()
def choose(
    context: typer.Context,
    panel: PanelNumber,
    alternate: Annotated[int, typer.Argument(metavar="ALTERNATE", help="Which of its other pictures, from 1.")],
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Show another of a panel's pictures: `choose 3 1` brings back what it had before it was redrawn."""
    _edit(context, as_json, verbose, lambda board: board.choose(panel, alternate))


def undo(context: typer.Context, board: BoardArgument, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """Take back the last edit of a board by hand, or the last redraw. The last 20 can be taken back."""
    from voice2image._cli.editing import undo_edit

    undo_edit(session_of(context, as_json, verbose), board)
