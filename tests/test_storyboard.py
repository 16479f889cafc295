"""Boards: values in memory, and the same again from disk."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from voice2image.audio import Audio
from voice2image.config import Config
from voice2image.errors import ExportError, SchemaVersionError, StoryboardError
from voice2image.exporters.base import Exporter, Progress, silent
from voice2image.image import read_provenance
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel, Storyboard

BASELINES = sorted((Path(__file__).parent / "baselines").glob("board-v*"))


def without_sound_and_pictures(board: Storyboard) -> dict:
    """What of a board can be compared."""
    panels = [(p.number, p.status, p.prompt, p.error, p.image and p.image.provenance) for p in board]
    return {"panels": panels} | {
        name: getattr(board, name) for name in ("title", "transcript", "source", "settings", "created_at")
    }


def edit(folder: Path, **changes: object) -> None:
    """Change fields of a saved board's JSON."""
    file = folder / "board.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_a_board_is_a_sequence_of_panels(make_board):
    board = make_board(3)
    assert len(board) == 3
    assert [panel.number for panel in board] == [1, 2, 3]
    assert board[-1].number == 3
    assert [panel.number for panel in board[:2]] == [1, 2]


def test_an_empty_board_is_still_a_board():
    assert Storyboard()
    assert Storyboard().duration_s == 0


def test_a_panel_takes_the_place_of_its_number(make_board):
    board = make_board(3)
    changed = board.with_panel(board[1].failed("out of memory"))
    assert [panel.status for panel in changed] == ["drawn", "failed", "drawn"]
    assert [panel.status for panel in board] == ["drawn"] * 3
    assert [panel.number for panel in board.with_panel(Panel(number=9, prompt=Prompt(text="x")))] == [
        1,
        2,
        3,
        9,
    ]


def test_a_panel_stands_as_long_as_was_said_or_as_its_words_take():
    prompt = Prompt(text="x", start_s=1.0, end_s=3.5)
    assert Panel(number=1, prompt=prompt).duration_s == 2.5
    assert Panel(number=1, prompt=prompt.replace(duration_s=4.0)).duration_s == 4.0


def test_a_board_comes_back_from_its_folder(make_board, tmp_path):
    board = make_board(3)
    saved = board.save(tmp_path / "deep" / "board")
    loaded = Storyboard.load(tmp_path / "deep" / "board")

    assert without_sound_and_pictures(loaded) == without_sound_and_pictures(board)
    assert without_sound_and_pictures(Storyboard.load(tmp_path / "deep" / "board" / "board.json")) == (
        without_sound_and_pictures(saved)
    )
    assert [panel.file for panel in loaded] == ["001.png", "002.png", "003.png"]
    assert loaded[0].image.pixels.tobytes() == board[0].image.pixels.tobytes()
    assert loaded[0].image._pixels is None
    assert read_provenance(tmp_path / "deep" / "board" / "002.png") == board[1].image.provenance


def test_the_sound_is_saved_and_found_again(make_board, tmp_path):
    beep = np.sin(np.arange(32_000) / 20).astype(np.float32)
    board = make_board(1, sound=Audio.open(beep, sample_rate=16_000))
    board.save(tmp_path)
    first = (tmp_path / "sound.m4a").read_bytes()

    loaded = Storyboard.load(tmp_path)
    assert loaded.sound.duration_s == pytest.approx(2.0, abs=0.1)
    loaded.save(tmp_path)
    board.save(tmp_path)
    assert (tmp_path / "sound.m4a").read_bytes() == first
    assert not (tmp_path / "sound-2.m4a").exists()


def test_a_board_without_its_sound_file_still_loads(make_board, tmp_path):
    board = make_board(1, sound=Audio.open(np.zeros(16_000, np.float32), sample_rate=16_000))
    board.save(tmp_path)
    (tmp_path / "sound.m4a").write_bytes(b"not sound")
    assert Storyboard.load(tmp_path).sound is None
    (tmp_path / "sound.m4a").unlink()
    assert Storyboard.load(tmp_path).sound is None


def test_a_missing_picture_is_to_be_drawn_again_and_says_so(make_board, tmp_path):
    make_board(3).save(tmp_path)
    (tmp_path / "002.png").unlink()
    panel = Storyboard.load(tmp_path)[1]
    assert (panel.status, panel.image) == ("waiting", None)
    assert "002.png is missing" in panel.error


def test_a_picture_that_was_painted_over_stays_and_keeps_its_provenance(make_board, make_image, tmp_path):
    make_board(1).save(tmp_path)
    make_image("red").pixels.save(tmp_path / "001.png")
    loaded = Storyboard.load(tmp_path)
    assert loaded[0].image.pixels.getpixel((0, 0)) == (255, 0, 0)
    assert loaded[0].image.provenance.prompt.text == "shot 1"


def test_a_failed_panel_keeps_its_reason(make_board, tmp_path):
    board = make_board(2)
    board.with_panel(board[1].failed("black in every precision")).save(tmp_path)
    panel = Storyboard.load(tmp_path)[1]
    assert (panel.status, panel.error) == ("failed", "black in every precision")


def test_alternates_are_kept(make_board, make_image, tmp_path):
    board = make_board(1)
    other = make_image("red", text="shot 1", seed=2)
    board.with_panel(board[0].replace(alternates=(other,))).save(tmp_path)
    (alternate,) = Storyboard.load(tmp_path)[0].alternates
    assert alternate.path.name == "001-2.png"
    assert alternate.pixels.getpixel((0, 0)) == (255, 0, 0)


def test_five_hundred_panels(make_board, tmp_path):
    make_board(500).save(tmp_path)
    loaded = Storyboard.load(tmp_path)
    assert len(loaded) == 500
    assert loaded[499].image.path == tmp_path / "500.png"


def test_any_script_survives(make_board, tmp_path):
    title = "مرحبا 👩‍🎨 灯台 \u202e\n\0"
    make_board(0, title=title).save(tmp_path)
    assert Storyboard.load(tmp_path).title == title


def test_a_board_moves_to_another_folder(make_board, tmp_path):
    make_board(2).save(tmp_path / "a")
    moved = Storyboard.load(tmp_path / "a").save(tmp_path / "b")
    assert [panel.image.path.parent for panel in moved] == [tmp_path / "b"] * 2
    assert (tmp_path / "b" / "001.png").read_bytes() == (tmp_path / "a" / "001.png").read_bytes()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "damaged JSON at line 1, column 1"),
        ('{\n  "schema_name": "voice2image.st', "damaged JSON at line 2, column 18"),
        ("[]", r"not a voice2image\.storyboard"),
        ('{"schema_name": "other"}', r"not a voice2image\.storyboard"),
        ('{"schema_name": "voice2image.storyboard", "schema_version": 1}', "title: Field required"),
    ],
)
def test_what_is_wrong_with_a_board_is_said(text, reason, tmp_path):
    (tmp_path / "board.json").write_text(text)
    with pytest.raises(StoryboardError, match=rf"board\.json: .*{reason}"):
        Storyboard.load(tmp_path)


def test_a_folder_without_a_board_is_named(tmp_path):
    with pytest.raises(StoryboardError, match=r"there is no board at .*board\.json"):
        Storyboard.load(tmp_path)
    with pytest.raises(StoryboardError, match=r"there is no board at .*nowhere"):
        Storyboard.load(tmp_path / "nowhere")


def test_bytes_that_are_no_text_are_no_board(tmp_path):
    (tmp_path / "board.json").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(StoryboardError, match=r"board\.json: can't be read"):
        Storyboard.load(tmp_path)


def test_a_newer_board_says_how_to_read_it_and_is_not_overwritten(make_board, tmp_path):
    make_board(1).save(tmp_path)
    edit(tmp_path, schema_version=2)
    before = (tmp_path / "board.json").read_bytes()
    with pytest.raises(SchemaVersionError, match=r"version 2.*pip install -U voice2image"):
        Storyboard.load(tmp_path)
    with pytest.raises(SchemaVersionError):
        make_board(2).save(tmp_path)
    assert (tmp_path / "board.json").read_bytes() == before


@pytest.mark.parametrize("name", ["../x.png", "/etc/x.png", "a/b.png", "..", "", "C:\\x.png", "C:x.png", ".hidden"])
def test_a_board_reaches_no_file_outside_its_folder(make_board, tmp_path, name):
    make_board(1).save(tmp_path)
    panels = json.loads((tmp_path / "board.json").read_text())["panels"]
    panels[0]["image"]["file"] = name
    edit(tmp_path, panels=panels)
    with pytest.raises(StoryboardError, match=r"panels\.0\.image\.file: .*is no plain file name"):
        Storyboard.load(tmp_path)


@pytest.mark.parametrize("folder", BASELINES, ids=lambda folder: folder.name)
def test_every_version_ever_written_still_loads(folder):
    board = Storyboard.load(folder)
    assert board.title == "The lighthouse"
    assert [panel.status for panel in board] == ["drawn", "failed"]
    assert board[0].image.pixels.size == (64, 48)
    assert board[0].image.provenance.prompt.text == "a lighthouse at dusk"
    assert read_provenance(folder / "001.png") == board[0].image.provenance
    assert board.transcript.words[0].text == "A"


def test_there_is_a_baseline_of_the_version_written_now(make_board, tmp_path):
    make_board(0).save(tmp_path)
    version = json.loads((tmp_path / "board.json").read_text())["schema_version"]
    assert f"board-v{version}" in [folder.name for folder in BASELINES]


class _Whole(Exporter[Config]):
    name = "whole"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        path.write_text(board.title)


class _Broken(Exporter[Config]):
    name = "broken"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        path.write_text("half")
        raise ExportError("the rest is lost")


def test_an_export_is_put_in_place_whole(make_board, tmp_path):
    target = tmp_path / "board.txt"
    assert make_board().export(target, _Whole()) == target
    with pytest.raises(ExportError, match="the rest is lost"):
        make_board().export(target, _Broken())
    assert target.read_text() == "The lighthouse"
    assert [path.name for path in tmp_path.iterdir()] == ["board.txt"]


@pytest.mark.parametrize("name", ["board.tga", "board"])
def test_an_unknown_format_lists_what_there_is(make_board, tmp_path, name):
    with pytest.raises(ExportError, match=r"There are: .*\.html"):
        make_board().export(tmp_path / name)


def test_an_export_without_its_folder_says_so(make_board, tmp_path):
    with pytest.raises(ExportError, match=r"there is no folder .*missing"):
        make_board().export(tmp_path / "missing" / "board.txt", _Whole())


def test_a_notebook_shows_the_board_in_one_piece(make_board, tmp_path):
    board = make_board(3, title="<script>alert(1)</script>")
    html = board.with_panel(board[1].failed("no <memory>"))._repr_html_()
    assert html.count("data:image/jpeg;base64,") == 2
    assert "no &lt;memory&gt;" in html
    assert "<script>" not in html
    assert "src='http" not in html


def test_a_notebook_shows_the_first_panels_of_a_long_board(make_board):
    assert "and 5 more panels" in make_board(65)._repr_html_()


def test_a_notebook_shows_a_board_whose_pictures_vanished(make_board, tmp_path):
    board = make_board(1).save(tmp_path)
    (tmp_path / "001.png").unlink()
    assert "the picture is missing" in board._repr_html_()


def test_a_panel_shows_itself(make_board):
    panel = make_board(1)[0]
    assert panel._repr_png_().startswith(b"\x89PNG")
    assert "we see shot 1" in panel._repr_html_()
    assert Panel(number=1, prompt=Prompt(text="x"))._repr_png_() is None
