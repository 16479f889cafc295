"""What an export leaves out is told: a line a kind, not a panel, and only of a file that was written."""

from __future__ import annotations

import pytest

from voice2image.errors import Cancelled
from voice2image.exporters.mp4 import Mp4Config
from voice2image.storyboard import Storyboard
from voice2image.testing import coloured_board

READ_ERROR = "the picture is missing or can't be read, so it isn't in the file"
NO_SOUND = "the recording isn't at hand, so there is no sound"
CONFIGS = {"mp4": Mp4Config(width=32, height=18, fps=4)}


@pytest.fixture
def told(caplog):
    """The warnings so far, without those of earlier calls."""

    def since() -> list[str]:
        messages = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
        caplog.clear()
        return messages

    return since


@pytest.fixture
def damaged(tmp_path):
    """A board of twelve, of which one picture is gone, ten are cut short, and one is whole."""
    board = coloured_board(12).save(tmp_path / "board")
    (tmp_path / "board" / "001.png").unlink()
    for panel in board[1:11]:
        panel.image.path.write_bytes(panel.image.path.read_bytes()[:-40])
    return board


@pytest.mark.parametrize(
    "suffix",
    ["html", "pdf", "md", "xlsx", "mp4", "gif", "otio", "otioz", "storyboarder", "psd", "ora", "cbz", "manga.png"],
)
def test_pictures_that_cannot_be_read_are_told_in_one_line(damaged, tmp_path, told, suffix):
    damaged.export(tmp_path / f"a.{suffix}", CONFIGS.get(suffix))
    assert f"a.{suffix}: panels 1, 2, 3, 4, 5, 6, 7, 8 and 3 more: {READ_ERROR}" in told()
    coloured_board(2, status="mixed").export(tmp_path / f"b.{suffix}", CONFIGS.get(suffix))
    assert not [line for line in told() if READ_ERROR in line]  # a board says itself what wasn't drawn


@pytest.mark.parametrize("suffix", ["html", "mp4", "otio", "xml", "storyboarder"])
def test_a_recording_that_is_not_at_hand_is_told(tmp_path, told, suffix):
    coloured_board(1).export(tmp_path / f"a.{suffix}", CONFIGS.get(suffix))
    assert f"a.{suffix}: {NO_SOUND}" in told()
    coloured_board(1).replace(source=None).export(tmp_path / f"a.{suffix}", CONFIGS.get(suffix))
    assert not told()


def changing_over(*transitions) -> Storyboard:
    board = coloured_board(len(transitions)).replace(source=None)
    for panel, transition in zip(board, transitions, strict=True):
        shot = panel.prompt.shot.replace(transition=transition)
        board = board.with_panel(panel.replace(prompt=panel.prompt.replace(shot=shot)))
    return board


@pytest.mark.parametrize(
    ("suffix", "lines"),
    [
        ("otio", []),
        ("edl", ["panels 3, 4: a wipe is written as a dissolve"]),
        ("xml", ["panels 3, 4: a wipe is written as a dissolve"]),
        ("fcpxml", ["panel 2: a dissolve is written as a cut", "panels 3, 4: a wipe is written as a cut"]),
    ],
)
def test_transitions_that_a_format_lacks_are_told(tmp_path, told, suffix, lines):
    pytest.importorskip("otio_cmx3600_adapter")
    board = changing_over(None, "dissolve", "wipe", "wipe", "cut", "match-cut")
    board.export(tmp_path / f"a.{suffix}")
    assert told() == [f"a.{suffix}: {line}" for line in lines]


def test_a_transition_without_a_shot_before_it_is_told(tmp_path, told):
    changing_over("fade-in", "fade-out").export(tmp_path / "a.otio")
    assert told() == [
        "a.otio: panel 1: a fade-in is written as a cut, since there is no room for it",
        "a.otio: panel 2: a fade-out is written as a dissolve",
    ]


def test_a_transition_of_a_film_without_a_shot_before_it_is_told(tmp_path, told):
    board = changing_over("dissolve", "wipe", "fade-out")
    board.export(tmp_path / "a.mp4", CONFIGS["mp4"])
    assert told() == ["a.mp4: panel 1: a dissolve is written as a cut, since there is no room for it"]
    board.export(tmp_path / "a.mp4", CONFIGS["mp4"].replace(transitions=False))
    assert not told()


def test_a_text_that_a_cell_cannot_hold_is_told(tmp_path, told):
    board = coloured_board(1)
    prompt = board[0].prompt.replace(heard="x" * 33_000)
    board.with_panel(board[0].replace(prompt=prompt)).export(tmp_path / "a.xlsx")
    assert told() == ["a.xlsx: panel 1: a text is cut, since a cell holds 32767 characters at most"]


def test_nothing_is_told_of_a_file_that_was_not_written(tmp_path, told):
    def stop(share: float) -> None:
        if share:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        changing_over("fade-in", "wipe").export(tmp_path / "a.otio", progress=stop)
    assert not told()
