"""Everything that one running service holds, for its routes."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator
from threading import Lock, Thread
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import HTTPConnection

from voice2image._lock import FolderLock
from voice2image.errors import Voice2ImageError
from voice2image.server.boards import Boards
from voice2image.server.faults import Refused
from voice2image.server.guard import Door
from voice2image.server.keys import KeyFile
from voice2image.server.metrics import Metrics
from voice2image.server.pictures import Pictures
from voice2image.server.settings import ServerConfig
from voice2image.server.store import Entry, State
from voice2image.server.studio import Studio
from voice2image.server.worker import Workers

__all__ = ["Client", "Service", "ServiceOf"]

LOG = logging.getLogger("voice2image.server")
FREE_DISK_BYTES: Final = 200 * 2**20
"""With less room than this nothing new is taken in."""


class Service:
    """One folder's boards, keys and queue, and the models that work on them.

    Raises:
        StoryboardError: Another service has the folder, or it can't be used.
        ConfigError: A setting is wrong.
    """

    def __init__(self, config: ServerConfig) -> None:
        self.config = config
        self.root = config.folder.absolute()
        self.keys = KeyFile(self.root)
        self.door = Door(config, self.keys)
        self.metrics = Metrics()
        self.studio = Studio(config)
        self.boards = Boards(self.root, self.metrics)
        self._lock = FolderLock(self.root)
        self.pictures = Pictures(self.root / "pictures", config.keep_pictures_s)
        self.workers = Workers(self.boards, self.studio, self.metrics, config.boards_at_once)
        self.ready = False
        self.stopping = False
        self._why_not_ready = "the models are being loaded"
        self._admitting = Lock()
        self._live: set[str] = set()

    def start(self) -> None:
        """Take up what was left behind, and load the models meanwhile."""
        self._lock.acquire()
        for entry in self.boards.store.recover():
            self._recover_live(entry)
        self.pictures.sweep()
        self.workers.start()
        Thread(target=self._warm_up, name="voice2image-warm-up", daemon=True).start()

    def stop(self) -> None:
        """Finish the steps that are under way, keep everything, and give the models back."""
        self.stopping = True
        self.workers.stop()
        self.studio.close()
        self.boards.close()
        self._lock.release()

    @property
    def why_not_ready(self) -> str | None:
        """Why new calls had better go elsewhere, if that is so."""
        if self.stopping:
            return "the service is being stopped"
        if not self.ready:
            return self._why_not_ready
        return self._no_room()

    def check_room(self) -> None:
        """Raise :class:`Refused` if nothing new can be taken in."""
        if self.stopping:
            raise Refused(503, "the service is being stopped", "stopping", retry_after_s=30)
        if reason := self._no_room():
            raise Refused(507, reason, "disk_full")
        waiting = self.boards.store.count(State.QUEUED)
        if waiting >= self.config.most_boards_waiting:
            each_s = self.boards.store.seconds_a_board() or 10.0
            raise Refused(429, f"{waiting} boards wait already", "queue_full", retry_after_s=each_s)

    def owned(self, board_id: str, client: str) -> Entry:
        """A board of the client's.

        Raises:
            Refused: There is none of that name, or it is somebody else's.
        """
        entry = self.boards.store.find(board_id)
        if entry is None or entry.client != client:
            raise Refused(404, "there is no such board", "not_found")
        return entry

    def wait_s(self, position: int) -> float | None:
        """About how long until a board is begun that has so many before it."""
        each_s = self.boards.store.seconds_a_board()
        return None if each_s is None else round(each_s * (position + 1) / self.config.boards_at_once, 1)

    @contextlib.contextmanager
    def speaking(self, board_id: str) -> Iterator[None]:
        """Count somebody who speaks. Raises :class:`Refused` if too many do."""
        with self._admitting:
            if len(self._live) >= self.config.most_live:
                raise Refused(429, f"{len(self._live)} people are speaking already", "live_full", retry_after_s=60)
            self._live.add(board_id)
        try:
            with self.metrics.live.track_inprogress():
                yield
        finally:
            with self._admitting:
                self._live.discard(board_id)

    def _no_room(self) -> str | None:
        from voice2image._files import free_disk_bytes

        free = free_disk_bytes(self.root)
        if free is not None and free < FREE_DISK_BYTES:
            return f"the disk is full: {free // 2**20} MB are free"
        return None

    def _recover_live(self, entry: Entry) -> None:
        """The service died while somebody spoke: what they said is on disk, and is drawn like an upload."""
        upload, sound = self.boards.upload(entry.id), self.boards.folder(entry.id) / "recording.wav"
        if sound.is_file():
            sound.replace(upload)
        if upload.is_file():
            self.boards.clear(entry.id)
            self.boards.store.requeue(entry.id)
        else:
            self.boards.end(entry.id, State.FAILED, "the service was stopped before anything was said")

    def _warm_up(self) -> None:
        begun = time.monotonic()
        try:
            self.studio.warm_up()
        except Voice2ImageError as error:
            self._why_not_ready = str(error)
            LOG.error("the models can't be loaded: %s", error)
        except Exception:
            self._why_not_ready = "the models can't be loaded; the log says why"
            LOG.exception("the models can't be loaded")
        else:
            self.ready = True
            LOG.info("ready", extra={"seconds": round(time.monotonic() - begun, 1)})


def _service(connection: HTTPConnection) -> Service:
    service = connection.app.state.service
    assert isinstance(service, Service)
    return service


ServiceOf = Annotated[Service, Depends(_service)]
"""The service that a route belongs to."""


def _client(connection: HTTPConnection, service: ServiceOf) -> str:
    address = connection.client.host if connection.client else ""
    return service.door.client(connection.headers.get("authorization"), address)


Client = Annotated[str, Depends(_client)]
"""Whose call it is; a route that asks for it is closed to everybody else."""
