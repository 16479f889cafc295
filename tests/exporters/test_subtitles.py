"""Subtitles, read by other libraries than ours."""

from __future__ import annotations

import pytest

from voice2image.exporters._subtitles import SubtitlesExporter
from voice2image.exporters.srt import SrtConfig, SrtExporter
from voice2image.exporters.vtt import VttConfig, VttExporter
from voice2image.testing import ExporterContract, coloured_board


def srt_cues(path):
    srt = pytest.importorskip("srt")
    return [
        (cue.start.total_seconds(), cue.end.total_seconds(), cue.content) for cue in srt.parse(path.read_text("utf-8"))
    ]


def vtt_cues(path):
    webvtt = pytest.importorskip("webvtt")
    return [(seconds(cue.start), seconds(cue.end), cue.text) for cue in webvtt.read(str(path))]


def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(rest)


class TestSrt(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return SrtExporter()

    def check(self, path, panels):
        assert len(srt_cues(path)) == panels


class TestVtt(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return VttExporter()

    def check(self, path, panels):
        assert path.read_text("utf-8").startswith("WEBVTT")
        assert len(vtt_cues(path)) == panels


@pytest.mark.parametrize(("name", "read", "config"), [("a.srt", srt_cues, SrtConfig), ("a.vtt", vtt_cues, VttConfig)])
def test_what_is_heard_or_what_they_say(tmp_path, name, read, config):
    board = coloured_board(3)
    heard = read(board.export(tmp_path / name))
    assert [(start, end) for start, end, _ in heard] == [(0.0, 2.5), (2.5, 5.0), (5.0, 7.5)]
    assert heard[1][2] == "夜の灯台、嵐が来る"
    said = read(board.export(tmp_path / name, config(words="dialogue")))
    assert [text for _, _, text in said] == ["a lighthouse on a cliff at night", "منارة على جرف في الليل"]
    assert [start for start, _, _ in said] == [0.0, 5.0]


def test_a_format_that_does_not_say_how_is_none():
    with pytest.raises(TypeError, match="cues"):
        SubtitlesExporter()
