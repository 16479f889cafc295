"""Stable Diffusion 2 at its true size, with random weights: saved, loaded as a user's checkpoint, drawn at 768."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import numpy as np
import pytest

from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.generators.diffusers.presets import SD2
from voice2image.memory import free_bytes
from voice2image.prompt import Prompt

NEEDED_BYTES = 9 * 10**9  # weights in bfloat16 twice while they are written, and a decoder's work at 768 pixels

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory, make_tokenizer, make_scheduler):
    """The layout of the 768 px velocity model, 2.6 GB in bfloat16."""
    if free_bytes("cpu") < NEEDED_BYTES:
        pytest.skip("too little memory for a model of 1.3 billion parameters")
    folder = tmp_path_factory.mktemp("sd2")
    _save(folder / "model", make_tokenizer(folder / "bytes"), make_scheduler(velocity=True, zero_snr=False))
    gc.collect()
    yield folder / "model"
    shutil.rmtree(folder)


def _save(folder: Path, tokenizer, scheduler) -> None:
    import torch
    from diffusers import AutoencoderKL, StableDiffusionPipeline, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel

    with torch.device("meta"):
        unet = UNet2DConditionModel(
            sample_size=96,
            cross_attention_dim=1024,
            attention_head_dim=(5, 10, 20, 20),
            use_linear_projection=True,
        )
        vae = AutoencoderKL(
            block_out_channels=(128, 256, 512, 512),
            down_block_types=("DownEncoderBlock2D",) * 4,
            up_block_types=("UpDecoderBlock2D",) * 4,
            layers_per_block=2,
            latent_channels=4,
            sample_size=768,
        )
        text_encoder = CLIPTextModel(
            CLIPTextConfig(
                hidden_size=1024,
                intermediate_size=4096,
                num_hidden_layers=23,  # OpenCLIP's ViT-H without its last: SD2 reads the layer before it
                num_attention_heads=16,
                hidden_act="gelu",
                projection_dim=512,
            )
        )
    for part, count in ((text_encoder, SD2.text_encoder), (unet, SD2.unet), (vae, SD2.vae)):
        assert sum(parameter.numel() for parameter in part.parameters()) == count
    StableDiffusionPipeline(
        vae=_fill(vae),
        text_encoder=_fill(text_encoder),
        tokenizer=tokenizer,
        unet=_fill(unet),
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)


def _fill(module):
    """Random weights in bfloat16; those of normalisations are ones."""
    import torch

    module = module.to(torch.bfloat16).to_empty(device="cpu")
    random = torch.Generator().manual_seed(0)
    for name, parameter in module.named_parameters():
        if parameter.dim() == 1:
            parameter.data.fill_(1.0 if "norm" in name and name.endswith("weight") else 0.0)
        else:
            fan_in = parameter[0].numel()
            parameter.data.normal_(0, fan_in**-0.5, generator=random)
    for name, buffer in module.named_buffers():
        if "position_ids" in name:
            buffer.copy_(torch.arange(buffer.numel()).view_as(buffer))
    return module


def test_it_loads_and_draws_at_768(checkpoint: Path):
    config = DiffusersConfig(model=checkpoint, dtype="bfloat16", steps=2, scheduler="ddim")
    seen = []
    with DiffusersGenerator(config) as generator:
        prompt = Prompt(text="a lighthouse", negative_text="fog", seed=1)
        (image,) = generator.generate([prompt], on_step=seen.append)
    pixels = np.asarray(image.pixels)
    assert pixels.shape == (768, 768, 3)
    assert pixels.std() > 1
    assert image.provenance.prediction_type == "v_prediction"
    assert image.provenance.dtype == "bfloat16"
    assert image.provenance.notes == ()
    assert [step.step for step in seen] == [1, 2]
