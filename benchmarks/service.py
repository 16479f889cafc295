"""What a service bears, with the embedded models: speakers at the same time, kills, and hours.

speakers: so many people speak at once, at their own pace; what each of them is heard to say is held against what was
said (words lost or doubled, word error rate), and how late the last picture is.
jobs: so many short recordings are queued, and the service is killed again and again while it draws them; each is to be
drawn once.
soak: one person speaks for so many minutes; the memory of the service after a minute, and the most and least from then
on.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import jiwer
import numpy as np
import websockets

from voice2image import Audio

EXAMPLES = Path(__file__).parent.parent / "examples"
MEMO = EXAMPLES / "memo-lighthouse.flac"
CHUNK_S = 0.1
WARM_S = 60.0


class Service:
    """``voice2image serve`` in a process of its own, at an address that stays."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self._port}", timeout=120)

    @property
    def live(self) -> str:
        """Where to speak."""
        return f"ws://127.0.0.1:{self._port}/v1/live"

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        code = "from voice2image.cli import main; main()"
        options = ["serve", "--port", str(self._port), "--folder", str(self._folder), "--generator", "sketch"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while True:
            if self.process.poll() is not None:
                raise SystemExit("the service ended; try `voice2image serve` to see why")
            try:
                if self.client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, one way or the other."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()

    def memory_mib(self) -> float:
        """What it holds (Linux)."""
        assert self.process is not None
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def service() -> Iterator[Service]:
    """A service in a new folder."""
    with tempfile.TemporaryDirectory() as folder:
        made = Service(Path(folder))
        made.start()
        try:
            yield made
        finally:
            made.stop()


async def speak(address: str, seconds: float | None = None) -> tuple[list[dict[str, Any]], float]:
    """Speak the memo once, or over and over for so long; what came back, and how long after the last word the end."""
    sound = (Audio.open(MEMO).samples * 32767).astype("<i2")
    size = round(16_000 * CHUNK_S)
    items: list[dict[str, Any]] = []
    said_at = 0.0
    async with websockets.connect(address, max_size=None) as connection:
        await connection.send(json.dumps({"type": "start", "wishes": {"seed": 1}}))

        async def send() -> None:
            nonlocal said_at
            began = time.monotonic()
            length_s = len(sound) / 16_000 if seconds is None else seconds
            for number in range(round(length_s / CHUNK_S)):
                at = number * size % len(sound)
                await asyncio.sleep(max(0.0, began + number * CHUNK_S - time.monotonic()))
                await connection.send(sound[at : at + size].tobytes())
            said_at = time.monotonic()
            await connection.send(json.dumps({"type": "end"}))

        sending = asyncio.create_task(send())
        async for message in connection:
            items.append(json.loads(message))
        await sending
    return items, time.monotonic() - said_at


def words(text: str) -> list[str]:
    """What counts of a text."""
    return "".join(char if char.isalnum() else " " for char in text.lower().replace("'", "")).split()


def speakers(count: int) -> None:
    """Measure so many people at once."""
    truth = words(MEMO.with_suffix(".txt").read_text("utf-8"))
    with service() as made:

        async def all_at_once() -> list[tuple[list[dict[str, Any]], float]]:
            return await asyncio.gather(*(speak(made.live) for _ in range(count)))

        for number, (items, late_s) in enumerate(asyncio.run(all_at_once()), start=1):
            heard = words(" ".join(item["segment"]["text"] for item in items if item["event"] == "segment_heard"))
            lost, doubled = Counter(truth) - Counter(heard), Counter(heard) - Counter(truth)
            rate = jiwer.wer(" ".join(truth), " ".join(heard))
            panels = sum(item["event"] == "panel_drawn" for item in items)
            end = f"{panels} pictures, the last after {late_s:.1f} s"
            print(f"speaker {number}: word error rate {100 * rate:5.1f} %, {end}")
            print(f"           not heard: {' '.join(lost) or '-'}; heard instead: {' '.join(doubled) or '-'}")


def jobs(count: int, kills: int) -> None:
    """Measure a queue under kills."""
    rng = random.Random(count)
    with service() as made:
        sound = first_seconds(5.0)
        for number in range(count):
            wish = {"files": {"file": ("memo.wav", sound)}, "data": {"seed": str(number)}}
            while (answer := made.client.post("/v1/boards", **wish)).status_code == 429:
                time.sleep(float(answer.headers["Retry-After"]))
        began = time.monotonic()
        for _ in range(kills):
            time.sleep(rng.uniform(1.0, 8.0))
            made.stop(signal.SIGKILL)
            made.start()
        while {board["state"] for board in listed(made.client)} & {"queued", "drawing"}:
            time.sleep(2.0)
        took_s = time.monotonic() - began
        states = Counter(board["state"] for board in listed(made.client))
        print(
            f"{count} recordings, {kills} kills: over after {took_s:.0f} s, {took_s / count:.2f} s each, new starts "
            f"included: {dict(states)}"
        )


def listed(client: httpx.Client) -> list[dict[str, Any]]:
    """All boards."""
    boards: list[dict[str, Any]] = []
    while True:
        before = {"before": boards[-1]["created_at"]} if boards else {}
        page = client.get("/v1/boards", params={"limit": 100, **before}).json()["boards"]
        if not page:
            return boards
        boards += page


def first_seconds(seconds: float) -> bytes:
    """The beginning of the memo, as a wav."""
    samples = Audio.open(MEMO).samples[: round(seconds * 16_000)]
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return buffer.getvalue()


def soak(minutes: float) -> None:
    """Measure an hour, or less, of one speaker."""
    with service() as made:

        async def watched() -> tuple[list[float], int]:
            speaking = asyncio.create_task(speak(made.live, minutes * 60))
            held: list[float] = []
            while not speaking.done():
                held.append(made.memory_mib())
                await asyncio.wait([speaking], timeout=5.0)
            items, _ = await speaking
            return held, sum(item["event"] == "panel_drawn" for item in items)

        held, pictures = asyncio.run(watched())
    warm = held[round(WARM_S / 5.0) :] or held
    change = f"{warm[-1]:.0f} at the end, {100 * (warm[-1] / warm[0] - 1):+.1f} %"
    print(
        f"{minutes:g} minutes of speech, {pictures} pictures: {warm[0]:.0f} MiB after a minute, then {min(warm):.0f} "
        f"to {max(warm):.0f}; {change}"
    )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    parser.add_argument("--speakers", type=int, default=0, metavar="N", help="people who speak at once, such as 8")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="recordings to queue, such as 1000")
    parser.add_argument(
        "--kills", type=int, default=10, metavar="N", help="how often to kill it (default: %(default)s)"
    )
    parser.add_argument("--soak", type=float, default=0.0, metavar="MINUTES", help="of speech, such as 20")
    given = parser.parse_args()
    if not (given.speakers or given.jobs or given.soak):
        parser.error("say what to measure: --speakers 8, --jobs 1000 or --soak 20")
    if given.speakers:
        speakers(given.speakers)
    if given.jobs:
        jobs(given.jobs, given.kills)
    if given.soak:
        soak(given.soak)


if __name__ == "__main__":
    main()
