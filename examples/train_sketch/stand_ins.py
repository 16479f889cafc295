"""Who stands in for the subjects that the composer can draw and the UNet isn't taught yet, until it is.

What has no stand-in is passed over: a picture without it is better than one of something else.
"""

from __future__ import annotations

import re
from typing import Final

from .english import american, plural
from .notion_words import key_of
from .scene import TAUGHT
from .subjects import SUBJECTS

PASSED_OVER: Final = "something"  # a word of no picture: the text encoder passes over it

# fmt: off
_FOR: Final[dict[str, str]] = {
    "woman": "bride, dancer, singer, teacher, maid, geisha, woman in a yellow raincoat, mermaid, skier, nurse",
    "man": "groom, musician, painter, businessman, spy, waiter, beggar, judge, mountaineer, swimmer, boxer, mechanic",
    "boy": "student, football player, teenager, elf, dwarf",
    "girl": "fairy, angel",
    "old man": "shepherd, monk, priest, santa, scientist, caveman",
    "old woman": "nun",
    "king": "prince, pharaoh", "queen": "princess", "knight": "gladiator, viking", "pirate": "thief, devil, punk",
    "ghost": "vampire, skeleton, zombie", "robot": "alien", "farmer": "gardener",
    "sailor": "fisherman", "astronaut": "diver", "detective": "explorer, hunter", "soldier": "pilot, hiker",
    "firefighter": "builder, miner", "cowboy": "archer",
    "cat": "black cat, leopard, panda, koala",
    "horse": "donkey, zebra, unicorn, camel, llama",
    "dog": "pig, sheep, goat, boar, cow",
    "rabbit": "mouse, squirrel, hedgehog, raccoon, kangaroo, frog, beaver",
    "bear": "polar bear, bigfoot, gorilla, monkey",
    "lion": "tiger", "elephant": "rhino, hippo", "deer": "moose, giraffe",
    "bird": "rooster, chick, duck, goose, crow, dove, parrot, peacock, penguin, flamingo, swan, bat, butterfly, bee",
    "eagle": "phoenix", "dragon": "dinosaur, long-necked dinosaur, crocodile, lizard, snake",
    "fish": "tropical fish", "whale": "shark, dolphin, seal",
    "sailing ship": "sailboat, pirate flag", "boat": "canoe, speedboat",
    "train": "express train, tram, subway train", "car": "taxi, police car, racing car, van, ambulance, tractor",
    "bus": "truck, fire engine", "bicycle": "motorcycle, scooter", "plane": "airliner",
    "rocket": "satellite, flying saucer", "helicopter": "hot-air balloon",
    "house": "haunted house, hut, shop, school, hospital, factory, skyscraper",
    "church": "mosque, temple, greek temple", "tent": "circus, pyramid",
    "tree": "bare tree, pine, christmas tree, palm", "flower": "sunflower, rose",
    "lantern": "candle, torch", "book": "letter, scroll, map", "sword": "knife",
}
# fmt: on
# Words that mean more than the thing, above all in talk of pictures; they are left as they are.
AMBIGUOUS: Final = frozenset(
    "photo photograph picture portrait painting well ring box key drum bow bell map plant fire torch egg ball bat flag "
    "crane tower rock table bed door watch computer earth star planet shell mirror hat shoe shield camera story".split()
)

STANDS_IN: Final[dict[str, str]] = {
    subject: taught for taught, many in _FOR.items() for subject in filter(None, many.split(", "))
}


def word_for(subject: str) -> str:
    """What the UNet draws for a subject: its own plainest word, its stand-in's, or what is passed over."""
    name = subject if subject in TAUGHT else STANDS_IN.get(subject)
    return SUBJECTS[name].words[0] if name else PASSED_OVER


def taught_only(drawn: dict[str, str], nearest: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The words of all subjects, brought down to those that the UNet is taught.

    Args:
        drawn: What the composer can draw, each with its plural or with nothing.
        nearest: Words for none of that, and what to draw for them.
    """
    instead: dict[str, str] = {}
    for name, subject in SUBJECTS.items():
        if name not in TAUGHT:
            for noun in {*subject.words, *map(american, subject.words)}:
                instead[key_of(noun)] = word_for(name)
    plurals = {drawn[noun]: _many(word) for noun, word in instead.items() if drawn.get(noun)}
    swap = instead | plurals
    any_of_them = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, swap), key=len, reverse=True))})\b")
    brought_down = {word: any_of_them.sub(lambda found: swap[found[0]], notion) for word, notion in nearest.items()}
    whole = {
        word: PASSED_OVER if PASSED_OVER in notion else notion for word, notion in (brought_down | instead).items()
    }
    for word in [word for word, notion in whole.items() if notion == PASSED_OVER and word.split()[-1] in AMBIGUOUS]:
        del whole[word]
    return {noun: many for noun, many in drawn.items() if noun not in instead}, whole


def _many(word: str) -> str:
    return word if word == PASSED_OVER else plural(word)
