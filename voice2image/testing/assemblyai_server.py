"""A test double of AssemblyAI and its LLM gateway: it speaks their protocols over TLS and does as it is told.

The real SDK talks to it. Give it an :class:`ssl.SSLContext` with a certificate that the client trusts::

    with AssemblyAIDouble(context, key="k", hear=lambda sound: speech("hello", duration_s=2)) as server:
        config = AssemblyAIConfig(base_url=server.url, api_key="k", ca_file=...)

Protocol: https://www.assemblyai.com/docs/api-reference
"""

from __future__ import annotations

import json
import ssl
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self, cast

from voice2image.testing._llm_gateway import Completion, complete, silent

__all__ = ["AssemblyAIDouble", "Fault", "Request", "speech"]

Hear = Callable[[bytes], dict[str, Any]]
"""From the bytes of an upload to what :func:`speech` returns."""

Step = Literal["upload", "submit", "look", "sentences", "delete", "complete"]

KNOWN_SETTINGS = frozenset(
    {
        "audio_url",
        "format_text",
        "keyterms_prompt",
        "language_code",
        "language_detection",
        "punctuate",
        "speaker_labels",
        "speech_models",
    }
)


@dataclass(frozen=True)
class Fault:
    """What happens to one request instead of the answer."""

    kind: Literal["status", "drop", "hang", "garbage"] = "status"
    status: int = 503
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = "out of order"


@dataclass(frozen=True)
class Request:
    """A request as it came in. `body` is the JSON, or the number of bytes of an upload."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any = None


def speech(text: str, *, duration_s: float, speaker: str | None = None) -> dict[str, Any]:
    """A transcript of `text` with its words spread evenly over `duration_s` seconds; empty for empty text."""
    said = text.split()
    step = 1000 * duration_s / max(1, len(said))
    words = [
        {
            "text": word,
            "start": round(step * place),
            "end": round(step * (place + 0.9)),
            "confidence": 0.9,
            "speaker": speaker,
        }
        for place, word in enumerate(said)
    ]
    return {
        "text": text,
        "words": words,
        "audio_duration": round(duration_s),
        "confidence": 0.9 if words else 0.0,
    }


class AssemblyAIDouble:
    """A server on 127.0.0.1 in a thread of its own."""

    def __init__(self, context: ssl.SSLContext, *, key: str, hear: Hear) -> None:
        self.key = key
        self.hear = hear
        self.statuses: tuple[str, ...] = ("queued", "processing")
        """What a job is, one look after the other, before it is done; ``"forever"`` stays as it is."""
        self.job_error: str | None = None
        """The reason that jobs fail with."""
        self.sentences: list[dict[str, Any]] | None = None
        """Sentences to answer with, however wrong, instead of those cut from the words."""
        self.transcript: dict[str, Any] = {}
        """Fields of the finished transcript to answer with, however wrong."""
        self.say: Completion = silent
        """What a language model answers to the body of a request."""
        self.requests: list[Request] = []
        self.uploads: list[bytes] = []
        self.jobs: dict[str, dict[str, Any]] = {}
        self.faults: dict[str, deque[Fault]] = {}
        self.closing = threading.Event()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.double = self
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, name="assemblyai-double"
        )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"https://localhost:{self._http.server_address[1]}"

    def fail(self, step: Step, *faults: Fault) -> None:
        """Let the next requests of one step go wrong, one a fault."""
        self.faults.setdefault(step, deque()).extend(faults)

    def steps(self) -> list[str]:
        """The steps that were asked for, in order."""
        return [_step(request.method, request.path) for request in self.requests]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def answer(self, request: Request, sound: bytes) -> tuple[int, dict[str, Any]]:
        """What the service says to a request that nothing is wrong with on the way."""
        if request.headers.get("authorization") != self.key:
            return 401, {"error": "Authentication error, API token missing/invalid"}
        step = _step(request.method, request.path)
        if step == "complete":
            return complete(request.body, self.say)
        if step == "upload":
            return self._take(sound)
        if step == "submit":
            return self._submit(request.body)
        job = self.jobs.get(request.path.split("/")[3]) if step else None
        if job is None:
            return 404, {"error": "Transcript lookup error, transcript id not found"}
        if step == "look":
            return 200, self._look(job)
        if step == "sentences":
            return 200, self._sentences(job)
        del self.jobs[job["id"]]
        return 200, {**job["asked"], "id": job["id"], "status": "completed", "text": "Deleted by user."}

    def _take(self, sound: bytes) -> tuple[int, dict[str, Any]]:
        if not sound:
            return 422, {"error": "Upload failed, please try again."}
        self.uploads.append(sound)
        return 200, {"upload_url": f"{self.url}/upload/{len(self.uploads) - 1}"}

    def _submit(self, asked: Any) -> tuple[int, dict[str, Any]]:
        unknown = set(asked) - KNOWN_SETTINGS
        if unknown or not asked.get("speech_models"):
            return 400, {"error": f"Invalid endpoint schema, please refer to documentation: {sorted(unknown)}"}
        if ("language_code" in asked) == bool(asked.get("language_detection")):
            return 400, {"error": "language_code and language_detection exclude each other"}
        if not asked["audio_url"].startswith(f"{self.url}/upload/"):
            return 400, {"error": "Download error, unable to download the file"}
        sound = self.uploads[int(asked["audio_url"].rpartition("/")[2])]
        job = {"id": f"job-{len(self.jobs)}", "asked": asked, "left": list(self.statuses), "sound": sound}
        self.jobs[job["id"]] = job
        return 200, {**asked, "id": job["id"], "status": "queued"}

    def _look(self, job: dict[str, Any]) -> dict[str, Any]:
        base = {**job["asked"], "id": job["id"]}
        if job["left"]:
            status = job["left"][0]
            if status == "forever":
                return {**base, "status": "processing"}
            return {**base, "status": job["left"].pop(0)}
        if self.job_error is not None:
            return {**base, "status": "error", "error": self.job_error}
        heard = self.hear(job["sound"])
        if not heard["text"] and job["asked"].get("language_detection"):
            reason = "language_detection cannot be performed on files with no spoken audio."
            return {**base, "status": "error", "error": reason}
        language = job["asked"].get("language_code", "en")
        return {**base, "status": "completed", "language_code": language, **heard, **self.transcript}

    def _sentences(self, job: dict[str, Any]) -> dict[str, Any]:
        heard = self.hear(job["sound"])
        cut = self.sentences if self.sentences is not None else _cut(heard["words"])
        return {
            "sentences": cut,
            "confidence": heard["confidence"],
            "audio_duration": heard["audio_duration"],
        }


def _cut(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sentences end with a full stop, and where another voice begins."""
    groups: list[list[dict[str, Any]]] = []
    for word in words:
        if not groups or groups[-1][-1]["text"][-1] in ".?!" or groups[-1][-1]["speaker"] != word["speaker"]:
            groups.append([])
        groups[-1].append(word)
    return [
        {
            "text": " ".join(word["text"] for word in group),
            "start": group[0]["start"],
            "end": group[-1]["end"],
            "confidence": 0.9,
            "speaker": group[0]["speaker"],
            "words": group,
        }
        for group in groups
    ]


def _step(method: str, path: str) -> str:
    match method, path.strip("/").split("/"):
        case "POST", ["v2", "upload"]:
            return "upload"
        case "POST", ["v2", "transcript"]:
            return "submit"
        case "GET", ["v2", "transcript", _]:
            return "look"
        case "GET", ["v2", "transcript", _, "sentences"]:
            return "sentences"
        case "DELETE", ["v2", "transcript", _]:
            return "delete"
        case "POST", ["v1", "chat", "completions"]:
            return "complete"
    return ""


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    double: AssemblyAIDouble

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that hangs up or trusts nobody is what half of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    wbufsize = -1  # head and body in one packet, or the client's delayed ACK costs 40 ms

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_DELETE = do_GET  # noqa: N815  (the names that the server calls)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal quiet."""

    def _serve(self) -> None:
        double = cast("_Http", self.server).double
        step = _step(self.command, self.path)
        length = int(self.headers.get("content-length", 0))
        content = self.rfile.read(length)
        if len(content) < length:  # the client went away
            self.close_connection = True
            return
        sound = content if step == "upload" else b""
        body = len(sound) if step == "upload" else json.loads(content) if content else None
        request = Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        double.requests.append(request)
        waiting = double.faults.get(step)
        fault = waiting.popleft() if waiting else None
        if fault is None:
            status, answer = double.answer(request, sound)
            self._send(status, json.dumps(answer).encode())
        else:
            self._break(fault, double)

    def _break(self, fault: Fault, double: AssemblyAIDouble) -> None:
        if fault.kind == "status":
            self._send(fault.status, json.dumps({"error": fault.error}).encode(), fault.headers)
        elif fault.kind == "garbage":
            self._send(200, b"<html>a captive portal</html>")
        elif fault.kind == "drop":
            self._send(200, b'{"id": "half', {"content-length": "1000"})
            self.close_connection = True
        else:
            double.closing.wait(self.timeout)
            self.close_connection = True

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        sent = {"content-type": "application/json", "content-length": str(len(body)), **(headers or {})}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
