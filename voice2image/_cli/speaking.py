"""``voice2image listen``; what it does is in :mod:`voice2image._cli.listening`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from voice2image._cli.options import (
    AsJson,
    Bible,
    ConfigFile,
    GeneratorName,
    Hotwords,
    Language,
    Negative,
    PrompterName,
    Seed,
    Settings,
    Style,
    TranscriberName,
    Verbose,
)
from voice2image._cli.session import session_of

__all__ = ["listen"]

NewFolder = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where the board goes; a new one.")]


def listen(
    context: typer.Context,
    output: NewFolder = Path("live-board"),
    device: Annotated[
        str | None, typer.Option(metavar="DEVICE", help="A number or a part of a name that --devices lists.")
    ] = None,
    devices: Annotated[bool, typer.Option("--devices", help="List what can be recorded with, and end.")] = False,
    memo: Annotated[
        str | None, typer.Option("--from", metavar="MEMO", help="Play a recording as if it were spoken now.")
    ] = None,
    seconds: Annotated[float | None, typer.Option("--for", metavar="SECONDS", help="End after so long.")] = None,
    preview: Annotated[bool, typer.Option("--preview/--no-preview", help="Rough pictures while one speaks.")] = True,
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
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Draw what you say into a microphone, while you say it.

      voice2image listen -o scene/

    Ctrl-C ends the speech, and what was said is still drawn; Ctrl-C again stops at once. The recording and what is
    drawn are in the folder all the while.
    """
    from voice2image._cli.listening import draw_what_is_said, list_devices
    from voice2image._cli.stages import Stages, read_bible

    session = session_of(context, as_json, verbose)
    if devices:
        list_devices(session)
        return
    stages = Stages.read(config, setting or ())
    stages.name(transcriber=transcriber, prompter=prompter, generator=generator)
    stages.wish("transcriber", "--language", ("language",), language)
    stages.wish("transcriber", "--hotword", ("hotwords", "keyterms"), tuple(hotword or ()) or None)
    stages.wish("prompter", "--style", ("style",), style)
    stages.wish("prompter", "--negative", ("negative_text",), negative)
    stages.wish("prompter", "--bible", ("characters",), read_bible(bible))
    raise typer.Exit(
        draw_what_is_said(
            session, output, stages, seed=seed, device=device, memo=memo, seconds=seconds, preview=preview
        )
    )
