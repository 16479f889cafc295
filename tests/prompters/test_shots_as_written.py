"""The shot prompter on dictations as people write them down: what is said around a picture, and what is only named."""

import pytest

from voice2image.edit import settle
from voice2image.prompters.shots import ShotPrompter
from voice2image.transcript import Segment


def board(text):
    return settle(ShotPrompter().prompts([Segment(text=text, start_s=0.0, end_s=len(text) / 15, language="en")]))


def pictures(text):
    return [prompt.text for prompt in board(text)]


def fields(text, *names):
    return [tuple(getattr(prompt.shot, name) for name in names) for prompt in board(text)]


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("A canyon, no people, just rock.", ["A canyon, no people, just rock"]),
        ("A cop car, lights going, no siren.", ["A cop car, lights going, no siren"]),
        ("A dog, no, a wolf.", ["A wolf"]),
        ("A dog, no a wolf.", ["A wolf"]),
    ],
)
def test_no_says_what_is_not_there_or_takes_back(said, drawn):
    assert pictures(said) == drawn


@pytest.mark.parametrize(
    ("said", "dialogue"),
    [
        ("The line goes, and a reel spins.", ""),
        ("She screams, and the monster screams too.", ""),
        ("The horse says, left then.", "left then"),
        ('She screams, "and you too."', "and you too"),
    ],
)
def test_what_goes_on_behind_a_comma_is_no_speech(said, dialogue):
    assert [prompt.shot.dialogue for prompt in board("A girl on a pier. " + said)] == [dialogue]


def test_a_list_with_numbers_is_a_shot_each():
    said = "1. EXT. LIGHTHOUSE, NIGHT. ELS. 2. The keeper in his room. MS. 3. His hands. CU."
    assert fields(said, "size") == [("ELS",), ("MS",), ("CU",)]
    assert pictures(said)[1:] == ["The keeper in his room", "His hands"]


def test_a_title_of_a_person_ends_no_sentence():
    assert pictures("Ms. Lee at a desk.") == ["Ms. Lee at a desk"]


@pytest.mark.parametrize(
    "said", ["Shot one's a dog. Shot two's a cat.", "The first one's a dog. The next shot's a cat."]
)
def test_a_number_may_be_contracted(said):
    assert pictures(said) == ["A dog", "A cat"]


@pytest.mark.parametrize(
    ("said", "notes"),
    [
        ("A mule's face, super unimpressed.", ()),
        ("A desert. Then the title page, a paw print in snow.", ()),
        ("A truck. Super: eight hundred kilometres.", ("Super: eight hundred kilometres",)),
    ],
)
def test_super_and_title_are_laid_over_where_a_mark_follows(said, notes):
    assert board(said)[0].shot.notes == notes


def test_a_noun_that_begins_a_sentence_is_nobody_s_name():
    assert board("Porthole, a face pressed to it.")[0].shot.characters == ()
    assert board("Ingrid, tall, shaved head, waits.")[0].shot.characters == ("Ingrid",)


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("Okay, where was I. A dog.", ["A dog"]),
        ("Real quick before I lose it. A dog.", ["A dog"]),
        ("Got two minutes. A dog.", ["A dog"]),
        ("A skull on a desk. Don't overdo it.", ["A skull on a desk"]),
        ("And the last shot, I promise, is the pianist.", ["The pianist"]),
        ("A dog, that's the thing, in a hat.", ["A dog, in a hat"]),
        ("They eat the ham together and that's the end.", ["They eat the ham together"]),
        ("A door from a boat. That's shot one. Shot two is the stairs.", ["A door from a boat", "The stairs"]),
        ("It's about a penguin at the zoo.", ["A penguin at the zoo"]),
        ("It's about midnight, a penguin.", ["It's about midnight, a penguin"]),
        ("Two characters in this one, a heron and a frog.", ["A heron and a frog"]),
        ("The movie starts and it's a castle.", ["A castle"]),
        ("A boy plays a video game.", ["A boy plays a video game"]),
        ("A man is playing music on a porch.", ["A man is playing music on a porch"]),
        ("Insurance comedy. A dog.", ["A dog"]),
        ("The camera flies over a swamp.", ["Over a swamp"]),
        ("A hand and that is an old hand on the rope.", ["A hand and that is an old hand on the rope"]),
    ],
)
def test_talk_about_the_film_is_left_out_and_the_picture_kept(said, drawn):
    assert pictures(said) == drawn


@pytest.mark.parametrize(
    ("said", "drawn", "move"),
    [
        ("A bus on a bridge, pan right with it, and it tips.", "A bus on a bridge, and it tips", "pan-right"),
        ("A girl on skates, we track with her.", "A girl on skates", "tracking"),
        ("A caravan, we pull way back and it is a speck.", "A caravan, and it is a speck", "pull-out"),
        ("A man. Slow push in on his face.", "A man. His face", "push-in"),
    ],
)
def test_pronouns_behind_a_camera_move_go_with_it(said, drawn, move):
    (prompt,) = board(said)
    assert (prompt.text, prompt.shot.move) == (drawn, move)


def test_a_sentence_about_another_thing_that_is_framed_is_a_shot():
    said = "Overhead shot of a bowl of milk. {} watches from the windowsill, medium close-up."
    assert fields(said.format("Her cat"), "size", "angle") == [(None, "birds-eye"), ("MCU", None)]
    assert fields(said.format("The milk"), "size", "angle") == [("MCU", "birds-eye")]


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("The camera goes really really close to her face.", "size", "CU"),
        ("A desert from very high, a caravan.", "angle", "high"),
        ("A man. Medium from behind.", "size", "MS"),
        ("A field. Then black.", "transition", "fade-out"),
    ],
)
def test_directions_said_as_clauses(said, field, value):
    assert [getattr(prompt.shot, field) for prompt in board(said)] == [value]


@pytest.mark.parametrize("later", ["The next day", "Ten years later", "After this"])
def test_a_later_time_is_another_shot(later):
    assert len(pictures(f"A caravan in the dunes. {later} the dunes are empty.")) == 2


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("It's raining, a parking lot behind a motel.", "parking lot"),
        ("A woman waits in the train station.", "train station"),
        ("A hand comes in and lifts out a harmonica.", None),
    ],
)
def test_where_a_shot_is(said, place):
    assert board(said)[0].shot.place == place


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("The old man, his name's Hamish, lifts a glass.", "The old man, Hamish, lifts a glass"),
        ("A penguin and he's called Pip and he slides.", "A penguin, Pip and he slides"),
        ("A boat, her name is Bess, in a storm.", "A boat, Bess, in a storm"),
        ("A stone with his name on it.", "A stone with his name on it"),
    ],
)
def test_a_name_stays_without_the_words_that_give_it(said, drawn):
    assert pictures(said)[0].split(". ")[0] == drawn


@pytest.mark.parametrize(
    "text",
    [
        "A frog in the reeds. Under that, a fish swims",
        "Two plates on a table",
        "Three boards lean against the wall",
        "The story book on a table",
        "Our class in the garden",
        "The show in the tent",
        "For the king, a servant carries a crown",
        "For the lighthouse keeper, a letter",
        "A quick fox runs before the dawn",
        "Two quick cats sleep while it rains",
        "He starts to type on a keyboard",
        "They finally got to a castle",
        "The curtain is pulled back by a boy",
        "The handled basket sits",
        "A panel for the lamp hangs open",
        "Now wait, a cat jumps",
        "No weight on the bar",
    ],
)
def test_plain_english_is_drawn_as_it_is_said(text):
    assert pictures(f"{text}.") == [text]


@pytest.mark.parametrize("broken_off", ["make it", "make it into"])
def test_an_order_that_breaks_off_loses_nothing(broken_off):
    assert pictures(f"A dog on a mat. Next, a cat. The dog in shot one, {broken_off}.")[0] == "A dog on a mat"
