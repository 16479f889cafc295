"""WordNet's nouns, read from its own files: what a word means, what kind of thing that is, and how common it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_KIND_OF: Final = ("@",)  # the pointer of data.noun to a hypernym; "@i" leads from the names of people and places
PARTS: Final = {"1": "noun", "2": "verb", "3": "adjective", "4": "adverb", "5": "adjective"}


@dataclass(frozen=True)
class Synset:
    """One meaning: the words that share it, the meanings it is a kind of, and its definition."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    gloss: str


@dataclass(frozen=True)
class WordNet:
    """The nouns, by the ids that the files use.

    Args:
        synsets: Every meaning by its id.
        senses: The meanings of each word, the commonest first. Words are as people write them, without underscores.
        uses: How often each word is marked as a noun, verb, adjective or adverb in the texts that WordNet counted.
    """

    synsets: dict[str, Synset]
    senses: dict[str, tuple[str, ...]]
    uses: dict[str, Counter[str]]
    _above: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def parse(cls, index: str, data: str, sense: str) -> WordNet:
        """Read the texts of ``index.noun``, ``data.noun`` and ``index.sense``."""
        uses: dict[str, Counter[str]] = {}
        for line in sense.splitlines():
            key, _, _, count = line.split()
            lemma, _, rest = key.partition("%")
            uses.setdefault(lemma.replace("_", " "), Counter())[PARTS[rest[0]]] += int(count)
        return cls(dict(_synsets(data)), dict(_senses(index)), uses)

    def above(self, synset: str) -> dict[str, int]:
        """Every meaning that ``synset`` is a kind of, itself too, with the number of steps up to it."""
        if synset not in self._above:
            steps = {synset: 0}
            queue = [synset]
            for at in queue:
                for up in self.synsets[at].kinds:
                    if up not in steps:
                        steps[up] = steps[at] + 1
                        queue.append(up)
            self._above[synset] = steps
        return self._above[synset]

    def depth(self, synset: str) -> int:
        """How far below "entity" a meaning is."""
        return max(self.above(synset).values())

    def likeness(self, one: str, other: str) -> float:
        """How much two meanings share, from 0 to 1: Wu & Palmer 1994."""
        mine, theirs = self.above(one), self.above(other)
        best = max((self.depth(common) for common in mine.keys() & theirs.keys()), default=0)
        return 2 * (best + 1) / (self.depth(one) + self.depth(other) + 2)

    def first(self, word: str, roots: frozenset[str]) -> str | None:
        """The commonest meaning of ``word`` that is a kind of one of ``roots``."""
        return next((s for s in self.senses.get(word, ()) if roots & self.above(s).keys()), None)

    def named(self, *names: str) -> frozenset[str]:
        """Meanings by word and number: "animal.1" is the first meaning of "animal"."""
        pairs = (name.rpartition(".") for name in names)
        return frozenset(self.senses[word][int(number) - 1] for word, _, number in pairs)


def _senses(index: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in index.splitlines():
        if line.startswith(" "):
            continue  # the licence
        fields = line.split()
        yield fields[0].replace("_", " "), tuple(fields[-int(fields[2]) :])


def _synsets(data: str) -> Iterator[tuple[str, Synset]]:
    for line in data.splitlines():
        if line.startswith(" "):
            continue
        entry, _, gloss = line.partition(" | ")
        fields = entry.split()
        count = int(fields[3], 16)
        words = tuple(word.replace("_", " ") for word in fields[4 : 4 + 2 * count : 2])
        pointers = fields[5 + 2 * count :]
        kinds = tuple(
            pointers[i + 1] for i in range(0, 4 * int(fields[4 + 2 * count]), 4)
            if pointers[i] in _KIND_OF and pointers[i + 2] == "n"
        )  # fmt: skip
        yield fields[0], Synset(words, kinds, gloss.strip())
