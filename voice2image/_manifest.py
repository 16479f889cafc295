"""What a signature says of a file: the manifest of C2PA (https://spec.c2pa.org), as its library takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from voice2image._fonts import clean
from voice2image._xmp import COMPOSED, made, source_type

if TYPE_CHECKING:
    from voice2image.image import Provenance
    from voice2image.storyboard import Storyboard

__all__ = ["film_manifest", "pages_manifest", "picture_manifest"]

_ACTIONS = "c2pa.actions"


def picture_manifest(provenance: Provenance) -> dict[str, Any]:
    """Of one picture: a model drew it, and how."""
    told = provenance.model_dump(mode="json")
    return _manifest(source_type([provenance]), provenance.created_at, [provenance], provenance.schema_name, told)


def pages_manifest(board: Storyboard) -> dict[str, Any]:
    """Of pages on which the pictures stand."""
    return _of_board(board, source_type(made(board)))


def film_manifest(board: Storyboard) -> dict[str, Any]:
    """Of a film, which puts the pictures together with what was recorded."""
    return _of_board(board, COMPOSED)


def _of_board(board: Storyboard, source: str) -> dict[str, Any]:
    pictures = {str(panel.number): panel.image.provenance.model_dump(mode="json") for panel in board if panel.image}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = _manifest(source, now, made(board), "voice2image.pictures", pictures)
    return {**manifest, "title": clean(board.title)}


def _manifest(source: str, created_at: str, made: Sequence[Provenance], label: str, told: Any) -> dict[str, Any]:
    agent = {"name": "voice2image", "version": version("voice2image")}
    models = sorted({each.model for each in made})
    created = {
        "action": "c2pa.created",
        "when": created_at,
        "digitalSourceType": source,
        "softwareAgent": agent,
        "parameters": {"ingredientIds": models},
    }
    return {
        "claim_generator_info": [agent],
        "ingredients": [
            {
                "title": model,
                "instance_id": model,
                "relationship": "inputTo",
                "format": "application/octet-stream",
                "data_types": [{"type": "c2pa.types.model"}],
            }
            for model in models
        ],
        "assertions": [
            {"label": _ACTIONS, "data": {"actions": [created]}},
            {"label": label, "data": told},
        ],
    }
