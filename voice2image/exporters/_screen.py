"""What is on a film's screen at each frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice2image.exporters._joins import Join
from voice2image.exporters._moves import seen
from voice2image.exporters._planes import Planes
from voice2image.exporters._stills import Still

if TYPE_CHECKING:
    from voice2image.shot import Move

__all__ = ["Screen"]


class Screen:
    """The panels with their moves and joins. At most two pictures are in memory.

    Args:
        load: Makes the still of the panel at an index.
        cuts: The frame at which each panel begins, and that behind the last.
        joins: What happens at each of the cuts.
        fps: Frames a second.
    """

    def __init__(self, load: Callable[[int], Still], cuts: Sequence[int], joins: Sequence[Join], fps: int) -> None:
        self._load, self._cuts, self._joins, self._fps = load, cuts, joins, fps
        self._shots: dict[int, _Shot] = {}

    def at(self, index: int, frame: int) -> Planes:
        """The picture at a frame of the panel at `index`. Frames are asked for in order; while the picture is the
        same, so is the object."""
        join = next((each for each in self._joins[index : index + 2] if each.first <= frame < each.end), None)
        before = index - 1 if join is self._joins[index] else index
        self._shots = {each: shot for each, shot in self._shots.items() if each >= min(before, index)}
        if join is None:
            return self._shot(index).at(frame)
        share = join.share(frame)
        if join.way == "fade-in":
            picture = self._shot(index).at(frame)
            return Planes.black(picture.y.size).mixed(picture, share)
        old = self._shot(before).at(frame)
        if join.way == "fade-out":
            return old.mixed(Planes.black(old.y.size), share)
        new = self._shot(before + 1).at(frame)
        return old.wiped(new, share) if join.way == "wipe" else old.mixed(new, share)

    def _shot(self, index: int) -> _Shot:
        if index not in self._shots:
            still = self._load(index)
            first = min(self._cuts[index], self._joins[index].first)
            end = max(self._cuts[index + 1], self._joins[index + 1].end)
            self._shots[index] = _Shot(Planes.of(still.screen), still.picture, still.move, first, end, self._fps)
        return self._shots[index]


@dataclass(frozen=True, slots=True)
class _Shot:
    """A panel from the first frame at which it is seen to the one behind the last."""

    planes: Planes
    picture: tuple[int, int, int, int]
    move: Move | None
    first: int
    end: int
    fps: int

    def at(self, frame: int) -> Planes:
        if self.move is None:
            return self.planes
        left, top, right, bottom = self.picture
        passed = frame - self.first
        share = passed / max(1, self.end - self.first - 1)
        return self.planes.seen(self.picture, seen(self.move, share, passed / self.fps, (right - left, bottom - top)))
