"""Whisper in a process of its own: questions go out on its standard input, answers come back on its output.

Not :mod:`multiprocessing`, which would run the caller's ``__main__`` again in the child: a notebook has none,
and a script without a guard would start itself anew.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing.spawn
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any, cast

from voice2image.audio import Samples
from voice2image.backend import Notify
from voice2image.cancel import CancelToken
from voice2image.errors import TranscriptionError, Voice2ImageError
from voice2image.transcribers._whisper_config import FasterWhisperConfig
from voice2image.transcript import Segment

__all__ = ["RemoteRecogniser", "serve"]

POLL_S = 0.1
GRACE_S = 5.0
LAST_WORDS = 2000  # bytes of what the child said before it died

Message = tuple[Any, ...]


class RemoteRecogniser:
    """The model in a child process. Each question has one answer, so that several callers can take turns."""

    def __init__(self, config: FasterWhisperConfig, notify: Notify) -> None:
        self._turn = threading.Lock()
        self._numbers = itertools.count()
        self._open: set[int] = set()
        self._answers: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the child)
        self._child = _start(self._stderr)
        threading.Thread(target=self._listen, name="voice2image-whisper", daemon=True).start()
        try:
            self.label = str(self._ask(("load", config.to_json()), None, notify)[0])
        except BaseException:
            self.close()
            raise

    def hear(
        self, samples: Samples, language: str | None, cancel: CancelToken | None
    ) -> Generator[Segment, None, None]:
        """Yield the segments of one window. A cancel ends the child, unless it is serving another caller."""
        number = next(self._numbers)
        self._open.add(number)
        try:
            self._ask(("hear", number, samples, language), cancel)
            while True:
                (segment,) = self._ask(("next", number), cancel)
                if segment is None:
                    return
                yield Segment.model_validate_json(segment)
        finally:
            self._open.discard(number)
            if self._child.poll() is None:
                with contextlib.suppress(Voice2ImageError):
                    self._ask(("drop", number), None)

    @property
    def dead(self) -> bool:
        """Whether the child has ended, so that a new one is needed."""
        return self._child.poll() is not None

    def close(self) -> None:
        """End the child: kindly, then at once."""
        with contextlib.suppress(OSError):
            cast("IO[bytes]", self._child.stdin).close()
        try:
            self._child.wait(GRACE_S if not self._open else 0)
        except subprocess.TimeoutExpired:
            self._kill()

    def _ask(self, question: Message, cancel: CancelToken | None, notify: Notify | None = None) -> Message:
        while not self._turn.acquire(timeout=POLL_S):
            _check(cancel)
        try:
            self._send(question)
            while True:
                kind, *content = self._answer(cancel)
                if kind == "notice" and notify is not None:
                    notify(content[0])
                elif kind == "error":
                    raise content[0]
                elif kind == "ok":
                    return tuple(content)
        finally:
            self._turn.release()

    def _send(self, question: Message) -> None:
        try:
            write(cast("IO[bytes]", self._child.stdin), question)
        except (OSError, ValueError) as error:
            raise self._crashed() from error

    def _answer(self, cancel: CancelToken | None) -> Message:
        while True:
            try:
                answer = self._answers.get(timeout=POLL_S)
            except queue.Empty:
                if cancel is not None and cancel.cancelled and len(self._open) <= 1:
                    self._kill()
                    cancel.check()
                continue
            if answer is None:
                self._answers.put(None)
                _check(cancel)
                raise self._crashed()
            return answer

    def _listen(self) -> None:
        try:
            while True:
                self._answers.put(read(cast("IO[bytes]", self._child.stdout)))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._answers.put(None)

    def _crashed(self) -> TranscriptionError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(GRACE_S)
        size = self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, size - LAST_WORDS))
        said = self._stderr.read().decode(errors="replace").strip()
        return TranscriptionError(
            f"the process that runs Whisper ended with code {self._child.poll()}, saying: {said or 'nothing'}"
        )

    def _kill(self) -> None:
        self._child.kill()
        self._child.wait()


def _start(stderr: IO[bytes]) -> subprocess.Popen[bytes]:
    # Studio software embeds Python: sys.executable may be the studio, and multiprocessing knows better.
    python = os.fsdecode(multiprocessing.spawn.get_executable() or sys.executable)
    # The working directory goes last: a queue.py beside a recording must not be taken for Python's own.
    paths = [path for path in sys.path if path] + [str(Path.cwd())] * ("" in sys.path)
    try:
        return subprocess.Popen(
            [python, "-P", "-c", f"from {__name__} import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # there on Windows only
        )
    except OSError as error:
        raise TranscriptionError(f"no process could be started to run Whisper in: {error}") from error


def serve() -> None:
    """The child: answer questions until the parent goes away."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints must not garble the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from voice2image.transcribers.faster_whisper import LocalRecogniser

    recogniser: LocalRecogniser | None = None
    under_way: dict[int, Iterator[Segment]] = {}
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            kind, *content = read(questions)
            answer: Message = ("ok",)
            try:
                if kind == "load":
                    config = FasterWhisperConfig.from_json(content[0])
                    recogniser = LocalRecogniser(config, lambda text: write(answers, ("notice", text)))
                    answer = ("ok", recogniser.label)
                elif kind == "hear" and recogniser is not None:
                    number, samples, language = content
                    under_way[number] = recogniser.hear(samples, language, None)
                elif kind == "next":
                    segment = next(under_way[content[0]], None)
                    answer = ("ok", None if segment is None else segment.model_dump_json())
                elif kind == "drop":
                    under_way.pop(content[0], None)
            except Voice2ImageError as error:
                answer = ("error", error)
            write(answers, answer)


def _check(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.check()


def write(pipe: IO[bytes], message: Message) -> None:
    """One message: its length in eight bytes, then itself."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(content).to_bytes(8, "big"))
    pipe.write(content)
    pipe.flush()


def read(pipe: IO[bytes]) -> Message:
    """The next message. Raises :class:`EOFError` when the other side is gone."""
    size = pipe.read(8)
    if len(size) < 8:
        raise EOFError
    content = pipe.read(int.from_bytes(size, "big"))
    return cast("Message", pickle.loads(content))
