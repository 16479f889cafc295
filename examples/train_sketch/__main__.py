"""``python -m examples.train_sketch --minutes N``: train ``sketch`` from nothing, or go on where it stopped."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from .art import Gallery
from .assets import Icons, fetch
from .composer import Composer
from .models import device_of

STAGES = ("assets", "vae", "text", "latents", "unet", "decoder", "export")
# The share of the minutes that each learning stage gets.
_SHARES = {"vae": 0.25, "text": 0.07, "unet": 0.60, "decoder": 0.08}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.train_sketch", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, required=True, help="training time in all; for one --stage, that stage's time"
    )
    parser.add_argument("--stage", choices=STAGES, help="run this stage alone (default: all, in order)")
    parser.add_argument("--work", type=Path, default=Path("build/sketch"), help="states, caches and sample sheets")
    parser.add_argument(
        "--out", type=Path, default=Path("voice2image/weights/sketch"), help="where the checkpoint is written"
    )
    parser.add_argument("--device", help="cpu or cuda (default: CUDA where there is one)")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: torch's choice)")
    parser.add_argument("--pictures", type=int, default=40_000, help="pictures in the cache of latents")
    return parser.parse_args()


def run_stage(stage: str, args: argparse.Namespace, minutes: float) -> None:
    """Run one stage; each finds what the stages before it left in the work directory."""
    assets: Path = args.work / "assets"
    if stage == "assets":
        fetch(assets)
        return
    device = device_of(args.device)
    if stage == "vae":
        from .train_vae import train_vae

        train_vae(args.work, Composer(Gallery(Icons(assets))), minutes, device)
    elif stage == "decoder":
        from .train_vae import train_decoder

        train_decoder(args.work, Composer(Gallery(Icons(assets))), minutes, device)
    elif stage == "text":
        from .train_text import train_text

        train_text(args.work, minutes, device)
    elif stage == "latents":
        from .latents import cache_latents

        cache_latents(args.work, args.pictures, device)
    elif stage == "unet":
        from .train_unet import train_unet

        train_unet(args.work, minutes, device, args.out)
    else:
        from .export import export

        export(args.work, args.out)


def main() -> None:
    """Parse the command line and run the stages."""
    args = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args.work.mkdir(parents=True, exist_ok=True)
    if args.threads:
        torch.set_num_threads(args.threads)
    if args.stage:
        run_stage(args.stage, args, args.minutes)
        return
    for stage in STAGES:
        run_stage(stage, args, args.minutes * _SHARES.get(stage, 0.0))


if __name__ == "__main__":
    main()
