"""What every prompter does: take segments as they are heard, yield one prompt a panel."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator

from voice2image.backend import Backend, C
from voice2image.prompt import Prompt
from voice2image.transcript import Segment

__all__ = ["Prompter"]


class Prompter(Backend[C]):
    """Turns what was said into what is to be drawn.

    Everything a subclass owes its users is checked by :class:`voice2image.testing.PrompterContract`.
    """

    @abstractmethod
    def prompts(self, segments: Iterable[Segment]) -> Iterator[Prompt]:
        """Yield a prompt for each panel as soon as its words are complete.

        `segments` may still be growing while this runs: take one at a time, and hold back no prompt that later
        speech can't change. Any text whatsoever gives prompts without an error.
        """
