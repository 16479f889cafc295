"""A board's pictures as they are, in one file."""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from voice2image._c2pa import Sign, signer_of
from voice2image._manifest import picture_manifest
from voice2image.errors import StoryboardError
from voice2image.exporters.base import Exporter, Progress, SignedConfig, silent

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["ZipConfig", "ZipExporter"]


class ZipConfig(SignedConfig):
    """Settings of ``.zip``."""

    backend: ClassVar[str] = "zip"


class ZipExporter(Exporter[ZipConfig]):
    """Writes ``.zip``: a PNG a panel, each signed by itself; where there is none, a text that says why."""

    name = "zip"
    config_class = ZipConfig

    def write(self, board: Storyboard, path: Path, progress: Progress = silent) -> None:
        """See :meth:`voice2image.exporters.base.Exporter.write`."""
        sign = signer_of(self.config.sign)
        with zipfile.ZipFile(path, "w") as file:  # the pictures are compressed already
            for done, panel in enumerate(board):
                progress(done / len(board))
                try:
                    file.writestr(f"{panel.number:03}.png", _picture(panel, sign))
                except StoryboardError as error:
                    file.writestr(f"{panel.number:03}.txt", f"{error}\n")


def _picture(panel: Panel, sign: Sign) -> bytes:
    if panel.image is None:
        raise StoryboardError(panel.error or "It isn't drawn yet.")
    return sign(panel.image.to_png(), "image/png", partial(picture_manifest, panel.image.provenance))
