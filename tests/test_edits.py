"""Changes by voice while a board is being made, with doubles that hear, understand and draw by a script."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice2image import (
    Audio,
    BoardDone,
    BoardEdited,
    Insert,
    Move,
    PanelDrawn,
    PanelFailed,
    Prompt,
    PromptWritten,
    Remove,
    Revise,
    Segment,
    Shot,
    StepDone,
    Storyboard,
    Voice2Image,
)
from voice2image._seeds import another_seed
from voice2image.edit import settle
from voice2image.errors import ServiceUnavailableError
from voice2image.testing import CardConfig, CardGenerator, PrompterContract, ScriptedPrompter, ScriptedTranscriber

THREE = ("a dog", "a cat", "a ship")


class TestScriptedPrompter(PrompterContract):
    @pytest.fixture
    def prompter(self):
        return ScriptedPrompter()


@pytest.fixture
def memo():
    return Audio.open(np.zeros(6 * 16_000, np.float32), sample_rate=16_000, name="memo.wav")


def script(*said):
    return [Segment(text=text, start_s=i, end_s=i + 1, language="en") for i, text in enumerate(said)]


class Counting(CardGenerator):
    """Remembers what it was asked to draw, and at its first step on certain words waits for an edit to be heard."""

    def __init__(self, config=None, *, meanwhile=None):
        super().__init__(config)
        self.asked = []
        self.meanwhile = meanwhile
        self.at_it, self.go_on = threading.Event(), threading.Event()

    def generate(self, prompts, *, on_step=None, cancel=None):
        self.asked.extend(prompt.text for prompt in prompts)

        def step(done):
            on_step(done)
            if prompts[done.index].text == self.meanwhile and not self.at_it.is_set():
                self.at_it.set()
                assert self.go_on.wait(30), "no edit came"

        yield from super().generate(prompts, on_step=step, cancel=cancel)


class Talk(ScriptedTranscriber):
    """Says its script; before ``|`` it waits until `ready` says that the generator is where the test wants it."""

    def __init__(self, said, ready):
        super().__init__(script(*said))
        self.ready = ready

    def transcribe(self, audio, *, on_heard=None, cancel=None):
        for segment in super().transcribe(audio, on_heard=on_heard, cancel=cancel):
            if segment.text == "|":
                assert self.ready.wait(30), "it didn't come so far"
            else:
                yield segment


def told(memo, said, generator=None, folder=None, **settings):
    """The events of a run in which everything is said before anything is drawn."""
    heard = threading.Event()

    class Slow(Counting):
        def generate(self, prompts, *, on_step=None, cancel=None):
            assert heard.wait(30)
            yield from super().generate(prompts, on_step=on_step, cancel=cancel)

    class First(ScriptedPrompter):
        def prompts(self, segments):
            yield from super().prompts(segments)
            heard.set()

    generator = generator or Slow()
    events = list(Voice2Image(ScriptedTranscriber(script(*said)), First(), generator, **settings).stream(memo, folder))
    return generator, events


def drawn_then(memo, first, then, folder=None, generator=None, **settings):
    """The events of a run in which `first` is said, all of it drawn, and `then` said."""
    ready = threading.Event()
    generator = generator or Counting()
    talk = Talk((*first, "|", *then), ready)
    events, count = [], 0
    for event in Voice2Image(talk, ScriptedPrompter(), generator, **settings).stream(memo, folder):
        events.append(event)
        count += isinstance(event, PanelDrawn | PanelFailed)
        if count == len(first):
            ready.set()
    return generator, events


def while_drawing(memo, words, first, then, folder=None, **settings):
    """The events of a run in which `then` is said while the panel with these `words` is being drawn."""
    generator = Counting(CardConfig(fails_on=settings.pop("fails_on", ())), meanwhile=words)

    class Prompts(ScriptedPrompter):
        def prompts(self, segments):
            yield from super().prompts(segments)
            generator.go_on.set()

    talk = Talk((*first, "|", *then), generator.at_it)
    return generator, list(Voice2Image(talk, Prompts(), generator, **settings).stream(memo, folder))


def texts(board):
    return [panel.prompt.text for panel in board]


def shows_its_words(board):
    """Whether each panel is drawn of its own prompt, under its own number."""
    return all(
        panel.status == "drawn" and panel.image.prompt.text == panel.prompt.text and panel.number == place
        for place, panel in enumerate(board, start=1)
    )


# Revise


def test_a_panel_that_waits_is_drawn_as_it_was_revised_and_only_so(memo):
    generator, events = told(memo, (*THREE, "revise 2: a cow"), seed=7)
    board = events[-1].board
    assert texts(board) == ["a dog", "a cow", "a ship"]
    assert shows_its_words(board)
    assert [panel.image.seed for panel in board] == [7, 8, 9]
    assert sorted(generator.asked) == ["a cow", "a dog", "a ship"]


def test_a_drawn_panel_that_was_revised_is_drawn_anew_with_its_seed(memo, tmp_path):
    generator, events = drawn_then(memo, THREE, ("revise 2: a cow",), tmp_path, seed=7)
    board = Storyboard.load(tmp_path)
    assert texts(board) == texts(events[-1].board) == ["a dog", "a cow", "a ship"]
    assert shows_its_words(board)
    assert board[1].image.seed == 8
    assert board[1].alternates == ()
    assert generator.asked == [*THREE, "a cow"]
    assert len(list(tmp_path.glob("*.png"))) == 3


def test_a_drawing_of_outdated_words_does_not_overwrite_newer_ones(memo, tmp_path):
    generator, events = while_drawing(memo, "a cat", THREE, ("revise 2: a cow",), tmp_path)
    board = events[-1].board
    assert texts(board) == ["a dog", "a cow", "a ship"]
    assert shows_its_words(board)
    assert generator.asked == ["a dog", "a cat", "a ship", "a cow"]
    assert [e.panel.prompt.text for e in events if isinstance(e, PanelDrawn)] == ["a dog", "a ship", "a cow"]
    assert len(list(tmp_path.glob("*.png"))) == 3


def test_no_steps_are_told_of_a_drawing_that_is_outdated(memo):
    _, events = while_drawing(memo, "a cat", THREE, ("revise 2: a cow",))
    edited = next(place for place, event in enumerate(events) if isinstance(event, BoardEdited))
    assert [e.step for e in events[:edited] if isinstance(e, StepDone) and e.number == 2] == [1]
    assert [e.step for e in events[edited:] if isinstance(e, StepDone) and e.number == 2] == [1, 2, 3]


def test_an_outdated_drawing_that_fails_does_not_fail_the_panel(memo):
    _, events = while_drawing(memo, "a cat", THREE, ("revise 2: a cow",), fails_on=("cat",))
    assert shows_its_words(events[-1].board)
    assert not any(isinstance(event, PanelFailed) for event in events)


def yielding(memo, *changes, after=PanelDrawn, folder=None):
    """What is drawn and what is told when a prompter yields the first change, and the others once it comes to that."""
    ready, end = threading.Event(), threading.Event()

    class Yielding(ScriptedPrompter):
        def prompts(self, segments):
            yield from (changes[0] for _ in segments)
            assert ready.wait(30)
            yield from changes[1:]
            end.set()

    class Patient(Counting):
        def generate(self, prompts, *, on_step=None, cancel=None):
            def step(done):
                on_step(done)
                assert after is not StepDone or end.wait(30)

            yield from super().generate(prompts, on_step=step, cancel=cancel)

    generator, events = Patient(), []
    for event in Voice2Image(ScriptedTranscriber(script("x")), Yielding(), generator).stream(memo, folder):
        events.append(event)
        if isinstance(event, after):
            ready.set()
    return generator, events


DOG = Prompt(text="a dog", seed=1, shot=Shot(size="WS"))
NOTED = DOG.replace(shot=Shot(size="WS", dialogue="They found us.", move="push-in", sound=("wind",)))


@pytest.mark.parametrize("after", [StepDone, PanelDrawn])
def test_a_change_of_what_is_not_seen_draws_nothing(memo, after):
    generator, events = yielding(memo, DOG, Revise(number=1, prompt=NOTED), after=after)
    assert generator.asked == ["a dog"]
    (panel,) = events[-1].board
    assert (panel.status, panel.image.seed, panel.prompt) == ("drawn", 1, NOTED)
    assert len([event for event in events if isinstance(event, PanelDrawn)]) == 1


@pytest.mark.parametrize(
    "shot", [Shot(size="CU"), Shot(size="WS", time_of_day="night"), Shot(size="WS", lens=("telephoto",)), None]
)
def test_a_change_of_what_is_seen_draws_anew(memo, shot):
    generator, events = yielding(memo, DOG, Revise(number=1, prompt=DOG.replace(shot=shot)))
    assert generator.asked == ["a dog", "a dog"]
    assert events[-1].board[0].image.prompt.shot == shot


def test_going_back_while_it_is_drawn_tells_of_one_picture(memo):
    cat = Revise(number=1, prompt=Prompt(text="a cat", seed=1))
    generator, events = yielding(memo, DOG, cat, Revise(number=1, prompt=DOG), after=StepDone)
    assert generator.asked == ["a dog"]
    assert len([event for event in events if isinstance(event, PanelDrawn)]) == 1


def test_a_version_that_is_gone_back_to_is_not_beside_itself(memo):
    other = Revise(number=1, prompt=DOG.replace(seed=2), another=True)
    _, events = yielding(memo, DOG, other, Revise(number=1, prompt=DOG))
    panel = events[-1].board[0]
    assert panel.image.seed == 1
    assert 1 not in [image.seed for image in panel.alternates]


def test_going_back_to_what_was_drawn_draws_nothing(memo, tmp_path):
    generator, events = drawn_then(memo, THREE, ("revise 2: a cow", "revise 2: a cat"), tmp_path)
    assert set(generator.asked) - {"a cow"} == set(THREE)
    assert generator.asked.count("a cat") == 1
    assert shows_its_words(events[-1].board)
    assert len(list(tmp_path.glob("*.png"))) == 3


def test_a_revised_panel_that_fails_keeps_the_picture_it_had(memo, tmp_path):
    generator = Counting(CardConfig(fails_on=("cow",)))
    drawn_then(memo, THREE, ("revise 2: a cow",), tmp_path, generator)
    panel = Storyboard.load(tmp_path)[1]
    assert panel.status == "failed"
    assert [image.prompt.text for image in panel.alternates] == ["a cat"]


# Another version


def test_another_version_has_a_fresh_seed_and_the_old_picture_beside_it(memo, tmp_path):
    generator, _ = drawn_then(memo, THREE, ("another 2",), tmp_path, seed=7)
    board = Storyboard.load(tmp_path)
    assert shows_its_words(board)
    assert [panel.image.seed for panel in board] == [7, another_seed(8), 9]
    assert [image.seed for image in board[1].alternates] == [8]
    assert generator.asked == [*THREE, "a cat"]


def test_all_versions_stay(memo, tmp_path):
    _, events = drawn_then(memo, THREE, ("another 2", "another 2"), tmp_path, seed=7)
    third = another_seed(another_seed(8))
    assert events[-1].board[1].image.seed == third
    assert 8 in [image.seed for image in Storyboard.load(tmp_path)[1].alternates]


def test_a_version_that_is_being_drawn_when_another_is_asked_for_stays_beside_it(memo, tmp_path):
    while_drawing(memo, "a cat", THREE, ("another 2",), tmp_path, seed=7)
    panel = Storyboard.load(tmp_path)[1]
    assert (panel.image.seed, [image.seed for image in panel.alternates]) == (another_seed(8), [8])


def test_a_version_stays_beside_it_although_the_batch_failed_that_drew_it(memo, tmp_path):
    class Batching(Counting):
        batch_size = 2
        said = threading.Event()

        def prepare(self, **how):
            assert self.said.wait(30)

    generator = Batching(CardConfig(fails_on=("ship",)), meanwhile="a ship")

    class Ready:
        def wait(self, timeout):
            generator.said.set()
            return generator.at_it.wait(timeout)

    class Prompts(ScriptedPrompter):
        def prompts(self, segments):
            yield from super().prompts(segments)
            generator.go_on.set()

    talk = Talk(("a ship", "a cat", "|", "another 2"), Ready())
    Voice2Image(talk, Prompts(), generator, seed=7).run(memo, tmp_path)
    ship, cat = Storyboard.load(tmp_path)
    assert ship.status == "failed"
    assert (cat.image.seed, [image.seed for image in cat.alternates]) == (another_seed(8), [8])


# Remove, insert, move


def test_a_removed_panel_is_not_drawn_if_it_waits(memo):
    generator, events = told(memo, (*THREE, "remove 2"), seed=7)
    assert texts(events[-1].board) == ["a dog", "a ship"]
    assert "a cat" not in generator.asked
    assert [panel.image.seed for panel in events[-1].board] == [7, 9]
    assert shows_its_words(events[-1].board)


def test_a_removed_panel_takes_its_picture_with_it(memo, tmp_path):
    generator, _ = drawn_then(memo, THREE, ("remove 2",), tmp_path)
    board = Storyboard.load(tmp_path)
    assert texts(board) == ["a dog", "a ship"]
    assert shows_its_words(board)
    assert [panel.file for panel in board] == ["001.png", "003.png"]
    assert {path.name for path in tmp_path.glob("*.png")} == {"001.png", "003.png"}
    assert generator.asked == list(THREE)


def test_a_panel_removed_while_it_is_drawn_does_not_come_back(memo, tmp_path):
    _, events = while_drawing(memo, "a cat", THREE, ("remove 2",), tmp_path)
    assert texts(events[-1].board) == texts(Storyboard.load(tmp_path)) == ["a dog", "a ship"]
    assert [e.panel.prompt.text for e in events if isinstance(e, PanelDrawn)] == ["a dog", "a ship"]
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_an_inserted_panel_takes_the_next_seed_and_leaves_the_others_theirs(memo, tmp_path):
    generator, _ = drawn_then(memo, THREE, ("insert 2: a cow", "a goat"), tmp_path, seed=7)
    board = Storyboard.load(tmp_path)
    assert texts(board) == ["a dog", "a cow", "a cat", "a ship", "a goat"]
    assert [panel.image.seed for panel in board] == [7, 10, 8, 9, 11]
    assert shows_its_words(board)
    assert generator.asked == [*THREE, "a cow", "a goat"]


def test_a_moved_panel_keeps_its_file(memo, tmp_path):
    generator, _ = drawn_then(memo, THREE, ("move 3 to 1",), tmp_path, seed=7)
    board = Storyboard.load(tmp_path)
    assert texts(board) == ["a ship", "a dog", "a cat"]
    assert [panel.file for panel in board] == ["003.png", "001.png", "002.png"]
    assert [panel.image.seed for panel in board] == [9, 7, 8]
    assert shows_its_words(board)
    assert generator.asked == list(THREE)


def test_a_panel_that_is_moved_while_it_is_drawn_gets_its_picture(memo):
    _, events = while_drawing(memo, "a cat", THREE, ("move 2 to 3", "remove 1"))
    assert texts(events[-1].board) == ["a ship", "a cat"]
    assert shows_its_words(events[-1].board)
    (cat,) = (e for e in events if isinstance(e, PanelDrawn) and e.panel.prompt.text == "a cat")
    assert cat.number == cat.panel.number == 2


def test_an_edit_of_a_panel_that_is_not_there_changes_nothing(memo):
    _, events = told(memo, ("a dog", "revise 2: a cat", "remove 0", "move 5 to 1"))
    assert texts(events[-1].board) == ["a dog"]
    assert not any(isinstance(event, BoardEdited) for event in events)


SAID = st.one_of(
    st.sampled_from(THREE),
    st.builds("revise {}: {}".format, st.integers(0, 5), st.sampled_from(("a cow", "a cat"))),
    st.builds("insert {}: a goat".format, st.integers(0, 6)),
    st.builds("move {} to {}".format, st.integers(0, 5), st.integers(0, 6)),
    st.builds("remove {}".format, st.integers(0, 5)),
    st.builds("another {}".format, st.integers(0, 5)),
)


@settings(deadline=None)
@given(st.lists(SAID, max_size=12))
def test_whatever_is_said_a_run_comes_to_what_settling_it_does(said):
    memo = Audio.open(np.zeros(16_000, np.float32), sample_rate=16_000, name="memo.wav")
    board = Voice2Image(ScriptedTranscriber(script(*said)), ScriptedPrompter(), CardGenerator(), seed=1).run(
        memo, on_event=lambda event: None
    )
    assert texts(board) == [prompt.text for prompt in settle(ScriptedPrompter().prompts(script(*said)))]
    assert shows_its_words(board)


# Events


def test_an_edit_is_told_with_its_words_and_the_board_that_comes_of_it(memo):
    edits = ("revise 2: a cow", "remove 1", "move 1 to 9", "insert 9: a goat", "another 1")
    _, events = drawn_then(memo, THREE, edits)
    edited = [event for event in events if isinstance(event, BoardEdited)]
    assert [event.edit.heard for event in edited] == list(edits)
    assert [(type(event.edit), event.edit.number) for event in edited] == [
        (Revise, 2),
        (Remove, 1),
        (Move, 1),
        (Insert, 3),
        (Revise, 1),
    ]
    assert edited[2].edit.to == 2
    assert [texts(event.panels) for event in edited] == [
        ["a dog", "a cow", "a ship"],
        ["a cow", "a ship"],
        ["a ship", "a cow"],
        ["a ship", "a cow", "a goat"],
        ["a ship", "a cow", "a goat"],
    ]
    assert [panel.number for panel in edited[3].panels] == [1, 2, 3]
    assert [panel.status for panel in edited[0].panels] == ["drawn", "waiting", "drawn"]


@pytest.mark.parametrize("step_s", [0, 0.002])
def test_following_the_events_gives_the_board(memo, step_s):
    """A UI that keeps a list by what it is told has the right one at the end, however the threads take turns."""
    said = (*THREE, "remove 1", "a goat", "move 1 to 3", "revise 2: a cow", "insert 1: a hen", "another 3", "remove 2")
    transcriber = ScriptedTranscriber(script(*said))
    shown = []
    for event in Voice2Image(transcriber, ScriptedPrompter(), CardGenerator(CardConfig(step_s=step_s))).stream(memo):
        match event:
            case PromptWritten(number=number, prompt=prompt):
                assert number == len(shown) + 1
                shown.append((prompt, None))
            case BoardEdited(panels=panels):
                shown = [(panel.prompt, panel.image) for panel in panels]
            case PanelDrawn(number=number, panel=panel):
                assert shown[number - 1][0] == panel.prompt
                shown[number - 1] = (panel.prompt, panel.image)
            case BoardDone(board=board):
                assert shown == [(panel.prompt, panel.image) for panel in board]


# Going on


CHANGED = (*THREE, "revise 2: a cow", "another 1", "remove 3", "insert 1: a goat", "a hen", "move 4 to 1")


@pytest.mark.parametrize("seed", [None, 7])
def test_the_same_call_again_draws_nothing(memo, tmp_path, seed):
    drawn_then(memo, THREE, CHANGED[3:], tmp_path, seed=seed)
    first, files = Storyboard.load(tmp_path), {path.name for path in tmp_path.iterdir()}
    generator, events = told(memo, (*THREE, "|", *CHANGED[3:]), Counting(), tmp_path, seed=seed)
    assert generator.asked == []
    again = Storyboard.load(tmp_path)
    assert [panel.prompt for panel in again] == [panel.prompt for panel in first]
    assert [panel.file for panel in again] == [panel.file for panel in first]
    assert [len(panel.alternates) for panel in again] == [len(panel.alternates) for panel in first]
    assert {path.name for path in tmp_path.iterdir()} == files
    assert all(event.reused for event in events if isinstance(event, PanelDrawn))


def test_once_the_words_are_known_only_the_newest_version_is_drawn(memo, tmp_path):
    said = (*THREE, "|", *CHANGED[3:])
    drawn_then(memo, THREE, CHANGED[3:], tmp_path)

    class Pondering(ScriptedPrompter):
        def prompts(self, segments):
            for change in super().prompts(segments):
                yield change
                assert not styled.at_it.wait(0.02), "something was drawn that may be changed yet"

    class Other(Counting):
        def generate(self, prompts, **how):
            self.at_it.set()
            yield from super().generate(prompts, **how)

    styled = Other(CardConfig(width=48))
    Voice2Image(ScriptedTranscriber(script(*said)), Pondering(), styled).run(memo, tmp_path)
    assert sorted(styled.asked) == ["a cow", "a dog", "a goat", "a hen"]
    assert shows_its_words(Storyboard.load(tmp_path))


def test_pictures_of_another_generator_stay_until_they_are_drawn_anew(memo, tmp_path):
    drawn_then(memo, THREE, ("move 3 to 1",), tmp_path)
    said = script(*THREE, "|", "move 3 to 1")
    events = Voice2Image(ScriptedTranscriber(said), ScriptedPrompter(), CardGenerator(CardConfig(width=48))).stream(
        memo, tmp_path
    )
    next(event for event in events if isinstance(event, PanelDrawn))
    events.close()
    board = Storyboard.load(tmp_path)
    assert shows_its_words(board)
    assert sorted(panel.image.size[0] for panel in board)[-1] == 96


@pytest.mark.parametrize("edits", [("remove 2",), ("revise 2: a cow",), ("another 2", "move 3 to 1"), ("remove 1",)])
def test_nothing_comes_back_while_a_run_is_gone_on_with(memo, tmp_path, edits):
    """The second run hears all anew; whenever it breaks off, the folder holds the board that the edits came to."""
    drawn_then(memo, THREE, edits, tmp_path)
    first = [(panel.prompt.text, panel.image.seed) for panel in Storyboard.load(tmp_path)]
    seen = []  # on disk when something is about to be drawn

    class Watched(Counting):
        def generate(self, prompts, **how):
            board = Storyboard.load(tmp_path)[: len(first)]
            seen.append([(panel.prompt.text, panel.image.seed) for panel in board])
            yield from super().generate(prompts, **how)

    board = drawn_then(memo, THREE, (*edits, "a hen"), tmp_path, Watched(CardConfig(width=48)))[1][-1].board
    assert len(seen) >= 4
    assert all(each == first for each in seen), seen
    assert [panel.image.size[0] for panel in board] == [48] * len(board)


def test_the_seeds_of_panels_that_come_no_more_are_forgotten(memo, tmp_path):
    for said in (THREE, ("a hen", "a dog", "remove 1")):
        told(memo, said, folder=tmp_path)
    assert len(Storyboard.load(tmp_path).settings["seeds"].split()) == 2


@pytest.mark.parametrize("seed", [None, 7])
@pytest.mark.parametrize("drawings", range(1, 8))
def test_a_killed_run_is_gone_on_with_and_nothing_is_drawn_twice(memo, tmp_path, drawings, seed):
    """The first run dies after some drawings. The second hears all of it again, and draws what is missing."""
    code = """
import os, sys, numpy as np
sys.path.insert(0, sys.argv[1])
from test_edits import CHANGED, THREE, Counting, Talk, drawn_then
from voice2image import Audio
class Dying(Counting):
    def generate(self, prompts, **how):
        if len(self.asked) == int(sys.argv[3]):
            print(*self.asked, sep="\\n", flush=True)
            os._exit(9)
        yield from super().generate(prompts, **how)
memo = Audio.open(np.zeros(6 * 16_000, np.float32), sample_rate=16_000, name="memo.wav")
drawn_then(memo, THREE, CHANGED[3:], sys.argv[2], Dying(), seed=eval(sys.argv[4]))
"""
    here = str(Path(__file__).parent)
    arguments = [sys.executable, "-c", code, here, str(tmp_path), str(drawings), repr(seed)]
    killed = subprocess.run(arguments, check=False, capture_output=True, text=True)
    assert killed.returncode in (0, 9), killed.stderr
    before = killed.stdout.splitlines()
    if killed.returncode == 9:
        kept = [panel.image for panel in Storyboard.load(tmp_path) if panel.image]
        assert all(image.pixels.size == (96, 64) for image in kept)
    generator, events = drawn_then(memo, THREE, CHANGED[3:], tmp_path, seed=seed)
    board = Storyboard.load(tmp_path)
    assert texts(board) == ["a hen", "a goat", "a dog", "a cow"]
    assert shows_its_words(board)
    assert len(before) == (drawings if killed.returncode == 9 else 0)
    versions = 2  # of the dog, with a seed each
    once = [words for words in (*before, *generator.asked) if words != "a dog"]
    assert len(once) == len(set(once)), "something was drawn twice"
    assert [*before, *generator.asked].count("a dog") <= versions
    assert [image.prompt.text for image in board[2].alternates] == ["a dog"]
    used = {image.path.name for panel in board for image in (panel.image, *panel.alternates)}
    assert {path.name for path in tmp_path.glob("*.png")} == used
    assert isinstance(events[-1], BoardDone)


def test_a_break_while_a_revised_panel_waits_keeps_the_rest(memo, tmp_path):
    class Breaking(Talk):
        def transcribe(self, audio, *, on_heard=None, cancel=None):
            yield from super().transcribe(audio, on_heard=on_heard, cancel=cancel)
            raise ServiceUnavailableError("the line went dead")

    ready = threading.Event()

    def watch(event):
        if isinstance(event, PanelDrawn) and event.number == 3:
            ready.set()

    talk = Breaking((*THREE, "|", "remove 1", "revise 1: a cow"), ready)
    with pytest.raises(ServiceUnavailableError):
        Voice2Image(talk, ScriptedPrompter(), Counting(), seed=7).run(memo, tmp_path, on_event=watch)
    saved = json.loads((tmp_path / "board.json").read_text())
    assert [panel["prompt"]["text"] for panel in saved["panels"]] == ["a cow", "a ship"]
    assert [panel["prompt"]["seed"] for panel in saved["panels"]] == [8, 9]
    assert shows_its_words(Storyboard.load(tmp_path))


def test_panels_keep_their_seeds_when_a_panel_is_said_before_them(memo, tmp_path):
    _, events = told(memo, ("a dog", "a dog", "revise 1: a cow"), folder=tmp_path)
    first = events[-1].board
    _, events = told(memo, ("a title", "a dog", "a dog", "revise 2: a cow"), Counting(), tmp_path)
    assert [panel.prompt.seed for panel in events[-1].board][1:] == [panel.prompt.seed for panel in first]
    assert len({panel.prompt.seed for panel in events[-1].board}) == 3


@pytest.mark.parametrize("listed", ["x", "-1", "9" * 5000, "5000000000"])
def test_a_list_of_seeds_that_was_spoilt_by_hand_does_no_harm(memo, tmp_path, listed):
    told(memo, THREE, folder=tmp_path)
    file = tmp_path / "board.json"
    saved = json.loads(file.read_text())
    assert f":{crc32(b'a dog'):08x}" in saved["settings"]["seeds"]
    saved["settings"]["seeds"] = f"{listed}:{crc32(b'a dog'):08x}"
    file.write_text(json.dumps(saved))
    told(memo, THREE, Counting(), tmp_path)
    assert shows_its_words(Storyboard.load(tmp_path))
