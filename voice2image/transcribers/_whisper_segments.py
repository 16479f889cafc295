"""Whisper's segments as ours: which to keep, and when they were."""

from __future__ import annotations

import math
from typing import Any

from voice2image.audio import Audio
from voice2image.transcribers._whisper_config import FasterWhisperConfig
from voice2image.transcribers.base import OnHeard
from voice2image.transcript import Segment, Word

__all__ = ["Progress", "as_segment", "invented"]


def invented(raw: Any, config: FasterWhisperConfig) -> bool:
    """Whether Whisper made this up over silence: it doubts that there was speech, and its own words."""
    if raw.no_speech_prob <= config.no_speech_threshold:
        return False
    unlikely = bool(raw.words) and max(word.probability for word in raw.words) < UNLIKELY_WORD
    return bool(unlikely or raw.avg_logprob < config.min_avg_logprob)


UNLIKELY_WORD = 0.1
"""Over plain silence Whisper base writes "You", with 0.08 for the word and -0.73 for the segment."""

WORD_PARTS = ("-", "'", "’")
"""What the second half of "close-up" or "it's" begins with where Whisper times the halves one by one."""


def as_segment(raw: Any, spoken: str, *, translated: bool = False) -> Segment:
    """A segment of faster-whisper as one of ours, its words within its times.

    Whisper translates into English only, and says which language was `spoken` either way.
    """
    language = "en" if translated else spoken
    start_s, end_s = max(0.0, raw.start), max(0.0, raw.start, raw.end)
    words: list[Word] = []
    at_s = start_s
    for word in raw.words or ():
        if not word.word.strip():
            continue
        from_s = min(max(word.start, at_s), end_s)
        at_s = min(max(word.end, from_s), end_s)
        confidence = min(max(word.probability, 0.0), 1.0)
        if words and word.word.startswith(WORD_PARTS):
            words[-1] = words[-1].replace(text=words[-1].text + word.word.strip(), end_s=at_s)
            continue
        words.append(Word(text=word.word.strip(), start_s=from_s, end_s=at_s, confidence=confidence))
    return Segment(
        text=raw.text.strip(),
        start_s=start_s,
        end_s=end_s,
        words=tuple(words),
        confidence=min(1.0, math.exp(raw.avg_logprob)),
        language=language,
        spoken_language=None if spoken == language else spoken,
    )


class Progress:
    """Tells the caller how far we are, never backwards."""

    def __init__(self, audio: Audio, on_heard: OnHeard | None) -> None:
        self._audio = audio
        self._on_heard = on_heard
        self._last_s = -1.0

    def __call__(self, heard_s: float) -> None:
        if self._on_heard is not None and heard_s > self._last_s:
            self._last_s = heard_s
            self._on_heard(heard_s, self._audio.duration_s)

    def finish(self) -> None:
        """The whole length has been heard."""
        if self._audio.duration_s is not None:
            self(self._audio.duration_s)
