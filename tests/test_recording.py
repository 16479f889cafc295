"""A recording that is still being made."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.cancel import CancelToken
from voice2image.errors import AudioError, Cancelled, ConfigError, EmptyAudioError
from voice2image.recording import Recording


def tone(seconds, rate=SAMPLE_RATE):
    return (0.5 * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def test_who_follows_gets_all_of_it_from_the_beginning():
    recording = Recording()
    sound = tone(3)
    recording.feed(sound[:SAMPLE_RATE])
    heard = []
    follower = threading.Thread(target=lambda: heard.extend(recording.follow()))
    follower.start()
    for start in range(SAMPLE_RATE, len(sound), 1600):
        recording.feed(sound[start : start + 1600])
    recording.end()
    follower.join(10)
    assert np.abs(np.concatenate(heard) - sound).max() < 1e-4
    assert recording.duration_s == 3


def test_who_is_behind_is_given_what_has_come_since_ten_seconds_at_once():
    recording = Recording()
    for _ in range(25):
        recording.feed(tone(1))
    recording.end()
    assert [len(chunk) / SAMPLE_RATE for chunk in recording.follow()] == [10, 10, 5]


@pytest.mark.parametrize("rate", [8000, 44_100, 48_000])
def test_other_rates_are_resampled(rate):
    recording = Recording()
    for part in np.array_split(tone(2, rate), 37):
        recording.feed(part, rate)
    recording.end()
    heard = np.concatenate(list(recording.follow()))
    assert len(heard) == pytest.approx(2 * SAMPLE_RATE, abs=20)
    assert np.abs(np.fft.rfft(heard[8000:24000])).argmax() == pytest.approx(440, abs=2)


@pytest.mark.parametrize("shape", ["mono", "frames", "planes"])
def test_channels_are_mixed(shape):
    sound = (tone(1) * 32767).astype(np.int16)
    both = {"mono": sound, "frames": np.stack([sound, sound], 1), "planes": np.stack([sound, sound])}[shape]
    recording = Recording()
    recording.feed(both)
    recording.end()
    assert np.abs(np.concatenate(list(recording.follow())) - tone(1)).max() < 1e-3


def test_it_is_a_wav_in_the_end(tmp_path):
    recording = Recording(tmp_path / "memo.wav")
    recording.feed(tone(1.5))
    recording.end()
    recording.end()
    audio = recording.audio
    assert audio.duration_s == 1.5
    assert audio.path == tmp_path / "memo.wav"
    assert np.abs(audio.samples - tone(1.5)).max() < 1e-4


def test_it_can_be_read_though_the_process_was_killed(tmp_path):
    script = (
        "import os, numpy as np; from pathlib import Path; from voice2image.recording import Recording\n"
        f"r = Recording(Path({str(tmp_path / 'memo.wav')!r})); r.feed(np.full(32000, 0.25, np.float32)); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script], env=os.environ, check=False).returncode == 9
    assert len(Audio.open(tmp_path / "memo.wav", allow_truncated=True).samples) == 32000


def test_a_cancel_reaches_who_waits_for_sound():
    recording, cancel = Recording(), CancelToken()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(Cancelled):
        list(recording.follow(cancel))


def test_what_is_no_sound_is_refused():
    recording = Recording()
    with pytest.raises(ConfigError, match="numpy array"):
        recording.feed([0.0])
    with pytest.raises(ConfigError, match="between -1 and 1"):
        recording.feed(np.full(10, 3000.0))
    with pytest.raises(ConfigError, match="Hz"):
        recording.feed(tone(1), 3)
    recording.feed(tone(1), 48_000)
    with pytest.raises(ConfigError, match="48000 Hz"):
        recording.feed(tone(1), 44_100)
    recording.end()
    with pytest.raises(ConfigError, match="ended"):
        recording.feed(tone(1), 48_000)


def test_nothing_recorded_is_said(tmp_path):
    recording = Recording()
    recording.end()
    assert list(recording.follow()) == []
    with pytest.raises(EmptyAudioError, match="microphone"):
        _ = recording.audio
    with pytest.raises(AudioError, match="can't write"):
        Recording(tmp_path / "no" / "such.wav")
