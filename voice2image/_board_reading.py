"""Reading a board's folder."""

from __future__ import annotations

from pathlib import Path

from voice2image._board_json import BoardRecord, ImageRecord, PanelRecord
from voice2image._schema import parse
from voice2image.errors import AudioError, StoryboardError
from voice2image.image import GeneratedImage
from voice2image.storyboard import Panel, Step, Storyboard

__all__ = ["BOARD_FILE", "HISTORY", "hashes_of", "read_board", "read_record", "read_step"]

BOARD_FILE = "board.json"
HISTORY = "history"


def read_board(path: Path) -> Storyboard:
    """See :meth:`voice2image.Storyboard.load`."""
    file = path / BOARD_FILE if path.is_dir() else path
    return _board(read_record(file), file.parent)


def read_step(file: Path) -> Storyboard:
    """A board as it was before an edit, from its file in a folder's ``history/``."""
    return _board(read_record(file), file.parent.parent)


def _board(record: BoardRecord, folder: Path) -> Storyboard:
    from voice2image.audio import Audio

    sound = None
    if record.sound and (folder / record.sound).is_file():
        try:
            sound = Audio.open(folder / record.sound)
        except AudioError:
            sound = None  # the pictures are worth having without it
    return Storyboard(
        title=record.title,
        panels=tuple(_panel(panel, folder) for panel in record.panels),
        transcript=record.transcript,
        source=record.source,
        sound=sound,
        settings=record.settings,
        created_at=record.created_at,
        history=tuple(Step(did=step.did, board=folder / HISTORY / step.file) for step in record.history),
    )


def _panel(record: PanelRecord, folder: Path) -> Panel:
    panel = Panel(
        number=record.number,
        prompt=record.prompt,
        status=record.status,
        alternates=tuple(_image(each, folder) for each in record.alternates if (folder / each.file).is_file()),
        error=record.error,
    )
    if record.image is None:
        return panel
    if not (folder / record.image.file).is_file():
        return panel.replace(status="waiting", error=f"its picture {record.image.file} is missing")
    return panel.replace(image=_image(record.image, folder))


def _image(record: ImageRecord, folder: Path) -> GeneratedImage:
    return GeneratedImage(None, record.provenance, path=folder / record.file)


def read_record(file: Path) -> BoardRecord:
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError as error:
        raise StoryboardError(f"there is no board at {file}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise StoryboardError(f"{file}: can't be read: {error}") from error
    return parse(text, BoardRecord, where=file)


def hashes_of(record: BoardRecord) -> dict[str, str | None]:
    """Every file that a board speaks of, and the SHA-256 that it was saved with."""
    images = {image.file: image.sha256 for panel in record.panels for image in panel.images}
    sound = {record.sound: record.sound_sha256} if record.sound else {}
    return {**record.superseded, **images, **sound}
