"""A project of Storyboarder as a board of ours; the format is told in :mod:`voice2image.exporters.storyboarder`."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voice2image._board_json import FileName
from voice2image._storyboarder_layers import LayeredImage, layers_of
from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.errors import AudioError, StoryboardError
from voice2image.exporters.storyboarder import notes_of
from voice2image.image import HAND_DRAWN, GeneratedImage, Provenance, read_provenance
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.storyboard import Panel, SoundSource, Storyboard
from voice2image.transcript import Transcript

__all__ = ["read_storyboarder"]


class _Lenient(BaseModel):
    """Takes what it knows; Storyboarder's versions add fields of their own."""

    model_config = ConfigDict(extra="ignore")


_Ms = Annotated[float, Field(ge=0, le=1e10, allow_inf_nan=False)]
"""Up to some months, so that no sum of them is infinite."""


class LayerRecord(_Lenient):
    """A layer as the file has it."""

    url: FileName
    opacity: Annotated[float, Field(ge=0, le=1)] | None = None


class _SoundRecord(_Lenient):
    filename: FileName


class _Board(_Lenient):
    url: FileName
    layers: Mapping[str, LayerRecord] = {}
    audio: _SoundRecord | None = None
    time: _Ms | None = None
    duration: _Ms | None = None
    dialogue: str | None = None
    action: str | None = None
    notes: str | None = None


class _Project(_Lenient):
    default_ms: Annotated[_Ms, Field(alias="defaultBoardTiming")] = 2000.0
    boards: tuple[_Board, ...] = ()


def read_storyboarder(path: Path) -> Storyboard:
    """Read a ``.storyboarder`` file and the pictures in ``images/`` beside it.

    Each board becomes a panel: its action the text, its dialogue and notes the shot's, its time and duration the
    panel's, its layers one picture. What came from us and wasn't changed there is as it was. A board whose picture is
    missing comes as one that failed, and says so. The boards' sounds become the recording; one that can't be read is
    silence, with a warning in the log.

    Raises :class:`~voice2image.errors.StoryboardError` if it can't be read.
    """
    try:
        project = _Project.model_validate(json.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise StoryboardError(f"{path}: can't be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        told = _first(error) if isinstance(error, ValidationError) else error
        raise StoryboardError(f"{path}: this is no Storyboarder project: {told}") from error
    now, panels, images = 0.0, [], path.parent / "images"
    for number, board in enumerate(project.boards, 1):
        start = board.time if board.time is not None else now
        now = start + (board.duration if board.duration is not None else project.default_ms)
        panels.append(_panel(number, board, start / 1000, now / 1000, images))
    end_s = max((panel.end_s for panel in panels), default=0.0)
    read = Storyboard(title=path.stem, panels=tuple(panels), transcript=Transcript(duration_s=end_s))
    spoken = (
        (panel.start_s, images / board.audio.filename)
        for panel, board in zip(panels, project.boards, strict=True)
        if board.audio
    )
    sound = _sound(list(spoken), end_s, f"{path.stem}.wav")
    if sound is None:
        return read
    source = SoundSource(name=sound.name, sha256=sound.sha256, duration_s=sound.duration_s)
    return read.replace(sound=sound, source=source)


def _sound(parts: Sequence[tuple[float, Path]], end_s: float, name: str) -> Audio | None:
    """The boards' sounds, each from its second on, as one recording; ``None`` if there are none."""
    heard = []
    for start_s, file in parts:
        try:
            heard.append((round(start_s * SAMPLE_RATE), Audio.open(file).samples))
        except AudioError as error:
            logging.getLogger("voice2image").warning("images/%s: the sound can't be used: %s", file.name, error)
    if not heard:
        return None
    whole = np.zeros(max(round(end_s * SAMPLE_RATE), *(start + len(part) for start, part in heard)), np.float32)
    for start, part in heard:
        whole[start : start + len(part)] += part
    return Audio.open(np.clip(whole, -1.0, 1.0), sample_rate=SAMPLE_RATE, name=name)


def _panel(number: int, board: _Board, start_s: float, end_s: float, images: Path) -> Panel:
    layers = layers_of(board.url, board.layers, images)
    ours = next(filter(None, (_ours(layer.file) for layer in layers)), None)
    prompt = _prompt(number, board, ours.prompt if ours else None).replace(start_s=start_s, end_s=end_s)
    panel = Panel(number=number, prompt=prompt)
    if not layers:
        return panel.failed(f"images/{board.url}: the picture is missing")
    try:
        width, height = layers[0].size()
        layers = [layers[0], *(layer for layer in layers[1:] if layer.is_drawn_on())]
    except StoryboardError as error:
        return panel.failed(str(error))
    if len(layers) == 1 and layers[0].opacity == 1:
        made = _ours(layers[0].file) or _drawn_there(prompt)
        made = made.replace(prompt=prompt, width=width, height=height)
        return panel.drawn(GeneratedImage(None, made, path=layers[0].file))
    return panel.drawn(LayeredImage(layers, _drawn_there(prompt).replace(width=width, height=height)))


def _ours(picture: Path) -> Provenance | None:
    with contextlib.suppress(StoryboardError):
        return read_provenance(picture)
    return None


def _prompt(number: int, board: _Board, before: Prompt | None) -> Prompt:
    """The board's words, and what else there was to the panel that it was made of."""
    action, notes = (board.action or "").strip(), (board.notes or "").strip()
    before = before or Prompt(text="")
    shot = before.shot or Shot()
    if notes != notes_of(Panel(number=number, prompt=before)):
        shot = shot.replace(notes=tuple(line for line in notes.splitlines() if line.strip()))
    text = before.text if action == (shot.picture or before.text) else action
    shot = shot.replace(dialogue=(board.dialogue or "").strip(), picture=action)
    return before.replace(text=text or f"board {number}", shot=shot)


def _drawn_there(prompt: Prompt) -> Provenance:
    """All that is known of a picture that somebody drew, or drew over, in Storyboarder."""
    return Provenance(
        prompt=prompt, generator=HAND_DRAWN, model="Storyboarder", scheduler="none", steps=0, guidance_scale=0.0,
        width=0, height=0, dtype="uint8", device="none", versions={},
    )  # fmt: skip


def _first(error: ValidationError) -> Any:
    fault = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"
