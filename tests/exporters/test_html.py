"""The page: complete in itself, safe with any text, and true to the board."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from voice2image.audio import Audio
from voice2image.errors import ExportError
from voice2image.exporters.html import HtmlExporter
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel, Storyboard
from voice2image.testing import ExporterContract
from voice2image.transcript import Segment, Transcript

VOID = {"meta", "img", "br", "input", "link"}


class Page(HTMLParser):
    """A page as a list of elements, and the text in each class. Fails on tags that don't match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        assert not self._open, self._open

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self._open.append((tag, attributes.get("class") or tag))
            self.text.setdefault(self._open[-1][1], []).append("")

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for _, name in self._open:
            self.text[name][-1] += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    @property
    def policy(self) -> str:
        return self.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"]


def export(board: Storyboard, folder: Path) -> Page:
    return Page(board.export(folder / "board.html").read_text("utf-8"))


def beep(seconds: float = 1.0) -> Audio:
    return Audio.open(np.zeros(int(16_000 * seconds), np.float32), sample_rate=16_000)


def test_a_panel_shows_what_the_artist_needs(make_board, tmp_path):
    page = export(make_board(3), tmp_path)
    assert page.text["h1"] == ["The lighthouse"]
    assert page.text["words"] == ["we see shot 1", "we see shot 2", "we see shot 3"]
    assert page.text["prompt"] == ["shot 1", "shot 2", "shot 3"]
    assert page.text["seed"] == ["seed 1 · 001.png", "seed 2 · 002.png", "seed 3 · 003.png"]
    assert page.text["slate"][1].startswith("20:02–0:05")
    assert "3 panels · 0:07 · memo.wav" in page.text["facts"][0]


def test_pictures_are_inside_at_full_size(make_board, tmp_path):
    page = export(make_board(1), tmp_path)
    (picture,) = page.all("img", loading="lazy")
    content = base64.b64decode(picture["src"].removeprefix("data:image/jpeg;base64,"))
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (64, 48)
        assert np.allclose(image.getpixel((5, 5)), (0, 128, 128), atol=4)


def test_a_transparent_picture_lies_on_white(make_board, make_provenance, tmp_path):
    board = make_board(1)
    clear = GeneratedImage(Image.new("RGBA", (64, 48), (0, 0, 0, 0)), make_provenance())
    page = export(board.with_panel(board[0].drawn(clear)), tmp_path)
    content = base64.b64decode(page.all("img", loading="lazy")[0]["src"].partition(",")[2])
    assert Image.open(io.BytesIO(content)).getpixel((5, 5)) == (255, 255, 255)


def test_the_page_asks_no_other_address(make_board, tmp_path):
    page = export(make_board(2, sound=beep()), tmp_path)
    for _tag, attributes in page.elements:
        for name in ("src", "href", "srcset", "action", "data"):
            assert (attributes.get(name) or "data:").startswith("data:")
    assert not re.search(r"url\(|@import|https?:", page.html)
    assert "default-src 'none'" in page.policy


def test_the_policy_allows_this_script_and_no_other(make_board, tmp_path):
    page = export(make_board(1), tmp_path)
    script = page.html.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page.policy
    assert page.html.index("Content-Security-Policy") < page.html.index("<style>")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


def test_words_are_heard_where_they_were_said(make_board, tmp_path):
    page = export(make_board(2, sound=beep(5.0)), tmp_path)
    (audio,) = page.all("audio")
    content = base64.b64decode(audio["src"].removeprefix("data:audio/mp4;base64,"))
    assert Audio.open(content).duration_s == pytest.approx(5.0, abs=0.1)
    panels = page.all("article")
    assert [(panel["data-start"], panel["data-end"]) for panel in panels] == [
        ("0.000", "2.500"),
        ("2.500", "5.000"),
    ]
    assert page.all("li")[0]["data-start"] == "0.000"
    assert page.all("button", **{"class": "picture"})[0]["aria-label"] == "Hear the words of panel 1"


def test_the_sound_of_a_saved_board_goes_in_as_it_is(make_board, tmp_path):
    make_board(1, sound=beep()).save(tmp_path)
    page = export(Storyboard.load(tmp_path), tmp_path)
    content = base64.b64decode(page.all("audio")[0]["src"].partition(",")[2])
    assert content == (tmp_path / "sound.m4a").read_bytes()


def test_without_sound_nothing_offers_to_play(make_board, tmp_path):
    page = export(make_board(2), tmp_path)
    assert not page.all("audio")
    assert not any("data-start" in panel for panel in page.all("article"))
    assert page.all("button", **{"class": "picture"})[0]["aria-label"] == "Enlarge panel 1"


def test_broken_sound_is_named_and_no_page_is_left(make_board, tmp_path):
    class Broken(Audio):
        def __init__(self) -> None: ...

        path = None

        def to_m4a(self, path):
            from voice2image.errors import TruncatedAudioError

            raise TruncatedAudioError("memo.wav", "it breaks off")

    with pytest.raises(ExportError, match=r"memo\.wav: it breaks off"):
        make_board(1, sound=Broken()).export(tmp_path / "board.html")
    assert not list(tmp_path.iterdir())


def test_a_failed_panel_says_why_and_a_waiting_one_that_it_waits(make_board, tmp_path):
    board = make_board(3)
    board = board.with_panel(board[1].failed("black <in> every precision"))
    board = board.with_panel(Panel(number=3, prompt=Prompt(text="later")))
    page = export(board, tmp_path)
    assert page.text["reason"] == ["No pictureblack <in> every precision", "Not drawn yet"]
    assert page.text["seed"] == ["seed 1 · 001.png", "failed", "waiting"]
    assert "1 failed · 1 not drawn yet" in page.text["facts"][0]


def test_a_vanished_picture_is_said(make_board, tmp_path):
    board = make_board(2).save(tmp_path)
    (tmp_path / "001.png").unlink()
    assert "001.png: the picture is missing" in export(board, tmp_path).text["reason"][0]


def test_an_empty_board_is_a_page_too(tmp_path):
    page = export(Storyboard(), tmp_path)
    assert page.text["empty"] == ["No panels yet."]
    assert "0 panels" in page.text["facts"][0]


def test_every_line_finds_its_own_direction(make_board, tmp_path):
    arabic = "مشهد في الليل 👩‍🎨"
    transcript = Transcript(segments=(Segment(text=arabic, start_s=0, end_s=1, speaker="ليلى"),), language="ar")
    page = export(make_board(1, title=arabic, transcript=transcript), tmp_path)
    assert page.text["h1"] == [arabic]
    assert page.text["li"] == ["0:00ليلى" + arabic]
    assert page.all("html")[0]["lang"] == "ar"
    assert all(element.get("dir") == "auto" for element in page.all("p", **{"class": "words"}) + page.all("h1"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=80), st.sampled_from(["</script><script>", "'\"><img src=x>", "{{panels}}"])))
def test_no_text_becomes_markup(make_board, tmp_path, text):
    board = make_board(1, title=text)
    prompt = Prompt(text=text, heard=f"x{text}", style=text, negative_text=text)
    segment = Segment(text=f"x{text}", start_s=0, end_s=1, speaker=text)
    hostile = board.with_panel(board[0].failed(text).replace(prompt=prompt))
    hostile = hostile.replace(transcript=Transcript(segments=(segment,), language=text))
    calm, page = export(board.with_panel(board[0].failed("x")), tmp_path), export(hostile, tmp_path)

    scripts = [tag for tag, _ in page.elements if tag in ("script", "img", "iframe")]
    assert scripts == [tag for tag, _ in calm.elements if tag in ("script", "img", "iframe")]
    printable = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).replace("\r\n", "\n").replace("\r", "\n")
    assert page.text["words"] == [f"x{printable}"]


def test_an_enlarged_picture_has_a_button_that_closes_it(make_board, tmp_path):
    page = export(make_board(1), tmp_path)
    dialog = page.html.partition("<dialog")[2].partition("</dialog>")[0]
    assert '<button class="close" aria-label="Close">' in dialog
    assert "dialog.close()" in page.html


def test_how_the_pictures_were_made_is_told(make_board, make_image, tmp_path):
    board = make_board(1)
    prompt = board[0].prompt.replace(style="ink wash", negative_text="blurry")
    made = make_image(prompt=prompt, model="mirror/sd2", revision="f5bc1bd", versions={"diffusers": "0.40.0"})
    page = export(board.with_panel(board[0].drawn(made)), tmp_path)
    told = dict(zip(page.text["dt"], page.text["dd"], strict=True))
    assert told["Model"] == "mirror/sd2 (f5bc1bd)"
    assert told["Scheduler"] == "ddim, 20 steps"
    assert (told["Style"], told["Negative prompt"]) == ("ink wash", "blurry")
    assert "drawn by a machine" in page.html


@pytest.mark.parametrize(
    ("read", "shown"), [(None, ["blurry"]), ("blurry, photograph", ["blurry, photograph"]), ("", [])]
)
def test_the_negative_prompt_is_the_one_that_was_read(make_board, make_image, tmp_path, read, shown):
    board = make_board(1)
    made = make_image(prompt=board[0].prompt.replace(negative_text="blurry"), phrased_negative=read)
    page = export(board.with_panel(board[0].drawn(made)), tmp_path)
    told = zip(page.text["dt"], page.text["dd"], strict=True)
    assert [value for name, value in told if name == "Negative prompt"] == shown


def test_notes_stand_under_the_prompt_of_their_panel(make_board, make_image, tmp_path):
    board = make_board(2)
    noted = make_image(prompt=board[1].prompt, notes=("drawn as <a dog>", "decoded in float32"))
    page = export(board.with_panel(board[1].drawn(noted)), tmp_path)
    assert page.text["note"] == ["drawn as <a dog>", "decoded in float32"]
    assert page.html.index("shot 2</p>") < page.html.index("drawn as &lt;a dog&gt;")


def test_five_hundred_panels(make_board, tmp_path):
    assert len(export(make_board(500), tmp_path).all("article")) == 500


def test_a_full_disk_leaves_the_old_page(make_board, tmp_path, monkeypatch):
    make_board(1).export(tmp_path / "board.html")
    before = (tmp_path / "board.html").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match=r"board\.html: No space left on device"):
        make_board(2).export(tmp_path / "board.html")
    assert (tmp_path / "board.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["board.html"]


class TestContract(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return HtmlExporter()

    def check(self, path, panels):
        assert len(Page(path.read_text("utf-8")).all("article")) == panels
