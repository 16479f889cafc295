"""``redraw``, ``edit`` and ``undo``."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest

from voice2image.storyboard import Storyboard


def texts(folder="board"):
    return [panel.prompt.text for panel in Storyboard.load(folder)]


SHOTS = ["A lighthouse on a cliff at night", "A dragon over the sea", "The lighthouse at dawn, calm and quiet"]


@pytest.fixture
def board(draw):
    """A board of three panels in ``board/``."""
    assert draw("--seed", 1).code == 0
    return Path("board")


@pytest.mark.parametrize("command", ["move", "remove", "merge", "split", "insert", "choose"])
def test_every_edit_has_help(run, command):
    assert command in run("edit", "-h").out
    assert run("edit", "board", command, "-h").code == 0


def test_a_board_is_edited_step_by_step_and_undone(run, board):
    before = texts()
    result = run("edit", board, "move", 3, 1)
    assert result.code == 0
    assert result.out.endswith("move 3 to 1\n")
    assert texts() == [before[2], *before[:2]]
    run("edit", board, "remove", 3)
    run("edit", board, "insert", 2, "a gull on the rail")
    assert texts() == [before[2], "a gull on the rail", before[0]]
    assert "undone: insert 2" in run("undo", board).out
    run("undo", board)
    run("undo", board)
    assert texts() == before
    result = run("undo", board)
    assert (result.code, result.err) == (1, "error: there is no edit to undo\n")


def test_panels_are_merged_split_and_drawn(run, board):
    before = texts()
    assert run("edit", board, "merge", 1, 2).code == 0
    assert len(texts()) == 2
    result = run("edit", board / "board.json", "split", 1, "--word", 3)
    assert "not drawn yet: 2. Draw what waits with: voice2image redraw board" in result.err
    assert run("redraw", board).out.endswith("redraw 2\n")
    assert [panel.status for panel in Storyboard.load(board)] == ["drawn"] * 3
    assert run("redraw", board).out.endswith("nothing waits to be drawn\n")
    assert texts()[-1] == before[-1]
    start_s = Storyboard.load(board)[2].start_s
    assert run("edit", board, "split", 3, "--at", start_s + 3.5).code == 0


def test_a_panel_is_redrawn_as_asked_and_the_old_picture_chosen_again(run, board):
    result = run("redraw", board, 2, "--text", "a fox", "--seed", 9, "--style", "noir", "--negative", "dogs", "--json")
    panel = result.document["board"]["panels"][1]
    assert result.document["did"] == ["redraw 2"]
    assert (panel["prompt"], panel["seed"], panel["negative"]) == ("a fox, noir", 9, "dogs")
    run("edit", board, "choose", 2, 1)
    assert Storyboard.load(board)[1].image.seed == 2


def test_several_panels_are_steps_of_their_own(run, board):
    assert run("redraw", board, 3, 1, 3, "-g", "card").out.endswith("redraw 3\nredraw 1\n")
    assert len(Storyboard.load(board).history) == 2


def test_one_that_fails_keeps_back_no_other(run, board, monkeypatch):
    from voice2image.testing import CardConfig, CardGenerator

    monkeypatch.setattr(CardGenerator, "from_variant", lambda word: CardGenerator(CardConfig(fails_on=(word,))), False)
    result = run("redraw", board, 2, 3, "-g", "card:dragon", "--json")
    assert result.code == 4
    assert "told to fail" in result.document["failed"]["2"]
    assert result.document["did"] == ["redraw 3"]
    assert Storyboard.load(board)[1].image.seed == 2


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["edit", "board", "move", 9, 1], 2, "the board has no panel 9: it has panels 1 to 3"),
        (["edit", "board", "choose", 1, 2], 2, "panel 1 has no alternates"),
        (["redraw", "board", 9], 2, "the board has no panel 9"),
        (["redraw", "board", 1, 2, "--text", "x"], 2, "one panel at a time"),
        (["edit", "nowhere", "remove", 1], 1, "there is no board at nowhere"),
        (["undo", "nowhere"], 1, "there is no board at nowhere"),
        (["edit", "board", "move", 1], 2, "Missing argument"),
    ],
)
def test_mistakes_are_named_and_change_nothing(run, board, arguments, code, reason):
    before = (board / "board.json").read_bytes()
    result = run(*arguments)
    assert (result.code, reason in result.err) == (code, True), result.err
    assert (board / "board.json").read_bytes() == before
    assert not Path("nowhere").exists()


def test_drawing_the_same_memo_again_doesn_t_undo_edits(run, draw, board):
    run("edit", board, "remove", 2)
    edited = texts()
    result = draw("--seed", 1)
    assert result.code == 1
    assert "board was edited by hand since, which another run would undo" in result.err
    assert texts() == edited
    run("undo", board)
    assert draw("--seed", 1).code == 0
    assert len(texts()) == 3


def test_a_run_goes_on_as_before_once_all_edits_are_undone(run, draw):
    """Without a seed of the user's it needs those that the board kept."""
    draw()
    seeds = [panel.image.seed for panel in Storyboard.load("board")]
    run("redraw", "board", 2)
    run("undo", "board")
    assert "(was there already)" in draw().err
    assert [panel.image.seed for panel in Storyboard.load("board")] == seeds


def test_ctrl_c_keeps_what_is_drawn(run, start, board):
    settings = json.loads((board / "board.json").read_text())
    settings["settings"]["generator"] = settings["settings"]["generator"].replace('"step_s":0.0', '"step_s":1.0')
    (board / "board.json").write_text(json.dumps(settings))
    process = start("redraw", "board", 1, 2, 3)
    deadline = time.monotonic() + 60
    while not Storyboard.load(board).history and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "panels are drawn and kept" in err
    after = Storyboard.load(board)
    assert 1 <= len(after.history) < 3
    assert [panel.status for panel in after] == ["drawn"] * 3
    assert run("undo", "board").code == 0
