"""Directions as a recogniser mishears them: which words sound alike, and where they are put right."""

import pytest

from voice2image.edit import settle
from voice2image.prompters._dictation.sound_alikes import as_meant, likeness
from voice2image.prompters._sentences import tokens
from voice2image.prompters.shots import ShotPrompter
from voice2image.transcript import Segment


def norms(text):
    return " ".join(
        word.norm for word in as_meant(list(tokens([Segment(text=text, start_s=0, end_s=9, language="en")])))
    )


def shots(text):
    return [
        prompt.shot
        for prompt in settle(ShotPrompter().prompts([Segment(text=text, start_s=0, end_s=9, language="en")]))
    ]


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("chat", "shot"),
        ("short", "shot"),
        ("shop", "shot"),  # the last consonant is hardly heard
        ("tied", "tight"),  # nor whether it has voice
        ("white", "wide"),
        ("pam", "pan"),
        ("plan", "pan"),
        ("touch", "dutch"),
        ("till", "tilt"),
        ("waste", "waist"),
        ("clothes", "close"),
        ("angel", "angle"),
        ("disolved", "dissolve"),
        ("snash", "smash"),
        ("trekking", "tracking"),
        ("penal", "panel"),
    ],
)
def test_words_that_sound_alike(heard, meant):
    assert likeness(heard, meant)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("sheet", "shot"),  # another vowel
        ("shadow", "shot"),  # a syllable more
        ("night", "tight"),  # another consonant
        ("built", "tilt"),
        ("face", "fade"),
        ("train", "crane"),
        ("dog", "truck"),  # two differences
        ("sun", "zoom"),
        ("mud", "mid"),
        ("y", "wide"),  # too short to tell
    ],
)
def test_words_that_do_not(heard, meant):
    assert not likeness(heard, meant)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("Chat two, a dog.", "shot two a dog"),
        ("Then a white chart of a field.", "then a white chart of a field"),  # more is wrong than right
        ("A medium chat, a dog.", "a medium shot a dog"),
        ("A dog by the door, plan left.", "a dog by the door pan left"),
        ("A dog, then tied on his paw.", "a dog then tight on his paw"),
        ("A boat is tied on the pier.", "a boat is tied on the pier"),  # amid a clause
        ("A label, white on black.", "a label white on black"),  # nothing is named
        ("White on the row of machines.", "wide on the row of machines"),
        ("Next, a lo angel, two men.", "next a lo angel two men"),
        ("Next, a low angel, two men.", "next a low angle two men"),
        ("They have a quick chat. A dog.", "they have a quick chat a dog"),
        ("Then the last shot's a kid.", "then the last shot a kid"),
        ("He has one shirt, two hats.", "he has one shirt two hats"),
        ("Swap panels two and three.", "swap panels two and three"),
    ],
)
def test_a_direction_is_put_right_where_it_may_stand(heard, meant):
    assert norms(heard) == meant


def test_what_is_written_stays_as_it_was_heard():
    word = as_meant(list(tokens([Segment(text="Chat 2", start_s=0, end_s=1)])))[0]
    assert (word.text, word.norm) == ("Chat", "shot")


def test_misheard_directions_are_carried_out():
    made = shots("Chat one, a dog on a beach, medium chat. Chat two, touch angle, a cat, plan left.")
    assert [(shot.size, shot.angle, shot.move) for shot in made] == [("MS", None, None), (None, "dutch", "pan-left")]
    assert [shot.picture for shot in made] == ["A dog on a beach", "A cat"]


@pytest.mark.parametrize(
    "text", ["Over the stall keeper's shoulder, a thief.", "Then over till he's shoulder, a thief runs off."]
)
def test_whose_shoulder_may_take_more_than_a_word(text):
    (shot,) = shots(text)
    assert shot.angle == "over-the-shoulder"
