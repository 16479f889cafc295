from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled, DeviceOutOfMemoryError, GenerationError, InvalidImageError
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.generators.diffusers.drawing import is_blank
from voice2image.memory import MemoryPlan
from voice2image.prompt import MAX_SEED, Prompt

FOX = Prompt(text="a fox", seed=1)


def pixels(image) -> np.ndarray:
    return np.asarray(image.pixels, dtype=np.int16)


def far(one, other) -> int:
    return int(np.abs(pixels(one) - pixels(other)).max())


@pytest.fixture
def make(tiny):
    made = []

    def make(**settings) -> DiffusersGenerator:
        made.append(DiffusersGenerator(DiffusersConfig(**{"model": tiny, "steps": 2, **settings})))
        return made[-1]

    yield make
    for generator in made:
        generator.close()


def pipe_of(generator: DiffusersGenerator):
    generator.prepare()
    return generator._model.pipe


def test_it_draws_what_plain_diffusers_draws(make, tiny):
    import torch
    from diffusers import DDIMScheduler, StableDiffusionPipeline

    plain = StableDiffusionPipeline.from_pretrained(tiny)
    plain.scheduler = DDIMScheduler.from_config(plain.scheduler.config, timestep_spacing="trailing")
    noise = torch.randn((1, 4, 8, 8), generator=torch.Generator().manual_seed(1))
    settings = {"num_inference_steps": 4, "guidance_scale": 6.0, "guidance_rescale": 0.5}
    theirs = plain("a fox", negative_prompt="fog", latents=noise, **settings).images[0]
    generator = make(scheduler="ddim", steps=4, guidance_scale=6.0, guidance_rescale=0.5)
    ours = generator.imagine("a fox", negative_text="fog", seed=1)
    assert np.abs(pixels(ours) - np.asarray(theirs, dtype=np.int16)).max() <= 1


def test_images_of_one_prompt_have_seeds_in_a_row(make):
    generator = make(images_per_prompt=3, batch_size=2)
    images = list(generator.generate([Prompt(text="a fox", seed=MAX_SEED), FOX]))
    assert [(image.index, image.seed) for image in images] == [
        (0, MAX_SEED),
        (0, 0),
        (0, 1),
        (1, 1),
        (1, 2),
        (1, 3),
    ]
    assert far(images[2], images[3]) <= 2


def test_only_equally_long_prompts_share_a_batch(make, monkeypatch):
    generator = make(batch_size=4)
    batches = []
    draw = generator._draw
    monkeypatch.setattr(
        generator, "_draw", lambda *given: batches.append([job.index for job in given[2]]) or draw(*given)
    )
    long = "a fox in the rain " * 10
    prompts = [Prompt(text=text) for text in ("a", long, "b", "c", long, "d", "e")]
    prompts.append(Prompt(text="f", negative_text=long))
    list(generator.generate(prompts))
    assert batches == [[0, 2, 3, 5], [1, 4, 7], [6]]


class StopAfter(CancelToken):
    """Counts as cancelled once so many steps are seen."""

    def __init__(self, steps: list, count: int) -> None:
        super().__init__()
        self.steps, self.count = steps, count

    def check(self) -> None:
        if len(self.steps) == self.count:
            raise Cancelled


def test_a_cancelled_image_is_never_decoded(make, monkeypatch):
    generator = make(steps=3)
    monkeypatch.setattr(pipe_of(generator).vae, "decode", lambda *_, **__: pytest.fail("decoded"))
    steps = []
    watched = generator.generate([FOX], on_step=steps.append, cancel=StopAfter(steps, 2))
    with pytest.raises(Cancelled):
        list(watched)
    assert [step.step for step in steps] == [1, 2]


def test_previews_come_when_asked_for_and_near_the_image(make):
    seen = []
    generator = make(steps=5, preview_every=2)
    (image,) = generator.generate([FOX], on_step=seen.append)
    assert [step.preview is not None for step in seen] == [False, True, False, True, True]
    last = np.asarray(seen[-1].preview, dtype=np.int16)
    assert last.shape == (64, 64, 3)
    assert np.abs(last - pixels(image)).mean() < 1  # at the last step it is the image
    first = np.asarray(seen[1].preview, dtype=np.int16)
    assert np.abs(first - pixels(image)).mean() > np.abs(last - pixels(image)).mean()


@pytest.mark.parametrize("scheduler", ["ddim", "dpm++2m", "euler", "unipc", "lcm"])
@pytest.mark.parametrize("velocity", [True, False])
def test_the_last_preview_is_the_image_whatever_the_sampler(make, make_checkpoint, scheduler, velocity):
    seen = []
    model = make_checkpoint(velocity=velocity, zero_snr=False)
    generator = make(model=model, scheduler=scheduler, steps=4, preview_every=4)
    (image,) = generator.generate([FOX], on_step=seen.append)
    assert np.abs(np.asarray(seen[-1].preview, dtype=np.int16) - pixels(image)).mean() < 8


def test_previews_of_large_images_are_small(make):
    seen = []
    list(make(width=512, height=256, preview_every=1).generate([FOX], on_step=seen.append))
    assert seen[0].preview.size == (128, 64)


def test_previews_change_nothing(make):
    (plain,) = make().generate([FOX])
    (watched,) = make(preview_every=1).generate([FOX], on_step=lambda _: None)
    assert far(plain, watched) == 0


def test_a_decoder_that_overflows_in_half_precision_is_run_in_float32(make, monkeypatch):
    import torch

    generator = make(dtype="bfloat16")
    vae = pipe_of(generator).vae
    decode = vae.decode

    def overflow(latents, **options):
        (decoded,) = decode(latents, **options)
        return (decoded * torch.nan if latents.dtype == torch.bfloat16 else decoded,)

    monkeypatch.setattr(vae, "decode", overflow)
    (image,) = generator.generate([FOX])
    assert image.provenance.notes == ("black or NaN in bfloat16, so decoded in float32",)
    assert vae.dtype == torch.bfloat16
    assert far(image, make().imagine("a fox", seed=1)) < 64


def test_a_unet_that_overflows_in_half_precision_is_run_in_float32(make, monkeypatch):
    import torch
    from diffusers import UNet2DConditionModel

    forward = UNet2DConditionModel.forward

    def overflow(self, *given, **options):
        (output,) = forward(self, *given, **options)
        return (output * torch.nan if self.dtype == torch.bfloat16 else output,)

    monkeypatch.setattr(UNet2DConditionModel, "forward", overflow)
    generator = make(dtype="bfloat16", batch_size=2)
    images = list(generator.generate([FOX, Prompt(text="a ship", seed=2)]))
    assert [image.index for image in images] == [0, 1]
    for image in images:
        assert image.provenance.notes == ("black or NaN in bfloat16, so drawn in float32",)
        assert image.provenance.dtype == "float32"
    assert far(images[0], make().imagine("a fox", seed=1)) <= 2


def test_an_image_that_stays_black_is_an_error_and_the_others_are_drawn(make, monkeypatch):
    generator = make(batch_size=1)
    vae = pipe_of(generator).vae
    decode, count = vae.decode, iter(range(9))

    def second_is_black(latents, **options):
        (decoded,) = decode(latents, **options)
        return (decoded * 0 - 1.5 if next(count) == 1 else decoded,)

    monkeypatch.setattr(vae, "decode", second_is_black)
    images = iter(generator.generate([FOX, FOX, FOX]))
    assert [next(images).index, next(images).index] == [0, 2]
    with pytest.raises(InvalidImageError, match="prompt 1"):
        next(images)


def test_dark_is_not_blank():
    import torch

    night = torch.full((3, 64, 64), -0.999)
    night[:, 30, 30] = -0.99  # one star, 1 of 255
    assert not is_blank(night)
    assert is_blank(torch.full((3, 64, 64), -1.2))
    spoilt = torch.zeros(3, 64, 64)
    spoilt[0, 0, 0] = torch.nan
    assert is_blank(spoilt)


@pytest.fixture
def small_device(monkeypatch):
    """Makes the UNet run out of memory above so many images at once, its guided twin counted."""

    def limit(most: int) -> None:
        import torch
        from diffusers import UNet2DConditionModel

        forward = UNet2DConditionModel.forward

        def out_of_memory(self, sample, *given, **options):
            if len(sample) > most:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
            return forward(self, sample, *given, **options)

        monkeypatch.setattr(UNet2DConditionModel, "forward", out_of_memory)

    return limit


def test_running_out_of_memory_halves_the_batch_and_loses_nothing(make, small_device):
    prompts = [Prompt(text=text, seed=7) for text in ("a fox", "a ship", "a cliff", "a sailor", "rain")]
    before = list(make(batch_size=4).generate(prompts))
    small_device(2)
    generator = make(batch_size=4)
    after = list(generator.generate(prompts))
    assert [image.index for image in after] == [0, 1, 2, 3, 4]
    assert max(map(far, before, after)) <= 2
    assert generator.batch_size == 1
    assert "4 images at once didn't fit" in "".join(after[0].provenance.notes)


def test_a_float32_model_that_no_longer_fits_is_laid_out_smaller(make, monkeypatch):
    from voice2image.generators.diffusers import loading

    tried = []

    def too_large(pipe, plan, device):
        tried.append((plan.dtype, plan.offload))
        if plan.dtype == "float32" and plan.offload == "none":
            raise MemoryError

    monkeypatch.setattr(loading, "place", too_large)
    monkeypatch.setattr(loading, "pick_device", lambda _: "cuda")
    generator = make(dtype="bfloat16", memory="none")
    generator.prepare()
    generator._rearrange(generator.plan.replace(dtype="float32"))
    assert tried == [("bfloat16", "none"), ("float32", "none"), ("float32", "model")]
    assert (generator.plan.offload, generator.plan.vae_tiling, generator.plan.batch_size) == ("model", True, 1)


def test_a_device_that_is_too_small_is_an_error_of_ours(make, small_device):
    small_device(0)
    generator = make(batch_size=2)
    with pytest.raises(DeviceOutOfMemoryError):
        generator.imagine("a fox")
    assert generator.plan.batch_size == 1  # it stepped down before it gave up
    assert not generator.plan.vae_tiling  # a tile would be as large as the picture


def test_errors_of_torch_become_ours(make, monkeypatch):
    from diffusers import UNet2DConditionModel

    def broken(self, *given, **options):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(UNet2DConditionModel, "forward", broken)
    with pytest.raises(GenerationError, match="mat1 and mat2") as caught:
        make().imagine("a fox")
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_a_decoder_that_waits_off_the_device_can_be_run_in_float32_too(make, monkeypatch):
    import torch

    generator = make(dtype="bfloat16")
    generator.prepare()
    generator._rearrange(generator.plan.replace(offload="model", why="test"))
    vae = pipe_of(generator).vae
    decode = vae.decode

    def overflow(latents, **options):
        (decoded,) = decode(latents, **options)
        return (decoded * torch.nan if latents.dtype == torch.bfloat16 else decoded,)

    monkeypatch.setattr(vae, "decode", overflow)
    for _ in range(2):
        (image,) = generator.generate([FOX])
        assert image.provenance.notes == ("test", "black or NaN in bfloat16, so decoded in float32")
        assert vae.dtype == torch.bfloat16


def test_previews_leave_the_unet_on_the_device(make, monkeypatch):
    generator = make(steps=3, preview_every=1)
    generator.prepare()
    generator._rearrange(MemoryPlan(dtype="float32", offload="model", why="test"))
    vae, seen, decoded = pipe_of(generator).vae, [], []
    decode = vae.decode
    monkeypatch.setattr(vae, "decode", lambda *given, **options: decoded.append(1) or decode(*given, **options))
    (image,) = generator.generate([FOX], on_step=seen.append)
    assert len(decoded) == 1  # the picture itself; an offloaded model's decode sends the UNet away
    last = np.asarray(seen[-1].preview, dtype=np.int16)
    assert np.abs(last - pixels(image)).mean() < 1


@pytest.mark.parametrize("offload", ["model", "group"])
def test_offloading_changes_no_image(make, offload):
    generator = make(preview_every=1)
    generator.prepare()
    generator._rearrange(MemoryPlan(dtype="float32", offload=offload, vae_tiling=True, vae_slicing=True, why="test"))
    for _ in range(2):
        (image,) = generator.generate([FOX], on_step=lambda _: None)
        assert far(image, make().imagine("a fox", seed=1)) <= 2


def test_negative_texts_are_joined_once(make):
    generator = make(negative_prompt="blurry")
    (image,) = generator.generate([FOX.replace(negative_text="fog")])
    assert image.provenance.phrased_negative == "fog, blurry"
    assert image.prompt.negative_text == "fog"
    (again,) = generator.generate([image.prompt])
    assert again.prompt == image.prompt
    assert far(image, again) <= 2


def test_a_negative_text_within_another_word_is_still_said(make):
    generator = make(negative_prompt="rain")
    for asked, read in (("train tracks", "train tracks, rain"), ("fog, rain", "fog, rain")):
        assert generator.imagine("a fox", negative_text=asked).provenance.phrased_negative == read


def test_without_guidance_a_negative_text_is_said_to_be_idle(make):
    generator = make(guidance_scale=0)
    (image,) = generator.generate([FOX.replace(negative_text="fog")])
    assert "no effect" in image.provenance.notes[0]
    assert far(image, generator.imagine("a fox", seed=1)) == 0


def test_the_size_is_that_of_the_config(make):
    image = make(width=128, height=72).imagine("a fox")
    assert image.pixels.size == (image.provenance.width, image.provenance.height) == (128, 72)


def test_a_lora_is_applied_by_its_weight(make, tmp_path):
    pytest.importorskip("peft")
    _save_lora(pipe_of(make()), tmp_path)
    plain, none, full = (
        make(loras=loras).imagine("a fox", seed=1) for loras in ((), ((tmp_path, 0.0),), ((tmp_path, 1.0),))
    )
    assert far(plain, none) <= 1
    assert far(plain, full) > 2
    assert full.provenance.notes == (f"LoRA {tmp_path.name} at 1",)


def _save_lora(pipe, folder) -> None:
    import torch
    from diffusers import StableDiffusionPipeline
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    torch.manual_seed(0)
    pipe.unet.add_adapter(LoraConfig(r=2, target_modules=["to_q", "to_v"], init_lora_weights=False))
    StableDiffusionPipeline.save_lora_weights(folder, unet_lora_layers=get_peft_model_state_dict(pipe.unet))


def test_a_learned_word_is_known(make, tmp_path):
    import torch

    torch.manual_seed(0)
    torch.save({"<hero>": torch.randn(2, 32)}, tmp_path / "hero.bin")
    generator = make(textual_inversions=(tmp_path / "hero.bin",))
    image = generator.imagine("a (<hero>:1.2) fox", seed=1)
    assert far(image, make().imagine("a (<hero>:1.2) fox", seed=1)) > 0
    assert "textual inversion" in image.provenance.notes[0]
    hero = pipe_of(generator).tokenizer.convert_tokens_to_ids(["<hero>", "<hero>_1"])
    assert generator._encoder._tokens("a <hero>")[0][-2:] == hero


def test_closing_lets_go_of_the_model(make):
    generator = make()
    gone = [weakref.ref(part) for part in (pipe_of(generator).unet, pipe_of(generator).vae)]
    list(generator.generate([FOX]))
    generator.close()
    gc.collect()
    assert [part() for part in gone] == [None, None]
    assert generator.plan is None


@pytest.mark.parametrize("offload", ["none", "model", "group"])
def test_an_error_that_is_kept_keeps_no_weights(make, monkeypatch, offload):
    from diffusers import UNet2DConditionModel

    def broken(self, *given, **options):
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    generator = make()
    generator.prepare()
    generator._rearrange(MemoryPlan(dtype="float32", offload=offload, why="test"))
    pipe = pipe_of(generator)
    weights = [weakref.ref(tensor.untyped_storage()) for part in (pipe.unet, pipe.vae) for tensor in part.parameters()]
    monkeypatch.setattr(UNet2DConditionModel, "get_time_embed", broken)  # hooks took the place of `forward`
    with pytest.raises(GenerationError) as kept:
        generator.imagine("a fox")
    del pipe
    generator.close()
    gc.collect()
    assert not any(storage() for storage in weights)
    assert kept.value.__cause__.__traceback__ is not None


def test_from_its_own_on_step_it_can_be_neither_called_nor_closed(make):
    generator = make()
    for call in (lambda _: generator.imagine("a ship"), lambda _: generator.close(), lambda _: generator.prepare()):
        with pytest.raises(GenerationError, match="called from its own on_step"):
            list(generator.generate([FOX], on_step=call))
    assert far(generator.imagine("a fox", seed=1), make().imagine("a fox", seed=1)) <= 2
