"""The command ``voice2image``.

Exit codes:

    0    done
    1    it failed; one line on standard error says why
    2    the command, an option or a setting is wrong
    3    packages of an extra are missing; the line says how to install them
    4    the board is there, but some of its panels could not be drawn
    130  stopped with Ctrl-C; what was drawn is kept
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from voice2image.errors import MissingExtraError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit. Takes the process's own arguments unless others are given."""
    try:
        from voice2image._cli.app import run
    except ModuleNotFoundError as error:
        if error.name not in ("typer", "rich"):
            raise
        missing = MissingExtraError("The command voice2image", extra="cli", package=error.name)
        sys.stderr.write(f"error: {missing}\n")
        sys.exit(3)
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
