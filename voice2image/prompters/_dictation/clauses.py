"""Clauses that aren't for the picture: a description, a spoken edit, a note, the speaker's own talk."""

from __future__ import annotations

from typing import Final

from voice2image.prompters._dictation.asides import is_aside
from voice2image.prompters._dictation.changes import step_size
from voice2image.prompters._dictation.describe import describe
from voice2image.prompters._dictation.english import content
from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.orders import try_order
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import joined

__all__ = ["number_alone", "take_clause"]

_BEFORE_SHOTS: Final = frozenset("size angle framing announce transition move".split())
_STEPS: Final = {"closer": 1, "tighter": 1, "wider": -1}
_BY_HOW_MUCH: Final = frozenset("even much a bit little touch way now we're we".split())
_STILL: Final = frozenset("still again yet now".split())
_ASKS: Final = frozenset("ask call email tell check query ping text talk".split())
"""Notes that begin with what is to be done keep it."""
_ASKS_SOMEBODY: Final = frozenset("ask call email tell ping text".split())
_ME: Final = {
    "i": lexicon()["what_i_do"],
    "i'm": lexicon()["what_i_do"] | frozenset("just gonna going not driving literally".split()),
    "i'll": None,
    "i've": None,
}
"""The speaker's own talk begins so: with one of these words behind, or any."""
_NUMBERED: Final = (",", ":", ";", "-")
_TEXT_ALONE: Final = frozenset("super supers title titles caption".split())
"""What lays no text over the picture unless a mark or a verb follows."""
_EDGES: Final = " .,:;"


def take_clause(reading: Reading) -> bool:
    """Take in the clause that is read next if it isn't for the picture; whether it was."""
    place = reading.place
    return (
        _description(reading, place)
        or _order(reading, place)
        or _note(reading, place)
        or _own_talk(reading, place)
        or _laid_over(reading, place)
        or _asked(reading, place)
        or _closer(reading, place)
        or _aside(reading, place)
    )


def number_alone(reading: Reading) -> None:
    """ "Two, tables": the number of the next shot as a clause of its own, or "2." as all of a sentence."""
    at = 1 if reading.norms[0] in {"and", "then", "so"} else 0
    count = len(reading.board.drafts)
    listed = len(reading.words) == 1 and reading.norms[0].isdigit()
    if not listed and (len(reading.words) <= at + 1 or not reading.words[at].text.endswith(_NUMBERED)):
        return
    first = number_of(reading.norms[at]) == 1 and count == 1 and not reading.board.drafts[0].numbered
    if first and not listed and reading.board.open:
        reading.board.count_from_here()
        first = reading.board.last.preamble
    if first or (number_of(reading.norms[at]) == count + 1 and (count or reading.norms[at] in {"one", "1"})):
        reading.begin_shot(0)
        reading.board.last.numbered = True
        reading.place = at + 1


def _description(reading: Reading, place: int) -> bool:
    """ "Mira is a tall woman with red hair"."""
    if place and (reading.picture or reading.shown):
        return False
    end = _description_end(reading, place)
    described = describe(reading.words[place:end])
    if described is None:
        return False
    for cut in range(place + 3, end - 2):
        further = describe(reading.words[cut + 1 : end]) if reading.norms[cut] == "and" else None
        if further is not None:
            described = describe(reading.words[place:cut]) or described
            reading.story.cast.add(*further)
            break
    reading.story.cast.add(*described)
    reading.story.described = described.name.split()[0].lower()
    reading.place = end
    return True


def _description_end(reading: Reading, place: int) -> int:
    """Where the part of the sentence ends that a description may take: before a direction, else at its end."""
    for end in range(place + 2, len(reading.words)):
        if reading.words[end - 1].ends_clause and reading.has(_BEFORE_SHOTS, end):
            return end
    return len(reading.words)


def _order(reading: Reading, place: int) -> bool:
    """ "Scratch that"."""
    end = try_order(reading, place)
    if end is None:
        return False
    reading.place, reading.edits = max(end, place + 1), True
    return True


def _note(reading: Reading, place: int) -> bool:
    """ "Note to self, check the date"."""
    match = reading.first("note", place)
    if match is None:
        return False
    reading.flush()
    if reading.norms[place] in _ASKS:
        text = joined(reading.words[place:]).strip(_EDGES)
    else:
        text = joined(reading.words[match.end :]).strip(_EDGES + "!")
    reading.board.last.add("notes", text)
    reading.place = len(reading.words)
    return True


def _own_talk(reading: Reading, place: int) -> bool:
    """ "I hope the grant comes through"."""
    norm = reading.norms[place]
    if norm not in _ME or place + 1 >= len(reading.words):
        return False
    behind = _ME[norm]
    if behind is not None and reading.norms[place + 1] not in behind:
        return False
    reading.place = reading.clause_end(place)
    if len(content(reading.picture)) < 2:
        reading.picture.clear()  # "God, I hope the grant comes through"
    return True


def _laid_over(reading: Reading, place: int) -> bool:
    """ "Voice over, he never came back"."""
    match = reading.first("text", place) if reading.board.drafts else None
    if match is None:
        return False
    if reading.norms[match.end - 1] in _TEXT_ALONE and not reading.ends_clause(match.end):
        return False  # "super close"
    reading.flush()
    reading.board.last.add("notes", joined(reading.words[place:]).strip(_EDGES))
    reading.place = len(reading.words)
    return True


def _asked(reading: Reading, place: int) -> bool:
    """ "Ask Priya for the logo"."""
    if place or reading.norms[0] not in _ASKS_SOMEBODY or len(reading.words) <= 2:
        return False
    if not reading.words[1].text[:1].isupper():
        return False
    reading.board.last.add("notes", joined(reading.words).strip(_EDGES))
    reading.place = len(reading.words)
    return True


def _closer(reading: Reading, place: int) -> bool:
    """ "Closer": one shot size nearer than the shot before."""
    begin, end = place, place + 1
    while reading.norm(begin) in _BY_HOW_MUCH and not reading.ends_clause(begin + 1):
        begin, end = begin + 1, end + 1
    if reading.norm(end) in _STILL and not reading.ends_clause(end):
        end += 1
    if reading.norm(begin) not in _STEPS or not reading.ends_clause(end):
        return False
    draft, drafts = reading.board.last, reading.board.drafts
    size = draft.fields.get("size") or (drafts[-2].fields.get("size") if len(drafts) > 1 else None)
    if size:
        draft.fields["size"] = size
        step_size(draft, _STEPS[reading.norms[begin]])
    reading.place = end
    return True


def _aside(reading: Reading, place: int) -> bool:
    """ "That's it"."""
    end = reading.clause_end(place)
    if (place == 0 and end == len(reading.words)) or not is_aside(reading, place, end):
        return False
    if any(match.value == "number" or match.kind == "transition" for match in reading.at(place)):
        return False  # "page two, a girl", "cut, a dog"
    reading.place = end
    return True
