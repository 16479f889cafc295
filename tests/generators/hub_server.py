"""A model hub on this machine: the part of the hub's HTTP interface that its own client asks for a model."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub:
    """Serves folders as repositories, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.repositories: dict[str, Path] = {}
        self.asked: list[str] = []
        self.failing: set[str] = set()
        """Repositories that answer 503."""
        self.url = ""


@contextmanager
def running() -> Iterator[Hub]:
    """A hub for the length of a with block."""
    hub = Hub()

    class Handler(_Handler):
        pass

    Handler.hub = hub
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).strip("/")
        self.hub.asked.append(path)
        parts = path.split("/")
        if parts[:2] == ["api", "models"]:
            repo, kind, rest = "/".join(parts[2:4]), parts[4] if len(parts) > 4 else "", parts[6:]
        else:
            repo, kind, rest = "/".join(parts[:2]), parts[2], parts[4:]
        folder = self.hub.repositories.get(repo)
        if repo in self.hub.failing:
            self._answer(503, b"{}")
        elif folder is None:
            self._answer(401, b"{}", {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"})
        elif parts[0] == "api":
            self._list(folder, tree=kind == "tree")
        else:
            self._file(folder.joinpath(*rest))

    def _list(self, folder: Path, *, tree: bool) -> None:
        files = {p.relative_to(folder).as_posix(): p.stat().st_size for p in folder.rglob("*") if p.is_file()}
        if tree:
            listing: object = [
                {"type": "file", "path": name, "size": size, "oid": _hash(name)} for name, size in files.items()
            ]
        else:
            siblings = [{"rfilename": name, "size": size, "blobId": _hash(name)} for name, size in files.items()]
            listing = {"_id": "1", "id": "a/b", "sha": COMMIT, "siblings": siblings, "tags": [], "private": False}
        self._answer(200, json.dumps(listing).encode())

    def _file(self, path: Path) -> None:
        headers = {"ETag": f'"{_hash(str(path))}"', "X-Repo-Commit": COMMIT}
        if not path.is_file():
            self._answer(404, b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
            return
        self._answer(200, path.read_bytes(), headers)

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _hash(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()
