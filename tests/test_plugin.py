"""A package that somebody else installs: the one in tests/plugin, which `nox -s tests` installs for real."""

import pytest

from voice2image import registry
from voice2image.generators.base import Generator

v2i_plaid = pytest.importorskip("v2i_plaid", reason="install tests/plugin: pip install ./tests/plugin")
from voice2image.testing import GeneratorContract  # noqa: E402  (behind the skip)


class TestPlaid(GeneratorContract):
    @pytest.fixture
    def generator(self):
        return registry.create("generators", "plaid", Generator)


def test_its_names_stand_among_ours():
    assert {"diffusers", "plaid"} <= set(registry.names("generators"))
    assert "txt" in registry.names("exporters")


def test_its_config_finds_its_class():
    made = registry.create("generators", v2i_plaid.PlaidConfig(size=32), Generator)
    assert made.imagine("a red kilt", seed=1).pixels.size == (32, 32)


def test_a_board_exports_through_it(tmp_path):
    from voice2image import Panel, Prompt, Storyboard

    board = Storyboard(panels=(Panel(number=1, prompt=Prompt(text="A dog", seed=1)),))
    assert board.export(tmp_path / "board.txt").read_text() == "1. A dog\n"
