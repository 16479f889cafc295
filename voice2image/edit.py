"""Changes to a board by voice: "scratch that", "go back to shot two and make it night", "swap two and three"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    place = change.number - 1
    if isinstance(change, Insert):
        board.insert(min(max(place, 0), len(board)), change.prompt)
    elif not 0 <= place < len(board):
        return
    elif isinstance(change, Revise):
        board[place] = change.prompt
    elif isinstance(change, Remove):
        del board[place]
    elif isinstance(change, Move):
        board.insert(min(max(change.to - 1, 0), len(board) - 1), board.pop(place))
