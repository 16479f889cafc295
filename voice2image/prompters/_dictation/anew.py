"""Whether a direction begins a new shot, or says more of the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice2image.prompters._dictation.draft import Draft
from voice2image.prompters._dictation.english import DETERMINERS, content, noun_phrase_end, shows, stem
from voice2image.prompters._dictation.phrases import Match
from voice2image.prompters._dictation.reading import Reading
from voice2image.prompters._dictation.vocabulary import lexicon
from voice2image.prompters._sentences import Token

__all__ = ["STATING", "begins_shot"]

STATING: Final = frozenset("it's it is the there's everything all".split())
"""What a sentence begins with that says how it is, not where we go: "it's night"."""
_FRAMINGS: Final = frozenset("size angle framing".split())
_ASKED_ONCE: Final = frozenset(("size", "angle"))
_SETTINGS: Final = frozenset(("time_of_day", "interior"))
_ATMOSPHERE: Final = _FRAMINGS | frozenset("time_of_day weather light mood lens".split())
_WIDE: Final = frozenset(("WS", "EST", "ELS"))
_SOMEBODY: Final = lexicon()["persons"] | frozenset("she he they she's he's they're".split())
_LONGEST_SCENE: Final = 25  # words
_FAR: Final = frozenset("off away out".split())
_NOT_HAPPENING: Final = frozenset("evening morning raining snowing pouring drizzling".split())
_LATER: Final = frozenset("next later following tomorrow".split())
_BEFORE_SETTINGS: Final = _LATER | frozenset(
    "the that same early late in at and then now by on this one years days hours another".split()
)
_SEEN_SO: Final = tuple(["we", "see", whom] for whom in "it this that him her them".split())
"""Before a framing of the picture that is open: "we see it from above"."""
_LITTLE: Final = frozenset("little bit touch tad".split())
_MOST_WORDS: Final = 6  # of "Lighthouse, night, heavy rain."


def begins_shot(reading: Reading, match: Match) -> bool:
    """Whether a framing, a move or a setting begins a new shot."""
    if match.kind in _FRAMINGS:
        return _reframes(reading, match)
    if match.kind == "move":
        return _moves_on(reading, match)
    return match.kind in _SETTINGS and _jumps(reading, match)


def _is_telling(reading: Reading) -> bool:
    """Whether the open shot shows something, or this sentence does."""
    return reading.board.open and (bool(reading.picture) or reading.board.last.has_picture)


def _reframes(reading: Reading, match: Match) -> bool:
    if not _is_telling(reading):
        return False
    kind, fields = match.kind, reading.board.last.fields
    if kind in reading.stated and fields.get(kind) == match.value:
        return False
    if not reading.shown:
        said_of_it = reading.norms[: match.start][-3:] in _SEEN_SO
        return not reading.fresh and not said_of_it and _reframes_at_once(reading, match)
    if kind not in fields:
        if _frames_another(reading, kind):
            _begin_with_sentence(reading)
        return False
    if kind in reading.stated:
        return not (reading.starts_clause(match.start) and reading.ends_clause(match.end))
    _begin_with_sentence(reading)
    return False


def _frames_another(reading: Reading, kind: str) -> bool:
    """Whether a sentence about another thing is framed by itself: "The bowl from above. Her cat watches, close up."."""
    draft = reading.board.last
    framed = any(other in draft.fields and other not in reading.stated for other in _ASKED_ONCE - {kind})
    return framed and not reading.fresh and draft.has_picture and _names_another(draft, reading.picture)


def _names_another(draft: Draft, words: Sequence[Token]) -> bool:
    """Whether words begin with the name of a thing that a shot doesn't show."""
    if not words or words[0].norm not in DETERMINERS:
        return False
    subject = {stem(word.norm) for word in content(words[: noun_phrase_end(words, 0)])}
    return bool(subject) and subject.isdisjoint(stem(word.norm) for each in draft.picture for word in each)


def _reframes_at_once(reading: Reading, match: Match) -> bool:
    """Whether a framing that a sentence begins with begins a shot."""
    draft = reading.board.last
    if match.kind in draft.fields:
        return True
    if not reading.stated.isdisjoint(("size", "angle")):
        return False  # "wide, dead centre"
    if draft.numbered and len(reading.board.drafts) > 1 and reading.board.drafts[-2].numbered:
        return False  # who counts the shots counts each of them
    if match.value == "ELS" and reading.norms[match.end - 1] in _FAR:
        return False  # "far off, a sail"
    if match.value in _WIDE and len(reading.board.drafts) == 1 and _sets_scene(draft):
        return False
    return _tells(reading, match.end) and not _is_setting_only(draft)


def _begin_with_sentence(reading: Reading) -> None:
    """What this sentence has shown so far is another shot already."""
    picture, reading.picture = reading.picture, []
    fields = reading.board.last.fields
    stated = {kind: fields.pop(kind) for kind in reading.stated if kind in fields}
    reading.begin_shot(0)
    reading.picture, reading.shown = picture, True
    reading.board.last.fields.update(stated)


def _tells(reading: Reading, place: int) -> bool:
    """Whether the words from here show more than weather, light and hour."""
    while place < len(reading.words):
        found = next((match for match in reading.at(place) if match.kind in _ATMOSPHERE), None)
        if found is None and shows(reading.words[place : place + 1]):
            return True
        place = found.end if found else place + 1
    return False


def _sets_scene(draft: Draft) -> bool:
    """Whether what opens the board says where or when, and of nobody what they do: "A motel corridor, night."."""
    words = [word for sentence in draft.picture for word in sentence]
    if len(words) > _LONGEST_SCENE or not {"size", "angle"}.isdisjoint(draft.fields):
        return False
    placed = not {"place", "time_of_day", "weather", "interior"}.isdisjoint(draft.fields)
    return placed and not any(word.norm.removesuffix("s") in _SOMEBODY or word.norm in _SOMEBODY for word in words)


def _is_setting_only(draft: Draft) -> bool:
    """Whether a shot has said where and when, and not yet what: "Lighthouse, night, heavy rain."."""
    if len(draft.picture) != 1 or not {"size", "angle"}.isdisjoint(draft.fields):
        return False
    sentence = draft.picture[0]
    happens = any(
        word.norm in DETERMINERS or (word.norm.endswith("ing") and word.norm not in _NOT_HAPPENING) for word in sentence
    )
    placed = "place" in draft.fields or "time_of_day" in draft.fields
    return placed and not happens and len(content(sentence)) <= _MOST_WORDS


def _moves_on(reading: Reading, match: Match) -> bool:
    """Whether a move begins a new shot: a "tracking shot of", or a second move."""
    if reading.shown or reading.fresh or not _is_telling(reading):
        return False
    if reading.norms[match.end - 1] != "shot":
        if reading.norm(match.end) in {"a", "an"} and reading.norm(match.end + 1) not in _LITTLE:
            return True
        if "move" not in reading.board.last.fields:
            return False
    return shows(reading.words[match.end :])


def _jumps(reading: Reading, match: Match) -> bool:
    """Whether a place or time at the start of a sentence takes us elsewhere: "Inside, …", "The next morning, …"."""
    if reading.fresh or not reading.board.shows:
        return False
    before = set(reading.norms[: match.start])
    if before & STATING or (shows(reading.words[: match.start]) and not before <= _BEFORE_SETTINGS):
        return False
    told = shows(reading.words[match.end :])
    if match.kind == "interior":
        return told
    hour = reading.board.last.setting("time_of_day")
    return (told and hour not in (None, match.value)) or not before.isdisjoint(_LATER)
