"""Things drawn by code: those with no icon, and bodies for animals whose icon is only a head."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

from .light import Colour, mix

Box = tuple[float, float, float, float]
Point = tuple[float, float]
_SCALE: Final = 4  # shapes are drawn this much larger and shrunk, so that their edges are smooth
_WOOD: Final[Colour] = (140, 88, 50)
_IRON: Final[Colour] = (66, 64, 70)


class Sheet:
    """A transparent sheet to draw on, with smooth edges.

    Args:
        width: Pixels across.
        height: Pixels down.
    """

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)
        self._image = Image.new("RGBA", (width * _SCALE, height * _SCALE), (0, 0, 0, 0))
        self._pen = ImageDraw.Draw(self._image)

    def poly(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)

    def rect(self, box: Box, colour: Colour, radius: float = 0.0) -> None:
        """Fill a rectangle, its corners rounded."""
        self._pen.rounded_rectangle(self._px(box), radius * _SCALE, fill=colour)

    def oval(self, box: Box, colour: Colour) -> None:
        """Fill the ellipse inside a box."""
        self._pen.ellipse(self._px(box), fill=colour)

    def half(self, box: Box, start: float, end: float, colour: Colour) -> None:
        """Fill a slice of the ellipse inside a box, from one angle to another in degrees, clockwise from the right."""
        self._pen.pieslice(self._px(box), start, end, fill=colour)

    def arc(self, box: Box, start: float, end: float, colour: Colour, width: float) -> None:
        """Draw a stretch of an ellipse's outline."""
        self._pen.arc(self._px(box), start, end, fill=colour, width=round(width * _SCALE))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw an open line."""
        at = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._pen.line(at, fill=colour, width=round(width * _SCALE), joint="curve")

    def paste(self, art: Image.Image, x: float, y: float, width: float) -> None:
        """Lay an icon ``width`` wide with its top left corner at (x, y)."""
        size = (round(width * _SCALE), round(width * art.height / art.width * _SCALE))
        self._image.alpha_composite(art.resize(size, Image.Resampling.BICUBIC), (round(x * _SCALE), round(y * _SCALE)))

    def done(self) -> Image.Image:
        """What was drawn, shrunk and trimmed."""
        image = self._image.resize(self._size, Image.Resampling.BOX)
        return image.crop(image.getchannel("A").getbbox())

    @staticmethod
    def _px(box: Box) -> Box:
        x0, y0, x1, y1 = (v * _SCALE for v in box)
        return x0, y0, x1, y1


def four_legged(face: Image.Image, coat: Colour, belly: Colour, *, tail: bool = True) -> Image.Image:
    """An animal in profile with an icon's face towards us."""
    sheet = Sheet(440, 350)
    dark = mix(coat, (0, 0, 0), 0.22)
    if tail:
        sheet.poly([(350, 190), (424, 106), (428, 180), (372, 242)], dark)
    for x, colour in ((160, dark), (328, dark), (126, coat), (294, coat)):
        sheet.rect((x, 210, x + 42, 340), colour, 14)
    sheet.rect((106, 132, 376, 276), coat, 66)
    sheet.oval((150, 230, 310, 280), belly)
    sheet.paste(face, 4, 6, 206)
    return sheet.done()


def sitting(face: Image.Image, coat: Colour, belly: Colour) -> Image.Image:
    """A small animal that sits up, with an icon's face."""
    sheet = Sheet(300, 420)
    dark = mix(coat, (0, 0, 0), 0.2)
    for x in (28, 176):
        sheet.oval((x, 330, x + 96, 414), dark)
    sheet.oval((50, 170, 250, 410), coat)
    sheet.oval((90, 220, 210, 400), belly)
    for x in (52, 206):
        sheet.rect((x, 236, x + 42, 340), dark, 20)
    height = 240 * face.height / face.width
    sheet.paste(face, 30, max(0.0, 236 - height), 240)
    return sheet.done()


def long_necked(head: Image.Image, coat: Colour, tail: Colour) -> Image.Image:
    """A hoofed animal in profile, its icon a head and neck that face left."""
    sheet = Sheet(480, 470)
    dark = mix(coat, (40, 40, 60), 0.2)
    sheet.line([(424, 226), (454, 264), (452, 350)], tail, 34)
    for x, colour in ((196, dark), (362, dark), (160, coat), (398, coat)):
        sheet.rect((x, 280, x + 36, 450), colour, 10)
        sheet.rect((x - 2, 436, x + 38, 466), (84, 76, 84), 6)
    sheet.rect((140, 196, 440, 350), coat, 70)
    sheet.paste(head, 6, 4, 260)
    return sheet.done()


def lighthouse(lit: bool) -> Image.Image:
    """A white tower with red bands, lantern room and red roof."""
    sheet = Sheet(180, 460)
    for i in range(5):
        y0, y1 = 120 + i * 64, 120 + (i + 1) * 64
        in0, in1 = 50 - i * 7, 50 - (i + 1) * 7
        band: Colour = (222, 52, 48) if i % 2 else (246, 246, 244)
        sheet.poly([(in0, y0), (180 - in0, y0), (180 - in1, y1), (in1, y1)], band)
        shade = mix(band, (70, 70, 100), 0.16)
        sheet.poly([(120, y0), (180 - in0, y0), (180 - in1, y1), (124, y1)], shade)
    sheet.rect((74, 392, 106, 440), (84, 60, 50), 6)
    for y in (206, 300):
        sheet.rect((80, y, 100, y + 30), (74, 96, 124), 4)
    sheet.rect((34, 108, 146, 124), _IRON)
    sheet.rect((54, 58, 126, 110), (255, 236, 140) if lit else (150, 190, 214))
    for x in (54, 86, 118):
        sheet.rect((x, 58, x + 8, 110), _IRON)
    sheet.poly([(44, 60), (90, 8), (136, 60)], (206, 44, 44))
    sheet.rect((0, 440, 180, 456), (120, 112, 108))
    return sheet.done()


def sailing_ship() -> Image.Image:
    """A wooden ship with two masts of white sails."""
    sheet = Sheet(424, 420)
    for x, top in ((140, 30), (260, 8)):
        sheet.rect((x - 6, top, x + 6, 330), (96, 64, 40))
        for y0, y1, half in ((top + 26, top + 130, 62), (top + 146, 286, 84)):
            wide = half * 0.8
            sheet.poly([(x - wide, y0), (x + wide, y0), (x + half, y1), (x - half, y1)], (248, 242, 226))
            sheet.poly([(x, y0), (x + wide, y0), (x + half, y1), (x, y1)], (228, 218, 196))
    sheet.poly([(260, 8), (312, 22), (260, 36)], (214, 48, 48))
    sheet.poly([(330, 290), (412, 220), (420, 228), (346, 310)], (96, 64, 40))
    sheet.poly([(16, 270), (70, 306), (400, 306), (350, 412), (66, 412)], _WOOD)
    sheet.poly([(26, 312), (386, 330), (378, 346), (34, 332)], (222, 178, 96))
    return sheet.done()


def boat() -> Image.Image:
    """A small rowing boat with two oars."""
    sheet = Sheet(400, 184)
    sheet.poly([(10, 66), (390, 66), (330, 168), (70, 168)], (176, 98, 52))
    sheet.poly([(4, 52), (396, 52), (388, 78), (12, 78)], (226, 160, 96))
    for x in (130, 260):
        sheet.line([(x, 4), (x + 70, 150)], (246, 226, 180), 12)
        sheet.oval((x + 52, 124, x + 88, 178), (246, 226, 180))
    return sheet.done()


def campfire() -> Image.Image:
    """A flame over crossed logs."""
    sheet = Sheet(300, 334)
    for colour, k in (((238, 96, 34), 1.0), ((255, 168, 40), 0.68), ((255, 232, 120), 0.36)):
        fire: Colour = (colour[0], colour[1], colour[2])
        flame = [(0, -268), (44, -176), (74, -204), (104, -90), (70, 0), (-70, 0), (-104, -84), (-70, -170)]
        sheet.poly([(150 + x * k, 274 + y * k) for x, y in flame], fire)
    sheet.line([(20, 318), (280, 250)], (120, 76, 44), 36)
    sheet.line([(20, 250), (280, 318)], (92, 58, 36), 36)
    return sheet.done()


def lantern() -> Image.Image:
    """An oil lantern with a bright flame."""
    sheet = Sheet(220, 340)
    sheet.arc((50, 4, 170, 130), 180, 360, _IRON, 12)
    sheet.poly([(60, 110), (84, 64), (136, 64), (160, 110)], (84, 82, 90))
    sheet.rect((48, 108, 172, 126), _IRON)
    sheet.rect((54, 126, 166, 280), (255, 224, 120), 26)
    sheet.oval((88, 160, 132, 268), (255, 250, 220))
    for x in (54, 106, 158):
        sheet.rect((x, 122, x + 8, 284), _IRON)
    sheet.rect((40, 280, 180, 328), (84, 82, 90), 12)
    return sheet.done()


def pyramid() -> Image.Image:
    """A sandstone pyramid, one face in shade."""
    sheet = Sheet(460, 310)
    light, shade = (236, 200, 124), (190, 146, 82)
    sheet.poly([(4, 304), (210, 6), (456, 304)], light)
    sheet.poly([(210, 6), (320, 304), (456, 304)], shade)
    for i in range(1, 7):
        y = 6 + i * 43
        k = (y - 6) / 298
        sheet.line([(210 - 206 * k, y), (210 + 110 * k, y), (210 + 246 * k, y)], mix(shade, (90, 60, 30), 0.2), 3)
    return sheet.done()


def windmill() -> Image.Image:
    """A white mill with a brown cap and four latticed sails."""
    sheet = Sheet(420, 480)
    sheet.poly([(150, 170), (270, 170), (306, 472), (114, 472)], (240, 232, 214))
    sheet.poly([(222, 170), (270, 170), (306, 472), (232, 472)], (214, 202, 180))
    sheet.poly([(136, 176), (210, 96), (284, 176)], (130, 72, 48))
    sheet.rect((186, 400, 234, 472), (104, 66, 44), 10)
    sheet.rect((192, 288, 228, 328), (92, 130, 160), 4)
    for turn in range(4):
        at = math.radians(45 + 90 * turn)
        along, across = (math.cos(at), math.sin(at)), (-math.sin(at), math.cos(at))

        def point(u: float, v: float, along: Point = along, across: Point = across) -> Point:
            return 210 + u * along[0] + v * across[0], 196 + u * along[1] + v * across[1]

        sheet.poly([point(56, 0), point(196, 0), point(196, 50), point(56, 50)], (250, 246, 236))
        for u in (56, 91, 126, 161, 196):
            sheet.line([point(u, 0), point(u, 50)], (116, 76, 48), 5)
        sheet.line([point(56, 50), point(196, 50)], (116, 76, 48), 5)
        sheet.line([point(0, 0), point(200, 0)], (96, 60, 38), 12)
    sheet.oval((192, 178, 228, 214), (80, 50, 34))
    return sheet.done()


def well() -> Image.Image:
    """A round stone well with a roof and a bucket."""
    sheet = Sheet(320, 400)
    for x in (62, 242):
        sheet.rect((x, 90, x + 18, 300), (110, 72, 44))
    sheet.line([(160, 130), (160, 210)], (200, 176, 128), 6)
    sheet.line([(60, 132), (262, 132)], (92, 60, 38), 14)
    sheet.poly([(132, 206), (188, 206), (180, 262), (140, 262)], (168, 108, 58))
    sheet.poly([(10, 108), (160, 8), (310, 108)], (176, 70, 52))
    sheet.rect((40, 280, 280, 394), (150, 152, 160), 16)
    sheet.oval((30, 258, 290, 312), (182, 184, 192))
    sheet.oval((54, 268, 266, 300), (44, 50, 66))
    for row, shift in ((320, 0), (350, 30)):
        for x in range(46 + shift, 232, 60):
            sheet.rect((x, row, x + 48, row + 22), (122, 124, 134), 8)
    return sheet.done()


def barrel() -> Image.Image:
    """A wooden barrel with iron hoops."""
    sheet = Sheet(260, 330)
    sheet.poly(
        [(46, 10), (214, 10), (250, 110), (250, 220), (214, 320), (46, 320), (10, 220), (10, 110)], (172, 108, 58)
    )
    for x in (78, 130, 182):
        bow = (x - 130) * 0.3
        sheet.line([(x, 10), (x + bow, 110), (x + bow, 220), (x, 320)], (124, 74, 40), 5)
    for y, x in ((44, 33), (110, 10), (198, 10), (264, 28)):
        sheet.rect((x, y, 260 - x, y + 22), (84, 86, 98))
    return sheet.done()


def cannon() -> Image.Image:
    """An iron cannon on a wooden wheel."""
    sheet = Sheet(460, 290)
    sheet.poly([(190, 180), (330, 170), (440, 284), (390, 284)], (110, 70, 42))
    sheet.poly([(14, 74), (360, 96), (386, 150), (360, 200), (34, 134)], (62, 66, 78))
    sheet.poly([(4, 60), (40, 62), (58, 146), (24, 148)], (84, 88, 102))
    sheet.oval((360, 130, 416, 184), (62, 66, 78))
    sheet.oval((130, 110, 306, 286), (128, 80, 46))
    sheet.oval((154, 134, 282, 262), (206, 160, 104))
    for turn in range(4):
        at = math.radians(45 * turn)
        dx, dy = 70 * math.cos(at), 70 * math.sin(at)
        sheet.line([(218 - dx, 198 - dy), (218 + dx, 198 + dy)], (128, 80, 46), 12)
    sheet.oval((194, 174, 242, 222), (84, 52, 34))
    return sheet.done()


def table() -> Image.Image:
    """A wooden table."""
    sheet = Sheet(420, 260)
    for x, colour in ((96, (104, 64, 36)), (296, (104, 64, 36)), (30, (140, 88, 50)), (362, (140, 88, 50))):
        leg: Colour = (colour[0], colour[1], colour[2])
        sheet.rect((x, 60, x + 28, 254 if colour[0] > 120 else 226), leg)
    sheet.rect((40, 60, 380, 100), (120, 74, 42))
    sheet.poly([(50, 10), (370, 10), (414, 60), (6, 60)], (206, 146, 88))
    sheet.rect((6, 58, 414, 76), (166, 106, 60), 4)
    return sheet.done()


def piano() -> Image.Image:
    """A black upright piano."""
    sheet = Sheet(400, 360)
    black, dark = (44, 40, 48), (26, 24, 30)
    sheet.rect((20, 10, 380, 350), black, 10)
    sheet.rect((10, 4, 390, 30), dark, 6)
    sheet.rect((140, 60, 260, 150), (240, 236, 222), 4)
    for y in (80, 98, 116):
        sheet.line([(156, y), (244, y)], (110, 110, 120), 4)
    sheet.rect((6, 170, 394, 240), dark, 6)
    sheet.rect((24, 178, 376, 222), (250, 250, 246))
    for i in range(1, 14):
        x = 24 + i * 352 / 14
        sheet.line([(x, 178), (x, 222)], (150, 150, 156), 2)
        if i % 7 not in (0, 3):
            sheet.rect((x - 7, 178, x + 7, 206), dark)
    for x in (16, 352):
        sheet.rect((x, 236, x + 32, 356), dark, 4)
    sheet.rect((60, 258, 340, 330), (64, 58, 70), 6)
    for x in (180, 210):
        sheet.rect((x, 326, x + 14, 352), (214, 174, 80), 3)
    return sheet.done()


def submarine() -> Image.Image:
    """A yellow submarine with portholes, facing left."""
    sheet = Sheet(440, 290)
    body, shade = (250, 196, 40), (206, 146, 30)
    sheet.line([(236, 90), (236, 10), (196, 10)], (92, 96, 110), 14)
    sheet.poly([(170, 120), (186, 56), (286, 56), (306, 120)], (232, 84, 52))
    sheet.poly([(360, 180), (434, 110), (434, 270)], (232, 84, 52))
    sheet.oval((6, 96, 406, 284), body)
    sheet.half((6, 96, 406, 284), 20, 160, shade)
    for x in (84, 166, 248):
        sheet.oval((x, 142, x + 58, 200), (84, 70, 50))
        sheet.oval((x + 9, 151, x + 49, 191), (170, 226, 246))
    return sheet.done()


def balloon() -> Image.Image:
    """A striped hot-air balloon with its basket."""
    sheet = Sheet(320, 460)
    bands: tuple[Colour, ...] = ((226, 58, 60), (252, 196, 60), (58, 140, 216), (252, 196, 60), (226, 58, 60))
    for x in (96, 224):
        sheet.line([(x, 270), (160 + (x - 160) * 0.5, 400)], (110, 84, 60), 6)
    sheet.poly([(40, 236), (280, 236), (212, 350), (108, 350)], bands[0])
    sheet.poly([(92, 236), (228, 236), (186, 350), (134, 350)], bands[1])
    sheet.poly([(136, 236), (184, 236), (170, 350), (150, 350)], bands[2])
    for half, colour in ((154, bands[0]), (100, bands[1]), (42, bands[2])):
        sheet.oval((160 - half, 6, 160 + half, 314), colour)
    sheet.rect((120, 392, 200, 452), (150, 96, 54), 10)
    sheet.rect((114, 386, 206, 402), (110, 68, 38), 6)
    return sheet.done()


def sword() -> Image.Image:
    """A long sword, point up and slanted."""
    sheet = Sheet(330, 400)
    sheet.poly([(318, 4), (324, 60), (120, 318), (84, 288)], (206, 214, 226))
    sheet.poly([(318, 4), (324, 60), (120, 318), (102, 303)], (158, 168, 186))
    sheet.line([(60, 250), (160, 334)], (232, 176, 56), 24)
    sheet.line([(102, 302), (46, 370)], (104, 62, 38), 26)
    sheet.oval((20, 350, 66, 396), (232, 176, 56))
    return sheet.done()
