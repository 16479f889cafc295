"""Events, panels and boards as JSON, for other programs. Fields may be added; none changes its meaning."""

from __future__ import annotations

from typing import Any

from voice2image.edit import Edit, Insert, Move, Remove, Revise
from voice2image.events import (
    BoardDone,
    BoardEdited,
    Event,
    HearingProgress,
    Notice,
    PanelDrawn,
    PanelFailed,
    PartialHeard,
    PreviewDrawn,
    PromptWritten,
    SegmentHeard,
    StepDone,
)
from voice2image.storyboard import Panel, Storyboard

__all__ = ["board_json", "edit_line", "panel_json", "to_json"]


def to_json(event: Event) -> dict[str, Any]:
    """An event as a JSON object whose ``event`` says which it is. Preview pictures are left out."""
    match event:
        case Notice(message=message):
            return {"event": "notice", "message": message}
        case HearingProgress(heard_s=heard_s, total_s=total_s):
            return {"event": "hearing", "heard_s": heard_s, "total_s": total_s}
        case PartialHeard(segment=segment, confirmed=confirmed):
            return {"event": "partial_heard", "segment": segment.model_dump(mode="json"), "confirmed": confirmed}
        case SegmentHeard(segment=segment):
            return {"event": "segment_heard", "segment": segment.model_dump(mode="json")}
        case PromptWritten(number=number, prompt=prompt):
            return {"event": "prompt_written", "number": number, "prompt": prompt.model_dump(mode="json")}
        case BoardEdited(edit=edit, panels=panels):
            return {"event": "board_edited", **_edit_json(edit), "panels": [panel_json(panel) for panel in panels]}
        case StepDone(number=number, step=step, steps=steps):
            return {"event": "step_done", "number": number, "step": step, "steps": steps}
        case PreviewDrawn(number=number):
            return {"event": "preview_drawn", "number": number}
        case PanelDrawn(panel=panel, reused=reused):
            return {"event": "panel_drawn", "panel": panel_json(panel), "reused": reused}
        case PanelFailed(panel=panel, error=error):
            return {
                "event": "panel_failed",
                "panel": panel_json(panel),
                "type": type(error).__name__,
                "message": str(error),
            }
        case BoardDone(board=board):
            return {"event": "board_done", "board": board_json(board)}
        case _:
            return {"event": type(event).__name__}


def edit_line(edit: Edit) -> str:
    """What became of a panel, in a line."""
    match edit:
        case Revise(prompt=prompt, another=True):
            what = f"in another version: {prompt.full_text}"
        case Revise(prompt=prompt):
            what = f"changed: {prompt.full_text}"
        case Insert(prompt=prompt):
            what = f"put in: {prompt.full_text}"
        case Move(to=to):
            what = f"is panel {to} now"
        case Remove():
            what = "removed"
        case _:
            what = "edited"
    return f"panel {edit.number} {what}" + (f" (heard: {edit.heard})" if edit.heard else "")


def _edit_json(edit: Edit) -> dict[str, Any]:
    """The kind of an edit, the panel that it touches on the board before, and its words."""
    fields: dict[str, Any] = {"edit": type(edit).__name__.lower(), "number": edit.number, "heard": edit.heard}
    match edit:
        case Revise(another=another):
            fields["another"] = another
        case Move(to=to):
            fields["to"] = to
    return fields


def panel_json(panel: Panel) -> dict[str, Any]:
    """A panel; ``file`` is the path of its picture."""
    image = panel.image
    return {
        "number": panel.number,
        "status": panel.status,
        "start_s": panel.start_s,
        "end_s": panel.end_s,
        "heard": panel.prompt.heard,
        "prompt": panel.prompt.full_text,
        "negative": panel.prompt.negative_text,
        "seed": image.seed if image else panel.prompt.seed,
        "file": str(image.path) if image and image.path else None,
        "notes": list(image.provenance.notes) if image else [],
        "error": panel.error,
    }


def board_json(board: Storyboard) -> dict[str, Any]:
    """A board with its panels and transcript."""
    return {
        "title": board.title,
        "duration_s": board.duration_s,
        "language": board.transcript.language,
        "text": board.transcript.text,
        "panels": [panel_json(panel) for panel in board],
    }
