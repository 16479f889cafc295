"""What a language model is told: the instructions in `instructions.md`, and the words that it is about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, get_args

from voice2image import shot
from voice2image.edit import Change, apply
from voice2image.prompt import Prompt
from voice2image.prompters._llm_answer import Looks
from voice2image.prompters._sentences import Token

__all__ = ["Memory", "Message", "ask_again", "instructions", "request"]

Message = dict[str, str]
"""A turn of a chat: its role and its content."""

SHOWN_SHOTS = 12  # of those before; so many hold more than what people refer back to
SHOWN_CHARACTERS = 40
MAX_SHOWN_ANSWER = 4000  # characters of an answer that is to be mended

_ENUMS = {
    "sizes": shot.ShotSize,
    "angles": shot.Angle,
    "moves": shot.Move,
    "transitions": shot.Transition,
    "interiors": shot.Interior,
    "times": shot.TimeOfDay,
    "weathers": shot.Weather,
}


@dataclass(slots=True)
class Memory:
    """What later windows have to know of earlier ones."""

    board: list[Prompt] = field(default_factory=list)
    looks: dict[str, str] = field(default_factory=dict)
    """What the characters look like, by name."""

    def take(self, change: Change) -> None:
        """Carry out a change as the board does."""
        apply(self.board, change)

    def meet(self, characters: Sequence[Looks]) -> None:
        """Remember descriptions. The newest of a character counts."""
        for each in characters:
            self.looks.pop(each.name, None)
            self.looks[each.name] = each.looks


@cache
def instructions() -> tuple[str, str]:
    """The instructions, and what is said about an answer that can't be used, with a place for ``$fault``."""
    text = files("voice2image.prompters").joinpath("instructions.md").read_text("utf-8")
    values = {name: ", ".join(f"`{value}`" for value in get_args(kind)) for name, kind in _ENUMS.items()}
    system, _, again = Template(text).safe_substitute(values).partition("\n---\n")
    return system.strip(), again.strip()


def request(words: Sequence[Token], memory: Memory, *, language: str) -> list[Message]:
    """The chat that asks for the shots in `words`, to be written in `language`."""
    lines = [f"Write in: {language}"]
    if memory.board:
        first = max(0, len(memory.board) - SHOWN_SHOTS)
        lines.append(f"Shots on the board: {len(memory.board)}")
        lines += [f"{number}: {_shown(prompt)}" for number, prompt in enumerate(memory.board[first:], first + 1)]
    if memory.looks:
        lines.append("Characters:")
        lines += [f"{name}: {looks}" for name, looks in list(memory.looks.items())[-SHOWN_CHARACTERS:]]
    lines.append("Words:")
    lines.append(_numbered(words))
    return [{"role": "system", "content": instructions()[0]}, {"role": "user", "content": "\n".join(lines)}]


def ask_again(messages: list[Message], answer: str, fault: str) -> list[Message]:
    """The same chat, gone on after an answer that can't be used."""
    again = Template(instructions()[1]).safe_substitute(fault=fault)
    shown = answer.strip()[:MAX_SHOWN_ANSWER] or "(nothing)"
    return [*messages, {"role": "assistant", "content": shown}, {"role": "user", "content": again}]


def _shown(prompt: Prompt) -> str:
    known: dict[str, Any] = prompt.shot.model_dump(exclude_defaults=True) if prompt.shot else {}
    return json.dumps(known or {"picture": prompt.text}, ensure_ascii=False)


def _numbered(words: Sequence[Token]) -> str:
    """Such as ``0:Okay, 1:first 2:shot.``, a line a sentence."""
    text = ""
    for place, word in enumerate(words):
        text += f"{place}:{word.text}" + ("\n" if word.ends_sentence else " ")
    return text.strip()
