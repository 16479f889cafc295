"""The page, in headless Chromium, with a microphone that plays a recording."""

import shutil
import wave
from pathlib import Path

import numpy as np
import pytest
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
