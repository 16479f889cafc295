"""The commands of the service; what they do is in :mod:`voice2image._cli.serving`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voice2image._cli.options import AsJson, Verbose
from voice2image._cli.session import session_of

__all__ = ["keys", "serve"]

Folder = Annotated[
    Path, typer.Option("--folder", "-f", metavar="FOLDER", help="Where boards, queue and keys are kept.")
]
FOLDER = Path("voice2image-data")

keys = typer.Typer(
    name="keys",
    help="""Say who may use a service.

      voice2image keys add studio

    A service that has keys asks everybody for one. It takes up changes while it runs.""",
    no_args_is_help=True,
)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="0.0.0.0 is all of this machine's.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", metavar="N", help="0 takes a free one.")] = 8000,
    folder: Folder = FOLDER,
    generator: Annotated[
        list[str] | None,
        typer.Option("--generator", "-g", metavar="NAME", help="What may be drawn with; the first is the default."),
    ] = None,
    transcriber: Annotated[str | None, typer.Option("--transcriber", "-t", metavar="NAME", help="What hears.")] = None,
    public_name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A name that it is reached by through a proxy or tunnel."),
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option(metavar="ORIGIN", help="Another server's pages that may call it.")
    ] = None,
    boards_at_once: Annotated[int | None, typer.Option(metavar="N", help="Boards worked on at a time.")] = None,
    max_minutes: Annotated[float | None, typer.Option(metavar="N", help="The longest recording that is taken.")] = None,
    max_upload_mb: Annotated[int | None, typer.Option(metavar="N", help="The largest file that is taken.")] = None,
    log_words: Annotated[bool, typer.Option("--log-words", help="Let the log hold what was said.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    verbose: Verbose = False,
) -> None:
    """Serve a page to speak into, and the same to other software, until Ctrl-C.

      voice2image serve --open

    Only this machine reaches it. To let others in, give them keys (`voice2image keys add NAME`) and listen wider:
    `voice2image serve --host 0.0.0.0`. What is queued or drawn outlives the service.
    """
    from voice2image._cli.serving import run_service

    settings = {
        "host": host,
        "port": port,
        "folder": folder,
        "generators": tuple(generator) if generator else None,
        "transcriber": transcriber,
        "public_names": tuple(public_name or ()),
        "cors_origins": tuple(cors or ()),
        "boards_at_once": boards_at_once,
        "max_minutes": max_minutes,
        "max_upload_mb": max_upload_mb,
        "log_words": log_words,
    }
    run_service(session_of(context, False, verbose), settings, show=show)


@keys.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is.")],
    folder: Folder = FOLDER,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Make a key and show it, this once."""
    from voice2image._cli.serving import add_key

    add_key(session_of(context, as_json, verbose), folder, name)


@keys.command("list")
def list_(context: typer.Context, folder: Folder = FOLDER, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """Tell who has a key."""
    from voice2image._cli.serving import list_keys

    list_keys(session_of(context, as_json, verbose), folder)


@keys.command("remove")
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose.")],
    folder: Folder = FOLDER,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Take a key back, at once."""
    from voice2image._cli.serving import remove_key

    remove_key(session_of(context, as_json, verbose), folder, name)
