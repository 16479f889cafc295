"""``voice2image shots``: what a dictation asks for, for people and for programs."""

import io
import re
from pathlib import Path

import pytest

from voice2image._cli.shots import _cells
from voice2image.edit import settle
from voice2image.image import read_provenance
from voice2image.prompters.shots import ShotPrompter
from voice2image.storyboard import Storyboard
from voice2image.transcript import Segment

DICTATION = (
    "Wide shot, a ship at night in the rain, slow push in. Cut to a close-up of Mira, low angle. She says, not again. "
    "Hold for three seconds. Note to self, ask Bo about the hat. Next, a dog. Scratch that."
)
BIBLE = 'Mira = "a tall woman with red hair"\n"Old Tom" = "a bald sailor"\n'
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "dictate.md"


@pytest.fixture
def text(tmp_path):
    (tmp_path / "said.txt").write_text(DICTATION, "utf-8")
    return "said.txt"


@pytest.fixture
def bible(tmp_path):
    (tmp_path / "cast.toml").write_text(BIBLE, "utf-8")
    return "cast.toml"


@pytest.fixture
def say(monkeypatch):
    """Put a text, or bytes, on standard input."""

    def put(said):
        data = said.encode() if isinstance(said, str) else said
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8", "surrogateescape"))

    return put


def test_programs_get_all_that_was_said_and_nothing_else(run, text):
    assert run("shots", "--text", text, "--json").document == {
        "shots": [
            {
                "size": "WS",
                "move": "push-in",
                "time_of_day": "night",
                "weather": "rain",
                "picture": "A ship at night in the rain",
            },
            {
                "size": "CU",
                "angle": "low",
                "transition": "cut",
                "time_of_day": "night",
                "weather": "rain",
                "dialogue": "not again",
                "notes": ["ask Bo about the hat"],
                "duration_s": 3.0,
                "picture": "Mira",
            },
        ]
    }


def test_people_get_a_table(run, text):
    result = run("shots", "--text", text)
    assert result.code == 0
    lines = [line.split() for line in result.out.splitlines()]
    assert ["shot", "into", "size", "angle", "move"] in [line[:5] for line in lines]
    assert [line[0] for line in lines if line and line[0].isdigit()] == ["1", "2"]
    assert "“not again”" in result.out
    assert "note: ask Bo about the hat" in result.out
    assert "characters" not in result.out  # nobody is known
    assert result.err == "2 shots\n"


def test_standard_input_is_read(run, say):
    say("Low angle, a tower.")
    assert run("shots", "--text", "-", "--json").document == {
        "shots": [{"angle": "low", "interior": "int", "place": "tower", "picture": "A tower"}]
    }


def test_a_recording_is_heard_first_and_gives_times(run, memo):
    result = run("shots", memo, "-t", "parrot", "--json")
    assert [(shot.get("size"), shot["start_s"], shot["end_s"]) for shot in result.document["shots"]] == [
        ("WS", 0.0, 8.9),
        (None, 9.0, 15.9),
        (None, 16.0, 24.9),
    ]


def test_what_is_no_text_is_refused_wherever_it_comes_from(run, say):
    say(b"\x89PNG\r\n\x1a\n\xff\xfe")
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    for file in ("-", "picture.png"):
        result = run("shots", "--text", file)
        assert (result.code, result.out) == (2, "")
        assert f"--text {file}: this is no readable text" in result.err


def test_a_byte_order_mark_is_no_word(run, say):
    marked = "\ufeffWide shot, a tower.".encode()
    say(marked)
    Path("marked.txt").write_bytes(marked)
    Path("marked.toml").write_text('\ufeffMira = "a tall woman"\n', "utf-8")
    for file in ("-", "marked.txt"):
        (shot,) = run("shots", "--text", file, "--bible", "marked.toml", "--json").document["shots"]
        assert (shot["size"], shot["picture"]) == ("WS", "A tower")


def test_nothing_said_is_no_shot(run, say):
    say("Um. Okay.")
    assert run("shots", "--text", "-", "--json").document == {"shots": []}
    say("")
    assert run("shots", "--text", "-").err == "0 shots\n"


def test_another_prompter_can_be_asked(run, text):
    first = run("shots", "--text", text, "-p", "plain", "--json").document["shots"][0]
    assert first == {"picture": "Wide shot, a ship at night in the rain, slow push in"}


def test_settings_reach_the_prompter(run, say):
    say("The street was empty and quiet. " * 20)
    few = run("shots", "--text", "-", "--json", "--set", "prompter.max_words=12").document["shots"]
    assert len(few) > 5


def test_the_bible_describes_the_characters_and_is_listened_for(run, memo, text, bible):
    shots = run("shots", "--text", text, "--bible", bible, "--json").document["shots"]
    assert shots[1]["characters"] == ["Mira"]
    assert shots[1]["picture"] == "Mira. Mira: a tall woman with red hair"
    heard = run("shots", memo, "-t", "parrot", "--bible", bible, "--json").document["shots"]
    assert "Mira" in heard[-1]["characters"]  # the parrot says what it listens for
    told = run("shots", memo, "-t", "parrot", "--bible", bible, "--hotword", "Ahab", "--json").document["shots"]
    assert "Ahab" in told[-1]["picture"]
    assert "characters" not in told[-1]


def test_draw_takes_a_bible_too(draw, bible):
    draw("--bible", bible)
    board = Storyboard.load("board")
    assert board.transcript.text.endswith("Mira Old Tom")
    assert "red hair" in read_provenance(board[-1].image.path).prompt.text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a recording, or a written dictation with --text, and not both"),
        (("memo.wav", "--text", "said.txt"), "and not both"),
        (("--text", "none.txt"), "--text none.txt: this is no readable text"),
        (("--text", "said.txt", "--bible", "none.toml"), "none.toml: this is no readable TOML"),
        (("--text", "said.txt", "--bible", "bad.toml"), "bad.toml: 'Mira': write a line for each character"),
        (("--text", "said.txt", "--bible", "nameless.toml"), "nameless.toml: a character needs a name"),
        (("--text", "said.txt", "--bible", "huge.toml"), "huge.toml: this is no readable TOML"),
        (("--text", "said.txt", "--bible", "cast.toml", "-p", "plain"), "--bible: the prompter 'plain' has no such"),
        (("--text", "said.txt", "--set", f"prompter.max_words={'9' * 5000}"), "ShotPrompterConfig: max_words: "),
        (("--text", "said.txt", "-p", "shoots"), "Did you mean 'shots'?"),
        (("--text", "said.txt", "--hotword", "Mira"), "--hotword: a written dictation isn't heard"),
        (
            ("--text", "said.txt", "-t", "parrot", "--set", "transcriber.a=1"),
            "--transcriber, --set transcriber.a",
        ),
    ],
)
def test_what_can_t_be_is_refused(run, memo, text, bible, arguments, message):
    Path("bad.toml").write_text("Mira = 3\n", "utf-8")
    Path("nameless.toml").write_text('" " = "a tall woman"\n', "utf-8")
    Path("huge.toml").write_text(f"Mira = {'9' * 5000}\n", "utf-8")
    result = run("shots", *arguments)
    assert result.code == 2
    assert message in result.err


def test_help_has_an_example(run):
    assert "voice2image shots --text -" in " ".join(run("shots", "--help").out.split())


@pytest.mark.skipif(not PAGE.exists(), reason="no docs beside the tests")
def test_the_handbook_s_example_is_what_comes_of_it():
    page = PAGE.read_text("utf-8")
    said = " ".join(line[2:] for line in page.splitlines() if line.startswith("> "))
    shown = re.findall(r"^\| (\d .*) \|$", page, re.MULTILINE)
    board = settle(ShotPrompter().prompts([Segment(text=said, start_s=0, end_s=0)]))
    assert [" | ".join(_cells(number, prompt)) for number, prompt in enumerate(board, 1)] == shown
