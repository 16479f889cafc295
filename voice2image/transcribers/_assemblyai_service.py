"""The requests of the SDK that a recording needs on its way to a transcript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from voice2image._assemblyai.line import Line, needs_sdk
from voice2image._assemblyai.patience import Patience
from voice2image.errors import AudioNotFoundError
from voice2image.transcribers._assemblyai_answer import text
from voice2image.transcribers._assemblyai_config import AssemblyAIConfig, wishes
from voice2image.transcribers._upload import WatchedFile

if TYPE_CHECKING:
    from pydantic import SecretStr

__all__ = ["Service", "import_sdk"]


class Service(Line[AssemblyAIConfig]):
    """One method a step."""

    def __init__(self, config: AssemblyAIConfig, key: SecretStr, patience: Patience) -> None:
        self._api = import_sdk()
        super().__init__(config, key, patience)

    def upload(self, file: Path, name: str) -> str:
        """Send a file, piece by piece, and give the address that it can be referred to by."""
        from assemblyai.api import upload_file

        def send() -> object:
            try:
                stream = WatchedFile(file, self.patience.check)
            except OSError as error:
                raise AudioNotFoundError(name, f"it can't be opened: {error.strerror}") from error
            with stream:
                return upload_file(self._http, stream)

        return text(self._ask(send).get("upload_url"))

    def submit(self, url: str) -> dict[str, Any]:
        from assemblyai.types import TranscriptRequest

        request = TranscriptRequest(audio_url=url, **wishes(self.config))
        return self._ask(lambda: self._api.create_transcript(self._http, request))

    def look(self, job_id: str) -> dict[str, Any]:
        return self._ask(lambda: self._api.get_transcript(self._http, job_id))

    def sentences(self, job_id: str) -> object:
        return self._ask(lambda: self._api.get_sentences(self._http, job_id)).get("sentences")

    def delete(self, job_id: str) -> None:
        self._ask(lambda: self._api.delete_transcript(self._http, job_id))

    def wait(self) -> None:
        """Let some time pass before the next look."""
        self.patience.sleep(self.config.poll_interval_s)


def import_sdk() -> Any:
    with needs_sdk():
        from assemblyai.prerecorded.v2 import api
    return api
