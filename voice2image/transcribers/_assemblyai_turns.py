"""AssemblyAI's turns as hypotheses: words that were confirmed stay, also when the line broke amid a turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from voice2image.transcribers._placing import place
from voice2image.transcribers.streaming import Hypothesis
from voice2image.transcript import Segment, Word

if TYPE_CHECKING:
    from assemblyai.streaming.v3 import TurnEvent

__all__ = ["Turns"]


class Turns:
    """Takes in what the service tells of turns, in the recording's time.

    Args:
        formatted: Whether each turn comes once more with punctuation and capitals once it is over.
        language: What is spoken, if that is known.
    """

    def __init__(self, *, formatted: bool, language: str | None) -> None:
        self._formatted, self._language = formatted, language
        self._number = 0
        self._order: int | None = None
        self._words: list[Word] = []
        self._confirmed = 0
        self.heard_s = 0.0
        """Up to here the recording is settled."""

    def take(self, event: TurnEvent, base_s: float, sound_s: float) -> Iterator[Hypothesis]:
        """What a turn so far comes to.

        Args:
            event: The service's.
            base_s: When its session began, in the recording.
            sound_s: How much of the recording there is.
        """
        if self._order is not None and event.turn_order != self._order:
            yield from self.settle(sound_s)  # its formatted words never came
        if not event.words:
            return
        self._order = event.turn_order
        self._language = event.language_code or self._language
        told = [_word(word, base_s) for word in event.words]
        final = sum(1 for word in event.words if word.word_is_final)
        if event.end_of_turn:
            final = len(told)
        self._words = [*self._kept(told), *told[self._confirmed :]]
        self._confirmed = max(self._confirmed, min(final, len(self._words)))
        if event.end_of_turn and (event.turn_is_formatted or not self._formatted):
            yield from self.settle(sound_s)
        else:
            yield self._hypothesis(self._words, self._confirmed, sound_s, final=False)

    def settle(self, sound_s: float) -> Iterator[Hypothesis]:
        """End the turn under way with the words that are sure; the others are to be heard again."""
        words = self._words[: self._confirmed]
        self._order, self._words, self._confirmed = None, [], 0
        if words:
            hypothesis = self._hypothesis(words, len(words), sound_s, final=True)
            self._number += 1
            self.heard_s = hypothesis.segment.end_s
            yield hypothesis

    def _kept(self, told: Sequence[Word]) -> list[Word]:
        """The confirmed words, in the wording of now where that is only another spelling."""
        sure = self._words[: self._confirmed]
        if len(told) < len(sure):
            return sure
        return [new if _bare(new.text) == _bare(old.text) else old for old, new in zip(sure, told, strict=False)]

    def _hypothesis(self, words: Sequence[Word], confirmed: int, sound_s: float, *, final: bool) -> Hypothesis:
        segment = Segment(
            text=" ".join(word.text for word in words),
            start_s=words[0].start_s,
            end_s=max(words[0].start_s, words[-1].end_s),
            words=tuple(words),
            confidence=min((word.confidence for word in words if word.confidence is not None), default=None),
            language=self._language,
        )
        segment = place(segment, 0.0, self.heard_s, sound_s)
        return Hypothesis(utterance=self._number, segment=segment, confirmed=confirmed, final=final)


def _word(told: object, base_s: float) -> Word:
    start_s = base_s + max(0, told.start) / 1000  # type: ignore[attr-defined]
    end_s = max(start_s, base_s + told.end / 1000)  # type: ignore[attr-defined]
    confidence = min(max(told.confidence, 0.0), 1.0)  # type: ignore[attr-defined]
    return Word(text=told.text, start_s=start_s, end_s=end_s, confidence=confidence)  # type: ignore[attr-defined]


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
