"""The styles that go by a name."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from voice2image.families import Family
from voice2image.styles import find_style, nearest_style, styles

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "prompts.md"
ALL = list(styles().values())


def known_to_sketch():
    content = json.loads(files("voice2image").joinpath("weights/sketch/notions.json").read_text("utf-8"))
    return set(content["known"])


def test_what_mangaka_and_animators_ask_for_is_there():
    wanted = (
        "ink manga, screentone, watercolour background, flat colour key, pencil thumbnail, film still, "
        "storyboard marker, line art, cel animation, gouache, noir, children's book"
    )
    assert set(wanted.split(", ")) <= set(styles())


@pytest.mark.parametrize("style", ALL, ids=lambda style: style.name)
def test_a_style_is_complete(style):
    assert style.about.endswith(".")
    assert style.negative
    assert len(style.turbo.split()) <= 8
    for words in (style.words, style.turbo, style.negative, style.sketch):
        assert words == words.strip(" ,.")
        assert not re.search(r"\b(no|not|without)\b", words)  # of which CLIP hears the next word only
        assert not re.search(r"[()\[\]\\:]", words)  # which would be read as weights


@pytest.mark.parametrize("style", ALL, ids=lambda style: style.name)
def test_its_wording_for_sketch_is_one_that_sketch_was_taught(style):
    assert style.sketch.lower().replace("-", " ") in known_to_sketch()


@pytest.mark.parametrize("style", ALL, ids=lambda style: style.name)
def test_it_doesn_t_avoid_what_it_asks_for(style):
    asked = {part.strip() for part in style.words.split(",")}
    assert not asked & {part.strip() for part in style.negative.split(",")}


@pytest.mark.parametrize("family", get_args(Family))
@pytest.mark.parametrize("style", ALL, ids=lambda style: style.name)
def test_every_family_has_words_for_it(style, family):
    assert style.worded(family)
    assert bool(style.avoided(family)) == (family in ("sd1", "sd2"))


@pytest.mark.parametrize("text", ["flat colour key", "Flat-Color Key", " FLAT_COLOUR  key "])
def test_a_name_is_found_however_it_is_spelt(text):
    assert find_style(text) is styles()["flat colour key"]


@pytest.mark.parametrize("text", ["Children’s Book", "childrens-book"])
def test_an_apostrophe_makes_no_difference(text):
    assert find_style(text) is styles()["children's book"]


@pytest.mark.parametrize("text", ["", "ink wash manga", "ink magna", "in the manner of an ink manga", "墨絵"])
def test_other_words_are_free(text):
    assert find_style(text) is None


def test_the_nearest_name_is_found_only_where_it_is_near():
    assert nearest_style("ink magna") is styles()["ink manga"]
    assert nearest_style("ink wash manga") is None
    assert nearest_style("ink manga") is None
    assert nearest_style("") is None


def test_the_names_are_told_apart():
    for style in ALL:
        assert find_style(style.name) is style


def test_the_page_lists_them_all():
    listed = PAGE.read_text("utf-8").partition("## Choose a style")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", listed, re.MULTILINE)
    assert rows == [(style.name, style.about, style.sketch) for style in ALL]
