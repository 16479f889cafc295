"""What every generator owes its users, as tests.

A backend's own test is a class that inherits the contract and says how to make one::

    class TestMyGenerator(GeneratorContract):
        @pytest.fixture
        def generator(self):
            with MyGenerator(MyConfig(steps=4)) as generator:
                yield generator
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

import numpy as np
import pytest

from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled, GenerationError
from voice2image.generators.base import Generator, Step
from voice2image.image import GeneratedImage
from voice2image.prompt import Prompt

__all__ = ["GeneratorContract"]

PROMPTS = (
    Prompt(text="a lighthouse on a cliff at night", seed=11),
    Prompt(text="an old sailor's face in the rain", negative_text="blurry", seed=22),
    Prompt(text="a ship on the waves, " * 12, seed=33),  # longer than one text encoder's window
    Prompt(text="the sea at dawn", style="ink wash", seed=44),
)

ODD_TEXTS = {
    "empty": "",
    "spaces": "   \n\t",
    "emoji": "🦊 under a 🌈, 👩‍🚀",
    "scripts": "灯台と嵐 маяк и шторм منارة وعاصفة प्रकाशस्तंभ",
    "brackets": "((( :1.2) ] a [fox (at 10:30) \\",
    "control": "a\x00fox\ufeff\u202e",
    "long": "a lighthouse in a storm, " * 60,
}


class GeneratorContract:
    """Inherit it and give a fixture `generator`; set `tolerance` if your pictures need more of it."""

    tolerance: ClassVar[int] = 2
    """The most that one channel of one pixel may differ, of 255, between two drawings of the same thing."""

    @pytest.fixture
    def generator(self) -> Generator[Any]:
        """The generator to be tested."""
        raise NotImplementedError("give your test class a fixture called generator")

    def test_every_prompt_gets_its_image(self, generator: Generator[Any]) -> None:
        images = list(generator.generate(PROMPTS))
        assert sorted(image.index for image in images) == [0, 1, 2, 3]
        for image in images:
            assert image.prompt.text == PROMPTS[image.index].text
            assert image.pixels.mode == "RGB"
            assert image.pixels.size == (image.provenance.width, image.provenance.height)

    def test_no_prompts_no_images(self, generator: Generator[Any]) -> None:
        assert list(generator.generate([])) == []

    def test_a_missing_seed_is_drawn_and_recorded(self, generator: Generator[Any]) -> None:
        first, second = generator.generate([Prompt(text="a fox"), Prompt(text="a fox")])
        assert first.seed is not None
        assert first.seed != second.seed
        self._assert_same(generator.imagine("a fox", seed=first.seed), first)

    def test_the_seed_decides(self, generator: Generator[Any]) -> None:
        drawn = [generator.imagine("a fox", seed=seed) for seed in (5, 5, 6)]
        assert [image.seed for image in drawn] == [5, 5, 6]
        self._assert_same(drawn[0], drawn[1])
        assert self._distance(drawn[0], drawn[2]) > self.tolerance

    def test_the_words_decide(self, generator: Generator[Any]) -> None:
        fox, ship = generator.generate([Prompt(text="a fox", seed=5), Prompt(text="a ship at sea", seed=5)])
        assert self._distance(fox, ship) > self.tolerance

    def test_neither_company_nor_order_changes_an_image(self, generator: Generator[Any]) -> None:
        together = _by_text(generator.generate(PROMPTS))
        backwards = _by_text(generator.generate(PROMPTS[::-1]))
        for prompt in PROMPTS:
            (alone,) = generator.generate([prompt])
            self._assert_same(alone, together[prompt.text])
            self._assert_same(alone, backwards[prompt.text])

    def test_steps_count_up(self, generator: Generator[Any]) -> None:
        seen: list[Step] = []
        list(generator.generate(PROMPTS, on_step=seen.append))
        for index in range(len(PROMPTS)):
            steps = [step for step in seen if step.index == index]
            assert [step.step for step in steps] == list(range(1, steps[0].steps + 1))

    def test_cancelling_between_steps_yields_nothing_more(self, generator: Generator[Any]) -> None:
        cancel, seen, drawn = CancelToken(), list[Step](), list[GeneratedImage]()

        def stop_at_once(step: Step) -> None:
            seen.append(step)
            cancel.cancel()

        with pytest.raises(Cancelled):
            drawn.extend(generator.generate(PROMPTS, on_step=stop_at_once, cancel=cancel))
        assert drawn == []
        assert max(step.step for step in seen) == 1
        assert generator.imagine("a fox", seed=1).seed == 1

    def test_cancelled_before_it_starts(self, generator: Generator[Any]) -> None:
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(generator.generate(PROMPTS, cancel=cancel))

    def test_an_error_of_the_caller_comes_back_as_it_is(self, generator: Generator[Any]) -> None:
        def broken(step: Step) -> None:
            raise ZeroDivisionError("the caller's own")

        with pytest.raises(ZeroDivisionError, match="the caller's own"):
            list(generator.generate(PROMPTS[:1], on_step=broken))
        assert generator.imagine("a fox", seed=1).seed == 1

    def test_called_from_its_own_on_step(self, generator: Generator[Any]) -> None:
        """It may refuse that, with an error of ours, or draw both images; neither may be spoilt by the other."""
        fox, ship = (generator.imagine(text, seed=5) for text in ("a fox", "a ship"))
        drawn: list[GeneratedImage] = []
        nested: list[GeneratedImage] = []

        def again(step: Step) -> None:
            with contextlib.suppress(GenerationError):
                nested.append(generator.imagine("a ship", seed=5))

        def draw() -> None:
            drawn.extend(generator.generate([Prompt(text="a fox", seed=5)], on_step=again))

        thread = threading.Thread(target=draw, daemon=True)
        thread.start()
        thread.join(timeout=120)
        assert len(drawn) == 1, "it waits for itself, or failed"
        self._assert_same(drawn[0], fox)
        for image in nested:
            self._assert_same(image, ship)

    def test_two_threads_at_once(self, generator: Generator[Any]) -> None:
        alone = _by_text(generator.generate(PROMPTS))
        drawn: dict[int, list[GeneratedImage]] = {}
        errors: list[BaseException] = []

        def draw(number: int, prompts: Sequence[Prompt]) -> None:
            try:
                drawn[number] = list(generator.generate(prompts))
            except BaseException as error:  # noqa: BLE001  (a thread can't raise into the test)
                errors.append(error)

        threads = [threading.Thread(target=draw, args=(n, PROMPTS[:: 1 - 2 * n])) for n in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        for image in drawn[0] + drawn[1]:
            self._assert_same(image, alone[image.prompt.text])

    def test_an_unfinished_call_blocks_no_other(self, generator: Generator[Any]) -> None:
        unfinished = iter(generator.generate(PROMPTS))
        next(unfinished)
        finished = threading.Event()

        def draw() -> None:
            generator.imagine("a fox", seed=1)
            finished.set()

        threading.Thread(target=draw, daemon=True).start()
        assert finished.wait(timeout=120)

    def test_closed_and_used_again(self, generator: Generator[Any]) -> None:
        before = generator.imagine("a fox", seed=5)
        generator.close()
        generator.close()
        self._assert_same(generator.imagine("a fox", seed=5), before)

    def test_prepared_twice(self, generator: Generator[Any]) -> None:
        generator.prepare()
        generator.prepare()
        assert generator.describe()
        assert generator.batch_size >= 1

    def test_the_provenance_says_how_it_was_drawn(self, generator: Generator[Any]) -> None:
        image = generator.imagine("a fox", seed=5, negative_text="blurry")
        made = image.provenance
        assert made.generator == generator.name
        assert made.generator_fingerprint == generator.fingerprint
        assert made.prompt.text == "a fox"
        assert "blurry" in made.prompt.negative_text
        assert made.steps >= 1
        assert "voice2image" in made.versions
        assert datetime.fromisoformat(made.created_at).tzinfo is not None
        assert all((made.model, made.scheduler, made.dtype, made.device))

    def test_equal_configs_have_equal_fingerprints(self, generator: Generator[Any]) -> None:
        again = type(generator)(type(generator.config).from_json(generator.config.to_json()))
        assert again.config == generator.config
        assert again.fingerprint == generator.fingerprint

    @pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
    def test_any_text_can_be_drawn(self, generator: Generator[Any], text: str) -> None:
        image = generator.imagine(text, seed=5, negative_text=text[:20])
        assert image.prompt.text == text
        self._assert_same(generator.imagine(text, seed=5, negative_text=text[:20]), image)

    def _assert_same(self, one: GeneratedImage, other: GeneratedImage) -> None:
        assert self._distance(one, other) <= self.tolerance

    @staticmethod
    def _distance(one: GeneratedImage, other: GeneratedImage) -> int:
        left, right = (np.asarray(image.pixels, dtype=np.int16) for image in (one, other))
        return int(np.abs(left - right).max())


def _by_text(images: Any) -> dict[str, GeneratedImage]:
    return {image.prompt.text: image for image in images}
