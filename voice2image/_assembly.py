"""The board while it is being made: what is heard, planned and drawn so far, in memory and on disk."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from voice2image.audio import Audio
from voice2image.backend import Backend
from voice2image.board_folder import BoardFolder
from voice2image.errors import Cancelled, StoryboardError, Voice2ImageError
from voice2image.generators.base import Generator
from voice2image.image import GeneratedImage, SourceSpan
from voice2image.prompt import MAX_SEED, Prompt
from voice2image.prompters.base import Prompter
from voice2image.storyboard import Panel, SoundSource, Storyboard
from voice2image.transcribers.base import Transcriber
from voice2image.transcript import Segment, Transcript

__all__ = ["Assembly"]

TRANSCRIBED_BY = "transcribed_by"
"""The setting that names the transcriber's fingerprint once the recording has been heard to its end."""


class Assembly:
    """Takes in what both threads of a run bring, and keeps the folder, if there is one, up to date with it.

    It begins with the board that is in the folder and replaces it panel by panel, so that a run that breaks off
    leaves what an earlier one drew.
    """

    def __init__(self, audio: Audio, folder: Path | None, *, seed: int | None) -> None:
        self._audio = audio
        self._folder = None if folder is None else BoardFolder(folder)
        self._seed = seed
        self._lock = RLock()
        self._segments: list[Segment] = []
        self._planned = 0
        self._drawn_by: str | None = None
        self._earlier: list[Panel] = []
        """Panels of an earlier run that no panel of this one has taken up yet."""
        self._taken_up: dict[int, Panel] = {}
        """The panel of an earlier run with the same words, by the number of the one in this run."""
        self._resumes = False
        self._unsaved = False
        self._closed = False
        self._board = Storyboard(title=Path(audio.name).stem)

    def __enter__(self) -> Self:
        source = SoundSource(name=self._audio.name, sha256=self._audio.sha256, duration_s=self._audio.duration_s)
        self._board = self._board.replace(source=source)
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

    def known_segments(self, transcriber: Transcriber[Any]) -> tuple[Segment, ...] | None:
        """What an earlier run with the same transcriber heard, if it heard the recording to its end."""
        with self._lock:
            settings = dict(self._board.settings)
            if settings.pop(TRANSCRIBED_BY, None) == transcriber.fingerprint:
                return self._board.transcript.segments
            self._board = self._board.replace(settings=settings)
            return None

    def hear(self, segment: Segment) -> None:
        """Take in a segment."""
        with self._lock:
            self._segments.append(segment)
            self._unsaved = True

    def heard_all(self, transcriber: Transcriber[Any]) -> None:
        """Take note that the recording was heard to its end: it needn't be heard again, and no panels follow."""
        with self._lock:
            self._write_transcript()
            panels = tuple(panel for panel in self._board if panel.number <= self._planned)
            self._board = self._board.replace(panels=panels)
            self._note({TRANSCRIBED_BY: transcriber.fingerprint})
            self._write()

    def plan(self, number: int, prompt: Prompt) -> Panel:
        """Take in a panel that is to be drawn, and give it its seed: the run's, else the one it had before."""
        earlier = self._take_earlier(number, prompt)
        seed = prompt.seed if self._seed is None else (self._seed + number - 1) % (MAX_SEED + 1)
        if seed is None and earlier is not None:
            seed = earlier.prompt.seed
        panel = Panel(number=number, prompt=prompt.replace(seed=seed).seeded())
        keeps = earlier is not None and _same_picture(earlier, panel)
        with self._lock:
            self._planned = number
            self._put(earlier.replace(number=number) if earlier is not None and keeps else panel)
        return panel

    def settle(self, transcriber: Transcriber[Any], prompter: Prompter[Any], generator: Generator[Any]) -> None:
        """Write down what the board is made with."""
        stages: dict[str, Backend[Any]] = {"transcriber": transcriber, "prompter": prompter, "generator": generator}
        with self._lock:
            self._note({role: f"{stage.name} {stage.config.model_dump_json()}" for role, stage in stages.items()})
            self._drawn_by = generator.fingerprint

    def reuse(self, panel: Panel) -> Panel | None:
        """The panel as an earlier run drew it with the same generator, words and seed."""
        earlier = self._taken_up.get(panel.number)
        if earlier is None or earlier.image is None or not _same_picture(earlier, panel):
            return None
        if earlier.image.provenance.generator_fingerprint != self._drawn_by:
            return None
        return self._put(earlier.replace(number=panel.number, prompt=panel.prompt))

    def draw(self, panel: Panel, images: list[GeneratedImage]) -> Panel:
        """Take in a panel's pictures: the first is the panel's, the others stay with it."""
        source = SourceSpan(name=self._audio.name, sha256=self._audio.sha256, start_s=panel.start_s, end_s=panel.end_s)
        first, *others = (image.with_provenance(source=source) for image in images)
        return self._put(panel.drawn(first, *others), save=True)

    def fail(self, panel: Panel, error: Voice2ImageError) -> Panel:
        """Take in that a panel can't be drawn. What an earlier run drew of it stays with it as an alternate."""
        earlier = self._taken_up.get(panel.number)
        pictures = (earlier.image, *earlier.alternates) if earlier is not None and earlier.image is not None else ()
        return self._put(panel.failed(str(error)).replace(alternates=pictures), save=True)

    def finish(self) -> Storyboard:
        """The whole board, with its sound, as it is on disk if there is a folder."""
        with self._lock:
            self._board = self._board.replace(sound=self._audio)
            self._unsaved = True
            self._write()
            if self._folder is not None:
                self._folder.tidy()
            return self._board

    def _take_up(self, folder: BoardFolder) -> None:
        before = folder.load()
        if before is None:
            return
        if before.source is not None and before.source.sha256 != self._audio.sha256:
            raise StoryboardError(
                f"{folder.path} already holds a board of another recording, {before.source.name}; "
                "choose another folder, or remove that one"
            )
        self._earlier = list(before)
        self._resumes = bool(before.panels)
        self._board = before.replace(source=self._board.source)

    def _take_earlier(self, number: int, prompt: Prompt) -> Panel | None:
        """The panel of an earlier run that says the same, its number if it can be, and its style if it can be."""
        alike = [panel for panel in self._earlier if panel.prompt.text == prompt.text]
        if not alike:
            return None
        best = min(alike, key=lambda one: (not _same_words(one.prompt, prompt), abs(one.number - number)))
        self._earlier.remove(best)
        self._taken_up[number] = best
        return best

    def _put(self, panel: Panel, *, save: bool = False) -> Panel:
        """Put a panel on the board; `save` it at once, or with whatever is saved next."""
        with self._lock:
            if self._closed:
                raise Cancelled("the run is over")
            if self._folder is not None and save:
                panel = self._folder.write_panel(panel)
            if panel not in self._board.panels:
                self._board = self._board.with_panel(panel)
                self._unsaved = True
            if save:
                self._write()
            return panel

    def _note(self, settings: dict[str, str]) -> None:
        self._board = self._board.replace(settings={**self._board.settings, **settings})
        self._unsaved = True

    def _write_transcript(self) -> None:
        transcript = Transcript.of(self._segments, duration_s=self._audio.duration_s)
        self._board = self._board.replace(transcript=transcript)

    def _write(self) -> None:
        if TRANSCRIBED_BY not in self._board.settings:
            self._write_transcript()
        if self._folder is not None and self._unsaved:
            self._board = self._folder.write_board(self._board)
        self._unsaved = False


def _same_words(one: Prompt, other: Prompt) -> bool:
    return (one.full_text, one.negative_text) == (other.full_text, other.negative_text)


def _same_picture(before: Panel, panel: Panel) -> bool:
    """Whether a panel of an earlier run is drawn, of the same words with the same seed."""
    drawn = before.status == "drawn" and before.image is not None
    return drawn and _same_words(before.prompt, panel.prompt) and before.prompt.seed == panel.prompt.seed
