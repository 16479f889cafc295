"""Which words of a growing hypothesis can be relied on: those that two in a row agree on, a moment later.

Local agreement, after Liu, Spanakis & Niehues 2020 ("Low-Latency Sequence-to-Sequence Speech Recognition and
Translation by Partial Hypothesis Selection") and Macháček, Dabre & Bojar 2023 ("Turning Whisper into Real-Time
Transcription System").
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from voice2image.transcript import Word

__all__ = ["SENTENCE_ENDS", "Agreement"]

SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")
LOST_WORDS = 3
LIKELY = 0.5
"""So many words, so likely each on the average, that were heard once and not again, are a stretch that was lost."""


class Agreement:
    """The words of one utterance, the first of which are confirmed.

    Args:
        margin_s: So near to the end of the sound, no word is confirmed: what follows decides how it is heard.
        earliest_s: Nor before so much was heard.
    """

    def __init__(self, margin_s: float, earliest_s: float) -> None:
        self._margin_s, self._earliest_s = margin_s, earliest_s
        self.confirmed: list[Word] = []
        self._before: Sequence[Word] = ()
        self._latest: list[Word] = []

    def renew(self, words: Sequence[Word], end_s: float) -> list[Word]:
        """Take in a new hypothesis of all sound until `end_s`; returns all words, the confirmed ones first."""
        fresh = self._beyond(words)
        agreed = sum(word.end_s <= end_s - self._margin_s for word in fresh[: _common(fresh, self._before)])
        self.confirmed += fresh[:agreed]
        self._before = fresh[agreed:] if end_s >= self._earliest_s else ()
        self._latest = [*self.confirmed, *fresh[agreed:]]
        return self._latest

    def settle(self, words: Sequence[Word], end_s: float) -> list[Word]:
        """Take in the last hypothesis, of the sound until `end_s`, and return the words that the utterance came to.

        Its times, punctuation and capitals hold, and confirmed words stay. Where it is silent over a stretch that was
        full of words before, those are kept: a model that hears with care leaves out a sentence at times.
        """
        self.confirmed = [word for word in self.confirmed if word.end_s <= end_s]
        kept = _common(words, self.confirmed)
        if words and kept == len(words) == len(self.confirmed) and not words[-1].text.endswith(SENTENCE_ENDS):
            # Cut where a sentence was heard to end: it does, though with what follows in the ear it may not seem so.
            words = [*words[:-1], words[-1].replace(text=self.confirmed[-1].text)]
        if kept == len(self.confirmed):
            settled = list(words)
        else:
            settled = [*words[:kept], *self.confirmed[kept:], *self._beyond(words)]
        return _without_gaps(settled, [word for word in self._latest if word.end_s <= end_s])

    def _beyond(self, words: Sequence[Word]) -> list[Word]:
        """Those of a hypothesis that come after the confirmed ones."""
        count = _common(words, self.confirmed)
        if count == len(self.confirmed):
            return list(words[count:])
        # It reads a confirmed word otherwise: where the rest begins, its times must tell.
        end_s = self.confirmed[-1].end_s
        return [word for word in words[count:] if (word.start_s + word.end_s) / 2 > end_s]


def _common(left: Sequence[Word], right: Sequence[Word]) -> int:
    """How many words two hypotheses begin with alike."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if _bare(one.text) != _bare(other.text):
            break
        count += 1
    return count


def _without_gaps(words: list[Word], before: Sequence[Word]) -> list[Word]:
    """Words with those of an earlier hypothesis in the gaps between them."""
    edges = [0.0, *(time for word in words for time in (word.start_s, word.end_s)), math.inf]
    filled: list[Word] = []
    for number, (start_s, end_s) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        lost = [word for word in before if start_s <= word.start_s and word.end_s <= end_s]
        if len(lost) >= LOST_WORDS and sum(word.confidence or 0.0 for word in lost) >= LIKELY * len(lost):
            filled += lost
        filled += words[number : number + 1]
    return filled


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold() or text
