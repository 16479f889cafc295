"""Prompts of any length, with weighted words, as embeddings.

CLIP reads 77 tokens: a beginning, 75 of text, an end. A longer prompt is cut between words into pieces of
at most 75 tokens that are encoded one by one and laid end to end, which the UNet's cross-attention takes at
any length.

``(word)`` and ``(word:1.2)`` stress, ``[word]`` and ``(word:0.7)`` play down, brackets nest, ``\\(`` is a
bracket that is meant. A weight w moves an embedding z away from, or towards, that of the empty prompt: z0 +
w (z - z0). This is written here because compel (2.5.1), which does run on transformers 5 and does encode
long prompts, has another syntax: it reads ``(word:1.2)`` as text, and the pluses, minuses and full stops of
dictated sentences as operators.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["Fragment", "PromptEncoder", "parse_weights"]

CHUNK = 75  # CLIP's 77 tokens without the beginning and the end
LOOK_BACK = 25  # how far a cut moves back to stand between two words
STRESS = 1.1  # one pair of round brackets; a pair of square ones is 1 / STRESS
CACHED_TEXTS = 64


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text of one weight."""

    text: str
    weight: float = 1.0


# The colon of "(at 10:30)" is a time of day: a weight doesn't follow a digit.
_TOKEN = re.compile(
    r"\\[()\[\]\\]|\(|\[|(?<!\d):\s*(?P<weight>[+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*\)|\)|\]|[^\\()\[\]:]+|:|\\"
)


def parse_weights(text: str) -> list[Fragment]:
    """Split a prompt into fragments of equal weight. A bracket that isn't closed counts to the end."""
    fragments: list[Fragment] = []
    open_round: list[int] = []
    open_square: list[int] = []

    def scale(start: int, factor: float) -> None:
        fragments[start:] = [Fragment(part.text, part.weight * factor) for part in fragments[start:]]

    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "(":
            open_round.append(len(fragments))
        elif token == "[":
            open_square.append(len(fragments))
        elif match["weight"] is not None and open_round:
            scale(open_round.pop(), float(match["weight"]))
        elif token == ")" and open_round:
            scale(open_round.pop(), STRESS)
        elif token == "]" and open_square:
            scale(open_square.pop(), 1 / STRESS)
        else:
            plain = token[1:] if len(token) == 2 and token[0] == "\\" else token
            fragments.append(Fragment(plain))
    for start in open_round:
        scale(start, STRESS)
    for start in open_square:
        scale(start, 1 / STRESS)
    return _join_equal(fragments)


def _join_equal(fragments: list[Fragment]) -> list[Fragment]:
    joined: list[Fragment] = []
    for part in fragments:
        if joined and abs(joined[-1].weight - part.weight) < 1e-9:
            joined[-1] = Fragment(joined[-1].text + part.text, part.weight)
        else:
            joined.append(part)
    return joined


class PromptEncoder:
    """Encodes texts with a pipeline's tokenizer and text encoder, each distinct text once."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        self._cache: OrderedDict[str, Tensor] = OrderedDict()

    def encode(self, text: str, chunks: int | None = None) -> Tensor:
        """The embedding of `text`, float[chunks * 77, width], filled up to `chunks` with empty prompts."""
        import torch

        embedding = self._cached(text)
        length = self._pipe.tokenizer.model_max_length
        missing = (chunks or 0) - embedding.shape[0] // length
        if missing > 0:
            embedding = torch.cat([embedding, *[self._cached("")] * missing])
        return embedding

    @property
    def learned(self) -> frozenset[str]:
        """The words of textual inversions, in small letters."""
        return frozenset(word.lower() for word in self._pipe.tokenizer.added_tokens_encoder)

    def chunks(self, text: str) -> int:
        """How many pieces of 75 tokens `text` takes; the empty text takes one."""
        return max(1, len(list(self._pieces(text))))

    def _cached(self, text: str) -> Tensor:
        if text not in self._cache:
            self._cache[text] = self._encode(text)
            while len(self._cache) > CACHED_TEXTS:
                self._cache.popitem(last=False)
        self._cache.move_to_end(text)
        return self._cache[text]

    def _encode(self, text: str) -> Tensor:
        import torch

        pieces = list(self._pieces(text)) or [([], [])]
        parts = []
        for ids, weights in pieces:
            embedding = self._run(ids)
            if any(weight != 1 for weight in weights):
                empty = self._cached("")
                change = embedding.new_zeros(embedding.shape[0], 1)
                change[1 : len(weights) + 1, 0] = torch.tensor(weights, dtype=embedding.dtype) - 1
                embedding = embedding + change * (embedding - empty)
            parts.append(embedding)
        return torch.cat(parts)

    def _run(self, ids: list[int]) -> Tensor:
        """Encode one piece, float[77, width]."""
        import torch

        tokenizer, encoder = self._pipe.tokenizer, self._pipe.text_encoder
        length = tokenizer.model_max_length
        framed = [tokenizer.bos_token_id, *ids, tokenizer.eos_token_id]
        padded = framed + [tokenizer.pad_token_id] * (length - len(framed))
        device = self._pipe._execution_device
        mask = None
        if getattr(encoder.config, "use_attention_mask", False):
            mask = torch.tensor([[1] * len(framed) + [0] * (length - len(framed))], device=device)
        with torch.no_grad():
            output = encoder(torch.tensor([padded], device=device), attention_mask=mask)
        embedding: Tensor = output[0][0]
        return embedding

    def _pieces(self, text: str) -> Iterator[tuple[list[int], list[float]]]:
        """Token ids and weights, at most 75 a piece, cut between words where that is near."""
        ids, weights = self._tokens(text)
        room = self._pipe.tokenizer.model_max_length - 2
        while ids:
            end = room if len(ids) > room else len(ids)
            if len(ids) > room:
                tail = self._pipe.tokenizer.convert_ids_to_tokens(ids[:end])
                ends = [i + 1 for i in range(max(0, end - LOOK_BACK), end) if tail[i].endswith("</w>")]
                end = ends[-1] if ends else end
            yield ids[:end], weights[:end]
            ids, weights = ids[end:], weights[end:]

    def _tokens(self, text: str) -> tuple[list[int], list[float]]:
        tokenizer = self._pipe.tokenizer
        learned = tokenizer.added_tokens_encoder
        ids: list[int] = []
        weights: list[float] = []
        for part in parse_weights(text):
            found = tokenizer(part.text, add_special_tokens=False, truncation=False, verbose=False).input_ids
            found = [number for token in found for number in _all_vectors(token, learned)]
            ids.extend(found)
            weights.extend([part.weight] * len(found))
        return ids, weights


def _all_vectors(token: int, learned: Mapping[str, int]) -> Iterator[int]:
    """A token, and where it is a learned word, the tokens of its further vectors: <hero>, <hero>_1, …"""
    yield token
    for name in (name for name, number in learned.items() if number == token):
        count = 1
        while (further := learned.get(f"{name}_{count}")) is not None:
            yield further
            count += 1
