"""Options that several commands have, each worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "AsJson",
    "Bible",
    "BoardArgument",
    "ConfigFile",
    "GeneratorName",
    "Hotwords",
    "Language",
    "Memo",
    "Negative",
    "PanelNumber",
    "PrompterName",
    "Seed",
    "Settings",
    "SignWith",
    "Style",
    "TranscriberName",
    "Verbose",
]

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to standard output, for other programs.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more; show where an error comes from.")]
GeneratorName = Annotated[
    str | None, typer.Option("--generator", "-g", metavar="NAME", help="What draws: a name that `models` lists.")
]
TranscriberName = Annotated[
    str | None, typer.Option("--transcriber", "-t", metavar="NAME", help="What hears: a name that `models` lists.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", "-c", metavar="FILE", help="TOML with tables transcriber, prompter, generator."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="STAGE.NAME=VALUE", help="Any setting, such as generator.memory=4GB."),
]
Language = Annotated[
    str | None, typer.Option(metavar="CODE", help="What is spoken, such as en; found out if not given.")
]
Hotwords = Annotated[
    list[str] | None, typer.Option("--hotword", metavar="WORD", help="A name to listen for. Can be given again.")
]
Seed = Annotated[int | None, typer.Option(metavar="N", help="The same seed gives the same pictures.")]
Negative = Annotated[str | None, typer.Option(metavar="TEXT", help="What no picture is to show.")]
Style = Annotated[
    str | None, typer.Option(metavar="STYLE", help="A name that `styles` lists, or words of your own: 'ink and gold'.")
]
Bible = Annotated[
    Path | None,
    typer.Option(
        "--bible", metavar="FILE", help='TOML with a line for each character: Mira = "a tall woman, red hair".'
    ),
]
PrompterName = Annotated[str | None, typer.Option("--prompter", "-p", metavar="NAME", help="What works out the shots.")]
Memo = Annotated[str, typer.Argument(metavar="MEMO", help="A recording or video, or - for standard input.")]
BoardArgument = Annotated[Path, typer.Argument(metavar="BOARD", help="A board's folder.")]
SignWith = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--sign-with", metavar="CERTIFICATES KEY", help="Sign with your certificates and their key, both PEM."
    ),
]
PanelNumber = Annotated[int, typer.Argument(metavar="PANEL", help="A panel's number, as `show` lists it.")]
