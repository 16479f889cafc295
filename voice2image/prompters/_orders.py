"""Spoken edits in their sentence: which words are a command, which panel it means, and what it leaves of the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from voice2image.prompters import _commands as commands
from voice2image.prompters._board import Board, heard_of
from voice2image.prompters._draft import Draft
from voice2image.prompters._english import DETERMINERS, content, noun_phrase_end
from voice2image.prompters._phrases import Match
from voice2image.prompters._sentences import Token
from voice2image.prompters._vocabulary import matcher

if TYPE_CHECKING:
    from voice2image.prompters._listen import _Reading

__all__ = ["Orders"]

_PANELS: Final = frozenset("shot panel frame cut picture scene image".split())
_AGREE: Final = frozenset("instead then please actually though rather".split())
_VERBS_OF_CHANGE: Final = frozenset(
    "make should change add lose hold needs instead let's give put have turn be drop without can must remove shorter longer closer wider different".split()
)


class Orders:
    """Carries out spoken edits.

    Args:
        board: What is edited.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self.subject: int | None = None
        """The place of the shot that was edited last, as long as nothing else is said: what "it" means."""

    def try_order(self, reading: _Reading, place: int) -> int | None:
        """Carry out the command that begins at a clause, if one does; where its words end."""
        norms = reading.norms
        for match in reading.at(place):
            if match.phrase.kind == "command":
                stop = self._carry_out(match, reading)
                if stop is not None:
                    return stop
        return self._for_all(reading, place) or self._by_description(reading, place)

    def _for_all(self, reading: _Reading, place: int) -> int | None:
        """ "Time of day is dusk for all of it", "handheld the whole time": for every shot that there is."""
        norms = reading.norms
        if place or reading.sentence or not self._board.drafts or len(norms) > 16:
            return None
        text = " ".join(norms)
        if not any(each in text for each in ("for all", "in all", "all of them", "all of it", "the whole time", "throughout", "every shot", "everywhere", "all the shots", "all shots", "all the way through")):
            return None
        found = [m for start in range(len(norms)) for m in reading.at(start)[:1] if m.phrase.kind in ("size", "angle", "move", "time_of_day", "weather")]
        spoken = {n for m in found for n in norms[m.start : m.end]}
        spoken |= set("time of day is for all in it them the whole time throughout every shot shots everywhere make way through and".split())
        if not found or any(word.norm not in spoken for word in content(reading.words)):
            return None
        self._board.close()
        for number, draft in enumerate(self._board.drafts):
            for match in found:
                words = reading.words[match.start : match.end] if match.kept else ()
                commands.set_field(draft, match.phrase.kind, match.phrase.value, words)
            self._told(number, reading.words)
        return len(norms)

    def _carry_out(self, match: Match, reading: _Reading) -> int | None:
        order, words, end = match.phrase.value, reading.words, match.end
        if not self._board.drafts and not reading.sentence:
            return None
        perform = getattr(self, f"_{order}")
        stop: int | None = perform(match, reading)
        return None if stop is None else max(stop, min(end, len(words)))

    # -- each command: what it does, and where its words end; None if it isn't meant as one -----------------------------

    def _strike(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        rest = content(words[end:])
        alone = reading._ends_clause(end) or "scratch" in reading.norms[match.start : end] or "last" in reading.norms[match.start : end]
        if not alone:
            return None
        heard = heard_of(words[match.start : end])
        if "dialogue" in reading.norms[match.start : end + 2]:
            self._keep_last()
            self._current().dialogue.clear()
            return len(words)
        if "last" in reading.norms[match.start : end] or self._names_shot(words[match.start : end]):
            reading._flush()
            if self._board.drafts:
                self._board.remove(len(self._board.drafts) - 1, heard)
            return end
        if reading.sentence:
            if rest and reading.norms[end] in {"make", "let's"}:
                return end
            reading.sentence.clear()
            reading.shown = False
            return end
        draft = self._current()
        if draft is None:
            return end
        if any(n in reading.norms[end : end + 3] for n in ("doesn't", "don't", "isn't", "won't", "didn't")):
            end = reading._clause_end(end)
        if rest and reading.norms[end : end + 2] in (["make", "it"], ["make", "that"], ["make", "them"]):
            return end
        if len(draft.picture) > 1 and self._board.open:
            self._keep_last()
            draft.picture.pop()
        else:
            self._board.remove(len(self._board.drafts) - 1, heard)
        return end

    def _undo(self, match: Match, reading: _Reading) -> int | None:
        heard = heard_of(reading.words[match.start : match.end])
        reading.sentence.clear()
        if not self._board.undo(heard) and self._board.drafts:
            self._board.remove(len(self._board.drafts) - 1, heard)
        return self._past_reasons(reading, reading._clause_end(match.end) if not reading._ends_clause(match.end) else match.end)

    def _restart(self, match: Match, reading: _Reading) -> int | None:
        if not reading._ends_clause(match.end):
            return None
        reading.sentence.clear()
        if self._board.open:
            self._keep_last()
            self._board.drafts[-1].picture.clear()
            self._board.drafts[-1].fields.clear()
        return match.end

    def _make(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        if end >= len(words) or reading._ends_clause(end) and "wait" not in reading.norms[match.start : end]:
            return end if match.start == 0 and end >= len(words) and "make" in reading.norms[match.start : end] else None
        head = reading.norms[match.start : end]
        if head[-1] in {"meant", "mean"} and reading.norms[self._clause(reading, end) :][:1] == ["not"]:
            return self._no_wait(match, reading)
        suggests = head[-1] in {"say", "do", "with", "for", "have", "go"} or "let's" in head and "make" not in head
        if suggests and not (set(head) & {"no", "wait", "sorry", "actually"}):
            return self._have(match, reading)
        reading._flush()
        stop = self._clause(reading, end)
        target = self._target_in(words[end:stop]) if reading.norms[end:stop] else None
        draft, number = self._target(target)
        if draft is None:
            return None
        self._board.keep(number)
        commands.change(draft, self._without_target(words[end:stop]))
        while stop < len(words) and reading.norms[stop] == "and" and not any(m.phrase.kind == "announce" for m in matcher().at(reading.norms, stop)):
            further = self._clause(reading, stop + 1)
            commands.change(draft, words[stop + 1 : further])
            stop = further
        self._told(number, words[match.start : stop])
        return stop

    def _have(self, match: Match, reading: _Reading) -> int | None:
        """ "Let's have the seagull with a chip in its beak": more of a thing that an earlier shot shows."""
        words, end = reading.words, match.end
        if reading.norms[match.end - 1] != "have" or end >= len(words) or reading.norms[end] not in {"the", "that", "him", "her", "them"}:
            return None
        thing = words[end : noun_phrase_end(words, end)]
        draft, number = self._find(thing, None)
        stop = self._clause(reading, end)
        if draft is None or stop - end <= len(thing):
            return None
        reading._flush()
        self._board.keep(number)
        commands.replace_thing(draft, thing, words[end:stop])
        self._told(number, words[match.start : stop])
        return stop

    def _no_wait(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        head = reading.norms[match.start : end]
        if head[-1] == "mean" or end >= len(words):
            return end if head[-1] == "mean" or match.start == 0 or len(head) > 1 else None
        if len(head) == 1 and head[0] in {"correction"} and not reading._ends_clause(end):
            return None
        if head == ["sorry"] and not (reading.sentence and reading.norms[end] in DETERMINERS and any(w.norm == reading.norms[end] for w in reading.sentence)):
            return end if reading._ends_clause(end) else None
        given = next((m for m in reading.at(end) if m.phrase.kind in ("size", "angle", "move")), None)
        if given is not None and self._board.open and given.phrase.kind in self._board.last.fields:
            self._board.last.fields.pop(given.phrase.kind)
            reading.stated.discard(given.phrase.kind)
            return end
        stop = self._clause(reading, end)
        new = words[end:stop]
        if reading.norms[end] in {"i", "i'm", "i'd", "that's", "that", "is", "sorry", "hmm"}:
            return stop
        behind = reading.norms[stop : stop + 2]
        if behind and behind[0] == "not" and stop + 1 < len(words):
            last = self._clause(reading, stop)
            draft, number = self._find(words[stop + 1 : last], None)
            if draft is not None:
                reading._flush()
                self._board.keep(number)
                commands.replace_thing(draft, words[stop + 1 : last], new)
                self._told(number, words[match.start : last])
                return last
        if reading.norms[end] in {"a", "an", "the", "two", "three"} and reading.sentence:
            draft = Draft(picture=[reading.sentence])
            commands.change(draft, new)
            reading.sentence = draft.picture[0]
            return stop
        reading._flush()
        draft, number = self._target(None)
        if draft is None:
            return end
        if reading.norms[end] in {"not"}:
            return end
        if any(m.phrase.kind in ("announce", "transition", "size") for m in matcher().at(reading.norms, end)) and len(new) > 3:
            self._board.remove(number, heard_of(words[match.start : end]))
            return end
        self._board.keep(number)
        if draft.picture and (reading.norms[end] in DETERMINERS or matcher("time_of_day", "weather", "size", "angle").at(reading.norms, end)):
            commands.change(draft, new)
        elif draft.picture:
            draft.picture[-1] = list(new)
        self._told(number, words[match.start : stop])
        return stop

    def _replace(self, match: Match, reading: _Reading) -> int | None:
        words, norms, end = reading.words, reading.norms, match.end
        last = norms[match.end - 1]
        body = norms[match.start : end]
        if "not" in body:
            return self._not_this(match, reading)
        if "instead" in body or "rather" in body or "place" in body:
            return self._instead(match, reading)
        if last not in DETERMINERS or end >= len(words):
            return None
        stop = len(words)
        middle = next((p for p in range(end, stop) if norms[p] in {"to", "into", "for", "with", "a", "an"}), None)
        if middle is None:
            return None
        old = words[end - 1 : middle]
        new = words[middle + (norms[middle] not in {"a", "an"}) : self._clause(reading, middle)]
        if not content(new) or len(old) > 6:
            return None
        reading._flush()
        target = self._target_in(words[end:stop])
        draft, number = self._find(old, target)
        if draft is None:
            return None
        self._board.keep(number)
        if not commands.replace_thing(draft, old, self._without_target(new)):
            commands.change(draft, self._without_target(new))
        self._told(number, words[match.start : self._clause(reading, middle)])
        return self._clause(reading, middle)

    def _instead(self, match: Match, reading: _Reading) -> int | None:
        words, norms, end = reading.words, reading.norms, match.end
        old_end = self._clause(reading, end)
        old_end = next((p for p in range(end + 1, old_end) if norms[p] in {"do", "have", "use", "put", "make", "let's", "draw", "show"}), old_end)
        old = words[end:old_end]
        if reading.sentence and match.start > 0:  # "a grandmother with the kite, instead of the boy"
            new = [w for w in reading.sentence]
            draft, number = self._find(old, None, skip_open_sentence=True)
            if draft is None:
                return None
            reading.sentence = []
            self._board.keep(number)
            skip = 0
            while skip < len(new) and new[skip].norm not in DETERMINERS:
                skip += 1
            commands.replace_thing(draft, old, new[skip : skip + max(1, noun_phrase_end(new, skip) - skip)] or new)
            self._told(number, words[match.start : old_end])
            return old_end
        stop = self._clause(reading, old_end)
        new = list(words[old_end:stop])
        while stop < len(words) and norms[stop] != "and":
            more = self._clause(reading, stop)
            new += words[stop:more]
            stop = more
        while new and new[0].norm in {"do", "have", "make", "it", "use", "let's", "draw", "show", "put", "we", "i", "want", "see", "go", "with", "say", "get", "it's", "him", "her", "that", "there's", "be"} and len(new) > 1:
            new = new[1:]
        if not content(new):
            return None
        if new[0].norm in {"him", "her", "them", "it"}:
            new = list(old[: noun_phrase_end(old, 0)]) + new[1:] if not any(w.norm.endswith("ing") for w in old) else new[1:]
        reading._flush()
        thing = list(old[: noun_phrase_end(old, 0)])
        draft, number = self._find(old, None)
        if draft is None:
            return None
        self._board.keep(number)
        clausal = any(w.norm.endswith("ing") and len(w.norm) > 4 for w in old)
        if clausal:
            place = next((p for p in range(len(draft.picture) - 1, -1, -1) if commands.place_of(draft.picture[p], thing)), len(draft.picture) - 1)
            span = commands.place_of(draft.picture[place], thing)
            lone = len(content(old)) == 1 and span is not None  # "instead of running, climbing"
            draft.picture[place] = [*draft.picture[place][: span[1] - 1], *new] if lone and span else new
        elif not commands.replace_thing(draft, thing, new):
            commands.change(draft, new)
        self._told(number, words[match.start : stop])
        return stop

    def _not_this(self, match: Match, reading: _Reading) -> int | None:
        """ "Not a cat, a hamster": the second in place of the first."""
        words, norms, end = reading.words, reading.norms, match.end
        old_end = self._clause(reading, end)
        old = words[end - 1 : old_end]
        if old_end >= len(words) or len(old) > 5:
            return None
        place = old_end
        while place < len(words) and norms[place] in {"let's", "say", "make", "it", "but", "she'd", "he'd", "it's", "do", "go", "with", "i'd", "have", "rather", "more", "like", "it'd", "be", "they'd", "we'd"}:
            place += 1
        stop = self._clause(reading, place)
        new = [word for word in words[place:stop] if word.norm != "instead"]
        if not content(new):
            return None
        if reading.sentence and commands.place_of(reading.sentence, old):
            draft = Draft(picture=[reading.sentence])
            commands.replace_thing(draft, old, new)
            reading.sentence = draft.picture[0]
            return stop
        reading._flush()
        draft, number = self._find(old, None)
        if draft is None:
            return None
        self._board.keep(number)
        if not commands.replace_thing(draft, old, new):
            return None
        if norms[stop : stop + 2] == ["make", "it"] or (stop < len(words) and norms[stop] in {"make"}):
            stop = self._clause(reading, stop)
        self._told(number, words[match.start : stop])
        return stop

    def _lose(self, match: Match, reading: _Reading) -> int | None:
        words, norms, end = reading.words, reading.norms, match.end
        body = norms[match.start : end]
        imperative = match.start == 0 or set(body) & {"actually", "no", "and", "oh", "sorry", "yeah", "forget"} or reading.words[match.start - 1].ends_clause
        if not imperative or (body[0] in {"cut", "drop", "without", "no", "skip", "kill", "scratch"} and len(body) == 2 and body[0] in {"without"}):
            return None
        stop = self._clause(reading, end)
        old = list(words[end - 1 : stop])
        if any(w.norm in {"shot", "panel", "one", "frame"} for w in old) and len(content(old)) >= 1 and not self._target_in(old):
            place = commands.find_shot(self._board.drafts, old)
            reading._flush()
            if place is not None:
                self._board.remove(place, heard_of(words[match.start : stop]))
                return stop
        reading._flush()
        if "dialogue" in [w.norm for w in old] or any(w.norm in {"line", "talking"} for w in old):
            draft, number = self._target(None)
            if draft is not None and draft.dialogue:
                self._board.keep(number)
                draft.dialogue.clear()
                self._told(number, words[match.start : stop])
                return len(words)
        target = self._target_in(old)
        thing = self._without_target(old)
        draft, number = self._find(thing, target)
        if draft is None:
            return None
        subject = draft.picture and (span := commands.place_of(draft.picture[0], thing)) and span[0] == 0 and target is None and number < len(self._board.drafts) - 1
        if subject and set(body) & {"scrap", "kill", "cut", "delete", "drop", "skip", "lose", "bin"}:
            self._board.remove(number, heard_of(words[match.start : stop]))
            return self._past_reasons(reading, stop)
        self._board.keep(number)
        if not commands.lose(draft, thing[: noun_phrase_end(thing, 0)]):
            return None
        if stop < len(words) and norms[-1] == "instead":
            commands._append(draft, words[stop:-1])
            stop = len(words)
        if stop < len(words) and norms[stop] in {"just", "make"} and content(words[stop:]):
            last = self._clause(reading, stop)
            begin = stop + 1 + (norms[stop] == "make")
            commands.change(draft, words[begin:last]) if norms[stop] == "make" else commands._append(draft, words[begin:last])
            stop = last
        self._told(number, words[match.start : stop])
        return stop

    def _add(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        stop = len(words)
        target = self._target_in(words[end:stop])
        verb = {n for n in reading.norms[match.start : end]}
        if target is None and not (verb & {"add"}):
            return self._have(match, reading)
        thing = self._without_target(words[end:stop])
        if not content(thing):
            return None
        reading._flush()
        draft, number = self._target(target)
        if draft is None:
            return None
        self._board.keep(number)
        commands._append(draft, thing) if draft.picture else draft.picture.append(list(thing))
        self._told(number, words[match.start : stop])
        return stop

    def _delete(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        self._reasons(reading)
        numbers = commands.numbers_in(words[match.start : end], len(self._board.drafts))
        numbers = [n for n in numbers if 1 <= n <= len(self._board.drafts)]
        if not numbers:
            return None
        place = end
        while place + 1 < len(words) and reading.norms[place] in {"and"} and (more := commands.numbers_in(words[place + 1 : place + 2], 0)):
            numbers += [n for n in more if 1 <= n <= len(self._board.drafts)]
            place += 2
        for number in sorted(set(numbers), reverse=True):
            self._board.remove(number - 1, heard_of(words[match.start : place]))
        return self._past_reasons(reading, place)

    def _swap(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        self._reasons(reading)
        count = len(self._board.drafts)
        numbers = commands.numbers_in(words[match.start : end], count)
        if {"them", "those", "these"} & set(reading.norms[match.start : end]):
            numbers = [count - 1, count]
        if len(numbers) < 2 or not all(1 <= n <= count for n in numbers[:2]):
            return None
        self._board.swap(numbers[0] - 1, numbers[1] - 1, heard_of(words[match.start : end]))
        return self._past_reasons(reading, end)

    def _move(self, match: Match, reading: _Reading) -> int | None:
        words, norms, end = reading.words, reading.norms[match.start : match.end], match.end
        self._reasons(reading)
        count = len(self._board.drafts)
        numbers = commands.numbers_in(words[match.start : end], count)
        ends = {"start", "front", "beginning", "top"} & set(norms)
        if ends or {"end", "back"} & set(norms) and len(numbers) == 1:
            to = 0 if ends else count - 1
        elif len(numbers) >= 2:
            to = numbers[1] - 1
            if {"after", "behind"} & set(norms):
                to += 0 if numbers[0] < numbers[1] else 1
            elif numbers[0] < numbers[1]:
                to -= 1
        else:
            return None
        if not 1 <= numbers[0] <= count:
            return None
        self._board.move(numbers[0] - 1, to, heard_of(words[match.start : end]))
        return self._past_reasons(reading, end)

    def _again(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        body = reading.norms[match.start : end]
        if body[-1] == "one" and "same" in body and len(body) < 3:
            return None
        reading._flush()
        self._board.close()
        if not self._board.drafts:
            return None
        numbers = commands.numbers_in(words[match.start : end], len(self._board.drafts))
        place = numbers[0] - 1 if numbers and 1 <= numbers[0] <= len(self._board.drafts) else len(self._board.drafts) - 1
        source = self._board.drafts[place]
        reading._said(match.start)
        draft = self._board.begin()
        copy = source.copy()
        copy.said, copy.duration_s, copy.dialogue, copy.words = draft.said, None, [], {k: v for k, v in copy.words.items() if k not in ("notes", "sound")}
        copy.fields.pop("transition", None)
        self._board.drafts[-1] = copy
        reading.fresh = True
        rest = [w for w in words[end:] if True]
        while rest and rest[0].norm in {"but", "only", "except", "just", "this", "time", "as", "the", "last", "one", "and", "it's", "from", "now"} and len(rest) > 1 and rest[0].norm != "from":
            rest = rest[1:]
        commands.change(copy, rest)
        return len(words)

    def _another(self, match: Match, reading: _Reading) -> int | None:
        words, end = reading.words, match.end
        if reading.norms[end : end + 1] and reading.norms[end] in {"but", "only", "except", "from", "closer", "wider"}:
            return self._again(match, reading)
        reading._flush()
        self._board.close()
        count = len(self._board.drafts)
        numbers = commands.numbers_in(words[match.start : end], count)
        number = next((n for n in reversed(numbers) if 1 <= n <= count and n != 1 or len(numbers) > 1), count)
        if not 1 <= number <= count:
            return None
        self._board.revised(number - 1, heard_of(words[match.start : end]), another=True)
        return end

    def _target(self, *given: object) -> object:  # type: ignore[override]
        """As a command, "go back to shot two and make it night"; else the shot with a number, from 0 with its draft."""
        if len(given) == 2:
            return self._speak_to(given[0], given[1])  # type: ignore[arg-type]
        number = given[0]
        drafts = self._board.drafts
        place = len(drafts) - 1 if number is None else int(number) - 1  # type: ignore[call-overload]
        if number is None and self.subject is not None and self.subject < len(drafts):
            place = self.subject
        return (drafts[place], place) if 0 <= place < len(drafts) else (None, -1)

    def _only_directions(self, reading: _Reading, place: int) -> bool:
        """Whether the rest of a sentence only directs: "shot two, pan left, slowly"."""
        some = False
        while place < len(reading.norms):
            found = [m for m in reading.at(place) if m.phrase.kind in ("size", "angle", "move", "time_of_day", "weather", "lens")]
            if found:
                place, some = found[0].end, True
            elif reading.norms[place] in {"slowly", "slow", "quickly", "gently", "and", "please", "too", "instead", "a", "bit", "little", "at", "it's"}:
                place += 1
            else:
                return False
        return some

    def _put_before(self, reading: _Reading, place: int) -> int | None:
        """ "The clerk should come before the suitcase", "move the tortoise one to the front"."""
        words, norms = reading.words, reading.norms
        end = len(words)
        to_front = norms[place : place + 2] == ["move", "the"] or norms[place : place + 4] in (["could", "we", "move", "the"], ["can", "we", "move", "the"])
        if to_front and {"front", "start", "beginning", "end", "back"} & set(norms[place:]) and "to" in norms[place:]:
            at = norms.index("to", place)
            found = commands.find_shot(self._board.drafts, words[place:at])
            if found is None:
                return None
            self._reasons(reading)
            last = len(self._board.drafts) - 1
            self._board.move(min(found, last), 0 if {"front", "start", "beginning"} & set(norms[at:]) else last, heard_of(words[place:]))
            return end
        if "should" not in norms[place : place + 8] or not {"before", "after"} & set(norms[place:]):
            return None
        joint = next(p for p in range(place, end) if norms[p] in {"before", "after"})
        one, other = commands.find_shot(self._board.drafts, words[place : norms.index("should", place)]), commands.find_shot(self._board.drafts, words[joint:])
        if one is None or other is None or one == other:
            return None
        self._reasons(reading)
        to = other if norms[joint] == "before" and one > other else other - 1 if norms[joint] == "before" else other + 1 if one > other else other
        self._board.move(one, to, heard_of(words[place:]))
        return end

    def _take_out(self, reading: _Reading, place: int) -> int | None:
        """ "Take the chairs out of panel one"."""
        words, norms = reading.words, reading.norms
        if norms[place : place + 1] != ["take"] or "out" not in norms[place : place + 7]:
            return None
        out = norms.index("out", place)
        thing = words[place + 1 : out]
        draft, number = self._find(thing, self._target_in(words[out:]))
        if draft is None or not content(thing):
            return None
        reading._flush()
        self._board.keep(number)
        commands.lose(draft, thing)
        stop = self._clause(reading, out)
        if norms[stop : stop + 1] == ["just"]:
            last = self._clause(reading, stop)
            commands._append(draft, words[stop + 1 : last])
            stop = last
        self._told(number, words[place:stop])
        return stop

    def _last_one(self, reading: _Reading, place: int) -> int | None:
        """ "The last one, change it to a fox": a panel named first, then what is to become of it."""
        words, norms = reading.words, reading.norms
        end = self._clause(reading, place)
        if not (2 <= end - place <= 4) or norms[place] not in {"the", "that", "this"} or norms[end - 1] not in {"one", "shot", "panel"} or end >= len(words):
            return None
        if not any(m.phrase.kind == "command" for m in reading.at(end)):
            return None
        numbers = commands.numbers_in(words[place:end], len(self._board.drafts)) or [len(self._board.drafts)]
        if not 1 <= numbers[0] <= len(self._board.drafts):
            return None
        self.subject = numbers[0] - 1
        return end

    def _speak_to(self, match: Match, reading: _Reading, *, sure: bool = False) -> int | None:
        words, norms, end = reading.words, reading.norms, match.end
        count = len(self._board.drafts)
        numbers = commands.numbers_in(words[match.start : end], count)
        number = numbers[-1] if numbers else 0
        if not 1 <= number <= count:
            return None
        rest = norms[end:]
        back = {"back", "change", "return", "make"} & set(norms[match.start : end])
        adds = {"in", "on"} & set(norms[match.start : end]) and rest[:1] and rest[0] in {"she's", "he's", "it's", "there's", "they're", "she", "he", "there", "no", "put"}
        if not (sure or back or adds or set(rest[:12]) & _VERBS_OF_CHANGE):
            return None
        reading._flush()
        if number < count or not self._board.open:
            self._board.close()
        if number > len(self._board.drafts):
            return None
        stop = len(words)
        draft = self._board.drafts[number - 1]
        self._board.keep(number - 1)
        place = end
        while place < stop and norms[place] in {"and", "so", "the", "one", "with", "it", "that", "it's"} and not norms[place : place + 2] == ["the", "one"]:
            place += 1
        self._edit(draft, reading, place, stop)
        self._told(number - 1, words[match.start : stop])
        return stop

    def _edit(self, draft: Draft, reading: _Reading, place: int, stop: int) -> None:
        """Carry out what is said of one shot, clause by clause."""
        words, norms = reading.words, reading.norms
        while place < stop:
            if norms[place] in {"and", "then", "um", "actually", "please", "so", "but"}:
                place += 1
                continue
            end = min(self._clause(reading, place), stop)
            seconds = next(((s, p) for p in range(place, end) if (s := reading._seconds(p)) is not None), None)
            if seconds is not None:
                draft.duration_s = seconds[0][0]
                place = end
                continue
            found = [m for m in matcher("command").at(norms, place) if m.end <= stop]
            order = found[0].phrase.value if found else ""
            begin = found[0].end if found else place
            if order == "replace" and {"instead", "rather"} & set(norms[place:begin]):
                last = min(self._clause(reading, end), stop)
                new = words[end:last]
                while new and new[0].norm in {"put", "do", "have", "use", "make", "it", "let's"}:
                    new = new[1:]
                commands.replace_thing(draft, words[begin:end], new)
                place = last
                continue
            if order == "replace":
                old_end = next((p for p in range(begin, end) if norms[p] in {"to", "into", "for", "with", "a", "an"}), None)
                if old_end is not None:
                    new = words[old_end + (norms[old_end] not in {"a", "an"}) : end]
                    commands.replace_thing(draft, words[begin - 1 : old_end], new) or commands.change(draft, new)
                    place = end
                    continue
            if norms[place] == "no" and place + 1 < end:
                commands.lose(draft, words[place + 1 : end])
            elif order == "lose":
                commands.lose(draft, words[begin - 1 : end])
            elif order == "add" or norms[place] in {"let's", "have", "there's", "we", "with", "she's", "he's", "they're", "put"}:
                while begin < end and norms[begin] in {"let's", "have", "there's", "we", "need", "want", "with", "some", "see", "put"} and norms[begin] != "some":
                    begin += 1
                commands._append(draft, words[begin:end])
            elif norms[place : place + 2] == ["the", "one"]:
                pass
            else:
                while begin < end and norms[begin] in {"make", "it", "there", "already", "should", "be", "needs", "to", "turn", "have", "been", "that", "is", "into", "can", "must"}:
                    begin += 1
                commands.change(draft, words[begin:end])
            place = end

    def _by_description(self, reading: _Reading, place: int) -> int | None:
        """ "Shot three, hold it for seven seconds", "that bison, I'd rather it was a bear", "the close-up, let's lose that one"."""
        words, norms = reading.words, reading.norms
        count = len(self._board.drafts)
        begin = place
        while begin < len(norms) and norms[begin] in {"and", "now", "so", "okay", "actually", "oh", "um", "but", "no"}:
            begin += 1
        moved = self._put_before(reading, begin) or self._take_out(reading, begin) or self._last_one(reading, begin)
        if moved:
            return moved
        if norms[begin : begin + 1] and norms[begin] in _PANELS and begin + 1 < len(norms):
            numbers = commands.numbers_in(words[begin + 1 : begin + 2], count)
            if numbers and 1 <= numbers[0] <= count:
                rest = set(norms[begin + 2 : begin + 16])
                if {"remove", "delete", "lose", "drop", "unnecessary"} & rest and {"it", "that"} & rest:
                    reading._flush()
                    self._board.close()
                    self._board.remove(numbers[0] - 1, heard_of(words[place:]))
                    return len(words)
                if numbers[0] < count and place == 0 and self._only_directions(reading, begin + 2):
                    return self._speak_to(Match(place, begin + 2, _TARGET, ()), reading, sure=True)
                changes = rest & {"make", "should", "hold", "change", "add", "lose", "instead", "needs", "let's"}
                if changes and "hold" not in norms[begin + 2 : begin + 3] or norms[begin + 2 : begin + 4] == ["should", "be"] or (rest & {"hold"} and numbers[0] < count):
                    return self._speak_to(Match(place, begin + 2, _TARGET, ()), reading)
            return None
        if norms[begin : begin + 1] and norms[begin] in {"that", "the", "this", "those"}:
            end = self._clause(reading, begin)
            after = norms[end:]
            if end < len(words) and ("lose" in after or "rather" in after or "delete" in after or "drop" in after) and ("that" in after or "it" in after or "one" in after):
                thing = words[begin:end]
                found = commands.find_shot(self._board.drafts, thing)
                if found is None:
                    return None
                reading._flush()
                if "rather" in after:
                    old = list(thing[: noun_phrase_end(thing, 0)])
                    new_at = next((p for p in range(end, len(words)) if norms[p] in {"a", "an"}), None)
                    if new_at is None:
                        return None
                    self._board.keep(found)
                    commands.replace_thing(self._board.drafts[found], old, words[new_at:])
                    self._told(found, words[place:])
                else:
                    self._board.remove(found, heard_of(words[place:]))
                return len(words)
        return None

    def _reasons(self, reading: _Reading) -> None:
        """What was said before a command in its sentence only says why: "the cat is a cliché, so delete shot three"."""
        reading.sentence.clear()
        reading.shown = False
        self._board.close()

    def _past_reasons(self, reading: _Reading, place: int) -> int:
        """Past what says why behind a command: "swap one and two, I want the lamp first"."""
        while place < len(reading.words):
            kinds = {m.phrase.kind for m in reading.at(place)}
            if kinds & {"command", "announce", "transition", "size", "angle"} or reading.norms[place] in {"and", "then", "shot", "panel"}:
                break
            place = reading._clause_end(place)
        return place

    # -- small steps ---------------------------------------------------------------------------------------------------

    def _clause(self, reading: _Reading, place: int) -> int:
        """Where a clause ends that a command takes: at a comma, or before another order."""
        start = place
        while place < len(reading.words):
            if place > start and reading.norms[place] == "and" and matcher("command").at(reading.norms, place + 1 if place + 1 < len(reading.norms) else place):
                return place
            if place > start and reading.norms[place - 1] not in {"of", "in", "to", "for", "on", "from", "the", "that", "this", "a"} and any(m.phrase.kind in ("transition",) or (m.phrase.kind == "announce" and m.end - m.start > 1) for m in matcher().at(reading.norms, place)):
                return place
            place += 1
            if reading.words[place - 1].ends_clause:
                break
        return place

    def _target_in(self, words: Sequence[Token]) -> int | None:
        """The panel named in "to shot two", "in the last one"."""
        norms = [word.norm for word in words]
        for place, norm in enumerate(norms):
            if norm in _PANELS and place + 1 < len(norms):
                numbers = commands.numbers_in(words[place + 1 : place + 2], len(self._board.drafts))
                if numbers and 1 <= numbers[0] <= len(self._board.drafts):
                    return numbers[0]
            if norm in {"one", "shot", "panel"} and place >= 2 and norms[place - 2] in {"the", "in", "to"} and norms[place - 1] in {"first", "second", "third", "fourth", "fifth", "last", "opening"}:
                return (commands.numbers_in(words[place - 1 : place], len(self._board.drafts)) or [None])[0]
        return None

    def _without_target(self, words: Sequence[Token]) -> list[Token]:
        norms = [word.norm for word in words]
        for place, norm in enumerate(norms):
            if norm in _PANELS and place and place + 1 < len(norms) and commands.numbers_in(words[place + 1 : place + 2], 99):
                begin = place
                while begin > 0 and norms[begin - 1] in {"to", "in", "for", "on", "the", "of"}:
                    begin -= 1
                return [*words[:begin], *words[place + 2 :]]
            if norm in {"one", "shot", "panel"} and place >= 2 and norms[place - 1] in {"first", "second", "third", "last", "opening"}:
                begin = place - 1
                while begin > 0 and norms[begin - 1] in {"to", "in", "for", "on", "the", "of"}:
                    begin -= 1
                return [*words[:begin], *words[place + 1 :]]
        return list(words)

    def _find(self, thing: Sequence[Token], target: int | None, *, skip_open_sentence: bool = False) -> tuple[Draft | None, int]:
        """The shot that holds a thing: the one named, else the last that has it."""
        drafts = self._board.drafts
        if target is not None:
            return (drafts[target - 1], target - 1) if 1 <= target <= len(drafts) else (None, -1)
        for place in range(len(drafts) - 1, max(-1, len(drafts) - 30), -1):
            if any(commands.place_of(sentence, thing) for sentence in drafts[place].picture):
                return drafts[place], place
        return None, -1

    def _current(self) -> Draft | None:
        return self._board.drafts[-1] if self._board.drafts else None  # type: ignore[return-value]

    def _keep_last(self) -> None:
        if self._board.drafts:
            self._board.keep(len(self._board.drafts) - 1)

    def _told(self, place: int, words: Sequence[Token]) -> None:
        self._board.revised(place, heard_of(list(words)))
        self.subject = place

    def _names_shot(self, words: Sequence[Token]) -> bool:
        return any(word.norm in {"shot", "panel"} for word in words)


from voice2image.prompters._phrases import Phrase  # noqa: E402

_TARGET: Final = Phrase("", "command", "target")
