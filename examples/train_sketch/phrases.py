"""How people say what somebody feels and does, the words that change nothing, and a list of all phrases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from . import words as w
from .english import POSSESSIVE, american, ing, past, plural, third
from .subjects import SUBJECTS

# fmt: off


@dataclass(frozen=True)
class Feeling:
    """The ways to say an emotion; "{p}" stands for her, his or their."""

    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    after: tuple[str, ...]


FEELINGS: Final[dict[str, Feeling]] = {
    "calm": Feeling(
        ("calm", "serious", "composed", "expressionless"),
        (),
        ("with a calm face", "with a serious face", "with a neutral expression", "with a blank look")),
    "happy": Feeling(
        ("happy", "cheerful", "smiling", "joyful", "delighted", "laughing", "glad", "grinning", "jolly", "overjoyed"),
        ("smile", "laugh", "grin", "smile happily", "beam with joy", "smile at us", "laugh out loud"),
        ("with a smile", "with a big smile", "with a happy face", "with a smile on {p} face", "with a broad grin",
         "full of joy", "in a good mood")),
    "sad": Feeling(
        ("sad", "crying", "unhappy", "heartbroken", "tearful", "weeping", "sorrowful", "miserable", "gloomy", "upset"),
        ("cry", "weep", "sob", "cry quietly", "burst into tears"),
        ("with tears in {p} eyes", "in tears", "with a sad look", "with a sad face", "tears on {p} face",
         "with a tear on {p} cheek", "full of sorrow")),
    "angry": Feeling(
        ("angry", "furious", "mad", "raging", "frowning", "enraged", "scowling", "annoyed", "irate"),
        ("frown", "scowl", "shout in anger", "rage", "glare at us", "yell", "shout"),
        ("with an angry face", "with an angry look", "in a rage", "with a frown", "red with anger",
         "with clenched teeth",
         "with anger in {p} eyes", "full of rage")),
    "afraid": Feeling(
        ("afraid", "scared", "frightened", "terrified", "fearful", "worried", "panicked", "anxious", "nervous"),
        ("tremble", "tremble with fear", "scream in terror", "shake with fear", "panic"),
        ("in fear", "with fear in {p} eyes", "with a scared face", "in terror", "in a panic", "with a frightened look",
         "pale with fear")),
    "surprised": Feeling(
        ("surprised", "shocked", "astonished", "amazed", "stunned", "startled", "astounded", "wide-eyed"),
        ("gasp", "gasp in surprise", "stare in disbelief"),
        ("with a surprised look", "with an open mouth", "in shock", "in amazement", "with a look of surprise",
         "with {p} mouth open", "with a shocked face")),
}
NOT_BEFORE_A_NOUN: Final = ("afraid", "glad", "upset", "mad", "expressionless")
LINKS: Final = ("is", "looks", "seems", "is", "looks so", "is very", "looks")

DOINGS: Final[dict[str, tuple[str, ...]]] = {
    "stands": ("stand", "wait", "stand still", "stand there", "stand alone", "look at us", "look out", "stop", "stay"),
    "walks": (
        "walk", "stroll", "wander", "stride", "march", "walk along", "walk slowly", "walk away", "hike", "walk past",
        "go for a walk", "walk by", "walk towards us", "trudge",
    ),
    "runs": (
        "run", "sprint", "dash", "run away", "flee", "jog", "rush", "hurry", "run fast", "race", "run off",
        "run for dear life", "run towards us", "run past",
    ),
    "sits": (
        "sit", "sit down", "sit on the ground", "sit quietly", "sit there", "take a seat", "sit still", "sit alone",
        "sit on the floor", "sit cross-legged",
    ),
    "waves": (
        "wave", "wave at us", "raise a hand", "wave hello", "wave goodbye", "wave a hand", "greet us",
        "hold up a hand", "wave at the camera", "wave at someone", "raise an arm",
    ),
}

RIDER_VERBS: Final = ("ride", "ride along", "ride away", "trot by")
ANIMAL_VERBS: Final = (
    "step out", "look at us", "turn", "wait", "move slowly", "appear", "come closer", "hide", "listen", "rest",
)
VEHICLE_VERBS: Final = ("pass by", "come closer", "move on", "appear", "go by", "wait", "slow down", "travel", "turn")
THING_VERBS: Final = ("appear", "stand alone", "loom", "stand there")
BIG_THING_VERBS: Final = ("appear", "stand there", "come into view")
SMALL_VERBS: Final = ("lie there", "appear", "lie alone", "wait")
NEUTRAL: Final = {"person": (), "animal": ANIMAL_VERBS, "vehicle": VEHICLE_VERBS, "building": THING_VERBS,
                  "plant": THING_VERBS, "thing": SMALL_VERBS}  # fmt: skip

ADJECTIVES: Final = (
    "beautiful", "mysterious", "strange", "famous", "lost", "ancient", "silent", "distant", "single", "quiet",
    "magnificent", "familiar", "nameless", "forgotten", "lonely", "solitary",
)
FILLERS: Final = (
    "first shot", "next", "then", "and last", "okay", "so", "finally", "now", "again", "right", "this time",
    "okay, first shot", "next shot", "next panel", "last shot", "alright", "and then", "new scene", "opening shot",
    "uh", "um", "after that", "okay so", "panel one", "shot two", "new shot", "meanwhile", "same scene", "second shot",
    "right, next", "okay, now", "shot one", "the last panel", "so, um", "yeah", "moving on", "then, um",
)
OPENERS: Final = (
    "there's", "there's", "we see", "there is", "you see", "we open on", "cut to", "here we see", "we see",
    "the scene opens with", "imagine", "a picture of", "back to", "show me", "smash cut to", "I want", "give me",
    "let's have", "draw", "can we have", "a shot of", "fade in on", "I see", "an image of", "here's",
)
"""Beginnings that want a noun behind them."""

ASIDES: Final = (
    "hold that for four seconds", "they found us", "the music starts", "you can hear the wind", "nobody speaks",
    "something is wrong", "very slowly", "like in a dream", "the story begins", "and everything is quiet",
    "a long time ago", "full of hope", "what a view", "tension rises", "as we said before", "maybe a bit longer",
    "and then nothing happens", "we don't know why", "just for a moment", "hold on this", "voice over", "no dialogue",
    "music fades", "slow pan", "static", "beat", "and hold", "two seconds", "that's the shot",
    "it should feel quiet", "leave it at that", "title over", "keep it simple",
)
GLOSS: Final = (
    "storyboard panel", "storyboard frame", "cinematic", "highly detailed", "masterpiece", "film still", "concept art",
    "best quality", "dramatic lighting", "4k", "storyboard", "beautiful composition", "detailed", "movie scene",
    "rule of thirds", "trending on artstation", "clean lines", "atmospheric", "animatic frame",
)
"""Words that people put behind prompts; the picture ignores them."""

FACES: Final = ("{}'s face", "the face of {}", "{}, face", "{}'s head", "{} looking at the camera")
SUBJECT_MANY: Final = {
    2: ("two {}", "a pair of {}", "a couple of {}", "two {}", "2 {}", "two {} side by side", "a group of two {}"),
    3: ("three {}", "a group of three {}", "three {}", "3 {}", "a trio of {}", "three {} side by side"),
}
BESIDE: Final[dict[str, tuple[str, ...]]] = {
    "left": (
        "{a} with {b} on {p} left", "{b} to the left of {a}", "{a} with {b} on the left", "{a}, {b} on the left",
        "{a} and on the left {b}", "to the left of {a} there's {b}", "{a}, with {b} to {p} left",
        "{a} with {b} at left",
    ),
    "right": (
        "{a} with {b} on {p} right", "{b} to the right of {a}", "{a} with {b} on the right", "{a} and {b}",
        "{a} with {b}", "{a} next to {b}", "{a} and {b} side by side", "{a} beside {b}", "{a}, {b} on the right",
        "{a} together with {b}", "{a}, and next to {o} {b}",
    ),
    "behind": (
        "{a} with {b} behind", "{a} with {b} behind {o}", "{b} behind {a}", "{a} in front of {b}",
        "{a}, {b} in the background", "{a}, and behind {o} {b}", "{a} with {b} in the background",
    ),
}
"""{a} is the subject, {b} the companion, {p} and {o} are "her" and "her" of the subject."""


def _all_verbs(verbs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(chain.from_iterable((third(v), f"is {ing(v)}", ing(v), v, past(v)) for v in verbs))


def of_many(phrase: str) -> str:
    """ "their faces" for "their face"."""
    for part in ("face", "mouth", "cheek"):
        phrase = phrase.replace(f"their {part}", f"their {part}s")
    return phrase


def _emotion(value: str) -> tuple[str, ...]:
    feeling = FEELINGS[value]
    after = tuple(a.format(p=p) for a in feeling.after for p in (POSSESSIVE.values() if "{p}" in a else ("",)))
    return (*feeling.adjectives, *_all_verbs(feeling.verbs), *after, *map(of_many, after))


@cache
def _own_words() -> frozenset[str]:
    """What subjects call themselves; "books" may be a subject besides "book"."""
    return frozenset(chain.from_iterable(s.words for s in SUBJECTS.values()))


@cache
def phrases_for(field: str, value: str) -> tuple[str, ...]:
    """Every phrase that names a value of a field, the plainest spellings first.

    Args:
        field: "subject", "place", "time", "weather", "size", "angle", "style", "emotion" or "action".
        value: One of its values; a subject of :data:`.subjects.SUBJECTS`.
    """
    found: tuple[str, ...]
    if field == "subject":
        names = SUBJECTS[value].words
        found = (*names, *(n for n in map(plural, names) if n not in _own_words()))
    elif field == "place":
        found = w.PLACE_WAYS[value].all()
    elif field == "time":
        found = w.TIME_WAYS[value].all()
    elif field == "weather":
        sea = {"clear": (*w.CALM_SEA, *w.SUNBEAMS), "storm": w.ROUGH_SEA}
        found = (*w.WEATHER_WAYS[value].all(), *sea.get(value, ()))
    elif field in ("size", "angle", "style"):
        marks, befores = {"size": (w.SIZE_MARKS, w.SIZE_OF), "angle": (w.ANGLE_MARKS, w.ANGLE_OF),
                          "style": (w.STYLE_MARKS, w.STYLE_OF)}[field]
        found = (*marks[value], *befores[value])
    elif field == "emotion":
        found = _emotion(value)
    elif field == "action":
        found = _all_verbs(DOINGS[value])
    else:
        raise ValueError(f"no phrases for {field!r}")
    return tuple(dict.fromkeys((*found, *map(american, found))))


def clashes() -> list[tuple[str, str, str]]:
    """Phrases that name two things, with what they name: nobody could draw them right."""
    names: dict[str, str] = {}
    found = []
    tables = (
        ("subject", SUBJECTS), ("place", w.PLACE_WAYS), ("time", w.TIME_WAYS), ("weather", w.WEATHER_WAYS),
        ("size", w.SIZE_OF), ("angle", w.ANGLE_OF), ("style", w.STYLE_OF), ("emotion", FEELINGS), ("action", DOINGS),
    )
    for field, table in tables:
        for value in table:
            for phrase in phrases_for(field, value):
                key, owner = _bare(phrase), f"{field} {value}"
                if names.setdefault(key, owner) != owner:
                    found.append((phrase, names[key], owner))
    return found


def _bare(phrase: str) -> str:
    """The phrase without an article."""
    first, _, rest = phrase.lower().partition(" ")
    return rest if first in ("a", "an", "the") and rest else phrase.lower()
