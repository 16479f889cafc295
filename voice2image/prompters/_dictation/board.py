"""The board as the speaker leaves it, and what has been told of it: prompts of new panels, edits of older ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from voice2image.edit import Change, Insert, Move, Remove, Revise
from voice2image.prompt import Prompt
from voice2image.prompters._dictation.draft import Draft, Extent
from voice2image.prompters._sentences import Token

__all__ = ["REACH", "Board"]

REACH: Final = 100  # shots; what is said of "the one with the dog" or "all of them" goes no further back
_UNDOABLE: Final = 50


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
    beside: tuple[Draft, Extent] | None = None
    """The open shot, and how it was before the last sentence, if that added nothing to its picture."""
    repeat: Callable[[Draft], object] | None = None
    """Does to another shot what the last edit did: "in shot four too"."""
    _back: list[Callable[[str], None]] = field(default_factory=list)
    """How to undo each edit, the latest last."""

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
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._back)

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
        self._back.clear()  # from now on an "undo" means what is said next
        carried = self.drafts[-1].settings() if self.drafts else {}
        draft = Draft(carried=carried)
        if preamble is not None:
            draft.said, draft.carried = preamble.said, preamble.settings()
        self.drafts.append(draft)
        self.open = True
        return draft

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
                self.drafts[-1].hear(draft.said)
        elif place is None:
            self._changes.append(prompt)
        else:
            self.drafts.insert(place, self.drafts.pop())
            self._changes.append(Insert(number=place + 1, prompt=prompt, heard=prompt.heard))
            self._remember(lambda heard: self.remove(place, heard))

    def take(self) -> Iterator[Change]:
        """What has changed since this was last asked."""
        changes, self._changes = self._changes, []
        yield from changes

    def edit(self, place: int) -> Draft:
        """A shot, to be changed: what it was is remembered."""
        draft = self.drafts[place]
        before = draft.copy()
        draft.cut()

        def back(heard: str) -> None:
            if self.open and self.drafts and self.drafts[-1] is draft:
                before.said = draft.said  # the undone edit was heard all the same
            draft.become(before)
            if place < len(self.drafts) and self.drafts[place] is draft:
                self.revised(place, heard)
            else:
                self._put_back(place, draft, heard)

        self._remember(back)
        return draft

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
        if self.open and place == len(self.drafts) - 1:
            draft = self.drafts.pop()
            self.open, self._aim = False, None
        else:
            self.close()
            if place >= len(self.drafts):
                return
            draft = self.drafts.pop(place)
            self._changes.append(Remove(number=place + 1, heard=heard))

        self._remember(lambda heard: self._put_back(place, draft, heard))

    def move(self, place: int, to: int, heard: str) -> None:
        """Put a shot at another place, both counted from 0."""
        self._move(place, to, heard)
        self._remember(lambda heard: self._move(to, place, heard))

    def swap(self, one: int, other: int, heard: str) -> None:
        """Let two shots change places."""
        self._swap(one, other, heard)
        self._remember(lambda heard: self._swap(one, other, heard))

    def undo(self, heard: str) -> bool:
        """Take the last edit back."""
        if not self._back:
            return False
        self._back.pop()(heard)
        return True

    def _put_back(self, place: int, draft: Draft, heard: str) -> None:
        """Put a shot back that was taken away, if there is anything to draw."""
        self.close()
        prompt = self.prompt_of(draft)
        if prompt.text:
            at_end = place >= len(self.drafts)
            self.drafts.insert(place, draft)
            self._changes.append(prompt if at_end else Insert(number=place + 1, prompt=prompt, heard=heard))

    def _swap(self, one: int, other: int, heard: str) -> None:
        one, other = sorted((one, other))
        self._move(other, one, heard)
        if other - one > 1:
            self._move(one + 1, other, heard)

    def _move(self, place: int, to: int, heard: str) -> None:
        self.close()
        if not (0 <= place < len(self.drafts) and 0 <= to < len(self.drafts)) or place == to:
            return
        self.drafts.insert(to, self.drafts.pop(place))
        self._changes.append(Move(number=place + 1, to=to + 1, heard=heard))

    def _remember(self, back: Callable[[str], None]) -> None:
        self._back.append(back)
        del self._back[:-_UNDOABLE]
