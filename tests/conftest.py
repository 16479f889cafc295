"""What several test modules need: pictures, panels and boards made of nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from voice2image.image import GeneratedImage, Provenance
from voice2image.prompt import Prompt
from voice2image.storyboard import Panel, SoundSource, Storyboard
from voice2image.transcript import Segment, Transcript

if TYPE_CHECKING:
    import trustme

MakeProvenance = Callable[..., Provenance]


@pytest.fixture
def make_provenance() -> MakeProvenance:
    """Makes a provenance; keywords replace fields, `text` and `seed` those of its prompt."""

    def make(*, text: str = "a lighthouse at dusk", seed: int = 7, **fields) -> Provenance:
        prompt = Prompt(text=text, seed=seed, heard=f"uh, {text}", start_s=1.0, end_s=3.5)
        known = {
            "prompt": prompt,
            "generator": "cards",
            "model": "cards",
            "scheduler": "ddim",
            "steps": 20,
            "guidance_scale": 7.5,
            "width": 64,
            "height": 48,
            "dtype": "float32",
            "device": "cpu",
            "created_at": "2026-11-23T08:00:00+00:00",
        }
        return Provenance(**{**known, **fields})

    return make


@pytest.fixture
def make_image(make_provenance: MakeProvenance) -> Callable[..., GeneratedImage]:
    """Makes a picture of one colour; keywords go to its provenance."""

    def make(color: str = "teal", **fields) -> GeneratedImage:
        return GeneratedImage(Image.new("RGB", (64, 48), color), make_provenance(**fields))

    return make


@pytest.fixture
def make_board(make_image: Callable[..., GeneratedImage]) -> Callable[..., Storyboard]:
    """Makes a board of `count` drawn panels, 2.5 seconds apart."""

    def make(count: int = 3, *, color: str = "teal", **fields) -> Storyboard:
        panels = []
        for number in range(1, count + 1):
            prompt = Prompt(text=f"shot {number}", heard=f"we see shot {number}", seed=number)
            prompt = prompt.replace(start_s=2.5 * (number - 1), end_s=2.5 * number)
            image = make_image(color, prompt=prompt)
            panels.append(Panel(number=number, prompt=prompt).drawn(image))
        heard = (Segment(text="we see shot 1.", start_s=0.0, end_s=2.5),)
        known = {
            "title": "The lighthouse",
            "panels": tuple(panels),
            "transcript": Transcript(segments=heard, language="en", duration_s=2.5 * count),
            "source": SoundSource(name="memo.wav", sha256="0" * 64, duration_s=2.5 * count),
            "settings": {"prompter": '{"style":""}'},
        }
        return Storyboard(**{**known, **fields})

    return make


@pytest.fixture
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the tester's own: no key, no certificates, no proxy for this machine."""
    for name in ("ASSEMBLYAI_API_KEY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Signs the certificates of servers on this machine."""
    import trustme

    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authority's own certificate, as a company hands it out."""
    path = tmp_path_factory.mktemp("ca") / "company.pem"
    authority.cert_pem.write_to_path(str(path))
    return path
