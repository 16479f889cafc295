"""Edits of a board by hand, each a function from a board to a new one that can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from voice2image._joining import join_prompts, split_prompt
from voice2image._pictures import each_once
from voice2image._settings import CHANGES, EDITED, SEEDS
from voice2image._shot_of_text import shot_of
from voice2image.errors import ConfigError, StoryboardError
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel, Step, Storyboard

__all__ = ["STEPS", "choose", "edited", "insert", "merge", "move", "panel_of", "remove", "split", "undo"]

STEPS = 20
"""How many edits can be undone."""


def panel_of(board: Storyboard, number: int) -> Panel:
    """The panel with that number. Raises :class:`~voice2image.errors.ConfigError` if there is none."""
    for panel in board:
        if panel.number == number:
            return panel
    count = len(board)
    there = f"it has panels 1 to {count}" if count > 1 else f"it has {'one panel' if count else 'none'}"
    raise ConfigError(f"the board has no panel {number}: {there}")


def edited(board: Storyboard, panels: Iterable[Panel], did: str) -> Storyboard:
    """The board with other panels, numbered anew, and with what was done as a step to undo.

    What a run goes on by is dropped: it would not know the edit, so it refuses an edited board.
    """
    before = Step(did=did, board=board.replace(history=()))
    settings = {name: value for name, value in board.settings.items() if name not in (SEEDS, CHANGES)}
    return board.replace(
        panels=tuple(panel.replace(number=number) for number, panel in enumerate(panels, start=1)),
        settings={**settings, EDITED: "by hand"},
        history=(*board.history, before)[-STEPS:],
    )


def undo(board: Storyboard) -> Storyboard:
    """See :meth:`voice2image.Storyboard.undo`."""
    if not board.history:
        raise StoryboardError("there is no edit to undo")
    return board.history[-1].load().replace(history=board.history[:-1], sound=board.sound)


def move(board: Storyboard, number: int, to: int) -> Storyboard:
    """See :meth:`voice2image.Storyboard.move`."""
    panels = list(board.panels)
    goal = panels.index(panel_of(board, to))
    panels.insert(goal, panels.pop(panels.index(panel_of(board, number))))
    return edited(board, panels, f"move {number} to {to}")


def remove(board: Storyboard, number: int) -> Storyboard:
    """See :meth:`voice2image.Storyboard.remove`."""
    gone = panel_of(board, number)
    return edited(board, (panel for panel in board if panel is not gone), f"remove {number}")


def insert(board: Storyboard, number: int, text: str) -> Storyboard:
    """See :meth:`voice2image.Storyboard.insert`."""
    if not text.strip():
        raise ConfigError("a panel needs a text to be drawn of")
    if not 1 <= number <= len(board) + 1:
        raise ConfigError(f"a panel can come in at 1 to {len(board) + 1}, not at {number}")
    before = board[number - 2] if number > 1 else None
    like = before or (board[0] if board.panels else None)
    when = before.end_s if before else 0.0
    prompt = Prompt(text=text.strip(), shot=shot_of(text), start_s=when, end_s=when)
    if like is not None:
        prompt = prompt.replace(style=like.prompt.style, negative_text=like.prompt.negative_text)
    fresh = Panel(number=number, prompt=prompt)
    return edited(board, (*board[: number - 1], fresh, *board[number - 1 :]), f"insert {number}")


def merge(board: Storyboard, first: int, last: int) -> Storyboard:
    """See :meth:`voice2image.Storyboard.merge`."""
    if not first < last:
        raise ConfigError(f"panels are merged from one to a later one, not from {first} to {last}")
    start = board.panels.index(panel_of(board, first))
    end = board.panels.index(panel_of(board, last)) + 1
    one, *others = board[start:end]
    prompt, stated = one.prompt, any(panel.prompt.duration_s is not None for panel in (one, *others))
    for other in others:
        prompt = join_prompts(prompt, other.prompt)
    if stated:
        prompt = prompt.replace(duration_s=sum(panel.duration_s for panel in (one, *others)))
    alternates = (*one.alternates, *(image for panel in others for image in _pictures(panel)))
    merged = one.replace(prompt=prompt, alternates=each_once(alternates, without=one.image))
    return edited(board, (*board[:start], merged, *board[end:]), f"merge {first} to {last}")


def split(board: Storyboard, number: int, at_s: float | None, word: int | None) -> Storyboard:
    """See :meth:`voice2image.Storyboard.split`."""
    panel = panel_of(board, number)
    place = board.panels.index(panel)
    first, second = split_prompt(panel.prompt, board.transcript.words, where=f"panel {number}", at_s=at_s, word=word)
    parts = (panel.replace(prompt=first), Panel(number=number + 1, prompt=second))
    return edited(board, (*board[:place], *parts, *board[place + 1 :]), f"split {number}")


def choose(board: Storyboard, number: int, alternate: int) -> Storyboard:
    """See :meth:`voice2image.Storyboard.choose`."""
    panel = panel_of(board, number)
    count = len(panel.alternates)
    if not 1 <= alternate <= count:
        there = f"alternates 1 to {count}" if count > 1 else "one alternate" if count else "no alternates"
        raise ConfigError(f"panel {number} has {there}, so there is no {alternate}")
    chosen = panel.alternates[alternate - 1]
    others = list(panel.alternates)
    others[alternate - 1 : alternate] = [panel.image] if panel.image else []
    prompt = _prompt_of(panel.prompt, chosen.prompt)
    shown = panel.drawn(chosen, *others).replace(prompt=prompt)
    panels = (shown if each is panel else each for each in board)
    return edited(board, panels, f"choose {alternate} for {number}")


def _prompt_of(panel: Prompt, picture: Prompt) -> Prompt:
    """What a panel says that shows a picture of its own from before.

    That is what the picture was drawn of, unless the panel was merged or split since: it speaks of other words then.
    """
    if (panel.start_s, panel.end_s) == (picture.start_s, picture.end_s):
        return picture
    return panel.replace(seed=picture.seed, style=picture.style, negative_text=picture.negative_text)


def _pictures(panel: Panel) -> tuple[GeneratedImage, ...]:
    return (panel.image, *panel.alternates) if panel.image else panel.alternates
