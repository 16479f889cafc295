"""The shot prompter: what a dictation's words become, and that nothing that can be said upsets it.

How well it does on whole dictations is measured by the corpus: see test_corpus.py.
"""

import sys
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from voice2image.edit import Edit, Insert, Move, Remove, Revise, settle
from voice2image.prompters.shots import ShotPrompter, ShotPrompterConfig
from voice2image.testing import PrompterContract
from voice2image.transcript import Segment, Word

LIGHTHOUSE, FOREST = (
    (Path(__file__).parents[2] / "examples" / f"memo-{name}.txt").read_text("utf-8").replace("\n", " ").strip()
    for name in ("lighthouse", "forest")
)
THREE = "Shot one, a dog. Shot two, a cat. Shot three, a bird. "
MIRA = "Mira is a tall woman with red hair. "


class TestShotContract(PrompterContract):
    @pytest.fixture
    def prompter(self):
        return ShotPrompter()


class TestShotContractWithABible(PrompterContract):
    @pytest.fixture
    def prompter(self):
        return ShotPrompter(ShotPrompterConfig(characters={"Mira": "a tall woman", "Old Tom": ""}, style="ink"))


def words(text, words_per_second=2.5):
    """Evenly spaced words."""
    parts = text.split()
    return [Word(text=w, start_s=n / words_per_second, end_s=(n + 0.9) / words_per_second) for n, w in enumerate(parts)]


def segment(said):
    """One segment of these words."""
    text = " ".join(word.text for word in said)
    return Segment(text=text, start_s=said[0].start_s, end_s=said[-1].end_s, words=tuple(said))


def spoken(text):
    said = words(text)
    return [segment(said)] if said else []


def changes(text, **config):
    return list(ShotPrompter(ShotPrompterConfig(**config)).prompts(spoken(text)))


def shots(text, **config):
    return [prompt.shot for prompt in settle(changes(text, **config))]


def pictures(text, **config):
    return [shot.picture for shot in shots(text, **config)]


def edits(text):
    return [change for change in changes(text) if isinstance(change, Edit)]


# -- the two memos -----------------------------------------------------------------------------------------------------


def test_the_lighthouse_memo():
    assert pictures(LIGHTHOUSE) == [
        "A lighthouse on a cliff, it's night, and there's a storm coming in",
        "An old sailor's face in the rain",
        "A big ship on the waves",
        "The lighthouse again, but it's dawn, and the sea is calm",
    ]
    board = shots(LIGHTHOUSE)
    assert [shot.size for shot in board] == ["WS", "CU", "MS", None]
    assert [shot.transition for shot in board] == [None, "cut", None, None]
    assert [shot.time_of_day for shot in board] == ["night", "night", "night", "dawn"]
    assert [shot.weather for shot in board][:2] == ["storm", "rain"]
    assert board[0].place == "cliff"


def test_the_forest_memo():
    board = shots(FOREST)
    assert [shot.picture for shot in board] == [
        "A forest in the morning, sunlight through the trees",
        "A deer steps out",
        "Mountains at sunset. A woman on a horse rides along the river",
        "She looks back",
    ]
    assert [shot.size for shot in board] == [None, None, "WS", "CU"]
    assert [shot.angle for shot in board] == [None, "low", None, None]
    assert [shot.transition for shot in board] == [None, None, "cut", None]
    assert [shot.time_of_day for shot in board] == ["morning", "morning", "sunset", "sunset"]
    assert board[3].dialogue == "they found us"


# -- fields ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("Extreme close-up of an eye.", {"size": "ECU"}),
        ("Tight on a hand.", {"size": "CU"}),
        ("A head and shoulders shot of a man.", {"size": "MCU"}),
        ("Medium shot, a man at a desk.", {"size": "MS"}),
        ("Cowboy shot of a gunman.", {"size": "MLS"}),
        ("Full shot of a dancer.", {"size": "WS"}),
        ("Extreme wide shot, a rider in the desert.", {"size": "ELS"}),
        ("Establishing shot of a castle.", {"size": "EST"}),
        ("White shot of a castle.", {"size": "WS"}),
        ("Eye level, a child.", {"angle": "eye-level"}),
        ("Low angle, a giant.", {"angle": "low"}),
        ("From above, a crowd.", {"angle": "high"}),
        ("Bird's eye view of a maze.", {"angle": "birds-eye"}),
        ("Worm's eye view of a giant.", {"angle": "worms-eye"}),
        ("Dutch angle, a corridor.", {"angle": "dutch"}),
        ("Over her shoulder, a letter.", {"angle": "over-the-shoulder"}),
        ("Her point of view, a letter.", {"angle": "pov"}),
        ("A tower, static.", {"move": "static"}),
        ("A street, pan left.", {"move": "pan-left"}),
        ("A street, panning right.", {"move": "pan-right"}),
        ("A tower, tilt up.", {"move": "tilt-up"}),
        ("A tower, tilt down.", {"move": "tilt-down"}),
        ("A man at a desk, dolly in.", {"move": "push-in"}),
        ("A man at a desk, slow pull back.", {"move": "pull-out"}),
        ("A man at a desk, zoom in.", {"move": "zoom-in"}),
        ("A man at a desk, zoom out.", {"move": "zoom-out"}),
        ("Tracking shot of a runner.", {"move": "tracking"}),
        ("A street, crane up.", {"move": "crane-up"}),
        ("A street, crane down.", {"move": "crane-down"}),
        ("A street, handheld.", {"move": "handheld"}),
        ("A dog. Cut to a cat.", {"transition": "cut"}),
        ("A dog. Dissolve to a cat.", {"transition": "dissolve"}),
        ("A dog. Fade in on a cat.", {"transition": "fade-in"}),
        ("A dog. Wipe to a cat.", {"transition": "wipe"}),
        ("A dog. Smash cut to a cat.", {"transition": "smash-cut"}),
        ("A dog. Match cut to a cat.", {"transition": "match-cut"}),
        ("Interior, a kitchen, night.", {"interior": "int", "time_of_day": "night"}),
        ("Exterior, a pier at dusk.", {"interior": "ext", "time_of_day": "dusk"}),
        ("A man in a kitchen.", {"interior": "int", "place": "kitchen"}),
        ("A fox in the forest.", {"interior": "ext", "place": "forest"}),
        ("A field at sunrise.", {"time_of_day": "dawn"}),
        ("A field at high noon, fog everywhere.", {"time_of_day": "noon", "weather": "fog"}),
        ("A two-shot of a knight and a dragon, shallow focus.", {"framing": ("two-shot",), "lens": ("shallow focus",)}),
        ("A tense crowd, backlit.", {"mood": ("tense",), "light": ("backlit",)}),
        ("A wide river.", {"size": None}),
        ("A man wears a wide-brimmed hat.", {"size": None}),
        ("She cut to the chase.", {"transition": None}),
        ("They fade away in the distance.", {"transition": None}),
        ("A panda pans for gold.", {"move": None}),
        ("A man zooms past on a bike.", {"move": None}),
    ],
)  # fmt: skip
def test_directions_are_fields_of_the_shot(said, fields):
    shot = shots(said)[-1]
    assert {name: getattr(shot, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("Wide shot of a tower, slow push in.", ["A tower"]),
        ("um, uh, the the dog and a very very big cat", ["The dog and a very very big cat"]),
        ("Okay so, you know, a tower.", ["A tower"]),
        ("We see a castle. There's a moat.", ["A castle. A moat"]),
        ("A li- lighthouse.", ["A lighthouse"]),
        ("Shot one, a knight. Shot two, a dragon. Finally, the village burning.",
         ["A knight", "A dragon", "The village burning"]),
        ("wide shot of a lighthouse at night then cut to a boat on the waves next shot close up of a gull",
         ["A lighthouse at night", "A boat on the waves", "A gull"]),
        ("Two kids carry a box and drop it.", ["Two kids carry a box and drop it"]),
        ("A man finds a letter and tries to forget it.", ["A man finds a letter and tries to forget it"]),
        ("The shop opens at 5 a.m. on Monday.", ["The shop opens at 5 a.m. on Monday"]),
        ("A dog. That's it, thanks.", ["A dog"]),
        ("Okay. Um. Right.", []),
        ("Cut to black.", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_left_is_the_picture(said, drawn):
    assert pictures(said) == drawn


def test_where_and_when_hold_until_another_is_said():
    board = shots("Wide shot, a garden in the rain, dusk. Cut to a bench in the garden. Next, a fox, it's night.")
    assert [shot.time_of_day for shot in board] == ["dusk", "dusk", "night"]
    assert [shot.weather for shot in board] == ["rain"] * 3


def test_size_angle_and_move_hold_for_one_shot():
    board = shots("Wide shot, low angle, a tower, tilt up. Cut to a door.")
    assert (board[1].size, board[1].angle, board[1].move) == (None, None, None)


def test_inside_there_is_no_weather_and_outside_it_still_rains():
    board = shots("Wide shot, a castle. It's raining. Cut to a kitchen, interior. Cut to a garden.")
    assert [shot.weather for shot in board] == ["rain", None, "rain"]


# -- characters --------------------------------------------------------------------------------------------------------


def test_a_description_is_no_shot_and_belongs_to_every_picture_of_the_character():
    board = shots(MIRA + "Wide shot, Mira on a bench. Cut to a dog. Next, she runs.")
    assert [shot.characters for shot in board] == [("Mira",), (), ("Mira",)]
    assert board[0].picture == "Mira on a bench. Mira: a tall woman with red hair"
    assert [("red hair" in shot.picture) for shot in board] == [True, False, True]


def test_the_config_s_bible_is_used_and_added_to():
    (shot,) = shots("Ines has a lamp. Wide shot, Ines in a boat.", characters={"Ines": "a keeper"})[-1:]
    assert shot.characters == ("Ines",)
    assert "a keeper" in shot.picture


def test_a_name_of_two_words():
    (shot,) = shots("Wide shot, Old Tom in a boat.", characters={"Old Tom": "a bald sailor"})
    assert shot.characters == ("Old Tom",)
    assert shot.picture.endswith("Old Tom: a bald sailor")


def test_two_characters_are_told_apart():
    told = "Jonas is a boy with freckles. " + MIRA
    board = shots(told + "Wide shot, Mira and Jonas on a boat. Next, he jumps. Next, she laughs.")
    assert [shot.characters for shot in board] == [("Mira", "Jonas"), ("Jonas",), ("Mira",)]


def test_the_names_of_the_bible_are_what_to_listen_for():
    config = ShotPrompterConfig(characters={"Mira": "a tall woman", "Old Tom": ""})
    assert ShotPrompter(config).hotwords == ("Mira", "Old Tom")
    assert ShotPrompter().hotwords == ()


# -- what isn't drawn --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "dialogue", "picture"),
    [
        ("Medium shot, a man at a window. He says, I knew it.", "I knew it", "A man at a window"),
        ('A man at a window. "Not again," he says.', "Not again", "A man at a window"),
        ("Close up, she looks back. She whispers, run.", "run", "She looks back"),
    ],
)
def test_dialogue(said, dialogue, picture):
    (shot,) = shots(said)
    assert (shot.dialogue, shot.picture) == (dialogue, picture)


def test_sounds_and_notes():
    (shot,) = shots("A street at night. Sound of rain. Note to self, check the lamps.")
    assert shot.picture == "A street at night"
    assert shot.sound == ("Sound of rain",)
    assert shot.notes == ("check the lamps",)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("A dog. Hold for two seconds.", 2.0),
        ("A dog. Hold it for one and a half seconds.", 1.5),
        ("A dog. Give it five seconds.", 5.0),
        ("A dog. Hold for like 3 seconds.", 3.0),
        ("A dog. Stay on it for six seconds.", 6.0),
        ("A dog holds a stick.", None),
    ],
)
def test_durations(said, seconds):
    (prompt,) = settle(changes(said))
    assert prompt.duration_s == prompt.shot.duration_s == seconds


# -- spoken edits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("A dog in the snow. Scratch that. A wolf in the snow.", ["A wolf in the snow"]),
        ("A dog in the snow. Scratched that. A wolf in the snow.", ["A wolf in the snow"]),
        ("Next shot, a castle at night. No wait, make it dawn.", ["A castle at dawn"]),
        ("A boat on the waves. No weight, make it a big ship.", ["A big ship on the waves"]),
        ("A boat, no wait, a ship on the waves.", ["A ship on the waves"]),
        (THREE + "Scratch the last one.", ["A dog", "A cat"]),
        (THREE + "Delete shot two.", ["A dog", "A bird"]),
        (THREE + "Swap one and three.", ["A bird", "A cat", "A dog"]),
        (THREE + "Swap the last two.", ["A dog", "A bird", "A cat"]),
        (THREE + "Move shot three before shot one.", ["A bird", "A dog", "A cat"]),
        (THREE + "Move shot one to the end.", ["A cat", "A bird", "A dog"]),
        (THREE + "Delete shot two. Undo that.", ["A dog", "A cat", "A bird"]),
        (THREE + "Swap one and three. Undo.", ["A dog", "A cat", "A bird"]),
        (THREE + "Go back to shot two and make it night.", ["A dog", "A cat, night", "A bird"]),
        (THREE + "Change the cat to a cow.", ["A dog", "A cow", "A bird"]),
        (THREE + "Instead of the cat, a cow.", ["A dog", "A cow", "A bird"]),
        (THREE + "Add a moon to shot one.", ["A dog, a moon", "A cat", "A bird"]),
        ("Wide shot of a cat on a roof. Same again but from above.", ["A cat on a roof"] * 2),
    ],
)
def test_spoken_edits(said, drawn):
    assert pictures(said) == drawn


def test_the_same_again_keeps_what_isn_t_changed():
    first, second = shots("Wide shot of a cat on a roof at night. Same again but from above.")
    assert (second.size, second.angle, second.time_of_day) == ("WS", "high", "night")
    assert first.angle is None
    assert [shot.size for shot in shots("Close-up of a cat. Same again but closer.")] == ["CU", "ECU"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Go back to shot two and make it night.", [(Revise, 2)]),
        ("Go back to shot one, make it a close-up.", [(Revise, 1)]),
        ("Change the cat to a cow.", [(Revise, 2)]),
        ("Delete shot two.", [(Remove, 2)]),
        ("Delete shot two. Delete shot one.", [(Remove, 2), (Remove, 1)]),
        ("Delete shot two. Undo.", [(Remove, 2), (Insert, 2)]),
        ("Move shot three before shot one.", [(Move, 3)]),
        ("Swap one and three.", [(Move, 3), (Move, 2)]),
        ("Another version of shot two.", [(Revise, 2)]),
        ("Give me another version of that.", [(Revise, 3)]),
    ],
)
def test_panels_that_are_told_are_edited_by_their_number(said, told):
    assert [(type(edit), edit.number) for edit in edits(THREE + said)] == told


def test_an_edit_of_the_shot_that_is_being_said_is_no_edit():
    assert edits("A boat on the waves. No wait, make it a big ship.") == []


def test_edits_say_where_to_and_which_words_asked_for_them():
    (move,) = edits(THREE + "Move shot three before shot one.")
    assert (move.to, move.heard) == (1, "Move shot three before shot one.")
    (another,) = edits(THREE + "Give me another version of that.")
    assert another.another
    (revise,) = edits(THREE + "Go back to shot two and hold it for six seconds.")
    assert revise.prompt.duration_s == 6.0
    assert not revise.another


# -- what it doesn't do yet; whoever mends one moves it to its like ----------------------------------------------------


@pytest.mark.parametrize("said", [LIGHTHOUSE, "A dog. Hold on that for four seconds."], ids=["memo", "alone"])
def test_hold_on_that_is_a_duration(said):
    assert 4.0 in [shot.duration_s for shot in shots(said)]


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        (THREE + "Scratch shot seven.", ["A dog", "A cat", "A bird"]),
        ("A boat and a gull on the waves. Lose the gull.", ["A boat on the waves"]),
        ("A dog, sorry, a wolf in the snow.", ["A wolf in the snow"]),
        (THREE + "Scratch shot seven. Delete the fifth one.", ["A dog", "A cat", "A bird"]),
        ("A girl with a red balloon. Make the balloon big.", ["A girl with a red big balloon"]),
    ],
)
def test_spoken_edits_within_a_picture(said, drawn):
    assert pictures(said) == drawn


def test_the_forest_memo_as_whisper_writes_it():
    commas = FOREST.replace("trees. Low", "trees, low").replace("out. Cut", "out, cut").replace("says,", "says")
    assert pictures(commas) == pictures(FOREST)


def test_losing_all_of_a_picture_leaves_no_empty_one():
    assert all(pictures("Shot one, a dog. Next, a cat. Go back to shot one and lose the dog."))


def test_another_version_of_shot_one():
    assert [edit.number for edit in edits(THREE + "Another version of shot one.")] == [1]


def test_a_lone_mark_is_heard():
    assert [prompt.heard for prompt in changes("A dog. ! A cat.")] == ["A dog. ! A cat."]


# -- other languages, pauses, time -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Er geht um das Haus. Dann steht er am Meer."), ("pt", "Um cachorro na neve. Um navio no mar.")],
)
def test_directions_are_not_looked_for_in_other_languages(language, said):
    (one,) = spoken(said)
    (prompt,) = ShotPrompter().prompts([one.replace(language=language)])
    assert prompt.text == said.removesuffix(".")


def test_japanese_keeps_its_spelling():
    text = "夜の灯台。嵐が来る。"
    marks = tuple(Word(text=mark, start_s=n / 4, end_s=(n + 1) / 4) for n, mark in enumerate(text))
    (prompt,) = ShotPrompter().prompts([Segment(text=text, start_s=0, end_s=3, words=marks, language="ja")])
    assert (prompt.text, prompt.heard) == ("夜の灯台。嵐が来る", text)


def test_a_long_pause_starts_a_shot_and_a_short_one_does_not():
    said = [Word(text=t, start_s=s, end_s=s + 0.5) for t, s in (("Rain.", 0), ("Mud.", 1), ("Sun.", 9))]
    prompts = ShotPrompter(ShotPrompterConfig(max_pause_s=3)).prompts([segment(said)])
    assert [prompt.text for prompt in prompts] == ["Rain. Mud", "Sun"]


def test_a_monologue_is_split_where_a_picture_is_full():
    full = pictures("The street was empty and quiet. " * 40, max_words=20)
    assert len(full) > 5
    assert all(len(picture.split()) <= 26 for picture in full)


def test_a_shot_is_given_out_before_the_next_one_is_over():
    heard = []

    def segments():
        for text in ("A dog.", "Cut to a cat.", "Cut to a bird."):
            heard.append(text)
            yield Segment(text=text, start_s=len(heard), end_s=len(heard) + 1)

    assert next(ShotPrompter().prompts(segments())).text == "A dog"
    assert heard == ["A dog.", "Cut to a cat."]


def test_style_and_negative_text_come_from_the_config():
    (prompt,) = changes("A dog.", style="ink wash manga", negative_text="text, watermark")
    assert prompt.full_text == "A dog, ink wash manga"
    assert prompt.negative_text == "text, watermark"


# -- anything at all ---------------------------------------------------------------------------------------------------

SHOWN = (
    "a dog|the cat|a castle at night|cut to|next shot,|close-up of|wide shot,|low angle,|it's raining.|.|,|and|then|um|"
    "with|on a|in the kitchen|hold for two seconds.|she|Mira|Mira is a tall woman with red hair.|slow push in|outside,"
).split("|")
SAID = (
    "no wait|make it dawn.|make it a|scratch that.|undo.|delete shot one.|delete shot two.|swap one and two.|swap them|"
    "move shot one to the end.|go back to shot one and|same again but closer.|another version of that.|lose the dog.|"
    "add a moon to shot one.|change the dog to a cat.|instead of the dog,|she says, no.|sound of rain.|note to self,|"
    "shot two,|sorry,|not a|the last one|insert|redo.|put it back.|put the cat first.|put shot one after shot two.|"
    "no, before it.|replace shot one with a fox.|make them all foggy.|the first one's too close, make it a wide.|"
    "lose the zebra.|the castle should be blue.|scrap all after the dog.|no wait, he's asleep.|“|'|"
    "-|(|you know|like|four seconds"
).split("|")
SEARCHED = settings(deadline=None, derandomize=True)
PICTURES = st.lists(st.sampled_from(SHOWN), min_size=1, max_size=40).map(" ".join)
SPEECH = st.lists(st.one_of(st.sampled_from(SHOWN), st.sampled_from(SAID), st.text(max_size=10)), max_size=40)


@SEARCHED
@example("A dog with. Make it a cat with a hat.")
@given(SPEECH.map(" ".join))
def test_any_text_gives_shots_without_an_error(text):
    board = []
    last_s = len(text.split()) / 2.5
    for change in changes(text):
        if isinstance(change, Edit):
            assert 1 <= change.number <= len(board) + isinstance(change, Insert), change
        before, board = board, settle([*board, change])
        assert len(board) - len(before) in {-1, 0, 1}
    for prompt in board:
        assert prompt.text.strip()
        assert prompt.text == prompt.shot.picture
        assert 0 <= prompt.start_s <= prompt.end_s <= last_s
        assert all(0 <= word.start_s <= word.end_s <= last_s for word in prompt.words)


@SEARCHED
@example("A dog. Insert a cow before shot two. Move shot one to the end. Scratch that. Put it back.")
@given(SPEECH.map(" ".join))
def test_what_a_new_shot_heard_was_said(text):
    told = [change for change in changes(text) if not isinstance(change, Edit)]
    spoken_text = " ".join(text.split())
    assert all(prompt.heard in spoken_text for prompt in told)


@SEARCHED
@given(PICTURES)
def test_without_edits_words_and_shots_follow_the_speech_in_time(text):
    prompts = changes(text)
    assert not any(isinstance(prompt, Edit) for prompt in prompts)
    assert all(one.end_s <= other.start_s for one, other in pairwise(prompts))
    for prompt in prompts:
        times = [word.start_s for word in prompt.words]
        assert times == sorted(times)
        assert all(prompt.start_s <= time <= prompt.end_s for time in times)


@SEARCHED
@given(SPEECH.map(" ".join), st.lists(st.integers(1, 8), min_size=1))
def test_it_makes_no_difference_where_segments_end(text, lengths):
    said, cut, start = words(text), [], 0
    while start < len(said):
        length = lengths[len(cut) % len(lengths)]
        cut.append(segment(said[start : start + length]))
        start += length
    assert settle(ShotPrompter().prompts(cut)) == settle(changes(text))


def work(segments):
    """How many functions are called and left to read some speech: as many on every machine, however busy."""
    calls = count()
    sys.setprofile(lambda *event: next(calls))
    try:
        for _ in ShotPrompter().prompts(segments):
            pass
    finally:
        sys.setprofile(None)
    return next(calls)


LONG = {
    "dictation": f"{LIGHTHOUSE} {FOREST} ",
    "without punctuation": f"{LIGHTHOUSE} {FOREST} ".lower().replace(",", "").replace(".", ""),
    "one sentence": f"{LIGHTHOUSE} {FOREST} ".replace(".", ","),
    "pictures": "a dog and the cat with a hat on the hill ",
    "edits": THREE
    + "Make it dawn. Lose the dog. Change the cat to a cow. Swap one and two. Undo. Make it rain for all. ",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_twice_the_speech_takes_twice_the_work(text):
    length = 15_000 if "Swap" in text else 5_000  # by then edits reach no further back
    said = (text * (length // len(text))).split()
    work([segment(words(text))])  # what is kept for later is made now
    once, twice = work([segment(words(" ".join(said)))]), work([segment(words(" ".join(said * 2)))])
    assert twice < 2.3 * once
    cut = [segment(words(" ".join(said))[start : start + 5]) for start in range(0, len(said), 5)]
    assert work(cut) < 1.2 * once


@SEARCHED
@given(SPEECH.map(" ".join))
def test_the_same_speech_gives_the_same_changes(text):
    assert changes(text) == changes(text)
