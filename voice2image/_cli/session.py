"""One run of the command: where it writes, how much it says, and how it ends."""

from __future__ import annotations

import json
import logging
import sys
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from rich.console import Console
from rich.text import Text

from voice2image.errors import (
    Cancelled,
    ConfigError,
    ExportError,
    MissingExtraError,
    UnknownBackendError,
    Voice2ImageError,
)

if TYPE_CHECKING:
    from typer import Context

__all__ = ["ExitCode", "Session", "check_target", "plain", "session_of", "standard_input"]

_LOG = logging.getLogger("voice2image")
PIPE_WIDTH = 160
"""Columns of a table that goes to a file or another program."""


class ExitCode(IntEnum):
    """How the command ends; see :mod:`voice2image.cli`."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    MISSING_EXTRA = 3
    SOME_FAILED = 4
    INTERRUPTED = 130


def _console(stream: Any) -> Console:
    width = None if stream.isatty() else PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


@dataclass(slots=True)
class Session:
    """Results go to `out`, everything else to `err`."""

    json: bool = False
    """Whether results are for machines."""
    verbose: bool = False
    out: Console = field(default_factory=lambda: _console(sys.stdout))
    err: Console = field(default_factory=lambda: _console(sys.stderr))
    _log: logging.Handler | None = None
    """Shows the library's own log: its warnings, or all of it if more is to be said."""

    def choose(self, *, as_json: bool, verbose: bool) -> None:
        """Take in the flags, which may stand before or behind the name of the command."""
        self.json = self.json or as_json
        if verbose and not self.verbose:
            self.verbose = True
            log = logging.StreamHandler(sys.stderr)
            log.setFormatter(logging.Formatter("%(name)s: %(message)s"))
            self._show_log(log, logging.DEBUG)
        elif self._log is None:
            self._show_log(_Warnings(self), logging.WARNING)

    def close(self) -> None:
        """Leave the log as it was found."""
        if self._log is not None:
            _LOG.removeHandler(self._log)
            _LOG.setLevel(logging.NOTSET)
            self._log = None

    def _show_log(self, handler: logging.Handler, level: int) -> None:
        self.close()
        self._log = handler
        _LOG.addHandler(handler)
        _LOG.setLevel(level)

    def document(self, content: Any) -> None:
        """Write one line of JSON to standard output."""
        sys.stdout.write(json.dumps(content) + "\n")
        sys.stdout.flush()

    def note(self, message: str) -> None:
        """Tell the user something beside the result."""
        self._tell(Text(plain(message), style="dim"))

    def warn(self, message: str) -> None:
        """Tell the user something that matters as much as the result."""
        self._tell(Text(plain(message), style="yellow"))

    def _tell(self, text: Text) -> None:
        # One message is one line in a log; a terminal breaks it between words.
        self.err.print(text, soft_wrap=not self.err.is_terminal)

    def say(self, message: str) -> None:
        """A line of the result."""
        self.out.print(Text(plain(message)), soft_wrap=True)

    def reason(self, error: Exception) -> str:
        """An error in one line."""
        if self.verbose:
            _LOG.error("", exc_info=error)
        message = " ".join(plain(str(error)).split())
        if isinstance(error, Voice2ImageError):
            return message
        hint = "" if self.verbose else " (run it with -v for the whole story)"
        return f"unexpected {type(error).__name__}: {message}{hint}"

    def failed(self, error: Exception) -> ExitCode:
        """Report an error in one line, and choose the exit code."""
        message = self.reason(error)
        if self.json:
            self.document({"event": "error", "type": type(error).__name__, "message": message})
        self._tell(Text.assemble(("error: ", "bold red"), message))
        return _code(error)


class _Warnings(logging.Handler):
    """Shows what the library warns of, as the session shows its own warnings."""

    def __init__(self, session: Session) -> None:
        super().__init__(logging.WARNING)
        self._session = session

    def emit(self, record: logging.LogRecord) -> None:
        """See :meth:`logging.Handler.emit`."""
        self._session.warn(record.getMessage())


def session_of(context: Context, as_json: bool, verbose: bool) -> Session:
    """The session of a command, with the flags that stand behind the command's name."""
    session = context.obj
    assert isinstance(session, Session)
    session.choose(as_json=as_json, verbose=verbose)
    return session


def _code(error: Exception) -> ExitCode:
    match error:
        case MissingExtraError():
            return ExitCode.MISSING_EXTRA
        case ConfigError() | UnknownBackendError():
            return ExitCode.USAGE
        case Cancelled():
            return ExitCode.INTERRUPTED
        case _:
            return ExitCode.FAILURE


def plain(text: str) -> str:
    """`text` without what would move a terminal's cursor, change its colours or turn its lines around."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    turns = "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    hidden = turns or category == "Cs" or (category == "Cc" and letter not in "\n\t")
    return "\N{REPLACEMENT CHARACTER}" if hidden else letter


def standard_input() -> BinaryIO:
    """What is piped in. Raises :class:`~voice2image.errors.ConfigError` where the caller has closed it."""
    if sys.stdin is None:
        raise ConfigError("-: there is no standard input to read from")
    return sys.stdin.buffer


def check_target(path: Path) -> None:
    """Raise :class:`~voice2image.errors.ExportError` for a file that can't be written, before any work is done."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise ExportError(f"{path}: there is no folder {path.parent}")
