"""Make the pictures of the service's page: python docs/make_page_pictures.py ADDRESS MEMO

ADDRESS is that of a running service (`nox -s serve`), MEMO a recording to send to it. Needs playwright and Chromium.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).with_name("page")
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 960}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5},
    "dark": {"viewport": {"width": 1280, "height": 960}, "color_scheme": "dark"},
}


def save(page: Page, name: str) -> None:
    """A screenshot in 256 colours."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(256, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def main(address: str, memo: str) -> None:
    """Send the memo and take a picture of its board in each view."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, view in VIEWS.items():
            page = browser.new_page(**view)
            page.goto(address)
            if name == "desktop":
                page.click("#show-settings")
                page.fill("#seed", "1")
                page.click("#show-settings")
                page.set_input_files("#file", memo)
            else:
                page.click("#show-boards")
                page.locator("#boards .open").first.click()
                page.click("#show-boards")
            page.locator("#undo").wait_for(state="visible", timeout=120_000)
            page.wait_for_timeout(2500)
            save(page, name)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
