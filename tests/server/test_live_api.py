"""Somebody speaks into a WebSocket."""

import asyncio
import json

import httpx
import numpy as np
import pytest
import websockets
from service_calls import MEMO, wait_until

from voice2image.audio import SAMPLE_RATE, Audio

pytestmark = pytest.mark.slow


def pcm(seconds=None):
    samples = Audio.open(MEMO).samples
    samples = samples[: None if seconds is None else round(seconds * SAMPLE_RATE)]
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


async def speak(address, sound, *, start=None, pace=0.02, leave_after=None):
    """Send sound in chunks of 0.1 s, faster than it is spoken, and gather what comes back."""
    items = []
    async with websockets.connect(f"{address.replace('http', 'ws')}/v1/live", max_size=None) as socket:
        await socket.send(json.dumps({"type": "start", **(start or {})}))

        async def send():
            for at in range(0, len(sound), 3200):
                await socket.send(sound[at : at + 3200])
                await asyncio.sleep(pace)
            await socket.send(json.dumps({"type": "end"}))

        sending = asyncio.create_task(send())
        async for message in socket:
            items.append(json.loads(message))
            if leave_after is not None and items[-1]["event"] == leave_after:
                sending.cancel()
                break
        sending.cancel()
    return items


def test_words_come_as_they_are_spoken_then_pictures_and_edits(real, client):
    items = asyncio.run(speak(real, pcm(), start={"wishes": {"seed": 1}}, pace=0.1))
    kinds = [item["event"] for item in items]
    assert kinds[0] == "started"
    assert kinds[-1] == "ended"
    assert kinds.index("partial_heard") < kinds.index("segment_heard")
    assert kinds.index("preview_drawn") < kinds.index("panel_drawn")
    preview = next(item for item in items if item["event"] == "preview_drawn")
    assert preview["image"].startswith("data:image/jpeg;base64,")
    board = client.get(f"/v1/boards/{items[0]['board']}").json()
    assert board["state"] == "done"
    assert "big ship" in board["panels"][2]["prompt"], "an edit was spoken"
    assert client.get(f"/v1/boards/{board['id']}/sound").status_code == 200
    assert client.get(f"/v1/boards/{board['id']}/exports/srt").text.startswith("1\n")


def test_who_hangs_up_keeps_what_was_said(real, client):
    items = asyncio.run(speak(real, pcm(6), leave_after="partial_heard"))
    address = f"/v1/boards/{items[0]['board']}"
    wait_until(lambda: client.get(address).json()["state"] != "live", 90)
    assert client.get(address).json()["state"] == "done"
    assert client.get(f"{address}/sound").status_code == 200


@pytest.mark.parametrize(
    ("first", "says"),
    [
        ("hello", "type"),
        ('{"type": "start", "sample_rate": 3}', "8000"),
        ('{"type": "start", "wishes": {"generator": "sd9"}}', "sd9"),
        (b"\0\0", "text"),
    ],
    ids=["no json", "rate", "generator", "binary"],
)
def test_who_begins_wrongly_is_told_how(real, first, says):
    async def begin():
        async with websockets.connect(f"{real.replace('http', 'ws')}/v1/live") as socket:
            await socket.send(first)
            item = json.loads(await socket.recv())
            await socket.wait_closed()
            return item, socket.close_code

    item, code = asyncio.run(begin())
    assert item["event"] == "error"
    assert says in item["message"]
    assert code == 1008


def test_half_a_sample_is_an_error_and_loses_nothing(real, client):
    items = asyncio.run(speak(real, pcm(3) + b"\0", pace=0))
    assert any(item["event"] == "error" and "16-bit" in item["message"] for item in items)
    assert items[-1]["event"] == "ended"
    board = client.get(f"/v1/boards/{items[0]['board']}").json()
    assert board["duration_s"] == pytest.approx(3, abs=0.2)


def test_speakers_show_in_the_metrics(real, client):
    before = client.get("/metrics").text
    assert "voice2image_live_sessions 0.0" in before
    assert httpx.get(f"{real}/healthz").json() == {"status": "ok"}
