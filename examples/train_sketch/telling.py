"""Who does what where: the heart of a caption."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from . import phrases as p
from . import words as w
from .english import OBJECT, POSSESSIVE, article, ing, is_mass, is_plural, past, plural, pronoun, third
from .scene import ACTIONS, EMOTIONS, NOBODY, Scene
from .subjects import SUBJECTS

_RIDES: Final = ("horse", "rider")
_CLOSE: Final = ("close", "extreme close")


@dataclass
class Hero:
    """What the picture is about, as this caption calls it."""

    noun: str
    """Without an article; a plural if there are several."""
    many: bool
    she: str
    """The pronoun."""
    person: bool


def made_up_word(rng: random.Random) -> str:
    """A word that means nothing, to teach the encoder to pass over what it doesn't know."""
    return "".join(
        rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiouy") + rng.choice(("", "", "n", "r", "s", "t", "l"))
        for _ in range(rng.randint(2, 3))
    )


def hero_of(scene: Scene, rng: random.Random) -> Hero:
    subject = SUBJECTS[scene.subject]
    words = subject.words
    noun = words[0] if rng.random() < 0.25 else rng.choice(words)
    if scene.count > 1 and is_mass(noun):
        noun = next((n for n in words if not is_mass(n)), noun)
    she = pronoun(noun)
    if subject.kind != "person":
        she = "it"
    elif she == "they":
        she = next((s for s in map(pronoun, words) if s != "they"), rng.choice(("he", "she", "they")))
    many = scene.count > 1 or is_plural(noun)
    if scene.count > 1:
        noun = plural(noun)
    return Hero(noun, many, "they" if many else she, subject.kind == "person")


def counted(scene: Scene, noun: str, rng: random.Random) -> str:
    """The noun with an article or a number."""
    if scene.count > 1:
        return rng.choice(p.SUBJECT_MANY[scene.count]).format(noun)
    way = rng.random()
    if way < 0.62 or is_mass(noun):
        return article(noun)
    if way < 0.88:
        return f"the {noun}"
    if way < 0.93:
        return noun
    return f"{rng.choice(('these', 'our') if is_plural(noun) else ('one', 'our', 'this', 'a single'))} {noun}"


def says_feeling(scene: Scene, rng: random.Random) -> bool:
    if SUBJECTS[scene.subject].kind != "person":
        return False
    return scene.emotion != "calm" or rng.random() < 0.07


def says_doing(scene: Scene, rng: random.Random) -> bool:
    if SUBJECTS[scene.subject].kind != "person":
        return False
    return scene.action != "stands" or rng.random() < 0.15


def _verb(verb: str, many: bool, rng: random.Random, nominal: bool) -> str:
    """A verb behind its subject."""
    if nominal or rng.random() < 0.3:
        return ing(verb)
    way = rng.random()
    if way < 0.45:
        return verb if many else third(verb)
    if way < 0.93:
        return f"{'are' if many else 'is'} {ing(verb)}"
    return past(verb)


def core_of(scene: Scene, rng: random.Random, nominal: bool, place: bool | None) -> tuple[str, list[tuple[str, str]]]:
    """Who does what where, and what else is said of them; `nominal` wants a noun phrase, not a sentence."""
    spot = w.PLACE_WAYS[scene.place]
    if scene.subject == NOBODY:
        empty = [("sentence", rng.choice(("nobody is there", "no one around")))] if rng.random() < 0.04 else []
        return rng.choice(spot.noun), empty
    hero = hero_of(scene, rng)
    more: list[tuple[str, str]] = []
    verb, after, adjective = "", "", ""
    along = False
    feels, does = says_feeling(scene, rng), says_doing(scene, rng)
    emotion, action = scene.emotion, scene.action
    if hero.person and not feels and scene.size == "wide" and rng.random() < 0.04:
        emotion, feels = rng.choice(EMOTIONS), True  # asked for, but too small to see
    if hero.person and scene.size in _CLOSE and rng.random() < 0.04:
        action, does = rng.choice(ACTIONS), True  # asked for, but outside the picture
    face = hero.person and scene.size == "close" and rng.random() < 0.25
    tied = scene.companion != NOBODY or face
    if does:
        doing = rng.choice(p.DOINGS[action])
        if face or rng.random() < 0.2:
            more.append(("sentence", _clause(hero, doing, rng)))
        else:
            verb = _verb(doing, hero.many, rng, nominal or tied)
            along = action in ("walks", "runs") and len(doing.split()) == 1
    if feels:
        verb, after, adjective, clause = _felt(emotion, hero, verb, nominal or tied, rng)
        more.extend([clause] if clause[1] else [])
    if not does and not verb and not face:
        verb = _harmless(scene, hero, nominal or tied, rng)
    said = _named(scene, hero, adjective, rng)
    if face:
        said = rng.choice(p.FACES).format(said)
    elif scene.subject in ("man", "woman") and verb and not (nominal or tied or adjective) and rng.random() < 0.15:
        said = hero.she
        verb = f"is {verb}" if verb.split()[0].endswith("ing") else verb
    said = " ".join(x for x in (said, verb) if x)
    if scene.companion != NOBODY:
        said = rng.choice(p.BESIDE[scene.side]).format(
            a=said, b=article(rng.choice(SUBJECTS[scene.companion].words)), p=POSSESSIVE[hero.she], o=OBJECT[hero.she]
        )
    if after and rng.random() < 0.5:
        said, after = f"{said} {after}", ""
    if place is not False and (scene.place != SUBJECTS[scene.subject].home or rng.random() < 0.55):
        where = rng.choice(spot.along if along and rng.random() < 0.6 else spot.after)
        if any(x in where for x in hero.noun.split()[-1:]):  # "a bed by the bed"
            where = spot.after[0]
        said = f"{said} {where}"
    if after:
        said = f"{said} {after}"
    return said, more


def _named(scene: Scene, hero: Hero, adjective: str, rng: random.Random) -> str:
    noun = hero.noun
    if not adjective and rng.random() < 0.1:
        adjective = made_up_word(rng) if rng.random() < 0.2 else rng.choice(p.ADJECTIVES)
    return counted(scene, f"{adjective} {noun}" if adjective else noun, rng)


def _felt(
    emotion: str, hero: Hero, verb: str, nominal: bool, rng: random.Random
) -> tuple[str, str, str, tuple[str, str]]:
    """An emotion as the verb, behind the noun, before the noun or as a clause of its own."""
    feeling = p.FEELINGS[emotion]
    nothing = ("key", "")
    way = rng.random()
    if way < 0.36:
        return verb, "", rng.choice([a for a in feeling.adjectives if a not in p.NOT_BEFORE_A_NOUN]), nothing
    if way < 0.52:
        after = rng.choice(feeling.after).format(p=POSSESSIVE[hero.she])
        return verb, p.of_many(after) if hero.many else after, "", nothing
    if way < 0.78 and not verb and feeling.verbs:
        return _verb(rng.choice(feeling.verbs), hero.many, rng, nominal), "", "", nothing
    if way < 0.78 and not verb and not nominal:
        return _being(emotion, hero.many, rng), "", "", nothing
    if way < 0.85:
        return verb, "", "", ("key", rng.choice(feeling.adjectives))
    if feeling.verbs and rng.random() < 0.4:
        return verb, "", "", ("sentence", _clause(hero, rng.choice(feeling.verbs), rng))
    return verb, "", "", ("sentence", f"{hero.she} {_being(emotion, hero.she == 'they', rng)}")


def _being(emotion: str, many: bool, rng: random.Random) -> str:
    """ "is angry", "look scared"."""
    adjective = rng.choice(p.FEELINGS[emotion].adjectives)
    link = "is" if adjective.endswith("ing") else rng.choice(p.LINKS)
    first, _, rest = link.partition(" ")
    if many:
        first = "are" if first == "is" else first.removesuffix("s")
    return " ".join(x for x in (first, rest, adjective) if x)


def _clause(hero: Hero, verb: str, rng: random.Random) -> str:
    many = hero.she == "they"
    doing = f"{'are' if many else 'is'} {ing(verb)}" if rng.random() < 0.5 else verb if many else third(verb)
    return f"{hero.she} {doing}"


def _harmless(scene: Scene, hero: Hero, nominal: bool, rng: random.Random) -> str:
    """Sometimes a verb that the picture doesn't show."""
    subject = SUBJECTS[scene.subject]
    verbs = p.NEUTRAL[subject.kind]
    if subject.kind == "thing" and subject.anchor != "small" and subject.bulk > 0.6:
        verbs = p.BIG_THING_VERBS
    if hero.person and any(r in hero.noun for r in _RIDES) and rng.random() < 0.4:
        verbs = p.RIDER_VERBS
    if not verbs or scene.size in _CLOSE or rng.random() > 0.25:
        return ""
    return _verb(rng.choice(verbs), hero.many, rng, nominal)
