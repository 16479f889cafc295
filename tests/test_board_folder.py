"""A board on disk: what is there whatever happens on the way."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from voice2image.board_folder import BoardFolder
from voice2image.errors import SchemaVersionError, StoryboardError
from voice2image.storyboard import Storyboard

HOLD_LOCK = """
    import sys, time
    from voice2image.board_folder import BoardFolder
    with BoardFolder(sys.argv[1]):
        print("held", flush=True)
        time.sleep(60)
"""

SAVE_FOREVER = """
    import sys
    from voice2image.storyboard import Storyboard
    board = Storyboard.load(sys.argv[1])
    target = sys.argv[2]
    print("saving", flush=True)
    for round in range(10_000):
        image = board[0].image
        fresh = image.provenance.replace(created_at=str(round))
        again = type(image)(image.pixels, fresh)
        board.replace(panels=tuple(p.replace(image=again) for p in board), title=str(round)).save(target)
"""


def start(script: str, *arguments: Path) -> subprocess.Popen[str]:
    """Run a script in a process of its own, and wait until it says its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline()
    return process


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_without_a_board_has_none(tmp_path):
    assert BoardFolder(tmp_path / "new").load() is None
    assert not (tmp_path / "new").exists()


def test_panels_are_written_one_by_one(make_board, tmp_path):
    board = make_board(2)
    with BoardFolder(tmp_path) as folder:
        panel = folder.write_panel(board[0])
        assert panel.image.path == tmp_path / "001.png"
        assert panel.image._pixels is None
        folder.write_board(board.replace(panels=(panel,)))
        assert len(folder.load()) == 1
        folder.write_board(board)
    assert len(BoardFolder(tmp_path).load()) == 2
    assert names(tmp_path) == ["001.png", "002.png", "board.json"]


def test_a_panel_without_a_picture_writes_nothing(make_board, tmp_path):
    panel = make_board(1)[0].failed("no")
    with BoardFolder(tmp_path) as folder:
        assert folder.write_panel(panel) == panel
    assert names(tmp_path) == []


def test_a_picture_that_the_board_names_is_never_overwritten(make_board, tmp_path):
    """A panel inserted before an old one must not take the old one's file."""
    make_board(1, color="teal").save(tmp_path)
    with BoardFolder(tmp_path) as folder:
        old = folder.load()
        new = folder.write_panel(make_board(1, color="red")[0])
        folder.write_board(old.replace(panels=(new, old[0].replace(number=2))))
    board = Storyboard.load(tmp_path)
    assert [panel.file for panel in board] == ["001-2.png", "001.png"]
    assert [panel.image.pixels.getpixel((0, 0)) for panel in board] == [(255, 0, 0), (0, 128, 128)]


def test_saving_the_same_board_twice_changes_nothing(make_board, tmp_path):
    board = make_board(2)
    board.save(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    board.save(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


def test_pictures_of_an_older_board_are_tidied_away(make_board, tmp_path):
    make_board(3, color="teal").save(tmp_path)
    make_board(1, color="red").save(tmp_path)
    assert names(tmp_path) == ["001-2.png", "board.json"]


def test_pictures_that_someone_painted_over_are_left(make_board, make_image, tmp_path):
    make_board(2).save(tmp_path)
    make_image("red").pixels.save(tmp_path / "002.png")
    (tmp_path / "mine.png").write_bytes(b"mine")
    make_board(1).save(tmp_path)
    assert names(tmp_path) == ["001.png", "002.png", "board.json", "mine.png"]


def test_a_damaged_board_is_put_aside(make_board, tmp_path):
    (tmp_path / "board.json").write_text('{"half')
    make_board(1).save(tmp_path)
    assert (tmp_path / "board-damaged.json").read_text() == '{"half'
    assert len(Storyboard.load(tmp_path)) == 1


def test_two_processes_cannot_write_one_folder(make_board, tmp_path):
    holder = start(HOLD_LOCK, tmp_path)
    try:
        with pytest.raises(StoryboardError, match=rf"is being written by another process \({holder.pid}\)"):
            make_board(1).save(tmp_path)
    finally:
        stop(holder)


def test_one_process_cannot_write_a_folder_twice_at_once(make_board, tmp_path):
    with BoardFolder(tmp_path), pytest.raises(StoryboardError, match="is being written by this process"):
        make_board(1).save(tmp_path)
    make_board(1).save(tmp_path)
    assert names(tmp_path) == ["001.png", "board.json"]


def test_the_lock_of_a_killed_process_is_taken_over(make_board, tmp_path):
    stop(start(HOLD_LOCK, tmp_path))
    assert (tmp_path / ".board.lock").exists()
    make_board(1).save(tmp_path)
    assert names(tmp_path) == ["001.png", "board.json"]


def test_a_folder_that_was_refused_is_not_locked(make_board, tmp_path):
    make_board(1).save(tmp_path)
    newer = (tmp_path / "board.json").read_text().replace('"schema_version": 1', '"schema_version": 2', 1)
    (tmp_path / "board.json").write_text(newer)
    with pytest.raises(SchemaVersionError) as kept:  # a traceback that someone keeps, as a notebook does
        make_board(1).save(tmp_path)
    (tmp_path / "board.json").unlink()
    make_board(1).save(tmp_path)
    assert kept.tb is not None


def test_a_folder_that_is_a_file_is_refused(make_board, tmp_path):
    (tmp_path / "board").write_text("mine")
    with pytest.raises(StoryboardError, match="it is a file, not a folder"):
        make_board(1).save(tmp_path / "board")


def test_a_folder_that_cannot_be_made_is_named(make_board, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoryboardError, match=r"can't write .*file/board: Not a directory"):
        make_board(1).save(tmp_path / "file" / "board")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("nth", range(1, 4))
def test_a_disk_that_fails_at_any_write_leaves_the_old_board(make_board, tmp_path, monkeypatch, nth, code):
    """Two pictures and the JSON: the `nth` of the three fails."""
    make_board(2, color="teal").save(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    newer = make_board(2, color="red")
    writes = 0
    replace = os.replace

    def failing(source, target):
        nonlocal writes
        writes += 1
        if writes == nth:
            raise OSError(code, os.strerror(code))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(StoryboardError, match=os.strerror(code)) as caught:
        newer.save(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert not [name for name in names(tmp_path) if name.startswith(".")]
    assert Storyboard.load(tmp_path)[0].image.pixels.getpixel((0, 0)) == (0, 128, 128)


@pytest.mark.parametrize("delay_s", [0.003, 0.05, 0.12, 0.2, 0.31])
def test_a_kill_in_the_middle_of_a_save_leaves_a_whole_board(make_board, tmp_path, delay_s):
    make_board(4).save(tmp_path / "from")
    make_board(4).save(tmp_path / "to")
    process = start(SAVE_FOREVER, tmp_path / "from", tmp_path / "to")
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(delay_s)
    stop(process)

    board = Storyboard.load(tmp_path / "to")
    assert [panel.status for panel in board] == ["drawn"] * 4
    for panel in board:
        assert panel.image.pixels.size == (64, 48)
        written = json.loads(panel.image.pixels.info["voice2image"])
        assert written == json.loads(panel.image.provenance.model_dump_json())
    make_board(4).save(tmp_path / "to")
