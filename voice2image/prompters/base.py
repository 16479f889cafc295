"""What every prompter does: take segments as they are heard, yield a prompt a panel, and edits of those before."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from voice2image.backend import Backend, C
from voice2image.cancel import CancelToken
from voice2image.edit import Change, settle
from voice2image.prompt import Prompt
from voice2image.transcript import Segment

__all__ = ["Prompter"]


class Prompter(Backend[C]):
    """Turns what was said into what is to be drawn, and into changes of it.

    Everything a subclass owes its users is checked by :class:`voice2image.testing.PrompterContract`.
    """

    quick: ClassVar[bool] = True
    """Whether it takes milliseconds, so that a live session may ask it again after every word."""

    @property
    def hotwords(self) -> tuple[str, ...]:
        """What a recogniser should listen for, above all the names that its config's `characters`, if any, describe."""
        return tuple(getattr(self.config, "characters", ()))

    @abstractmethod
    def prompts(self, segments: Iterable[Segment]) -> Iterator[Change]:
        """Yield a prompt for each next panel as soon as its words are complete, and an edit for each spoken change.

        An :class:`~voice2image.edit.Edit` counts panels as they are on the board after all that was yielded before
        it. Panels may be drawn already by then; only what an edit changes is drawn anew.

        `segments` may still be growing while this runs: take one at a time, and hold back no prompt that later
        speech can change only by an edit. Any text whatsoever gives prompts without an error, and the same segments
        always give the same changes, or a run that broke off can't be gone on with.
        """

    def prompts_after(self, board: Sequence[Prompt], segments: Iterable[Segment]) -> Iterator[Change]:
        """Like :meth:`prompts`, for speech that goes on with a board that another prompter has begun.

        A prompter that understands edits overrides this, to carry them out on what is there.
        """
        yield from settle(self.prompts(segments))

    def prompts_until(self, segments: Iterable[Segment], cancel: CancelToken) -> Iterator[Change]:
        """Like :meth:`prompts`, for a run that may be stopped.

        A prompter that waits for something overrides this, to wait no longer and raise
        :class:`~voice2image.errors.Cancelled` once `cancel` is set.
        """
        return self.prompts(segments)
