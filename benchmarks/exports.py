"""Every format's seconds, memory and size for a board of 500 panels, each in a process of its own."""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

from voice2image import Storyboard
from voice2image.registry import names

MOST_SECONDS, MOST_MIB = 60, 1024
"""What an export of 500 panels may take of a processor and of memory. A film takes as long as it is."""


def lengthen(board: Storyboard, count: int) -> Storyboard:
    """A board of `count` panels that shows a board's panels again and again."""
    shown = enumerate(islice(cycle(board.panels), count))
    panels = []
    for place, panel in shown:
        prompt = panel.prompt.replace(start_s=3.0 * place, end_s=3.0 * place + 3.0)
        panels.append(panel.replace(number=place + 1, prompt=prompt))
    return board.replace(panels=tuple(panels), sound=None)


def measure(folder: Path, count: int, name: str, target: Path) -> tuple[float, float, float]:
    """Seconds, those of them that a processor worked, and the most memory in MiB that one export takes."""
    board = lengthen(Storyboard.load(folder), count)
    start = time.perf_counter()
    board.export(target, progress=lambda share: None)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.exports", description=__doc__)
    parser.add_argument("board", type=Path, help="a board's folder, whose panels are shown again and again")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="such as pdf (default: all)")
    parser.add_argument("--panels", type=int, default=500, help="how many (default: %(default)s)")
    given = parser.parse_args()
    print(f"{'format':>12} {'seconds':>9} {'CPU s':>7} {'MiB':>7} {'file MB':>9}")
    for name in given.formats or names("exporters"):
        with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, get_context("spawn")) as apart:
            target = Path(folder) / f"board.{name}"
            seconds, worked, mib = apart.submit(measure, given.board, given.panels, name, target).result()
            size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
        over = "  too much" if worked > MOST_SECONDS or mib > MOST_MIB else ""
        print(f"{name:>12} {seconds:9.1f} {worked:7.1f} {mib:7.0f} {size:9.1f}{over}", flush=True)


if __name__ == "__main__":
    main()
