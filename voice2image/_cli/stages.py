"""From options and a TOML file to configs: the command line wins over the file, the file over the defaults."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from voice2image.backend import Backend
from voice2image.config import Config
from voice2image.errors import ConfigError
from voice2image.generators.base import Generator
from voice2image.prompters.base import Prompter
from voice2image.registry import Kind, create
from voice2image.transcribers.base import Transcriber

__all__ = ["Stages", "read_bible", "setting_value"]

DEFAULTS = {"transcriber": "faster-whisper", "prompter": "shots", "generator": "auto"}
BASES: Mapping[str, tuple[Kind, type[Backend[Any]]]] = {
    "transcriber": ("transcribers", Transcriber),
    "prompter": ("prompters", Prompter),
    "generator": ("generators", Generator),
}


@dataclass(frozen=True, slots=True)
class _Wish:
    """An option that goes to whichever of these settings the backend has."""

    option: str
    settings: tuple[str, ...]
    value: Any


@dataclass(slots=True)
class Stages:
    """What is asked of the three stages, until backends are made of it."""

    seed: int | None = None
    _file: dict[str, dict[str, Any]] = field(default_factory=dict)
    _set: dict[str, dict[str, Any]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _wishes: dict[str, list[_Wish]] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path | None, settings: Iterable[str]) -> Self:
        """Begin with a TOML file and ``STAGE.NAME=VALUE`` texts.

        Raises :class:`~voice2image.errors.ConfigError`.
        """
        stages = cls()
        for name, content in (_read_toml(file) if file else {}).items():
            if name == "seed" and isinstance(content, int):
                stages.seed = content
            elif name in DEFAULTS and isinstance(content, dict):
                stages._file[name] = content
            else:
                raise ConfigError(f"{file}: {name!r}: it takes the tables {', '.join(DEFAULTS)}, and seed")
        for setting in settings:
            stage, name, value = _parse_setting(setting)
            stages._set.setdefault(stage, {})[name] = value
        return stages

    def name(self, **names: str | None) -> None:
        """Choose backends by name; ``None`` leaves the choice as it is."""
        self._names |= {stage: name for stage, name in names.items() if name is not None}

    def wish(self, stage: str, option: str, settings: tuple[str, ...], value: Any) -> None:
        """Have `value` in the first of `settings` that the backend knows; ``None`` wishes for nothing."""
        if value is not None:
            self._wishes.setdefault(stage, []).append(_Wish(option, settings, value))

    def asked_of(self, stage: str) -> tuple[str, ...]:
        """The options of the command line that are about a stage."""
        named = (f"--{stage}",) if stage in self._names else ()
        settings = (f"--set {stage}.{name}" for name in self._set.get(stage, {}))
        return (*named, *settings, *(wish.option for wish in self._wishes.get(stage, ())))

    def transcriber(self, *, hotwords: Iterable[str] = ()) -> Transcriber[Any]:
        """The transcriber that was asked for. It listens for `hotwords` unless others were asked for."""
        made = self._make("transcriber", self._named("transcriber"))
        assert isinstance(made, Transcriber)
        return made.listening_for(hotwords)

    def prompter(self) -> Prompter[Any]:
        """The prompter that was asked for."""
        made = self._make("prompter", self._named("prompter"))
        assert isinstance(made, Prompter)
        return made

    def generator(self) -> Generator[Any] | str:
        """The generator that was asked for, or ``"auto"`` where nothing was asked."""
        name: str | Config = self._named("generator")
        if name == "auto":
            asked = self._wishes.get("generator") or self._set.get("generator") or self._file.get("generator")
            if not asked:
                return "auto"
            from voice2image.generators.auto import choose_generator

            name = choose_generator().config
        made = self._make("generator", name)
        assert isinstance(made, Generator)
        return made

    def _named(self, stage: str) -> str:
        from_file = self._file.get(stage, {}).get("backend", DEFAULTS[stage])
        return self._names.get(stage, str(from_file))

    def _make(self, stage: str, name: str | Config) -> Backend[Any]:
        kind, base = BASES[stage]
        backend: Backend[Any] = create(kind, name, base)
        config: Config = backend.config
        changes = self._from_file(stage, backend.name, config) | self._set.get(stage, {})
        for wish in self._wishes.get(stage, ()):
            changes[_setting_for(wish, stage, backend)] = wish.value
        return type(backend)(config.replace(**changes)) if changes else backend

    def _from_file(self, stage: str, backend: str, config: Config) -> dict[str, Any]:
        """The file's settings, if they are for this backend; what the chosen name itself says comes first."""
        settings = dict(self._file.get(stage, {}))
        meant_for = settings.pop("backend", None)
        if meant_for is not None and meant_for.partition(":")[0] != backend and stage in self._names:
            return {}
        said = config.model_dump(exclude_defaults=True) if stage in self._names else {}
        return {name: value for name, value in settings.items() if name not in said}


def read_bible(file: Path | None) -> dict[str, str] | None:
    """What characters look like, by name, from a TOML file. Raises :class:`~voice2image.errors.ConfigError`."""
    if file is None:
        return None
    characters = _read_toml(file)
    for name, looks in characters.items():
        if not name.strip():
            raise ConfigError(f'{file}: a character needs a name: Mira = "what they look like"')
        if not isinstance(looks, str):
            raise ConfigError(f'{file}: {name!r}: write a line for each character: {name} = "what they look like"')
    return characters


def _setting_for(wish: _Wish, stage: str, backend: Backend[Any]) -> str:
    for setting in wish.settings:
        if setting in type(backend.config).model_fields:
            return setting
    raise ConfigError(f"{wish.option}: the {stage} {backend.name!r} has no such setting")


def _parse_setting(text: str) -> tuple[str, str, Any]:
    place, equals, value = text.partition("=")
    stage, dot, name = place.partition(".")
    if not equals or not dot or not name:
        raise ConfigError(f"--set {text}: write STAGE.NAME=VALUE, such as generator.steps=20")
    if stage not in DEFAULTS:
        close = get_close_matches(stage, DEFAULTS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(DEFAULTS)}"
        raise ConfigError(f"--set {text}: no stage is called {stage!r}; {hint}")
    return stage, name, setting_value(value)


def setting_value(text: str) -> Any:
    """What stands behind the equals sign of ``--set``: TOML, or a bare word as the shell leaves it."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: this is no readable TOML: {error}") from error
