"""Directions as a recogniser mishears them: "chat two" for "shot two", "tied on her hands" for "tight on her hands".

Words are compared by how they sound: by their consonants, of which those that are told apart only by the voice count
as one, and by the colour of their first vowel. A word is put right only where the rest of a direction stands beside it
and where a direction may stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import ne
from typing import Final, NamedTuple

from voice2image.prompters._dictation.english import DETERMINERS, PRONOUNS
from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS, number_of
from voice2image.prompters._dictation.vocabulary import lexicon, matcher
from voice2image.prompters._sentences import Token

__all__ = ["as_meant", "likeness"]

_SPELLINGS: Final = tuple(
    (re.compile(letters), sound)
    for letters, sound in (
        ("x", "ks"), ("tch|sch|sh|ch|dge?|ge$", "x"), ("tion", "xn"), ("ph", "f"), ("gh", ""), ("wr", "r"), ("kn", "n"),
        ("ck", "k"), ("mb$", "m"), ("th", "s"), ("c(?=[eiy])", "s"), ("wh", "w"), (r"(.)\1+", r"\1"),
        ("(?<=[aeiou])r(?=[^aeiou]|$)", ""),
    )
)  # fmt: skip
"""How letters are read."""
_SAME: Final = str.maketrans("cqj", "kkx")
_VOICELESS: Final = str.maketrans("bdgvz", "ptkfs")
_SYLLABLE: Final = re.compile("(?:[aiouy]|e(?!d?s?$))+|(?<=[td])ed$|(?<=[bcdfgkpt])les?$")
_MUTE: Final = re.compile("(?<=.)[aeiouyhw]|^[aeiou]")
_VOWELS: Final = tuple(
    (colour, re.compile(letters))
    for colour, letters in (
        ("ai", "igh|ie$|y$|i[^aeiouyr]e|ye$|ie[ds]$|uy|ild"), ("ee", "ee|ea|e[^aeiouy]e|ei"), ("oo", "oo"),
        ("o", "ow|oa|o[^aeiouy]e|ough|oe|othe"), ("er", "ir|er|ur"), ("a", "a|o|u"), ("i", "i"), ("e", "e"),
    )
)  # fmt: skip
_NEAR: Final = frozenset(("ae", "ea", "ie", "ei", "ooa", "aoo"))
"""Colours of vowels that are easily taken for each other."""
_LIKE: Final = frozenset(("mn", "nm", "sf", "fs", "sx", "xs"))
"""Consonants that are easily taken for each other."""
_PLOSIVES: Final = frozenset("ptkbdg")
"""Consonants that are hardly heard at the end of a word."""
_LIQUIDS: Final = frozenset("lr")
_SHORTEST: Final = 2  # consonants; shorter words have to be heard as they are
_STRONG: Final = frozenset("shot angle eye view shoulder".split())
"""Words that make a direction surely one, wherever a clause begins or ends."""
_LEADS: Final = frozenset(
    "and then so a an the in into to on with next cut slow slowly very really big nice okay now we from at go or but "
    "open another shot panel frame".split()
)
_NAMING: Final = frozenset(("on", "of"))
_BEFORE_COUNTED: Final = frozenset("and back to in delete move before after swap or".split())
_COUNTED: Final = ("shot", "panel")
_LIKE_NUMBERS: Final[Mapping[str, str]] = {"to": "two", "too": "two", "for": "four", "won": "one"}
_ORDERS: Final = frozenset("to delete remove drop lose scrap move before after between swap with".split())
"""Words behind which a shot is named by its number."""
_SWAPS: Final = frozenset("swap switch".split())
_CONTRACTED: Final = frozenset("he's she's it's that's who's there's what's".split())
_LONGEST_WHOSE: Final = 6  # words of "over the old stall keeper's"
_PANEL_IS: Final = frozenset("shot's panel's frame's one's".split())
_WHICH: Final = frozenset(("first", "next", "last", "final", "opening", *ORDINALS))
_TELLING: Final = frozenset((*_LIKE_NUMBERS, *NUMBERS, *ORDINALS, *_PANEL_IS, "shoulder"))
"""Words beside which another may have been misheard, besides those of directions."""


class _Wanted(NamedTuple):
    """A direction, and the place in it of a word that was heard as it is."""

    words: tuple[str, ...]
    at: int


def as_meant(words: list[Token]) -> list[Token]:
    """Put right what words are compared by where they sound like a direction; what is written stays."""
    wanted, norms = _wanted(), [word.norm for word in words]
    for place, norm in enumerate(norms):
        if norm not in wanted and norm not in _TELLING and not norm.isdigit():
            continue
        if norm in _LIKE_NUMBERS and _is_number_of_shot(norms, place):
            norm = norms[place] = _LIKE_NUMBERS[norm]
            words[place] = words[place]._replace(norm=norm)
        for direction in wanted.get(norm, ()):
            start = place - direction.at
            if start < 0 or start + len(direction.words) > len(words):
                continue
            if _sounds(norms, start, direction.words) and _may_stand(words, start, direction.words):
                for at, meant in enumerate(direction.words, start):
                    words[at] = words[at]._replace(norm=meant)
                    norms[at] = meant
        panel = _counted(words, place) if place and number_of(norm) is not None else ""
        if place and norm in _PANEL_IS and norms[place - 1] in _WHICH:
            panel, place = norm.removesuffix("'s"), place + 1  # "the last shot's a kid"
        if panel:
            words[place - 1] = words[place - 1]._replace(norm=panel)
            norms[place - 1] = panel
        if norm == "shoulder" and place:
            _put_right_whose(words, place)
    return words


def _is_number_of_shot(norms: Sequence[str], place: int) -> bool:
    """Whether "to" is "two": "go back to shot to", "delete chat too", "swap to and three"."""
    before, after = norms[max(0, place - 2) : place], norms[place + 1 : place + 2]
    if before[-1:] and before[-1] in _SWAPS:
        return after == ["and"]
    return len(before) == 2 and before[0] in _ORDERS and any(likeness(before[1], panel) for panel in _COUNTED)


@lru_cache(maxsize=20_000)
def likeness(heard: str, meant: str) -> bool:
    """Whether a word may have been taken for another."""
    if heard == meant:
        return True
    one, other = _consonants(heard), _consonants(meant)
    if min(len(one), len(other)) < _SHORTEST or _syllables(heard) != _syllables(meant):
        return False
    colours = (_colour(heard), _colour(meant))
    if colours[0] != colours[1] and "".join(colours) not in _NEAR:
        return False
    if one.translate(_VOICELESS) == other.translate(_VOICELESS):
        return True
    return one[0] == other[0] and _differs_by_one(one, other)


@cache
def _wanted() -> Mapping[str, Sequence[_Wanted]]:
    """Directions by each of their words."""
    found: dict[str, list[_Wanted]] = {}
    for phrase in lexicon()["misheard"]:
        words = tuple(phrase.split("-"))
        for at, word in enumerate(words):
            found.setdefault(word, []).append(_Wanted(words, at))
    return found


def _sounds(norms: Sequence[str], start: int, meant: Sequence[str]) -> bool:
    """Whether words sound like a direction without being it, nor any other."""
    heard = norms[start : start + len(meant)]
    if sum(map(ne, heard, meant)) != 1 or not all(map(likeness, heard, meant)):
        return False
    return not any(match.end > start + 1 for match in matcher().at(norms, start))


def _may_stand(words: Sequence[Token], start: int, meant: Sequence[str]) -> bool:
    """Whether a direction may stand there: at the start of a clause, or as the end of one."""
    end = start + len(meant)
    behind = words[end].norm if end < len(words) else ""
    if meant[-1] in _NAMING and behind not in DETERMINERS and behind not in PRONOUNS:
        return False
    lead = start
    while lead > 0 and _leads(words[lead - 1]) and not words[lead - 1].ends_clause:
        lead -= 1
    if lead == 0 or words[lead - 1].ends_clause:
        return True
    return not _STRONG.isdisjoint(meant) and (end == len(words) or words[end - 1].ends_clause)


def _put_right_whose(words: list[Token], place: int) -> None:
    """Let "over the stall keeper's shoulder" be as "over the keeper's shoulder", and "over till he's shoulder" too."""
    over = next((at for at in range(place - 2, max(-1, place - _LONGEST_WHOSE), -1) if words[at].norm == "over"), place)
    whose = words[place - 1]
    if over == place or any(word.ends_clause for word in words[over:place]) or not whose.norm.endswith(("'s", "s'")):
        return
    if whose.norm in _CONTRACTED:
        words[place - 1] = whose._replace(norm="his")
    for at in range(over + 1, place - 1):
        if words[at].norm not in DETERMINERS:
            words[at] = words[at]._replace(norm="their")


def _leads(word: Token) -> bool:
    return word.norm in _LEADS or number_of(word.norm) is not None


def _counted(words: Sequence[Token], place: int) -> str:
    """The "shot" that was said before a number if it was misheard: "chat two"."""
    word = words[place - 1]
    before = words[place - 2] if place > 1 else None
    if (
        word.ends_clause
        or word.norm.endswith("s")
        or not (before is None or before.ends_clause or before.norm in _BEFORE_COUNTED)
    ):
        return ""
    return next((panel for panel in _COUNTED if likeness(word.norm, panel)), "")


@lru_cache(maxsize=20_000)
def _consonants(norm: str) -> str:
    """What is heard of a word besides its vowels."""
    text = norm.replace("'", "")
    for letters, sound in _SPELLINGS:
        text = letters.sub(sound, text)
    return _MUTE.sub("", text.translate(_SAME))


@lru_cache(maxsize=20_000)
def _syllables(norm: str) -> int:
    """How many vowels are heard in a word."""
    return max(1, len(_SYLLABLE.findall(norm)))


@lru_cache(maxsize=20_000)
def _colour(norm: str) -> str:
    """The colour of the first vowel of a word."""
    found = [(match.start(), place) for place, (_, letters) in enumerate(_VOWELS) if (match := letters.search(norm))]
    return _VOWELS[min(found)[1]][0] if found else ""


def _differs_by_one(heard: str, meant: str) -> bool:
    """Whether one consonant is all that tells two words apart: one more, or another that sounds like it."""
    if len(heard) == len(meant):
        pairs = [(a + b, at) for at, (a, b) in enumerate(zip(heard, meant, strict=True)) if a != b]
        (pair, at), last = pairs[0], len(heard) - 1
        return len(pairs) == 1 and (pair in _LIKE or (at == last and _PLOSIVES.issuperset(pair)))
    longer, shorter = sorted((heard, meant), key=len, reverse=True)
    if len(longer) - len(shorter) != 1:
        return False
    more = [at for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == shorter]
    if not more or len(shorter) > _SHORTEST:
        return bool(more)
    return longer[more[0]] in _LIQUIDS or (more[-1] == len(shorter) and longer[-1] in _PLOSIVES)
