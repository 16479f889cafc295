"""The board as the speaker leaves it, and what has been told of it: prompts of new panels, edits of older ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final

from voice2image.edit import Change, Insert, Move, Remove, Revise
from voice2image.prompt import Prompt
from voice2image.prompters._dictation.draft import Draft, Extent
from voice2image.prompters._dictation.steps import Steps
from voice2image.prompters._sentences import Token

__all__ = ["REACH", "Board"]

REACH: Final = 100  # shots; what is said of "the one with the dog" or "all of them" goes no further back
_FRAMED: Final = frozenset("size angle move".split())
_LONGEST_OPENING: Final = 14  # words


@dataclass(slots=True)
class Board:
    """Panels in order. The last may still be open; all others have been told.

    Args:
        prompt_of: Writes a shot's prompt.
    """

    prompt_of: Callable[[Draft], Prompt]
    drafts: list[Draft] = field(default_factory=list)
    open: bool = False
    """Whether the last draft is still being said."""
    subject: int | None = None
    """The place of the shot that was edited last, as long as nothing else is said: what "it" means."""
    _aim: int | None = None
    """The place of the shot that is being said, if it isn't behind all others."""
    _changes: list[Change] = field(default_factory=list)
    put: Sequence[Token] = ()
    """What the last edit put in: what "no, a bow tie" comes in place of."""
    moved: tuple[Draft, Draft] | None = None
    """The shot that was put beside another last, and that other."""
    beside: tuple[Draft, Extent] | None = None
    """The open shot, and how it was before the last sentence, if that added nothing to its picture."""
    repeat: Callable[[Draft], object] | None = None
    """Does to another shot what the last edit did: "in shot four too"."""
    _refused: list[str] = field(default_factory=list)
    _heard: int = 0
    """How many words of the speech have been heard."""
    _steps: Steps = field(default_factory=Steps)
    """What was done, to be undone."""

    @property
    def last(self) -> Draft:
        """The shot that is being said; a new one if there is none."""
        if not self.open:
            self.begin()
        return self.drafts[-1]

    @property
    def shows(self) -> bool:
        """Whether the shot that is being said shows anything yet."""
        return self.open and self.drafts[-1].has_picture

    @property
    def was_edited(self) -> bool:
        """Whether the last that was done is an edit, not a new shot."""
        return self._steps.edited

    @property
    def was_undone(self) -> bool:
        """Whether the last that was done is an "undo"."""
        return self._steps.undone

    @property
    def amid(self) -> bool:
        """Whether the shot that is being said is going to stand amid others."""
        return self._aim is not None

    def begin(self) -> Draft:
        """Close the shot that is open, unless it is empty, and begin another."""
        if self.open and self.drafts[-1].shows_nothing and self._aim is None:
            return self.drafts[-1]
        preamble = self._drop_preamble()
        self.close()
        carried = self.drafts[-1].settings() if self.drafts else {}
        draft = Draft(carried=carried)
        if preamble is not None:
            draft.hear_as(preamble)
            draft.carried = preamble.settings()
        self.drafts.append(draft)
        self.open = True
        self._steps.begun(lambda heard: self._withdraw(draft, heard))
        return draft

    def _withdraw(self, draft: Draft, heard: str) -> Callable[[str], object] | None:
        """Take a shot away that was begun; how to put it back, or ``None`` if it is gone already."""
        place = next((at for at in range(len(self.drafts) - 1, -1, -1) if self.drafts[at] is draft), None)
        if place is None:
            return None
        shown = draft.has_picture
        self._remove(place, heard)
        return (lambda heard: self._put_back(place, draft, heard)) if shown else None

    def count_from_here(self) -> None:
        """ "Shot one" begins: what was said before, if it framed nothing, only told what the board is for."""
        if self.open and len(self.drafts) == 1:
            first = self.drafts[0]
            first.preamble = not (first.numbered or first.fields.keys() & _FRAMED) and first.shown <= _LONGEST_OPENING

    def _drop_preamble(self) -> Draft | None:
        """The open shot, if it only told what the board is for: it is none of its own."""
        if not (self.open and len(self.drafts) == 1 and self.drafts[0].preamble):
            return None
        self.open = False
        return self.drafts.pop()

    def insert(self, place: int) -> None:
        """Begin a shot that is going to stand at a place, counted from 0."""
        self.close()
        if place >= len(self.drafts):
            self.begin()
            return
        self.begin().carried = self.drafts[place - 1].settings() if place else {}
        self._aim = place

    def settle(self) -> None:
        """A shot that was begun amid others is complete, and takes its place there. It is what "it" means."""
        place = self._aim
        if place is not None:
            count = len(self.drafts)
            self.close()
            self.subject = place if len(self.drafts) == count else None

    def close(self) -> None:
        """The last shot is complete: tell it. An empty one is dropped."""
        if not self.open:
            return
        self.open = False
        place, self._aim = self._aim, None
        draft = self.drafts[-1]
        if draft.is_empty or not (prompt := self.prompt_of(draft)).text:
            self.drafts.pop()
            if self.drafts:
                self.drafts[-1].hear(draft.said, draft.heard_from, draft.heard_to)
        elif place is None:
            self._changes.append(prompt)
        else:
            self.drafts.insert(place, self.drafts.pop())
            self._changes.append(Insert(number=place + 1, prompt=prompt, heard=prompt.heard))

    def hear(self, words: Sequence[Token]) -> None:
        """The next words of the speech; they belong to the last shot."""
        begin, self._heard = self._heard, self._heard + len(words)
        if self.drafts:
            self.drafts[-1].hear(words, begin, self._heard)

    def refuse(self, heard: str) -> None:
        """An order can't be carried out."""
        self._refused.append(heard)

    def refused(self) -> list[str]:
        """The orders that couldn't be carried out since this was last asked, as they were heard."""
        refused, self._refused = self._refused, []
        return refused

    def take(self) -> Iterator[Change]:
        """What has changed since this was last asked."""
        changes, self._changes = self._changes, []
        yield from changes

    def one_step(self) -> AbstractContextManager[None]:
        """All edits in here are one to whoever says "undo"."""
        return self._steps.together()

    def edit(self, place: int) -> Draft:
        """A shot, to be changed: what it was is remembered."""
        draft = self.drafts[place]
        before = draft.copy()
        draft.cut()
        self._steps.edit(lambda heard: self._become(place, draft, before, heard))
        return draft

    def _become(self, place: int, draft: Draft, before: Draft, heard: str) -> Callable[[str], object]:
        """Let a shot be what it was before an edit; how to undo that."""
        after = draft.copy()
        if self.open and self.drafts and self.drafts[-1] is draft:
            before.hear_as(draft)  # the undone edit was heard all the same
        draft.become(before.copy())
        if place < len(self.drafts) and self.drafts[place] is draft:
            self.revised(place, heard)
        else:
            self._put_back(place, draft, heard)
        return lambda heard: self._become(place, draft, after, heard)

    def revised(self, place: int, heard: str, *, another: bool = False) -> bool:
        """Tell that a shot is another now, unless it hasn't been told at all. One without anything to draw is dropped.

        Returns:
            Whether it is still there.
        """
        if self.open and place == len(self.drafts) - 1:
            return True
        prompt = self.prompt_of(self.drafts[place])
        if not prompt.text:
            self.drafts.pop(place)
            self._changes.append(Remove(number=place + 1, heard=heard))
            return False
        self._changes.append(Revise(number=place + 1, prompt=prompt, another=another, heard=heard))
        return True

    def remove(self, place: int, heard: str) -> None:
        """Take a shot away."""
        draft = self._remove(place, heard)
        if draft is not None:
            self._steps.edit(lambda heard: self._put_back(place, draft, heard))

    def _remove(self, place: int, heard: str) -> Draft | None:
        if self.open and place == len(self.drafts) - 1:
            self.open, self._aim = False, None
            return self.drafts.pop()
        self.close()
        if place >= len(self.drafts):
            return None
        self._changes.append(Remove(number=place + 1, heard=heard))
        return self.drafts.pop(place)

    def move(self, place: int, to: int, heard: str) -> None:
        """Put a shot at another place, both counted from 0."""
        self._steps.edit(self._move(place, to, heard))

    def swap(self, one: int, other: int, heard: str) -> None:
        """Let two shots change places."""
        self._steps.edit(self._swap(one, other, heard))

    def undo(self, heard: str) -> bool:
        """Take back the last that was done; whether there was anything."""
        return self._steps.undo(heard)

    def redo(self, heard: str) -> bool:
        """Do what was undone last; whether there was anything."""
        return self._steps.redo(heard)

    def _put_back(self, place: int, draft: Draft, heard: str) -> Callable[[str], object]:
        """Put a shot back that was taken away, if there is anything to draw; how to undo that."""
        self.close()
        prompt = self.prompt_of(draft)
        if prompt.text:
            at_end = place >= len(self.drafts)
            self.drafts.insert(place, draft)
            self._changes.append(prompt if at_end else Insert(number=place + 1, prompt=prompt, heard=heard))
        return lambda heard: self._withdraw(draft, heard)

    def _swap(self, one: int, other: int, heard: str) -> Callable[[str], object]:
        one, other = sorted((one, other))
        self._move(other, one, heard)
        if other - one > 1:
            self._move(one + 1, other, heard)
        return lambda heard: self._swap(one, other, heard)

    def _move(self, place: int, to: int, heard: str) -> Callable[[str], object]:
        self.close()
        if 0 <= place < len(self.drafts) and 0 <= to < len(self.drafts) and place != to:
            self.drafts.insert(to, self.drafts.pop(place))
            self._changes.append(Move(number=place + 1, to=to + 1, heard=heard))
        return lambda heard: self._move(to, place, heard)
