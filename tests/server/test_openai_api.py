"""OpenAI's own client, unmodified, with another base URL."""

import base64
import io

import httpx
import openai
import pytest
from PIL import Image
from service_calls import MEMO

from voice2image.image import read_provenance

pytestmark = pytest.mark.slow


@pytest.fixture
def api(real):
    with openai.OpenAI(base_url=f"{real}/v1", api_key="sk-none", max_retries=0) as api:
        yield api


def test_its_models_are_listed(api):
    assert [model.id for model in api.models.list()] == ["sketch", "faster-whisper"]


def test_speech_is_written_down(api):
    said = api.audio.transcriptions.create(model="whisper-1", file=MEMO)
    assert "lighthouse on a cliff" in said.text


@pytest.mark.parametrize(("kind", "begins"), [("text", "Okay"), ("srt", "1\n00:00:0"), ("vtt", "WEBVTT")])
def test_speech_as_subtitles(api, kind, begins):
    assert api.audio.transcriptions.create(model="whisper-1", file=MEMO, response_format=kind).startswith(begins)


def test_speech_with_its_times(api):
    said = api.audio.transcriptions.create(
        model="whisper-1", file=MEMO, response_format="verbose_json", timestamp_granularities=["word", "segment"],
        language="en", prompt="Lighthouse, dawn.",
    )  # fmt: skip
    assert said.duration == pytest.approx(20.5, abs=0.2)
    assert said.words[0].start < said.words[-1].end <= 20.6
    assert said.segments[0].text


def test_a_text_is_drawn(api):
    answer = api.images.generate(prompt="wide shot, a ship in a storm at night", n=2, extra_body={"seed": 3})
    pictures = [base64.b64decode(one.b64_json) for one in answer.data]
    assert [read_provenance(picture).prompt.seed for picture in pictures] == [3, 4]
    assert "ship" in answer.data[0].revised_prompt
    again = api.images.generate(prompt="wide shot, a ship in a storm at night", extra_body={"seed": 4})
    same = Image.open(io.BytesIO(base64.b64decode(again.data[0].b64_json)))
    assert Image.open(io.BytesIO(pictures[1])).size == same.size == (256, 256)


@pytest.mark.parametrize(("kind", "mode"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_a_picture_of_a_size_and_format_at_an_address(api, kind, mode):
    answer = api.images.generate(
        model="dall-e-3", prompt="a cat", size="1024x1024", response_format="url", extra_body={"output_format": kind}
    )
    fetched = httpx.get(answer.data[0].url)  # as OpenAI's: whoever has the address
    picture = Image.open(io.BytesIO(fetched.content))
    assert (picture.format, picture.size) == (mode, (1024, 1024))
    assert b"trainedAlgorithmicMedia" in fetched.content


def test_its_errors_are_understood(api):
    with pytest.raises(openai.NotFoundError, match="no model 'sd9'"):
        api.images.generate(prompt="a cat", model="sd9")
    with pytest.raises(openai.BadRequestError, match="size"):
        api.images.generate(prompt="a cat", size="9999x9999")
    with pytest.raises(openai.BadRequestError, match=r"notes\.txt"):
        api.audio.transcriptions.create(model="whisper-1", file=("notes.txt", b"only words"))
