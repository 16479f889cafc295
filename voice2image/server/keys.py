"""Who may use the service: names, and the hashes of their keys."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from pathlib import Path
from threading import Lock
from typing import Final

from voice2image._files import write_bytes
from voice2image.errors import ConfigError

__all__ = ["KeyFile"]

PREFIX: Final = "v2i_"


class KeyFile:
    """The keys of one service, in ``keys.json`` of its folder. Only hashes are kept: a lost key can't be shown again.

    A key is 256 random bits, so that a plain SHA-256 of it can't be turned back.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "keys.json"
        self._turn = Lock()
        self._read_at: int | None = None
        self._hashes: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Who has a key.

        Raises:
            ConfigError: The file can't be read.
        """
        return tuple(self._current())

    def add(self, name: str) -> str:
        """Make a key for `name` and return it.

        Raises:
            ConfigError: The name is empty or taken, or the file can't be written.
        """
        hashes = dict(self._current())
        if not name.strip() or not name.isprintable():
            raise ConfigError("a key needs a name, so that it can be told from others")
        if name in hashes:
            raise ConfigError(f"there is a key for {name!r} already; remove it first, or take another name")
        key = PREFIX + secrets.token_urlsafe(32)
        self._write({**hashes, name: _hash(key)})
        return key

    def remove(self, name: str) -> None:
        """Take a key back; a service that runs refuses it from now on.

        Raises:
            ConfigError: Nobody by that name has one.
        """
        hashes = dict(self._current())
        if name not in hashes:
            raise ConfigError(f"there is no key for {name!r}; there are: {', '.join(hashes) or 'none'}")
        del hashes[name]
        self._write(hashes)

    def client_of(self, key: str) -> str | None:
        """Whose key this is. Takes as long whether it is one or not."""
        hashed, found = _hash(key), None
        for name, known in self._current().items():
            if hmac.compare_digest(hashed, known):
                found = name
        return found

    def _current(self) -> dict[str, str]:
        with self._turn:
            try:
                written_at = self._path.stat().st_mtime_ns
                if written_at != self._read_at:
                    self._hashes = {
                        str(name): str(hashed) for name, hashed in json.loads(self._path.read_bytes()).items()
                    }
                    self._read_at = written_at
            except FileNotFoundError:
                self._hashes, self._read_at = {}, None
            except (OSError, ValueError, AttributeError) as error:
                raise ConfigError(f"{self._path} is no readable list of keys: {error}") from error
            return self._hashes

    def _write(self, hashes: dict[str, str]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"can't write {self._path}: {error.strerror or error}") from error
        write_bytes(self._path, json.dumps(hashes, indent=1).encode(), ConfigError)
        self._path.chmod(0o600)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
