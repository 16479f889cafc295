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
    if (kind, name) == ("zero SNR", "pndm"):
        with pytest.raises(ConfigError, match="pndm can't start from pure noise"):
            generator.imagine("a fox")
        return
    image = generator.imagine("a fox", seed=1)
    assert image.provenance.scheduler == name
    assert image.provenance.prediction_type == ("epsilon" if kind == "noise" else "v_prediction")
    assert np.asarray(image.pixels).std() > 1


@pytest.mark.parametrize("name", SCHEDULERS)
def test_a_sampler_keeps_the_noise_schedule(name, make_scheduler):
    import torch

    own = make_scheduler(velocity=True, zero_snr=False)
    built = build_scheduler(name, own, spacing="trailing")
    assert scheduler_name(built) == name
    assert built.config.prediction_type == "v_prediction"
    assert torch.equal(built.betas, own.betas)
    built.set_timesteps(10)
    assert len(built.timesteps) >= 10
    if name not in ("lcm", "pndm"):
        assert float(built.timesteps[0]) == 999  # trailing: the first step is the last that was trained


@pytest.mark.parametrize("name", sorted(set(SCHEDULERS) - {"pndm"}))
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
