"""The composer: same seed, same picture; every scene composes in both shapes, and what it asks for can be seen."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

from examples.train_sketch.art import DRAWN_SUBJECTS, Gallery
from examples.train_sketch.assets import AssetError, Icons
from examples.train_sketch.composer import Composer, Shape
from examples.train_sketch.light import light_for
from examples.train_sketch.people_table import PEOPLE
from examples.train_sketch.scene import (
    EMOTIONS,
    NO_HOURS,
    NO_WEATHER,
    NOBODY,
    PLACES,
    SIZES,
    STYLES,
    TIMES,
    WEATHERS,
    Scene,
)
from examples.train_sketch.subjects import SUBJECTS

LIGHTHOUSE = Scene("lighthouse", "cliff", "night", "storm", "wide")
# The rider's horse is an icon; all other people are drawn by code, as DRAWN_SUBJECTS are.
WITHOUT_ICONS = sorted({*DRAWN_SUBJECTS, *PEOPLE} - {"rider"})
FRAMES = {"square": (256, 256, 3), "wide": (144, 256, 3)}


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    """A composer with no picture sets: it can draw what is drawn by code."""
    return Composer(Gallery(Icons(tmp_path_factory.mktemp("no-assets"))))


def difference(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How far apart two pictures are, pixel by pixel: the largest step of any channel."""
    return np.abs(a.astype(int) - b.astype(int)).max(-1)


def around(composer: Composer, scene: Scene, shape: Shape = "square") -> np.ndarray:
    """How far a scene's picture is from the same place with nobody there."""
    return difference(composer.compose(scene, 3, shape), composer.compose(replace(scene, subject=NOBODY), 3, shape))


def test_same_seed_same_picture(composer: Composer) -> None:
    first, again = (composer.compose(LIGHTHOUSE, seed) for seed in (7, 7))
    assert np.array_equal(first, again)
    others = {composer.compose(LIGHTHOUSE, seed).tobytes() for seed in range(20)}
    assert len(others) == 3  # to the left, in the middle, to the right


def test_one_drawing_is_one_pattern_of_the_latents_cells(composer: Composer) -> None:
    cell = 16
    scene = replace(LIGHTHOUSE, size="wide", place="desert", time="day")
    bare = composer.compose(replace(scene, subject=NOBODY), 0)
    covers = {composer.compose_with_mask(scene, seed)[1].tobytes() for seed in range(20)}
    masks = [np.frombuffer(cover, np.uint8).reshape(bare.shape[:2]) for cover in covers]
    middle = next(mask for mask in masks if abs(np.argwhere(mask)[:, 1].mean() - 128) < cell / 2)
    for mask in masks:
        shift = round((np.argwhere(mask)[:, 1].mean() - np.argwhere(middle)[:, 1].mean()) / cell)
        assert np.array_equal(np.roll(middle, shift * cell, axis=1), mask)


@pytest.mark.parametrize("shape", ["square", "wide"])
@pytest.mark.parametrize("place", PLACES)
def test_every_place_composes_in_every_light(composer: Composer, place: str, shape: Shape) -> None:
    for weather in WEATHERS:
        hours = {t: composer.compose(Scene(NOBODY, place, t, weather, "wide"), 0, shape) for t in TIMES}
        for time, picture in hours.items():
            assert picture.shape == FRAMES[shape], (time, weather)
            assert picture.std() > 3.0, (time, weather)
        if place in NO_HOURS:
            continue
        assert hours["night"].mean() < 0.8 * hours["day"].mean(), weather
        for one, other in combinations(TIMES, 2):
            assert difference(hours[one], hours[other]).mean() > 4, (one, other, weather)


@pytest.mark.parametrize("place", [place for place in PLACES if place not in NO_WEATHER])
def test_weathers_differ(composer: Composer, place: str) -> None:
    pictures = {w: composer.compose(Scene(NOBODY, place, "day", w, "wide"), 0) for w in WEATHERS}
    for one, other in combinations(WEATHERS, 2):
        assert difference(pictures[one], pictures[other]).mean() > 2, (one, other)


@pytest.mark.parametrize("subject", WITHOUT_ICONS)
def test_every_subject_drawn_by_code_shows_in_every_size(composer: Composer, subject: str) -> None:
    thing = SUBJECTS[subject]
    for size in SIZES:
        if size == "extreme close" and thing.kind != "person" and not thing.face:
            continue
        scene = Scene(subject, thing.home, size=size)
        shape: Shape = "wide" if size == "medium" else "square"
        assert (around(composer, scene, shape) > 40).mean() > 0.002, scene


@pytest.mark.parametrize("subject", ["knight", "windmill", "ghost"])
def test_a_subject_grows_with_the_shot_size(composer: Composer, subject: str) -> None:
    areas = [int((around(composer, Scene(subject, "desert", size=size)) > 40).sum()) for size in ("wide", "medium")]
    assert areas[0] * 1.5 < areas[1], areas
    assert areas[1] < int((around(composer, Scene(subject, "desert", size="close")) > 40).sum())


def test_more_of_them_and_a_companion_show(composer: Composer) -> None:
    one = Scene("knight", "desert", size="wide")
    pictures = [
        composer.compose(scene, 3)
        for scene in (
            one,
            replace(one, count=2),
            replace(one, count=3),
            *(replace(one, companion="windmill", side=side) for side in ("left", "right", "behind")),
        )
    ]
    for a, b in combinations(pictures, 2):
        assert (difference(a, b) > 40).sum() > 100


def test_actions_and_angles_change_the_picture(composer: Composer) -> None:
    scenes = [Scene("knight", "desert", size="wide", action=action) for action in ("stands", "walks", "runs", "sits")]
    scenes += [replace(scenes[0], action="waves"), *(replace(scenes[0], angle=angle) for angle in ("low", "high"))]
    pictures = [composer.compose(scene, 3) for scene in scenes]
    for a, b in combinations(pictures, 2):
        assert (difference(a, b) > 40).sum() > 50


@pytest.mark.parametrize("subject", ["woman", "wizard", "robot"])
@pytest.mark.parametrize("size", ["close", "extreme close"])
def test_an_emotion_changes_a_close_up(composer: Composer, subject: str, size: str) -> None:
    home = SUBJECTS[subject].home
    pictures = {e: composer.compose(Scene(subject, home, size=size, emotion=e), 3) for e in EMOTIONS}
    for one, other in combinations(EMOTIONS, 2):
        assert (difference(pictures[one], pictures[other]) > 40).sum() > 100, (one, other)


@pytest.mark.parametrize("shape", ["square", "wide"])
def test_styles_differ(composer: Composer, shape: Shape) -> None:
    pictures = {s: composer.compose(Scene("knight", "forest", style=s), 3, shape) for s in STYLES}
    for one, other in combinations(STYLES, 2):
        assert difference(pictures[one], pictures[other]).mean() > 8, (one, other)
    for style, picture in pictures.items():
        grey = difference(picture[..., :1], picture[..., 1:2]).max() == 0
        assert grey == (style in ("pencil", "ink")), style
    ink = pictures["ink"][..., 0]
    assert ((ink < 48) | (ink > 208)).mean() > 0.85
    colour = pictures["colour"].mean(-1)
    assert ((colour < 48) | (colour > 208)).mean() < 0.6  # so that ink's share says something


def test_a_missing_picture_set_says_how_to_get_it(composer: Composer) -> None:
    for scene in (Scene("dog", "field"), Scene("rider", "river")):
        with pytest.raises(AssetError, match="--stage assets"):
            composer.compose(scene, 0)


def test_every_light_is_a_colour() -> None:
    for time in TIMES:
        for weather in WEATHERS:
            light = light_for(time, weather)
            assert all(0 <= channel <= 255 for colour in light.sky for channel in colour)
