"""Things in a picture: where one stands among the words, and putting another there, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import (
    DETERMINERS,
    PREPOSITIONS,
    acts,
    head_of,
    noun_phrase_end,
    stem,
)
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["append", "describe", "last_with", "like", "lose", "place_of", "replace_subject", "replace_thing"]

_EDGES: Final = PREPOSITIONS | {"and", "then"}
"""What stands before a thing without being part of its name."""
_PARTS: Final = _EDGES | frozenset(
    "is are was were has have be been he she it they it's he's she's they're there's that's who and".split()
)
"""What is no part of a thing's name, and ends that of another."""
_HELD_BY: Final = PREPOSITIONS | frozenset("and there's there is are has".split())
"""What goes with a thing that is taken away."""
_PASSED_ON: Final = frozenset("the a his her their that this".split())
_MARKS: Final = ".,;:!?"
_COLOURS: Final = lexicon()["colours"]
_PERSONS: Final = lexicon()["persons"]
_LONGEST_NAME: Final = 3  # words
_MOST_ADJECTIVES: Final = 3


def place_of(sentence: Sequence[Token], wanted: Sequence[Token]) -> tuple[int, int] | None:
    """Where a thing stands in a sentence, its determiner and adjectives with it."""
    head = head_of(wanted)
    if not head:
        return None
    for place in range(len(sentence) - 1, -1, -1):
        if stem(sentence[place].norm) == head:
            return _begin(sentence, place), place + 1
    return None


def last_with(pictures: Sequence[Sequence[Token]], wanted: Sequence[Token]) -> int | None:
    """The last sentence of a picture that names a thing."""
    places = range(len(pictures) - 1, -1, -1)
    return next((place for place in places if place_of(pictures[place], wanted)), None)


def replace_thing(draft: Draft, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Put one thing for another wherever the picture names it; whether it does."""
    done = False
    for sentence in draft.picture:
        span = place_of(sentence, old)
        while span:
            begin, end = _with_name_before(sentence, *span)
            if end < len(sentence) and sentence[end].norm in {word.norm for word in new} & PREPOSITIONS:
                end = noun_phrase_end(sentence, end + 1)  # "a cat on a roof", "a pigeon on a roof"
            sentence[begin:end] = like(sentence[end - 1], _with_determiner(sentence[begin], new))
            done = True
            span = place_of(sentence[:begin], old)
    return done


def replace_subject(draft: Draft, new: Sequence[Token]) -> None:
    """Put a thing in place of what "it" most likely is: the subject of the last sentence, or of its last clause."""
    sentence = draft.picture[-1]
    if not sentence:
        sentence += new
        return
    begin = _subject(sentence, new)
    end = noun_phrase_end(sentence, begin)
    norms = {word.norm for word in new}
    if norms & PREPOSITIONS and end < len(sentence) and sentence[end].norm in norms:
        end = noun_phrase_end(sentence, end + 1)  # "with no face" goes with the teacher who has a fox's now
    sentence[begin:end] = like(sentence[end - 1], new)


def describe(draft: Draft, thing: Sequence[Token], looks: Token) -> bool:
    """Put a word before a thing's name, in place of another colour if it is one; whether the thing is there."""
    done = False
    for sentence in draft.picture:
        span = place_of(sentence, thing)
        if span is not None:
            begin, end = span
            word = looks.reworded(looks.norm)
            colour = next((at for at in range(begin, end - 1) if sentence[at].norm in _COLOURS), None)
            if colour is not None and looks.norm in _COLOURS:
                sentence[colour] = word
            else:
                sentence.insert(end - 1, word)
            done = True
    return done


def lose(draft: Draft, thing: Sequence[Token]) -> bool:
    """Take a thing out of the picture, and what is only said of it; whether it was there."""
    done = False
    for number, sentence in enumerate(draft.picture):
        span = place_of(sentence, thing)
        if span is not None:
            begin, end = _with_belongings(sentence, *span)
            draft.picture[number] = [*sentence[:begin], *sentence[end:]]
            done = True
    draft.picture = [sentence for sentence in draft.picture if sentence]
    return done


def append(draft: Draft, words: Sequence[Token]) -> None:
    """Add words to the picture's last sentence, behind a comma."""
    if not words:
        return
    if not draft.picture:
        draft.picture.append([])
    last = draft.picture[-1]
    if last:
        last[-1] = last[-1].reworded(last[-1].text.rstrip(_MARKS) + ",")
    last += words


def like(last: Token, new: Sequence[Token]) -> list[Token]:
    """`new` with the comma or stop that stood behind the words it takes the place of."""
    words = list(new)
    if words:
        mark = last.text[len(last.text.rstrip(_MARKS)) :]
        words[-1] = words[-1].reworded(words[-1].text.rstrip(_MARKS) + mark)
    return words


def _begin(sentence: Sequence[Token], place: int) -> int:
    """Where a thing's name begins whose noun stands at a word."""
    begin = place
    while begin > 0 and not _parts(sentence[begin - 1]):
        begin -= 1
        if sentence[begin].norm in DETERMINERS or sentence[begin].norm.endswith("'s"):
            return begin
    return begin if place - begin <= _MOST_ADJECTIVES else place


def _parts(word: Token) -> bool:
    """Whether a thing's name can't go on before a word: a comma, "of", or what somebody does."""
    return word.ends_clause or word.norm in _PARTS or acts(word.norm)


def _subject(sentence: Sequence[Token], new: Sequence[Token]) -> int:
    """Where what is to be replaced begins: a thing of the same name, else the last clause's subject."""
    span = place_of(sentence, new[: noun_phrase_end(new, 0)]) if new[0].norm in DETERMINERS else None
    if span:
        return span[0]
    begins = [0, *(place + 1 for place in range(len(sentence) - 1) if sentence[place].ends_clause)]
    return next((begin for begin in reversed(begins) if sentence[begin].norm in DETERMINERS), begins[-1])


def _with_belongings(sentence: Sequence[Token], begin: int, end: int) -> tuple[int, int]:
    """A thing with "and", "with" before it, and with what is said of it."""
    joined_on = begin > 0 and sentence[begin - 1].norm == "and"
    held = False
    while begin > 0 and sentence[begin - 1].norm in _HELD_BY and not sentence[begin - 1].ends_clause:
        begin, held = begin - 1, True
    if joined_on:
        return begin, end  # of "a boat and a gull on the waves" the boat stays on the waves
    if end < len(sentence) and not sentence[end - 1].ends_clause and sentence[end].norm in PREPOSITIONS:
        return begin, end + int(not held)  # of "frost on the cabbages" the cabbages stay
    while end < len(sentence) and not sentence[end - 1].ends_clause and sentence[end].norm != "and":
        if held and acts(sentence[end].norm):
            break  # of "a girl on a bicycle goes by" the girl goes by still
        end += 1
    return begin, end


def _with_name_before(sentence: Sequence[Token], begin: int, end: int) -> tuple[int, int]:
    """A person with what they were called just before: "this kid, a boy"."""
    opens = next((at for at in range(begin - 1, 0, -1) if at < begin - 1 and sentence[at].ends_clause), -1) + 1
    name = sentence[opens:begin]
    person = name and name[0].norm in DETERMINERS and name[-1].ends_clause and len(name) <= _LONGEST_NAME
    if person and stem(name[-1].norm) in _PERSONS and stem(sentence[end - 1].norm) in _PERSONS:
        return opens, end
    return begin, end


def _with_determiner(old: Token, new: Sequence[Token]) -> list[Token]:
    """`new` with the determiner that stood before, where it has none: "the old dog", "cat" is "the cat"."""
    if new and new[0].norm not in DETERMINERS and old.norm in _PASSED_ON:
        return [old, *new]
    return list(new)
