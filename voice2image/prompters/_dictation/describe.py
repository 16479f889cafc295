"""What somebody looks like: sentences that only say that, and descriptions inside a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.cast import EDGES
from voice2image.prompters._dictation.english import FEMALE_PRONOUNS, MALE_PRONOUNS, PREPOSITIONS, PRONOUNS
from voice2image.prompters._dictation.vocabulary import lexicon, matcher
from voice2image.prompters._sentences import Token, joined

__all__ = ["Description", "describe", "introductions"]

_PERSONS: Final = lexicon()["persons"]
_PLACES: Final = lexicon()["inside"] | lexicon()["outside"]
_NOT_NAMES: Final = lexicon()["not_names"] | PRONOUNS | PREPOSITIONS
_TITLES: Final = lexicon()["titles_of_persons"]
_LEADS: Final = frozenset("and so okay now oh um right well then by way".split())
_MOST_LEADS: Final = 3  # words
_LONGEST_NAME: Final = 3  # words
_IS: Final = frozenset("is was looks wears has".split())
_BEHIND_S: Final = frozenset(
    "a an the our my got this tall short bald skinny old young big small wiry blond blonde".split()
)
"""What follows "Ruby's" where it means "Ruby is"."""
_WHO: Final = frozenset("she's he's she he who's who".split())
_TELL: Final = _IS | _WHO
"""Words of which one stands behind the name, unless it ends with "'s"."""
_HEDGES: Final = frozenset("is are got like just really basically has".split())
_ARTICLES: Final = frozenset("a an the our this my one sort kind her his their".split())
_LOOKS: Final = lexicon()["looks"]
_NOT_DOING: Final = frozenset("wearing king missing matching flowing something string".split())
_WHERE: Final = PREPOSITIONS | frozenset("about back away".split())
_CALLED: Final = frozenset("called named".split())
_BEFORE_NAMES: Final = frozenset("and then with on is it's keeper captain guy kid".split())
_BEGIN_NOUNS: Final = frozenset("a an the this our there's".split())
_NOT_NOUNS: Final = frozenset("he's she's his her the a an there's there is about it's and so this".split())
_LEADS_ON: Final = frozenset("and who who's she's he's she he has got is was with in wears wearing by the way".split())
_SHOWS_LOOKS: Final = frozenset("has got with wears wearing she's he's who's was in".split())
_NEXT_CLAUSE: Final = frozenset("she's he's she he it's there's we then it".split())
_DOES: Final = lexicon()["does"]
_NOT_DOES: Final = frozenset("king missing wearing matching".split())
_NO_LOOKS: Final = PRONOUNS | frozenset("then the its there's it's this isn't is aren't doesn't no".split())
_DIRECTIONS: Final = frozenset("size angle move framing lens time_of_day weather".split())
_LONGEST: Final = 24  # words of a description


class Description(NamedTuple):
    """A name, what is said of who has it, and the pronoun used."""

    name: str
    description: str
    pronoun: str = ""


def describe(words: Sequence[Token]) -> Description | None:
    """A sentence that only says what somebody looks like; ``None`` for any other.

    "Mira is a tall woman with red hair", "Ruby's a waitress", "his name is Idris, huge beard".
    """
    early = words[: _MOST_LEADS + _LONGEST_NAME + 1]
    if not any(word.norm in _TELL or word.norm.endswith("'s") for word in early):
        return None
    start = 0
    while start < min(len(words), _MOST_LEADS) and words[start].norm in _LEADS:
        start += 1
    for after in range(start + 1, min(start + _LONGEST_NAME + 1, len(words))):
        name, behind = words[start:after], words[after]
        if not _is_name(name):
            continue
        if name[-1].norm.endswith("'s") and behind.norm in _BEHIND_S:
            return _described(_bare(name), words[after:])
        if name[-1].ends_clause and behind.norm in _WHO:
            return _described(_bare(name), words[after + 1 :], behind.norm)
        if behind.norm in _IS and not name[-1].ends_clause:
            return _described(_bare(name), words[after + 1 :], verb=behind.norm)
    return None


def introductions(words: Sequence[Token]) -> list[Description]:
    """Names that come with a description inside a picture.

    "A young monk, Tenzin, skinny kid with big ears, sweeping", "a girl called Pip and she's got a purple coat",
    "Flo, who has cropped ginger hair", "the groom, his name is Idris, huge beard".
    """
    found = []
    place = 0
    while place < len(words):
        start = _named_at(words, place)
        if start is not None:
            introduction, stop = _introduction(words, place, start)
            if introduction is not None:
                found.append(introduction)
                place = stop
                continue
        place += 1
    return found


def _named_at(words: Sequence[Token], place: int) -> int | None:
    """Where a name begins that is introduced at a word: at it, or behind "called"."""
    norm = words[place].norm
    if norm in _CALLED or norm == "name's":
        return place + 1 if place + 1 < len(words) else None
    if norm == "name" and place + 1 < len(words) and words[place + 1].norm == "is":
        return place + 2 if place + 2 < len(words) else None
    return place if words[place].text[:1].isupper() and _stands_out(words, place) else None


def _introduction(words: Sequence[Token], place: int, start: int) -> tuple[Description | None, int]:
    """Who is introduced, and where the description of them ends."""
    called = start > place
    end = start + 1
    while end < len(words) and end - start < _LONGEST_NAME and _goes_on(words, start, end):
        end += 1
    name = _bare(words[start:end])
    noun = _noun_before(words, place) if called or (place and words[place - 1].ends_clause) else ""
    description, stop, pronoun = _behind(words, end, words[end - 1].norm)
    if not name or not (description or (called and noun)):
        return None, stop
    if not called and place == 0 and not pronoun and _LOOKS.isdisjoint(word.norm for word in words[end:stop]):
        return None, stop  # "Porthole, a face behind it": any noun that a sentence begins with has a capital
    return Description(name, ", ".join(part for part in (noun, description) if part), pronoun), stop


def _goes_on(words: Sequence[Token], start: int, end: int) -> bool:
    capitals = words[end].text[:1].isupper() and words[start].text[:1].isupper()
    return capitals and not words[end - 1].ends_clause


def _stands_out(words: Sequence[Token], place: int) -> bool:
    """Whether a capitalised word looks like a name that is explained: between commas or at the start."""
    norm = words[place].norm
    if not norm.isalpha() or len(norm) < 3 or norm in _NOT_NAMES or norm in _PLACES or norm in _PERSONS:
        return False
    if _is_direction([norm]):
        return False
    last = place
    while last + 1 < len(words) and last - place < _LONGEST_NAME - 1 and _goes_on(words, place, last + 1):
        last += 1
    opens = place == 0 or words[place - 1].ends_clause or words[place - 1].norm in _BEFORE_NAMES
    return words[last].text.endswith(",") and opens


def _noun_before(words: Sequence[Token], place: int) -> str:
    """The noun phrase that a name is given to: "a young monk" before ", Tenzin"."""
    begin = place
    while begin > 0 and place - begin < 6:
        word = words[begin - 1]
        if begin < place and word.ends_clause:
            break
        begin -= 1
        if word.norm in _BEGIN_NOUNS:
            break
    phrase = [word for word in words[begin:place] if word.norm not in _NOT_NOUNS]
    return EDGES.sub("", joined(phrase)) if any(word.norm in _PERSONS for word in phrase) else ""


def _behind(words: Sequence[Token], place: int, name: str) -> tuple[str, int, str]:
    """The description behind a name: clauses without a verb, "she's got …", "who has …", "with …"."""
    pronoun = ""
    end = place
    while end < len(words) and end - place < _LONGEST:
        stop = _clause_of_looks(words, end, name)
        norms = [word.norm for word in words[end:stop]]
        lead = next((at for at, norm in enumerate(norms) if norm != name and norm not in _LEADS_ON), len(norms))
        pronoun = next((n for n in reversed(norms[:lead]) if n in FEMALE_PRONOUNS | MALE_PRONOUNS), pronoun)
        follows = bool(place) and words[place - 1].ends_clause
        if not _is_looks(norms, lead, first=end == place, follows=follows) or _is_direction(norms):
            break
        end = stop
        if words[stop - 1].text[-1:] in ".!?":
            break
    return _without_leads(joined(words[place:end]), name), end, pronoun


def _clause_of_looks(words: Sequence[Token], place: int, name: str) -> int:
    """Where a clause of a description ends: at a comma, or before "and she's …"."""
    stop = place
    while stop < len(words):
        stop += 1
        if words[stop - 1].ends_clause:
            break
        joins = place + 1 < stop < len(words) - 1 and words[stop].norm == "and"
        if joins and (words[stop + 1].norm == name or words[stop + 1].norm in _NEXT_CLAUSE):
            break
    return stop


def _is_looks(norms: Sequence[str], lead: int, *, first: bool, follows: bool) -> bool:
    """Whether a clause says what somebody looks like, not what they do. `lead` words of it only lead in."""
    looks, body = not _SHOWS_LOOKS.isdisjoint(norms[:lead]), norms[lead:]
    if not body or len(body) > (9 if looks else 5) or body[0] in _NO_LOOKS:
        return False
    if any((norm.endswith("ing") and norm not in _NOT_DOES) or norm in _DOES for norm in body):
        return False
    return looks or not first or (not lead and follows)


def _without_leads(text: str, name: str) -> str:
    text = text.strip(" ,.").removesuffix(" by the way")
    leads = rf"^({re.escape(name)}|and|who|was|is|she's|he's|with|has|got|by the way|,|\s)+\b"
    return EDGES.sub("", re.sub(leads, "", text))


def _is_direction(norms: Sequence[str]) -> bool:
    return bool(norms) and any(match.kind in _DIRECTIONS for match in matcher().at(norms, 0))


def _described(name: str, rest: Sequence[Token], pronoun: str = "", verb: str = "is") -> Description | None:
    while rest and rest[0].norm in _HEDGES:
        verb = "has" if rest[0].norm in {"got", "has"} else verb
        rest = rest[1:]
    if not rest or not name:
        return None
    early = [word.norm.removesuffix("'s") for word in rest[:9]]
    person = next((at for at, norm in enumerate(early) if norm in _PERSONS), -1)
    somebody = person >= 0 or any(norm.rstrip("s") in _PERSONS for norm in early)
    about = somebody and rest[0].norm in _ARTICLES
    looks = verb in {"wears", "has", "looks"} or not _LOOKS.isdisjoint(early)
    located = rest[0].norm in _WHERE and rest[0].norm not in {"in", "with", "like"}
    if not (about or (looks and not located)) or _is_busy(early[person + 1 :]):
        return None
    return Description(name, joined(rest), pronoun)


def _is_busy(norms: Sequence[str]) -> bool:
    """Whether words up to the first preposition say what somebody is doing."""
    plain = norms[: next((at for at, norm in enumerate(norms) if norm in PREPOSITIONS), len(norms))]
    return any(norm.endswith("ing") and norm not in _NOT_DOING for norm in plain)


def _is_name(words: Sequence[Token]) -> bool:
    for number, word in enumerate(words):
        norm = word.norm.removesuffix("'s")
        if not norm[:1].isalpha() or norm in _NOT_NAMES:
            return False
        if number < len(words) - 1 and (word.ends_clause or word.norm.endswith("'s")):
            return False
    if len(words) > 1:
        return words[0].norm in _TITLES or all(word.text[:1].isupper() for word in words)
    first = words[0].norm.removesuffix("'s")
    return first not in _PERSONS and first not in _PLACES


def _bare(name: Sequence[Token]) -> str:
    return EDGES.sub("", joined(name)).removesuffix("'s").removesuffix("’s")
