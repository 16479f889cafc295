"""A shot while it is being said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voice2image.prompters._english import content
from voice2image.prompters._sentences import Token, joined

__all__ = ["Draft", "written"]


@dataclass(slots=True)
class Draft:
    """What is known of a shot so far."""

    said: list[Token] = field(default_factory=list)
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

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to draw."""
        return any(content(sentence) or any(w.language not in (None, "en") for w in sentence) for sentence in self.picture)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said of it."""
        return not (self.has_picture or self.fields or self.dialogue or self.characters)

    def copy(self) -> Draft:
        """The same shot, to be changed by itself."""
        return replace(
            self,
            said=list(self.said), picture=[list(sentence) for sentence in self.picture], fields=dict(self.fields),
            carried=dict(self.carried), words={kind: list(words) for kind, words in self.words.items()},
            characters=list(self.characters), descriptions=dict(self.descriptions), dialogue=list(self.dialogue), mentions=list(self.mentions),
        )  # fmt: skip

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


_LOOSE = frozenset("and then but so or of with at to a an the is it's its we just also because that as by in on from for".split())
_LOOSE_STARTS = frozenset("and then but so or of is where as to that".split())


def written(picture: Sequence[Sequence[Token]]) -> tuple[str, list[Token]]:
    """Sentences of tokens as text, and the tokens that are in it: capitals at the start, stops between, none at the end."""
    text, used = "", []
    for sentence in picture:
        words = _trimmed(list(sentence))
        part = joined(words).strip(" ,;:—-.…、。")
        if part:
            stop = "" if not text else ". " if words[0].spaced or words[0].language in (None, "en") else "。"
            text += stop + part[:1].upper() + part[1:]
            used += words
    return text, used


def _trimmed(words: list[Token]) -> list[Token]:
    """Without words that only joined the picture to what was taken out of it."""
    changed = True
    while changed and words:
        changed = False
        if words[0].norm in _LOOSE_STARTS and words[0].language in (None, "en"):
            words, changed = words[1:], True
        elif words[-1].norm in _LOOSE and not words[-1].ends_clause and words[-1].language in (None, "en"):
            words, changed = words[:-1], True
    return [
        word for place, word in enumerate(words)
        if word.norm or place == 0 or not words[place - 1].ends_clause
    ]
