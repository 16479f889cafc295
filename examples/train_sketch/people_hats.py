"""Hats, crowns, helmets and hoods, drawn on a head of radius 100 round the pen's origin."""

from __future__ import annotations

import math

from .light import Colour, mix
from .people_looks import Look
from .people_pen import Pen

_WHITE: Colour = (250, 250, 252)
_GOLD: Colour = (246, 196, 50)
_INK: Colour = (32, 28, 36)


def _star(pen: Pen, x: float, y: float, r: float, fill: Colour) -> None:
    pen.poly([(x + r * (1 if i % 2 == 0 else 0.42) * math.sin(i * math.pi / 5),
               y - r * (1 if i % 2 == 0 else 0.42) * math.cos(i * math.pi / 5)) for i in range(10)], fill)  # fmt: skip


def hat_behind(pen: Pen, look: Look) -> None:
    """The part of the hat that is behind the head."""
    c, hat = look.hat_colour, look.hat
    if hat in ("rain", "parka"):
        pen.oval(0, -2, 124, 128, c)
    elif hat in ("wraps", "diver"):
        pen.oval(0, -2, 104, 108, c)
    elif hat == "wimple":
        pen.poly([(-112, -40), (112, -40), (136, 190), (-136, 190)], c)
    elif hat == "veil":
        pen.poly([(-84, -90), (84, -90), (168, 250), (-168, 250)], (226, 234, 246))
    elif hat == "nemes":
        pen.poly([(-90, -80), (90, -80), (150, 130), (70, 150), (-70, 150), (-150, 130)], c)
        for i in range(5):
            y = -50 + i * 40
            half = 96 + (y + 80) * 0.27
            pen.line([(-half, y), (half, y)], look.trim, 13)
    elif hat == "keffiyeh":
        pen.poly([(-106, -60), (106, -60), (128, 150), (-128, 150)], c)
    elif hat == "kabuto":
        pen.poly([(-100, -50), (100, -50), (146, 74), (-146, 74)], c)
    elif hat == "bubble":
        pen.oval(0, -4, 140, 138, _WHITE)
        pen.oval(0, -2, 120, 118, (110, 150, 190))
    elif hat == "galea":
        pen.oval(0, -70, 46, 120, look.trim)
    elif hat == "aviator":
        pen.oval(0, -4, 112, 112, c)
    if "halo" in look.extras:
        pen.arc(0, -140, 74, 24, 0, 360, _GOLD, 15)


def _dome(pen: Pen, c: Colour, brim: float = 0.0, low: float = -30.0) -> None:
    pen.slice(0, low, 108, 100, 180, 360, c)
    if brim:
        pen.box(-108 - brim, low - 12, 108 + brim, low + 8, mix(c, (0, 0, 0), 0.18), 10)


def _brim(pen: Pen, c: Colour, band: Colour, wide: float, high: float, taper: float = 0.8, curl: float = 0.0) -> None:
    pen.poly([(-78, -46), (78, -46), (78 * taper, -46 - high), (-78 * taper, -46 - high)], c)
    pen.oval(0, -46 - high, 78 * taper, 22, c)
    pen.poly([(-79, -46), (79, -46), (77, -78), (-77, -78)], band)
    pen.oval(0, -46, wide, 24, c)
    if curl:
        for s in (-1, 1):
            pen.poly(
                [(s * wide * 0.6, -58), (s * (wide + 4), -50 - curl), (s * wide * 0.98, -40), (s * wide * 0.6, -28)], c
            )
    pen.slice(0, -46, wide * 0.92, 20, 10, 170, mix(c, (0, 0, 0), 0.22))


def hat_front(pen: Pen, look: Look) -> None:
    """The hat."""
    c, hat, trim = look.hat_colour, look.hat, look.trim
    dark = mix(c, (0, 0, 0), 0.25)
    if hat == "crown":
        pen.poly([(-84, -62), (-94, -156), (-48, -112), (0, -172), (48, -112), (94, -156), (84, -62)], _GOLD)
        for x, y in ((-94, -158), (0, -174), (94, -158)):
            pen.oval(x, y, 13, 13, (230, 60, 70))
        for x, gem in ((-48, (60, 130, 230)), (0, (220, 40, 60)), (48, (60, 130, 230))):
            pen.oval(x, -84, 12, 12, gem)
    elif hat == "tiara":
        pen.poly([(-78, -66), (-62, -96), (-36, -88), (0, -136), (36, -88), (62, -96), (78, -66), (0, -78)], _GOLD)
        pen.oval(0, -98, 11, 13, (70, 170, 240))
    elif hat == "knight":
        pen.poly([(-10, -110), (30, -190), (110, -186), (130, -110), (84, -140), (40, -100)], trim)
        pen.slice(0, 0, 110, 122, 202, 338, c)
        pen.arc(0, 0, 110, 118, 20, 160, dark, 26)
        for s in (-1, 1):
            pen.poly([(s * 112, -50), (s * 84, -50), (s * 78, 44), (s * 90, 74), (s * 108, 50)], c)
        pen.poly([(-116, -44), (0, -56), (116, -44), (108, -84), (0, -108), (-108, -84)], dark)
        for x in (-44, -16, 16, 44):
            pen.line([(x, -70), (x, -84)], _INK, 8)
        for s in (-1, 1):
            pen.oval(s * 102, -52, 14, 14, _GOLD)
    elif hat in ("point", "witch"):
        bend = 40 if hat == "witch" else 0
        pen.poly([(-84, -52), (84, -52), (40 + bend, -170), (20 + bend * 1.8, -262), (-34, -160)], c)
        if hat == "point":
            for x, y, r in ((-20, -110, 20), (26, -160, 15), (36, -96, 13)):
                _star(pen, x, y, r, _GOLD)
        pen.poly([(-88, -50), (88, -50), (80, -84), (-80, -84)], trim)
        if hat == "witch":
            pen.box(-18, -84, 18, -52, _GOLD)
        pen.oval(0, -48, 150, 25, c)
        pen.slice(0, -48, 140, 20, 10, 170, mix(c, (90, 90, 110), 0.25))
    elif hat == "cap":
        white = "cap white" in look.extras
        pen.oval(0, -98, 126, 50, _WHITE if white else c)
        pen.poly([(-98, -44), (98, -44), (112, -88), (-112, -88)], c if white else dark)
        pen.slice(0, -48, 94, 30, 0, 180, _INK)
        pen.line([(-92, -54), (92, -54)], trim, 8)
        pen.oval(0, -84, 20, 22, trim)
    elif hat == "tricorn":
        pen.poly(
            [(-150, -60), (-120, -120), (-40, -150), (40, -150), (120, -120), (150, -60), (60, -48), (-60, -48)], c
        )
        pen.line([(-146, -64), (-60, -54), (60, -54), (146, -64)], _GOLD, 9)
        pen.oval(0, -104, 24, 22, _WHITE)
        pen.box(-12, -90, 12, -70, _WHITE, 4)
        pen.oval(-9, -104, 7, 7, _INK)
        pen.oval(9, -104, 7, 7, _INK)
    elif hat == "star":
        _star(pen, -70, -70, 34, (250, 150, 50))
    elif hat == "bubble":
        pen.arc(0, -4, 130, 128, 0, 360, _WHITE, 24)
        pen.arc(0, -4, 138, 136, 0, 360, (170, 178, 192), 6)
        pen.arc(0, -4, 108, 106, 200, 245, (255, 255, 255), 12)
        pen.box(-152, -24, -130, 30, trim, 8)
        pen.box(130, -24, 152, 30, trim, 8)
    elif hat == "tiny":
        pen.poly([(-36, -88), (36, -88), (6, -176)], c)
        pen.oval(6, -176, 17, 17, (250, 220, 60))
        pen.oval(0, -118, 10, 10, (250, 220, 60))
    elif hat in ("fedora", "straw", "cowboy", "top", "bucket"):
        spec = {"fedora": (128, 84, 0.78, 0), "straw": (164, 66, 0.84, 0), "cowboy": (168, 92, 0.8, 46),
                "top": (116, 144, 1.0, 0), "bucket": (130, 64, 0.84, 0)}[hat]  # fmt: skip
        _brim(pen, c, dark if hat == "bucket" else (200, 40, 50) if hat == "top" else trim, *spec)
    elif hat == "fire":
        pen.oval(0, -34, 134, 26, dark)
        _dome(pen, c, 0, -36)
        pen.box(-13, -140, 13, -40, dark, 8)
        pen.poly([(-32, -112), (32, -112), (26, -62), (0, -46), (-26, -62)], _GOLD)
    elif hat in ("hard", "lamp", "army", "riding", "pith"):
        if hat == "pith":
            pen.slice(0, -40, 92, 100, 180, 360, c)
            pen.poly([(-94, -44), (94, -44), (90, -68), (-90, -68)], trim)
            pen.oval(0, -40, 138, 24, c)
            pen.oval(0, -142, 13, 11, trim)
            return
        _dome(pen, c, {"hard": 14, "lamp": 10, "army": 8, "riding": 4}[hat], -32)
        if hat == "hard":
            pen.box(-12, -134, 12, -44, mix(c, (255, 255, 255), 0.4), 8)
        elif hat == "lamp":
            pen.oval(0, -80, 36, 36, (70, 70, 80))
            pen.oval(0, -80, 26, 26, (255, 250, 180))
        elif hat == "army":
            for x, y in ((-50, -70), (30, -100), (56, -58), (-10, -60)):
                pen.oval(x, y, 24, 15, dark)
        else:
            pen.slice(0, -34, 76, 24, 0, 180, dark)
    elif hat == "nurse":
        pen.poly([(-66, -66), (66, -66), (82, -140), (-82, -140)], c)
        pen.box(-10, -130, 10, -80, (226, 40, 50))
        pen.box(-25, -115, 25, -95, (226, 40, 50))
    elif hat == "toque":
        for x, y, r in ((-62, -150, 52), (62, -150, 52), (0, -176, 62)):
            pen.oval(x, y, r, r, c)
        pen.box(-82, -150, 82, -46, c, 6)
        for x in (-40, 0, 40):
            pen.line([(x, -130), (x, -80)], (206, 210, 222), 6)
        pen.box(-84, -70, 84, -44, (226, 230, 238), 6)
    elif hat == "kabuto":
        _dome(pen, c, 20, -28)
        pen.poly([(0, -84), (-70, -176), (-88, -130), (-40, -66), (40, -66), (88, -130), (70, -176)], trim)
        pen.oval(0, -74, 22, 22, look.top)
    elif hat in ("wraps", "diver"):
        pen.slice(0, 0, 102, 106, 196, 344, c)
        for s in (-1, 1):
            pen.box(s * 86 - 14, -30, s * 86 + 14, 40, c, 10)
        if hat == "wraps":
            pen.line([(-94, -42), (94, -42)], trim, 17)
            pen.poly([(90, -48), (156, -80), (150, -30), (92, -34)], trim)
        else:
            pen.line([(-82, -44), (82, -44), (86, 38), (20, 44), (0, 26), (-20, 44), (-86, 38), (-82, -44)], trim, 14)
            pen.line([(96, 60), (124, 40), (124, -150)], trim, 15)
    elif hat == "viking":
        for s in (-1, 1):
            pen.poly([(s * 84, -76), (s * 150, -92), (s * 160, -176), (s * 118, -128), (s * 76, -118)], (250, 240, 210))
        _dome(pen, c, 4, -32)
        pen.box(-10, -130, 10, -30, _GOLD, 4)
        pen.line([(-100, -40), (100, -40)], _GOLD, 14)
    elif hat == "robin":
        pen.poly([(-104, -50), (150, -56), (96, -88), (30, -150), (-60, -120)], c)
        pen.poly([(-110, -44), (150, -60), (110, -40), (-90, -30)], dark)
        pen.poly([(-50, -76), (-130, -178), (-96, -178), (-34, -86)], (226, 50, 50))
    elif hat == "wimple":
        pen.arc(0, 6, 104, 112, 130, 410, _WHITE, 26)
        pen.arc(0, -4, 118, 120, 186, 354, c, 28)
    elif hat == "veil":
        pen.slice(0, -16, 106, 100, 196, 344, (236, 242, 250))
        for x in (-66, -34, 0, 34, 66):
            pen.oval(x, -72 - (66 - abs(x)) * 0.4, 20, 20, (255, 190, 206) if x in (-34, 34) else _WHITE)
    elif hat == "beret":
        pen.oval(22, -92, 124, 46, c)
        pen.line([(22, -134), (30, -154)], c, 11)
        pen.poly([(-94, -50), (90, -58), (90, -80), (-94, -74)], dark)
    elif hat == "mortar":
        pen.poly([(-80, -42), (80, -42), (74, -100), (-74, -100)], c)
        pen.poly([(0, -150), (146, -106), (0, -66), (-146, -106)], dark)
        pen.line([(0, -108), (110, -98), (114, -26)], trim, 9)
        pen.box(102, -34, 126, 8, trim, 5)
    elif hat == "aviator":
        pen.slice(0, -2, 108, 110, 200, 340, c)
        for s in (-1, 1):
            pen.box(s * 96 - 18, -36, s * 96 + 18, 70, c, 16)
            pen.oval(s * 44, -66, 38, 30, (70, 50, 36))
            pen.oval(s * 44, -66, 28, 21, (160, 220, 240))
    elif hat == "backcap":
        _dome(pen, c, 0, -34)
        pen.poly([(70, -60), (160, -50), (156, -28), (84, -34)], dark)
        pen.slice(0, -36, 40, 38, 180, 360, look.skin)
    elif hat == "headband":
        pen.poly([(-98, -36), (98, -36), (92, -66), (-92, -66)], c)
    elif hat in ("beanie", "swimcap"):
        pen.slice(0, -16, 106, 104, 192, 348, c)
        if hat == "beanie":
            pen.box(-106, -64, 106, -32, mix(c, _WHITE, 0.16), 12)
            pen.oval(0, -124, 25, 25, trim if look.paint is None else c)
    elif hat == "frill":
        for x in (-72, -40, 0, 40, 72):
            pen.oval(x, -72 - (72 - abs(x)) * 0.4, 25, 25, c)
    elif hat in ("rain", "parka"):
        pen.arc(0, 2, 122, 124, 120, 420, c, 34)
        pen.slice(0, 0, 112, 112, 214, 326, c)
        if hat == "parka":
            for i in range(17):
                a = math.radians(130 + i * 280 / 16)
                pen.oval(104 * math.cos(a), 104 * math.sin(a), 22, 22, (240, 226, 200))
        else:
            pen.slice(0, -46, 112, 34, 0, 180, look.trim)
    elif hat == "fur":
        _dome(pen, c, 0, -34)
        pen.box(-114, -82, 114, -32, (176, 136, 96), 24)
        for s in (-1, 1):
            pen.box(s * 100 - 22, -60, s * 100 + 22, 56, (176, 136, 96), 20)
    elif hat == "keffiyeh":
        pen.slice(0, -8, 108, 108, 200, 340, c)
        pen.line([(-104, -50), (104, -50)], (50, 36, 30), 17)
    elif hat in ("elf", "gnome", "santa"):
        tip = {"elf": (96, -196), "gnome": (0, -250), "santa": (150, -96)}[hat]
        fold = {"elf": (60, -150), "gnome": (40, -130), "santa": (96, -164)}[hat]
        pen.poly([(-98, -40), (-60, -120), (-8, -166), fold, tip, (92, -90), (98, -40)] if hat != "gnome" else
                 [(-104, -40), (-40, -160), tip, (40, -160), (104, -40)], c)  # fmt: skip
        if hat != "gnome":
            pen.oval(*tip, 24, 24, _WHITE if hat == "santa" else _GOLD)
        pen.box(-108, -66, 108, -28, _WHITE if hat == "santa" else trim if hat == "elf" else dark, 18)
    elif hat == "flowers":
        for i, x in enumerate((-80, -48, -14, 20, 54, 82)):
            down = -58 - (82 - abs(x)) * 0.42
            pen.oval(x, down, 20, 20, ((250, 90, 130), (255, 220, 80), (160, 110, 230))[i % 3])
            pen.oval(x, down, 8, 8, _WHITE)
    elif hat == "nemes":
        pen.slice(0, -4, 106, 108, 194, 346, c)
        for a in (216, 240, 264, 288, 312):
            cos, sin = math.cos(math.radians(a + 6)), math.sin(math.radians(a + 6))
            pen.line([(76 * cos, -30 + 30 * sin), (100 * cos, -4 + 102 * sin)], trim, 13)
        pen.line([(-100, -36), (100, -36)], (250, 220, 110), 15)
        pen.poly([(-12, -40), (12, -40), (18, -84), (0, -104), (-18, -84)], (60, 160, 110))
    elif hat == "galea":
        pen.slice(0, -10, 106, 104, 190, 350, c)
        for s in (-1, 1):
            pen.poly([(s * 106, -40), (s * 70, -36), (s * 64, 60), (s * 94, 76)], c)
        pen.line([(-100, -38), (100, -38)], mix(c, _WHITE, 0.4), 13)
        pen.poly([(-22, -92), (22, -92), (36, -190), (0, -206), (-36, -190)], trim)
    extras = look.extras
    if "goggles up" in extras:
        pen.box(-84, -96, 84, -52, (40, 40, 50), 18)
        pen.box(-74, -90, 74, -58, (255, 170, 70), 14)
    if "goggles" in extras:
        for s in (-1, 1):
            pen.arc(s * 40, 8, 38, 36, 0, 360, (60, 120, 110), 11)
    if "horns" in extras:
        for s in (-1, 1):
            pen.poly([(s * 34, -84), (s * 78, -70), (s * 102, -128), (s * 88, -172), (s * 70, -118)], (250, 226, 190))
    if "headphones" in extras:
        pen.arc(0, -10, 110, 112, 190, 350, (40, 40, 54), 15)
        for s in (-1, 1):
            pen.box(s * 104 - 18, -22, s * 104 + 18, 44, (230, 70, 80), 12)
    if "head mirror" in extras:
        pen.line([(-96, -48), (96, -48)], (90, 96, 110), 11)
        pen.oval(0, -68, 29, 29, (200, 214, 230))
        pen.oval(0, -68, 11, 11, (90, 96, 110))
    if "bandana" in extras:
        pen.poly([(-100, -36), (100, -36), (92, -72), (-92, -72)], look.trim)
        pen.poly([(92, -56), (146, -20), (120, 6), (94, -40)], look.trim)
    if "curl" in extras:
        pen.arc(4, -100, 22, 22, 90, 380, look.hair, 10)
    if "blossoms" in extras:
        for x, y in ((76, -84), (96, -60), (64, -110)):
            pen.oval(x, y, 17, 17, (255, 160, 190))
            pen.oval(x, y, 6, 6, (255, 240, 170))
