"""The text in a PNG, read without its pixels.

See `PNG, third edition <https://www.w3.org/TR/png-3/#11textinfo>`_, 11.3.3.
"""

from __future__ import annotations

import zlib
from typing import IO

__all__ = ["MAX_TEXT_BYTES", "PngError", "read_text"]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_TEXT_BYTES = 16 * 1024 * 1024
"""The largest text that is read, also once it is unpacked. Ours take a few kilobytes."""


class PngError(ValueError):
    """This is no PNG, or a damaged one."""


def read_text(file: IO[bytes], keyword: str) -> str | None:
    """The text that stands under `keyword`, or ``None``. Raises :class:`PngError`.

    Chunks of other kinds, the pixels among them, are skipped and not looked at.
    """
    if file.read(len(SIGNATURE)) != SIGNATURE:
        raise PngError("it is no PNG")
    while header := file.read(8):
        if len(header) < 8:
            raise PngError("it is a PNG that breaks off")
        length, kind = int.from_bytes(header[:4], "big"), header[4:]
        if kind == b"IEND":
            return None
        if kind not in _DECODERS or length > MAX_TEXT_BYTES:
            file.seek(length + 4, 1)
            continue
        body, checksum = file.read(length), file.read(4)
        if len(body) < length or len(checksum) < 4:
            raise PngError("it is a PNG that breaks off")
        name, _, rest = body.partition(b"\0")
        if name == keyword.encode("latin-1"):
            if zlib.crc32(kind + body) != int.from_bytes(checksum, "big"):
                raise PngError(f"its text {keyword!r} is damaged")
            return _DECODERS[kind](rest)
    raise PngError("it is a PNG that breaks off")


def _plain(body: bytes) -> str:
    return body.decode("latin-1")


def _packed(body: bytes) -> str:
    return _unpack(body[1:]).decode("latin-1")


def _international(body: bytes) -> str:
    packed, rest = body[:1] == b"\1", body[2:]
    _language, _, rest = rest.partition(b"\0")
    _translated, _, text = rest.partition(b"\0")
    try:
        return (_unpack(text) if packed else text).decode("utf-8")
    except UnicodeDecodeError as error:
        raise PngError(f"its text is damaged: {error}") from error


def _unpack(body: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(body, MAX_TEXT_BYTES)
    except zlib.error as error:
        raise PngError(f"its text is damaged: {error}") from error
    if unpacker.unconsumed_tail:
        raise PngError(f"its text unpacks to more than {MAX_TEXT_BYTES // 1024**2} MiB")
    return text


_DECODERS = {b"tEXt": _plain, b"zTXt": _packed, b"iTXt": _international}
