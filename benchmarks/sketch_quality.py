"""What `sketch` draws, read back by a judge that is not the model. Needs the extra `diffusers`.

Draws fixed prompts at fixed seeds as a user would, and prints how often each part of the picture is what was asked for:
500 prompts of scenes that the judge never learned from, and the panels of memos as people dictate them.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks._sheet import Cell, save_sheets
from examples.train_sketch.judge import Reader, Reading, load_judge
from examples.train_sketch.marks import BARS, Tally, mark, tally
from voice2image import DiffusersConfig, Generator, Prompt
from voice2image.registry import create

HERE = Path(__file__).parent
SCHEMA = "voice2image.sketch-quality/1"
WORST = 15
ORDER = (*BARS, "count", "style", "angle", "emotion", "action")


@dataclass(frozen=True, slots=True)
class Item:
    """One picture to draw, and the scene that it should show."""

    prompt: str
    seed: int
    wide: bool
    scene: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture, what was read from it and which of that is right."""

    item: Item
    picture: Image.Image
    reading: Reading
    marks: Mapping[str, bool]


def items_of(name: str, count: int) -> list[Item]:
    """The first prompts of a list that lies beside this module."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[:count]
    return [Item(**json.loads(line)) for line in lines]


def pictures_of(items: Sequence[Item], config: DiffusersConfig, seconds: list[float]) -> list[Image.Image]:
    """Draw one shape's items in order; `seconds` gets the mean time of one, the model loaded before."""
    with create("generators", config, Generator) as generator:
        generator.prepare()
        start = time.perf_counter()
        made = generator.generate([Prompt(text=item.prompt, seed=item.seed) for item in items])
        pictures = [drawn.pixels for drawn in made]
        seconds.append((time.perf_counter() - start) / len(items))  # a batch comes all at once
        return pictures


def draw(items: Sequence[Item], config: DiffusersConfig, seconds: list[float]) -> list[Image.Image]:
    """Draw all items: the square ones at the model's own size, the wide ones at its width in 16:9."""
    made: dict[int, Image.Image] = {}
    square = [i for i, item in enumerate(items) if not item.wide]
    made.update(zip(square, pictures_of([items[i] for i in square], config, seconds), strict=True))
    wide = [i for i, item in enumerate(items) if item.wide]
    if wide:
        across = next(iter(made.values())).width
        shape = config.replace(width=across, height=round(across * 9 / 16 / 16) * 16)
        made.update(zip(wide, pictures_of([items[i] for i in wide], shape, []), strict=True))
    return [made[i] for i in range(len(items))]


def show(name: str, drawn: Sequence[Drawn], judge: Reader) -> dict[str, Any]:
    """Print the tables of one list; returns them for the JSON."""
    fields = tally(d.marks for d in drawn)
    own = judge.about["held_out"]["clean"]
    print(f"\n{name}: {len(drawn)} pictures\n  {'':14}  read as asked   95 % interval     bar   judge's own")
    for field in (f for f in ORDER if f in fields):
        t, (low, high) = fields[field], fields[field].interval
        bar = f"{BARS[field]:6.0%}" if field in BARS else "      "
        note = "" if t.share >= BARS.get(field, 0.0) else "  below"
        print(
            f"  {field:14}  {t.share:7.1%} of {t.asked:<4d} {low:6.1%} to {high:6.1%}  {bar}  {own[field]:7.1%}{note}"
        )
    by_size = {
        size: tally(d.marks for d in drawn if d.item.scene["size"] == size and d.item.scene["subject"] != "nobody")
        for size in ("extreme close", "close", "medium", "wide")
    }
    print("  the subject, where there is one, by shot size:")
    for size, tallies in by_size.items():
        if tallies:
            first, near = tallies["subject"], tallies["subject top-5"]
            print(f"    {size:14}{first.share:7.1%} first  {near.share:7.1%} of five  ({first.asked})")
    worst = misread(drawn)
    print("  most often misread: " + ", ".join(f"{subject} ({t.right} of {t.asked})" for subject, t in worst))
    return {
        "pictures": len(drawn),
        "fields": {field: {**_plain(t), "bar": BARS.get(field), "judge": own[field]} for field, t in fields.items()},
        "subject_by_size": {size: {f: _plain(t) for f, t in by_size[size].items()} for size in by_size},
        "worst": {subject: _plain(t) for subject, t in worst},
    }


def misread(drawn: Sequence[Drawn]) -> list[tuple[str, Tally]]:
    """The subjects with the most pictures that were read as something else."""
    marks: dict[str, list[Mapping[str, bool]]] = defaultdict(list)
    for d in drawn:
        marks[d.item.scene["subject"]].append(d.marks)
    tallies = {subject: tally(of_it)["subject"] for subject, of_it in marks.items()}
    ordered = sorted(tallies.items(), key=lambda pair: (pair[1].right - pair[1].asked, pair[1].share, pair[0]))
    return [(subject, t) for subject, t in ordered if t.right < t.asked][:WORST]


def _plain(t: Tally) -> dict[str, Any]:
    low, high = t.interval
    return {"right": t.right, "asked": t.asked, "share": round(t.share, 4), "interval": [round(low, 4), round(high, 4)]}


def cell_of(d: Drawn) -> Cell:
    """One picture of the contact sheet."""
    values, order = d.reading.values, [field for field in ORDER if field in d.reading.values]
    right = ", ".join(values[field] for field in order if d.marks.get(field))
    wrong = ", ".join(f"{values[f]} for {d.item.scene[f]}" for f in order if not d.marks.get(f, True))
    return Cell(d.picture, d.item.prompt, right, wrong)


def record_of(d: Drawn) -> dict[str, Any]:
    """One picture of the JSON."""
    return {
        "prompt": d.item.prompt,
        "seed": d.item.seed,
        "wide": d.item.wide,
        "scene": dict(d.item.scene),
        "read": d.reading.values,
        "subjects": [[name, round(share, 4)] for name, share in d.reading.subjects],
        "wrong": [field for field, right in d.marks.items() if not right],
    }


def main() -> None:
    """Draw, read, print, and write the sheets and the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sketch_quality", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="prompts of each list (default: all)")
    parser.add_argument("--steps", type=int, help="denoising steps (default: the preset's)")
    parser.add_argument("--guidance", type=float, help="guidance scale (default: the preset's)")
    parser.add_argument("--batch", type=int, help="pictures drawn at once (default: the library's choice)")
    parser.add_argument("--model", default="sketch", help="a preset or a checkpoint folder (default: %(default)s)")
    parser.add_argument("--judge", type=Path, help="a judge's folder (default: the one in examples/train_sketch)")
    parser.add_argument("--out", type=Path, default=Path("build/sketch-quality"), help="default: %(default)s")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    config = DiffusersConfig(
        model=given.model, steps=given.steps, guidance_scale=given.guidance, batch_size=given.batch
    )
    result: dict[str, Any] = {"schema": SCHEMA, "model": given.model, "steps": given.steps, "guidance": given.guidance}
    seconds: list[float] = []
    for name, file in (("prompts", "sketch_prompts.jsonl"), ("dictations", "dictations.jsonl")):
        items = items_of(file, given.count)
        pictures = draw(items, config, seconds)
        judge = load_judge(given.judge) if given.judge else load_judge()
        readings = judge.read(pictures)
        drawn = [
            Drawn(item, picture, reading, mark(item.scene, reading))
            for item, picture, reading in zip(items, pictures, readings, strict=True)
        ]
        result[name] = {**show(name, drawn, judge), "drawn": [record_of(d) for d in drawn]}
        result[name]["sheets"] = [path.name for path in save_sheets([cell_of(d) for d in drawn], given.out / name)]
    # Linux counts the peak in KiB, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    result["seconds"], result["peak_mib"] = round(statistics.mean(seconds), 3), round(peak)
    print(
        f"\na square picture takes {result['seconds']:.2f} s (mean); {result['peak_mib']} MiB at most, judge included"
    )
    (given.out / "result.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    print(f"sheets and result.json: {given.out}")


if __name__ == "__main__":
    main()
