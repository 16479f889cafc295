"""How well the dictations in tests/corpus become shots: no figure falls below its floor.

`nox -s quality` prints the figures; a floor is three points below what it printed when it was set. Raise them when the
prompter gets better.
"""

import importlib.util
import json
import sys
from pathlib import Path
from typing import get_args

import pytest

from voice2image import shot
from voice2image.prompt import Prompt
from voice2image.prompters.shots import ShotPrompter

HERE = Path(__file__).parent
SCRIPT = HERE.parent / "benchmarks" / "dictation_quality.py"
FLOORS = {
    "written": {
        "boundaries": 0.93, "size": 0.94, "angle": 0.92, "move": 0.92, "transition": 0.96,
        "time_of_day": 0.95, "weather": 0.88, "interior": 0.82, "place": 0.73, "duration_s": 0.92,
        "edits": 0.94, "edited boards": 0.81, "clean": 0.94, "kept": 0.95, "clean shots": 0.91, "kept shots": 0.93,
        "dialogue": 0.92,
    },
    "plain": {
        "boundaries": 0.86, "size": 0.87, "angle": 0.87, "move": 0.85, "transition": 0.94,
        "time_of_day": 0.88, "weather": 0.83, "interior": 0.63, "place": 0.44, "duration_s": 0.82,
        "edits": 0.59, "edited boards": 0.21, "clean": 0.87, "kept": 0.93, "clean shots": 0.81, "kept shots": 0.86,
        "dialogue": 0.52,
    },
}  # fmt: skip
VALUES = {
    "size": shot.ShotSize,
    "angle": shot.Angle,
    "move": shot.Move,
    "transition": shot.Transition,
    "time_of_day": shot.TimeOfDay,
    "weather": shot.Weather,
    "interior": shot.Interior,
}


@pytest.fixture(scope="module")
def quality():
    spec = importlib.util.spec_from_file_location("dictation_quality", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for their module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def cases(quality):
    return list(quality.cases(HERE / "corpus"))


@pytest.fixture(scope="module")
def figures(quality, cases):
    written = {case["id"]: case["text"] for case in cases}
    texts = {"written": written, "plain": {name: quality.plain(text) for name, text in written.items()}}
    return {name: quality.run(ShotPrompter(), cases, of).figures() for name, of in texts.items()}


@pytest.mark.parametrize(("text", "figure"), [(text, figure) for text, floors in FLOORS.items() for figure in floors])
def test_no_figure_falls_below_its_floor(figures, text, figure):
    assert figures[text][figure] >= FLOORS[text][figure]


def test_every_figure_has_a_floor(figures):
    assert {name: set(of) for name, of in figures.items()} == {name: set(of) for name, of in FLOORS.items()}


def test_the_corpus_is_as_its_readme_says(cases):
    assert len({case["id"] for case in cases}) == len(cases) >= 235
    for case in cases:
        assert case["shots"], case["id"]
        for expected in case["shots"]:
            for field, values in VALUES.items():
                assert expected.get(field) in {None, *get_args(values)}, (case["id"], field)


def test_every_edit_is_shown_by_the_expected_board_and_by_no_empty_one(quality, cases):
    for case in cases:
        board = [Prompt(text=as_shown(expected), shot=shot_of(expected)) for expected in case["shots"]]
        shown = dict(enumerate(board, start=1))
        for edit in case["edits"]:
            assert edit["said"] in case["text"]
            assert quality.faults_of_edit(edit, shown, board) == [], (case["id"], edit["said"])
            left = Prompt(text=next(iter(edit.get("gone", ())), "nothing"))
            assert quality.faults_of_edit(edit, shown, [*board, left]) or not edit.get("gone")
            assert quality.faults_of_edit(edit, {}, []), (case["id"], edit["said"])


def as_shown(expected):
    return ". ".join([expected["picture"], *expected.get("must", ())])


def shot_of(expected):
    return shot.Shot(
        **{name: value for name, value in expected.items() if name in (*VALUES, "dialogue", "duration_s") and value}
    )


def test_an_empty_board_scores_nothing(quality, cases):
    nothing = quality.Score()
    for case in cases:
        quality.score(case, [], nothing)
    figures = nothing.figures()
    assert all(figures[name] == 0 for name in ("boundaries", "size", "edits", "dialogue"))


def test_what_whisper_heard_is_of_dictations_that_are_there(quality, cases):
    heard = json.loads((HERE / "corpus" / "heard.json").read_text("utf-8"))
    assert set(heard) <= {case["id"] for case in cases}
