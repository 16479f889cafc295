"""Boards for the tests of exporters: pictures of one colour, words of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PIL import Image

from voice2image.image import GeneratedImage, Provenance
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.storyboard import Panel, SoundSource, Storyboard
from voice2image.transcript import Segment, Transcript

if TYPE_CHECKING:
    from voice2image.audio import Audio

__all__ = ["WORDS", "coloured_board"]

WORDS = (
    "a lighthouse on a cliff at night",
    "夜の灯台、嵐が来る",
    "منارة على جرف في الليل",
    "👩‍🚀 waves 🌊 at the café <&> \"quotes\" 'n' {braces}",
    "Ein müder Bär sitzt am Fluß",
)
"""Latin, Japanese, right to left, emoji and markup, accents."""

_COLOURS = ("teal", "tomato", "gold", "orchid", "slategray")
_SECONDS = 2.5


def coloured_board(
    count: int = 3,
    *,
    status: Literal["drawn", "failed", "waiting", "mixed"] = "drawn",
    size: tuple[int, int] = (64, 36),
    sound: Audio | None = None,
) -> Storyboard:
    """A board of `count` panels, each 2.5 seconds after the one before.

    Args:
        count: How many panels.
        status: What became of them; ``"mixed"`` takes all three in turn.
        size: Width and height of the pictures in pixels.
        sound: The recording.
    """
    panels = tuple(_panel(number, status, size) for number in range(1, count + 1))
    heard = tuple(Segment(text=p.prompt.heard, start_s=p.start_s, end_s=p.end_s, language="en") for p in panels)
    return Storyboard(
        title='The "lighthouse" & <others>: 灯台',
        panels=panels,
        transcript=Transcript(segments=heard, language="en", duration_s=_SECONDS * count),
        source=SoundSource(name="memo.wav", sha256="0" * 64, duration_s=_SECONDS * count),
        sound=sound,
        created_at="2026-11-23T08:00:00+00:00",
    )


def _panel(number: int, status: str, size: tuple[int, int]) -> Panel:
    words = WORDS[(number - 1) % len(WORDS)]
    shot = Shot(
        size="WS",
        place="cliff",
        time_of_day="night",
        transition="dissolve" if number % 3 == 2 else None,
        move="push-in" if number % 2 else None,
        dialogue=words if number % 2 else "",
        sound=("waves",),
        notes=("check the horizon",) if number % 4 == 0 else (),
        picture=words,
    )
    start_s = _SECONDS * (number - 1)
    prompt = Prompt(text=words, heard=words, seed=number, shot=shot, start_s=start_s, end_s=start_s + _SECONDS)
    panel = Panel(number=number, prompt=prompt)
    kind = ("drawn", "failed", "waiting")[number % 3] if status == "mixed" else status
    if kind == "failed":
        return panel.failed("the generator ran out of memory")
    return panel.drawn(_picture(prompt, size)) if kind == "drawn" else panel


def _picture(prompt: Prompt, size: tuple[int, int]) -> GeneratedImage:
    width, height = size
    made = Provenance(
        prompt=prompt, generator="cards", model="cards", scheduler="none", steps=1, guidance_scale=0.0,
        width=width, height=height, dtype="uint8", device="cpu", created_at="2026-11-23T08:00:00+00:00",
    )  # fmt: skip
    return GeneratedImage(Image.new("RGB", size, _COLOURS[(prompt.seed or 0) % len(_COLOURS)]), made)
