"""The service does what its description says, whatever is sent (checked by Schemathesis)."""

import io
import subprocess
import sys
import wave

import httpx
import pytest
from service_calls import follow, running, send
from service_doubles import register

from voice2image.server import ServerConfig

pytest.importorskip("schemathesis")

SETTINGS = """
[parameters]
board_id = "{board}"

[phases.fuzzing]
generation.max-examples = 40

[phases.stateful]
enabled = false

# That something is a recording, or which panels and pictures a board has, can't be said in a schema.
[[operations]]
include-path-regex = "(boards|transcriptions|edits|exports/.*)$"
checks.positive_data_acceptance.expected-statuses = [200, 202, 400, 404, 409]

# The board's name above is put in place of bad ones too.
[[operations]]
include-path-regex = "board_id"
checks.negative_data_rejection.enabled = false
"""


@pytest.mark.slow
def test_every_call_answers_as_described(tmp_path):
    register()
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(32_000))
    config = ServerConfig(
        folder=tmp_path / "data", transcriber="slow-parrot", generators=("card",), requests_per_minute=10**6
    )
    with running(config) as address, httpx.Client(base_url=address) as client:
        board = send(client, sound.getvalue())["id"]
        follow(client, board)
        settings = tmp_path / "schemathesis.toml"
        settings.write_text(SETTINGS.format(board=board))
        run = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "--config-file", settings, "run", f"{address}/openapi.json",
                "--request-timeout", "60", "--no-color", "--seed", "6", "--exclude-method", "DELETE",
            ],
            capture_output=True, text=True, timeout=600, cwd=tmp_path,
        )  # fmt: skip
    assert run.returncode == 0, run.stdout[-6000:]
