"""Text set in lines: how wide it is, where a line may break, and in which order its pieces stand.

Widths are in em, so that one measuring does for every size.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from voice2image._fonts import Face, FontSet, clean, clusters, opened_face

__all__ = ["Piece", "Typesetter", "is_rtl"]

_RTL = frozenset({"R", "AL"})
_TURNS = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"})
# Between these any two may part: Chinese characters, kana, and what is drawn as wide as they are.
_WIDE = r"\u2e80-\u2fdf\u3000-\u30ff\u3100-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_NO_START = (
    "、。，．：；？！・…‥ー）〕］｝〉》」』】〙〗々ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％‰℃〜～゛゜'\"’”)]}»!?,.:;%"
)
_NO_END = "（〔［｛〈《「『【〘〖‘“([{«"
_BREAK = re.compile(rf"(?<=[ \u200b\u2014/-])(?=\S)(?<!\s-)|(?<=[{_WIDE}])(?=\S)|(?<=\S)(?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in one face and one direction. Its text is in the order in which it is read."""

    text: str
    face: Face
    rtl: bool = False
    missing: str = ""
    """The text for which no font was found; `text` is what stands in for it."""


class Typesetter:
    """Sets lines in one weight of a set of fonts. Text is cleaned: it has no line breaks nor control characters."""

    def __init__(self, fonts: FontSet, *, bold: bool = False) -> None:
        self._fonts = fonts
        self._bold = bold
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """How wide one line of it is, in em."""
        if text not in self._widths:
            pieces = self.pieces(text, rtl=is_rtl(text))
            self._widths[text] = sum(_advance(piece.face, piece.text, piece.rtl) for piece in pieces)
        return self._widths[text]

    def wrap(self, text: str, width: float) -> list[str]:
        """`text` in lines of at most so many em. A word that is longer breaks between two of its letters.

        A letter that is wider than the line stands on one of its own.
        """
        lines, line, used = [], "", 0.0
        for word in _words(clean(text)):
            long = self.width(word.rstrip())
            if line and used + long > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            for part in [word] if long <= width else clusters(word):
                wide = self.width(part)
                if line and used + self.width(part.rstrip()) > width:
                    lines.append(line.rstrip())
                    line, used = "", 0.0
                line, used = line + part, used + wide
        return [*lines, line.rstrip()] if line.strip() else lines

    def pieces(self, line: str, *, rtl: bool = False) -> tuple[Piece, ...]:
        """A line's pieces from left to right. `rtl` says that it belongs to text that is read from the right."""
        runs = self._fonts.runs(line, bold=self._bold)
        of_character = [run for run in runs for _ in run.text]
        parts: list[tuple[int, str, Any]] = []
        marked = zip(line, _levels(line, rtl=rtl), of_character, strict=True)
        for (level, _), each in groupby(marked, key=lambda item: (item[1], id(item[2]))):
            letters = list(each)
            parts.append((level, "".join(letter for letter, _, _ in letters), letters[0][2]))
        return tuple(_piece(level, text, run) for level, text, run in _in_sight(parts))


def is_rtl(text: str) -> bool:
    """Whether its first letter is one of a script that is read from the right."""
    kinds = (unicodedata.bidirectional(each) for each in text)
    return next((kind in _RTL for kind in kinds if kind == "L" or kind in _RTL), False)


def _piece(level: int, text: str, run: Any) -> Piece:
    if run.missing:
        return Piece("\N{REPLACEMENT CHARACTER}" * sum(1 for _ in clusters(text)), run.face, missing=text)
    return Piece(text, run.face, rtl=level % 2 == 1)


def _words(text: str) -> Iterator[str]:
    """What may stand at a line's end, each with the space behind it. Marks stay with what they belong to."""
    word = ""
    for part in _BREAK.split(text):
        if word and part[0] not in _NO_START and word[-1] not in _NO_END:
            yield word
            word = ""
        word += part
    if word:
        yield word


def _levels(line: str, *, rtl: bool) -> list[int]:
    """How deep each character is nested between the two directions; odd is right to left."""
    if not rtl and not any(unicodedata.bidirectional(each) in _TURNS for each in line):
        return [0] * len(line)
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    base = TextDirection.RTL if rtl else TextDirection.LTR
    known = {}
    for each in BidiParagraph(line, base_direction=base).get_all()[0]:
        known[each.character_index] = each.embedding_level
    levels: list[int] = []
    for index in range(len(line)):  # joiners and the like have no level of their own
        levels.append(known.get(index, levels[-1] if levels else int(rtl)))
    return levels


def _in_sight(parts: Iterable[tuple[int, str, Any]]) -> list[tuple[int, str, Any]]:
    """From the order of reading to that on paper: rule L2 of Unicode's bidirectional algorithm."""
    ordered = list(parts)
    for deep in range(max((level for level, _, _ in ordered), default=0), 0, -1):
        turned: list[tuple[int, str, Any]] = []
        for inside, group in groupby(ordered, key=lambda part: part[0] >= deep):
            level = list(group)
            turned += reversed(level) if inside else level
        ordered = turned
    return ordered


@cache
def _font(face: Face) -> Any:
    import uharfbuzz

    font = uharfbuzz.Font(opened_face(face.path, face.index))
    if face.weight is not None:
        font.set_variations({"wght": face.weight})
    return font


def _advance(face: Face, text: str, rtl: bool) -> float:
    import uharfbuzz

    font, buffer = _font(face), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    uharfbuzz.shape(font, buffer)
    return float(sum(glyph.x_advance for glyph in buffer.glyph_positions)) / int(font.face.upem)
