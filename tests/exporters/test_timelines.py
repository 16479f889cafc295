"""Timelines: exact cuts, files that are there, and readers other than the code that wrote them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlparse
from xml.etree import ElementTree

import numpy as np
import pytest

from voice2image.audio import Audio
from voice2image.exporters.edl import EdlExporter
from voice2image.exporters.fcpxml import FcpXmlExporter
from voice2image.exporters.otio import OtioConfig, OtioExporter
from voice2image.exporters.otioz import OtiozExporter
from voice2image.exporters.xml import Fcp7XmlExporter
from voice2image.shot import Shot
from voice2image.storyboard import Storyboard
from voice2image.testing import ExporterContract, coloured_board

otio = pytest.importorskip("opentimelineio")
for adapter in ("otio_cmx3600_adapter", "otio_fcpx_xml_adapter", "otio_fcp_adapter"):
    pytest.importorskip(adapter)


def beep(seconds):
    return Audio.open(np.zeros(int(16_000 * seconds), np.float32), sample_rate=16_000)


def tracks(path):
    """What the JSON itself says, without the library."""
    content = json.loads(path.read_text("utf-8"))
    return {track["kind"]: track["children"] for track in content["tracks"]["children"]}


def clips(path):
    return [item for item in tracks(path)["Video"] if item["OTIO_SCHEMA"].startswith("Clip")]


def reference(clip):
    return clip["media_references"][clip["active_media_reference_key"]]


class TestOtio(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return OtioExporter()

    def check(self, path, panels):
        assert [clip["name"] for clip in clips(path)] == [f"{number:03}" for number in range(1, panels + 1)]


class TestOtioz(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return OtiozExporter()

    def check(self, path, panels):
        names = zipfile.ZipFile(path).namelist()
        content = json.loads(zipfile.ZipFile(path).read("content.otio"))
        found = [
            item for item in content["tracks"]["children"][0]["children"] if item["OTIO_SCHEMA"].startswith("Clip")
        ]
        assert len(found) == panels
        urls = [reference(clip).get("target_url") for clip in found]
        assert {url for url in urls if url} <= set(names)


class TestEdl(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return EdlExporter()

    def check(self, path, panels):
        names = re.findall(r"^\* (?:FROM|TO) CLIP NAME:\s+(\d+)$", path.read_text("utf-8"), re.MULTILINE)
        assert {int(name) for name in names} == set(range(1, panels + 1))


class TestFcpXml(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return FcpXmlExporter()

    def check(self, path, panels):
        assert len(ElementTree.parse(path).findall(".//spine/clip")) == panels


class TestFcp7Xml(ExporterContract):
    @pytest.fixture
    def exporter(self):
        return Fcp7XmlExporter()

    def check(self, path, panels):
        assert len(ElementTree.parse(path).findall(".//video/track/clipitem")) == panels


@pytest.mark.parametrize("fps", [24, 25, 60])
def test_every_cut_of_half_an_hour_is_at_its_frame(tmp_path, fps):
    rng = np.random.default_rng(0)
    board = coloured_board(400)
    starts = np.sort(rng.uniform(0, 1800, 400))
    panels = []
    for panel, start, end in zip(board, starts, [*starts[1:], 1800.0], strict=True):
        shot = panel.prompt.shot.replace(transition=None)
        panels.append(panel.replace(prompt=panel.prompt.replace(start_s=start, end_s=end, shot=shot)))
    board = board.replace(panels=tuple(panels), source=board.source.replace(duration_s=1800.0))
    now = 0
    for clip, start in zip(clips(board.export(tmp_path / "a.otio", OtioConfig(fps=fps))), starts, strict=True):
        span = clip["source_range"]
        assert span["duration"]["rate"] == fps
        assert abs(now - (start if now else 0) * fps) <= 1
        now += span["duration"]["value"]
    assert now == 1800 * fps


def test_a_board_on_disk_is_named_where_it_is(tmp_path):
    coloured_board(3, sound=beep(7.5)).save(tmp_path / "my board")
    board = Storyboard.load(tmp_path / "my board")
    path = board.export(tmp_path / "a.otio")
    assert [reference(clip)["target_url"] for clip in clips(path)] == [f"my%20board/00{n}.png" for n in (1, 2, 3)]
    (sound,) = tracks(path)["Audio"]
    assert reference(sound)["target_url"] == "my%20board/sound.m4a"
    assert not (tmp_path / "media").exists()
    away = tmp_path / "away"
    away.mkdir()
    url = reference(clips(board.export(away / "a.otio"))[0])["target_url"]
    assert Path(unquote(urlparse(url).path)) == tmp_path / "my board" / "001.png"


def test_a_board_that_is_not_saved_brings_its_files(tmp_path):
    board = coloured_board(3, sound=beep(7.5))
    path = board.export(tmp_path / "a.otio")
    board.export(tmp_path / "a.edl")
    files = [reference(item)["target_url"] for item in (*clips(path), *tracks(path)["Audio"])]
    assert sorted(files) == sorted(f"media/{file.name}" for file in (tmp_path / "media").iterdir())
    assert len(files) == 4


def test_a_marker_holds_what_is_said_and_noted(tmp_path):
    clip = clips(coloured_board(4).export(tmp_path / "a.otio"))[3]
    (marker,) = clip["markers"]
    assert marker["name"] == "4 WS"
    assert "waves" in marker["comment"]
    assert "check the horizon" in marker["comment"]
    told = clip["metadata"]["voice2image"]
    assert told["digital_source_type"].endswith("trainedAlgorithmicMedia")
    assert json.loads(told["provenance"])["model"] == "cards"
    assert told["shot"]["time_of_day"] == "night"


def test_an_edl_has_each_marker_once_at_its_time_in_the_film(tmp_path):
    text = coloured_board(4).export(tmp_path / "a.edl").read_text("utf-8")
    found = re.findall(r"^\* LOC: (\S+) GREEN   (.*)$", text, re.MULTILINE)
    assert [at for at, _ in found] == ["00:00:00:00", "00:00:02:12", "00:00:05:00", "00:00:07:12"]
    assert found[2][1] == "3 WS · “منارة على جرف في الليل” · waves"
    assert found[3][1] == "4 WS · waves · check the horizon"
    read = otio.adapters.read_from_file(str(tmp_path / "a.edl")).find_clips()
    markers = [marker for clip in read for marker in clip.markers]
    assert [marker.marked_range.start_time.value for marker in markers] == [0, 60, 120, 180]
    assert "TRUNCATED" not in text


def test_transitions_leave_the_cuts_where_they_are(tmp_path):
    board = coloured_board(4)
    plain = board.replace(
        panels=tuple(panel.replace(prompt=panel.prompt.replace(shot=Shot())) for panel in board.panels)
    )
    lengths = [clip["source_range"]["duration"]["value"] for clip in clips(plain.export(tmp_path / "a.otio"))]
    path = board.export(tmp_path / "b.otio", OtioConfig(transition_s=1.0))
    assert [clip["source_range"]["duration"]["value"] for clip in clips(path)] == lengths
    kinds = [(item["OTIO_SCHEMA"], item.get("name")) for item in tracks(path)["Video"]]
    assert [name for kind, name in kinds if kind.startswith("Transition")] == ["dissolve"]
    edl = board.export(tmp_path / "b.edl").read_text("utf-8")
    assert re.search(r"^\d+\s+002\w*\s+V\s+D 012", edl, re.MULTILINE)


def test_moved_panels_bring_their_own_sound(tmp_path):
    board = coloured_board(3, sound=beep(7.5))
    moved = board.replace(panels=(board[2], board[0], board[1]))
    sounds = tracks(moved.export(tmp_path / "a.otio"))["Audio"]
    starts = [sound["source_range"]["start_time"]["value"] for sound in sounds]
    assert starts == [120, 0, 60]
    assert len(tracks(board.export(tmp_path / "b.otio"))["Audio"]) == 1


@pytest.mark.parametrize("suffix", ["fcpxml", "xml", "otioz"])
def test_the_library_reads_the_same_cuts_back(tmp_path, suffix):
    board = coloured_board(6)
    ours = otio.adapters.read_from_file(str(board.export(tmp_path / "a.otio")))
    path = board.export(tmp_path / f"a.{suffix}")
    theirs = otio.adapters.read_from_file(str(path))
    theirs = theirs[0] if not isinstance(theirs, otio.schema.Timeline) else theirs
    assert _cuts(theirs) == _cuts(ours)


def _cuts(timeline):
    found = [clip for clip in timeline.find_clips() if clip.parent().kind == otio.schema.TrackKind.Video]
    return [round(clip.trimmed_range_in_parent().start_time.to_seconds(), 2) for clip in found]


def test_the_librarys_own_tools_take_it(tmp_path):
    path = coloured_board(3).export(tmp_path / "a.otio")
    tools = Path(sys.executable).parent
    stat = subprocess.run([tools / "otiostat", path], capture_output=True, text=True, check=True)
    assert re.search(r"number of clips:\s+3", stat.stdout)
    subprocess.run([tools / "otioconvert", "-i", path, "-o", tmp_path / "b.otio"], capture_output=True, check=True)
    assert len(clips(tmp_path / "b.otio")) == 3


def test_a_saved_board_that_lost_a_picture_still_exports(tmp_path):
    board = coloured_board(2).save(tmp_path / "board")
    (tmp_path / "board" / "002.png").unlink()
    for each in (board, Storyboard.load(tmp_path / "board")):
        last = clips(each.export(tmp_path / "a.otio"))[1]
        assert reference(last)["OTIO_SCHEMA"].startswith("MissingReference")


def test_a_folder_that_begins_with_dots_is_below_too(tmp_path):
    coloured_board(1).save(tmp_path / "..board")
    path = Storyboard.load(tmp_path / "..board").export(tmp_path / "a.otio")
    assert reference(clips(path)[0])["target_url"] == "..board/001.png"


def test_a_file_of_that_name_that_is_not_ours_is_left_alone(tmp_path):
    board = coloured_board(1)
    board.export(tmp_path / "a.otio")
    (ours,) = (tmp_path / "media").iterdir()
    content = ours.read_bytes()
    ours.write_bytes(b"theirs")
    url = reference(clips(board.export(tmp_path / "a.otio"))[0])["target_url"]
    assert (tmp_path / url).read_bytes() == content
    assert ours.read_bytes() == b"theirs"
    board.export(tmp_path / "b.otio")
    assert len(list((tmp_path / "media").iterdir())) == 2
