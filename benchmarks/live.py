"""How far words and pictures of a live session are behind the speaker, whose recording is played at its own pace.

Words: from a word's end until it is shown. Rough pictures: from the last of the words that they show until they are
there. Careful ones: the same from a sentence's end. A
busy machine is as late as it is for a user.
"""

from __future__ import annotations

import argparse
import statistics
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from voice2image import (
    Audio,
    FasterWhisperConfig,
    PanelDrawn,
    PartialHeard,
    PreviewDrawn,
    SegmentHeard,
    Voice2Image,
)
from voice2image.live import LiveSession

MEMOS = sorted((Path(__file__).parent.parent / "examples").glob("memo-*.flac"))
CHUNK_S = 0.1


def play(audio: Audio, live: LiveSession, began: list[float]) -> None:
    """Feed a recording as a microphone would."""
    began.append(time.monotonic())
    for chunk in audio.blocks(CHUNK_S):
        time.sleep(max(0.0, began[0] + live.duration_s + len(chunk) / 16_000 - time.monotonic()))
        live.feed(chunk)
    live.end()


def session(v2i: Voice2Image, audio: Audio) -> dict[str, list[float]]:
    """The delays of one session in seconds, by what was late."""
    live = v2i.live()
    began: list[float] = []
    late: dict[str, list[float]] = {"words": [], "rough pictures": [], "careful pictures": []}
    shown_s = 0.0
    for event in _events(live, audio, began):
        now_s = time.monotonic() - began[0] if began else 0.0
        match event:
            case PartialHeard(segment=segment) | SegmentHeard(segment=segment):
                late["words"] += [now_s - word.end_s for word in segment.words if word.end_s > shown_s]
                shown_s = max(shown_s, segment.end_s)
            case PreviewDrawn(image=image):
                rough = image.provenance.generator_fingerprint != v2i.generator.fingerprint
                kind = "rough pictures" if rough else "careful pictures"
                late[kind].append(now_s - image.provenance.prompt.end_s)
            case PanelDrawn(panel=panel, reused=False):
                late["careful pictures"].append(now_s - panel.prompt.end_s)
    return late


def _events(live: LiveSession, audio: Audio, began: list[float]) -> Iterable[object]:
    """Those of a session, once it has loaded its models: the speaker waits for the first one."""
    speaker = threading.Thread(target=play, args=(audio, live, began))
    for event in live.events():
        if speaker.ident is None:
            speaker.start()
        yield event
    speaker.join()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("memos", type=Path, nargs="*", default=MEMOS, help="recordings (default: the examples)")
    parser.add_argument("--generator", default="sketch", help="a generator's name (default: %(default)s)")
    parser.add_argument("--language", default="en", help="what is spoken (default: %(default)s)")
    given = parser.parse_args()
    whisper = FasterWhisperConfig(language=given.language)
    with Voice2Image(whisper, generator=given.generator, seed=1) as v2i:
        v2i.generator.prepare()
        found = [session(v2i, Audio.open(memo)) for memo in given.memos]
    print(f"{'':18}{'count':>6}{'median':>9}{'nine of ten':>13}{'most':>9}")
    for what in found[0]:
        late = sorted(delay for one in found for delay in one[what])
        if late:
            tenth = late[min(len(late) - 1, int(len(late) * 0.9))]
            print(f"{what:18}{len(late):6}{statistics.median(late):7.2f} s{tenth:11.2f} s{late[-1]:7.2f} s")


if __name__ == "__main__":
    main()
