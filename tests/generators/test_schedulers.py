from __future__ import annotations

import numpy as np
import pytest

from voice2image.errors import ConfigError
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.generators.diffusers.presets import SCHEDULERS
from voice2image.generators.diffusers.schedulers import build_scheduler, scheduler_name
from voice2image.prompt import Prompt


@pytest.fixture(scope="module")
def checkpoints(make_checkpoint, tiny):
    return {
        "zero SNR": tiny,
        "velocity": make_checkpoint(velocity=True, zero_snr=False),
        "noise": make_checkpoint(velocity=False, zero_snr=False),
    }


@pytest.mark.parametrize("name", SCHEDULERS)
@pytest.mark.parametrize("kind", ["zero SNR", "velocity", "noise"])
def test_every_sampler_draws_with_every_kind_of_model(checkpoints, kind, name):
    config = DiffusersConfig(model=checkpoints[kind], scheduler=name, steps=4)
    generator = DiffusersGenerator(config)
    if kind == "zero SNR" and name in ("pndm", "dpm++2m-karras"):
        with pytest.raises(ConfigError, match=r"can't draw with this model, .* take ddim or dpm"):
            generator.imagine("a fox")
        return
    image = generator.imagine("a fox", seed=1)
    assert image.provenance.scheduler == name
    assert image.provenance.prediction_type == ("epsilon" if kind == "noise" else "v_prediction")
    assert np.asarray(image.pixels).std() > 1


def sde(own):
    from diffusers import DPMSolverMultistepScheduler

    return DPMSolverMultistepScheduler.from_config(own.config, algorithm_type="sde-dpmsolver++", solver_order=3)


def karras(own):
    from diffusers import DPMSolverMultistepScheduler

    return DPMSolverMultistepScheduler.from_config(own.config, use_karras_sigmas=True)


def lu(own):
    from diffusers import DPMSolverMultistepScheduler

    return DPMSolverMultistepScheduler.from_config(own.config, use_lu_lambdas=True)


def exponential(own):
    from diffusers import EulerDiscreteScheduler

    return EulerDiscreteScheduler.from_config(own.config, use_exponential_sigmas=True)


def pndm(own):
    from diffusers import PNDMScheduler

    return PNDMScheduler.from_config(own.config, skip_prk_steps=False)


@pytest.mark.parametrize("made", [lambda own: own, sde, karras, lu, exponential, pndm])
@pytest.mark.parametrize("name", SCHEDULERS)
def test_a_sampler_keeps_the_noise_schedule_and_nothing_else(name, made, make_scheduler):
    import torch

    own = make_scheduler(velocity=True, zero_snr=False)
    built = build_scheduler(name, made(own), spacing="trailing")
    assert scheduler_name(built) == name
    assert built.config.prediction_type == "v_prediction"
    assert torch.equal(built.betas, own.betas)
    for sampler in (built, plain := build_scheduler(name, own, spacing="trailing")):
        sampler.set_timesteps(10)
    assert torch.equal(built.timesteps, plain.timesteps)
    if name != "lcm":
        assert float(built.timesteps[0]) == 999  # trailing: the first step is the last that was trained


@pytest.mark.parametrize("made", [sde, exponential, lu])
def test_a_sampler_that_isnt_one_of_ours_goes_by_its_class(made, make_scheduler):
    sampler = made(make_scheduler(velocity=True, zero_snr=False))
    assert scheduler_name(sampler) == type(sampler).__name__


@pytest.mark.parametrize("name", sorted(set(SCHEDULERS) - {"pndm", "dpm++2m-karras"}))
def test_zero_terminal_snr_is_kept(name, make_scheduler):
    built = build_scheduler(name, make_scheduler(velocity=True, zero_snr=True), spacing="trailing")
    assert float(built.alphas_cumprod[-1]) < 1e-6


def test_samplers_differ(checkpoints):
    drawn = {}
    for name in ("ddim", "dpm++2m", "dpm++2m-karras", "unipc", "euler", "euler-a", "lcm"):
        generator = DiffusersGenerator(DiffusersConfig(model=checkpoints["velocity"], scheduler=name, steps=4))
        (image,) = generator.generate([Prompt(text="a fox", seed=1)])
        drawn[name] = np.asarray(image.pixels).tobytes()
    assert len(set(drawn.values())) >= 6  # the first-order ones may meet
