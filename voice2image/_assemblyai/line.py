"""The line to AssemblyAI: its SDK's requests, each made again where that may help, and its errors as ours.

They run over an HTTP client of our own, so the SDK's process-wide settings and client are neither read nor changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from voice2image._assemblyai.account import KEY_VARIABLE, AssemblyAIAccount
from voice2image._assemblyai.patience import Patience, retry_after_s
from voice2image.errors import (
    AuthenticationError,
    ConfigError,
    MissingExtraError,
    RateLimitError,
    ServiceUnavailableError,
    TranscriptionError,
    TranscriptionTimeoutError,
    Voice2ImageError,
)

if TYPE_CHECKING:
    import httpx
    from pydantic import SecretStr

__all__ = ["Line", "censor", "needs_sdk", "short", "translated"]

A = TypeVar("A", bound=AssemblyAIAccount)

MAX_DELAY_S = 30.0
MAX_REASON = 400  # characters; a proxy's error page would fill the screen
NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the SDK lets through when an answer isn't what it expects."""


class Line(Generic[A]):
    """The SDK's requests: each made again if need be, each giving the JSON object that came back."""

    def __init__(self, config: A, key: SecretStr, patience: Patience) -> None:
        with needs_sdk():
            self._http = _connect(config, key)
        self.config = config
        self._key = key
        self.patience = patience
        self._answer: httpx.Response | None = None
        self._http.event_hooks = {"request": [self._limit], "response": [self._keep]}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def uncover(self, reason: str) -> str:
        """A reason that the service gave, fit to be shown."""
        return short(reason).replace(self._key.get_secret_value(), "***")

    def _ask(self, call: Callable[[], object]) -> dict[str, Any]:
        attempt = 0
        while True:
            self.patience.check()
            self._answer = None
            try:
                with translated(self._key):
                    return self._read(call)
            except (RateLimitError, ServiceUnavailableError, TranscriptionTimeoutError) as error:
                self.patience.check()
                delay_s = self._delay_s(attempt)
                hopeless = "CERTIFICATE_VERIFY_FAILED" in str(error) or delay_s >= self.patience.left_s
                if hopeless or attempt >= self.config.max_retries:
                    raise
            self.patience.sleep(delay_s)
            attempt += 1

    def _read(self, call: Callable[[], object]) -> dict[str, Any]:
        try:
            call()
        except ValueError:
            # For one null confidence the SDK refuses the whole transcript, so the answer is read here.
            if self._answer is None:
                raise
        answer = self._answer.json() if self._answer is not None else None
        if not isinstance(answer, dict):
            raise ValueError("it is no JSON object")
        return answer

    def _delay_s(self, attempt: int) -> float:
        asked_s = retry_after_s(self._answer.headers.get("retry-after", "")) if self._answer is not None else None
        return min(MAX_DELAY_S, self.config.retry_delay_s * 2**attempt) if asked_s is None else asked_s

    def _limit(self, request: httpx.Request) -> None:
        limit_s = max(0.001, min(self.config.request_timeout_s, self.patience.left_s))
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), limit_s)

    def _keep(self, response: httpx.Response) -> None:
        self._answer = response


@contextmanager
def needs_sdk() -> Iterator[None]:
    """An import that fails says what to install."""
    try:
        yield
    except ImportError as error:
        raise MissingExtraError("AssemblyAI", extra="assemblyai", package="assemblyai") from error


def _connect(config: AssemblyAIAccount, key: SecretStr) -> httpx.Client:
    import assemblyai
    import httpx

    def sign(request: httpx.Request) -> httpx.Request:
        request.headers["authorization"] = key.get_secret_value()
        return request

    trusted = httpx.create_ssl_context()
    if config.ca_file is not None:
        try:
            trusted.load_verify_locations(config.ca_file)
        except OSError as error:  # an ssl.SSLError is one too
            raise ConfigError(f"ca_file: {config.ca_file} is no readable PEM file: {error}") from error
    agent = f"voice2image (assemblyai {assemblyai.__version__})"
    return httpx.Client(base_url=config.address, auth=sign, headers={"user-agent": agent}, verify=trusted)


def short(message: str) -> str:
    """`message` on one line that fits a screen."""
    line = " ".join(message.split())
    return line if len(line) <= MAX_REASON else f"{line[:MAX_REASON]}…"


def censor(error: BaseException, key: SecretStr) -> None:
    """Cut the key out of an error and of those behind it; a service may quote what it was sent."""
    link: BaseException | None = error
    while link is not None:
        link.args = tuple(
            part.replace(key.get_secret_value(), "***") if isinstance(part, str) else part for part in link.args
        )
        link = link.__cause__ or link.__context__


@contextmanager
def translated(key: SecretStr) -> Iterator[None]:
    """Turn what the SDK and its HTTP client raise into our errors, with the key cut out of every text."""
    import assemblyai
    import httpx

    vendors = (
        assemblyai.AssemblyAIError,
        httpx.HTTPError,
        httpx.InvalidURL,
        httpx.StreamError,
        httpx.CookieConflict,
    )
    try:
        yield
    except Voice2ImageError:
        raise
    except (*vendors, OSError, *NONSENSE) as error:
        censor(error, key)
        raise _ours(error) from error


def _ours(error: Exception) -> TranscriptionError:
    import httpx

    status = getattr(error, "status_code", None)
    details = getattr(error, "errors", None)  # the gateway's; of pydantic's errors it is a method
    said = "; ".join([str(error), *(map(str, details) if isinstance(details, list) else ())])
    told = (short(said) or type(error).__name__) + (f" (HTTP {status})" if status else "")
    if status in (401, 403):
        return AuthenticationError(f"AssemblyAI refused the key in api_key or {KEY_VARIABLE}: {told}")
    if status == 429:
        return RateLimitError(f"AssemblyAI takes no more requests for now: {told}")
    if status is not None and (status == 408 or status >= 500):
        return ServiceUnavailableError(f"AssemblyAI fails: {told}")
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return TranscriptionTimeoutError(f"AssemblyAI gave no answer in time: {told}")
    if "CERTIFICATE_VERIFY_FAILED" in told:
        told += ". If your company signs the traffic, name its certificate authority in ca_file"
    if isinstance(error, httpx.TransportError | OSError):
        return ServiceUnavailableError(f"AssemblyAI can't be reached: {told}")
    if isinstance(error, NONSENSE):
        return TranscriptionError(f"AssemblyAI gave an answer that makes no sense: {told}")
    return TranscriptionError(f"AssemblyAI turned the request down: {told}")
