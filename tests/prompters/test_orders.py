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
    ("Insert a cow before shot nine.", [FIELD, BARN, CAT, "A cow"]),
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
    ("Delete shot one. Delete shot one. Undo. Undo.", [FIELD, BARN, CAT]),
    ("Delete shot one. Delete shot one. Undo. Undo. Redo.", [BARN, CAT]),
    ("Undo. Undo.", [FIELD]),
    ("Undo. Undo. Redo. Redo.", [FIELD, BARN, CAT]),
    ("Delete shot two. Undo. No, put it back.", [FIELD, CAT]),
    ("Swap one and two. Then a bell. Undo. Undo.", [FIELD, BARN, CAT]),
    ("Same again but closer. Then a bell. Undo. Undo.", [FIELD, BARN, CAT]),
    ("Insert a cow before shot two. Then a bell. Undo. Undo.", [FIELD, BARN, CAT]),
    ("Make them all night. Undo.", [FIELD, BARN, CAT]),
    ("Make them all night. Undo. Redo.", [f"{FIELD}, night", BARN.replace("rain", "rain, night"), f"{CAT}, night"]),
    ("Delete shot one. Undo. Then a bell. Redo.", [FIELD, BARN, CAT, "A bell"]),
)
def test_undo_walks_back_and_redo_forth(said, board):
    assert pictures(said) == board


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Give it 2.5 seconds.", 2.5),
        ("Hold it two and a half seconds.", 2.5),
        ("Hold it two point five seconds.", 2.5),
        ("Hold for half a second.", 0.5),
        ("Hold for a second and a half.", 1.5),
        ("give it 2 5 seconds", 2.5),
        ("Hold for 25 seconds.", 25),
    ],
)
def test_parts_of_seconds(said, seconds):
    assert [(shot.picture, shot.duration_s) for shot in shots(said)] == [(FIELD, None), (BARN, None), (CAT, seconds)]


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


@orders(
    ("Swap the barn and the cat.", [FIELD, CAT, BARN]),
    ("Move the barn before the farmer.", [BARN, FIELD, CAT]),
    ("Let's start with the cat instead.", [CAT, FIELD, BARN]),
    ("Cut the close-up.", [FIELD, BARN]),
    ("Take the barn shot out again.", [FIELD, CAT]),
    ("Go back to the barn and add a moon.", [FIELD, f"{BARN}, a moon", CAT]),
)
def test_shots_named_by_what_they_show(said, board):
    assert pictures(said) == board


def test_of_two_shots_that_show_a_thing_an_ordinal_tells_which():
    board = "Shot one, a ring. Shot two, a dog. Shot three, a ring again. Take the first ring shot out. "
    prompts = ShotPrompter().prompts([Segment(text=board, start_s=0, end_s=60, language="en")])
    assert [prompt.text for prompt in settle(prompts)] == ["A dog", "A ring again"]


@orders(
    ("The barn should be blue.", [FIELD, "A blue barn in the rain", CAT]),
    ("Make the barn blue.", [FIELD, "A blue barn in the rain", CAT]),
    ("Make the cat a black one.", [FIELD, BARN, "A black cat on a roof"]),
    ("The cat should be a fox.", [FIELD, BARN, "A fox on a roof"]),
    ("The dog in shot one, make it a goat.", ["A farmer with a goat in a field", BARN, CAT]),
    ("The rain in the second one, lose the rain.", [FIELD, "A red barn", CAT]),
    ("Have a goat instead of the dog.", ["A farmer with a goat in a field", BARN, CAT]),
    ("Let's use a goat rather than a dog.", ["A farmer with a goat in a field", BARN, CAT]),
    ("A pigeon, not a cat.", [FIELD, BARN, "A pigeon on a roof"]),
    ("Not a cat, a pigeon, a pigeon on a roof.", [FIELD, BARN, "A pigeon on a roof"]),
    ("Make the farmer a woman.", ["A farmer, a woman with a dog in a field", BARN, CAT]),
    ("In the first one the farmer has a hat.", [f"{FIELD}, the farmer has a hat", BARN, CAT]),
)
def test_things_become_others(said, board):
    assert pictures(said) == board


def test_what_somebody_does_not_do_is_taken_back():
    assert pictures("Shot four, a girl waits and she smiles. No, she doesn't smile, she is crying.")[3:] == [
        "A girl waits, she is crying"
    ]


@pytest.mark.parametrize(
    ("said", "number", "fields"),
    [
        ("Make the whole thing night.", 1, {"time_of_day": "night"}),
        ("All of them at night, please.", 3, {"time_of_day": "night"}),
        ("Lose the rain, make it snow in all of them.", 3, {"weather": "snow"}),
        ("Shot two, four seconds.", 2, {"duration_s": 4.0}),
        ("Shot one, slower, hold it for five seconds.", 1, {"duration_s": 5.0}),
        ("Shot three from a low angle.", 3, {"angle": "low"}),
        ("The first one should be wider.", 1, {"size": "WS"}),
        ("On the farmer, three seconds and push in a touch.", 1, {"duration_s": 3.0, "move": "push-in"}),
        ("Give shot one a push in.", 1, {"move": "push-in"}),
        ("Add a slow zoom in on shot two.", 2, {"move": "zoom-in"}),
        ("Lose the rain.", 2, {"weather": None}),
    ],
)
def test_directions_for_shots_that_are_there(said, number, fields):
    board = shots(said)
    assert len(board) == 3
    assert {name: getattr(board[number - 1], name) for name in fields} == fields


@orders(
    ("Make the cat two cats.", [FIELD, BARN, "Two cats on a roof"]),
    ("Change the dog to a goat in shot one. In shot three too.", ["A farmer with a goat in a field", BARN, CAT]),
    ("Change the dog, it should be a goat.", ["A farmer with a goat in a field", BARN, CAT]),
    ("Lose the dog, it's a goat.", ["A farmer with a goat in a field", BARN, CAT]),
    ("Can we lose the dog, please?", ["A farmer in a field", BARN, CAT]),
    ("Give the cat a red collar.", [FIELD, BARN, f"{CAT}, a red collar"]),
    ("Give the cat a red collar. No, a bow tie.", [FIELD, BARN, f"{CAT}, a bow tie"]),
    ("Put a hat on the farmer.", [f"{FIELD}, a hat on the farmer", BARN, CAT]),
    ("In shot three it's a fox, not a cat.", [FIELD, BARN, "A fox on a roof"]),
    ("Delete three. Scrap two.", [FIELD]),
    ("Scrap two. Actually, keep two.", [FIELD, BARN, CAT]),
    ("Swap two and three, so we end on the barn.", [FIELD, CAT, BARN]),
    ("Insert a cow before the cat.", [FIELD, BARN, "A cow", CAT]),
    ("Between the farmer and the barn, stick in a cow.", [FIELD, "A cow", BARN, CAT]),
)
def test_orders_said_in_other_ways(said, board):
    assert pictures(said) == board


def test_what_was_done_to_one_shot_is_done_to_another_too():
    board = "Shot one, a bird on a fence. Shot two, a cat. Shot three, the bird sings. "
    said = board + "Change the bird to a magpie in shot one. In shot three too."
    prompts = ShotPrompter().prompts([Segment(text=said, start_s=0, end_s=60, language="en")])
    assert [prompt.text for prompt in settle(prompts)] == ["A magpie on a fence", "A cat", "A magpie sings"]


@orders(
    ("Delete chat too.", [FIELD, CAT]),
    ("Delete shop three.", [FIELD, BARN]),
    ("Swap to and three.", [FIELD, CAT, BARN]),
    ("Move shot three before shot to.", [FIELD, CAT, BARN]),
    ("Go back to shot to and add a moon.", [FIELD, f"{BARN}, a moon", CAT]),
)
def test_numbers_and_shots_that_are_misheard(said, board):
    assert pictures(said) == board


@orders(
    ("No dog in the first one.", ["A farmer in a field", BARN, CAT]),
    ("Can the barn be blue?", [FIELD, "A blue barn in the rain", CAT]),
    ("The cat ought to be a fox, with a red hat.", [FIELD, BARN, "A fox on a roof, with a red hat"]),
    ("Panel two, swap the barn for a church.", [FIELD, "A church in the rain", CAT]),
    ("Insert one more shot before the last: a moon.", [FIELD, BARN, "A moon", CAT]),
)
def test_asked_and_wished(said, board):
    assert pictures(said) == board


@orders(
    ("swap two and three", [FIELD, CAT, BARN]),
    ("insert a cow before shot two", [FIELD, "A cow", BARN, CAT]),
    ("actually lose the dog in shot one", ["A farmer in a field", BARN, CAT]),
    ("no not a cat a pigeon", [FIELD, BARN, "A pigeon on a roof"]),
    ("make the cat two cats and the barn should be blue", [FIELD, "A blue barn in the rain", "Two cats on a roof"]),
    ("take the dog out of shot one and swap two and three", ["A farmer in a field", CAT, BARN]),
    ("in the first one lose the dog", ["A farmer in a field", BARN, CAT]),
    ("go back to shot two and add a moon", [FIELD, f"{BARN}, a moon", CAT]),
    ("delete shot two it's too much", [FIELD, CAT]),
)
def test_orders_without_punctuation(said, board):
    text = " ".join((BOARD + said).lower().replace(".", "").replace(",", "").replace("-", " ").split())
    prompts = settle(ShotPrompter().prompts([Segment(text=text, start_s=0, end_s=60, language="en")]))
    assert [prompt.text.replace(",", "") for prompt in prompts] == [text.replace(",", "") for text in board]


@pytest.mark.parametrize(
    "beside", ["He says, quiet.", "Hold for four seconds.", "Slow push in.", "Note to self, ask Bo.", "Sound of rain."]
)
def test_what_was_said_last_beside_the_picture_is_taken_back(beside):
    said = "Shot four, a hunter with a bow."
    assert shots(f"{said} {beside}") != shots(said)
    assert shots(f"{said} {beside} Scratch that.") == shots(said)


@orders(
    ("Number two, get rid of it.", [FIELD, CAT]),
    ("That last one, can we throw it out?", [FIELD, BARN]),
    ("The one with the farmer isn't needed.", [BARN, CAT]),
    ("The barn shot, lose it.", [FIELD, CAT]),
    ("The shot with the farmer, add a cow.", [f"{FIELD}, a cow", BARN, CAT]),
    ("I want the barn shot to be at night.", [FIELD, f"{BARN}, night", CAT]),
    ("Shot two, give it a blue door.", [FIELD, f"{BARN}, a blue door", CAT]),
    ("In the second one, no rain, give it snow.", [FIELD, "A red barn in the snow", CAT]),
    ("Panel one, make the dog an old one.", ["A farmer with an old dog in a field", BARN, CAT]),
)
def test_a_shot_named_first_and_then_its_change(said, board):
    assert pictures(said) == board


@pytest.mark.parametrize(
    ("said", "number", "fields"),
    [
        ("Two is a medium.", 2, {"size": "MS"}),
        ("Number two wants to be a touch wider.", 2, {"size": "ELS"}),
        ("The last one, do that from below so we're looking up at it.", 3, {"angle": "low"}),
        ("The one with the farmer should be from above.", 1, {"angle": "high"}),
        ("The barn shot, closer.", 2, {"size": "MS"}),
    ],
)
def test_a_shot_named_first_and_then_its_direction(said, number, fields):
    board = shots(said)
    assert [shot.picture for shot in board] == [FIELD, BARN, CAT]
    assert {name: getattr(board[number - 1], name) for name in fields} == fields


@pytest.mark.parametrize(
    "said",
    [
        "Delete shot nine.",
        "Swap two and nine.",
        "Lose the zebra.",
        "Make shot nine night.",
        "Go back to shot seven and make it a wide.",
        "Shot nine should be closer.",
        "In shot eight, add a moon.",
        "Take the zebra out of shot two.",
        "In shot two, lose the zebra.",
        "Replace the zebra with a goat.",
        "Change the zebra to a goat.",
        "Move the zebra to the front.",
        "Insert a cow before the zebra.",
        "Same again as shot nine.",
        "Another version of shot nine.",
        "Redo.",
    ],
)
def test_an_order_that_cannot_be_carried_out_is_warned_of_and_not_drawn(said, caplog):
    told = []
    prompter = ShotPrompter()
    prompter.prepare(notify=told.append)
    prompts = settle(prompter.prompts([Segment(text=BOARD + said, start_s=0, end_s=60, language="en")]))
    assert [prompt.shot for prompt in prompts] == shots("")
    (warning,) = told
    assert repr(said) in warning
    assert not caplog.text  # it is told once


def test_an_order_that_cannot_be_carried_out_is_in_the_log_where_nobody_listens(caplog):
    shots("Delete shot nine.")
    assert "'Delete shot nine.'" in caplog.text


@orders(
    ("Put the cat first.", [CAT, FIELD, BARN]),
    ("The barn should come last.", [FIELD, CAT, BARN]),
    ("Could you pop the cat in ahead of the barn?", [FIELD, CAT, BARN]),
    ("And the cat comes before the barn, please, not after.", [FIELD, CAT, BARN]),
    ("Put shot three before shot one. No, after it.", [FIELD, CAT, BARN]),
    ("Shot three, put it in first place.", [CAT, FIELD, BARN]),
    ("The barn shot, can we move it to the end?", [FIELD, CAT, BARN]),
    ("Two and three the other way round.", [FIELD, CAT, BARN]),
)
def test_shots_are_put_elsewhere(said, board):
    assert pictures(said) == board


@orders(
    ("The barn's wrong, it's a church.", [FIELD, "A church in the rain", CAT]),
    ("In shot two the barn is not red, it is blue.", [FIELD, "A blue barn in the rain", CAT]),
    ("Blast, I've said rain, it's supposed to be snow.", [FIELD, "A red barn in the snow", CAT]),
    ("The barn's meant to be blue, not red.", [FIELD, "A blue barn in the rain", CAT]),
    ("The farmer, have him holding a rake.", [f"{FIELD}, holding a rake", BARN, CAT]),
    ("Shot one, the dog, turn it into a goat.", ["A farmer with a goat in a field", BARN, CAT]),
    ("Hang on, no dog, give him a goat.", ["A farmer with a goat in a field", BARN, CAT]),
    ("On second thoughts, no cat, just an empty roof.", [FIELD, BARN, "An empty roof"]),
    ("No, go back, delete shot two.", [FIELD, CAT]),
    ("Make the sky orange.", [FIELD, BARN, f"{CAT}, orange sky"]),
)
def test_things_that_are_named_first(said, board):
    assert pictures(said) == board


@orders(
    ("Shot four, a girl's crying. No no, she's laughing.", [FIELD, BARN, CAT, "A girl is laughing"]),
    (
        "Then an owl lands, and he's grey. No, he's white with spots.",
        [FIELD, BARN, CAT, "An owl lands, and he's white with spots"],
    ),
    ("Then a boy is peeling potatoes. Or maybe he's shelling peas.", [FIELD, BARN, CAT, "A boy is shelling peas"]),
    ("The cat should be a fox, let's say a fox in boots.", [FIELD, BARN, "A fox in boots on a roof"]),
    ("I'd like shot one again, right after it, but at night.", [FIELD, f"{FIELD}, night", BARN, CAT]),
    ("Wait, I forgot, before the barn there's a whale.", [FIELD, "A whale", BARN, CAT]),
    ("Lose the rain in shot two. Rain's boring.", [FIELD, "A red barn", CAT]),
    ("Then the barn again, from above. Make the barn blue.", [FIELD, BARN, CAT, "The blue barn again"]),
    (
        "Shot four, the barn again. The barn should be blue.",
        [FIELD, "A blue barn in the rain", CAT, "The blue barn again"],
    ),
)
def test_what_was_said_is_said_otherwise(said, board):
    assert pictures(said) == board


@orders(
    ("Replace shot three with a dog asleep under a stall.", [FIELD, BARN, "A dog asleep under a stall"]),
    ("Scrap all of that after the farmer.", [FIELD]),
    ("It shouldn't be raining in the second shot.", [FIELD, "A red barn", CAT]),
    ("After the farmer, put in a shot of a steaming pot.", [FIELD, "A steaming pot", BARN, CAT]),
    ("Delete shot one. Actually no, I want it back.", [FIELD, BARN, CAT]),
    ("Could the cat be a fox instead?", [FIELD, BARN, "A fox on a roof"]),
    ("Instead of a cat I want a fox.", [FIELD, BARN, "A fox on a roof"]),
    ("In the shot with the farmer, she's holding a lantern.", [f"{FIELD}, she's holding a lantern", BARN, CAT]),
    ("Please put a hen next to the cat.", [FIELD, BARN, f"{CAT}, a hen next to the cat"]),
    ("Same shot, different angle, from above.", [FIELD, BARN, CAT, CAT]),
    ("The third one's too close, make it a medium.", [FIELD, BARN, CAT]),
    ("Three goes before two.", [FIELD, CAT, BARN]),
    ("Can the last two be flipped?", [FIELD, CAT, BARN]),
    ("Kill the rain in two.", [FIELD, "A red barn", CAT]),
    ("Leave the barn out.", [FIELD, CAT]),
)
def test_orders_in_other_speakers_words(said, board):
    assert pictures(said) == board


@pytest.mark.parametrize(
    ("said", "number", "fields"),
    [
        ("Let's tighten up on number two, medium close-up.", 2, {"size": "MCU"}),
        ("The last one should last five and a half seconds.", 3, {"duration_s": 5.5}),
        ("Make that four seconds long.", 3, {"duration_s": 4.0}),
        ("Go back to the farmer and push in slowly.", 1, {"move": "push-in"}),
        ("Everything a bit foggier, please.", 1, {"weather": "fog"}),
        ("Shot one would be better from a low angle.", 1, {"angle": "low"}),
    ],
)
def test_directions_in_other_speakers_words(said, number, fields):
    board = shots(said)
    assert len(board) == 3
    assert {name: getattr(board[number - 1], name) for name in fields} == fields


@orders(
    ("I forgot, there's a cow in shot one.", [f"{FIELD}, a cow", BARN, CAT]),
    ("Add a bee to the barn shot.", [FIELD, f"{BARN}, a bee", CAT]),
    ("Actually I'd rather the barn was blue.", [FIELD, "A blue barn in the rain", CAT]),
    ("Then a frog jumps into a bucket. Sorry, a barrel.", [FIELD, BARN, CAT, "A frog jumps into a barrel"]),
    ("Swap two and three. Actually, flip them back.", [FIELD, BARN, CAT]),
    ("Let's ditch the farmer.", [BARN, CAT]),
    ("I'd swap the barn and the cat.", [FIELD, CAT, BARN]),
    ("In one and two it should be night.", [f"{FIELD}, night", f"{BARN}, night", CAT]),
    ("Then a girl sits. That's too dark, make it night.", [FIELD, BARN, CAT, "A girl sits, night"]),
    ("Then a girl is singing. No wait, she's laughing, not singing.", [FIELD, BARN, CAT, "A girl is laughing"]),
)
def test_more_orders_in_other_speakers_words(said, board):
    assert pictures(said) == board
