"""The picture of a board of Storyboarder: what is drawn on its layers, one over the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PIL import Image, UnidentifiedImageError

from voice2image.errors import StoryboardError
from voice2image.image import GeneratedImage, Provenance

if TYPE_CHECKING:
    from voice2image._storyboarder import LayerRecord

__all__ = ["Layer", "LayeredImage", "layers_of"]

_T = TypeVar("_T")

_ORDER: Final = ("shot-generator", "reference", "fill", "tone", "pencil", "ink", "notes")
"""Storyboarder's layers, the lowest first."""
_REFERENCE_OPACITY: Final = 0.75
"""Storyboarder's, where the file states none."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer that is there."""

    file: Path
    opacity: float

    def size(self) -> tuple[int, int]:
        """Width and height in pixels. Raises :class:`~voice2image.errors.StoryboardError` if it can't be read."""
        return self._open(lambda picture: picture.size)

    def pixels(self) -> Image.Image:
        """What is drawn on it, as see-through as it is shown: RGBA. Raises what :meth:`size` does."""
        pixels = self._open(lambda picture: picture.convert("RGBA"))
        if self.opacity < 1:
            pixels.putalpha(pixels.getchannel("A").point(lambda alpha: round(alpha * self.opacity)))
        return pixels

    def is_drawn_on(self) -> bool:
        """Whether anything on it is seen. Raises what :meth:`size` does."""
        return self.pixels().getchannel("A").getextrema()[1] != 0

    def _open(self, read: Callable[[Image.Image], _T]) -> _T:
        where = f"{self.file.parent.name}/{self.file.name}"
        try:
            with Image.open(self.file) as picture:
                return read(picture)
        except FileNotFoundError as error:
            raise StoryboardError(f"{where}: the picture is missing") from error
        except UnidentifiedImageError as error:  # whose text has the whole path
            raise StoryboardError(f"{where}: the picture can't be read: it is no picture") from error
        except OSError as error:
            raise StoryboardError(f"{where}: the picture can't be read: {error.strerror or error}") from error
        except (SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise StoryboardError(f"{where}: the picture can't be read: {error}") from error


class LayeredImage(GeneratedImage):
    """A picture of several layers, which are put together each time its pixels are asked for.

    Args:
        layers: The lowest first; its size is that of all.
        provenance: How the picture came about.
    """

    __slots__ = ("_layers",)

    def __init__(self, layers: Sequence[Layer], provenance: Provenance) -> None:
        super().__init__(None, provenance, path=layers[0].file)
        self.path = None  # no file holds it
        self._layers = tuple(layers)

    @property
    def pixels(self) -> Image.Image:
        """See :attr:`voice2image.image.GeneratedImage.pixels`."""
        whole = Image.new("RGBA", self.size, "white")
        for layer in self._layers:
            pixels = layer.pixels()
            whole.alpha_composite(pixels if pixels.size == whole.size else pixels.resize(whole.size))
        return whole.convert("RGB")

    def with_provenance(self, **changes: Any) -> GeneratedImage:
        """See :meth:`voice2image.image.GeneratedImage.with_provenance`."""
        return LayeredImage(self._layers, self.provenance.replace(**changes))

    def _saved_png(self) -> None:
        return None


def layers_of(url: str, named: Mapping[str, LayerRecord], images: Path) -> list[Layer]:
    """The layers of a board that are in its folder, the lowest first.

    Before its version 1.6 Storyboarder had the drawing in the file `url`; since then it takes that for the fill.
    """
    files = {name: (layer.url, layer.opacity) for name, layer in named.items()}
    files.setdefault("fill", (url, None))
    found = []
    for name in _ORDER:
        file, opacity = files.get(name, ("", None))
        if file and (images / file).is_file():
            usual = _REFERENCE_OPACITY if name == "reference" else 1.0
            found.append(Layer(images / file, usual if opacity is None else opacity))
    return found
