"""The film: every panel on its frame, with the sound that belongs to it."""

from __future__ import annotations

from typing import get_args

import av
import numpy as np
import pytest

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.exporters._moves import seen
from voice2image.exporters.mp4 import Mp4Config, Mp4Exporter
from voice2image.exporters.webm import WebMConfig, WebMExporter
from voice2image.shot import Move
from voice2image.testing import ExporterContract, coloured_board

SMALL = Mp4Config(width=64, height=36, fps=8)


def frames(path):
    with av.open(str(path)) as film:
        return [(frame.time, frame.to_ndarray(format="rgb24")) for frame in film.decode(video=0)]


def sound(path):
    with av.open(str(path)) as film:
        return np.concatenate([frame.to_ndarray()[0] for frame in film.decode(audio=0)])


class TestContract(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return Mp4Exporter(SMALL)

    def check(self, path, panels):
        with av.open(str(path)) as film:
            assert film.metadata["comment"] == "drawn by a machine"
            video = film.streams.video[0]
            assert video.frames == (panels * 2.5 or 1) * video.average_rate


class TestWebM(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return WebMExporter(WebMConfig(width=64, height=36, fps=8))

    def check(self, path, panels):
        with av.open(str(path)) as film:
            assert film.metadata["COMMENT"] == "drawn by a machine"
            count = sum(1 for _ in film.decode(video=0))
            assert count == (panels * 2.5 or 1) * film.streams.video[0].average_rate


def test_webm_has_the_recording_as_opus(tmp_path):
    tone = np.sin(np.arange(5 * SAMPLE_RATE) * 0.2).astype(np.float32) / 2
    board = coloured_board(2, sound=Audio.open(tone, sample_rate=SAMPLE_RATE))
    with av.open(str(board.export(tmp_path / "a.webm", WebMConfig(width=64, height=36)))) as film:
        assert film.streams.audio[0].codec_context.name in {"opus", "libopus"}
        assert abs(sum(f.samples / f.sample_rate for f in film.decode(audio=0)) - 5) < 0.1


def test_each_panel_begins_on_its_frame(tmp_path):
    board = coloured_board(5)
    shown = frames(board.export(tmp_path / "a.mp4", Mp4Config(width=64, height=36)))
    assert len(shown) == 300
    assert [round(time * 24) for time, _ in shown] == list(range(300))
    for number, panel in enumerate(board):
        expected = np.asarray(panel.image.pixels.convert("RGB"), float).mean((0, 1))
        for at in (number * 60, number * 60 + 59):
            assert np.abs(shown[at][1].mean((0, 1)) - expected).max() < 12


def test_the_recording_plays_through(tmp_path):
    tone = np.sin(np.arange(5 * SAMPLE_RATE) * 0.2).astype(np.float32) / 2
    tone[: 2 * SAMPLE_RATE] = 0
    board = coloured_board(2, sound=Audio.open(tone, sample_rate=SAMPLE_RATE))
    heard = sound(board.export(tmp_path / "a.mp4", SMALL))
    assert abs(len(heard) / SAMPLE_RATE - 5) < 0.1
    assert np.abs(heard[: int(1.9 * SAMPLE_RATE)]).max() < 0.05
    assert np.abs(heard[int(2.1 * SAMPLE_RATE) : int(4.8 * SAMPLE_RATE)]).max() > 0.4


def test_a_board_without_sound_has_a_silent_film(tmp_path):
    with av.open(str(coloured_board(1).export(tmp_path / "a.mp4", SMALL))) as film:
        assert not film.streams.audio


def test_moved_panels_bring_their_own_sound(tmp_path):
    tone = np.sin(np.arange(5 * SAMPLE_RATE) * 0.2).astype(np.float32) / 2
    tone[: int(2.5 * SAMPLE_RATE)] = 0
    board = coloured_board(2, sound=Audio.open(tone, sample_rate=SAMPLE_RATE))
    board = board.replace(panels=tuple(p.replace(number=n) for n, p in enumerate(reversed(board.panels), 1)))
    heard = sound(board.export(tmp_path / "a.mp4", SMALL))
    assert np.abs(heard[: 2 * SAMPLE_RATE]).max() > 0.4
    assert np.abs(heard[3 * SAMPLE_RATE : int(4.8 * SAMPLE_RATE)]).max() < 0.05


@pytest.mark.parametrize("move", [each for each in get_args(Move) if each != "static"])
def test_a_move_changes_the_picture_without_leaving_it(move):
    boxes = [seen(move, share, share * 2, (200, 100)) for share in (0, 0.5, 1)]
    assert len(set(boxes)) == 3
    assert all(0 <= a < c <= 200.001 and 0 <= b < d <= 100.001 for a, b, c, d in boxes)
