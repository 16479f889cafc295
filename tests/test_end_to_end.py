"""The whole way with real models: Whisper hears a recording, `sketch` draws it, the board is looked at."""

from itertools import combinations
from pathlib import Path

import jiwer
import numpy as np
import pytest

from voice2image import PanelDrawn, SegmentHeard, Storyboard, Voice2Image, read_provenance

EXAMPLES = Path(__file__).parent.parent / "examples"
SAID = {name: EXAMPLES.joinpath(f"memo-{name}.txt").read_text("utf-8") for name in ("lighthouse", "forest")}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def v2i():
    with Voice2Image(generator="sketch", seed=7) as made:
        yield made


@pytest.fixture(scope="module")
def boards(v2i, tmp_path_factory):
    return {name: v2i.run(EXAMPLES / f"memo-{name}.flac", tmp_path_factory.mktemp(name)) for name in SAID}


def plain_words(text):
    return "".join(mark if mark.isalnum() or mark in " '" else " " for mark in text.lower())


def pixels(panel):
    return np.asarray(panel.image.pixels.convert("RGB"), dtype=np.float32) / 255


@pytest.mark.parametrize("name", SAID)
def test_the_words_are_those_that_were_said(boards, name):
    # Whisper leaves out "um", and rightly so; jiwer counts it as an error all the same.
    assert jiwer.wer(plain_words(SAID[name]), plain_words(boards[name].transcript.text)) < 0.10


def test_the_memo_becomes_the_shots_that_were_dictated(boards):
    texts = [panel.prompt.text.lower() for panel in boards["lighthouse"]]
    assert len(texts) == 4
    for text, words in zip(
        texts, ("lighthouse night storm", "sailor rain", "big ship waves", "dawn calm"), strict=True
    ):
        assert all(word in text for word in words.split()), text


def test_the_shots_have_the_size_angle_and_hour_that_were_dictated(boards):
    lighthouse = [panel.prompt.shot for panel in boards["lighthouse"]]
    assert [shot.size for shot in lighthouse] == ["WS", "CU", "MS", None]
    assert [shot.time_of_day for shot in lighthouse] == ["night", "night", "night", "dawn"]
    *opening, mountains, rider = (panel.prompt.shot for panel in boards["forest"])
    assert "low" in {shot.angle for shot in opening}
    assert {shot.time_of_day for shot in opening} == {"morning"}
    assert (mountains.size, mountains.time_of_day) == ("WS", "sunset")
    assert (rider.size, rider.dialogue.lower()) == ("CU", "they found us")


def test_the_ship_stands_for_four_seconds(boards):
    assert boards["lighthouse"][2].prompt.duration_s == 4.0


def test_the_pictures_show_what_was_said(boards):
    night, _, ship, dawn = (pixels(panel) for panel in boards["lighthouse"])
    sky = slice(0, night.shape[0] // 4)
    assert night[sky].mean() < 0.45 < dawn[sky].mean(), "night is dark and dawn is light"
    sea = ship[-ship.shape[0] // 8 :]
    assert sea[..., 2].mean() > sea[..., 0].mean(), "the sea is blue"


def test_the_pictures_can_be_told_apart(boards):
    every = [pixels(panel) for board in boards.values() for panel in board]
    for one, other in combinations(every, 2):
        assert np.abs(one - other).mean() > 0.05


def test_a_png_tells_how_it_was_made(boards):
    board = boards["lighthouse"]
    provenance = read_provenance(board[0].image.path)
    assert provenance.prompt == board[0].prompt
    assert (provenance.prompt.seed, provenance.generator) == (7, "diffusers")
    assert provenance.source.name == "memo-lighthouse.flac"
    assert "diffusers" in provenance.versions


def test_the_same_call_again_gives_the_same_pictures(v2i, boards, tmp_path):
    again = v2i.run(EXAMPLES / "memo-forest.flac", tmp_path)
    for one, other in zip(boards["forest"], again, strict=True):
        assert np.abs(pixels(one) - pixels(other)).max() <= 2 / 255


def test_drawing_begins_before_hearing_ends(v2i, tmp_path):
    # Two memos in a row are longer than one of the recogniser's 30-second windows.
    from voice2image import Audio

    twice = np.concatenate([Audio.open(EXAMPLES / f"memo-{name}.flac").samples for name in SAID] * 2)
    kinds = [
        type(e) for e in v2i.stream(Audio.open(twice, sample_rate=16_000)) if isinstance(e, SegmentHeard | PanelDrawn)
    ]
    last_heard = len(kinds) - 1 - kinds[::-1].index(SegmentHeard)
    assert kinds.index(PanelDrawn) < last_heard


def test_the_page_holds_the_sound_and_the_pictures(boards, tmp_path):
    page = boards["lighthouse"].export(tmp_path / "board.html").read_text("utf-8")
    assert page.count("data:image/") >= 4
    assert "data:audio/mp4;base64," in page
    assert "://" not in page


def test_a_saved_board_comes_back_whole(boards, tmp_path):
    board = boards["forest"]
    board.save(tmp_path)
    loaded = Storyboard.load(tmp_path)
    assert loaded.transcript == board.transcript
    assert [panel.prompt for panel in loaded] == [panel.prompt for panel in board]
    assert all(np.array_equal(pixels(a), pixels(b)) for a, b in zip(loaded, board, strict=True))
