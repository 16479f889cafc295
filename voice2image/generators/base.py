"""What every image model does: take prompts, yield images as they finish."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice2image.backend import Backend, C
from voice2image.cancel import CancelToken
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt, check_seed

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["Generator", "OnStep", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One denoising step of one image."""

    index: int
    """Which prompt of the call it belongs to, from 0."""
    step: int
    """How many steps are done, from 1."""
    steps: int
    preview: Image.Image | None = None
    """A small picture of where the image stands, on the steps that the config asks for."""


OnStep = Callable[[Step], None]


class Generator(Backend[C]):
    """Draws prompts.

    Everything a subclass owes its users is checked by :class:`voice2image.testing.GeneratorContract`.
    """

    @property
    def batch_size(self) -> int:
        """How many prompts it likes to be given at once."""
        return 1

    @property
    def images_per_prompt(self) -> int:
        """How many images it draws of each prompt: the first for the panel, the others as alternates."""
        return 1

    @abstractmethod
    def generate(
        self, prompts: Sequence[Prompt], *, on_step: OnStep | None = None, cancel: CancelToken | None = None
    ) -> Iterator[GeneratedImage]:
        """Yield the images of `prompts` as they finish, each with the index of its prompt.

        A prompt without a seed gets one, which stands in the image's provenance; the same prompt, seed and config
        give the same image whatever else is in the call. Calls from several threads wait for one another.

        Raises :class:`~voice2image.errors.GenerationError`, :class:`~voice2image.errors.ModelError` and, once
        `cancel` is set, :class:`~voice2image.errors.Cancelled` before the next step.
        """

    def imagine(self, text: str, *, seed: int | None = None, negative_text: str = "") -> GeneratedImage:
        """Draw one image of `text`. Raises what :meth:`generate` does."""
        if seed is not None:
            check_seed(seed)
        prompt = Prompt(text=text, negative_text=negative_text, seed=seed)
        return next(iter(self.generate([prompt])))
