"""The service as an ASGI application."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from voice2image.errors import ConfigError
from voice2image.server import faults
from voice2image.server.guard import BodyLimit, SafeHeaders, SameOrigin, allowed_hosts
from voice2image.server.routes import boards, health, live, openai, page
from voice2image.server.service import Service
from voice2image.server.settings import ServerConfig

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["create_app"]

LOG = logging.getLogger("voice2image.server")
ABOUT = """Speech in, storyboard out.

Send your key as `Authorization: Bearer …`; a service that only its own machine reaches may need none. Errors have the
shape that OpenAI's have.

`WS /v1/live` takes speech as it is spoken: send `{"type": "start", "key": …, "sample_rate": 16000, "wishes": {}}`, then
sound as binary messages of 16-bit little-endian samples, mono, and `{"type": "end"}`. What happens comes as JSON, as it
does from `/v1/boards/{id}/events`.
"""


def create_app(config: ServerConfig | None = None) -> FastAPI:
    """The service, to be run by any ASGI server or mounted in another application.

    Raises:
        ConfigError: It would listen to others than this machine, and nobody has a key.
        StoryboardError: Its folder can't be used.
    """
    config = config or ServerConfig()
    service = Service(config)
    if not config.is_private and not service.keys.names:
        raise ConfigError(
            f"{config.host} is reached from elsewhere, and nobody has a key: make one with "
            f"`voice2image keys add NAME --folder {config.folder}`, or listen at 127.0.0.1"
        )

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(service.start)
        try:
            yield
        finally:
            await run_in_threadpool(service.stop)

    app = FastAPI(
        title="voice2image",
        version=version("voice2image"),
        description=ABOUT,
        lifespan=running,
        docs_url=None,  # its page would fetch scripts from another server
        redoc_url=None,
    )
    app.state.service = service
    faults.install(app)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    for routes in (boards, page, openai, live, health):
        app.include_router(routes.router)
    page.show_page(app)
    app.add_middleware(BodyLimit, most=config.max_upload_mb * 2**20)
    app.add_middleware(SameOrigin, origins=config.cors_origins)
    if config.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(config.cors_origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Location", "Retry-After"],
        )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(config), www_redirect=False)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Watched, service=service)
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """FastAPI's description without its own answer to what makes no sense: here that is 400, in the shape of all."""
    if app.openapi_schema is None:
        made = FastAPI.openapi(app)
        for methods in made["paths"].values():
            for call in methods.values():
                call["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            made["components"]["schemas"].pop(name, None)
    return app.openapi_schema or {}


class Watched:
    """Logs and counts what is answered: the route and not the address, which may hold what somebody said."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app, self._metrics = app, service.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                route = getattr(scope.get("route"), "path", "unknown")
                took_s = time.monotonic() - begun
                self._metrics.request_seconds.labels(route).observe(took_s)
                self._metrics.requests.labels(scope["method"], route, status).inc()
                LOG.info(
                    "answered",
                    extra={"method": scope["method"], "route": route, "status": status, "ms": round(took_s * 1000)},
                )
            await send(message)

        await self._app(scope, receive, noted)
