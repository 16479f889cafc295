"""The plain prompter, on the two memos as recognisers write them down, and on anything at all."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image.prompters.plain import PlainPrompter, PlainPrompterConfig
from voice2image.testing import PrompterContract
from voice2image.transcript import Segment, Word

LIGHTHOUSE, FOREST = (
    (Path(__file__).parents[2] / "examples" / f"memo-{name}.txt").read_text("utf-8").replace("\n", " ").strip()
    for name in ("lighthouse", "forest")
)


class TestPlainContract(PrompterContract):
    @pytest.fixture
    def prompter(self):
        return PlainPrompter()


def spoken(text, words_per_second=2.5):
    """One segment with evenly spaced words."""
    words, clock = [], 0.0
    for part in text.split():
        words.append(Word(text=part, start_s=clock, end_s=clock + 0.9 / words_per_second))
        clock += 1 / words_per_second
    return Segment(text=text, start_s=0.0, end_s=clock, words=tuple(words))


def panels(text, **settings):
    return list(PlainPrompter(PlainPrompterConfig(**settings)).prompts([spoken(text)]))


def texts(text, **settings):
    return [prompt.text for prompt in panels(text, **settings)]


def test_the_lighthouse_memo_is_four_panels():
    assert texts(LIGHTHOUSE) == [
        "Wide shot, a lighthouse on a cliff, it's night, and there's a storm coming in",
        "A close-up of an old sailor's face in the rain",
        "A medium shot, a big ship on the waves",
        "The lighthouse again, but it's dawn, and the sea is calm",
    ]


def test_a_spoken_duration_is_kept_off_the_picture():
    assert [prompt.duration_s for prompt in panels(LIGHTHOUSE)] == [None, None, 4.0, None]


def test_the_forest_memo_is_four_panels():
    assert texts(FOREST) == [
        "A forest in the morning, sunlight through the trees",
        "Low angle, a deer steps out",
        "A wide shot of mountains at sunset. A woman on a horse rides along the river",
        "Close up, she looks back. She says, they found us",
    ]


def test_every_word_that_was_heard_belongs_to_one_panel():
    assert " ".join(prompt.heard for prompt in panels(LIGHTHOUSE)) == LIGHTHOUSE


def test_panels_follow_each_other_in_time():
    prompts = panels(LIGHTHOUSE)
    for earlier, later in pairwise(prompts):
        assert earlier.start_s < earlier.end_s <= later.start_s


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("um, uh, the the dog and a very very big cat", ["The dog and a very very big cat"]),
        ("Okay so, you know, a tower.", ["A tower"]),
        ("A boat, no wait, a ship on the waves.", ["A ship on the waves"]),
        ("A dog in the snow. Scratch that. A wolf in the snow.", ["A wolf in the snow"]),
        ("A castle at night. No wait, make it dawn.", ["A castle at dawn"]),
        ("A castle at night. Then we, no wait, scratch that, make it dawn.", ["A castle at dawn"]),
        ("A close-up of a cat on a roof. Make it a dog.", ["A close-up of a dog on a roof"]),
        ("Make it a dog.", ["A dog"]),
        ("A dog in the snow. Forget that. A wolf.", ["A wolf"]),
        ("Two kids carry a box and drop it.", ["Two kids carry a box and drop it"]),
        ("A man finds a letter and tries to forget it.", ["A man finds a letter and tries to forget it"]),
        ("We forget it is raining.", ["We forget it is raining"]),
        ("She cut to the chase.", ["She cut to the chase"]),
        ("They fade into the mist.", ["They fade into the mist"]),
        ("They make it to the river.", ["They make it to the river"]),
        ("A sign that says no way, make it a double.", ["A sign that says no way, make it a double"]),
        ("A boat on the waves. No weight, make it a big ship.", ["A big ship on the waves"]),
        ("A forest, low angle, a deer steps out, wide shot.", ["A forest", "Low angle, a deer steps out, wide shot"]),
        ("Wide shot, low angle, a castle.", ["Wide shot, low angle, a castle"]),
        ("A li- lighthouse.", ["A lighthouse"]),
        ("Shot one, a knight. Shot two, a dragon. Finally, the village burning.",
         ["A knight", "A dragon", "The village burning"]),
        ("wide shot of a lighthouse at night then cut to a boat on the waves",
         ["Wide shot of a lighthouse at night", "A boat on the waves"]),
        ("She fired the first shot at the window. It broke.", ["She fired the first shot at the window. It broke"]),
        ("The shop opens at 5 a.m. on Monday.", ["The shop opens at 5 a.m. on Monday"]),
        ("Okay. Um. Right.", []),
        ("", []),
    ],
)  # fmt: skip
def test_speech_becomes_pictures(said, drawn):
    assert texts(said) == drawn


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("A dog. Hold for two seconds.", 2.0),
        ("A dog. Hold on that for like 3 seconds.", 3.0),
        ("A dog. Stay on it for one and a half seconds.", 1.5),
        ("A dog. Hold that for a beat.", 1.0),
        ("A dog holds a stick.", None),
    ],
)
def test_durations(said, seconds):
    (prompt,) = panels(said)
    assert prompt.duration_s == seconds


@pytest.mark.parametrize(
    ("language", "said", "drawn"),
    [
        ("de", "Er geht um das Haus. Dann steht er am Meer.", "Er geht um das Haus. Dann steht er am Meer"),
        ("pt", "Um cachorro na neve. Um navio no mar.", "Um cachorro na neve. Um navio no mar"),
    ],
)
def test_english_cues_are_not_looked_for_in_other_languages(language, said, drawn):
    (prompt,) = PlainPrompter().prompts([spoken(said).replace(language=language)])
    assert prompt.text == drawn


def test_japanese_keeps_its_spelling():
    text = "夜の灯台。嵐が来る。"
    words = tuple(Word(text=mark, start_s=n / 4, end_s=(n + 1) / 4) for n, mark in enumerate(text))
    (prompt,) = PlainPrompter().prompts([Segment(text=text, start_s=0, end_s=3, words=words, language="ja")])
    assert (prompt.text, prompt.heard) == ("夜の灯台。嵐が来る", text)


def test_a_long_pause_starts_a_panel_and_a_short_one_does_not():
    words = [Word(text=t, start_s=s, end_s=s + 0.5) for t, s in (("Rain.", 0), ("Mud.", 1), ("Sun.", 9))]
    segment = Segment(text="Rain. Mud. Sun.", start_s=0, end_s=9.5, words=tuple(words))
    prompts = PlainPrompter(PlainPrompterConfig(max_pause_s=3)).prompts([segment])
    assert [prompt.text for prompt in prompts] == ["Rain. Mud", "Sun"]


def test_a_correction_after_a_long_pause_still_reaches_its_panel():
    words = [Word(text=t, start_s=s, end_s=s + 0.2)
             for t, s in (("A", 0), ("dog.", 0.3), ("Make", 9), ("it", 9.3), ("a", 9.6), ("cat.", 9.9))]  # fmt: skip
    segment = Segment(text="", start_s=0, end_s=11, words=tuple(words))
    assert [prompt.text for prompt in PlainPrompter().prompts([segment])] == ["A cat"]


def test_a_monologue_is_split_where_a_picture_is_full():
    prompts = panels("The street was empty and quiet. " * 40, max_words=20)
    assert len(prompts) > 5
    assert all(len(prompt.text.split()) <= 26 for prompt in prompts)


def test_style_and_negative_text_come_from_the_config():
    (prompt,) = panels("A dog.", style="ink wash manga", negative_text="text, watermark")
    assert prompt.full_text == "A dog, ink wash manga"
    assert prompt.negative_text == "text, watermark"


def test_a_panel_is_given_out_before_the_next_one_is_over():
    heard = []

    def segments():
        for text in ("A dog.", "Cut to a cat.", "Cut to a bird."):
            heard.append(text)
            yield Segment(text=text, start_s=len(heard), end_s=len(heard) + 1)

    first = next(PlainPrompter().prompts(segments()))
    assert first.text == "A dog"
    assert heard == ["A dog.", "Cut to a cat."]


CUES = "cut to|no wait|make it|scratch that|hold for two seconds|a|dog|.|,|next,|um|close-up|dawn|night|of".split("|")
ANY_SPEECH = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(CUES),
    ),
    max_size=60,
)


@given(ANY_SPEECH)
def test_any_text_gives_prompts_without_an_error(parts):
    prompts = panels(" ".join(parts))
    for prompt in prompts:
        assert prompt.text
        assert prompt.start_s <= prompt.end_s
    assert [p.start_s for p in prompts] == sorted(p.start_s for p in prompts)
