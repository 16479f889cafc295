from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image.generators.diffusers.encoding import STRESS, Fragment, PromptEncoder, parse_weights

BOS, EOS, PAD = 512, 513, 0


@pytest.fixture(scope="module")
def pipe(tiny):
    from diffusers import StableDiffusionPipeline

    return StableDiffusionPipeline.from_pretrained(tiny)


@pytest.fixture
def encoder(pipe) -> PromptEncoder:
    return PromptEncoder(pipe)


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        ("a fox", [("a fox", 1)]),
        ("a (red:1.3) fox", [("a ", 1), ("red", 1.3), (" fox", 1)]),
        ("a (red) fox", [("a ", 1), ("red", STRESS), (" fox", 1)]),
        ("a ((red)) fox", [("a ", 1), ("red", STRESS**2), (" fox", 1)]),
        ("[dim] sky", [("dim", 1 / STRESS), (" sky", 1)]),
        ("((red:1.5) fox:0.5)", [("red", 0.75), (" fox", 0.5)]),
        (r"a \(small\) fox", [("a (small) fox", 1)]),
        (r"\\ and \[x\]", [(r"\ and [x]", 1)]),
        ("(mist:.5)", [("mist", 0.5)]),
        ("(mist: 0.5 )", [("mist", 0.5)]),
        ("never (closed", [("never ", 1), ("closed", STRESS)]),
        ("never opened)", [("never opened)", 1)]),
        ("at 10:30, ratio 2:1", [("at 10:30, ratio 2:1", 1)]),
        ("(at 10:30)", [("at 10:30", STRESS)]),
        ("", []),
    ],
)
def test_weights_are_read(text, fragments):
    parsed = parse_weights(text)
    assert [part.text for part in parsed] == [text for text, _ in fragments]
    assert [part.weight for part in parsed] == pytest.approx([weight for _, weight in fragments])


@given(st.text())
def test_any_text_can_be_parsed_and_loses_nothing_but_marks(text):
    kept = "".join(part.text for part in parse_weights(text))
    marks = set("()[]\\:+-. 0123456789\t\n") | {letter for letter in text if letter.isspace() or letter.isdigit()}
    assert [c for c in kept if c not in marks] == [c for c in text if c not in marks]


@given(st.text(alphabet=st.characters(exclude_characters="()[]\\")))
def test_text_without_brackets_stays_whole(text):
    assert parse_weights(text) == ([Fragment(text)] if text else [])


@pytest.mark.parametrize("text", ["", "a fox", "a lighthouse on a cliff at night, storm"])
def test_a_short_prompt_is_encoded_as_diffusers_does(pipe, encoder, text):
    import torch

    theirs, _ = pipe.encode_prompt(text, "cpu", 1, False)
    assert torch.equal(encoder.encode(text), theirs[0])


def test_a_long_prompt_is_encoded_whole(pipe, encoder):
    import torch

    start, end = "a " * 60, "b " * 60
    whole = encoder.encode(start + end)
    assert encoder.chunks(start + end) == 2
    assert whole.shape == (154, 32)
    assert torch.equal(whole[:77], encoder.encode("a " * 60 + "b " * 15))
    assert torch.equal(whole[77:], encoder.encode("b " * 45))


def test_the_cut_is_between_words(pipe, encoder):
    words = "lantern " * 20  # 7 tokens each, so that the 75th is inside a word
    pieces = [pipe.tokenizer.decode(ids) for ids, _ in encoder._pieces(words)]
    assert [piece.split() for piece in pieces] == [["lantern"] * 10, ["lantern"] * 10]


def test_a_word_without_end_is_cut_where_it_must_be(encoder):
    assert [len(ids) for ids, _ in encoder._pieces("x" * 160)] == [75, 75, 10]


def test_filling_up_takes_empty_prompts(encoder):
    import torch

    filled = encoder.encode("a fox", 3)
    assert torch.equal(filled[77:154], encoder.encode(""))
    assert torch.equal(filled[154:], encoder.encode(""))


def test_a_weight_moves_the_word_from_the_empty_prompt(encoder):
    import torch

    plain, empty = encoder.encode("a red fox"), encoder.encode("")
    strong = encoder.encode("a (red:1.5) fox")
    moved = (strong != plain).any(dim=1)
    assert moved.nonzero().flatten().tolist() == [2, 3, 4]  # r, e, d follow the beginning and "a"
    assert torch.allclose(strong[2:5], empty[2:5] + 1.5 * (plain[2:5] - empty[2:5]), atol=1e-5)
    assert torch.equal(encoder.encode("a (red:1.0) fox"), plain)
    assert torch.allclose(encoder.encode("(a red fox:0)")[1:8], empty[1:8], atol=1e-5)


def test_weights_reach_into_later_pieces(encoder):
    import torch

    text = "a " * 80
    assert not torch.equal(encoder.encode(text + "(fox:1.4)")[77:], encoder.encode(text + "fox")[77:])


def test_equal_texts_are_encoded_once(pipe, encoder):
    calls = []
    handle = pipe.text_encoder.register_forward_hook(lambda *_: calls.append(1))
    try:
        for _ in range(3):
            encoder.encode("blurry, ugly")
    finally:
        handle.remove()
    assert len(calls) == 1
