"""The shot prompter: turns dictation into a shot list, by rules, without a model.

It listens for the vocabulary of a storyboard (``vocabulary.toml``): a new shot, its size, angle and move, how the one
before goes over into it, where and when it is. It carries out spoken edits, keeps dialogue, sounds and notes off the
picture, and remembers what characters look like. What is left is the picture, in the speaker's own words. Directions are
looked for in English; other languages are split by sentences and pauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from voice2image.config import Config
from voice2image.edit import Change
from voice2image.prompt import Prompt
from voice2image.prompters._board import Board
from voice2image.prompters._cast import Cast
from voice2image.prompters._draft import Draft, written
from voice2image.prompters._listen import Listener
from voice2image.prompters._sentences import joined, tokens
from voice2image.prompters._units import units
from voice2image.prompters.base import Prompter
from voice2image.shot import Shot
from voice2image.transcript import Segment, Word

__all__ = ["ShotPrompter", "ShotPrompterConfig"]


class ShotPrompterConfig(Config):
    """Settings of :class:`ShotPrompter`."""

    backend: ClassVar[str] = "shots"

    style: str = ""
    """A style preset's name, or words put behind every prompt, such as ``"ink wash manga"``."""
    negative_text: str = ""
    """What no picture is to show."""
    characters: Mapping[str, str] = Field(default={}, description="name to what they look like")
    """The bible: names, and what they look like. What is said of somebody is added to it."""
    max_pause_s: Annotated[float, Field(gt=0)] = 2.5
    """A longer silence than this starts a new shot."""
    max_words: Annotated[int, Field(ge=1)] = 60
    """A shot whose picture holds this many words takes no further sentence."""


class ShotPrompter(Prompter[ShotPrompterConfig]):
    """Works out shots and spoken edits by rules. Deterministic, and linear in the length of the speech."""

    name = "shots"
    config_class = ShotPrompterConfig

    def prompts(self, segments: Iterable[Segment]) -> Iterator[Change]:
        """See :meth:`voice2image.prompters.base.Prompter.prompts`."""
        cast = Cast.of(self.config.characters)
        board = Board(lambda draft: self._prompt(draft, cast))
        listener = Listener(board, cast, self.config.max_words)
        for unit in units(tokens(segments), max_pause_s=self.config.max_pause_s):
            listener.take(unit)
            yield from board.take()
        board.close()
        yield from board.take()

    def _prompt(self, draft: Draft, cast: Cast) -> Prompt:
        text, used = written(draft.picture)
        if not draft.characters or not draft.descriptions:
            members = cast.named_in([*draft.mentions, *used])
            draft.characters += [each.name for each in members if each.name not in draft.characters]
            draft.descriptions |= {each.name: each.description for each in members if each.description}
        for name, description in draft.descriptions.items():
            if description and not _says(text, description):
                text += f". {name}: {description}"
        said = draft.said
        shot = Shot(
            **{name: draft.fields.get(name) for name in ("size", "angle", "move", "transition")},
            **{name: draft.setting(name) for name in ("interior", "place", "time_of_day", "weather")},
            **{name: tuple(draft.words.get(name, ())) for name in ("framing", "lens", "light", "mood", "sound", "notes")},
            characters=tuple(draft.characters),
            dialogue=" ".join(draft.dialogue),
            duration_s=draft.duration_s,
            picture=text,
        )
        return Prompt(
            text=text,
            style=self.config.style,
            negative_text=self.config.negative_text,
            heard=joined(said),
            start_s=said[0].start_s if said else 0.0,
            end_s=max((token.end_s for token in said), default=0.0),
            duration_s=draft.duration_s,
            shot=shot,
            words=tuple(Word(text=token.text, start_s=token.start_s, end_s=token.end_s) for token in used),
        )


def _says(text: str, description: str) -> bool:
    """Whether a text holds all words of a description already."""
    have = set(text.lower().replace(",", " ").replace(".", " ").split())
    return all(word in have for word in description.lower().replace(",", " ").replace(".", " ").split())
