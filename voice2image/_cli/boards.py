"""``voice2image show``, ``export`` and ``provenance``: what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from voice2image._cli.progress import share_bar
from voice2image._cli.session import ExitCode, Session, plain
from voice2image._cli.stages import setting_value
from voice2image._cli.tables import board_table, table
from voice2image._events_json import board_json
from voice2image.errors import Cancelled, ConfigError, ExportError, MissingExtraError
from voice2image.exporters import exporter_for
from voice2image.exporters.base import Exporter
from voice2image.image import read_provenance
from voice2image.registry import create, names
from voice2image.signing import SigningConfig
from voice2image.storyboard import Storyboard

__all__ = ["export_board", "show_board", "show_provenance", "signing"]


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


def signing(files: tuple[Path, Path] | None, timestamp_url: str | None) -> SigningConfig | None:
    """With what to sign, if that was said."""
    if files is None:
        if timestamp_url is not None:
            raise ConfigError("--timestamp: say with what to sign too, by --sign-with CERTIFICATES KEY")
        return None
    certificates, key = files
    return SigningConfig(certificates=certificates, private_key=key, timestamp_url=timestamp_url)


def export_board(
    session: Session,
    board_path: Path,
    files: Iterable[Path],
    settings: Iterable[str],
    sign: SigningConfig | None,
    *,
    every: Path | None = None,
) -> None:
    """Write the board to each of `files`, and in every format to the folder `every`.

    One that can't be written doesn't keep back the others; the end tells which weren't, and why. Of all formats those
    that hold no signature are written without.
    """
    files = list(files)
    if not files and every is None:
        raise ConfigError("name the files to write, or a folder for all formats: --all FOLDER")
    board = Storyboard.load(board_path)
    wishes = _by_format(settings)
    jobs: list[tuple[Path, Exporter[Any]]] = [(file, _exporter(exporter_for(file), wishes)) for file in files]
    faults: list[tuple[Path, Exception]] = []
    unsigned: list[str] = []
    if every is not None:
        more, faults = _every_format(every, board_path, wishes)
        jobs += more
        unsigned = [exporter.name for _, exporter in more if sign and not exporter.signs]
    if unused := wishes.keys() - {exporter.name for _, exporter in jobs}:
        raise ConfigError(f"--set {min(unused)}: none of the files is in this format")
    written: list[str] = []
    for file, exporter in jobs:
        try:
            with share_bar(session, file.name) as progress:
                signed_by = None if exporter.name in unsigned and file.parent == every else sign
                written.append(str(board.export(file, exporter, sign=signed_by, progress=progress)))
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001  (a plugin may raise anything, and keeps back none of the others)
            faults.append((file, error))
        else:
            if not session.json:
                session.say(written[-1])
    if session.json:
        missed = [{"file": str(file), "type": type(error).__name__, "message": str(error)} for file, error in faults]
        session.document({"files": written, "missed": missed, "unsigned": unsigned})
    elif unsigned:
        session.note(f"without a signature, for which these formats have no place: {', '.join(unsigned)}")
    _tell_faults(session, faults, len(faults) + len(written))


def _every_format(
    folder: Path, board: Path, wishes: Mapping[str, Mapping[str, Any]]
) -> tuple[list[tuple[Path, Exporter[Any]]], list[tuple[Path, Exception]]]:
    """A file a format in `folder`, named as the board is; and those whose exporter can't even be loaded."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"can't make the folder {folder}: {error.strerror}") from error
    stem = board.resolve().stem if board.is_file() else board.resolve().name
    jobs: list[tuple[Path, Exporter[Any]]] = []
    faults: list[tuple[Path, Exception]] = []
    for name in names("exporters"):
        file = folder / f"{stem}.{name}"
        try:
            jobs.append((file, _exporter(create("exporters", name, Exporter), wishes)))
        except ConfigError:  # of --set: the user's own
            raise
        except Exception as error:  # noqa: BLE001  (a plugin that is broken, or that two packages claim)
            faults.append((file, error))
    return jobs, faults


def _tell_faults(session: Session, faults: Sequence[tuple[Path, Exception]], count: int) -> None:
    """End the command with what went wrong: a line a file, and how many there are."""
    if count == 1 and faults:
        raise faults[0][1]
    for file, error in faults:
        session.warn(f"{file.name}: {session.reason(error)}")
    if faults:
        code = session.failed(ExportError(f"{len(faults)} of {count} files weren't written"))
        extras = all(isinstance(error, MissingExtraError) for _, error in faults)
        raise typer.Exit(ExitCode.MISSING_EXTRA if extras else code)


def _by_format(settings: Iterable[str]) -> dict[str, dict[str, Any]]:
    """``pdf.per_page=6`` as ``{"pdf": {"per_page": 6}}``."""
    wishes: dict[str, dict[str, Any]] = {}
    for setting in settings:
        place, equals, value = setting.partition("=")
        suffix, dot, name = place.rpartition(".")
        if not equals or not dot or not name:
            raise ConfigError(f"--set {setting}: write FORMAT.NAME=VALUE, such as pdf.per_page=6")
        wishes.setdefault(suffix.lower(), {})[name] = setting_value(value)
    return wishes


def _exporter(exporter: Exporter[Any], wishes: Mapping[str, Mapping[str, Any]]) -> Exporter[Any]:
    """The exporter, with what is wished of its format."""
    changes = wishes.get(exporter.name)
    return type(exporter)(exporter.config.replace(**changes)) if changes else exporter


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
