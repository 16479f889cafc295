"""Events that threads bring, for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from collections.abc import Generator as GeneratorType

from voice2image.cancel import CancelToken
from voice2image.events import Event

__all__ = ["in_threads"]


async def in_threads(events: GeneratorType[Event, None, None], stop: CancelToken) -> AsyncIterator[Event]:
    """Each of `events` in turn. Cancelling the task sets `stop` and waits for the work to end before it goes on."""
    waiting: asyncio.Future[Event | None] | None = None
    try:
        while True:
            waiting = asyncio.ensure_future(asyncio.to_thread(next, events, None))
            event = await asyncio.shield(waiting)  # the thread can't be interrupted, only told to stop
            if event is None:
                return
            yield event
    finally:
        stop.cancel()
        if waiting is not None and not waiting.done():
            await asyncio.wait([waiting])
        await asyncio.to_thread(events.close)
