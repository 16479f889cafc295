"""Drawing one panel of a board again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from voice2image._by_hand import edited, panel_of
from voice2image._progress import export_bar
from voice2image._shot_of_text import shot_of
from voice2image.config import Config
from voice2image.errors import ConfigError, GenerationError
from voice2image.generators.base import Generator, Step
from voice2image.prompt import Prompt, check_seed, draw_seed
from voice2image.registry import create, load_class
from voice2image.storyboard import Panel, Storyboard

if TYPE_CHECKING:
    from voice2image.cancel import CancelToken
    from voice2image.exporters.base import Progress

__all__ = ["generator_for", "redraw"]


def redraw(
    board: Storyboard,
    number: int,
    *,
    seed: int | None,
    text: str | None,
    negative_text: str | None,
    style: str | None,
    generator: Generator[Any] | Config | str | None,
    progress: Progress | None,
    cancel: CancelToken | None,
) -> Storyboard:
    """See :meth:`voice2image.Storyboard.redraw`."""
    before = panel_of(board, number)
    prompt = _wanted(before, seed=seed, text=text, negative_text=negative_text, style=style)
    with (
        generator_for(board, generator) as draws,
        export_bar(f"panel {number}") if progress is None else nullcontext(progress) as show,
    ):
        draws.prepare()
        panel = _drawn(board, before.replace(prompt=prompt), draws, show, cancel)
    panels = (panel if each is before else each for each in board)
    return edited(board, panels, f"redraw {number}")


@contextmanager
def generator_for(board: Storyboard, asked: Generator[Any] | Config | str | None) -> Iterator[Generator[Any]]:
    """The generator that was asked for, else the board's own. One that is made here is closed in the end."""
    if isinstance(asked, Generator):
        yield asked
        return
    from voice2image.generators.auto import create_generator

    with _own_generator(board) if asked is None else create_generator(asked) as made:
        yield made


def _own_generator(board: Storyboard) -> Generator[Any]:
    """The one that the board was drawn by, with its settings."""
    name, _, settings = board.settings.get("generator", "auto").partition(" ")
    if not settings:
        from voice2image.generators.auto import create_generator

        return create_generator(name)
    cls = load_class("generators", name)
    made: Generator[Any] = create("generators", cls(cls.config_class.from_json(settings)), Generator)
    return made


def _wanted(
    panel: Panel, *, seed: int | None, text: str | None, negative_text: str | None, style: str | None
) -> Prompt:
    """What is to be drawn. A panel that has a picture gets another seed, or it would only get the same one."""
    if seed is not None:
        check_seed(seed)
    prompt = panel.prompt
    if text is not None:
        if not text.strip():
            raise ConfigError("there is no text to draw")
        prompt = prompt.replace(text=text.strip(), shot=shot_of(text, prompt.shot), words=())
    if negative_text is not None:
        prompt = prompt.replace(negative_text=negative_text)
    if style is not None:
        prompt = prompt.replace(style=style)
    if seed is None:
        seed = draw_seed() if panel.status == "drawn" or prompt.seed is None else prompt.seed
    return prompt.replace(seed=seed)


def _drawn(
    board: Storyboard, panel: Panel, generator: Generator[Any], show: Progress, cancel: CancelToken | None
) -> Panel:
    """The panel with a new picture; the one that it had stays as an alternate, and so do more of the new ones."""
    done = 0.0

    def on_step(step: Step) -> None:
        nonlocal done
        if cancel is not None:
            cancel.check()
        done = max(done, step.step / step.steps)
        show(done)

    images = list(generator.generate([panel.prompt], on_step=on_step, cancel=cancel))
    if not images:
        raise GenerationError(f"the generator {generator.name!r} gave no picture")
    if board.source is not None:
        source = board.source.span(panel.prompt)
        images = [image.with_provenance(source=source) for image in images]
    old = (panel.image, *panel.alternates) if panel.image else panel.alternates
    return panel.drawn(images[0], *images[1:], *old).replace(prompt=panel.prompt)
