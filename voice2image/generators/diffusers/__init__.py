"""Stable Diffusion through Hugging Face diffusers: the embedded `sketch`, or any checkpoint of yours."""

from voice2image.generators.diffusers.config import DiffusersConfig, Lora, TextualInversion
from voice2image.generators.diffusers.generator import DiffusersGenerator

__all__ = ["DiffusersConfig", "DiffusersGenerator", "Lora", "TextualInversion"]
