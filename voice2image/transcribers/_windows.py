"""A long recording in windows that begin and end in silence, so that memory stays flat and no word is cut."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from voice2image.audio import SAMPLE_RATE, Audio, Samples

__all__ = ["windows"]

HOP = SAMPLE_RATE // 20  # 800 samples in 50 ms
PAUSE = 6  # hops: 300 ms, about the shortest pause between sentences
BLOCK_S = 30.0


def windows(audio: Audio, longest_s: float) -> Iterator[tuple[float, Samples]]:
    """Yield ``(start_s, float32[n])``: windows of `longest_s` at most, cut where it is quietest."""
    longest = round(longest_s * SAMPLE_RATE)
    held: list[Samples] = []
    start = 0
    for block in audio.blocks(min(BLOCK_S, longest_s)):
        held.append(block)
        while sum(map(len, held)) > longest:
            joined = np.concatenate(held)
            cut = quietest(joined[:longest])
            yield start / SAMPLE_RATE, joined[:cut]
            start += cut
            held = [joined[cut:]]
    if held:
        yield start / SAMPLE_RATE, np.concatenate(held)


def quietest(window: Samples) -> int:
    """The sample in the middle of the quietest 300 ms in the last quarter of a window."""
    begin = len(window) * 3 // 4 // HOP * HOP
    tail = window[begin : len(window) // HOP * HOP].reshape(-1, HOP)
    if len(tail) < PAUSE:
        return len(window)
    energy = np.convolve((tail.astype(np.float64) ** 2).mean(axis=1), np.ones(PAUSE), "valid")
    # The last of equally quiet places, since a longer window wastes less.
    place = len(energy) - 1 - int(np.argmin(energy[::-1]))
    return begin + (place + PAUSE // 2) * HOP
