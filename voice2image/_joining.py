"""Two panels' words as one's, and one's as two's: with their times, as far as those are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voice2image._spacing import join
from voice2image.errors import ConfigError
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.transcript import Word

__all__ = ["join_prompts", "split_prompt"]


def join_prompts(one: Prompt, other: Prompt) -> Prompt:
    """Both panels' words, times and shot; style and seed of the first."""
    shots = [prompt.shot for prompt in (one, other) if prompt.shot is not None]
    return one.replace(
        text=_listed(one.text, other.text),
        heard=join((one.heard, other.heard)),
        start_s=min(one.start_s, other.start_s),
        end_s=max(one.end_s, other.end_s),
        shot=_join_shots(*shots) if len(shots) == 2 else next(iter(shots), None),
        words=(*one.words, *other.words) if one.words and other.words else (),
    )


def _join_shots(one: Shot, other: Shot) -> Shot:
    """What the first says, and where it says nothing the other; lists and speech of both."""
    fields: dict[str, Any] = {}
    for name in Shot.model_fields:
        first, second = getattr(one, name), getattr(other, name)
        if isinstance(first, tuple):
            fields[name] = tuple(dict.fromkeys((*first, *second)))
        elif name == "picture":
            fields[name] = _listed(first, second)
        elif name == "dialogue":
            fields[name] = join((first, second))
        elif name == "duration_s":
            fields[name] = None if first is None and second is None else (first or 0.0) + (second or 0.0)
        else:
            fields[name] = first if first is not None else second
    return one.replace(**fields | {"transition": one.transition})


def _listed(one: str, other: str) -> str:
    return ", ".join(part for part in (one.strip().rstrip(" .,;") if other.strip() else one, other.strip()) if part)


def split_prompt(
    prompt: Prompt, heard: Sequence[Word], *, where: str, at_s: float | None, word: int | None
) -> tuple[Prompt, Prompt]:
    """Two prompts of one, cut at a time of the recording or before a word of its text, counted from 1.

    Args:
        prompt: What is cut.
        heard: The recording's words, to tell what was heard in each part.
        where: What the prompt is called in an error.
        at_s: The time.
        word: The word, if not the time.

    Raises :class:`~voice2image.errors.ConfigError` where it can't be cut.
    """
    text = _Timed.of(prompt)
    count = len(text.pieces)
    if (at_s is None) == (word is None):
        raise ConfigError("a panel is split at a time or before a word: give one of the two")
    if count < 2:
        raise ConfigError(f"{where} has a single word, so it can't be split")
    if word is not None:
        if not 2 <= word <= count:
            raise ConfigError(f"{where} can be split before its words 2 to {count}, not {word}")
        index, cut = word - 1, text.start_of(word - 1, prompt)
    else:
        assert at_s is not None
        if not prompt.start_s < at_s < prompt.end_s:
            span = f"{prompt.start_s:g} to {prompt.end_s:g} s"
            raise ConfigError(f"{where} can't be split at {at_s:g} s: it is heard from {span}")
        index, cut = text.index_at(at_s, prompt), at_s
        if not 0 < index < count:
            side = "before" if index else "after"
            raise ConfigError(f"{where} can't be split at {at_s:g} s: all words of its text come {side} that")
    return _first(prompt, text, index, cut, heard), _second(prompt, text, index, cut, heard)


def _first(prompt: Prompt, text: _Timed, index: int, cut: float, heard: Sequence[Word]) -> Prompt:
    shown = text.joined(0, index).rstrip(" ,;:")
    shot, later = prompt.shot, text.joined(index)
    if shot is not None:
        shot = shot.replace(
            picture=shown,
            duration_s=_share(shot.duration_s, prompt, prompt.start_s, cut),
            dialogue="" if _speaks(shot, later) else shot.dialogue,
        )
    return prompt.replace(
        text=shown,
        heard=_heard(heard, prompt.start_s, cut) or shown,
        end_s=cut,
        duration_s=_share(prompt.duration_s, prompt, prompt.start_s, cut),
        shot=shot,
        words=text.words[:index],
    )


def _second(prompt: Prompt, text: _Timed, index: int, cut: float, heard: Sequence[Word]) -> Prompt:
    """The later part. Where and when it plays stays; sounds, notes and the way in belong to the first."""
    shown = text.joined(index)
    shot = prompt.shot
    if shot is not None:
        shot = shot.replace(
            picture=shown,
            duration_s=_share(shot.duration_s, prompt, cut, prompt.end_s),
            dialogue=shot.dialogue if _speaks(shot, shown) else "",
            transition=None,
            move=None,
            sound=(),
            notes=(),
        )
    return prompt.replace(
        text=shown,
        heard=_heard(heard, cut, prompt.end_s) or shown,
        seed=None,
        start_s=cut,
        duration_s=_share(prompt.duration_s, prompt, cut, prompt.end_s),
        shot=shot,
        words=text.words[index:],
    )


def _speaks(shot: Shot, part: str) -> bool:
    return bool(shot.dialogue) and shot.dialogue in part


def _share(stated_s: float | None, prompt: Prompt, start_s: float, end_s: float) -> float | None:
    whole_s = prompt.end_s - prompt.start_s
    return stated_s if stated_s is None else stated_s * ((end_s - start_s) / whole_s if whole_s > 0 else 0.5)


def _heard(words: Sequence[Word], start_s: float, end_s: float) -> str:
    return join(word.text for word in words if start_s <= (word.start_s + word.end_s) / 2 < end_s)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A text in pieces that it can be cut between."""

    pieces: tuple[str, ...]
    words: tuple[Word, ...]
    """A word for each piece, or none where nothing is known of their times."""

    @classmethod
    def of(cls, prompt: Prompt) -> _Timed:
        pieces, words = tuple(prompt.text.split()), prompt.words
        if len(pieces) == len(words):
            return cls(pieces, words)
        if words and _letters(prompt.text) == _letters("".join(word.text for word in words)):
            return cls(tuple(word.text for word in words), words)  # of a script without spaces
        return cls(pieces, ())

    def joined(self, start: int, end: int | None = None) -> str:
        return join(self.pieces[start:end])

    def index_at(self, at_s: float, prompt: Prompt) -> int:
        """The first piece behind a time. Words that a spoken correction brought in may stand out of order; then as few
        as can be are on the wrong side."""
        if self.words:
            early = [(word.start_s + word.end_s) / 2 < at_s for word in self.words]
            if all(early) or not any(early):
                return sum(early)
            return min(range(1, len(early)), key=lambda index: early[:index].count(False) + early[index:].count(True))
        share = (at_s - prompt.start_s) / (prompt.end_s - prompt.start_s)
        return min(max(round(share * len(self.pieces)), 1), len(self.pieces) - 1)

    def start_of(self, index: int, prompt: Prompt) -> float:
        """When a piece begins; where that isn't known, in proportion."""
        if self.words and prompt.start_s < self.words[index].start_s < prompt.end_s:
            return self.words[index].start_s
        return prompt.start_s + (prompt.end_s - prompt.start_s) * index / len(self.pieces)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
