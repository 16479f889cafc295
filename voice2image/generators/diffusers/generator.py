"""Stable Diffusion as a generator."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.errors import DeviceOutOfMemoryError, InvalidImageError
from voice2image.generators.base import Generator, OnStep
from voice2image.generators.diffusers import loading
from voice2image.generators.diffusers.config import DiffusersConfig
from voice2image.generators.diffusers.drawing import Job, Watch, decode, denoise, is_blank
from voice2image.generators.diffusers.encoding import PromptEncoder
from voice2image.generators.diffusers.notions import in_words_of
from voice2image.generators.diffusers.placing import empty, slice_and_tile
from voice2image.generators.diffusers.previews import to_pictures
from voice2image.generators.turns import Turns
from voice2image.image import GeneratedImage, Provenance
from voice2image.memory import MemoryPlan, clear_cache
from voice2image.phrasing import phrase
from voice2image.prompt import MAX_SEED, Prompt

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["DiffusersGenerator"]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of a batch."""

    finished: list[GeneratedImage] = field(default_factory=list)
    again: list[Job] = field(default_factory=list)
    """To be drawn once more, with the layout of `plan`."""
    failed: list[Job] = field(default_factory=list)
    plan: MemoryPlan | None = None
    """The layout to go on with, where it has to change."""


class DiffusersGenerator(Generator[DiffusersConfig]):
    """Draws with Stable Diffusion.

    The noise of an image depends on its seed alone. In float32 an image drawn in a batch differs from the
    same image drawn alone by at most 2 of 255 in any channel of any pixel: sums are added up in another
    order.
    """

    name: ClassVar[str] = "diffusers"
    config_class: ClassVar[type[Config]] = DiffusersConfig

    def __init__(self, config: DiffusersConfig | None = None) -> None:
        super().__init__(config)
        self._turns = Turns()  # a pipeline's scheduler and tokenizer bear one thread at a time
        self._model: loading.Model | None = None
        self._encoder: PromptEncoder | None = None

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """``"diffusers:sd2-base"``: a preset, hub id, folder or file."""
        return cls(DiffusersConfig(model=variant))

    @property
    def batch_size(self) -> int:
        """How many images are drawn at once; the memory plan's number once the model is loaded."""
        return self._model.plan.batch_size if self._model else self.config.batch_size or 1

    @property
    def images_per_prompt(self) -> int:
        """How many images are drawn of each prompt, with seeds that follow each other."""
        return self.config.images_per_prompt

    @property
    def plan(self) -> MemoryPlan | None:
        """How the model is laid out in memory; ``None`` until it is loaded."""
        return self._model.plan if self._model else None

    def describe(self) -> str:
        """The model and, once it is loaded, how and where it draws."""
        if self._model is None:
            return f"{self.config.model} through diffusers"
        model, settings = self._model, self._model.settings
        how = f"{settings.width}x{settings.height}, {settings.steps} steps of {settings.scheduler}"
        where = f"on {model.device} in {model.plan.dtype} ({model.plan.why})"
        return f"{model.source.model}, {how}, {where}"

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Load the model, downloading it if it has to be; `notify` hears how much that is before it starts.

        Raises :class:`~voice2image.errors.ModelError` and :class:`~voice2image.errors.MissingExtraError`.
        """
        with self._turns:
            self._ready(notify)

    def close(self) -> None:
        """Give back the weights, their hooks and the device's cache. The next use loads them anew."""
        with self._turns:
            if self._model is None:
                return
            _release(self._model)
            self._model = self._encoder = None

    def generate(
        self, prompts: Sequence[Prompt], *, on_step: OnStep | None = None, cancel: CancelToken | None = None
    ) -> Iterator[GeneratedImage]:
        """Yield the images of `prompts` as they finish.

        Other threads may draw between two batches. After running out of memory an image starts again from
        its first step, with the same seed. An image that stays black or NaN in float32 is left out, and
        reported when all others are drawn.

        Raises :class:`~voice2image.errors.InvalidImageError`,
        :class:`~voice2image.errors.DeviceOutOfMemoryError`, :class:`~voice2image.errors.GenerationError`,
        :class:`~voice2image.errors.ModelError` and :class:`~voice2image.errors.Cancelled`.
        """
        watch = Watch(on_step, cancel, self.config.preview_every)
        waiting: deque[Job] | None = None
        failed: list[Job] = []
        while prompts and (waiting is None or waiting):
            with self._turns:
                if cancel is not None:
                    cancel.check()
                if waiting is None:
                    waiting = deque(self._jobs(prompts, *self._ready(log_notice)))
                outcome = self._attempt(waiting, watch)
                if outcome.plan:
                    self._rearrange(outcome.plan)
            waiting.extendleft(reversed(outcome.again))
            failed += outcome.failed
            yield from outcome.finished
        if failed:
            numbers = ", ".join(str(job.index) for job in failed)
            raise InvalidImageError(f"black or NaN in every precision tried: the image of prompt {numbers}")

    def _ready(self, notify: Notify) -> tuple[loading.Model, PromptEncoder]:
        if self._model is None or self._encoder is None:
            self._model = loading.load(self.config, notify=notify)
            self._encoder = PromptEncoder(self._model.pipe)
        return self._model, self._encoder

    def _rearrange(self, plan: MemoryPlan) -> None:
        """Lay the model out in another way; its weights are read anew where they have to change or to move."""
        log_notice(plan.why)
        model, self._model = self._model, None
        if model is None:
            return
        notes = (*model.notes, plan.why)
        if (plan.dtype, plan.offload) == (model.plan.dtype, model.plan.offload):
            slice_and_tile(model.pipe, plan)
            clear_cache(model.device)
            self._model = replace(model, plan=plan, notes=notes)
        else:
            self._encoder = None
            _release(model)  # or there would be two in memory
            self._model = replace(self._load_somehow(plan), notes=notes)
            self._encoder = PromptEncoder(self._model.pipe)

    def _load_somehow(self, plan: MemoryPlan) -> loading.Model:
        """Load the model as `plan` says, or in less memory if it must be."""
        while True:
            try:
                return loading.load(self.config, plan=plan, notify=log_notice)
            except DeviceOutOfMemoryError:
                # Nothing is being drawn yet, so smaller batches and tiles would change nothing.
                least = plan.replace(batch_size=1, vae_tiling=True)
                smaller = least.lower(can_offload=loading.pick_device(self.config.device) != "cpu")
                if smaller is None:
                    raise
                plan = smaller

    def _jobs(self, prompts: Sequence[Prompt], model: loading.Model, encoder: PromptEncoder) -> Iterator[Job]:
        settings = model.settings
        for index, prompt in enumerate(prompts):
            asked = prompt.seeded()
            avoided = _join(asked.negative_text, settings.negative_prompt)
            phrased = phrase(asked.replace(negative_text=avoided), model.family)
            negative_text = phrased.negative_text if settings.guided else ""
            read, notes = in_words_of(model.source.title, model.notions, (phrased.text, negative_text), encoder.learned)
            notes = (*phrased.notes, *notes)
            if avoided and phrased.negative_text and not settings.guided:
                notes = (*notes, "drawn without guidance, so the negative text had no effect")
            chunks = max(map(encoder.chunks, read))
            for number in range(self.config.images_per_prompt):
                seed = ((asked.seed or 0) + number) % (MAX_SEED + 1)
                yield Job(index, asked.replace(seed=seed), seed, *read, chunks, notes)

    def _attempt(self, waiting: deque[Job], watch: Watch) -> _Outcome:
        """Draw the next batch. Its frame takes all that it holds of the model with it when it ends."""
        model, encoder = self._ready(log_notice)
        jobs = _take_alike(waiting, model.plan.batch_size)
        try:
            return self._draw(model, encoder, jobs, watch)
        except DeviceOutOfMemoryError:
            pixels = model.settings.width * model.settings.height
            smaller = model.plan.lower(can_offload=model.device != "cpu", pixels=pixels)
            if smaller is None:
                raise
            return _Outcome(again=jobs, plan=smaller)

    def _draw(self, model: loading.Model, encoder: PromptEncoder, jobs: list[Job], watch: Watch) -> _Outcome:
        latents = denoise(model, encoder, jobs, watch)
        finished, blank = [], []
        for number, (job, decoded) in enumerate(zip(jobs, decode(model, latents), strict=True)):
            notes = job.notes
            if is_blank(decoded) and (safer := _decode_safely(model, latents[number])) is not None:
                decoded = safer
                notes = (*notes, f"black or NaN in {model.plan.dtype}, so decoded in float32")
            if is_blank(decoded):
                blank.append(job)
            else:
                provenance = self._provenance(model, replace(job, notes=notes))
                finished.append(GeneratedImage(to_pictures(decoded[None])[0], provenance, index=job.index))
        if blank and model.plan.dtype != "float32":
            why = f"black or NaN in {model.plan.dtype}, so drawn in float32"
            plan = model.plan.replace(dtype="float32", batch_size=1, why=why)
            return _Outcome(finished, again=blank, plan=plan)
        return _Outcome(finished, failed=blank)

    def _provenance(self, model: loading.Model, job: Job) -> Provenance:
        settings = model.settings
        return Provenance(
            prompt=job.prompt,
            phrased=job.text,
            phrased_negative=job.negative_text,
            generator=self.name,
            generator_fingerprint=self.fingerprint,
            model=model.source.title,
            revision=model.source.revision,
            scheduler=settings.scheduler,
            prediction_type=settings.prediction_type,
            steps=settings.steps,
            guidance_scale=settings.guidance_scale,
            guidance_rescale=settings.guidance_rescale,
            width=settings.width,
            height=settings.height,
            dtype=model.plan.dtype,
            device=model.device,
            versions=_versions(),
            notes=(*model.notes, *job.notes),
        )


def _release(model: loading.Model) -> None:
    empty(model.pipe)
    model.pipe = None
    clear_cache(model.device)


def _take_alike(waiting: deque[Job], most: int) -> list[Job]:
    """The next jobs, in order, that are as long as the first of them."""
    batch = [job for job in waiting if job.chunks == waiting[0].chunks][:most]
    for job in batch:
        waiting.remove(job)
    return batch


def _decode_safely(model: loading.Model, latents: Tensor) -> Tensor | None:
    """Decode one image again in float32; ``None`` where that can't help or can't be done."""
    import torch

    # The other two layouts have hooks that hold on to the weights in half precision.
    whole = model.plan.offload in ("none", "model")
    if model.plan.dtype == "float32" or not whole or not bool(latents.isfinite().all()):
        return None
    half = model.pipe.vae.dtype
    model.pipe.vae.to(torch.float32)
    try:
        return decode(model, latents[None])[0]
    finally:
        model.pipe.vae.to(half)


def _join(*texts: str) -> str:
    """Texts with commas between, those left out that are empty or already said, part by part."""
    joined = ""
    for text in texts:
        if not _parts(text) <= _parts(joined):
            joined = f"{joined}, {text}" if joined else text
    return joined


def _parts(text: str) -> set[str]:
    return {part.strip() for part in text.split(",")} - {""}


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("voice2image", "diffusers", "torch", "transformers")}
