"""Signing files with c2pa-python: the key and the certificates checked first, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from voice2image._files import replacing
from voice2image.errors import ConfigError, ExportError, MissingExtraError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

    from voice2image.signing import SigningConfig

__all__ = ["Sign", "signer_of", "signing"]

Manifest = Callable[[], Mapping[str, Any]]
Sign = Callable[[bytes, str, Manifest], bytes]
"""Takes a file's content, its media type and what makes its manifest; gives the content signed."""

_SETTINGS = {"builder": {"thumbnail": {"enabled": False}}}
_UNLOCK = "openssl pkcs8 -topk8 -nocrypt -in LOCKED -out KEY"


class Signer:
    """Signs any number of files.

    Raises :class:`~voice2image.errors.ConfigError` for a key or certificates that are no good, and
    :class:`~voice2image.errors.MissingExtraError`.
    """

    def __init__(self, config: SigningConfig) -> None:
        try:
            import c2pa
        except ImportError as error:
            raise MissingExtraError("signing", extra="c2pa", package="c2pa-python") from error
        self._c2pa = c2pa
        self._timestamp_url = config.timestamp_url
        chain = _read(config.certificates, "the certificates")
        key = _key(config.private_key)
        _check(_certificates(config.certificates, chain), key, config)
        algorithm = config.algorithm or _algorithm(key, config.private_key)
        try:
            signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(algorithm, chain, _pkcs8(key), config.timestamp_url))
            self._context = c2pa.Context.from_dict(_SETTINGS, signer=signer)
        except c2pa.C2paError as error:
            raise ConfigError(f"can't sign with {config.certificates} and {config.private_key}: {error}") from error

    def signed(self, content: bytes, media_type: str, manifest: Mapping[str, Any]) -> bytes:
        """A file's content with its manifest. Raises :class:`~voice2image.errors.ExportError`."""
        target = BytesIO()
        self._sign(BytesIO(content), target, media_type, manifest)
        return target.getvalue()

    def sign_file(self, path: Path, media_type: str, manifest: Mapping[str, Any]) -> None:
        """Put the manifest into a file. Raises :class:`~voice2image.errors.ExportError`; it is then as it was."""
        with replacing(path, ExportError) as temporary, path.open("rb") as source, temporary.open("w+b") as target:
            self._sign(source, target, media_type, manifest)

    def _sign(self, source: IO[bytes], target: IO[bytes], media_type: str, manifest: Mapping[str, Any]) -> None:
        try:
            with self._c2pa.Builder(dict(manifest), context=self._context) as builder:
                builder.sign(media_type, source, target)
        except self._c2pa.C2paError as error:
            hint = f"; does {self._timestamp_url} answer?" if self._timestamp_url and "http" in str(error) else ""
            raise ExportError(f"it can't be signed: {error}{hint}") from error


def signer_of(config: SigningConfig | None) -> Sign:
    """Signs the content of files, if there is a config; else leaves it as it is. A bad key is found here."""
    if config is None:
        return lambda content, _media_type, _manifest: content
    signer = Signer(config)
    return lambda content, media_type, manifest: signer.signed(content, media_type, manifest())


@contextmanager
def signing(path: Path, media_type: str, config: SigningConfig | None, manifest: Manifest) -> Iterator[None]:
    """Sign the file that the block writes to `path`, if there is a config. A key that is no good is found first."""
    signer = Signer(config) if config else None
    yield
    if signer:
        signer.sign_file(path, media_type, manifest())


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{what} to sign with can't be read: {path}: {error.strerror or error}") from error


def _key(path: Path) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _read(path, "the private key")
    try:
        return load_pem_private_key(content, password=None)
    except TypeError as error:
        raise ConfigError(f"{path}: the private key is locked with a password; unlock a copy: {_UNLOCK}") from error
    except (ValueError, UnsupportedAlgorithm):
        # Without the cause: what a parser says of a key might have some of it.
        raise ConfigError(f"{path}: this is no private key in PEM (-----BEGIN PRIVATE KEY-----)") from None


def _certificates(path: Path, content: bytes) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(content)
    except ValueError as error:
        raise ConfigError(f"{path}: these are no certificates in PEM (-----BEGIN CERTIFICATE-----)") from error


def _check(certificates: list[Certificate], key: PrivateKeyTypes, config: SigningConfig) -> None:
    own, public = certificates[0], key.public_key()
    if own.public_key() != public:
        later = any(each.public_key() == public for each in certificates)
        todo = "put the one that it belongs to first" if later else "give the key that the certificate was made for"
        raise ConfigError(
            f"{config.private_key} isn't the key of the first certificate in {config.certificates}; {todo}"
        )
    since, until = own.not_valid_before_utc, own.not_valid_after_utc
    if datetime.now(UTC) > until:
        raise ConfigError(f"{config.certificates}: the certificate was valid until {until:%Y-%m-%d}; have it renewed")
    if datetime.now(UTC) < since:
        raise ConfigError(f"{config.certificates}: the certificate is valid from {since:%Y-%m-%d} on, not yet")


def _algorithm(key: PrivateKeyTypes, path: Path) -> str:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(key, RSAPrivateKey):
        return "ps256"
    if isinstance(key, Ed25519PrivateKey):
        return "ed25519"
    curves = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name in curves:
        return curves[key.curve.name]
    raise ConfigError(f"{path}: C2PA knows no signatures of such a key; use P-256, P-384, P-521, RSA or Ed25519")


def _pkcs8(key: PrivateKeyTypes) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
