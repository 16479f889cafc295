"""Reading AssemblyAI's answers: JSON from somebody else's machine, of which nothing is taken for granted.

Times on the wire are milliseconds; what leaves here is seconds, in order, and never negative.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from voice2image._spacing import join
from voice2image.transcript import Segment, Word

__all__ = ["identifier", "segments", "text"]

MAX_MS = 7 * 24 * 3600 * 1000  # a week; the service takes ten hours at most


def segments(sentences: object, transcript: Mapping[str, Any], length_s: float) -> tuple[Segment, ...]:
    """The sentences of a transcript; the transcript as one segment where there are none.

    The recording lasts `length_s` seconds: nothing was said after its end.
    """
    language = _language(transcript.get("language_code"))
    found = [_segment(sentence, language, length_s) for sentence in _objects(sentences)]
    heard = [segment for segment in found if segment is not None]
    if not heard:
        whole = _segment({**transcript, "start": 0, "end": 1000 * length_s}, language, length_s)
        heard = [whole] if whole else []
    return tuple(sorted(heard, key=lambda segment: segment.start_s))


def text(value: object) -> str:
    """A string without the spaces around it, else nothing. Half a surrogate pair becomes ``?``."""
    return value.encode("utf-8", "replace").decode().strip() if isinstance(value, str) else ""


def _seconds(milliseconds: object) -> float | None:
    """Milliseconds as seconds; ``None`` for anything that can't be a time in a recording."""
    return _within(milliseconds, MAX_MS, scale=1000)


def _language(value: object) -> str | None:
    """The ISO 639 part of a code such as ``"en_us"``."""
    found = re.match(r"([A-Za-z]{2,3})(?:[_-]|$)", text(value))
    return found[1].lower() if found else None


def identifier(value: object) -> str:
    """An id that is safe to put into a path; empty if it is none."""
    return value if isinstance(value, str) and re.fullmatch(r"[\w-]{1,128}", value, re.ASCII) else ""


def _segment(raw: Mapping[str, Any], language: str | None, length_s: float) -> Segment | None:
    words = _words(raw.get("words"), length_s)
    said = text(raw.get("text")) or join(word.text for word in words)
    if not said:
        return None
    speakers = {word.speaker for word in words}
    if words:
        start_s, end_s = words[0].start_s, words[-1].end_s
    else:
        start_s = min(length_s, _seconds(raw.get("start")) or 0.0)
        end_s = min(length_s, max(start_s, _seconds(raw.get("end")) or 0.0))
    return Segment(
        text=said,
        start_s=start_s,
        end_s=end_s,
        words=words,
        confidence=_within(raw.get("confidence"), 1),
        speaker=text(raw.get("speaker")) or (speakers.pop() if len(speakers) == 1 else None),
        language=language,
    )


def _words(raw: object, length_s: float) -> tuple[Word, ...]:
    """The words in order of time, each over before the next. One without a start follows the word before it."""
    timed: list[tuple[float, float, Mapping[str, Any]]] = []
    for entry in _objects(raw):
        start_s = _seconds(entry.get("start"))
        if start_s is None:
            start_s = timed[-1][1] if timed else 0.0
        timed.append((start_s, max(start_s, _seconds(entry.get("end")) or 0.0), entry))
    timed.sort(key=lambda word: word[0])
    borders = [start_s for start_s, _, _ in timed[1:]] + [length_s]
    return tuple(
        Word(
            text=said,
            start_s=min(start_s, length_s),
            end_s=min(end_s, border_s, length_s),
            confidence=_within(entry.get("confidence"), 1),
            speaker=text(entry.get("speaker")) or None,
        )
        for (start_s, end_s, entry), border_s in zip(timed, borders, strict=False)
        if (said := text(entry.get("text")))
    )


def _objects(raw: object) -> list[Mapping[str, Any]]:
    return [entry for entry in raw if isinstance(entry, Mapping)] if isinstance(raw, list) else []


def _within(value: object, most: int, scale: int = 1) -> float | None:
    # NaN fails the comparison, and an integer too long for a float is compared exactly.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        return None
    return value / scale
