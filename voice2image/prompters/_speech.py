"""What somebody in the picture says: where a quotation begins, where it ends, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voice2image.prompters._english import DETERMINERS, PREPOSITIONS
from voice2image.prompters._sentences import Token, joined

__all__ = ["Quotation", "find_quotation"]

_SAYS: Final = frozenset(
    "says say said goes whispers whisper shouts yells screams mutters mumbles asks answers replies cries calls growls murmurs "
    "barks snaps hisses groans sighs grunts shout yell ask sings shrieks roars bellows announces".split()
)
_ONLY_WITH_MARK: Final = frozenset("goes cries calls sings sighs groans barks growls roars screams ask shout yell say asks shrieks hisses".split())
"""What somebody may do without saying anything: it takes a comma or a quotation behind."""
_NOT_SPEECH: Final = frozenset("nothing hello goodbye hi no yes so that a the something anything up down to away off into out through past over back home".split())
_WHO: Final = frozenset("she he they it i we who and".split())
_OPENING: Final = ('"', "“", "'", "‘", "«")
_EDGES: Final = " \"“”'‘’«»,"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words `start` to `end` are said by somebody: `subject` words before the quoted ones name them."""

    start: int
    end: int
    speaker: tuple[Token, ...]
    text: str
    begins: int = 0
    """Where what is said itself begins."""


def find_quotation(words: Sequence[Token]) -> Quotation | None:
    """The first thing that is said in a sentence."""
    for place, word in enumerate(words):
        if word.norm in _SAYS and place:
            found = _after_verb(words, place)
            if found is not None:
                return found
        elif word.text.startswith(('"', "“", "«")) or (word.text.startswith(("'", "‘")) and (place == 0 or words[place - 1].ends_clause)):
            end = _closing(words, place)
            if end is not None:
                start, stop, speaker = place, end, ()
                if end < len(words) - 1 and (words[end].norm in _SAYS or words[end + 1].norm in _SAYS):
                    stop = end
                    while stop < len(words):
                        stop += 1
                        if words[stop - 1].ends_clause:
                            break
                    speaker = tuple(w for w in words[end:stop] if w.norm not in _SAYS)
                return Quotation(start, stop, speaker, _quoted(words[start:end]), start)
    return None


def _after_verb(words: Sequence[Token], verb: int) -> Quotation | None:
    """What is said behind "says", up to the end of the quotation or the sentence."""
    begin = verb + 1
    if words[verb].norm == "goes" and not words[verb].ends_clause and not (begin < len(words) and (words[begin].text.startswith(_OPENING) or words[begin].norm == "like")):
        return None
    while begin < len(words) and words[begin].norm in {"to", "at"} and begin + 1 < len(words) and not words[verb].ends_clause:
        begin += 2 if words[begin + 1].norm not in DETERMINERS else 3
        break
    if begin < len(words) and words[begin].norm == "like" and words[verb].norm in {"goes", "says", "is"}:
        begin += 1
    if begin >= len(words):
        return None
    marked = words[begin - 1].ends_clause or words[begin].text.startswith(_OPENING)
    if not marked and (words[verb].norm in _ONLY_WITH_MARK and words[verb].norm != "goes" or words[begin].norm in {"nothing", "a", "the", "something", "goodbye"}):
        return None
    if not marked and words[verb].norm == "goes" and (words[begin].norm in PREPOSITIONS | _NOT_SPEECH - {"no", "yes", "hello", "hi", "so"} or not _is_pronoun(words, verb)):
        return None
    if words[verb - 1].norm not in _WHO and words[verb - 1].norm in DETERMINERS | PREPOSITIONS:
        return None
    end = len(words)
    if words[begin].text.startswith(_OPENING):
        end = _closing(words, begin) or end
    start = verb
    while start > 0 and not words[start - 1].ends_clause and words[start - 1].norm not in {"and", "then"}:
        start -= 1
    speaker = tuple(words[start:verb])
    if not speaker or len(speaker) > 6:
        speaker, start = tuple(words[verb - 1 : verb]), verb - 1
    return Quotation(start, end, speaker, _quoted(words[begin:end]), begin)


def _is_pronoun(words: Sequence[Token], verb: int) -> bool:
    return words[verb - 1].norm in _WHO or words[verb - 1].text[:1].isupper()


def _closing(words: Sequence[Token], start: int) -> int | None:
    """Where a quotation ends that begins at a word."""
    single = words[start].text[:1] in "'‘"
    closing = ("'", "’") if single else ('"', "”", "»")
    for place in range(start, len(words)):
        text = words[place].text[1:] if place == start else words[place].text
        core = text.rstrip(".,!?;:…")
        if core.endswith(closing) or text.endswith(closing):
            return place + 1
    return None


def _quoted(words: Sequence[Token]) -> str:
    words = [word for word in words if word.norm not in {"quote", "unquote"}]
    text = joined(words).strip(_EDGES)
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text
