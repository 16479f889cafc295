"""Spoken edits, command by command: what each leaves on a board of three shots."""

import pytest

from voice2image.edit import Insert, settle
from voice2image.prompters.shots import ShotPrompter
from voice2image.transcript import Segment

FIELD, BARN, CAT = "A farmer with a dog in a field", "A red barn in the rain", "A cat on a roof"
BOARD = f"Shot one, {FIELD.lower()}. Shot two, {BARN.lower()}, wide. Shot three, {CAT.lower()}, close-up. "


def changes(said):
    return list(ShotPrompter().prompts([Segment(text=BOARD + said, start_s=0, end_s=60, language="en")]))


def shots(said):
    return [prompt.shot for prompt in settle(changes(said))]


def pictures(said):
    return [shot.picture for shot in shots(said)]


def orders(*expected):
    return pytest.mark.parametrize(("said", "board"), expected)


@orders(
    ("Insert a cow before shot two.", [FIELD, "A cow", BARN, CAT]),
    ("Put a cow after shot one.", [FIELD, "A cow", BARN, CAT]),
    ("Add a shot of a cow between one and two.", [FIELD, "A cow", BARN, CAT]),
    ("Add a new shot before the last one, a bell ringing.", [FIELD, BARN, "A bell ringing", CAT]),
    ("Could you slip in a shot of the moon between the first and the second one?", [FIELD, "The moon", BARN, CAT]),
    ("Insert a new shot after shot two: an owl in a tree.", [FIELD, BARN, "An owl in a tree", CAT]),
    ("Put one in between two and three, a dog. It's asleep.", [FIELD, BARN, "A dog. It's asleep", CAT]),
    ("Before shot one, I want an empty road. Shot five, a bell.", ["An empty road", FIELD, BARN, CAT, "A bell"]),
    ("At the start, put an empty road. Delete shot two.", ["An empty road", BARN, CAT]),
    ("Insert a cow before shot two. Undo.", [FIELD, BARN, CAT]),
    ("Insert a cow before shot two. Scratch that.", [FIELD, BARN, CAT]),
    ("Insert a cow before shot nine.", [FIELD, BARN, CAT, "A cow before shot nine"]),
)
def test_a_shot_put_in_between(said, board):
    assert pictures(said) == board


def test_a_shot_put_in_keeps_its_directions_and_what_holds_there():
    board = shots("Between shots two and three, add a low-angle close-up of a bell at dawn. Now make shot one night.")
    assert (board[2].picture, board[2].size, board[2].angle) == ("A bell at dawn", "CU", "low")
    assert [shot.time_of_day for shot in board] == ["night", None, "dawn", None]
    assert board[2].place == "red barn"


def test_a_shot_put_in_is_told_as_one():
    (insert,) = [change for change in changes("Insert a cow before shot two.") if isinstance(change, Insert)]
    assert (insert.number, insert.prompt.text) == (2, "A cow")


@orders(
    ("Move shot 3 to the top.", [CAT, FIELD, BARN]),
    ("Put shot one at the end.", [BARN, CAT, FIELD]),
    ("Shot three should come before shot two.", [FIELD, CAT, BARN]),
    ("Shot three goes first.", [CAT, FIELD, BARN]),
    ("Move the last shot between one and two.", [FIELD, CAT, BARN]),
    ("Move shot one to position two.", [BARN, FIELD, CAT]),
    ("Start with the last one instead.", [CAT, FIELD, BARN]),
    ("Swap the first and the last shot.", [CAT, BARN, FIELD]),
    ("Two and three should be the other way round.", [FIELD, CAT, BARN]),
    ("Can we reverse the last two?", [FIELD, CAT, BARN]),
    ("Swap two and three. No, leave them as they were.", [FIELD, BARN, CAT]),
)
def test_shots_change_places(said, board):
    assert pictures(said) == board


@orders(
    ("I don't want shot two any more.", [FIELD, CAT]),
    ("We don't need the last one.", [FIELD, BARN]),
    ("Delete shots one and two.", [CAT]),
    ("Delete the last two shots.", [FIELD]),
    ("Throw out everything after shot one.", [FIELD]),
    ("Shot two can go.", [FIELD, CAT]),
    ("Remove the second to last shot.", [FIELD, CAT]),
    ("Delete shot two. Actually no, keep it.", [FIELD, BARN, CAT]),
    ("Delete shot two. No wait, bring it back.", [FIELD, BARN, CAT]),
)
def test_shots_are_taken_away_and_put_back(said, board):
    assert pictures(said) == board


@orders(
    ("Repeat shot one but at night.", [FIELD, BARN, CAT, f"{FIELD}, night"]),
    ("Shot one again, but from above.", [FIELD, BARN, CAT, FIELD]),
    ("Copy shot two, but closer.", [FIELD, BARN, CAT, BARN]),
    ("Duplicate the last one and make it a wide.", [FIELD, BARN, CAT, CAT]),
)
def test_a_shot_again(said, board):
    assert pictures(said) == board


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("a man, I mean a woman, on a bridge.", "A woman, on a bridge"),
        ("a boy, sorry, the girl is on the swing.", "The girl is on the swing"),
        ("a bridge at dawn, no, at dusk.", "A bridge at dusk"),
        ("a bridge at dawn, sorry, dusk.", "A bridge at dusk"),
        ("a dog in the kitchen, no, in the hall.", "A dog in the hall"),
        ("a blue, no, a green boat on a lake.", "A green boat on a lake"),
        ("a blue boat, no, green, on a lake.", "A green boat, on a lake"),
        (
            "a lady on the bench, asleep on her feet, I mean sitting up, asleep.",
            "A lady on the bench, sitting up, asleep",
        ),
        ("a man is running, no, walking home.", "A man is walking home"),
        ("a boy with a kite. Actually a girl.", "A girl with a kite"),
        ("a boy with a kite. No, a girl with a kite.", "A girl with a kite"),
        ("three men on a bench. Wait, four, not three.", "Four men on a bench"),
        ("a man shakes his head, no, and leaves.", "A man shakes his head, and leaves"),
        ("a man, actually the size of a house, on a hill.", "A man, actually the size of a house, on a hill"),
    ],
)
def test_a_sentence_that_corrects_itself(said, drawn):
    assert pictures(f"Shot four, {said}")[3:] == [drawn]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("a bridge at dawn, no, at dusk.", {"time_of_day": "dusk"}),
        ("a bridge in the rain. Sorry, in the snow.", {"weather": "snow"}),
        ("a medium, no, a wide of a bridge.", {"size": "WS"}),
    ],
)
def test_what_is_corrected_is_no_direction_any_more(said, fields):
    shot = shots(f"Shot four, {said}")[3]
    assert {name: getattr(shot, name) for name in fields} == fields


@orders(
    ("Lose the dog, it's too much.", ["A farmer in a field", BARN, CAT]),
    ("Change the cat to a fox, I like that better.", [FIELD, BARN, "A fox on a roof"]),
)
def test_why_something_is_changed_is_not_drawn(said, board):
    assert pictures(said) == board
