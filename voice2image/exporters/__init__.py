"""Export formats: a board in, a file out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from voice2image.config import Config
from voice2image.errors import ExportError
from voice2image.exporters.base import Exporter
from voice2image.registry import create, names

__all__ = ["exporter_for"]


def exporter_for(path: Path, given: Exporter[Any] | Config | None = None) -> Exporter[Any]:
    """The exporter given, else the one of the longest suffix that has one: ``a.manga.pdf`` is a manga, not a PDF.

    Raises :class:`~voice2image.errors.ExportError`.
    """
    if given is not None:
        return create("exporters", given, Exporter)
    known = names("exporters")
    parts = path.name.lower().split(".")[1:]
    for start in range(len(parts)):
        suffix = ".".join(parts[start:])
        if suffix in known:
            return create("exporters", suffix, Exporter)
    what = f"there is no export to .{parts[-1]}" if parts else "the file has no suffix to tell the format by"
    raise ExportError(f"{path}: {what}. There are: {', '.join(f'.{name}' for name in known)}.")
