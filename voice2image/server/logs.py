"""The service's log: a JSON object a line, without keys, and without what was said unless that is wanted."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

__all__ = ["log_to"]

OURS = ("voice2image", "uvicorn")


def log_to(stream: TextIO = sys.stderr, *, words: bool = False) -> None:
    """Write the log of this process to `stream`.

    Args:
        stream: Where to.
        words: Whether what the library itself tells may be in it: it quotes prompts and speech.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        JsonFormatter(
            "{asctime}{levelname}{name}{message}",
            style="{",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
        )
    )
    if not words:
        handler.addFilter(_wordless)
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True  # it writes addresses down; see server.app.Watched


def _wordless(record: logging.LogRecord) -> bool:
    return record.name.startswith(("voice2image.server", "uvicorn"))
