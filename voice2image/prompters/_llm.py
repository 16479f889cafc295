"""What the prompters that ask a language model have in common: windows of words, answers that are checked, a fallback.

A transcript of any length goes to the model window by window. What is on the board and what characters look like is
told anew each time, and a window's last shot, which may go on, is asked for again with the words that follow.
"""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Annotated, TypeVar

from pydantic import Field

from voice2image.backend import Notify, log_notice
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.edit import Change, Edit, Insert, Move, Remove, Revise, within
from voice2image.errors import ConfigError
from voice2image.prompt import Prompt
from voice2image.prompters._llm_answer import BadAnswer, ShotList, ToldEdit, WholeShot, read_answer
from voice2image.prompters._llm_request import Memory, Message, ask_again, request
from voice2image.prompters._notices import Notices
from voice2image.prompters._sentences import Token, joined, normal_form, sentences, size, tokens
from voice2image.prompters.base import Prompter
from voice2image.registry import create
from voice2image.shot import Shot
from voice2image.transcript import Segment, Word

__all__ = ["LLMConfig", "LLMPrompter", "Reply"]

MAX_PAUSE_S = 2.0  # a sentence ends there, whatever the punctuation
TRIES = 2
_log = logging.getLogger("voice2image")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from a model."""

    text: str
    fault: str = ""
    """Why it can't be used whatever the text is: it was refused, or cut off."""


class LLMConfig(Config):
    """The settings that every prompter with a language model has."""

    style: str = ""
    """A style that `voice2image styles` lists, or words put behind every prompt: ``"ink wash manga"``."""
    negative_text: str = ""
    """What no picture is to show."""
    translate: bool = False
    """Write English prompts whatever is spoken. What was said is kept in `Prompt.heard`."""
    window_words: Annotated[int, Field(ge=1)] = 200
    """So many words go to the model at once. More are understood better together, fewer give panels sooner."""
    fallback: str = "shots"
    """The prompter that takes the words where the model's answer can't be used, even after asking again."""


L = TypeVar("L", bound=LLMConfig)


@dataclass(frozen=True, slots=True)
class _Carried:
    """The last shot of a window, to be asked for again with the words that follow, if any do."""

    words: Sequence[Token] = ()
    prompt: Prompt | None = None


class LLMPrompter(Prompter[L]):
    """Has a language model write the shot list. A subclass says how the model is asked."""

    quick = False

    def __init__(self, config: L | None = None) -> None:
        super().__init__(config)
        if self.config.fallback.partition(":")[0] == self.name:
            raise ConfigError(f"fallback: {self.name!r} can't stand in for itself; the rules are called 'shots'")
        self._notices = Notices(logged=True)

    def prepare(self, *, notify: Notify = log_notice) -> None:
        """Get the model ready. The same thread's prompts send their notices to `notify` as well."""
        create("prompters", self.config.fallback, Prompter)  # a wrong name is better told now
        self._notices.listen(notify)
        self._get_ready(notify)

    def prompts(self, segments: Iterable[Segment], *, cancel: CancelToken | None = None) -> Iterator[Change]:
        """See :meth:`voice2image.prompters.base.Prompter.prompts`.

        An answer that doesn't validate is asked for once more, and then left to the fallback, with a warning.
        Raises what the model's backend raises when the model can't be asked at all, and
        :class:`~voice2image.errors.Cancelled` once `cancel` is set.
        """
        return self._prompts(segments, self._notices.begin(), cancel or CancelToken())

    def prompts_until(self, segments: Iterable[Segment], cancel: CancelToken) -> Iterator[Change]:
        """See :meth:`voice2image.prompters.base.Prompter.prompts_until`."""
        return self.prompts(segments, cancel=cancel)

    @abstractmethod
    def _get_ready(self, notify: Notify) -> None:
        """Load or check what is needed."""

    @abstractmethod
    def _ask(self, messages: list[Message], cancel: CancelToken) -> Reply:
        """What the model says to a chat."""

    def _prompts(self, segments: Iterable[Segment], warn: Notify, cancel: CancelToken) -> Iterator[Change]:
        memory = Memory()
        carried = _Carried()
        fresh: list[Token] = []
        for sentence in sentences(tokens(segments), max_pause_s=MAX_PAUSE_S):
            fresh.extend(sentence.tokens)
            if size(fresh) >= self.config.window_words:
                answer = self._answer([*carried.words, *fresh], memory, warn, cancel)
                changes, carried = self._take(answer, carried, fresh, memory, last=False)
                yield from changes
                fresh = []
        if fresh:
            answer = self._answer([*carried.words, *fresh], memory, warn, cancel)
            changes, _ = self._take(answer, carried, fresh, memory, last=True)
            yield from changes
        elif carried.prompt:
            yield carried.prompt

    def _take(
        self, answer: ShotList | None, before: _Carried, fresh: list[Token], memory: Memory, *, last: bool
    ) -> tuple[list[Change], _Carried]:
        """The changes that an answer comes to, without a last shot that may go on; the rules' without an answer."""
        words = [*before.words, *fresh]
        if answer is None:
            return self._fall_back(before, fresh, memory), _Carried()
        changes: list[Change] = []
        for edit in answer.edits:
            if change := _as_edit(edit, words, memory, self.config):
                memory.take(change)
                changes.append(change)
        carried = _Carried()
        for shot in answer.shots:
            said = words[shot.first_word : shot.last_word + 1]
            prompt = _as_prompt(shot, said, self.config)
            # One that fills half of a window goes on without end; one that others follow in time was moved.
            open_ended = shot is answer.shots[-1] and shot.last_word == len(words) - 1
            if open_ended and not last and size(said) <= self.config.window_words / 2:
                carried = _Carried(said, prompt)
            else:
                memory.take(prompt)
                changes.append(prompt)
        memory.meet(answer.characters)
        return changes, carried

    def _answer(self, words: list[Token], memory: Memory, warn: Notify, cancel: CancelToken) -> ShotList | None:
        if not any(word.norm for word in words):
            return ShotList()
        messages = request(words, memory, language="English" if self.config.translate else "the speaker's language")
        fault = ""
        for _ in range(TRIES):
            cancel.check()
            reply = self._ask(messages, cancel)
            try:
                if reply.fault:
                    raise BadAnswer(reply.fault)
                return read_answer(reply.text, words)
            except BadAnswer as bad:
                fault = str(bad)
                _log.info("%s: an answer can't be used: %s", self.describe(), fault)
                messages = ask_again(messages, reply.text, fault)
        said = f"{words[0].start_s:.1f} s to {words[-1].end_s:.1f} s"
        lost = ", without translating it" if self.config.translate else ""
        warn(
            f"{self.describe()} gave no usable shot list for {said} ({fault[:300]}); "
            f"the prompter {self.config.fallback!r} takes that part{lost}"
        )
        return None

    def _fall_back(self, before: _Carried, fresh: list[Token], memory: Memory) -> list[Change]:
        """The last shot as it was understood before, and what the rules make of the words after it."""
        changes: list[Change] = []
        if before.prompt:
            memory.take(before.prompt)
            changes.append(before.prompt)
        with create("prompters", self.config.fallback, Prompter) as rules:
            for change in rules.prompts_after(tuple(memory.board), _as_segments(fresh)):
                looking = _looking(change, self.config)
                memory.take(looking)
                changes.append(looking)
        return changes


def _as_edit(told: ToldEdit, words: Sequence[Token], memory: Memory, config: LLMConfig) -> Edit | None:
    """An edit as the board takes it; ``None`` for one of a panel that isn't there."""
    said = words[told.first_word : told.last_word + 1]
    heard, number = joined(said), told.number
    edit: Edit
    if told.action == "remove":
        edit = Remove(number=number, heard=heard)
    elif told.action == "move" and told.to is not None:
        edit = Move(number=number, heard=heard, to=told.to)
    elif told.shot is None:
        return None
    elif told.action == "insert":
        edit = Insert(number=number, heard=heard, prompt=_as_prompt(told.shot, said, config))
    elif number <= len(memory.board):
        fresh = _as_prompt(told.shot, said, config)
        before = memory.board[number - 1]
        kept = before.replace(text=fresh.text, shot=fresh.shot, words=(), duration_s=fresh.duration_s)
        edit = Revise(number=number, heard=heard, prompt=kept)
    else:
        return None
    return within(edit, len(memory.board))


def _looking(change: Change, config: LLMConfig) -> Change:
    """What the rules yield, in the style that is wanted. When a changed shot's words were said they can't tell."""
    look = {"style": config.style, "negative_text": config.negative_text}
    match change:
        case Prompt():
            return change.replace(**look)
        case Revise(prompt=prompt):
            return replace(change, prompt=prompt.replace(**look, words=()))
        case Insert(prompt=prompt):
            return replace(change, prompt=prompt.replace(**look))
    return change


def _as_prompt(told: WholeShot, said: Sequence[Token], config: LLMConfig) -> Prompt:
    shot = Shot(**{name: getattr(told, name) for name in Shot.model_fields})
    return Prompt(
        text=shot.picture,
        negative_text=config.negative_text,
        style=config.style,
        heard=joined(said),
        start_s=said[0].start_s,
        end_s=max(word.end_s for word in said),
        duration_s=shot.duration_s,
        shot=shot,
        words=_traced(shot.picture, said),
    )


def _traced(text: str, said: Sequence[Token]) -> tuple[Word, ...]:
    """The words of `text` that were said, and when. Those that the model put in have no time and are left out."""
    written = text.split()
    norms = [normal_form(word) for word in written]
    matcher = SequenceMatcher(None, norms, [word.norm for word in said], autojunk=False)
    return tuple(
        Word(text=written[block.a + step], start_s=word.start_s, end_s=word.end_s)
        for block in matcher.get_matching_blocks()
        for step, word in enumerate(said[block.b : block.b + block.size])
        if word.norm
    )


def _as_segments(words: Sequence[Token]) -> Iterator[Segment]:
    """The words as segments, one a language."""
    start = 0
    for end in range(1, len(words) + 1):
        if end == len(words) or words[end].language != words[start].language:
            part = words[start:end]
            timed = tuple(Word(text=word.text, start_s=word.start_s, end_s=word.end_s) for word in part)
            yield Segment(
                text=joined(part),
                start_s=part[0].start_s,
                end_s=max(word.end_s for word in part),
                words=timed,
                language=part[0].language,
            )
            start = end
