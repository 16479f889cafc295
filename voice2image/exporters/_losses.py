"""What an export leaves out of its file: told in the log once it is written, a line a kind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from voice2image.errors import StoryboardError

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["left_out", "losses_told", "or_without", "unreadable", "without_sound"]

_NAMED = 8
"""Panels that a line names."""

_found: ContextVar[dict[str, list[int]] | None] = ContextVar("losses", default=None)
"""Each kind of loss of the export that is under way, to the panels that it concerns."""


@contextmanager
def losses_told(file: str) -> Iterator[None]:
    """Gather what is left out of `file` meanwhile, and in the end log it as warnings."""
    found: dict[str, list[int]] = {}
    token = _found.set(found)
    try:
        yield
    finally:
        _found.reset(token)
    for what, panels in found.items():
        logging.getLogger("voice2image").warning("%s", ": ".join(filter(None, (file, _listed(panels), what))))


def left_out(what: str, panel: Panel | None = None) -> None:
    """Take note that the file lacks something of the board, or of a panel: "a wipe is written as a dissolve"."""
    found = _found.get()
    if found is not None:
        panels = found.setdefault(what, [])
        if panel is not None and panel.number not in panels:
            panels.append(panel.number)


@contextmanager
def or_without(panel: Panel) -> Iterator[None]:
    """Go on behind the block where the panel's picture can't be read, and take note of it."""
    try:
        yield
    except StoryboardError:
        unreadable(panel)


def unreadable(panel: Panel) -> None:
    """Take note that the panel's picture can't be read."""
    left_out("the picture is missing or can't be read, so it isn't in the file", panel)


def without_sound(board: Storyboard) -> None:
    """Take note that the board has no recording, if it was made from one."""
    if board.sound is None and board.source is not None:
        left_out("the recording isn't at hand, so there is no sound")


def _listed(panels: list[int]) -> str:
    if not panels:
        return ""
    named = ", ".join(map(str, panels[:_NAMED]))
    more = f" and {len(panels) - _NAMED} more" if len(panels) > _NAMED else ""
    return f"panel{'s' if len(panels) > 1 else ''} {named}{more}"
