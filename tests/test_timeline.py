"""When each panel stands, in the recording's order and out of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from voice2image.testing import coloured_board
from voice2image.timeline import UNSPOKEN_S, Cue, cut_frames, timeline


def spans(cues):
    return [(cue.start_s, cue.end_s) for cue in cues]


def test_a_board_as_it_was_spoken_plays_the_recording_through():
    board = coloured_board(3)
    board = board.replace(source=board.source.replace(duration_s=9.0))
    late = board[0].replace(prompt=board[0].prompt.replace(start_s=1.0))
    cues = timeline(board.with_panel(late))
    assert spans(cues) == [(0.0, 2.5), (2.5, 5.0), (5.0, 9.0)]
    assert [cue.sound_start_s for cue in cues] == [0.0, 2.5, 5.0]


def test_panels_out_of_order_bring_their_own_sound():
    board = coloured_board(3)
    moved = board.replace(panels=(board[2], board[0], board[1]))
    cues = timeline(moved)
    assert spans(cues) == [(0.0, 2.5), (2.5, 5.0), (5.0, 7.5)]
    assert [cue.sound_start_s for cue in cues] == [5.0, 0.0, 2.5]


def test_a_panel_that_nobody_spoke_of_is_silent_and_stands_for_a_while():
    board = coloured_board(2)
    silent = board[0].replace(prompt=board[0].prompt.replace(start_s=0.0, end_s=0.0))
    cues = timeline(board.with_panel(silent))
    assert spans(cues) == [(0.0, UNSPOKEN_S), (UNSPOKEN_S, UNSPOKEN_S + 2.5)]
    assert [cue.sound_start_s for cue in cues] == [None, 2.5]


def test_stated_durations_count_when_asked_for():
    board = coloured_board(2)
    prompt = board[0].prompt
    held = board[0].replace(prompt=prompt.replace(duration_s=4.0))
    cues = timeline(board.with_panel(held), "stated")
    assert spans(cues) == [(0.0, 4.0), (4.0, 6.5)]
    assert [cue.sound_start_s for cue in cues] == [0.0, 2.5]
    assert spans(timeline(board.with_panel(held))) == [(0.0, 2.5), (2.5, 5.0)]


@pytest.mark.parametrize("pace", ["recording", "stated"])
def test_there_are_no_gaps(pace):
    cues = timeline(coloured_board(20), pace)
    assert cues[0].start_s == 0
    assert all(before.end_s == after.start_s for before, after in pairwise(cues))
    assert timeline(coloured_board(0), pace) == ()


def test_cuts_are_at_whole_frames_and_nothing_adds_up():
    panel = coloured_board(1)[0]
    ends = [1.02, 1.03, 1.04, 2.0, 3.5]
    cues = [Cue(panel, start, end, None) for start, end in zip([0.0, *ends], ends, strict=False)]
    assert cut_frames(cues, 24) == [0, 24, 25, 26, 48, 84]
    assert cut_frames([], 24) == [0]
