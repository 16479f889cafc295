"""Speak and see it drawn: sound goes in as it is recorded, words and pictures come out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from voice2image._in_threads import in_threads
from voice2image._live_run import LiveRun, Outlook
from voice2image.audio import SAMPLE_RATE
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.errors import StoryboardError
from voice2image.events import Event
from voice2image.generators.base import Generator
from voice2image.prompt import draw_seed
from voice2image.prompters.base import Prompter
from voice2image.prompters.shots import ShotPrompter
from voice2image.recording import Recording
from voice2image.registry import create
from voice2image.transcribers.streaming import StreamingTranscriber

if TYPE_CHECKING:
    from voice2image.pipeline import EventStream, Voice2Image

__all__ = ["LiveSession"]

SOUND_FILE = "recording.wav"


class LiveSession:
    """One speaker, one board. Made by :meth:`voice2image.Voice2Image.live`.

    ::

        live = v2i.live("board/")
        microphone.start(live.feed)  # in a thread of its own, whatever brings the sound
        for event in live.events():
            match event:
                case PartialHeard(segment=segment):
                    print(segment.text)
                case PreviewDrawn(image=image) | PanelDrawn(panel=Panel(image=image)):
                    image.pixels.show()

    What is heard of a sentence comes as :class:`~voice2image.events.PartialHeard` at once, a rough picture of it as
    :class:`~voice2image.events.PreviewDrawn` a moment later, and what :meth:`voice2image.Voice2Image.stream` yields
    once the sentence is over. Newer words for the same panel stop what is being drawn of the older ones; a panel whose
    words are complete is always drawn, however late. Spoken edits redraw the panel that they touch.

    Args:
        v2i: Its stages; their models are shared with its other runs, and stay loaded.
        folder: See :meth:`voice2image.Voice2Image.live`, as for the others.
    """

    def __init__(
        self,
        v2i: Voice2Image,
        folder: str | Path | None = None,
        *,
        streaming: StreamingTranscriber[Any] | Config | str | None = None,
        preview: Generator[Any] | Config | str | None = "sketch",
        cancel: CancelToken | None = None,
    ) -> None:
        self._v2i = v2i
        self._folder = None if folder is None else Path(folder)
        transcriber: StreamingTranscriber[Any] = create(
            "streaming-transcribers", streaming_of(v2i) if streaming is None else streaming, StreamingTranscriber
        )
        self._transcriber = transcriber.listening_for(v2i.prompter.hotwords)
        self._preview = None if preview is None else create("generators", quick(preview), Generator)
        self._own = [made for made in (self._transcriber, self._preview) if made not in (None, streaming, preview)]
        self._stop = CancelToken(parent=cancel)
        self._recording = Recording(self._sound_path())

    @property
    def duration_s(self) -> float:
        """How much sound came in, in seconds."""
        return self._recording.duration_s

    def feed(self, chunk: NDArray[Any], sample_rate: int = SAMPLE_RATE) -> None:
        """Take in more sound. Never waits, so that it may be called from a microphone's callback; from any thread.

        Args:
            chunk: ``[n]``, ``[n, channels]`` or ``[channels, n]``, as floats from -1 to 1, int8, int16, int32 or uint8.
            sample_rate: Hz; the same for all chunks of a session.

        Raises:
            ConfigError: This is no sound, its rate is another than before, or the session has ended.
            AudioError: The disk is full.
        """
        self._recording.feed(chunk, sample_rate)

    def end(self) -> None:
        """No more sound comes. What was said is still drawn; :meth:`events` goes on until it is."""
        self._recording.end()

    def events(self) -> EventStream:
        """Yield what happens as it happens, until :meth:`end` was called and all is drawn; the last event is a
        :class:`~voice2image.events.BoardDone`. Call it once. Leaving the loop stops all work.

        Raises what :meth:`voice2image.Voice2Image.stream` does.
        """
        run = LiveRun(
            audio=self._recording,
            transcriber=self._transcriber,
            prompter=self._v2i.prompter,
            choose_generator=self._v2i.choose_generator,
            seed=draw_seed() if self._v2i.seed is None else self._v2i.seed,
            folder=self._folder,
            cancel=self._stop,
            preview=self._preview,
            outlook=Outlook(_quick_twin(self._v2i.prompter)),
        )
        try:
            yield from run.events()
        finally:
            self._recording.end()
            for backend in self._own:
                backend.close()

    async def aevents(self) -> AsyncIterator[Event]:
        """:meth:`events` for asyncio. Cancelling the task stops the work before the cancellation goes on."""
        async for event in in_threads(self.events(), self._stop):
            yield event

    def _sound_path(self) -> Path | None:
        if self._folder is None:
            return None
        if self._folder.exists() and (not self._folder.is_dir() or any(self._folder.iterdir())):
            raise StoryboardError(f"{self._folder} isn't empty; a live session needs a new folder for its board")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoryboardError(f"can't write {self._folder}: {error.strerror or error}") from error
        return self._folder / SOUND_FILE


def streaming_of(v2i: Voice2Image) -> Config | str:
    """Faster-whisper with the settings of the pipeline's own, if that is what it hears with."""
    from voice2image.transcribers._whisper_config import FasterWhisperConfig
    from voice2image.transcribers.faster_whisper_streaming import FasterWhisperStreamingConfig

    whisper = v2i.transcriber.config
    return (
        FasterWhisperStreamingConfig(whisper=whisper) if isinstance(whisper, FasterWhisperConfig) else whisper.backend
    )


def _quick_twin(prompter: Prompter[Any]) -> Prompter[Any]:
    """Another like it; the rules where it takes more than milliseconds."""
    return type(prompter)(prompter.config) if prompter.quick else ShotPrompter()


def quick(preview: Generator[Any] | Config | str) -> Generator[Any] | Config | str:
    """``"sketch"`` in half of its steps."""
    if preview != "sketch":
        return preview
    from voice2image.generators.diffusers.config import DiffusersConfig

    return DiffusersConfig(model="sketch", steps=4)
