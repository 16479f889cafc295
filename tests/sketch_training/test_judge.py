"""The judge learns, comes back from disk as it was and keeps its labels in order; and how readings are counted."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

from examples.train_sketch.judge import Judge, Reading, load_judge, save_judge
from examples.train_sketch.judge_data import FIELDS, LABELS, codes_of, held_out, shrink
from examples.train_sketch.marks import Tally, mark, tally
from examples.train_sketch.models import to_input
from examples.train_sketch.muon import muon
from examples.train_sketch.scene import Scene, sample_scene
from examples.train_sketch.train_judge import spoil

FOLDER = Path(__file__).parents[2] / "examples" / "train_sketch" / "judge_weights"
LABELS_OF_TWO = {"subject": ("nobody", "dot"), "time": ("night", "day")}


def dots(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Dark and bright pictures, some of them with a small red dot somewhere."""
    codes = rng.integers(0, 2, (count, 2))
    pictures = np.empty((count, 128, 128, 3), np.uint8)
    for picture, (dot, day) in zip(pictures, codes, strict=True):
        picture[:] = 200 if day else 40
        if dot:
            y, x = rng.integers(8, 108, 2)
            picture[y : y + 12, x : x + 12] = (230, 30, 30)
    return pictures, codes


def test_learns_what_is_small_and_comes_back_from_disk(tmp_path: Path) -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    judge = Judge({field: len(names) for field, names in LABELS_OF_TWO.items()})
    optimizer = muon(judge, 1e-3)
    for _ in range(40):
        pictures, codes = dots(rng, 16)
        logits = judge(to_input(pictures))
        loss = sum(
            torch.nn.functional.cross_entropy(logits[f], torch.from_numpy(codes[:, i]))
            for i, f in enumerate(LABELS_OF_TWO)
        )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
        optimizer.step()
    save_judge(tmp_path, judge, LABELS_OF_TWO, {"held_out": {}})
    reader = load_judge(tmp_path)
    pictures, codes = dots(rng, 32)
    readings = reader.read([Image.fromarray(picture).resize((256, 256)) for picture in pictures])
    for i, (field, names) in enumerate(LABELS_OF_TWO.items()):
        assert reader.labels[field] == list(names)
        assert sum(r.values[field] == names[c] for r, c in zip(readings, codes[:, i], strict=True)) >= 30


def test_another_schema_is_refused(tmp_path: Path) -> None:
    save_judge(tmp_path, Judge({"subject": 2}), {"subject": ("nobody", "dot")}, {})
    about = json.loads((tmp_path / "judge.json").read_text())
    (tmp_path / "judge.json").write_text(json.dumps({**about, "schema": "voice2image.sketch-judge/0"}))
    with pytest.raises(ValueError, match="sketch-judge/0"):
        load_judge(tmp_path)


def test_codes_are_the_scene_again() -> None:
    rng = random.Random(3)
    for scene in (sample_scene(rng) for _ in range(300)):
        codes = codes_of(scene)
        assert {f: LABELS[f][c] for f, c in zip(FIELDS, codes[1:], strict=True) if f != "subject"} == {
            f: str(getattr(scene, f)) for f in FIELDS if f != "subject"
        }
        assert LABELS["subject"][codes[0]] == scene.subject


def test_some_scenes_are_held_out_and_always_the_same() -> None:
    rng = random.Random(4)
    scenes = [sample_scene(rng) for _ in range(4000)]
    assert 20 < sum(map(held_out, scenes)) < 130
    assert [held_out(Scene(**asdict(scene))) for scene in scenes] == [held_out(scene) for scene in scenes]


def test_spoilt_pictures_are_still_pictures() -> None:
    pictures = torch.rand(8, 3, 128, 128) * 2 - 1
    made = spoil(pictures)
    assert made.shape == pictures.shape
    assert made.abs().max() <= 1
    assert not torch.equal(made, pictures)


def test_a_wide_picture_is_squeezed() -> None:
    assert shrink(Image.new("RGB", (256, 144))).shape == (128, 128, 3)


@pytest.mark.parametrize(
    ("right", "asked", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_wilson_interval(right: int, asked: int, low: float, high: float) -> None:
    assert Tally(right, asked).interval == pytest.approx((low, high), abs=1e-4)


def test_either_of_two_side_by_side_counts_as_the_subject() -> None:
    fields = FIELDS[1:]
    scene = Scene("dog", "beach", companion="cat", side="left")
    seen = {f: str(getattr(scene, f)) for f in fields} | {"subject": "cat", "place": "sea"}
    reading = Reading(seen, dict.fromkeys(seen, 1.0), (("cat", 0.9), ("dog", 0.1)))
    marks = mark(asdict(scene), reading)
    assert marks["subject"]
    assert marks["subject top-5"]
    assert not marks["place"]
    assert "emotion" not in marks  # nothing but the usual was asked for
    assert not mark(asdict(Scene("dog", "beach", companion="cat", side="behind")), reading)["subject"]
    assert "size" not in mark(asdict(Scene("nobody", "beach")), reading)  # medium and wide look the same
    assert "place" not in mark(asdict(Scene("man", "beach", size="extreme close")), reading)  # nothing is seen of it
    assert tally([marks, marks])["place"] == Tally(0, 2)


def test_the_judge_that_ships_knows_every_label() -> None:
    reader = load_judge()
    assert {field: tuple(names) for field, names in reader.labels.items()} == LABELS
    assert all(reader.about["held_out"]["clean"][field] > 0.9 for field in ("time", "place", "size", "weather"))
