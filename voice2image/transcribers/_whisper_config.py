"""What can be set about Whisper on this machine."""

from __future__ import annotations

import os
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from voice2image.config import Config

__all__ = ["FasterWhisperConfig"]


class FasterWhisperConfig(Config):
    """How Whisper listens."""

    backend: ClassVar[str] = "faster-whisper"
    incidental: ClassVar[frozenset[str]] = frozenset({"cpu_threads", "local_files_only", "subprocess"})

    model: str = "auto"
    """A size such as ``"small"`` or ``"large-v3-turbo"``, a hub name, a folder, or ``"embedded"`` for base
    from the extra ``embedded-whisper``. ``"auto"`` is that if it is installed, else ``"base"``."""
    device: Annotated[str, Field(pattern=r"^(auto|cpu|cuda(:\d+)?)$")] = "auto"
    compute_type: Literal[
        "auto",
        "int8",
        "int8_float16",
        "int8_float32",
        "int8_bfloat16",
        "int16",
        "float16",
        "bfloat16",
        "float32",
    ] = "auto"
    """``"auto"`` is int8 on a CPU and float16 on a GPU."""
    cpu_threads: Annotated[int, Field(ge=0)] = 0
    """0 leaves it to CTranslate2: 4, or ``OMP_NUM_THREADS``."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    """ISO 639-1 code of what is spoken; ``None`` detects it from the first speech."""
    task: Literal["transcribe", "translate"] = "transcribe"
    """``"translate"`` writes English whatever is spoken; segments say in `spoken_language` what that was."""
    initial_prompt: str | None = None
    """Text in the style and spelling that is wanted, as if it had been said before."""
    hotwords: tuple[str, ...] = ()
    """Words to expect, such as the names of characters."""
    beam_size: Annotated[int, Field(ge=1, le=20)] = 5
    batch_size: Annotated[int, Field(ge=1, le=256)] = 1
    """Stretches of up to 30 s that are recognised at once; 1 is sequential. Needs `vad`."""
    vad: bool = True
    """Leave out what Silero's voice detector takes for no speech."""
    word_times: bool = True
    """Give each word its time. Costs about a fifth more time."""
    no_speech_threshold: Annotated[float, Field(ge=0, le=1)] = 0.6
    min_avg_logprob: float = -1.0
    """A segment is dropped as invented if Whisper's `no_speech_prob` is above the one *and* its `avg_logprob`
    is below the other (Radford et al. 2022, section 4.5), or none of its words is likelier than a tenth."""
    window_s: Annotated[float, Field(ge=30, le=3600)] = 300.0
    """Longest stretch in seconds that is in memory at once."""
    local_files_only: bool = False
    """Never download."""
    subprocess: bool = False
    """Recognise in a process of its own, so that CTranslate2's CUDA libraries never meet torch's."""

    @property
    def hotwords_text(self) -> str | None:
        """`hotwords` as Whisper reads them."""
        return ", ".join(self.hotwords) or None

    @field_validator("model", mode="before")
    @classmethod
    def _path_to_text(cls, model: Any) -> Any:
        return os.fspath(model) if isinstance(model, os.PathLike) else model

    @model_validator(mode="after")
    def _batches_need_vad(self) -> Self:
        if self.batch_size > 1 and not self.vad:
            raise ValueError("batch_size > 1 needs vad=True, which cuts the batches")
        return self
