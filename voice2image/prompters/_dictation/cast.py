"""The characters' bible: who was described, by whom "she" is meant, and what a later shot has to show of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from voice2image.prompters._dictation.english import FEMALE_PRONOUNS, MALE_PRONOUNS
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["EDGES", "Cast", "Character"]

EDGES: Final = re.compile(r"^[\s,.;:!?—–-]+|[\s,.;:!?—–-]+$")
"""What stands around a name or a description without being part of it."""
_PRONOUNS: Final = {"f": FEMALE_PRONOUNS, "m": MALE_PRONOUNS}
_NOUNS: Final = {"f": lexicon()["female"], "m": lexicon()["male"]}
_LONGEST: Final = 400  # characters of a description; more than an image model reads
_LETTERS: Final = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Character:
    """Somebody with a name."""

    name: str
    description: str = ""
    gender: str = ""
    """"f", "m" or nothing."""


@dataclass(slots=True)
class Cast:
    """Everybody who has been named so far."""

    members: dict[str, Character] = field(default_factory=dict)
    """By the name in lower case."""
    last: dict[str, str] = field(default_factory=dict)
    """Who was named last, by gender."""
    _by_first: dict[str, str] = field(default_factory=dict)
    """Members by the first word of their name."""
    _by_surname: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, bible: Mapping[str, str]) -> Cast:
        """The cast that a config names."""
        cast = cls()
        for name, description in bible.items():
            if name.strip():
                cast.add(name, description)
        return cast

    def add(self, name: str, description: str, pronoun: str = "") -> None:
        """Take somebody in, or what more is said of them."""
        key = name.lower()
        member = self.members.get(key)
        if member is None:
            member = self.members[key] = Character(name)
            first, *rest = key.split()
            self._by_first[first] = key
            if rest:
                self._by_surname.setdefault(rest[-1], key)
        description = EDGES.sub("", description)
        if description and description not in member.description and len(member.description) < _LONGEST:
            member.description = f"{member.description}, {description}" if member.description else description
        member.gender = member.gender or _gender(member.description, pronoun)
        self._mention(key)

    def named_in(self, words: Sequence[Token]) -> list[Character]:
        """Those who are in a picture by name, or by a plain "she" or "he", in the order of their first word."""
        if not self.members:
            return []
        found: dict[str, Character] = {}
        norms = [word.norm.removesuffix("'s").removesuffix("'") for word in words]
        for place, norm in enumerate(norms):
            key = self._by_first.get(norm)
            if key is None:
                key = self._by_surname.get(norm)
            elif norms[place : place + len(key.split())] != key.split():
                continue
            if key is not None:
                found.setdefault(key, self.members[key])
                self._mention(key)
        for gender, pronouns in _PRONOUNS.items():
            known = self.last.get(gender)
            if known is None or known in found or any(member.gender == gender for member in found.values()):
                continue
            if any(word.norm in pronouns for word in words):
                found[known] = self.members[known]
        return list(found.values())

    def _mention(self, key: str) -> None:
        """Note that somebody was spoken of."""
        member = self.members[key]
        for gender in (member.gender,) if member.gender else _PRONOUNS:
            self.last[gender] = key


def _gender(description: str, pronoun: str) -> str:
    for gender, pronouns in _PRONOUNS.items():
        if pronoun in pronouns:
            return gender
    text = description.lower()
    words = {word.strip(".,;:'s") for word in text.split()} | set(_LETTERS.findall(text))
    return next((gender for gender, nouns in _NOUNS.items() if words & nouns), "")
