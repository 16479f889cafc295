"""The spoken vocabulary, read from its data files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from voice2image.prompters._dictation.phrases import Matcher, Phrase

__all__ = ["SECTIONS", "lexicon", "matcher", "phrases", "vocabulary"]

SECTIONS: Final = ("filler", "opener", "aside", "reason")
"""Sections that are looked for by themselves, not with the others."""


@cache
def vocabulary() -> Mapping[str, Any]:
    """``vocabulary.toml`` with its parts put in their places."""
    text = _text("vocabulary.toml")
    for name, pattern in reversed(tomllib.loads(text)["parts"].items()):
        text = text.replace(f"{{{name}}}", pattern)
    return {section: entry for section, entry in tomllib.loads(text).items() if section != "parts"}


@cache
def lexicon() -> Mapping[str, frozenset[str]]:
    """The word lists of ``lexicon.toml``, by name."""
    return {name: frozenset(words.split()) for name, words in tomllib.loads(_text("lexicon.toml")).items()}


def phrases(section: str) -> Iterator[Phrase]:
    """The phrases of one section; those that a recogniser mishears last."""
    entry = vocabulary()[section]
    for value, part in ({"": entry} if "say" in entry else entry).items():
        for pattern in (*part["say"], *part.get("heard", ())):
            yield Phrase(pattern, section, value)
        for more in part.get("at", ()):
            for pattern in more["say"]:
                yield Phrase(pattern, section, value, more["where"])


@cache
def matcher(*sections: str) -> Matcher:
    """A matcher of some sections' phrases; of all that aren't in :data:`SECTIONS` if none is given."""
    wanted = sections or tuple(name for name in vocabulary() if name not in SECTIONS)
    return Matcher(phrase for section in wanted for phrase in phrases(section))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
