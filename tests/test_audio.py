"""Recordings from every kind of place, whole, broken and hostile."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import subprocess
import sys
import threading
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.errors import (
    AudioError,
    AudioNotFoundError,
    ConfigError,
    EmptyAudioError,
    NoAudioStreamError,
    TruncatedAudioError,
    UndecodableAudioError,
)

SECONDS = 4
STEREO_PEAK = 0.5 / 2**0.5  # FFmpeg spreads a mono tone over two channels at equal power
FORMATS = {
    "wav": ("pcm_s16le", "wav"),
    "wav24": ("pcm_s24le", "wav"),
    "flac": ("flac", "flac"),
    "mp3": ("libmp3lame", "mp3"),
    "m4a": ("aac", "ipod"),
    "ogg": ("libopus", "ogg"),
    "webm": ("libopus", "webm"),
    "aiff": ("pcm_s16be", "aiff"),
    "aac": ("aac", "adts"),
}


def tone(rate, seconds=SECONDS, hz=440.0):
    time = np.arange(round(rate * seconds)) / rate
    return (0.5 * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def encode(path, codec, container, *, rate=48_000, layout="stereo", picture=False, sound=True, options=None):
    with av.open(str(path), "w", format=container, options=options or {}) as out:
        if picture:
            video = out.add_stream("mpeg4", rate=10)
            video.width = video.height = 32
            video.pix_fmt = "yuv420p"
        stream = out.add_stream(codec, rate=rate) if sound else None
        if stream:
            stream.layout = layout
            stream.format = stream.codec_context.codec.audio_formats[0].name
        if picture:
            for _ in range(SECONDS * 10):
                out.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")))
            out.mux(video.encode(None))
        if stream:
            frame = av.AudioFrame.from_ndarray(tone(rate)[np.newaxis], format="flt", layout="mono")
            frame.sample_rate = rate
            out.start_encoding()
            size = stream.codec_context.frame_size or 1024
            resampler = av.AudioResampler(stream.format, layout, rate, frame_size=size)
            for part in resampler.resample(frame) + resampler.resample(None):
                out.mux(stream.encode(part))
            out.mux(stream.encode(None))
    return Path(path)


@pytest.fixture(scope="session")
def recordings(tmp_path_factory):
    """The same four seconds of a 440 Hz tone in every format."""
    folder = tmp_path_factory.mktemp("recordings")
    files = {name: encode(folder / f"{name}.{name}", *how) for name, how in FORMATS.items()}
    fast = {"movflags": "faststart"}
    files["fast-m4a"] = encode(folder / "fast.m4a", "aac", "ipod", options=fast)
    files["video"] = encode(folder / "clip.mp4", "aac", "mp4", picture=True)
    files["mute"] = encode(folder / "mute.mp4", "aac", "mp4", picture=True, sound=False)
    return files


def wav_bytes(samples, rate=SAMPLE_RATE):
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())
    return buffer.getvalue()


def pitch(samples):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return np.argmax(spectrum) * SAMPLE_RATE / len(samples)


@pytest.mark.parametrize("name", [*FORMATS, "fast-m4a", "video"])
def test_every_format_becomes_mono_at_16_khz(recordings, name):
    samples = Audio.open(recordings[name]).samples
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert len(samples) / SAMPLE_RATE == pytest.approx(SECONDS, abs=0.08)
    assert pitch(samples) == pytest.approx(440, abs=1)
    assert np.abs(samples[8000:-8000]).max() == pytest.approx(STEREO_PEAK, abs=0.03)


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_every_rate_and_channel_count_keeps_pitch_and_level(tmp_path, rate, layout):
    path = encode(tmp_path / "a.wav", "pcm_s16le", "wav", rate=rate, layout=layout)
    samples = Audio.open(path).samples
    assert len(samples) == pytest.approx(SECONDS * SAMPLE_RATE, abs=32)
    assert pitch(samples) == pytest.approx(440, abs=1)
    peak = 0.5 if layout == "mono" else STEREO_PEAK
    assert np.abs(samples[8000:-8000]).max() == pytest.approx(peak, abs=0.01)


def test_every_kind_of_source_gives_the_same_samples(tmp_path):
    content = wav_bytes(tone(SAMPLE_RATE))
    path = tmp_path / "a.wav"
    path.write_bytes(content)

    class Stream(io.RawIOBase):
        """Can't seek, and gives a little at a time, like a socket."""

        def __init__(self):
            self.rest = content

        def readable(self):
            return True

        def read(self, size=-1):
            given, self.rest = self.rest[:1000], self.rest[1000:]
            return given

    expected = Audio.open(path).samples
    for source in (str(path), content, bytearray(content), io.BytesIO(content), Stream(), Audio.open(path)):
        audio = Audio.open(source)
        assert np.array_equal(audio.samples, expected)
        assert audio.sha256 == hashlib.sha256(content).hexdigest()
    assert np.allclose(Audio.open(tone(SAMPLE_RATE), sample_rate=SAMPLE_RATE).samples, expected, atol=1e-4)


def test_a_file_object_may_be_closed_and_is_read_from_where_it_stands(tmp_path):
    file = io.BytesIO(b"junk" + wav_bytes(tone(SAMPLE_RATE)))
    file.seek(4)
    audio = Audio.open(file)
    file.close()
    assert len(audio.samples) == len(audio.samples) == SECONDS * SAMPLE_RATE


def test_a_wrong_suffix_is_no_problem(recordings, tmp_path):
    path = tmp_path / "memo.txt"
    path.write_bytes(recordings["flac"].read_bytes())
    assert Audio.open(path).duration_s == pytest.approx(SECONDS)


@pytest.mark.parametrize(("shape", "axis"), [((48_000,), None), ((48_000, 2), 1), ((6, 48_000), 0)])
@pytest.mark.parametrize("kind", [np.int16, np.int32, np.uint8, np.float32, np.float64])
def test_arrays_of_every_kind_are_scaled_and_mixed(shape, axis, kind):
    wave_ = tone(48_000, 1)
    samples = np.broadcast_to(wave_ if axis is None else np.expand_dims(wave_, axis), shape)
    if kind == np.uint8:
        samples = (samples * 127 + 128).round()
    elif np.issubdtype(kind, np.integer):
        samples = (samples.astype(np.float64) * np.iinfo(kind).max).round()
    audio = Audio.open(samples.astype(kind), sample_rate=48_000)
    assert audio.duration_s == 1.0
    assert len(audio.samples) == pytest.approx(SAMPLE_RATE, abs=32)
    assert pitch(audio.samples) == pytest.approx(440, abs=1)
    assert np.abs(audio.samples).max() == pytest.approx(0.5, abs=0.02)


@settings(deadline=None, max_examples=60)
@given(
    hnp.arrays(np.float32, st.integers(64, 5000), elements=st.floats(-1, 1, width=32)),
    st.sampled_from([8_000, 16_000, 44_100]),
    st.integers(1, 7),
    st.floats(0.01, 1),
)
def test_however_an_array_is_cut_it_is_the_same_sound(samples, rate, pieces, block_s):
    whole = Audio.open(samples, sample_rate=rate)
    chunks = Audio.open(iter(np.array_split(samples, pieces)), sample_rate=rate)
    assert np.array_equal(whole.samples, chunks.samples)
    blocks = list(whole.blocks(block_s))
    assert np.array_equal(np.concatenate(blocks), whole.samples)
    assert {len(block) for block in blocks[:-1]} <= {round(block_s * SAMPLE_RATE)}
    assert np.abs(whole.samples).max() <= 1
    assert abs(len(whole.samples) - len(samples) * SAMPLE_RATE / rate) <= 32
    assert whole.sha256 == chunks.sha256


@pytest.mark.parametrize(
    ("samples", "error"),
    [
        (np.array([0.0, np.nan]), UndecodableAudioError),
        (np.array([0.0, np.inf]), UndecodableAudioError),
        (np.array([0.0, 20_000.0]), ConfigError),
        (np.zeros(0), EmptyAudioError),
        (np.zeros((0, 2)), EmptyAudioError),
        (np.zeros((2, 3, 4)), ConfigError),
        (np.zeros((500, 500)), ConfigError),
        (np.zeros(5, bool), ConfigError),
        (np.zeros(5, complex), ConfigError),
        ([], EmptyAudioError),
        ([0.1, 0.2], ConfigError),
        ([np.zeros(5), np.zeros((5, 2))], ConfigError),
        ([np.zeros((5, 2)), np.zeros((5, 3))], ConfigError),
        ([np.zeros((1, 2)), np.zeros((2, 500))], ConfigError),
    ],
)
def test_arrays_that_are_no_sound_are_refused(samples, error):
    with pytest.raises(error):
        _ = Audio.open(samples, sample_rate=SAMPLE_RATE).samples


@pytest.mark.parametrize("kind", [np.int64, np.uint16])
def test_whole_numbers_of_a_size_that_no_sound_has_are_refused_rather_than_silent(kind):
    sums = (tone(SAMPLE_RATE, 1) * 32767).astype(kind)
    with pytest.raises(ConfigError, match=r"\.astype\(np\.int16\)"):
        _ = Audio.open(sums, sample_rate=SAMPLE_RATE).samples


@pytest.mark.parametrize("first", [(0,), (0, 2), (2, 0), (1, 2), (2, 2), (3, 2)])
def test_a_short_first_chunk_does_not_decide_the_layout_of_the_rest(first):
    rest = np.repeat(tone(SAMPLE_RATE, 1)[:, np.newaxis], 2, axis=1)
    chunks = [np.zeros(first, np.float32), rest, np.zeros((0, 2), np.float32), rest[:1], rest]
    heard = Audio.open(iter(chunks), sample_rate=SAMPLE_RATE).samples
    padding = first[0] if all(first) else 0
    assert np.array_equal(heard[padding:], np.concatenate([rest, rest[:1], rest])[:, 0])


def test_chunks_of_channels_in_rows_are_mixed_as_well():
    rows = np.stack([tone(SAMPLE_RATE, 1), np.zeros(SAMPLE_RATE, np.float32)])
    heard = Audio.open(iter([rows, rows[:, :1]]), sample_rate=SAMPLE_RATE).samples
    assert np.array_equal(heard[:SAMPLE_RATE], rows[0] / 2)
    assert len(heard) == SAMPLE_RATE + 1


@pytest.mark.parametrize("rate", [None, 0, -1, 16_000.5, 10**9, True])
def test_an_array_needs_a_rate_that_makes_sense(rate):
    with pytest.raises(ConfigError, match="sample_rate"):
        Audio.open(np.zeros(100), sample_rate=rate)


def test_wrong_calls_are_config_errors(tmp_path):
    with pytest.raises(ConfigError, match="sample_rate goes with arrays"):
        Audio.open("a.wav", sample_rate=16_000)
    with pytest.raises(ConfigError, match="not a int"):
        Audio.open(42)
    with pytest.raises(ConfigError, match="mode 'rb'"):
        Audio.open(io.StringIO("text"))
    with pytest.raises(ConfigError, match="a block lasts"):
        Audio.open(np.zeros(100), sample_rate=16_000).blocks(0)


@pytest.mark.parametrize("settings", [{"name": "memo"}, {"allow_truncated": True}, {"sample_rate": 16_000}])
def test_what_can_not_be_said_of_an_open_recording_is_refused(settings):
    audio = Audio.open(np.zeros(100), sample_rate=16_000)
    assert Audio.open(audio) is audio
    with pytest.raises(ConfigError, match="where a recording is first opened"):
        Audio.open(audio, **settings)


def test_a_relative_path_is_found_from_another_working_directory(recordings, tmp_path, monkeypatch):
    monkeypatch.chdir(recordings["wav"].parent)
    audio = Audio.open(recordings["wav"].name)
    monkeypatch.chdir(tmp_path)
    assert len(audio.samples) == SECONDS * SAMPLE_RATE
    assert audio.path == recordings["wav"]
    assert audio.name == recordings["wav"].name


@pytest.mark.parametrize("name", ["wav", "wav24", "flac", "mp3", "m4a", "fast-m4a", "webm", "ogg", "aiff", "video"])
def test_a_recording_that_breaks_off_is_noticed(recordings, name):
    content = recordings[name].read_bytes()
    with pytest.raises(TruncatedAudioError, match=r"memo: .*breaks off|memo: .*promises"):
        _ = Audio.open(content[: len(content) // 2], name="memo").samples


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "fast-m4a", "webm", "ogg"])
def test_what_there_is_of_it_can_be_had(recordings, name):
    content = recordings[name].read_bytes()
    audio = Audio.open(content[: len(content) // 2], allow_truncated=True)
    assert len(audio.samples) / SAMPLE_RATE == pytest.approx(SECONDS / 2, abs=1.1)
    assert audio.duration_s == len(audio.samples) / SAMPLE_RATE


def test_a_cut_recording_gives_its_sound_before_it_raises(recordings):
    content = recordings["flac"].read_bytes()
    heard = 0
    with pytest.raises(TruncatedAudioError):  # noqa: PT012  (it is the loop that raises, in the end)
        for block in Audio.open(content[: len(content) // 2]).blocks(0.5):
            heard += len(block)
    assert heard > SAMPLE_RATE


@pytest.mark.parametrize(("codec", "container"), [("pcm_s16le", "wav"), ("libopus", "webm"), ("flac", "flac")])
def test_a_recording_from_a_pipe_that_can_not_know_its_length_works(tmp_path, codec, container):
    class Pipe:
        def __init__(self):
            self.content = b""

        def write(self, data):
            self.content += bytes(data)
            return len(data)

    pipe = Pipe()
    with av.open(pipe, "w", format=container) as out:
        stream = out.add_stream(codec, rate=48_000)
        stream.layout = "mono"
        stream.format = stream.codec_context.codec.audio_formats[0].name
        out.start_encoding()
        frame = av.AudioFrame.from_ndarray(tone(48_000)[np.newaxis], format="flt", layout="mono")
        frame.sample_rate = 48_000
        size = stream.codec_context.frame_size or 1024
        resampler = av.AudioResampler(stream.format, "mono", 48_000, frame_size=size)
        for part in resampler.resample(frame) + resampler.resample(None):
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    audio = Audio.open(pipe.content)
    assert audio.duration_s is None
    assert len(audio.samples) / SAMPLE_RATE == pytest.approx(SECONDS, abs=0.1)
    assert audio.duration_s == len(audio.samples) / SAMPLE_RATE


@pytest.mark.parametrize("size", [1, 100, 10_000, 300_000])
@pytest.mark.parametrize("seed", range(4))
def test_random_bytes_are_not_audio(size, seed):
    with pytest.raises(UndecodableAudioError, match="<bytes>: "):
        _ = Audio.open(np.random.default_rng(seed).bytes(size)).samples


def test_text_and_pictures_are_not_audio():
    from PIL import Image

    with pytest.raises(UndecodableAudioError):
        Audio.open(b"Once upon a time there was a lighthouse.\n" * 100)
    for kind in ("png", "jpeg", "gif", "webp", "bmp"):
        picture = io.BytesIO()
        Image.new("RGB", (64, 64), "red").save(picture, kind)
        with pytest.raises(UndecodableAudioError):
            Audio.open(picture.getvalue())


def test_a_mute_video_and_an_empty_file_say_so(recordings, tmp_path):
    with pytest.raises(NoAudioStreamError, match=r"mute\.mp4: there is no sound"):
        Audio.open(recordings["mute"])
    (tmp_path / "empty.wav").touch()
    with pytest.raises(EmptyAudioError, match=r"empty\.wav: the file is empty"):
        Audio.open(tmp_path / "empty.wav")
    with pytest.raises(EmptyAudioError, match="only a header"):
        Audio.open(wav_bytes(np.zeros(0)))


def test_a_path_that_is_no_file_is_named(tmp_path):
    with pytest.raises(AudioNotFoundError, match=r"gone\.wav: there is no such file"):
        Audio.open(tmp_path / "gone.wav")
    with pytest.raises(AudioNotFoundError, match="this is a folder"):
        Audio.open(tmp_path)


def test_a_file_that_may_not_be_read_is_named(recordings, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AudioNotFoundError, match="you may not read this file"):
        Audio.open(recordings["wav"])


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/a.wav", "concat:a.wav|b.wav", "file:a.wav", "data:audio/wav,x"]
)
def test_addresses_are_never_opened(address):
    with pytest.raises(AudioNotFoundError, match="there is no such file"):
        Audio.open(address)


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{}'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 96\na=rtpmap:96 L16/48000/2\n",
    ],
)
@pytest.mark.parametrize("suffix", [".m3u8", ".ffconcat", ".wav"])
def test_a_playlist_is_not_followed(recordings, tmp_path, playlist, suffix):
    path = tmp_path / f"list{suffix}"
    path.write_text(playlist.format(recordings["wav"]))
    with pytest.raises(UndecodableAudioError):
        Audio.open(path)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=200))
def test_damage_is_an_audio_error_or_sound(recordings_flac, at, damage):
    content = bytearray(recordings_flac)
    at %= len(content)
    content[at : at + len(damage)] = damage
    with contextlib.suppress(AudioError):
        assert np.isfinite(Audio.open(bytes(content)).samples).all()


@pytest.fixture(scope="session")
def recordings_flac(recordings):
    return recordings["flac"].read_bytes()


def matroska(times_s, duration=None):
    """Frames of 20 ms at `times_s`; `duration` replaces the tag that states the length."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="matroska") as out:
        stream = out.add_stream("pcm_s16le", rate=8_000)
        stream.layout = "mono"
        for time_s in times_s:
            frame = av.AudioFrame.from_ndarray(np.full((1, 160), 9_000, np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = 8_000, Fraction(1, 8_000), round(time_s * 8_000)
            out.mux(stream.encode(frame))
    content = buffer.getvalue()
    if duration is not None:
        stated = re.search(rb"[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{9}", content)[0]
        content = content.replace(stated, duration.encode().ljust(len(stated), b"\0"))
    return content


@pytest.mark.parametrize(
    "tag", ["-9:00:03", "00:-1:00", "00:00:nan", "00:00:inf", "999999:00:00", "0:0:0", "1e3:00:00"]
)
def test_a_stated_length_that_can_not_be_is_not_believed(tag):
    sound = matroska(np.arange(50) * 0.02)
    audio = Audio.open(matroska(np.arange(50) * 0.02, tag))
    assert audio.duration_s in (None, pytest.approx(Audio.open(sound).duration_s, abs=0.1))
    assert len(audio.samples) == SAMPLE_RATE


def test_holes_in_the_time_stamps_become_silence_but_never_weeks_of_it():
    heard = Audio.open(matroska([0, 10, 20])).samples
    assert len(heard) == pytest.approx(20.02 * SAMPLE_RATE, abs=32)
    hostile = Audio.open(matroska(3500.0 * np.arange(20)), allow_truncated=True)
    assert sum(len(block) for block in hostile.blocks()) < 4000 * SAMPLE_RATE


def test_threads_can_read_one_recording_at_once(recordings):
    audio = Audio.open(recordings["mp3"])
    expected, got = audio.samples, []
    threads = [threading.Thread(target=lambda: got.append(audio.samples)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert all(np.array_equal(samples, expected) for samples in got)


def test_an_m4a_for_the_web_page_is_in_step_with_its_recording(tmp_path):
    rng = np.random.default_rng(0)
    voice = np.convolve(rng.normal(0, 0.3, 5 * SAMPLE_RATE), np.ones(8) / 8, "same").clip(-1, 1)
    Audio.open(voice, sample_rate=SAMPLE_RATE).to_m4a(tmp_path / "a.m4a")
    back = Audio.open(tmp_path / "a.m4a").samples[: len(voice)]
    assert np.corrcoef(voice[: len(back)], back)[0, 1] > 0.9
    assert (tmp_path / "a.m4a").stat().st_size < 5 * 64_000 / 8 * 1.4
    assert [file.name for file in tmp_path.iterdir()] == ["a.m4a"]


def test_an_m4a_appears_only_once_it_is_whole(recordings, tmp_path):
    content = recordings["flac"].read_bytes()
    with pytest.raises(TruncatedAudioError):
        Audio.open(content[: len(content) // 2]).to_m4a(tmp_path / "a.m4a")
    assert list(tmp_path.iterdir()) == []


def test_spooled_sound_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    audio = Audio.open(iter([tone(SAMPLE_RATE)]), sample_rate=SAMPLE_RATE)
    other = Audio.open(io.BytesIO(wav_bytes(tone(SAMPLE_RATE))))
    assert len(list(tmp_path.iterdir())) == 2
    del audio, other
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(AudioError):
        Audio.open(io.BytesIO(b"no audio"))
    assert list(tmp_path.iterdir()) == []


PEAK = """
import resource, sys
from pathlib import Path
from voice2image.audio import Audio
audio = Audio.open(sys.argv[1])
audio.sha256
count = sum(len(block) for block in audio.blocks())
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(count, peak.split()[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_three_hours_take_no_more_memory_than_three_minutes(tmp_path):
    peaks = {}
    for minutes in (3, 180):
        path = tmp_path / f"{minutes}.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            for _ in range(minutes):
                file.writeframes((tone(16_000, 60) * 32767).astype("<i2").tobytes())
        ran = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, text=True, check=True)
        count, peaks[minutes] = map(int, ran.stdout.split())
        assert count == minutes * 60 * 16_000
    three_hours_kib = 180 * 60 * 16_000 * 4 / 1024
    assert peaks[180] - peaks[3] < 0.02 * three_hours_kib
