"""What speakers say to steer the board rather than to be drawn: cuts, framings, fillers, durations, corrections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from voice2image.prompters._sentences import Token

__all__ = [
    "Correction",
    "continues_panel",
    "corrected",
    "find_correction",
    "opens_with_framing",
    "shows_something",
    "split_at_cuts",
    "take_duration",
    "without_cut",
    "without_fillers",
]

_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|final|new|opening|closing"
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"{'|'.join(_NUMBER_WORDS)}|\d{{1,4}}"
_LEAD = r"(?:(?:and|so|then|now|next|we|okay|ok|right|well) )*"
_SHOT = "shot|panel|frame|scene|picture|image"

_CUT = re.compile(
    rf"\b(?P<lead>{_LEAD})(?:smash |hard |match |jump )?"
    r"(?P<cut>cut(?:ting)? (?:back )?to|(?:dissolve|wipe|fade) (?:in)?to)\b"
)
_CUT_AT_CLAUSE = re.compile(
    rf"^{_LEAD}(?:"
    r"(?:we )?open (?:on|with)"
    rf"|(?:(?:for|in) )?(?:the |a |my |our )?(?:{_ORDINAL}) (?:{_SHOT})(?: (?:is|shows|has|of|we see))*"
    rf"|(?:{_SHOT}) (?:number )?(?:{_NUMBER})(?: (?:is|shows|has|of|we see))*"
    r")\b"
)
# These mean a new panel only when a comma sets them off: "Next, …", "And last, …".
_STEP = re.compile(
    r"^(?:and |so |then )*(?:next|then|finally|lastly|last|at last|after that|last of all|firstly|first)$"
)
_FRAMING = re.compile(
    r"^(?:and |then )*(?:a |an |the |in )?(?:extreme |very |big |tight |super )*"
    r"(?:close[- ]?ups?|wide[- ](?:shot|angle)|(?:medium|mid) (?:shot|close[- ]?up|wide|long)|long shot|full shot"
    r"|(?:low|high|dutch|wide) angle|bird'?s[- ]eye|worm'?s[- ]eye|over[- ]the[- ]shoulder|establishing(?: shot)?"
    r"|two[- ]shot|p\.?o\.?v|aerial|overhead|tight on|insert)\b"
)
_FILLER = re.compile(r"\b(?:u+m+|u+h+|uh[- ]?huh|e+r+m*|hm+|mm+|ahem|you know(?! (?:what|how|who|where|why)))\b")
_OPENERS = frozenset({"okay", "ok", "right", "so", "well", "alright", "like", "yeah", "anyway", "now"})
# Words that alone show nothing: what is left of "Then we, …" when the speaker starts over.
_CONNECTIVES = _OPENERS | frozenset({"then", "and", "next", "we", "but", "or", "the", "a", "it", "is", "cut"})
# A speaker repeats these only while looking for the next word; "very very" is meant.
_STUTTERED = frozenset(
    "a an the and or of in on at to with from by for is are was it it's its i we he she they there his her".split()
)
_DURATION = re.compile(
    r"\b(?:and |let's |just )*(?:hold|stay|linger)(?: (?:on|with))?(?: (?:that|this|it|there|here))?(?: shot)?"
    rf" for (?:like |about |around |maybe |say )*(?P<count>an?|{_NUMBER})(?P<half> and a half)?"
    r" (?:seconds?|secs?|beats?)\b"
)
_SCRATCH = re.compile(r"\b(?:no |wait |actually |sorry )*(?:scratch|strike) that\b")
# Said of things in the picture as well ("and drop it"), so these have to be all that is said.
_FORGET = re.compile(r"^(?:oh |no |wait |actually |sorry )*(?:scratch|strike|forget|delete|drop) (?:that|it)$")
# Recognisers hear "no wait" as "no weight", and in "no way, make it" as well.
_MAKE = r"(?: (?:wait|actually|sorry))?(?: let's)? (?:make|turn|change) (?:it|that|this)(?: (?:in)?to)?"
_TAKES_BACK = re.compile(rf"\b(?:oh )?(?:no (?:wait|weight)|wait no){_MAKE}\b")
_TAKES_BACK_AT_CLAUSE = re.compile(
    rf"\b(?:oh )?(?:no (?:way|no|sorry)|sorry no|actually no|or rather|i mean|wait|no|sorry|actually){_MAKE}\b"
    r"|\b(?:oh )?(?:no (?:wait|sorry)|(?:wait|sorry|actually) no|or rather)\b"
)
_MAKE_IT = re.compile(r"^(?:and |just |actually )*make (?:it|that)\b")
_TIMES = frozenset("dawn sunrise morning noon midday afternoon sunset dusk evening night midnight day".split())
_DETERMINERS = frozenset("a an the one two three four five some several many his her their my our this that".split())
_PRONOUNS = frozenset("i you he she it we they who that which and to".split())
_SUBJECTS = _DETERMINERS | frozenset("of on she he they it we i there there's".split())
_PREPOSITIONS = frozenset(
    "in on at of by with under over near along through behind beside from to into against across above below".split()
)


@dataclass(frozen=True, slots=True)
class Correction:
    """Something taken back: the words from `start` to `end` of a piece say so."""

    start: int
    end: int
    replacement: list[Token]
    """What stands instead of what was said last; empty to strike it."""


def split_at_cuts(words: list[Token]) -> list[tuple[bool, list[Token]]]:
    """Cut `words` where a new panel is announced. Yields at least one piece; the first need not start a panel."""
    starts = sorted(_cut_starts(words))
    bounds = [0, *(start for start in starts if start > 0), len(words)]
    return [(begin in starts, words[begin:end]) for begin, end in pairwise(bounds)]


def without_cut(words: list[Token]) -> list[Token]:
    """`words` without the announcement of a panel at their start: "cut to a close-up" is "a close-up"."""
    changed = True
    while changed and words:
        changed = False
        for pattern in (_CUT, _CUT_AT_CLAUSE):
            match = pattern.match(_line(words))
            if match and match.end():
                words, changed = words[_index(words, match.end()) :], True
        clause = _clause_end(words, 0)
        if words and clause < len(words) and _STEP.match(_line(words[:clause])):
            words, changed = words[clause:], True
    return words


def continues_panel(words: list[Token]) -> bool:
    """Whether a sentence speaks about what was said before it: a correction, or how long to hold."""
    kept = without_fillers(words)
    line, clause = _line(kept), _line(kept[: _clause_end(kept, 0)])
    cues = (_SCRATCH, _TAKES_BACK, _TAKES_BACK_AT_CLAUSE, _MAKE_IT, _DURATION)
    return bool(_FORGET.match(clause)) or any(cue.match(line) for cue in cues)


def opens_with_framing(words: list[Token]) -> bool:
    """Whether a sentence begins with a shot size or an angle, which is how speakers begin a new panel."""
    return bool(_FRAMING.match(_line(without_fillers(words))))


def without_fillers(words: list[Token]) -> list[Token]:
    """`words` without "um", "you know", an opening "okay, so", broken-off words and stuttered ones."""
    kept = _cut_out(words, _FILLER)
    kept = [word for word in kept if not word.text.endswith(("-", "–", "...-"))]
    while len(kept) > 1 and kept[0].norm in _OPENERS and (kept[0].ends_clause or kept[1].norm in _OPENERS):
        kept = kept[1:]
    return _without_stutter(kept)


def shows_something(words: list[Token]) -> bool:
    """Whether there is anything to draw in `words`."""
    return any(word.norm and word.norm not in _CONNECTIVES for word in words)


def take_duration(words: list[Token]) -> tuple[float | None, list[Token]]:
    """The seconds a panel is to stand, if `words` say so, and the words without that."""
    match = _DURATION.search(_line(words))
    if match is None:
        return None, words
    count = match["count"]
    seconds = 1.0 if count in {"a", "an"} else float(_NUMBER_WORDS.index(count) + 1 if count.isalpha() else count)
    return seconds + (0.5 if match["half"] else 0.0), _cut_out(words, _DURATION)


def find_correction(words: list[Token]) -> Correction | None:
    """The first spoken correction in `words`."""
    found = sorted([*_strikes(words), *_replacements(words)], key=lambda each: (each.start, -each.end))
    return found[0] if found else None


def _strikes(words: list[Token]) -> Iterator[Correction]:
    """Where something is struck: "scratch that" anywhere, "forget that" as a clause of its own."""
    for match in _SCRATCH.finditer(_line(words)):
        yield Correction(_index(words, match.start()), _index(words, match.end()), [])
    for begin in _clause_begins(words):
        end = _clause_end(words, begin)
        if _FORGET.match(_line(words[begin:end])):
            yield Correction(begin, end, [])


def _replacements(words: list[Token]) -> Iterator[Correction]:
    """Where something is put in place of what was said: "no wait, make it …", and after "scratch that" as well."""
    line = _line(words)
    spans = [match.span() for match in _TAKES_BACK.finditer(line)]
    spans += [m.span() for m in _TAKES_BACK_AT_CLAUSE.finditer(line) if _begins_clause(words, _index(words, m.start()))]
    spans += [match.span() for match in _MAKE_IT.finditer(line)]
    places = [(_index(words, start), _index(words, end)) for start, end in spans]
    for strike in _strikes(words):
        make = _MAKE_IT.match(_line(words[strike.end :]))
        if make:
            places.append((strike.start, strike.end + _index(words[strike.end :], make.end())))
    for start, end in places:
        stop = _clause_end(words, end)
        if stop > end:
            yield Correction(start, stop, words[end:stop])


def corrected(sentence: list[Token], correction: Correction) -> list[Token]:
    """`sentence` with its last statement struck or replaced."""
    new = correction.replacement
    if not new:
        return []
    times = [place for place, word in enumerate(sentence) if word.norm in _TIMES]
    if len(new) == 1 and new[0].norm in _TIMES and times:
        return [*sentence[: times[-1]], _in_place_of(sentence[times[-1]], new[0]), *sentence[times[-1] + 1 :]]
    begin, end = _last_noun_phrase(sentence)
    if any(word.norm in _PREPOSITIONS for word in new):
        end = _clause_end(sentence, begin)
    if new[0].norm not in _DETERMINERS:
        return [*_with_comma(sentence), *new]
    last = _in_place_of(sentence[end - 1], new[-1])
    return [*sentence[:begin], *new[:-1], last, *sentence[end:]]


def _last_noun_phrase(sentence: list[Token]) -> tuple[int, int]:
    """Where the thing stands that a "make it …" most likely means: the subject of the last clause that has one."""
    begins = _clause_begins(sentence)
    begin = next((b for b in reversed(begins) if sentence[b].norm in _DETERMINERS), begins[-1])
    framing = _FRAMING.match(_line(sentence[begin:]))
    if framing:
        after = begin + _index(sentence[begin:], framing.end())
        if after + 1 < len(sentence) and sentence[after].norm == "of":
            begin = after + 1
    end = begin + 1
    while end < len(sentence) and sentence[end].norm not in _PREPOSITIONS and not sentence[end - 1].ends_clause:
        end += 1
    return begin, end


def _cut_starts(words: list[Token]) -> set[int]:
    line = _line(words)
    starts = {_index(words, match.start()) for match in _CUT.finditer(line) if _is_cut(words, match)}
    begins = set(_clause_begins(words))
    begins |= {_index(words, match.end()) for match in _DURATION.finditer(line)}
    shown = False
    for begin in sorted(begins - {len(words)}):
        end = _clause_end(words, begin)
        clause = _line(words[begin:end])
        if _CUT_AT_CLAUSE.match(clause) or (end < len(words) and _STEP.match(_unfilled(clause))):
            starts.add(begin)
            shown = False
        elif shown and _reframes(words, begin):
            starts.add(begin)
        shown = shown or (shows_something(words[begin:end]) and not _FRAMING.match(clause))
    return _without_neighbours(starts, words)


def _is_cut(words: list[Token], match: re.Match[str]) -> bool:
    """Whether "cut to" is said to the board: "she cut to the chase" isn't, nor is "the ghosts fade into the mist"."""
    start = _index(words, match.start())
    if match["lead"] or start == 0 or words[start - 1].ends_clause:
        return True
    # Only "cut to" is plain enough for a recogniser's text without any punctuation.
    return match["cut"].startswith("cut") and words[start - 1].norm not in _PRONOUNS and _begins_clause(words, start)


def _reframes(words: list[Token], begin: int) -> bool:
    """Whether a clause amid a sentence frames something new: ", low angle, a deer steps out", not ", wide shot"."""
    framing = _FRAMING.match(_line(words[begin:]))
    if framing is None:
        return False
    after = begin + _index(words[begin:], framing.end())
    return after < len(words) and words[after].norm in _SUBJECTS


def _without_neighbours(starts: set[int], words: list[Token]) -> set[int]:
    """Of cuts with nothing but fillers between them ("Then, um, cut to"), the first."""
    kept: list[int] = []
    for start in sorted(starts):
        if not kept or shows_something(without_cut(without_fillers(words[kept[-1] : start]))):
            kept.append(start)
    return set(kept)


def _unfilled(line: str) -> str:
    return " ".join(_FILLER.sub("", line).split())


def _without_stutter(words: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for word in words:
        if kept and word.norm == kept[-1].norm and word.norm in _STUTTERED:
            kept.pop()
        kept.append(word)
    return kept


def _cut_out(words: list[Token], pattern: re.Pattern[str]) -> list[Token]:
    """`words` without those that `pattern` matches."""
    kept: list[Token] = []
    position = 0
    for match in pattern.finditer(_line(words)):
        begin, end = _index(words, match.start()), _index(words, match.end())
        kept.extend(words[position:begin])
        position = end
    return [*kept, *words[position:]]


def _line(words: list[Token]) -> str:
    return " ".join(word.norm for word in words)


def _index(words: list[Token], offset: int) -> int:
    """The token that begins at or after character `offset` of the line of `words`."""
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word.norm) + 1
    return bisect_left(starts, offset)


def _clause_begins(words: list[Token]) -> list[int]:
    return [0, *(place + 1 for place, word in enumerate(words[:-1]) if word.ends_clause)] if words else []


def _begins_clause(words: list[Token], place: int) -> bool:
    """Whether a clause begins there, or could, since the words have no punctuation between them."""
    return place == 0 or words[place - 1].ends_clause or not any(word.ends_clause for word in words[:-1])


def _clause_end(words: list[Token], begin: int) -> int:
    return next((place + 1 for place in range(begin, len(words)) if words[place].ends_clause), len(words))


def _in_place_of(old: Token, new: Token) -> Token:
    """`new` with the punctuation of the word it replaces."""
    tail = old.text[len(old.text.rstrip(".,;:!?…—")) :]
    return new.reworded(new.text.rstrip(".,;:!?…—") + tail)


def _with_comma(sentence: list[Token]) -> list[Token]:
    last = sentence[-1]
    return [*sentence[:-1], last.reworded(last.text.rstrip(".,;:!?…—") + ",")]
