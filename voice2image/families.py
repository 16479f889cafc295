"""The kinds of image model that want their prompts worded each in its own way."""

from __future__ import annotations

from typing import Literal

__all__ = ["Family"]

Family = Literal["sd2", "sd1", "turbo", "sketch"]
"""``sd2`` reads with OpenCLIP's ViT-H, ``sd1`` with CLIP's ViT-L; ``turbo`` is distilled to few steps without guidance;
``sketch`` is the embedded model, and whatever was taught with its captions."""
