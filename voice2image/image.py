"""A picture, and everything that is needed to make it again.

A saved PNG carries three text chunks: ``parameters``, the line that AUTOMATIC1111's web UI started and image browsers
read; ``voice2image``, the whole :class:`Provenance` as JSON; and XMP, by which others see that a machine drew it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Final, Literal

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pydantic import AfterValidator, Field

from voice2image._a1111 import parameters
from voice2image._files import write_bytes
from voice2image._halves import whole
from voice2image._png import PngError, read_text
from voice2image._schema import parse
from voice2image._xmp import XMP_KEYWORD, picture_xmp
from voice2image.config import Value
from voice2image.errors import ExportError, StoryboardError
from voice2image.prompt import Prompt
from voice2image.transcript import Seconds

if TYPE_CHECKING:
    from voice2image.signing import SigningConfig

__all__ = ["GeneratedImage", "Provenance", "SourceSpan", "read_provenance"]


HAND_DRAWN: Final = "storyboarder"
"""The generator of pictures that somebody drew, or drew over, in Storyboarder."""


def _file_name(name: str) -> str:
    """Without the folders, which are nobody's business who is sent a picture."""
    return whole(re.split(r"[/\\]", name)[-1] or name)


FileNameOnly = Annotated[str, AfterValidator(_file_name)]
"""The name of a recording; of a path only the last part is kept."""


class SourceSpan(Value):
    """The stretch of a recording that an image comes from."""

    name: FileNameOnly
    sha256: str | None = None
    """``None`` where it was drawn while the recording was still being made."""
    start_s: Seconds
    end_s: Seconds


class Provenance(Value):
    """How an image came about. With the model and the libraries named here, it can be drawn again."""

    schema_name: Literal["voice2image.provenance"] = "voice2image.provenance"
    schema_version: Literal[1] = 1
    prompt: Prompt
    """As it was asked for, its seed filled in."""
    phrased: str | None = None
    """The prompt as the model read it, worded for its family; ``None`` where the generator doesn't say."""
    phrased_negative: str | None = None
    """What the model was to keep away from; empty where it took no negative text."""
    generator: str
    """The generator's registry name."""
    generator_fingerprint: str | None = None
    """The fingerprint of the generator with its config; equal ones draw the same picture of the same prompt."""
    model: str
    revision: str | None = None
    scheduler: str
    prediction_type: str | None = None
    steps: int
    guidance_scale: float
    guidance_rescale: float = 0.0
    width: int
    height: int
    dtype: str
    device: str
    versions: Mapping[str, str] = Field(default_factory=lambda: {"voice2image": version("voice2image")})
    """Library name to version."""
    created_at: str = Field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    """ISO 8601, UTC."""
    source: SourceSpan | None = None
    notes: tuple[str, ...] = ()
    """What a user should know of how it was drawn: a raised precision, words left out, adapters used."""

    @property
    def drawn_by_model(self) -> bool:
        """Whether a model drew it; in Storyboarder a hand did, or drew over a model's picture."""
        return self.generator != HAND_DRAWN

    @property
    def negative_read(self) -> str:
        """What the model was to keep away from; what was asked for where the generator doesn't say what it read."""
        return self.prompt.negative_text if self.phrased_negative is None else self.phrased_negative


class GeneratedImage:
    """A picture with its provenance. Pixels of a saved one are read from its file when they are asked for.

    Args:
        pixels: the picture; ``None`` if it is in the file at `path`.
        provenance: how it came about.
        index: which prompt of a :meth:`~voice2image.generators.base.Generator.generate` call it answers, from
            0. path: the PNG that holds it.
    """

    __slots__ = ("_pixels", "index", "path", "provenance")

    def __init__(
        self, pixels: Image.Image | None, provenance: Provenance, *, index: int = 0, path: Path | None = None
    ) -> None:
        if pixels is None and path is None:
            raise ValueError("a GeneratedImage needs pixels, or the path of the file that holds them")
        self._pixels = pixels
        self.provenance = provenance
        self.index = index
        self.path = path

    @classmethod
    def open(cls, path: str | PathLike[str]) -> GeneratedImage:
        """A saved picture.

        Its pixels stay in the file. Raises :class:`~voice2image.errors.StoryboardError`.
        """
        return cls(None, read_provenance(path), path=Path(path))

    @property
    def pixels(self) -> Image.Image:
        """The picture. One that lives in a file is read anew each time, so that a long board needs little
        memory.

        Raises :class:`~voice2image.errors.StoryboardError` if the file is gone or damaged.
        """
        if self._pixels is not None:
            return self._pixels
        try:
            with Image.open(self._file) as image:
                image.load()
                return image
        except FileNotFoundError as error:
            raise StoryboardError(f"{self.path}: the picture is missing") from error
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise StoryboardError(f"{self.path}: the picture can't be read: {error}") from error

    @property
    def prompt(self) -> Prompt:
        """What was asked for, seed included."""
        return self.provenance.prompt

    @property
    def seed(self) -> int | None:
        """The seed that its noise was drawn with."""
        return self.provenance.prompt.seed

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, without reading a file for it."""
        return self._pixels.size if self._pixels is not None else (self.provenance.width, self.provenance.height)

    def with_provenance(self, **changes: Any) -> GeneratedImage:
        """The same picture with some fields of its provenance changed, such as the recording it comes from."""
        return GeneratedImage(self._pixels, self.provenance.replace(**changes), index=self.index, path=self.path)

    def to_png(self) -> bytes:
        """The picture as a PNG that carries its provenance.

        Raises :class:`~voice2image.errors.StoryboardError`.
        """
        if self._pixels is None:
            saved = self._saved_png()
            if saved is not None:
                return saved
        buffer = BytesIO()
        self.pixels.save(buffer, "PNG", pnginfo=self.png_text())
        return buffer.getvalue()

    def png_text(self) -> PngInfo:
        """The chunks by which a PNG says how it was made."""
        chunks = PngInfo()
        chunks.add_text("parameters", parameters(self.provenance))
        chunks.add_text("voice2image", self.provenance.model_dump_json())
        chunks.add_itxt(XMP_KEYWORD, picture_xmp(self.provenance))
        return chunks

    def save(self, path: str | PathLike[str], *, sign: SigningConfig | None = None) -> GeneratedImage:
        """Write the PNG, signed if `sign` says with what, and return the picture as one that lives there and holds no
        pixels.

        Raises :class:`~voice2image.errors.ExportError` for a suffix other than ``.png`` and if it can't be signed,
        :class:`~voice2image.errors.ConfigError` for a key that is no good,
        :class:`~voice2image.errors.MissingExtraError` without the library that signs, and
        :class:`~voice2image.errors.StoryboardError` if the file can't be written; an older file is then
        unharmed.
        """
        target = Path(path)
        if target.suffix.lower() != ".png":
            raise ExportError(f"{target}: pictures are saved as .png, which keeps every pixel and the provenance")
        content = self.to_png()
        if sign is not None:
            from voice2image._c2pa import signer_of
            from voice2image._manifest import picture_manifest

            content = signer_of(sign)(content, "image/png", lambda: picture_manifest(self.provenance))
        write_bytes(target, content, StoryboardError)
        return GeneratedImage(None, self.provenance, index=self.index, path=target)

    def _saved_png(self) -> bytes | None:
        """The bytes of its file, if that says about the picture what this object says."""
        try:
            content = self._file.read_bytes()
            return content if read_provenance(content) == self.provenance else None
        except FileNotFoundError as error:
            raise StoryboardError(f"{self.path}: the picture is missing") from error
        except (OSError, StoryboardError):
            return None

    @property
    def _file(self) -> Path:
        assert self.path is not None  # __init__ saw to it
        return self.path

    def _repr_png_(self) -> bytes:
        return self.to_png()

    def __repr__(self) -> str:
        width, height = self.size
        return f"<GeneratedImage {width}x{height} seed={self.seed} {self.prompt.text[:60]!r}>"


def read_provenance(png: str | PathLike[str] | bytes | IO[bytes] | Image.Image) -> Provenance:
    """The provenance that a PNG of ours carries. The pixels are not read.

    Raises :class:`~voice2image.errors.StoryboardError` if there is none, if it is damaged or if this is no
    PNG, and :class:`~voice2image.errors.SchemaVersionError` if a newer voice2image wrote it.
    """
    if isinstance(png, Image.Image):
        where: object = getattr(png, "filename", "") or "the image"
        text = png.info.get("voice2image")
    else:
        where = _name_of(png)
        try:
            with _opened(png) as file:
                text = read_text(file, "voice2image")
        except PngError as error:
            raise StoryboardError(f"{where}: {error}") from error
        except OSError as error:
            raise StoryboardError(f"{where}: can't be read: {error.strerror or error}") from error
    if not isinstance(text, str):
        raise StoryboardError(
            f"{where}: it carries no provenance; voice2image didn't save it, or it was converted since"
        )
    return parse(text, Provenance, where=where)


@contextmanager
def _opened(png: str | PathLike[str] | bytes | IO[bytes]) -> Iterator[IO[bytes]]:
    if isinstance(png, bytes):
        yield BytesIO(png)
    elif isinstance(png, str | PathLike):
        with Path(png).open("rb") as file:
            yield file
    else:
        yield png


def _name_of(png: str | PathLike[str] | bytes | IO[bytes]) -> str:
    if isinstance(png, bytes):
        return "<bytes>"
    return str(png) if isinstance(png, str | PathLike) else str(getattr(png, "name", "<file>"))
