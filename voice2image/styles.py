"""Styles that go by a name. The data is in ``styles.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from voice2image.config import Value
from voice2image.families import Family

__all__ = ["Style", "find_style", "nearest_style", "styles"]

SCHEMA = "voice2image.styles"
VERSION = 1


class Style(Value):
    """A way to draw, in the words of each family of models."""

    name: str
    about: str
    """One sentence for people."""
    words: str
    """What stands behind the prompt."""
    negative: str = ""
    """What stands in the negative prompt."""
    turbo: str
    """A shorter wording, for models of few steps."""
    sketch: str
    """The nearest style that the embedded model was taught."""

    def worded(self, family: Family) -> str:
        """What stands behind a prompt for a model of `family`."""
        return {"turbo": self.turbo, "sketch": self.sketch}.get(family, self.words)

    def avoided(self, family: Family) -> str:
        """What stands in the negative prompt: nothing where the model takes none, or knows none of the words."""
        return "" if family in ("turbo", "sketch") else self.negative


@cache
def styles() -> Mapping[str, Style]:
    """All styles by their names, in the order of the data file."""
    content = tomllib.loads(files("voice2image").joinpath("styles.toml").read_text("utf-8"))
    assert (content["schema"], content["version"]) == (SCHEMA, VERSION)  # it ships with this module
    return {name: Style(name=name, **fields) for name, fields in content["style"].items()}


def find_style(text: str) -> Style | None:
    """The style of that name, or ``None`` for free words.

    Capitals, hyphens, apostrophes and American spelling make no difference: ``"Flat-Color Key"``.
    """
    return _by_key().get(_key(text))


def nearest_style(text: str) -> Style | None:
    """The style whose name is nearly `text`, such as ``"ink magna"``; ``None`` if there is none, or it is the name."""
    key = _key(text)
    if key in _by_key():
        return None
    close = get_close_matches(key, _by_key(), n=1, cutoff=0.85)
    return _by_key()[close[0]] if close else None


@cache
def _by_key() -> dict[str, Style]:
    return {_key(name): style for name, style in styles().items()}


def _key(text: str) -> str:
    plain = text.casefold().replace("'", "").replace("’", "").replace("-", " ").replace("_", " ")
    return " ".join(plain.split()).replace("color", "colour")
