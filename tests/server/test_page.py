"""The page, in headless Chromium, with a microphone that plays a recording."""

import shutil
import subprocess
import tarfile
import wave
from pathlib import Path

import numpy as np
import pytest
import service_doubles
from service_calls import MEMO, running, wait_until

from voice2image.audio import Audio
from voice2image.server import KeyFile, ServerConfig

playwright = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HUMAN = Path(__file__).parents[1] / "speech" / "read_jfk.wav"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def chromium():
    """Opens browsers whose microphone plays a recording, once."""
    with playwright.sync_playwright() as engine:
        browsers = []

        def launch(recording=None):
            options = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream"]
            if recording:
                options.append(f"--use-file-for-fake-audio-capture={recording}%noloop")
                options.append("--use-fake-device-for-media-stream")
            browsers.append(engine.chromium.launch(executable_path=CHROMIUM, args=options))
            return browsers[-1]

        yield launch
        for browser in browsers:
            browser.close()


@pytest.fixture
def visit(chromium, real):
    """Opens the page and says what went wrong in it, and what it asked of other servers."""
    faults, elsewhere = [], []

    def open_page(recording=None, address=real, **options):
        page = chromium(recording).new_page(viewport={"width": 1280, "height": 900}, **options)
        page.set_default_timeout(90_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(("http", "ws")) and address not in asked.url
                and elsewhere.append(asked.url))  # fmt: skip
        page.goto(address)
        return page

    yield open_page
    assert not faults
    assert not elsewhere


def as_microphone(recording, path, lead_s=0.0):
    """A recording as Chromium's microphone plays it."""
    samples = Audio.open(recording).samples
    samples = np.concatenate([np.zeros(round(lead_s * 16_000), np.float32), samples])
    samples = np.repeat(samples, 3)  # 48 kHz, plainly
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def test_somebody_speaks_and_sees_it_drawn(visit, tmp_path):
    page = visit(as_microphone(MEMO, tmp_path / "voice.wav"))
    page.click("#record")
    page.locator("#heard", has_text="lighthouse").wait_for()
    page.locator("#panels img.rough").first.wait_for()
    assert page.locator("#record-label").inner_text() == "Finish"
    page.locator("#heard", has_text="calm").wait_for()
    page.click("#record")
    page.locator("#undo").wait_for(state="visible")
    texts = page.locator(".panel .text").all_inner_texts()
    assert len(texts) >= 3
    assert any("ship" in text for text in texts), "No wait, make it a big ship"
    assert not any("small boat" in text for text in texts)
    assert page.locator(".panel img:not(.rough)").count() == len(texts)
    assert page.locator("#fault").inner_text() == ""


def test_a_human_voice_is_heard(visit, tmp_path):
    page = visit(as_microphone(HUMAN, tmp_path / "voice.wav"))
    page.click("#record")
    page.locator("#heard", has_text="do for your country").wait_for()
    page.click("#record")
    page.locator("#tools").wait_for(state="visible")
    assert "fellow America" in page.locator("#heard").inner_text()


def test_a_recording_is_drawn_and_changed_by_hand(visit, tmp_path):
    page = visit()
    page.set_input_files("#file", str(MEMO))
    page.locator("#undo").wait_for(state="visible")
    assert page.locator(".panel").count() == 4
    first = page.locator(".panel").first
    before = first.locator("img").get_attribute("src")

    first.locator("[data-do=words]").click()
    page.fill("#ask-text", "a red dragon over the sea")
    page.click("#ask .first")
    first.locator(".text", has_text="dragon").wait_for()
    playwright.expect(first.locator("img")).not_to_have_attribute("src", before)

    first.locator("[data-do=right]").press("Enter")
    page.locator(".panel:nth-child(2) .text", has_text="dragon").wait_for()
    assert page.evaluate("document.activeElement.dataset.do") == "right", "who uses the keyboard stays where they were"
    page.locator(".panel:nth-child(3)").drag_to(page.locator(".panel:nth-child(1)"))
    page.locator(".panel:nth-child(1) .text", has_text="ship").wait_for()
    for _ in range(3):
        page.locator("#undo:not([disabled])").click()
        page.locator("#status", has_text="shots").wait_for()
    page.locator(".panel:nth-child(1) .text", has_text="cliff").wait_for()

    page.locator(".panel:nth-child(2) [data-do=play]").click()
    wait_until(lambda: page.evaluate("document.querySelector('#sound').currentTime") > 6)
    with page.expect_download() as download:
        page.select_option("#export", "pdf")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert download.value.suggested_filename == "memo-lighthouse.pdf"
    first.locator(".picture").click()
    assert page.locator("#large img").is_visible()
    page.keyboard.press("Escape")
    page.click("#show-boards")
    page.locator("#boards .open", has_text="memo-lighthouse.flac").first.wait_for()


def test_what_goes_wrong_is_said_plainly(visit, tmp_path):
    page = visit()
    page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    page.click("#record")
    assert "Allow the microphone" in page.locator("#fault").inner_text()
    notes = tmp_path / "notes.txt"
    notes.write_text("no sound")
    page.set_input_files("#file", str(notes))
    page.locator("#fault", has_text="notes.txt").wait_for()
    page.route("**/v1/boards", lambda route: route.abort())
    page.set_input_files("#file", str(MEMO))
    page.locator("#fault", has_text="can't be reached").wait_for()


def test_a_key_is_asked_for_once(visit, tmp_path):
    key = KeyFile(tmp_path).add("ann")
    with running(ServerConfig(folder=tmp_path, generators=("sketch",))) as address:
        page = visit(address=address)
        page.keyboard.press("Escape")
        page.locator("#fault", has_text="asks for a key").wait_for()
        page.reload()
        page.fill("#given-key", "v2i_wrong")
        page.click("#ask-key .first")
        page.locator("#key-wrong").wait_for(state="visible")
        page.fill("#given-key", key)
        page.click("#ask-key .first")
        page.locator("#generator option", has_text="sketch").wait_for(state="attached")
        page.reload()
        page.locator("#generator option", has_text="sketch").wait_for(state="attached")
        assert not page.locator("#ask-key").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_the_screen_and_can_be_told_apart(visit, scheme, width):
    page = visit(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.set_input_files("#file", str(MEMO))
    page.locator("#undo").wait_for(state="visible")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        "[...document.querySelectorAll('button, select, .choose')].filter(e => e.offsetParent && e.offsetHeight < 44)"
        ".map(e => e.outerHTML)"
    )
    assert not small
    nameless = page.evaluate(
        "[...document.querySelectorAll('button')].filter(e => e.offsetParent && !e.textContent.trim() && "
        "!e.getAttribute('aria-label')).map(e => e.outerHTML)"
    )
    assert not nameless


def test_a_page_that_is_loaded_anew_shows_the_same_board(visit):
    page = visit()
    page.set_input_files("#file", str(MEMO))
    page.locator("#heard", has_text="lighthouse").wait_for()
    page.reload()  # while it is drawn
    page.locator("#undo").wait_for(state="visible")
    texts = page.locator(".panel .text").all_inner_texts()
    page.reload()
    page.locator("#undo").wait_for(state="visible")
    assert page.locator(".panel .text").all_inner_texts() == texts


def test_a_broken_line_loses_nothing(visit, tmp_path):
    page = visit(as_microphone(MEMO, tmp_path / "voice.wav"))
    page.evaluate(
        "() => { const Real = WebSocket; window.WebSocket = class extends Real "
        "{ constructor(at) { super(at); window.line = this } } }"
    )
    page.click("#record")
    page.locator("#heard", has_text="lighthouse").wait_for()
    page.evaluate("() => window.line.close(4000)")
    page.locator("#fault", has_text="kept").wait_for()
    page.locator("#undo").wait_for(state="visible")
    assert "lighthouse" in page.locator(".panel .text").first.inner_text()


def test_a_spoken_change_is_seen_on_its_panel(visit, tmp_path, monkeypatch):
    service_doubles.register()
    monkeypatch.setattr(
        service_doubles, "SAID", (*service_doubles.SAID, "Go back to shot two and make it a whale.", "Cut to the moon.")
    )
    config = ServerConfig(folder=tmp_path / "data", transcriber="slow-parrot", generators=("card",))
    with running(config) as address:
        page = visit(address=address)
        page.set_input_files("#file", str(MEMO))
        page.locator("#undo").wait_for(state="visible")
        assert page.locator(".badge:visible").count() == 1
        changed = page.locator(".panel:nth-child(2)")
        assert changed.locator(".badge").inner_text() == "Changed by voice"
        assert "whale" in changed.locator(".text").inner_text()


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """The source of axe-core, which finds what keeps people out of a page."""
    if shutil.which("npm") is None:
        pytest.skip("axe-core comes by npm, and there is none")
    folder = tmp_path_factory.mktemp("axe")
    if subprocess.run(["npm", "pack", "axe-core@4"], cwd=folder, capture_output=True, timeout=120).returncode:
        pytest.skip("npm can't fetch axe-core")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        source = archive.extractfile("package/axe.min.js")
        assert source is not None
        return source.read().decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit, axe, scheme):
    def faults():
        page.evaluate(axe)
        found = page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })")
        return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]]

    page = visit(color_scheme=scheme, reduced_motion="reduce")
    page.locator("#generator option").first.wait_for(state="attached")
    assert faults() == []
    page.click("#show-settings")
    page.set_input_files("#file", str(MEMO))
    page.locator("#undo").wait_for(state="visible")
    page.click("#show-boards")
    page.locator("#boards .open").first.wait_for()
    assert faults() == []
    page.locator(".panel [data-do=words]").first.click()
    assert faults() == []
