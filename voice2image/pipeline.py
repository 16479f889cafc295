"""The whole way from a voice to a board: decode, transcribe, prompt, generate, assemble."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from collections.abc import Generator as GeneratorType
from contextlib import closing
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from voice2image._in_threads import in_threads
from voice2image._run import Run
from voice2image.audio import Audio, AudioSource
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.events import BoardDone, Event
from voice2image.generators.base import Generator
from voice2image.prompt import check_seed
from voice2image.prompters.base import Prompter
from voice2image.registry import create
from voice2image.storyboard import Storyboard
from voice2image.transcribers.base import Transcriber

if TYPE_CHECKING:
    from voice2image.live import LiveSession
    from voice2image.transcribers.streaming import StreamingTranscriber

__all__ = ["EventStream", "Voice2Image"]

EventStream: TypeAlias = "GeneratorType[Event, None, None]"
"""An iterator of events; its ``close()`` stops the work."""


class Voice2Image:
    """Turns speech into a storyboard.

    Each stage is given as an object, a config, or a name such as ``"faster-whisper"``, ``"sd2-768v"`` or
    ``"diffusers:a/hub-id"``. The generator ``"auto"`` is Stable Diffusion 2 where there is a GPU that can hold it, else
    the model that ships inside; :meth:`explain` says which, and why.

    A transcriber that is given by name or config, and isn't told what to listen for, listens for what the prompter
    knows: the names of the characters, above all.

    Making one loads nothing. Models are loaded by the first run and kept until :meth:`close`; two runs in two threads
    share them and take turns.

    Args:
        transcriber: What hears.
        prompter: What works out the panels.
        generator: What draws.
        seed: The seed of the first panel, the second takes the next one and so on; drawn for each panel if not given.

    Raises:
        UnknownBackendError: No backend goes by a name.
        ConfigError: A setting is wrong.
    """

    def __init__(
        self,
        transcriber: Transcriber[Any] | Config | str = "faster-whisper",
        prompter: Prompter[Any] | Config | str = "shots",
        generator: Generator[Any] | Config | str = "auto",
        *,
        seed: int | None = None,
    ) -> None:
        if seed is not None:
            check_seed(seed)
        self.transcriber: Transcriber[Any] = create("transcribers", transcriber, Transcriber)
        self.prompter: Prompter[Any] = create("prompters", prompter, Prompter)
        if self.transcriber is not transcriber:  # an object is used as it is
            self.transcriber = self.transcriber.listening_for(self.prompter.hotwords)
        self.seed = seed
        self._generator: Generator[Any] | None = None
        self._why_generator = "chosen by you"
        self._choosing = Lock()
        if generator != "auto":
            self._generator = create("generators", generator, Generator)

    @property
    def generator(self) -> Generator[Any]:
        """What draws. With ``"auto"``, the choice is made when this is first asked for."""
        with self._choosing:
            if self._generator is None:
                from voice2image.generators.auto import choose_generator

                choice = choose_generator()
                self._generator = create("generators", choice.config, Generator)
                self._why_generator = choice.reason
                logging.getLogger("voice2image").info("generator: %s", self._generator_line(self._generator))
            return self._generator

    def choose_generator(self) -> tuple[Generator[Any], str]:
        """What draws, and a line on what it is and why; slow the first time, with ``"auto"``."""
        return self.generator, self._generator_line(self.generator)

    def explain(self) -> list[str]:
        """A line for each stage: what it is, on which device, and why it was chosen."""
        return [
            f"transcriber: {self.transcriber.describe()}",
            f"prompter: {self.prompter.describe()}",
            f"generator: {self._generator_line(self.generator)}",
        ]

    def stream(
        self, source: AudioSource, folder: str | Path | None = None, *, cancel: CancelToken | None = None
    ) -> EventStream:
        """Make a board and yield what happens as it happens; the last event is a
        :class:`~voice2image.events.BoardDone`.

        The stages overlap: the first panel is drawn while the rest is still being heard. Leaving the loop, or closing
        the iterator, stops all work.

        Args:
            source: Anything that :meth:`voice2image.Audio.open` takes.
            folder: Where the board is written as it is made. If it holds an unfinished board of the same recording,
                that is gone on with: what is heard isn't heard again, and what is drawn isn't drawn again.
            cancel: Stops the run from another thread. Loading a model can't be interrupted and is waited for.

        Raises:
            AudioError, TranscriptionError, ModelError, MissingExtraError: A stage can't do its work; panels that
                were complete by then have been drawn. A panel that fails is an event, and the others go on.
            StoryboardError: The folder can't be used.
            Cancelled: `cancel` was set.
        """
        run = Run(
            audio=Audio.open(source),
            transcriber=self.transcriber,
            prompter=self.prompter,
            choose_generator=self.choose_generator,
            seed=self.seed,
            folder=None if folder is None else Path(folder),
            cancel=CancelToken(parent=cancel),
        )
        return run.events()

    def run(
        self,
        source: AudioSource,
        folder: str | Path | None = None,
        *,
        cancel: CancelToken | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> Storyboard:
        """Make a board and return it. Without `on_event` a terminal or notebook shows a progress bar.

        Takes and raises what :meth:`stream` does.
        """
        if on_event is None:
            from voice2image._progress import progress_bar

            with progress_bar() as show:
                return _last_board(self.stream(source, folder, cancel=cancel), show)
        return _last_board(self.stream(source, folder, cancel=cancel), on_event)

    __call__ = run

    async def astream(
        self, source: AudioSource, folder: str | Path | None = None, *, cancel: CancelToken | None = None
    ) -> AsyncIterator[Event]:
        """:meth:`stream` for asyncio. Cancelling the task stops the work before the cancellation goes on."""
        stop = CancelToken(parent=cancel)
        events = await asyncio.to_thread(self.stream, source, folder, cancel=stop)
        async for event in in_threads(events, stop):
            yield event

    async def arun(
        self, source: AudioSource, folder: str | Path | None = None, *, cancel: CancelToken | None = None
    ) -> Storyboard:
        """:meth:`run` for asyncio, without a progress bar."""
        board: Storyboard | None = None
        async for event in self.astream(source, folder, cancel=cancel):
            if isinstance(event, BoardDone):
                board = event.board
        assert board is not None  # a stream ends with its board or with an error
        return board

    def live(
        self,
        folder: str | Path | None = None,
        *,
        streaming: StreamingTranscriber[Any] | Config | str | None = None,
        preview: Generator[Any] | Config | str | None = "sketch",
        cancel: CancelToken | None = None,
    ) -> LiveSession:
        """Begin a board of what is being spoken now; see :class:`~voice2image.live.LiveSession`.

        Args:
            folder: Where the board and its recording are written as they are made; a new or empty one.
            streaming: What hears; by default faster-whisper with the model and language of this pipeline's
                transcriber, if that is faster-whisper too.
            preview: What draws rough pictures while a sentence is spoken, ``"sketch"`` in 4 steps; ``None`` waits for
                its end.
            cancel: Stops the session from another thread.

        Raises:
            UnknownBackendError: No backend goes by a name.
            ConfigError: A setting is wrong.
        """
        from voice2image.live import LiveSession

        return LiveSession(self, folder, streaming=streaming, preview=preview, cancel=cancel)

    def close(self) -> None:
        """Give back the models of all stages. It may be used again afterwards, and loads them anew."""
        self.transcriber.close()
        self.prompter.close()
        if self._generator is not None:
            self._generator.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _generator_line(self, generator: Generator[Any]) -> str:
        return f"{generator.describe()} ({self._why_generator})"


def _last_board(events: EventStream, show: Callable[[Event], None]) -> Storyboard:
    board: Storyboard | None = None
    with closing(events):  # `show` may raise, and whoever keeps that error keeps the stream
        for event in events:
            show(event)
            if isinstance(event, BoardDone):
                board = event.board
    assert board is not None  # a stream ends with its board or with an error
    return board
