"""The sheet to print: every panel and every word on it, in letters of any script, read back by PDFium and pypdf."""

from __future__ import annotations

import re

import pypdf
import pypdfium2
import pytest

pytest.importorskip("fpdf")
pytest.importorskip("uharfbuzz")

from voice2image._fonts import FontSet
from voice2image._xmp import MACHINE_MADE
from voice2image.exporters._pdf_sheet import Box, Lines, Paragraph
from voice2image.exporters.pdf import PdfConfig, PdfExporter
from voice2image.storyboard import Storyboard
from voice2image.testing import ExporterContract, coloured_board


def read(path):
    """Each page's text."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def saying(board, number, **changes):
    panel = board[number - 1]
    shot = panel.prompt.shot.replace(**changes)
    return board.with_panel(panel.replace(prompt=panel.prompt.replace(shot=shot)))


class TestContract(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return PdfExporter()

    def check(self, path, panels):
        pages = read(path)
        assert len(pages) == max(1, -(-panels // 6))
        numbers = [int(each) for page in pages for each in re.findall(r"^(\d+) · WS", page, re.MULTILINE)]
        assert numbers == list(range(1, panels + 1))


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("per_page", [1, 2, 3, 4, 6, 9, 12])
def test_as_many_panels_on_a_page_as_asked_for_and_all_within_it(per_page, orientation, tmp_path):
    config = PdfConfig(per_page=per_page, orientation=orientation, paper="Letter")
    path = coloured_board(13, size=(64, 48)).export(tmp_path / "a.pdf", config)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == -(-13 // per_page)
        page = document[0]
        assert page.get_size() == ((612, 792) if orientation == "portrait" else (792, 612))
        width = page.get_width()
        boxes = [item.get_bounds() for item in page.get_objects() if item.type in {1, 3}]  # text, pictures
    assert len(boxes) > 5
    assert all(left >= 28 and low >= 20 and right <= width - 28 for left, low, right, _ in boxes)


def test_a_panel_tells_what_the_crew_needs(tmp_path):
    board = saying(coloured_board(2), 1, angle="low", interior="ext", dialogue="Not again", notes=("check it",))
    (page,) = read(board.export(tmp_path / "a.pdf"))
    for words in ("1 · WS · low · push-in", "2.5 s", "EXT CLIFF - NIGHT", "“Not again”", "Sound: waves", "check it"):
        assert words in page
    assert "夜の灯台、嵐が来る" in page
    assert 'The "lighthouse" & <others>: 灯台' in page
    assert "2026-11-23 · memo.wav · 2 panels · 0:05" in page
    assert "1 / 1" in page
    assert "drawn by a machine" in page


def test_a_missing_picture_leaves_a_frame_with_the_reason(tmp_path):
    board = coloured_board(2).save(tmp_path / "board")
    (tmp_path / "board" / "001.png").unlink()
    (page,) = read(board.export(tmp_path / "a.pdf"))
    assert "No picture" in page
    assert "001.png" in page
    (page,) = read(coloured_board(3, status="mixed").export(tmp_path / "b.pdf"))
    assert "ran out of memory" in page
    assert "It isn't drawn yet." in page


def test_long_text_is_set_smaller_then_goes_on_on_an_added_page(tmp_path):
    some = [f"word{number}" for number in range(60)]
    pages = read(saying(coloured_board(9), 2, picture=" ".join(some)).export(tmp_path / "a.pdf"))
    assert len(pages) == 2
    assert all(word in pages[0] for word in some)
    many = [f"word{number}" for number in range(4000)]
    pages = read(saying(coloured_board(9), 2, picture=" ".join(many)).export(tmp_path / "b.pdf"))
    assert "continued on an added page" in pages[0]
    assert "2 (continued)" in pages[1]
    assert re.findall(r"word\d+", "".join(pages)) == many
    assert f"1 / {len(pages)}" in pages[0]


def test_what_is_left_over_is_read_from_the_same_side():
    arabic, room = Paragraph("منارة " + "lighthouse " * 60, aside="2 s"), Box(0, 0, 100, 30)
    lines, rest = Lines(FontSet()).take([arabic], room, 8)
    more, _ = Lines(FontSet()).take(rest, room, 8)
    assert {line.rtl for line in (*lines, *more)} == {True, False}  # the number at the side is of its own
    assert all(line.rtl and line.x == 100 for line in more)


def test_a_title_and_a_reason_of_any_length_are_whole(tmp_path):
    words = [f"word{number}" for number in range(3000)]
    board = coloured_board(1)
    for long in (board.replace(title=" ".join(words)), board.with_panel(board[0].failed(" ".join(words)))):
        text = "".join(read(long.export(tmp_path / "a.pdf")))
        assert set(words) <= set(re.findall(r"word\d+", text))


def test_text_that_no_file_likes_goes_in(tmp_path):
    hostile = "a\x00b \ud800 \u202e(evil) **bold** &lt; %% 𝄞 🏳️‍🌈 שלום"
    board = saying(coloured_board(1), 1, picture=hostile, dialogue=hostile).replace(title=hostile, created_at="soon\n<")
    (page,) = read(board.export(tmp_path / "a.pdf"))
    assert "ab" in page
    assert "bold**" in page
    assert "שלום" in page


def test_programs_are_told_what_it_is(tmp_path):
    reader = pypdf.PdfReader(coloured_board(1).export(tmp_path / "a.pdf"))
    assert reader.metadata.title == 'The "lighthouse" & <others>: 灯台'
    assert reader.metadata.creator == "voice2image"
    assert reader.metadata.creation_date.isoformat() == "2026-11-23T08:00:00+00:00"
    assert MACHINE_MADE in reader.root_object["/Metadata"].get_data().decode()


def test_pictures_are_jpegs_no_finer_than_print_needs_and_fonts_are_cut(tmp_path):
    path = coloured_board(1, size=(3000, 1500)).export(tmp_path / "a.pdf")
    (picture,) = pypdf.PdfReader(path).pages[0].images
    assert picture.name.endswith((".jpg", ".jpeg"))
    assert 500 < picture.image.width < 1000
    assert path.stat().st_size < 100_000


def test_durations_follow_the_pace(tmp_path):
    board = coloured_board(2)
    board = board.with_panel(board[0].replace(prompt=board[0].prompt.replace(duration_s=7.0)))
    (page,) = read(board.export(tmp_path / "a.pdf", PdfConfig(pace="stated")))
    assert "7.0 s" in page
    (page,) = read(board.export(tmp_path / "a.pdf"))
    assert "7.0 s" not in page


def test_an_empty_board_is_a_page(tmp_path):
    (page,) = read(Storyboard().export(tmp_path / "a.pdf"))
    assert "No panels yet." in page
