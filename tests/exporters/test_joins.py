"""How panels go over into each other, as numbers."""

from __future__ import annotations

import pytest

from voice2image.exporters._joins import joins
from voice2image.testing import coloured_board
from voice2image.timeline import cut_frames, timeline


def joined(*transitions, length=10, fps=8):
    """The joins of panels of 20 frames each."""
    board = coloured_board(len(transitions))
    panels = [
        panel.replace(prompt=panel.prompt.replace(shot=panel.prompt.shot.replace(transition=each)))
        for panel, each in zip(board, transitions, strict=True)
    ]
    cues = timeline(board.replace(panels=tuple(panels)))
    return joins(cues, cut_frames(cues, fps), length)


def spans(found):
    return [(each.way, each.first, each.end) for each in found if each.way]


@pytest.mark.parametrize("transition", [None, "cut", "smash-cut", "match-cut"])
def test_cuts_take_no_time(transition):
    assert spans(joined(*[transition] * 3)) == []


def test_each_lies_about_its_cut():
    assert spans(joined(None, "dissolve")) == [("dissolve", 15, 25)]
    assert spans(joined(None, "wipe")) == [("wipe", 15, 25)]
    assert spans(joined(None, "fade-in")) == [("fade-in", 20, 30)]
    assert spans(joined(None, "fade-out", None)) == [("fade-out", 10, 20)]


def test_the_film_fades_in_and_out_at_its_ends():
    assert spans(joined("fade-in", None, "fade-out")) == [("fade-in", 0, 10), ("fade-out", 50, 60)]
    assert spans(joined("dissolve")) == []


def test_none_takes_more_than_half_of_the_shorter_panel():
    assert spans(joined(None, "dissolve", length=100)) == [("dissolve", 15, 25)]
    assert spans(joined(None, "dissolve", length=0)) == []


def test_the_cut_is_where_the_new_picture_is_as_strong_as_the_old():
    for length in (2, 3, 9, 10):
        (dissolve,) = (each for each in joined(None, "dissolve", length=length) if each.way)
        assert dissolve.share(19) < 0.5 <= dissolve.share(20)
        assert 0 < dissolve.share(dissolve.first) <= dissolve.share(dissolve.end - 1) < 1


def test_a_fade_out_ends_in_black():
    *_, fade = joined(None, "fade-out")
    assert fade.share(fade.end - 1) == 1
