"""AssemblyAI: a recogniser in the cloud that takes a whole recording and gives it back as sentences.

The protocol is described at https://www.assemblyai.com/docs/api-reference.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from voice2image._assemblyai.account import find_key
from voice2image._assemblyai.patience import Patience
from voice2image.audio import Audio
from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.errors import TranscriptionError
from voice2image.transcribers._assemblyai_answer import identifier, segments, text
from voice2image.transcribers._assemblyai_config import AssemblyAIConfig
from voice2image.transcribers._assemblyai_service import Service, import_sdk
from voice2image.transcribers._upload import encoded
from voice2image.transcribers.base import OnHeard, Transcriber
from voice2image.transcript import Segment

__all__ = ["AssemblyAIConfig", "AssemblyAITranscriber"]

SILENCE = "no spoken audio"
"""In the reason why language detection failed, where another job would just have come back empty."""


class AssemblyAITranscriber(Transcriber[AssemblyAIConfig]):
    """Sends the recording to AssemblyAI, waits, and yields its sentences.

    The encoded file goes as it is where there is one, else a WAV of the samples. Several threads may use one
    object. A job that was cancelled or timed out here can't be called back: it is finished and billed.
    """

    name = "assemblyai"
    config_class = AssemblyAIConfig
    hotwords_setting = "keyterms"

    @classmethod
    def from_variant(cls, variant: str) -> Self:
        """``"assemblyai:universal-2"`` asks for that speech model alone."""
        return cls(AssemblyAIConfig(speech_models=(variant,)))

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Check that there is a package and a key, without a request.

        Raises :class:`~voice2image.errors.MissingExtraError` and
        :class:`~voice2image.errors.AuthenticationError`.
        """
        import_sdk()
        find_key(self.config)

    def describe(self) -> str:
        """The models in order of preference, and where they run."""
        models = ", else ".join(self.config.speech_models)
        return f"AssemblyAI {models} at {urlsplit(self.config.address).hostname}"

    def transcribe(
        self, audio: Audio, *, on_heard: OnHeard | None = None, cancel: CancelToken | None = None
    ) -> Iterator[Segment]:
        """Yield the sentences of `audio` once the service has heard all of it.

        Raises :class:`~voice2image.errors.TranscriptionError` and its subclasses for a key that is missing or
        refused, too many requests, a service that can't be reached and one that takes too long;
        :class:`~voice2image.errors.AudioError` and :class:`~voice2image.errors.Cancelled`.
        """
        cancel = cancel or CancelToken()
        cancel.check()
        patience = Patience("AssemblyAI", self.config.timeout_s, cancel)
        with (
            Service(self.config, find_key(self.config), patience) as service,
            encoded(audio, patience.check) as file,
        ):
            if on_heard:
                on_heard(0.0, audio.duration_s)
            length_s = audio.duration_s or 0.0
            heard = _hear(service, file, audio.name, length_s)
        if on_heard:
            on_heard(length_s, length_s)
        for segment in heard:
            yield segment
            cancel.check()


def _hear(service: Service, file: Path, name: str, length_s: float) -> tuple[Segment, ...]:
    """Upload, submit, wait, fetch."""
    job = service.submit(service.upload(file, name))
    job_id = identifier(job.get("id"))
    if not job_id:
        raise TranscriptionError("AssemblyAI took the job but gave it no id")
    service.patience.note = f"; it goes on with transcript {job_id}"
    while job.get("status") in ("queued", "processing"):
        service.wait()
        job = service.look(job_id)
    sentences: object = None
    if job.get("status") == "completed" and text(job.get("text")):
        sentences = service.sentences(job_id)
    if service.config.delete_afterwards:
        _delete(service, job_id)
    if job.get("status") == "completed":
        return segments(sentences, job, length_s)
    reason = service.uncover(text(job.get("error"))) or "no reason was given"
    if SILENCE in reason:
        return ()
    raise TranscriptionError(f"{name}: AssemblyAI could not transcribe it: {reason} (transcript {job_id})")


def _delete(service: Service, job_id: str) -> None:
    try:
        service.delete(job_id)
    except TranscriptionError as error:  # the words are here, and worth more than the order
        logging.getLogger("voice2image").warning("transcript %s stays at AssemblyAI: %s", job_id, error)
