"""What "make it …" does to a shot: directions set its fields, anything else changes its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, head_of, noun_phrase_end, shows
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.things import append, last_with, like, replace_subject, replace_thing
from voice2image.prompters._dictation.vocabulary import matcher
from voice2image.prompters._sentences import Token

__all__ = ["add_to", "change", "exchange", "forget", "set_field", "step_size", "without_camera"]

_DIRECTIONS: Final = ("size", "angle", "move", "time_of_day", "weather", "interior", "framing", "lens")
_IN_PICTURE: Final = ("time_of_day", "weather", "interior")
"""Fields that the picture's own words speak of too."""
_NEARER: Final = ("ELS", "EST", "WS", "MLS", "MS", "MCU", "CU", "ECU")
_STEPS: Final = {"closer": 1, "tighter": 1, "nearer": 1, "wider": -1, "further": -1, "looser": -1}
_MORE: Final = {"close": 1, "tight": 1, "near": 1, "wide": -1}
_CAMERA: Final = dict.fromkeys("dolly pan tilt zoom crane push move movement tracking track".split(), "move") | {
    "angle": "angle"
}
"""What a camera's direction is called, and which one it is."""
_TWICE_AS_FAR: Final = ("WS", "MS")
_SAYS_NOTHING: Final = frozenset(
    "a an the at in it's please instead actually and shot more slowly quickly slow gently too touch bit little much "
    "even way slightly".split()
)
_LOOSE_ENDS: Final = frozenset("a an the at in please instead actually and too on of for".split())
_LOOSE_STARTS: Final = frozenset("and but so there already been".split())
_ARTICLES: Final = frozenset("a an".split())
_OF: Final = frozenset("of on".split())
_HAS: Final = frozenset("has have wears holds carries gets".split())
_STATES: Final = frozenset("is are was it's gonna should".split())
_WISHES: Final = frozenset("gonna should".split())
_AIMS: Final = tuple(
    tuple(aim.split())
    for aim in (
        "for that one", "for this one", "in that one", "in this shot", "in that shot", "for the last one", "all along"
    )
)  # fmt: skip


def change(draft: Draft, words: Sequence[Token]) -> None:
    """Carry out "make it …" on a shot: directions set their fields; else a thing is replaced, or added."""
    _direct(draft, words, _put)


def add_to(draft: Draft, words: Sequence[Token]) -> None:
    """Add to a shot: directions set their fields, anything else is behind what the picture shows."""
    _direct(draft, words, lambda draft, rest: append(draft, _meant(rest)))


def _direct(draft: Draft, words: Sequence[Token], put: Callable[[Draft, list[Token]], None]) -> None:
    norms = [word.norm for word in words]
    rest: list[Token] = []
    told: list[tuple[Match, Sequence[Token]]] = []
    place = 0
    while place < len(words):
        step = _step(norms, place)
        match = None if step else _direction(words, norms, place)
        if step:
            step_size(draft, step.by)
            place += step.words
            continue
        if norms[place] == "instead" and told and not rest:
            break  # "handheld instead of the pan"
        if match is None:
            if not _breaks_off(words, place):
                rest.append(words[place])
            place += 1
            continue
        while rest and rest[-1].norm in _ARTICLES:
            rest.pop()
        if match.kind in ("framing", "lens"):
            draft.add(match.kind, match.value or " ".join(norms[place : match.end]))
        else:
            told.append((match, words[place : match.end] if match.kept else ()))
        place = match.end
        if not match.kept and place < len(words) and norms[place] in _OF and rest == []:
            place += 1  # "a close-up of a bell"
    put(draft, rest)
    for match, span in told:
        set_field(draft, match.kind, match.value, span)


class _Step(NamedTuple):
    by: int
    words: int


def _step(norms: Sequence[str], place: int) -> _Step | None:
    """ "Closer", "more close": which way, and how many words say so."""
    if norms[place] in _STEPS:
        return _Step(_STEPS[norms[place]], 1)
    by = _MORE.get(norms[place + 1]) if norms[place] == "more" and place + 1 < len(norms) else None
    return _Step(by, 2) if by else None


def _breaks_off(words: Sequence[Token], place: int) -> bool:
    """Whether a word by itself trails off: "make it high, straight..."."""
    alone = place == 0 or words[place - 1].ends_clause
    return alone and words[place].text.endswith(("...", "…"))


def set_field(draft: Draft, kind: str, value: str, words: Sequence[Token] = ()) -> None:
    """Give a field a new value. Time and weather are in the picture too: the new words take the old ones' place."""
    draft.fields[kind] = value
    if kind not in _IN_PICTURE:
        return
    finder = matcher(kind)
    new = [word for word in words if word.norm != "and"]
    for sentence in draft.picture:
        norms = [word.norm for word in sentence]
        for place in reversed([place for place, begins in enumerate(finder.begins(norms)) if begins]):
            found = next((match for match in finder.at(norms, place) if match.value != value), None)
            if found:
                sentence[place : found.end] = like(sentence[found.end - 1], new)
                norms = [word.norm for word in sentence]
                new = []
    if not {word.norm for word in new} <= {word.norm for sentence in draft.picture for word in sentence}:
        append(draft, new)


def exchange(draft: Draft, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Put one thing for another, and the hour or weather that the one means for the other's; whether it was there."""
    if not replace_thing(draft, old, new):
        return False
    forget(draft, old)
    norms = [word.norm for word in new]
    for place in range(len(norms)):
        for match in matcher(*_IN_PICTURE).at(norms, place)[:1]:
            draft.fields[match.kind] = match.value
    return True


def forget(draft: Draft, words: Sequence[Token]) -> None:
    """A weather or an hour that was taken out of the picture holds no longer."""
    norms = [word.norm for word in words]
    for place in range(len(norms)):
        for match in matcher("weather", "time_of_day").at(norms, place):
            if draft.setting(match.kind) == match.value:
                draft.fields[match.kind] = ""


def without_camera(draft: Draft, words: Sequence[Token]) -> bool:
    """Forget a direction of the camera if some words mean the one that a shot has: "the dolly"."""
    said = [word.norm for word in words if word.norm not in DETERMINERS]
    kind = _CAMERA.get(said[0] if len(said) == 1 else "")
    return kind is not None and draft.fields.pop(kind, None) is not None


def step_size(draft: Draft, by: int) -> None:
    """One shot size closer, or wider."""
    size = draft.fields.get("size")
    size = size if size in _NEARER else "MS"
    step = by * (2 if size in _TWICE_AS_FAR else 1)
    draft.fields["size"] = _NEARER[min(max(_NEARER.index(size) + step, 0), len(_NEARER) - 1)]


def _direction(words: Sequence[Token], norms: Sequence[str], place: int) -> Match | None:
    """The longest direction at a word; one that is none amid other words has to stand by itself."""
    opens = place == 0 or words[place - 1].ends_clause or norms[place - 1] in {"a", "an"}
    for match in matcher(*_DIRECTIONS).at(norms, place):
        alone = opens and (match.end == len(words) or words[match.end - 1].ends_clause)
        if match.where == "anywhere" or alone:
            return match
    return None


def _put(draft: Draft, rest: list[Token]) -> None:
    """Put what isn't a direction in place of a thing in the picture, or add it."""
    rest = _without_aim(_meant(rest))
    if not shows(rest):
        return
    becomes = next((place for place, word in enumerate(rest) if word.norm == "be"), 0)
    if becomes > 1 and last_with(draft.picture, rest[: becomes - 1]) is not None:
        append(draft, rest[becomes + 1 :])  # "the monster's gonna be asleep"
        return
    has = next((place for place, word in enumerate(rest) if word.norm in _HAS), 0)
    if has and last_with(draft.picture, rest[:has]) is not None:
        append(draft, rest)  # "the farmer has a hat"
        return
    verb = next((place for place, word in enumerate(rest) if word.norm in _STATES), 0)
    told = last_with(draft.picture, rest[:verb]) if verb else None
    if told is not None:
        draft.picture[told] = [word for word in rest if word.norm not in _WISHES]
    elif draft.picture and rest[0].norm in DETERMINERS:
        replace_subject(draft, rest)
    else:
        append(draft, rest)


def _meant(words: list[Token]) -> list[Token]:
    """Without the article before a direction that was taken out, and without "please", "instead" behind."""
    if all(word.norm in _SAYS_NOTHING for word in words):
        return []
    again = noun_phrase_end(words, 0)
    if again < len(words) and words[again].norm in DETERMINERS and head_of(words[again:]) == head_of(words[:again]):
        words = words[again:]  # "a moth, a white moth"
    end = len(words)
    while end and words[end - 1].norm in _LOOSE_ENDS:
        end -= 1
    return words[:end]


def _without_aim(words: list[Token]) -> list[Token]:
    """Without "for that one", "in this shot", "and": what a change is for, not what it is."""
    for aim in _AIMS:
        norms = [word.norm for word in words]
        for place in range(len(norms) - len(aim) + 1):
            if tuple(norms[place : place + len(aim)]) == aim:
                words = [*words[:place], *words[place + len(aim) :]]
                break
    while words and words[0].norm in _LOOSE_STARTS:
        words = words[1:]
    return words
