"""Go on from a finished checkpoint where the training's own state is gone.

The weights in fp16 are most of a state. What is missing are the optimizer's moments, which are back after some hundred
steps.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer

from .checkpoint import pack, save_state
from .loop import log
from .train_text import Reader


def take_up(checkpoint: Path, work: Path) -> None:
    """Lay a checkpoint out as the state of every stage, so that the UNet's stage trains on from it.

    Does nothing where a UNet is in training already.

    Args:
        checkpoint: A folder that ``--stage export`` wrote.
        work: The work directory; its autoencoder and text encoder are replaced.

    Raises:
        FileExistsError: The work directory holds what was made with another autoencoder.
    """
    if (work / "state" / "unet").exists():
        log.info("the UNet in %s is further than %s: going on with that", work, checkpoint)
        return
    for name in ("latents", "state/decoder"):
        if (work / name).exists():
            raise FileExistsError(f"{work / name} belongs to another autoencoder: take up in an empty --work")
    CLIPTokenizer.from_pretrained(checkpoint / "tokenizer").save_pretrained(work / "tokenizer")
    vae = AutoencoderKL.from_pretrained(checkpoint / "vae")
    (work / "scaling.json").write_text(json.dumps({"scaling_factor": vae.config.scaling_factor}))
    parts: dict[str, torch.nn.Module] = {
        "vae": vae,
        "text": Reader(CLIPTextModel.from_pretrained(checkpoint / "text_encoder")),
        "unet": UNet2DConditionModel.from_pretrained(checkpoint / "unet"),
    }
    for name, part in parts.items():
        weights = {key: value.float() for key, value in part.state_dict().items()}
        meta = {"step": 0, "elapsed_s": 0.0, "samples": 0, "curve": []}
        save_state(work / "state" / name, pack("model", weights) | pack("average", weights), meta)
    log.info("going on from %s", checkpoint)
