"""``voice2image show``, ``export`` and ``provenance``: what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.text import Text

from voice2image._cli.events import board_json
from voice2image._cli.progress import share_bar
from voice2image._cli.session import Session, plain
from voice2image._cli.stages import setting_value
from voice2image._cli.tables import board_table, table
from voice2image.errors import ConfigError, ExportError, MissingExtraError, Voice2ImageError
from voice2image.exporters import exporter_for
from voice2image.exporters.base import Exporter
from voice2image.image import read_provenance
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
    session: Session, folder: Path, files: Iterable[Path], settings: Iterable[str], sign: SigningConfig | None
) -> None:
    """Write the board in `folder` to each of `files`; one that can't be written doesn't keep back the others."""
    board = Storyboard.load(folder)
    wishes = _by_format(settings)
    jobs = [(file, _exporter(file, wishes)) for file in files]
    if unused := wishes.keys() - {exporter.name for _, exporter in jobs}:
        raise ConfigError(f"--set {min(unused)}: none of the files is in this format")
    written: list[str] = []
    fault: Voice2ImageError | None = None
    for file, exporter in jobs:
        try:
            with share_bar(session, file.name) as progress:
                written.append(str(board.export(file, exporter, sign=sign, progress=progress)))
        except (ExportError, MissingExtraError) as error:
            if fault is not None:
                session.warn(str(fault))
            fault = error
        else:
            if not session.json:
                session.say(written[-1])
    if session.json:
        session.document({"files": written})
    if fault is not None:
        raise fault


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


def _exporter(file: Path, wishes: Mapping[str, Mapping[str, Any]]) -> Exporter[Any]:
    exporter = exporter_for(file)
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
