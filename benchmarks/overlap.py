"""Hearing and drawing at once, against hearing all, then drawing all. Says when the first panel is there, too."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks._measure import compare
from voice2image import Audio, PanelDrawn, Voice2Image
from voice2image.edit import settle

MEMOS = sorted((Path(__file__).parent.parent / "examples").glob("memo-*.flac"))


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overlap", description=__doc__)
    parser.add_argument("memo", type=Path, nargs="?", default=MEMOS[0], help="a recording (default: an example)")
    parser.add_argument("--generator", default="sketch", help="a generator's name (default: %(default)s)")
    given = parser.parse_args()
    audio = Audio.open(given.memo)
    with Voice2Image(generator=given.generator, seed=1) as v2i:

        def one_after_the_other() -> None:
            prompts = settle(v2i.prompter.prompts(list(v2i.transcriber.transcribe(audio))))
            list(v2i.generator.generate([prompt.seeded(1) for prompt in prompts]))

        compare(one_after_the_other, lambda: list(v2i.stream(audio)))
        start = time.perf_counter()
        for event in v2i.stream(audio):
            if isinstance(event, PanelDrawn):
                print(f"first panel after {time.perf_counter() - start:.2f} s")
                break


if __name__ == "__main__":
    main()
