"""Speech that was written down without punctuation: where its sentences begin, and what becomes of it.

How well whole dictations are read is measured by the corpus: see test_corpus.py.
"""

import pytest

from voice2image.edit import settle
from voice2image.prompters._dictation.openings import counted, ends_title, introduces, jumps, puts, seconds_end
from voice2image.prompters._dictation.punctuate import is_bare, punctuated
from voice2image.prompters._dictation.run_on import parted
from voice2image.prompters._dictation.sentence_starts import is_finite, sentence_starts
from voice2image.prompters._dictation.units import units
from voice2image.prompters._sentences import joined, tokens
from voice2image.prompters.shots import ShotPrompter
from voice2image.transcript import Segment


def said(text):
    return list(tokens([Segment(text=text, start_s=0.0, end_s=len(text) / 15, language="en")]))


def marked(text):
    """The text without its marks, and with those that are put back."""
    return joined(punctuated(said(text.replace(",", "").replace(".", ""))))


def shots(text):
    segment = Segment(text=text, start_s=0.0, end_s=len(text) / 15, language="en")
    return [prompt.shot for prompt in settle(ShotPrompter().prompts([segment]))]


def split(text):
    """Words, and the places where a `|` stands between them."""
    words, places = [], set()
    for word in text.split():
        if word == "|":
            places.add(len(words))
        else:
            words.append(word)
    return words, places


# -- where a sentence begins -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a man takes his hat off | he is crying",
        "rain on the window | they're playing chess",
        "a lighthouse at dawn | the clock stops",
        "a quiet street | an old dog is asleep on the steps",
        "a tent in the snow | a man in a bear suit is waiting",  # the longer subject, not "a bear suit"
        "a tent in the snow | a girl holding a cup looks up",
        "a tent in the snow | something moves",
        "she looks up | the dog barks",  # "up" belongs to her looking
        "a long road at noon | we see a red car",
        "a road | it's raining",
        "two men at a table | all the doors open",
        "a ring on the sill | okay so the baker's looking for it",
        "a silver car | inside the woman takes off her glasses",
    ],
)
def test_a_subject_and_its_verb_begin_a_sentence(text):
    words, places = split(text)
    assert sentence_starts(words, ()) == places


@pytest.mark.parametrize(
    "text",
    [
        "a man who is tall and the dog that barks",
        "she knows the ship is sinking",
        "he's a fat man with a swan",
        "what she sees is a row of eyes",
        "panel two the cat",  # the two counts, it is no article
        "the city at night and the stone steps",
        "a knife cuts the crumbs fall",
        "a cat inside the box of a toy",
        "a girl with a red umbrella on the bridge over a river",
    ],
)
def test_what_goes_on_begins_no_sentence(text):
    words = text.split()
    assert sentence_starts(words, ()) == set()


def test_a_name_needs_no_article():
    words, places = split("the kitchen in the evening | noor is drawing")
    assert sentence_starts(words, {"noor"}) == places
    assert sentence_starts(words, ()) == set()
    words, places = split("a moor at dusk | lady noor is riding")
    assert sentence_starts(words, {"noor"}) == places


def test_no_subject_reaches_into_a_direction():
    words, places = split("a keeper at the desk waist up | the clock stops")
    assert sentence_starts(words, (), [range(5, 7)]) == places


def test_behind_and_a_sentence_begins_only_where_it_is_asked_for():
    words = "no only spinach and the girl is sad".split()
    assert sentence_starts(words, ()) == set()
    assert sentence_starts(words, (), joined=True) == {4}


@pytest.mark.parametrize(("text", "finite"), [("she runs", True), ("dogs run", True), ("a run", False), ("is", True)])
def test_what_may_be_the_verb(text, finite):
    words = text.split()
    assert is_finite(words, len(words) - 1) is finite


def test_a_verb_that_is_a_thing_too_has_to_say_where_to():
    assert is_finite("a deer steps out".split(), 2)
    assert not is_finite("the stone steps".split(), 2)


# -- what else begins --------------------------------------------------------------------------------------------------


def test_numbers_count_shots_if_there_are_enough_or_as_many_as_promised():
    assert counted("one a hut two a tree three a well four a goat".split()) == {0, 3, 6, 9}
    assert counted("three thumbnails one a hut two a tree three a well".split()) == {2, 5, 8}
    assert not counted("one man two dogs and three cats".split())
    assert not counted("scene one a hut scene two a tree scene three a well scene four".split())


@pytest.mark.parametrize("text", ["the next morning a dog", "later that night a dog", "tomorrow morning rain here"])
def test_another_time_begins(text):
    assert jumps(["rain", *text.split()], 1)
    assert not jumps(["before", *text.split()], 1)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("toy catalogue film | a doll", True),
        ("cutscene seven | slow dolly", True),
        ("night game | at the field", False),
        ("the movie | starts here", False),
        ("a girl in a video | a dog", False),
    ],
)
def test_a_title_ends_before_what_is_shown(text, title):
    words, (place,) = split(text)
    assert ends_title(words, place) is title


def test_a_spoken_edit_may_begin_with_any_verb_that_moves_a_shot():
    assert puts("her face take the second shot out".split(), 2)
    assert not puts("to take the second shot out".split(), 1)
    assert not puts("her face take the second bus".split(), 2)


def test_somebody_is_described():
    assert introduces("mira is a tall woman".split(), 0)
    assert introduces("lou is heavyset with a pencil".split(), 0)
    assert not introduces("the driver is a tall woman".split(), 1)


def test_a_length_ends_with_its_seconds():
    assert seconds_end("hold it for like four seconds on that".split(), 0) == 8
    assert seconds_end("two beats then".split(), 0) == 2
    assert seconds_end("two boats".split(), 0) == 0


# -- the marks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # framings behind the picture, where the next announcement ends them
        "shot one, a pan on a stove, close up. shot two, the cook turns round, medium shot. shot three, a wall",
        "a keeper winds the clock, waist up. the clock stops. a ship comes out of the mist, wide shot. cut to a bed",
        # framings before the picture
        "establishing shot of a town. insert of a rope. medium shot, a girl at the wheel. she looks up",
        "a storm rolling in, extreme wide. next a rover",
        # what is shown already keeps a framing from beginning anything
        "next the arrow in the bullseye, tight on, it wobbling. next a vicar",
        # single words that something follows
        "a pool at night, overhead, slow push in on a coin. cut to a boy",
        "a tram stop, wide. mira is a tall woman. then a bus",
        "a hand under the ice, insert, a ring on a thumb. then a bus",
        # who speaks, and where the quotation ends
        "a queue. the old lady at the counter says, is it still warm. the baker nods",
        "a kid asks for strawberry. and the robot goes, no only spinach. and so everyone is sad",
        "a queen comes. she says, then who did it. cut to a child",
        # edits
        "a moth. add a moon to shot one. and make it night",
        "a moth. scratch the dialogue in shot one",
        # the rest
        "newsroom night. exterior a phone box in the rain. then a dog",
        "a carriage with two lamps. now the horses their hooves. then a dog",
    ],
)
def test_marks_are_put_back(text):
    assert marked(text).lower() == text


@pytest.mark.parametrize(
    "text",
    [
        "the pram goes splash in the duck pond",
        "the camera goes up to her face and stays",
        "a boat bigger than the lake",
        "the dog swims out with the dolly in his mouth",
        "full shot of a table",
    ],
)
def test_no_mark_is_put_where_nothing_begins(text):
    assert marked(text) == text


def test_words_keep_what_they_mean():
    (unit,) = units(said("and the last shot's a kid on the way to school biting in a roll"), max_pause_s=2.5)
    assert [word.norm for word in unit.words][:4] == ["and", "the", "last", "shot"]


def test_written_sentences_are_left_alone():
    assert not is_bare(said("A dog, a cat and a very long list of other animals that nobody has ever seen before."))
    assert not is_bare(said("A dog barks"))
    assert is_bare(said("a dog barks then a cat runs along the wall and the sun goes down"))


# -- where speech without end is cut -----------------------------------------------------------------------------------


def test_speech_without_end_is_cut_where_a_sentence_begins():
    text = "the dog runs along the beach with a red ball in its mouth " * 20
    texts = [joined(unit.said) for unit in units(said(text), max_pause_s=2.5)]
    assert len(texts) > 2
    assert all(text.startswith("the dog runs") for text in texts)
    assert " ".join(texts).split() == text.split()


def test_no_command_is_cut_in_two():
    head = "a dog runs along the beach " * 12
    for more in range(6):
        text = (
            f"{head}{'really ' * more}swap two and three and then a cat sits on the wall of the harbour "
            + "in the sun " * 8
        )
        cut = [joined(unit.said) for unit in units(said(text), max_pause_s=2.5)]
        assert any("swap two and three" in part for part in cut), cut


def test_what_is_left_behind_a_cut_is_punctuated_too():
    text = "the dog runs along the beach with a red ball in its mouth " * 6 + "then a cat close up"
    last = list(units(said(text), max_pause_s=2.5))[-1]
    assert last.several
    assert joined(last.words).endswith("then a cat, close up")


# -- what becomes of it ------------------------------------------------------------------------------------------------


def test_a_plain_dictation_becomes_the_shots_that_it_means():
    made = shots(
        "a man in a bear suit is waiting for the bus he takes the head off he's crying close up of the bear head on "
        "his knees wide shot the bus comes it's full of people in bear suits low angle from the steps the driver's a "
        "bear too the driver goes you getting on or what"
    )
    assert [(shot.size, shot.angle) for shot in made] == [(None, None), ("CU", None), ("WS", None), (None, "low")]
    assert made[3].dialogue == "you getting on or what"
    assert "he's crying" in made[0].picture.lower()


def test_framings_said_behind_their_pictures_stay_with_them():
    made = shots(
        "first panel two kids on a roof at dusk wide second panel a comet over the roofs extreme wide third panel "
        "tight on the girl's hand she's holding his sleeve fourth panel the boy waist up"
    )
    assert [shot.size for shot in made] == ["WS", "ELS", "CU", "MS"]


# -- commas for stops --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("A boy asleep, waist up, later that night, dunes in the dark.", "A boy asleep, waist up. later that night,"),
        (
            "A forest, sunlight in the trees, low angle, a deer steps out.",
            "A forest, sunlight in the trees. low angle,",
        ),
        ("Quick before I lose it, football film, mud, nobody in the stands.", "Quick before I lose it. football film,"),
    ],
)
def test_a_comma_that_ends_a_sentence_becomes_a_stop(heard, meant):
    assert joined(parted(said(heard))).startswith(meant)


@pytest.mark.parametrize(
    "text",
    [
        "A cook turns round in the kitchen, medium shot, he's a fat man.",
        "The cook turns round in the kitchen, low angle, a pan is in his hand.",
        "Fourth shot, his POV, the suitcase on the rack moves.",
        "A dog, a cat and a bird on a wall, close up.",
    ],
)
def test_other_commas_stay(text):
    assert joined(parted(said(text))) == text


def test_who_counts_the_shots_counts_each_of_them():
    made = shots("Frame one, a doll. Frame two, all the toys on the shelf. Full shot, snow falls outside the window.")
    assert [shot.size for shot in made] == [None, "WS"]
    made = shots("A doll. All the toys on the shelf. Full shot, snow falls outside the window.")
    assert [shot.size for shot in made] == [None, "WS"]
    assert "snow" not in made[0].picture.lower()
