"""Every picture that is there already, by what decides how it looks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.storyboard import Panel

__all__ = ["Pictures", "each_once", "same_picture", "same_words"]


def same_words(one: Prompt, other: Prompt) -> bool:
    """Whether two prompts ask for the same to be seen."""
    return _seen(one) == _seen(other)


def same_picture(one: Prompt, other: Prompt) -> bool:
    """Whether one generator draws the same picture of both."""
    return one.seed == other.seed and same_words(one, other)


class Pictures:
    """What an earlier run or this one has drawn, to be found again by its words, seed and generator."""

    def __init__(self) -> None:
        self._drawn: dict[Hashable, list[Panel]] = {}
        self._of_text: dict[str, tuple[GeneratedImage, ...]] = {}

    def add_board(self, panels: Iterable[Panel], left_over: Iterable[GeneratedImage]) -> None:
        """Take in an earlier run's panels, and the pictures of it that no panel shows any more."""
        panels = list(panels)
        for panel in panels:
            self.add(panel)
            images = (panel.image, *panel.alternates) if panel.image else panel.alternates
            if images:
                self._of_text.setdefault(panel.prompt.text, images)
        for image in (*(each for panel in panels for each in panel.alternates), *left_over):
            self.add(Panel(number=1, prompt=image.prompt).drawn(image))

    def add(self, panel: Panel) -> None:
        """Take in a panel's picture. Of two with the same words, seed and generator the first counts."""
        if panel.status == "drawn" and panel.image is not None:
            self._drawn.setdefault(_key(panel.prompt), []).append(panel)

    def find(self, prompt: Prompt, generator: str | None = None) -> Panel | None:
        """A panel that shows this prompt with its seed, drawn by the generator with this fingerprint, or by any."""
        for panel in self._drawn.get(_key(prompt), ()):
            drawn_by = panel.image.provenance.generator_fingerprint if panel.image else None
            if generator is None or drawn_by == generator:
                return panel
        return None

    def of_text(self, prompt: Prompt) -> tuple[GeneratedImage, ...]:
        """What an earlier run drew of these words, in whatever style."""
        return self._of_text.get(prompt.text, ())


def each_once(images: Iterable[GeneratedImage], *, without: GeneratedImage | None = None) -> tuple[GeneratedImage, ...]:
    """The pictures in order, none twice, and without one."""
    once = {_where(image): image for image in images}
    if without is not None:
        once.pop(_where(without), None)
    return tuple(once.values())


def _where(image: GeneratedImage) -> Hashable:
    return image.path if image.path is not None else id(image)


def _key(prompt: Prompt) -> Hashable:
    return (prompt.seed, _seen(prompt))


def _seen(prompt: Prompt) -> Hashable:
    """What reaches the picture: not what is said in the shot, nor how long it stands."""
    shot = prompt.shot or Shot()
    return (
        prompt.full_text,
        prompt.negative_text,
        shot.size,
        shot.angle,
        shot.framing,
        shot.lens,
        shot.interior,
        shot.place,
        shot.time_of_day,
        shot.weather,
        shot.light,
        shot.mood,
    )
