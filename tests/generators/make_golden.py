"""Draw the golden images of `sketch` anew: python tests/generators/make_golden.py

To be run when the embedded weights change, and never to make a test pass that a change of code has broken.
"""

from __future__ import annotations

from pathlib import Path

from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.prompt import Prompt

FOLDER = Path(__file__).with_name("golden")

CASES = {
    "lighthouse-ddim": (DiffusersConfig(), Prompt(text="wide shot, a lighthouse on a cliff at night", seed=1)),
    "ship-dpm": (DiffusersConfig(scheduler="dpm++2m", steps=12), Prompt(text="a big ship on the waves", seed=2)),
    "deer-euler-a": (
        DiffusersConfig(scheduler="euler-a", guidance_scale=3.0),
        Prompt(text="low angle, a deer in a forest", negative_text="night", seed=3),
    ),
}


def draw(name: str):
    """The image of a case."""
    config, prompt = CASES[name]
    with DiffusersGenerator(config) as generator:
        return next(iter(generator.generate([prompt])))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in CASES:
        draw(name).save(FOLDER / f"{name}.png")
