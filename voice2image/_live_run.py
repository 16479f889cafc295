"""A run whose sound is still being spoken: it hears partial words, and shows previews before the panels are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Lock
from typing import Any, Final

from voice2image._assembly import Assembly
from voice2image._lineup import Job
from voice2image._pictures import same_words
from voice2image._run import Run
from voice2image._slices import Slices
from voice2image.cancel import CancelToken
from voice2image.edit import settle
from voice2image.errors import Cancelled, GenerationError
from voice2image.events import PartialHeard, PreviewDrawn
from voice2image.generators.base import Generator, Step
from voice2image.prompt import Prompt
from voice2image.prompters.base import Prompter
from voice2image.recording import Recording
from voice2image.transcribers.streaming import Hypothesis, StreamingTranscriber
from voice2image.transcript import Segment

__all__ = ["LiveRun", "Outlook"]

BACKLOG: Final = 3
"""So many panels that wait to be drawn are worth a notice."""


class Heard:
    """What is heard so far, for whoever looks ahead of the finished sentences."""

    def __init__(self) -> None:
        self._grown = Condition()
        self._segments: list[Segment] = []
        self._partial: Segment | None = None
        self.version = 0
        self._ended = False

    def take(self, hypothesis: Hypothesis) -> None:
        """Take in a hypothesis."""
        with self._grown:
            if hypothesis.final:
                self._segments.append(hypothesis.segment)
            self._partial = None if hypothesis.final else hypothesis.segment
            self.version += 1
            self._grown.notify_all()

    def end(self) -> None:
        """Nothing more is heard."""
        with self._grown:
            self._ended = True
            self._grown.notify_all()

    def wait(self, version: int) -> bool:
        """Wait until there is more than in a version; whether there is."""
        with self._grown:
            self._grown.wait_for(lambda: self.version > version or self._ended)
            return self.version > version

    @property
    def segments(self) -> list[Segment]:
        """All of it, the utterance under way as the last segment."""
        with self._grown:
            return [*self._segments, *([self._partial] if self._partial else [])]


class Outlook:
    """What all that is heard would come to if nobody spoke on.

    Args:
        prompter: One of its own: it goes over the same words again and again, and tells nobody of what it finds.
    """

    def __init__(self, prompter: Prompter[Any]) -> None:
        self._prompter = prompter
        self._turn = Lock()
        self._version = -1
        self._prompts: list[Prompt] = []

    def of(self, heard: Heard) -> list[Prompt]:
        """The prompts of the board. Worked out once, whoever asks."""
        with self._turn:
            version, segments = heard.version, heard.segments
            if version != self._version:
                self._prompter.prepare(notify=_tell_nobody)
                self._version, self._prompts = version, settle(self._prompter.prompts(segments))
            return self._prompts


def _tell_nobody(_message: str) -> None:
    """The run's own prompter tells of it."""


@dataclass(slots=True, kw_only=True)
class LiveRun(Run):
    """One live session on its way to a board."""

    audio: Recording
    transcriber: StreamingTranscriber[Any]
    preview: Generator[Any] | None
    """Draws rough pictures quickly."""
    outlook: Outlook
    """What the board may come to."""
    _heard: Heard = field(default_factory=Heard, init=False)
    _slices: Slices = field(default_factory=Slices, init=False)
    _behind: bool = field(default=False, init=False)

    def _work(self) -> list[tuple[str, Callable[[Assembly], None]]]:
        previewing = [] if self.preview is None else [("previewing", self._show_previews)]
        return [*Run._work(self), *previewing]

    def _hear(self, assembly: Assembly) -> None:
        try:
            Run._hear(self, assembly)
        finally:
            self._heard.end()

    def _listen(self, assembly: Assembly) -> Iterator[Segment]:
        self.transcriber.prepare(notify=self._notify)
        for hypothesis in self.transcriber.listen(self.audio.follow(self.cancel), cancel=self.cancel):
            self._heard.take(hypothesis)
            if hypothesis.final:
                yield hypothesis.segment
                # The shot may go on; if it doesn't, its picture is there by the time that is known.
                assembly.foresee(self.outlook.of(self._heard))
            else:
                self._outbox.put(PartialHeard(segment=hypothesis.segment, confirmed=hypothesis.confirmed))

    def _take_on(self, jobs: list[Job], generator: Generator[Any], assembly: Assembly) -> None:
        waiting = assembly.waiting
        if waiting >= BACKLOG and not self._behind and self.preview is not None:
            self._notify(f"drawing is {waiting} panels behind the speaker: they show previews until it catches up")
        self._behind = waiting >= BACKLOG or (self._behind and waiting > 0)
        with self._slices:
            self._draw_batch(generator, jobs, assembly)

    def _between_steps(self) -> None:
        self._slices.let_others()

    def _show_previews(self, assembly: Assembly) -> None:
        """Draw what is being said, the newest words first, until everything is heard."""
        assert self.preview is not None
        self.preview.prepare(notify=self._notify)
        shown: dict[int, Prompt] = {}
        cut_short = False
        version = 0
        while self._heard.wait(version):
            version = self._heard.version
            while wanted := self._wanted(assembly, shown):
                number, prompt = wanted[-1]
                cut_short = not self._preview(number, prompt, assembly, shown, to_the_end=cut_short)

    def _wanted(self, assembly: Assembly, shown: dict[int, Prompt]) -> list[tuple[int, Prompt]]:
        self.cancel.check()
        return [
            (number, prompt)
            for number, prompt in assembly.unseen(self.outlook.of(self._heard))
            if number not in shown or not same_words(shown[number], prompt)
        ]

    def _preview(
        self, number: int, prompt: Prompt, assembly: Assembly, shown: dict[int, Prompt], *, to_the_end: bool
    ) -> bool:
        """Draw one rough picture; whether it was finished. Newer words stop it, though not twice in a row."""
        assert self.preview is not None
        stop = CancelToken(parent=self.cancel)
        version = self._heard.version

        def on_step(step: Step) -> None:
            if to_the_end or self._heard.version == version or step.step == step.steps:
                return
            if not any(n == number and same_words(p, prompt) for n, p in self._wanted(assembly, shown)):
                stop.cancel()

        try:
            with self._slices:
                image = next(iter(self.preview.generate([prompt], on_step=on_step, cancel=stop)))
        except Cancelled:
            self.cancel.check()
            return False
        except GenerationError as error:
            self._notify(f"no preview of panel {number}: {error}")
        else:
            self._outbox.put(PreviewDrawn(number=number, image=image))
        shown[number] = prompt
        return True
