"""The film: every panel on its frame, with the sound that belongs to it."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import pairwise
from typing import get_args

import av
import numpy as np
import pytest
from PIL import Image

from voice2image._fonts import FontSet
from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.exporters._captions import Captions
from voice2image.exporters._moves import seen
from voice2image.exporters.mp4 import Mp4Config, Mp4Exporter
from voice2image.exporters.webm import WebMConfig, WebMExporter
from voice2image.image import GeneratedImage
from voice2image.shot import Move
from voice2image.testing import ExporterContract, coloured_board
from voice2image.transcript import Segment, Transcript

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
    shown = frames(board.export(tmp_path / "a.mp4", Mp4Config(width=64, height=36, transitions=False)))
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


def shot(panel, **changes):
    return panel.replace(prompt=panel.prompt.replace(shot=panel.prompt.shot.replace(**changes)))


def joined(*transitions, **settings):
    """A board of red, white and blue panels of 20 frames with these transitions, and the frames of its film."""
    board = coloured_board(len(transitions), size=(64, 36))
    colours = ["red", "white", "blue"]
    panels = [
        shot(panel.replace(image=GeneratedImage(Image.new("RGB", (64, 36), colour), panel.image.provenance)),
             transition=transition, move=None)
        for panel, transition, colour in zip(board, transitions, colours, strict=False)
    ]  # fmt: skip
    return board.replace(panels=tuple(panels)), SMALL.replace(subtitles="none", **settings)


def test_a_dissolve_is_half_way_at_the_cut(tmp_path):
    board, config = joined(None, "dissolve")
    shown = [pixels.mean((0, 1)) for _, pixels in frames(board.export(tmp_path / "a.mp4", config))]
    green = [pixels[1] for pixels in shown]  # red has none, white all
    assert max(green[:16]) < 10
    assert min(green[24:]) > 245
    assert green[16:24] == sorted(green[16:24])
    assert abs((green[19] + green[20]) / 2 - 127) < 12


def test_a_wipe_comes_from_the_left(tmp_path):
    board, config = joined(None, "wipe")
    shown = frames(board.export(tmp_path / "a.mp4", config))
    for at, edge in ((17, 14), (20, 36), (22, 50)):
        assert shown[at][1][:, : edge - 8, 1].min() > 220
        assert shown[at][1][:, edge + 8 :, 1].max() < 40


def test_fades_come_from_black_and_end_in_it(tmp_path):
    board, config = joined("fade-in", "fade-out", "fade-out")
    light = [pixels.max() for _, pixels in frames(board.export(tmp_path / "a.mp4", config))]
    assert light[0] < 60 < 240 < light[9]
    assert light[19] < 10
    assert light[20] > 240  # the next one is there at once
    assert light[59] < 10


def test_cuts_only_if_one_wants(tmp_path):
    board, config = joined("fade-in", "dissolve", "fade-out", transitions=False)
    for number, (_, pixels) in enumerate(frames(board.export(tmp_path / "a.mp4", config))):
        expected = [(255, 0, 0), (255, 255, 255), (0, 0, 255)][number // 20]
        assert np.abs(pixels.mean((0, 1)) - expected).max() < 12


def test_a_move_goes_on_through_a_dissolve(tmp_path):
    board, config = joined(None, "dissolve")
    stripes = Image.fromarray(np.repeat(np.arange(64, dtype=np.uint8)[None] * 4, 36, 0)).convert("RGB")
    panels = [
        shot(panel.replace(image=GeneratedImage(stripes, panel.image.provenance)), move="pan-right") for panel in board
    ]
    left = [p[:, 4].mean() for _, p in frames(board.replace(panels=tuple(panels)).export(tmp_path / "a.mp4", config))]
    assert left[15] > left[8] > left[0] + 3  # the first moves till it is gone ...
    assert left[39] > left[32] > left[25]  # ... and the second already when it comes


def subtitles(path):
    """Each one's start, end and text, as FFmpeg's own program reads them."""
    listed = ["-select_streams", "s", "-show_entries", "packet=pts_time,duration_time,size"]
    packets = [p for p in probed(path, *listed)["packets"] if int(p["size"]) > 2]
    program = shutil.which("ffmpeg")
    text = subprocess.run([program, "-v", "error", "-i", path, "-map", "0:s", "-f", "srt", "-"], capture_output=True)
    texts = [cue.content for cue in pytest.importorskip("srt").parse(text.stdout.decode())]
    times = [(float(p["pts_time"]), float(p["pts_time"]) + float(p["duration_time"])) for p in packets]
    return [(*time, text) for time, text in zip(times, texts, strict=True)]


def probed(path, *options):
    """What FFmpeg's own program says of a file."""
    if not shutil.which("ffprobe"):
        pytest.skip("ffprobe isn't installed (Debian: apt-get install ffmpeg)")
    done = subprocess.run(["ffprobe", "-v", "error", "-of", "json", *options, path], capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("config", "codecs"),
    [
        (SMALL, ["h264", "aac", "mov_text"]),
        (WebMConfig(width=64, height=36, fps=8), ["vp9", "opus", "webvtt"]),
    ],
    ids=["mp4", "webm"],
)
def test_ffprobe_finds_picture_sound_and_subtitles(tmp_path, config, codecs):
    tone = np.sin(np.arange(int(7.5 * 44100)) * 0.06).astype(np.float32) / 2
    board = coloured_board(3, sound=Audio.open(np.stack([tone, -tone]), sample_rate=44100))
    path = board.export(tmp_path / f"a.{config.backend}", config)
    found = probed(path, "-show_streams", "-show_format")
    assert [stream["codec_name"] for stream in found["streams"]] == codecs
    video, audio, _ = found["streams"]
    assert (video["width"], video["height"], video["r_frame_rate"]) == (64, 36, "8/1")
    assert video["color_space"] == "bt709"
    assert audio["channels"] == 2
    assert audio["sample_rate"] == ("44100" if config is SMALL else "48000")
    assert float(found["format"]["duration"]) == pytest.approx(7.5, abs=0.05)
    said = subtitles(path)
    assert [(start, end) for start, end, _ in said] == [(0, 2.5), (2.5, 5), (5, 7.5)]
    assert [text for *_, text in said] == [segment.text for segment in board.transcript.segments]


def test_soft_subtitles_say_markup_as_it_is_and_dialogue_if_asked(tmp_path):
    board = coloured_board(5)
    for config in (SMALL, WebMConfig(width=64, height=36, fps=8)):
        path = board.export(tmp_path / f"a.{config.backend}", config.replace(words="dialogue"))
        assert [(start, text) for start, _, text in subtitles(path)] == [
            (0, board[0].prompt.text), (5, board[2].prompt.text), (10, board[4].prompt.text),
        ]  # fmt: skip
    with av.open(str(board.export(tmp_path / "a.mp4", SMALL))) as film:
        packets = [bytes(packet)[2:].decode() for packet in film.demux(subtitles=0) if packet.size > 2]
    assert packets == [segment.text for segment in board.transcript.segments]


def test_no_subtitles_if_one_wants_none_or_nothing_was_said(tmp_path):
    silent = coloured_board(1).replace(transcript=Transcript())
    for board, config in ((coloured_board(1), SMALL.replace(subtitles="none")), (silent, SMALL)):
        with av.open(str(board.export(tmp_path / "a.mp4", config))) as film:
            assert [stream.type for stream in film.streams] == ["video"]


def test_moved_panels_bring_their_words(tmp_path):
    board = coloured_board(3)
    board = board.replace(panels=tuple(p.replace(number=n) for n, p in enumerate(reversed(board.panels), 1)))
    said = subtitles(board.export(tmp_path / "a.mp4", SMALL))
    heard = [segment.text for segment in board.transcript.segments]
    assert said == [(0, 2.5, heard[2]), (2.5, 5, heard[1]), (5, 7.5, heard[0])]


@pytest.mark.parametrize("colour", ["white", "black", "gray"])
def test_burnt_in_words_can_be_read_on_any_picture(tmp_path, colour):
    board = coloured_board(1)
    plain = GeneratedImage(Image.new("RGB", (64, 36), colour), board[0].image.provenance)
    board = board.replace(panels=(shot(board[0], move=None).replace(image=plain),))
    config = Mp4Config(width=640, height=360, fps=8, subtitles="burnt")
    pixels = frames(board.export(tmp_path / "a.mp4", config))[10][1].astype(int)
    foot, rest = pixels[290:], pixels[:290]
    assert foot.max() > 235
    assert foot.min() < 20
    assert np.ptp(rest) < 8
    with av.open(str(tmp_path / "a.mp4")) as film:
        assert not film.streams.subtitles


def test_long_burnt_in_words_are_all_shown(tmp_path):
    words = " ".join(f"word{number}" for number in range(60))
    fonts = FontSet()
    captions = Captions([Segment(text=words, start_s=1, end_s=11)], (320, 180), 8, fonts)
    assert " ".join(line for *_, lines, _ in captions._pages for line in lines) == words
    assert captions._pages[0][0] == 8
    assert captions._pages[-1][1] == 88
    assert all(before[1] == after[0] and len(before[2]) == 2 for before, after in pairwise(captions._pages))
    assert captions.at(7) is None
    assert captions.at(8) is captions.at(9) is not None
    assert captions.at(88) is None


def test_a_slate_is_in_the_corner_only(tmp_path):
    board, config = joined(None)
    config = config.replace(width=640, height=360, slate=True)
    pixels = frames(board.export(tmp_path / "a.mp4", config))[10][1].astype(int)
    assert np.ptp(pixels[:40, :200, 1]) > 200
    assert np.ptp(pixels[60:, :, 1]) < 12


@pytest.mark.parametrize("config", [SMALL.replace(fps=50), WebMConfig(width=64, height=36, fps=50)])
@pytest.mark.parametrize("rate", [8000, 11025, 44100, 48000])
def test_what_is_heard_is_seen_at_once(tmp_path, config, rate):
    """A click at each cut: once decoded it isn't later than the picture by an encoder's delay."""
    clicks = np.zeros((2, int(7.5 * rate)), np.float32)
    for cut in (2.5, 5.0):
        clicks[:, int(cut * rate) : int(cut * rate) + rate // 200] = 0.8
    board, _ = joined(None, None, None)
    board = board.replace(sound=Audio.open(clicks, sample_rate=rate))
    path = board.export(tmp_path / f"a.{config.backend}", config)
    shown = frames(path)
    changes = [b[0] for a, b in pairwise(shown) if np.abs(a[1].astype(int).mean((0, 1)) - b[1].mean((0, 1))).max() > 50]
    with av.open(str(path)) as film:
        loud = [
            frame.time + index / frame.sample_rate
            for frame in film.decode(audio=0)
            for index in np.flatnonzero(np.abs(frame.to_ndarray()[0]) > 0.3)
        ]
    clicked = [loud[0], *(b for a, b in pairwise(loud) if b - a > 0.5)]
    assert changes == pytest.approx([2.5, 5.0], abs=0.021)
    assert clicked == pytest.approx([2.5, 5.0], abs=0.004)


def test_stereo_stays_stereo(tmp_path):
    tone = np.sin(np.arange(2 * 48000) * 0.06).astype(np.float32) / 2
    board = coloured_board(2, sound=Audio.open(np.stack([tone, 0 * tone]), sample_rate=48000))
    for order in (board.panels, tuple(reversed(board.panels))):
        moved = board.replace(panels=tuple(panel.replace(number=n) for n, panel in enumerate(order, 1)))
        with av.open(str(moved.export(tmp_path / "a.mp4", SMALL))) as film:
            heard = np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], 1)
        assert np.abs(heard[0]).max() > 0.4
        assert np.abs(heard[1]).max() < 0.05


@pytest.mark.slow
def test_panels_are_on_their_frames_over_half_an_hour(tmp_path):
    """Read twice: by PyAV, and by FFmpeg's own program."""
    random = np.random.default_rng(1)
    starts = [0.0, *np.cumsum(random.uniform(1.3, 8.7, 360))]
    starts = [float(start) for start in starts if start < 1795]
    board = coloured_board(len(starts), size=(16, 16))
    colours = [Image.new("RGB", (16, 16), "white" if index % 2 else "black") for index in range(len(starts))]
    panels = [
        shot(panel, move=None, transition=None).replace(image=GeneratedImage(colour, panel.image.provenance))
        for panel, colour in zip(board, colours, strict=True)
    ]
    panels = [
        panel.replace(prompt=panel.prompt.replace(start_s=start, end_s=end))
        for panel, start, end in zip(panels, starts, [*starts[1:], 1800.0], strict=True)
    ]
    source = board.source.replace(duration_s=1800.0)
    board = board.replace(panels=tuple(panels), source=source, transcript=Transcript())
    path = board.export(tmp_path / "a.mp4", Mp4Config(width=16, height=16, fps=24))
    with av.open(str(path)) as film:
        light = [(frame.time, frame.to_ndarray()[0, 0] > 127) for frame in film.decode(video=0)]
    begins = [0.0, *(after[0] for before, after in pairwise(light) if after[1] != before[1])]
    assert len(light) == 1800 * 24
    assert len(begins) == len(starts)
    assert max(abs(begin - start) for begin, start in zip(begins, starts, strict=True)) <= 1 / 24
    wanted = ["-f", "lavfi", "-show_entries", "frame=pts_time:frame_tags=lavfi.signalstats.YAVG"]
    told = probed(f"movie={path},signalstats", *wanted)["frames"]
    light = [(float(f["pts_time"]), float(f["tags"]["lavfi.signalstats.YAVG"]) > 127) for f in told]
    assert [0.0, *(b[0] for a, b in pairwise(light) if b[1] != a[1])] == pytest.approx(begins, abs=1e-3)
