"""The result: a recording's panels in order, with what was heard and how each picture was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from voice2image._progress import export_bar
from voice2image.config import Value
from voice2image.image import FileNameOnly, GeneratedImage, SourceSpan
from voice2image.prompt import Prompt
from voice2image.transcript import Seconds, Transcript

if TYPE_CHECKING:
    from voice2image.audio import Audio
    from voice2image.cancel import CancelToken
    from voice2image.config import Config
    from voice2image.exporters.base import Exporter, Progress
    from voice2image.generators.base import Generator
    from voice2image.signing import SigningConfig

__all__ = ["Panel", "SoundSource", "Status", "Step", "Storyboard"]

Status = Literal["waiting", "drawn", "failed"]


class SoundSource(Value):
    """The recording that a board was made from."""

    name: FileNameOnly
    sha256: str | None = None
    """The hash of its bytes; ``None`` of one that was still being made."""
    duration_s: Seconds | None = None

    def span(self, prompt: Prompt) -> SourceSpan:
        """The stretch of it that a prompt's words come from."""
        return SourceSpan(name=self.name, sha256=self.sha256, start_s=prompt.start_s, end_s=prompt.end_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One shot of a board."""

    number: int
    """Its place on the board, from 1."""
    prompt: Prompt
    status: Status = "waiting"
    image: GeneratedImage | None = None
    alternates: tuple[GeneratedImage, ...] = ()
    """Other pictures that were drawn of the same prompt, and those from before another version was asked for; of a
    panel that failed, those that it had before."""
    error: str | None = None
    """Why it has no picture, in a sentence."""

    @property
    def file(self) -> str:
        """The name of its picture in a board's folder, such as ``001.png``."""
        path = self.image.path if self.image else None
        return path.name if path else f"{self.number:03}.png"

    @property
    def start_s(self) -> float:
        """When its words begin in the recording."""
        return self.prompt.start_s

    @property
    def end_s(self) -> float:
        """When its words end in the recording."""
        return self.prompt.end_s

    @property
    def duration_s(self) -> float:
        """How long it stands: as long as the speaker said, else as long as its words take."""
        stated = self.prompt.duration_s
        return stated if stated is not None else max(0.0, self.end_s - self.start_s)

    def replace(self, **changes: Any) -> Panel:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def drawn(self, image: GeneratedImage, *alternates: GeneratedImage) -> Panel:
        """This panel with its picture, and the prompt as it was drawn."""
        return replace(self, status="drawn", prompt=image.prompt, image=image, alternates=alternates, error=None)

    def failed(self, error: str) -> Panel:
        """This panel without a picture, and why. One that it had is kept as an alternate."""
        alternates = (self.image, *self.alternates) if self.image else self.alternates
        return replace(self, status="failed", image=None, alternates=alternates, error=error)

    def _repr_png_(self) -> bytes | None:
        return self.image.to_png() if self.image else None

    def _repr_html_(self) -> str:
        from voice2image._notebook import panel_html

        return panel_html(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An edit by hand that can be undone."""

    did: str
    """What was done, such as ``"move 3 to 1"``."""
    board: Storyboard | Path
    """The board as it was before, or where it is kept."""

    def load(self) -> Storyboard:
        """The board as it was before. Raises :class:`~voice2image.errors.StoryboardError` if it is gone or damaged."""
        from voice2image._board_reading import read_step

        return self.board if isinstance(self.board, Storyboard) else read_step(self.board)

    def replace(self, **changes: Any) -> Step:
        """A copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, kw_only=True)
class Storyboard:
    """A board: panels in order, the transcript and the settings that they come from.

    Iterating, ``len(board)`` and ``board[0]`` go over the panels. Boards don't change: :meth:`replace`, :meth:`redraw`
    and the like give new ones.
    """

    title: str = "Untitled"
    panels: tuple[Panel, ...] = ()
    transcript: Transcript = field(default_factory=Transcript)
    source: SoundSource | None = None
    sound: Audio | None = None
    """The recording itself, if it is at hand. It is saved beside the pictures, not in ``board.json``."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """How the board was made, for the record: each stage to its backend's name, a space and the JSON of its config,
    ``seeds`` to the panels' seeds in the order in which they came, each with a checksum of the words it came with,
    ``changes`` to how many prompts and edits it came of, and ``transcribed_by`` to the transcriber's fingerprint once
    all was heard. An edit by hand drops ``seeds`` and ``changes``, by which a run goes on, and sets ``edited``."""
    created_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    """ISO 8601, UTC."""
    history: tuple[Step, ...] = field(default=(), repr=False, compare=False)
    """The last edits by hand, 20 at most, the newest last."""

    def __len__(self) -> int:
        return len(self.panels)

    def __bool__(self) -> bool:
        return True  # an empty board is still a board

    def __iter__(self) -> Iterator[Panel]:
        return iter(self.panels)

    @overload
    def __getitem__(self, index: int) -> Panel: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Panel, ...]: ...
    def __getitem__(self, index: int | slice) -> Panel | tuple[Panel, ...]:
        return self.panels[index]

    @property
    def duration_s(self) -> float:
        """The recording's length, or where that isn't known the end of the last panel's words."""
        known = (self.source.duration_s if self.source else None) or self.transcript.duration_s
        return known or max((panel.end_s for panel in self.panels), default=0.0)

    def replace(self, **changes: Any) -> Storyboard:
        """A copy with some fields changed."""
        return replace(self, **changes)

    def with_panel(self, panel: Panel) -> Storyboard:
        """A copy in which `panel` takes the place of the one with its number, or its place in the order."""
        others = [other for other in self.panels if other.number != panel.number]
        return replace(self, panels=tuple(sorted([*others, panel], key=lambda each: each.number)))

    def redraw(
        self,
        number: int,
        *,
        seed: int | None = None,
        text: str | None = None,
        negative_text: str | None = None,
        style: str | None = None,
        generator: Generator[Any] | Config | str | None = None,
        progress: Progress | None = None,
        cancel: CancelToken | None = None,
    ) -> Storyboard:
        """The board with a panel drawn again. The picture that it had stays with it as its first alternate.

        Args:
            number: The panel's, from 1.
            seed: A fresh one if not given.
            text: What is to be seen instead. What it doesn't say of framing, place, hour and weather stays.
            negative_text: What isn't to be seen instead.
            style: A style's name or free words instead.
            generator: What draws; without it the board's own. One that is given as an object stays loaded.
            progress: Told which share is done. Without it a terminal or notebook shows a bar if it takes long.
            cancel: Ends it early.

        Raises :class:`~voice2image.errors.ConfigError` if there is no such panel, what
        :meth:`voice2image.Generator.generate` does, and :class:`~voice2image.errors.Cancelled`.
        """
        from voice2image import _redrawing

        return _redrawing.redraw(
            self, number, seed=seed, text=text, negative_text=negative_text, style=style,
            generator=generator, progress=progress, cancel=cancel,
        )  # fmt: skip

    def move(self, number: int, to: int) -> Storyboard:
        """The board with a panel at another place; its sound goes with it."""
        from voice2image import _by_hand

        return _by_hand.move(self, number, to)

    def remove(self, number: int) -> Storyboard:
        """The board without a panel; those behind it move up."""
        from voice2image import _by_hand

        return _by_hand.remove(self, number)

    def insert(self, number: int, text: str) -> Storyboard:
        """The board with a new panel at a number, in the style of the one before. It waits for :meth:`redraw`."""
        from voice2image import _by_hand

        return _by_hand.insert(self, number, text)

    def merge(self, first: int, last: int) -> Storyboard:
        """The board with panels `first` to `last` as one: words, times and shot joined. It shows the first's picture
        until it is redrawn; the others' are its alternates."""
        from voice2image import _by_hand

        return _by_hand.merge(self, first, last)

    def split(self, number: int, at_s: float | None = None, *, word: int | None = None) -> Storyboard:
        """The board with a panel cut in two, at a time of the recording or before a `word` of its text, from 1.

        Each part keeps its words and their times. The first keeps the picture, the second waits for :meth:`redraw`.
        """
        from voice2image import _by_hand

        return _by_hand.split(self, number, at_s, word)

    def choose(self, number: int, alternate: int) -> Storyboard:
        """The board with one of a panel's alternates, from 1, as its picture; the picture takes the place of that."""
        from voice2image import _by_hand

        return _by_hand.choose(self, number, alternate)

    def undo(self) -> Storyboard:
        """The board as it was before the last edit by hand; 20 can be undone, in another process too if it was saved.

        Raises :class:`~voice2image.errors.StoryboardError` if there is none.
        """
        from voice2image import _by_hand

        return _by_hand.undo(self)

    def show(self) -> None:
        """Show the board with its sound: in a notebook as a grid of its pictures, elsewhere as a page in the browser.

        Raises :class:`~voice2image.errors.StoryboardError` if there is neither.
        """
        from voice2image._showing import show

        show(self)

    def save(self, folder: str | PathLike[str]) -> Storyboard:
        """Write ``board.json``, the pictures and the sound to `folder`, and return the board as it is there.

        What is in the folder stays readable throughout: ``board.json`` is put in place last, and no picture
        that an older one names is overwritten. Pictures and sound of an older board that this one doesn't use are
        removed at the end, unless they were changed since.

        Raises :class:`~voice2image.errors.StoryboardError` if it can't be written, or another process is
        writing it.
        """
        from voice2image.board_folder import BoardFolder

        with BoardFolder(folder) as target:
            saved = target.write_board(self)
            target.tidy()
        return saved

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Storyboard:
        """Read a board from its folder or its ``board.json``, or a project of Storyboarder from its
        ``.storyboarder``. Pictures and sound stay on disk until asked for.

        A panel whose picture is missing comes back as waiting, and its `error` says so.

        Raises :class:`~voice2image.errors.StoryboardError` if there is no board or it is damaged, and
        :class:`~voice2image.errors.SchemaVersionError` if a newer voice2image wrote it.
        """
        if Path(path).suffix.lower() == ".storyboarder":
            from voice2image._storyboarder import read_storyboarder

            return read_storyboarder(Path(path))
        from voice2image._board_reading import read_board

        return read_board(Path(path))

    def export(
        self,
        path: str | PathLike[str],
        exporter: Exporter[Any] | Config | None = None,
        *,
        sign: SigningConfig | None = None,
        progress: Progress | None = None,
        cancel: CancelToken | None = None,
    ) -> Path:
        """Write the board to a file, in the format of its suffix or of the `exporter` given.

        Args:
            path: Where to. Its folder must exist; an older file is replaced once the new one is whole.
            exporter: The format with its settings: ``board.export("board.pdf", PdfConfig(per_page=6))``.
            sign: With what to sign the file, or the pictures in it.
            progress: Told which share is done. Without it a terminal or notebook shows a bar if it takes long.
            cancel: Ends the export early.

        Raises :class:`~voice2image.errors.ExportError` if there is no such format, the file can't be written or the
        format holds no signature, :class:`~voice2image.errors.ConfigError` for a key that is no good,
        :class:`~voice2image.errors.MissingExtraError` if the format's library isn't installed, and
        :class:`~voice2image.errors.Cancelled`. An older file is then unharmed.
        """
        from voice2image.exporters import exporter_for
        from voice2image.exporters._losses import losses_told

        target = Path(path)
        writer = exporter_for(target, exporter)
        if sign is not None:
            writer = writer.signing(sign)
        with export_bar(target.name) if progress is None else nullcontext(progress) as show:

            def tell(share: float) -> None:
                if cancel is not None:
                    cancel.check()
                show(share)

            with losses_told(target.name):
                writer.export(self, target, tell)
        return target

    def _repr_html_(self) -> str:
        from voice2image._notebook import board_html

        return board_html(self)
