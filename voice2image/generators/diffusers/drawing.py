"""One batch: prompts to latents, latents to pictures, and a look at whether they are pictures at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from voice2image.cancel import CancelToken
from voice2image.generators.base import OnStep, Step
from voice2image.generators.diffusers.encoding import PromptEncoder
from voice2image.generators.diffusers.faults import Interrupted, drawing
from voice2image.generators.diffusers.loading import Model
from voice2image.generators.diffusers.previews import Tap
from voice2image.prompt import Prompt

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["Job", "Watch", "decode", "denoise", "is_blank"]


@dataclass(frozen=True, slots=True)
class Job:
    """One image to be drawn."""

    index: int
    """Of its prompt in the call."""
    prompt: Prompt
    """As it was asked for, seeded."""
    seed: int
    text: str
    """What the model reads: the prompt worded by :mod:`voice2image.phrasing` and :mod:`.notions`."""
    negative_text: str
    """What it reads to keep away from; empty where nothing is kept away from."""
    chunks: int
    """Pieces of 75 tokens that its texts are filled up to; only jobs with equal numbers share a batch,
    since the filling is attended to and would change the image."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to hear of the steps, and who may stop them."""

    on_step: OnStep | None = None
    cancel: CancelToken | None = None
    preview_every: int = 0


def denoise(model: Model, encoder: PromptEncoder, jobs: Sequence[Job], watch: Watch) -> Tensor:
    """The clean latents of a batch, float[n, channels, height / f, width / f], f being the autoencoder's factor."""
    import torch

    settings, pipe = model.settings, model.pipe
    with _running(model), ExitStack() as stack:
        chunks = jobs[0].chunks
        positive = torch.stack([encoder.encode(job.text, chunks) for job in jobs])
        negative = None
        if settings.guided:
            negative = torch.stack([encoder.encode(job.negative_text, chunks) for job in jobs])
        tap = None
        if watch.preview_every:
            by_turns = model.plan.offload == "model"
            tap = stack.enter_context(Tap(pipe, settings.guidance_scale, by_turns=by_turns))
        noises = [torch.Generator("cpu").manual_seed(job.seed) for job in jobs]
        result = pipe(
            prompt_embeds=positive,
            negative_prompt_embeds=negative,
            latents=_noise(model, noises, positive.dtype),
            generator=noises,  # samplers that add noise go on drawing it image by image
            width=settings.width,
            height=settings.height,
            num_inference_steps=settings.steps,
            guidance_scale=settings.guidance_scale,
            guidance_rescale=settings.guidance_rescale,
            callback_on_step_end=_reporter(jobs, watch, tap),
            output_type="latent",
        )
        latents: Tensor = result.images
        return latents


def decode(model: Model, latents: Tensor) -> Tensor:
    """The pictures of latents, float[n, 3, height, width], -1 to 1 where all went well."""
    import torch

    vae = model.pipe.vae
    with _running(model), torch.no_grad():
        scaled = latents.to(vae.dtype) / vae.config.scaling_factor
        decoded: Tensor = vae.decode(scaled, return_dict=False)[0]
        return decoded


def is_blank(decoded: Tensor) -> bool:
    """Whether one decoded image, float[3, height, width], is NaN somewhere, or black everywhere.

    A night sky is dark but never zero in each of its 8-bit pixels, as an overflow leaves them.
    """
    return not bool(decoded.isfinite().all()) or bool((decoded.float() * 127.5 + 127.5 < 0.5).all())


@contextmanager
def _running(model: Model) -> Iterator[None]:
    """Errors become ours; offloaded parts and torch's threads are put back however it ends."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(model.threads or before)
    try:
        with drawing():
            yield
    finally:
        torch.set_num_threads(before)
        model.pipe.maybe_free_model_hooks()


def _noise(model: Model, generators: Sequence[Any], dtype: Any) -> Tensor:
    """Where the images start from: drawn in float32 on the CPU, so that no device or dtype changes it."""
    import torch

    settings, scale = model.settings, model.pipe.vae_scale_factor
    shape = (1, model.pipe.unet.config.in_channels, settings.height // scale, settings.width // scale)
    noise = [torch.randn(shape, generator=generator, dtype=torch.float32) for generator in generators]
    return torch.cat(noise).to(dtype)


def _reporter(jobs: Sequence[Job], watch: Watch, tap: Tap | None) -> Callable[..., dict[str, Any]]:
    """What diffusers calls after each step."""

    def after_step(pipe: Any, number: int, _: Any, state: dict[str, Any]) -> dict[str, Any]:
        try:
            if watch.cancel is not None:
                watch.cancel.check()
            if watch.on_step is not None:
                step, steps = number + 1, pipe.num_timesteps
                shown = tap and (step % watch.preview_every == 0 or step == steps)
                pictures: Sequence[Any] = (tap.pictures() if tap and shown else None) or [None] * len(jobs)
                for job, picture in zip(jobs, pictures, strict=True):
                    watch.on_step(Step(job.index, step, steps, picture))
        except Exception as reason:
            raise Interrupted(reason) from reason
        return state

    return after_step
