"""Dictation as sentences ready to be read: words split at hyphens, quotations whole, fillers and stutters gone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.hesitation import without_fillers, without_stutter
from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS
from voice2image.prompters._dictation.punctuate import is_bare, punctuated
from voice2image.prompters._dictation.run_on import parted
from voice2image.prompters._dictation.sound_alikes import as_meant
from voice2image.prompters._sentences import MAX_SENTENCE_WORDS, Token, normal_form

__all__ = ["Unit", "units"]

_OPENING: Final = ('"', "“", "«", "„")
_SINGLE: Final = ("'", "‘")
_MARKS: Final = frozenset((*_OPENING, *_SINGLE))
_CLOSING: Final = ('"', "”", "»", "“")
_SINGLE_CLOSING: Final = ("'", "’")
_SAYING: Final = ",:"
_LONGEST: Final = MAX_SENTENCE_WORDS + 20
_REACH: Final = 5  # words that may belong to a direction whose end isn't heard yet
_PANELS: Final = frozenset("shot panel frame scene number option one".split())
_WHICH: Final = frozenset("next last final closing opening".split())
_BREAKS: Final = frozenset("and then so but now okay cut next".split())
"""Where a sentence without an end is cut."""


class Unit(NamedTuple):
    """A sentence."""

    said: tuple[Token, ...]
    """All its words."""
    words: tuple[Token, ...]
    """Those that mean something to the board."""
    origin: tuple[int, ...]
    """For each of `words`, its place in `said`."""
    after_pause: bool
    several: bool = False
    """Whether it holds several sentences, told apart by stops of ours."""

    @property
    def in_english(self) -> bool:
        """Whether English directions are to be looked for in it."""
        return self.said[0].language in {None, "en"}


def units(words: Iterable[Token], *, max_pause_s: float) -> Iterator[Unit]:
    """Cut `words` into sentences, each yielded as soon as its end is heard."""
    held: list[Token] = []
    after_pause, quoted, previous_end_s, length, torn = False, "", math.inf, 0.0, False
    for word in words:
        if word.start_s - previous_end_s > max_pause_s:
            if held:
                yield _unit(held, after_pause, torn)
            held, after_pause, quoted, length, torn = [], True, "", 0.0, False
        previous_end_s = word.end_s
        if quoted or word.text[:1] in _MARKS:
            quoted = _quoted(quoted, held[-1] if held else None, word)
        held += _parts(word) if "-" in word.text else _contracted(word, held) if word.norm.endswith("'s") else (word,)
        length += 1.0 if word.spaced else 0.5
        if word.ends_sentence and not quoted:
            yield _unit(held, after_pause, torn)
            held, after_pause, quoted, length, torn = [], False, "", 0.0, False
        elif length >= _LONGEST:
            unit, held = _cut(held, after_pause, torn)
            yield unit
            after_pause, quoted, length, torn = False, "", float(len(held)), True
    if held:
        yield _unit(held, after_pause, torn)


def _quoted(inside: str, before: Token | None, word: Token) -> str:
    """The mark of the quotation that a word leaves open, or nothing."""
    text = word.text
    if not inside:
        if text.startswith(_OPENING):
            inside = '"'
        elif text.startswith(_SINGLE) and before is not None and before.text[-1:] in _SAYING:
            inside = "'"
        else:
            return ""
        text = text[1:]
    closing = _CLOSING if inside == '"' else _SINGLE_CLOSING
    closed = text.endswith(closing) or text.rstrip(".,!?;:)…").endswith(closing)
    return "" if closed else inside


def _parts(word: Token) -> list[Token]:
    """A word split at its hyphens, so that "close-up" and "close up" are the same."""
    if "-" not in word.text.strip("-–—,.!?:;"):
        return [word]
    pieces = word.text.split("-")
    if any(not normal_form(piece) for piece in pieces[:-1]):
        return [word]
    texts = [piece + "-" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])
    return [word.reworded(text, spaced=word.spaced and number == 0) for number, text in enumerate(texts)]


def _contracted(word: Token, held: Sequence[Token]) -> list[Token]:
    """ "Shot three's" and "the last one's" as two words, so that the number is one."""
    norm, before = word.norm.removesuffix("'s"), held[-1].norm if held else ""
    counts = before in _PANELS and (norm in NUMBERS or norm.isdigit())
    if not counts and not (norm in _PANELS and (before in ORDINALS or before in _WHICH)):
        return [word]
    begin = len(word.text.rstrip("sS")) - 1
    return [word.reworded(word.text[:begin]), word.reworded("is", spaced=False)._replace(text=word.text[begin:])]


def _cut(held: list[Token], after_pause: bool, torn: bool) -> tuple[Unit, list[Token]]:
    """The part of a sentence without end up to where one is likely to end, and the rest."""
    unit = _unit(held, after_pause, torn)
    ends = [end for end, word in enumerate(unit.words, 1) if unit.several and word.ends_sentence]
    places = [unit.origin[end] for end in ends if end < len(unit.words) - _REACH]
    if not places or places[-1] < len(held) // 3:
        places = [at for at in range(len(held) // 2, len(held) - _REACH) if held[at].norm in _BREAKS]
    if not places:
        return unit, []
    return _unit(held[: places[-1]], after_pause, torn), held[places[-1] :]


def _unit(said: list[Token], after_pause: bool, torn: bool) -> Unit:
    kept = without_stutter(said, without_fillers(said))
    words = as_meant([said[place] for place in kept])
    marked = punctuated(words) if torn or is_bare(words) else parted(words)
    several = marked is not words and any(
        ours.ends_sentence and not word.ends_sentence for ours, word in zip(marked, words, strict=True)
    )
    return Unit(tuple(said), tuple(marked), tuple(kept), after_pause, several)
