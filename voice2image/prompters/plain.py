"""The plain prompter: sentences that belong together become one panel, cleaned of what isn't meant for the picture.

A new panel starts where the speaker says so ("cut to", "next shot", "close-up of …"), pauses for long, or has said
enough for one picture. Fillers and false starts go, spoken corrections are carried out, and the rest stays in the
speaker's own words. Its cues are English; other languages are split by sentences and pauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field

from voice2image.config import Config
from voice2image.prompt import Prompt
from voice2image.prompters import _cues as cues
from voice2image.prompters._sentences import Sentence, Token, joined, sentences, size, tokens
from voice2image.prompters.base import Prompter
from voice2image.transcript import Segment

__all__ = ["PlainPrompter", "PlainPrompterConfig"]


class PlainPrompterConfig(Config):
    """Settings of :class:`PlainPrompter`."""

    backend: ClassVar[str] = "plain"

    style: str = ""
    """A style that `voice2image styles` lists, or words put behind every prompt: ``"ink wash manga"``."""
    negative_text: str = ""
    """What no picture is to show."""
    max_pause_s: Annotated[float, Field(gt=0)] = 2.0
    """A longer silence than this starts a new panel."""
    max_words: Annotated[int, Field(ge=1)] = 45
    """A panel that holds this many words takes no further sentence."""


@dataclass(slots=True)
class _Draft:
    """A panel while it is being said."""

    said: list[Token] = field(default_factory=list)
    picture: list[list[Token]] = field(default_factory=list)
    """The words meant for the picture, a list a sentence."""
    duration_s: float | None = None

    @property
    def words(self) -> float:
        return sum(size(sentence) for sentence in self.picture)


class PlainPrompter(Prompter[PlainPrompterConfig]):
    """Splits speech into panels by what the speaker says, without a language model."""

    name = "plain"
    config_class = PlainPrompterConfig

    def prompts(self, segments: Iterable[Segment]) -> Iterator[Prompt]:
        """See :meth:`voice2image.prompters.base.Prompter.prompts`. Linear in the length of the speech."""
        draft = _Draft()
        for sentence in sentences(tokens(segments), max_pause_s=self.config.max_pause_s):
            for starts_panel, piece in self._pieces(sentence, draft):
                if starts_panel and draft.picture:
                    yield self._prompt(draft)
                    draft = _Draft()
                draft.said.extend(piece)
                if sentence.in_english:
                    _direct(draft, piece)
                else:
                    draft.picture.append(piece)
        if draft.picture:
            yield self._prompt(draft)

    def _pieces(self, sentence: Sentence, draft: _Draft) -> Iterator[tuple[bool, list[Token]]]:
        """Cut a sentence at its spoken cuts. Yields, for each piece, whether it starts a panel, and its words."""
        english = sentence.in_english
        words = list(sentence.tokens)
        pieces = cues.split_at_cuts(words) if english else [(False, words)]
        _, opening = pieces[0]
        full = draft.words >= self.config.max_words
        overfull = draft.words >= 4 * self.config.max_words  # by corrections of corrections, without end
        if overfull or not (english and cues.continues_panel(opening)):
            reframed = english and cues.opens_with_framing(opening)
            pieces[0] = (pieces[0][0] or sentence.after_pause or full or reframed, opening)
        yield from pieces

    def _prompt(self, draft: _Draft) -> Prompt:
        return Prompt(
            text=_written(draft.picture),
            style=self.config.style,
            negative_text=self.config.negative_text,
            heard=joined(draft.said),
            start_s=draft.said[0].start_s,
            end_s=max(token.end_s for token in draft.said),
            duration_s=draft.duration_s,
        )


def _direct(draft: _Draft, piece: list[Token]) -> None:
    """Take one piece of English into a draft: note its directions, carry out its corrections, keep the rest."""
    words = cues.without_fillers(piece)
    duration_s, words = cues.take_duration(words)
    if duration_s is not None:
        draft.duration_s = duration_s
    correction = cues.find_correction(words)
    while correction is not None:
        before = cues.without_cut(words[: correction.start])
        if cues.shows_something(before):
            draft.picture.append(before)
        if draft.picture:
            draft.picture[-1] = cues.corrected(draft.picture[-1], correction)
            if not draft.picture[-1]:
                draft.picture.pop()
            words = words[correction.end :]
        else:
            words = correction.replacement + words[correction.end :]
        correction = cues.find_correction(words)
    words = cues.without_cut(words)
    if cues.shows_something(words):
        draft.picture.append(words)


def _written(picture: list[list[Token]]) -> str:
    """Sentences of tokens as text: capitals at the start, full stops between, none at the end."""
    text = ""
    for sentence in picture:
        part = joined(sentence).strip(" ,;:—-.…、。")
        if part:
            stop = "" if not text else ". " if sentence[0].spaced else "。"
            text += stop + part[:1].upper() + part[1:]
    return text
