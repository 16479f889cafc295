"""What `sketch` draws stays what it was, within what another processor's rounding makes of it."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

from voice2image.image import GeneratedImage

_SPEC = importlib.util.spec_from_file_location("make_golden", Path(__file__).with_name("make_golden.py"))
make_golden = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(make_golden)

# Measured on a night scene: another number of threads 95 dB, bfloat16 53, another sampler or guidance 48 and less.
MIN_PSNR_DB = 50.0

pytestmark = pytest.mark.slow


def psnr(one: np.ndarray, other: np.ndarray) -> float:
    error = np.mean((one.astype(float) - other.astype(float)) ** 2)
    return math.inf if error == 0 else 10 * math.log10(255**2 / error)


@pytest.mark.parametrize("name", sorted(path.stem for path in make_golden.FOLDER.glob("*.png")))
def test_it_is_drawn_as_before(name):
    golden = GeneratedImage.open(make_golden.FOLDER / f"{name}.png")
    image = make_golden.draw(name)
    assert image.provenance.steps == golden.provenance.steps
    assert psnr(np.asarray(image.pixels), np.asarray(golden.pixels)) > MIN_PSNR_DB
