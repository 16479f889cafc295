"""How long dictation takes to become shots, whatever it is: CPU seconds, the median of three.

A machine that is busy with other things makes every figure larger; twice the text is to take twice as long on any. So
each line has the time for half of the text too, and their ratio.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.dictation_quality import cases, plain
from voice2image.prompters.base import Prompter
from voice2image.registry import create
from voice2image.transcript import Segment

MEGABYTE = 1_000_000


def texts(chosen: Sequence[Mapping[str, Any]], length: int) -> dict[str, str]:
    """Texts of a length in characters: dictations as they are and otherwise, and what nobody would say."""
    dictations = [case["text"] for case in chosen]
    words = sorted({word for text in dictations for word in text.split()})
    edits = [edit["said"] for case in chosen for edit in case["edits"]]
    pick = random.Random(1)
    return {
        "dictations": _repeated(dictations, length),
        "without punctuation": _repeated(map(plain, dictations), length),
        "one long sentence": _repeated((text.replace(".", ",").replace("?", ",") for text in dictations), length),
        "random words": _repeated(pick.choices(words, k=length // 5), length),
        "nothing but edits": _repeated((f"{said.rstrip('.')}." for said in edits), length),
    }


def segments(text: str, count: int = 1) -> Iterator[Segment]:
    """A text as a recogniser gives it, in so many pieces."""
    words = text.split()
    size = -(-len(words) // count)
    for start in range(0, len(words), size):
        said = words[start : start + size]
        yield Segment(text=" ".join(said), start_s=start / 2.5, end_s=(start + len(said)) / 2.5, language="en")


def seconds(prompter: Prompter[Any], text: str, count: int = 1) -> float:
    """The CPU time that a text takes in so many segments."""
    heard = list(segments(text, count))
    prompter.prepare(notify=lambda _message: None)  # of orders that a text without boards can't have carried out
    taken = []
    for _ in range(3):
        start = time.process_time()
        for _ in prompter.prompts(heard):
            pass
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def report(prompter: Prompter[Any], chosen: Sequence[Mapping[str, Any]], length: int) -> Iterator[str]:
    """A line a text, and one for many short segments."""
    many = length // 100
    made = texts(chosen, length)
    yield f"{f'{length / MEGABYTE:g} MB of':26}{'half':>8}{'whole':>8}{'ratio':>8}{'per MB':>10}"
    for name, text in made.items():
        half, whole = seconds(prompter, text[: length // 2]), seconds(prompter, text)
        yield f"{name:26}{half:6.2f} s{whole:6.2f} s{whole / half:8.2f}{whole * MEGABYTE / length:8.1f} s"
    one, cut = seconds(prompter, made["dictations"]), seconds(prompter, made["dictations"], many)
    yield f"{'one segment, ' + format(many, ','):26}{one:6.2f} s{cut:6.2f} s{cut / one:8.2f}"


def _repeated(parts: Iterable[str], length: int) -> str:
    text = " ".join(parts)
    return (f"{text} " * (1 + length // len(text)))[:length]


def main() -> None:
    """Time all texts and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dictation_speed", description=__doc__)
    parser.add_argument("--prompter", default="shots", help="default: %(default)s")
    parser.add_argument("--megabytes", type=float, default=0.1, help="how much text (default: %(default)s)")
    given = parser.parse_args()
    prompter: Prompter[Any] = create("prompters", given.prompter, Prompter)
    for line in report(prompter, list(cases()), int(given.megabytes * MEGABYTE)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
