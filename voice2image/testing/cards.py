"""A generator for tests that are about something else than drawing."""

from __future__ import annotations

import hashlib
import textwrap
import time
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from PIL import Image, ImageDraw
from pydantic import Field

from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.errors import GenerationError
from voice2image.generators.base import Generator, OnStep, Step
from voice2image.generators.turns import Turns
from voice2image.image import GeneratedImage, Provenance
from voice2image.prompt import Prompt

__all__ = ["CardConfig", "CardGenerator"]


class CardConfig(Config):
    """What the cards look like, and how the double behaves."""

    backend: ClassVar[str] = "card"

    width: Annotated[int, Field(ge=16, le=4096)] = 96
    height: Annotated[int, Field(ge=16, le=4096)] = 64
    steps: Annotated[int, Field(ge=1)] = 3
    step_s: Annotated[float, Field(ge=0)] = 0.0
    """How long a step lasts."""
    fails_on: tuple[str, ...] = ()
    """Words; a prompt with one of them raises :class:`~voice2image.errors.GenerationError`."""


class CardGenerator(Generator[CardConfig]):
    """A test double: no drawn scene, only a plain card with the prompt's words on a colour made of its seed.

    It keeps every rule of :class:`~voice2image.testing.GeneratorContract`, needs nothing but Pillow, and is
    not registered: hand over the object. ``CardGenerator(CardConfig(fails_on=("dragon",)))`` fails where you
    want it.
    """

    name: ClassVar[str] = "card"
    config_class: ClassVar[type[Config]] = CardConfig

    def __init__(self, config: CardConfig | None = None) -> None:
        super().__init__(config)
        self._turns = Turns()

    def generate(
        self, prompts: Sequence[Prompt], *, on_step: OnStep | None = None, cancel: CancelToken | None = None
    ) -> Iterator[GeneratedImage]:
        """Yield one card a prompt, in order."""
        for index, asked in enumerate(prompts):
            prompt = asked.seeded()
            with self._turns:
                self._pretend_to_work(index, prompt, on_step, cancel)
                image = GeneratedImage(self._card(prompt), self._provenance(prompt), index=index)
            yield image

    def _pretend_to_work(self, index: int, prompt: Prompt, on_step: OnStep | None, cancel: CancelToken | None) -> None:
        for step in range(1, self.config.steps + 1):
            if cancel is not None:
                cancel.check()
            time.sleep(self.config.step_s)
            if on_step is not None:
                on_step(Step(index, step, self.config.steps))
        if cancel is not None:
            cancel.check()
        for word in self.config.fails_on:
            if word in prompt.full_text:
                raise GenerationError(f"this double was told to fail on {word!r}")

    def _card(self, prompt: Prompt) -> Image.Image:
        words = f"{prompt.full_text}\n{prompt.negative_text}\n{prompt.seed}"
        red, green, blue = hashlib.sha256(words.encode()).digest()[:3]
        card = Image.new("RGB", (self.config.width, self.config.height), (red // 2, green // 2, blue // 2))
        readable = prompt.full_text.encode("ascii", "replace").decode()  # all that Pillow's own font can show
        lines = textwrap.wrap(readable, max(1, self.config.width // 6))
        ImageDraw.Draw(card).multiline_text((4, 4), "\n".join(lines[: self.config.height // 12]), fill="white")
        return card

    def _provenance(self, prompt: Prompt) -> Provenance:
        return Provenance(
            prompt=prompt,
            generator=self.name,
            generator_fingerprint=self.fingerprint,
            model="card",
            scheduler="none",
            steps=self.config.steps,
            guidance_scale=0.0,
            width=self.config.width,
            height=self.config.height,
            dtype="uint8",
            device="cpu",
            notes=("a plain card by a test double, not a drawn image",),
        )
