"""A microphone; the real one is PulseAudio's, which hears what is played on the same machine."""

import shutil
import subprocess
import sys
import time
import wave

import numpy as np
import pytest

from voice2image.errors import AudioError, MissingExtraError
from voice2image.microphone import QUIET_DB, Microphone, decibels, input_devices


@pytest.mark.parametrize(("peak", "level"), [(0.0, QUIET_DB), (1e-9, QUIET_DB), (1.0, 0.0), (0.1, -20.0)])
def test_loudness_in_decibels(peak, level):
    assert decibels(peak) == pytest.approx(level)


def test_without_the_library_the_line_that_installs_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'voice2image\[microphone\]'"):
        input_devices()


def test_a_device_that_is_not_there_is_told_with_those_that_are():
    pytest.importorskip("sounddevice", exc_type=(ImportError, OSError))
    with pytest.raises(AudioError, match="no-such-device") as caught:
        Microphone(lambda chunk, rate: None, "no-such-device")
    assert "there are" in str(caught.value) or "has none" in str(caught.value)


@pytest.fixture
def played(tmp_path, monkeypatch):
    """Plays a wav into this machine's microphone."""
    if not (shutil.which("pulseaudio") and shutil.which("paplay")):
        pytest.skip("needs a virtual sound card: apt-get install pulseaudio pulseaudio-utils libasound2-plugins")
    home = tmp_path / "home"
    (home / "run").mkdir(parents=True, mode=0o700)
    home.joinpath(".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    subprocess.run(["pulseaudio", "--daemonize=yes", "--exit-idle-time=-1"], check=False, capture_output=True)
    for line in (
        "load-module module-null-sink sink_name=v2i",
        "set-default-sink v2i",
        "set-default-source v2i.monitor",
    ):
        if subprocess.run(["pactl", *line.split()], check=False, capture_output=True, timeout=20).returncode:
            pytest.skip("PulseAudio can't be started here")
    yield lambda path: subprocess.Popen(["paplay", str(path)])
    subprocess.run(["pulseaudio", "--kill"], check=False, capture_output=True)


RECORD = """
import sys, time
import numpy as np
from voice2image.microphone import Microphone, input_devices

assert input_devices(), "no device"
heard, levels = [], []
with Microphone(lambda chunk, rate: heard.append(chunk)) as microphone:
    for _ in range(60):
        time.sleep(0.05)
        levels.append(microphone.level_db)
sound = np.concatenate(heard)
peak = np.fft.rfftfreq(len(sound), 1 / microphone.rate)[np.abs(np.fft.rfft(sound)).argmax()]
print(round(len(sound) / microphone.rate, 1), round(peak), round(max(levels)))
"""


@pytest.mark.slow
def test_what_sounds_is_recorded(played, tmp_path):
    """In a process of its own: PortAudio looks for devices once."""
    pytest.importorskip("sounddevice", exc_type=(ImportError, OSError))
    tone = np.sin(2 * np.pi * 440 * np.arange(48_000 * 5) / 48_000) / 2
    with wave.open(str(tmp_path / "tone.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes((tone * 32767).astype("<i2").tobytes())
    player = played(tmp_path / "tone.wav")
    time.sleep(0.5)
    done = subprocess.run([sys.executable, "-c", RECORD], capture_output=True, text=True, timeout=60)
    player.wait()
    assert done.returncode == 0, done.stderr
    seconds, pitch, loudest = map(float, done.stdout.split()[-3:])
    assert 1 < seconds < 3.6, "the sound server takes its time to begin"
    assert pitch == pytest.approx(440, abs=3)
    assert loudest == pytest.approx(-6, abs=2)
