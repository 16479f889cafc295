"""What a shot's values are called in a prompt, and how one sees that a text says them already.

A table maps a value to its words; ``None`` means that no such words work. The patterns are matched against a text in
small letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from voice2image.shot import Angle, ShotSize, TimeOfDay, Weather

# fmt: off

SIZE: Final[Mapping[ShotSize, str]] = {
    "ECU": "extreme close-up", "CU": "close-up", "MCU": "head-and-shoulders shot",
    "MS": "medium shot from the waist up", "MLS": "medium full shot from the knees up", "WS": "wide shot",
    "ELS": "extreme wide shot, seen from far away", "EST": "establishing shot",
}
ANGLE: Final[Mapping[Angle, str]] = {
    "eye-level": "eye-level shot", "low": "low-angle shot from below", "high": "high-angle shot from above",
    "birds-eye": "bird's-eye view from directly above", "worms-eye": "worm's-eye view from the ground",
    "dutch": "dutch angle, tilted horizon", "over-the-shoulder": "over-the-shoulder shot", "pov": "first-person view",
}
TIME: Final[Mapping[TimeOfDay, str]] = {
    "dawn": "at dawn", "morning": "in the morning", "noon": "at noon", "afternoon": "in the afternoon",
    "sunset": "at sunset", "dusk": "at dusk", "night": "at night", "midnight": "at midnight",
}
WEATHER: Final[Mapping[Weather, str]] = {
    "clear": "clear sky", "rain": "in the rain", "storm": "in a storm", "snow": "in falling snow",
    "fog": "in the fog", "wind": "strong wind",
}
OUTSIDE: Final[Mapping[Weather, str | None]] = {
    "clear": None, "rain": "rain outside", "storm": "storm outside", "snow": "snow outside", "fog": "fog outside",
    "wind": "wind outside",
}
FRAMING: Final[Mapping[str, str | None]] = {
    "two-shot": "two people together", "three-shot": "three people together", "group-shot": "group of people",
    "insert": "detail shot", "splash": "full-page illustration", "reverse": None, "profile": "seen from the side",
    "silhouette": "dark silhouette against the light",
}

# The words that `sketch` was taught: examples/train_sketch/words.py.
SKETCH_SIZE: Final[Mapping[ShotSize, str]] = {
    "ECU": "extreme close-up", "CU": "close-up", "MCU": "head and shoulders", "MS": "medium shot",
    "MLS": "medium shot", "WS": "wide shot", "ELS": "extreme wide shot", "EST": "establishing shot",
}
SKETCH_ANGLE: Final[Mapping[Angle, str | None]] = {
    "eye-level": "eye level", "low": "low angle", "high": "high angle", "birds-eye": "bird's-eye view",
    "worms-eye": "worm's-eye view", "dutch": None, "over-the-shoulder": None, "pov": None,
}
SKETCH_WEATHER: Final[Mapping[Weather, str | None]] = {**WEATHER, "wind": None}

SIZE_SAID: Final[Mapping[ShotSize, str]] = {
    "ECU": r"extreme close|\becu\b|\bmacro\b", "CU": r"close-? ?up|close shot|\bcu\b",
    "MCU": r"medium close|head[ -]and[ -]shoulders|\bmcu\b", "MS": r"medium shot|mid[ -]?shot|waist[ -]up",
    "MLS": r"medium (full|long|wide)|knees up|cowboy shot|\bmls\b",
    "WS": r"(wide|long|full|establishing)[ -](angle )?(shot|view)|\bws\b",
    "ELS": r"(extreme|very) (wide|long)|far (away|off)|\be[lw]s\b", "EST": r"establishing",
}
ANGLE_SAID: Final[Mapping[Angle, str]] = {
    "eye-level": r"eye[ -]level", "low": r"low[ -]angle|from below", "high": r"high[ -]angle|from above|overhead",
    "birds-eye": r"bird.?s?[ -]eye|overhead|aerial|top[ -]down|directly above|straight down",
    "worms-eye": r"worm.?s?[ -]eye|from the ground", "dutch": r"dutch|tilted|canted",
    "over-the-shoulder": r"over[ -](?:\w+(?:.s)?[ -]){0,2}shoulder", "pov": r"\bpov\b|point of view|first[ -]person",
}
# A "night porter" works at any hour, and a morning coat is a coat.
_NIGHT_WORK = r"(?![ -](?:porter|watch|stand|gown|dress|shirt|shift))"
_NIGHT = rf"(?<!last )(?<!good )\b(?:mid|to)?night(?:s|time|fall)?\b{_NIGHT_WORK}"
_NIGHT = rf"{_NIGHT}|\bmoon(?:light|lit)\b|\bstar(?:light|lit|ry)\b|\bnocturnal\b|under the (?:moon|stars)|after dark"
_DAWN = r"\bdawn\b|\bsun(?:rise|up)\b|\bdaybreak\b|first light|break of day|sun(?:.s)? (?:\w+ )?(?:ris|com)"
_SUNSET = r"\bsun(?:set|down)\b|(?:golden|magic) hour|setting sun|sun(?:.s)? (?:\w+ )?(?:set|go|sink)"
_DUSK = r"\bdusk\b|\btwilight\b|\bevenings?\b|\bnightfall\b|blue hour|\bgloaming\b|(?:getting|gets) dark"
TIME_SAID: Final[Mapping[TimeOfDay, str]] = {
    "dawn": rf"{_DAWN}|early (?:in the )?morning",
    "morning": rf"{_DAWN}|(?<!good )\bmornings?\b(?! coat)|\bbreakfast\b",
    "noon": r"\bnoon(?:time)?\b|\bmid-?day\b|middle of the day|\blunch ?time\b", "afternoon": r"\bafternoons?\b",
    "sunset": rf"{_SUNSET}|{_DUSK}", "dusk": rf"{_DUSK}|{_SUNSET}", "night": _NIGHT, "midnight": _NIGHT,
}
WEATHER_SAID: Final[Mapping[Weather, str]] = {
    "clear": r"\b(?:clear|blue|starry|bright) (?:\w+ )?(?:sky|skies|day|night)|\bcloudless\b|\bsun(?:ny|shine)\b",
    "rain": r"\brain(?:s|y|ing|ed|fall|storm|drops?|[ -]?swept|[ -]?soaked)?\b|\bdrizzl|\bdownpour\b|\bpouring\b",
    "storm": r"\b(?:\w+)?storm(?:s|y|ing)?\b|\bthunder|\blightning\b|\bhurricane\b|\btempest|\btyphoon\b|\bgale\b",
    "snow": r"\bsnow|\bblizzard\b|\bsleet\b", "fog": r"\bfog|\bmist(?:s|y)?\b|\bhaz[ey]\b|\bsmog\b",
    "wind": r"\bwind(?:s|y|swept|[ -]blown)?\b|\bbreez[ey]|\bgust|\bgale\b",
}
FRAMING_SAID: Final[Mapping[str, str]] = {
    "two-shot": r"\b(?:two|both|couple|pair|and|with)\b", "three-shot": r"\b(?:three|trio)\b",
    "group-shot": r"\b(?:group|crowd)\b", "insert": r"\bdetail", "splash": r"full[ -]page",
    "profile": r"\bprofile\b|from the side|side[ -]on", "silhouette": r"\bsilhouett",
}
INDOORS_SAID: Final = (
    r"\binterior|\binside\b|\bindoors?\b|(?<!mush)(?<!g)(?<!b)room\b|\b(?:kitchen|hall|hallway|corridor|office|attic|cellar|basement|studio|cabin"
    r"|stairs|staircase|lift|elevator|cave)\b"
)
OUTDOORS_SAID: Final = r"\bexterior|\boutside\b|\boutdoors?\b"

# A lens by a word of its name; what takes time, such as slow motion, is no matter of a picture.
LENS: Final[tuple[tuple[str, str | None], ...]] = (
    (r"slow|slo[ -]mo|rack", None), (r"shallow", "shallow depth of field"), (r"deep", "deep focus"),
    (r"fish", "fisheye lens"), (r"anamorphic", "anamorphic lens"), (r"macro", "macro lens"),
    (r"wide", "wide-angle lens"), (r"long|tele", "telephoto lens"),
)
# fmt: on


def says(text: str, pattern: str) -> bool:
    """Whether `text`, in small letters, has what `pattern` looks for."""
    return re.search(pattern, text) is not None
