"""Where sentences begin in speech without punctuation, told by who does something: "the clock stops", "he's crying"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, PRONOUNS, is_doing
from voice2image.prompters._dictation.numbers import NUMBERS
from voice2image.prompters._dictation.vocabulary import lexicon

__all__ = ["apart", "is_finite", "sentence_starts"]

_SUBJECTS: Final = frozenset(
    "he she they he's she's they're he'll she'll they'll he'd she'd they'd they've it's there's here's".split()
)
"""Words that are nothing but the subject of a sentence."""
_FIRST_PERSONS: Final = frozenset("we i you".split())
_WE_DO: Final = frozenset("see want need have get hear can could should go pan cut open start end follow push".split())
_WE_ARE: Final = frozenset("we're we've we'll i'd i'm i'll i've".split())
_THERE: Final = frozenset("is are was were".split())
_AUXILIARIES: Final = frozenset(
    "is are was were has isn't aren't wasn't weren't hasn't can can't could couldn't will won't would wouldn't does "
    "doesn't do don't did didn't".split()
)
_DOES: Final = frozenset(lexicon()["acts"])
_JOINS: Final = frozenset(
    "and but or so that which who whose where when while as if because until till like than what how why whether "
    "although though before after since just then even only also now maybe not".split()
)
"""Behind these a subject goes on with the sentence."""
_TAKES_A_CLAUSE: Final = frozenset(
    "says say said sees see thinks knows notices realises realizes hears finds makes lets watches shows means "
    "thinking wants feels whispers shouts yells mutters asks screams replies goes hopes wishes called named "
    "think".split()
)
"""Verbs that somebody else's doing follows: "she sees the ship is sinking"."""
_ADVERBS: Final = frozenset("just still also both all never always now suddenly really almost nearly finally".split())
_CLOSED: Final = (PREPOSITIONS | PRONOUNS | _JOINS | _AUXILIARIES | _SUBJECTS) - {"like"}
_MOST_WORDS: Final = 4  # between an article and what it does
_MOST_PARTS: Final = 4  # "a man in a coat with a hat"
_ALSO_THINGS: Final = frozenset("steps hands waves fires rocks rings marches smokes looks drops clouds notes".split())
"""Verbs that are things as well, unless they say where to: "she steps out", not "the stone steps"."""
_COUNTED: Final = frozenset("shot panel frame picture image scene cut number setup option page no".split())
_PARTICLES: Final = frozenset("up down out off away in on over back around past by inside outside".split())
_WHERE: Final = frozenset("inside outside".split())
_AND: Final = frozenset("and but so".split())
_IS: Final = frozenset("is are was were it's he's she's there's here's that's they're being".split())
_ANYBODY: Final = frozenset("something someone somebody nobody nothing everyone everybody everything".split())
_TITLES: Final = lexicon()["titles_of_persons"]
_ALL: Final = frozenset("all both half".split())
_LEADS: Final = frozenset("okay so right alright well".split())
_BEHIND_S: Final = frozenset("a an the not in on at all so just too still gone got been both looking".split())


def sentence_starts(
    norms: Sequence[str], names: Collection[str], directions: Sequence[range] = (), *, joined: bool = False
) -> set[int]:
    """The places of words that begin a sentence with a subject and a verb.

    Args:
        norms: The words.
        names: Who is known by name: a name needs no article.
        directions: Words that are directions: no subject reaches into them.
        joined: Whether those behind "and", "but" and "so" count too.
    """
    found: set[int] = set()
    begin = 0
    for direction in (*directions, range(len(norms), len(norms))):
        part = norms[begin : direction.start]
        starts = (_subject(part, place, names, opens=bool(begin), joined=joined) for place in range(len(part)))
        found.update(begin + start for start in starts if start >= 0)
        begin = max(begin, direction.stop)
    found.discard(0)
    return found


def apart(norms: Sequence[str], starts: Collection[int], directions: Sequence[range]) -> set[int]:
    """Of the places where sentences begin, those that don't stand behind "and", "but" or "so"."""
    opened = {direction.stop for direction in directions}
    return {place for place in starts if place in opened or norms[place - 1] not in _AND}


def is_finite(norms: Sequence[str], place: int) -> bool:
    """Whether a word may be the verb of a sentence: "is", "runs", and "run" behind more than one thing."""
    norm = norms[place]
    if norm in _AUXILIARIES:
        return True
    if norm.endswith("s") and _base(norm) in _DOES:
        behind = norms[place + 1] if place + 1 < len(norms) else ""
        return norm not in _ALSO_THINGS or behind in PREPOSITIONS - {"of"} or behind in DETERMINERS
    before = norms[place - 1] if place else ""
    return norm in _DOES and before.endswith("s") and not before.endswith(("ss", "'s", "us")) and before not in _CLOSED


def _subject(norms: Sequence[str], place: int, names: Collection[str], *, opens: bool, joined: bool) -> int:
    """Where a sentence begins whose subject or verb is a word; -1 if none does."""
    norm, before, behind = norms[place], _at(norms, place - 1), _at(norms, place + 1)
    start = -1
    if norm in _SUBJECTS or (norm == "there" and behind in _THERE):
        start = place
    elif _is_subject_here(norms, place):
        start = place if before not in PREPOSITIONS else -1
    elif norm.endswith("'s") and (behind in _BEHIND_S or is_doing(behind)):
        start = _begin_of(norms, place + 1, names)
    elif is_finite(norms, place):
        start = _begin_of(norms, place, names)
    start = _with_leads(norms, start)
    if start < 0 or not _may_begin(_at(norms, start - 1), joined=joined):
        return -1
    return start if start or opens else -1


def _with_leads(norms: Sequence[str], start: int) -> int:
    """Where the "okay so" begins before a sentence."""
    lead = start
    while lead > 0 and norms[lead - 1] in _LEADS:
        lead -= 1
    return start if _at(norms, lead) == "so" else lead


def _is_subject_here(norms: Sequence[str], place: int) -> bool:
    """Whether a word that may be an object too is a subject: "it lands", "we see"."""
    norm, behind = norms[place], _at(norms, place + 1)
    if norm == "it":
        return bool(behind) and is_finite(norms, place + 1) and not _is_verb(_at(norms, place - 1))
    return norm in _WE_ARE or (norm in _FIRST_PERSONS and behind in _WE_DO)


def _at(norms: Sequence[str], place: int) -> str:
    return norms[place] if 0 <= place < len(norms) else ""


def _begin_of(norms: Sequence[str], end: int, names: Collection[str]) -> int:
    """Where the subject begins that ends before a verb; -1 if there is none."""
    verb = min(end, len(norms) - 1)
    while end > 1 and (norms[end - 1] in _ADVERBS or (norms[end - 1].endswith("ly") and len(norms[end - 1]) > 4)):
        end -= 1
    start = _thing_begins(norms, end, names)
    if start > 0 and norms[verb] in _DOES and norms[verb] not in _AUXILIARIES and is_finite(norms, start - 1):
        return -1  # "a knife cuts the crumbs fall"
    parts = 1
    while start > 0 and _leads_on(norms, start - 1):
        if norms[start - 1] in _WHERE:
            return start - 1  # "inside, the woman takes off her glasses"
        start = _thing_begins(norms, start - 1, names)
        parts += 1
        if parts > _MOST_PARTS:
            return -1
    return start


def _leads_on(norms: Sequence[str], place: int) -> bool:
    """Whether a thing is part of a longer subject by the word before it: "a man in a coat", "a girl holding a cup"."""
    norm = norms[place]
    if norm in _PARTICLES and place and is_finite(norms, place - 1):
        return False  # "she looks up, the dog barks"
    return norm in PREPOSITIONS or is_doing(norm)


def _thing_begins(norms: Sequence[str], end: int, names: Collection[str]) -> int:
    """The article of the noun, or the name, that ends at a word; -1 if there is none."""
    if end < 1 or norms[end - 1] in DETERMINERS:
        return -1
    if norms[end - 1].removesuffix("'s") in names and _at(norms, end - 2) not in DETERMINERS:
        return end - 1 - (_at(norms, end - 2) in _TITLES)
    for start in range(end - 1, max(-1, end - 2 - _MOST_WORDS), -1):
        norm = norms[start]
        if norm in DETERMINERS and not (norm in NUMBERS and _at(norms, start - 1) in _COUNTED):
            return start - 1 if _at(norms, start - 1) in _ALL else start
        if norm in _ANYBODY:
            return start
        if norm in _CLOSED or (start < end - 1 and (is_finite(norms, start) or norm.endswith("'s"))):
            break
    return -1


def _may_begin(before: str, *, joined: bool) -> bool:
    if before in _AND:
        return joined
    return before not in _JOINS and before not in _TAKES_A_CLAUSE and before not in _IS


def _is_verb(norm: str) -> bool:
    return norm in _DOES or (norm.endswith("s") and _base(norm) in _DOES) or is_doing(norm)


def _base(norm: str) -> str:
    """ "Run" of "runs", "catch" of "catches", "carry" of "carries"."""
    if norm.endswith("ies"):
        return norm[:-3] + "y"
    if norm.endswith("es") and norm[:-2] in _DOES:
        return norm[:-2]
    return norm[:-1]
