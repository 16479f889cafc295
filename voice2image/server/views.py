"""What the service answers with, and what it tells of as it happens."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from voice2image._events_json import to_json
from voice2image.events import BoardDone, Event
from voice2image.image import GeneratedImage
from voice2image.server.store import Entry, State
from voice2image.storyboard import Panel, Storyboard

__all__ = ["BoardList", "BoardView", "Fault", "FaultDetail", "PanelView", "board_view", "event_view", "panel_view"]


class FaultDetail(BaseModel):
    """What went wrong, in the shape that clients of OpenAI know."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class Fault(BaseModel):
    """The answer to a call that couldn't be carried out."""

    error: FaultDetail


class PanelView(BaseModel):
    """One panel of a board."""

    number: int
    status: Literal["waiting", "drawn", "failed"]
    start_s: float = Field(description="When it begins in the recording, in seconds.")
    end_s: float
    heard: str = Field(description="The speaker's words.")
    prompt: str = Field(description="What the picture shows, as the image model is told.")
    negative: str
    seed: int | None
    image: str | None = Field(description="Where its picture is, below this service's address.")
    alternates: list[str] = Field(description="Where its other pictures are; `choose` takes their number, from 1.")
    notes: list[str]
    error: str | None


class BoardView(BaseModel):
    """A board, as far as it has come."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "5f0c9b0d6c1e4a7f8b21d3aa",
                    "state": "queued",
                    "name": "memo.m4a",
                    "created_at": 1793900000.0,
                    "position": 2,
                    "wait_s": 41.0,
                    "error": None,
                    "title": "",
                    "text": "",
                    "duration_s": None,
                    "panels": [],
                    "undo": [],
                }
            ]
        }
    )

    id: str
    state: State
    name: str = Field(description="The recording's, as it was sent.")
    created_at: float = Field(description="Seconds since 1970.")
    position: int | None = Field(description="While it waits: how many boards are drawn before it.")
    wait_s: float | None = Field(description="While it waits: about how long, in seconds, where that can be told.")
    error: str | None
    title: str
    text: str = Field(description="What was said.")
    duration_s: float | None
    panels: list[PanelView]
    undo: list[str] = Field(description="Edits that can be taken back, the last one last.")


class BoardList(BaseModel):
    """Boards, the newest first, without their panels."""

    boards: list[BoardView]


def board_view(
    entry: Entry, board: Storyboard | None = None, *, position: int | None = None, wait_s: float | None = None
) -> BoardView:
    """A board as the service shows it."""
    return BoardView(
        id=entry.id,
        state=entry.state,
        name=entry.name,
        created_at=entry.created_at,
        position=position,
        wait_s=wait_s,
        error=entry.error,
        title=board.title if board else "",
        text=board.transcript.text if board else "",
        duration_s=board.duration_s if board else None,
        panels=[panel_view(entry.id, panel) for panel in board or ()],
        undo=[step.did for step in board.history] if board else [],
    )


def panel_view(board_id: str, panel: Panel) -> PanelView:
    """A panel as the service shows it."""
    image = panel.image
    return PanelView(
        number=panel.number,
        status=panel.status,
        start_s=panel.start_s,
        end_s=panel.end_s,
        heard=panel.prompt.heard,
        prompt=panel.prompt.full_text,
        negative=panel.prompt.negative_text,
        seed=image.seed if image else panel.prompt.seed,
        image=_address(board_id, image) if image else None,
        alternates=[_address(board_id, each) for each in panel.alternates],
        notes=list(image.provenance.notes) if image else [],
        error=panel.error,
    )


def _address(board_id: str, image: GeneratedImage) -> str:
    """Where a picture is. It says how the picture was made too, so that a browser never takes an older one for it."""
    name = image.path.name if image.path else ""
    made = hashlib.sha256(image.provenance.model_dump_json().encode()).hexdigest()[:8]
    return f"/v1/boards/{board_id}/pictures/{name}?v={made}"


def event_view(board_id: str, event: Event) -> dict[str, Any]:
    """An event as JSON, its pictures as addresses."""
    if isinstance(event, BoardDone):
        return {"event": "board_done"}  # the board itself is where it always is
    item = to_json(event)
    panel = getattr(event, "panel", None)
    if panel is not None:
        item["panel"] = panel_view(board_id, panel).model_dump(mode="json")
    panels = getattr(event, "panels", None)
    if panels is not None:
        item["panels"] = [panel_view(board_id, each).model_dump(mode="json") for each in panels]
    return item
