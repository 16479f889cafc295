"""A whole plugin: a generator that weaves a tartan of each prompt's words, and a text export."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from PIL import Image, ImageColor

from voice2image import CancelToken, Config, GeneratedImage, Generator, Prompt, Provenance, Storyboard
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.generators.base import OnStep, Step


class PlaidConfig(Config):
    """Settings of :class:`PlaidGenerator`."""

    backend: ClassVar[str] = "plaid"

    size: int = 64
    """Width and height in pixels."""


class PlaidGenerator(Generator[PlaidConfig]):
    """Weaves a tartan: a stripe a word, its colour from the word, its width from the seed."""

    name = "plaid"
    config_class = PlaidConfig

    def generate(
        self, prompts: Sequence[Prompt], *, on_step: OnStep | None = None, cancel: CancelToken | None = None
    ) -> Iterator[GeneratedImage]:
        for index, prompt in enumerate(prompt.seeded() for prompt in prompts):
            pixels = self._weave(prompt)
            if on_step is not None:
                on_step(Step(index=index, step=1, steps=1))
            if cancel is not None:
                cancel.check()
            yield GeneratedImage(pixels, self._provenance(prompt), index=index)

    def _weave(self, prompt: Prompt) -> Image.Image:
        size = self.config.size
        stripes = [_colour(word) for word in prompt.full_text.split()] or [(0, 0, 0)]
        width = 2 + (prompt.seed or 0) % 5
        warp = Image.new("RGB", (size, size))
        for x in range(size):
            warp.paste(stripes[x // width % len(stripes)], (x, 0, x + 1, size))
        return Image.blend(warp, warp.transpose(Image.Transpose.ROTATE_90), 0.5)

    def _provenance(self, prompt: Prompt) -> Provenance:
        return Provenance(
            prompt=prompt,
            generator=self.name,
            generator_fingerprint=self.fingerprint,
            model="tartan",
            scheduler="loom",
            steps=1,
            guidance_scale=0.0,
            width=self.config.size,
            height=self.config.size,
            dtype="uint8",
            device="cpu",
        )


class TextExporter(Exporter[Config]):
    """A line a panel."""

    name = "txt"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        path.write_text("".join(f"{panel.number}. {panel.prompt.text}\n" for panel in board), "utf-8")


def _colour(word: str) -> tuple[int, ...]:
    return ImageColor.getrgb(f"hsl({zlib.crc32(word.encode()) % 360}, 60%, 45%)")
