"""The three networks, in Stable Diffusion 2's layout and a fiftieth of its size."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Final

import numpy as np
import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextConfig, CLIPTextModel

SIDE: Final = 256  # pixels
TOKENS: Final = 77
STEPS: Final = 8  # sampling steps that the UNet is taught for
TEXT_WIDTH: Final = 256
LATENT_CHANNELS: Final = 8
POSTERIOR_STD: Final = 0.05
FACTOR: Final = 16
LATENT_SIDE: Final = SIDE // FACTOR


def make_vae() -> AutoencoderKL:
    """A convolutional autoencoder without attention (Rombach et al. 2022, LDM, f = 16).

    float[b, 3, 256, 256] in -1..1 <-> float[b, 8, 16, 16]. 3.8 M parameters.
    """
    vae = AutoencoderKL(
        sample_size=SIDE,
        latent_channels=LATENT_CHANNELS,
        down_block_types=("DownEncoderBlock2D",) * 5,
        up_block_types=("UpDecoderBlock2D",) * 5,
        block_out_channels=(16, 32, 64, 128, 128),
        layers_per_block=1,
        norm_num_groups=1,  # two channels a group would norm away how bright a flat picture is
        mid_block_add_attention=False,
    )
    fix_posterior(vae)
    return vae


@torch.no_grad()
def fix_posterior(vae: AutoencoderKL) -> None:
    """Give the posterior one small width: a learned one puts whole channels to sleep in the first minutes."""
    vae.quant_conv.weight[LATENT_CHANNELS:] = 0.0
    vae.quant_conv.bias[LATENT_CHANNELS:] = 2.0 * math.log(POSTERIOR_STD)


@torch.no_grad()
def standardise(vae: AutoencoderKL, mean: torch.Tensor, std: torch.Tensor) -> None:
    """Fold a shift and a scale of every latent channel into the VAE, so that the UNet's latents are standard.

    One ``scaling_factor`` can't do that: a channel of small variance would drown in the diffusion's noise.

    Args:
        vae: Changed in place; what it reconstructs stays the same.
        mean: The channels' means before, float[8].
        std: Their standard deviations, float[8].
    """
    to_latent, from_latent = vae.quant_conv, vae.post_quant_conv
    to_latent.weight[:LATENT_CHANNELS] /= std.view(-1, 1, 1, 1)
    to_latent.bias[:LATENT_CHANNELS] = (to_latent.bias[:LATENT_CHANNELS] - mean) / std
    from_latent.bias += from_latent.weight[:, :, 0, 0] @ mean
    from_latent.weight *= std.view(1, -1, 1, 1)


def make_text_encoder(vocabulary: int, end: int) -> CLIPTextModel:
    """A causal CLIP text encoder. int[b, 77] -> float[b, 77, 256].

    Args:
        vocabulary: Number of tokens.
        end: Id of the end-of-text token, which also pads.
    """
    config = CLIPTextConfig(
        vocab_size=vocabulary,
        hidden_size=TEXT_WIDTH,
        intermediate_size=4 * TEXT_WIDTH,
        projection_dim=TEXT_WIDTH,
        num_hidden_layers=4,
        num_attention_heads=4,
        max_position_embeddings=TOKENS,
        hidden_act="gelu",
        bos_token_id=end - 1,
        eos_token_id=end,
        pad_token_id=end,
    )
    return CLIPTextModel(config)


def make_unet() -> UNet2DConditionModel:
    """The denoiser: float[b, 8, 16, 16], a time, float[b, 77, 256] -> v, float[b, 8, 16, 16]. 13.5 M parameters."""
    unet = UNet2DConditionModel(
        sample_size=LATENT_SIDE,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        block_out_channels=(96, 160, 192),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=TEXT_WIDTH,
        attention_head_dim=(3, 5, 6),  # the number of heads, 32 channels each; diffusers keeps the old name
        use_linear_projection=True,
        norm_num_groups=8,
    )
    # On a CPU the fused attention's backward pass takes a third of a step; 64 positions need no fusing.
    unet.set_attn_processor(AttnProcessor())
    return unet


def make_scheduler() -> DDIMScheduler:
    """The noise schedule: SD2's betas rescaled to end in pure noise, so that night can be dark.

    Lin et al. 2024, "Common Diffusion Noise Schedules and Sample Steps are Flawed": zero terminal SNR, trailing
    steps, v-prediction.
    """
    return DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
    )


def noise_levels() -> list[int]:
    """The timesteps that :data:`STEPS` trailing steps stop at, noisiest first."""
    scheduler = make_scheduler()
    scheduler.set_timesteps(STEPS)
    return [int(t) for t in scheduler.timesteps]


def scaling_factor(work: Path) -> float:
    """What the latents are multiplied with before the UNet sees them: one over their standard deviation."""
    return float(json.loads((work / "scaling.json").read_text())["scaling_factor"])


def to_input(pictures: np.ndarray) -> torch.Tensor:
    """uint8[n, h, w, 3] as the networks take them: float[n, 3, h, w] in -1..1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1.0


def device_of(name: str | None) -> torch.device:
    """The device asked for, or CUDA where there is one."""
    return torch.device(name or ("cuda" if torch.cuda.is_available() else "cpu"))
