"""What a person sees while it works, on standard error: bars in a terminal, lines elsewhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from voice2image._cli.session import Session
from voice2image._events_json import edit_line, to_json
from voice2image._notebook import clock
from voice2image.events import (
    BoardEdited,
    Event,
    HearingProgress,
    Notice,
    PanelDrawn,
    PanelFailed,
    PromptWritten,
    SegmentHeard,
    StepDone,
)

__all__ = ["View", "drawing_bar", "hearing_bar", "share_bar", "view_for"]


class View(ABC):
    """Shows events as they come. It is a context manager, so that it can clean up after itself."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @abstractmethod
    def show(self, event: Event) -> None:
        """Show one event."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:  # noqa: B027  (most views have nothing to clean up)
        """Leave nothing behind."""


def view_for(session: Session) -> View:
    """The view that suits the session."""
    if session.json:
        return JsonView(session)
    return BarView(session) if session.err.is_terminal else LineView(session)


class JsonView(View):
    """A line of JSON for each event, on standard output."""

    def show(self, event: Event) -> None:
        """See :meth:`View.show`."""
        self.session.document(to_json(event))


class LineView(View):
    """A line for each thing that is finished, for logs."""

    def show(self, event: Event) -> None:
        """See :meth:`View.show`."""
        match event:
            case Notice(message=message):
                self.session.note(message)
            case SegmentHeard(segment=segment):
                self.session.note(f"heard {clock(segment.start_s)} {segment.text.strip()}")
            case BoardEdited(edit=edit):
                self.session.note(edit_line(edit))
            case PanelDrawn(number=number, panel=panel, reused=reused):
                self.session.note(f"panel {number}: {panel.file}{' (was there already)' if reused else ''}")
            case PanelFailed(number=number, error=error):
                self.session.note(f"panel {number} failed: {error}")


class BarView(View):
    """A bar for hearing and one for drawing, gone when the work is done."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._progress = _bars(session)
        self._hearing = self._progress.add_task("hearing", total=None, detail="")
        self._drawing = self._progress.add_task("drawing", total=None, detail="", visible=False)
        self._heard_s = 0.0
        self._length_s: float | None = None
        self._planned = 0
        self._finished = 0
        self._steps: dict[int, float] = {}
        """Panel number to the share of its steps that is done."""

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def close(self) -> None:
        """See :meth:`View.close`."""
        self._progress.stop()

    def show(self, event: Event) -> None:
        """See :meth:`View.show`."""
        match event:
            case Notice(message=message):
                self.session.note(message)
            case HearingProgress(heard_s=heard_s, total_s=total_s):
                self._length_s = total_s
                self._show_hearing(heard_s)
            case SegmentHeard(segment=segment):
                self._show_hearing(segment.end_s)
            case PromptWritten(number=number):
                self._planned = number
                self._show_drawing("")
            case BoardEdited(edit=edit, panels=panels):
                self._planned = len(panels)
                self._finished = sum(panel.status != "waiting" for panel in panels)
                self._steps.clear()  # the next step comes with its panel's new number
                self.session.note(edit_line(edit))
                self._show_drawing("")
            case StepDone(number=number, step=step, steps=steps):
                self._steps[number] = step / steps
                self._show_drawing(f"panel {number}, step {step} of {steps}")
            case PanelDrawn(number=number):
                self._finish(number, "")
            case PanelFailed(number=number, error=error):
                self._finish(number, f"panel {number} failed: {error}")

    def _show_hearing(self, heard_s: float) -> None:
        self._heard_s = max(self._heard_s, heard_s)
        detail = _of(self._heard_s, self._length_s)
        self._progress.update(self._hearing, completed=self._heard_s, total=self._length_s, detail=detail)

    def _finish(self, number: int, message: str) -> None:
        self._steps.pop(number, None)
        self._finished += 1
        if message:
            self.session.warn(message)
        self._show_drawing("")

    def _show_drawing(self, detail: str) -> None:
        done = self._finished + sum(self._steps.values())
        count = f"{self._finished} of {self._planned} panels"
        text = f"{count}, {detail}" if detail else count
        self._progress.update(self._drawing, completed=done, total=max(self._planned, 1), detail=text, visible=True)


@contextmanager
def hearing_bar(session: Session) -> Iterator[Callable[[float, float | None], None]]:
    """A bar in seconds of sound."""
    with _bars(session) as progress:
        task = progress.add_task("hearing", total=None, detail="")

        def on_heard(heard_s: float, total_s: float | None) -> None:
            progress.update(task, completed=heard_s, total=total_s, detail=_of(heard_s, total_s))

        yield on_heard


@contextmanager
def drawing_bar(session: Session) -> Iterator[Callable[[int, int], None]]:
    """A bar in denoising steps."""
    with _bars(session) as progress:
        task = progress.add_task("drawing", total=None, detail="")

        def on_step(step: int, steps: int) -> None:
            progress.update(task, completed=step, total=steps, detail=f"step {step} of {steps}")

        yield on_step


@contextmanager
def share_bar(session: Session, name: str) -> Iterator[Callable[[float], None]]:
    """A bar in shares of the work, 0 to 1."""
    with _bars(session) as progress:
        task = progress.add_task(name, total=1.0, detail="")

        def on_share(share: float) -> None:
            progress.update(task, completed=share, detail=f"{share:.0%}")

        yield on_share


def _of(heard_s: float, total_s: float | None) -> str:
    return f"{clock(min(heard_s, total_s))} of {clock(total_s)}" if total_s else clock(heard_s)


def _bars(session: Session) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[detail]}"),
        TimeElapsedColumn(),
        console=session.err,
        transient=True,
        disable=not session.err.is_terminal,
    )
