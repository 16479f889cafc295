"""The many ways in which people say one thing to the shot prompter."""

import pytest

from voice2image.edit import settle
from voice2image.prompters.shots import ShotPrompter
from voice2image.transcript import Segment


def board(text):
    return settle(ShotPrompter().prompts([Segment(text=text, start_s=0, end_s=len(text) / 15)]))


def drawn(text):
    return [prompt.text for prompt in board(text)]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *(("ECU", said) for said in ("extreme close-up", "an extreme detail", "extremely tight")),
        *(("CU", said) for said in ("really tight", "super close", "nice and close", "as close as you can")),
        *(("MCU", said) for said in ("from the shoulders up", "head and shoulders", "medium close", "bust up")),
        *(("MS", said) for said in ("from about the belt up", "from the hips up", "half figure", "on a medium")),
        *(("MLS", said) for said in ("from the thighs up", "medium wide", "three quarter shot", "cowboy framing")),
        *(("WS", said) for said in ("wide as you like", "full figure", "static wide", "general view", "whole body")),
        *(("ELS", said) for said in ("super wide view", "from a great distance", "a distant shot")),
    ],
)
def test_sizes(value, said):
    shot = board(f"A dog. Next, a lamp on a table, {said}.")[1]
    assert (shot.shot.size, shot.text) == (value, "A lamp on a table")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *(("low", said) for said in ("from down below", "camera near the floor", "at knee height", "an up angle")),
        *(("high", said) for said in ("from on high", "camera way up high", "from slightly above", "a downshot")),
        *(
            ("birds-eye", said)
            for said in ("a bird's view", "a plan view", "seen from the air", "from an overhead view")
        ),
        *(("worms-eye", said) for said in ("an ant's eye view", "a frog perspective")),
        *(("dutch", said) for said in ("on a slant", "a wonky angle", "camera slightly tilted", "a bit askew")),
        *(("over-the-shoulder", said) for said in ("past her shoulder", "from behind his left shoulder")),
        *(("pov", said) for said in ("from the dog's perspective", "a subjective camera", "what the cat sees")),
        *(("eye-level", said) for said in ("at head height", "a neutral angle")),
    ],
)
def test_angles(value, said):
    assert board(f"A dog. Next, a lamp on a table, {said}.")[1].shot.angle == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *(("static", said) for said in ("the camera never moves", "no movement", "on sticks", "all locked off")),
        *(("pan-left", said) for said in ("camera sweeps left", "pan across from right to left", "left pan")),
        *(("tilt-up", said) for said in ("slow pan up", "the camera looks up")),
        *(("push-in", said) for said in ("camera creeping closer", "we ease in", "slowly closing in on it")),
        *(("pull-out", said) for said in ("the camera goes back", "pull back and back", "we back away", "widen out")),
        *(("zoom-in", said) for said in ("a sudden zoom", "punch in")),
        *(("tracking", said) for said in ("camera is following him", "we run with her", "keep pace with it")),
        *(("crane-up", said) for said in ("the camera soars up", "ped up")),
        *(("crane-down", said) for said in ("camera cranes down", "the camera swoops down")),
        *(("handheld", said) for said in ("camera in the hand", "shoulder camera", "a jittery camera")),
    ],
)
def test_moves(value, said):
    shot = board(f"A dog. Next, a lamp on a table, {said}.")[1]
    assert (shot.shot.move, shot.text) == (value, "A lamp on a table")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *(("cut", said) for said in ("Jump cut to", "Cut straight back to", "Snap to", "On the beat we cut to")),
        *(("dissolve", said) for said in ("Slow lap dissolve to", "Crossfade over to", "Melts into", "Mix slowly to")),
        *(("smash-cut", said) for said in ("Slam cut to", "Boom, smash cut,")),
        *(("match-cut", said) for said in ("Match on", "Graphic match to")),
        *(("fade-in", said) for said in ("Up from black on", "Out of black, ")),
        *(("wipe", said) for said in ("Quick wipe across to",)),
    ],
)
def test_transitions(value, said):
    shot = board(f"A dog. {said} a lamp on a table.")[1]
    assert (shot.shot.transition, shot.text) == (value, "A lamp on a table")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("dawn", "the sun's just coming up"), ("noon", "the sun straight overhead"), ("afternoon", "teatime"),
        ("sunset", "the sun about to set"), ("dusk", "it's getting dark"), ("night", "three in the morning"),
        ("night", "it's pitch dark out"), ("night", "the middle of the night"), ("midnight", "twelve at night"),
    ],
)  # fmt: skip
def test_hours_stay_in_the_picture(value, said):
    shot = board(f"A dog at a gate, {said}.")[0]
    assert (shot.shot.time_of_day, shot.text) == (value, f"A dog at a gate, {said}")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("clear", "not a cloud"), ("clear", "a blazing sun"), ("rain", "it's lashing down"), ("storm", "a squall"),
        ("snow", "flurries"), ("fog", "a sea fret"), ("wind", "a blustery day"),
    ],
)  # fmt: skip
def test_weathers_stay_in_the_picture(value, said):
    shot = board(f"A dog at a gate, {said}.")[0]
    assert (shot.shot.weather, shot.text) == (value, f"A dog at a gate, {said}")


@pytest.mark.parametrize(
    "said",
    [
        "So this is the intro cinematic for the salt mine level.",
        "For the lesson on volcanoes, year five.",
        "Hello everyone. We need pictures for the water cycle poster.",
        "Uh, sequence forty, the robot gardener.",
        "Running for the train so, three shots.",
        "Okay, car ad but without the car.",
        "Right, four views of the bathhouse.",
        "This is just one shot but it's a long one.",
    ],
)
@pytest.mark.parametrize("first", ["Wide, a dog on a hill.", "Shot one, a dog on a hill."])
def test_what_the_board_is_for_is_no_shot(said, first):
    assert drawn(f"{said} {first} Next, a cat.") == ["A dog on a hill", "A cat"]


@pytest.mark.parametrize(
    "said",
    [
        "A girl draws a comic. Next, her cat.",
        "Three kids play a video game. Next, a dog.",
        "A film crew waits. Then rain.",
    ],
)
def test_what_only_looks_like_it_is_one(said):
    assert len(drawn(said)) == 2


def test_a_preamble_that_nothing_follows_is_drawn():
    assert drawn("We need pictures for the water cycle poster.") == ["Pictures for the water cycle poster"]


@pytest.mark.parametrize("said", ["Page", "View", "Beat", "Picture", "Slide", "Drawing"])
def test_what_shots_are_counted_as(said):
    assert drawn(f"{said} one, a dog. {said} two, a cat.") == ["A dog", "A cat"]


@pytest.mark.parametrize(
    "said",
    [
        "After that, ", "After, ", "Then suddenly, ", "A moment later, ", "Different picture, ",
        "The following image is ",
        "Lower panel, ", "Turn the page. ", "Then chorus, ", "Back at the house, ", "Now we're on ", "Next view, ",
    ],
)  # fmt: skip
def test_what_announces_a_shot(said):
    assert len(drawn(f"A dog runs. {said}a cat sleeps.")) == 2


def test_a_wide_shot_belongs_to_the_scene_that_was_set():
    shots = board("A motel corridor, long, night. Wide, dead centre, at the far end a tricycle. Close on a door chain.")
    assert [(shot.shot.size, shot.text) for shot in shots] == [
        ("WS", "A motel corridor, long, night. At the far end a tricycle"), ("CU", "A door chain"),
    ]  # fmt: skip


def test_a_wide_shot_after_what_somebody_does_is_another():
    assert len(drawn("A girl runs down a street at night. Wide, the bridge, empty.")) == 2


def test_what_is_seen_so_is_the_picture_that_is_open():
    assert len(board("The piazza, empty. We see it from up high, from the bell tower.")) == 1


def test_what_the_camera_comes_past_is_one_picture():
    assert len(drawn("A vane. We pull back and you see the roof, then the fishing village, then the whole bay.")) == 1


def test_directions_may_follow_each_other():
    shot = board("A dog. Then an eye level wide of the hall, static wide.")[1].shot
    assert (shot.size, shot.angle, shot.move) == ("WS", "eye-level", "static")


@pytest.mark.parametrize("said", ["a jar of thunder", "pouring bronze into a mould", "heat haze"])
def test_what_only_names_a_weather(said):
    assert board(f"A man with {said}.")[0].shot.weather is None


@pytest.mark.parametrize("said", ["the car's right outside", "inside there is a fox", "lit from inside"])
def test_what_only_names_an_inside(said):
    assert board(f"A kitchen. A table, {said}.")[0].shot.interior == "int"


def test_things_make_sounds_without_speaking():
    shot = board("Panel one, his sandal strap snaps, close-up.")[0]
    assert (shot.shot.size, shot.shot.dialogue, shot.text) == ("CU", "", "His sandal strap snaps")


@pytest.mark.parametrize("said", ["Closer still, ", "Even closer, ", "A bit closer, "])
def test_a_step_nearer(said):
    shot = board(f"Medium on a dog. Next, {said}its paw.")[1]
    assert (shot.shot.size, shot.text) == ("CU", "Its paw")


def test_what_a_picture_goes_without_takes_nothing_back():
    assert drawn("A flock of paper kites, no strings.") == ["A flock of paper kites, no strings"]


@pytest.mark.parametrize("said", ["For the kids' book, spread one", "A girl in the rain, so shot one"])
def test_what_stands_before_the_first_number_is_no_shot(said):
    assert drawn(f"{said}, a hill. Spread two, a fox.") == ["A hill", "A fox"]


@pytest.mark.parametrize(
    ("place", "interior", "said"),
    [
        ("salt flats", "ext", "salt flats"),
        ("bell foundry", "int", "the bell foundry"),
        ("bridge", "ext", "on a bridge"),
    ],
)
def test_places(place, interior, said):
    shot = board(f"A man, {said}.")[0].shot
    assert (shot.place, shot.interior) == (place, interior)


def test_a_moment_amid_a_picture_is_no_length():
    assert board("Then lightning, and for a second you see the kraken.")[0].duration_s is None


@pytest.mark.parametrize("said", ["Cut inside, ", "Then cut wide, "])
def test_a_cut_that_says_where_to(said):
    assert board(f"A farm. {said}a hall.")[1].shot.transition == "cut"


def test_a_medium_as_somebody_does_something():
    shots = board("A door opens. Medium as she lights a candle.")
    assert [(shot.shot.size, shot.text) for shot in shots][1] == ("MS", "She lights a candle")
