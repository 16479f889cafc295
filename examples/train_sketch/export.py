"""Write the checkpoint as a Stable Diffusion folder, fp16, and draw a sheet with it the way a user would."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

import torch
from diffusers import StableDiffusionPipeline
from PIL import Image

from .checkpoint import load_state, unpack
from .models import STEPS, make_scheduler, make_unet, scaling_factor
from .train_text import load_text_encoder
from .train_vae import load_vae

_SHARD: Final = "14MB"
PARTS: Final = ("tokenizer", "text_encoder", "unet", "vae", "scheduler")
# The shots of the two memos that the library's demo is dictated from.
PROMPTS: Final = (
    "Wide shot, a lighthouse on a cliff, it's night, and there's a storm coming in.",
    "Close-up of an old sailor's face in the rain.",
    "medium shot, a big ship on the waves",
    "the lighthouse again, but it's dawn, and the sea is calm",
    "a forest in the morning, sunlight through the trees",
    "Low angle, a deer steps out",
    "a wide shot of mountains at sunset",
    "A woman on a horse rides along the river",
    "Close up, she looks back",
    "wide shot, a small boat at sea in a storm at night",
    "a knight in front of a castle at sunset",
    "close-up of a dog in the snow",
    "a train in the desert, it's raining",
    "a girl in the city at night",
)


def export(work: Path, out: Path, unet_state: str = "unet") -> None:
    """Write the pipeline to ``out``; every file is complete before it takes its name.

    Args:
        work: Where the parts were trained; their running averages are what is written.
        out: The checkpoint folder; other files in it (model card, licences) stay.
        unet_state: The state that the UNet is taken from; "distil" is the student's.

    Raises:
        FileNotFoundError: A part was never trained.
    """
    tokenizer, encoder = load_text_encoder(work)
    vae = load_vae(work)
    vae.register_to_config(scaling_factor=scaling_factor(work))
    found = load_state(work / "state" / unet_state)
    if found is None:
        raise FileNotFoundError(f"no trained UNet under {work}: run --stage {unet_state} first")
    unet = make_unet()
    unet.load_state_dict(unpack("average", found[0]))
    pipeline = StableDiffusionPipeline(
        vae=vae.half(), text_encoder=encoder.half(), tokenizer=tokenizer, unet=unet.half(), scheduler=make_scheduler(),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip
    fresh = work / "export"
    shutil.rmtree(fresh, ignore_errors=True)
    pipeline.save_pretrained(fresh, max_shard_size=_SHARD)
    _write_clip_files(fresh / "tokenizer")
    _replace(fresh, out)


def _write_clip_files(folder: Path) -> None:
    """Add the two files that CLIP's tokenizer is known by to the one that transformers writes."""
    model = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    (folder / "vocab.json").write_text(json.dumps(model["vocab"], ensure_ascii=False), encoding="utf-8")
    merges = [m if isinstance(m, str) else " ".join(m) for m in model["merges"]]
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]) + "\n", encoding="utf-8")


def _replace(fresh: Path, out: Path) -> None:
    names = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    for name in sorted(names):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        partial = out / name.with_name(f".{name.name}.partial")
        shutil.copyfile(fresh / name, partial)
        partial.replace(out / name)
    for part in PARTS:
        for path in (out / part).rglob("*"):
            if path.is_file() and path.relative_to(out) not in names:
                path.unlink()


def preview(
    folder: Path,
    path: Path,
    prompts: tuple[str, ...] = PROMPTS,
    seeds: tuple[int, ...] = (1,),
    steps: int = STEPS,
    guidance: float = 3.0,
) -> None:
    """Load a checkpoint and draw a sheet: one column a prompt, one row a seed."""
    pipeline = StableDiffusionPipeline.from_pretrained(folder, dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    rows = []
    for seed in seeds:
        generators = [torch.Generator().manual_seed(seed) for _ in prompts]
        rows.append(
            pipeline(list(prompts), num_inference_steps=steps, guidance_scale=guidance, generator=generators).images
        )
    side = rows[0][0].width + 4
    sheet = Image.new("RGB", (side * min(7, len(prompts)), side * -(-len(prompts) // 7) * len(rows)), "white")
    for r, row in enumerate(rows):
        for i, picture in enumerate(row):
            sheet.paste(picture, (i % 7 * side, (i // 7 * len(rows) + r) * side))
    sheet.save(path)
