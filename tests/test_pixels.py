"""Pictures in frames of other proportions, and on paper."""

from __future__ import annotations

import pytest
from PIL import Image

from voice2image._pixels import fitted, flat


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_see_through_lies_on_white(mode):
    assert flat(Image.new(mode, (2, 2), 0)).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "I;16"])
def test_every_kind_becomes_rgb_and_a_copy(mode):
    picture = Image.new(mode, (2, 2))
    assert flat(picture).mode == "RGB"
    assert flat(picture) is not picture


def test_a_picture_keeps_its_proportions():
    frame = fitted(Image.new("RGB", (40, 10), "red"), (20, 20), "black")
    assert frame.size == (20, 20)
    assert frame.getbbox() == (0, 7, 20, 12)
    assert fitted(Image.new("RGB", (32, 18), "red"), (64, 36), "black").getpixel((0, 0)) == (255, 0, 0)
