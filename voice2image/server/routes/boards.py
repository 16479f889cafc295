"""``/v1/boards``: send a recording, follow its board, fetch it in any format, change it."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi import Path as InPath
from fastapi.responses import FileResponse, Response
from pydantic import WithJsonSchema
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from voice2image.audio import Audio
from voice2image.errors import StoryboardError
from voice2image.exporters import exporter_for
from voice2image.prompt import MAX_SEED
from voice2image.registry import names
from voice2image.server.editing import Change, edit
from voice2image.server.faults import Refused, responses
from voice2image.server.lengths import check_length
from voice2image.server.news import News
from voice2image.server.service import Client, Service, ServiceOf
from voice2image.server.store import Entry, State, new_id
from voice2image.server.views import BoardList, BoardView, board_view
from voice2image.server.wishes import BoardWishes

__all__ = ["router", "view_of"]

router = APIRouter(prefix="/v1/boards", tags=["boards"])

BoardId = Annotated[str, InPath(pattern=r"^[0-9a-f]{24}$", examples=["5f0c9b0d6c1e4a7f8b21d3aa"])]


@router.post("", status_code=202, responses=responses(413, 503))
def send(
    service: ServiceOf,
    client: Client,
    request: Request,
    response: Response,
    file: Annotated[UploadFile, File(description="A recording, in any format that FFmpeg reads.")],
    style: Annotated[str, Form(max_length=500, description="A style's name, or words.")] = "",
    negative_text: Annotated[str, Form(max_length=2000, description="What no picture is to show.")] = "",
    generator: Annotated[str, Form(max_length=200, description="One of those in `GET /v1/models`.")] = "",
    seed: Annotated[
        int | None,
        Form(ge=0, le=MAX_SEED, description="Of the first panel."),
        WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MAX_SEED}),  # a form knows no null
    ] = None,
) -> BoardView:
    """Send a recording. The answer is its board, which waits to be drawn; `Location` says where it is."""
    service.check_room()
    wishes = BoardWishes(style=style, negative_text=negative_text, generator=generator or None, seed=seed)
    service.studio.line(wishes.generator)  # before a large file is kept for nothing
    board_id = new_id()
    upload = service.boards.upload(board_id)
    try:
        upload.parent.mkdir(parents=True)
        with upload.open("wb") as target:
            shutil.copyfileobj(file.file, target)
        name = _plain_name(file.filename)
        check_length(Audio.open(upload, name=name), service.config.max_minutes)
        entry = service.boards.store.add(client, name, wishes, state=State.QUEUED, board_id=board_id)
    except BaseException:
        shutil.rmtree(upload.parent, ignore_errors=True)
        raise
    service.workers.wake()
    response.headers["Location"] = request.url_for("one", board_id=entry.id).path
    return view_of(service, entry, panels=False)


@router.get("", responses=responses())
def all_of_them(
    service: ServiceOf,
    client: Client,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    before: Annotated[float | None, Query(description="Older than this `created_at`, for the next page.")] = None,
) -> BoardList:
    """Your boards, the newest first, without their panels."""
    entries = service.boards.store.of(client, limit=limit, before=before)
    return BoardList(boards=[view_of(service, entry, panels=False) for entry in entries])


@router.get("/{board_id}", responses=responses(404))
def one(service: ServiceOf, client: Client, board_id: BoardId) -> BoardView:
    """A board as far as it has come."""
    return view_of(service, service.owned(board_id, client))


@router.delete("/{board_id}", status_code=204, responses=responses(404))
def remove(service: ServiceOf, client: Client, board_id: BoardId) -> None:
    """Stop what is being done for a board, and delete it with its recording."""
    entry = service.owned(board_id, client)
    service.workers.cancel(board_id)
    service.boards.end(board_id, State.CANCELLED)
    service.boards.remove(entry)


@router.post("/{board_id}/cancel", responses=responses(404))
def cancel(service: ServiceOf, client: Client, board_id: BoardId) -> BoardView:
    """Stop working on a board. What is drawn stays."""
    entry = service.owned(board_id, client)
    service.workers.cancel(board_id)
    if entry.state is State.QUEUED:
        service.boards.end(board_id, State.CANCELLED)
    return view_of(service, service.owned(board_id, client))


@router.get(
    "/{board_id}/events",
    response_class=EventSourceResponse,
    responses=responses(404, media=["text/event-stream"]),
)
async def events(service: ServiceOf, client: Client, board_id: BoardId, request: Request) -> EventSourceResponse:
    """What happens to a board, as it happens: first a `snapshot` of it, and `ended` as the last.

    Send the id of the last event that you saw as `Last-Event-ID` to go on behind it.
    """
    service.owned(board_id, client)
    known = request.headers.get("last-event-id", "")
    return EventSourceResponse(_follow(service, client, board_id, known), ping=15)


@router.get(
    "/{board_id}/pictures/{name}",
    response_class=FileResponse,
    responses=responses(404, media=["image/png"]),
)
def picture(
    service: ServiceOf,
    client: Client,
    board_id: BoardId,
    name: Annotated[str, InPath(pattern=r"^[0-9]{3,9}(-[0-9]{1,9})?\.png$", examples=["001.png"])],
) -> FileResponse:
    """A picture, with its provenance inside; `image` and `alternates` of a panel say where it is."""
    path = service.boards.folder(service.owned(board_id, client).id) / name
    if not path.is_file():
        raise Refused(404, "there is no such picture", "no_picture")
    return FileResponse(path, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


@router.get(
    "/{board_id}/sound",
    response_class=FileResponse,
    responses=responses(404, media=["audio/mp4", "audio/wav"]),
)
def sound(service: ServiceOf, client: Client, board_id: BoardId) -> FileResponse:
    """The recording."""
    board = service.boards.load(service.owned(board_id, client).id)
    path = board.sound.path if board and board.sound else None
    if path is None:
        raise Refused(404, "there is no sound yet", "no_sound")
    return FileResponse(path, media_type="audio/mp4" if path.suffix == ".m4a" else "audio/wav")


@router.get(
    "/{board_id}/exports/{suffix}",
    response_class=FileResponse,
    responses=responses(404, 409, media=["*/*"]),
)
def export(
    service: ServiceOf,
    client: Client,
    board_id: BoardId,
    suffix: Annotated[str, InPath(description=f"The format: {', '.join(names('exporters'))}.", examples=["pdf"])],
) -> FileResponse:
    """The board in a format of a studio's tools. Formats of several files come as a zip."""
    entry = service.owned(board_id, client)
    board = service.boards.load(entry.id)
    if board is None:
        raise Refused(409, "nothing of this board is drawn yet", "not_drawn_yet")
    if suffix not in names("exporters"):
        raise Refused(400, f"no format is called {suffix!r}; there are: {', '.join(names('exporters'))}", "no_format")
    folder = Path(tempfile.mkdtemp(prefix="voice2image-export-"))
    tidy = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    try:
        made = folder / "made"
        made.mkdir()
        target = made / f"{Path(entry.name).stem[:80] or 'board'}.{suffix}"
        exporter_for(target)
        board.export(target, progress=lambda _share: None)
        if len(list(made.iterdir())) > 1:
            target = _zipped(made, folder / f"{target.name}.zip")
        return FileResponse(target, filename=target.name, background=tidy)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@router.post("/{board_id}/edits", responses=responses(404, 409, 503))
def change(service: ServiceOf, client: Client, board_id: BoardId, wanted: Change) -> BoardView:
    """Change a board by hand, or take the last change back. Drawing is waited for."""
    entry = service.owned(board_id, client)
    if not entry.state.over:
        raise Refused(409, "this board is still being drawn", "still_drawing")
    edit(service, entry, wanted)
    return view_of(service, entry)


def view_of(service: Service, entry: Entry, *, panels: bool = True) -> BoardView:
    """A board as it is shown to its owner."""
    position = service.boards.store.position(entry.id) if entry.state is State.QUEUED else None
    wait_s = None if position is None else service.wait_s(position)
    board = service.boards.load(entry.id) if panels else None
    return board_view(entry, board, position=position, wait_s=wait_s)


async def _follow(service: Service, client: str, board_id: str, known: str) -> AsyncIterator[ServerSentEvent]:
    """The events of a board behind the one that is known; without one, the board as it is and what comes."""
    news = service.boards.news(service.owned(board_id, client))
    run, _, number = known.partition(":")
    if news is not None and run == news.run and number.isdigit():
        at = int(number)
    else:
        at = news.count if news else 0
        yield await run_in_threadpool(_snapshot, service, client, board_id, news, at)
    if news is None:
        state = service.owned(board_id, client).state
        yield _event({"event": "ended", "state": str(state)})
        return
    async for place, item in news.after(at):
        if item is None:
            yield await run_in_threadpool(_snapshot, service, client, board_id, news, place)
        else:
            yield _event(item, f"{news.run}:{place}")


def _snapshot(service: Service, client: str, board_id: str, news: News | None, at: int) -> ServerSentEvent:
    view = view_of(service, service.owned(board_id, client))
    return _event(
        {"event": "snapshot", "board": view.model_dump(mode="json")}, f"{news.run}:{at}" if news is not None else None
    )


def _event(item: dict[str, Any], number: str | None = None) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(item), event=str(item["event"]), id=number)


def _plain_name(name: str | None) -> str:
    """A file's name as somebody may read it in a title: no folders, nothing that can't be printed."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable()).strip()[:200] or "recording"


def _zipped(folder: Path, target: Path) -> Path:
    try:
        with zipfile.ZipFile(target, "w") as archive:
            for file in sorted(folder.rglob("*")):
                archive.write(file, file.relative_to(folder))
    except OSError as error:
        raise StoryboardError(f"the export can't be written: {error.strerror or error}") from error
    return target
