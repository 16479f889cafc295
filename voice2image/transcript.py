"""What was heard, and when. Times are seconds from the start of the recording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from voice2image._schema import parse
from voice2image._spacing import join
from voice2image.config import Value

__all__ = ["Segment", "Transcript", "Word"]

Seconds = Annotated[float, Field(ge=0)]
Confidence = Annotated[float, Field(ge=0, le=1)]


class Word(Value):
    """One word as it was heard, without the spaces around it."""

    text: str
    start_s: Seconds
    end_s: Seconds
    confidence: Confidence | None = None
    speaker: str | None = None


class Segment(Value):
    """A stretch of speech as the recogniser cut it: a phrase, a sentence or a turn."""

    text: str
    start_s: Seconds
    end_s: Seconds
    words: tuple[Word, ...] = ()
    confidence: Confidence | None = None
    speaker: str | None = None
    language: str | None = None
    """ISO 639-1 code of the language of the text, such as ``"en"``."""
    spoken_language: str | None = None
    """The code of what was spoken, where that is another language: the text is a translation then."""


class Transcript(Value):
    """All that was heard in one recording."""

    schema_name: Literal["voice2image.transcript"] = "voice2image.transcript"
    schema_version: Literal[1] = 1
    segments: tuple[Segment, ...] = ()
    language: str | None = None
    duration_s: Seconds | None = None

    @classmethod
    def of(cls, segments: Iterable[Segment], *, duration_s: float | None = None) -> Transcript:
        """Gather segments into a transcript in the language that most of them are in."""
        heard = tuple(segments)
        languages = Counter(segment.language for segment in heard if segment.language)
        language = languages.most_common(1)[0][0] if languages else None
        return cls(segments=heard, language=language, duration_s=duration_s)

    @property
    def text(self) -> str:
        """The words as one paragraph."""
        return join(segment.text for segment in self.segments)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of all segments in order."""
        return tuple(word for segment in self.segments for word in segment.words)

    def to_json(self) -> str:
        """The transcript as a JSON object; :meth:`from_json` reads it back."""
        return self.model_dump_json(indent=2)

    @classmethod
    def from_json(cls, text: str) -> Transcript:
        """Read what :meth:`to_json` wrote.

        Raises :class:`~voice2image.errors.SchemaVersionError` for what a newer voice2image wrote, and
        :class:`~voice2image.errors.StoryboardError` for anything else that is no transcript.
        """
        return parse(text, cls, where="transcript")

    def to_srt(self) -> str:
        """The transcript as SubRip subtitles, a cue a segment."""
        cues = (
            f"{number}\n{_clock(s.start_s, ',')} --> {_clock(s.end_s, ',')}\n{_cue(s)}\n"
            for number, s in enumerate(_spoken(self.segments), start=1)
        )
        return "\n".join(cues)

    def to_vtt(self) -> str:
        """The transcript as `WebVTT <https://www.w3.org/TR/webvtt1/>`_ subtitles, a cue a segment."""
        cues = (
            f"{_clock(s.start_s, '.')} --> {_clock(s.end_s, '.')}\n{_vtt_voice(s)}{_vtt_escape(_cue(s))}\n"
            for s in _spoken(self.segments)
        )
        return "\n".join(["WEBVTT\n", *cues])


def _spoken(segments: Iterable[Segment]) -> Iterable[Segment]:
    return (segment for segment in segments if segment.text.strip())


def _cue(segment: Segment) -> str:
    # A blank line ends a cue in both formats, and an arrow would start a new one in WebVTT.
    return " ".join(segment.text.split()).replace("-->", "→")


def _vtt_escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _vtt_voice(segment: Segment) -> str:
    name = " ".join((segment.speaker or "").split())
    return f"<v {_vtt_escape(name)}>" if name else ""


def _clock(seconds: float, decimal_mark: str) -> str:
    """``3661.5`` as ``01:01:01,500``."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{decimal_mark}{thousandths:03}"
