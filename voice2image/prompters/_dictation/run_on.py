"""Stops for sentences that a recogniser ran together with commas: "sunlight, low angle, a deer steps out"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, hurries
from voice2image.prompters._dictation.openings import names_another_time
from voice2image.prompters._dictation.sentence_starts import is_finite, sentence_starts
from voice2image.prompters._dictation.vocabulary import matcher
from voice2image.prompters._sentences import Token

__all__ = ["parted"]

_SHORTEST: Final = 8  # words of a sentence that may be several
_FRAMINGS: Final = ("size", "angle")


def parted(words: list[Token]) -> list[Token]:
    """The same words with a stop for each comma that ends a sentence."""
    if len(words) < _SHORTEST:
        return words
    places = list(_begins(words, [word.norm for word in words]))
    if not places:
        return words
    made = list(words)
    for place in places:
        word = made[place - 1]
        made[place - 1] = word._replace(text=word.text.rstrip(",;") + ".", ends_sentence=True)
    return made


def _begins(words: Sequence[Token], norms: Sequence[str]) -> Iterator[int]:
    """Where a clause begins that is a sentence: after hurry, another time, or a framing and who does something."""
    begin = 0
    for place in range(1, len(words) - 1):
        if not words[place - 1].text.endswith(","):
            continue
        if hurries(norms[begin:place]) or names_another_time(norms, place) or _frames(words, norms, begin, place):
            yield place
            begin = place


def _frames(words: Sequence[Token], norms: Sequence[str], begin: int, place: int) -> bool:
    """Whether a framing that is a clause by itself is followed by a whole sentence, and nothing was told before it."""
    framing = next((match for match in matcher().at(norms, place) if match.kind in _FRAMINGS), None)
    if framing is None or framing.end >= len(words) or not words[framing.end - 1].text.endswith(","):
        return False
    if any(match.kind == "announce" and match.end == place for match in matcher().at(norms, begin)):
        return False  # "fourth shot, his POV, the case on the rack moves"
    if norms[framing.end] not in DETERMINERS or any(is_finite(norms, at) for at in range(begin + 1, place)):
        return False
    return framing.end in sentence_starts(norms, (), [range(framing.start, framing.end)])
