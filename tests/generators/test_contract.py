"""Every generator of ours keeps the contract."""

from __future__ import annotations

import pytest

from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator
from voice2image.testing import CardConfig, CardGenerator, GeneratorContract


class TestCardGenerator(GeneratorContract):
    tolerance = 0

    @pytest.fixture
    def generator(self):
        return CardGenerator()


class TestDiffusersGenerator(GeneratorContract):
    @pytest.fixture(scope="class")
    def generator(self, tiny):
        with DiffusersGenerator(DiffusersConfig(model=tiny, steps=2, batch_size=4)) as generator:
            yield generator


class TestDiffusersWithNoiseInEachStep(GeneratorContract):
    """A sampler that draws noise at every step has to draw it image by image."""

    @pytest.fixture(scope="class")
    def generator(self, tiny):
        config = DiffusersConfig(model=tiny, scheduler="euler-a", steps=3, batch_size=3)
        with DiffusersGenerator(config) as generator:
            yield generator


def test_a_card_fails_where_it_is_told_to():
    from voice2image.errors import GenerationError

    generator = CardGenerator(CardConfig(fails_on=("dragon",)))
    with pytest.raises(GenerationError, match="dragon"):
        generator.imagine("a dragon")
    assert generator.imagine("a fox").provenance.generator == "card"


@pytest.mark.slow
class TestSketch(GeneratorContract):
    """The embedded checkpoint, through the same code."""

    @pytest.fixture(scope="class")
    def generator(self):
        with DiffusersGenerator(DiffusersConfig(model="sketch", batch_size=4)) as generator:
            yield generator
