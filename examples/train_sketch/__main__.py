"""``python -m examples.train_sketch --minutes N``: train ``sketch`` from nothing, or go on where it stopped."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from .stages import LOG_FORMAT, run_stage

# Those after "export" are run only when asked for: the judge is no part of the model.
STAGES = ("assets", "vae", "text", "latents", "unet", "decoder", "export", "distil", "judge")
# The share of the minutes that each learning stage gets.
_SHARES = {"vae": 0.25, "text": 0.07, "unet": 0.60, "decoder": 0.08}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.train_sketch", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, required=True, help="training time in all; for one --stage, that stage's time"
    )
    parser.add_argument(
        "--stage", choices=STAGES, help="run this stage alone (default: all as far as export, in order)"
    )
    parser.add_argument("--work", type=Path, default=Path("build/sketch"), help="states, caches and sample sheets")
    parser.add_argument(
        "--out", type=Path, default=Path("voice2image/weights/sketch"), help="where the checkpoint is written"
    )
    parser.add_argument(
        "--take-up", type=Path, metavar="FOLDER", help="go on from this checkpoint, if no UNet is in training in --work"
    )
    parser.add_argument("--device", help="cpu or cuda (default: CUDA where there is one)")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads (default: torch's choice)")
    parser.add_argument(
        "--processes",
        type=int,
        default=1,
        help="processes that learn together (VAE, UNet, decoder), each with its threads",
    )
    parser.add_argument("--pictures", type=int, default=40_000, help="pictures in the cache of latents")
    parser.add_argument("--mirror", type=float, default=0.0, help="share of them that are mirrored (default: 0, none)")
    contrast = parser.add_argument_group("contrastive loss", "between text and picture, in the UNet's stage")
    contrast.add_argument(
        "--itc", type=float, default=0.0, help="its weight for what the UNet draws (default: 0, none)"
    )
    contrast.add_argument("--itd", type=float, default=1.0, help="its weight for the critic, on composed pictures")
    contrast.add_argument("--temperature", type=float, default=0.1, help="what likenesses are divided by")
    contrast.add_argument("--gamma", type=float, default=0.0, help="weight of the critic's R1 penalty")
    return parser.parse_args()


def main() -> None:
    """Parse the command line and run the stages."""
    args = _arguments()
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    args.work.mkdir(parents=True, exist_ok=True)
    if args.threads:
        torch.set_num_threads(args.threads)
    if args.take_up:
        from .take_up import take_up

        take_up(args.take_up, args.work)
    if args.stage:
        run_stage(args.stage, args, args.minutes)
        return
    for stage in STAGES[: STAGES.index("export") + 1]:
        run_stage(stage, args, args.minutes * _SHARES.get(stage, 0.0))


if __name__ == "__main__":
    main()
