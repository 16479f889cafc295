"""The notebook runs from its first cell to its last, and boards show themselves there and elsewhere."""

import shutil
import sys
import webbrowser
from pathlib import Path
from types import ModuleType
from urllib.parse import urlparse
from urllib.request import url2pathname

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image

from voice2image.audio import Audio
from voice2image.errors import StoryboardError
from voice2image.image import GeneratedImage
from voice2image.testing import coloured_board

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.stem)
def test_it_runs_and_shows_pictures(path, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    for memo in EXAMPLES.glob("*.flac"):
        shutil.copy(memo, tmp_path)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": tmp_path}}).execute()
    shown = [
        kind
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        for kind in output.get("data", {})
        if kind in {"image/png", "text/html"}
    ]
    assert shown.count("image/png") >= 2
    assert "text/html" in shown


class _Kernel:
    kernel = object()


def test_show_displays_the_grid_and_the_sound_in_a_notebook(make_board, monkeypatch):
    shown = []
    ipython, display = ModuleType("IPython"), ModuleType("IPython.display")
    ipython.get_ipython = _Kernel
    display.HTML, display.display = str, shown.append
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    sound = Audio.open(np.zeros(16_000, np.float32), sample_rate=16_000)
    make_board(1, sound=sound).show()
    make_board(1).show()
    assert shown[0].startswith("<div>")
    assert '<audio controls preload="metadata" src="data:audio/mp4;base64,' in shown[0]
    assert "<audio" not in shown[1]


def test_show_opens_a_page_elsewhere(make_board, monkeypatch):
    pages = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: pages.append(uri) or True)
    make_board(1).show()
    page = Path(url2pathname(urlparse(pages[0]).path))
    assert "The lighthouse" in page.read_text("utf-8")
    monkeypatch.setattr(webbrowser, "open", lambda _: False)
    with pytest.raises(StoryboardError, match=r"board\.export\('board\.html'\)"):
        make_board(1).show()


def noisy_board(count):
    """Pictures that no encoder makes small."""
    rng = np.random.default_rng(0)
    board = coloured_board(count)
    for panel in board:
        pixels = Image.fromarray(rng.integers(0, 255, (400, 400, 3), dtype=np.uint8))
        board = board.with_panel(panel.drawn(GeneratedImage(pixels, panel.image.provenance)))
    return board


def test_a_long_board_is_of_bounded_size_there():
    shown = noisy_board(100)._repr_html_()
    assert shown.count("<figure") == 60
    assert "and 40 more panels" in shown
    assert len(shown) < 60 * 170_000


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_picture_that_cannot_be_made_small_is_exported_all_the_same(tmp_path, suffix):
    assert "data:image/jpeg" in noisy_board(1).export(tmp_path / f"a.{suffix}").read_text("utf-8")
