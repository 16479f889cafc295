"""Captions: a :class:`Scene` in the words of somebody who dictates a storyboard."""

from __future__ import annotations

import random
from typing import Final

from . import words as w
from .scene import NOBODY, PEOPLE, SUBJECTS, Scene

_WATERSIDE: Final = ("sea", "cliff", "beach")
_DAYLIGHT: Final = ("dawn", "day")


def caption(scene: Scene, rng: random.Random) -> str:
    """Say a scene in one of very many ways.

    What is left unsaid is only what the picture shows when nobody asks for anything: daylight, clear weather,
    a medium shot, the subject's own place. Words that the picture ignores (fillers, asides, styles, made-up words)
    come in between.

    Args:
        scene: What the picture shows.
        rng: Chooses the wording.
    """
    clauses = _circumstances(scene, rng)
    rng.shuffle(clauses)
    core = _core(scene, rng)
    fronted = [clauses.pop()] if clauses and rng.random() < 0.2 else []
    parts = [*fronted, core, *clauses]
    text = _with_size(scene, parts, rng)
    return _spoken(text, rng)


def made_up_word(rng: random.Random) -> str:
    """A word that means nothing, to teach the encoder to pass over what it doesn't know."""
    return "".join(
        rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiouy") + rng.choice(("", "", "n", "r", "s", "t", "l"))
        for _ in range(rng.randint(1, 3))
    )


def _article(noun: str, rng: random.Random) -> str:
    a = "an" if noun[0] in "aeiou" else "a"
    return f"{rng.choice((a, a, a, 'the', 'the', 'one', 'our', 'this'))} {noun}"


def _core(scene: Scene, rng: random.Random) -> str:
    if scene.subject == NOBODY:
        place = rng.choice(w.PLACE_NOUNS[scene.place])
        if rng.random() < 0.07:
            return f"{_article(made_up_word(rng), rng)} {rng.choice(w.PLACE_PHRASES[scene.place])}"
        return place
    noun = rng.choice(w.SUBJECT_WORDS[scene.subject])
    if rng.random() < 0.15:
        noun = f"{rng.choice(w.ADJECTIVES)} {noun}"
    said = _article(noun, rng) if rng.random() < 0.9 else noun
    if scene.subject in w.PRONOUNS and rng.random() < 0.1:
        said = w.PRONOUNS[scene.subject] if scene.subject != "sailor" else said
    elif scene.subject in PEOPLE and scene.size == "close" and rng.random() < 0.4:
        said = rng.choice(w.FACES).format(said)
    if said in ("she", "he") or rng.random() < 0.35:
        said = f"{said} {rng.choice(_actions(scene.subject))}"
    if scene.place != SUBJECTS[scene.subject].home or rng.random() < 0.55:
        said = f"{said} {rng.choice(w.PLACE_PHRASES[scene.place])}"
    return said


def _actions(subject: str) -> tuple[str, ...]:
    if subject == "rider":
        return w.RIDER_ACTIONS
    if subject in PEOPLE:
        return w.PERSON_ACTIONS
    names = list(SUBJECTS)
    return w.ANIMAL_ACTIONS if names.index(subject) < names.index("lighthouse") else w.THING_ACTIONS


def _circumstances(scene: Scene, rng: random.Random) -> list[str]:
    clauses = []
    sunbeams = scene.place == "forest" and scene.weather == "clear" and scene.time in _DAYLIGHT
    if scene.time != "day" or rng.random() < 0.4:
        clauses.append(rng.choice(w.TIME_PHRASES[scene.time]))
    if sunbeams and rng.random() < 0.25:
        clauses.append(rng.choice(w.SUNBEAMS))
    elif scene.weather == "clear" and scene.place in _WATERSIDE and rng.random() < 0.3:
        clauses.append(rng.choice(w.CALM_SEA))
    elif scene.weather == "storm" and scene.place in _WATERSIDE and rng.random() < 0.2:
        clauses.append(f"{rng.choice(w.WEATHER_PHRASES['storm'])}, {rng.choice(w.ROUGH_SEA)}")
    elif scene.weather != "clear" or rng.random() < 0.12:
        clauses.append(rng.choice(w.WEATHER_PHRASES[scene.weather]))
    if scene.angle == "low":
        clauses.append(rng.choice(w.LOW_ANGLE))
    return clauses


def _with_size(scene: Scene, parts: list[str], rng: random.Random) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += rng.choice((", ", " ", ", ", ", and ")) + part
    usual = "wide" if scene.subject == NOBODY else "medium"
    if scene.size == usual and rng.random() < 0.5:
        return text
    way = rng.random()
    if way < 0.45:
        return f"{rng.choice(w.SIZE_PHRASES[scene.size])} {text}"
    mark = rng.choice(w.SIZE_MARKS[scene.size])
    return f"{mark}{rng.choice((', ', '. ', ': ', ' '))}{text}" if way < 0.75 else f"{text}, {mark}"


def _spoken(text: str, rng: random.Random) -> str:
    if rng.random() < 0.3:
        text = f"{rng.choice(w.FILLERS)}{rng.choice((' ', ', '))}{text}"
    if rng.random() < 0.15:
        text = f"{text}{rng.choice((', ', '. '))}{rng.choice(w.ASIDES)}"
    if rng.random() < 0.08:
        spot = rng.randrange(len(text.split()) + 1)
        pieces = text.split()
        text = " ".join([*pieces[:spot], made_up_word(rng), *pieces[spot:]])
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        text = f"{text}, {rng.choice(w.STYLES)}"
    if rng.random() < 0.4:
        text = text[0].upper() + text[1:]
    return text + "." if rng.random() < 0.4 else text
