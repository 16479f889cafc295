"""Recordings in, boards out, over a real socket and with real models."""

import io
import json
import re
import wave
import zipfile

import httpx
import numpy as np
import pytest
from PIL import Image
from service_calls import MEMO, follow, running, send, wait_until

from voice2image.image import read_provenance
from voice2image.server import KeyFile, ServerConfig

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drawn(real):
    """A finished board of the lighthouse memo, and all that was told of it."""
    with httpx.Client(base_url=real, timeout=120) as client:
        board = send(client, MEMO, seed=1)
        items = follow(client, board["id"])
        return client.get(f"/v1/boards/{board['id']}").json(), items


def wav(samples, rate=16_000):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.asarray(samples, "<i2").tobytes())
    return buffer.getvalue()


def test_a_recording_becomes_a_board(drawn):
    board, _ = drawn
    assert board["state"] == "done"
    assert [panel["status"] for panel in board["panels"]] == ["drawn"] * 4
    assert "lighthouse" in board["text"]
    assert "ship" in board["panels"][2]["prompt"]
    assert [panel["seed"] for panel in board["panels"]] == [1, 2, 3, 4]


def test_what_happens_is_told_as_it_happens(drawn):
    _, items = drawn
    kinds = [item["event"] for _, item in items]
    assert kinds[0] == "snapshot"
    assert kinds[-1] == "ended"
    assert kinds.count("panel_drawn") >= 4
    assert {"segment_heard", "prompt_written", "step_done"} <= set(kinds)
    told = json.dumps([item for _, item in items])
    assert "/pictures/001.png" in told
    assert '"file"' not in told, "no path of the machine leaves it"


def test_who_comes_back_gets_what_they_missed(client, drawn):
    board, items = drawn
    known = items[5][0]
    assert follow(client, board["id"], known)[0] == items[6]
    assert follow(client, board["id"], "00000000:3")[0][1]["event"] == "snapshot"


def test_pictures_carry_how_they_were_made(client, drawn):
    board, _ = drawn
    answer = client.get(board["panels"][0]["image"])
    assert answer.headers["content-type"] == "image/png"
    provenance = read_provenance(answer.content)
    assert provenance.prompt.seed == 1
    assert provenance.source.name == "memo.flac"
    for name, status in [("009.png", 404), ("board.json", 400), ("..%2fupload", 404), (".board.lock", 400)]:
        assert client.get(f"/v1/boards/{board['id']}/pictures/{name}").status_code == status


def test_the_sound_can_be_heard_from_anywhere_in_it(client, drawn):
    board, _ = drawn
    whole = client.get(f"/v1/boards/{board['id']}/sound")
    assert whole.headers["accept-ranges"] == "bytes"
    part = client.get(f"/v1/boards/{board['id']}/sound", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole.content[100:200]


def test_the_board_leaves_in_the_formats_of_studios(client, drawn):
    board, _ = drawn
    pdf = client.get(f"/v1/boards/{board['id']}/exports/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert 'filename="memo.pdf"' in pdf.headers["content-disposition"]
    folder = client.get(f"/v1/boards/{board['id']}/exports/storyboarder")
    names = zipfile.ZipFile(io.BytesIO(folder.content)).namelist()
    assert "memo.storyboarder" in names
    assert len(names) > 4
    refused = client.get(f"/v1/boards/{board['id']}/exports/docx")
    assert refused.status_code == 400
    assert "pdf" in refused.json()["error"]["message"]


def test_a_board_is_changed_by_hand_and_changed_back(client):
    board = send(client, MEMO, seed=5)
    follow(client, board["id"])
    edits = f"/v1/boards/{board['id']}/edits"
    before = client.get(f"/v1/boards/{board['id']}").json()["panels"]

    moved = client.post(edits, json={"do": "move", "number": 4, "to": 1}).json()
    assert moved["panels"][0]["prompt"] == before[3]["prompt"]
    other = client.post(edits, json={"do": "redraw", "number": 1, "text": "a red dragon", "seed": 7}).json()
    assert other["panels"][0]["seed"] == 7
    assert other["panels"][0]["prompt"] == "a red dragon"
    assert len(other["panels"][0]["alternates"]) == 1
    first = Image.open(io.BytesIO(client.get(other["panels"][0]["image"]).content))
    second = Image.open(io.BytesIO(client.get(other["panels"][0]["alternates"][0]).content))
    assert np.abs(np.asarray(first, int) - np.asarray(second, int)).mean() > 5
    grown = client.post(edits, json={"do": "insert", "number": 2, "text": "a gull"}).json()
    assert (len(grown["panels"]), grown["panels"][1]["status"]) == (5, "drawn")
    assert client.post(edits, json={"do": "remove", "number": 2}).json()["panels"][1]["number"] == 2

    for _ in range(4):
        board = client.post(edits, json={"do": "undo"}).json()
    assert [panel["prompt"] for panel in board["panels"]] == [panel["prompt"] for panel in before]
    assert board["undo"] == []
    assert client.post(edits, json={"do": "undo"}).status_code == 409
    assert client.post(edits, json={"do": "remove", "number": 50}).status_code == 400
    assert client.post(edits, json={"do": "paint"}).status_code == 400


def test_a_board_can_be_stopped_and_taken_away(client):
    board = send(client, MEMO)
    assert client.get("/v1/boards", params={"limit": 1}).json()["boards"][0]["id"] == board["id"]
    client.post(f"/v1/boards/{board['id']}/cancel")
    address = f"/v1/boards/{board['id']}"
    wait_until(lambda: client.get(address).json()["state"] == "cancelled")
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.delete(address).status_code == 404


def test_what_is_deleted_while_it_is_drawn_leaves_nothing_behind(tmp_path):
    config = ServerConfig(folder=tmp_path, generators=("sketch",))
    with running(config) as address, httpx.Client(base_url=address, timeout=120) as client:
        board = send(client, MEMO)["id"]
        wait_until(lambda: client.get(f"/v1/boards/{board}").json()["panels"])
        assert client.delete(f"/v1/boards/{board}").status_code == 204
    assert not any((tmp_path / "boards").iterdir())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"these are no sounds at all, only words " * 100, "memo"),
        (MEMO.read_bytes()[:60_000], "breaks off|truncated|ends"),
        (wav([]), "no sound|empty|no samples"),
    ],
    ids=["empty", "text", "truncated", "without sound"],
)
def test_what_is_no_recording_is_refused_with_a_reason(client, content, says):
    answer = client.post("/v1/boards", files={"file": ("memo.flac", content)})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "unreadable_recording"
    assert re.search(says, answer.json()["error"]["message"]), answer.json()
    assert "/" not in answer.json()["error"]["message"].replace("and/or", "")


def test_silence_is_a_board_without_panels(client):
    board = send(client, wav(np.zeros(32_000)))
    assert follow(client, board["id"])[-1][1]["state"] == "done"
    assert client.get(f"/v1/boards/{board['id']}").json()["panels"] == []


@pytest.mark.parametrize(
    "fields",
    [{"generator": "sd9"}, {"seed": "-1"}, {"seed": "many"}, {"style": "x" * 501}],
    ids=lambda f: next(iter(f)),
)
def test_wishes_that_make_no_sense_are_refused_before_anything_is_kept(client, fields):
    answer = client.post("/v1/boards", files={"file": ("memo.flac", MEMO.read_bytes())}, data=fields)
    assert answer.status_code == 400
    assert next(iter(fields)) in answer.json()["error"]["message"] or "sd9" in answer.json()["error"]["message"]


def test_boards_of_others_are_out_of_sight_and_limits_hold(tmp_path):
    keys = KeyFile(tmp_path)
    ann, bob = ({"Authorization": f"Bearer {keys.add(name)}"} for name in ("ann", "bob"))
    config = ServerConfig(folder=tmp_path, generators=("sketch",), max_minutes=0.1, most_boards_waiting=1)
    with running(config) as address, httpx.Client(base_url=address, timeout=120) as client:
        long = client.post("/v1/boards", files={"file": ("memo.flac", MEMO.read_bytes())}, headers=ann)
        assert (long.status_code, long.json()["error"]["code"]) == (413, "too_long")
        assert not any((tmp_path / "boards").iterdir())
        short = {"files": {"file": ("memo.wav", wav(np.zeros(16_000)))}}
        board = client.post("/v1/boards", **short, headers=ann).json()
        for method, rest in [("GET", ""), ("GET", "/events"), ("GET", "/sound"), ("DELETE", ""), ("POST", "/cancel")]:
            assert client.request(method, f"/v1/boards/{board['id']}{rest}", headers=bob).status_code == 404
        assert client.get("/v1/boards", headers=bob).json() == {"boards": []}
        answers = [client.post("/v1/boards", **short, headers=ann) for _ in range(12)]
        full = next(answer for answer in answers if answer.status_code == 429)
        assert full.json()["error"]["code"] == "queue_full"
        assert int(full.headers["retry-after"]) >= 1
