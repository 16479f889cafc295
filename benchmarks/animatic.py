"""A long board as a film, against the time that the film plays: seconds, those of all cores together, and peak memory
(Linux)."""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

from voice2image import Audio, Storyboard
from voice2image.exporters.gif import GifConfig
from voice2image.exporters.mp4 import Mp4Config
from voice2image.exporters.webm import WebMConfig
from voice2image.image import GeneratedImage
from voice2image.shot import Move
from voice2image.testing import coloured_board

PICTURE = (768, 432)
RATE = 44_100
WAYS = {
    "mp4, still, cuts": Mp4Config(moves=False, transitions=False),
    "mp4, moves, dissolves": Mp4Config(),
    "mp4, moves, dissolves, burnt-in": Mp4Config(subtitles="burnt", slate=True),
    "webm, still, cuts": WebMConfig(moves=False, transitions=False),
    "webm, moves, dissolves": WebMConfig(),
    "gif": GifConfig(),
}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.animatic", description=__doc__)
    parser.add_argument("--panels", type=int, default=500, help="how many (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=10, help="length of the film (default: %(default)s)")
    parser.add_argument("--only", default="", help="measure those whose name has this in it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        long_board(Path(folder), given.panels, given.minutes * 60)
        for way in WAYS:
            if given.only in way:
                with get_context("spawn").Pool(1) as pool:  # a process each, for its own peak
                    seconds, cores_s, mib, size = pool.apply(measure, (folder, way))
                print(
                    f"{way:>32}: {seconds:6.1f} s, {seconds / given.minutes / 60:.2f} of its length;"
                    f" {cores_s:6.1f} s of cores; {mib:5d} MiB at most; {size / 1e6:6.1f} MB",
                    flush=True,
                )


def long_board(folder: Path, panels: int, seconds: float) -> None:
    """Save a board whose every panel has a picture of its own and a move, every third a dissolve, with sound."""
    random = np.random.default_rng(0)
    noise = (random.normal(0, 0.05, (RATE, 2)).astype(np.float32) for _ in range(round(seconds)))
    board = coloured_board(panels, sound=Audio.open(noise, sample_rate=RATE))
    each_s, moves = seconds / panels, ("push-in", "pan-left", "tilt-up", "handheld")
    drawn = []
    for index, panel in enumerate(board):
        coarse = Image.fromarray(random.integers(0, 255, (9, 16, 3), np.uint8))
        picture = coarse.resize(PICTURE, Image.Resampling.BICUBIC)
        move: Move = moves[index % len(moves)]  # type: ignore[assignment]
        assert panel.prompt.shot
        assert panel.image
        prompt = panel.prompt.replace(
            shot=panel.prompt.shot.replace(move=move), start_s=index * each_s, end_s=(index + 1) * each_s
        )
        made = panel.image.provenance.replace(prompt=prompt, width=PICTURE[0], height=PICTURE[1])
        drawn.append(panel.drawn(GeneratedImage(picture, made)))
    assert board.source
    heard = [s.replace(start_s=i * each_s, end_s=(i + 1) * each_s) for i, s in enumerate(board.transcript.segments)]
    board.replace(
        panels=tuple(drawn),
        source=board.source.replace(duration_s=seconds),
        transcript=board.transcript.replace(segments=tuple(heard), duration_s=seconds),
    ).save(folder / "board")


def measure(folder: str, way: str) -> tuple[float, float, int, int]:
    """Seconds, those of all cores, MiB of memory at most, and bytes of the file."""
    config = WAYS[way]
    board = Storyboard.load(Path(folder) / "board")
    begin, busy = time.perf_counter(), time.process_time()
    path = board.export(Path(folder) / f"film.{config.backend}", config, progress=lambda share: None)
    seconds, cores_s = time.perf_counter() - begin, time.process_time() - busy
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return seconds, cores_s, int(found[1]) // 1024 if found else 0, path.stat().st_size


if __name__ == "__main__":
    main()
