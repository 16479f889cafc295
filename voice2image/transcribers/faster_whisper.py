"""Whisper on this machine, through `faster-whisper <https://github.com/SYSTRAN/faster-whisper>`_."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from voice2image.audio import SAMPLE_RATE, Audio, Samples
from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.errors import (
    ConfigError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
    TranscriptionError,
    Voice2ImageError,
)
from voice2image.transcribers._placing import place
from voice2image.transcribers._whisper_config import FasterWhisperConfig
from voice2image.transcribers._whisper_segments import Progress, as_segment, invented
from voice2image.transcribers._whisper_weights import SAME_WEIGHTS, Weights, expected, find_weights
from voice2image.transcribers._windows import windows
from voice2image.transcribers.base import OnHeard, Transcriber
from voice2image.transcript import Segment

if TYPE_CHECKING:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

__all__ = ["FasterWhisperConfig", "FasterWhisperTranscriber"]

CUDA_COMPUTE_TYPES = ("float16", "int8_float16", "int8", "float32")
"""In order of preference; older cards lack the first ones."""


class Recogniser(Protocol):
    """A loaded model, in this process or in another."""

    label: str

    @property
    def dead(self) -> bool:
        """Whether it must be started anew."""

    def hear(
        self, samples: Samples, language: str | None, cancel: CancelToken | None
    ) -> Generator[Segment, None, None]:
        """Yield the segments of one window, their times counted from its start."""

    def close(self) -> None:
        """Let go of the model."""


class FasterWhisperTranscriber(Transcriber[FasterWhisperConfig]):
    """Recognises speech with Whisper. Several threads may share one: they take turns, segment by segment."""

    name: ClassVar[str] = "faster-whisper"
    config_class: ClassVar[type[FasterWhisperConfig]] = FasterWhisperConfig
    hotwords_setting = "hotwords"

    def __init__(self, config: FasterWhisperConfig | None = None) -> None:
        super().__init__(config)
        self._lock = threading.Lock()
        self._recogniser: Recogniser | None = None

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """``"faster-whisper:large-v3-turbo"`` is that model with every other setting at its default."""
        return cls(FasterWhisperConfig(model=variant))

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Find, fetch and load the model. Raises :class:`~voice2image.errors.ModelError`."""
        self._ready(notify)

    def describe(self) -> str:
        """Such as ``"faster-whisper base (embedded), int8 on cpu"``; before it is loaded, what it will be."""
        recogniser = self._recogniser
        label = recogniser.label if recogniser else f"{expected(self.config.model)}{_expected_place(self.config)}"
        return f"faster-whisper {label}"

    @property
    def fingerprint(self) -> str:
        """Other names of the same weights don't count either."""
        model = SAME_WEIGHTS.get(self.config.model)
        return type(self)(self.config.replace(model=model)).fingerprint if model else super().fingerprint

    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        """Yield segments as they are heard; see :meth:`Transcriber.transcribe`."""
        recogniser = self._ready(log_notice)
        report = Progress(audio, on_heard)
        language = self.config.language
        floor_s = 0.0
        for start_s, samples in windows(audio, self.config.window_s):
            end_s = start_s + len(samples) / SAMPLE_RATE
            _check(cancel)
            with contextlib.closing(recogniser.hear(samples, language, cancel)) as heard:
                for segment in heard:
                    if self.config.task == "transcribe":  # a translation is in English, whatever is spoken
                        language = language or segment.language
                    placed = place(segment, start_s, floor_s, end_s)
                    floor_s = placed.start_s
                    report(placed.end_s)
                    yield placed
                    _check(cancel)
            report(end_s)
        report.finish()

    def close(self) -> None:
        """Unload the model, or end its process."""
        with self._lock:
            recogniser, self._recogniser = self._recogniser, None
        if recogniser is not None:
            recogniser.close()

    def _ready(self, notify: Notify) -> Recogniser:
        with self._lock:
            if self._recogniser is None or self._recogniser.dead:
                self._recogniser = self._start(notify)
            return self._recogniser

    def _start(self, notify: Notify) -> Recogniser:
        if not self.config.subprocess:
            return LocalRecogniser(self.config, notify)
        from voice2image.transcribers._subprocess import RemoteRecogniser

        return RemoteRecogniser(self.config, notify)


class LocalRecogniser:
    """The model in this process."""

    dead = False

    def __init__(self, config: FasterWhisperConfig, notify: Notify) -> None:
        self._config = config
        self._turn = threading.Lock()
        with vendor_errors():
            self._model, self.label = load(config, notify)

    def hear(
        self, samples: Samples, language: str | None, cancel: CancelToken | None
    ) -> Generator[Segment, None, None]:
        """Yield the segments of one window."""
        steps = recognise(self._model, samples, language, self._config)
        while True:
            with self._turn, vendor_errors():
                segment = next(steps, None)
            if segment is None:
                return
            yield segment

    def close(self) -> None:
        """Unload the model once nothing is using it."""
        with self._turn:
            self._model.model.unload_model()


def recognise(
    model: WhisperModel, samples: Samples, language: str | None, config: FasterWhisperConfig
) -> Iterator[Segment]:
    """Yield the segments of a stretch of sound, without those that Whisper invented."""
    options: dict[str, Any] = {
        "language": language,
        "task": config.task,
        "initial_prompt": config.initial_prompt,
        "hotwords": config.hotwords_text,
        "beam_size": config.beam_size,
        "vad_filter": config.vad,
        "word_timestamps": config.word_times,
        "no_speech_threshold": config.no_speech_threshold,
        "log_prob_threshold": config.min_avg_logprob,
        "condition_on_previous_text": False,
    }
    listener: WhisperModel | BatchedInferencePipeline = model
    if config.batch_size > 1:
        from faster_whisper import BatchedInferencePipeline

        listener = BatchedInferencePipeline(model)
        options |= {"batch_size": config.batch_size, "without_timestamps": False}
    found, info = listener.transcribe(samples, **options)
    for raw in found:
        if not invented(raw, config) and raw.text.strip():
            yield as_segment(raw, info.language, translated=config.task == "translate")


def load(config: FasterWhisperConfig, notify: Notify) -> tuple[WhisperModel, str]:
    """The model on the device that the config asks for, and a line about it."""
    weights = find_weights(config.model, local_files_only=config.local_files_only, notify=notify)
    device = _device(config.device)
    try:
        model, compute_type = _load_on(device, weights, config)
    except (RuntimeError, ValueError) as error:
        if config.device != "auto" or device == "cpu":
            raise
        notify(f"the GPU can't run faster-whisper ({error}); using the CPU")
        device = "cpu"
        model, compute_type = _load_on(device, weights, config)
    _check_language(model, config)
    return model, f"{weights.label}, {compute_type} on {device}"


def _load_on(device: str, weights: Weights, config: FasterWhisperConfig) -> tuple[WhisperModel, str]:
    import numpy as np
    from faster_whisper import WhisperModel

    kind, _, index = device.partition(":")
    compute_type = _compute_type(config.compute_type, device)
    model = WhisperModel(
        str(weights.folder or "embedded"),
        device=kind,
        device_index=int(index or 0),
        compute_type=compute_type,
        cpu_threads=config.cpu_threads,
        local_files_only=config.local_files_only,
        files=dict(weights.files) if weights.files else None,
    )
    if kind == "cuda":
        # CTranslate2 looks for cuBLAS and cuDNN only when it first computes.
        model.encode(np.zeros((model.model.n_mels, 3000), np.float32))
    return model, compute_type


def _device(asked: str) -> str:
    if asked != "auto":
        return asked
    import ctranslate2

    return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"


def _compute_type(asked: str, device: str) -> str:
    if asked != "auto":
        return asked
    import ctranslate2

    kind, _, index = device.partition(":")
    supported = ctranslate2.get_supported_compute_types(kind, int(index or 0))
    wanted = ("int8", "float32") if kind == "cpu" else CUDA_COMPUTE_TYPES
    return next((choice for choice in wanted if choice in supported), "float32")


def _expected_place(config: FasterWhisperConfig) -> str:
    """Such as ``", int8 on cpu"``; empty where that can't be told without loading."""
    if config.subprocess and "auto" in (config.device, config.compute_type):
        return ""  # CTranslate2 is to stay out of this process
    try:
        device = _device(config.device)
        return f", {_compute_type(config.compute_type, device)} on {device}"
    except (ImportError, RuntimeError, ValueError):  # not installed, or no such GPU
        return ""


def _check_language(model: WhisperModel, config: FasterWhisperConfig) -> None:
    known = model.supported_languages
    if config.language is not None and config.language not in known:
        raise ConfigError(f"language: this model knows {', '.join(known)}, not {config.language!r}")


def _check(cancel: CancelToken | None) -> None:
    if cancel is not None:
        cancel.check()


@contextlib.contextmanager
def vendor_errors() -> Iterator[None]:
    """Errors of faster-whisper, CTranslate2 and ONNX Runtime as ours."""
    try:
        yield
    except Voice2ImageError:
        raise
    except ImportError as error:
        raise MissingExtraError("faster-whisper", extra="faster-whisper", package=error.name) from error
    except MemoryError as error:
        raise TranscriptionError("Whisper ran out of memory; a smaller model or batch_size=1 takes less") from error
    except Exception as error:
        said = str(error)
        if any(mark in said for mark in ("model.bin", "Unsupported model", "incomplete", "tokenizer")):
            raise ModelCorruptError(f"the speech model can't be read ({said}); fetch or convert it again") from error
        if "compute type" in said or "CUDA" in said or "cuda" in said or "library" in said.lower():
            raise ModelError(f"the speech model can't run there ({said}); try device='cpu'") from error
        raise TranscriptionError(f"Whisper failed: {said or type(error).__name__}") from error
