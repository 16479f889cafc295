"""A CLIP tokenizer whose merges are learned from the captions; whatever else is said falls back to bytes."""

from __future__ import annotations

import json
import random
from itertools import chain
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from tokenizers.normalizers import Lowercase
from transformers import CLIPTokenizer

from .captions import caption
from .english import plural
from .models import TOKENS
from .scene import sample_scene
from .subjects import SUBJECTS

_VOCABULARY: Final = 4096
_CORPUS: Final = 60_000
_NAMINGS: Final = 12
"""How often every name of every subject is put into the corpus besides, so that rare ones stay short."""

_START, _END = "<|startoftext|>", "<|endoftext|>"


def make_tokenizer(seed: int = 0) -> CLIPTokenizer:
    """Learn byte-pair merges (Sennrich et al. 2016) from captions.

    The vocabulary is laid out as CLIP's is: bytes, bytes that end a word, merges, marks.
    """
    rng = random.Random(seed)
    learner = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    learner.normalizer = Lowercase()
    learner.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation(),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        initial_alphabet=alphabet,
        end_of_word_suffix="</w>",
        show_progress=False,
        min_frequency=4,
    )
    names = [word for subject in SUBJECTS.values() for word in subject.words]
    captions = (caption(sample_scene(rng), rng) for _ in range(_CORPUS))
    learner.train_from_iterator(chain(captions, names * _NAMINGS, map(plural, names)), trainer)
    merges = [tuple(m) for m in json.loads(learner.to_str())["model"]["merges"]][: _VOCABULARY - 2 * len(alphabet) - 2]
    tokens = [*alphabet, *(f"{c}</w>" for c in alphabet), *("".join(m) for m in merges), _START, _END]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    return CLIPTokenizer(
        vocab=vocabulary,
        merges=merges,
        unk_token=_END,
        bos_token=_START,
        eos_token=_END,
        pad_token=_END,
        model_max_length=TOKENS,
    )


def load_tokenizer(work: Path) -> CLIPTokenizer:
    """The work directory's tokenizer, made when first asked for."""
    folder = work / "tokenizer"
    if not folder.exists():
        make_tokenizer().save_pretrained(folder)
    return CLIPTokenizer.from_pretrained(folder)
