"""The words that ``sketch`` doesn't know: the list that ships fits the captions it is trained on."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

import voice2image
from examples.train_sketch import wordnet
from examples.train_sketch.captions import caption
from examples.train_sketch.scene import TAUGHT, sample_scene, taught
from examples.train_sketch.stand_ins import AMBIGUOUS, PASSED_OVER, word_for
from examples.train_sketch.subjects import SUBJECTS
from voice2image.generators.diffusers.notions import Notions

BUILD = "the words have changed since: run python -m examples.train_sketch.build_notions"


@pytest.fixture(scope="module")
def sketch() -> Notions:
    found = Notions.of_folder(Path(voice2image.__file__).parent / "weights" / "sketch")
    assert found is not None
    return found


def test_captions_of_what_it_is_taught_are_left_alone(sketch):
    rng = random.Random(3)
    scenes = [sample_scene(rng) for _ in range(3000)]
    scenes = [scene for scene in scenes if taught(scene)]
    assert len(scenes) > 400
    readings = [sketch.read(caption(scene, rng)) for scene in scenes]
    # Made-up words are in the captions too, and may by chance be a fish's name.
    assert sum(bool(reading.replaced) for reading in readings) <= len(readings) / 100, BUILD
    # And a few say no more than "she".
    assert sum(not reading.has_subject for reading in readings) <= len(readings) / 100, BUILD


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_word_for_a_subject_is_known_or_has_a_stand_in(sketch, name):
    for noun in SUBJECTS[name].words:
        if word_for(name) == PASSED_OVER and noun.split()[-1] in AMBIGUOUS:
            continue  # "a photo of", "well lit"
        reading = sketch.read(f"a {noun}")
        drawn = () if name in TAUGHT else ((noun.replace("-", " "), word_for(name)),)
        replaced = tuple((word.replace("-", " "), notion) for word, notion in reading.replaced)
        assert (replaced, reading.has_subject) == (drawn, word_for(name) != PASSED_OVER), BUILD


INDEX = """\
  1 the licence
dog n 1 1 @ 1 1 00000002
hot_dog n 1 1 @ 1 0 00000003
being n 1 1 @ 1 5 00000001
rex n 1 1 @ 1 0 00000004
"""
DATA = """\
  1 the licence
00000001 03 n 01 being 0 001 ~ 00000002 n 0000 | what lives; "a being"
00000002 05 n 02 dog 0 domestic_dog 0 001 @ 00000001 n 0000 | it barks
00000003 13 n 01 hot_dog 0 000 | it is eaten
00000004 05 n 01 Rex 0 001 @i 00000002 n 0000 | somebody's dog
"""
SENSE = "dog%1:05:00:: 00000002 1 42\ndog%2:38:00:: 02005890 1 2\nhot_dog%1:13:00:: 00000003 1 0\n"


def test_wordnet_is_read():
    net = wordnet.WordNet.parse(INDEX, DATA, SENSE)
    assert net.senses["hot dog"] == ("00000003",)
    assert net.synsets["00000002"] == wordnet.Synset(("dog", "domestic dog"), ("00000001",), "it barks")
    assert (net.uses["dog"]["noun"], net.uses["dog"]["verb"]) == (42, 2)
    assert net.above("00000002") == {"00000002": 0, "00000001": 1}
    assert net.first("dog", net.named("being.1")) == "00000002"
    assert net.first("rex", net.named("being.1")) is None, "a name is no kind of thing"
    assert net.likeness("00000002", "00000001") == pytest.approx(2 / 3)
    assert net.likeness("00000002", "00000003") < net.likeness("00000002", "00000002") == 1
