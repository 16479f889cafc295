"""What somebody in the picture says: where a quotation begins, where it ends, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, PREPOSITIONS, content, shows
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.vocabulary import lexicon, matcher
from voice2image.prompters._sentences import Token, joined

__all__ = ["Quotation", "find_quotation", "take_quotation"]

_SAYS: Final = lexicon()["says"]
_ONLY_WITH_MARK: Final = lexicon()["says_only_with_a_mark"]
_NO_SPEECH: Final = frozenset("nothing a the something goodbye".split())
"""What is no quotation behind "says" without a comma: "says nothing"."""
_GOES_ON: Final = frozenset("and then while as with but".split())
"""Behind a comma these go on with the picture: "the line goes, and we're on the reel"."""
_NOT_GONE: Final = PREPOSITIONS | frozenset("nothing goodbye that a the something anything away home back".split())
"""Where somebody may go: "goes home" is no speech."""
_WHO: Final = frozenset("she he they it i we who and".split())
_DOUBLE: Final = ('"', "“", "«")
_SINGLE: Final = ("'", "‘")
_MARKS: Final = (*_DOUBLE, *_SINGLE)
_EDGES: Final = " \"“”'‘’«»,"
_ASIDE_MARKS: Final = frozenset("quote unquote".split())
_LEADS: Final = frozenset("and then so but".split())
_NOBODY: Final = frozenset("she he they it i we just and".split())
_DIRECTS: Final = frozenset("size angle framing".split())
_LONGEST_DIRECTION: Final = 8  # words
_LONGEST_SPEAKER: Final = 6  # words


class Quotation(NamedTuple):
    """Words `start` to `end` are said by somebody, their name among them."""

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
        elif word.text[:1] in _MARKS and (word.text[:1] in _DOUBLE or _begins_clause(words, place)):
            end = _closing(words, place)
            if end is not None:
                stop, speaker = _speaker_behind(words, end)
                return Quotation(place, stop, speaker, _quoted(words[place:end]), place)
    return None


def take_quotation(draft: Draft, sentence: list[Token], quotation: Quotation) -> list[Token]:
    """Give a quotation to a shot; what is left of the sentence, with who speaks unless they are in the picture."""
    draft.dialogue.append(quotation.text)
    before, after = sentence[: quotation.start], sentence[quotation.end :]
    speaker = list(quotation.speaker)
    while speaker and speaker[0].norm in _LEADS:
        speaker = speaker[1:]
    named = [word for word in speaker if word.norm not in _NOBODY]
    known = {word.norm for each in draft.picture for word in each} | {word.norm for word in before}
    is_new = named and not all(word.norm in known for word in content(named))
    if is_new or (speaker and not named and not draft.has_picture and not shows(before)):
        before = [*before, *speaker]
    return [*before, *after]


def _after_verb(words: Sequence[Token], verb: int) -> Quotation | None:
    """What is said behind "says", up to the end of the quotation or the sentence."""
    begin = _past_listener(words, verb)
    if begin is None or not _is_speech(words, verb, begin):
        return None
    end = len(words)
    if words[begin].text.startswith(_MARKS):
        end = _closing(words, begin) or end
    start = verb
    while start > 0 and not words[start - 1].ends_clause and words[start - 1].norm not in {"and", "then"}:
        start -= 1
    if not 0 < verb - start <= _LONGEST_SPEAKER:
        start = verb - 1
    return Quotation(start, end, tuple(words[start:verb]), _quoted(words[begin:end]), begin)


def _past_listener(words: Sequence[Token], verb: int) -> int | None:
    """Past "to her", "at the boy", "like": where what is said may begin."""
    begin, norm = verb + 1, words[verb].norm
    behind = words[begin] if begin < len(words) else None
    if norm == "goes" and not words[verb].ends_clause:
        quotes = behind is not None and (behind.text.startswith(_MARKS) or behind.norm == "like")
        if not quotes:
            return None
    if behind and behind.norm in {"to", "at"} and begin + 1 < len(words) and not words[verb].ends_clause:
        begin += 2 if words[begin + 1].norm not in DETERMINERS else 3
    if begin < len(words) and words[begin].norm == "like" and norm in {"goes", "says"}:
        begin += 1
    return begin if begin < len(words) else None


def _is_speech(words: Sequence[Token], verb: int, begin: int) -> bool:
    norm, first = words[verb].norm, words[begin].norm
    quoted = words[begin].text.startswith(_MARKS)
    if first in _GOES_ON and not quoted:
        return False
    marked = words[begin - 1].ends_clause or quoted
    if not marked:
        if (norm in _ONLY_WITH_MARK and norm != "goes") or first in _NO_SPEECH:
            return False
        if norm == "goes" and (first in _NOT_GONE or not _is_somebody(words[verb - 1])):
            return False
    if any(_ends_clause(words, match.end + begin) for match in _directions(words, begin)):
        return False  # "his strap snaps, close-up"
    before = words[verb - 1].norm
    return before in _WHO or before not in DETERMINERS | PREPOSITIONS


def _directions(words: Sequence[Token], begin: int) -> list[Match]:
    found = matcher().at([word.norm for word in words[begin : begin + _LONGEST_DIRECTION]], 0)
    return [match for match in found if match.kind in _DIRECTS and match.length > 1]


def _ends_clause(words: Sequence[Token], end: int) -> bool:
    return end >= len(words) or words[end - 1].ends_clause


def _is_somebody(word: Token) -> bool:
    return word.norm in _WHO or word.text[:1].isupper()


def _speaker_behind(words: Sequence[Token], end: int) -> tuple[int, tuple[Token, ...]]:
    """The "she says" behind a quotation, and where it ends."""
    if end >= len(words) - 1 or not (words[end].norm in _SAYS or words[end + 1].norm in _SAYS):
        return end, ()
    stop = end + 1
    while stop < len(words) and not words[stop - 1].ends_clause:
        stop += 1
    return stop, tuple(word for word in words[end:stop] if word.norm not in _SAYS)


def _begins_clause(words: Sequence[Token], place: int) -> bool:
    return place == 0 or words[place - 1].ends_clause


def _closing(words: Sequence[Token], start: int) -> int | None:
    """Where a quotation ends that begins at a word."""
    closing = ("'", "’") if words[start].text[:1] in _SINGLE else ('"', "”", "»")
    for place in range(start, len(words)):
        text = words[place].text[1:] if place == start else words[place].text
        if text.rstrip(".,!?;:…").endswith(closing) or text.endswith(closing):
            return place + 1
    return None


def _quoted(words: Sequence[Token]) -> str:
    text = joined(word for word in words if word.norm not in _ASIDE_MARKS).strip(_EDGES)
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text
