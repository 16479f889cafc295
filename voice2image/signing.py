"""Content Credentials (https://c2pa.org): a signature that says who vouches for a file and how it was made.

It is set with your own certificate and key, and seals the file with what is said of it: whoever opens it sees whether a
byte was changed since.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from voice2image.config import Config

__all__ = ["SigningConfig"]


class SigningConfig(Config):
    """With what to sign. The files are read when something is signed; what is in them is kept nowhere."""

    certificates: Path
    """PEM: the certificate of the one who signs, then those that vouch for it, as the authority sent them."""
    private_key: Path
    """PEM: the key of the first certificate, not locked with a password."""
    algorithm: Literal["es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519"] | None = None
    """What to sign with; without it what fits the key."""
    timestamp_url: Annotated[str, StringConstraints(pattern="^https?://.")] | None = None
    """An authority (RFC 3161) that is asked, for each file, to attest the time. Without one a signature counts only
    as long as the certificate is valid."""
