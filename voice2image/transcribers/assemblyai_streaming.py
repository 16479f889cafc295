"""AssemblyAI while somebody is speaking, over its real-time socket and through its own SDK."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

import numpy as np
from pydantic import Field, SecretStr

from voice2image._assemblyai.account import KEY_VARIABLE, AssemblyAIAccount, find_key
from voice2image._assemblyai.line import needs_sdk, short
from voice2image.audio import SAMPLE_RATE, Samples
from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.errors import (
    AuthenticationError,
    ConfigError,
    RateLimitError,
    ServiceUnavailableError,
    TranscriptionError,
)
from voice2image.transcribers._assemblyai_turns import Turns
from voice2image.transcribers.streaming import Hypothesis, StreamingTranscriber

if TYPE_CHECKING:
    from assemblyai.streaming.v3 import RealTimeParameters, RealTimeTranscriber

__all__ = ["AssemblyAIStreamingConfig", "AssemblyAIStreamingTranscriber"]

PIECE: Final = SAMPLE_RATE // 10
"""Samples that are sent at once: the service takes 50 to 1000 ms."""
SHORTEST: Final = SAMPLE_RATE // 20
PACE = 1.0
"""Seconds of sound that are sent in a second; the service hangs up on who sends faster than people speak."""
KEPT_S: Final = 120.0
"""So much sound that isn't settled yet is kept, to be sent again if the line breaks."""
MOST_TERMS, LONGEST_TERM = 100, 50
REFUSED: Final = frozenset({401, 402, 403, 1008, 4001, 4002, 4003})
FULL: Final = frozenset({429, 3009, 4102})
HOPELESS: Final = frozenset({400, 404, 3006, 3007, 4000, 4100, 4101})
LOG = logging.getLogger("voice2image")


class AssemblyAIStreamingConfig(AssemblyAIAccount):
    """What to ask of AssemblyAI's real-time recogniser.

    The key is shown and written nowhere, so two configs that differ in it alone are equal.
    """

    backend: ClassVar[str] = "assemblyai"
    hosts: ClassVar[Mapping[str, str]] = {
        "us": "https://streaming.assemblyai.com",
        "eu": "https://streaming.eu.assemblyai.com",
    }

    token: SecretStr | None = Field(default=None, exclude=True, repr=False)
    """A temporary token instead of the key, for a client that isn't to hold the key."""
    model: str | None = "universal-3-5-pro"
    """The service's name of it; ``None`` leaves it to the service."""
    language: str | None = None
    """The code of the language that is spoken, such as ``"en"``; ``None`` lets the service find out."""
    keyterms: tuple[str, ...] = ()
    """Names and terms to listen for; the service takes 100 of up to 50 characters."""
    formatted: bool = True
    """Punctuation and capitals, a moment after a turn is over."""
    end_of_turn_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """How sure the service is to be that a turn is over. Less is quicker, and cuts sentences."""
    min_turn_silence_ms: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """The silence that ends a turn once the service is sure, in milliseconds."""
    max_turn_silence_ms: Annotated[int, Field(ge=0, le=60_000)] | None = None
    """The silence that ends a turn in any case, in milliseconds."""


class AssemblyAIStreamingTranscriber(StreamingTranscriber[AssemblyAIStreamingConfig]):
    """Has AssemblyAI recognise speech as it is spoken. Sound is sent as fast as it is spoken, never faster.

    A broken line is taken up again, and what wasn't settled is sent again: no word is lost or told twice.
    """

    name: ClassVar[str] = "assemblyai"
    config_class: ClassVar[type[AssemblyAIStreamingConfig]] = AssemblyAIStreamingConfig
    hotwords_setting = "keyterms"

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Look whether there is a key, and the SDK. Raises :class:`~voice2image.errors.AuthenticationError`."""
        with needs_sdk():
            import assemblyai.streaming.v3  # noqa: F401
        _credentials(self.config)

    def describe(self) -> str:
        """Such as ``"assemblyai universal-3-5-pro, live"``."""
        return f"assemblyai {self.config.model or 'as it chooses'}, live"

    def listen(self, chunks: Iterable[Samples], *, cancel: CancelToken | None = None) -> Iterator[Hypothesis]:
        """See :meth:`StreamingTranscriber.listen`."""
        session = _Session(self.config, cancel or CancelToken())
        try:
            for chunk in chunks:
                yield from session.feed(chunk)
            yield from session.finish()
        finally:
            session.close()


class _Session:
    """One speaker's line to the service, which may be a new one every now and then."""

    def __init__(self, config: AssemblyAIStreamingConfig, cancel: CancelToken) -> None:
        self._config, self._cancel = config, cancel
        self._parameters = _parameters(config)
        self._turns = Turns(formatted=config.formatted, language=config.language)
        self._client: RealTimeTranscriber | None = None
        self._told: SimpleQueue[Any] = SimpleQueue()
        self._rest = np.zeros(0, np.float32)
        self._sound_s = 0.0
        """How much of the recording was taken in."""
        self._unsettled: deque[tuple[float, Samples]] = deque()
        """Sound that was sent and isn't settled, each piece with its time."""
        self._base_s, self._began, self._sent_s = 0.0, 0.0, 0.0
        self._tries = 0

    def feed(self, chunk: Samples) -> Iterator[Hypothesis]:
        """Send sound, and give what came back meanwhile."""
        self._cancel.check()
        sound = np.concatenate([self._rest, chunk])
        whole = len(sound) // PIECE * PIECE
        self._rest = sound[whole:]
        for start in range(0, whole, PIECE):
            yield from self._send(sound[start : start + PIECE])

    def finish(self) -> Iterator[Hypothesis]:
        """The sound is over: have everything recognised that was sent."""
        if len(self._rest):
            yield from self._send(np.pad(self._rest, (0, max(0, SHORTEST - len(self._rest)))), len(self._rest))
        while self._client is not None:
            self._client.disconnect(terminate=True)
            over = yield from self._heard()
            if over:
                break
            yield from self._reconnect()
        yield from self._turns.settle(self._sound_s)

    def close(self) -> None:
        """Hang up."""
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()

    def _send(self, piece: Samples, samples: int = PIECE) -> Iterator[Hypothesis]:
        at_s = self._sound_s
        self._sound_s += samples / SAMPLE_RATE
        self._unsettled.append((at_s, piece))
        while len(self._unsettled) > KEPT_S * SAMPLE_RATE / PIECE:
            self._unsettled.popleft()
        if self._client is None:
            self._connect(at_s)
        self._say(piece)
        yield from self._heard()
        if self._is_broken():
            yield from self._reconnect()

    def _say(self, piece: Samples) -> None:
        """Send a piece, not before it could have been spoken."""
        assert self._client is not None
        self._wait_until(self._began + self._sent_s / PACE)
        self._client.stream((np.clip(piece, -1, 1) * 32767).astype("<i2").tobytes())
        self._sent_s += len(piece) / SAMPLE_RATE

    def _heard(self) -> Generator[Hypothesis, None, bool]:
        """What came back since; returns whether the service has said that this was all."""
        over = False
        while True:
            try:
                told = self._told.get_nowait()
            except Empty:
                return over
            if isinstance(told, Exception):
                raise told
            if told == "over":
                over = True
            elif told != "begun":
                before_s = self._turns.heard_s
                yield from self._turns.take(told, self._base_s, self._sound_s)
                self._let_go()
                if self._turns.heard_s > before_s:
                    self._tries = 0

    def _let_go(self) -> None:
        while self._unsettled and self._unsettled[0][0] + PIECE / SAMPLE_RATE <= self._turns.heard_s:
            self._unsettled.popleft()

    def _is_broken(self) -> bool:
        # A close without an error is told of by nothing else that the SDK has.
        return self._client is not None and not self._client._read_thread.is_alive()

    def _reconnect(self) -> Iterator[Hypothesis]:
        """Begin a new session where the words end that are sure."""
        self.close()
        yield from self._turns.settle(self._sound_s)
        self._let_go()
        while True:
            if self._tries >= self._config.max_retries:
                raise ServiceUnavailableError(
                    f"AssemblyAI's line broke {self._tries + 1} times in a row; what was heard until then is kept"
                )
            self._wait_until(time.monotonic() + self._config.retry_delay_s * 2**self._tries)
            self._tries += 1
            if not self._unsettled:
                return
            self._connect(self._unsettled[0][0])
            for _, piece in list(self._unsettled):
                self._say(piece)
                yield from self._heard()
                if self._is_broken():
                    break
            else:
                return
            self.close()
            yield from self._turns.settle(self._sound_s)
            self._let_go()

    def _connect(self, at_s: float) -> None:
        with needs_sdk():
            from assemblyai.streaming.v3 import RealTimeEvents, RealTimeTranscriber, RealTimeTranscriberOptions

        if self._config.ca_file is not None:
            raise ConfigError(
                "ca_file: the SDK's socket trusts what the variable SSL_CERT_FILE names; set that instead"
            )
        told: SimpleQueue[Any] = SimpleQueue()
        client = RealTimeTranscriber(
            RealTimeTranscriberOptions(
                api_host=self._config.address.replace("http", "ws", 1),
                **_credentials(self._config),
                connect_timeout=min(10.0, self._config.request_timeout_s),
                max_connection_retries=self._config.max_retries,
                connection_retry_delay=self._config.retry_delay_s,
                terminate_timeout=self._config.request_timeout_s,
            )
        )
        client.on(RealTimeEvents.Begin, lambda _client, _event: told.put("begun"))
        client.on(RealTimeEvents.Turn, lambda _client, event: told.put(event))
        client.on(RealTimeEvents.Termination, lambda _client, _event: told.put("over"))
        client.on(RealTimeEvents.Error, lambda _client, error: told.put(_fatal(error)) if _fatal(error) else None)
        client.connect(self._parameters)
        self._client, self._told = client, told
        self._base_s, self._began, self._sent_s = at_s, time.monotonic(), 0.0

    def _wait_until(self, moment: float) -> None:
        while (left_s := moment - time.monotonic()) > 0:
            self._cancel.check()
            time.sleep(min(0.05, left_s))


def _credentials(config: AssemblyAIStreamingConfig) -> dict[str, str]:
    if config.token is not None:
        return {"token": config.token.get_secret_value()}
    return {"api_key": find_key(config).get_secret_value()}


def _parameters(config: AssemblyAIStreamingConfig) -> RealTimeParameters:
    with needs_sdk():
        from assemblyai.streaming.v3 import RealTimeParameters

    terms = [term for term in config.keyterms if len(term) <= LONGEST_TERM][:MOST_TERMS]
    if left := [term for term in config.keyterms if term not in terms]:
        LOG.warning("AssemblyAI takes %d terms of up to %d characters; left out: %s", MOST_TERMS, LONGEST_TERM, left)
    try:
        return RealTimeParameters(
            sample_rate=SAMPLE_RATE,
            speech_model=config.model,
            language_codes=[config.language] if config.language else None,
            keyterms_prompt=terms or None,
            format_turns=config.formatted,
            end_of_turn_confidence_threshold=config.end_of_turn_confidence,
            min_turn_silence=config.min_turn_silence_ms,
            max_turn_silence=config.max_turn_silence_ms,
        )
    except ValueError as error:
        raise ConfigError(f"AssemblyAI's SDK knows no model {config.model!r}: {short(str(error))}") from error


def _fatal(error: Any) -> TranscriptionError | None:
    """The error that a new connection would meet again, as one of ours."""
    code = getattr(error, "code", None)
    told = f"{short(str(error))}{f' ({code})' if code else ''}"
    if code in REFUSED:
        return AuthenticationError(
            f"AssemblyAI refused the key in api_key, token or {KEY_VARIABLE}, or its account: {told}"
        )
    if code in FULL:
        return RateLimitError(f"AssemblyAI takes no more sessions for now: {told}")
    if code in HOPELESS:
        return TranscriptionError(f"AssemblyAI turned the session down: {told}")
    if "CERTIFICATE_VERIFY_FAILED" in told:
        told += ". If your company signs the traffic, name its certificate authority in the variable SSL_CERT_FILE"
        return ServiceUnavailableError(f"AssemblyAI can't be reached: {told}")
    if code is None and "Connection failed" in told:
        return ServiceUnavailableError(f"AssemblyAI can't be reached: {told}; is there a network?")
    return None
