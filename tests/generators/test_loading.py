"""What config, preset, checkpoint and device come to, together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import create_autospec

import pytest

from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator, loading, placing
from voice2image.generators.diffusers.presets import PRESETS
from voice2image.memory import MemoryPlan
from voice2image.prompt import Prompt


@pytest.fixture
def pipe(tiny):
    from diffusers import StableDiffusionPipeline

    return StableDiffusionPipeline.from_pretrained(tiny)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_what_the_config_leaves_open_is_the_presets(pipe, preset):
    settings = loading._settle(DiffusersConfig(), preset, pipe)
    assert (settings.width, settings.height) == (preset.width, preset.height)
    assert (settings.steps, settings.guidance_scale) == (preset.steps, preset.guidance_scale)
    assert settings.scheduler == preset.scheduler
    assert settings.guided == (preset.name != "sd-turbo")
    if preset.timestep_spacing:
        assert pipe.scheduler.config.timestep_spacing == preset.timestep_spacing


def test_several_threads_may_load_at_once(tiny):
    for _ in range(3):
        generators = [DiffusersGenerator(DiffusersConfig(model=str(tiny), steps=number)) for number in range(1, 7)]
        with ThreadPoolExecutor(6) as threads:
            list(threads.map(lambda generator: generator.prepare(), generators))
        assert all(not weight.is_meta for one in generators for weight in one._model.pipe.unet.parameters())


def test_the_config_has_the_last_word(pipe):
    wish = DiffusersConfig(
        scheduler="unipc", steps=7, guidance_scale=0, guidance_rescale=0.3, negative_prompt="fog", width=96, height=64
    )
    settings = loading._settle(wish, PRESETS["sd2-768v"], pipe)
    assert settings == loading.Settings(96, 64, 7, 0, 0.3, "fog", "unipc", "v_prediction")


def test_an_unknown_model_is_drawn_as_its_checkpoint_says(pipe):
    settings = loading._settle(DiffusersConfig(model="someone/else"), None, pipe)
    assert (settings.width, settings.height) == (64, 64)  # 8 latents of 8 pixels
    assert (settings.scheduler, settings.prediction_type) == ("ddim", "v_prediction")


@pytest.mark.parametrize("scheduler", [None, "dpm++2m", "pndm"])
def test_an_unknown_velocity_model_starts_at_its_last_timestep(make_checkpoint, scheduler):
    config = DiffusersConfig(model=make_checkpoint(velocity=True, zero_snr=False), scheduler=scheduler, steps=2)
    with DiffusersGenerator(config) as generator:
        generator.prepare()
        sampler = generator._model.pipe.scheduler
    sampler.set_timesteps(2)
    assert float(sampler.timesteps[0]) == 999


def test_zero_terminal_snr_starts_at_the_last_timestep(pipe):
    pipe.scheduler = type(pipe.scheduler).from_config(pipe.scheduler.config, timestep_spacing="linspace")
    loading._settle(DiffusersConfig(model="someone/else"), None, pipe)
    assert pipe.scheduler.config.timestep_spacing == "trailing"


def test_a_model_that_predicts_noise_keeps_its_spacing(make_checkpoint):
    with DiffusersGenerator(DiffusersConfig(model=make_checkpoint(velocity=False, zero_snr=False))) as generator:
        generator.prepare()
        assert generator._model.pipe.scheduler.config.timestep_spacing == "leading"


def test_a_mirror_that_says_wrongly_what_the_model_predicts_is_corrected(pipe):
    (note,) = loading._mend_scheduler(pipe, PRESETS["sd2-base"])
    assert note == "the scheduler's file says v_prediction, but sd2-base predicts epsilon"
    assert loading._settle(DiffusersConfig(), PRESETS["sd2-base"], pipe).prediction_type == "epsilon"
    assert loading._mend_scheduler(pipe, PRESETS["sd2-base"]) == ()
    assert loading._mend_scheduler(pipe, None) == ()


def test_on_the_cpu_offloading_is_a_wish_with_an_answer(tiny):
    with DiffusersGenerator(DiffusersConfig(model=tiny, memory="model")) as generator:
        generator.prepare()
        assert generator.plan.offload == "none"
        assert "nowhere to offload to" in generator.describe()


def test_a_budget_on_the_cpu_still_tiles_and_shrinks_the_batch(tiny):
    with DiffusersGenerator(DiffusersConfig(model=tiny, memory="1MB", batch_size=4)) as generator:
        generator.prepare()
        plan = generator.plan
        assert (plan.offload, plan.vae_tiling, plan.batch_size) == ("none", True, 1)
        assert "nothing fits" in plan.why


@pytest.mark.parametrize(
    ("memory", "offload"), [("auto", "none"), ("4GB", "none"), ("group", "group"), ("1MB", "sequential")]
)
def test_on_a_gpu_the_plan_follows_the_wish(pipe, monkeypatch, memory, offload):
    monkeypatch.setattr(loading, "free_bytes", lambda _: 8 * 10**9)
    config = DiffusersConfig(memory=memory)
    settings = loading._settle(config, None, pipe)
    plan = loading._plan(config, pipe, settings, "cuda", "float16")
    assert plan.offload == offload
    assert plan.batch_size == (4 if offload == "none" else 1)
    assert plan.vae_tiling == (memory == "group")
    if memory == "group":
        assert loading._plan(config.replace(batch_size=2), pipe, settings, "cuda", "float16").batch_size == 2


@pytest.mark.parametrize(
    ("offload", "called"),
    [
        ("none", "to"),
        ("model", "enable_model_cpu_offload"),
        ("group", "enable_group_offload"),
        ("sequential", "enable_sequential_cpu_offload"),
    ],
)
def test_each_layout_is_asked_of_diffusers(offload, called):
    """Against the signatures of the installed diffusers, since none of this runs without a GPU."""
    from diffusers import AutoencoderKL, StableDiffusionPipeline

    pipe = create_autospec(StableDiffusionPipeline, instance=True)
    pipe.vae, pipe.vae_scale_factor = create_autospec(AutoencoderKL, instance=True), 8
    plan = MemoryPlan(dtype="float16", offload=offload, vae_slicing=True, vae_tiling=True)
    placing.place(pipe, plan, "cuda")
    pipe.vae.enable_slicing.assert_called_once_with()
    pipe.vae.enable_tiling.assert_called_once_with()
    assert (pipe.vae.tile_sample_min_size, pipe.vae.tile_latent_min_size) == (512, 64)
    assert [name for name, *_ in pipe.method_calls if not name.startswith("vae.")] == [called]


def test_tiles_are_smaller_than_the_picture(tiny):
    """The decoder's own tiles would be as large as the picture."""
    import torch

    with DiffusersGenerator(DiffusersConfig(model=tiny, width=768, height=768, steps=1)) as generator:
        generator.prepare()
        vae = generator._model.pipe.vae
        sizes = []
        vae.decoder.register_forward_hook(lambda _, __, output: sizes.append(output.shape[-1]))
        generator._rearrange(generator.plan.replace(vae_tiling=True))
        with torch.no_grad():
            vae.decode(torch.zeros(1, 4, 96, 96))
    assert max(sizes) == 512


def test_a_gpu_beyond_the_last_is_refused(monkeypatch):
    import torch

    from voice2image.errors import ConfigError

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert loading.pick_device("cuda:1") == "cuda:1"
    assert loading.pick_device("auto") == "cuda"
    with pytest.raises(ConfigError, match="torch sees 2 of them"):
        loading.pick_device("cuda:2")


def test_half_precision_is_for_accelerators():
    assert loading.pick_dtype("auto", "cuda:1") == "float16"
    assert loading.pick_dtype("auto", "cpu") == "float32"
    assert loading.pick_dtype("bfloat16", "cpu") == "bfloat16"


def test_a_small_model_takes_one_thread_and_gives_the_others_back(tiny):
    import torch

    torch.set_num_threads(2)
    seen = []
    try:
        for threads in (None, 2):
            with DiffusersGenerator(DiffusersConfig(model=tiny, steps=1, threads=threads)) as generator:
                list(generator.generate([Prompt(text="a fox")], on_step=lambda _: seen.append(torch.get_num_threads())))
            assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)
    assert seen == [1, 2]
