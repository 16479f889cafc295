"""A board as one web page that needs nothing else: pictures and sound are inside it.

Clicking a panel plays the words that it comes from. The page forbids itself, by its
`content security policy <https://www.w3.org/TR/CSP3/>`_, to load or run anything that isn't in it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voice2image._halves import HALVES
from voice2image._notebook import clock, jpeg_uri
from voice2image._xmp import made
from voice2image.config import Config
from voice2image.errors import AudioError, ExportError, StoryboardError
from voice2image.exporters._canvas import usual_size
from voice2image.exporters._losses import unreadable, without_sound
from voice2image.exporters.base import Exporter, Progress, silent

if TYPE_CHECKING:
    from voice2image.audio import Audio
    from voice2image.image import Provenance
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["HtmlExporter", "sound_uri"]

_UNSHOWN: Final = {**{code: None for code in range(32) if chr(code) not in "\t\n\r"}, **HALVES}


class HtmlExporter(Exporter[Config]):
    """Writes ``.html``. Pictures go in as JPEG at full size; the originals are the board's PNGs."""

    name = "html"

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`.

        It takes the memory of one picture and of the encoded sound.
        """
        template = files("voice2image.exporters").joinpath("board.html").read_text("utf-8")
        without_sound(board)
        sound = None if board.sound is None else sound_uri(board.sound)
        places: Mapping[str, Iterable[str]] = {
            "language": [_text(board.transcript.language or "und")],
            "policy": [_policy(template)],
            "version": [version("voice2image")],
            "title": [_text(board.title)],
            "ratio": ["{} / {}".format(*usual_size(board))],
            "facts": [_facts(board)],
            "panels": _panels(board, progress, playable=sound is not None),
            "transcript": _transcript(board, playable=sound is not None),
            "making": _making(board),
            "sound": _sound_bar(sound),
        }
        with path.open("w", encoding="utf-8", newline="\n") as page:
            # Odd pieces are the names between the braces.
            for index, piece in enumerate(re.split(r"\{\{(\w+)\}\}", template)):
                page.writelines(places[piece] if index % 2 else [piece])


def _policy(template: str) -> str:
    """Only this page's own script and data. Its style isn't hashed, since it holds a number of the board."""
    script = template.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _text(words: str) -> str:
    return escape(words.translate(_UNSHOWN))


def _facts(board: Storyboard) -> str:
    count = len(board)
    failed = sum(panel.status == "failed" for panel in board)
    waiting = sum(panel.status == "waiting" for panel in board)
    facts = [f"{count} panel{'' if count == 1 else 's'}"]
    facts += [f"{failed} failed"] if failed else []
    facts += [f"{waiting} not drawn yet"] if waiting else []
    facts += [clock(board.duration_s)] if board.duration_s else []
    facts += [f"<bdi>{_text(board.source.name)}</bdi>"] if board.source else []
    return " · ".join([*facts, _text(board.created_at[:10])])


def _panels(board: Storyboard, progress: Progress, *, playable: bool) -> Iterator[str]:
    if not board.panels:
        yield '<p class="empty">No panels yet.</p>'
    for done, panel in enumerate(board):
        progress(done / len(board))
        yield _panel(panel, playable=playable and panel.end_s > panel.start_s)


def _panel(panel: Panel, *, playable: bool) -> str:
    prompt = panel.prompt
    image = panel.image
    times = f'data-start="{panel.start_s:.3f}" data-end="{panel.end_s:.3f}"' if playable else ""
    picture, has_picture = _picture(panel)
    if playable or has_picture:
        action = "Hear the words of" if playable else "Enlarge"
        mark = '<span class="play"></span>' if playable else ""
        frame = f'<button class="picture" aria-label="{action} panel {panel.number}">{picture}{mark}</button>'
    else:
        frame = f'<div class="picture">{picture}</div>'
    span = f"{clock(panel.start_s)}–{clock(panel.end_s)}" if panel.end_s > panel.start_s else ""
    enlarge = '<button class="enlarge">enlarge</button>' if has_picture else ""
    seed = f"seed <span>{image.seed}</span> · " if image and image.seed is not None else ""
    made = f"{seed}{_text(panel.file)}" if has_picture else panel.status
    told = image.provenance.notes if image else ()
    notes = "".join(f'<p class="note" dir="auto">{_text(note)}</p>' for note in told)
    return (
        f'<article class="panel {panel.status}" id="panel-{panel.number}" {times}>{frame}'
        f'<div class="heard-so-far"></div><div class="text">'
        f'<div class="slate"><b>{panel.number}</b><span>{span}</span>{enlarge}</div>'
        f'<p class="words" dir="auto">{_text(prompt.heard or prompt.text)}</p>'
        f'<p class="prompt" dir="auto">{_text(prompt.full_text)}</p>{notes}'
        f'<p class="seed">{made}</p></div></article>\n'
    )


def _picture(panel: Panel) -> tuple[str, bool]:
    """The picture, or the reason why there is none; and which of the two it is."""
    reason = panel.error or ""
    if panel.image is not None:
        try:
            width, height = panel.image.size
            uri = jpeg_uri(panel.image)
        except StoryboardError as error:
            unreadable(panel)
            reason = str(error)
        else:
            alt = _text(panel.prompt.text)
            return f'<img src="{uri}" alt="{alt}" width="{width}" height="{height}" loading="lazy">', True
    heading = "Not drawn yet" if panel.status == "waiting" else "No picture"
    return f'<span class="reason"><b>{heading}</b><span dir="auto">{_text(reason)}</span></span>', False


def _transcript(board: Storyboard, *, playable: bool) -> Iterator[str]:
    if not board.transcript.segments:
        return
    yield '<section>\n<h2>Transcript</h2>\n<ol class="transcript">\n'
    for segment in board.transcript.segments:
        time = clock(segment.start_s)
        times = f' data-start="{segment.start_s:.3f}" data-end="{segment.end_s:.3f}"' if playable else ""
        lead = f"<button>{time}</button>" if playable else f'<span class="time">{time}</span>'
        speaker = f'<span class="speaker">{_text(segment.speaker)}</span>' if segment.speaker else ""
        yield f'<li{times}>{lead}<span dir="auto">{speaker}{_text(segment.text.strip())}</span></li>\n'
    yield "</ol>\n</section>"


def _making(board: Storyboard) -> Iterator[str]:
    """How the pictures were made: they are machine-made, and say so."""
    drawn = next(iter(made(board)), None)
    if drawn is None:
        return
    yield "<p>The pictures on this page were drawn by a machine.</p>\n"
    yield "<details><summary>How they were made</summary><dl>\n"
    for name, value in _settings(drawn):
        yield f'<dt>{name}</dt><dd dir="auto">{_text(value)}</dd>\n'
    yield "</dl></details>"


def _settings(provenance: Provenance) -> Iterator[tuple[str, str]]:
    revision = f" ({provenance.revision})" if provenance.revision else ""
    yield "Model", provenance.model + revision
    yield "Scheduler", f"{provenance.scheduler}, {provenance.steps} steps"
    yield "Guidance scale", f"{provenance.guidance_scale:g}"
    if provenance.prompt.style:
        yield "Style", provenance.prompt.style
    if provenance.negative_read:
        yield "Negative prompt", provenance.negative_read
    yield "Size", f"{provenance.width} × {provenance.height}"
    yield "Device", f"{provenance.device}, {provenance.dtype}"
    if provenance.versions:
        yield "Versions", ", ".join(f"{name} {number}" for name, number in provenance.versions.items())


def _sound_bar(uri: str | None) -> Iterator[str]:
    if uri is not None:
        yield '<div class="bar"><audio controls preload="metadata" src="'
        yield uri
        yield '"></audio><p>Click a picture to hear its words. <kbd>←</kbd> <kbd>→</kbd> move, '
        yield "<kbd>Enter</kbd> plays, <kbd>Esc</kbd> stops.</p></div>"


def sound_uri(sound: Audio) -> str:
    """The recording as AAC, which every browser plays."""
    try:
        if sound.path is not None and sound.path.suffix == ".m4a":
            content = sound.path.read_bytes()
        else:
            with tempfile.TemporaryDirectory() as folder:
                encoded = Path(folder) / "sound.m4a"
                sound.to_m4a(encoded)
                content = encoded.read_bytes()
    except AudioError as error:
        raise ExportError(f"the board's sound can't be used: {error}") from error
    return f"data:audio/mp4;base64,{base64.b64encode(content).decode()}"
