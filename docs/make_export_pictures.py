"""Make the pictures of docs/how-to/exports.md: python docs/make_export_pictures.py FOLDER [NAME...]

FOLDER is what ``voice2image export board/ --all FOLDER`` wrote of the demo's board. Every picture is what another
program renders of a file in it; where that program isn't installed, the picture stays as it is.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

PICTURES = Path(__file__).with_name("exports")
WIDTH = 760
MOST_BYTES = 60_000


def run(*command: str | Path) -> None:
    """Run a program quietly; raises `FileNotFoundError` where it is missing."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=180)


def spreadsheet(folder: Path, work: Path) -> Image.Image:
    """LibreOffice Calc, the first columns as they are printed."""
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", work, folder / "board.xlsx")
    return pdf_page(work / "board.pdf", work)


def pdf_page(path: Path, work: Path) -> Image.Image:
    """The first page of a PDF by Poppler."""
    run("pdftoppm", "-r", "110", "-png", "-singlefile", path, work / "page")
    return Image.open(work / "page.png").convert("RGB")


def manga(folder: Path, work: Path) -> Image.Image:
    """Poppler."""
    return pdf_page(folder / "board.manga.pdf", work)


def page(folder: Path, work: Path) -> Image.Image:
    """Chromium."""
    shot = work / "page.png"
    size = "--window-size=1320,720"
    run("chromium", "--headless", "--no-sandbox", "--hide-scrollbars", size, f"--screenshot={shot}",
        (folder / "board.html").absolute().as_uri())  # fmt: skip
    return Image.open(shot).convert("RGB")


def markdown(folder: Path, work: Path) -> Image.Image:
    """markdown-it and Chromium."""
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("gfm-like", {"linkify": False}).render((folder / "board.md").read_text("utf-8"))
    (work / "board.html").write_text(f"<meta charset=utf-8><body style='font:14px sans-serif'>{rendered}", "utf-8")
    return page(work, work)


def layers(folder: Path, work: Path, suffix: str = "psd") -> Image.Image:
    """Krita."""
    out = work / "layers.png"
    run("xvfb-run", "-a", "krita", "--export", folder / f"board.{suffix}", "--export-filename", out)
    return Image.open(out).convert("RGB")


def first_lines(folder: Path, work: Path, suffix: str, count: int = 14) -> Image.Image:
    """The beginning of a text file, in Chromium."""
    text = (folder / f"board.{suffix}").read_text("utf-8")
    lines = re.sub(r"file://\S*?([^/]+\.(?:png|m4a))", r"file:///boards/lighthouse/\1", text).splitlines()[:count]
    shown = escape("\n".join(line if len(line) <= 104 else f"{line[:103]}…" for line in lines))
    style = "margin:14px;font:15px/1.5 monospace;background:#f7f7f5"
    (work / "board.html").write_text(f"<meta charset=utf-8><body style='{style}'><pre>{shown}\n…</pre>", "utf-8")
    return page(work, work)


def comic(folder: Path, work: Path) -> Image.Image:
    """The pages of the archive side by side, by ImageMagick."""
    with zipfile.ZipFile(folder / "board.cbz") as archive:
        pages = [archive.extract(name, work) for name in archive.namelist() if name.endswith(".jpg")]
    return side_by_side(pages, work)


def pictures(folder: Path, work: Path) -> Image.Image:
    """The pictures of the archive with their names, by ImageMagick."""
    with zipfile.ZipFile(folder / "board.zip") as archive:
        archive.extractall(work)
    return side_by_side(sorted(str(path) for path in work.glob("*.png")), work)


def side_by_side(paths: list[str], work: Path) -> Image.Image:
    """Pictures in a row, each above its name."""
    out = work / "row.png"
    run("montage", "-label", "%f", *paths, "-tile", "x1", "-geometry", "x330+8+8", out)
    return Image.open(out).convert("RGB")


def subtitled(folder: Path, work: Path, suffix: str) -> Image.Image:
    """FFmpeg, which puts the subtitles over a frame of the film."""
    over = f"subtitles={folder / f'board.{suffix}'}"
    out = work / "frame.png"
    run("ffmpeg", "-i", folder / "board.mp4", "-vf", over, "-ss", "4", "-frames:v", "1", out)
    frame = Image.open(out).convert("RGB")
    return frame.crop(frame.getbbox())  # without the bars at its sides


def timeline(folder: Path, _work: Path, suffix: str = "otio") -> Image.Image:
    """Drawn from the file as OpenTimelineIO reads it back: a bar a clip, a tick a marker."""
    import opentimelineio as otio
    from PIL import ImageDraw, ImageFont

    read = otio.adapters.read_from_file(str(folder / f"board.{suffix}"))
    picture = Image.new("RGB", (WIDTH, 60 + 64 * len(read.tracks)), "#f4f4f2")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(14)
    whole_s = read.duration().to_seconds()
    for row, track in enumerate(read.tracks):
        top = 44 + 64 * row
        pen.text((12, top + 14), track.kind, fill="black", font=font)
        for clip in track.find_clips():
            span = clip.trimmed_range_in_parent()
            left, right = (
                80 + (WIDTH - 100) * t.to_seconds() / whole_s for t in (span.start_time, span.end_time_exclusive())
            )
            colour = "#5b8bd0" if track.kind == otio.schema.TrackKind.Video else "#6fae7a"
            pen.rectangle((left + 1, top, right - 1, top + 48), fill=colour)
            pen.text((left + 6, top + 6), clip.name[:26], fill="white", font=font)
            for marker in clip.markers:
                pen.polygon([(left + 6, top + 46), (left + 1, top + 38), (left + 11, top + 38)], fill="#e8b33a")
                pen.text((left + 16, top + 30), marker.name[:24], fill="white", font=font)
    pen.text((12, 12), f"{read.name}: {whole_s:.2f} s at {read.duration().rate:g} fps", fill="black", font=font)
    return picture


def storyboarder(folder: Path, _work: Path) -> Image.Image:
    """The project's board pictures in their order, as :class:`Storyboard` reads them."""
    from voice2image import Storyboard

    pictures = [panel.image.pixels for panel in Storyboard.load(folder / "board.storyboarder") if panel.image]
    height = 190
    small = [picture.resize((round(picture.width * height / picture.height), height)) for picture in pictures[:4]]
    strip = Image.new("RGB", (sum(one.width + 8 for one in small) - 8, height), "white")
    left = 0
    for one in small:
        strip.paste(one, (left, 0))
        left += one.width + 8
    return strip


MAKERS: dict[str, Callable[[Path, Path], Image.Image]] = {
    "xlsx": spreadsheet,
    "md": markdown,
    "html": page,
    "csv": partial(first_lines, suffix="csv", count=5),
    "srt": partial(subtitled, suffix="srt"),
    "vtt": partial(subtitled, suffix="vtt"),
    "otio": timeline,
    "otioz": partial(timeline, suffix="otioz"),
    "edl": partial(first_lines, suffix="edl"),
    "fcpxml": partial(first_lines, suffix="fcpxml"),
    "xml": partial(first_lines, suffix="xml"),
    "storyboarder": storyboarder,
    "psd": layers,
    "ora": partial(layers, suffix="ora"),
    "cbz": comic,
    "zip": pictures,
    "manga": manga,
}


def cropped(picture: Image.Image) -> Image.Image:
    """Without the empty margin at the right and below."""
    background = Image.new("RGB", picture.size, picture.getpixel((picture.width - 1, picture.height - 1)))
    box = ImageChops.difference(picture, background).getbbox() or (0, 0, *picture.size)
    return picture.crop((0, 0, min(picture.width, box[2] + 12), min(picture.height, box[3] + 12)))


def save(picture: Image.Image, path: Path) -> None:
    """Write it small: at most 760 px wide, in as few colours and pixels as 60 kB need."""
    picture = cropped(picture)
    picture.thumbnail((WIDTH, 620), Image.Resampling.LANCZOS)
    for colours in (256, 128, 64, 32):
        picture.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            return


def main() -> None:
    """Make all that can be made here."""
    folder = Path(sys.argv[1]).absolute()
    wanted = sys.argv[2:] or list(MAKERS)
    for name, make in ((name, MAKERS[name]) for name in wanted):
        with TemporaryDirectory() as work:
            try:
                save(make(folder, Path(work)), PICTURES / f"{name}.png")
            except FileNotFoundError as error:
                sys.stderr.write(f"{name}: {error.filename} is missing; its picture stays as it is\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
