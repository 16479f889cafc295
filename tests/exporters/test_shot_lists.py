"""The shot list as a table and as text, read by other libraries than those that wrote it."""

from __future__ import annotations

import csv
import zipfile

import pytest

from voice2image.errors import ConfigError
from voice2image.exporters.csv import CsvConfig, CsvExporter
from voice2image.exporters.markdown import MarkdownConfig, MarkdownExporter
from voice2image.exporters.xlsx import XlsxConfig, XlsxExporter
from voice2image.testing import ExporterContract, coloured_board


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def sheet(path):
    calamine = pytest.importorskip("python_calamine")
    heads, *lines = (
        calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    return [dict(zip(heads, line, strict=True)) for line in lines]


def blocks(path):
    parser = pytest.importorskip("markdown_it").MarkdownIt()
    return parser.parse(path.read_text("utf-8"))


class TestCsv(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return CsvExporter()

    def check(self, path, panels):
        assert [row["Panel"] for row in table(path)] == [str(n) for n in range(1, panels + 1)]


class TestXlsx(ExporterContract):
    @pytest.fixture
    def exporter(self):
        pytest.importorskip("openpyxl")
        return XlsxExporter()

    def check(self, path, panels):
        assert [row["Panel"] for row in sheet(path)] == list(range(1, panels + 1))


class TestMarkdown(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return MarkdownExporter()

    def check(self, path, panels):
        assert sum(token.type == "heading_open" and token.tag == "h2" for token in blocks(path)) == panels


def with_words(words, dialogue=""):
    board = coloured_board(1)
    prompt = board[0].prompt
    shot = prompt.shot.replace(picture=words, dialogue=dialogue)
    return board.with_panel(board[0].replace(prompt=prompt.replace(text=words, shot=shot)))


def test_a_row_says_what_was_said(tmp_path):
    rows = table(coloured_board(5, status="mixed").export(tmp_path / "a.csv"))
    third = rows[2]
    assert third["Shot size"] == "WS"
    assert third["Place"] == "cliff"
    assert third["Action"] == third["Dialogue"] == "منارة على جرف في الليل"
    assert (third["Start"], third["Duration (s)"]) == ("0:05", "2.5")
    assert rows[0]["Status"] == "the generator ran out of memory"
    assert (third["Picture"], third["Status"]) == ("003.png", "drawn")


def test_stated_durations_are_a_choice(tmp_path):
    board = coloured_board(2)
    held = board[0].replace(prompt=board[0].prompt.replace(duration_s=4.0))
    rows = table(board.with_panel(held).export(tmp_path / "a.csv", CsvConfig(pace="stated")))
    assert [row["Duration (s)"] for row in rows] == ["4.0", "2.5"]


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2"])
def test_no_words_become_a_formula(tmp_path, words):
    board = with_words(words)
    assert table(board.export(tmp_path / "a.csv"))[0]["Action"] == f"'{words}"
    path = board.export(tmp_path / "a.xlsx")
    assert sheet(path)[0]["Action"] == words
    assert "<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


def test_words_that_are_not_of_this_world(tmp_path):
    words = 'one\x00\x1f\nand "two", 🌊' + "x" * 40_000
    board = with_words(words)
    assert table(board.export(tmp_path / "a.csv"))[0]["Action"] == words.replace("\x00\x1f", "  ")
    cell = sheet(board.export(tmp_path / "a.xlsx"))[0]["Action"]
    assert cell.startswith('one  \nand "two", 🌊xxx')
    assert cell.endswith("x […]")


def test_a_spreadsheet_shows_the_pictures(tmp_path):
    board = coloured_board(3, status="mixed", size=(640, 360))
    with_pictures = zipfile.ZipFile(board.export(tmp_path / "a.xlsx")).namelist()
    without = zipfile.ZipFile(board.export(tmp_path / "b.xlsx", XlsxConfig(thumbnails=False))).namelist()
    assert sum(name.startswith("xl/media/") for name in with_pictures) == 1
    assert not any(name.startswith("xl/media/") for name in without)
    assert "Thumbnail" in sheet(tmp_path / "a.xlsx")[0]
    assert "Thumbnail" not in sheet(tmp_path / "b.xlsx")[0]


@pytest.mark.parametrize(
    "words", ["# no heading", "1. no list", "*not* _this_ `time` <b>", "a\n\n---\nb", "[x](y)", "a | b"]
)
def test_markdown_shows_the_words_as_they_are(tmp_path, words):
    tokens = blocks(with_words(words, dialogue=words).export(tmp_path / "a.md"))
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", "h2"]
    plain = ["".join(child.content for child in t.children) for t in tokens if t.type == "inline"]
    assert " ".join(words.split()) in plain
    assert any(text.startswith("Dialogue: ") and text.endswith(" ".join(words.split())) for text in plain)
    marks = {child.type for token in tokens for child in token.children or ()}
    assert not marks & {"link_open", "html_inline", "code_inline"}


@pytest.mark.parametrize(("pictures", "begins"), [("inside", "data:image/jpeg"), ("beside", "001.png"), ("none", None)])
def test_where_markdown_has_its_pictures(tmp_path, pictures, begins):
    tokens = blocks(coloured_board(1).export(tmp_path / "a.md", MarkdownConfig(pictures=pictures)))
    sources = [child.attrs["src"] for t in tokens for child in t.children or () if child.type == "image"]
    assert [source.startswith(begins) for source in sources] == ([True] if begins else [])


def test_markdown_says_why_a_picture_is_not_there(tmp_path):
    board = coloured_board(2).save(tmp_path)
    board = board.with_panel(board[1].failed("black"))
    (tmp_path / "001.png").unlink()
    inside = board.export(tmp_path / "a.md").read_text("utf-8")
    assert "the picture is missing*" in inside
    assert "*No picture: black*" in inside
    without = board.export(tmp_path / "a.md", MarkdownConfig(pictures="none")).read_text("utf-8")
    assert without.count("No picture") == 1


@pytest.mark.parametrize("height", [0, -1, 15, 401])
def test_thumbnails_fit_a_row(height):
    with pytest.raises(ConfigError, match="thumbnail_height"):
        XlsxConfig(thumbnail_height=height)


@pytest.mark.parametrize(
    "name", ["a.md", "a.html", "a.csv", "a.manga.pdf", "a.pdf", "a.mp4", "a.otioz", "a.edl", "a.xml", "a.cbz", "a.psd"]
)
def test_a_title_from_a_file_name_that_is_no_text(tmp_path, name):
    pytest.importorskip("uharfbuzz")
    board = with_words("a caf\udce9").replace(title="caf\udce9")
    path = board.export(tmp_path / name)
    assert path.stat().st_size
    if name in {"a.md", "a.html", "a.csv"}:
        assert "caf\N{REPLACEMENT CHARACTER}" in path.read_text("utf-8")


def test_all_formats_have_the_same_columns_and_paces(tmp_path):
    board = coloured_board(2)
    prompt = board[0].prompt
    everything = prompt.shot.replace(
        angle="low", framing=("silhouette",), lens=("35 mm",), interior="ext", weather="storm", light=("moonlight",),
        mood=("eerie",), characters=("Mira",),
    )  # fmt: skip
    prompt = prompt.replace(shot=everything, negative_text="boats", style="noir", duration_s=9.0)
    board = board.with_panel(board[0].replace(prompt=prompt))
    for pace, duration in (("recording", "2.5"), ("stated", "9.0")):
        (row, _) = table(board.export(tmp_path / "a.csv", CsvConfig(pace=pace)))
        assert row["Duration (s)"] == duration
        cells = sheet(board.export(tmp_path / "a.xlsx", XlsxConfig(pace=pace)))[0]
        assert {name: str(cell).removesuffix(".0") for name, cell in cells.items() if name != "Thumbnail"} == {
            name: text.removesuffix(".0") for name, text in row.items()
        }
        tokens = blocks(board.export(tmp_path / "a.md", MarkdownConfig(pace=pace, pictures="beside")))
        shown = "\n".join("".join(child.content for child in t.children) for t in tokens if t.type == "inline")
        shown += "".join(child.attrs["src"] for t in tokens for child in t.children or () if child.type == "image")
        assert not [name for name, text in row.items() if text not in shown and name != "Status"]
