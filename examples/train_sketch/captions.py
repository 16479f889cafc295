"""Captions: a :class:`Scene` in the words of somebody who dictates a storyboard."""

from __future__ import annotations

import random
from functools import cache
from typing import Final, Literal

from . import phrases as p
from . import words as w
from .english import american, ing
from .scene import ANGLES, INDOORS, NO_HOURS, NO_WEATHER, NOBODY, Scene
from .subjects import SUBJECTS
from .telling import core_of, counted, hero_of, made_up_word, says_doing, says_feeling

Form = Literal["after", "sentence", "key"]

_WATERSIDE: Final = ("sea", "cliff", "beach", "harbour")
_CLOSE: Final = ("close", "extreme close")


def caption(scene: Scene, rng: random.Random) -> str:
    """Say a scene in one of very many ways.

    What is left unsaid is only what the picture shows when nobody asks for anything: daylight, clear weather,
    a medium shot in flat colour, the subject's own place. Words that the picture ignores (fillers, asides, quality
    words, made-up words) come in between.

    Args:
        scene: What the picture shows.
        rng: Chooses the wording.
    """
    way = rng.random()
    if way < 0.16:
        return _finish(_keywords(scene, rng), rng, dictated=False)
    if way < 0.22 and (scene.time != "day" or scene.place not in NO_HOURS):
        return _finish(_script(scene, rng), rng, dictated=False)
    return _finish(_prose(scene, rng), rng, dictated=True)


def _prose(scene: Scene, rng: random.Random) -> str:
    """A dictated sentence or the noun phrase of a prompt."""
    looks = _looks(scene, rng)
    rng.shuffle(looks)
    before = ""
    marks: list[str] = []
    for of, by_itself in looks:
        if not before and rng.random() < 0.42:
            before = rng.choice(of)
        else:
            marks.append(rng.choice(by_itself))
    opener = "" if before or rng.random() > 0.2 else rng.choice(p.OPENERS)
    core, more = core_of(scene, rng, nominal=bool(before or opener), place=None)
    clauses = _circumstances(scene, rng)
    rng.shuffle(clauses)
    fronted = [c for c in clauses if c[0] == "after"][: rng.choice((1, 1, 2))] if rng.random() < 0.25 else []
    clauses = [*more, *(c for c in clauses if c not in fronted)]
    front = [text for _, text in fronted]
    while marks and rng.random() < 0.45:
        front.insert(0, marks.pop())
    head = " ".join(x for x in (before or opener, core) if x)
    text = ""
    for mark in front:
        text += _begin(mark, text) + rng.choice((", ", ", ", ", ", ". ", ": ") if not text else (", ",))
    text += _begin(head, text)
    for form, clause in (*clauses, *(("key", m) for m in marks)):
        text = _join(text, form, clause, rng)
    return text


def _keywords(scene: Scene, rng: random.Random) -> str:
    """The keywords of a prompt, with or without commas."""
    words = []
    if scene.subject == NOBODY:
        words.append(rng.choice(w.PLACE_WAYS[scene.place].key))
    else:
        hero = hero_of(scene, rng)
        said = counted(scene, hero.noun, rng) if hero.many else hero.noun
        feels, does = says_feeling(scene, rng), says_doing(scene, rng)
        feeling = p.FEELINGS[scene.emotion]
        if feels and rng.random() < 0.5 and not hero.many:
            said = f"{rng.choice([a for a in feeling.adjectives if a not in p.NOT_BEFORE_A_NOUN])} {said}"
        elif feels:
            words.append(rng.choice((*feeling.adjectives, *map(ing, feeling.verbs))))
        if does:
            words.append(ing(rng.choice(p.DOINGS[scene.action])))
        if scene.companion != NOBODY:
            other = rng.choice(SUBJECTS[scene.companion].words)
            where = {"left": "on the left", "right": "on the right", "behind": "in the background"}[scene.side]
            said = f"{said} with {other} {where}"
        if scene.place != SUBJECTS[scene.subject].home or rng.random() < 0.55:
            words.append(rng.choice(w.PLACE_WAYS[scene.place].key))
        rng.shuffle(words)
        words.insert(0, said)
    rest = [text for _, text in _circumstances(scene, rng, ("key",))]
    for _, mark in _looks(scene, rng):
        text = rng.choice(mark)
        if rng.random() < 0.3:
            words.insert(0, text)
        else:
            rest.append(text)
    rng.shuffle(rest)
    return (" " if rng.random() < 0.2 else ", ").join((*words, *rest))


def _script(scene: Scene, rng: random.Random) -> str:
    """A scene heading as in a screenplay, and what is to be seen."""
    inside = "int" if scene.place in INDOORS else "ext"
    heading = f"{inside}. {rng.choice(w.PLACE_WAYS[scene.place].key)} - {rng.choice(w.TIME_WAYS[scene.time].key[:3])}"
    if rng.random() < 0.6:
        heading = heading.upper()
    clauses = _circumstances(scene, rng, time=False)
    marks = [rng.choice(mark) for _, mark in _looks(scene, rng)]
    text = heading + rng.choice((". ", ", ", ": "))
    if marks and rng.random() < 0.5:
        text += marks.pop() + rng.choice((", ", ". ", ": "))
    if scene.subject != NOBODY:
        core, more = core_of(scene, rng, nominal=rng.random() < 0.3, place=False)
        text += _begin(core, text)
        clauses = [*more, *clauses]
    else:
        text = text.rstrip(" ,.:")
    for form, clause in (*clauses, *(("key", m) for m in marks)):
        text = _join(text, form, clause, rng)
    return text


def _begin(text: str, before: str) -> str:
    return text[:1].upper() + text[1:] if before.endswith(". ") else text


def _join(text: str, form: str, clause: str, rng: random.Random) -> str:
    if form == "sentence":
        joint = rng.choice((", ", ", ", ", and ", ". ", ". "))
    elif form == "after":
        joint = rng.choice((" ", " ", ", "))
    else:
        joint = ", "
    return f"{text}{joint}{_begin(clause, joint)}"


def _looks(scene: Scene, rng: random.Random) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Size, angle and style where they need saying: their words before a noun, and by themselves."""
    looks = []
    usual = "wide" if scene.subject == NOBODY else "medium"
    if scene.size != usual or rng.random() < 0.45:
        of, marks = w.SIZE_OF[scene.size], w.SIZE_MARKS[scene.size]
        if scene.subject == NOBODY or SUBJECTS[scene.subject].kind != "person":
            of, marks = _without_body(of), _without_body(marks)
        looks.append((of, marks))
    angle = scene.angle
    if scene.size in _CLOSE and rng.random() < 0.03:
        angle = rng.choice(ANGLES)  # asked for, but a close-up doesn't show it
    if angle != "level" or rng.random() < 0.03:
        looks.append((w.ANGLE_OF[angle], w.ANGLE_MARKS[angle]))
    if scene.style != "colour" or rng.random() < 0.22:
        looks.append((w.STYLE_OF[scene.style], w.STYLE_MARKS[scene.style]))
    return looks


@cache
def _without_body(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases that fit what has no waist or shoulders."""
    return tuple(x for x in phrases if not any(b in x for b in ("waist", "shoulders", "headshot", "face")))


@cache
def _without_sun(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The words for daytime that suit bad weather."""
    return tuple(x for x in phrases if "sun" not in x and "bright" not in x)


def _circumstances(
    scene: Scene, rng: random.Random, forms: tuple[Form, ...] = ("after", "after", "sentence", "key"), time: bool = True
) -> list[tuple[str, str]]:
    """Time and weather where they need saying, each with its grammatical form."""
    clauses: list[tuple[str, str]] = []
    fixed = scene.place in NO_HOURS
    if time and rng.random() < (0.12 if fixed else 1.0 if scene.time != "day" else 0.33):
        form = rng.choice(forms)
        hour = scene.time
        if scene.style in ("pencil", "ink") and rng.random() < 0.2 and not fixed:
            hour = {"day": "dawn", "night": "sunset"}[hour]  # black and white has two hours only
        ways = _ways(w.TIME_WAYS[hour], form)
        clauses.append((form, rng.choice(ways if hour != "day" or scene.weather == "clear" else _without_sun(ways))))
    form = rng.choice(forms)
    said = rng.choice(_ways(w.WEATHER_WAYS[scene.weather], form))
    if scene.place not in _WATERSIDE:
        said = said.removesuffix(" from the sea")
    sunbeams = scene.place == "forest" and scene.weather == "clear" and scene.time in ("dawn", "day")
    if sunbeams and rng.random() < 0.2:
        clauses.append(("key", rng.choice(w.SUNBEAMS)))
    elif scene.weather == "clear" and scene.place in _WATERSIDE and rng.random() < 0.15:
        clauses.append(("sentence", rng.choice(w.CALM_SEA)))
    elif scene.place in NO_WEATHER:
        if scene.place in INDOORS[:3] and rng.random() < 0.05:
            outside = rng.choice(("rain", "storm", "snow", "fog"))
            clauses.append(("sentence", f"{rng.choice(w.WEATHER_WAYS[outside].sentence)} outside"))  # not to be seen
    elif scene.weather != "clear" or rng.random() < 0.12:
        clauses.append((form, said))
        if scene.weather == "storm" and scene.place in _WATERSIDE and rng.random() < 0.15:
            clauses.append(("key", rng.choice(w.ROUGH_SEA)))
    return clauses


def _ways(ways: w.Ways, form: Form) -> tuple[str, ...]:
    return ways.after if form == "after" else ways.sentence if form == "sentence" else ways.key


def _finish(text: str, rng: random.Random, dictated: bool) -> str:
    """The words that change nothing, spelling, capitals and full stops."""
    if dictated and rng.random() < 0.3:
        filler = rng.choice(p.FILLERS)
        joint = rng.choice((", ", ", ", ". ", " "))
        text = f"{filler}{joint}{_begin(text, joint)}"
    room = 24 - text.count(" ")
    if dictated and room > 0 and rng.random() < 0.12:
        joint = rng.choice((", ", ". "))
        text = f"{text}{joint}{_begin(rng.choice(p.ASIDES), joint)}"
    if room > 0 and rng.random() < 0.05:
        pieces = text.split()
        gaps = [i for i, piece in enumerate(pieces, 1) if piece[-1] in ",.:"]  # not in the middle of a phrase
        pieces.insert(rng.choice((0, len(pieces), *gaps)), made_up_word(rng))
        text = " ".join(pieces)
    if room > 0 and rng.random() < (0.15 if dictated else 0.4):
        for gloss in rng.sample(p.GLOSS, rng.choice((1, 1, 2))):
            text = f"{text}, {gloss}"
    if rng.random() < 0.45:
        text = american(text)
    way = rng.random()
    if way < 0.12:  # as a speech recogniser writes that knows no punctuation
        return text.lower().replace(" - ", " ").translate(_UNMARKED)
    if way < 0.6:
        text = text[0].upper() + text[1:]
    return f"{text}." if dictated and rng.random() < 0.55 else text


_UNMARKED: Final = str.maketrans("", "", ",.:")
