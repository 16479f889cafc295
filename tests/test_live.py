"""Speak and see it drawn: with doubles that hear and draw at once, so that only the session is looked at."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time

import numpy as np
import pytest

from voice2image import Storyboard, Voice2Image
from voice2image._slices import SLICE_S, Slices
from voice2image.audio import SAMPLE_RATE
from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled, ConfigError, EmptyAudioError, StoryboardError, TranscriptionError
from voice2image.events import (
    BoardDone,
    BoardEdited,
    Notice,
    PanelDrawn,
    PartialHeard,
    PreviewDrawn,
    PromptWritten,
    SegmentHeard,
)
from voice2image.testing import CardConfig, CardGenerator, ScriptedStreamingTranscriber
from voice2image.transcript import Segment, Word

WORD_S = 0.25


def spoken(*sentences):
    """Four words a second, half a second between sentences."""
    segments, at_s = [], 0.5
    for text in sentences:
        words = tuple(
            Word(text=word, start_s=at_s + n * WORD_S, end_s=at_s + (n + 1) * WORD_S)
            for n, word in enumerate(text.split())
        )
        segments.append(Segment(text=text, start_s=at_s, end_s=words[-1].end_s, words=words, language="en"))
        at_s = words[-1].end_s + 0.5
    return segments


BOAT = spoken(
    "Wide shot, a boat at sea.", "Cut to a close-up of an old sailor.", "Go back to shot one and make it night."
)


def session(script=BOAT, folder=None, *, generator=None, preview="cards", **settings):
    v2i = Voice2Image(generator=generator or CardGenerator(), seed=7)
    if preview == "cards":
        preview = CardGenerator(CardConfig(width=32, height=32, steps=2))
    return v2i.live(folder, streaming=ScriptedStreamingTranscriber(script), preview=preview, **settings)


def feed(live, seconds=12.0, *, faster=20.0, end=True):
    """A speaker, who speaks so many times faster than people do."""

    def speak():
        with contextlib.suppress(ConfigError):  # the session may end before
            for _ in range(round(seconds / 0.1)):
                live.feed(np.zeros(SAMPLE_RATE // 10, np.float32))
                time.sleep(0.1 / faster)
        if end:
            live.end()

    thread = threading.Thread(target=speak)
    thread.start()
    return thread


def events_of(live, **speaker):
    speaking = feed(live, **speaker)
    events = list(live.events())
    speaking.join()
    return events


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def test_words_come_first_then_previews_and_panels():
    events = events_of(session())
    kinds = [type(event) for event in events]
    assert kinds.index(PartialHeard) < min(kinds.index(PreviewDrawn), kinds.index(PanelDrawn))
    assert kinds[-1] is BoardDone
    assert [event.segment.text for event in of(SegmentHeard, events)] == [segment.text for segment in BOAT]


def test_the_board_is_what_a_recording_of_it_would_give():
    board = of(BoardDone, events_of(session()))[0].board
    assert [panel.prompt.shot.size for panel in board] == ["WS", "CU"]
    assert "boat" in board.panels[0].prompt.text
    assert board.panels[0].prompt.shot.time_of_day == "night"
    assert all(panel.image is not None for panel in board)
    assert board.source.duration_s == pytest.approx(12.0)
    assert len(board.source.sha256) == 64


def test_a_spoken_edit_redraws_its_panel():
    events = events_of(session())
    edit = of(BoardEdited, events)[0]
    assert edit.edit.number == 1
    redrawn = [event for event in events[events.index(edit) :] if isinstance(event, PanelDrawn) and event.number == 1]
    assert redrawn[-1].panel.prompt.shot.time_of_day == "night"


def test_a_preview_has_the_seed_of_its_panel_and_is_small():
    events = events_of(session())
    seeds = {panel.number: panel.prompt.seed for panel in of(BoardDone, events)[0].board}
    previews = of(PreviewDrawn, events)
    assert previews
    assert {event.image.provenance.prompt.seed for event in previews if event.number == 1} == {seeds[1]}
    assert previews[0].image.pixels.size == (32, 32)


def test_a_finished_sentence_is_drawn_with_care_before_the_next_one_shows_that_the_shot_is_over():
    live = session(BOAT[:2])
    speaking = feed(live, seconds=5, end=False)
    events = []
    for event in live.events():
        events.append(event)
        if isinstance(event, PreviewDrawn) and event.number == 2 and event.image.pixels.size == (96, 64):
            speaking.join()
            assert not [prompt for prompt in of(PromptWritten, events) if prompt.number == 2]
            live.end()
    assert [event.reused for event in of(PanelDrawn, events) if event.number == 2] == [True]


def test_without_rough_previews_pictures_come_when_sentences_end():
    events = events_of(session(preview=None))
    assert of(PanelDrawn, events)
    assert all(event.image.pixels.size == (96, 64) for event in of(PreviewDrawn, events))


def test_every_panel_is_drawn_however_slow_the_generator_and_that_is_said():
    shots = spoken(*(f"Shot {n}, wide shot, a boat number {n} at sea." for n in range(1, 9)))
    slow = CardGenerator(CardConfig(steps=4, step_s=0.15))
    events = events_of(session(shots, generator=slow), seconds=30, faster=60)
    board = of(BoardDone, events)[0].board
    assert len(board) == 8
    assert all(panel.image is not None for panel in board)
    assert any("behind" in event.message for event in of(Notice, events))
    assert len({event.number for event in of(PreviewDrawn, events)}) >= 4


def test_newer_words_stop_what_is_being_drawn_of_the_older_ones():
    slow = CardGenerator(CardConfig(steps=40, step_s=0.05))  # two seconds a panel
    script = spoken("Wide shot, a boat at sea.", "Cut to a dog.", "Go back to shot one and make it night.")
    events = events_of(session(script, generator=slow, preview=None), faster=10)
    assert of(BoardEdited, events)
    first = [event.panel.prompt for event in of(PanelDrawn, events) if event.number == 1]
    assert len(first) == 1  # the boat by day was never finished
    assert first[0].shot.time_of_day == "night"


def test_feeding_never_waits():
    live = session(generator=CardGenerator(CardConfig(step_s=0.2)))
    start = time.monotonic()
    for _ in range(100):
        live.feed(np.zeros(SAMPLE_RATE // 10, np.float32))
    live.end()
    assert time.monotonic() - start < 2  # nobody listens yet
    assert live.duration_s == pytest.approx(10)
    assert of(BoardDone, list(live.events()))


def test_board_and_sound_are_in_the_folder(tmp_path):
    events = events_of(session(folder=tmp_path / "board"))
    board = Storyboard.load(tmp_path / "board")
    assert [panel.prompt for panel in board] == [panel.prompt for panel in of(BoardDone, events)[0].board]
    assert board.sound.duration_s == pytest.approx(12, abs=0.2)


def test_a_folder_in_use_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoryboardError, match="isn't empty"):
        session(folder=tmp_path)
    with pytest.raises(StoryboardError, match="isn't empty"):
        session(folder=tmp_path / "mine.txt")


def test_a_panels_picture_is_on_disk_when_it_is_told_of(tmp_path):
    """Those that were drawn ahead of time too."""
    drawn = of(PanelDrawn, events_of(session(folder=tmp_path / "board")))
    assert drawn
    for event in drawn:
        assert event.panel.image.path is not None


def test_leaving_the_loop_stops_the_work_and_what_was_drawn_stays(tmp_path):
    before = set(threading.enumerate())
    live = session(folder=tmp_path / "board")
    speaking = feed(live, end=False)
    events = live.events()
    for event in events:
        if isinstance(event, PanelDrawn):
            break
    events.close()
    speaking_threads = [t for t in set(threading.enumerate()) - before if t.name.startswith("voice2image-")]
    assert speaking_threads == []
    board = Storyboard.load(tmp_path / "board")
    assert board.panels[0].image is not None
    with pytest.raises(ConfigError, match="ended"):
        live.feed(np.zeros(10, np.float32))
    speaking.join()


def test_a_cancel_from_another_thread_stops_it():
    cancel = CancelToken()
    live = session(cancel=cancel)
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        list(live.events())


def test_a_session_without_sound_says_so():
    live = session(script=())
    live.end()
    with pytest.raises(EmptyAudioError, match="microphone"):
        list(live.events())


def test_a_recogniser_that_fails_ends_the_session():
    class Broken(ScriptedStreamingTranscriber):
        def listen(self, chunks, *, cancel=None):
            yield from super().listen([next(iter(chunks))])
            raise TranscriptionError("the line is dead")

    live = Voice2Image(generator=CardGenerator()).live(streaming=Broken(BOAT), preview=None)
    feed(live).join()
    with pytest.raises(TranscriptionError, match="the line is dead"):
        list(live.events())


def test_asyncio():
    async def main():
        live = session()
        speaking = feed(live)
        events = [event async for event in live.aevents()]
        await asyncio.to_thread(speaking.join)
        return events

    assert isinstance(asyncio.run(main())[-1], BoardDone)


def test_slices_are_passed_on_in_turn():
    slices, order = Slices(), []

    def draw(name, steps):
        with slices:
            for _ in range(steps):
                order.append(name)
                time.sleep(SLICE_S / 3)
                slices.let_others()

    threads = [threading.Thread(target=draw, args=args) for args in (("final", 9), ("preview", 1))]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert order.index("preview") in (3, 4)
    assert order.count("final") == 9


def test_an_order_that_cannot_be_carried_out_is_told_once(caplog):
    script = spoken("Wide shot, a boat at sea.", "Delete shot nine.", "Cut to a dog.", "Cut to a cat.")
    events = events_of(session(script))
    told = [event.message for event in of(Notice, events) if "Delete shot nine" in event.message]
    assert len(told) == 1
    assert not [record for record in caplog.records if record.levelname == "WARNING"]


def test_prompts_of_a_session_know_when_they_were_said():
    prompts = of(PromptWritten, events_of(session()))
    assert prompts[0].prompt.start_s == pytest.approx(0.5)
