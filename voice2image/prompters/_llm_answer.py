"""What a language model is to answer: a shot list as JSON, whose every shot says which words it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from voice2image.config import Value
from voice2image.prompters._sentences import Token
from voice2image.shot import Shot

__all__ = ["BadAnswer", "Looks", "ShotList", "ToldEdit", "ToldShot", "WholeShot", "answer_schema", "read_answer"]

MAX_FAULTS = 5  # told to the model at once
MAX_QUOTED = 8  # words

Index = Annotated[int, Field(ge=0)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class BadAnswer(Exception):  # noqa: N818  (the model's fault, not an error of ours)
    """An answer that can't be used. The message goes back to the model."""


class _Told(Value):
    """Something that was said with the words from `first_word` to `last_word`, both included."""

    first_word: Index
    last_word: Index

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_word < self.first_word:
            raise ValueError("last_word comes before first_word")
        return self


class WholeShot(Shot):
    """A shot that can be drawn."""

    picture: Said

    @model_validator(mode="before")
    @classmethod
    def _nothing_said(cls, fields: object) -> object:
        """Models write nothing as null or "" without looking at which a field wants."""
        if not isinstance(fields, dict):
            return fields
        return {name: value for name, value in fields.items() if value is not None and value != ""}


class ToldShot(WholeShot, _Told):
    """A new shot."""


class ToldEdit(_Told):
    """A change of a shot that an earlier answer gave."""

    action: Literal["revise", "remove", "move", "insert"]
    number: Annotated[int, Field(ge=1)]
    """The shot's place on the board, counted from 1; for an insertion the place that the new one gets."""
    to: Annotated[int, Field(ge=1)] | None = None
    """Where it moves to."""
    shot: WholeShot | None = None
    """The whole shot as it is to be; for "revise" and "insert"."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.action in ("revise", "insert") and self.shot is None:
            raise ValueError(f"{self.action} needs a shot")
        if self.action == "move" and self.to is None:
            raise ValueError("move needs to")
        return self


class Looks(Value):
    """What a named character looks like."""

    name: Said
    looks: Said


class ShotList(Value):
    """The whole answer."""

    shots: tuple[ToldShot, ...] = ()
    """The new shots, in the order of the board."""
    edits: tuple[ToldEdit, ...] = ()
    """Changes of shots before these, carried out first, one after the other."""
    characters: tuple[Looks, ...] = ()
    """Descriptions that were said."""


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON schema of the answer, in the part of the language that all services know.

    Every field is required and no other is allowed; there are no references, defaults or limits. Not to be changed.
    """
    whole = ShotList.model_json_schema()
    return _plain(whole, whole.get("$defs", {}))


def _plain(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _plain(parts[schema["$ref"].rpartition("/")[2]], parts)
    kept: dict[str, Any] = {name: schema[name] for name in ("type", "enum") if name in schema}
    if "properties" in schema:
        kept["properties"] = {name: _plain(each, parts) for name, each in schema["properties"].items()}
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    if "items" in schema:
        kept["items"] = _plain(schema["items"], parts)
    if "anyOf" in schema:
        kept["anyOf"] = [_plain(each, parts) for each in schema["anyOf"]]
    return kept


def read_answer(text: str, words: Sequence[Token]) -> ShotList:
    """The shot list in a model's answer about `words`. Raises :class:`BadAnswer`."""
    start = text.find("{")
    if start < 0:
        raise BadAnswer("there is no JSON object in it")
    try:
        content, _ = json.JSONDecoder().raw_decode(text[start:])
        answer = ShotList.model_validate(content)
    except json.JSONDecodeError as error:
        raise BadAnswer(f"the JSON is damaged at character {start + error.pos}: {error.msg}") from error
    except ValidationError as error:
        raise BadAnswer("; ".join(_faults(error))) from error
    except (ValueError, RecursionError) as error:  # numbers and nestings beyond all bounds
        raise BadAnswer(f"the JSON can't be read: {error}") from error
    _check_words([*answer.edits, *answer.shots], words)
    return answer


def _faults(error: ValidationError) -> Iterable[str]:
    for fault in error.errors(include_url=False)[:MAX_FAULTS]:
        place = ".".join(str(part) for part in fault["loc"])
        yield f"{place}: {fault['msg'].removeprefix('Value error, ')}" if place else fault["msg"]


def _check_words(told: Iterable[_Told], words: Sequence[Token]) -> None:
    """Each word belongs to exactly one shot or edit."""
    at = 0
    for each in sorted(told, key=lambda each: each.first_word):
        if each.last_word >= len(words):
            raise BadAnswer(f"there is no word {each.last_word}: the words are 0 to {len(words) - 1}")
        if each.first_word < at:
            raise BadAnswer(f"word {each.first_word} is given twice")
        if each.first_word > at:
            raise BadAnswer(_lost(words, at, each.first_word))
        at = each.last_word + 1
    if at < len(words):
        raise BadAnswer(_lost(words, at, len(words)))


def _lost(words: Sequence[Token], start: int, end: int) -> str:
    quoted = " ".join(word.text for word in words[start : min(end, start + MAX_QUOTED)])
    return f"the words {start} to {end - 1} belong to no shot: {quoted[:200]!r}"
