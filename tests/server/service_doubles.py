"""A service whose models are doubles: it hears three shots whatever is said, and draws cards, a little slowly."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from voice2image.audio import Audio, Samples
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.registry import BUILTIN
from voice2image.transcribers.base import OnHeard, Transcriber
from voice2image.transcribers.streaming import Hypothesis, StreamingTranscriber
from voice2image.transcript import Segment, Word

SAID = (
    "Wide shot, a lighthouse on a cliff at night.",
    "Cut to a dragon over the sea.",
    "Cut to the lighthouse at dawn.",
)
STEP_S = 0.05


def said() -> Iterator[Segment]:
    """The three shots, a second a word."""
    now = 0.0
    for text in SAID:
        words = tuple(Word(text=word, start_s=now + i, end_s=now + i + 0.9) for i, word in enumerate(text.split()))
        now += len(words)
        yield Segment(text=text, start_s=words[0].start_s, end_s=words[-1].end_s, words=words, language="en")


class SlowParrotConfig(Config):
    backend: ClassVar[str] = "slow-parrot"


class SlowParrot(Transcriber[SlowParrotConfig]):
    """Hears the same whatever is said."""

    name = "slow-parrot"
    config_class = SlowParrotConfig

    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        for segment in said():
            time.sleep(STEP_S)
            if cancel is not None:
                cancel.check()
            yield segment


class LiveParrot(StreamingTranscriber[SlowParrotConfig]):
    """The same of a live recording, once it is over."""

    name = "slow-parrot"
    config_class = SlowParrotConfig

    def listen(self, chunks: Iterable[Samples], *, cancel: CancelToken | None = None) -> Iterator[Hypothesis]:
        for _ in chunks:
            if cancel is not None:
                cancel.check()
        for number, segment in enumerate(said()):
            yield Hypothesis(utterance=number, segment=segment, confirmed=len(segment.words), final=True)


def register() -> None:
    """Let the doubles go by a name in this process."""
    BUILTIN["transcribers"]["slow-parrot"] = "service_doubles:SlowParrot"
    BUILTIN["streaming-transcribers"]["slow-parrot"] = "service_doubles:LiveParrot"
    BUILTIN["generators"]["card"] = "voice2image.testing.cards:CardGenerator"


def serve(folder: str, port: int) -> None:
    """Run a service of doubles until it is stopped."""
    import uvicorn

    from voice2image.server import ServerConfig, create_app

    register()
    config = ServerConfig(
        folder=Path(folder), port=port, transcriber="slow-parrot", generators=("card",), most_boards_waiting=2000
    )
    uvicorn.run(create_app(config), port=port, log_level="warning", ws_max_size=2**21)
