"""A test double of AssemblyAI's real-time socket: it speaks the protocol over TLS, and says what it was told to hear.

The real SDK talks to it. It knows which part of the recording it is given by the samples themselves: those of
:func:`counting_sound` say when they are.

Protocol: https://www.assemblyai.com/docs/api-reference/streaming-api/streaming-api
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Literal, Self
from urllib.parse import parse_qs, urlsplit

import numpy as np

from voice2image.audio import SAMPLE_RATE, Samples
from voice2image.transcript import Segment

__all__ = ["AssemblyAISocketDouble", "SocketFault", "counting_sound"]

TICK: Final = SAMPLE_RATE // 100
EXPIRES: Final = "2099-01-01T00:00:00Z"


def counting_sound(seconds: float) -> Samples:
    """``float32[n]``: each hundredth of a second has its own value, the number of it."""
    ticks = np.arange(1, round(seconds * 100) + 1, dtype=np.float32)
    return np.repeat(ticks / 32767, TICK)


@dataclass(frozen=True)
class SocketFault:
    """What happens to one session, once it was sent so many seconds of sound."""

    kind: Literal["drop", "close", "error", "garbage", "refuse", "silent"] = "drop"
    after_s: float = 0.0
    code: int = 1011
    """Of the close or the error; the HTTP status of a refusal."""
    message: str = "out of order"


@dataclass
class AssemblyAISocketDouble:
    """A server that hears `says` in a :func:`counting_sound`, one turn a segment.

    Use it as a context manager. `faults` happen to the sessions in their order; those after them are well.
    """

    context: ssl.SSLContext
    key: str
    says: tuple[Segment, ...]
    faults: list[SocketFault] = field(default_factory=list)
    sessions: list[Mapping[str, list[str]]] = field(default_factory=list, init=False)
    """The parameters of each session so far."""
    sizes: list[int] = field(default_factory=list, init=False)
    """Of all binary messages, in samples."""

    def __enter__(self) -> Self:
        from websockets.sync.server import serve

        self._server = serve(self._session, "localhost", 0, ssl=self.context, process_request=self._admit)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"https://localhost:{self._server.socket.getsockname()[1]}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()

    def _admit(self, connection: Any, request: Any) -> Any:
        if self.faults and self.faults[0].kind == "refuse":
            fault = self.faults.pop(0)
            return connection.respond(fault.code, fault.message)
        if request.headers.get("Authorization") != self.key:
            return connection.respond(401, "not authorized")
        return None

    def _session(self, connection: Any) -> None:
        from websockets.exceptions import ConnectionClosed

        self.sessions.append(parse_qs(urlsplit(connection.request.path).query))
        fault = self.faults.pop(0) if self.faults else None
        hearing = _Hearing(self.says, formatted=self.sessions[-1].get("format_turns") == ["True"])
        try:
            connection.send(json.dumps({"type": "Begin", "id": "session", "expires_at": EXPIRES}))
            sent_s = 0.0
            for message in connection:
                if isinstance(message, str):
                    if json.loads(message)["type"] == "Terminate":
                        self._say(connection, hearing.rest(), fault)
                        connection.send(json.dumps({"type": "Termination", "audio_duration_seconds": round(sent_s)}))
                        return
                    continue
                samples = np.frombuffer(message, "<i2")
                self.sizes.append(len(samples))
                sent_s += len(samples) / SAMPLE_RATE
                self._say(connection, hearing.take(samples), fault)
                if fault is not None and sent_s >= fault.after_s and self._break(connection, fault):
                    return
        except ConnectionClosed:
            pass

    def _say(self, connection: Any, turns: Iterable[Mapping[str, Any]], fault: SocketFault | None) -> None:
        for turn in turns:
            if fault is None or fault.kind != "silent":
                connection.send(json.dumps(turn))

    def _break(self, connection: Any, fault: SocketFault) -> bool:
        """Let the fault happen; whether the session is over by it."""
        match fault.kind:
            case "drop":
                connection.socket.close()
            case "close":
                connection.close(fault.code, fault.message)
            case "error":
                connection.send(json.dumps({"type": "Error", "error_code": fault.code, "error": fault.message}))
                connection.close(fault.code, "See Error message for details")
            case "garbage":
                connection.send("{this is no JSON")
                connection.send(json.dumps({"type": "Turn", "nonsense": True}))
            case _:
                return False
        return fault.kind != "garbage"


class _Hearing:
    """What is heard in one session, which may begin anywhere in the recording."""

    def __init__(self, says: tuple[Segment, ...], *, formatted: bool) -> None:
        self._says, self._formatted = says, formatted
        self._from_s: float | None = None
        self._until_s = 0.0
        self._order = 0
        self._told = 0

    def take(self, samples: np.ndarray[Any, Any]) -> list[dict[str, Any]]:
        first, last = float(samples[0]), float(samples[samples > 0][-1]) if (samples > 0).any() else 0.0
        if self._from_s is None:
            self._from_s = (first - 1) / 100
        self._until_s = max(self._until_s, last / 100)
        return self._turns(over=False)

    def rest(self) -> list[dict[str, Any]]:
        return self._turns(over=True)

    def _turns(self, *, over: bool) -> list[dict[str, Any]]:
        if self._from_s is None:
            return []
        turns: list[dict[str, Any]] = []
        spoken = [
            [
                word
                for word in segment.words
                if word.start_s >= self._from_s - 0.01 and word.end_s <= self._until_s + 0.01
            ]
            for segment in self._says
        ]
        whole = [words for words in spoken if words]
        for order in range(self._order, len(whole)):
            words = whole[order]
            segment = next(each for each in self._says if words[-1] in each.words)
            ends = over or (words[-1] is segment.words[-1] and self._until_s >= segment.end_s + 0.3)
            if ends:
                turns += [self._turn(order, words, end=True, formatted=False)]
                turns += [self._turn(order, words, end=True, formatted=True)] if self._formatted else []
                self._order, self._told = order + 1, 0
            elif len(words) > self._told:
                turns.append(self._turn(order, words, end=False, formatted=False))
                self._told = len(words)
        return turns

    def _turn(self, order: int, words: list[Any], *, end: bool, formatted: bool) -> dict[str, Any]:
        told = [
            {
                "text": word.text if formatted else "".join(filter(str.isalnum, word.text)).lower() or word.text,
                "start": round((word.start_s - (self._from_s or 0.0)) * 1000),
                "end": round((word.end_s - (self._from_s or 0.0)) * 1000),
                "confidence": 0.9,
                "word_is_final": end or place < len(words) - 1,
            }
            for place, word in enumerate(words)
        ]
        return {
            "type": "Turn", "turn_order": order, "turn_is_formatted": formatted, "end_of_turn": end,
            "transcript": " ".join(str(word["text"]) for word in told), "end_of_turn_confidence": 0.9 if end else 0.1,
            "words": told,
        }  # fmt: skip
