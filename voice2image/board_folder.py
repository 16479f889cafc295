"""A board on disk: ``board.json``, a PNG a panel and ``sound.m4a``, written piece by piece while it is being
made.

``board.json`` is what counts. It is replaced whole, after all files that it names are in place; those files
are never overwritten. So whenever the work breaks off, the folder holds the last board that was complete. What it was
before the last edits by hand stays in ``history/``, and so do the pictures that are named there.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from voice2image._board_json import BoardRecord, ImageRecord, PanelRecord, StepRecord, is_file_name
from voice2image._board_reading import BOARD_FILE, hashes_of, read_board, read_record
from voice2image._files import flush_folder, replacing, write_bytes
from voice2image._halves import whole
from voice2image._history import HistoryFolder
from voice2image._lock import FolderLock
from voice2image.errors import SchemaVersionError, StoryboardError
from voice2image.image import GeneratedImage
from voice2image.storyboard import Panel, Step, Storyboard

__all__ = ["BoardFolder"]

OWN_NAME = re.compile(r"\d{3,}(-\d+)?\.png|sound(-\d+)?\.m4a")
"""What we name files by. One with another name was put here by someone else, and is theirs to remove."""


class BoardFolder:
    """A folder that holds one board. Made at the first write; only one process at a time may write it.

    ::

        with BoardFolder("board/") as folder:
            before = folder.load()
            panel = folder.write_panel(panel)
            folder.write_board(board.with_panel(panel))
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self._lock = FolderLock(self.path)
        self._history = HistoryFolder(self.path)
        self._hashes: dict[str, str | None] | None = None
        """File here to its SHA-256 when it was saved; ``None`` until the folder is open."""
        self._record: BoardRecord | None = None
        """What ``board.json`` says."""
        self._kept: dict[int, tuple[Panel, PanelRecord]] = {}
        """Panels that live here, by ``id``: a long board is written often, and most of it stays the same."""
        self._sound: tuple[str, str | None] | None = None

    def load(self) -> Storyboard | None:
        """The board that is there, or ``None``.

        Raises :class:`~voice2image.errors.StoryboardError` if it is damaged.
        """
        return read_board(self.path) if (self.path / BOARD_FILE).exists() else None

    def write_panel(self, panel: Panel) -> Panel:
        """Save the panel's pictures that aren't here yet, and return the panel with pictures that live here.

        Raises :class:`~voice2image.errors.StoryboardError`.
        """
        self._open()
        if id(panel) in self._kept:
            return panel
        if panel.image or panel.alternates:
            stem = f"{panel.number:03}"
            image = self._keep(panel.image, stem) if panel.image else None
            panel = panel.replace(image=image, alternates=tuple(self._keep(each, stem) for each in panel.alternates))
        self._kept[id(panel)] = (panel, self._panel_record(panel))
        return panel

    def write_board(self, board: Storyboard) -> Storyboard:
        """Save what of the board isn't here yet, then ``board.json``, and return the board as it is here.

        A board with `sound` has it encoded on the first call; until then ``board.json`` names none.

        Raises :class:`~voice2image.errors.StoryboardError`, and :class:`~voice2image.errors.AudioError` if
        the sound can't be decoded; the board is then saved without it.
        """
        self._open()
        history = self._write_history(board.history)
        board = board.replace(panels=tuple(self.write_panel(panel) for panel in board.panels), history=history)
        sound_file = self._sound_file(board)
        self._commit(board, sound_file)
        if board.sound is not None and sound_file is None:
            sound_file = self._free_name("sound", ".m4a")
            with replacing(self.path / sound_file, StoryboardError) as temporary:
                board.sound.to_m4a(temporary)
                self._note_hash(sound_file, temporary)
            self._sound = (sound_file, board.source.sha256 if board.source else None)
            self._commit(board, sound_file)
        return board

    def superseded(self) -> list[GeneratedImage]:
        """Pictures here that only older boards use and nobody has changed; :meth:`tidy` would remove them."""
        self._open()
        found = []
        for name in self._record.superseded if self._record else ():
            with contextlib.suppress(StoryboardError):
                if name.endswith(".png") and self._unchanged(name):
                    found.append(GeneratedImage.open(self.path / name))
        return found

    def tidy(self) -> None:
        """Remove pictures and sound that only older boards here use, unless they were changed by hand."""
        self._open()
        if self._record is None:
            return
        flush_folder(self.path)  # a power cut must not bring back a board that names what is removed now
        self._history.tidy(self._record.history)
        if not self._record.superseded:
            return
        for name in self._record.superseded:
            with contextlib.suppress(OSError):  # a file too many does no harm
                if self._unchanged(name):
                    (self.path / name).unlink()
                self._known.pop(name, None)
        self._write_record(self._record)

    def close(self) -> None:
        """Let another process write the folder."""
        if self._hashes is not None:
            flush_folder(self.path)
        self._lock.release()
        self._hashes = None
        self._kept = {}

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        """Make the folder, lock it, and note what a board that is already there refers to."""
        if self._hashes is not None:
            return
        if self.path.exists() and not self.path.is_dir():
            raise StoryboardError(f"can't write a board to {self.path}: it is a file, not a folder")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            record = self._record_here()
        except BaseException as error:
            self._lock.release()
            if isinstance(error, OSError):
                raise StoryboardError(f"can't write {self.path}: {error.strerror or error}") from error
            raise
        self._record = record
        self._hashes = {**self._history.hashes(record.history), **hashes_of(record)} if record else {}
        if record and record.sound:
            self._sound = (record.sound, record.source.sha256 if record.source else None)

    @property
    def _known(self) -> dict[str, str | None]:
        assert self._hashes is not None  # _open saw to it
        return self._hashes

    def _record_here(self) -> BoardRecord | None:
        """What ``board.json`` says; a damaged one is put aside, where it can still be mended by hand."""
        file = self.path / BOARD_FILE
        if not file.exists():
            return None
        try:
            return read_record(file)
        except SchemaVersionError:
            raise
        except StoryboardError:
            file.rename(self.path / self._free_name("board-damaged", ".json"))
            return None

    def _keep(self, image: GeneratedImage, stem: str) -> GeneratedImage:
        if image.path is not None and is_file_name(image.path.name) and self._is_here(image.path):
            if self._known.get(image.path.name) is None:
                self._note_hash(image.path.name, image.path)
            return image
        content = image.to_png()
        sha256 = hashlib.sha256(content).hexdigest()
        same = [name for name, known in self._known.items() if known == sha256 and self._unchanged(name)]
        name = same[0] if same else self._free_name(stem, ".png")
        path = self.path / name
        if not same:
            write_bytes(path, content, StoryboardError)
            self._known[name] = sha256
        return GeneratedImage(None, image.provenance, index=image.index, path=path)

    def _is_here(self, path: Path) -> bool:
        return path.parent == self.path or path.parent.resolve() == self.path.resolve()

    def _note_hash(self, name: str, path: Path) -> None:
        with contextlib.suppress(OSError):  # reading the board again tells which pictures are missing
            self._known[name] = _sha256(path)

    def _unchanged(self, name: str) -> bool:
        """Whether a file is there and still what was saved."""
        path = self.path / name
        return path.is_file() and _sha256(path) == self._known.get(name)

    def _free_name(self, stem: str, suffix: str) -> str:
        name, count = stem + suffix, 1
        while (self.path / name).exists():
            count += 1
            name = f"{stem}-{count}{suffix}"
        return name

    def _sound_file(self, board: Storyboard) -> str | None:
        """The file here that already holds the board's sound."""
        if board.sound is None or self._sound is None:
            return None
        name, sha256 = self._sound
        path = board.sound.path
        here = path is not None and path.resolve() == (self.path / name).resolve()
        same = board.source is not None and board.source.sha256 == sha256
        return name if (here or same) and (self.path / name).exists() else None

    def _write_history(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """Keep the boards of before, with their pictures. One whose file is gone takes those before it along."""
        kept: list[Step] = []
        for step in steps:
            if isinstance(step.board, Path) and self._history.holds(step.board):
                kept = [*kept, step] if step.board.is_file() else []
                continue
            board = step.load()
            board = board.replace(panels=tuple(self.write_panel(panel) for panel in board))
            kept.append(step.replace(board=self._history.write(self._board_record(board, self._sound_file(board)))))
        return tuple(kept)

    def _commit(self, board: Storyboard, sound_file: str | None) -> None:
        self._write_record(self._board_record(board, sound_file))
        self._kept = {id(panel): self._kept[id(panel)] for panel in board}

    def _board_record(self, board: Storyboard, sound_file: str | None) -> BoardRecord:
        steps = [
            StepRecord(did=step.did, file=step.board.name) for step in board.history if isinstance(step.board, Path)
        ]
        return BoardRecord(
            title=whole(board.title),
            created_at=board.created_at,
            source=board.source,
            sound=sound_file,
            sound_sha256=self._known.get(sound_file) if sound_file else None,
            settings=dict(board.settings),
            transcript=board.transcript,
            panels=tuple(self._kept[id(panel)][1] for panel in board),
            history=tuple(steps),
        )

    def _write_record(self, record: BoardRecord) -> None:
        used = {**self._history.hashes(record.history), **hashes_of(record.replace(superseded={}))}
        superseded = {
            name: sha256
            for name, sha256 in self._known.items()
            if sha256 and name not in used and OWN_NAME.fullmatch(name)
        }
        record = record.replace(superseded=superseded)
        write_bytes(self.path / BOARD_FILE, record.model_dump_json(indent=2).encode(), StoryboardError)
        self._record = record

    def _panel_record(self, panel: Panel) -> PanelRecord:
        return PanelRecord(
            number=panel.number,
            status=panel.status,
            prompt=panel.prompt,
            image=self._image_record(panel.image) if panel.image else None,
            alternates=tuple(self._image_record(image) for image in panel.alternates),
            error=panel.error,
        )

    def _image_record(self, image: GeneratedImage) -> ImageRecord:
        assert image.path is not None  # write_panel saw to it
        name = image.path.name
        return ImageRecord(file=name, sha256=self._known.get(name), provenance=image.provenance)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
