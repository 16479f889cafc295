"""Time two ways of doing the same thing, in turn, so that a drifting machine drifts for both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

__all__ = ["compare"]


def compare(plain: Callable[[], object], ours: Callable[[], object], *, rounds: int = 3) -> None:
    """Run both `rounds` times after one warm-up each, and print medians and their ratio."""
    plain(), ours()
    seconds: dict[str, list[float]] = {"plain": [], "ours": []}
    for _ in range(rounds):
        for name, work in (("plain", plain), ("ours", ours)):
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    ratios = [mine / theirs for theirs, mine in zip(seconds["plain"], seconds["ours"], strict=True)]
    for name, taken in seconds.items():
        print(f"{name:>6}: {statistics.median(taken):7.2f} s  ({min(taken):.2f} to {max(taken):.2f})")
    print(f" ratio: {statistics.median(ratios):7.2f}    ({min(ratios):.2f} to {max(ratios):.2f}), less is better")
