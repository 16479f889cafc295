"""``voice2image draw``: a memo in, a board out, and the right word on the way."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path

import pytest

from voice2image import BoardEdited, Panel, PanelDrawn, Prompt, PromptWritten, Remove
from voice2image._cli.progress import BarView
from voice2image._cli.session import Session
from voice2image.image import read_provenance
from voice2image.storyboard import Storyboard


def test_a_memo_becomes_a_board(draw):
    result = draw("-o", "board")

    assert result.code == 0
    board = Storyboard.load("board")
    assert [panel.status for panel in board] == ["drawn"] * 3
    assert board.title == "memo"
    rows = [line.split() for line in result.out.splitlines() if ".png" in line]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("1", "0:00–0:08", "001.png"),
        ("2", "0:09–0:15", "002.png"),
        ("3", "0:16–0:24", "003.png"),
    ]
    assert [int(row[-2]) for row in rows] == [panel.image.seed for panel in board]
    assert "Cut to a dragon over the sea." in result.out
    assert "3 of 3 panels drawn. Look at board" in result.out


def test_results_and_progress_don_t_mix(draw):
    result = draw("-o", "board")
    assert "heard 0:09 Cut to a dragon over the sea." in result.err
    assert "panel 2: 002.png" in result.err
    assert "heard" not in result.out.replace("words heard", "")


def test_notes_are_told_once_with_the_panels_they_are_about(draw):
    result = draw("-o", "board")
    assert result.err.count("panels 1, 2, 3: a plain card by a test double") == 1
    lines = draw("-o", "board", "--json").lines
    assert [len(line["panel"]["notes"]) for line in lines if line["event"] == "panel_drawn"] == [1] * 3


def test_options_reach_the_prompts(draw):
    draw("--style", "ink wash", "--negative", "blurry", "--seed", 5, "--hotword", "Ahab", "--language", "en")
    board = Storyboard.load("board")
    assert [panel.image.seed for panel in board][:3] == [5, 6, 7]
    prompt = read_provenance("board/001.png").prompt
    assert (prompt.style, prompt.negative_text) == ("ink wash", "blurry")
    assert board.transcript.text.endswith("Ahab")
    assert board.transcript.language == "en"


def test_a_second_run_draws_nothing_again(draw):
    draw()
    before = Path("board/001.png").stat().st_mtime_ns
    result = draw("--json")
    assert [line["reused"] for line in result.lines if line["event"] == "panel_drawn"] == [True] * 3
    assert Path("board/001.png").stat().st_mtime_ns == before


def test_failed_panels_have_a_code_of_their_own(draw):
    result = draw("--set", 'generator.fails_on=["dragon"]')
    assert result.code == 4
    assert "2 of 3 panels drawn" in result.out
    assert "failed: 2. The same command again tries only these." in result.err
    assert draw("--set", "generator.fails_on=[]").code == 0


def test_the_page_is_written_on_request(draw):
    assert "Look at board/board.html" in draw("--html").out.replace("\\", "/")
    assert Path("board/board.html").read_text("utf-8").count("<article") == 3


def test_machines_get_a_line_of_json_for_each_event(draw):
    result = draw("--json")
    events = [line["event"] for line in result.lines]
    assert events.count("segment_heard") == events.count("prompt_written") == events.count("panel_drawn") == 3
    assert events.count("step_done") == 9
    assert events[-1] == "board_done"
    panels = result.lines[-1]["board"]["panels"]
    assert Path(panels[1]["file"]) == Path("board/002.png")
    assert panels[1]["heard"] == "Cut to a dragon over the sea."
    assert result.err == ""


CHANGED = ("a dog", "a cat", "revise 2: a cow", "insert 1: a hen", "move 3 to 1", "another 2", "remove 3")
SCRIPTED = ("--prompter", "scripted", "--set", f"transcriber.says={json.dumps(CHANGED)}")


def test_edits_are_told_in_words(draw):
    result = draw("-o", "board", *SCRIPTED)
    told = [line for line in result.err.splitlines() if "(heard: " in line]
    assert told == [
        "panel 2 changed: a cow (heard: revise 2: a cow)",
        "panel 1 put in: a hen (heard: insert 1: a hen)",
        "panel 3 is panel 1 now (heard: move 3 to 1)",
        "panel 2 in another version: a hen (heard: another 2)",
        "panel 3 removed (heard: remove 3)",
    ]
    assert "2 of 2 panels drawn" in result.out


def test_machines_get_edits_with_the_board_that_comes_of_them(draw):
    lines = [line for line in draw("--json", *SCRIPTED).lines if line["event"] == "board_edited"]
    assert [(line["edit"], line["number"], line["heard"]) for line in lines] == [
        ("revise", 2, "revise 2: a cow"),
        ("insert", 1, "insert 1: a hen"),
        ("move", 3, "move 3 to 1"),
        ("revise", 2, "another 2"),
        ("remove", 3, "remove 3"),
    ]
    assert [line["another"] for line in lines if "another" in line] == [False, True]
    assert lines[2]["to"] == 1
    assert [panel["prompt"] for panel in lines[2]["panels"]] == ["a cow", "a hen", "a dog"]


def test_the_bar_counts_panels_as_they_come_and_go():
    with BarView(Session()) as view:
        prompt = Prompt(text="a dog")
        panels = [Panel(number=number, prompt=prompt) for number in (1, 2, 3)]
        for panel in panels:
            view.show(PromptWritten(number=panel.number, prompt=prompt))
        view.show(PanelDrawn(number=1, panel=panels[0]))
        assert shown(view) == (1, 3)
        view.show(BoardEdited(edit=Remove(number=1), panels=tuple(panels[:2])))
        assert shown(view) == (0, 2)


def shown(view):
    task = view._progress.tasks[view._drawing]
    return task.completed, task.total


def test_the_flag_may_stand_before_the_command(run, memo):
    result = run("--json", "draw", memo, "-t", "parrot", "-g", "card")
    assert result.lines[-1]["event"] == "board_done"


def test_the_recording_may_come_from_standard_input(start, memo, tmp_path):
    process = start("draw", "-", "-t", "parrot", "-g", "card")
    process.stdin.buffer.write((tmp_path / memo).read_bytes())
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "3 of 3 panels drawn" in out


def test_a_file_of_settings(draw, tmp_path):
    Path("v2i.toml").write_text(
        'seed = 40\n[transcriber]\nbackend = "parrot"\nsays = ["A dog.", "Cut to a cat."]\n'
        '[prompter]\nstyle = "watercolour"\n[generator]\nbackend = "card"\nwidth = 32\nheight = 16\n'
    )
    assert draw("-c", "v2i.toml", "--style", "ink", "--set", "generator.height=48").code == 0
    board = Storyboard.load("board")
    assert [panel.image.seed for panel in board] == [40, 41]
    assert board[0].image.size == (32, 48)
    assert board[0].image.prompt.style == "ink"


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[generator", "no readable TOML"),
        ("[drawer]\n", "'drawer': it takes the tables transcriber, prompter, generator, and seed"),
        ('seed = "x"\n', "'seed'"),
        ('[transcriber]\nlangauge = "de"\n', "langauge: no such setting; did you mean 'language'?"),
    ],
)
def test_a_wrong_file_of_settings_is_named(draw, toml, reason):
    Path("v2i.toml").write_text(toml)
    result = draw("-c", "v2i.toml")
    assert result.code == 2
    assert reason in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["draw"], 2, "MEMO"),
        (["draw", "gone.wav", "-t", "parrot", "-g", "card"], 1, "error: gone.wav: "),
        (["draw", "memo.wav", "-t", "parot"], 2, "no transcriber is called 'parot'. Did you mean 'parrot'?"),
        (["draw", "memo.wav", "-t", "parrot", "-g", "crad"], 2, "Did you mean 'card'?"),
        (["draw", "memo.wav", "-t", "parrot", "-g", "card", "--seed", "-3"], 2, "seed"),
        (["draw", "memo.wav", "-t", "parrot", "-g", "card", "--set", "width=3"], 2, "write STAGE.NAME=VALUE"),
        (
            ["draw", "memo.wav", "-t", "parrot", "-g", "card", "--set", "generater.width=3"],
            2,
            "did you mean generator?",
        ),
        (["draw", "memo.wav", "-t", "parrot", "-g", "card", "--set", "generator.with=3"], 2, "did you mean 'width'?"),
        (["draw", "memo.wav", "-t", "parrot", "-g", "card", "-o", "memo.wav"], 1, "it is a file, not a folder"),
    ],
)
def test_mistakes_take_one_line(run, memo, arguments, code, reason):
    result = run(*arguments)
    assert result.code == code
    assert reason in result.err
    assert "Traceback" not in result.err
    if reason != "MEMO":
        assert result.err.count("\n") == 1


def test_machines_get_errors_as_json_too(run):
    result = run("draw", "gone.wav", "-t", "parrot", "-g", "card", "--json")
    assert result.code == 1
    assert result.document["event"] == "error"
    assert result.document["type"] == "AudioNotFoundError"
    assert "gone.wav" in result.document["message"]


def test_the_whole_story_on_request(run):
    result = run("draw", "gone.wav", "-t", "parrot", "-g", "card", "-v")
    assert "Traceback" in result.err
    assert result.err.splitlines()[-1].startswith("error: gone.wav")


def test_a_fault_of_ours_is_one_line_too(draw, monkeypatch):
    def broken(*_: object) -> None:
        raise TypeError("oh\nno")

    monkeypatch.setattr("voice2image._cli.drawing.board_table", broken)
    result = draw()
    assert result.code == 1
    assert "error: unexpected TypeError: oh no (run it with -v for the whole story)\n" in result.err


def test_a_missing_extra_says_what_to_install(run, memo, monkeypatch):
    from voice2image.errors import MissingExtraError

    def missing(self: object) -> None:
        raise MissingExtraError("The transcriber 'parrot'", extra="parrot", package="polly")

    monkeypatch.setattr("cli_doubles.Parrot.describe", missing)
    monkeypatch.setattr("cli_doubles.Parrot.prepare", lambda self, *, notify=None: missing(self))
    result = run("draw", memo, "-t", "parrot", "-g", "card")
    assert result.code == 3
    assert "pip install 'voice2image[parrot]'" in result.err


def test_without_typer_it_says_what_to_install(monkeypatch, capsys):
    from voice2image.cli import main

    for name in [name for name in sys.modules if name.startswith("voice2image._cli")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "typer", None)
    with pytest.raises(SystemExit) as end:
        main(["draw", "memo.wav"])
    assert end.value.code == 3
    assert "pip install 'voice2image[cli]'" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_keeps_what_is_drawn(start, memo, tmp_path):
    process = start("draw", memo, "-t", "parrot", "-g", "card", "--set", "generator.step_s=0.3", "--json")
    for line in process.stdout:
        if json.loads(line)["event"] == "panel_drawn":
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert json.loads(out.splitlines()[-1])["event"] == "interrupted"
    assert "1 of 3 panels so far are kept in board. The same command again goes on from here." in err
    assert "stopping once the step at work is done" in err
    assert "Traceback" not in err
    assert Storyboard.load(tmp_path / "board")[0].status == "drawn"
    assert not (tmp_path / "board" / ".board.lock").exists()

    again = start("draw", memo, "-t", "parrot", "-g", "card", "--set", "generator.step_s=0.3", "--json")
    out, _ = again.communicate(timeout=20)
    drawn = [line for line in map(json.loads, out.splitlines()) if line["event"] == "panel_drawn"]
    assert [line["reused"] for line in drawn] == [True, False, False]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_a_second_ctrl_c_doesn_t_wait(start, memo):
    process = start("draw", memo, "-t", "parrot", "-g", "card", "--set", "generator.step_s=60", "--json")
    for line in process.stdout:
        if json.loads(line).get("message", "").startswith("generator:"):
            break
    time.sleep(0.3)  # the drawing thread is at its first step by then
    process.send_signal(signal.SIGINT)
    process.stderr.readline()
    time.sleep(0.3)  # two signals before the first one is through count as one
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "nothing is drawn yet" in err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_words_on_any_output(start, memo, encoding):
    says = 'transcriber.says=["灯台 👩‍🎨 مشهد \\u001b[31m red."]'
    process = start("draw", memo, "-t", "parrot", "-g", "card", "--set", says, PYTHONIOENCODING=encoding)
    process.stdout.reconfigure(encoding=encoding)
    process.stderr.reconfigure(encoding=encoding)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "1 of 1 panels drawn" in out
    assert "\x1b" not in out + err


def test_colours_stay_out_of_files_and_of_those_who_don_t_want_them(start, memo):
    process = start("draw", memo, "-t", "parrot", "-g", "card", NO_COLOR="1", TERM="xterm-256color")
    out, err = process.communicate()
    assert "\x1b" not in out + err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("columns", [80, 120])
def test_in_a_terminal_there_are_bars_and_no_line_is_too_long(memo, tmp_path, columns):
    screen = _in_terminal(
        columns, tmp_path, "draw", memo, "-t", "parrot", "-g", "card", "--set", "generator.step_s=0.1"
    )
    assert "hearing ━" in screen
    assert "step 2 of 3" in screen
    table = [line for line in screen.splitlines() if ".png" in line or "──" in line]
    assert len(table) == 4
    assert all(len(line) <= columns for line in table)


def _in_terminal(columns: int, folder: Path, *arguments: str) -> str:
    """All that the command writes to a terminal, without the codes that move its cursor."""
    import fcntl
    import os
    import pty
    import re
    import struct
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(PYTHONPATH=str(Path(__file__).parent), TERM="xterm", COLUMNS=str(columns))
        os.execv(sys.executable, [sys.executable, "-m", "cli_doubles", *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    screen = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not part:
            break
        screen += part
    os.waitpid(pid, 0)
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.decode()).replace("\r", "\n")


def test_a_reader_that_leaves_early_is_no_fault(start, memo):
    process = start("draw", memo, "-t", "parrot", "-g", "card", "--json")
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.wait()
    process.stderr.close()
    process.stdin.close()
    assert "Traceback" not in err
    assert "Exception ignored" not in err
