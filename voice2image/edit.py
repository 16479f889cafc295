"""Changes to a board by voice: "scratch that", "go back to shot two and make it night", "swap two and three"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from voice2image.prompt import Prompt

__all__ = ["Change", "Edit", "Insert", "Move", "Remove", "Revise", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The root of all edits."""

    number: int
    """The panel that it touches, counted from 1 on the board as it is when the edit is spoken."""
    heard: str = ""
    """The words that ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revise(Edit):
    """The panel shows something else now. Its seed stays, unless another version was asked for."""

    prompt: Prompt
    another: bool = False
    """Another version is wanted: a fresh seed, and the picture it had stays as an alternate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Edit):
    """The panel is struck; those behind it move up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert(Edit):
    """A panel comes in at this number; those from there on move back."""

    prompt: Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Edit):
    """The panel goes to another place. A swap is two of these."""

    to: int


Change = Prompt | Edit
"""What a prompter yields: a prompt, which is the next panel's, or an edit of a panel that is there."""


def settle(changes: Iterable[Change]) -> list[Prompt]:
    """The prompts of a board after all changes, in order. An edit of a panel that isn't there changes nothing."""
    board: list[Prompt] = []
    for change in changes:
        apply(board, change)
    return board


def apply(board: list[Prompt], change: Change) -> None:
    """Carry out one change on a list of prompts, in place."""
    if isinstance(change, Prompt):
        board.append(change)
        return
    match within(change, len(board)):
        case Insert(number=number, prompt=prompt):
            board.insert(number - 1, prompt)
        case Revise(number=number, prompt=prompt):
            board[number - 1] = prompt
        case Remove(number=number):
            del board[number - 1]
        case Move(number=number, to=to):
            board.insert(to - 1, board.pop(number - 1))


def within(edit: Edit, panels: int) -> Edit | None:
    """The edit with numbers that a board of so many panels has, or ``None`` if its panel isn't there."""
    if isinstance(edit, Insert):
        return replace(edit, number=min(max(edit.number, 1), panels + 1))
    if not 1 <= edit.number <= panels:
        return None
    return replace(edit, to=min(max(edit.to, 1), panels)) if isinstance(edit, Move) else edit
