"""Whether it runs, whether it is ready, and its figures."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel

from voice2image.server.faults import answer, responses
from voice2image.server.service import Client, ServiceOf
from voice2image.server.store import State
from voice2image.server.views import Fault

__all__ = ["router"]

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


@router.get("/healthz")
def health() -> Health:
    """Whether the service runs. Ask `/readyz` whether it is of use."""
    return Health()


@router.get("/readyz", responses={503: {"model": Fault, "description": "Not ready; the message says why."}})
def ready(service: ServiceOf) -> Health:
    """Whether the models are loaded and there is room for more."""
    if reason := service.why_not_ready:
        return answer(503, reason, "not_ready", retry_after_s=10)  # type: ignore[return-value]
    return Health()


@router.get("/metrics", response_class=PlainTextResponse, responses=responses(media=["text/plain"]))
def metrics(service: ServiceOf, client: Client) -> Response:
    """Figures for Prometheus."""
    service.metrics.boards_waiting.set(service.boards.store.count(State.QUEUED))
    for name, line in service.studio.lines():
        service.metrics.line.labels(name).set(line.waiting)
    return Response(service.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
