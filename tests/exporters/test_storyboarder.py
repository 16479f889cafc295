"""A project of Storyboarder: as its file format has it, and read again."""

from __future__ import annotations

import json
import wave

import numpy as np
import pytest
from PIL import Image

from voice2image.audio import Audio
from voice2image.errors import StoryboardError
from voice2image.exporters.storyboarder import StoryboarderConfig, StoryboarderExporter
from voice2image.storyboard import Storyboard
from voice2image.testing import ExporterContract, coloured_board

FIELDS = {
    "uid", "url", "newShot", "lastEdited", "layers", "number", "shot", "time", "duration",
    "dialogue", "action", "notes",
}  # fmt: skip


def project(path):
    return json.loads(path.read_text("utf-8"))


def reference(board):
    return board["layers"]["reference"]["url"]


class TestContract(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return StoryboarderExporter()

    def check(self, path, panels):
        content = project(path)
        assert content["version"].startswith("3.")
        assert len(content["boards"]) == panels
        for board in content["boards"]:
            assert set(board) >= FIELDS
            assert not (path.parent / "images" / board["url"]).exists()  # Storyboarder would lay it over the rest
            for name in (board["url"].replace(".png", "-thumbnail.png"), board["layers"]["reference"]["url"]):
                with Image.open(path.parent / "images" / name) as picture:
                    assert picture.format == "PNG"


def beep(seconds):
    tone = 0.5 * np.sin(np.arange(int(16_000 * seconds)) / 9)
    return Audio.open(tone.astype(np.float32), sample_rate=16_000)


def test_boards_are_timed_in_milliseconds_at_whole_frames(tmp_path):
    boards = project(coloured_board(3).export(tmp_path / "a.storyboarder", StoryboarderConfig(fps=30)))["boards"]
    assert [(board["time"], board["duration"]) for board in boards] == [(0, 2500), (2500, 2500), (5000, 2500)]
    assert len({board["uid"] for board in boards}) == 3


def test_the_canvas_is_storyboarders(tmp_path):
    path = coloured_board(1, size=(160, 90)).export(tmp_path / "a.storyboarder")
    assert project(path)["aspectRatio"] == pytest.approx(16 / 9)
    with Image.open(tmp_path / "images" / reference(project(path)["boards"][0])) as picture:
        assert picture.size == (1600, 900)


def test_each_board_has_its_stretch_of_the_sound(tmp_path):
    boards = project(coloured_board(2, sound=beep(5)).export(tmp_path / "a.storyboarder"))["boards"]
    for board in boards:
        with wave.open(str(tmp_path / "images" / board["audio"]["filename"])) as sound:
            assert sound.getnframes() / sound.getframerate() == pytest.approx(2.5, abs=0.01)
        assert board["audio"]["duration"] == 2500
    silent = coloured_board(2, sound=beep(5)).export(tmp_path / "b.storyboarder", StoryboarderConfig(sound=False))
    assert "audio" not in project(silent)["boards"][0]


def test_a_board_of_ours_comes_back(tmp_path):
    board = coloured_board(5, status="mixed")
    back = Storyboard.load(board.export(tmp_path / "film.storyboarder"))
    assert back.title == "film"
    assert [panel.prompt.shot.dialogue for panel in back] == [panel.prompt.shot.dialogue for panel in board]
    assert [panel.start_s for panel in back] == [panel.start_s for panel in board]
    third = back[2]
    assert third.prompt == board[2].prompt
    assert third.image.provenance.model == "cards"
    assert third.image.pixels.size == third.image.size == (1600, 900)
    back.save(tmp_path / "again")
    assert len(Storyboard.load(tmp_path / "again")) == 5


def test_what_was_changed_there_is_taken_over(tmp_path):
    path = coloured_board(1).export(tmp_path / "a.storyboarder")
    content = project(path)
    content["boards"][0] |= {"action": "a windmill", "notes": "redraw\nthe sky", "dialogue": "look!"}
    path.write_text(json.dumps(content))
    Image.new("RGB", (1600, 900), "black").save(tmp_path / "images" / reference(content["boards"][0]))
    (panel,) = Storyboard.load(path)
    assert panel.prompt.text == panel.prompt.shot.picture == "a windmill"
    assert panel.prompt.shot.notes == ("redraw", "the sky")
    assert panel.prompt.shot.dialogue == "look!"
    assert panel.image.provenance.model == "Storyboarder"


def test_a_project_of_an_older_storyboarder_is_read(tmp_path):
    boards = [
        {"uid": "1ABCD", "url": "board-1-1ABCD.png", "newShot": False, "layers": {}, "number": 1, "shot": "1A"}
    ] * 2
    path = tmp_path / "old.storyboarder"
    path.write_text(
        json.dumps({"version": "0.6.0", "aspectRatio": 1.7, "fps": 24, "defaultBoardTiming": 1500, "boards": boards})
    )
    board = Storyboard.load(path)
    assert [(panel.start_s, panel.end_s) for panel in board] == [(0.0, 1.5), (1.5, 3.0)]
    assert [panel.status for panel in board] == ["failed", "failed"]
    assert "the picture is missing" in board[0].error


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"boards": 3}', '{"boards": [{"url": "../../etc/passwd"}]}', "[" * 9999]
)
def test_what_is_no_project_is_refused(tmp_path, content):
    path = tmp_path / "a.storyboarder"
    path.write_text(content)
    with pytest.raises(StoryboardError, match="no Storyboarder project"):
        Storyboard.load(path)
    with pytest.raises(StoryboardError, match="can't be read"):
        Storyboard.load(tmp_path / "missing.storyboarder")


@pytest.mark.parametrize("value", ["Infinity", "NaN", "1e308", "-1"])
@pytest.mark.parametrize("name", ["time", "duration", "defaultBoardTiming"])
def test_a_time_that_is_none_is_refused(tmp_path, name, value):
    path = tmp_path / "a.storyboarder"
    told = f'"{name}": {value}'
    path.write_text(
        f'{{"boards": [], {told}}}' if name == "defaultBoardTiming" else f'{{"boards": [{{"url": "a.png", {told}}}]}}'
    )
    with pytest.raises(StoryboardError, match=name):
        Storyboard.load(path)


def test_a_project_lasts_until_its_last_board_ends(tmp_path):
    boards = [{"url": "a.png", "time": 5000, "duration": 1000}, {"url": "b.png", "time": 0, "duration": 2000}]
    path = tmp_path / "a.storyboarder"
    path.write_text(json.dumps({"boards": boards}))
    assert Storyboard.load(path).transcript.duration_s == 6.0


def test_a_picture_that_cannot_be_read_is_named_without_its_folder(tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "b.png").write_text("no picture")
    path = tmp_path / "a.storyboarder"
    path.write_text(json.dumps({"boards": [{"url": "a.png"}, {"url": "b.png"}]}))
    assert [panel.error for panel in Storyboard.load(path)] == [
        "images/a.png: the picture is missing",
        "images/b.png: the picture can't be read: it is no picture",
    ]


def test_a_picture_that_was_drawn_over_is_not_taken_for_ours(tmp_path):
    board = coloured_board(1, sound=beep(2.5))
    (first,) = project(board.export(tmp_path / "a.storyboarder"))["boards"]
    drawn_over = tmp_path / "images" / reference(first)
    content = drawn_over.read_bytes()
    drawn_over.write_bytes(b"theirs")
    (second,) = project(board.export(tmp_path / "a.storyboarder"))["boards"]
    assert (tmp_path / "images" / reference(second)).read_bytes() == content
    assert (tmp_path / "images" / second["audio"]["filename"]).is_file()
    assert drawn_over.read_bytes() == b"theirs"
    assert project(board.export(tmp_path / "b.storyboarder"))["boards"] == [second]


def drawing(path, colour, box, size=(160, 90)):
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste(colour, box)
    picture.save(path)


def test_what_is_drawn_on_other_layers_lies_over_the_picture(tmp_path):
    path = coloured_board(2, size=(160, 90)).export(tmp_path / "a.storyboarder")
    content = project(path)
    layers = content["boards"][0]["layers"]
    for name, colour, box in (
        ("notes", "yellow", (0, 0, 20, 20)),
        ("fill", "black", (0, 0, 40, 40)),
        ("ink", "red", (0, 0, 30, 30)),
        ("tone", "white", (0, 0, 0, 0)),  # nothing is on it
    ):
        layers[name] = {"url": f"{name}.png"}
        drawing(tmp_path / "images" / f"{name}.png", colour, box, (1600, 900) if name == "ink" else (160, 90))
    path.write_text(json.dumps(content))
    first, second = Storyboard.load(path)
    pixels = first.image.pixels
    assert pixels.size == first.image.size == (1600, 900)
    found = [pixels.getpixel(at) for at in ((5, 5), (25, 25), (250, 250), (370, 5), (500, 500))]
    assert found == [(255, 255, 0), (255, 255, 0), (0, 0, 0), (0, 0, 0), (255, 99, 71)]
    assert first.image.provenance.model == "Storyboarder"
    assert second.image.provenance.model == "cards"

    saved = Storyboard.load(Storyboard.load(path).save(tmp_path / "board")[0].image.path.parent)
    assert saved[0].image.pixels.tobytes() == pixels.tobytes()
    again = Storyboard.load(saved.export(tmp_path / "b.storyboarder"))
    assert again[0].image.pixels.getpixel((5, 5)) == (255, 255, 0)


def test_the_reference_is_as_faint_as_it_is_there(tmp_path):
    path = coloured_board(1).export(tmp_path / "a.storyboarder")
    content = project(path)
    shown = {}
    for told, opacity in ((0.5, 0.5), (None, 0.75)):
        content["boards"][0]["layers"]["reference"]["opacity"] = told
        path.write_text(json.dumps(content))
        shown[opacity] = Storyboard.load(path)[0].image.pixels.getpixel((5, 5))
    for opacity, colour in shown.items():
        expected = [255 - opacity * (255 - part) for part in (255, 99, 71)]
        assert np.allclose(colour, expected, atol=1.5)


def test_a_drawing_of_before_the_layers_lies_on_the_reference(tmp_path):
    (tmp_path / "images").mkdir()
    drawing(tmp_path / "images" / "a.png", "black", (0, 0, 40, 40))
    drawing(tmp_path / "images" / "r.png", "red", (0, 0, 160, 90))
    path = tmp_path / "a.storyboarder"
    layers = {"reference": {"url": "r.png", "opacity": 1}}
    path.write_text(json.dumps({"boards": [{"url": "a.png", "layers": layers}]}))
    pixels = Storyboard.load(path)[0].image.pixels
    assert [pixels.getpixel(at) for at in ((5, 5), (100, 50))] == [(0, 0, 0), (255, 0, 0)]


def test_a_layer_that_breaks_off_is_told(tmp_path):
    path = coloured_board(1).export(tmp_path / "a.storyboarder")
    content = project(path)
    content["boards"][0]["layers"]["ink"] = {"url": "ink.png"}
    drawing(tmp_path / "images" / "ink.png", "red", (0, 0, 40, 40))
    ink = (tmp_path / "images" / "ink.png").read_bytes()
    (tmp_path / "images" / "ink.png").write_bytes(ink[: len(ink) // 2])
    path.write_text(json.dumps(content))
    (panel,) = Storyboard.load(path)
    assert panel.status == "failed"
    assert panel.error.startswith("images/ink.png: the picture can't be read")
    assert str(tmp_path) not in panel.error


def test_the_sound_comes_back(tmp_path, caplog):
    board = coloured_board(3, sound=beep(7.5))
    path = board.export(tmp_path / "a.storyboarder")
    back = Storyboard.load(path)
    assert back.source.duration_s == back.sound.duration_s == 7.5
    assert np.abs(back.sound.samples - board.sound.samples).max() < 1e-3
    second = project(path)["boards"][1]["audio"]["filename"]
    (tmp_path / "images" / second).write_bytes(b"RIFF no more")
    heard = Storyboard.load(path).sound.samples
    assert not heard[40_000:80_000].any()
    assert heard[:40_000].any()
    assert f"images/{second}: the sound can't be used" in caplog.text
