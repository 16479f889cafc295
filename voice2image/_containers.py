"""What a file's own bytes tell of its kind and its length, where FFmpeg keeps that to itself."""

from __future__ import annotations

import os
from typing import IO

__all__ = ["breaks_off", "known_magic", "states_length", "wav_lacks"]

OGG_PAGE_MAX = 27 + 255 + 255 * 255  # header, segment table, and 255 segments of 255 bytes (RFC 3533, section 6)

OPEN_ENDED = frozenset({0, 0x7FFFFFFF, 0xFFFFFFFF})
"""What programs that write a WAV to a pipe put for its length."""
WAV_CHUNKS_MAX = 1000

_MAGIC = (
    (8, b"WAVE", "a WAV file"),
    (8, b"AVI ", "an AVI file"),
    (0, b"fLaC", "a FLAC file"),
    (0, b"OggS", "an Ogg file"),
    (0, b"\x1aE\xdf\xa3", "a WebM or Matroska file"),
    (0, b"ID3", "an MP3 file"),
    (0, b"FORM", "an AIFF file"),
    (0, b"caff", "a CAF file"),
    (4, b"ftyp", "an MP4 or M4A file whose index was never written"),
    (4, b"mdat", "an MP4 or M4A file whose index was never written"),
)


def known_magic(file: IO[bytes]) -> str | None:
    """What a file starts like, for a message; ``""`` for one without a byte, ``None`` for an unknown one."""
    file.seek(0)
    head = file.read(16)
    if not head:
        return ""
    return next((what for at, magic, what in _MAGIC if head[at : at + len(magic)] == magic), None)


def states_length(file: IO[bytes], format_name: str) -> bool:
    """Whether the length that FFmpeg gives is written in the file, rather than guessed from the bit rate."""
    if format_name == "mp3":
        return _mp3_states_length(file)
    return format_name not in {"aac", "ac3", "amr", "dts", "eac3", "mpeg", "mpegts"} and not _open_ended_wav(file)


def breaks_off(file: IO[bytes], format_name: str) -> bool:
    """Whether an Ogg file ends inside a page. A stream that was merely stopped ends at a page's border."""
    if format_name != "ogg":
        return False
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - OGG_PAGE_MAX))
    tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0:
        return True
    header = tail[at : at + 27]
    if len(header) < 27:
        return True
    table = tail[at + 27 : at + 27 + header[26]]
    return len(tail) < at + 27 + header[26] + sum(table)


def _mp3_states_length(file: IO[bytes]) -> bool:
    with _kept_position(file):
        file.seek(0)
        head = file.read(10)
        start = 0
        if head[:3] == b"ID3" and len(head) == 10:
            start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
        file.seek(start)
        first_frame = file.read(4096)
    return any(mark in first_frame for mark in (b"Xing", b"Info", b"VBRI"))


def wav_lacks(file: IO[bytes]) -> int:
    """How many bytes of sound a WAV's header promises that aren't there. FFmpeg trims its length to what is."""
    data = _wav_data(file)
    if data is None or data[1] in OPEN_ENDED:
        return 0
    with _kept_position(file):
        return max(0, sum(data) - file.seek(0, os.SEEK_END))


def _open_ended_wav(file: IO[bytes]) -> bool:
    data = _wav_data(file)
    return data is not None and data[1] in OPEN_ENDED


def _wav_data(file: IO[bytes]) -> tuple[int, int] | None:
    """Where the samples of a RIFF WAV begin, and how many bytes of them its header promises."""
    with _kept_position(file):
        file.seek(0)
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return None
        for _ in range(WAV_CHUNKS_MAX):
            chunk = file.read(8)
            size = int.from_bytes(chunk[4:], "little")
            if len(chunk) < 8 or chunk[:4] == b"data":
                return (file.tell(), size) if len(chunk) == 8 else None
            file.seek(size + size % 2, os.SEEK_CUR)
    return None


class _kept_position:  # noqa: N801  (used as a function)
    """FFmpeg reads the same file object and must find it where it left it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __enter__(self) -> None:
        self.at = self.file.tell()

    def __exit__(self, *_: object) -> None:
        self.file.seek(self.at)
