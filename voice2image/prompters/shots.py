"""The shot prompter: turns dictation into a shot list, by rules, without a model.

It listens for the vocabulary of a storyboard: a new shot, its size, angle and move, how the one before goes over into
it, where and when it is. It carries out spoken edits, keeps dialogue, sounds and notes off the picture, and remembers
what characters look like. What is left is the picture, in the speaker's own words. Directions are looked for in
English; other languages are split by sentences and pauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, ClassVar

from pydantic import Field, field_serializer, field_validator

from voice2image._frozen import FrozenMapping
from voice2image.backend import Notify, log_notice
from voice2image.config import Config
from voice2image.edit import Change
from voice2image.prompt import Prompt
from voice2image.prompters._notices import Notices
from voice2image.prompters.base import Prompter
from voice2image.transcript import Segment

__all__ = ["ShotPrompter", "ShotPrompterConfig"]


class ShotPrompterConfig(Config):
    """Settings of :class:`ShotPrompter`."""

    backend: ClassVar[str] = "shots"

    style: str = ""
    """A style preset's name, or words put behind every prompt, such as ``"ink wash manga"``."""
    negative_text: str = ""
    """What no picture is to show."""
    characters: Mapping[str, str] = Field(default={}, validate_default=True)
    """The bible: names, and what they look like. What is said of somebody is added to it."""
    max_pause_s: Annotated[float, Field(gt=0)] = 2.5
    """A longer silence than this starts a new shot."""
    max_words: Annotated[int, Field(ge=1)] = 60
    """A shot whose picture holds this many words takes no further sentence."""

    @field_validator("characters")
    @classmethod
    def _freeze(cls, characters: Mapping[str, str]) -> Mapping[str, str]:
        if not all(name.strip() for name in characters):
            raise ValueError("a character needs a name")
        return FrozenMapping(characters)

    @field_serializer("characters")
    def _thaw(self, characters: Mapping[str, str]) -> dict[str, str]:
        return dict(characters)


class ShotPrompter(Prompter[ShotPrompterConfig]):
    """Works out shots and spoken edits by rules. Deterministic, and linear in the length of the speech."""

    name = "shots"
    config_class = ShotPrompterConfig

    def __init__(self, config: ShotPrompterConfig | None = None) -> None:
        super().__init__(config)
        self._notices = Notices()

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """There is nothing to load. Prompts that the same thread asks for tell `notify` what can't be carried out."""
        self._notices.listen(notify)

    def prompts(self, segments: Iterable[Segment]) -> Iterator[Change]:
        """See :meth:`voice2image.prompters.base.Prompter.prompts`."""
        return self.prompts_after((), segments)

    def prompts_after(self, board: Sequence[Prompt], segments: Iterable[Segment]) -> Iterator[Change]:
        """See :meth:`voice2image.prompters.base.Prompter.prompts_after`.

        An order that can't be carried out, as one for a shot that isn't there, changes nothing and is warned of.
        """
        return self._changes(board, segments, self._notices.begin())

    def _changes(self, board: Sequence[Prompt], segments: Iterable[Segment], warn: Notify) -> Iterator[Change]:
        from voice2image.prompters._dictation.board import Board
        from voice2image.prompters._dictation.cast import Cast
        from voice2image.prompters._dictation.draft import Draft
        from voice2image.prompters._dictation.listen import Listener
        from voice2image.prompters._dictation.units import units
        from voice2image.prompters._dictation.writing import draft_of, prompt_of
        from voice2image.prompters._sentences import tokens

        cast = Cast.of(self.config.characters)

        def write(draft: Draft) -> Prompt:
            return prompt_of(draft, cast, style=self.config.style, negative_text=self.config.negative_text)

        edited = Board(write, [draft_of(prompt) for prompt in board])
        listener = Listener(edited, cast, self.config.max_words)
        for unit in units(tokens(segments), max_pause_s=self.config.max_pause_s):
            listener.take(unit)
            yield from edited.take()
            for order in edited.refused():
                warn(f"nothing was done for {order!r}: there is nothing on the board that it could be done to")
        edited.close()
        yield from edited.take()
