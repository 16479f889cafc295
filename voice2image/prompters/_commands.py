"""Spoken edits: what a command's words say is to be done, and doing it to a draft or to the board."""

from __future__ import annotations

from collections.abc import Sequence

from voice2image.prompters._draft import Draft
from voice2image.prompters._english import DETERMINERS, PREPOSITIONS, content, head_of, noun_phrase_end, stem
from voice2image.prompters._phrases import ORDINALS, number_of
from voice2image.prompters._sentences import Token, normal_form
from voice2image.prompters._vocabulary import matcher

__all__ = ["SETTINGS", "change", "find_shot", "lose", "numbers_in", "place_of", "replace_thing", "set_field"]

SETTINGS = ("size", "angle", "move", "transition", "time_of_day", "weather", "interior")
_CLOSER = ["ELS", "EST", "WS", "MLS", "MS", "MCU", "CU", "ECU"]


def numbers_in(words: Sequence[Token], count: int) -> list[int]:
    """The panels that a command names, from 1: "two", "the last one", "shot three"."""
    found: list[int] = []
    for place, word in enumerate(words):
        norm = word.norm
        if norm in {"last", "previous"}:
            after = words[place + 1].norm if place + 1 < len(words) else ""
            found += [count - 1, count] if after in {"two", "2"} else [count]
        elif norm in {"opening"} or (norm == "first" and place + 1 < len(words) and words[place + 1].norm in {"two", "2"}):
            found += [1, 2] if norm == "first" else [1]
        elif norm in ORDINALS:
            found.append(ORDINALS[norm])
        elif (number := number_of(norm)) is not None and not (place and words[place - 1].norm in {"last", "first", "those", "these"}):
            if not (norm == "one" and place and words[place - 1].norm in {"that", "this", "last", "the", *ORDINALS}):
                found.append(number)
    return found


def find_shot(drafts: Sequence[Draft], words: Sequence[Token]) -> int | None:
    """The last shot whose picture holds the most of what some words name: its place from 0, or ``None``."""
    wanted = {stem(word.norm) for word in content(words)} - {"shot", "panel", "one", "frame", "close", "picture"}
    best, place = 0, None
    for number, draft in enumerate(drafts):
        have = {stem(word.norm) for sentence in draft.picture for word in sentence}
        have |= {stem(normal_form(part)) for name in draft.characters for part in name.split()}
        hits = len(wanted & have)
        if hits and hits >= best:
            best, place = hits, number
    return place


def set_field(draft: Draft, kind: str, value: str, words: Sequence[Token] = ()) -> None:
    """Give a field a new value. Time and weather are spoken of in the picture too, where the new words take the old's place."""
    draft.fields[kind] = value
    if kind not in ("time_of_day", "weather", "interior"):
        return
    finder = matcher(kind)
    new = [word for word in words if word.norm not in ("and",)]
    for sentence in draft.picture:
        norms = [word.norm for word in sentence]
        for place in range(len(sentence) - 1, -1, -1):
            found = [match for match in finder.at(norms, place) if match.phrase.kind == kind and match.phrase.value != value]
            if found:
                end = found[0].end
                put = _like(sentence[place], sentence[end - 1], new) if new else []
                sentence[place:end] = put
                new = []
                norms = [word.norm for word in sentence]
    if new:
        _append(draft, new)


def place_of(sentence: Sequence[Token], wanted: Sequence[Token]) -> tuple[int, int] | None:
    """Where a thing stands in a sentence, its determiner and adjectives with it."""
    head = head_of(wanted)
    for place in range(len(sentence) - 1, -1, -1):
        if head and stem(sentence[place].norm) == head:
            begin = place
            while begin > 0 and not sentence[begin - 1].ends_clause and sentence[begin - 1].norm not in PREPOSITIONS | {"and", "then"}:
                begin -= 1
                if sentence[begin].norm in DETERMINERS or sentence[begin].norm.endswith("'s"):
                    break
            else:
                begin = place if begin == place or place - begin > 3 else begin
            return begin, place + 1
    return None


def replace_thing(draft: Draft, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Put one thing for another wherever the picture names it."""
    done = False
    for sentence in draft.picture:
        span = place_of(sentence, old)
        while span:
            begin, end = span
            sentence[begin:end] = _like(sentence[begin], sentence[end - 1], _with_determiner(sentence[begin], new))
            done = True
            span = place_of(sentence[:begin], old)
    return done


def lose(draft: Draft, thing: Sequence[Token]) -> bool:
    """Take a thing out of the picture, and what is only said of it."""
    done = False
    for number, sentence in enumerate(draft.picture):
        span = place_of(sentence, thing)
        if span is None:
            continue
        begin, end = span
        while begin > 0 and sentence[begin - 1].norm in PREPOSITIONS | {"and", "there's", "there", "is", "are", "has"} and not sentence[begin - 1].ends_clause:
            begin -= 1
        if end < len(sentence) and not sentence[end - 1].ends_clause and sentence[end].norm in PREPOSITIONS:
            end += 1  # of "frost on the cabbages" the cabbages stay
        else:
            while end < len(sentence) and not sentence[end - 1].ends_clause and sentence[end].norm != "and":
                end += 1
        draft.picture[number] = [*sentence[:begin], *sentence[end:]]
        done = True
    draft.picture = [sentence for sentence in draft.picture if sentence]
    return done


def change(draft: Draft, words: Sequence[Token]) -> None:
    """Carry out "make it …" on a shot: directions set their fields, anything else takes the place of a thing, or is added."""
    norms = [word.norm for word in words]
    finder = matcher("size", "angle", "move", "time_of_day", "weather", "interior", "framing", "lens")
    rest: list[Token] = []
    told: list[tuple[str, str, Sequence[Token]]] = []
    place = 0
    while place < len(words):
        found = [m for m in finder.at(norms, place) if m.phrase.where == "anywhere" or (m.end == len(words) or words[m.end - 1].ends_clause) and (place == 0 or words[place - 1].ends_clause or norms[place - 1] in {"a", "an"})]
        if norms[place] in {"closer", "tighter", "nearer"} or norms[place] in {"wider"}:
            step_size(draft, 1 if norms[place] != "wider" else -1)
            place += 1
        elif found:
            match = found[0]
            span = list(words[place : match.end])
            if match.phrase.kind in ("framing", "lens"):
                draft.add(match.phrase.kind, match.phrase.value or " ".join(norms[place : match.end]))
            else:
                told.append((match.phrase.kind, match.phrase.value, span if match.kept else ()))
            place = match.end
        else:
            rest.append(words[place])
            place += 1
    _put(draft, rest)
    for kind, value, span in told:
        set_field(draft, kind, value, span)


def _put(draft: Draft, rest: list[Token]) -> None:
    """Put what isn't a direction in place of a thing in the picture, or add it."""
    rest = [word for word in rest if word.norm not in {"a", "an", "the", "at", "in", "it's", "please", "instead", "actually", "and", "shot", "more"}] and rest
    while rest and rest[-1].norm in {"a", "an", "the", "at", "in", "please", "instead", "actually", "and", "too", "on", "of", "for"}:
        rest = rest[:-1]
    rest = _without_aim(rest)
    if not rest or not content(rest):
        return
    verb = next((place for place, word in enumerate(rest) if word.norm in {"is", "are", "was", "it's", "gonna", "should"}), None)
    if verb and draft.picture and (span := next((n for n in range(len(draft.picture) - 1, -1, -1) if place_of(draft.picture[n], rest[:verb])), None)) is not None:
        draft.picture[span] = [word for word in rest if word.norm not in {"gonna", "should"}]
        return
    if draft.picture and rest[0].norm in DETERMINERS:
        _replace_last(draft, rest)
    else:
        _append(draft, rest)


def _without_aim(words: list[Token]) -> list[Token]:
    """Without "for that one", "in this shot", "and": what a change is for, not what it is."""
    norms = [word.norm for word in words]
    for tail in (["for", "that", "one"], ["for", "this", "one"], ["in", "that", "one"], ["in", "this", "shot"], ["in", "that", "shot"], ["for", "the", "last", "one"], ["all", "along"]):
        for place in range(len(norms) - len(tail) + 1):
            if norms[place : place + len(tail)] == tail:
                words = [*words[:place], *words[place + len(tail) :]]
                norms = [word.norm for word in words]
                break
    while words and words[0].norm in {"and", "but", "so", "there", "already", "been"}:
        words = words[1:]
    return words


def step_size(draft: Draft, by: int) -> None:
    """One shot size closer, or wider."""
    size = draft.fields.get("size")
    place = _CLOSER.index(size) if size in _CLOSER else 4
    draft.fields["size"] = _CLOSER[min(max(place + by * (2 if place in (2, 4) else 1), 0), len(_CLOSER) - 1)]


def _replace_last(draft: Draft, new: Sequence[Token]) -> None:
    """Put a thing in place of what "it" most likely is: the subject of the last sentence, or of its last clause."""
    sentence = draft.picture[-1]
    shared = [word for word in content(new) if any(stem(word.norm) == stem(other.norm) for other in sentence)]
    begin = 0
    if shared:
        span = place_of(sentence, [shared[-1]])
        begin = span[0] if span else 0
    else:
        begins = [0, *(place + 1 for place in range(len(sentence) - 1) if sentence[place].ends_clause)]
        begin = next((b for b in reversed(begins) if sentence[b].norm in DETERMINERS), begins[-1])
    end = noun_phrase_end(sentence, begin)
    if any(word.norm in PREPOSITIONS for word in new) and end < len(sentence) and sentence[end].norm in {word.norm for word in new}:
        while end < len(sentence) and not sentence[end - 1].ends_clause:
            end += 1  # "with no face" goes with the teacher who has a fox's now
    sentence[begin:end] = _like(sentence[begin], sentence[end - 1], new)


def _append(draft: Draft, words: Sequence[Token]) -> None:
    if not draft.picture:
        draft.picture.append(list(words))
        return
    last = draft.picture[-1]
    if last:
        end = last[-1]
        last[-1] = end.reworded(end.text.rstrip(".!?,;:") + ",")
    last += words


def _with_determiner(old: Token, new: Sequence[Token]) -> list[Token]:
    """`new` with the determiner that stood before, where it has none: "the old dog", "cat" is "the cat"."""
    words = list(new)
    if words and words[0].norm not in DETERMINERS and old.norm in {"the", "a", "his", "her", "their", "that", "this"}:
        return [old, *words]
    return words


def _like(first: Token, last: Token, new: Sequence[Token]) -> list[Token]:
    """`new` with the comma or stop that stood behind the words it takes the place of."""
    if not new:
        return []
    words = list(new)
    mark = last.text[len(last.text.rstrip(".,;:!?")) :]
    words[-1] = words[-1].reworded(words[-1].text.rstrip(".,;:!?") + mark)
    return words
