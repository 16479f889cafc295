"""A board's panels in one batch, against one by one. Needs the extra `diffusers`."""

from __future__ import annotations

import argparse

from benchmarks._measure import compare
from voice2image import DiffusersConfig, Prompt
from voice2image.generators.diffusers import DiffusersGenerator

PROMPTS = [
    Prompt(text=f"wide shot, a {thing} at sunset", seed=n) for n, thing in enumerate("ship car dog tree".split())
]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--model", default="sketch", help="a preset, hub id or folder (default: %(default)s)")
    parser.add_argument("--steps", type=int, help="denoising steps (default: the preset's)")
    given = parser.parse_args()
    single = DiffusersConfig(model=given.model, steps=given.steps, batch_size=1)
    with DiffusersGenerator(single) as alone, DiffusersGenerator(single.replace(batch_size=4)) as together:
        compare(lambda: list(alone.generate(PROMPTS)), lambda: list(together.generate(PROMPTS)))


if __name__ == "__main__":
    main()
