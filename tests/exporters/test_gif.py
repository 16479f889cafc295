"""The moving picture, decoded by FFmpeg, which didn't write it."""

from __future__ import annotations

import av
import numpy as np
import pytest
from PIL import Image

from voice2image.exporters.gif import GifConfig, GifExporter
from voice2image.testing import ExporterContract, coloured_board


def frames(path):
    """Each frame's time in hundredths of a second and its pixels, and the time at which the last one ends."""
    with av.open(str(path), options={"min_delay": "0"}) as film:
        shown = [(round(f.time * 100), f.duration * f.time_base, f.to_ndarray(format="rgb24")) for f in film.decode()]
    return [(time, pixels) for time, _, pixels in shown], shown[-1][0] + round(shown[-1][1] * 100)


class TestContract(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return GifExporter(GifConfig(width=64, height=36))

    def check(self, path, panels):
        shown, end = frames(path)
        assert len(shown) == max(1, panels)
        assert abs(end - (panels * 150 or 100)) <= 1


def test_it_is_small_and_goes_on_for_ever(tmp_path):
    path = coloured_board(3).export(tmp_path / "a.gif")
    with Image.open(path) as image:
        assert image.size == (480, 270)
        assert image.info["loop"] == 0
        assert image.info["comment"] == b"drawn by a machine"


def test_panels_stand_in_proportion_or_for_their_time(tmp_path):
    board = coloured_board(3)
    longer = board.panels[2].prompt.replace(end_s=15.0)
    board = board.replace(panels=(*board.panels[:2], board.panels[2].replace(prompt=longer)))
    for panel_s, starts, end in ((None, [0, 250, 500], 1500), (1.0, [0, 50, 100], 300)):
        config = GifConfig(width=64, height=36, panel_s=panel_s)
        shown, until = frames(board.export(tmp_path / "a.gif", config))
        assert ([time for time, _ in shown], until) == (starts, end)
        for (_, pixels), panel in zip(shown, board, strict=True):
            assert np.abs(pixels.mean((0, 1)) - panel.image.pixels.getpixel((0, 0))).max() < 4


def test_a_panel_may_stand_longer_than_a_frame_can(tmp_path):
    board = coloured_board(1)
    longer = board.panels[0].prompt.replace(end_s=1500.0)
    board = board.replace(panels=(board.panels[0].replace(prompt=longer),))
    shown, until = frames(board.export(tmp_path / "a.gif", GifConfig(width=64, height=36, panel_s=None)))
    assert [time for time, _ in shown] == [0, 65535, 131070]
    assert until == 150000


def test_a_move_has_frames_of_its_own(tmp_path):
    picture = Image.linear_gradient("L").convert("RGB")
    board = coloured_board(1)
    image = board.panels[0].image.__class__(picture, board.panels[0].image.provenance)
    board = board.replace(panels=(board.panels[0].drawn(image),))
    shown, until = frames(board.export(tmp_path / "a.gif", GifConfig(width=64, height=36, moves=True)))
    assert (len(shown), until) == (9, 150)
    rows = [pixels[:, 32, 0].astype(int) for _, pixels in shown]
    assert rows[-1][0] > rows[0][0] + 5  # closer: the gradient's dark upper rim has left the screen
    assert all(pixels[:, :12].max() == 0 for _, pixels in shown)  # a square picture has black beside it
