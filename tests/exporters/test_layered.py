"""Layers to draw over, read by other programs than the ones that wrote them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile

import pytest
from PIL import Image

from voice2image.exporters.ora import OraConfig, OraExporter
from voice2image.exporters.psd import PsdConfig, PsdExporter
from voice2image.testing import ExporterContract, coloured_board

pytest.importorskip("uharfbuzz")


def labels(path):
    """The names of all layers but groups, as ImageMagick reads them."""
    told = subprocess.run(["identify", "-format", "%[label]\n", path], capture_output=True, text=True, check=True)
    return [line for line in told.stdout.splitlines() if line]


class TestOra(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return OraExporter(OraConfig(short_side=96))

    def check(self, path, panels):
        pyora = pytest.importorskip("pyora")
        project = pyora.Project.load(str(path))
        groups = [child for child in project.children if child.type != pyora.TYPE_LAYER]
        assert {group.name for group in groups} == {f"Panel {number}" for number in range(1, panels + 1)}
        assert [group.name for group in groups if not group.hidden] == (["Panel 1"] if panels else [])


class TestPsd(ExporterContract):
    @pytest.fixture
    def exporter(self):
        pytest.importorskip("psd_tools")
        return PsdExporter(PsdConfig(short_side=96))

    def check(self, path, panels):
        with Image.open(path) as document:  # Pillow reads it by itself, layers with a mask left out
            names = [layer[0] for layer in document.layers]
        assert {name for name in names if name.startswith("Panel")} == {f"Panel {n}" for n in range(1, panels + 1)}
        if shutil.which("identify"):
            names = labels(path)
            assert names.count("Picture") == names.count("Frame") == names.count("Action") == panels


def test_openraster_as_its_specification_has_it(tmp_path):
    path = coloured_board(2).export(tmp_path / "a.ora")
    with zipfile.ZipFile(path) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert file.read("mimetype") == b"image/openraster"
        with file.open("Thumbnails/thumbnail.png") as thumbnail:
            assert max(Image.open(thumbnail).size) <= 256
        with file.open("mergedimage.png") as merged:
            assert Image.open(merged).getpixel((400, 300)) == (255, 99, 71)  # the first picture, which is tomato


@pytest.mark.parametrize("suffix", ["ora", "psd"])
def test_the_picture_the_frame_and_the_words_have_layers_of_their_own(tmp_path, suffix):
    if suffix == "psd":
        pytest.importorskip("psd_tools")
    path = coloured_board(4).export(tmp_path / f"a.{suffix}")
    names = {"Picture", "Frame", "Number", "Action", "Notes"}
    if suffix == "ora":
        with zipfile.ZipFile(path) as file:
            fourth = {name.split("-")[1] for name in file.namelist() if name.startswith("data/004")}
            third = {name.split("-")[1] for name in file.namelist() if name.startswith("data/003")}
            assert file.namelist().count("data/frame.png") == 1, "one for all panels"
        assert fourth == {f"{name.lower()}.png" for name in names - {"Frame"}}
        assert "dialogue.png" in third
    else:
        with Image.open(path) as document:
            assert document.convert("RGB").getpixel((400, 300)) == (255, 99, 71)


def test_long_words_stay_on_the_paper(tmp_path):
    board = coloured_board(1)
    prompt = board[0].prompt
    shot = prompt.shot.replace(picture="a lighthouse on a cliff " * 60, dialogue="not again " * 40)
    board = board.with_panel(board[0].replace(prompt=prompt.replace(shot=shot)))
    with zipfile.ZipFile(board.export(tmp_path / "a.ora", OraConfig(short_side=360))) as file:
        stack = file.read("stack.xml").decode()
        with file.open("data/001-notes.png") as notes:
            height = Image.open(notes).height
    paper = int(stack.split(' h="')[1].split('"')[0])
    top = int(stack.split('name="Notes"')[1].split('y="')[1].split('"')[0])
    assert top + height <= paper


@pytest.mark.skipif(not shutil.which("identify"), reason="needs ImageMagick: apt-get install imagemagick")
def test_imagemagick_reads_the_layers(tmp_path):
    pytest.importorskip("psd_tools")
    path = coloured_board(2).export(tmp_path / "a.psd", PsdConfig(short_side=96))
    first = ["Picture", "Frame", "Number", "Action", "Dialogue", "Notes"]
    assert labels(path) == ["Paper", *first, *(name for name in first if name != "Dialogue")]


@pytest.mark.parametrize("suffix", ["ora", "cbz"])
def test_a_letter_that_no_font_has_is_told_of(tmp_path, suffix, caplog):
    board = coloured_board(1)
    prompt = board[0].prompt
    shot = prompt.shot.replace(dialogue="\U00016b00 said", picture="\U00016b00")  # Pahawh Hmong
    board.with_panel(board[0].replace(prompt=prompt.replace(shot=shot))).export(tmp_path / f"a.{suffix}")
    assert "no font on this machine has" in caplog.text


def test_every_line_of_arabic_stands_at_the_right(tmp_path):
    board = coloured_board(1)
    prompt = board[0].prompt
    words = "منارة على جرف في الليل " * 4 + "Lighthouse " * 12
    shot = prompt.shot.replace(picture=words)
    board = board.with_panel(board[0].replace(prompt=prompt.replace(shot=shot)))
    with zipfile.ZipFile(board.export(tmp_path / "a.ora", OraConfig(short_side=360))) as file:
        action = Image.open(file.open("data/001-action.png"))
    height = round(360 / 24 * 1.4)  # of a line
    ends = [action.crop((0, top, action.width, top + height)).getbbox() for top in range(0, action.height, height)]
    assert len(ends) > 1
    assert all(end[2] > action.width * 0.97 for end in ends)
