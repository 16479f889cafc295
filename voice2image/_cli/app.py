"""The commands and their options. What they do is in the modules beside this one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from voice2image._cli.by_hand import edit, redraw, undo
from voice2image._cli.options import (
    AsJson,
    Bible,
    BoardArgument,
    ConfigFile,
    GeneratorName,
    Hotwords,
    Language,
    Memo,
    Negative,
    PrompterName,
    Seed,
    Settings,
    SignWith,
    Style,
    TranscriberName,
    Verbose,
)
from voice2image._cli.service import keys, serve
from voice2image._cli.session import ExitCode, Session, session_of
from voice2image._cli.speaking import listen
from voice2image.registry import names

__all__ = ["app", "run"]

CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 an extra is missing, 4 some panels failed, 130 stopped."
FILES = f"Files to write; their suffixes say how: {', '.join(f'.{name}' for name in names('exporters'))}."

app = typer.Typer(
    name="voice2image",
    help="Speech in, storyboard out.",
    epilog=CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: Sequence[str]) -> int:
    """Run the command with these arguments and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a word must not end the run
    session = Session()
    try:
        app(list(arguments), prog_name="voice2image", obj=session)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode.OK
    except KeyboardInterrupt:
        session.note("stopped")
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  (the last place that can turn it into a line for people)
        return session.failed(error)
    finally:
        session.close()
    return ExitCode.OK


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"voice2image {version('voice2image')}")
        raise typer.Exit


@app.callback()
def _every_command(
    context: typer.Context,
    as_json: AsJson = False,
    verbose: Verbose = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = context.obj or Session()
    context.obj.choose(as_json=as_json, verbose=verbose)


@app.command()
def draw(
    context: typer.Context,
    memo: Memo,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the board goes.")] = Path(
        "board"
    ),
    transcriber: TranscriberName = None,
    prompter: PrompterName = None,
    generator: GeneratorName = None,
    config: ConfigFile = None,
    bible: Bible = None,
    style: Style = None,
    negative: Negative = None,
    seed: Seed = None,
    language: Language = None,
    hotword: Hotwords = None,
    setting: Settings = None,
    html: Annotated[
        bool, typer.Option("--html", help="Also write board.html, one page with pictures and sound.")
    ] = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Turn a voice memo into a storyboard.

    The same command again goes on where it stopped and redoes nothing.
    """
    from voice2image._cli.drawing import draw_board
    from voice2image._cli.stages import Stages, read_bible

    session = session_of(context, as_json, verbose)
    stages = Stages.read(config, setting or ())
    stages.name(transcriber=transcriber, prompter=prompter, generator=generator)
    stages.wish("transcriber", "--language", ("language",), language)
    stages.wish("transcriber", "--hotword", ("hotwords", "keyterms"), tuple(hotword or ()) or None)
    stages.wish("prompter", "--bible", ("characters",), read_bible(bible))
    stages.wish("prompter", "--style", ("style",), style)
    stages.wish("prompter", "--negative", ("negative_text",), negative)
    raise typer.Exit(draw_board(session, memo, output, stages, seed=seed, html=html))


@app.command()
def transcribe(
    context: typer.Context,
    memo: Memo,
    form: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help="text, srt, vtt or json.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file; its suffix says the format.")
    ] = None,
    transcriber: TranscriberName = None,
    config: ConfigFile = None,
    language: Language = None,
    hotword: Hotwords = None,
    setting: Settings = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write down what is said in a recording."""
    from voice2image._cli.hearing import transcribe_memo
    from voice2image._cli.stages import Stages

    session = session_of(context, as_json, verbose)
    stages = Stages.read(config, setting or ())
    stages.name(transcriber=transcriber)
    stages.wish("transcriber", "--language", ("language",), language)
    stages.wish("transcriber", "--hotword", ("hotwords", "keyterms"), tuple(hotword or ()) or None)
    transcribe_memo(session, memo, stages, form=form, output=output)


@app.command()
def shots(
    context: typer.Context,
    memo: Annotated[
        str | None, typer.Argument(metavar="[MEMO]", help="A recording or video, or - for standard input.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="FILE", help="Written dictation instead, or - for standard input.")
    ] = None,
    transcriber: TranscriberName = None,
    prompter: PrompterName = None,
    config: ConfigFile = None,
    bible: Bible = None,
    language: Language = None,
    hotword: Hotwords = None,
    setting: Settings = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """List the shots that a dictation asks for, after all spoken edits, and draw none.

    Try it with a text:

      echo "Wide shot, a ship at night. Close on the captain. No wait, make it dawn." | voice2image shots --text -

    The page "How to dictate a board" has all that can be said.
    """
    from voice2image._cli.shots import list_shots
    from voice2image._cli.stages import Stages, read_bible

    session = session_of(context, as_json, verbose)
    stages = Stages.read(config, setting or ())
    stages.name(transcriber=transcriber, prompter=prompter)
    if text is None:
        stages.wish("transcriber", "--language", ("language",), language)
    stages.wish("transcriber", "--hotword", ("hotwords", "keyterms"), tuple(hotword or ()) or None)
    stages.wish("prompter", "--bible", ("characters",), read_bible(bible))
    list_shots(session, stages, memo=memo, text=text, language=language)


@app.command()
def imagine(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is to be seen.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A .png; named after the text if not given.")
    ] = None,
    generator: GeneratorName = None,
    config: ConfigFile = None,
    seed: Seed = None,
    steps: Annotated[int | None, typer.Option(metavar="N", help="Denoising steps; more take longer.")] = None,
    guidance: Annotated[float | None, typer.Option(metavar="SCALE", help="How strictly to follow the text.")] = None,
    style: Style = None,
    negative: Negative = None,
    size: Annotated[str | None, typer.Option(metavar="WxH", help="In pixels, such as 768x512.")] = None,
    setting: Settings = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Draw one picture of a text."""
    from voice2image._cli.imagining import draw_text, parse_size
    from voice2image._cli.stages import Stages
    from voice2image.prompt import Prompt

    session = session_of(context, as_json, verbose)
    stages = Stages.read(config, setting or ())
    stages.name(generator=generator)
    stages.wish("generator", "--steps", ("steps",), steps)
    stages.wish("generator", "--guidance", ("guidance_scale",), guidance)
    width, height = parse_size(size) if size else (None, None)
    stages.wish("generator", "--size", ("width",), width)
    stages.wish("generator", "--size", ("height",), height)
    prompt = Prompt(text=text, style=style or "", negative_text=negative or "")
    raise typer.Exit(draw_text(session, prompt, stages, seed=seed, output=output))


@app.command()
def show(
    context: typer.Context,
    board: BoardArgument,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """List the panels of a board."""
    from voice2image._cli.boards import show_board

    show_board(session_of(context, as_json, verbose), board)


app.command()(redraw)
app.add_typer(edit)
app.command()(undo)


@app.command()
def export(
    context: typer.Context,
    board: BoardArgument,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help=FILES, show_default=False)] = None,
    every: Annotated[
        Path | None,
        typer.Option("--all", metavar="FOLDER", help="Write every format into this folder, which is made if need be."),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FORMAT.NAME=VALUE", help="A format's setting, such as pdf.per_page=6."),
    ] = None,
    sign_with: SignWith = None,
    timestamp: Annotated[
        str | None, typer.Option(metavar="URL", help="An authority that attests when it was signed.")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write a board in other formats: `export board/ film.pdf film.mp4`, or in all of them: `export board/ --all out/`.

    A file that can't be written keeps back none of the others; the end tells which, and why.
    """
    from voice2image._cli.boards import export_board, signing

    session = session_of(context, as_json, verbose)
    export_board(session, board, files or (), setting or (), signing(sign_with, timestamp), every=every)


@app.command()
def provenance(
    context: typer.Context,
    picture: Annotated[Path, typer.Argument(metavar="FILE", help="A PNG of ours.")],
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Tell how a picture was made."""
    from voice2image._cli.boards import show_provenance

    show_provenance(session_of(context, as_json, verbose), picture)


@app.command()
def styles(context: typer.Context, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """List the styles that go by a name."""
    from voice2image._cli.styles import show_styles

    show_styles(session_of(context, as_json, verbose))


@app.command()
def models(context: typer.Context, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """List what can hear and draw, its size and licence, and what of it is here."""
    from voice2image._cli.models import show_models

    show_models(session_of(context, as_json, verbose))


@app.command()
def doctor(context: typer.Context, as_json: AsJson = False, verbose: Verbose = False) -> None:
    """Look at this machine: what is installed, which devices, how much memory, what to install next."""
    from voice2image._cli.doctor import show_health

    show_health(session_of(context, as_json, verbose))


app.command()(listen)
app.command()(serve)
app.add_typer(keys)
