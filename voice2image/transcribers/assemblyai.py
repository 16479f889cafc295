"""AssemblyAI: a recogniser in the cloud that takes a whole recording and gives it back as sentences.

The SDK's requests run over an HTTP client of our own, so its process-wide settings and client are neither
read nor changed. The protocol is described at https://www.assemblyai.com/docs/api-reference.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from voice2image.audio import Audio
from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.errors import (
    AudioNotFoundError,
    AuthenticationError,
    ConfigError,
    MissingExtraError,
    RateLimitError,
    ServiceUnavailableError,
    TranscriptionError,
    TranscriptionTimeoutError,
    Voice2ImageError,
)
from voice2image.transcribers._assemblyai_answer import censor, identifier, segments, short, text
from voice2image.transcribers._assemblyai_config import (
    KEY_VARIABLE,
    WORDLESS,
    AssemblyAIConfig,
    find_key,
    wishes,
)
from voice2image.transcribers._patience import Patience, retry_after_s
from voice2image.transcribers._upload import WatchedFile, encoded
from voice2image.transcribers.base import OnHeard, Transcriber
from voice2image.transcript import Segment

if TYPE_CHECKING:
    import httpx
    from pydantic import SecretStr

__all__ = ["AssemblyAIConfig", "AssemblyAITranscriber"]

MAX_DELAY_S = 30.0
SILENCE = "no spoken audio"
"""In the reason why language detection failed, where another job would just have come back empty."""
NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What the SDK lets through when an answer isn't what it expects."""


class AssemblyAITranscriber(Transcriber[AssemblyAIConfig]):
    """Sends the recording to AssemblyAI, waits, and yields its sentences.

    The encoded file goes as it is where there is one, else a WAV of the samples. Several threads may use one
    object. A job that was cancelled or timed out here can't be called back: it is finished and billed.
    """

    name = "assemblyai"
    config_class = AssemblyAIConfig

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """``"assemblyai:universal-2"`` asks for that speech model alone."""
        return cls(AssemblyAIConfig(speech_models=(variant,)))

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Check that there is a package and a key, without a request.

        Raises :class:`~voice2image.errors.MissingExtraError` and
        :class:`~voice2image.errors.AuthenticationError`.
        """
        _import_sdk()
        find_key(self.config)

    def describe(self) -> str:
        """The models in order of preference, and where they run."""
        models = ", else ".join(self.config.speech_models)
        return f"AssemblyAI {models} at {urlsplit(self.config.address).hostname}"

    @property
    def fingerprint(self) -> str:
        """Patience and certificates don't count: they change nothing about what is heard."""
        content = f"{self.name} {self.config.model_dump_json(exclude=set(WORDLESS))}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        """Yield the sentences of `audio` once the service has heard all of it.

        Raises :class:`~voice2image.errors.TranscriptionError` and its subclasses for a key that is missing or
        refused, too many requests, a service that can't be reached and one that takes too long;
        :class:`~voice2image.errors.AudioError` and :class:`~voice2image.errors.Cancelled`.
        """
        cancel = cancel or CancelToken()
        cancel.check()
        patience = Patience("AssemblyAI", self.config.timeout_s, cancel)
        with (
            _Service(self.config, find_key(self.config), patience) as service,
            encoded(audio, patience.check) as file,
        ):
            if on_heard:
                on_heard(0.0, audio.duration_s)
            heard = _hear(service, file, audio.name)
        if on_heard:
            last_s = max((segment.end_s for segment in heard), default=0.0)
            on_heard(last_s if audio.duration_s is None else audio.duration_s, audio.duration_s)
        for segment in heard:
            cancel.check()
            yield segment


def _hear(service: _Service, file: Path, name: str) -> tuple[Segment, ...]:
    """Upload, submit, wait, fetch."""
    job = service.submit(service.upload(file, name))
    job_id = identifier(job.get("id"))
    if not job_id:
        raise TranscriptionError("AssemblyAI took the job but gave it no id")
    while job.get("status") in ("queued", "processing"):
        service.wait()
        job = service.look(job_id)
    sentences: object = None
    if job.get("status") == "completed" and text(job.get("text")):
        sentences = service.sentences(job_id)
    if service.config.delete_afterwards:
        _delete(service, job_id)
    if job.get("status") == "completed":
        return segments(sentences, job)
    reason = service.uncover(text(job.get("error"))) or "no reason was given"
    if SILENCE in reason:
        return ()
    raise TranscriptionError(f"{name}: AssemblyAI could not transcribe it: {reason} (transcript {job_id})")


def _delete(service: _Service, job_id: str) -> None:
    try:
        service.delete(job_id)
    except TranscriptionError as error:  # the words are here, and worth more than the order
        logging.getLogger("voice2image").warning("transcript %s stays at AssemblyAI: %s", job_id, error)


class _Service:
    """The SDK's requests: each made again if need be, each giving the JSON object that came back."""

    def __init__(self, config: AssemblyAIConfig, key: SecretStr, patience: Patience) -> None:
        self._api = _import_sdk()
        self.config = config
        self._key = key
        self._patience = patience
        self._answer: httpx.Response | None = None
        self._http = _connect(config, key)
        self._http.event_hooks = {"request": [self._limit], "response": [self._keep]}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def upload(self, file: Path, name: str) -> str:
        """Send a file, piece by piece, and give the address that it can be referred to by."""
        from assemblyai.api import upload_file

        def send() -> object:
            try:
                stream = WatchedFile(file, self._patience.check)
            except OSError as error:
                raise AudioNotFoundError(name, f"it can't be opened: {error.strerror}") from error
            with stream:
                return upload_file(self._http, stream)

        return text(self._ask(send).get("upload_url"))

    def submit(self, url: str) -> dict[str, Any]:
        from assemblyai.types import TranscriptRequest

        request = TranscriptRequest(audio_url=url, **wishes(self.config))
        return self._ask(lambda: self._api.create_transcript(self._http, request))

    def look(self, job_id: str) -> dict[str, Any]:
        return self._ask(lambda: self._api.get_transcript(self._http, job_id))

    def sentences(self, job_id: str) -> object:
        return self._ask(lambda: self._api.get_sentences(self._http, job_id)).get("sentences")

    def delete(self, job_id: str) -> None:
        self._ask(lambda: self._api.delete_transcript(self._http, job_id))

    def wait(self) -> None:
        """Let some time pass before the next look."""
        self._patience.sleep(self.config.poll_interval_s)

    def uncover(self, reason: str) -> str:
        """A reason that the service gave, fit to be shown."""
        return short(reason).replace(self._key.get_secret_value(), "***")

    def _ask(self, call: Callable[[], object]) -> dict[str, Any]:
        attempt = 0
        while True:
            self._patience.check()
            self._answer = None
            try:
                with _translated(self._key):
                    return self._read(call)
            except (RateLimitError, ServiceUnavailableError, TranscriptionTimeoutError) as error:
                self._patience.check()
                delay_s = self._delay_s(attempt)
                hopeless = "CERTIFICATE_VERIFY_FAILED" in str(error) or delay_s >= self._patience.left_s
                if hopeless or attempt >= self.config.max_retries:
                    raise
            self._patience.sleep(delay_s)
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
        asked_s = (
            retry_after_s(self._answer.headers.get("retry-after", "")) if self._answer is not None else None
        )
        return min(MAX_DELAY_S, self.config.retry_delay_s * 2**attempt) if asked_s is None else asked_s

    def _limit(self, request: httpx.Request) -> None:
        limit_s = max(0.001, min(self.config.request_timeout_s, self._patience.left_s))
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), limit_s)

    def _keep(self, response: httpx.Response) -> None:
        self._answer = response


def _import_sdk() -> Any:
    try:
        from assemblyai.prerecorded.v2 import api
    except ImportError as error:
        raise MissingExtraError("AssemblyAI", extra="assemblyai", package="assemblyai") from error
    return api


def _connect(config: AssemblyAIConfig, key: SecretStr) -> httpx.Client:
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


@contextmanager
def _translated(key: SecretStr) -> Iterator[None]:
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
    told = (short(str(error)) or type(error).__name__) + (f" (HTTP {status})" if status else "")
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
