"""A shot while it is being said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final, NamedTuple

from voice2image.prompters._dictation.english import shows
from voice2image.prompters._sentences import Token

__all__ = ["Draft", "Extent"]

_MOST_HEARD: Final = 500  # words, over three minutes of speech; work per edit stays bounded
_MOST_SHOWN: Final = 200  # words, more than any image model reads
_BEGINS: Final = frozenset(("transition",))
_MOST_LINES: Final = 50  # of dialogue, or notes


class Extent(NamedTuple):
    """How much had been said of a shot at one time."""

    shown: int
    lines: int
    fields: dict[str, str]
    words: dict[str, int]
    duration_s: float | None


@dataclass(slots=True)
class Draft:
    """What is known of a shot so far."""

    said: list[Token] = field(default_factory=list)
    heard_from: int = 0
    """How many words of the speech stand before `said`."""
    heard_to: int = 0
    """How many words of the speech have been heard where `said` ends."""
    picture: list[list[Token]] = field(default_factory=list)
    """The words meant for the picture, a list a sentence."""
    fields: dict[str, str] = field(default_factory=dict)
    """What was said of size, angle, move, transition, place, interior, time of day and weather."""
    carried: dict[str, str] = field(default_factory=dict)
    """Place, interior, time of day and weather of the shot before."""
    words: dict[str, list[str]] = field(default_factory=dict)
    """Framings, lens, light, mood, sounds and notes."""
    characters: list[str] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    """What those in it look like, where the picture's own words don't say so."""
    mentions: list[Token] = field(default_factory=list)
    """Words that name somebody without being for the picture: "over Tilly's shoulder"."""
    dialogue: list[str] = field(default_factory=list)
    duration_s: float | None = None
    preamble: bool = False
    """Whether all that was said of it may only have told what the board is for."""
    numbered: bool = False
    """Whether it was announced by its number: "shot two"."""

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to draw."""
        return any(shows(sentence) or not all(map(_is_english, sentence)) for sentence in self.picture)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said of it."""
        return not (self.fields or self.dialogue or self.characters or self.has_picture)

    @property
    def shows_nothing(self) -> bool:
        """Whether nothing was said of it but how it begins: "Cut, we're on the dwarf now"."""
        return self.is_empty or (self.fields.keys() <= _BEGINS and not (self.dialogue or self.has_picture))

    @property
    def shown(self) -> int:
        """How many words the picture holds."""
        return sum(map(len, self.picture))

    @property
    def is_overfull(self) -> bool:
        """Whether it holds more lines than any shot can mean: a long speech, or notes without end."""
        return len(self.dialogue) >= _MOST_LINES or any(len(texts) >= _MOST_LINES for texts in self.words.values())

    def extent(self) -> Extent:
        """How much has been said of it."""
        words = {kind: len(texts) for kind, texts in self.words.items()}
        return Extent(self.shown, len(self.dialogue), dict(self.fields), words, self.duration_s)

    def shrink_to(self, before: Extent) -> None:
        """Forget what was said beside the picture since: a line of dialogue, a note, a move, a duration."""
        del self.dialogue[before.lines :]
        self.words = {kind: texts[: before.words.get(kind, 0)] for kind, texts in self.words.items()}
        self.fields, self.duration_s = dict(before.fields), before.duration_s

    def copy(self) -> Draft:
        """The same shot, to be changed by itself."""
        return replace(
            self,
            said=list(self.said),
            picture=[list(sentence) for sentence in self.picture],
            fields=dict(self.fields),
            carried=dict(self.carried),
            words={kind: list(words) for kind, words in self.words.items()},
            characters=list(self.characters),
            descriptions=dict(self.descriptions),
            mentions=list(self.mentions),
            dialogue=list(self.dialogue),
        )

    def become(self, other: Draft) -> None:
        """Be as another shot is."""
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))

    def hear(self, words: Sequence[Token], begin: int, end: int) -> None:
        """Take in words that this shot comes from, up to what anybody wants to read, if nothing was said between.

        Args:
            words: What was said.
            begin: How many words of the speech stand before them.
            end: And how many where they end.
        """
        if not self.said:
            self.heard_from = self.heard_to = begin
        if self.heard_to == begin:
            self.said += words[: max(0, _MOST_HEARD - len(self.said))]
            self.heard_to = end

    def hear_as(self, other: Draft) -> None:
        """Come from the words that another shot comes from."""
        self.said, self.heard_from, self.heard_to = other.said, other.heard_from, other.heard_to

    def add(self, kind: str, text: str) -> None:
        """Take in a framing, a sound, a note …, once."""
        known = self.words.setdefault(kind, [])
        if text and text not in known:
            known.append(text)

    def setting(self, name: str) -> str | None:
        """Place, interior, time of day or weather: what was said, else what holds from the shot before."""
        said = self.fields.get(name)
        if said is not None:
            return said or None
        if name == "weather" and self.setting("interior") == "int":
            return None
        return self.carried.get(name) or None

    def settings(self) -> dict[str, str]:
        """What the next shot begins with."""
        held = {name: self.setting(name) for name in ("place", "interior", "time_of_day")}
        held["weather"] = self.fields.get("weather", self.carried.get("weather"))  # outside it still rains
        return {name: value for name, value in held.items() if value}

    def cut(self) -> None:
        """Leave out the words of a picture beyond those that can be drawn: edits can't make it grow for ever."""
        room = _MOST_SHOWN
        if self.shown > room:
            for number, sentence in enumerate(self.picture):
                self.picture[number] = sentence[: max(room, 0)]
                room -= len(sentence)
            self.picture = [sentence for sentence in self.picture if sentence]


def _is_english(word: Token) -> bool:
    return word.language in (None, "en")
