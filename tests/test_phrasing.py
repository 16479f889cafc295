"""Prompts in the words and the order of each family."""

import re
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from voice2image.families import Family
from voice2image.phrasing import Phrased, phrase
from voice2image.prompt import Prompt
from voice2image.shot import Angle, Interior, Move, Shot, ShotSize, TimeOfDay, Transition, Weather
from voice2image.styles import styles

FAMILIES = get_args(Family)
STORM = Shot(
    size="CU", angle="low", place="pier", time_of_day="night", weather="storm", light=("rim light",), mood=("tense",),
    lens=("telephoto",), framing=("profile",),
)  # fmt: skip


def text_of(text, family="sd2", *, style="", **shot):
    return phrase(Prompt(text=text, style=style, shot=Shot(**shot)), family).text


@pytest.mark.parametrize(
    ("text", "shot", "missing"),
    [
        ("a barn door", {"place": "bar"}, "bar"),
        ("a covered cart", {"light": ("red",)}, "red"),
        ("a girl looks for shells in the searchlight", {"place": "sea"}, "sea"),
    ],
)
def test_what_is_only_within_another_word_is_not_said_yet(text, shot, missing):
    assert text_of(text, **shot) == f"{text}, {missing}"


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        (
            "sd2",
            "an old sailor, pier, at night, in a storm, rim light, tense mood, close-up, low-angle shot from below, "
            "seen from the side, telephoto lens, oil and gold",
        ),
        (
            "sd1",
            "close-up, low-angle shot from below, seen from the side, an old sailor, pier, at night, in a storm, "
            "rim light, tense mood, telephoto lens, oil and gold",
        ),
        (
            "turbo",
            "an old sailor, pier, at night, in a storm, rim light, close-up, low-angle shot from below, oil and gold",
        ),
        ("sketch", "close-up, low angle, an old sailor, pier, at night, in a storm, oil and gold"),
    ],
)
def test_each_family_has_its_order(family, expected):
    assert phrase(Prompt(text="an old sailor", style="oil and gold", shot=STORM), family).text == expected


def test_what_a_family_can_t_use_is_named():
    prompt = Prompt(text="an old sailor", shot=STORM)
    assert phrase(prompt, "sd2").notes == phrase(prompt, "sd1").notes == ()
    assert phrase(prompt, "turbo").notes == (
        "left out, since turbo models want short prompts: profile, telephoto, tense",
    )
    (note,) = phrase(prompt.replace(shot=STORM.replace(angle="dutch", weather="wind")), "sketch").notes
    for word in ("profile", "telephoto", "rim light", "tense", "dutch angle", "wind"):
        assert word in note


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("style", ["", "ink wash manga"])
@pytest.mark.parametrize("text", ["A fox. It runs.", "a (fox:1.3), ", ""])
def test_without_a_shot_the_text_stays_as_it_is(family, style, text):
    prompt = Prompt(text=text, style=style)
    assert phrase(prompt, family) == Phrased(prompt.full_text)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("text", "shot"),
    [
        ("A fox; it runs. ", {}),
        ("wide shot of a pier at night in the rain.", STORM.replace(
            size="WS", angle=None, weather="rain", light=(), mood=(), lens=(), framing=()).model_dump()),
        ("Ruby and a trucker", {"framing": ("two-shot",)}),
        ("the salt flats, from above, backlit", {"place": "salt flat", "angle": "high", "light": ("backlit",)}),
        ("a kitchen at breakfast", {"place": "kitchen", "interior": "int", "time_of_day": "morning"}),
        ("a milk float", {"move": "push-in", "transition": "dissolve", "sound": ("birdsong",), "lens": ("slow motion",),
                          "dialogue": "He's back", "notes": ("ask Hana",), "duration_s": 3.0, "characters": ("Ruby",)}),
    ],
)  # fmt: skip
def test_what_has_nothing_to_be_added_stays_word_for_word(family, text, shot):
    assert phrase(Prompt(text=text, shot=Shot(**shot)), family) == Phrased(text)


@pytest.mark.parametrize(
    ("hour", "text"),
    [
        ("night", "a moonlit bay"),
        ("night", "a house in the dark, midnight"),
        ("midnight", "the dead of night"),
        ("dawn", "the sun is rising over a field"),
        ("morning", "a bay at sunrise"),
        ("dusk", "evening on the quay"),
        ("sunset", "a road in the golden hour"),
        ("noon", "a plaza at midday"),
    ],
)
def test_an_hour_is_said_once(hour, text):
    assert text_of(text, time_of_day=hour) == text


@pytest.mark.parametrize(
    ("hour", "text"),
    [("morning", "the night porter"), ("night", "a porter"), ("night", "a knight"), ("night", "a night watchman")],
)
def test_other_words_don_t_stand_for_an_hour(hour, text):
    assert text_of(text, time_of_day=hour).startswith(f"{text}, ")


@pytest.mark.parametrize(
    ("weather", "text"),
    [
        ("rain", "a drizzle on the quay"),
        ("storm", "lightning over a ship"),
        ("snow", "a blizzard"),
        ("fog", "a misty wood"),
        ("wind", "a windswept heath"),
        ("clear", "a boat under a blue sky"),
    ],
)
def test_a_weather_is_said_once(weather, text):
    assert text_of(text, weather=weather) == text


def test_a_raincoat_is_no_rain():
    assert text_of("a yellow raincoat", weather="rain") == "a yellow raincoat, in the rain"


def test_indoors_the_weather_is_outside():
    room = {"place": "laundromat", "interior": "int", "weather": "rain"}
    assert text_of("a red sock", **room) == "a red sock, laundromat interior, rain outside"
    assert phrase(Prompt(text="a red sock", shot=Shot(**room)), "sketch") == Phrased(
        "a red sock, laundromat", notes=("left out, since the model wasn't taught it: rain outside",)
    )
    assert text_of("a cup", interior="int", weather="clear") == "a cup, interior"
    assert text_of("a cup", "sketch", interior="int") == "a cup, indoors"


def test_outdoors_is_said_where_no_place_is():
    assert text_of("a red truck", interior="ext") == "a red truck, outdoors"
    assert text_of("a red truck", interior="ext", place="alley") == "a red truck, alley"
    assert text_of("a red truck", "sketch", interior="ext") == "a red truck"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_full_stop_gives_way_to_what_is_added(family):
    assert text_of("A fox runs.", family, time_of_day="dusk") == "A fox runs, at dusk"


def test_a_closer_framing_than_the_text_s_is_said():
    assert text_of("close-up of an eye", size="ECU") == "close-up of an eye, extreme close-up"
    assert text_of("Ms Pettigrew", size="MS") == "Ms Pettigrew, medium shot from the waist up"


def test_places_in_other_scripts_are_found():
    assert text_of("森の中の狐", place="森") == "森の中の狐"
    assert text_of("狐", place="森") == "狐, 森"


@pytest.mark.parametrize("style", list(styles().values()), ids=lambda style: style.name)
def test_a_named_style_is_worded_for_the_family(style):
    prompt = Prompt(text="a fox", style=style.name.upper(), negative_text="fog")
    assert phrase(prompt, "sd2") == Phrased(f"a fox, {style.words}", f"fog, {style.negative}")
    assert phrase(prompt, "sketch") == Phrased(f"a fox, {style.sketch}", "fog")
    assert phrase(prompt, "turbo").text == f"a fox, {style.turbo}"


def test_a_style_doesn_t_avoid_what_the_prompt_asks_for():
    avoided = phrase(Prompt(text="a man holds a photograph", style="ink manga", negative_text="Colour"), "sd2")
    assert avoided.negative_text == "Colour, 3d render, grey smudges"


def test_a_misspelt_style_is_taken_as_words_and_said():
    phrased = phrase(Prompt(text="a fox", style="ink magna"), "sd2")
    assert phrased.text == "a fox, ink magna"
    assert phrased.notes == ('"ink magna" is no style of ours and was taken as words; did you mean "ink manga"?',)


def test_turbo_says_that_it_drops_the_negative_text():
    phrased = phrase(Prompt(text="a fox", negative_text="fog, blurry"), "turbo")
    assert phrased == Phrased(
        "a fox", notes=("turbo models take no negative text, so it had no effect: fog, blurry",)
    )  # fmt: skip
    assert phrase(Prompt(text="a fox", style="noir"), "turbo").notes == ()  # nobody asked for its negative words


def either(kind):
    return st.none() | st.sampled_from(get_args(kind))


def some(texts):
    return st.lists(texts, max_size=2).map(tuple)


WORDS = st.sampled_from(
    "fox pier night Dawn rain, storm. inside wide shot close-up of (lamp:1.3) [dim] Kenji's 森の中 über - ;".split()
)
TEXTS = st.lists(WORDS, max_size=120).map(" ".join) | st.text(max_size=80)
SHOTS = st.builds(
    Shot,
    size=either(ShotSize),
    angle=either(Angle),
    move=either(Move),
    framing=some(st.sampled_from(("two-shot", "reverse", "profile", "silhouette", "of my own"))),
    lens=some(st.sampled_from(("shallow focus", "slow motion", "wide lens", "85 mm"))),
    transition=either(Transition),
    interior=either(Interior),
    place=st.none()
    | st.sampled_from(("pier", "salt flat", "森"))
    | st.text(st.characters(categories=["L", "Zs"]), max_size=10),
    time_of_day=either(TimeOfDay),
    weather=either(Weather),
    light=some(st.sampled_from(("backlit", "hard light"))),
    mood=some(st.sampled_from(("tense", "very quiet"))),
)
STYLES = st.sampled_from(["", "ink wash manga", *styles()])
CONTENT = re.compile(r"\w+")


@given(text=TEXTS, shot=st.none() | SHOTS, style=STYLES, family=st.sampled_from(FAMILIES))
@example(text="a fox.", shot=STORM, style="noir", family="sd1")
def test_no_word_is_ever_lost_or_moved(text, shot, style, family):
    phrased = phrase(Prompt(text=text, style=style, shot=shot), family)
    kept = text.rstrip(" .,;") or text  # all but the stop that a comma takes the place of
    assert kept in phrased.text
    assert CONTENT.findall(kept) == CONTENT.findall(text)


@given(text=TEXTS, shot=SHOTS, family=st.sampled_from(FAMILIES))
def test_nothing_of_a_shot_gets_lost_without_a_note(text, shot, family):
    shot = shot.replace(light=("verdigris",), mood=("wistful",))
    phrased = phrase(Prompt(text=text, shot=shot), family)
    told = f"{phrased.text} {phrased.notes}"
    assert "verdigris" in told
    assert "wistful" in told


@given(text=TEXTS, shot=SHOTS, family=st.sampled_from(FAMILIES))
def test_what_is_phrased_needs_no_second_phrasing(text, shot, family):
    """All that was added is recognised as said."""
    once = phrase(Prompt(text=text, shot=shot.replace(mood=(), framing=(), lens=())), family)
    again = phrase(Prompt(text=once.text, shot=shot.replace(mood=(), framing=(), lens=())), family)
    assert again.text == once.text


@given(sound=st.sampled_from(("birdsong", "a bell")), move=either(Move), transition=either(Transition))
def test_sound_dialogue_notes_moves_and_transitions_never_get_in(sound, move, transition):
    told = {"sound": (sound,), "dialogue": "You're late", "notes": ("ask Hana",), "duration_s": 2.0}
    assert text_of("a fox", move=move, transition=transition, **told) == "a fox"
