"""Whose account is used, where, and how patiently. The key in here is shown and written nowhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, SecretStr, field_validator

from voice2image.config import Config
from voice2image.errors import AuthenticationError

__all__ = ["KEY_VARIABLE", "AssemblyAIAccount", "Positive", "find_key"]

KEY_VARIABLE = "ASSEMBLYAI_API_KEY"

Positive = Annotated[float, Field(gt=0)]


class AssemblyAIAccount(Config):
    """The settings that every config for AssemblyAI has."""

    model_config = ConfigDict(hide_input_in_errors=True)
    incidental: ClassVar[frozenset[str]] = frozenset(
        {"ca_file", "timeout_s", "request_timeout_s", "max_retries", "retry_delay_s"}
    )
    hosts: ClassVar[Mapping[str, str]]
    """The service's address in each region."""

    api_key: SecretStr | None = Field(default=None, exclude=True, repr=False)
    """The account's key. Without it, the environment variable ``ASSEMBLYAI_API_KEY`` is read at each use."""
    region: Literal["us", "eu"] = "us"
    """Where what is sent is processed and kept. A key belongs to its region."""
    base_url: str | None = None
    """Another address of the service, such as a gateway's; takes the place of the region's."""
    ca_file: Path | None = None
    """A PEM file of certificate authorities to trust besides the usual ones, such as a company's own."""
    timeout_s: Positive = 3600.0
    """For a whole job with all its retries, in seconds."""
    request_timeout_s: Positive = 60.0
    """For any single step of one request, in seconds."""
    max_retries: Annotated[int, Field(ge=0)] = 4
    """How often a request is made again after HTTP 429, 5xx or a dropped connection.

    A job whose answer got lost is submitted again, and may be billed twice.
    """
    retry_delay_s: Positive = 1.0
    """Before the first retry, in seconds, doubled for each one after; ``Retry-After`` has the last word."""

    @property
    def address(self) -> str:
        """Where the service is reached: `base_url`, or else that of the region."""
        return self.base_url or self.hosts[self.region]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    @field_validator("api_key", mode="before")
    @classmethod
    def _seal(cls, value: object) -> object:
        # It takes anything: an error about the wrong type would quote the key.
        return value if value is None or isinstance(value, SecretStr) else SecretStr(str(value))

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        url = urlsplit(value)
        if url.username or url.password or url.query or url.fragment or not url.hostname:
            raise ValueError("an address such as https://api.assemblyai.com is needed")
        if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url.hostname)):
            raise ValueError("it must start with https://, or the key would travel in the clear")
        return value.rstrip("/")


def find_key(config: AssemblyAIAccount) -> SecretStr:
    """The key of `config`, or else of the environment, as it is now.

    Raises :class:`~voice2image.errors.AuthenticationError` if there is none, or none that fits into a header.
    """
    for given in (config.api_key, SecretStr(os.environ.get(KEY_VARIABLE, ""))):
        key = SecretStr(given.get_secret_value().strip() if given else "")
        if re.fullmatch(r"[!-~]+", key.get_secret_value()):
            return key
        if key:
            raise AuthenticationError(f"the AssemblyAI key in api_key or {KEY_VARIABLE} has characters that no key has")
    raise AuthenticationError(f"AssemblyAI needs a key: set {KEY_VARIABLE} or {type(config).__name__}.api_key")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
