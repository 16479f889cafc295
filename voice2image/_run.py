"""One run of the pipeline: a thread that hears, a thread that draws, and the events of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Generator as GeneratorType
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from voice2image._assembly import Assembly
from voice2image._lineup import Job
from voice2image.audio import Audio
from voice2image.backend import log_notice
from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled, GenerationError
from voice2image.events import BoardDone, Event, HearingProgress, Notice, SegmentHeard
from voice2image.generators.base import Generator, Step
from voice2image.image import GeneratedImage
from voice2image.prompters.base import Prompter
from voice2image.recording import Recording
from voice2image.transcribers.base import SpeechBackend, Transcriber
from voice2image.transcript import Segment

__all__ = ["Run"]


@dataclass(frozen=True, slots=True)
class _Stopped:
    """A thread has ended, with an error or without."""

    error: BaseException | None = None


@dataclass(slots=True)
class Run:
    """One recording on its way to a board."""

    audio: Audio | Recording
    transcriber: SpeechBackend[Any]
    prompter: Prompter[Any]
    choose_generator: Callable[[], tuple[Generator[Any], str]]
    """Gives the generator and a line on why it is that one; called in the drawing thread, since it may be slow."""
    seed: int | None
    folder: Path | None
    cancel: CancelToken
    _outbox: SimpleQueue[Event | _Stopped] = field(default_factory=SimpleQueue, init=False)

    def events(self) -> GeneratorType[Event, None, None]:
        """Start both threads and yield what they report until both have ended."""
        with Assembly(
            self.audio,
            self.folder,
            seed=self.seed,
            transcriber=self.transcriber,
            prompter=self.prompter,
            tell=self._outbox.put,
        ) as assembly:
            threads = [
                Thread(target=self._report_end, args=(work, assembly), name=f"voice2image-{name}", daemon=True)
                for name, work in self._work()
            ]
            try:
                for thread in threads:
                    thread.start()
                yield from self._reports(len(threads))
                yield BoardDone(board=assembly.finish())
            finally:
                self.cancel.cancel()
                assembly.end()
                for thread in threads:
                    if thread.ident is not None:
                        thread.join()

    def _work(self) -> list[tuple[str, Callable[[Assembly], None]]]:
        """What is done at the same time, each in a thread of its own."""
        return [("hearing", self._hear), ("drawing", self._draw)]

    def _reports(self, running: int) -> Iterator[Event]:
        """The events of all threads. The first error is raised once the others have ended too."""
        errors: list[BaseException] = []
        while running:
            report = self._outbox.get()
            if not isinstance(report, _Stopped):
                yield report
                continue
            running -= 1
            if report.error is not None:
                errors.append(report.error)
        if errors:
            # A thread stopped because another failed reports Cancelled, which isn't the reason.
            raise next((error for error in errors if not isinstance(error, Cancelled)), errors[0])

    def _report_end(self, work: Callable[[Assembly], None], assembly: Assembly) -> None:
        try:
            work(assembly)
        except BaseException as error:  # noqa: BLE001  (raised again in the caller's thread)
            self._outbox.put(_Stopped(error))
        else:
            self._outbox.put(_Stopped())

    def _hear(self, assembly: Assembly) -> None:
        """Transcribe and prompt; hand each finished panel, and each edit, to the assembly."""
        try:
            self.cancel.check()
            self.prompter.prepare(notify=self._notify)
            for change in self.prompter.prompts_until(self._segments(assembly), self.cancel):
                self.cancel.check()
                assembly.take_in(change)
            assembly.heard_all()
        finally:
            assembly.end()

    def _segments(self, assembly: Assembly) -> Iterator[Segment]:
        known = assembly.known_segments()
        for segment in known if known is not None else self._listen(assembly):
            assembly.hear(segment)
            self._outbox.put(SegmentHeard(segment=segment))
            yield segment

    def _listen(self, assembly: Assembly) -> Iterator[Segment]:
        assert isinstance(self.transcriber, Transcriber)
        assert isinstance(self.audio, Audio)
        self.transcriber.prepare(notify=self._notify)
        return self.transcriber.transcribe(self.audio, on_heard=self._on_heard, cancel=self.cancel)

    def _draw(self, assembly: Assembly) -> None:
        """Draw panels as they come, as many at once as the generator likes and as are waiting."""
        try:
            self.cancel.check()
            generator, line = self.choose_generator()
            self._notify(f"generator: {line}")
            assembly.settle(generator)
            if not assembly.resumes:  # else there may be nothing left to draw
                generator.prepare(notify=self._notify)  # loads while the first words are being heard
            while jobs := assembly.next_jobs(generator.batch_size):
                self.cancel.check()
                generator.prepare(notify=self._notify)
                self._take_on(jobs, generator, assembly)
        except BaseException:
            self.cancel.cancel()  # without a generator there is no use in hearing on
            raise

    def _take_on(self, jobs: list[Job], generator: Generator[Any], assembly: Assembly) -> None:
        self._draw_batch(generator, jobs, assembly)

    def _draw_batch(self, generator: Generator[Any], jobs: list[Job], assembly: Assembly) -> None:
        """Draw `jobs` in one call; if that fails, one at a time, so that a bad one takes no other with it."""
        images: list[list[GeneratedImage]] = [[] for _ in jobs]
        done: set[int] = set()
        stop = CancelToken(parent=self.cancel)

        def on_step(step: Step) -> None:
            assembly.step(jobs[step.index], step)
            if all(job.of_no_use for job in jobs):
                stop.cancel()
            self._between_steps()

        try:
            prompts = [job.prompt for job in jobs]
            for image in generator.generate(prompts, on_step=on_step, cancel=stop):
                images[image.index].append(image)
                if len(images[image.index]) == generator.images_per_prompt:
                    done.add(image.index)
                    assembly.draw(jobs[image.index], images[image.index])
            error = GenerationError(f"the generator {generator.name!r} gave no picture")
        except GenerationError as reason:
            error = reason
        except Cancelled:
            self.cancel.check()
            return  # what these panels show by now waits to be drawn
        left = [index for index in range(len(jobs)) if index not in done]
        for index in left:
            if images[index] and len(jobs) == 1:
                assembly.draw(jobs[index], images[index])
            elif len(jobs) == 1:
                assembly.fail(jobs[index], error)
            elif not jobs[index].of_no_use:
                self._draw_batch(generator, [jobs[index]], assembly)

    def _between_steps(self) -> None:
        """Called between two steps of the model."""

    def _notify(self, message: str) -> None:
        self.cancel.check()  # before a download that it may announce
        log_notice(message)
        self._outbox.put(Notice(message=message))

    def _on_heard(self, heard_s: float, total_s: float | None) -> None:
        self._outbox.put(HearingProgress(heard_s=heard_s, total_s=total_s))
