"""The model hub's errors, said in ours."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from voice2image.errors import HubUnreachableError, ModelError, ModelNotFoundError, Voice2ImageError

__all__ = ["asking_hub", "first_line"]


@contextmanager
def asking_hub(model: str, hint: str) -> Iterator[None]:
    """Around everything that talks to the hub; `hint` says what to do where it can't be reached."""
    try:
        yield
    except Voice2ImageError:
        raise
    except Exception as error:  # the hub's client raises errors of whichever HTTP library it is built on
        raise _hub_error(model, error, hint) from error


def _hub_error(model: str, error: Exception, hint: str) -> ModelError:
    from huggingface_hub import errors as hub

    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return ModelError(f"{model}: the disk filled up while the model was being downloaded; free some space")
    if isinstance(error, hub.GatedRepoError):
        return ModelNotFoundError(f"{model}: its owner wants you to accept its terms; do that on the hub, then log in")
    if isinstance(error, hub.RepositoryNotFoundError | hub.DisabledRepoError):
        return ModelNotFoundError(f"{model}: the hub has no such repository, or it is private")
    if isinstance(error, hub.RevisionNotFoundError):
        return ModelNotFoundError(f"{model}: the repository has no such revision")
    if isinstance(error, hub.RemoteEntryNotFoundError):
        return ModelNotFoundError(f"{model}: the repository lacks a file that it should have")
    if isinstance(error, hub.HFValidationError):
        return ModelNotFoundError(f"{model}: this is no valid hub id")
    if _is_network(error):
        return HubUnreachableError(f"{model} isn't on this machine and the hub can't be reached. {hint}")
    return ModelError(f"{model}: it can't be fetched from the hub: {first_line(error)}")


def _is_network(error: Exception) -> bool:
    from huggingface_hub import errors as hub

    if isinstance(error, hub.HfHubHTTPError):
        status = getattr(error.response, "status_code", 0)
        return status in (0, 408, 429) or status >= 500
    if isinstance(error, ConnectionError | TimeoutError | hub.LocalEntryNotFoundError):
        return True
    # Connections are made by httpx, by requests in older clients, or by the transfer library beneath them.
    return type(error).__module__.partition(".")[0] in ("httpx", "httpx2", "httpcore", "requests", "urllib3", "ssl")


def first_line(error: Exception) -> str:
    """What an error says, on one line that fits a screen."""
    text = str(error).strip() or type(error).__name__
    line = text.splitlines()[0]
    return line if len(line) <= 300 else f"{line[:300]}…"
