"""A long recording as a stream of blocks, against all of its samples at once: seconds, and peak memory (Linux)."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks._measure import compare
from voice2image import Audio
from voice2image.audio import SAMPLE_RATE

# VmHWM begins at exec, unlike the resident size that getrusage inherits from this process.
PEAK = """
import re, sys
from voice2image import Audio
audio = Audio.open(sys.argv[1])
n = audio.samples.size if sys.argv[2] == "plain" else sum(block.size for block in audio.blocks())
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decode", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="length of the recording (default: %(default)s)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.m4a"
        noise = np.random.default_rng(0).normal(0, 0.05, 60 * SAMPLE_RATE).astype(np.float32)
        minutes = (noise for _ in range(round(given.minutes)))
        Audio.open(minutes, sample_rate=SAMPLE_RATE).to_m4a(path)
        audio = Audio.open(path)
        compare(lambda: audio.samples.size, lambda: sum(block.size for block in audio.blocks()))
        for way in ("plain", "ours"):
            command = [sys.executable, "-c", PEAK, str(path), way]
            peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
            print(f"{way:>6}: {peak} MiB at most")


if __name__ == "__main__":
    main()
