"""What a speaker takes back within a sentence: "a bridge at dawn, no, at dusk", "a blue, I mean a green boat"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.english import (
    DETERMINERS,
    PREPOSITIONS,
    content,
    is_doing,
    noun_phrase_end,
    shows,
    stem,
)
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.things import like
from voice2image.prompters._dictation.vocabulary import lexicon, matcher
from voice2image.prompters._sentences import Token

__all__ = ["Repair", "repair"]

_PERSONS: Final = lexicon()["persons"]
_COLOURS: Final = lexicon()["colours"]
_SETTINGS: Final = ("time_of_day", "weather", "interior")
_ARTICLES: Final = frozenset("a an".split())
_GOES_WITH: Final = PREPOSITIONS | {"and"}
_GOES_ON: Final = frozenset("and but then so".split())
_FEW: Final = 4  # words that a correction without a thing's name has


class Repair(NamedTuple):
    """A picture's words without what was taken back."""

    picture: list[Token]
    taken: bool
    """Whether the new words stand among them; else they follow."""


def repair(picture: Sequence[Token], new: Sequence[Token], *, apart: bool, plain: bool) -> Repair | None:
    """Take back what the new words are said for, if that is plain.

    Args:
        picture: What was said so far.
        new: What is said instead.
        apart: Whether a sentence ended between them, so that the last thing said needs not be the one that is meant.
        plain: Whether it has to be plain from the words that the one comes in place of the other.
    """
    if not shows(picture) or not shows(new) or new[0].norm in _GOES_ON:
        return None
    for way in (_setting, _counted, _placed):
        found = way(picture, new)
        if found is not None:
            return found
    if new[0].norm in DETERMINERS:
        return _thing(picture, new, apart, plain)
    return None if apart else _words(picture, new)


def _setting(picture: Sequence[Token], new: Sequence[Token]) -> Repair | None:
    """ "At dawn, no, at dusk", "rain, I mean snow"."""
    finder, norms = matcher(*_SETTINGS), [word.norm for word in picture]
    begin = next((at for at, word in enumerate(new) if word.norm not in PREPOSITIONS | DETERMINERS), 0)
    said = next(iter(finder.at([word.norm for word in new], begin)), None)
    if said is None:
        return None
    old = _last(picture, norms, said)
    if old is None:
        return None
    start = old.start
    while begin and start and norms[start - 1] in PREPOSITIONS | DETERMINERS:
        start -= 1
    return Repair([*picture[:start], *picture[old.end :]], taken=False)


def _last(picture: Sequence[Token], norms: Sequence[str], said: Match) -> Match | None:
    for place in range(len(picture) - 1, -1, -1):
        for match in matcher(said.kind).at(norms, place):
            return match
    return None


def _counted(picture: Sequence[Token], new: Sequence[Token]) -> Repair | None:
    """ "Three men, no, four"."""
    if new[0].norm not in NUMBERS or len(content(new)) > 0:
        return None
    place = next((at for at in range(len(picture) - 1, -1, -1) if picture[at].norm in NUMBERS), None)
    if place is None:
        return None
    return Repair([*picture[:place], *like(picture[place], new[:1]), *picture[place + 1 :]], taken=True)


def _placed(picture: Sequence[Token], new: Sequence[Token]) -> Repair | None:
    """ "In the kitchen, no, in the hall"."""
    if new[0].norm not in PREPOSITIONS:
        return None
    begin = _clause(picture)
    same = [at for at in range(len(picture) - 1, 0, -1) if picture[at].norm == new[0].norm]
    other = [at for at in range(len(picture) - 1, begin, -1) if picture[at].norm in PREPOSITIONS]
    place = next(iter((*same, *other)), None)
    return None if place is None else Repair(list(picture[:place]), taken=False)


def _thing(picture: Sequence[Token], new: Sequence[Token], apart: bool, plain: bool) -> Repair | None:
    """ "A man, I mean a woman"."""
    end = noun_phrase_end(new, 0)
    span = _meant(picture, new[:end], apart, plain)
    if span is None:
        return None
    begin, stop = span
    if stop == len(picture) and not apart:
        return Repair(list(picture[:begin]), taken=False)
    if end < len(new) and new[end].norm not in _GOES_WITH and not is_doing(new[end].norm):
        return None  # "the monster is asleep"
    if end < len(new) and new[end].norm in {word.norm for word in picture[stop:]}:
        while stop < len(picture) and not picture[stop - 1].ends_clause:
            stop += 1  # "a boy with a kite, no, a girl with a kite"
    return Repair([*picture[:begin], *like(picture[stop - 1], new), *picture[stop:]], taken=True)


def _meant(picture: Sequence[Token], new: Sequence[Token], apart: bool, plain: bool) -> tuple[int, int] | None:
    """Where the thing stands that a new one comes in place of: one of its name, somebody for somebody, the last."""
    begins = [at for at, word in enumerate(picture) if word.norm in DETERMINERS]
    spans = [(at, noun_phrase_end(picture, at)) for at in begins]
    heads = [stem(picture[end - 1].norm) for _, end in spans]
    head = stem(new[-1].norm)
    for number in range(len(spans) - 1, -1, -1):
        if heads[number] == head or (head in _PERSONS and heads[number] in _PERSONS):
            return spans[number]
    if apart:
        ends = not plain and spans and spans[-1][1] == len(picture) and noun_phrase_end(new, 0) == len(new)
        return spans[-1] if ends and _article(picture[spans[-1][0]]) == _article(new[0]) else None
    same = [span for span in spans if _article(picture[span[0]]) == _article(new[0])]
    last = spans[-1:] if not plain and spans and spans[-1][1] == len(picture) else []
    return next(reversed([*last, *same]), None)


def _words(picture: Sequence[Token], new: Sequence[Token]) -> Repair | None:
    """ "A blue boat, no, green", "running, no, walking", "a big, no, small dog"."""
    if new[0].norm in _COLOURS and len(new) == 1:
        place = next((at for at in range(len(picture) - 1, -1, -1) if picture[at].norm in _COLOURS), None)
        if place is not None:
            return Repair([*picture[:place], *like(picture[place], new), *picture[place + 1 :]], taken=True)
    if is_doing(new[0].norm):
        place = next((at for at in range(len(picture) - 1, 0, -1) if is_doing(picture[at].norm)), None)
        if place is not None:
            return Repair(list(picture[:place]), taken=False)
    if len(new) > _FEW:
        return None
    begin = _clause(picture)
    begins = [at for at in range(begin, len(picture)) if picture[at].norm in DETERMINERS]
    if begins and noun_phrase_end(picture, begins[-1]) == len(picture) and not is_doing(new[0].norm):
        return Repair(list(picture[: begins[-1] + 1]), taken=False)
    return Repair(list(picture[:begin]), taken=False) if begin and begins[:1] != [begin] else None


def _article(word: Token) -> str:
    return "a" if word.norm in _ARTICLES else word.norm


def _clause(picture: Sequence[Token]) -> int:
    """Where the last clause begins."""
    return next((at + 1 for at in range(len(picture) - 2, -1, -1) if picture[at].ends_clause), 0)
