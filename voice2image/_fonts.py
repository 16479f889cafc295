"""Which font has which characters: text of any script cut into runs of one font each.

The fonts are Noto's, from two packages of the ``exports`` extra; what they lack is looked for among the system's.
Script without any font is kept count of, so that an export can say so: no text turns into boxes unheard.
"""

from __future__ import annotations

import logging
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from voice2image._halves import whole
from voice2image.errors import ExportError, MissingExtraError

__all__ = ["Face", "FontFiles", "FontSet", "Run", "clean", "clusters", "opened_face"]

REGULAR, BOLD = 400, 700

_TEXT = "NotoSans[wght].ttf"
_CJK = "NotoSansCJK-VF.otf.ttc"
_SYMBOLS, _EMOJI = "NotoSansSymbols[wght].ttf", "NotoEmoji[wght].ttf"
_HAN = {"ja": 0, "ko": 1, "zh": 2, "zh-cn": 2, "zh-hans": 2, "zh-tw": 3, "zh-hant": 3, "yue": 4, "zh-hk": 4}
"""Which face of the collection draws Chinese characters as they are drawn in that language."""
_HAN_BY_SCRIPT = {"Hira": "ja", "Kana": "ja", "Hang": "ko", "Bopo": "zh-tw"}
_MUST_NOT_EMBED = 0x0002  # the licence bit of a font's OS/2 table
_FOLDERS = {
    "win32": ("%WINDIR%/Fonts", "%LOCALAPPDATA%/Microsoft/Windows/Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_ELSEWHERE = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def _each(fonts: Any) -> Any:
    return (fonts,) if isinstance(fonts, str | Path) else fonts


FontFiles = Annotated[tuple[Path, ...], BeforeValidator(_each)]
"""The setting `fonts` of exports that draw text: font files, or a single one."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file."""

    path: Path
    index: int = 0
    """Its place in a collection."""
    weight: int | None = None
    """Where on its weight axis; ``None`` for a font without one."""

    def has(self, character: str) -> bool:
        """Whether it has a glyph of its own for that character."""
        return ord(character) in _coverage(self.path, self.index)

    def cut(self, text: str) -> bytes:
        """A font file of only the glyphs that `text` needs, at this weight and without axes: small enough to embed.

        Raises :class:`~voice2image.errors.ExportError` for a font that HarfBuzz can't cut.
        """
        hb = _harfbuzz()
        face, wanted = opened_face(self.path, self.index), hb.SubsetInput()
        wanted.unicode_set.update(map(ord, text))
        wanted.flags |= hb.SubsetFlags.DOWNGRADE_CFF2 | hb.SubsetFlags.NOTDEF_OUTLINE
        for axis in face.axis_infos:
            if axis.tag == "wght" and self.weight is not None:
                wanted.pin_axis_location(face, "wght", self.weight)
            else:
                wanted.pin_axis_to_default(face, axis.tag)
        try:
            return bytes(hb.subset(face, wanted).blob.data)
        except RuntimeError as error:
            raise ExportError(f"the font {self.path} can't be embedded: {error}; choose another one") from error


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: Face
    missing: bool = False
    """No font has it; `face` has the replacement character U+FFFD to stand for it."""


class FontSet:
    """The fonts for one document, in the order in which they are asked.

    Args:
        language: ISO 639-1 code of the text's main language. Chinese characters look different in Japanese.
        own: Font files to prefer to all others, such as a comic font. A variable one is set to the weight asked for.

    Raises :class:`~voice2image.errors.MissingExtraError` if the fonts' package isn't installed, and
    :class:`~voice2image.errors.ExportError` if a font of one's own can't be read.
    """

    def __init__(self, *, language: str | None = None, own: Iterable[Path] = ()) -> None:
        self.missing: dict[str, str] = {}
        """Each script that no font has, to the first character of it that was asked for."""
        self._language = (language or "").lower()
        self._own = tuple(own)
        for path in self._own:
            _coverage(path, 0)
        self._bundled = _bundled()
        self._known: dict[tuple[str, int, int], Face | None] = {}

    def runs(self, text: str, *, bold: bool = False) -> tuple[Run, ...]:
        """`text`, in its order, in runs of one face. Put together they are `text` again."""
        weight = BOLD if bold else REGULAR
        han = self._han(text)
        runs: list[tuple[Face | None, list[str]]] = []
        for cluster in clusters(text):
            face = runs[-1][0] if runs else None
            if face is None or not _goes_on(cluster, face):
                face = self._find(cluster, weight, han)
            if runs and runs[-1][0] == face:
                runs[-1][1].append(cluster)
            else:
                runs.append((face, [cluster]))
        stand_in = _face(self._bundled[_TEXT], 0, weight)
        return tuple(Run("".join(each), face or stand_in, missing=face is None) for face, each in runs)

    def complaint(self) -> str | None:
        """What to tell the user about text that no font has, or ``None``."""
        if not self.missing:
            return None
        which = ", ".join(f"{script} (such as U+{ord(each):04X})" for script, each in sorted(self.missing.items()))
        how = "install" if _CJK in self._bundled else "pip install manimgx-fonts-cjk, or install"
        return (
            f"no font on this machine has {which}: it is shown as \N{REPLACEMENT CHARACTER}. To have it drawn, {how} a "
            "font for it, such as one of fonts.google.com/noto, or give the font's file in the export's `fonts`"
        )

    def warn(self) -> None:
        """Log the complaint, if there is one."""
        if complaint := self.complaint():
            logging.getLogger("voice2image").warning("%s", complaint)

    def _han(self, text: str) -> int:
        if self._language in _HAN:
            return _HAN[self._language]
        languages = (
            _HAN_BY_SCRIPT.get(_script(each)) for each in text if each > "\u2fff" or "\u1100" <= each <= "\u11ff"
        )
        return _HAN[next(filter(None, languages), "ja")]

    def _find(self, cluster: str, weight: int, han: int) -> Face | None:
        key = (cluster, weight, han)
        if key not in self._known:
            self._known[key] = self._search(cluster, weight, han)
        return self._known[key]

    def _search(self, cluster: str, weight: int, han: int) -> Face | None:
        base = cluster[0]
        candidates = list(self._candidates(weight, han))
        needed = [each for each in cluster if not _is_invisible(each)] or [base]
        face = next((face for face in candidates if all(map(face.has, needed))), None)
        face = face or next((face for face in candidates if face.has(base)), None)
        if face is None and not _is_invisible(base) and not base.isspace():
            face = next((face for face in _system_faces() if face.has(base)), None)
            if face is None:
                self.missing.setdefault(_script_name(base), base)
            return face
        return face or candidates[len(self._own)]

    def _candidates(self, weight: int, han: int) -> Iterator[Face]:
        for path in self._own:
            yield _face(path, 0, weight)
        for path in self._bundled.values():
            yield _face(path, han if path.suffix == ".ttc" else 0, weight)


def clean(text: str) -> str:
    """`text` as it can be drawn: control characters and half characters gone, any white space one space."""
    drawn = (
        "" if each == "\N{ZERO WIDTH NO-BREAK SPACE}" or (unicodedata.category(each) == "Cc" and not each.isspace())
        else each
        for each in whole(text)
    )  # fmt: skip
    return " ".join("".join(drawn).split())


def clusters(text: str) -> Iterator[str]:
    """The characters as a reader counts them, each with its accents, joiners and what is joined to it."""
    cluster = ""
    for each in text:
        flag = _is_flag(each) and len(cluster) == 1 and _is_flag(cluster)
        if cluster and not flag and not _attaches(each) and cluster[-1] != "\N{ZERO WIDTH JOINER}":
            yield cluster
            cluster = ""
        cluster += each
    if cluster:
        yield cluster


def _attaches(character: str) -> bool:
    return character >= "\u0300" and (
        unicodedata.category(character) in {"Mn", "Mc", "Me"}
        or character in "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags, which make flags
    )


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_invisible(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or unicodedata.category(character) in {"Cf", "Zl", "Zp"}


def _goes_on(cluster: str, face: Face) -> bool:
    """Whether a comma, a space or a digit stays in the face of the text before it."""
    if face.path.name == _EMOJI or _script(cluster[0]) not in {"Zyyy", "Zinh"}:
        return False
    return all(face.has(each) or _is_invisible(each) for each in cluster)


@cache
def _script(character: str) -> str:
    from fontTools.unicodedata import script

    return str(script(character))


def _script_name(character: str) -> str:
    from fontTools.unicodedata import script_name

    code = _script(character)
    return "symbols" if code in {"Zyyy", "Zinh", "Zzzz"} else str(script_name(code)).replace("_", " ")


def _harfbuzz() -> Any:
    try:
        import uharfbuzz
    except ImportError as error:
        raise MissingExtraError("Lettering", extra="exports", package="uharfbuzz") from error
    return uharfbuzz


@cache
def opened_face(path: Path, index: int) -> Any:
    """HarfBuzz's view of a face. Raises :class:`~voice2image.errors.ExportError` if it can't be read."""
    hb = _harfbuzz()
    try:
        return hb.Face(hb.Blob.from_file_path(path), index)
    except (OSError, hb.HarfBuzzError) as error:
        raise ExportError(f"the font {path} can't be read: {error}") from error


@cache
def _coverage(path: Path, index: int) -> Any:
    """A set of code points."""
    covered = opened_face(path, index).unicodes
    if not covered:
        raise ExportError(f"the font {path} can't be read: it is no font file, or has no letters")
    return covered


@cache
def _face(path: Path, index: int, weight: int) -> Face:
    for axis in opened_face(path, index).axis_infos:
        if axis.tag == "wght":
            return Face(path, index, round(min(max(weight, axis.min_value), axis.max_value)))
    return Face(path, index)


@cache
def _bundled() -> dict[str, Path]:
    """The packages' fonts by name, in the order in which they are asked."""
    try:
        import manimgx_fonts
    except ImportError as error:
        raise MissingExtraError("Lettering", extra="exports", package="manimgx-fonts") from error
    folders = [Path(str(files(manimgx_fonts)))]
    try:
        import manimgx_fonts_cjk
    except ImportError:
        pass  # 20 MB that only some need; what lacks is complained about
    else:
        folders.append(Path(str(files(manimgx_fonts_cjk))))
    found = {path.name: path for folder in folders for path in sorted(folder.iterdir()) if _is_font(path)}
    last = [name for name in (_SYMBOLS, _EMOJI) if name in found]
    scripts = [name for name in found if name not in {_TEXT, *last} and "Italic" not in name]
    return {name: found[name] for name in (_TEXT, *scripts, *last)}


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in {".ttf", ".otf", ".ttc"}


@cache
def _system_faces() -> Sequence[Face]:
    """The system's upright fonts that may be embedded, Noto's and plain ones first."""
    names = _FOLDERS.get(sys.platform, _ELSEWHERE)
    folders = [Path(os.path.expandvars(name)).expanduser() for name in names]
    found = [path for folder in folders if folder.is_dir() for path in folder.rglob("*") if _is_font(path)]
    found.sort(key=lambda path: ("noto" not in path.name.lower(), "sans" not in path.name.lower(), path.name))
    return [_face(path, 0, REGULAR) for path in found if _is_plain(path)]


def _is_plain(path: Path) -> bool:
    name = path.name.lower()
    if any(word in name for word in ("italic", "oblique", "bold", "lastresort", "blank")):
        return False
    try:
        face = opened_face(path, 0)
        licence = int.from_bytes(face.reference_table("OS/2").data[8:10], "big")
        outlines = {"glyf", "CFF ", "CFF2"} & set(face.table_tags)
        return bool(face.unicodes and outlines) and not licence & _MUST_NOT_EMBED
    except (ExportError, RuntimeError, ValueError):
        return False
