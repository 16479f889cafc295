"""The board while it is being made: what is heard, planned, changed and drawn so far, in memory and on disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Condition
from types import TracebackType
from typing import Any, Self

from voice2image._foreseen import Foreseen
from voice2image._halves import whole
from voice2image._lineup import Job, Lineup, Slot
from voice2image._pictures import Pictures, same_words
from voice2image._seeds import Seeds
from voice2image._settings import CHANGES, EDITED, SEEDS, TRANSCRIBED_BY
from voice2image.audio import Audio
from voice2image.backend import Backend
from voice2image.board_folder import BoardFolder
from voice2image.edit import Change, Edit
from voice2image.errors import Cancelled, StoryboardError, Voice2ImageError
from voice2image.events import BoardEdited, Event, PanelDrawn, PanelFailed, PreviewDrawn, PromptWritten, StepDone
from voice2image.generators.base import Generator, Step
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.prompters.base import Prompter
from voice2image.recording import Recording
from voice2image.storyboard import Panel, SoundSource, Storyboard
from voice2image.transcribers.base import SpeechBackend
from voice2image.transcript import Segment, Transcript

__all__ = ["Assembly"]


class Assembly:
    """Takes in what both threads of a run bring, tells what came of it, and keeps the folder, if any, up to date.

    The board that is in the folder stays there, and gets new pictures, until as many changes were taken in as it came
    of. So a run that breaks off leaves what an earlier one drew, and nothing comes back that was taken off by voice.
    """

    def __init__(
        self,
        audio: Audio | Recording,
        folder: Path | None,
        *,
        seed: int | None,
        transcriber: SpeechBackend[Any],
        prompter: Prompter[Any],
        tell: Callable[[Event], None],
    ) -> None:
        self._audio = audio
        self._folder = None if folder is None else BoardFolder(folder)
        self._transcriber = transcriber
        self._prompter = prompter
        self._tell = tell
        """Called under the lock, so that every event numbers panels as those before it say."""
        self._lock = Condition()
        self._segments: list[Segment] = []
        self._seeds = Seeds(seed)
        self._pictures = Pictures()
        self._lineup = Lineup(self._seeds, self._pictures)
        self._foreseen = Foreseen()
        self._changes = 0
        self._earlier: list[Slot] = []
        """An earlier run's panels."""
        self._earlier_changes = 0
        self._drawn_by: str | None = None
        self._knows_words = False
        self._heard_out = False
        self._resumes = False
        self._unsaved = False
        self._closed = False
        self._board = Storyboard(title=whole(Path(audio.name).stem))

    def __enter__(self) -> Self:
        self._board = self._board.replace(source=_source_of(self._audio))
        if self._folder is not None:
            self._folder.__enter__()
            try:
                self._take_up(self._folder)
            except BaseException:
                self._folder.close()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            if self._folder is None:
                return
            try:
                if self._unsaved:
                    self._write()  # what was heard by then, above all
            except Voice2ImageError:
                if error is None:
                    raise
            finally:
                self._folder.close()

    @property
    def resumes(self) -> bool:
        """Whether the folder holds panels of an earlier run."""
        return self._resumes

    @property
    def waiting(self) -> int:
        """How many panels wait to be drawn."""
        with self._lock:
            return len(self._lineup.waiting)

    def known_segments(self) -> tuple[Segment, ...] | None:
        """What an earlier run with the same transcriber heard, if it heard the recording to its end."""
        with self._lock:
            settings = dict(self._board.settings)
            if settings.pop(TRANSCRIBED_BY, None) == self._transcriber.fingerprint:
                self._knows_words = True
                return self._board.transcript.segments
            self._board = self._board.replace(settings=settings)
            return None

    def hear(self, segment: Segment) -> None:
        """Take in a segment."""
        with self._lock:
            self._segments.append(segment)
            self._unsaved = True

    def take_in(self, change: Change) -> None:
        """Take in what the prompter yields: a next panel, which waits to be drawn then, or an edit."""
        with self._lock:
            self._changes += 1
            if isinstance(change, Edit):
                edit = self._lineup.carry_out(change)
                if edit is None:
                    return
                event: Event = BoardEdited(edit=edit, panels=self._lineup.panels)
            else:
                panel = self._lineup.add(change)
                event = PromptWritten(number=panel.number, prompt=panel.prompt)
            self._unsaved = True
            self._tell(event)
            self._lock.notify_all()

    def heard_all(self) -> None:
        """Take note that the recording was heard to its end: it needn't be heard again, and no panels follow."""
        with self._lock:
            self._write_transcript()
            self._earlier_changes = 0
            self._seeds.forget()
            self._note({TRANSCRIBED_BY: self._transcriber.fingerprint})
            self._write()

    def end(self) -> None:
        """Take note that no more panels come, so that nobody waits for them."""
        with self._lock:
            self._heard_out = True
            self._lock.notify_all()

    def settle(self, generator: Generator[Any]) -> None:
        """Write down what the board is made with."""
        with self._lock:
            stages: dict[str, Backend[Any]] = {
                "transcriber": self._transcriber,
                "prompter": self._prompter,
                "generator": generator,
            }
            self._note({role: f"{stage.name} {stage.config.model_dump_json()}" for role, stage in stages.items()})
            self._drawn_by = generator.fingerprint

    def next_jobs(self, size: int) -> list[Job]:
        """Wait for panels that must be drawn, `size` at most; none at the end. Those found drawn are taken as such.

        Where the words are known, all edits are waited for, since only the newest version of a panel is to be drawn.
        """
        with self._lock:
            jobs: list[Job] = []
            while not jobs:
                self._lock.wait_for(
                    lambda: self._heard_out or ((self._lineup.waiting or self._foreseen.jobs) and not self._knows_words)
                )
                if not self._lineup.waiting:
                    jobs = [] if self._heard_out else self._foreseen.jobs[:1]
                    break
                while self._lineup.waiting and len(jobs) < size:
                    slot = self._lineup.waiting.pop(0)
                    if not self._reuse(slot):
                        jobs.append(Job(slot, slot.panel.prompt))
            return jobs

    def foresee(self, planned: Sequence[Prompt]) -> None:
        """Let the panels that a board is likely to have soon be drawn, as long as no other one waits."""
        with self._lock:
            self._foreseen.renew(self.unseen(planned), len(self._lineup.slots))
            self._lock.notify_all()

    def step(self, job: Job, step: Step) -> None:
        """Tell of a step on the way to a panel's picture."""
        with self._lock:
            if not job.outdated:
                number = job.slot.panel.number
                self._tell(StepDone(number=number, step=step.step, steps=step.steps, preview=step.preview))

    def draw(self, job: Job, images: list[GeneratedImage]) -> None:
        """Take in a job's pictures: the first is the panel's, the others stay with it.

        A panel that shows something else by now doesn't take them. They are kept all the same, as it may come back.
        """
        prompt = job.prompt
        assert self._board.source is not None  # __enter__ saw to it
        span = self._board.source.span(prompt)
        first, *others = (image.with_provenance(source=span) for image in images)
        with self._lock:
            self._check_open()
            drawn = Panel(number=job.slot.panel.number, prompt=prompt).drawn(first, *others).replace(prompt=prompt)
            if self._folder is not None and not job.slot.foreseen:
                drawn = self._folder.write_panel(drawn)
            self._pictures.add(drawn)
            assert drawn.image is not None
            if job.slot.foreseen:
                job.slot.draw(drawn)
                if not job.outdated:
                    self._tell(PreviewDrawn(number=job.slot.panel.number, image=drawn.image))
                return
            if not job.outdated:
                job.slot.draw(drawn)
                self._lineup.leave_waiting(job.slot)
            elif job.is_a_version:
                job.slot.keep_version((drawn.image, *drawn.alternates))
            self._unsaved = True
            self._write()
            if not job.outdated:
                self._tell(PanelDrawn(number=job.slot.panel.number, panel=job.slot.panel))

    def fail(self, job: Job, error: Voice2ImageError) -> None:
        """Take in that a panel can't be drawn."""
        with self._lock:
            self._check_open()
            if job.outdated:
                return
            job.slot.fail(str(error))
            if job.slot.foreseen:
                return  # it is tried again once it is on the board
            self._lineup.leave_waiting(job.slot)
            self._unsaved = True
            self._write()
            self._tell(PanelFailed(number=job.slot.panel.number, panel=job.slot.panel, error=error))

    def unseen(self, planned: Sequence[Prompt]) -> list[tuple[int, Prompt]]:
        """Of the prompts that a board may come to have, those that it shows nothing of, with number and seed."""
        with self._lock:
            slots = self._lineup.slots
            seeded = [
                (number, prompt.replace(seed=slots[number - 1].panel.prompt.seed))
                for number, prompt in enumerate(planned[: len(slots)], start=1)
                if not same_words(prompt, slots[number - 1].panel.prompt) or slots[number - 1].shown.image is None
            ]
            later = enumerate(planned[len(slots) :])
            return seeded + [
                (len(slots) + ahead + 1, prompt.replace(seed=self._seeds.upcoming(ahead))) for ahead, prompt in later
            ]

    def finish(self) -> Storyboard:
        """The whole board, with its sound, as it is on disk if there is a folder."""
        with self._lock:
            sound = self._audio.audio if isinstance(self._audio, Recording) else self._audio
            self._board = self._board.replace(sound=sound, source=_source_of(sound))
            self._unsaved = True
            self._write()
            if self._folder is not None:
                self._folder.tidy()
            return self._board

    def _take_up(self, folder: BoardFolder) -> None:
        before = folder.load()
        if before is None:
            return
        if before.source is not None and (before.source.sha256 is None or before.source.sha256 != self._audio.sha256):
            raise StoryboardError(
                f"{folder.path} already holds a board of another recording, {before.source.name}; "
                "choose another folder, or remove that one"
            )
        if EDITED in before.settings:
            raise StoryboardError(
                f"{folder.path} was edited by hand since, which another run would undo. To draw what waits there: "
                f"voice2image redraw {folder.path}. For a new board choose another folder"
            )
        self._resumes = bool(before.panels)
        numbered = (panel.replace(number=number) for number, panel in enumerate(before, start=1))
        self._earlier = [Slot(panel, versions=panel.alternates) for panel in numbered]
        counted = before.settings.get(CHANGES, "")
        self._earlier_changes = int(counted) if re.fullmatch("[0-9]{1,9}", counted) else len(before)
        self._pictures.add_board(before, folder.superseded())
        self._seeds.resume(before.settings.get(SEEDS, ""))
        self._board = before.replace(source=self._board.source)

    def _reuse(self, slot: Slot) -> bool:
        self._check_open()
        drawn = self._pictures.find(slot.panel.prompt, self._drawn_by)
        if drawn is None:
            return False
        if self._folder is not None:  # one that was drawn ahead of time is in no file yet
            drawn = self._folder.write_panel(drawn.replace(number=slot.panel.number))
        slot.draw(drawn)
        self._unsaved = True
        self._tell(PanelDrawn(number=slot.panel.number, panel=slot.panel, reused=True))
        return True

    def _check_open(self) -> None:
        if self._closed:
            raise Cancelled("the run is over")

    def _note(self, settings: dict[str, str]) -> None:
        self._board = self._board.replace(settings={**self._board.settings, **settings})
        self._unsaved = True

    def _write_transcript(self) -> None:
        transcript = Transcript.of(self._segments, duration_s=self._audio.duration_s)
        self._board = self._board.replace(transcript=transcript)

    def _write(self) -> None:
        if TRANSCRIBED_BY not in self._board.settings:
            self._write_transcript()
        self._note({SEEDS: str(self._seeds), CHANGES: str(max(self._changes, self._earlier_changes))})
        slots = self._lineup.slots if self._changes >= self._earlier_changes else self._redrawn()
        self._board = self._board.replace(panels=tuple(slot.shown for slot in slots))
        if self._folder is not None:
            self._board = self._folder.write_board(self._board)
            for slot, panel in zip(slots, self._board, strict=True):
                slot.show(panel)
        self._unsaved = False

    def _redrawn(self) -> list[Slot]:
        """The earlier run's panels with what this run has drawn of them by now."""
        for slot in self._earlier:
            found = self._pictures.find(slot.panel.prompt, self._drawn_by)
            if found is not None and found.image is not slot.panel.image:
                slot.draw(found)
        return self._earlier


def _source_of(sound: Audio | Recording) -> SoundSource:
    return SoundSource(name=sound.name, sha256=sound.sha256, duration_s=sound.duration_s)
