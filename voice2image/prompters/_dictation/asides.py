"""Sentences that aren't for the board: said to nobody, or only a title."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PRONOUNS, hurries, is_doing
from voice2image.prompters._dictation.meant import is_meant
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.sentence_starts import is_finite
from voice2image.prompters._dictation.vocabulary import lexicon, matcher

__all__ = ["is_aside", "is_reason", "is_title"]

_LONGEST: Final = 24  # words
_LEADS: Final = frozenset("and so but okay um well yeah right now oh hello hi hey alright".split())
_WONDERS: Final = frozenset("what how why where".split())
_FORBIDS: Final = frozenset("don't".split())
"""How a sentence begins that tells whoever draws what to leave: "Don't overdo it."."""
_MIGHT: Final = frozenset("could should would".split())
_MINE: Final = frozenset("i i'm i've i'll i'd my".split())
_NAMES: Final = frozenset(("called", "named"))
_TALKS: Final = lexicon()["begins_an_aside"]
_DIRECTIONS: Final = frozenset("size angle framing transition move announce".split())
_LONGEST_TITLE: Final = 10  # words
_LONGEST_REASON: Final = 12  # words
_SHORTEST: Final = 4  # words
_NOT_THINGS: Final = frozenset("it's he's she's that's there's here's everything everybody nobody".split())
_COMPARES: Final = frozenset("first last before after better more it that".split())
_WANTS: Final = frozenset("want need love like".split())
"""What somebody wants may be the next picture."""
_TITLES: Final = lexicon()["titles"]
_ACTS: Final = lexicon()["acts"]
_OF_TITLES: Final = frozenset("okay ok right so alright um well now then in this order first the".split()) | set(
    NUMBERS
)
"""What may stand around a title."""
_IS: Final = frozenset("is are".split())
_SURELY_TITLES: Final = frozenset("spot commercial advert ad pitch brief".split())
_NOT_OF_TITLES: Final = _DIRECTIONS - {"announce"} | {"time_of_day", "weather", "interior", "command"}


def is_aside(reading: Reading, start: int, end: int) -> bool:
    """Whether some words are said to nobody: "that's it", "I could do with a coffee"."""
    if end <= start:
        return False
    norms = reading.norms[start:end]
    if any(match.end == len(norms) for match in matcher("aside").at(norms, 0)):
        return True
    return start == 0 and end == len(reading.words) and _is_talk(reading)


def is_reason(reading: Reading) -> bool:
    """Whether a sentence behind a spoken edit only says why: "It's been done.", "I want the lamp first."."""
    if not reading.story.edited or len(reading.words) > _LONGEST_REASON or _gives_directions(reading):
        return False
    wants = reading.norms[0] in _MINE and not _COMPARES.isdisjoint(reading.norms)
    if _judges(reading):
        return True
    found = matcher("reason").at(reading.norms, 0)
    return wants or (bool(found) and reading.norms[found[0].end - 1] not in _WANTS)


def _judges(reading: Reading) -> bool:
    """ "Snow's expensive.": of a thing in general."""
    norms = reading.norms
    general = norms[0] not in DETERMINERS | PRONOUNS and norms[0] not in _NOT_THINGS and len(norms) <= _SHORTEST
    return general and ((len(norms) == 2 and norms[0].endswith("'s")) or norms[1:2] in (["is"], ["are"]))


def is_title(reading: Reading) -> bool:
    """Whether a first sentence only names the work: "Key art.", "Insurance comedy."."""
    board = reading.board
    if board.drafts and not (len(board.drafts) == 1 and board.open and board.last.is_empty):
        return False
    if len(reading.words) > _LONGEST_TITLE or any(map(_happens, reading.norms[1:])):
        return False
    clauses: list[set[str]] = [set()]
    for word in reading.words:
        clauses[-1].add(word.norm)
        if word.ends_clause:
            clauses.append(set())
    telling = [clause for clause in clauses if clause - _OF_TITLES]
    if any(
        is_doing(norm) or (is_finite(reading.norms, place) and norm not in _IS)
        for place, norm in enumerate(reading.norms)
    ):
        return False  # "a boy plays music"
    named = not _SURELY_TITLES.isdisjoint(reading.norms) or all(clause & _TITLES for clause in telling)
    return bool(telling) and named and not any(_directs(reading, place) for place in range(len(reading.words)))


def _happens(norm: str) -> bool:
    """Whether a word of a title would be what somebody does: "a film crew waits"."""
    return norm not in _TITLES and (is_doing(norm) or norm in _ACTS or norm.removesuffix("s") in _ACTS)


def _directs(reading: Reading, place: int) -> bool:
    return any(
        match.kind in _NOT_OF_TITLES and (match.kind == "command" or is_meant(reading, match))
        for match in reading.at(place)
    )


def _is_talk(reading: Reading) -> bool:
    """Whether a whole sentence is the speaker's own talk, or a question."""
    norms = reading.norms
    lead = next((place for place, norm in enumerate(norms) if norm not in _LEADS), len(norms))
    norms = norms[lead:]
    if not norms or len(norms) > _LONGEST or _goes_on_behind_aside(reading, lead):
        return False
    if norms[0] in _WONDERS and "i" in norms[:4] and not matcher("opener").at(norms, 0):
        return True
    if hurries(norms):
        return True
    if norms[0] in _FORBIDS and not _gives_directions(reading):
        return True
    if norms[0] == "my" and not _NAMES.isdisjoint(norms):
        return False  # "my dolly is called Annabel"
    if norms[0] not in _TALKS or matcher("opener").at(norms, 0):
        return False
    if norms[0] in _MIGHT and len(norms) > 1 and norms[1] in DETERMINERS:
        return False  # "could the orange be a lemon?"
    question = reading.words[-1].text.rstrip("'\"”’").endswith("?")
    return (question or norms[0] in _MINE) and not _gives_directions(reading)


def _goes_on_behind_aside(reading: Reading, begin: int) -> bool:
    """Whether only the first clause is said to nobody: "I made a mistake, it's a fox"."""
    end = reading.clause_end(begin)
    return end < len(reading.words) and any(match.end == end for match in matcher("aside").at(reading.norms, begin))


def _gives_directions(reading: Reading) -> bool:
    for place in range(len(reading.words)):
        for match in reading.at(place):
            if match.kind == "command" and reading.starts_clause(place):
                return True
            if match.kind == "announce" and not reading.starts_clause(place):
                continue  # "I keep coming back to it"
            if place and match.kind in _DIRECTIONS and match.length > 1 and is_meant(reading, match):
                return True
    return False
