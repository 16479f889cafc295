"""The models of a service: loaded once, shared by all of its clients."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from voice2image.errors import ConfigError
from voice2image.generators.auto import create_generator
from voice2image.generators.base import Generator
from voice2image.live import LiveSession, quick, streaming_of
from voice2image.pipeline import Voice2Image
from voice2image.prompters.shots import ShotPrompterConfig
from voice2image.registry import create
from voice2image.server.in_turn import InTurn
from voice2image.server.line import Line
from voice2image.server.settings import ServerConfig
from voice2image.server.wishes import BoardWishes
from voice2image.transcribers.base import Transcriber
from voice2image.transcribers.streaming import StreamingTranscriber

__all__ = ["Studio"]


class Studio:
    """Everything that is loaded, and a line in front of each generator and of the transcriber."""

    def __init__(self, config: ServerConfig) -> None:
        self._config = config
        self._turn = Lock()
        self.transcriber: Transcriber[Any] = create("transcribers", config.transcriber, Transcriber)
        self.hearing = Line()
        self._streaming: StreamingTranscriber[Any] | None = None
        self._preview: Generator[Any] | None = None
        # Its own, whatever draws it: a live session lets its previews in between the steps of a picture.
        self._preview_line = Line()
        self._generators: dict[str, tuple[Generator[Any], Line]] = {}

    @property
    def default(self) -> str:
        """The generator for those who don't choose."""
        return self._config.generators[0]

    def line(self, name: str | None = None) -> Line:
        """The line in front of a generator."""
        return self._shared(name)[1]

    def generator(self, client: str, name: str | None = None) -> Generator[Any]:
        """A client's way to one of the generators that the service offers.

        Raises:
            ConfigError: It isn't offered.
        """
        return InTurn(*self._shared(name), client)

    def pipeline(self, client: str, wishes: BoardWishes) -> Voice2Image:
        """The stages for one board. They needn't be closed."""
        prompter = ShotPrompterConfig(style=wishes.style, negative_text=wishes.negative_text)
        return Voice2Image(self.transcriber, prompter, self.generator(client, wishes.generator), seed=wishes.seed)

    def lines(self) -> list[tuple[str, Line]]:
        """Every line, by the name of what it stands in front of."""
        with self._turn:
            return [
                (self.transcriber.name, self.hearing),
                ("preview", self._preview_line),
                *((name, line) for name, (_, line) in self._generators.items()),
            ]

    def live(self, client: str, wishes: BoardWishes, folder: Path) -> LiveSession:
        """A live session on the shared models."""
        pipeline = self.pipeline(client, wishes)
        with self._turn:
            if self._preview is None:
                self._preview = create("generators", quick("sketch"), Generator)
                self._streaming = create("streaming-transcribers", streaming_of(pipeline), StreamingTranscriber)
            preview = InTurn(self._preview, self._preview_line, client)
            streaming = self._streaming
        return pipeline.live(folder, streaming=streaming, preview=preview)

    def warm_up(self) -> None:
        """Load what most calls need."""
        self.transcriber.prepare()
        self._shared(None)[0].prepare()

    def close(self) -> None:
        """Give all models back."""
        self.transcriber.close()
        for backend in (self._streaming, self._preview):
            if backend is not None:
                backend.close()
        for generator, _ in self._generators.values():
            generator.close()

    def _shared(self, name: str | None) -> tuple[Generator[Any], Line]:
        name = name or self.default
        if name not in self._config.generators:
            raise ConfigError(
                f"this service doesn't draw with {name!r}; it offers {', '.join(self._config.generators)}"
            )
        with self._turn:
            if name not in self._generators:
                self._generators[name] = (create_generator(name), Line())
            return self._generators[name]
