"""Live: panels whose shot may go on yet, drawn ahead so that their pictures are there once it is over."""

from __future__ import annotations

from collections.abc import Sequence

from voice2image._lineup import Job, Slot
from voice2image._pictures import same_picture
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel

__all__ = ["Foreseen"]


class Foreseen:
    """Panels that are likely to come. They stand on no board and in no folder."""

    def __init__(self) -> None:
        self._slots: list[Slot] = []

    def renew(self, unseen: Sequence[tuple[int, Prompt]], panels: int) -> None:
        """Take in what a board of so many panels shows nothing of, with numbers; what isn't among it is dropped."""
        kept = [slot for slot in self._slots if any(same_picture(slot.panel.prompt, prompt) for _, prompt in unseen)]
        for slot in self._slots:
            slot.removed = slot not in kept  # what is being drawn of it stops
        self._slots = kept + [
            Slot(Panel(number=number, prompt=prompt), foreseen=True)
            for number, prompt in unseen
            if number > panels and not any(same_picture(prompt, slot.panel.prompt) for slot in kept)
        ]

    @property
    def jobs(self) -> list[Job]:
        """Those that wait to be drawn."""
        return [Job(slot, slot.panel.prompt) for slot in self._slots if slot.panel.status == "waiting"]
