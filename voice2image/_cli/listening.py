"""``voice2image listen``."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.live import Live
from rich.text import Text

from voice2image._cli.drawing import report
from voice2image._cli.hearing import open_memo
from voice2image._cli.progress import JsonView, LineView
from voice2image._cli.session import ExitCode, Session, plain
from voice2image._cli.stages import Stages
from voice2image._cli.tables import table
from voice2image._events_json import edit_line
from voice2image._notebook import clock
from voice2image.cancel import CancelToken
from voice2image.errors import ConfigError
from voice2image.events import (
    BoardDone,
    BoardEdited,
    Event,
    Notice,
    PanelDrawn,
    PanelFailed,
    PartialHeard,
    PreviewDrawn,
    PromptWritten,
    SegmentHeard,
)
from voice2image.live import LiveSession
from voice2image.microphone import QUIET_DB, Microphone, decibels, input_devices
from voice2image.pipeline import Voice2Image

__all__ = ["draw_what_is_said", "list_devices"]

LOOK_S: Final = 0.1
METER: Final = 24
"""Characters of a level meter."""
SENTENCES: Final = 4
"""So many of the last sentences are shown."""


def list_devices(session: Session) -> None:
    """Tell what this machine can record with."""
    devices = input_devices()
    if session.json:
        session.document([device.model_dump() for device in devices])
        return
    listed = table("", "device", "Hz", "")
    for device in devices:
        listed.add_row(
            str(device.index), Text(plain(device.name)), str(device.rate), "default" if device.default else ""
        )
    session.out.print(listed)
    if not devices:
        session.note("this machine has no microphone; `voice2image listen --from MEMO` plays a recording instead")


def draw_what_is_said(
    session: Session,
    folder: Path,
    stages: Stages,
    *,
    seed: int | None,
    device: str | None,
    memo: str | None,
    seconds: float | None,
    preview: bool,
) -> ExitCode:
    """Draw what is spoken into a microphone, or a recording as if it were spoken now, until Ctrl-C or its end."""
    if device is not None and memo is not None:
        raise ConfigError("--from: a recording is played instead of --device; give one of them")
    prompter = stages.prompter()
    pipeline = Voice2Image(
        transcriber=stages.transcriber(hotwords=prompter.hotwords),
        prompter=prompter,
        generator=stages.generator(),
        seed=seed if seed is not None else stages.seed,
    )
    stop = CancelToken()
    with pipeline:
        live = pipeline.live(folder, preview="sketch" if preview else None, cancel=stop)
        board = None
        view = _view(session)
        with _sound(live, device, memo) as level, view:
            for event in _until_told(session, live, stop, seconds, lambda: view.tick(level(), live.duration_s)):
                view.show(event)
                if isinstance(event, BoardDone):
                    board = event.board
        if board is None:
            session.warn(f"stopped: what was drawn, and the recording, are kept in {folder}")
            return ExitCode.INTERRUPTED
    report(session, board, folder, None)
    return ExitCode.SOME_FAILED if any(panel.status == "failed" for panel in board) else ExitCode.OK


def _until_told(
    session: Session, live: LiveSession, stop: CancelToken, seconds: float | None, tick: Callable[[], None]
) -> Iterator[Event]:
    """The events of a session. The first Ctrl-C ends the speech, the second all work."""
    happened: SimpleQueue[Event | BaseException | None] = SimpleQueue()

    def follow() -> None:
        try:
            for event in live.events():
                happened.put(event)
            happened.put(None)
        except BaseException as error:  # noqa: BLE001  (raised again in the main thread)
            happened.put(error)

    threading.Thread(target=follow, name="voice2image-listening", daemon=True).start()
    ended = False
    while True:
        try:
            if seconds is not None and live.duration_s >= seconds and not ended:
                ended = True
                live.end()
            tick()
            try:
                event = happened.get(timeout=LOOK_S)
            except Empty:
                continue
            if event is None:
                return
            if isinstance(event, BaseException):
                if stop.cancelled:
                    return
                raise event
            yield event
        except KeyboardInterrupt:
            if ended:
                stop.cancel()
                continue
            ended = True
            live.end()
            session.note("drawing what was said; Ctrl-C again stops at once")


@contextmanager
def _sound(live: LiveSession, device: str | None, memo: str | None) -> Iterator[Callable[[], float]]:
    """Feed the session; yields what tells how loud it is."""
    if memo is None:
        with Microphone(live.feed, int(device) if device and device.isdecimal() else device) as microphone:
            yield lambda: microphone.level_db
        return
    audio = open_memo(memo)
    over = threading.Event()
    peak = 0.0

    def play() -> None:
        nonlocal peak
        began = time.monotonic()
        with contextlib.suppress(ConfigError):  # the session has ended
            for chunk in audio.blocks(LOOK_S):
                if over.wait(max(0.0, began + live.duration_s - time.monotonic())):
                    return
                peak = float(abs(chunk).max())
                live.feed(chunk)
        peak = 0.0
        live.end()

    threading.Thread(target=play, name="voice2image-playing", daemon=True).start()
    try:
        yield lambda: decibels(peak)
    finally:
        over.set()


def _view(session: Session) -> Any:
    if session.json:
        return _Plain(JsonView(session))
    return _Screen(session) if session.err.is_terminal else _Plain(LineView(session))


class _Plain:
    """One of the usual views, with nothing that moves."""

    def __init__(self, view: JsonView | LineView) -> None:
        self._view = view

    def __enter__(self) -> None:
        self._view.__enter__()

    def __exit__(self, *how: Any) -> None:
        self._view.__exit__(*how)

    def show(self, event: Event) -> None:
        """Show an event."""
        self._view.show(event)

    def tick(self, level_db: float, seconds: float) -> None:
        """Time has passed."""


class _Screen:
    """Words as they are spoken, a level meter, and what has become of each shot."""

    def __init__(self, session: Session) -> None:
        self._live = Live(console=session.err, transient=True, refresh_per_second=10)
        self._sentences: list[str] = []
        self._partial = Text()
        self._shots: dict[int, tuple[str, str]] = {}
        self._note = ""
        self._meter = Text()

    def __enter__(self) -> None:
        self._live.__enter__()

    def __exit__(self, *how: Any) -> None:
        self._live.__exit__(*how)

    def show(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case Notice(message=message):
                self._note = message
            case PartialHeard(segment=segment, confirmed=confirmed):
                words = [word.text for word in segment.words]
                sure, unsure = " ".join(words[:confirmed]), " ".join(words[confirmed:])
                self._partial = Text.assemble(plain(sure), " ", (plain(unsure), "dim"))
            case SegmentHeard(segment=segment):
                self._sentences.append(segment.text)
                self._partial = Text()
            case PromptWritten(number=number, prompt=prompt):
                self._shots[number] = ("…", prompt.text)
            case PreviewDrawn(number=number):
                self._shots[number] = ("rough", self._shots.get(number, ("", ""))[1])
            case BoardEdited(edit=edit, panels=panels):
                self._note = edit_line(edit)
                self._shots = {
                    panel.number: ("drawn" if panel.status == "drawn" else "…", panel.prompt.text) for panel in panels
                }
            case PanelDrawn(number=number, panel=panel):
                self._shots[number] = ("drawn", panel.prompt.text)
            case PanelFailed(number=number, panel=panel):
                self._shots[number] = ("failed", panel.prompt.text)

    def tick(self, level_db: float, seconds: float) -> None:
        """Time has passed."""
        bars = round(METER * (1 - level_db / QUIET_DB))
        meter = ("█" * bars, "green"), ("░" * (METER - bars), "dim")
        self._meter = Text.assemble((f"{clock(seconds)} ", "bold"), *meter, ("  Ctrl-C ends it", "dim"))
        self._live.update(self._picture())

    def _picture(self) -> RenderableType:
        lines: list[RenderableType] = [self._meter]
        if self._note:
            lines.append(Text(plain(self._note), style="dim"))
        lines.append(Text(plain(" ".join(self._sentences[-SENTENCES:]))))
        lines.append(self._partial)
        lines += [
            Text.assemble((f"{number:3} ", "bold"), (f"{state:7}", "green" if state == "drawn" else "dim"), plain(text))
            for number, (state, text) in sorted(self._shots.items())
        ]
        return Group(*lines)
