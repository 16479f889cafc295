"""How boards and panels show themselves in a notebook: small, and complete in themselves."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from voice2image._halves import whole
from voice2image._pixels import as_jpeg, flat
from voice2image._xmp import picture_xmp
from voice2image.errors import StoryboardError
from voice2image.exporters._canvas import usual_size

if TYPE_CHECKING:
    from voice2image.image import GeneratedImage
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["board_html", "clock", "jpeg_uri", "panel_html"]

THUMBNAIL = (256, 256)
SHOWN = 60
"""Panels that a notebook shows of a long board; more make its file unwieldy."""

_GRID = "display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px;max-width:1100px"
_FIGURE = "margin:0;border:1px solid #8884;border-radius:6px;overflow:hidden;font:13px/1.4 system-ui,sans-serif"
_EMPTY = "display:grid;place-items:center;box-sizing:border-box;padding:1em;background:#8882;text-align:center"


def board_html(board: Storyboard) -> str:
    """A grid of thumbnails under the title."""
    drawn = sum(panel.status == "drawn" for panel in board)
    shape = usual_size(board)
    figures = "".join(panel_html(panel, shape) for panel in board[:SHOWN])
    more = f"<p>and {len(board) - SHOWN} more panels</p>" if len(board) > SHOWN else ""
    heading = f"<b dir='auto'>{escape(whole(board.title))}</b> · {drawn} of {len(board)} panels drawn"
    return f"<div><p>{heading}</p><div style='{_GRID}'>{figures}</div>{more}</div>"


def panel_html(panel: Panel, shape: tuple[int, int] = (1, 1)) -> str:
    """A thumbnail with its number, time and words; of the proportions `shape` where there is no picture."""
    words = escape(panel.prompt.heard or panel.prompt.text)
    caption = f"<b>{panel.number}</b> · {clock(panel.start_s)}<div dir='auto'>{words}</div>"
    return (
        f"<figure style='{_FIGURE};max-width:{THUMBNAIL[0]}px'>{_picture(panel, shape)}"
        f"<figcaption style='padding:6px 8px'>{caption}</figcaption></figure>"
    )


def _picture(panel: Panel, shape: tuple[int, int]) -> str:
    reason = panel.error or panel.status
    if panel.image is not None:
        try:
            uri = jpeg_uri(panel.image, within=THUMBNAIL)
        except StoryboardError as error:
            reason = str(error)
        else:
            return f"<img src='{uri}' alt='{escape(panel.prompt.text)}' style='width:100%;display:block'>"
    return f"<div style='aspect-ratio:{shape[0]}/{shape[1]};{_EMPTY}'>{escape(reason)}</div>"


def jpeg_uri(image: GeneratedImage, *, within: tuple[int, int] | None = None, quality: int = 88) -> str:
    """A picture as a ``data:`` URI, scaled down to fit `within`.

    Raises :class:`~voice2image.errors.StoryboardError`.
    """
    pixels = flat(image.pixels)
    if within is not None:
        pixels.thumbnail(within)
    content = as_jpeg(pixels, picture_xmp(image.provenance), quality=quality)
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"


def clock(seconds: float) -> str:
    """``75.3`` as ``1:15``, ``3675`` as ``1:01:15``."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
