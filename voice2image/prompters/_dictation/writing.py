"""A shot as a prompt: its words put together, and what is known of who is in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from voice2image.prompt import Prompt
from voice2image.prompters._dictation.cast import Cast
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._sentences import Token, joined, sentences, tokens
from voice2image.shot import Shot
from voice2image.transcript import Segment

__all__ = ["draft_of", "prompt_of"]

_LOOSE: Final = frozenset(
    "and then but so or of with at to a an the is it's its we just also because that as by in on from for".split()
)
_LOOSE_STARTS: Final = frozenset("and then but so or of is where as to that".split())
_OWN: Final = ("size", "angle", "move", "transition")
_CARRIED: Final = ("interior", "place", "time_of_day", "weather")
_LISTS: Final = ("framing", "lens", "light", "mood", "sound", "notes")
_EDGES: Final = " ,;:—-.…、。"


def prompt_of(draft: Draft, cast: Cast, *, style: str, negative_text: str) -> Prompt:
    """Write the prompt of a shot. Who is in it, and what they look like then, is noted in the draft."""
    text, used = _written(draft.picture)
    if not draft.characters or not draft.descriptions:
        members = cast.named_in([*draft.mentions, *used])
        draft.characters += [each.name for each in members if each.name not in draft.characters]
        draft.descriptions |= {each.name: each.description for each in members if each.description}
    for name, description in draft.descriptions.items():
        if description and not _says(text, description):
            text += f". {name}: {description}"
    said = draft.said
    return Prompt.model_validate(  # one call checks all of it, many times faster than word by word
        {
            "text": text,
            "style": style,
            "negative_text": negative_text,
            "heard": joined(said),
            "start_s": said[0].start_s if said else 0.0,
            "end_s": max((token.end_s for token in said), default=0.0),
            "duration_s": draft.duration_s,
            "shot": _shot(draft, text),
            "words": [{"text": word.text, "start_s": word.start_s, "end_s": word.end_s} for word in used],
        }
    )


def draft_of(prompt: Prompt) -> Draft:
    """A shot that another prompter wrote, as one that can be edited."""
    shot = prompt.shot or Shot()
    known = {name: getattr(shot, name) for name in (*_OWN, *_CARRIED)}
    return Draft(
        said=_timed(prompt, prompt.heard),
        picture=[list(each.tokens) for each in sentences(_timed(prompt, prompt.text), max_pause_s=math.inf)],
        fields={name: value for name, value in known.items() if value},
        words={name: list(getattr(shot, name)) for name in _LISTS},
        characters=list(shot.characters),
        dialogue=[shot.dialogue] if shot.dialogue else [],
        duration_s=prompt.duration_s,
    )


def _timed(prompt: Prompt, text: str) -> list[Token]:
    """A text's words, spread over the time in which the prompt's were said."""
    return list(tokens([Segment(text=text, start_s=prompt.start_s, end_s=max(prompt.start_s, prompt.end_s))]))


def _shot(draft: Draft, text: str) -> dict[str, Any]:
    """The fields of a :class:`~voice2image.shot.Shot`."""
    return {
        **{name: draft.fields.get(name) for name in _OWN},
        **{name: draft.setting(name) for name in _CARRIED},
        **draft.words,
        "characters": draft.characters,
        "dialogue": " ".join(draft.dialogue),
        "duration_s": draft.duration_s,
        "picture": text,
    }


def _says(text: str, description: str) -> bool:
    """Whether a text holds all words of a description already."""
    have = _words(text)
    return _words(description) <= have


def _words(text: str) -> set[str]:
    return set(text.lower().replace(",", " ").replace(".", " ").split())


def _written(picture: Sequence[Sequence[Token]]) -> tuple[str, list[Token]]:
    """Sentences of tokens as text, and the tokens in it: capitals at the start, stops between, none at the end."""
    text, used = "", []
    for sentence in picture:
        words = _trimmed(sentence)
        part = joined(words).strip(_EDGES)
        if part:
            stop = "" if not text else ". " if words[0].spaced or _is_english(words[0]) else "。"
            text += stop + part[:1].upper() + part[1:]
            used += words
    return text, used


def _trimmed(words: Sequence[Token]) -> list[Token]:
    """Without words that only joined the picture to what was taken out of it."""
    begin, end = 0, len(words)
    while begin < end:
        if words[begin].norm in _LOOSE_STARTS and _is_english(words[begin]):
            begin += 1
        elif words[end - 1].norm in _LOOSE and not words[end - 1].ends_clause and _is_english(words[end - 1]):
            end -= 1
        else:
            break
    return [
        word
        for place, word in enumerate(words[begin:end], begin)
        if word.norm or place == begin or not words[place - 1].ends_clause
    ]


def _is_english(word: Token) -> bool:
    return word.language in (None, "en")
