"""The voice detector that faster-whisper carries, for sound that comes bit by bit."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["SileroDetector"]


class SileroDetector:
    """Silero's voice detector (v6), which faster-whisper carries. Remembers what came before."""

    CONTEXT: Final = 64
    """Samples of the frame before that it sees as well."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model

        self._session = get_vad_model().session
        self._memory = [np.zeros((1, 1, 128), np.float32) for _ in range(2)]
        self._last = np.zeros(self.CONTEXT, np.float32)

    def __call__(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """See :class:`SpeechDetector`."""
        before = np.vstack([self._last, frames[:-1, -self.CONTEXT :]])
        inputs = np.hstack([before, frames])
        likelihoods, *self._memory = self._session.run(
            None, {"input": inputs, "h": self._memory[0], "c": self._memory[1]}
        )
        self._last = frames[-1, -self.CONTEXT :]
        return np.asarray(likelihoods, np.float32).reshape(len(frames))
