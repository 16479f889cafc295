"""What every prompter owes its users, as tests to inherit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from voice2image.edit import Edit, apply, settle, within
from voice2image.prompt import Prompt
from voice2image.prompters.base import Prompter
from voice2image.transcript import Segment, Word

__all__ = ["PrompterContract"]

SPEECH = (
    "Okay, um, wide shot, a lighthouse on a cliff at night.",
    "Cut to a close-up of an old sailor in the rain.",
    "Next, a ship on the waves. No wait, make it a boat.",
)
SECOND_THOUGHTS = (
    "First shot, a lighthouse on a cliff at night.",
    "Next shot, an old sailor in the rain.",
    "Next shot, a boat on the waves.",
    "Go back to shot two and make it night. Scratch shot seven.",
    "Swap one and three. Give me another version of shot one.",
    "Delete shot one. Insert a seagull before shot two.",
    "Scratch that. Delete shot one. Delete shot one. Delete shot one. Delete the last shot.",
)
ODDITIES = (
    "",
    " \n\t ",
    "…",
    "👩‍🚀 flies",
    "عاصفة فوق البحر",
    "夜の灯台。嵐が来る。",
    "(((",
    "a" * 5000,
    "no wait " * 200,
    "cut to " * 200,
    f"A dog. Hold for {'9' * 400} seconds.",
)


class PrompterContract:
    """Inherit it in a test class and give a fixture ``prompter`` that makes a new :class:`Prompter`.

    ::

        class TestMine(PrompterContract):
            @pytest.fixture
            def prompter(self):
                return MyPrompter()
    """

    def test_speech_gives_prompts_with_words_in_them(self, prompter: Prompter[Any]) -> None:
        prompts = settle(prompter.prompts(_speech()))
        assert prompts
        assert all(prompt.text.strip() for prompt in prompts)

    def test_prompts_follow_the_speech_in_time(self, prompter: Prompter[Any]) -> None:
        prompts = settle(prompter.prompts(_speech()))
        starts = [prompt.start_s for prompt in prompts]
        assert starts == sorted(starts)
        assert all(0 <= prompt.start_s <= prompt.end_s <= 30 for prompt in prompts)

    def test_each_prompt_tells_what_was_heard(self, prompter: Prompter[Any]) -> None:
        spoken = " ".join(SPEECH)
        changes = list(prompter.prompts(_speech()))
        quoted = [prompt.heard for prompt in settle(changes)]
        quoted += [change.heard for change in changes if isinstance(change, Edit)]
        assert all(words in spoken for words in quoted)

    @pytest.mark.parametrize("said", [SPEECH, SECOND_THOUGHTS], ids=["speech", "second thoughts"])
    def test_the_same_speech_gives_the_same_changes(self, prompter: Prompter[Any], said: tuple[str, ...]) -> None:
        assert list(prompter.prompts(_speech(said))) == list(prompter.prompts(_speech(said)))

    def test_edits_are_of_panels_that_are_there(self, prompter: Prompter[Any]) -> None:
        board: list[Prompt] = []
        for change in prompter.prompts(_speech(SECOND_THOUGHTS)):
            if isinstance(change, Edit):
                assert within(change, len(board)) == change, f"{change} on a board of {len(board)}"
            apply(board, change)

    def test_it_does_not_wait_for_the_end_of_the_speech(self, prompter: Prompter[Any]) -> None:
        heard: list[Segment] = []

        def growing() -> Iterator[Segment]:
            for segment in _speech():
                heard.append(segment)
                yield segment

        next(prompter.prompts(growing()))
        assert len(heard) < len(SPEECH)

    def test_segments_without_word_times_do_too(self, prompter: Prompter[Any]) -> None:
        assert list(prompter.prompts(segment.replace(words=()) for segment in _speech()))

    def test_silence_gives_none(self, prompter: Prompter[Any]) -> None:
        assert list(prompter.prompts([])) == []

    @pytest.mark.parametrize("text", ODDITIES, ids=lambda text: repr(text[:12]))
    def test_any_text_gives_prompts_without_an_error(self, prompter: Prompter[Any], text: str) -> None:
        for prompt in settle(prompter.prompts([Segment(text=text, start_s=0, end_s=1)])):
            assert prompt.text

    def test_its_config_comes_back_from_json_and_toml(self, prompter: Prompter[Any]) -> None:
        config = prompter.config
        assert type(config).from_json(config.to_json()) == config
        assert type(config).from_toml(config.to_toml()) == config


def _speech(said: Iterable[str] = SPEECH) -> Iterator[Segment]:
    """Segments of ten seconds each, with word times."""
    for number, text in enumerate(said):
        start_s = 10.0 * number
        parts = text.split()
        words = tuple(
            Word(text=part, start_s=start_s + 0.5 * place, end_s=start_s + 0.5 * place + 0.4)
            for place, part in enumerate(parts)
        )
        yield Segment(text=text, start_s=start_s, end_s=start_s + 10, words=words)
