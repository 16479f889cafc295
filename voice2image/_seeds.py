"""Which seed each panel takes, in this run and when the same recording is gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from zlib import crc32

from voice2image.prompt import MAX_SEED, Prompt, draw_seed

__all__ = ["Seeds", "another_seed"]


class Seeds:
    """Gives each panel a seed when it comes; no later edit changes what others got.

    With a `first` one the panel that comes n-th takes ``first + n - 1``. Without, a panel takes the one that an earlier
    run gave to these words, whatever became of them by edits since.
    """

    def __init__(self, first: int | None) -> None:
        self._first = first
        self._given: list[str] = []
        self._earlier: dict[int, str] = {}
        """What an earlier run gave and this one has not given yet, by its place in the order."""

    def resume(self, listed: str) -> None:
        """Go on from an earlier run's :meth:`__str__`."""
        self._earlier = dict(enumerate(_readable(listed)))

    def forget(self) -> None:
        """Forget what an earlier run gave: no more panels come."""
        self._earlier = {}

    def __str__(self) -> str:
        return " ".join((*self._given, *self._earlier.values()))

    def of_next(self, prompt: Prompt) -> int:
        """The seed of the panel that comes next."""
        earlier = self._take_earlier(prompt)
        if self._first is not None:
            seed = (self._first + len(self._given)) % (MAX_SEED + 1)
        elif prompt.seed is not None:
            seed = prompt.seed
        else:
            seed = draw_seed() if earlier is None else earlier
        self._given.append(f"{seed}:{_checksum(prompt)}")
        return seed

    def upcoming(self, ahead: int = 0) -> int | None:
        """The seed that the next panel will take, or one of those after it; ``None`` where that isn't fixed."""
        return None if self._first is None else (self._first + len(self._given) + ahead) % (MAX_SEED + 1)

    def of_revised(self, prompt: Prompt, seed: int | None, *, another: bool) -> int | None:
        """The seed of a panel that had another prompt with this `seed`."""
        if self._first is None and prompt.seed is not None:
            return prompt.seed
        return another_seed(seed) if another else seed

    def _take_earlier(self, prompt: Prompt) -> int | None:
        """The seed that an earlier run gave to these words: of several, the first that is left."""
        alike = [place for place, entry in self._earlier.items() if entry.endswith(f":{_checksum(prompt)}")]
        if not alike:
            return None
        return int(self._earlier.pop(alike[0]).partition(":")[0])


def another_seed(seed: int | None) -> int:
    """The seed of another version: always the same after the same one, so that a run can be gone on with."""
    return int.from_bytes(sha256(f"another than {seed}".encode()).digest()[:4], "big")


def _checksum(prompt: Prompt) -> str:
    return f"{crc32(prompt.text.encode()):08x}"  # of the words without their style, which may change


def _readable(listed: str) -> Iterator[str]:
    for entry in listed.split():
        seed = entry.partition(":")[0]
        if seed.isdecimal() and len(seed) <= len(str(MAX_SEED)) and int(seed) <= MAX_SEED:
            yield entry
