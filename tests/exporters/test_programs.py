"""Exports opened by the programs that people open them with, where those are installed."""

from __future__ import annotations

import base64
import csv
import re
import shutil
import subprocess
import zipfile

import pytest
from PIL import Image

from voice2image.testing import coloured_board

TOMATO = (255, 99, 71)  # the first picture


def run(program, *arguments, cwd):
    """Run a program, or skip the test where it is missing."""
    if not shutil.which(program):
        pytest.skip(f"needs {program}: apt-get install {PACKAGES.get(program, program)}")
    return subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, check=True, timeout=300)


PACKAGES = {
    "soffice": "libreoffice-calc-nogui",
    "pdftoppm": "poppler-utils",
    "xvfb-run": "xvfb krita",
    "exiftool": "libimage-exiftool-perl",
}


@pytest.mark.slow
def test_libreoffice_opens_the_spreadsheet(tmp_path):
    pytest.importorskip("openpyxl")
    coloured_board(3).export(tmp_path / "a.xlsx")
    run(
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1",  # UTF-8
        "a.xlsx",
        cwd=tmp_path,
    )
    rows = list(csv.reader((tmp_path / "a.csv").open(encoding="utf-8")))
    assert any("منارة على جرف في الليل" in row for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["pdf", "manga.pdf"])
def test_poppler_draws_the_pages(tmp_path, suffix):
    pytest.importorskip("fpdf")
    coloured_board(3).export(tmp_path / f"a.{suffix}")
    run("pdftoppm", "-png", "-r", "50", "-singlefile", f"a.{suffix}", "page", cwd=tmp_path)
    with Image.open(tmp_path / "page.png") as page:
        shown = page.convert("RGB").getcolors(page.width * page.height)
    near = (count for count, colour in shown if max(abs(a - b) for a, b in zip(colour, TOMATO, strict=True)) < 12)
    assert sum(near) > 1000


def test_a_comic_library_opens_the_comic(tmp_path):
    from darkseid.comic import Comic, MetadataFormat

    coloured_board(3).export(tmp_path / "a.cbz")
    comic = Comic(tmp_path / "a.cbz")
    told = comic.read_metadata(MetadataFormat.COMIC_INFO)
    assert comic.get_number_of_pages() == len(told.pages) >= 1
    assert "machine" in str(told)


def jpeg_of(path):
    """The first picture in a page."""
    content = path.read_text("utf-8")
    (path.parent / "b.jpg").write_bytes(base64.b64decode(re.search("data:image/jpeg;base64,([^'\")]+)", content)[1]))
    return "b.jpg"


@pytest.mark.parametrize(
    ("suffix", "inside"),
    [
        ("png", None),
        ("psd", None),
        ("zip", ".png"),
        ("cbz", ".jpg"),
        ("ora", "mergedimage.png"),
        ("xlsx", ".jpeg"),
        ("html", None),
        ("md", None),
    ],
)
def test_exiftool_reads_that_a_model_drew_it(tmp_path, suffix, inside):
    board, picture = coloured_board(1), f"a.{suffix}"
    if suffix == "png":
        board.panels[0].image.save(tmp_path / picture)
    else:
        board.export(tmp_path / picture)
    if inside:
        with zipfile.ZipFile(tmp_path / picture) as archive:
            picture = archive.extract(next(n for n in archive.namelist() if n.endswith(inside)), tmp_path)
    elif suffix in {"html", "md"}:
        picture = jpeg_of(tmp_path / picture)
    done = run("exiftool", "-s3", "-XMP-iptcExt:DigitalSourceType", str(picture), cwd=tmp_path)
    assert done.stdout.strip() == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


@pytest.mark.parametrize(
    ("suffix", "tag"),
    [
        ("mp4", "-XMP-iptcExt:DigitalSourceType"),
        ("gif", "-XMP-iptcExt:DigitalSourceType"),
        ("webm", "-DigitalSourceType"),
    ],
)
def test_exiftool_reads_what_is_in_a_film(tmp_path, suffix, tag):
    coloured_board(2).export(tmp_path / f"a.{suffix}")
    done = run("exiftool", "-s3", tag, f"a.{suffix}", cwd=tmp_path)
    kind = "trainedAlgorithmicMedia" if suffix == "gif" else "compositeWithTrainedAlgorithmicMedia"
    assert done.stdout.strip() == f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    assert not run("exiftool", "-ee", "-s3", "-Warning", "-Error", f"a.{suffix}", cwd=tmp_path).stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["ora", "psd"])
def test_krita_opens_the_layers(tmp_path, suffix):
    pytest.importorskip("psd_tools")
    coloured_board(2).export(tmp_path / f"a.{suffix}")
    if not shutil.which("krita"):
        pytest.skip("needs krita: apt-get install krita xvfb")
    run("xvfb-run", "-a", "krita", "--export", f"a.{suffix}", "--export-filename", "a.png", cwd=tmp_path)
    with Image.open(tmp_path / "a.png") as shown:
        assert shown.convert("RGB").getpixel((400, 300)) == TOMATO
