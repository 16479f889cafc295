"""Who is let in."""

import json
import stat
import sys

import pytest
from starlette.testclient import TestClient

from voice2image.errors import ConfigError
from voice2image.server import KeyFile, ServerConfig, create_app

KEYED = ("GET", "/v1/models"), ("GET", "/v1/boards"), ("GET", "/metrics"), ("POST", "/v1/images/generations")


def visit(config, **options):
    """A client of a service that isn't started: it draws nothing."""
    return TestClient(create_app(config), **{"base_url": "http://127.0.0.1:8000", **options})


@pytest.fixture
def config(tmp_path):
    return ServerConfig(folder=tmp_path / "data", generators=("sketch",))


def test_a_key_opens_and_only_its_hash_is_kept(tmp_path):
    keys = KeyFile(tmp_path)
    key = keys.add("studio")
    assert keys.client_of(key) == "studio"
    assert KeyFile(tmp_path).client_of(key) == "studio"
    assert keys.client_of(key[:-1]) is None
    assert key not in (tmp_path / "keys.json").read_text()
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_keys_are_taken_back_while_the_service_runs(tmp_path):
    seen_by_the_service = KeyFile(tmp_path)
    key = KeyFile(tmp_path).add("studio")
    assert seen_by_the_service.client_of(key) == "studio"
    KeyFile(tmp_path).remove("studio")
    assert seen_by_the_service.client_of(key) is None


@pytest.mark.parametrize("name", ["", "  ", "a\nb"])
def test_a_key_needs_a_name(tmp_path, name):
    with pytest.raises(ConfigError, match="name"):
        KeyFile(tmp_path).add(name)


def test_two_keys_of_one_name_and_none_at_all(tmp_path):
    keys = KeyFile(tmp_path)
    keys.add("studio")
    with pytest.raises(ConfigError, match="already"):
        keys.add("studio")
    with pytest.raises(ConfigError, match="studio"):
        keys.remove("nobody")
    (tmp_path / "keys.json").write_text("{broken")
    with pytest.raises(ConfigError, match=r"keys\.json"):
        KeyFile(tmp_path).add("other")


def test_this_machine_needs_no_key_until_there_are_keys(config):
    assert visit(config).get("/v1/models").status_code == 200
    assert visit(config).get("/v1/models", headers={"Authorization": "Bearer sk-anything"}).status_code == 200
    KeyFile(config.folder).add("studio")
    assert visit(config).get("/v1/models").status_code == 401


@pytest.mark.parametrize(("method", "path"), KEYED)
def test_nothing_opens_without_the_key(config, method, path):
    key = KeyFile(config.folder).add("studio")
    client = visit(config)
    for headers in ({}, {"Authorization": "Bearer v2i_wrong"}, {"Authorization": f"Basic {key}"}):
        refused = client.request(method, path, headers=headers)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert refused.json()["error"]["type"] == "authentication_error"
    assert client.request(method, path, headers={"Authorization": f"Bearer {key}"}).status_code != 401


@pytest.mark.parametrize("wide", [{"host": "0.0.0.0"}, {"public_names": ("boards.example.com",)}])
def test_nobody_listens_wider_without_a_key(config, wide):
    with pytest.raises(ConfigError, match="keys add"):
        create_app(config.replace(**wide))
    KeyFile(config.folder).add("studio")
    create_app(config.replace(**wide))


def test_guessing_keys_gets_slower_than_guessing(config):
    KeyFile(config.folder).add("studio")
    client = visit(config)
    answers = [client.get("/v1/models", headers={"Authorization": f"Bearer v2i_{n}"}) for n in range(25)]
    assert answers[0].status_code == 401
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_a_client_that_calls_too_often_waits(config):
    client = visit(config.replace(requests_per_minute=3))
    assert [client.get("/v1/models").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get("/healthz").status_code == 200


def test_pages_of_other_servers_can_send_nothing(config):
    client = visit(config)
    post = {"url": "/v1/images/generations", "json": {"prompt": " ", "size": "bad"}}
    assert client.post(**post, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(**post, headers={"Origin": "http://127.0.0.1:8000"}).status_code == 400
    listed = visit(config.replace(cors_origins=("https://studio.example",)))
    answer = listed.post(**post, headers={"Origin": "https://studio.example"})
    assert answer.status_code == 400
    assert answer.headers["access-control-allow-origin"] == "https://studio.example"
    assert (
        "access-control-allow-origin" not in client.get("/healthz", headers={"Origin": "https://evil.example"}).headers
    )


def test_a_name_that_points_here_from_elsewhere_is_refused(config):
    """A page could otherwise call its own name for 127.0.0.1 (DNS rebinding)."""
    assert visit(config, base_url="http://rebound.example:8000").get("/healthz").status_code == 400
    assert visit(config, base_url="http://localhost:8000").get("/healthz").status_code == 200


def test_answers_tell_browsers_to_be_careful(config):
    headers = visit(config).get("/v1/models").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"


def test_too_much_is_refused_while_it_comes_in(config):
    client = visit(config.replace(max_upload_mb=1))
    stated = client.post("/v1/boards", files={"file": ("a.wav", b"x" * 2**21)})
    assert (stated.status_code, stated.json()["error"]["code"]) == (413, "too_large")

    def unstated():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
        for _ in range(40):
            yield b"x" * 2**16
        yield b"\r\n--b--\r\n"

    multipart = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/v1/boards", content=unstated(), headers=multipart).status_code == 413
    assert not any((config.folder / "boards").iterdir())


def test_errors_have_one_shape(config):
    client = visit(config)
    for answer in (
        client.get("/nowhere"),
        client.get("/v1/boards/short"),
        client.get(f"/v1/boards/{'0' * 24}"),
        client.put("/v1/boards"),
        client.post("/v1/images/generations", content=b"{"),
        client.post("/v1/images/generations", json={"prompt": "x", "model": "none-such"}),
    ):
        assert 400 <= answer.status_code < 500
        assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
        assert answer.json()["error"]["message"]


def test_no_path_of_a_client_is_followed(config):
    client = visit(config)
    for path in ("/v1/images/..%2f..%2fkeys.json", "/v1/boards/..%2f..%2f/sound", "/v1/images/keys.json"):
        assert client.get(path).status_code in (400, 404)


def test_the_api_is_described_in_full(config):
    document = visit(config).get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            assert call.get("description"), f"{method} {path}"
            assert call["responses"], f"{method} {path}"
    assert "http" not in json.dumps(document["paths"])
