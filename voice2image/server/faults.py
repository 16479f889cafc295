"""Errors as answers: one shape for all, that of OpenAI, since its clients can read it."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match

from voice2image.errors import (
    AudioError,
    AuthenticationError,
    Cancelled,
    ConfigError,
    ExportError,
    MissingExtraError,
    ModelError,
    RateLimitError,
    ServiceUnavailableError,
    StoryboardError,
    TranscriptionTimeoutError,
    UnknownBackendError,
    Voice2ImageError,
)
from voice2image.server.line import LineFullError
from voice2image.server.views import Fault, FaultDetail

__all__ = ["Refused", "answer", "install"]

LOG = logging.getLogger("voice2image.server")

STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (AudioError, 400, "unreadable_recording"),
    (UnknownBackendError, 400, "unknown_model"),
    (ConfigError, 400, "invalid_value"),
    (ExportError, 400, "export_failed"),
    (MissingExtraError, 501, "not_installed"),
    (StoryboardError, 409, "board_unusable"),
    (Cancelled, 409, "cancelled"),
    (AuthenticationError, 502, "service_behind_refuses"),
    (RateLimitError, 503, "service_behind_is_busy"),
    (ServiceUnavailableError, 503, "service_behind_is_down"),
    (TranscriptionTimeoutError, 504, "timeout"),
    (ModelError, 503, "model_unavailable"),
    (Voice2ImageError, 500, "failed"),
)
KINDS = {400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class Refused(Exception):  # noqa: N818  (an answer, not a fault of the service)
    """A call that isn't carried out, with the status of its answer."""

    def __init__(
        self, status: int, message: str, code: str, *, param: str | None = None, retry_after_s: float | None = None
    ) -> None:
        self.status, self.code, self.param, self.retry_after_s = status, code, param, retry_after_s
        super().__init__(message)


def answer(
    status: int, message: str, code: str, *, param: str | None = None, retry_after_s: float | None = None
) -> JSONResponse:
    """An answer that says what went wrong."""
    headers: dict[str, str] = {}
    if retry_after_s is not None:
        headers["Retry-After"] = str(max(1, math.ceil(retry_after_s)))
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    kind = KINDS.get(status, "server_error" if status >= 500 else "invalid_request_error")
    fault = Fault(error=FaultDetail(message=message, type=kind, param=param, code=code))
    return JSONResponse(fault.model_dump(), status, headers)


def of(error: Exception) -> JSONResponse:
    """The answer to a call that raised `error`."""
    if isinstance(error, Refused):
        return answer(error.status, str(error), error.code, param=error.param, retry_after_s=error.retry_after_s)
    if isinstance(error, LineFullError):
        return answer(429, str(error), "line_full", retry_after_s=error.retry_after_s)
    for kind, status, code in STATUS:
        if isinstance(error, kind):
            return answer(status, str(error), code)
    LOG.error("unexpected %s", type(error).__name__, exc_info=error)
    return answer(500, "something unexpected went wrong; the service's log says what", "unexpected")


def install(app: FastAPI) -> None:
    """Have `app` answer all errors in this shape."""

    async def known(_request: Request, error: Exception) -> JSONResponse:
        return of(error)

    async def http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        made = answer(error.status_code, str(error.detail), f"http_{error.status_code}")
        made.headers.update(error.headers or {})
        if error.status_code == 405:
            made.headers["Allow"] = ", ".join(sorted(_methods(request)))
        return made

    async def invalid(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
        return answer(400, f"{where}: {first['msg'].removeprefix('Value error, ')}", "invalid_value", param=where)

    for kind in (Refused, LineFullError, Voice2ImageError, Exception):
        app.add_exception_handler(kind, known)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)


def _methods(request: Request) -> set[str]:
    """What can be done at an address: Starlette names only what its first route there takes."""
    there = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    return {method for route in there for method in getattr(route, "methods", None) or ()}


def responses(*statuses: int, media: Iterable[str] = ()) -> dict[int | str, dict[str, Any]]:
    """What a route answers with besides its model, for the API's description: files of a type, and errors."""
    said = {
        400: "The call makes no sense as it is; the message says why.",
        401: "The key is missing or wrong.",
        404: "There is no such thing, or it is somebody else's.",
        409: "That can't be done with the board as it is.",
        413: "The recording is too large or too long.",
        429: "Too many calls: try again after the seconds in `Retry-After`.",
        503: "A model can't be loaded, or a service behind this one is down.",
    }
    files: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in media}}} if media else {}
    return files | {status: {"model": Fault, "description": said[status]} for status in (400, 401, 429, *statuses)}
