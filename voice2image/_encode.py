"""Mono samples into a small file that a web page can play."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["M4A_RATE", "write_m4a"]

M4A_RATE = 32_000
"""Hz. Keeps all of a voice up to 16 kHz, which 64 kbit/s of AAC carries well."""

BIT_RATE = 64_000
AAC_FRAME = 1024  # samples


def write_m4a(parts: Iterator[NDArray[np.float32]], path: Path) -> None:
    """Encode ``float32[1, n]`` parts, mono at `M4A_RATE`, to AAC in MP4."""
    import av
    from av.audio.fifo import AudioFifo

    # The index goes first, so that a browser can seek before it has the whole file.
    with path.open("wb") as file, av.open(file, "w", format="ipod", options={"movflags": "faststart"}) as out:
        stream = out.add_stream("aac", rate=M4A_RATE)
        stream.layout = "mono"
        stream.bit_rate = BIT_RATE
        fifo = AudioFifo()
        position = 0
        for part in parts:
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
            frame.sample_rate = M4A_RATE
            # With times on the frames the encoder's delay is written down, and players leave it out.
            frame.pts, frame.time_base = position, Fraction(1, M4A_RATE)
            position += part.shape[1]
            fifo.write(frame)
            for whole in fifo.read_many(AAC_FRAME):
                out.mux(stream.encode(whole))
        rest = fifo.read(0, partial=True)
        if rest is not None:
            out.mux(stream.encode(rest))
        out.mux(stream.encode(None))
