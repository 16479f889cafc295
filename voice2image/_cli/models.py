"""``voice2image models``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from rich.text import Text

from voice2image._cli.machine import have_weights, in_hub_cache
from voice2image._cli.session import Session
from voice2image._cli.tables import table
from voice2image.registry import names

__all__ = ["show_models"]

WHISPER_MB: Mapping[str, int] = {
    "tiny": 75,
    "base": 145,
    "small": 484,
    "medium": 1530,
    "large-v3": 3090,
    "large-v3-turbo": 1620,
    "distil-large-v3": 1510,
}
"""What the hub sends for the sizes worth naming; there are more."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A model that can be asked for."""

    name: str
    """What to give to ``--transcriber``, ``--generator`` or ``--set transcriber.model=``."""
    about: str
    download_mb: int | None
    licence: str
    here: str
    """``yes``, ``no``, or what it needs."""


def show_models(session: Session) -> None:
    """List all backends and the models that go by a name."""
    lists: dict[str, list[_Row]] = {
        "transcribers": list(_transcribers()),
        "faster-whisper models": list(_whisper()),
        "generators": list(_generators()),
        "prompters": [_Row(name, "", None, "", "yes") for name in names("prompters")],
        "exporters": [_Row(name, f"board.{name}", None, "", "yes") for name in names("exporters")],
    }
    if session.json:
        session.document({title: [asdict(row) for row in rows] for title, rows in lists.items()})
        return
    for title, rows in lists.items():
        _print(session, title, rows)
    for licence in sorted(
        {row.licence for rows in lists.values() for row in rows if _short(row.licence) != row.licence}
    ):
        session.out.print(Text(f"{licence}.", style="dim"))
    session.say("\nUse one:  voice2image draw MEMO -g sd2-base --set transcriber.model=small")


def _print(session: Session, title: str, rows: list[_Row]) -> None:
    shown: dict[str, Any] = {"name": [row.name for row in rows], "": [row.about for row in rows]}
    if any(row.download_mb for row in rows):
        shown["download"] = [_size(row.download_mb) for row in rows]
    shown["here"] = [row.here for row in rows]
    if any(row.licence for row in rows):
        shown["licence"] = [_short(row.licence) for row in rows]
    made = table(*shown, title=title)
    made.columns[0].no_wrap = True
    for cells in zip(*shown.values(), strict=True):
        made.add_row(*(Text(cell) for cell in cells))
    session.out.print(made)


def _size(megabytes: int | None) -> str:
    if not megabytes:
        return "–"
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes} MB"


def _short(licence: str) -> str:
    """Its name, without the terms that follow."""
    return re.split("[:;]", licence)[0]


def _transcribers() -> Iterator[_Row]:
    abouts = {
        "faster-whisper": ("Whisper on this machine", "faster_whisper", "faster-whisper"),
        "assemblyai": ("a paid service; needs a key", "assemblyai", "assemblyai"),
    }
    for name in names("transcribers"):
        about, module, extra = abouts.get(name, ("from another package", "", ""))
        here = "yes" if not module or find_spec(module) else f"needs voice2image[{extra}]"
        yield _Row(name, about, None, "", here)


def _whisper() -> Iterator[_Row]:
    from voice2image.transcribers._whisper_weights import HUB_REPOSITORIES, have_embedded

    here = "yes" if have_embedded() else "needs voice2image[embedded-whisper]"
    yield _Row("embedded", "base, as a package", 133, "MIT", here)
    for name, megabytes in WHISPER_MB.items():
        if name in HUB_REPOSITORIES:
            yield _Row(name, "", megabytes, "MIT", "yes" if in_hub_cache(HUB_REPOSITORIES[name]) else "no")


def _generators() -> Iterator[_Row]:
    from voice2image.generators.diffusers.presets import PRESETS

    installed = find_spec("diffusers") is not None and find_spec("torch") is not None
    for preset in PRESETS.values():
        about = f"{preset.width}x{preset.height}, {preset.steps} steps"
        cached = any(in_hub_cache(mirror.repo) for mirror in preset.mirrors) or have_weights(preset.name)
        here = "needs voice2image[diffusers]" if not installed else "yes" if cached else "no"
        yield _Row(preset.name, about, preset.download_bytes // 10**6 or None, preset.licence, here)
    for name in names("generators"):
        if name == "diffusers":
            yield _Row("diffusers:MODEL", "any hub id, folder or file", None, "its own", "–")
        else:
            yield _Row(name, "from another package", None, "", "yes")
