"""Every job of the project. `nox -l` lists them; arguments behind ``--`` go to the tool that a job runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["tests", "lint", "types"]
nox.options.reuse_venv = "yes"

HERE = Path(__file__).parent
MEMO = HERE / "examples" / "memo-lighthouse.flac"
PINS = ("-c", str(HERE / "constraints.txt"))


def group(name: str) -> list[str]:
    """The packages of a dependency group in pyproject.toml."""
    return list(nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), name))


@nox.session
def demo(session: nox.Session) -> None:
    """Turn a dictated memo into a board: the one in examples/ (a synthetic voice), or `nox -s demo -- MY.m4a`."""
    session.install("-q", *PINS, ".[all]")
    draw_board(session, board=HERE / "board")


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests against the installed wheel, in a folder that has no source beside them."""
    session.install("-q", *PINS, ".[all]", *group("test"))
    session.install("-q", "--no-deps", "./tests/plugin")
    away = Path(session.create_tmp()).resolve() / "away"
    shutil.rmtree(away, ignore_errors=True)
    for name in ("tests", "examples", "docs", "benchmarks"):
        shutil.copytree(HERE / name, away / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "NOTICE", "pyproject.toml"):
        shutil.copy(HERE / name, away)
    with session.chdir(away):
        session.run("python", "-P", "-m", "pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.install("-q", *group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, those of a typical user's code too."""
    session.install("-q", *PINS, ".[all]", *group("types"))
    session.run("mypy")


@nox.session
def reference(session: nox.Session) -> None:
    """Write docs/reference.md anew from the docstrings, and docs/how-to/dictate.md from the spoken vocabulary."""
    session.install("-q", ".", "griffe")
    session.run("python", "docs/make_reference.py")
    session.run("python", "docs/make_vocabulary.py")


@nox.session
def quality(session: nox.Session) -> None:
    """Print how well the dictation corpus becomes shots, and how fast; options go behind `--`."""
    session.install("-q", *PINS, ".")
    session.run("python", "-m", "benchmarks.dictation_quality", *session.posargs)
    session.run("python", "-m", "benchmarks.dictation_speed")


@nox.session(name="sketch-quality")
def sketch_quality(session: nox.Session) -> None:
    """Draw 500 prompts with the embedded model and let the judge read them; options go behind `--`."""
    session.install("-q", *PINS, ".[all]")
    session.run("python", "-m", "benchmarks.sketch_quality", *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Serve the page and the API on this machine until Ctrl-C; options go behind `--`, such as `-- --open`."""
    session.install("-q", *PINS, ".[all]")
    session.run("voice2image", "serve", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel, install it alone, and run the demo with it far from the source."""
    folder = Path(session.create_tmp()).resolve() / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    session.install("-q", "build", "twine")
    session.run("python", "-m", "build", "--outdir", str(folder), silent=True)
    session.run("twine", "check", "--strict", *map(str, folder.iterdir()))
    (built,) = folder.glob("*.whl")
    session.install("-q", *PINS, "--force-reinstall", "--no-deps", str(built))
    session.install("-q", *PINS, f"voice2image[all] @ {built.as_uri()}")
    with session.chdir(folder):
        draw_board(session, board=folder / "board")


def draw_board(session: nox.Session, board: Path) -> None:
    """Draw the memo, or the recording given first behind ``--``, into `board`; the rest goes to the command."""
    options = list(session.posargs)
    recording = MEMO
    if options and not options[0].startswith("-"):
        recording = Path(session.invoked_from, options.pop(0))
        board = board.with_name(f"board-{recording.stem}")
    elif "--seed" not in options:
        options += ["--seed", "1"]  # the README's picture
    session.run("voice2image", "draw", str(recording), "-o", str(board), "--html", *options)
