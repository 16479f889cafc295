"""``voice2image serve`` and ``voice2image keys``."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from voice2image._cli.session import Session
from voice2image.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from voice2image.server import KeyFile

__all__ = ["add_key", "list_keys", "remove_key", "run_service"]

GRACE_S = 60
"""How long calls under way may take to end once the service is told to stop."""


def run_service(session: Session, settings: dict[str, Any], *, show: bool) -> None:
    """Run the service until Ctrl-C."""
    try:
        import uvicorn

        from voice2image.server import ServerConfig, create_app
        from voice2image.server.logs import log_to
    except ImportError as error:
        raise MissingExtraError("the service", extra="serve", package=error.name) from error

    config = ServerConfig(**{name: value for name, value in settings.items() if value is not None})
    app = create_app(config)
    log_to(words=config.log_words)
    with closing(_listening(config.host, config.port)) as listener:
        port = listener.getsockname()[1]
        host = f"[{config.host}]" if ":" in config.host else config.host
        address = f"http://{host}:{port}/"
        session.say(f"voice2image is at {address}")
        session.note(f"boards are kept in {config.folder.absolute()}; Ctrl-C stops the service, and loses nothing")
        if show:
            Timer(1.0, webbrowser.open, [address]).start()
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=GRACE_S,
                server_header=False,
                ws_max_size=2**21,
            )
        )
        server.run(sockets=[listener])


def add_key(session: Session, folder: Path, name: str) -> None:
    """Make a key and show it, once."""
    key = _keys(folder).add(name)
    if session.json:
        session.document({"name": name, "key": key})
        return
    session.say(key)
    session.note("keep it: only its hash is stored, so it can't be shown again")


def list_keys(session: Session, folder: Path) -> None:
    """Tell who has a key."""
    names = _keys(folder).names
    if session.json:
        session.document({"names": list(names)})
        return
    for name in names:
        session.say(name)
    if not names:
        session.note("nobody has a key")


def remove_key(session: Session, folder: Path, name: str) -> None:
    """Take a key back."""
    _keys(folder).remove(name)
    session.note(f"{name}'s key opens nothing any more")


def _keys(folder: Path) -> KeyFile:
    from voice2image.server.keys import KeyFile

    return KeyFile(folder)


def _listening(host: str, port: int) -> socket.socket:
    try:
        (family, *_), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise ConfigError(f"can't listen at {host}, port {port}: {error.strerror or error}") from error
