"""The stages of the training: each finds what the ones before it left in the work directory."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import Final

import torch

from .art import Gallery
from .assets import Icons, fetch
from .composer import Composer
from .models import device_of
from .parallel import together

LOG_FORMAT: Final = "%(asctime)s %(message)s"
TOGETHER: Final = ("vae", "decoder", "unet")
"""The stages that several processes can learn together."""


def run_stage(stage: str, args: argparse.Namespace, minutes: float) -> None:
    """Run one stage; each finds what the stages before it left in the work directory."""
    assets: Path = args.work / "assets"
    if stage == "assets":
        fetch(assets)
        return
    device = device_of(args.device)
    if args.processes > 1 and stage not in TOGETHER and args.stage:
        logging.getLogger("train_sketch").warning("--processes has no effect on --stage %s", stage)
    if stage in TOGETHER:
        together(args.processes, learn, stage, args.work, minutes, device, args, on=device.type)
    elif stage == "text":
        from .train_text import train_text

        train_text(args.work, minutes, device)
    elif stage == "latents":
        from .latents import cache_latents

        cache_latents(args.work, args.pictures, device, args.mirror)
    elif stage == "judge":
        from .train_judge import train_judge

        train_judge(args.work, minutes)
    elif stage == "distil":
        from .distill import train_distilled

        train_distilled(args.work, minutes, device)
    else:
        from .export import export

        export(args.work, args.out)


def learn(stage: str, work: Path, minutes: float, device: torch.device, args: argparse.Namespace) -> None:
    """A stage that several processes can learn together: what each of them does."""
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    if args.threads:
        torch.set_num_threads(args.threads)
    if stage == "unet":
        from .contrast import ContrastConfig
        from .train_unet import train_unet

        against = ContrastConfig(args.itc, args.itd, args.temperature, args.gamma)
        train_unet(work, minutes, device, args.out, against)
        return
    from .train_vae import train_decoder, train_vae

    composer = Composer(Gallery(Icons(work / "assets")))
    (train_vae if stage == "vae" else train_decoder)(work, composer, minutes, device)
