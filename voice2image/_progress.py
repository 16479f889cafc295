"""The progress bars of :meth:`voice2image.Voice2Image.run` and :meth:`voice2image.Storyboard.export`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from voice2image.events import (
    BoardEdited,
    Event,
    HearingProgress,
    Notice,
    PanelDrawn,
    PanelFailed,
    PromptWritten,
    StepDone,
)

__all__ = ["export_bar", "progress_bar"]


@contextmanager
def progress_bar() -> Iterator[Callable[[Event], None]]:
    """A bar that counts panels, for terminals and notebooks; nothing where the error output is a file."""
    from tqdm.auto import tqdm

    with tqdm(disable=None, unit="panel", desc="listening", total=0) as bar:

        def show(event: Event) -> None:
            match event:
                case Notice(message=message) if not bar.disable:
                    bar.write(message, file=sys.stderr)
                case HearingProgress(heard_s=heard_s, total_s=total_s):
                    bar.set_postfix_str(f"heard {heard_s:.0f}{f' of {total_s:.0f}' if total_s else ''} s")
                case PromptWritten(number=number):
                    bar.total = number
                    bar.refresh()
                case BoardEdited(panels=panels):
                    bar.total = len(panels)
                    bar.n = sum(panel.status != "waiting" for panel in panels)
                    bar.refresh()
                case StepDone(number=number, step=step, steps=steps):
                    bar.set_description(f"drawing {number}, step {step}/{steps}")
                case PanelDrawn() | PanelFailed():
                    bar.update()

        yield show


@contextmanager
def export_bar(name: str) -> Iterator[Callable[[float], None]]:
    """A bar for an export that takes longer than two seconds; nothing where the error output is a file."""
    from tqdm.auto import tqdm

    layout = "{desc}: {percentage:3.0f}%|{bar}| {elapsed}"
    with tqdm(disable=None, desc=name, total=1.0, delay=2.0, leave=False, bar_format=layout) as bar:

        def show(share: float) -> None:
            bar.update(share - bar.n)

        yield show
