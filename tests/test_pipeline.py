"""The whole way, with a transcriber that reads from a script and a generator that draws cards.

The same way with real models is in test_end_to_end.py.
"""

import asyncio
import json
import subprocess
import sys
import threading

import numpy as np
import pytest

from voice2image import (
    AssemblyAIConfig,
    Audio,
    BoardDone,
    Cancelled,
    CancelToken,
    FasterWhisperConfig,
    Notice,
    PanelDrawn,
    PanelFailed,
    PlainPrompterConfig,
    PromptWritten,
    Segment,
    SegmentHeard,
    ShotPrompterConfig,
    StepDone,
    Storyboard,
    Voice2Image,
)
from voice2image.errors import ConfigError, ServiceUnavailableError, StoryboardError, UnknownBackendError
from voice2image.testing import CardConfig, CardGenerator, ScriptedTranscriber
from voice2image.transcribers.faster_whisper import FasterWhisperTranscriber

SCRIPT = ("A dog in the snow.", "Cut to a dragon over a castle.", "Cut to a ship at sea.")


def script(*texts):
    return tuple(
        Segment(text=text, start_s=2.0 * place, end_s=2.0 * place + 1.5, language="en")
        for place, text in enumerate(texts or SCRIPT)
    )


@pytest.fixture
def memo():
    return Audio.open(np.zeros(6 * 16_000, np.float32), sample_rate=16_000, name="memo.wav")


def pipeline(transcriber=None, generator=None, **settings):
    return Voice2Image(transcriber or ScriptedTranscriber(script()), "plain", generator or CardGenerator(), **settings)


class Counting(CardGenerator):
    """Remembers what it was asked to draw."""

    def __init__(self, config=None):
        super().__init__(config)
        self.asked = []

    def generate(self, prompts, *, on_step=None, cancel=None):
        self.asked.extend(prompt.text for prompt in prompts)
        yield from super().generate(prompts, on_step=on_step, cancel=cancel)


class CountingTranscriber(ScriptedTranscriber):
    """Remembers how often it listened."""

    listened = 0

    def transcribe(self, audio, *, on_heard=None, cancel=None):
        self.listened += 1
        yield from super().transcribe(audio, on_heard=on_heard, cancel=cancel)


def test_a_recording_becomes_a_board(memo):
    board = pipeline().run(memo)
    assert [panel.prompt.text for panel in board] == ["A dog in the snow", "A dragon over a castle", "A ship at sea"]
    assert all(panel.status == "drawn" and panel.image.pixels for panel in board)
    assert board.transcript.text == " ".join(SCRIPT)
    assert board.transcript.language == "en"
    assert board.source.name == "memo.wav"
    assert board.title == "memo"


def test_a_recording_whose_name_is_no_text_becomes_a_board_too(tmp_path):
    memo = Audio.open(np.zeros(6 * 16_000, np.float32), sample_rate=16_000, name="caf\udce9.wav")
    made = pipeline().run(memo, tmp_path)
    for board in (made, Storyboard.load(tmp_path), made.replace(title="caf\udce9").save(tmp_path)):
        assert board._repr_html_().encode()
        assert board.source.name == "caf\N{REPLACEMENT CHARACTER}.wav"
    assert Storyboard.load(tmp_path).title == made.title == "caf\N{REPLACEMENT CHARACTER}"


def test_a_panel_knows_the_stretch_of_sound_that_it_comes_from(memo):
    _, second, _ = pipeline().run(memo)
    source = second.image.provenance.source
    assert (source.name, source.sha256, source.start_s) == ("memo.wav", memo.sha256, 2.0)


def test_events_tell_what_happens_in_order(memo):
    events = list(pipeline().stream(memo))
    assert isinstance(events[-1], BoardDone)
    assert [e.segment.text for e in events if isinstance(e, SegmentHeard)] == list(SCRIPT)
    for number in (1, 2, 3):
        written, *steps, drawn = [e for e in events if getattr(e, "number", None) == number]
        assert isinstance(written, PromptWritten)
        assert isinstance(drawn, PanelDrawn)
        assert [(e.step, e.steps) for e in steps if isinstance(e, StepDone)] == [(1, 3), (2, 3), (3, 3)]


def test_the_first_panel_is_drawn_before_the_last_word_is_heard(memo):
    drawn = threading.Event()

    class Patient(ScriptedTranscriber):
        def transcribe(self, audio, *, on_heard=None, cancel=None):
            *first, last = super().transcribe(audio, on_heard=on_heard, cancel=cancel)
            yield from first
            assert drawn.wait(30), "nothing was drawn while there was more to hear"
            yield last

    for event in pipeline(Patient(script())).stream(memo):
        if isinstance(event, PanelDrawn):
            drawn.set()


def test_a_failed_panel_is_reported_and_the_rest_goes_on(memo):
    events = list(pipeline(generator=CardGenerator(CardConfig(fails_on=("dragon",)))).stream(memo))
    (failure,) = (e for e in events if isinstance(e, PanelFailed))
    assert failure.number == 2
    board = events[-1].board
    assert [panel.status for panel in board] == ["drawn", "failed", "drawn"]
    assert board[1].error == str(failure.error)


def test_a_bad_panel_takes_no_other_in_its_batch_with_it(memo):
    class Batching(CardGenerator):
        batch_size = 4

        def generate(self, prompts, *, on_step=None, cancel=None):
            if any("dragon" in prompt.text for prompt in prompts):
                next(super().generate(prompts[:1], on_step=on_step, cancel=cancel))
            yield from super().generate(prompts, on_step=on_step, cancel=cancel)

    board = pipeline(generator=Batching(CardConfig(fails_on=("dragon",)))).run(memo)
    assert [panel.status for panel in board] == ["drawn", "failed", "drawn"]


def test_seeds_count_up_from_the_one_given(memo):
    assert [panel.prompt.seed for panel in pipeline(seed=7).run(memo)] == [7, 8, 9]


def test_seeds_are_drawn_where_none_is_given(memo):
    seeds = [panel.prompt.seed for panel in pipeline().run(memo)]
    assert len(set(seeds)) == 3
    assert all(panel.image.seed == seed for panel, seed in zip(pipeline(seed=1).run(memo), (1, 2, 3), strict=True))


def test_a_board_is_written_as_it_is_made(memo, tmp_path):
    for event in pipeline().stream(memo, tmp_path / "board"):
        if isinstance(event, PanelDrawn):
            assert (tmp_path / "board" / event.panel.file).is_file()
            saved = json.loads((tmp_path / "board" / "board.json").read_text())
            assert saved["panels"][event.number - 1]["status"] == "drawn"
    board = Storyboard.load(tmp_path / "board")
    assert [panel.status for panel in board] == ["drawn"] * 3
    assert (tmp_path / "board" / "sound.m4a").is_file()


def test_the_same_call_again_does_nothing_twice(memo, tmp_path):
    first = pipeline().run(memo, tmp_path)
    hears, draws = CountingTranscriber(script()), Counting()
    events = list(pipeline(hears, draws).stream(memo, tmp_path))
    assert hears.listened == 0
    assert draws.asked == []
    assert [e.reused for e in events if isinstance(e, PanelDrawn)] == [True] * 3
    assert [p.prompt.seed for p in events[-1].board] == [p.prompt.seed for p in first]


def test_a_run_that_was_stopped_is_gone_on_with(memo, tmp_path):
    events = pipeline().stream(memo, tmp_path)
    next(e for e in events if isinstance(e, PanelDrawn))
    events.close()
    kept = Storyboard.load(tmp_path)
    drawn = [panel.prompt.text for panel in kept if panel.status == "drawn"]
    draws = Counting()
    board = pipeline(generator=draws).run(memo, tmp_path)
    assert sorted(draws.asked + drawn) == sorted(panel.prompt.text for panel in board)
    assert board[0].prompt.seed == kept[0].prompt.seed


def test_a_resumed_run_that_is_stopped_loses_nothing_that_an_earlier_one_drew(memo, tmp_path):
    pipeline().run(memo, tmp_path)
    events = pipeline(CountingTranscriber(script())).stream(memo, tmp_path)
    next(e for e in events if isinstance(e, PanelDrawn))
    events.close()
    assert [panel.status for panel in Storyboard.load(tmp_path)] == ["drawn"] * 3


def test_a_failed_panel_is_tried_again(memo, tmp_path):
    pipeline(generator=CardGenerator(CardConfig(fails_on=("dragon",)))).run(memo, tmp_path)
    board = pipeline().run(memo, tmp_path)
    assert [panel.status for panel in board] == ["drawn"] * 3


def test_another_generator_draws_anew_with_the_same_seeds(memo, tmp_path):
    first = pipeline().run(memo, tmp_path)
    draws = Counting(CardConfig(width=48))
    board = pipeline(generator=draws).run(memo, tmp_path)
    assert len(draws.asked) == 3
    assert [p.prompt.seed for p in board] == [p.prompt.seed for p in first]
    assert board[0].image.pixels.width == 48


def test_another_transcriber_is_heard_anew(memo, tmp_path):
    pipeline().run(memo, tmp_path)
    hears = CountingTranscriber(script("A cat.", "Cut to a cow."))
    board = pipeline(hears).run(memo, tmp_path)
    assert hears.listened == 1
    assert [panel.prompt.text for panel in Storyboard.load(tmp_path)] == ["A cat", "A cow"]
    assert len(board) == 2


def test_a_folder_with_another_recordings_board_is_left_alone(memo, tmp_path):
    pipeline().run(memo, tmp_path)
    other = Audio.open(np.ones(16_000, np.float32) * 0.1, sample_rate=16_000, name="other.wav")
    with pytest.raises(StoryboardError, match=r"already holds a board of another recording, memo\.wav"):
        pipeline().run(other, tmp_path)
    assert len(Storyboard.load(tmp_path)) == 3


def test_what_was_heard_before_the_recogniser_broke_is_drawn(memo, tmp_path):
    class Breaking(ScriptedTranscriber):
        def transcribe(self, audio, *, on_heard=None, cancel=None):
            yield from super().transcribe(audio, on_heard=on_heard, cancel=cancel)
            raise ServiceUnavailableError("the line went dead")

    with pytest.raises(ServiceUnavailableError, match="the line went dead"):
        pipeline(Breaking(script())).run(memo, tmp_path)
    # The third panel might still have been talked about, so only two were complete.
    assert [panel.status for panel in Storyboard.load(tmp_path)] == ["drawn", "drawn"]


def test_a_generator_that_can_not_work_at_all_ends_the_run(memo):
    class Broken(CardGenerator):
        def prepare(self, *, notify=print):
            raise ConfigError("no such model")

    with pytest.raises(ConfigError, match="no such model"):
        pipeline(generator=Broken()).run(memo)


def test_cancel_from_another_thread(memo):
    cancel = CancelToken()
    slow = CardGenerator(CardConfig(step_s=0.05, steps=200))
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        pipeline(generator=slow).run(memo, cancel=cancel)


def test_leaving_the_loop_stops_the_work(memo):
    before = threading.active_count()
    for event in pipeline(generator=CardGenerator(CardConfig(step_s=0.05, steps=200))).stream(memo):
        if isinstance(event, StepDone):
            break
    del event
    assert threading.active_count() <= before


def test_two_runs_share_one_pipeline(memo):
    v2i = pipeline(seed=3)
    boards = []
    threads = [threading.Thread(target=lambda: boards.append(v2i.run(memo))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one, other = boards
    assert [p.image.pixels.tobytes() for p in one] == [p.image.pixels.tobytes() for p in other]


def test_async_twins_do_the_same(memo):
    async def both():
        board = await pipeline(seed=3).arun(memo)
        return board, [event async for event in pipeline(seed=3).astream(memo)]

    board, events = asyncio.run(both())
    assert isinstance(events[-1], BoardDone)
    assert [p.prompt for p in events[-1].board] == [p.prompt for p in board]


def test_cancelling_the_task_stops_the_work(memo):
    async def impatient():
        slow = CardGenerator(CardConfig(step_s=0.05, steps=400))
        await asyncio.wait_for(pipeline(generator=slow).arun(memo), timeout=0.3)

    before = threading.active_count()
    with pytest.raises(TimeoutError):
        asyncio.run(impatient())
    assert threading.active_count() <= before


def test_a_closed_pipeline_can_be_used_again(memo):
    with pipeline() as v2i:
        v2i.run(memo)
    assert len(v2i.run(memo)) == 3


def test_the_default_prompter_writes_shots(memo):
    said = script("Wide shot, a lighthouse at night.", "Cut to a close-up of a sailor.")
    board = Voice2Image(ScriptedTranscriber(said), generator=CardGenerator()).run(memo)
    assert [panel.prompt.shot.size for panel in board] == ["WS", "CU"]
    assert [panel.prompt.text for panel in board] == ["A lighthouse at night", "A sailor"]


CAST = ShotPrompterConfig(characters={"Mira": "a tall woman", "Old Tom": "a bald sailor"})


@pytest.mark.parametrize(
    ("transcriber", "setting", "listens_for"),
    [
        ("faster-whisper", "hotwords", ("Mira", "Old Tom")),
        (FasterWhisperConfig(model="small"), "hotwords", ("Mira", "Old Tom")),
        (FasterWhisperConfig(hotwords=("Ahab",)), "hotwords", ("Ahab",)),
        (FasterWhisperTranscriber(), "hotwords", ()),
        (AssemblyAIConfig(), "keyterms", ("Mira", "Old Tom")),
        (AssemblyAIConfig(keyterms=("Ahab",)), "keyterms", ("Ahab",)),
    ],
)
def test_the_recogniser_listens_for_the_characters(transcriber, setting, listens_for):
    v2i = Voice2Image(transcriber, CAST, CardGenerator())
    assert getattr(v2i.transcriber.config, setting) == listens_for


def test_the_recogniser_listens_for_nobody_where_nobody_is_known():
    assert Voice2Image("faster-whisper", "shots", CardGenerator()).transcriber.config.hotwords == ()
    scripted = ScriptedTranscriber(script())
    assert scripted.listening_for(["Mira"]) is scripted


def test_explain_has_a_line_for_each_stage():
    lines = pipeline().explain()
    assert [line.partition(":")[0] for line in lines] == ["transcriber", "prompter", "generator"]
    assert lines[2].endswith("(chosen by you)")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"transcriber": "faster-whsiper"}, UnknownBackendError),
        ({"generator": 3}, ConfigError),
        ({"seed": -1}, ConfigError),
    ],
)
def test_what_can_not_be_is_refused_at_once(arguments, error):
    with pytest.raises(error):
        Voice2Image(**arguments)


def test_silence_gives_an_empty_board(memo, tmp_path):
    board = pipeline(ScriptedTranscriber(())).run(memo, tmp_path)
    assert len(board) == 0
    assert len(Storyboard.load(tmp_path)) == 0


def test_a_killed_process_leaves_what_it_drew(tmp_path):
    code = """
import os, sys, numpy as np
from voice2image import Audio, PanelDrawn, Segment, Voice2Image
from voice2image.testing import CardGenerator, ScriptedTranscriber
memo = Audio.open(np.zeros(96_000, np.float32), sample_rate=16_000, name="memo.wav")
said = [Segment(text=t, start_s=i, end_s=i + 1) for i, t in enumerate(["A dog.", "Cut to a cat.", "Cut to a cow."])]
for event in Voice2Image(ScriptedTranscriber(said), "plain", CardGenerator()).stream(memo, sys.argv[1]):
    if isinstance(event, PanelDrawn):
        os.kill(os.getpid(), 9)
"""
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "board")], check=False)
    assert killed.returncode == -9
    kept = Storyboard.load(tmp_path / "board")
    assert kept[0].status == "drawn"
    assert kept[0].image.pixels.size == (96, 64)


def test_the_generator_gets_ready_while_the_recording_is_heard(memo):
    ready = threading.Event()

    class Loading(CardGenerator):
        def prepare(self, *, notify=print):
            ready.set()

    class Patient(ScriptedTranscriber):
        def transcribe(self, audio, *, on_heard=None, cancel=None):
            assert ready.wait(30), "nothing was loaded before the first words"
            yield from super().transcribe(audio, on_heard=on_heard, cancel=cancel)

    assert len(pipeline(Patient(script()), Loading()).run(memo)) == 3


def test_no_model_is_loaded_where_nothing_is_left_to_draw(memo, tmp_path):
    class Loading(CardGenerator):
        def prepare(self, *, notify=print):
            pytest.fail("loaded a model to draw nothing")

    pipeline().run(memo, tmp_path)
    pipeline(generator=Loading()).run(memo, tmp_path)


def test_other_pictures_of_a_prompt_stay_with_its_panel(memo, tmp_path):
    class Twice(CardGenerator):
        images_per_prompt = 2

        def generate(self, prompts, *, on_step=None, cancel=None):
            for index, prompt in enumerate(prompts):
                for seed in (prompt.seed, prompt.seed + 1):
                    (image,) = super().generate([prompt.replace(seed=seed)], on_step=on_step, cancel=cancel)
                    image.index = index
                    yield image

    board = pipeline(generator=Twice(), seed=10).run(memo, tmp_path)
    assert [(panel.image.seed, *(other.seed for other in panel.alternates)) for panel in board] == [
        (10, 11),
        (11, 12),
        (12, 13),
    ]
    assert Storyboard.load(tmp_path)[2].alternates[0].seed == 13


def test_an_error_in_the_callers_own_code_stops_the_work(memo, tmp_path):
    def fussy(event):
        raise RuntimeError("not my event")

    with pytest.raises(RuntimeError, match="not my event") as kept:
        pipeline().run(memo, tmp_path, on_event=fussy)
    pipeline().run(memo, tmp_path)  # the folder is free although the error, and its frames, are still held
    assert kept.value


def test_notices_are_logged_and_told(memo, caplog):
    class Announcing(CardGenerator):
        def prepare(self, *, notify=print):
            notify("downloading 5 GB")

    with caplog.at_level("INFO", logger="voice2image"):
        events = list(pipeline(generator=Announcing()).stream(memo))
    assert "downloading 5 GB" in caplog.text
    assert "downloading 5 GB" in [e.message for e in events if isinstance(e, Notice)]


def test_what_was_heard_is_kept_although_no_panel_was_complete(memo, tmp_path):
    class Breaking(ScriptedTranscriber):
        def transcribe(self, audio, *, on_heard=None, cancel=None):
            yield from super().transcribe(audio, on_heard=on_heard, cancel=cancel)
            raise ServiceUnavailableError("the line went dead")

    with pytest.raises(ServiceUnavailableError):
        pipeline(Breaking(script("A dog"))).run(memo, tmp_path)
    assert Storyboard.load(tmp_path).transcript.text == "A dog"


def test_a_broken_off_rerun_leaves_the_sound(memo, tmp_path):
    pipeline().run(memo, tmp_path)
    events = pipeline().stream(memo, tmp_path)
    next(e for e in events if isinstance(e, PanelDrawn))
    events.close()
    assert Storyboard.load(tmp_path).sound is not None


def test_a_redraw_that_fails_loses_no_picture(memo, tmp_path):
    pipeline().run(memo, tmp_path)
    board = pipeline(generator=CardGenerator(CardConfig(width=48, fails_on=("dragon",)))).run(memo, tmp_path)
    assert [panel.status for panel in board] == ["drawn", "failed", "drawn"]
    (kept,) = Storyboard.load(tmp_path)[1].alternates
    assert kept.pixels.width == 96


def test_a_panel_that_moved_is_not_drawn_again(memo, tmp_path):
    pipeline().run(memo, tmp_path)
    draws = Counting()
    board = pipeline(ScriptedTranscriber(script("A title card.", *(f"Cut to {s}" for s in SCRIPT))), draws).run(
        memo, tmp_path
    )
    assert draws.asked == ["A title card"]
    assert [panel.status for panel in board] == ["drawn"] * 4


def test_another_style_keeps_the_seeds(memo, tmp_path):
    first = pipeline().run(memo, tmp_path)
    styled = Voice2Image(ScriptedTranscriber(script()), PlainPrompterConfig(style="ink"), CardGenerator())
    assert [p.prompt.seed for p in styled.run(memo, tmp_path)] == [p.prompt.seed for p in first]


def test_a_generator_that_gives_too_little_is_found_out(memo):
    class Stingy(CardGenerator):
        def generate(self, prompts, *, on_step=None, cancel=None):
            return (i for i in super().generate(prompts, on_step=on_step) if "dragon" not in i.prompt.text)

    board = pipeline(generator=Stingy()).run(memo)
    assert [panel.status for panel in board] == ["drawn", "failed", "drawn"]
    assert "gave no picture" in board[1].error


def test_a_stop_asked_for_beforehand_loads_nothing(memo):
    class Loading(CardGenerator):
        def prepare(self, *, notify=print):
            pytest.fail("loaded a model for a run that was cancelled")

    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        pipeline(generator=Loading()).run(memo, cancel=cancel)
