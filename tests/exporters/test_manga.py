"""Manga pages: read from the right, nothing overlaps, what is said is on them, and readers take them."""

from __future__ import annotations

import zipfile
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from PIL import Image

pytest.importorskip("uharfbuzz")

from voice2image._lettering import Lettering
from voice2image.errors import ExportError
from voice2image.exporters._crop import cut_to
from voice2image.exporters._manga import draw_pages
from voice2image.exporters._pages import Sheet, pages
from voice2image.exporters.base import silent
from voice2image.exporters.cbz import CbzConfig, CbzExporter
from voice2image.exporters.manga_pdf import MangaPdfConfig, MangaPdfExporter
from voice2image.exporters.manga_png import MangaPngConfig, MangaPngExporter
from voice2image.testing import ExporterContract, coloured_board

SHEET = Sheet(width=750, height=1060, margin=34, gutter=10, row_gutter=20)
SIZES = ["WS", "CU", "MS", "MCU", "ECU", None, "EST", "MLS", "CU", "CU", "CU", "WS"]


def sized(count, picture=(64, 36)):
    board = coloured_board(count, size=picture)
    for panel in board.panels:
        shot = panel.prompt.shot.replace(size=SIZES[(panel.number - 1) % len(SIZES)])
        board = board.with_panel(panel.replace(prompt=panel.prompt.replace(shot=shot)))
    return board


class TestCbz(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return CbzExporter(CbzConfig(page_width=300))

    def check(self, path, panels):
        with zipfile.ZipFile(path) as file:
            info = ElementTree.fromstring(file.read("ComicInfo.xml"))
            names = [name for name in file.namelist() if name.endswith(".jpg")]
            assert info.findtext("PageCount") == str(len(names)) == str(len(info.findall("Pages/Page")))
            for name in names:
                with file.open(name) as page:
                    assert Image.open(page).size[0] > 0


class TestMangaPdf(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return MangaPdfExporter(MangaPdfConfig(page_width=300))

    def check(self, path, panels):
        pypdf = pytest.importorskip("pypdf")
        reader = pypdf.PdfReader(path)
        assert len(reader.pages) >= max(1, panels // 9)
        assert float(reader.pages[0].mediabox.width) == pytest.approx(182 / 25.4 * 72, abs=1)


class TestMangaPng(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return MangaPngExporter(MangaPngConfig(page_width=300))

    def check(self, path, panels):
        with Image.open(path) as page:
            assert page.format == "PNG"


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
@pytest.mark.parametrize("picture", [(64, 36), (64, 64), (36, 64)], ids=str)
def test_panels_stand_within_the_page_apart_and_in_order(direction, picture):
    board = sized(40, picture)
    sheets = list(pages(board.panels, SHEET, direction))
    assert [cell.panel.number for sheet in sheets for cell in sheet] == list(range(1, 41))
    for sheet in sheets:
        for cell in sheet:
            assert cell.left >= SHEET.margin - 1
            assert cell.top >= SHEET.margin - 1
            assert cell.left + cell.width <= SHEET.width - SHEET.margin + 1
            assert cell.top + cell.height <= SHEET.height - SHEET.margin + 1
        for one, other in combinations(sheet, 2):
            beside = one.left + one.width <= other.left or other.left + other.width <= one.left
            above = one.top + one.height <= other.top
            assert beside or above
        for one, other in pairwise(sheet):
            if one.top == other.top:
                assert (other.left < one.left) == (direction == "rtl")


def test_a_wide_shot_takes_the_width_and_close_ups_share_a_row():
    first, *_ = pages(sized(12).panels, SHEET, "rtl")
    widths = {cell.panel.prompt.shot.size: cell.width for cell in first}
    assert widths["WS"] == SHEET.room[0]
    assert widths["CU"] < SHEET.room[0] * 0.6


def test_what_is_said_is_in_a_balloon_that_is_read_first():
    board = sized(1, (64, 64))
    shot = board[0].prompt.shot
    pages_of = {}
    for said in ("", "not again"):
        panel = board[0].replace(prompt=board[0].prompt.replace(shot=shot.replace(dialogue=said)))
        for direction in ("rtl", "ltr"):
            config = CbzConfig(page_width=600, direction=direction)
            ((_, pages_of[said, direction], _),) = draw_pages(board.with_panel(panel), config, silent)
    for direction in ("rtl", "ltr"):
        silent_page, spoken = pages_of["", direction], pages_of["not again", direction]
        changed = [
            x for x in range(600) for y in range(30, 120, 3) if silent_page.getpixel((x, y)) != spoken.getpixel((x, y))
        ]
        assert changed
        assert (min(changed) > 300) if direction == "rtl" else (max(changed) < 300)


def test_readers_are_told_which_way_to_read(tmp_path):
    for direction, told in (("rtl", "YesAndRightToLeft"), ("ltr", "No")):
        path = coloured_board(2).export(tmp_path / "a.cbz", CbzConfig(page_width=300, direction=direction))
        with zipfile.ZipFile(path) as file:
            info = ElementTree.fromstring(file.read("ComicInfo.xml"))
        assert info.findtext("Manga") == told
        assert info.findtext("Title") == 'The "lighthouse" & <others>: 灯台'
        assert (info.findtext("Year"), info.findtext("Month")) == ("2026", "11")


@pytest.mark.parametrize(
    ("language", "told"), [("ja", "YesAndRightToLeft"), ("ja-JP", "YesAndRightToLeft"), ("en", "No")]
)
def test_only_japanese_is_read_from_the_right_unless_asked_for(tmp_path, language, told):
    board = coloured_board(2)
    board = board.replace(transcript=board.transcript.replace(language=language))
    with zipfile.ZipFile(board.export(tmp_path / "a.cbz", CbzConfig(page_width=300))) as file:
        assert ElementTree.fromstring(file.read("ComicInfo.xml")).findtext("Manga") == told


def tower(size, top, left=0.4):
    """A red tower on grass under an empty sky, its top at a share of the height."""
    picture = Image.new("RGB", size, "skyblue")
    width, height = size
    picture.paste("green", (0, round(height * 0.8), width, height))
    picture.paste("red", (round(width * left), round(height * top), round(width * (left + 0.2)), height))
    return picture


@pytest.mark.parametrize("top", [0.02, 0.15, 0.3])
def test_a_picture_is_cut_below_its_subject_and_not_through_its_head(top):
    cut = cut_to(tower((120, 120), top), (120, 84))
    column = [cut.getpixel((60, y)) for y in range(84)]
    assert column[0][2] > 200  # sky
    assert (255, 0, 0) in column


def test_a_picture_is_cut_beside_its_subject():
    cut = cut_to(tower((160, 90), 0.1, left=0.75), (90, 90))
    assert (255, 0, 0) in [cut.getpixel((x, 45)) for x in range(20, 70)]
    assert cut_to(Image.new("RGB", (160, 90), "red"), (90, 90)).size == (90, 90)


@pytest.mark.parametrize("picture", [(64, 36), (64, 64), (36, 64)], ids=str)
def test_a_wide_shot_is_seen_almost_whole(picture):
    for page in pages(sized(24, picture).panels, SHEET, "ltr"):
        for cell in page:
            wider = (cell.width / cell.height) / (picture[0] / picture[1])
            alone = cell.width == SHEET.room[0] and picture != (36, 64)  # which would be higher than the page
            assert wider < (1.3 if alone else 1.7)


def test_further_pages_are_numbered_beside_the_first(tmp_path):
    sized(20).export(tmp_path / "film.manga.png", MangaPngConfig(page_width=300))
    names = {path.name for path in tmp_path.iterdir()}
    assert {"film.manga.png", "film-2.manga.png"} <= names
    assert not any(name.startswith(".") for name in names)


def test_words_that_cannot_be_drawn_get_no_balloon():
    board = sized(1)
    prompt = board[0].prompt
    drawn = [
        next(
            draw_pages(board.with_panel(board[0].replace(prompt=prompt.replace(shot=shot))), CbzConfig(), silent)
        ).pixels
        for shot in (prompt.shot.replace(dialogue=said) for said in ("\x07 \ufeff", ""))
    ]
    assert drawn[0] == drawn[1]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_shorter_export_leaves_no_page_of_a_longer_one(tmp_path):
    config = MangaPngConfig(page_width=200)
    theirs = tmp_path / "film-9.manga.png"
    Image.new("RGB", (4, 4)).save(theirs)
    sized(20).export(tmp_path / "film.manga.png", config)
    assert len(names(tmp_path)) > 3
    sized(1).export(tmp_path / "film.manga.png", config)
    assert names(tmp_path) == ["film-9.manga.png", "film.manga.png"]


def test_a_picture_that_is_no_page_is_not_replaced(tmp_path):
    config = MangaPngConfig(page_width=200)
    sized(1).export(tmp_path / "film-2.manga.png", config)  # the first page of another film
    content = (tmp_path / "film-2.manga.png").read_bytes()
    with pytest.raises(ExportError, match=r"film-2\.manga\.png"):
        sized(20).export(tmp_path / "film.manga.png", config)
    sized(1).export(tmp_path / "film.manga.png", config)
    assert names(tmp_path) == ["film-2.manga.png", "film.manga.png"]
    assert (tmp_path / "film-2.manga.png").read_bytes() == content


def test_the_first_page_alone_tells_of_missing_letters_too(tmp_path, caplog):
    board = sized(1)
    prompt = board[0].prompt
    shot = prompt.shot.replace(dialogue="\U00016b00")  # Pahawh Hmong
    board = board.with_panel(board[0].replace(prompt=prompt.replace(shot=shot)))
    MangaPngExporter(MangaPngConfig(page_width=200)).write(board, tmp_path / "a.png")
    assert "no font on this machine has" in caplog.text


def test_every_line_of_arabic_dialogue_is_read_from_the_right(monkeypatch):
    seen = []
    draw = Lettering.draw
    monkeypatch.setattr(Lettering, "draw", lambda self, *args, **how: seen.append(how) or draw(self, *args, **how))
    board = sized(1)
    prompt = board[0].prompt
    shot = prompt.shot.replace(dialogue="منارة على جرف في الليل " * 4 + "Lighthouse! " * 4)
    panel = board[0].replace(prompt=prompt.replace(shot=shot))
    list(draw_pages(board.with_panel(panel), CbzConfig(page_width=400, numbers=False), silent))
    assert len(seen) > 2
    assert all(how["rtl"] for how in seen)
