"""``/v1/live``: sound in over a WebSocket, words and pictures out."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
from typing import Annotated, Any, Final, Literal

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from voice2image._pixels import as_jpeg
from voice2image._xmp import picture_xmp
from voice2image.audio import SAMPLE_RATE
from voice2image.errors import Cancelled, Voice2ImageError
from voice2image.events import BoardDone, Event, PreviewDrawn
from voice2image.live import LiveSession
from voice2image.server.faults import Refused
from voice2image.server.line import LineFullError
from voice2image.server.service import Service
from voice2image.server.store import Entry, State, new_id
from voice2image.server.wishes import BoardWishes

__all__ = ["router"]

LOG = logging.getLogger("voice2image.server")
PATIENCE_S: Final = 10.0
"""How long a caller may take to say what they want."""
CHUNK_BYTES: Final = 2**20
CLOSED, REFUSED, FAILED, BUSY = 1000, 1008, 1011, 1013
"""Codes of RFC 6455, section 7.4.1, and of its registry."""

router = APIRouter()


class Start(BaseModel):
    """The first message, as JSON: how the board is to be drawn, and what sound comes."""

    model_config = ConfigDict(extra="forbid")

    type: Literal["start"]
    key: str | None = None
    """Whose session it is, where the caller can't set the header `Authorization`."""
    sample_rate: Annotated[int, Field(ge=8000, le=192_000)] = SAMPLE_RATE
    """Hz; the sound itself comes as binary messages of signed 16-bit little-endian samples, mono."""
    wishes: BoardWishes = BoardWishes()


@router.websocket("/v1/live")
async def live(socket: WebSocket) -> None:
    """One speaker."""
    service: Service = socket.app.state.service
    await socket.accept()
    try:
        start = await _start(socket)
        address = socket.client.host if socket.client else ""
        authorization = socket.headers.get("authorization") or (f"Bearer {start.key}" if start.key else None)
        client = service.door.client(authorization, address)
        service.check_room()
        board_id = new_id()
        with service.speaking(board_id):
            await _Speaker(service, socket, client, start, board_id).run()
    except (Refused, LineFullError, Voice2ImageError) as error:
        wait_s = getattr(error, "retry_after_s", None)
        await _refuse(socket, str(error), BUSY if wait_s is not None else REFUSED, wait_s)
    except WebSocketDisconnect:
        pass


async def _start(socket: WebSocket) -> Start:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return Start.model_validate_json(await socket.receive_text())
    except TimeoutError:
        raise Refused(400, f"nothing came within {PATIENCE_S:g} s", "no_start") from None
    except (ValidationError, KeyError) as error:
        said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "the first message is text"
        raise Refused(400, f'begin with {{"type": "start"}}: {said}', "no_start") from error


async def _refuse(socket: WebSocket, message: str, code: int, retry_after_s: float | None) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_json({"event": "error", "message": message, "retry_after_s": retry_after_s})
        await socket.close(code, message[:100])


class _Speaker:
    """Somebody who speaks, until all is drawn; it goes on when they are gone."""

    def __init__(self, service: Service, socket: WebSocket, client: str, start: Start, board_id: str) -> None:
        self._service, self._socket, self._client, self._start = service, socket, client, start
        self._board_id = board_id
        self._most_s = service.config.max_minutes * 60
        self._gone = False

    async def run(self) -> None:
        """Take in sound and send what happens."""
        boards = self._service.boards
        session = await run_in_threadpool(
            self._service.studio.live, self._client, self._start.wishes, boards.folder(self._board_id)
        )
        entry = boards.store.add(self._client, "live", self._start.wishes, state=State.LIVE, board_id=self._board_id)
        await self._send({"event": "started", "board": entry.id})
        listening = asyncio.create_task(self._listen(session))
        state: State | None = State.DONE
        error = None
        try:
            async for event in session.aevents():
                await self._tell(entry, event)
        except asyncio.CancelledError:
            state = None  # the service is being stopped: it draws what was recorded when it is started again
            raise
        except Cancelled:
            state = State.CANCELLED
        except Voice2ImageError as fault:
            state, error = State.FAILED, str(fault)
        except Exception:
            LOG.exception("live board failed", extra={"board": entry.id})
            state, error = State.FAILED, "something unexpected went wrong; the service's log says what"
        finally:
            listening.cancel()
            if state is not None:
                boards.end(entry.id, state, error)
        await self._send({"event": "ended", "state": str(state), "error": error})
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self._socket.close(CLOSED if error is None else FAILED)

    async def _listen(self, session: LiveSession) -> None:
        """Take in sound until the speaker ends it, or is gone: what was said then is drawn all the same."""
        try:
            while True:
                message = await self._socket.receive()
                if message["type"] == "websocket.disconnect":
                    self._gone = True
                    return
                if (sound := message.get("bytes")) is not None:
                    session.feed(_samples(sound), self._start.sample_rate)
                    if session.duration_s > self._most_s:
                        await self._send(_notice(f"{self._most_s / 60:g} minutes are the most that is taken"))
                        return
                elif _is_end(message.get("text")):
                    return
        except (Voice2ImageError, ValueError) as error:
            await self._send({"event": "error", "message": str(error)})
        finally:
            session.end()

    async def _tell(self, entry: Entry, event: Event) -> None:
        item = self._service.boards.tell(entry.id, event)
        self._service.metrics.count(event)
        if isinstance(event, PreviewDrawn):
            content = await run_in_threadpool(as_jpeg, event.image.pixels, picture_xmp(event.image.provenance))
            item = {**item, "image": f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"}
        if not isinstance(event, BoardDone):
            await self._send(item)

    async def _send(self, item: dict[str, Any]) -> None:
        if self._gone:
            return
        try:
            await self._socket.send_text(json.dumps(item))
        except (WebSocketDisconnect, RuntimeError):  # the second is Starlette's, once the socket is closed
            self._gone = True


def _samples(sound: bytes) -> np.ndarray[Any, np.dtype[np.int16]]:
    if len(sound) % 2 or len(sound) > CHUNK_BYTES:
        raise ValueError("sound comes in messages of 16-bit samples, 1 MB at most each")
    return np.frombuffer(sound, "<i2")


def _is_end(text: str | None) -> bool:
    try:
        said = json.loads(text or "")
    except ValueError:
        said = None
    if isinstance(said, dict) and said.get("type") == "end":
        return True
    raise ValueError('besides sound there is only {"type": "end"} to send')


def _notice(message: str) -> dict[str, Any]:
    return {"event": "notice", "message": message}
