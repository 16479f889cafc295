"""A service that is killed, again and again, loses nothing and draws nothing twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from service_calls import MEMO, send, wait_until

HERE = Path(__file__).parent

SERVICE = """
import sys

sys.path[:0] = {path!r}
from service_doubles import serve

serve({folder!r}, {port})
"""


class Killable:
    """A service with doubles for its models, in a process of its own, at an address that stays."""

    def __init__(self, folder, port):
        self.folder, self.port, self.process = folder, port, None
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)

    def start(self):
        code = SERVICE.format(path=[str(HERE)], folder=str(self.folder), port=self.port)
        self.process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        wait_until(self._answers, 60)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _answers(self):
        assert self.process.poll() is None, "the service ended"
        try:
            return self.client.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture
def service(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    service = Killable(tmp_path / "data", port)
    yield service
    service.client.close()
    if service.process is not None and service.process.poll() is None:
        service.kill()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_was_queued_is_all_drawn_once(service):
    rng = random.Random(6)
    service.start()
    boards = [send(service.client, MEMO)["id"] for _ in range(30)]
    for _ in range(4):
        time.sleep(rng.uniform(0.1, 0.6))
        service.kill()
        service.start()

    def states():
        listed = service.client.get("/v1/boards", params={"limit": 100}).json()["boards"]
        return [board["state"] for board in listed]

    wait_until(lambda: set(states()) == {"done"}, 120)
    assert len(states()) == 30
    for board in boards:
        drawn = json.loads((service.folder / "boards" / board / "board" / "board.json").read_text("utf-8"))
        assert [panel["status"] for panel in drawn["panels"]] == ["drawn"] * 3
        pictures = list((service.folder / "boards" / board / "board").glob("*.png"))
        assert len(pictures) == 3, "nothing half-drawn stays, and nothing is drawn twice"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_somebody_was_saying_is_drawn_after_all(service):
    """The recording is on disk while it is spoken."""
    import asyncio

    import numpy as np
    import websockets

    service.start()

    async def speak():
        async with websockets.connect(f"ws://127.0.0.1:{service.port}/v1/live") as socket:
            await socket.send(json.dumps({"type": "start"}))
            board = json.loads(await socket.recv())["board"]
            for _ in range(20):
                await socket.send(np.full(1600, 1000, "<i2").tobytes())
            await asyncio.sleep(0.5)
            service.kill()
            return board

    board = asyncio.run(speak())
    service.start()
    address = f"/v1/boards/{board}"
    wait_until(lambda: service.client.get(address).json()["state"] == "done", 60)
    answer = service.client.get(address).json()
    assert len(answer["panels"]) == 3
    assert service.client.get(f"{address}/sound").status_code == 200


@pytest.mark.slow
def test_one_folder_has_one_service(service):
    service.start()
    code = SERVICE.format(path=[str(HERE)], folder=str(service.folder), port=0)
    second = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert second.returncode != 0
    assert "is being written by" in second.stderr
    assert service.client.get("/healthz").status_code == 200


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_a_service_that_is_told_to_stop_goes_on_later(service):
    service.start()
    boards = [send(service.client, MEMO)["id"] for _ in range(8)]
    os.kill(service.process.pid, signal.SIGTERM)
    assert service.process.wait(60) in (0, -signal.SIGTERM)
    service.start()
    for board in boards:
        wait_until(lambda board=board: service.client.get(f"/v1/boards/{board}").json()["state"] == "done", 60)
