"""The panels of one run in their order, and which of them wait to be drawn.

A panel's number shifts when others come or go, so within a run it is a :class:`Slot`, which stays the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voice2image._pictures import Pictures, each_once, same_picture
from voice2image._seeds import Seeds
from voice2image.edit import Edit, Insert, Move, Remove, Revise, within
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel

__all__ = ["Job", "Lineup", "Slot"]


@dataclass(slots=True, eq=False)
class Slot:
    """A panel, whatever its number is and whatever it shows."""

    panel: Panel
    stand_in: Panel | None = None
    """An earlier run's panel with the same words and seed, which the board shows until this run has its own."""
    versions: tuple[GeneratedImage, ...] = ()
    """Its pictures from before another version was asked for."""
    fallback: tuple[GeneratedImage, ...] = ()
    """Pictures that are not to be lost if it can't be drawn."""
    removed: bool = False
    foreseen: bool = False
    """Whether it isn't on the board yet, only likely to come."""

    @property
    def shown(self) -> Panel:
        """The panel as the board shows it."""
        return self.stand_in or self.panel

    @property
    def pictures(self) -> tuple[GeneratedImage, ...]:
        """All that it shows."""
        return (self.shown.image, *self.shown.alternates) if self.shown.image else ()

    def show(self, panel: Panel) -> None:
        """Put the same panel as it is in the folder in place of the one shown."""
        if self.stand_in is not None:
            self.stand_in = panel
        else:
            self.panel = panel

    def await_drawing(self, prompt: Prompt, pictures: Pictures) -> None:
        """Let the panel wait for a picture of a prompt."""
        self.panel = Panel(number=self.panel.number, prompt=prompt, alternates=self.versions)
        found = pictures.find(prompt)
        self.stand_in = None if found is None else self._with_pictures_of(found)

    def draw(self, drawn: Panel) -> None:
        """Show the picture of a panel with the same words and seed."""
        self.panel = self._with_pictures_of(drawn)
        self.stand_in = None

    def fail(self, error: str) -> None:
        """Note that it can't be drawn. What it showed before stays as alternates."""
        alternates = each_once((*self.versions, *self.fallback))
        self.panel = self.panel.failed(error).replace(alternates=alternates)
        self.stand_in = None

    def keep_version(self, images: Sequence[GeneratedImage]) -> None:
        """Let pictures stay beside the one that it will have."""
        self.versions = each_once((*images, *self.versions))
        self.panel = self.panel.replace(alternates=self.versions)

    def _with_pictures_of(self, drawn: Panel) -> Panel:
        assert drawn.image is not None
        alternates = each_once((*drawn.alternates, *self.versions), without=drawn.image)
        return self.panel.drawn(drawn.image, *alternates).replace(prompt=self.panel.prompt)


@dataclass(frozen=True, slots=True)
class Job:
    """A panel on its way through the generator, with its prompt as it was when it went there."""

    slot: Slot
    prompt: Prompt

    @property
    def outdated(self) -> bool:
        """Whether the panel is gone, or shows something else by now."""
        return self.slot.removed or not same_picture(self.prompt, self.slot.panel.prompt)

    @property
    def of_no_use(self) -> bool:
        """Whether nothing shows its picture, not even as an alternate."""
        return self.outdated and not self.is_a_version

    @property
    def is_a_version(self) -> bool:
        """Whether the panel has asked for another version since, beside which this one stays."""
        return not self.slot.removed and self.prompt.seed != self.slot.panel.prompt.seed


class Lineup:
    """Takes in prompts and edits."""

    def __init__(self, seeds: Seeds, pictures: Pictures) -> None:
        self.slots: list[Slot] = []
        self.waiting: list[Slot] = []
        """Those that are to be drawn, the one that has waited longest first."""
        self._seeds = seeds
        self._pictures = pictures

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All panels as this run knows them."""
        return tuple(slot.panel for slot in self.slots)

    def add(self, prompt: Prompt, number: int | None = None) -> Panel:
        """Take in a panel, at the end or at a number."""
        place = len(self.slots) if number is None else number - 1
        prompt = prompt.replace(seed=self._seeds.of_next(prompt))
        slot = Slot(Panel(number=place + 1, prompt=prompt), fallback=self._pictures.of_text(prompt))
        slot.await_drawing(prompt, self._pictures)
        self.slots.insert(place, slot)
        self.waiting.append(slot)
        self._renumber()
        return slot.panel

    def carry_out(self, edit: Edit) -> Edit | None:
        """Carry out an edit and return it with the numbers that it came to; ``None`` if it touches no panel."""
        found = within(edit, len(self.slots))
        match found:
            case Insert(number=number, prompt=prompt):
                self.add(prompt, number)
            case Revise(number=number, prompt=prompt, another=another):
                self._revise(self.slots[number - 1], prompt, another=another)
            case Remove(number=number):
                slot = self.slots.pop(number - 1)
                slot.removed = True
                self.leave_waiting(slot)
            case Move(number=number, to=to):
                self.slots.insert(to - 1, self.slots.pop(number - 1))
            case _:
                return None
        self._renumber()
        return found

    def leave_waiting(self, slot: Slot) -> None:
        """Take note that a panel needn't be drawn any more."""
        if slot in self.waiting:
            self.waiting.remove(slot)

    def _revise(self, slot: Slot, prompt: Prompt, *, another: bool) -> None:
        before = slot.panel.prompt
        prompt = prompt.replace(seed=self._seeds.of_revised(prompt, before.seed, another=another))
        if same_picture(before, prompt):
            slot.panel = slot.panel.replace(prompt=prompt)
            if slot.stand_in is not None:
                slot.stand_in = slot.stand_in.replace(prompt=prompt)
            return
        slot.fallback = slot.pictures or slot.fallback
        if another:
            slot.keep_version(slot.pictures)
        slot.await_drawing(prompt, self._pictures)
        if slot not in self.waiting:
            self.waiting.append(slot)

    def _renumber(self) -> None:
        for number, slot in enumerate(self.slots, start=1):
            if slot.panel.number != number:
                slot.panel = slot.panel.replace(number=number)
            if slot.stand_in is not None and slot.stand_in.number != number:
                slot.stand_in = slot.stand_in.replace(number=number)
