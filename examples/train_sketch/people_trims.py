"""What is worn over the clothes: belts, aprons, ties, medals; a body stands 318 units from the floor to the chin."""

from __future__ import annotations

from .light import Colour, mix
from .people_looks import Look
from .people_pen import Pen

_WHITE: Colour = (250, 250, 252)
_GOLD: Colour = (246, 196, 50)
_INK: Colour = (36, 32, 40)
_RED: Colour = (216, 46, 50)


def trims(pen: Pen, look: Look) -> None:
    """Draw them on a torso whose neck is at (0, -305) and whose hips are at (0, -165)."""
    t, top = look.trim, look.top
    has = look.extras.__contains__
    dark = mix(top, (0, 0, 0), 0.3)
    if has("stripes"):
        for y in (-276, -244, -212):
            pen.box(-52, y, 52, y + 14, t)
    if has("stripes v"):
        for x in (-40, -8, 24):
            pen.box(x, -300, x + 16, -170, t)
    if has("checks"):
        for x in (-44, 34):
            pen.box(x, -300, x + 9, -230, dark)
        pen.box(-56, -262, 56, -253, dark)
    if has("dots"):
        for x, y in ((-34, -262), (30, -270), (-6, -230), (36, -210), (-36, -196)):
            pen.oval(x, y, 10, 10, t)
    if has("splashes"):
        for (x, y), c in zip(((-34, -262), (26, -236), (-14, -200), (34, -176), (-40, -150)),
                             (_RED, _GOLD, (60, 170, 90), (150, 70, 200), _GOLD), strict=True):  # fmt: skip
            pen.oval(x, y, 11, 9, c)
    if has("camo"):
        for x, y in ((-30, -270), (26, -250), (-12, -222), (34, -196), (-36, -190)):
            pen.oval(x, y, 17, 10, t)
    if has("patches"):
        pen.box(-40, -240, -12, -208, t)
        pen.box(10, -200, 36, -174, (110, 120, 150))
    if has("vest"):
        for s in (-1, 1):
            pen.poly(
                [(s * 58, -298), (s * 24, -306), (s * 14, -236), (s * 20, -166), (s * 50, -166)],
                dark if t != dark else t,
            )
    if has("black vest"):
        pen.poly([(-56, -298), (-26, -306), (0, -226), (26, -306), (56, -298), (48, -164), (-48, -164)], _INK)
    if has("shirt front"):
        pen.poly([(-26, -308), (26, -308), (12, -190), (-12, -190)], _WHITE)
        for s in (-1, 1):
            pen.poly([(s * 26, -310), (s * 42, -270), (s * 8, -196)], dark)
    if has("v neck"):
        pen.poly([(-26, -308), (26, -308), (0, -250)], _WHITE)
    if has("lapels"):
        for s in (-1, 1):
            pen.poly([(s * 14, -310), (s * 50, -292), (s * 2, -220)], mix(top, (0, 0, 0), 0.18))
    if has("tie"):
        pen.poly([(-8, -300), (8, -300), (13, -226), (0, -208), (-13, -226)], t if t != _GOLD else _INK)
    if has("bow tie"):
        pen.poly([(-26, -304), (0, -292), (26, -304), (26, -276), (0, -288), (-26, -276)], _INK)
    if has("fleece") or has("fur"):
        c = (240, 224, 190) if has("fleece") else t
        for x in (-54, -30, 0, 30, 54):
            pen.oval(x, -292 + (54 - abs(x)) * 0.2, 25, 20, c)
    if has("ermine"):
        pen.box(-72, -312, 72, -272, _WHITE, 18)
        for x in (-50, -18, 18, 50):
            pen.oval(x, -290, 5, 8, _INK)
    if has("shawl"):
        pen.poly([(-70, -296), (0, -312), (70, -296), (54, -240), (0, -206), (-54, -240)], t)
    if has("cowl neck"):
        pen.oval(0, -294, 62, 24, dark)
    if has("collar") or has("hoodie"):
        for s in (-1, 1):
            pen.poly([(0, -300), (s * 42, -310), (s * 34, -276)], t)
    if has("hoodie"):
        pen.box(-34, -212, 34, -176, t, 14)
    if has("white bib"):
        pen.slice(0, -306, 58, 56, 0, 180, _WHITE)
    if has("bib"):
        pen.slice(0, -300, 40, 70, 0, 180, (255, 230, 120))
    if has("ruff"):
        for x in (-60, -36, -12, 12, 36, 60):
            pen.oval(x, -296, 19, 19, _WHITE if x % 24 else t)
    if has("jabot"):
        pen.poly([(-20, -306), (20, -306), (30, -230), (-30, -230)], _WHITE)
    if has("dog collar"):
        pen.box(-16, -316, 16, -292, _WHITE)
    if has("stole"):
        for s in (-1, 1):
            pen.box(s * 34 - 12, -304, s * 34 + 12, -70, t)
            pen.box(s * 34 - 4, -108, s * 34 + 4, -84, _GOLD)
    if has("sash"):
        pen.poly([(-54, -300), (-30, -306), (50, -180), (44, -158)], t)
    if has("epaulettes"):
        for s in (-1, 1):
            pen.box(s * 58 - 20, -308, s * 58 + 20, -288, _GOLD, 8)
    if has("buttons"):
        for y in (-270, -236, -202):
            for x in (-15, 15):
                pen.oval(x, y, 6, 6, t if t != top else _GOLD)
    if has("badge"):
        pen.poly([(16, -276), (28, -284), (40, -276), (38, -254), (28, -244), (18, -254)], _GOLD)
    if has("stethoscope"):
        pen.arc(0, -302, 34, 64, 0, 180, (50, 60, 80), 9)
        pen.line([(10, -240), (16, -206)], (50, 60, 80), 8)
        pen.oval(16, -200, 12, 12, (190, 200, 214))
    if has("hivis"):
        for s in (-1, 1):
            pen.box(s * 32 - 8, -304, s * 32 + 8, -170, t)
        pen.box(-50, -214, 50, -196, (240, 240, 200))
    if has("chest band"):
        pen.poly([(-56, -262), (56, -262), (54, -226), (-54, -226)], t)
    if has("side stripes"):
        for s in (-1, 1):
            pen.line([(s * 40, -300), (s * 34, -170)], t, 12)
    if has("zigzag"):
        pen.poly(
            [
                (-56, -300),
                (56, -300),
                (40, -268),
                (26, -292),
                (12, -262),
                (0, -290),
                (-12, -262),
                (-26, -292),
                (-40, -268),
            ],
            t,
        )
    if has("cross"):
        pen.box(-6, -262, 6, -202, _GOLD)
        pen.box(-20, -246, 20, -234, _GOLD)
    if has("lamellar"):
        for y in (-280, -254, -228, -202):
            pen.box(-50, y, 50, y + 8, t)
    if has("tabard"):
        pen.poly([(-36, -306), (36, -306), (40, -110), (-40, -110)], t)
        pen.box(-6, -270, 6, -190, _WHITE)
        pen.box(-24, -246, 24, -232, _WHITE)
    if has("panel"):
        pen.box(-32, -258, 32, -206, (70, 80, 100), 8)
        for x, c in ((-18, _RED), (0, _GOLD), (18, (80, 210, 110))):
            pen.oval(x, -240, 7, 7, c)
        pen.box(-24, -226, 24, -214, t)
    if has("screen"):
        pen.box(-36, -268, 36, -206, (40, 60, 80), 8)
        pen.line([(-28, -236), (-10, -236), (0, -256), (10, -218), (16, -236), (28, -236)], (90, 240, 200), 6)
    if has("hero star"):
        pen.poly([(-32, -284), (32, -284), (38, -262), (0, -210), (-38, -262)], t)
        pen.poly([(-18, -272), (18, -272), (20, -260), (0, -230), (-20, -260)], _RED)
    if has("gold collar"):
        pen.slice(0, -306, 66, 52, 0, 180, _GOLD)
        pen.slice(0, -306, 46, 34, 0, 180, t)
    if has("strap"):
        pen.line([(-48, -296), (40, -180)], t if look.hat else top, 18)
    if has("spots"):
        for x, y in ((-24, -196), (20, -180), (0, -150), (34, -140), (-34, -150)):
            pen.oval(x, y, 8, 7, (110, 64, 30))
    if has("shell top"):
        for s in (-1, 1):
            pen.oval(s * 24, -256, 25, 21, top)
    if has("rags"):
        pen.poly(
            [
                (-50, -166),
                (-30, -190),
                (-20, -160),
                (0, -186),
                (14, -158),
                (34, -188),
                (50, -166),
                (46, -150),
                (-46, -150),
            ],
            t,
        )
    if has("kimono"):
        pen.line([(-24, -304), (10, -240)], _WHITE, 12)
        pen.line([(24, -304), (-10, -240)], _WHITE, 12)
    if has("obi"):
        pen.box(-50, -238, 50, -186, t, 6)
        pen.box(-50, -216, 50, -208, _RED)
    if has("stars"):
        for x, y in ((-30, -150), (24, -110), (-10, -70), (40, -60)):
            pen.poly(
                [
                    (x, y - 14),
                    (x + 5, y - 4),
                    (x + 14, y),
                    (x + 5, y + 4),
                    (x, y + 14),
                    (x - 5, y + 4),
                    (x - 14, y),
                    (x - 5, y - 4),
                ],
                _GOLD,
            )
    if has("studs"):
        for x in (-40, -26, 26, 40):
            pen.oval(x, -286, 5, 5, _WHITE)
        pen.poly([(-16, -280), (16, -280), (10, -210), (-10, -210)], (240, 70, 140))
    if has("smudge"):
        pen.oval(-24, -210, 13, 9, (40, 40, 46))
    if has("pockets"):
        for s in (-1, 1):
            pen.box(s * 30 - 15, -262, s * 30 + 15, -232, dark, 4)
    if has("rope coil"):
        pen.arc(-6, -240, 60, 62, 20, 210, t, 15)
    if has("flower"):
        pen.oval(-36, -272, 12, 12, _RED)
    if has("apron"):
        pen.box(-26, -280, 26, -200, _WHITE, 6)
        pen.poly([(-40, -204), (40, -204), (58, -96), (-58, -96)], _WHITE)
    if has("half apron"):
        pen.poly([(-46, -178), (46, -178), (50, -84), (-50, -84)], _WHITE)
    if has("red cross"):
        pen.box(-7, -272, 7, -232, _RED)
        pen.box(-20, -259, 20, -245, _RED)
    if has("white trim"):
        pen.box(-11, -306, 11, -110, _WHITE)
    if has("trunks"):
        pen.poly([(-46, -178), (46, -178), (20, -138), (-20, -138)], _RED)
    if has("belt"):
        pen.box(-50, -184, 50, -164, t, 4)
        pen.box(-13, -188, 13, -160, _GOLD if t != _GOLD else _WHITE, 4)
    if has("rope"):
        pen.line([(-48, -180), (48, -180)], t, 11)
        pen.line([(18, -180), (24, -110)], t, 9)
    if has("scarf"):
        pen.box(-46, -318, 46, -284, t, 16)
        pen.poly([(10, -296), (38, -296), (36, -226), (14, -226)], t)
