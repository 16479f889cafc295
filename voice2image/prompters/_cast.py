"""The characters' bible: who was described, by whom "she" is meant, and what a later shot has to show of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from voice2image.prompters._english import FEMALE_PRONOUNS, MALE_PRONOUNS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._sentences import Token, joined
from voice2image.prompters._vocabulary import lexicon, matcher

__all__ = ["Cast", "Character", "describe", "introductions"]

_IS: Final = ("is", "was", "looks", "wears", "has")
_TITLES: Final = frozenset("granny lady lord sir miss mister mrs mr ms doctor dr inspector captain sheriff old uncle aunt king queen prince princess professor father sister brother little big".split())
_NOT_NAMES: Final = frozenset(
    "the a an this that it he she they we you i there here what who which his her my our their its one two three four five six "
    "everything everyone nobody somebody something shot panel frame scene picture camera first second next last only then now today".split()
)
_EDGE: Final = re.compile(r"^[\s,.;:!?—–-]+|[\s,.;:!?—–-]+$")


@dataclass(slots=True)
class Character:
    """Somebody with a name."""

    name: str
    description: str = ""
    gender: str = ""
    """"f", "m" or nothing."""


@dataclass(slots=True)
class Cast:
    """Everybody who has been named so far."""

    members: dict[str, Character] = field(default_factory=dict)
    """By the name in lower case."""
    last: dict[str, str] = field(default_factory=dict)
    """Who was named last, by gender."""

    @classmethod
    def of(cls, bible: Mapping[str, str]) -> Cast:
        """The cast that a config names."""
        cast = cls()
        for name, description in bible.items():
            cast.add(name, description)
        return cast

    def add(self, name: str, description: str, pronoun: str = "") -> None:
        """Take somebody in, or what more is said of them."""
        key = name.lower()
        member = self.members.setdefault(key, Character(name))
        description = _EDGE.sub("", description)
        if description and description not in member.description:
            member.description = f"{member.description}, {description}" if member.description else description
        member.gender = member.gender or _gender(member.description, pronoun)
        self.mention(key)

    def mention(self, key: str) -> None:
        """Note that somebody was spoken of."""
        member = self.members[key]
        for gender in (member.gender,) if member.gender else ("f", "m"):
            self.last[gender] = key

    def named_in(self, words: Sequence[Token]) -> list[Character]:
        """Those who are in a picture by name, or by a plain "she" or "he", in the order of their first word."""
        if not self.members:
            return []
        found: dict[str, Character] = {}
        norms = [word.norm.removesuffix("'s").removesuffix("'") for word in words]
        firsts = {key.split()[0]: key for key in self.members}
        for place, norm in enumerate(norms):
            key = firsts.get(norm)
            if key and norms[place : place + len(key.split())] == key.split():
                found.setdefault(key, self.members[key])
                self.mention(key)
            elif key is None:
                surname = next((k for k in self.members if " " in k and k.split()[-1] == norm), None)
                if surname and norm not in firsts:
                    found.setdefault(surname, self.members[surname])
                    self.mention(surname)
        for gender, pronouns in (("f", FEMALE_PRONOUNS), ("m", MALE_PRONOUNS)):
            known = self.last.get(gender)
            if known and known not in found and any(word.norm in pronouns for word in words):
                if not any(member.gender == gender for member in found.values()):
                    found[known] = self.members[known]
        return list(found.values())


def introductions(words: Sequence[Token]) -> list[tuple[str, str, str]]:
    """Names that come with a description inside a picture: each with what is said of it and the pronoun used.

    "A young monk, Tenzin, skinny kid with big ears, sweeping", "a girl called Pip and she's got a purple coat",
    "Flo, who has cropped ginger hair", "the groom, his name is Idris, huge beard".
    """
    found = []
    place = 0
    while place < len(words):
        called = words[place].norm in {"called", "named"} or [w.norm for w in words[place : place + 2]] == ["name", "is"] or words[place].norm == "name's"
        start = place + (2 if words[place].norm == "name" else 1) if called else place
        if start < len(words) and (called or _stands_out(words, place)):
            end = start + 1
            while end < len(words) and not words[end - 1].ends_clause and words[end].text[:1].isupper() and words[start].text[:1].isupper() and end - start < 3:
                end += 1
            name = _bare(words[start:end])
            before = _noun_before(words, place) if called or (place and words[place - 1].ends_clause) else ""
            description, stop, pronoun = _behind(words, end, words[end - 1].norm)
            if name and (description or (called and before)):
                found.append((name, ", ".join(part for part in (before, description) if part), pronoun))
                place = stop
                continue
        place += 1
    return found


def _stands_out(words: Sequence[Token], place: int) -> bool:
    """Whether a word looks like a name that is explained: capitalised, between commas or at the start."""
    word = words[place]
    if not word.text[:1].isupper() or not word.norm.isalpha() or word.norm.endswith("'s") or word.norm in _NOT_NAMES | PRONOUNS | PREPOSITIONS:
        return False
    if word.norm in lexicon()["inside"] | lexicon()["outside"] | lexicon()["persons"] or len(word.norm) < 3 or _is_direction([word.norm]):
        return False
    last = place
    while last + 1 < len(words) and not words[last].ends_clause and words[last + 1].text[:1].isupper() and last - place < 2:
        last += 1
    return words[last].text.endswith(",") and (place == 0 or words[place - 1].ends_clause or words[place - 1].norm in {"and", "then", "with", "on", "is", "it's", "keeper", "captain", "guy", "kid"} )


def _noun_before(words: Sequence[Token], place: int) -> str:
    """The noun phrase that a name is given to: "a young monk" before ", Tenzin"."""
    begin = place
    while begin > 0 and place - begin < 6:
        word = words[begin - 1]
        if begin < place and word.ends_clause:
            break
        begin -= 1
        if word.norm in {"a", "an", "the", "this", "our", "there's"}:
            break
    phrase = [word for word in words[begin:place] if word.norm not in {"he's", "she's", "his", "her", "the", "a", "an", "there's", "there", "is", "about", "it's", "and", "so", "this"}]
    persons = lexicon()["persons"]
    return _EDGE.sub("", joined(phrase)) if any(word.norm in persons for word in phrase) else ""


def _behind(words: Sequence[Token], place: int, name: str) -> tuple[str, int, str]:
    """The description behind a name: clauses without a verb, "she's got …", "who has …", "with …"."""
    pronoun = ""
    end = place
    first = True
    while end < len(words) and (first or end - place < 24):
        stop = end
        while stop < len(words):
            stop += 1
            if words[stop - 1].ends_clause or (stop < len(words) and stop > end + 1 and words[stop].norm == "and" and stop + 1 < len(words) and words[stop + 1].norm in {name, "she's", "he's", "she", "he", "it's", "there's", "we", "then", "it"}):
                break
        norms = [word.norm for word in words[end:stop]]
        lead = 0
        while lead < len(norms) and norms[lead] in {name, "and", "who", "who's", "she's", "he's", "she", "he", "has", "got", "is", "was", "with", "in", "wears", "wearing", "by", "the", "way"}:
            pronoun = norms[lead] if norms[lead] in FEMALE_PRONOUNS | MALE_PRONOUNS else pronoun
            lead += 1
        body = norms[lead:]
        looks = bool(lead) and bool({"has", "got", "with", "wears", "wearing", "she's", "he's", "who's", "was", "in"} & set(norms[:lead]))
        doing = any(norm.endswith("ing") and norm not in {"king", "missing", "wearing", "matching"} for norm in body) or any(norm in {"takes", "looks", "steps", "runs", "walks", "stops", "spits", "waits", "comes", "goes", "stands", "sits", "leans", "hears", "dives", "up", "lives", "turns", "checks", "says", "on", "at", "into", "asleep"} for norm in body)
        if not body or doing or len(body) > (9 if looks else 5) or body[0] in PRONOUNS | {"then", "the", "its", "there's", "it's", "this"} or (first and lead and not looks):
            break
        if first and not looks and not (place and words[place - 1].ends_clause):
            break
        if _is_direction(norms):
            break
        end, first = stop, False
        if words[stop - 1].text[-1:] in ".!?":
            break
    return _EDGE.sub("", re.sub(rf"^({re.escape(name)}|and|who|was|is|she's|he's|with|has|got|by the way|,|\s)+\b", "", joined(words[place:end]).strip(" ,.").removesuffix(" by the way"))), end, pronoun


def _is_direction(norms: Sequence[str]) -> bool:
    return any(m.phrase.kind in ("size", "angle", "move", "framing", "lens", "time_of_day", "weather") for m in matcher().at(norms, 0))


def _gender(description: str, pronoun: str) -> str:
    if pronoun in FEMALE_PRONOUNS:
        return "f"
    if pronoun in MALE_PRONOUNS:
        return "m"
    words = {word.strip(".,;:'s") for word in description.lower().split()} | set(re.findall(r"[a-z]+", description.lower()))
    for gender in ("female", "male"):
        if words & lexicon()[gender]:
            return gender[0]
    return ""


def describe(words: Sequence[Token]) -> tuple[str, str, str] | None:
    """A sentence that only says what somebody looks like: their name, the description, and the pronoun used.

    "Mira is a tall woman with red hair", "Ruby's a waitress", "his name is Idris, huge beard"; ``None`` for any other.
    """
    norms = [word.norm for word in words]
    start = 0
    while start < len(norms) and norms[start] in {"and", "so", "okay", "now", "oh", "um", "right", "well", "then", "by", "the", "way"} and start < 3 and norms[start] != "the":
        start += 1
    for length in (1, 2, 3):
        after = start + length
        if after >= len(words):
            return None
        name = words[start:after]
        if not _is_name(name):
            continue
        last = name[-1]
        rest = words[after:]
        if last.norm.endswith("'s") and rest and (rest[0].norm in {"a", "an", "the", "our", "my", "got", "this", "tall", "short", "bald", "skinny", "old", "young", "big", "small", "wiry", "blond", "blonde"}):
            bare = _bare(name)
            return _described(bare, rest) if bare else None
        if last.ends_clause and rest and rest[0].norm in {"she's", "he's", "she", "he", "who's", "who"} :
            return _described(_bare(name), rest[1:], rest[0].norm)
        if rest and rest[0].norm in _IS and not last.ends_clause:
            return _described(_bare(name), rest[1:], verb=rest[0].norm)
    return None


def _described(name: str, rest: Sequence[Token], pronoun: str = "", verb: str = "is") -> tuple[str, str, str] | None:
    while rest and rest[0].norm in {"is", "are", "got", "like", "just", "really", "basically", "our", "has"} and rest[0].norm != "our":
        verb = "has" if rest[0].norm in {"got", "has"} else verb
        rest = rest[1:]
    if not rest or not name:
        return None
    early = [word.norm.removesuffix("'s") for word in rest[:9]]
    persons = lexicon()["persons"]
    about = any(norm in persons or norm.rstrip("s") in persons for norm in early) and rest[0].norm in {"a", "an", "the", "our", "this", "my", "one", "sort", "kind"}
    looks = verb in {"wears", "has", "looks"} or any(norm in {"hair", "haired", "beard", "bearded", "blond", "blonde", "glasses", "wearing", "moustache", "freckles", "tall", "eyed", "braids", "ponytail", "bald"} for norm in early)
    plain = early[next((n + 1 for n, norm in enumerate(early) if norm in persons), 0) :]
    plain = plain[: next((place for place, norm in enumerate(plain) if norm in PREPOSITIONS), len(plain))]
    doing = any(norm.endswith("ing") and norm not in {"wearing", "king", "missing", "matching", "flowing", "something", "string"} for norm in plain)
    if (about or (looks and rest[0].norm not in PREPOSITIONS - {"in", "with", "like"})) and not doing:
        return name, joined(rest), pronoun
    return None


def _is_name(words: Sequence[Token]) -> bool:
    for number, word in enumerate(words):
        norm = word.norm.removesuffix("'s")
        if not norm or not norm[:1].isalpha() or norm in _NOT_NAMES or norm in PRONOUNS or norm in PREPOSITIONS:
            return False
        if number < len(words) - 1 and (word.ends_clause or word.norm.endswith("'s")):
            return False
    if len(words) > 1:
        return words[0].norm in _TITLES or all(word.text[:1].isupper() for word in words)
    return words[0].norm.removesuffix("'s") not in lexicon()["persons"] and words[0].norm.removesuffix("'s") not in lexicon()["inside"] | lexicon()["outside"]


def _bare(name: Sequence[Token]) -> str:
    text = _EDGE.sub("", joined(name))
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return text
