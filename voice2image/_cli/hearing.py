"""``voice2image transcribe``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from voice2image._cli.progress import hearing_bar
from voice2image._cli.session import Session, check_target, standard_input
from voice2image._cli.stages import Stages
from voice2image._files import write_bytes
from voice2image.audio import Audio
from voice2image.errors import ConfigError, ExportError
from voice2image.transcribers.base import Transcriber
from voice2image.transcript import Transcript

__all__ = ["hear", "open_memo", "transcribe_memo"]

FORMATS = ("text", "srt", "vtt", "json")
SUFFIXES = {".txt": "text", ".srt": "srt", ".vtt": "vtt", ".json": "json"}


def open_memo(memo: str) -> Audio:
    """The recording that was named.

    Raises :class:`~voice2image.errors.AudioError` and :class:`~voice2image.errors.ConfigError`.
    """
    return Audio.open(standard_input(), name="standard input") if memo == "-" else Audio.open(memo)


def transcribe_memo(session: Session, memo: str, stages: Stages, *, form: str | None, output: Path | None) -> None:
    """Transcribe `memo` and write it to `output`, or to standard output."""
    form = _format(form, output, session)
    if output is not None:
        check_target(output)
    text = _written(hear(session, memo, stages.transcriber()), form)
    if output is None:
        sys.stdout.write(text)
    else:
        write_bytes(output, text.encode(), ExportError)
        session.note(f"written: {output}")


def hear(session: Session, memo: str, transcriber: Transcriber[Any]) -> Transcript:
    """What is said in `memo`. The transcriber is closed afterwards."""
    with transcriber:
        audio = open_memo(memo)
        transcriber.prepare(notify=session.note)
        with hearing_bar(session) as on_heard:
            return transcriber.transcript(audio, on_heard=on_heard)


def _format(form: str | None, output: Path | None, session: Session) -> str:
    if form is None and output is not None and output.suffix.lower() in SUFFIXES:
        form = SUFFIXES[output.suffix.lower()]
    if form is None:
        form = "json" if session.json else "text"
    if form not in FORMATS:
        raise ConfigError(f"--format {form}: there are {', '.join(FORMATS)}")
    return form


def _written(transcript: Transcript, form: str) -> str:
    match form:
        case "srt":
            return transcript.to_srt()
        case "vtt":
            return transcript.to_vtt()
        case "json":
            return transcript.to_json() + "\n"
        case _:
            return transcript.text + "\n"
