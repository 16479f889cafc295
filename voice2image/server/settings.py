"""What can be set about the service."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from voice2image.config import Config

__all__ = ["LOOPBACK_NAMES", "ServerConfig", "is_loopback"]

LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
"""What a browser on this machine calls it."""


class ServerConfig(Config):
    """How the service runs, and what it lets its clients do."""

    folder: Path = Path("voice2image-data")
    """Where boards, jobs and keys are kept. What is queued or drawn there outlives the service."""
    host: str = "127.0.0.1"
    """The address to listen at. Any but the machine's own needs a key in `folder`."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """0 takes a free one."""
    public_names: tuple[str, ...] = ()
    """Host names that it is reached by through a proxy or tunnel, such as ``"boards.example.com"``."""
    cors_origins: tuple[str, ...] = ()
    """Web pages of other servers that may call it, such as ``"https://studio.example.com"``."""
    transcriber: str = "faster-whisper"
    generators: Annotated[tuple[str, ...], Field(min_length=1)] = ("auto",)
    """What clients may draw with; the first is used where they don't say."""
    boards_at_once: Annotated[int, Field(ge=1, le=64)] = 2
    """Boards that are worked on at a time. They take turns at the models: one is heard while another is drawn."""
    most_boards_waiting: Annotated[int, Field(ge=1)] = 1000
    most_pictures_waiting: Annotated[int, Field(ge=1)] = 64
    """Calls for single pictures and transcripts that may wait for a model."""
    most_live: Annotated[int, Field(ge=0)] = 8
    """People who may speak at the same time."""
    max_upload_mb: Annotated[int, Field(ge=1)] = 200
    max_minutes: Annotated[float, Field(gt=0)] = 120.0
    """The longest recording, uploaded or live."""
    requests_per_minute: Annotated[int, Field(ge=1)] = 600
    """Of one client."""
    keep_pictures_s: Annotated[float, Field(gt=0)] = 3600.0
    """How long a picture that was asked for as an address can be fetched there, in seconds."""
    log_words: bool = False
    """Whether logs may hold what was said."""

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches it."""
        return is_loopback(self.host) and not self.public_names


def is_loopback(host: str) -> bool:
    """Whether an address is the machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
