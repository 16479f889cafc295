"""What was done to a board, step by step, so that "undo" and "redo" walk back and forth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

__all__ = ["Steps"]

_UNDOABLE: Final = 50

Back = Callable[[str], Any]
"""Undoes something, given the words that ask for it, and returns how to undo that, or ``None`` if nothing is left."""


class _Step(NamedTuple):
    back: Back
    edit: bool


@dataclass(slots=True)
class Steps:
    """The latest steps."""

    _done: list[_Step] = field(default_factory=list)
    _undone: list[_Step] = field(default_factory=list)
    _together: list[Back] | None = None
    """What belongs to the step that is being taken."""

    @property
    def edited(self) -> bool:
        """Whether the last step is an edit, not a new shot."""
        return bool(self._done) and self._done[-1].edit

    @property
    def undone(self) -> bool:
        """Whether there is anything to do again."""
        return bool(self._undone)

    def begun(self, back: Back) -> None:
        """A shot was begun, always a step by itself."""
        self._take(back, edit=False)

    def edit(self, back: Back) -> None:
        """An edit was made."""
        if self._together is None:
            self._take(back, edit=True)
        else:
            self._together.append(back)

    @contextmanager
    def together(self) -> Iterator[None]:
        """All edits in here are one step."""
        outer, self._together = self._together, []
        try:
            yield
        finally:
            made, self._together = self._together, outer
            if made:
                self._take(_one(made), edit=True)

    def undo(self, heard: str) -> bool:
        """Take back the last step; whether there was one."""
        return self._walk(self._done, self._undone, heard)

    def redo(self, heard: str) -> bool:
        """Take the step again that was taken back last; whether there was one."""
        return self._walk(self._undone, self._done, heard)

    def _take(self, back: Back, *, edit: bool) -> None:
        self._done.append(_Step(back, edit))
        del self._done[:-_UNDOABLE]
        self._undone.clear()

    def _walk(self, steps: list[_Step], others: list[_Step], heard: str) -> bool:
        while steps:
            step = steps.pop()
            back = step.back(heard)
            if back is not None:
                others.append(_Step(back, step.edit))
                return True
        return False


def _one(made: list[Back]) -> Back:
    """Several steps as one."""

    def back(heard: str) -> Back | None:
        undone = [again for each in reversed(made) if (again := each(heard)) is not None]
        return _one(undone) if undone else None

    return back if len(made) > 1 else made[0]
