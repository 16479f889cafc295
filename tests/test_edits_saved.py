"""Edits by hand on disk: whatever happens on the way, the folder holds a whole board that can be undone."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from voice2image.errors import StoryboardError
from voice2image.storyboard import Storyboard
from voice2image.testing import CardGenerator

EDIT_FOREVER = """
    import sys
    from voice2image.storyboard import Storyboard
    from voice2image.testing import CardGenerator
    board = Storyboard.load(sys.argv[1])
    print("editing", flush=True)
    for round in range(10_000):
        board = board.redraw(1 + round % 2, generator=CardGenerator()).save(sys.argv[1])
        board = board.move(1, 2).save(sys.argv[1])
        if round % 3 == 2:
            board = board.undo().save(sys.argv[1])
"""

EDITS = {
    "move": lambda board: board.move(1, 2),
    "remove": lambda board: board.remove(2),
    "insert": lambda board: board.insert(2, "a fox"),
    "merge": lambda board: board.merge(1, 2),
    "split": lambda board: board.split(2, word=2),
    "choose": lambda board: board.choose(1, 1),
    "redraw": lambda board: board.redraw(1, seed=5, generator=CardGenerator()),
    "redraw another text": lambda board: board.redraw(2, seed=6, text="a fox", generator=CardGenerator()),
    "undo": lambda board: board.undo(),
}
CHANGES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
"""Audit events of a file that is about to be opened, put in place or removed."""


def texts(board):
    return [panel.prompt.text for panel in board]


def check_whole(folder):
    """Every board that the folder holds, the present one and the earlier ones, has all its pictures."""
    board = Storyboard.load(folder)
    while True:
        assert sorted(texts(board)) == ["shot 1", "shot 2"]
        for panel in board:
            assert panel.status == "drawn"
            for image in (panel.image, *panel.alternates):
                assert image.pixels.info["voice2image"]
        if not board.history:
            return
        board = board.undo()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("nth", range(1, 5))
def test_a_disk_that_fails_at_any_write_leaves_the_board_and_its_history(make_board, tmp_path, monkeypatch, nth, code):
    """The earlier board, two pictures, the JSON: the `nth` fails."""
    make_board(2).save(tmp_path).move(1, 2).save(tmp_path)
    before = (tmp_path / "board.json").read_bytes()
    board = Storyboard.load(tmp_path)
    newer = board.redraw(1, generator=CardGenerator()).redraw(2, generator=CardGenerator()).undo()
    newer = newer.redraw(2, generator=CardGenerator())
    writes, replace = 0, os.replace

    def failing(source, target):
        nonlocal writes
        writes += 1
        if writes == nth:
            raise OSError(code, os.strerror(code))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(StoryboardError, match=os.strerror(code)):
        newer.save(tmp_path)
    monkeypatch.setattr(os, "replace", replace)
    assert (tmp_path / "board.json").read_bytes() == before
    check_whole(tmp_path)

    newer.save(tmp_path)  # and what the failure left is no hindrance, nor does it stay
    check_whole(tmp_path)
    assert len(Storyboard.load(tmp_path).history) == len(list((tmp_path / "history").iterdir())) == 3


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_disk_that_removes_nothing_leaves_a_whole_board(make_board, tmp_path, monkeypatch, nth):
    make_board(2).save(tmp_path)
    board = Storyboard.load(tmp_path).redraw(1, generator=CardGenerator()).save(tmp_path)
    removals, unlink = 0, Path.unlink

    def failing(path, missing_ok=False):
        nonlocal removals
        removals += 1
        if removals >= nth and path.suffix in (".json", ".png"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", failing)
    board.undo().save(tmp_path)
    check_whole(tmp_path)
    assert not Storyboard.load(tmp_path).history


@pytest.mark.parametrize("delay_s", [0.01, 0.06, 0.15, 0.3, 0.7])
def test_a_kill_in_the_middle_of_editing_leaves_a_whole_board(make_board, tmp_path, delay_s):
    make_board(2).save(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(EDIT_FOREVER), str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(delay_s)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    check_whole(tmp_path)
    Storyboard.load(tmp_path).move(2, 1).save(tmp_path)
    check_whole(tmp_path)


def state(board):
    """All of a board that an edit may change, its steps to undo too."""
    pictures = ([each.pixels.tobytes() for each in (panel.image, *panel.alternates) if each] for panel in board)
    told = [(panel.number, panel.prompt, panel.status) for panel in board]
    return told, list(pictures), [step.did for step in board.history]


def save_in_another_process(edit, folder, dies_at):
    """Edit the board and save it, in a process that is killed before its `dies_at`-th change of a file.

    Returns how many changes there were, or ``None`` if it was killed.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event, arguments):
            nonlocal count
            if event in CHANGES and str(arguments[0]).startswith(str(folder)):
                count += 1
                if count == dies_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            board = EDITS[edit](Storyboard.load(folder))
            sys.addaudithook(watch)
            board.save(folder)
            os.write(writer, str(count).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as told:
        return int(told.read() or 0) or None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that has all its modules when it begins")
@pytest.mark.parametrize("edit", EDITS)
def test_a_kill_while_an_edit_is_saved_leaves_the_board_before_or_after_it(make_board, tmp_path, edit):
    make_board(3).save(tmp_path / "board").redraw(1, seed=9, generator=CardGenerator()).save(tmp_path / "board")
    before = state(Storyboard.load(tmp_path / "board"))
    shutil.copytree(tmp_path / "board", tmp_path / "after")
    changes = save_in_another_process(edit, tmp_path / "after", dies_at=0)
    after = state(Storyboard.load(tmp_path / "after"))
    assert after != before
    found = []
    for dies_at in sorted({1, changes, *range(1, changes, max(1, changes // 8))}):
        folder = tmp_path / f"killed at {dies_at}"
        shutil.copytree(tmp_path / "board", folder)
        assert save_in_another_process(edit, folder, dies_at) is None
        found.append(state(Storyboard.load(folder)))
        assert found[-1] in (before, after)
        for step in range(len(Storyboard.load(folder).history), 0, -1):
            assert len(Storyboard.load(folder).undo().save(folder).history) == step - 1
        assert [panel.prompt.text for panel in Storyboard.load(folder)] == ["shot 1", "shot 2", "shot 3"]
    assert found[0] == before
    assert found[-1] == after  # what is left by then is to tidy up
