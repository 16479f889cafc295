"""Who is let in, and how much of what they send."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from voice2image.server.faults import Refused, answer
from voice2image.server.keys import KeyFile
from voice2image.server.settings import LOOPBACK_NAMES, ServerConfig

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["BodyLimit", "Door", "SafeHeaders", "SameOrigin", "allowed_hosts"]

LOCAL: Final = "local"
"""The client's name where no keys are needed."""
WRONG_KEYS_A_MINUTE: Final = 20
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"microphone=(self), camera=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; script-src 'self'; "
        b"worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
)


class Door:
    """Knows clients by their keys, and how often they have called.

    Args:
        config: Whether it is open to those on this machine, and how often anyone may call.
        keys: Whose keys are good.
    """

    def __init__(self, config: ServerConfig, keys: KeyFile) -> None:
        self._config, self._keys = config, keys
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._calls = RateLimitItemPerMinute(config.requests_per_minute, namespace="calls")
        self._wrong = RateLimitItemPerMinute(WRONG_KEYS_A_MINUTE, namespace="wrong")

    def client(self, authorization: str | None, address: str) -> str:
        """Whose call it is.

        Args:
            authorization: The header of that name.
            address: Where it comes from.

        Raises:
            Refused: There is no such client, or it has called too often.
        """
        name = self._known(authorization, address)
        if not self._limiter.hit(self._calls, name):
            raise Refused(429, "too many calls", "rate_limited", retry_after_s=self._free_in(self._calls, name))
        return name

    def _known(self, authorization: str | None, address: str) -> str:
        scheme, _, key = (authorization or "").partition(" ")
        if not key and self._config.is_private and not self._keys.names:
            return LOCAL
        if not self._limiter.test(self._wrong, address):
            wait_s = self._free_in(self._wrong, address)
            raise Refused(429, "too many wrong keys from this address", "rate_limited", retry_after_s=wait_s)
        if scheme.lower() == "bearer" and (name := self._keys.client_of(key.strip())) is not None:
            return name
        if self._config.is_private and not self._keys.names:
            return LOCAL  # clients of OpenAI always send a key
        if key:
            self._limiter.hit(self._wrong, address)
            raise Refused(401, "this key isn't known here", "invalid_api_key")
        raise Refused(401, "send your key in the header Authorization: Bearer …", "missing_api_key")

    def _free_in(self, item: RateLimitItem, name: str) -> float:
        reset_at = self._limiter.get_window_stats(item, name).reset_time
        return max(1.0, reset_at - time.time())


def allowed_hosts(config: ServerConfig) -> list[str]:
    """What the service may be called by: a page of another server can't reach it by a name of its own for it."""
    if config.is_private or config.public_names:
        return [*LOOPBACK_NAMES, "::1", config.host, *config.public_names]
    return ["*"]


class SameOrigin:
    """Refuses what pages of other servers send, unless they are listed."""

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self._app, self._origins = app, frozenset(origin.rstrip("/") for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "websocket" or (
            scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS")
        ):
            headers = Headers(scope=scope)
            if not self._is_own(headers):
                if scope["type"] == "websocket":
                    await send(
                        {"type": "websocket.close", "code": 1008, "reason": "called from a page that isn't listed"}
                    )
                    return
                refused = answer(403, "called from a page of another server that isn't listed", "foreign_origin")
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None or origin in self._origins:
            return True
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


class BodyLimit:
    """Refuses more than so many bytes, while they come in."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most
        self._said = f"more than the {most // 2**20} MB that this service takes"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "0")
        if stated.isdigit() and int(stated) > self._most:
            await answer(413, self._said, "too_large")(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self._most:
                    raise HTTPException(413, self._said)
            return message

        await self._app(scope, counted, send)


class SafeHeaders:
    """Puts what browsers need to be told into every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
