"""The little grammar that telling shots apart takes: word classes, and where a thing's name begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from voice2image.prompters._sentences import Token

__all__ = [
    "DETERMINERS", "FEMALE_PRONOUNS", "MALE_PRONOUNS", "PREPOSITIONS", "PRONOUNS", "acts", "content", "head_of",
    "hurries", "is_doing", "noun_phrase_end", "shows", "stem",
]  # fmt: skip

DETERMINERS: Final = frozenset(
    "a an the one two three four five six seven eight nine ten some several many few his her their my our this that "
    "these those its your another every each all both no".split()
)
PREPOSITIONS: Final = frozenset(
    "in on at of by with under over near along through behind beside from to into against across above below around "
    "between past onto off inside outside toward towards after before during without beneath underneath among up down "
    "out as like for".split()
)
PRONOUNS: Final = frozenset("i you he she it we they me him her us them who that which".split())
FEMALE_PRONOUNS: Final = frozenset("she her hers herself she's".split())
MALE_PRONOUNS: Final = frozenset("he him his himself he's".split())
_CONNECTIVES: Final = frozenset(
    "okay ok right so well alright and then but now or yeah yes um uh like also plus next we just oh the a an of is "
    "it's its it with on at to in from as there there's that".split()
)
_AUXILIARIES: Final = frozenset(
    "is are was were be been being has have had does do did will would can could should may might must isn't aren't "
    "it's he's she's they're there's that's who's comes goes".split()
)
_ADVERBS: Final = frozenset("very really not too just still half already".split())
_OF_ONE: Final = frozenset("a an this that another each every".split())
"""Behind these stands one thing, so that what ends in "s" is what it does."""
_NO_VERBS: Final = frozenset("news sports jeans christmas lens series species goods always perhaps sometimes".split())
_NOT_DOING: Final = frozenset(
    "morning evening something anything nothing everything ceiling wedding during lightning".split()
)
_STOP: Final = DETERMINERS | PREPOSITIONS | PRONOUNS | _CONNECTIVES | _AUXILIARIES | _ADVERBS
_MEANS_NOTHING: Final = _STOP | {""}


def content(words: Iterable[Token]) -> list[Token]:
    """The words that mean something by themselves."""
    return [word for word in words if word.norm not in _MEANS_NOTHING]


def shows(words: Iterable[Token]) -> bool:
    """Whether any word means something by itself."""
    return any(word.norm not in _MEANS_NOTHING for word in words)


@lru_cache(maxsize=20_000)
def stem(norm: str) -> str:
    """A word without its plural and genitive, to compare by."""
    norm = norm.removesuffix("'s").removesuffix("'")
    if len(norm) > 4 and norm.endswith("ies"):
        return norm[:-3] + "y"
    if len(norm) > 5 and norm.endswith("oes"):
        return norm[:-2]
    if len(norm) > 3 and norm.endswith("s") and not norm.endswith("ss"):
        return norm[:-1]
    return norm


def is_doing(norm: str) -> bool:
    """Whether a word says what somebody is doing, by its ending: "running", not "ring"."""
    return norm.endswith("ing") and len(norm) > 4 and norm not in _NOT_DOING


def noun_phrase_end(words: Sequence[Token], begin: int) -> int:
    """Where the name of a thing ends that begins at a word: before what it does, or where it is."""
    end = begin
    if end < len(words) and words[end].norm in DETERMINERS:
        end += 1
    while end < len(words):
        if end > begin and words[end].norm in _STOP:
            break
        end += 1
        if words[end - 1].ends_clause:
            break
        if end < len(words) and end - begin >= 2 and _is_verb(words[begin], words[end]):
            break
    return min(max(end, begin + 1), len(words))


def _is_verb(determiner: Token, word: Token) -> bool:
    return is_doing(word.norm) or (determiner.norm in _OF_ONE and acts(word.norm))


def acts(norm: str) -> bool:
    """Whether a word behind "a man" is a verb, by its ending: "leans"; of "a glass bottle" neither is."""
    ends = norm.endswith("s") and len(norm) > 3 and not norm.endswith(("ss", "us", "is", "'s"))
    return ends and norm not in _NO_VERBS


def head_of(words: Sequence[Token]) -> str:
    """The noun that a name turns on: its last word before any preposition."""
    end = noun_phrase_end(words, 0)
    return stem(words[end - 1].norm) if words else ""


def hurries(norms: Sequence[str]) -> bool:
    """ "Real quick before I lose it", "quick, while I've got two minutes"."""
    begin = norms[:1] == ["real"]
    return norms[begin : begin + 1] == ["quick"] and norms[begin + 1 : begin + 2] in (["before"], ["while"])
