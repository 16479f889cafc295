"""Write sketch_prompts.jsonl anew: 500 scenes that nobody learned from, in words, with their seeds.

The list changes when the closed world or its captions do. Needs no drawings.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

from examples.train_sketch.captions import caption
from examples.train_sketch.judge_data import held_out
from examples.train_sketch.scene import NOBODY, Scene, sample_scene, taught

PATH = Path(__file__).with_name("sketch_prompts.jsonl")
WIDE_EVERY = 5
EMPTY = 0.3  # how many of the scenes with nobody in them are kept, of which there would be a third


def main() -> None:
    """Draw the scenes and their captions, and write them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.make_sketch_prompts", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many (default: %(default)s)")
    given = parser.parse_args()
    rng = random.Random("sketch quality")
    lines: list[str] = []
    asked: set[Scene] = set()
    while len(lines) < given.count:
        scene = sample_scene(rng)
        if (
            scene not in asked
            and held_out(scene)
            and taught(scene)
            and (scene.subject != NOBODY or rng.random() < EMPTY)
        ):
            asked.add(scene)
            wide = len(lines) % WIDE_EVERY == WIDE_EVERY - 1
            entry = {"prompt": caption(scene, rng), "seed": len(lines), "wide": wide, "scene": asdict(scene)}
            lines.append(json.dumps(entry, ensure_ascii=False))
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
