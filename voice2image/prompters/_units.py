"""Dictation as sentences that are ready to be read: words split at hyphens, quotations whole, fillers and stutters gone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from voice2image.prompters._phrases import number_of
from voice2image.prompters._punctuate import is_bare, punctuated
from voice2image.prompters._sentences import MAX_SENTENCE_WORDS, Token, normal_form
from voice2image.prompters._vocabulary import matcher

__all__ = ["Unit", "units"]

_OPENING: Final = ('"', "“", "«", "„")
_CLOSING: Final = ('"', "”", "»", "“")
_SAYING: Final = ",:"
_STUTTERED: Final = frozenset(
    "a an the and or of in on at to with from by for is are was it it's its i we he she they there his her then so".split()
)
_LIKE_SHOT: Final = frozenset("chat shut short chart shock shout shop sharp shots".split())
_BEFORE_SHOT: Final = frozenset("wide medium mid long full tight close tracking establishing two reaction".split())
_BREAKS: Final = frozenset("and then so but now okay cut next shot panel".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence."""

    said: tuple[Token, ...]
    """All its words."""
    words: tuple[Token, ...]
    """Those that mean something to the board."""
    origin: tuple[int, ...]
    """For each of `words`, its place in `said`."""
    after_pause: bool
    bare: bool = False
    """Whether its punctuation is ours, so that it may hold several sentences."""

    @property
    def in_english(self) -> bool:
        """Whether English directions are to be looked for in it."""
        return self.said[0].language in {None, "en"}


def units(words: Iterable[Token], *, max_pause_s: float) -> Iterator[Unit]:
    """Cut `words` into sentences, each yielded as soon as its end is heard."""
    held: list[Token] = []
    after_pause, quoted, previous_end_s, length = False, "", math.inf, 0.0
    for word in words:
        if word.start_s - previous_end_s > max_pause_s:
            if held:
                yield _unit(held, after_pause)
            held, after_pause, quoted, length = [], True, "", 0.0
        previous_end_s = word.end_s
        quoted = _quoted(quoted, held[-1] if held else None, word)
        held += _parts(word)
        length += 1.0 if word.spaced else 0.5
        full = length >= MAX_SENTENCE_WORDS
        if (word.ends_sentence and not quoted) or (full and word.norm in _BREAKS) or length >= 2 * MAX_SENTENCE_WORDS:
            kept = [held.pop()] if full and word.norm in _BREAKS and not word.ends_sentence else []
            yield _unit(held, after_pause)
            held, after_pause, quoted, length = kept, False, "", float(len(kept))
    if held:
        yield _unit(held, after_pause)


def _quoted(inside: str, before: Token | None, word: Token) -> str:
    """The mark of the quotation that a word leaves open, or nothing."""
    text = word.text
    if not inside:
        if text.startswith(_OPENING):
            inside = '"'
        elif text.startswith(("'", "‘")) and before is not None and before.text[-1:] in _SAYING:
            inside = "'"
        else:
            return ""
        text = text[1:]
    closing = _CLOSING if inside == '"' else ("'", "’")
    core = text.rstrip(".,!?;:)…")
    closed = text.endswith(closing) or core.endswith(closing)
    return "" if closed else inside


def _parts(word: Token) -> list[Token]:
    """A word split at its hyphens, so that "close-up" and "close up" are the same."""
    if "-" not in word.text.strip("-–—,.!?:;"):
        return [word]
    pieces = word.text.split("-")
    if any(not normal_form(piece) for piece in pieces[:-1]):
        return [word]
    texts = [piece + "-" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])
    return [
        word.reworded(text, spaced=word.spaced if number == 0 else False)
        for number, text in enumerate(texts)
    ]


def _unit(said: list[Token], after_pause: bool) -> Unit:
    kept = _without_stutter(said, _without_fillers(said))
    words = [said[place] for place in kept]
    words = _as_meant(words)
    bare = is_bare(words)
    return Unit(tuple(said), tuple(punctuated(words) if bare else words), tuple(kept), after_pause, bare)


def _as_meant(words: list[Token]) -> list[Token]:
    """ "Chat two" is "shot two" to a recogniser's ear: what is compared by is put right, what is written stays."""
    for place, word in enumerate(words):
        if word.norm in _LIKE_SHOT:
            before = words[place - 1].norm if place else ""
            after = words[place + 1].norm if place + 1 < len(words) else ""
            counted = number_of(after) is not None and (place == 0 or words[place - 1].ends_clause or before in {"and", "back", "to", "in"})
            if counted or (before in _BEFORE_SHOT and not (place and words[place - 1].ends_clause)):
                words[place] = word._replace(norm="shot")
    return words


def _without_fillers(said: list[Token]) -> list[int]:
    norms = [word.norm for word in said]
    fillers, kept, place = matcher("filler"), [], 0
    while place < len(said):
        found = fillers.at(norms, place)
        if found and _is_filler(said, place, found[0].end):
            place = found[0].end
        elif _is_like(said, place) or not norms[place] or (said[place].text.endswith(("–", "—")) and not said[place].spaced):
            place += 1
        else:
            kept.append(place)
            place += 1
    return kept


def _is_filler(said: list[Token], start: int, end: int) -> bool:
    """Whether a phrase that may be a filler is one here: "a kind of bird" isn't, nor is "you know the man"."""
    first = said[start].norm
    before = said[start - 1] if start else None
    if first in ("sort", "kind"):
        return before is None or before.norm not in {"a", "some", "this", "that", "what", "any", "bird", "the", "of", "same", "one", "every"}
    if first in ("you", "anyway", "whatever") or end - start > 1 and first in ("i", "if", "how", "let", "let's"):
        alone = (before is None or before.ends_clause) or said[end - 1].ends_clause
        return alone or (first in ("i", "you") and (end >= len(said) or said[end].norm not in ("what", "how", "who", "where", "him", "her", "them")))
    return True


def _is_like(said: list[Token], place: int) -> bool:
    """Whether "like" is said for nothing: between commas, or before what it doesn't compare."""
    word = said[place]
    if word.norm != "like":
        return False
    before = said[place - 1] if place else None
    after = said[place + 1].norm if place + 1 < len(said) else ""
    if word.ends_clause and (before is None or before.ends_clause or before.norm in {"for", "and", "then", "is", "it's"}):
        return True
    if before is not None and before.norm in {"for", "it's", "just", "and", "but", "so"} and (after[:1].isdigit() or after in _NUMBERISH):
        return True
    return after in {"super", "really", "totally", "extreme", "wide", "maybe", "all", "very", "completely", "giant"} and (before is None or before.ends_clause)


_NUMBERISH: Final = frozenset("two three four five six seven eight nine ten maybe about around a".split())


def _without_stutter(said: list[Token], places: list[int]) -> list[int]:
    """Without broken-off words, and without what is said twice while the speaker looks for the next word."""
    kept: list[int] = []
    for place in places:
        norm = said[place].norm
        if said[place].text.endswith(("-", "...-")) and (place + 1 >= len(said) or said[place + 1].spaced):
            continue
        if kept and said[kept[-1]].norm == norm and norm in _STUTTERED:
            kept.pop()
        elif len(kept) > 2 and said[kept[-2]].norm in _STUTTERED and norm == said[kept[-1]].norm == "":
            kept.pop()
        kept.append(place)
        if len(kept) >= 4 and [said[k].norm for k in kept[-4:-2]] == [said[k].norm for k in kept[-2:]] and said[kept[-4]].norm in _STUTTERED:
            del kept[-4:-2]  # "the dog, the dog"
    return kept
