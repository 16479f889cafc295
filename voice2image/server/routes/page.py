"""The page, and what it lets one choose from."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, Field
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from voice2image.registry import names
from voice2image.server.faults import responses
from voice2image.server.service import Client, ServiceOf
from voice2image.styles import styles

__all__ = ["router", "show_page"]

PAGE = Path(__file__).parents[1] / "page"

router = APIRouter(prefix="/v1", tags=["boards"])


class StyleView(BaseModel):
    """A style that goes by a name."""

    name: str
    about: str


class Options(BaseModel):
    """What boards can be drawn with and written as, and how much of it."""

    styles: list[StyleView]
    generators: list[str] = Field(description="The first is used where none is named.")
    formats: list[str] = Field(description="Of `GET /v1/boards/{id}/exports/{format}`.")
    max_upload_mb: int
    max_minutes: float


@router.get("/options", responses=responses())
def options(service: ServiceOf, client: Client) -> Options:
    """What there is to choose from."""
    return Options(
        styles=[StyleView(name=style.name, about=style.about) for style in styles().values()],
        generators=list(service.config.generators),
        formats=list(names("exporters")),
        max_upload_mb=service.config.max_upload_mb,
        max_minutes=service.config.max_minutes,
    )


class _Fresh(StaticFiles):
    """Files that a browser asks after each time: a page and its scripts always fit each other."""

    def file_response(self, full_path: object, stat_result: object, scope: Scope, status_code: int = 200) -> Response:
        """See :class:`~starlette.staticfiles.StaticFiles`."""
        answer = super().file_response(full_path, stat_result, scope, status_code)  # type: ignore[arg-type]
        answer.headers["Cache-Control"] = "no-cache"
        return answer


def show_page(app: FastAPI) -> None:
    """Have `app` show the page at its root; its scripts are below ``/page``."""
    files = _Fresh(directory=PAGE)
    app.mount("/page", files)
    app.get("/", include_in_schema=False)(index)


def index() -> Response:
    """The page."""
    return FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-cache"})
