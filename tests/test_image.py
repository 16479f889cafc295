"""Pictures: saved, read back, and what a PNG says of where it comes from."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from voice2image.errors import ExportError, SchemaVersionError, StoryboardError
from voice2image.image import GeneratedImage, SourceSpan, read_provenance
from voice2image.prompt import Prompt


def png_with(**chunks: str) -> bytes:
    """A tiny PNG that carries these texts."""
    info = PngImagePlugin.PngInfo()
    for keyword, text in chunks.items():
        info.add_text(keyword, text)
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def insert_chunk(png: bytes, kind: bytes, body: bytes, checksum: int | None = None) -> bytes:
    """`png` with one more chunk, right behind its header."""
    crc = zlib.crc32(kind + body) if checksum is None else checksum
    chunk = len(body).to_bytes(4, "big") + kind + body + crc.to_bytes(4, "big")
    return png[:33] + chunk + png[33:]


def test_a_saved_picture_holds_no_pixels_and_reads_them_back(make_image, tmp_path):
    saved = make_image("teal").save(tmp_path / "a.png")

    assert saved.path == tmp_path / "a.png"
    assert saved._pixels is None
    assert saved.pixels.getpixel((0, 0)) == (0, 128, 128)
    assert saved.size == (64, 48)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_pixels_survive_bit_for_bit(make_provenance, tmp_path):
    noise = Image.effect_noise((33, 17), 90).convert("RGB")
    saved = GeneratedImage(noise, make_provenance()).save(tmp_path / "a.png")
    assert saved.pixels.tobytes() == noise.tobytes()


def test_provenance_comes_back_from_every_kind_of_source(make_image, tmp_path):
    image = make_image()
    saved = image.save(tmp_path / "a.png")
    with (tmp_path / "a.png").open("rb") as file:
        assert read_provenance(file) == image.provenance
    assert read_provenance(tmp_path / "a.png") == image.provenance
    assert read_provenance(str(tmp_path / "a.png")) == image.provenance
    assert read_provenance(image.to_png()) == image.provenance
    assert read_provenance(Image.open(tmp_path / "a.png")) == image.provenance
    assert GeneratedImage.open(saved.path).provenance == image.provenance


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), negative=st.text(max_size=50), heard=st.text(max_size=50))
def test_any_text_survives_in_a_png(make_image, text, negative, heard):
    image = make_image(prompt=Prompt(text=text, negative_text=negative, heard=heard, seed=1))
    assert read_provenance(image.to_png()) == image.provenance
    with Image.open(io.BytesIO(image.to_png())) as independent:
        assert independent.info["voice2image"] == image.provenance.model_dump_json()


def test_image_browsers_find_the_settings(make_image):
    prompt = Prompt(text="灯台, café", style="ink wash", negative_text="blurry", seed=42)
    image = make_image(prompt=prompt, scheduler="dpm++2m-karras", model="mirror/sd2: base, v2", guidance_scale=3.0)

    with Image.open(io.BytesIO(image.to_png())) as png:
        assert png.info["parameters"] == (
            "灯台, café, ink wash\n"
            "Negative prompt: blurry\n"
            "Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 3, Seed: 42, Size: 64x48, "
            'Model: "mirror/sd2: base, v2"'
        )


def test_latin_text_stands_in_the_chunk_that_old_readers_know(make_image):
    assert b"tEXtparameters\0" in make_image(text="a café").to_png()
    assert b"iTXtparameters\0" in make_image(text="灯台").to_png()


def test_the_source_is_added_to_a_copy(make_image):
    image = make_image()
    span = SourceSpan(name="memo.wav", sha256="0" * 64, start_s=1.0, end_s=2.0)

    assert image.with_provenance(source=span).provenance.source == span
    assert image.provenance.source is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [("/home/anna/memo.wav", "memo.wav"), ("C:\\anna\\memo.wav", "memo.wav"), ("<bytes>", "<bytes>"), ("a/", "a/")],
)
def test_a_picture_tells_nobody_the_folders_of_its_maker(name, kept):
    assert SourceSpan(name=name, sha256="0" * 64, start_s=1.0, end_s=2.0).name == kept


def test_a_changed_provenance_reaches_the_png_of_a_saved_picture(make_image, tmp_path):
    saved = make_image().save(tmp_path / "a.png")
    span = SourceSpan(name="memo.wav", sha256="0" * 64, start_s=1.0, end_s=2.0)
    assert read_provenance(saved.with_provenance(source=span).to_png()).source == span
    assert saved.to_png() == (tmp_path / "a.png").read_bytes()


def test_a_notebook_shows_the_png(make_image):
    assert make_image()._repr_png_().startswith(b"\x89PNG")


def test_a_picture_needs_pixels_or_a_file(make_provenance):
    with pytest.raises(ValueError, match="pixels"):
        GeneratedImage(None, make_provenance())


def test_only_png_keeps_everything(make_image, tmp_path):
    with pytest.raises(ExportError, match=r"a\.jpg.*\.png"):
        make_image().save(tmp_path / "a.jpg")


@pytest.mark.parametrize(
    ("target", "reason"), [("missing/a.png", "there is no folder"), ("folder.png", "it is a folder")]
)
def test_an_unwritable_target_is_named(make_image, tmp_path, target, reason):
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(StoryboardError, match=f"{target}.*{reason}"):
        make_image().save(tmp_path / target)


def test_a_vanished_file_is_named(make_image, tmp_path):
    saved = make_image().save(tmp_path / "a.png")
    saved.path.unlink()
    with pytest.raises(StoryboardError, match=r"a\.png: the picture is missing"):
        _ = saved.pixels
    with pytest.raises(StoryboardError, match=r"a\.png: the picture is missing"):
        saved.to_png()


def test_a_damaged_file_is_named(make_image, tmp_path):
    saved = make_image().save(tmp_path / "a.png")
    saved.path.write_bytes(saved.path.read_bytes()[:-40])
    with pytest.raises(StoryboardError, match=r"a\.png: the picture can't be read"):
        _ = saved.pixels


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no PNG"),
        (b"GIF89a", "no PNG"),
        (png_with()[:20], "breaks off"),
        (png_with(), "carries no provenance"),
        (png_with(parameters="Steps: 20"), "carries no provenance"),
        (png_with(voice2image="{"), "damaged JSON at line 1, column 2"),
        (png_with(voice2image="[" * 100_000), "damaged JSON"),
        (png_with(voice2image="9" * 5_000), "damaged JSON"),
        (png_with(voice2image="{}"), r"not a voice2image\.provenance"),
        (
            png_with(voice2image='{"schema_name": "voice2image.provenance", "schema_version": 1}'),
            "prompt: Field required",
        ),
        (insert_chunk(png_with(), b"tEXt", b"voice2image\0{}", checksum=1), "is damaged"),
        (insert_chunk(png_with(), b"zTXt", b"voice2image\0\0not zlib"), "is damaged"),
        (insert_chunk(png_with(), b"iTXt", b"voice2image\0\0\0\0\0\xff\xfe"), "is damaged"),
        (
            insert_chunk(png_with(), b"zTXt", b"voice2image\0\0" + zlib.compress(bytes(64 * 2**20))),
            "unpacks to more",
        ),
    ],
)
def test_what_is_wrong_with_a_png_is_said(content, reason, tmp_path):
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(StoryboardError, match=rf"x\.png: .*{reason}"):
        read_provenance(tmp_path / "x.png")


def test_a_missing_png_is_named(tmp_path):
    with pytest.raises(StoryboardError, match=r"x\.png: can't be read: No such file"):
        read_provenance(tmp_path / "x.png")


def test_a_newer_version_says_how_to_read_it():
    newer = png_with(voice2image='{"schema_name": "voice2image.provenance", "schema_version": 2}')
    with pytest.raises(SchemaVersionError, match=r"version 2.*pip install -U voice2image"):
        read_provenance(newer)


def test_huge_pixels_are_never_unpacked(make_image):
    """A header that claims 2 billion x 2 billion pixels, and the provenance behind it."""
    png = make_image().to_png()
    header = b"IHDR" + (2**31 - 1).to_bytes(4, "big") * 2 + png[24:29]
    hostile = png[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png[33:]
    assert read_provenance(hostile).prompt.text == "a lighthouse at dusk"


def test_huge_pixels_are_refused(make_image, tmp_path, monkeypatch):
    saved = make_image().save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(StoryboardError, match=r"a\.png: the picture can't be read"):
        _ = saved.pixels


def test_zipped_text_is_read(make_image):
    text = make_image().provenance.model_dump_json()
    packed = insert_chunk(png_with(), b"zTXt", b"voice2image\0\0" + zlib.compress(text.encode("latin-1")))
    assert read_provenance(packed) == make_image().provenance


def test_text_behind_the_pixels_is_found(make_image):
    text = make_image().provenance.model_dump_json().encode("latin-1")
    png, body = png_with(), b"voice2image\0" + text
    chunk = len(body).to_bytes(4, "big") + b"tEXt" + body + zlib.crc32(b"tEXt" + body).to_bytes(4, "big")
    assert read_provenance(png[:-12] + chunk + png[-12:]) == make_image().provenance


def test_a_full_disk_leaves_the_old_picture(make_image, tmp_path, monkeypatch):
    make_image("teal").save(tmp_path / "a.png")
    before = (tmp_path / "a.png").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoryboardError, match=r"a\.png: No space left on device"):
        make_image("red").save(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_other_programs_see_that_a_machine_drew_it(make_image, tmp_path):
    saved = make_image().save(tmp_path / "a.png")
    with Image.open(saved.path) as picture:
        told = picture.getxmp()["xmpmeta"]["RDF"]["Description"]
    assert told["DigitalSourceType"] == "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    assert told["CreatorTool"].startswith("voice2image ")
    assert told["CreateDate"] == saved.provenance.created_at


@pytest.mark.skipif(not shutil.which("exiftool"), reason="needs ExifTool: apt-get install libimage-exiftool-perl")
def test_exiftool_reads_it_too(make_image, tmp_path):
    saved = make_image().save(tmp_path / "a.png")
    told = subprocess.run(["exiftool", "-json", saved.path], capture_output=True, text=True, check=True).stdout
    assert "trained" in json.loads(told)[0]["DigitalSourceType"].lower()
