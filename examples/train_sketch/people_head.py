"""A person's head: hair, face with one of six emotions, beard. The hat is drawn by :mod:`.people_hats`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .light import Colour, mix
from .people_looks import Look
from .people_pen import Pen

_INK: Final[Colour] = (38, 30, 40)
_WHITE: Final[Colour] = (252, 252, 252)
_TEAR: Final[Colour] = (70, 170, 246)


def hair_behind(pen: Pen, look: Look) -> None:
    """What hangs behind the head and the shoulders; the pen's origin is the head's centre, its radius 100."""
    hair, style = look.hair, look.style
    if style in ("long", "veil"):
        pen.box(-112, -60, 112, 176 if style == "long" else 250, hair, 70)
        pen.oval(0, -16, 110, 104, hair)
    elif style == "bob":
        pen.box(-110, -60, 110, 92, hair, 46)
        pen.oval(0, -14, 110, 104, hair)
    elif style == "bun":
        pen.oval(0, -116, 46, 42, hair)
        pen.oval(0, -10, 102, 102, hair)
    elif style == "geisha":
        pen.oval(0, -92, 92, 62, hair)
        pen.oval(-92, -14, 44, 60, hair)
        pen.oval(92, -14, 44, 60, hair)
    elif style == "ponytail":
        pen.poly([(40, -96), (128, -110), (168, -40), (150, 92), (122, 30), (110, -30)], hair)
        pen.oval(0, -10, 102, 102, hair)
    elif style == "braids":
        for side in (-1, 1):
            for i in range(5):
                pen.oval(side * (100 + i * 4), 20 + i * 32, 24 - i, 22, hair)
            pen.oval(side * 118, 172, 14, 18, (228, 60, 80))
        pen.oval(0, -10, 104, 104, hair)
    elif style == "pigtails":
        for side in (-1, 1):
            pen.oval(side * 118, -8, 36, 58, hair)
            pen.oval(side * 96, -44, 14, 14, (250, 220, 70))
    elif style == "curly":
        for x, y in (
            (-86, -40),
            (86, -40),
            (-104, 14),
            (104, 14),
            (-56, -84),
            (56, -84),
            (0, -98),
            (-92, 58),
            (92, 58),
        ):
            pen.oval(x, y, 42, 42, hair)
    elif style == "wild":
        pen.poly([(-80, -90), (-140, -60), (-118, -20), (-148, 24), (-116, 50), (-126, 100), (-60, 90),
                  (60, 90), (126, 100), (116, 50), (148, 24), (118, -20), (140, -60), (80, -90)], hair)  # fmt: skip
    elif style == "clown":
        for side in (-1, 1):
            for x, y in ((96, -40), (124, -4), (104, 34), (132, -46)):
                pen.oval(side * x, y, 40, 38, hair)


def _hair_front(pen: Pen, look: Look) -> None:
    hair, style = look.hair, look.style
    if style in ("none", "bald", "clown"):
        return
    if style == "mohawk":
        pen.poly([(-26, -84), (-52, -150), (-22, -140), (-14, -196), (8, -146), (36, -186), (32, -138), (60, -142),
                  (26, -84)], hair)  # fmt: skip
        return
    if style == "fringe":  # grey hair round a bald crown
        for side in (-1, 1):
            pen.oval(side * 90, 0, 24, 44, hair)
        return
    if style == "tonsure":
        pen.slice(0, -6, 102, 104, 186, 354, hair)
        pen.oval(0, -84, 62, 24, look.skin)
        return
    if style == "spiky":
        pen.poly([(-98, -20), (-112, -70), (-84, -76), (-80, -124), (-40, -108), (-16, -142), (14, -110), (52, -132),
                  (66, -94), (106, -92), (98, -20), (70, -48), (36, -34), (0, -52), (-36, -34), (-70, -48)],
                 hair)  # fmt: skip
        return
    pen.slice(0, -4, 102, 106, 200, 340, hair)
    if style in ("short", "side"):
        pen.poly(
            [(-90, -60), (-102, 2), (-84, -8), (-70, -36), (20, -32), (74, -48), (86, -8), (102, 2), (90, -60)], hair
        )
    elif style == "crop":
        pen.poly([(-92, -56), (-98, -6), (-82, -36), (82, -36), (98, -6), (92, -56)], hair)
    else:
        pen.poly([(-88, -60), (-108, 40), (-86, 30), (-72, -26), (-10, -46), (40, -34), (76, -16), (88, 30), (108, 40),
                  (88, -60), (0, -80)], hair)  # fmt: skip
    if style == "curly":
        for x in (-70, -36, 0, 36, 70):
            pen.oval(x, -52 + abs(x) * 0.1, 28, 26, hair)
    if style == "geisha":
        pen.oval(0, -60, 80, 34, hair)
        pen.oval(-70, -96, 20, 20, (240, 80, 110))
        pen.line([(40, -120), (110, -150)], (240, 200, 70), 9)


def _beard(pen: Pen, look: Look) -> None:
    colour = look.beard_colour
    if look.beard in ("full", "long"):
        pen.slice(0, 10, 98, 106, 8, 172, colour)
        pen.poly([(-97, -14), (-97, 30), (-60, 44), (60, 44), (97, 30), (97, -14), (80, 20), (-80, 20)], colour)
        pen.oval(0, 46, 62, 24, colour)
    if look.beard == "long":
        pen.poly([(-86, 60), (86, 60), (56, 150), (0, 212), (-56, 150)], colour)
    if look.beard == "goatee":
        pen.poly([(-26, 78), (26, 78), (14, 120), (0, 130), (-14, 120)], colour)
    if look.beard == "stubble":
        pen.slice(0, 0, 91, 99, 24, 156, mix(look.skin, (60, 60, 70), 0.35))
    if look.beard in ("moustache", "goatee"):
        pen.poly([(0, 34), (44, 36), (66, 54), (34, 52), (0, 46), (-34, 52), (-66, 54), (-44, 36)], colour)


def _eyes(pen: Pen, look: Look, emotion: str, white: Colour, ink: Colour) -> None:
    brow = ink if look.head != "human" else mix(look.hair, (30, 20, 20), 0.5)
    if look.brow is not None:
        brow = look.brow
    for side in (-1, 1):
        x = side * 38.0
        if emotion == "happy":
            pen.arc(x, 18, 24, 26, 190, 350, ink, 10)
            pen.arc(x, -28, 26, 18, 205, 335, brow, 9)
            continue
        rx, ry, pupil = {"surprised": (28, 33, 11), "afraid": (27, 31, 7), "sad": (22, 22, 12)}.get(
            emotion, (21, 24, 13)
        )
        pen.oval(x, 8, rx + 3, ry + 3, mix(look.skin, ink, 0.45))
        pen.oval(x, 8, rx, ry, white)
        pen.oval(x, 15 if emotion == "sad" else 9, pupil, pupil + 2, ink)
        if emotion in ("calm", "sad", "angry"):
            pen.oval(x + 5, 4, 4, 4, white)
        if emotion == "calm":
            pen.line([(x - 22, -34), (x + 22, -34)], brow, 10)
        elif emotion == "angry":
            pen.poly([(x - side * 32, 0), (x + side * 34, -32), (x + side * 30, -40), (x - side * 34, -36)], look.skin)
            pen.line([(x - side * 30, -2), (x + side * 30, -36)], brow, 17)
        elif emotion == "sad":
            pen.poly([(x - side * 28, -22), (x + side * 30, -2), (x + side * 32, -26)], look.skin)
            pen.line([(x - side * 20, -44), (x + side * 28, -20)], brow, 11)
        elif emotion == "afraid":
            pen.line([(x - side * 18, -58), (x + side * 28, -36)], brow, 10)
        else:
            pen.arc(x, -36, 30, 26, 200, 340, brow, 11)
        if look.lashes and emotion not in ("angry", "sad"):
            pen.line([(x + side * 18, -6), (x + side * 34, -16)], ink, 7)


def _mouth(pen: Pen, look: Look, emotion: str, ink: Colour) -> None:
    lips = look.lips or mix(look.skin, (150, 40, 40), 0.75)
    inside: Colour = (110, 24, 34)
    if emotion == "calm":
        pen.arc(0, 44, 30, 18, 30, 150, lips, 11)
    elif emotion == "happy":
        pen.slice(0, 40, 50, 46, 0, 180, inside)
        pen.slice(0, 40, 44, 20, 0, 180, _WHITE)
        pen.slice(0, 62, 26, 20, 20, 160, (232, 90, 96))
    elif emotion == "sad":
        pen.arc(0, 78, 36, 26, 200, 340, lips if look.head == "human" else ink, 12)
    elif emotion == "angry":
        pen.box(-42, 46, 42, 78, inside, 10)
        pen.box(-36, 52, 36, 72, _WHITE, 5)
        for x in (-18, 0, 18):
            pen.line([(x, 52), (x, 72)], inside, 4)
        pen.line([(-36, 62), (36, 62)], inside, 4)
    elif emotion == "afraid":
        pen.poly([(-44, 72), (-30, 50), (-10, 58), (10, 50), (30, 58), (44, 70), (28, 80), (10, 72), (-10, 80),
                  (-28, 74)], inside)  # fmt: skip
        pen.line([(-26, 62), (-8, 68), (10, 60), (28, 66)], _WHITE, 8)
    else:
        pen.oval(0, 64, 24, 30, inside)
        pen.oval(0, 76, 14, 14, (226, 90, 96))


def _drop(pen: Pen, x: float, y: float, k: float) -> None:
    pen.poly([(x, y - 30 * k), (x + 13 * k, y + 2 * k), (x - 13 * k, y + 2 * k)], _TEAR)
    pen.oval(x, y + 6 * k, 14 * k, 15 * k, _TEAR)


def signs(pen: Pen, emotion: str) -> None:
    """Tears and drops of sweat, over the hat."""
    if emotion == "sad":
        _drop(pen, -44, 58, 1.2)
        _drop(pen, 46, 40, 0.9)
    elif emotion == "afraid":
        _drop(pen, 84, -50, 1.2)
        _drop(pen, -88, -24, 0.9)


def _skull(pen: Pen, look: Look, skin: Colour) -> None:
    if look.head == "robot":
        pen.line([(0, -96), (0, -140)], (110, 118, 134), 10)
        pen.oval(0, -146, 16, 16, (240, 70, 60))
        for side in (-1, 1):
            pen.box(side * 104 - 14, -26, side * 104 + 14, 34, (110, 118, 134), 6)
        pen.box(-98, -98, 98, 98, skin, 26)
        pen.box(-82, -48, 82, 86, mix(skin, (255, 255, 255), 0.55), 18)
    elif look.head == "alien":
        pen.oval(0, -34, 118, 100, skin)
        pen.poly([(-112, -10), (112, -10), (40, 96), (-40, 96)], skin)
        pen.oval(0, 76, 46, 28, skin)
        for side in (-1, 1):
            pen.line([(side * 50, -110), (side * 76, -160)], skin, 10)
            pen.oval(side * 78, -164, 15, 15, (250, 220, 70))
    elif look.head == "skeleton":
        pen.oval(0, -20, 98, 84, skin)
        pen.box(-56, 20, 56, 98, skin, 20)
    else:
        for side in () if look.head == "ghost" else (-1, 1):
            if "elf ears" in look.extras:
                pen.poly([(side * 80, -20), (side * 146, -52), (side * 84, 34)], skin)
            else:
                pen.oval(side * 92, 10, 18, 22, mix(skin, (120, 60, 40), 0.12))
        pen.oval(0, 0, 92, 100, skin)


def face(pen: Pen, look: Look, emotion: str) -> None:
    """The head itself; the hat comes after."""
    skin = look.skin
    if look.head == "human":
        tint: dict[str, tuple[Colour, float]] = {"angry": ((230, 50, 40), 0.3), "afraid": ((190, 214, 240), 0.4)}
        if emotion in tint:
            skin = mix(skin, *tint[emotion])
    look = replace(look, skin=skin)
    _skull(pen, look, skin)
    if look.paint is not None:  # a painted band: a mask over the eyes, or greasepaint round the mouth
        where, colour = look.paint
        if where == "eyes":
            pen.box(-90, -28, 90, 40, colour, 30)
        elif where == "mouth":
            pen.oval(0, 62, 62, 34, colour)
        elif where == "cheeks":
            for side in (-1, 1):
                pen.oval(side * 60, 46, 20, 16, colour)
        elif where == "stripes":
            for side in (-1, 1):
                pen.box(side * 62 - 22, 36, side * 62 + 22, 46, colour)
                pen.box(side * 62 - 22, 52, side * 62 + 22, 62, colour)
    elif emotion == "happy" and look.head == "human":
        for side in (-1, 1):
            pen.oval(side * 64, 42, 19, 13, mix(skin, (244, 90, 100), 0.4))
    _beard(pen, look)
    if look.head == "human":
        _hair_front(pen, look)
    white, ink = _WHITE, _INK
    if look.head == "skeleton":
        white, ink = (30, 26, 34), (250, 250, 250)
        pen.poly([(0, 26), (11, 44), (-11, 44)], (30, 26, 34))
    elif look.head == "alien":
        white, ink = (24, 20, 34), (170, 255, 170)
    elif look.head == "ghost":
        white = (236, 240, 250)
    if look.head == "robot":
        white = (120, 240, 250)
    _eyes(pen, look, emotion, white, (30, 26, 34) if emotion == "happy" else ink)
    if look.head == "human":
        nose = mix(skin, (140, 50, 40), 0.35)
        big = "red nose" in look.extras
        pen.oval(0, 32, *(22, 21) if big else (12, 10), fill=(232, 30, 40) if big else nose)
    if look.veil_mouth is not None:
        pen.slice(0, 0, 94, 102, 16, 164, look.veil_mouth)
    else:
        _mouth(pen, look, emotion, _INK)
    if "fangs" in look.extras and emotion in ("calm", "sad"):
        for x in (-16, 16):
            pen.poly([(x - 7, 60), (x + 7, 60), (x, 80)], _WHITE)
    if "glasses" in look.extras:
        for side in (-1, 1):
            pen.arc(side * 40, 8, 34, 32, 0, 360, (40, 40, 50), 8)
        pen.line([(-8, 4), (8, 4)], (40, 40, 50), 8)
    if "sunglasses" in look.extras:
        pen.box(-76, -18, -6, 28, (20, 20, 26), 16)
        pen.box(6, -18, 76, 28, (20, 20, 26), 16)
        pen.line([(-84, -10), (84, -10)], (20, 20, 26), 9)
    if "eyepatch" in look.extras:
        pen.oval(38, 8, 31, 30, _INK)
        pen.line([(-84, -44), (88, 12)], _INK, 9)
    if "earrings" in look.extras:
        for side in (-1, 1):
            pen.oval(side * 98, 40, 12, 12, (250, 206, 70))
    if "scar" in look.extras:
        pen.line([(50, 34), (74, 70)], mix(skin, (120, 20, 20), 0.6), 6)
