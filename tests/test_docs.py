"""Every code block of the README and the docs runs, in a folder that holds the examples.

A block is left out only if the line before it says why: ``<!-- skip: needs an AssemblyAI key -->``.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"^(?:<!-- skip: (?P<why>[^\n]+) -->\n)?```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
LANGUAGES = {"python", "sh", "toml", "json", "text", "console", "html"}
# Only set-up itself is no part of what these tests can run.
SETS_UP = re.compile(r"^\s*(python -m pip|pip|nox|export) ")


def blocks(page):
    return [match.groupdict() for match in BLOCK.finditer(page.read_text("utf-8"))]


def page_id(page):
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def desk(tmp_path):
    """A folder to run in, with the examples in it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def run(command, desk):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "PATH": path}
    done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_its_python_runs(page, desk):
    code = [b["code"] for b in blocks(page) if b["language"] == "python" and not b["why"]]
    if code:
        script = desk / "page.py"  # one script a page, since later blocks build on earlier ones
        script.write_text("\n".join(code), "utf-8")
        run([sys.executable, "-P", str(script)], desk)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_its_shell_lines_run(page, desk):
    code = [b["code"] for b in blocks(page) if b["language"] == "sh" and not b["why"]]
    lines = [line for text in code for line in text.splitlines() if not SETS_UP.match(line)]
    if lines:
        run(["bash", "-euo", "pipefail", "-c", "\n".join(lines)], desk)


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_its_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        beside = page.parent / target
        assert beside.exists(), f"{page_id(page)} points to {target}"


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_its_blocks_say_what_language_they_are_in(page):
    fences = re.findall(r"^```(\w*)$", page.read_text("utf-8"), re.MULTILINE)
    assert set(fences[::2]) <= LANGUAGES
