"""A transcriber that needs no recogniser, and the command with it: ``python -m cli_doubles draw memo.wav``.

And exporters that fail.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from voice2image.audio import Audio
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.errors import MissingExtraError
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.registry import BUILTIN
from voice2image.storyboard import Storyboard
from voice2image.transcribers.base import OnHeard, Transcriber
from voice2image.transcript import Segment, Word

SAID = (
    "Wide shot, a lighthouse on a cliff at night.",
    "Cut to a dragon over the sea.",
    "Cut to the lighthouse at dawn, [calm] and quiet.",
)
DOUBLES = {
    "transcribers": ("parrot", "cli_doubles:Parrot"),
    "prompters": ("scripted", "voice2image.testing.changes:ScriptedPrompter"),
    "generators": ("card", "voice2image.testing.cards:CardGenerator"),
}


class ParrotConfig(Config):
    backend: ClassVar[str] = "parrot"

    language: str = "en"
    hotwords: tuple[str, ...] = ()
    segment_s: float = 0.0
    says: tuple[str, ...] = SAID


class Parrot(Transcriber[ParrotConfig]):
    """Hears the same whatever is said, a second a word."""

    name = "parrot"
    config_class = ParrotConfig
    hotwords_setting = "hotwords"

    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        now = 0.0
        for said in (*self.config.says, *self.config.hotwords):
            time.sleep(self.config.segment_s)
            if cancel is not None:
                cancel.check()
            words = tuple(Word(text=word, start_s=now + i, end_s=now + i + 0.9) for i, word in enumerate(said.split()))
            now += len(words)
            if on_heard is not None:
                on_heard(now, 30.0)
            yield Segment(
                text=said, start_s=words[0].start_s, end_s=words[-1].end_s, words=words, language=self.config.language
            )


class LackingExporter(Exporter[Config]):
    """A format whose library isn't there."""

    name = "a"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        raise MissingExtraError("the export to .a", extra="quills", package="quill")


class BrokenExporter(Exporter[Config]):
    """A plugin that fails as no exporter should."""

    name = "i"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        raise ZeroDivisionError("no panels a page")


def register() -> None:
    """Let the doubles go by a name in this process."""
    for kind, (name, target) in DOUBLES.items():
        BUILTIN[kind][name] = target


if __name__ == "__main__":
    from voice2image.cli import main

    register()
    main()
