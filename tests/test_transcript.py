"""Transcripts and the files made of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from voice2image.errors import SchemaVersionError, StoryboardError
from voice2image.transcript import Segment, Transcript, Word

SEGMENTS = (
    Segment(text="A dog in the snow.", start_s=0.0, end_s=1.5, language="en"),
    Segment(text="Cut to <black> & white.", start_s=3661.5, end_s=3663.25, speaker="Ann"),
)


def test_srt_is_what_players_read():
    assert Transcript(segments=SEGMENTS).to_srt() == (
        "1\n00:00:00,000 --> 00:00:01,500\nA dog in the snow.\n\n"
        "2\n01:01:01,500 --> 01:01:03,250\nCut to <black> & white.\n"
    )


def test_vtt_is_escaped_and_names_the_speaker():
    assert Transcript(segments=SEGMENTS).to_vtt() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nA dog in the snow.\n\n"
        "01:01:01.500 --> 01:01:03.250\n<v Ann>Cut to &lt;black&gt; &amp; white.\n"
    )


def test_text_and_words_are_joined_in_order():
    first = Segment(text=" a b ", start_s=0, end_s=2, words=(Word(text="a", start_s=0, end_s=1),))
    second = Segment(text="c", start_s=2, end_s=3, words=(Word(text="c", start_s=2, end_s=3),))
    empty = Segment(text=" ", start_s=3, end_s=4)
    transcript = Transcript(segments=(first, second, empty))
    assert transcript.text == "a b c"
    assert [word.text for word in transcript.words] == ["a", "c"]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["夜の灯台。", "嵐が来る。"], "夜の灯台。嵐が来る。"),
        (["悬崖上的灯塔，", "暴风雨来了。"], "悬崖上的灯塔，暴风雨来了。"),
        (["ประภาคาร", "บนหน้าผา"], "ประภาคารบนหน้าผา"),
        (["절벽 위의 등대.", "폭풍이 온다."], "절벽 위의 등대. 폭풍이 온다."),
        (["A lighthouse.", "灯台。", "At night."], "A lighthouse. 灯台。 At night."),
    ],
)
def test_text_has_a_space_between_segments_where_its_script_has_one(texts, joined):
    segments = tuple(Segment(text=text, start_s=at, end_s=at + 1) for at, text in enumerate(texts))
    assert Transcript(segments=segments).text == joined


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("{", StoryboardError, "transcript: damaged JSON"),
        ("[" * 200_000, StoryboardError, "transcript: damaged JSON"),
        ("{}", StoryboardError, r"transcript: this is JSON, but not a voice2image\.transcript"),
        (Transcript().to_json().replace("[]", "[1]"), StoryboardError, r"transcript: segments\.0"),
        (Transcript().to_json().replace('_version": 1', '_version": 2'), SchemaVersionError, "pip install -U"),
    ],
)
def test_json_that_is_no_transcript_is_refused_in_our_own_words(text, error, message):
    with pytest.raises(error, match=message):
        Transcript.from_json(text)


@pytest.mark.parametrize("fields", [{"start_s": -1.0}, {"end_s": float("nan")}, {"confidence": 1.5}, {"txet": "x"}])
def test_what_can_not_be_is_refused(fields):
    with pytest.raises(ValidationError):
        Segment(**{"text": "a", "start_s": 0.0, "end_s": 1.0, **fields})


SECONDS = st.floats(0, 360_000)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.sampled_from(
    ["-->", "a\n\nb", "1\n00:00:00,000 --> 00:00:01,000\nx", "NOTE", "WEBVTT", "</v>", "\r\n\r\n", "\u2028"]
)
SPOKEN = st.lists(
    st.builds(Segment, text=TEXT, start_s=SECONDS, end_s=SECONDS, speaker=st.none() | TEXT, language=st.none()),
    max_size=6,
).map(lambda segments: Transcript(segments=tuple(segments)))


@given(SPOKEN)
def test_json_gives_the_same_transcript_back(transcript):
    assert Transcript.from_json(transcript.to_json()) == transcript


@given(SPOKEN)
def test_no_text_can_break_an_srt_cue(transcript):
    cues = [cue for cue in transcript.to_srt().split("\n\n") if cue]
    spoken = [segment for segment in transcript.segments if segment.text.strip()]
    assert len(cues) == len(spoken)
    for number, (cue, segment) in enumerate(zip(cues, spoken, strict=True), start=1):
        index, times, text = cue.rstrip("\n").split("\n")
        assert index == str(number)
        found = re.fullmatch(r"(\d{2,}):(\d\d):(\d\d),(\d{3}) --> (\d{2,}):(\d\d):(\d\d),(\d{3})", times)
        hours, minutes, seconds, thousandths = map(int, found.groups()[:4])
        assert hours * 3600 + minutes * 60 + seconds + thousandths / 1000 == pytest.approx(segment.start_s, abs=0.001)
        assert "-->" not in text


@given(SPOKEN)
def test_no_text_can_break_a_vtt_cue(transcript):
    header, *cues = [cue for cue in transcript.to_vtt().split("\n\n") if cue.strip()]
    assert header.strip() == "WEBVTT"
    spoken = [segment for segment in transcript.segments if segment.text.strip()]
    assert len(cues) == len(spoken)
    for cue, segment in zip(cues, spoken, strict=True):
        times, text = cue.rstrip("\n").split("\n")
        assert times.count(" --> ") == 1
        assert text.count("<") == (1 if (segment.speaker or "").strip() else 0)
        assert "-->" not in text
