"""Every error that voice2image raises on purpose::

    Voice2ImageError
    ├── ConfigError (ValueError)            a setting that is unknown, out of range, or contradicts another
    ├── MissingExtraError (ImportError)     a backend whose packages aren't installed
    ├── UnknownBackendError (LookupError)   a name that no backend goes by, or that two packages claim
    ├── AudioError
    │   ├── AudioNotFoundError              no file at that path
    │   ├── EmptyAudioError                 no bytes, or no samples
    │   ├── NoAudioStreamError              a media file, but without sound
    │   ├── TruncatedAudioError             it breaks off before its end
    │   └── UndecodableAudioError           no decoder makes sense of it
    ├── ModelError
    │   ├── ModelNotFoundError              neither a known name, a folder, a file nor a repository
    │   ├── ModelCorruptError               weights that are incomplete or fail their checksum
    │   └── HubUnreachableError             the model isn't on disk and the hub can't be asked
    ├── TranscriptionError
    │   ├── AuthenticationError             a key that is missing or refused
    │   ├── RateLimitError                  too many requests
    │   ├── ServiceUnavailableError         the service can't be reached, or fails
    │   └── TranscriptionTimeoutError       no answer in time
    ├── GenerationError
    │   ├── InvalidImageError               black or NaN pixels, in every precision tried
    │   └── DeviceOutOfMemoryError          not enough memory on the device, even after stepping down
    ├── StoryboardError                     a board, or its transcript, that can't be read or written
    │   └── SchemaVersionError              written by a newer voice2image
    ├── ExportError                         a format that is unknown, or a target that can't be written
    └── Cancelled                           the caller asked to stop

Errors of other libraries never get past a backend; they are kept as ``__cause__``. All of these can be pickled, so
they come through a process pool as they are, but for the cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Voice2ImageError(Exception):
    """The root of the tree: ``except Voice2ImageError`` catches all that the library raises on purpose."""


class ConfigError(Voice2ImageError, ValueError):
    """A setting is unknown, out of range, or contradicts another."""


class MissingExtraError(Voice2ImageError, ImportError):
    """A backend was asked for whose packages aren't installed."""

    def __init__(self, what: str, extra: str, package: str | None = None) -> None:
        super().__init__(what, extra, package)  # as they were given, since an error is unpickled from its args
        self.extra = extra

    def __str__(self) -> str:
        what, extra, package = self.args
        needs = f"the package {package!r}, which isn't" if package else "packages that aren't"
        return f"{what} needs {needs} installed. Install it with: pip install 'voice2image[{extra}]'"


class UnknownBackendError(Voice2ImageError, LookupError):
    """No backend goes by that name, or two installed packages claim it."""


class AudioError(Voice2ImageError):
    """A recording can't be used. The message names the recording and the reason."""

    def __init__(self, source: str | Path, reason: str) -> None:
        super().__init__(str(source), reason)
        self.source = str(source)
        self.reason = reason

    def __str__(self) -> str:
        return ": ".join(self.args)


class AudioNotFoundError(AudioError):
    """There is no file at that path, or it can't be opened."""


class EmptyAudioError(AudioError):
    """The recording has no bytes, or no samples."""


class NoAudioStreamError(AudioError):
    """It is a media file, but there is no sound in it."""


class TruncatedAudioError(AudioError):
    """The recording breaks off before its end."""


class UndecodableAudioError(AudioError):
    """No decoder makes sense of it."""


class ModelError(Voice2ImageError):
    """A model can't be found, fetched or trusted."""


class ModelNotFoundError(ModelError):
    """The name is neither a known model, a folder, a file nor a repository."""


class ModelCorruptError(ModelError):
    """The weights are incomplete or fail their checksum."""


class HubUnreachableError(ModelError):
    """The model isn't on this machine and the hub can't be asked for it."""


class TranscriptionError(Voice2ImageError):
    """A recording could not be transcribed."""


class AuthenticationError(TranscriptionError):
    """The service's key is missing or was refused."""


class RateLimitError(TranscriptionError):
    """The service refuses more requests for now."""


class ServiceUnavailableError(TranscriptionError):
    """The service can't be reached, or fails."""


class TranscriptionTimeoutError(TranscriptionError):
    """The service gave no answer in time."""


class GenerationError(Voice2ImageError):
    """An image could not be drawn."""


class InvalidImageError(GenerationError):
    """The image came out black or NaN in every precision that was tried."""


class DeviceOutOfMemoryError(GenerationError):
    """The device's memory doesn't hold the job, even after stepping down."""


class StoryboardError(Voice2ImageError):
    """A board, or its transcript, can't be read or written."""


class SchemaVersionError(StoryboardError):
    """The file was written by a newer voice2image than this one."""


class ExportError(Voice2ImageError):
    """A board can't be exported: the format is unknown, or the target can't be written."""


class Cancelled(Voice2ImageError):  # noqa: N818  (a request that was honoured, not a fault)
    """The caller asked to stop."""
