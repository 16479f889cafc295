"""A transcriber for tests that are about something else than hearing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.transcribers.base import OnHeard, Transcriber
from voice2image.transcript import Segment

__all__ = ["ScriptedTranscriber", "ScriptedTranscriberConfig"]

BLOCK_S = 1.0


class ScriptedTranscriberConfig(Config):
    """What the double will say it heard."""

    backend: ClassVar[str] = "scripted"

    segments: tuple[Segment, ...] = ()
    """In order of time."""
    segment_s: Annotated[float, Field(ge=0)] = 0.0
    """How long it takes over a segment, in seconds."""


class ScriptedTranscriber(Transcriber[ScriptedTranscriberConfig]):
    """A test double: it recognises nothing and says what it was given, whatever the recording.

    It reads the recording as a real one would, so that errors of audio, progress and cancelling are real. It is not
    registered: hand over the object. ``ScriptedTranscriber([Segment(text="A dog.", start_s=0, end_s=1)])``
    """

    name: ClassVar[str] = "scripted"
    config_class: ClassVar[type[ScriptedTranscriberConfig]] = ScriptedTranscriberConfig

    def __init__(self, script: ScriptedTranscriberConfig | Iterable[Segment] | None = None) -> None:
        if script is not None and not isinstance(script, Config):
            script = ScriptedTranscriberConfig(segments=tuple(script))
        super().__init__(script)

    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        """Yield the script, each segment once the recording has been read up to its end."""
        left = list(self.config.segments)
        heard_s = 0.0
        for block in audio.blocks(BLOCK_S):
            heard_s += len(block) / SAMPLE_RATE
            if on_heard is not None:
                on_heard(heard_s, audio.duration_s)
            while left and left[0].end_s <= heard_s:
                yield self._say(left.pop(0), cancel)
            if cancel is not None:
                cancel.check()
        while left:
            yield self._say(left.pop(0), cancel)

    def _say(self, segment: Segment, cancel: CancelToken | None) -> Segment:
        if cancel is not None:
            cancel.check()
        time.sleep(self.config.segment_s)
        return segment
