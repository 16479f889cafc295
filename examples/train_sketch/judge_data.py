"""Composed pictures for the judge, made by processes of their own that know nothing of torch."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from . import scene as world
from .scene import NOBODY, Scene, sample_scene
from .subjects import SUBJECTS

SIDE: Final = 128  # pixels of what the judge looks at
_PLAIN_FIELDS: Final = ("place", "time", "weather", "size", "count", "style", "angle", "emotion", "action")
FIELDS: Final = ("subject", *_PLAIN_FIELDS)
"""What is read from a picture, in the order of the network's heads."""
LABELS: Final[dict[str, tuple[str, ...]]] = {
    "subject": (NOBODY, *SUBJECTS),
    "place": world.PLACES,
    "time": world.TIMES,
    "weather": world.WEATHERS,
    "size": world.SIZES,
    "count": ("1", "2", "3"),
    "style": world.STYLES,
    "angle": world.ANGLES,
    "emotion": world.EMOTIONS,
    "action": world.ACTIONS,
}
_HELD_OUT_OF: Final = 64  # every so many-th scene is never trained on
_WIDE: Final = 0.25  # share of 16:9 pictures
_CODES: Final = 2 * (1 + len(FIELDS))  # bytes of labels a record, uint16
_RECORD: Final = _CODES + SIDE * SIDE * 3

Pixels = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint16]


def held_out(scene: Scene) -> bool:
    """Whether a scene is kept for the examination: the judge never learns from a picture of it."""
    return zlib.crc32(repr(scene).encode()) % _HELD_OUT_OF == 0


def shrink(picture: Image.Image) -> Pixels:
    """A picture as the judge looks at it: uint8[128, 128, 3]; a 16:9 one is squeezed, which keeps all of its rows."""
    return np.asarray(picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX))


def codes_of(scene: Scene) -> Codes:
    """The labels as numbers: the subject, who else may be taken for it, and the other :data:`FIELDS` in order.

    Of two that stand side by side a picture doesn't tell which was named first; the one in front was.
    """
    names = LABELS["subject"]
    beside = scene.companion != NOBODY and scene.side != "behind"
    both = [names.index(scene.subject), names.index(scene.companion if beside else scene.subject)]
    rest = [LABELS[field].index(str(getattr(scene, field))) for field in _PLAIN_FIELDS]
    return np.array([*both, *rest], np.uint16)


@dataclass
class Pupils:
    """Pictures with their labels: uint8[n, 128, 128, 3] and uint16[n, 11]."""

    pictures: Pixels
    codes: Codes


class Source:
    """Processes that compose without end, and what they have composed last.

    The composer is slower than the network, so every picture is looked at a few times, each time spoilt otherwise.

    Args:
        assets: Where the picture sets are.
        seed: Decides the scenes, with the number of the process.
        workers: How many processes compose.
        room: How many pictures are kept.
    """

    def __init__(self, assets: Path, seed: int, workers: int = 1, room: int = 16_000) -> None:
        self.composed = 0
        self._kept = Pupils(np.empty((room, SIDE, SIDE, 3), np.uint8), np.empty((room, _CODES // 2), np.uint16))
        self._lock = threading.Lock()
        self._children = [_child(assets, f"{seed} {i}", held_out=False) for i in range(workers)]
        for child in self._children:
            threading.Thread(target=self._listen, args=(child,), daemon=True).start()

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        for picture, codes in _records(child):
            with self._lock:
                at = self.composed % len(self._kept.codes)
                self._kept.pictures[at], self._kept.codes[at] = picture, codes
                self.composed += 1

    def wait(self, count: int) -> None:
        """Wait until so many pictures are composed.

        Raises:
            RuntimeError: Every composing process has ended.
        """
        while self.composed < count:
            if all(child.poll() is not None for child in self._children):
                raise RuntimeError("no process composes any more; the first error stands above")
            time.sleep(0.1)

    def batch(self, rng: np.random.Generator, size: int) -> Pupils:
        """Draw some of the pictures that are kept, one at least."""
        with self._lock:
            picks = rng.integers(0, min(self.composed, len(self._kept.codes)), size)
            return Pupils(self._kept.pictures[picks], self._kept.codes[picks])

    def close(self) -> None:
        """End the processes."""
        for child in self._children:
            child.kill()
            child.wait()


def examination(assets: Path, count: int) -> Pupils:
    """The held-out pictures, always the same."""
    child = _child(assets, "held out", held_out=True)
    try:
        pairs = [pair for pair, _ in zip(_records(child), range(count), strict=False)]
    finally:
        child.kill()
        child.wait()
    if len(pairs) < count:
        raise RuntimeError("the composing process has ended; its error stands above")
    return Pupils(np.stack([picture for picture, _ in pairs]), np.stack([codes for _, codes in pairs]))


def _child(assets: Path, seed: str, held_out: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", __name__, str(assets.resolve()), seed, str(int(held_out))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])


def _records(child: subprocess.Popen[bytes]) -> Iterator[tuple[Pixels, Codes]]:
    assert child.stdout is not None
    while len(record := child.stdout.read(_RECORD)) == _RECORD:
        whole = np.frombuffer(record, np.uint8)
        yield whole[_CODES:].reshape(SIDE, SIDE, 3), whole[:_CODES].view(np.uint16)


def compose_without_end(assets: Path, seed: str, wanted_held_out: bool) -> None:
    """Write records of labels and pixels to stdout until nobody reads them."""
    from .art import Gallery
    from .assets import Icons
    from .composer import Composer

    composer, rng = Composer(Gallery(Icons(assets))), random.Random(f"judge {seed}")
    while True:
        scene = sample_scene(rng)
        if held_out(scene) != wanted_held_out:
            continue
        picture = composer.compose(scene, rng.getrandbits(31), "wide" if rng.random() < _WIDE else "square")
        try:
            sys.stdout.buffer.write(codes_of(scene).tobytes() + shrink(Image.fromarray(picture)).tobytes())
        except BrokenPipeError:
            return


if __name__ == "__main__":
    compose_without_end(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "1")
