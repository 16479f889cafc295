"""``voice2image shots``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from voice2image._cli.hearing import hear
from voice2image._cli.session import Session, plain, standard_input
from voice2image._cli.stages import Stages
from voice2image._cli.tables import table
from voice2image.edit import settle
from voice2image.errors import ConfigError
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.transcript import Segment

__all__ = ["as_record", "list_shots"]

HEADINGS = (
    "shot", "into", "size", "angle", "move", "where and when", "picture", "dialogue", "s", "characters", "besides",
)  # fmt: skip


def list_shots(session: Session, stages: Stages, *, memo: str | None, text: str | None, language: str | None) -> None:
    """Print the shots that a recording or a written dictation asks for."""
    if (memo is None) == (text is None):
        raise ConfigError("name a recording, or a written dictation with --text, and not both")
    if text is not None and (asked := stages.asked_of("transcriber")):
        raise ConfigError(f"{', '.join(asked)}: a written dictation isn't heard, so there is no transcriber")
    with stages.prompter() as prompter:
        if text is not None:
            # Nobody said when it was said, so all of it has the time 0.
            segments: Sequence[Segment] = [Segment(text=_read(text), start_s=0.0, end_s=0.0, language=language)]
        else:
            assert memo is not None
            segments = hear(session, memo, stages.transcriber(hotwords=prompter.hotwords)).segments
        prompter.prepare(notify=session.note)
        board = settle(prompter.prompts(segments))
    if session.json:
        session.document({"shots": [as_record(prompt) for prompt in board]})
    else:
        _print(session, board)


def as_record(prompt: Prompt) -> dict[str, Any]:
    """A shot for other programs: all that was said of it, and nothing that wasn't."""
    shot = prompt.shot or Shot()
    record = shot.model_dump(mode="json", exclude_defaults=True)
    if prompt.duration_s is not None:
        record["duration_s"] = prompt.duration_s
    record["picture"] = prompt.text
    if prompt.end_s:
        record |= {"start_s": prompt.start_s, "end_s": prompt.end_s}
    return record


def _read(file: str) -> str:
    piped = standard_input() if file == "-" else None
    try:
        content = Path(file).read_bytes() if piped is None else piped.read()
        return content.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise ConfigError(f"--text {file}: this is no readable text: {error}") from error


def _print(session: Session, board: Sequence[Prompt]) -> None:
    """A row for each shot, without the columns that stay empty."""
    rows = [_cells(number, prompt) for number, prompt in enumerate(board, 1)]
    kept = [place for place in range(len(HEADINGS)) if any(row[place] for row in rows)]
    made = table(*(HEADINGS[place] for place in kept))
    for column in made.columns:
        column.no_wrap = column.header in {"shot", "size", "s"}
        column.justify = "right" if column.header in {"shot", "s"} else "left"
        column.ratio = {"picture": 4, "where and when": 2, "dialogue": 2, "besides": 2}.get(str(column.header))
    for row in rows:
        made.add_row(*(Text(plain(row[place])) for place in kept))
    if rows:
        session.out.print(made)
    session.note(f"{len(rows)} shot{'' if len(rows) == 1 else 's'}")


def _cells(number: int, prompt: Prompt) -> tuple[str, ...]:
    shot = prompt.shot or Shot()
    where = (shot.interior, shot.place, shot.time_of_day, shot.weather)
    seconds = "" if prompt.duration_s is None else f"{prompt.duration_s:g}"
    besides = [
        *shot.framing,
        *shot.lens,
        *shot.sound,
        *(f"note: {each}" for each in shot.notes),
    ]
    return (
        str(number), shot.transition or "", shot.size or "", shot.angle or "", shot.move or "",
        ", ".join(filter(None, where)), prompt.text, f"“{shot.dialogue}”" if shot.dialogue else "", seconds,
        ", ".join(shot.characters), "; ".join(besides),
    )  # fmt: skip
