"""A prompter for tests of what becomes of edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from voice2image.config import Config
from voice2image.edit import Change, Insert, Move, Remove, Revise, apply
from voice2image.prompt import Prompt
from voice2image.prompters.base import Prompter
from voice2image.transcript import Segment

__all__ = ["ScriptedPrompter", "ScriptedPrompterConfig"]

COMMAND = re.compile(r"(revise|insert|another|remove|move) (\d+)(?: to (\d+))?(?:: (.+))?", re.DOTALL)


class ScriptedPrompterConfig(Config):
    """It has no settings."""

    backend: ClassVar[str] = "scripted"


class ScriptedPrompter(Prompter[ScriptedPrompterConfig]):
    """A test double: it understands no speech, and takes each segment for one change, as soon as it is heard.

    ``revise 2: a cat``, ``another 2``, ``insert 2: a cow``, ``remove 2`` and ``move 2 to 3`` are edits; any other
    words are the next panel's. It yields edits of panels that aren't there, too. It is not registered: hand over the
    object.
    """

    name: ClassVar[str] = "scripted"
    config_class: ClassVar[type[ScriptedPrompterConfig]] = ScriptedPrompterConfig

    def prompts(self, segments: Iterable[Segment]) -> Iterator[Change]:
        """Yield one change a segment; none for silence."""
        board: list[Prompt] = []
        for segment in segments:
            if segment.text.strip():
                change = _change(segment, board)
                apply(board, change)
                yield change


def _change(segment: Segment, board: list[Prompt]) -> Change:
    heard = segment.text.strip()
    command = COMMAND.fullmatch(heard)
    said = Prompt(text=heard, heard=heard, start_s=segment.start_s, end_s=segment.end_s)
    if command is None:
        return said
    what, number, to, words = command[1], int(command[2][:9]), int((command[3] or "0")[:9]), command[4]
    prompt = said.replace(text=words or heard)
    match what:
        case "insert":
            return Insert(number=number, heard=heard, prompt=prompt)
        case "remove":
            return Remove(number=number, heard=heard)
        case "move":
            return Move(number=number, to=to, heard=heard)
        case "another" if words is None and 1 <= number <= len(board):
            prompt = board[number - 1]
    return Revise(number=number, heard=heard, prompt=prompt, another=what == "another")
