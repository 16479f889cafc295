"""A prompt in the words and the order that a family of image models understands.

A prompt without a shot stays as it is, with its style behind it. Of a shot, what its text doesn't say yet is added:
framing, angle, lens, place, hour, weather, light and mood, each family in its own order. Camera moves, transitions,
dialogue, sound and notes are no matter of one picture and never get in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from voice2image import _shot_words as w
from voice2image._shot_words import says
from voice2image.families import Family
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.styles import Style, find_style, nearest_style

__all__ = ["Phrased", "phrase"]

Part = Literal["picture", "place", "time", "weather", "light", "mood", "size", "angle", "framing", "lens", "style"]

# OpenCLIP follows the beginning of a prompt most, and a subject more than a framing; CLIP's smaller model needs the
# framing told first; `sketch` was taught captions that begin with it.
TEMPLATES: Final[Mapping[Family, tuple[Part, ...]]] = {
    "sd2": ("picture", "place", "time", "weather", "light", "mood", "size", "angle", "framing", "lens", "style"),
    "sd1": ("size", "angle", "framing", "picture", "place", "time", "weather", "light", "mood", "lens", "style"),
    "turbo": ("picture", "place", "time", "weather", "light", "size", "angle", "style"),
    "sketch": ("size", "angle", "picture", "place", "time", "weather", "style"),
}
WHY_LEFT_OUT: Final[Mapping[Family, str]] = {
    "sd2": "it means nothing in a single picture",
    "sd1": "it means nothing in a single picture",
    "turbo": "turbo models want short prompts",
    "sketch": "the model wasn't taught it",
}


@dataclass(frozen=True, slots=True)
class Phrased:
    """What a model is to be given."""

    text: str
    negative_text: str = ""
    notes: tuple[str, ...] = ()
    """What a user should know: words left out, and why."""


def phrase(prompt: Prompt, family: Family) -> Phrased:
    """Word a prompt for a family of models.

    Args:
        prompt: its `style` is the name of a style or free words; every word of its `text` is kept.
        family: how the model reads.
    """
    style = find_style(prompt.style)
    words = style.worded(family) if style else prompt.style
    text, notes = prompt.replace(style=words).full_text, []
    if prompt.shot is not None:
        text, left_out = _assembled(prompt.text, prompt.shot, words, family)
        if left_out:
            notes.append(f"left out, since {WHY_LEFT_OUT[family]}: {', '.join(left_out)}")
    if near := nearest_style(prompt.style):
        notes.append(f'"{prompt.style}" is no style of ours and was taken as words; did you mean "{near.name}"?')
    negative_text = _negative(prompt, style, family)
    if prompt.negative_text and not negative_text:
        notes.append(f"turbo models take no negative text, so it had no effect: {prompt.negative_text}")
    return Phrased(text, negative_text, tuple(notes))


def _assembled(picture: str, shot: Shot, style: str, family: Family) -> tuple[str, list[str]]:
    """The text as the family's template has it, and what has no place in it."""
    parts: dict[Part, list[str]] = {"picture": [picture], "style": [style]}
    left_out = []
    text = picture.lower()
    for part, said, worded in _wordings(shot, text, family):
        if worded and says(text, rf"(?<!\w){re.escape(worded.lower())}(?!\w)"):
            continue
        if worded and part in TEMPLATES[family]:
            parts.setdefault(part, []).append(worded)
        else:
            left_out.append(said)
    return _joined([each for part in TEMPLATES[family] for each in parts.get(part, ())]), left_out


def _wordings(shot: Shot, text: str, family: Family) -> Iterator[tuple[Part, str, str | None]]:
    """What `text`, in small letters, doesn't say yet: the part, how the shot calls it, and its words if there are."""
    sketch = family == "sketch"
    sizes, angles = (w.SKETCH_SIZE, w.SKETCH_ANGLE) if sketch else (w.SIZE, w.ANGLE)
    if shot.size and not says(text, w.SIZE_SAID[shot.size]):
        yield "size", sizes[shot.size], sizes[shot.size]
    if shot.angle and not says(text, w.ANGLE_SAID[shot.angle]):
        yield "angle", w.ANGLE[shot.angle], angles[shot.angle]
    yield from (("framing", *framing) for framing in _framings(shot, text))
    yield from (("lens", *lens) for lens in _lenses(shot, text))
    if where := _place(shot, text, sketch=sketch):
        yield "place", where, where
    if shot.time_of_day and not says(text, w.TIME_SAID[shot.time_of_day]):
        yield "time", w.TIME[shot.time_of_day], w.TIME[shot.time_of_day]
    if shot.weather and not says(text, w.WEATHER_SAID[shot.weather]):
        yield from (("weather", *weather) for weather in _weather(shot.interior, shot, sketch=sketch))
    yield from (("light", light, light) for light in shot.light if not _mentions(text, light))
    for mood in shot.mood:
        if not _mentions(text, mood):
            yield "mood", mood, mood if " " in mood.strip() else f"{mood} mood"


def _framings(shot: Shot, text: str) -> Iterator[tuple[str, str | None]]:
    for framing in shot.framing:
        if not (says(text, w.FRAMING_SAID.get(framing, r"(?!)")) or _mentions(text, framing)):
            yield framing, w.FRAMING.get(framing, framing)


def _lenses(shot: Shot, text: str) -> Iterator[tuple[str, str]]:
    for lens in shot.lens:
        worded = next((words for pattern, words in w.LENS if says(lens.lower(), pattern)), lens)
        if worded and not (_mentions(text, lens) or _mentions(text, worded)):
            yield lens, worded


def _place(shot: Shot, text: str, *, sketch: bool) -> str:
    """Where it is, as far as the text doesn't say so."""
    named = (shot.place or "").strip()
    place = "" if _mentions(text, named) else named
    known = f"{text} {named.lower()}"
    if shot.interior == "int" and not says(known, w.INDOORS_SAID):
        if sketch:  # to it "indoors" is a place, a living room
            return place or ("" if named else "indoors")
        return f"{place} interior" if place else "interior"
    if shot.interior == "ext" and not (named or sketch or says(text, w.OUTDOORS_SAID)):
        return "outdoors"
    return place


def _weather(interior: str | None, shot: Shot, *, sketch: bool) -> Iterator[tuple[str, str | None]]:
    assert shot.weather is not None
    if interior != "int":
        yield shot.weather, (w.SKETCH_WEATHER if sketch else w.WEATHER)[shot.weather]
    elif outside := w.OUTSIDE[shot.weather]:
        yield outside, None if sketch else outside


def _negative(prompt: Prompt, style: Style | None, family: Family) -> str:
    """The prompt's negative words and the style's; of these none that the prompt asks for."""
    if family == "turbo":
        return ""
    asked, said = prompt.text.lower(), prompt.negative_text.lower()
    own = [each.strip() for each in style.avoided(family).split(",")] if style else []
    extra = [each for each in own if each and not _mentions(asked, each) and not _mentions(said, each)]
    return ", ".join(([prompt.negative_text] if prompt.negative_text else []) + extra)


def _joined(pieces: list[str]) -> str:
    """Pieces with a comma between; a full stop before one gives way to it."""
    pieces = [piece for piece in pieces if piece]
    return ", ".join([*(piece.rstrip(" .,;") or piece for piece in pieces[:-1]), *pieces[-1:]])


_WORD = re.compile(r"[^\W_]+")


def _mentions(text: str, phrase: str) -> bool:
    """Whether `text`, in small letters, has every word of `phrase`; a plural is as good as its singular."""
    if not phrase.isascii():  # not every script has spaces between its words
        return phrase.lower() in text
    there = {word.removesuffix("s") for word in _WORD.findall(text)}
    return all(word.removesuffix("s") in there for word in _WORD.findall(phrase.lower()))
