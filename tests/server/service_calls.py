"""Calls of a service in this process, over real sockets."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from voice2image.server import ServerConfig, create_app

MEMO = Path(__file__).parents[2] / "examples" / "memo-lighthouse.flac"


@contextmanager
def running(config: ServerConfig) -> Iterator[str]:
    """Run a service and yield its address."""
    server = uvicorn.Server(
        uvicorn.Config(create_app(config), host=config.host, port=0, log_config=None, timeout_graceful_shutdown=20)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"it isn't so after {seconds} s"
        time.sleep(0.05)


def send(client: httpx.Client, sound: bytes | Path, **fields: Any) -> dict[str, Any]:
    """Send a recording and return its board."""
    content = sound.read_bytes() if isinstance(sound, Path) else sound
    answer = client.post("/v1/boards", files={"file": ("memo.flac", content)}, data=fields)
    assert answer.status_code == 202, answer.text
    board: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/v1/boards/{board['id']}"
    return board


def follow(client: httpx.Client, board_id: str, known: str | None = None) -> list[tuple[str | None, dict[str, Any]]]:
    """The events of a board to its end, each with its id."""
    items: list[tuple[str | None, dict[str, Any]]] = []
    headers = {"Last-Event-ID": known} if known else {}
    with client.stream("GET", f"/v1/boards/{board_id}/events", headers=headers, timeout=120) as stream:
        number = None
        for line in stream.iter_lines():
            if line.startswith("id:"):
                number = line.removeprefix("id:").strip()
            elif line.startswith("data:"):
                items.append((number, json.loads(line.removeprefix("data:"))))
    return items
