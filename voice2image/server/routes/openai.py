"""The calls of OpenAI's API that a picture and a transcript take, so that its clients work with another base URL.

See https://platform.openai.com/docs/api-reference/images/create and …/audio/createTranscription.
"""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from PIL import Image, ImageOps
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from voice2image._pixels import as_jpeg
from voice2image._xmp import picture_xmp
from voice2image.audio import Audio
from voice2image.errors import ConfigError
from voice2image.image import GeneratedImage
from voice2image.prompt import MAX_SEED, Prompt, draw_seed
from voice2image.server.faults import Refused, responses
from voice2image.server.lengths import check_length
from voice2image.server.service import Client, Service, ServiceOf
from voice2image.server.wishes import WHOLE
from voice2image.transcribers.base import Transcriber
from voice2image.transcript import Transcript

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["OpenAI"])

TAKEN_FOR_OURS: Final = ("whisper-", "gpt-4o", "dall-e-", "gpt-image-", "chatgpt-image")
"""Models of OpenAI: whoever names one gets what this service has instead."""
PICTURES_AT_ONCE: Final = 10
PICTURES: Final = ("image/png", "image/jpeg", "image/webp")
SIDE: Final = r"(1[6-9]|[2-9][0-9]|[1-9][0-9]{2}|1[0-9]{3}|20[0-3][0-9]|204[0-8])"
"""Of a picture, from 16 to 2048 pixels."""


class ImageCall(BaseModel):
    """A picture that is asked for. Fields of OpenAI's that mean nothing here are passed over."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"prompt": "wide shot, a ship in a storm at night", "response_format": "b64_json"}]
        }
    )

    prompt: Annotated[str, Field(min_length=1, max_length=32_000)]
    model: str | None = Field(None, description="One of those in `GET /v1/models`.")
    n: Annotated[int, Field(ge=1, le=PICTURES_AT_ONCE), WHOLE] = 1
    size: Annotated[str, Field(pattern=rf"^(auto|{SIDE}x{SIDE})$")] = Field(
        "auto",
        description="Width x height, each side from 16 to 2048 pixels. A picture of another shape is cut, and it is "
        "made larger, not drawn finer.",
    )
    response_format: Literal["url", "b64_json"] | None = None
    output_format: Literal["png", "jpeg", "webp"] = "png"
    style: Annotated[str, Field(max_length=500)] = Field("", description="A style's name, or words.")
    negative_prompt: Annotated[str, Field(max_length=2000)] = ""
    seed: Annotated[int, Field(ge=0, le=MAX_SEED), WHOLE] | None = Field(
        None, description="Of the first; others count up."
    )


class ImageData(BaseModel):
    """One picture: its content, or where it is for the next hour."""

    b64_json: str | None = None
    url: str | None = None
    revised_prompt: str | None = Field(None, description="What the model was told.")
    seed: int | None = None


class ImageAnswer(BaseModel):
    """The pictures."""

    created: int
    data: list[ImageData]


class Model(BaseModel):
    """Something that can be named as a `model`."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "voice2image"


class ModelList(BaseModel):
    """What can be named."""

    object: Literal["list"] = "list"
    data: list[Model]


@router.get("/models", responses=responses())
def models(service: ServiceOf, client: Client) -> ModelList:
    """What this service draws and hears with."""
    return ModelList(data=[Model(id=name) for name in (*service.config.generators, service.config.transcriber)])


@router.post("/images/generations", responses=responses(404, 503), response_model_exclude_none=True)
def draw(service: ServiceOf, client: Client, call: ImageCall, request: Request) -> ImageAnswer:
    """Draw pictures of a text."""
    name = _ours(call.model, service.config.generators)
    service.check_room()
    line = service.studio.line(name)
    line.check_room(service.config.most_pictures_waiting)
    generator = service.studio.generator(client, name)
    first = draw_seed() if call.seed is None else call.seed
    prompts = [
        Prompt(
            text=call.prompt, style=call.style, negative_text=call.negative_prompt, seed=(first + n) % (MAX_SEED + 1)
        )
        for n in range(call.n)
    ]
    generator.prepare()
    images: dict[int, GeneratedImage] = {}
    for image in generator.generate(prompts):
        images.setdefault(image.index, image)
        service.metrics.pictures.labels("single").inc()
    data = [_data(service, call, images[n], request) for n in sorted(images)]
    return ImageAnswer(created=int(time.time()), data=data)


@router.get("/images/{name}", response_class=FileResponse, responses=responses(404, media=PICTURES))
def fetch(service: ServiceOf, name: str) -> FileResponse:
    """A picture that was asked for as an address. Its name is its key."""
    path = service.pictures.path(name)
    if path is None:
        raise Refused(404, "there is no such picture, or not any more", "not_found")
    return FileResponse(path)


@router.post(
    "/audio/transcriptions",
    response_model=None,
    responses=responses(404, 413, 503, media=["application/json", "text/plain", "text/vtt"]),
)
def transcribe(
    service: ServiceOf,
    client: Client,
    file: Annotated[UploadFile, File(description="A recording, in any format that FFmpeg reads.")],
    timestamp_granularities: Annotated[
        list[Literal["word", "segment"]],
        Form(alias="timestamp_granularities[]", default_factory=lambda: ["segment"]),
    ],
    model: Annotated[str, Form()] = "whisper-1",
    language: Annotated[
        str, Form(pattern="^([a-z]{2,3})?$", description="ISO 639-1, such as `en`; found out if not given.")
    ] = "",
    prompt: Annotated[str, Form(max_length=2000, description="Text in the spelling that is wanted.")] = "",
    response_format: Annotated[Literal["json", "text", "srt", "verbose_json", "vtt"], Form()] = "json",
    temperature: Annotated[float, Form(ge=0, le=1, description="Passed over: the likeliest words are taken.")] = 0.0,
) -> Response:
    """Write down what is said."""
    _ours(model, (service.config.transcriber,))
    service.studio.hearing.check_room(service.config.most_pictures_waiting)
    audio = Audio.open(file.file, name=file.filename or "recording")
    check_length(audio, service.config.max_minutes)
    with service.studio.hearing.turn(client), _hearing(service, language, prompt) as transcriber:
        transcript = transcriber.transcript(audio)
    match response_format:
        case "text":
            return PlainTextResponse(transcript.text + "\n")
        case "srt":
            return PlainTextResponse(transcript.to_srt())
        case "vtt":
            return PlainTextResponse(transcript.to_vtt(), media_type="text/vtt")
        case "verbose_json":
            return JSONResponse(_verbose(transcript, timestamp_granularities))
        case "json":
            return JSONResponse({"text": transcript.text})


def _ours(asked: str | None, ours: tuple[str, ...]) -> str:
    """The name of ours that is meant."""
    if asked in ours:
        return str(asked)
    if not asked or asked.startswith(TAKEN_FOR_OURS):
        return ours[0]
    there = f"there is no model {asked!r} here; there is: {', '.join(ours)}"
    raise Refused(404, there, "model_not_found", param="model")


@contextmanager
def _hearing(service: Service, language: str, prompt: str) -> Iterator[Transcriber[Any]]:
    """The service's transcriber, or one of its kind with what the client says of the recording."""
    shared = service.studio.transcriber
    wishes = {"language": language, "initial_prompt": prompt}
    wishes = {name: wish for name, wish in wishes.items() if wish}
    if not wishes:
        yield shared
        return
    unknown = wishes.keys() - type(shared.config).model_fields.keys()
    if unknown:
        raise ConfigError(f"{shared.name} can't be told {' or '.join(sorted(unknown))}")
    with type(shared)(shared.config.replace(**wishes)) as own:
        yield own


def _data(service: Service, call: ImageCall, image: GeneratedImage, request: Request) -> ImageData:
    content = _encoded(image, call.size, call.output_format)
    said = {"revised_prompt": image.provenance.prompt.full_text, "seed": image.seed}
    if call.response_format == "url":
        name = service.pictures.put(content, call.output_format)
        return ImageData(url=str(request.url_for("fetch", name=name)), **said)
    return ImageData(b64_json=base64.b64encode(content).decode(), **said)


def _encoded(image: GeneratedImage, size: str, output_format: str) -> bytes:
    if size != "auto":
        width, height = (int(side) for side in size.split("x"))
        fitted = ImageOps.fit(image.pixels, (width, height), Image.Resampling.LANCZOS)
        image = GeneratedImage(fitted, image.provenance)
    if output_format == "png":
        return image.to_png()
    xmp = picture_xmp(image.provenance)
    if output_format == "jpeg":
        return as_jpeg(image.pixels, xmp, quality=92)
    buffer = io.BytesIO()
    image.pixels.convert("RGB").save(buffer, "WEBP", quality=92, xmp=xmp.encode())
    return buffer.getvalue()


def _verbose(transcript: Transcript, detail: list[Literal["word", "segment"]]) -> dict[str, Any]:
    """As OpenAI writes it."""
    said: dict[str, Any] = {
        "task": "transcribe",
        "language": transcript.language or "",
        "duration": transcript.duration_s,
        "text": transcript.text,
    }
    if "segment" in detail:
        said["segments"] = [
            {
                "id": number, "seek": 0, "start": segment.start_s, "end": segment.end_s, "text": segment.text,
                "tokens": [], "temperature": 0.0, "avg_logprob": 0.0, "compression_ratio": 1.0, "no_speech_prob": 0.0,
            }
            for number, segment in enumerate(transcript.segments)
        ]  # fmt: skip
    if "word" in detail:
        said["words"] = [{"word": word.text, "start": word.start_s, "end": word.end_s} for word in transcript.words]
    return said
