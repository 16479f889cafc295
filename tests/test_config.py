"""Configs are values."""

import pickle
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image.backend import Backend
from voice2image.config import Config
from voice2image.errors import ConfigError
from voice2image.generators.diffusers import DiffusersConfig
from voice2image.prompters.plain import PlainPrompterConfig
from voice2image.prompters.shots import ShotPrompterConfig
from voice2image.transcribers.assemblyai import AssemblyAIConfig
from voice2image.transcribers.faster_whisper import FasterWhisperConfig


class Example(Config):
    backend: ClassVar[str] = "example"
    words: tuple[str, ...] = ()
    scale: float = 1.0
    note: str | None = None


EXAMPLES = st.builds(
    Example,
    words=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4).map(tuple),
    scale=st.floats(allow_nan=False, allow_infinity=False),
    note=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
)


@given(EXAMPLES)
def test_a_trip_through_json_or_toml_changes_nothing(config):
    assert Example.from_json(config.to_json()) == config
    assert Example.from_toml(config.to_toml()) == config
    assert hash(Example.from_toml(config.to_toml())) == hash(config)


BIBLES = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip),
    st.text(st.characters(exclude_categories=["Cs"])),
)


@given(BIBLES)
def test_characters_are_frozen_and_make_the_same_trip(characters):
    config = ShotPrompterConfig(characters=characters)
    for again in (
        ShotPrompterConfig.from_json(config.to_json()),
        ShotPrompterConfig.from_toml(config.to_toml()),
        config.replace(style=""),
        pickle.loads(pickle.dumps(config)),
    ):
        assert again == config
        assert hash(again) == hash(config)
        assert list(again.characters.items()) == list(characters.items())
    assert hash(ShotPrompterConfig(characters=dict(reversed(characters.items())))) == hash(config)


def test_nobody_changes_a_config_through_its_characters():
    given_ones = {"Mira": "a tall woman"}
    config = ShotPrompterConfig(characters=given_ones)
    given_ones["Bo"] = "a dog"
    assert config.characters == {"Mira": "a tall woman"}
    with pytest.raises(TypeError):
        config.characters["Bo"] = "a dog"
    with pytest.raises(TypeError):
        ShotPrompterConfig().characters["Bo"] = "a dog"
    assert config != ShotPrompterConfig() == ShotPrompterConfig(characters={})
    assert "{'Mira': 'a tall woman'}" in repr(config)


def test_a_toml_file_is_read(tmp_path):
    (tmp_path / "plain.toml").write_text('style = "ink"\nmax_words = 12\n')
    config = PlainPrompterConfig.from_toml(tmp_path / "plain.toml")
    assert (config.style, config.max_words) == ("ink", 12)


def test_it_can_not_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Example().scale = 2.0


def test_a_changed_copy_is_checked_too():
    with pytest.raises(ConfigError, match="max_words"):
        PlainPrompterConfig().replace(max_words=0)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PlainPrompterConfig(stlye="ink"), r"stlye: no such setting; did you mean 'style'\?"),
        (lambda: ShotPrompterConfig(characters={" ": "x"}), r"characters: a character needs a name"),
        (lambda: PlainPrompterConfig(zzz=1), "zzz: no such setting; it takes style, "),
        (lambda: PlainPrompterConfig(max_pause_s=-1), "max_pause_s: .*greater than 0 .got -1"),
        (lambda: PlainPrompterConfig.from_json('{"style": 3}'), "style: .*string"),
        (lambda: PlainPrompterConfig.from_json("{"), "this is no JSON"),
        (lambda: PlainPrompterConfig.from_json("[1]"), "a JSON object, not a list"),
        (lambda: PlainPrompterConfig.from_json('{"self": 1}'), "self: no such setting"),
        (lambda: PlainPrompterConfig.from_json("[" * 200_000), "this is no JSON"),
        (lambda: PlainPrompterConfig.from_json("1" * 5000), "this is no JSON"),
        (lambda: PlainPrompterConfig.from_toml("style ="), "no readable TOML"),
        (lambda: PlainPrompterConfig.from_toml("style = " + "[" * 200_000), "no readable TOML"),
        (lambda: PlainPrompterConfig.from_toml("max_words = " + "1" * 5000), "no readable TOML"),
        (lambda: PlainPrompterConfig.from_toml("stlye = 'ink'"), "^PlainPrompterConfig: stlye: no such setting"),
    ],
)
def test_a_mistake_is_named(make, message):
    with pytest.raises(ConfigError, match=message):
        make()


def test_incidental_settings_leave_the_fingerprint_alone():
    class Sketcher(Backend[Example]):
        name = "sketcher"
        config_class = Example

    class Hasty(Example):
        incidental: ClassVar[frozenset[str]] = frozenset({"note"})

    def fingerprint(config):
        return Sketcher(config).fingerprint

    assert fingerprint(Hasty()) == fingerprint(Hasty(note="soon"))
    assert fingerprint(Hasty()) != fingerprint(Hasty(scale=2.0))
    assert fingerprint(Example()) != fingerprint(Example(note="soon"))


@pytest.mark.parametrize("cls", [AssemblyAIConfig, DiffusersConfig, FasterWhisperConfig, PlainPrompterConfig])
def test_incidental_settings_are_settings(cls):
    assert cls.incidental <= set(cls.model_fields)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"gone\.toml"):
        PlainPrompterConfig.from_toml(tmp_path / "gone.toml")
