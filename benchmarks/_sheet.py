"""Contact sheets: pictures with words below."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

__all__ = ["Cell", "save_sheets"]

SIDE, LINES, LINE_PX, COLUMNS, ROWS = 160, 7, 11, 8, 8
WIDTH_CHARS = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture, its prompt, and what was read from it."""

    picture: Image.Image
    prompt: str
    right: str
    wrong: str
    """What was read otherwise than asked for; it stands in red."""


def save_sheets(cells: Sequence[Cell], stem: Path) -> list[Path]:
    """Write the pages `stem`-1.png, `stem`-2.png and so on."""
    font = ImageFont.load_default(9)
    high = SIDE + LINES * LINE_PX
    paths = []
    for page, start in enumerate(range(0, len(cells), COLUMNS * ROWS), 1):
        shown = cells[start : start + COLUMNS * ROWS]
        sheet = Image.new("RGB", (COLUMNS * (SIDE + 6), -(-len(shown) // COLUMNS) * (high + 6)), "white")
        pen = ImageDraw.Draw(sheet)
        for i, cell in enumerate(shown):
            x, y = i % COLUMNS * (SIDE + 6), i // COLUMNS * (high + 6)
            picture = cell.picture.convert("RGB")
            picture = picture.resize((SIDE, round(SIDE * picture.height / picture.width)), Image.Resampling.LANCZOS)
            sheet.paste(picture, (x, y + (SIDE - picture.height) // 2))
            y += SIDE
            for text, colour in ((cell.prompt, "black"), (cell.right, "grey"), (cell.wrong, "red")):
                for line in textwrap.wrap(text, WIDTH_CHARS)[:3]:
                    pen.text((x, y), line, fill=colour, font=font)
                    y += LINE_PX
        path = stem.with_name(f"{stem.name}-{page}.png")
        sheet.save(path)
        paths.append(path)
    return paths
