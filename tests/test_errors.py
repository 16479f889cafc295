"""The errors as a tree."""

import copy
import pickle

import pytest

from voice2image import errors
from voice2image.errors import AudioError, MissingExtraError, Voice2ImageError


def tree(cls=Voice2ImageError):
    return [cls, *(each for child in cls.__subclasses__() for each in tree(child))]


def example(cls):
    if issubclass(cls, AudioError):
        return cls("memo.wav", "it breaks off")
    if issubclass(cls, MissingExtraError):
        return cls("a LoRA", extra="diffusers", package="peft")
    return cls("what went wrong")


@pytest.mark.parametrize("cls", tree())
@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy])
def test_every_error_comes_through_a_process_pool_as_it_was(cls, again):
    error = example(cls)
    error.add_note("while testing")
    back = again(error)
    assert type(back) is cls
    assert (str(back), vars(back)) == (str(error), vars(error))


def test_the_drawn_tree_is_the_tree():
    drawn = errors.__doc__.partition("::")[2]
    assert all(cls.__name__ in drawn for cls in tree() if cls.__module__ == errors.__name__)


def test_messages_name_the_recording_and_the_command_that_mends():
    assert str(example(AudioError)) == "memo.wav: it breaks off"
    assert "pip install 'voice2image[diffusers]'" in str(example(MissingExtraError))
    assert "'peft'" in str(example(MissingExtraError))
    assert MissingExtraError("a LoRA", extra="diffusers").extra == "diffusers"
