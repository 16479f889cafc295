"""``voice2image serve`` and ``voice2image keys``."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

pytest.importorskip("fastapi", reason="the extra serve isn't installed")


def test_keys_are_made_listed_and_taken_back(run):
    made = run("keys", "add", "studio")
    assert re.fullmatch(r"v2i_[\w-]{40,}\n", made.out)
    assert "can't be shown again" in made.err
    assert run("keys", "list").out == "studio\n"
    assert run("keys", "add", "studio").code == 2
    assert run("keys", "remove", "studio").code == 0
    assert run("keys", "list", "--json").document == {"names": []}
    assert run("keys", "remove", "studio").code == 2


def test_nobody_is_let_in_without_a_key(run):
    refused = run("serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.code == 2
    assert "keys add" in refused.err


def test_a_port_that_is_taken_is_told(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = run("serve", "--port", str(port))
    assert refused.code == 2
    assert str(port) in refused.err


def test_a_setting_that_makes_no_sense_is_told(run):
    assert "max_minutes" in run("serve", "--max-minutes", "-1").err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_it_says_where_it_is_and_stops_when_told(tmp_path):
    code = "from voice2image.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0", "--folder", str(tmp_path / "data")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        said = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
        with urllib.request.urlopen(f"{address}healthz", timeout=30) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert b"<title>voice2image</title>" in answer.read()
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "Traceback" not in err
    assert "healthz" in err, "the log tells what was answered"
