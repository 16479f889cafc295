"""Which panels some words mean: "shot two", "the last one", "the one with the dog"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from voice2image.prompters._dictation.board import REACH
from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import content, stem
from voice2image.prompters._dictation.numbers import NUMBERS, ORDINALS, number_of
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.vocabulary import matcher
from voice2image.prompters._sentences import Token, normal_form

__all__ = ["PANELS", "find_shot", "names_shot", "numbers_in", "target_in", "without_target"]

PANELS: Final = frozenset("number shot panel frame cut picture scene image page view".split())
_ONES: Final = frozenset("one shot panel".split())
_COUNTED: Final = frozenset("first second third fourth fifth last opening".split())
_COUNTED_BEHIND: Final = frozenset("first second third last opening".split())
_LAST: Final = frozenset("last previous final closing".split())
_BUT_ONE: Final = frozenset("second next".split())
_NO_NUMBER_AFTER: Final = frozenset("last first those these".split())
_NO_ONE_AFTER: Final = frozenset(("that", "this", "last", "final", "closing", "previous", "opening", "the", *ORDINALS))
_NOT_SHOWN: Final = frozenset("shot panel one frame close picture".split())
_OUT_OF: Final = frozenset("in from".split())
_INTO: Final = frozenset("to in for on the of".split())
_OPENING: Final = 4  # words that announce a shot
_CALLED: Final = 0.5
"""What it counts that a shot was announced by a name: "then the chorus"."""
_ANY: Final = 99  # panels; as many as anybody names by number


def numbers_in(words: Sequence[Token], count: int) -> list[int]:
    """The panels that a command names, from 1: "two", "the last one", "shot three", "the second to last"."""
    found: list[int] = []
    norms = [word.norm for word in words]
    place = 0
    while place < len(norms):
        norm, behind, before = norms[place], norms[place + 1 : place + 3], norms[place - 1] if place else ""
        place += 1
        if norm in _BUT_ONE and behind == ["to", "last"]:
            found.append(count - 1)
            place += 2
        elif norm in _LAST and behind[:1] and number_of(behind[0]):
            found += range(max(1, count + 1 - (number_of(behind[0]) or 0)), count + 1)
            place += 1
        elif norm in _LAST:
            found.append(count)
        elif norm == "first" and behind[:1] and behind[0] in NUMBERS and behind[0] != "one":
            found += range(1, NUMBERS[behind[0]] + 1)
            place += 1
        elif norm == "opening":
            found.append(1)
        elif norm in ORDINALS:
            found.append(ORDINALS[norm])
        elif before not in _NO_NUMBER_AFTER and not (norm == "one" and before in _NO_ONE_AFTER):
            number = number_of(norm)
            found += [] if number is None else [number]
    return found


def find_shot(drafts: Sequence[Draft], words: Sequence[Token]) -> int | None:
    """The shot that some words name by what it shows, or by its framing: its place from 0, or ``None``.

    Of several that show as much of it, the last; of "the second ring shot" the second.
    """
    wanted = {stem(word.norm) for word in content(words)} - _NOT_SHOWN - ORDINALS.keys()
    framings = {(match.kind, match.value) for match in _framings([word.norm for word in words])}
    best, places = 0.0, [-1]
    for number in range(max(0, len(drafts) - REACH), len(drafts)) if wanted or framings else ():
        have = {stem(word.norm) for sentence in drafts[number].picture for word in sentence}
        have |= {stem(normal_form(part)) for name in drafts[number].characters for part in name.split()}
        hits = float(len(wanted & have)) + len(framings & drafts[number].fields.items())
        if not hits and wanted & {stem(word.norm) for word in drafts[number].said[:_OPENING]}:
            hits = _CALLED
        if hits > best:
            best, places = hits, []
        if hits and hits == best:
            places.append(number)
    which = next((ORDINALS[word.norm] for word in words if word.norm in ORDINALS), len(places))
    return places[min(which, len(places)) - 1] if best else None


def _framings(norms: Sequence[str]) -> Iterator[Match]:
    for place in range(len(norms)):
        yield from matcher("size", "angle").at(norms, place)[:1]


def names_shot(words: Sequence[Token]) -> bool:
    """Whether some words say "shot" or "panel"."""
    return any(word.norm in {"shot", "panel"} for word in words)


def target_in(words: Sequence[Token], count: int) -> int | None:
    """The panel named in "to shot two", "in the last one", on a board of `count`."""
    if _ends_in_number(words):
        return number_of(words[-1].norm)
    for place, word in enumerate(words):
        if word.norm in PANELS:
            numbers = numbers_in(words[place + 1 : place + 2], count)
            if numbers and 1 <= numbers[0] <= count:
                return numbers[0]
        counted = word.norm in _ONES and place >= 2 and words[place - 1].norm in _COUNTED
        if counted and words[place - 2].norm in {"the", "in", "to"}:
            return next(iter(numbers_in(words[place - 1 : place], count)), None)
    return None


def without_target(words: Sequence[Token]) -> list[Token]:
    """What a command says without the panel that it names."""
    if _ends_in_number(words):
        return list(words[:-2])
    for place, word in enumerate(words):
        if word.norm in PANELS and numbers_in(words[place + 1 : place + 2], _ANY):
            return [*words[: _before(words, place)], *words[place + 2 :]]
        if word.norm in _ONES and place >= 2 and words[place - 1].norm in _COUNTED_BEHIND:
            return [*words[: _before(words, place - 1)], *words[place + 1 :]]
    return list(words)


def _ends_in_number(words: Sequence[Token]) -> bool:
    """ "Kill the rain in one"."""
    return len(words) > 2 and words[-1].norm in NUMBERS and words[-2].norm in _OUT_OF


def _before(words: Sequence[Token], place: int) -> int:
    while place > 0 and words[place - 1].norm in _INTO:
        place -= 1
    return place
