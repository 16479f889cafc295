"""A board on disk: what is there whatever happens on the way."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from voice2image.audio import Audio
from voice2image.board_folder import BoardFolder
from voice2image.errors import SchemaVersionError, StoryboardError
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel, SoundSource, Storyboard

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
    panel = Panel(number=1, prompt=Prompt(text="x")).failed("no")
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


def test_what_an_interrupted_run_left_is_tidied_away_later(make_board, tmp_path):
    """Its pictures wait in board.json, which no longer shows them."""
    board = make_board(3, color="teal").save(tmp_path)
    with BoardFolder(tmp_path) as folder:
        folder.write_board(board.replace(panels=tuple(Panel(number=p.number, prompt=p.prompt) for p in board)))
    (tmp_path / "003.png").write_bytes(b"painted over")
    assert names(tmp_path) == ["001.png", "002.png", "003.png", "board.json"]

    make_board(1, color="red").save(tmp_path)
    assert names(tmp_path) == ["001-2.png", "003.png", "board.json"]
    assert json.loads((tmp_path / "board.json").read_text())["superseded"] == {}


def test_a_picture_with_a_name_of_its_own_is_never_tidied_away(make_board, make_image, tmp_path):
    fox = make_image("orange").save(tmp_path / "fox.png")
    board = make_board(1)
    board.with_panel(board[0].drawn(fox)).save(tmp_path)
    (saved,) = json.loads((tmp_path / "board.json").read_text())["panels"]
    assert saved["image"]["file"] == "fox.png"
    assert saved["image"]["sha256"] == hashlib.sha256((tmp_path / "fox.png").read_bytes()).hexdigest()
    board.save(tmp_path)
    assert names(tmp_path) == ["001.png", "board.json", "fox.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such names")
def test_a_picture_whose_name_a_board_may_not_hold_is_copied(make_board, make_image, tmp_path):
    fox = make_image("orange").save(tmp_path / "scene 1: fox.png")
    board = make_board(1)
    assert board.with_panel(board[0].drawn(fox)).save(tmp_path)[0].file == "001.png"
    assert Storyboard.load(tmp_path)[0].image.pixels.getpixel((0, 0)) == (255, 165, 0)
    assert names(tmp_path) == ["001.png", "board.json", "scene 1: fox.png"]


def test_the_sound_of_an_older_board_is_tidied_away(make_board, tmp_path):
    for seconds in (1, 2, 3):
        sound = Audio.open(np.zeros(seconds * 16_000, np.float32), sample_rate=16_000)
        source = SoundSource(name="memo.wav", sha256=str(seconds) * 64)
        make_board(1, sound=sound, source=source).save(tmp_path)
        assert len(list(tmp_path.glob("sound*.m4a"))) == 1
    assert Storyboard.load(tmp_path).sound.duration_s == pytest.approx(3.0, abs=0.1)


def test_a_sound_that_someone_changed_is_left(make_board, tmp_path):
    sound = Audio.open(np.zeros(16_000, np.float32), sample_rate=16_000)
    make_board(1, sound=sound).save(tmp_path)
    (tmp_path / "sound.m4a").write_bytes(b"mine")
    make_board(1).save(tmp_path)
    assert "sound.m4a" in names(tmp_path)


def test_a_panel_that_failed_keeps_the_picture_it_had(make_board, tmp_path):
    board = make_board(2).save(tmp_path)
    board.with_panel(board[1].failed("out of memory")).save(tmp_path)
    assert names(tmp_path) == ["001.png", "002.png", "board.json"]
    panel = Storyboard.load(tmp_path)[1]
    assert (panel.status, panel.image, panel.error) == ("failed", None, "out of memory")
    assert [image.path.name for image in panel.alternates] == ["002.png"]


def test_a_long_board_is_written_panel_by_panel_without_looking_at_each_again(make_board, tmp_path, monkeypatch):
    drawn = make_board(40)
    calls = []
    for owner, name in ((Path, "resolve"), (GeneratedImage, "to_png"), (BoardFolder, "_panel_record")):
        monkeypatch.setattr(owner, name, _counted(getattr(owner, name), calls))
    board = drawn.replace(panels=())
    with BoardFolder(tmp_path) as folder:
        for panel in drawn:
            board = folder.write_board(board.with_panel(panel))
    assert len(calls) == 80  # a PNG and a record for each
    assert len(Storyboard.load(tmp_path)) == 40


def _counted(function, calls):
    def counting(*arguments):
        calls.append(arguments)
        return function(*arguments)

    return counting


def test_a_panel_that_stands_twice_is_written_twice(make_board, tmp_path):
    board = make_board(1)
    board.replace(panels=board.panels * 2).save(tmp_path)
    assert len(Storyboard.load(tmp_path)) == 2


def test_a_damaged_board_that_cannot_be_put_aside_is_named(make_board, tmp_path, monkeypatch):
    (tmp_path / "board.json").write_text('{"half')

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(StoryboardError, match=r"can't write .*Permission denied"):
        make_board(1).save(tmp_path)
    assert not (tmp_path / ".board.lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights on Windows")
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_lock_that_leads_to_another_file_is_refused(make_board, tmp_path, link):
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "board").mkdir()
    link(tmp_path / "victim", tmp_path / "board" / ".board.lock")
    with pytest.raises(StoryboardError, match=r"\.board\.lock is .*remove it to write this folder"):
        make_board(1).save(tmp_path / "board")
    assert (tmp_path / "victim").read_text() == "precious"


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
