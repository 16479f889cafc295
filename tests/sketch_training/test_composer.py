"""The composer and the captions: same seed, same picture; every scene composes; the words name what is drawn."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

from examples.train_sketch import words
from examples.train_sketch.art import DRAWN_SUBJECTS, Gallery
from examples.train_sketch.assets import AssetError, Icons
from examples.train_sketch.captions import caption
from examples.train_sketch.composer import SIDE, Composer
from examples.train_sketch.light import light_for
from examples.train_sketch.scene import (
    NOBODY,
    PLACES,
    SIZES,
    SUBJECTS,
    TIMES,
    WEATHERS,
    Scene,
    places_for,
    sample_scene,
)

LIGHTHOUSE = Scene("lighthouse", "cliff", "night", "storm", "wide")


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    """A composer with no picture sets: it can draw what is drawn by code."""
    return Composer(Gallery(Icons(tmp_path_factory.mktemp("no-assets"))))


def test_same_seed_same_picture(composer: Composer) -> None:
    first, again, other = (composer.compose(LIGHTHOUSE, seed) for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("weather", WEATHERS)
def test_every_place_composes_in_every_light(composer: Composer, place: str, time: str, weather: str) -> None:
    picture = composer.compose(Scene(NOBODY, place, time, weather, "wide"), 0)
    assert picture.shape == (SIDE, SIDE, 3)
    assert picture.std() > 3.0


@pytest.mark.parametrize("subject", sorted(DRAWN_SUBJECTS))
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("angle", ["level", "low"])
def test_every_drawn_subject_shows(composer: Composer, subject: str, size: str, angle: str) -> None:
    for place in places_for(subject):
        scene = Scene(subject, place, size=size, angle=angle)
        empty = composer.compose(replace(scene, subject=NOBODY), 3).astype(int)
        assert np.abs(composer.compose(scene, 3) - empty).max() > 60, scene


def test_a_subject_grows_with_the_shot_size(composer: Composer) -> None:
    areas = []
    for size in ("wide", "medium", "close"):
        scene = Scene("knight", "desert", size=size)
        empty = composer.compose(replace(scene, subject=NOBODY), 3).astype(int)
        areas.append(int((np.abs(composer.compose(scene, 3) - empty).max(-1) > 40).sum()))
    assert areas[0] * 2 < areas[1] < areas[2], areas


def test_night_is_darker_than_day(composer: Composer) -> None:
    for place in PLACES:
        day, night = (composer.compose(Scene(NOBODY, place, time, size="wide"), 0).mean() for time in ("day", "night"))
        assert night < 0.75 * day, place


def test_a_missing_picture_set_says_how_to_get_it(composer: Composer) -> None:
    with pytest.raises(AssetError, match="--stage assets"):
        composer.compose(Scene("dog", "field"), 0)


def test_every_light_is_a_colour() -> None:
    for time in TIMES:
        for weather in WEATHERS:
            light = light_for(time, weather)
            assert all(0 <= channel <= 255 for colour in light.sky for channel in colour)


def test_same_seed_same_caption() -> None:
    assert caption(LIGHTHOUSE, random.Random(1)) == caption(LIGHTHOUSE, random.Random(1))


def test_captions_vary() -> None:
    rng = random.Random(0)
    assert len({caption(LIGHTHOUSE, rng) for _ in range(200)}) > 190


def _says(text: str, phrase: str) -> bool:
    """Every word of a phrase is there; a made-up word may stand between them."""
    return all(word in text for word in phrase.lower().split())


def test_a_caption_names_what_its_scene_asks_for() -> None:
    rng = random.Random(5)
    for _ in range(500):
        scene = sample_scene(rng)
        said = caption(scene, rng).lower()
        if scene.time != "day":
            assert any(_says(said, p) for p in words.TIME_PHRASES[scene.time]), (scene, said)
        if scene.weather not in ("clear", "storm"):
            assert any(_says(said, p) for p in words.WEATHER_PHRASES[scene.weather]), (scene, said)
        if scene.subject != NOBODY:
            names = (*words.SUBJECT_WORDS[scene.subject], words.PRONOUNS.get(scene.subject, "no pronoun"))
            assert any(_says(said, n) for n in names), (scene, said)
        if scene.subject != NOBODY and scene.size != "medium":
            marks = (*words.SIZE_PHRASES[scene.size], *words.SIZE_MARKS[scene.size])
            assert any(_says(said, m) for m in marks), (scene, said)


def test_every_subject_has_words_and_a_home_that_suits_it() -> None:
    assert set(words.SUBJECT_WORDS) == set(SUBJECTS)
    for name, subject in SUBJECTS.items():
        assert subject.home in places_for(name) or subject.home == "sky", name
