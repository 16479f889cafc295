"""Reads a dictation sentence by sentence and keeps a board up to date with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from voice2image.prompters._board import Board
from voice2image.prompters._cast import Cast, describe, introductions
from voice2image.prompters._commands import step_size
from voice2image.prompters._draft import Draft
from voice2image.prompters._english import DETERMINERS, PREPOSITIONS, content
from voice2image.prompters._orders import Orders
from voice2image.prompters._phrases import NUMBERS, Match, number_of
from voice2image.prompters._sentences import Token, joined
from voice2image.prompters._settings import note_place
from voice2image.prompters._speech import Quotation, find_quotation
from voice2image.prompters._units import Unit
from voice2image.prompters._vocabulary import lexicon, matcher

__all__ = ["Listener"]

_FRAMINGS: Final = ("size", "angle", "framing")
_TAKEN_OUT: Final = (*_FRAMINGS, "move", "transition", "announce", "lens", "interior")
_JOINTS: Final = frozenset("of on is to where as that are it's its and".split())
"""Words that join a direction to what it is about; they go with it."""
_BEFORE: Final = frozenset(
    "a an the and then so now we we're it's its is this our another quick nice big slow very really go let's do camera maybe but "
    "with in on at to into from also in".split()
)
_LEADS: Final = frozenset("and so then now okay right but well yeah the a an alright um".split())
_LONGEST_ASIDE: Final = 24  # words
_STATING: Final = frozenset("it's it is it's the there's everything all".split())


@dataclass(slots=True)
class Listener:
    """Takes sentences in.

    Args:
        board: What they are about.
        cast: Who has been described.
        max_words: A shot that holds this many words takes no further sentence.
    """

    board: Board
    cast: Cast
    max_words: int
    orders: Orders = field(init=False)
    described: str = ""
    """Whom the sentence before described."""

    def __post_init__(self) -> None:
        self.orders = Orders(self.board)

    def take(self, unit: Unit) -> None:
        """Take one sentence in."""
        if not unit.in_english:
            self._foreign(unit)
            return
        words = list(unit.words)
        if unit.after_pause and self.board.open and self.board.last.has_picture and not self._goes_on(words):
            self.board.begin()
        said_from = begin = 0
        for end in range(1, len(words) + 1):
            if end == len(words) or (words[end - 1].ends_sentence and unit.bare):
                reading = _Reading(self, unit, words[begin:end], begin, said_from)
                reading.run()
                begin, said_from = end, reading.said_from

    def _goes_on(self, words: Sequence[Token]) -> bool:
        """Whether a sentence after a pause is still about the same shot: a command, a hold, a note."""
        norms = [word.norm for word in words]
        return bool(norms) and any(m.phrase.kind in ("command", "hold", "note", "sound", "move") for m in matcher().at(norms, 0))

    def _foreign(self, unit: Unit) -> None:
        if unit.after_pause or sum(map(len, self.board.last.picture)) >= self.max_words:
            self.board.begin()
        draft = self.board.last
        draft.said += unit.said
        draft.picture.append(list(unit.said))


class _Reading:
    """One sentence on its way to the board."""

    def __init__(self, listener: Listener, unit: Unit, words: list[Token], offset: int, said_from: int) -> None:
        self.listener, self.unit, self.words, self.offset = listener, unit, words, offset
        self.board, self.cast, self.orders = listener.board, listener.cast, listener.orders
        self.norms = [word.norm for word in words]
        self.place = 0
        self.sentence: list[Token] = []
        """What of this sentence is for the picture of the shot that is open."""
        self.shown = False
        """Whether this sentence has shown anything yet."""
        self.said_from = said_from
        self.fresh = False
        """Whether this sentence began the shot that is open."""
        self._found: dict[int, list[Match]] = {}
        self.introduced, listener.described = listener.described, ""
        self.stated: set[str] = set()
        """The fields that this sentence has set."""

    def at(self, place: int) -> list[Match]:
        """The phrases that begin at a word."""
        known = self._found.get(place)
        if known is None:
            known = self._found[place] = matcher().at(self.norms, place)
        return known

    def run(self) -> None:
        """Read all of it."""
        if self._is_aside(0, len(self.words)) or self._is_title():
            self._said(len(self.words))
            return
        self._number_alone()
        quotation = find_quotation(self.words)
        quoted = range(quotation.begins, quotation.end) if quotation else range(0)
        while self.place < len(self.words):
            if self.place in quoted:
                self._show(self.place, quoted.stop)
                self.place = quoted.stop
                continue
            if self._starts_clause(self.place) and self._clause():
                continue
            match = self._direction()
            if match is not None:
                self._direct(match)
            elif self._starts_clause(self.place) and (found := self._seconds(self.place)) and self._ends_clause(found[1]):
                self._shot().duration_s = found[0] or self._shot().duration_s
                self.place = found[1]
            else:
                self._show(self.place, self.place + 1)
                self.place += 1
        self._end()

    # -- clauses that are something by themselves ----------------------------------------------------------------------

    def _clause(self) -> bool:
        """Take in a clause that isn't for the picture; whether there was one."""
        place, words = self.place, self.words
        if place == 0 or not self.sentence:
            described = describe(words[place : self._sentence_part(place)])
            if described is not None and (place == 0 or not self.shown):
                self._described(described, place)
                return True
        stop = self.orders.try_order(self, place)
        if stop is not None:
            self.place = max(stop, place + 1)
            return True
        if self._starts_with("note", place):
            self._flush_said(place)
            end = len(words)
            match = self._first("note", place)
            text = joined(words[match.end if match else place : end]).strip(" .,:;!")
            keep_all = match is not None and self.norms[place] in {"ask", "call", "email", "tell", "check", "query", "ping", "text", "talk"}
            self._shot().add("notes", joined(words[place:end]).strip(" .,:;") if keep_all else text)
            self.place = end
            return True
        if self.norms[place] in {"i", "i'll", "i've", "i'm"} and place + 1 < len(words) and (self.norms[place] not in {"i", "i'm"} or (self.norms[place] == "i'm" and self.norms[place + 1] in {"just", "gonna", "going", "not", "driving", "literally"}) or self.norms[place + 1] in {"was", "keep", "saw", "always", "could", "had", "remember", "told", "love", "hate", "don't", "can't", "like", "hope", "wonder", "wish", "forgot", "feel", "loved", "know", "need", "promised"}):
            self.place = self._clause_end(place)
            if len(content(self.sentence)) < 2:
                self.sentence.clear()  # "God, I hope the grant comes through"
            return True
        if self._starts_with("text", place) and self.board.drafts:
            self._flush()
            self._shot().add("notes", joined(words[place:]).strip(" .,:;"))
            self.place = len(words)
            return True
        if place == 0 and self.norms[0] in {"ask", "call", "email", "tell", "ping", "text"} and len(words) > 2 and words[1].text[:1].isupper():
            self._shot().add("notes", joined(words).strip(" .,:;"))
            self.place = len(words)
            return True
        if self.norms[place] in {"closer", "tighter", "wider"} and self._ends_clause(place + 1):
            self._closer(self.norms[place])
            self.place = place + 1
            return True
        if self._is_aside(place, self._clause_end(place)) and (place or len(self.words) > self._clause_end(place)):
            self.place = self._clause_end(place)
            return True
        return False

    def _closer(self, word: str) -> None:
        """ "Closer": one shot size nearer than the shot before."""
        draft = self._shot()
        before = self.board.drafts[-2].fields.get("size") if len(self.board.drafts) > 1 else None
        if "size" not in draft.fields and before:
            draft.fields["size"] = before
            step_size(draft, -1 if word == "wider" else 1)

    def _described(self, described: tuple[str, str, str], place: int) -> None:
        end = self._sentence_part(place)
        for cut in range(place + 3, end - 2):
            if self.norms[cut] == "and" and (further := describe(self.words[cut + 1 : end])):
                described = describe(self.words[place:cut]) or described
                self.cast.add(*further)
                break
        self.cast.add(*described)
        self.listener.described = described[0].split()[0].lower()
        self.place = end

    def _sentence_part(self, place: int) -> int:
        """Where the part of the sentence ends that a description may take: before a direction, else at its end."""
        for end in range(place + 2, len(self.words)):
            if self.words[end - 1].ends_clause and any(
                m.phrase.kind in (*_FRAMINGS, "announce", "transition", "move") for m in self.at(end)
            ):
                return end
        return len(self.words)

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether some words are said to nobody: "that's it", "I could do with a coffee"."""
        if end <= start:
            return False
        norms = [norm for norm in self.norms[start:end]]
        if any(m.end == len(norms) for m in matcher("aside").at(norms, 0)):
            return True
        if start or end < len(self.words):
            return False
        if norms[0] in {"what", "how", "why"} and "i" in norms[:4]:
            return True
        while norms and norms[0] in {"and", "so", "but", "okay", "um", "well", "yeah", "right", "now", "oh"}:
            norms = norms[1:]
        if len(norms) > _LONGEST_ASIDE:
            return False
        if norms and norms[0] == "quick" and {"before", "while"} & set(norms):
            return True
        if not norms or norms[0] not in {"i", "i'm", "i've", "i'll", "i'd", "my", "we", "we'll", "you", "what", "why", "do", "does", "don't", "is", "are", "maybe", "where", "how", "did", "should", "could", "would", "or"}:
            return False
        if any(m.end for m in matcher("opener").at(norms, 0)):
            return False
        question = self.words[-1].text.rstrip("'\"”’").endswith("?")
        first_person = norms[0] in {"i", "i'm", "i've", "i'll", "i'd", "my"}
        directs = any(
            m.phrase.kind in (*_FRAMINGS, "transition", "move", "announce") and (m.end - m.start > 1) and self._means_it(m)
            for place in range(1, len(self.norms))
            for m in self.at(place)
        ) or any(m.phrase.kind == "command" for place in range(len(self.norms)) if self._starts_clause(place) for m in self.at(place))
        return (question or first_person) and not directs

    def _is_title(self) -> bool:
        """Whether a first sentence only names the work: "Key art.", "Insurance comedy."."""
        if self.board.drafts and not (len(self.board.drafts) == 1 and self.board.open and self.board.last.is_empty):
            return False
        clauses: list[list[str]] = [[]]
        for word in self.words:
            clauses[-1].append(word.norm)
            if word.ends_clause:
                clauses.append([])
        titles, small = lexicon()["titles"], {"okay", "ok", "right", "so", "alright", "um", "well", "now", "then", "in", "this", "order", "the"}
        shown = [clause for clause in clauses if set(clause) - small - set(NUMBERS)]
        strong = {"spot", "commercial", "advert", "ad", "pitch", "brief"} & set(self.norms)
        if not shown or len(self.words) > 10 or not (strong or all(set(clause) & titles for clause in shown)):
            return False
        kinds = (*_FRAMINGS, "transition", "move", "time_of_day", "weather", "interior", "command")
        return not any(
            m.phrase.kind in kinds and (m.phrase.kind == "command" or self._means_it(m))
            for place in range(len(self.norms))
            for m in self.at(place)
        )

    def _number_alone(self) -> None:
        """ "Two, tables": the number of the next shot as a clause of its own."""
        at = 1 if self.norms[0] in {"and", "then", "so"} else 0
        if len(self.words) <= at + 1 or self.words[at].text[-1:] not in tuple(",:;-") or number_of(self.norms[at]) != len(self.board.drafts) + 1:
            return
        if self.board.drafts or self.norms[at] in {"one", "1"}:
            self._new(0)
            self.place = at + 1

    # -- directions --------------------------------------------------------------------------------------------------

    def _direction(self) -> Match | None:
        """The longest phrase at this word that is a direction here."""
        place = self.place
        for match in self.at(place):
            if self._means_it(match):
                return match
        return None

    def _means_it(self, match: Match) -> bool:
        kind, start, end = match.phrase.kind, match.start, match.end
        clause_start = self._starts_clause(start) or self._after_leads(start)
        if self.words[end - 1].text.endswith("-") and end < len(self.words):
            return False  # "a wide-brimmed hat"
        if match.phrase.where == "start" and not clause_start:
            return False
        if match.phrase.where == "alone" and not (clause_start and self._ends_clause(end)):
            return False
        if self.norms[end - 1] in {"shot", "panel"} and end < len(self.words) and not self.words[end - 1].ends_clause and number_of(self.norms[end]) and kind not in ("announce", "command"):
            return False  # "a tank top, shot two"
        if kind != "hold" and any(self.words[p].ends_clause and self.norms[p] not in _LEADS for p in range(start, end - 1)):
            return False
        if kind == "command":
            return False  # orders are looked for at the start of clauses
        if kind == "note":
            return False
        if kind == "hold":
            return self._seconds(end) is not None
        if kind == "announce":
            return self._announces(match)
        if kind == "sound":
            return clause_start or self.norms[start] in {"sound", "sounds", "sfx", "the"} and not self._is_pronoun_before(start)
        if kind == "move" and self.norms[start] in {"follow", "following", "track", "tracking", "tilt", "pan", "move", "moving"} and not clause_start:
            return start == 0 or self.words[start - 1].ends_clause or self.norms[start - 1] in {"camera", "we", "slow", "slowly", "a", "and", "then", "or", "sorry", "no", "actually", "wait"} and not (self.norms[start - 1] == "a" and end - start < 2)
        if kind in ("time_of_day", "weather"):
            return self._is_setting(match)
        if kind == "interior":
            return self.norms[start] not in {"inside", "outside"} or clause_start or self._ends_clause(end) or True
        if kind == "transition" and start and self.norms[start - 1] in {"the", "a", "he", "she", "it", "they", "i", "who", "to"} and not self.words[start - 1].ends_clause:
            return False
        if kind == "size" and match.phrase.where == "anywhere":
            return self._is_size(match, clause_start)
        return True

    def _is_size(self, match: Match, clause_start: bool) -> bool:
        """Whether it is a shot size: "a wide" in "a wide river" isn't, nor "close on" in "they close on midnight"."""
        start, end = match.start, match.end
        last, first = self.norms[end - 1], self.norms[start]
        if last in {"wide", "medium", "mid", "close", "master"} and "shot" not in self.norms[start:end] and "angle" not in self.norms[start:end]:
            return clause_start and self._ends_clause(end) or self._ends_clause(end) and (start == 0 or self._starts_clause(start)) or (clause_start and first in {"go", "going", "stay", "start", "open", "back"})
        if last in {"on", "of", "in", "over", "again"} and first in {"close", "tight", "wide", "medium", "mid", "big", "nice", "in", "tighter", "closer"}:
            return clause_start or self.norms[start - 1] in {"we're", "camera", "now", "and", "then", "to", "go", "we", "super", "really", "a", "the", "but"}
        if (first == "head" and last == "shoulders") or (last == "up" and self.norms[end - 2] in {"waist", "chest", "knees", "knee", "shoulders", "thighs"}):
            return clause_start or self._ends_clause(end)
        return True

    def _is_setting(self, match: Match) -> bool:
        norms, start, end = self.norms, match.start, match.end
        after = norms[end] if end < len(norms) else ""
        before = norms[start - 1] if start else ""
        if match.phrase.kind == "time_of_day":
            if norms[start] in {"night", "morning"} and after in lexicon()["not_hours"] and not self.words[end - 1].ends_clause:
                return False
            if before in {"last", "good", "other", "opening"}:
                return False
            if end - start == 1 and norms[start] in self.cast.members:
                return False
            return not (self.words[start].text[:1].isupper() and start and not self.words[start - 1].ends_clause and norms[start] == "dawn")
        if after in lexicon()["not_weather"] and not self.words[end - 1].ends_clause:
            return False
        if before in {"sheriff", "mister", "mr", "miss", "no", "jon", "lady"} or norms[start] in self.cast.members:
            return False
        if norms[start] == "wind" and (after in {"up", "down"} or before == "to"):
            return False
        return not (self.words[start].text[:1].isupper() and start and not self.words[start - 1].ends_clause and norms[start] not in {"i"} and self.words[start].text.isalpha() and before not in {"the", "a", "and"})

    def _announces(self, match: Match) -> bool:
        """Whether a new shot is announced: "then" as the first word of a clause, "shot two" where two comes next."""
        start, end = match.start, match.end
        phrase = match.phrase
        first = self.norms[start]
        if phrase.value == "number":
            return self._starts_clause(start) or self._after_leads(start) or not any(w.ends_clause for w in self.words)
        if not (self._starts_clause(start) or self._after_leads(start)):
            unmarked = not any(word.ends_clause for word in self.words[:-1]) and len(self.words) > 12
            return unmarked and (first in {"and", "next"} and self.norms[start:start + 2] in (["and", "then"], ["next", "shot"], ["next", "panel"]) or self.norms[start:start + 2] == ["then", "we"])
        body = self.norms[start:end]
        if body[-1] in {"finally", "lastly", "meanwhile", "elsewhere"} and start:
            return False
        if end >= len(self.words):
            return len(body) > 1 or body[0] in {"next", "then"}
        if body[-1] in {"then", "next", "now"} and len(body) <= 3:
            after = self.norms[end] if end < len(self.norms) else ""
            if body[-1] == "next" and after in {"to", "door", "morning", "day", "night", "week", "year", "evening", "afternoon"}:
                return False
            if body[-1] == "now":
                return start == 0 and after in DETERMINERS and self.board.open and self.board.last.has_picture or (start == 0 and self._ends_clause(end) and False)
            return True
        if body[0] in {"first", "second", "third", "end", "last", "final"} and len(body) == 1:
            return self._ends_clause(end) or body[0] == "end" and False
        return True

    def _direct(self, match: Match) -> None:
        kind, value, end = match.phrase.kind, match.phrase.value, match.end
        if kind == "announce":
            self._new(match.start)
            self.place = self._past_joints(end)
            return
        if kind == "transition":
            self._transition(match)
            return
        if kind == "hold":
            seconds, after = self._seconds(end) or (None, end)
            self._shot().duration_s = seconds
            self._take_back_before()
            self.place = after
            return
        if kind == "sound":
            stop = len(self.words) if not self.shown else self._clause_end(end)
            text = joined(self.words[match.start : stop]).strip(" ,.;:")
            self._take_back_before()
            self._shot().add("sound", text)
            self.place = max(stop, end)
            return
        if kind in _FRAMINGS and self._reframes(match):
            self._new(match.start, framing=True)
        elif kind == "move" and self._moves_on(match):
            self._new(match.start, framing=True)
        elif kind in ("time_of_day", "interior") and self._jumps(match):
            self.sentence.clear()  # "later that", "the next"
            self._new(match.start)
        draft = self._shot()
        moon = kind == "time_of_day" and value == "night" and "night" not in self.norms[match.start : end]
        if moon and draft.setting("time_of_day") in {"night", "midnight", "dusk", "dawn"}:
            pass
        elif kind in ("light", "mood", "lens", "framing"):
            draft.add(kind, value or joined(self.words[match.start : end]).strip(" ,.;:").lower())
        else:
            draft.fields[kind] = value
            self.stated.add(kind)
            if kind == "angle":
                draft.mentions += self.words[match.start : end]
                self._in_front(match)
        if not any(match.kept):
            self._take_back_before()
            self.place = self._past_joints(end, kind)
            return
        if kind == "time_of_day" and not content([w for w in self.sentence if w.norm not in {"next", "following", "later"}]):
            self.sentence.clear()  # "the next"
        dropped = next((number for number, kept in enumerate(match.kept) if kept), 0)
        if dropped:
            self._take_back_before()
        self._show(match.start + dropped, end)
        self.place = end

    def _in_front(self, match: Match) -> None:
        """Over the father's shoulder the father himself is in the picture, in front."""
        for place in range(match.start, match.end):
            word = self.words[place]
            if match.phrase.value == "over-the-shoulder" and word.norm.endswith("'s") and self.norms[place] not in _STATING:
                name = word.reworded(word.text[: -len("'s")])
                article = [self.words[place - 1]] if place > match.start and self.norms[place - 1] == "the" else []
                where = [name.reworded(text) for text in ("in", "the", "foreground")]
                self.board.last.picture.append([*article, name, *where])

    def _transition(self, match: Match) -> None:
        value, end = match.phrase.value, match.end
        trailing = not content(self.words[end:])
        if trailing and value in ("cut",):
            self.place = end
            return
        if trailing and value == "fade-out":
            self._take_back_before()
            self._shot().fields.setdefault("transition", value)
            self.place = end
            return
        self._new(match.start)
        self.board.last.fields["transition"] = value
        self.place = self._past_joints(end)

    def _reframes(self, match: Match) -> bool:
        """Whether a framing begins a new shot, or says more of the one that is open."""
        if not (self.board.open and (self.board.last.has_picture or self.sentence)):
            return False
        kind, draft = match.phrase.kind, self.board.last
        rest = content(self.words[match.end :])
        first = not self.shown
        if (first and self.fresh) or (kind in self.stated and draft.fields.get(kind) == match.phrase.value):
            return False
        if first:
            if match.phrase.value == "ELS" and kind not in draft.fields and self.norms[match.end - 1] in {"off", "away", "out"}:
                return False
            if kind not in draft.fields and (not self._tells(match.end) or self._only_setting(draft)):
                return False
            return bool(rest) or kind in draft.fields
        if kind not in draft.fields or kind == "framing":
            return False
        if kind in self.stated:  # in this sentence
            return not self._is_clause(match)
        self._begin_with_sentence()
        return False

    def _begin_with_sentence(self) -> None:
        """What this sentence has shown so far is another shot already."""
        sentence, self.sentence = self.sentence, []
        stated = {kind: self.board.last.fields.pop(kind) for kind in self.stated if kind in self.board.last.fields}
        self._new(0)
        self.sentence, self.shown = sentence, True
        self.board.last.fields.update(stated)

    def _is_clause(self, match: Match) -> bool:
        return self._starts_clause(match.start) and self._ends_clause(match.end)

    def _tells(self, place: int) -> bool:
        """Whether the words from here show more than weather, light and hour."""
        kinds = ("time_of_day", "weather", "light", "mood", "lens", *_FRAMINGS)
        while place < len(self.words):
            found = [m for m in self.at(place) if m.phrase.kind in kinds]
            if found:
                place = found[0].end
            elif content(self.words[place : place + 1]):
                return True
            else:
                place += 1
        return False

    def _only_setting(self, draft: Draft) -> bool:
        """Whether a shot has said where and when, and not yet what: "Lighthouse, night, heavy rain."."""
        if len(draft.picture) != 1 or {"size", "angle"} & set(draft.fields):
            return False
        sentence = draft.picture[0]
        return not any(word.norm in DETERMINERS or word.norm.endswith("ing") and word.norm != "evening" for word in sentence) and len(content(sentence)) <= 6 and bool({"place", "time_of_day"} & set(draft.fields))

    def _moves_on(self, match: Match) -> bool:
        """Whether a move begins a new shot: a "tracking shot of", or a second move."""
        if not (self.board.open and (self.board.last.has_picture or self.sentence)) or self.shown or self.fresh:
            return False
        if self.norms[match.end - 1] == "shot":
            return bool(content(self.words[match.end :]))
        if self.norms[match.end : match.end + 1] and self.norms[match.end] in {"a", "an"}:
            return True
        return "move" in self.board.last.fields and bool(content(self.words[match.end :]))

    def _jumps(self, match: Match) -> bool:
        """Whether a place or time at the start of a sentence takes us elsewhere: "Inside, …", "The next morning, …"."""
        if self.fresh or not (self.board.open and self.board.last.has_picture):
            return False
        before = self.norms[: match.start]
        if content(self.words[: match.start]) and not set(before) <= {"the", "next", "later", "that", "same", "following", "early", "late", "in", "at", "and", "then", "now", "by", "on", "this", "tomorrow", "one", "years", "days", "hours", "another"}:
            return False
        if any(norm in _STATING for norm in before):
            return False
        if match.phrase.kind == "interior":
            return bool(content(self.words[match.end :]))
        return self.board.last.setting("time_of_day") not in (None, match.phrase.value) and bool(content(self.words[match.end :])) or (
            bool({"next", "later", "following", "tomorrow"} & set(before))
        )

    # -- small steps ---------------------------------------------------------------------------------------------------

    def _shot(self) -> Draft:
        return self.board.last

    def _new(self, place: int, *, framing: bool = False) -> None:
        """Another shot begins at a word."""
        if framing:
            self._take_back_before()
        self._flush()
        self._said(place)
        self.board.begin()
        self.fresh, self.shown = True, False

    def _show(self, start: int, end: int) -> None:
        """Some words are for the picture."""
        if not self.sentence and not self.shown:
            if self._opens_anew(start):
                self._new(start)
            if start > 0 or True:
                skipped = self._past_openers(start)
                if skipped > start and end == start + 1:
                    self.place = skipped - 1
                    return
        if content(self.words[start:end]) or any(norm in {"she", "he", "they"} for norm in self.norms[start:end]):
            self.shown = True
        self.sentence += self.words[start:end]

    def _opens_anew(self, start: int) -> bool:
        """Whether a sentence without any announcement shows something else than the shot that is open."""
        if self.fresh or start or not self.board.open or not self.board.last.has_picture:
            return False
        if self.introduced and self.norms[0].removesuffix("'s") == self.introduced:
            return True
        words = sum(map(len, self.board.last.picture))
        return words >= self.listener.max_words

    def _past_openers(self, start: int) -> int:
        """Past "we see", "there's", "I want": words that open a picture and aren't in it."""
        place = start
        openers = matcher("opener")
        while place < len(self.words):
            found = openers.at(self.norms, place)
            found = [m for m in found if self._opens(m)]
            if not found:
                break
            place = found[0].end
        return place if place < len(self.words) else start

    def _opens(self, match: Match) -> bool:
        body = self.norms[match.start : match.end]
        if body[0] in {"but", "and", "so", "well", "now", "here", "like", "also", "plus", "just", "good", "great", "fine", "lovely", "perfect", "right", "look", "listen", "cool", "again", "oh", "yes", "yeah"} and len(body) == 1:
            return body[0] in {"and", "so", "but", "well", "oh", "yeah", "yes", "also", "plus"} or self._ends_clause(match.end)
        return True

    def _end(self) -> None:
        subject = self.orders.subject
        if subject is not None and self.stated and not self.shown and self.fresh is False and self.board.open and subject < len(self.board.drafts) - 1:
            draft = self.board.drafts[-1]
            if not draft.has_picture:  # "just high": still about what was edited
                self.board.drafts[subject].fields.update({kind: draft.fields.pop(kind) for kind in self.stated if kind in draft.fields})
                self.board.revised(subject, joined(self.unit.said))
        self._flush()
        self._said(len(self.words))

    def _flush(self) -> None:
        """Give the open shot what of this sentence is for its picture."""
        if not self.sentence:
            return
        sentence, self.sentence = self.sentence, []
        quotation = find_quotation(sentence)
        if quotation is not None:
            sentence = self._quote(self.board.last, sentence, quotation)
        if not content(sentence) and not any(w.norm in {"she", "he", "they", "her", "him"} for w in sentence):
            return
        if self.orders.subject is not None and self._echoes(sentence):
            return
        self.orders.subject = None
        draft = self.board.last
        for name, description, pronoun in introductions(sentence):
            self.cast.add(name, description, pronoun)
        note_place(draft, sentence)
        draft.picture.append(sentence)

    def _echoes(self, sentence: Sequence[Token]) -> bool:
        """Whether a few words after an edit only say again what the edit put there: "Yeah. Gulls."."""
        place = self.orders.subject
        if place is None or place >= len(self.board.drafts) or len(content(sentence)) > 2:
            return False
        known = {word.norm for each in self.board.drafts[place].picture for word in each}
        return all(word.norm in known for word in content(sentence))

    def _quote(self, draft: Draft, sentence: list[Token], quotation: Quotation) -> list[Token]:
        draft.dialogue.append(quotation.text)
        before, after = sentence[: quotation.start], sentence[quotation.end :]
        speaker = list(quotation.speaker)
        while speaker and speaker[0].norm in {"and", "then", "so", "but"}:
            speaker = speaker[1:]
        plain = [word for word in speaker if word.norm not in {"she", "he", "they", "it", "i", "we", "just", "and"}]
        known = {word.norm for each in draft.picture for word in each} | {word.norm for word in before}
        if plain and not all(word.norm in known for word in content(plain)):
            before = [*before, *speaker]
        elif speaker and not plain and not draft.has_picture and not content(before):
            before = [*before, *speaker]
        return [*before, *after]

    def _said(self, place: int) -> None:
        """What was said up to a word belongs to the shot that is open."""
        place += self.offset
        stop = self.unit.origin[place] if place < len(self.unit.origin) else len(self.unit.said)
        if place == 0:
            stop = 0
        heard = list(self.unit.said[self.said_from : stop])
        self.said_from = max(stop, self.said_from)
        if not heard:
            return
        if self.board.open:
            self.board.drafts[-1].said += heard
        elif self.board.drafts:
            self.board.drafts[-1].said += heard

    def _flush_said(self, place: int) -> None:
        self._flush()

    def _take_back_before(self) -> None:
        """Take back the article, or the "and then in a", that stands before a direction."""
        while self.sentence and self.sentence[-1].norm in _BEFORE and not self.sentence[-1].ends_clause:
            self.sentence.pop()
        if not content(self.sentence) and not any(w.norm in {"she", "he", "they"} for w in self.sentence):
            self.sentence.clear()

    def _past_joints(self, place: int, kind: str = "") -> int:
        """Past "of", "on", "is" behind a direction."""
        if place < len(self.words) and place and self.words[place - 1].text[-1:] in ".!?":
            return place
        if place < len(self.words) and self.norms[place] in _JOINTS and (kind != "interior" or self.norms[place] == "of"):
            if kind == "move" and self.norms[place] in {"and", "it's"}:
                return place
            return place + 1
        return place

    def _seconds(self, place: int) -> tuple[float | None, int] | None:
        """A number of seconds at a word, and where it ends: "four seconds", "two and a half seconds", "a second"."""
        norms = self.norms
        if place >= len(norms):
            return None
        first = norms[place]
        seconds = 1.0 if first in {"a", "an"} else float(n) if (n := number_of(first)) is not None else None
        if seconds is None:
            return None
        place += 1
        if norms[place : place + 3] == ["and", "a", "half"]:
            seconds, place = seconds + 0.5, place + 3
        if place < len(norms) and norms[place] in {"or", "to"} and place + 1 < len(norms) and number_of(norms[place + 1]):
            place += 2
        while place < len(norms) and norms[place] in {"full", "whole", "long"}:
            place += 1
        if place >= len(norms) or norms[place] not in {"second", "seconds", "sec", "secs", "beat", "beats"}:
            return None
        beats = norms[place] in {"beat", "beats"}
        place += 1
        tails = {"on", "this", "one", "here", "that", "it", "for", "please", "long", "there", "of", "then", "him", "her", "them", "the", "shot", "each", "is", "fine", "total", "tops", "max"}
        while place < len(norms) and norms[place] in tails and not self.words[place - 1].ends_clause:
            place += 1
        return (None if beats else seconds), place

    def _starts_with(self, kind: str, place: int) -> bool:
        return self._first(kind, place) is not None

    def _first(self, kind: str, place: int) -> Match | None:
        return next((m for m in self.at(place) if m.phrase.kind == kind), None)

    def _starts_clause(self, place: int) -> bool:
        return place == 0 or self.words[place - 1].ends_clause

    def _after_leads(self, place: int) -> bool:
        """Whether only "and", "then", "so", "a" stand between the start of the clause and a word, or a direction does."""
        while place > 0 and not self.words[place - 1].ends_clause:
            if self.norms[place - 1] not in _LEADS and not (self.sentence == [] and not self.shown):
                return False
            place -= 1
        return True

    def _ends_clause(self, place: int) -> bool:
        return place >= len(self.words) or self.words[place - 1].ends_clause

    def _clause_end(self, place: int) -> int:
        while place < len(self.words):
            place += 1
            if self.words[place - 1].ends_clause:
                break
        return place

    def _is_pronoun_before(self, place: int) -> bool:
        return place > 0 and self.norms[place - 1] in PREPOSITIONS
