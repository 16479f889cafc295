"""Names to backends."""

from importlib.metadata import EntryPoint

import pytest

from voice2image import registry
from voice2image.config import Config
from voice2image.errors import ConfigError, UnknownBackendError
from voice2image.prompters.base import Prompter
from voice2image.prompters.plain import PlainPrompter, PlainPrompterConfig


@pytest.fixture
def installed(monkeypatch):
    """Pretend that packages are installed which claim names."""
    points = []

    def found(*, group, name=None):
        return [point for point in points if point.group == group and name in (None, point.name)]

    monkeypatch.setattr(registry, "entry_points", found)
    return points


@pytest.mark.parametrize("kind", registry.BUILTIN)
def test_every_name_of_ours_leads_to_its_class(kind):
    for name in registry.BUILTIN[kind]:
        cls = registry.load_class(kind, name)
        assert name in (getattr(cls, "name", None), getattr(cls, "suffix", None))


def test_a_name_a_config_and_an_object_all_do():
    made = PlainPrompter()
    assert registry.create("prompters", made, Prompter) is made
    assert isinstance(registry.create("prompters", "plain", Prompter), PlainPrompter)
    assert registry.create("prompters", PlainPrompterConfig(style="ink"), Prompter).config.style == "ink"


def test_a_slip_of_the_pen_is_pointed_out():
    with pytest.raises(UnknownBackendError, match=r"no prompter is called 'plian'. Did you mean 'plain'\?"):
        registry.create("prompters", "plian", Prompter)


def test_a_hopeless_name_lists_what_there_is():
    with pytest.raises(UnknownBackendError, match=r"There are: .*plain"):
        registry.create("prompters", "zzzzz", Prompter)


def test_anything_else_is_refused():
    with pytest.raises(ConfigError, match="a prompter is a name, a config or an object, not a int"):
        registry.create("prompters", 7, Prompter)


def test_a_config_without_a_backend_says_what_it_lacks():
    class Homeless(Config):
        pass

    with pytest.raises(ConfigError, match=r"Homeless names no backend; .*ClassVar `backend`"):
        registry.create("prompters", Homeless(), Prompter)


def test_a_backend_without_variants_says_so():
    with pytest.raises(ConfigError, match="'plain' has no variants"):
        registry.create("prompters", "plain:fancy", Prompter)


def test_an_installed_package_adds_a_name(installed):
    installed.append(EntryPoint("mine", "voice2image.prompters.plain:PlainPrompter", "voice2image.prompters"))
    assert registry.load_class("prompters", "mine") is PlainPrompter
    assert registry.names("prompters") == tuple(sorted(["mine", *registry.BUILTIN["prompters"]]))


def test_two_packages_with_one_name_are_an_error(installed):
    installed.append(EntryPoint("plain", "other.package:Prompter", "voice2image.prompters"))
    with pytest.raises(UnknownBackendError, match="both claim the prompter name 'plain'"):
        registry.load_class("prompters", "plain")
