"""Reading JSON that carries a schema name and version, and saying what is wrong with it."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import ValidationError

from voice2image.config import Value
from voice2image.errors import SchemaVersionError, StoryboardError

__all__ = ["parse"]

V = TypeVar("V", bound=Value)


def parse(text: str, cls: type[V], *, where: object) -> V:
    """Read `text` as a `cls`; `where` names the file in messages.

    Raises :class:`~voice2image.errors.SchemaVersionError` for a version that is newer than `cls`, and
    :class:`~voice2image.errors.StoryboardError` for anything else that is wrong.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise StoryboardError(f"{where}: damaged JSON at {place}: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise StoryboardError(f"{where}: damaged JSON: {error}") from error
    name = cls.model_fields["schema_name"].default
    newest = cls.model_fields["schema_version"].default
    if not isinstance(content, dict) or content.get("schema_name") != name:
        raise StoryboardError(f"{where}: this is JSON, but not a {name}")
    version = content.get("schema_version")
    if isinstance(version, int) and version > newest:
        raise SchemaVersionError(
            f"{where}: written as {name} version {version}, and this voice2image reads up to {newest}. "
            "Update it with: pip install -U voice2image"
        )
    try:
        return cls.model_validate_json(text)
    except ValidationError as error:
        raise StoryboardError(f"{where}: {_first_fault(error)}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in fault["loc"])
    return f"{field}: {fault['msg'].removeprefix('Value error, ')}" if field else fault["msg"]
