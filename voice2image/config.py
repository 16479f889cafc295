"""Values and configs: frozen, checked once, equal, hashable, and the same again after a trip through JSON or TOML."""

from __future__ import annotations

import json
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from voice2image.errors import ConfigError

__all__ = ["Config", "Value"]


class Value(BaseModel):
    """An immutable record that compares by content and refuses fields it doesn't know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed, checked like a new one."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **changes})


class Config(Value):
    """The settings of one backend. Subclass it, give each field a default, and name the backend it belongs to."""

    backend: ClassVar[str]
    """The registry name of the backend that this configures, such as ``"faster-whisper"``."""
    incidental: ClassVar[frozenset[str]] = frozenset()
    """Settings that change how the work is done, but not its result."""

    if not TYPE_CHECKING:  # a type checker is to see the fields as keywords, not **settings

        def __init__(self, /, **settings: Any) -> None:
            try:
                super().__init__(**settings)
            except ValidationError as error:
                raise ConfigError(_explain(type(self), error)) from error

    def to_json(self) -> str:
        """This config as a JSON object."""
        return self.model_dump_json(indent=2)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what :meth:`to_json` wrote. Raises :class:`~voice2image.errors.ConfigError`."""
        try:
            settings = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{cls.__name__}: this is no JSON: {error}") from error
        if not isinstance(settings, dict):
            raise ConfigError(f"{cls.__name__}: settings are a JSON object, not a {type(settings).__name__}")
        return cls(**settings)

    def to_toml(self) -> str:
        """This config as TOML. Fields that are ``None`` are left out, since TOML has no null."""
        import tomli_w

        return tomli_w.dumps(self.model_dump(mode="json", exclude_none=True))

    @classmethod
    def from_toml(cls, source: str | Path) -> Self:
        """Read TOML text, or the file at a :class:`~pathlib.Path`. Raises :class:`~voice2image.errors.ConfigError`."""
        try:
            text = source.read_text("utf-8") if isinstance(source, Path) else source
            settings = tomllib.loads(text)
        except (OSError, ValueError, RecursionError) as error:
            raise ConfigError(f"{cls.__name__}: this is no readable TOML: {error}") from error
        return cls(**settings)


def _explain(cls: type[BaseModel], error: ValidationError) -> str:
    """One line a mistake: the field, what is wrong with it, and the field that was probably meant."""
    lines = []
    for fault in error.errors(include_url=False):
        field = ".".join(str(part) for part in fault["loc"]) or "config"
        if fault["type"] == "extra_forbidden":
            close = get_close_matches(field, cls.model_fields, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"it takes {', '.join(cls.model_fields)}."
            lines.append(f"{field}: no such setting; {hint}")
        else:
            message = fault["msg"].removeprefix("Value error, ")
            lines.append(f"{field}: {message} (got {fault['input']!r})")
    return f"{cls.__name__}: " + "; ".join(lines)
