"""Text of any script finds its fonts, breaks into lines that fit, and stands in the right order."""

import logging
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from voice2image._fonts import FontSet, clean, clusters
from voice2image._lettering import Lettering
from voice2image._typeset import Typesetter, is_rtl
from voice2image.errors import ExportError
from voice2image.exporters.pdf import PdfConfig
from voice2image.testing.boards import WORDS

TIBETAN = "བོད་ཡིག"
"""A script that neither the packages nor the usual system's fonts have."""
SCRIPTS = {
    "NotoSans[wght].ttf": "Ein müder Bär, Ωμέγα, щука",
    "NotoSansCJK-VF.otf.ttc": "夜の灯台、嵐が来る",
    "NotoSansArabic[wght].ttf": "منارة",
    "NotoSansHebrew[wght].ttf": "שלום",
    "NotoSansDevanagari[wght].ttf": "क्षत्रिय",
    "NotoSansThai[wght].ttf": "ประเทศไทย",
    "NotoEmoji[wght].ttf": "👩‍🚀🌊🇩🇪👍🏽",
}


@pytest.fixture
def fonts(monkeypatch):
    """The packages' fonts, and none of this machine's."""
    monkeypatch.setattr("voice2image._fonts._system_faces", tuple)
    return FontSet()


def names(runs):
    return [(run.text, run.face.path.name) for run in runs]


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("bold", [False, True])
def test_every_script_has_a_font_in_the_packages(fonts, name, bold):
    assert names(fonts.runs(SCRIPTS[name], bold=bold)) == [(SCRIPTS[name], name)]
    assert fonts.complaint() is None


@pytest.mark.parametrize("text", [*WORDS, "", " ", "\u200d", "\ufe0f\ufe0f", "a\u0301\u0302", TIBETAN, "x" * 500])
def test_runs_are_the_text_again(fonts, text):
    runs = fonts.runs(text)
    assert "".join(run.text for run in runs) == text
    assert all(one.face != other.face or one.missing != other.missing for one, other in pairwise(runs))


def test_commas_and_digits_stay_with_their_words_but_not_with_an_emoji(fonts):
    assert [text for text, _ in names(fonts.runs("灯台, 12 x"))] == ["灯台, 12 ", "x"]
    assert [text for text, _ in names(fonts.runs("🌊 12"))] == ["🌊", " 12"]


@pytest.mark.parametrize(
    ("language", "text", "index"),
    [(None, "直", 0), (None, "直고", 1), ("zh", "直", 2), ("zh-TW", "直", 3), ("ja", "고", 0)],
)
def test_chinese_characters_look_as_the_language_has_them(language, text, index):
    assert FontSet(language=language).runs(text)[0].face.index == index


def test_script_without_a_font_is_complained_about(fonts, caplog):
    fonts.warn()
    assert not caplog.records
    runs = fonts.runs(f"a {TIBETAN}")
    assert [(run.text, run.missing) for run in runs] == [("a ", False), (TIBETAN, True)]
    assert runs[1].face.has("\N{REPLACEMENT CHARACTER}")
    with caplog.at_level(logging.WARNING, "voice2image"):
        fonts.warn()
    assert "Tibetan (such as U+0F56)" in caplog.text
    assert "install a font" in caplog.text


def test_without_the_chinese_package_it_says_which_one(fonts, monkeypatch):
    monkeypatch.setattr(fonts, "_bundled", {n: p for n, p in fonts._bundled.items() if "CJK" not in n})
    fonts.runs("夜")
    assert "Han" in fonts.complaint()
    assert "pip install manimgx-fonts-cjk" in fonts.complaint()


def test_a_font_of_ones_own_goes_first(tmp_path, fonts):
    emoji = fonts.runs("🌊")[0].face.path
    own = FontSet(own=[emoji])
    assert names(own.runs("1 a")) == [("1 ", emoji.name), ("a", "NotoSans[wght].ttf")]
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    for path in (broken, tmp_path / "missing.ttf"):
        with pytest.raises(ExportError, match=path.name):
            FontSet(own=[path])


def test_a_cut_font_holds_only_what_was_asked_for_at_its_weight(fonts):
    from fontTools.ttLib import TTFont

    for text in ("夜の灯台", "abc"):
        widths = []
        for bold in (False, True):
            content = fonts.runs(text, bold=bold)[0].face.cut(text)
            assert len(content) < 60_000
            cut = TTFont(BytesIO(content))
            assert set(cut.getBestCmap()) == set(map(ord, text))
            assert "fvar" not in cut
            assert "CFF2" not in cut
            widths.append(cut["OS/2"].usWeightClass)
        assert widths == [400, 700]


def test_clean_text_has_nothing_that_cannot_be_drawn():
    assert clean("a\0b\x1b\x7f\r\n\t c\ud800\u2028d\ufeff") == "ab c\N{REPLACEMENT CHARACTER} d"


def test_characters_are_counted_as_a_reader_does():
    assert list(clusters("e\u0301👩‍🚀🇩🇪🇫🇷👍🏽1️⃣")) == ["e\u0301", "👩‍🚀", "🇩🇪", "🇫🇷", "👍🏽", "1️⃣"]


@pytest.mark.parametrize("text", [*WORDS, " ".join(WORDS) * 3, "word " * 60, "夜の灯台、" * 40, "x" * 300, TIBETAN])
@pytest.mark.parametrize("width", [4.0, 11.0, 30.0])
def test_lines_fit_and_nothing_is_lost(fonts, text, width):
    setter = Typesetter(fonts)
    lines = setter.wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert all(setter.width(line) <= width + 0.01 for line in lines)
    assert all(line and line == line.strip() for line in lines)


def test_lines_break_where_a_reader_expects_it(fonts):
    setter = Typesetter(fonts)
    assert setter.wrap("the old lighthouse", 6) == ["the old", "lighthouse"]
    assert setter.wrap("a storm-beaten cliff", 6) == ["a storm-", "beaten cliff"]
    assert setter.wrap("嵐が来る。灯台", 4.5) == ["嵐が来", "る。灯台"]
    assert setter.wrap("彼は「灯台」だ", 3.5) == ["彼は", "「灯", "台」だ"]
    assert setter.wrap("", 5) == []


def test_pieces_stand_as_they_are_seen(fonts):
    setter = Typesetter(fonts)

    def seen(line, **how):
        return [(piece.text, piece.rtl) for piece in setter.pieces(line, **how)]

    brackets = [(")", True), ("12", False), ("(", True)]
    assert seen("abc שלום (12) def") == [("abc ", False), *brackets, ("שלום ", True), (" def", False)]
    assert seen("שלום (12)", rtl=True) == [*brackets, ("שלום ", True)]
    assert [piece.missing for piece in setter.pieces(TIBETAN)] == [TIBETAN]
    assert is_rtl("«منارة» abc")
    assert not is_rtl("12 abc منارة")


def test_letters_land_where_they_should():
    letters = Lettering(FontSet(), 40, bold=True)
    for words in WORDS:
        for align, left in (("left", 100), ("centre", 250), ("right", 400)):
            picture = Image.new("L", (1400, 200))
            width = letters.width(words)
            at = (left + {"left": 0, "centre": width / 2, "right": width}[align], 50)
            letters.draw(ImageDraw.Draw(picture), at, words, fill=255, align=align)
            x0, y0, x1, y1 = picture.getbbox()
            assert x0 == pytest.approx(left, abs=5)
            assert x1 == pytest.approx(left + width, abs=6)
            assert y0 >= 50
            assert y1 <= 50 + 1.1 * letters.line_height


def test_an_outline_goes_around_the_letters():
    letters = Lettering(FontSet(), 40)
    picture = Image.new("RGB", (400, 80))
    letters.draw(ImageDraw.Draw(picture), (20, 10), "灯 a", fill="white", outline=3, outline_fill="red")
    colours = {colour for _, colour in picture.getcolors(100000)}
    assert (255, 0, 0) in colours
    assert (255, 255, 255) in colours


def test_one_font_is_given_as_it_is_or_in_a_list():
    one = PdfConfig(fonts="a.ttf")
    assert one == PdfConfig(fonts=Path("a.ttf")) == PdfConfig(fonts=["a.ttf"])
    assert one.fonts == (Path("a.ttf"),)
    assert PdfConfig.from_toml(one.to_toml()) == one
