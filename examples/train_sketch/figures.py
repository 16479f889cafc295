"""Figures drawn by code: bodies under icon heads, four-legged bodies under icon faces, and things with no icon."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

from .light import Colour, mix

Box = tuple[float, float, float, float]
_CLEAR: Final = (0, 0, 0, 0)
_SKIN: Final[Colour] = (240, 194, 166)


def blank(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A transparent image and its pen."""
    image = Image.new("RGBA", (width, height), _CLEAR)
    return image, ImageDraw.Draw(image)


def paste(onto: Image.Image, art: Image.Image, box: Box) -> None:
    """Paste ``art`` to fill a box (x0, y0, x1, y1) in pixels."""
    x0, y0, x1, y1 = (round(v) for v in box)
    small = art.resize((x1 - x0, y1 - y0), Image.Resampling.BOX)
    onto.alpha_composite(small, (x0, y0)) if x0 >= 0 and y0 >= 0 else onto.paste(small, (x0, y0), small)


def trim(art: Image.Image) -> Image.Image:
    """Cut the transparent margins off."""
    return art.crop(art.getchannel("A").getbbox())


def standing(head: Image.Image, coat: Colour, trousers: Colour, *, robe: bool = False) -> Image.Image:
    """A whole person: an icon head on a drawn body, a cartoon's proportions so that the face reads when small."""
    image, pen = blank(280, 470)
    sleeve = mix(coat, (0, 0, 0), 0.14)
    if robe:
        pen.polygon([(96, 200), (184, 200), (226, 456), (54, 456)], fill=coat)
    else:
        for x in (92, 148):
            pen.rectangle((x, 330, x + 42, 440), fill=trousers)
            pen.rounded_rectangle((x - 8, 432, x + 44, 458), 12, fill=(58, 44, 40))
    for x0, x1, tip in ((94, 66, 52), (186, 214, 228)):
        pen.line([(x0, 216), (x1, 270), (tip, 318)], fill=sleeve, width=36, joint="curve")
        pen.ellipse((tip - 19, 304, tip + 19, 342), fill=_SKIN)
    if not robe:
        pen.rounded_rectangle((82, 196, 198, 350), 32, fill=coat)
    width = 200 * head.width / head.height
    paste(image, head, (140 - width / 2, 6, 140 + width / 2, 214))
    return trim(image)


def bust(head: Image.Image, coat: Colour) -> Image.Image:
    """Head and shoulders for a close-up."""
    image, pen = blank(320, 320)
    pen.rectangle((126, 230, 194, 300), fill=mix(_SKIN, (120, 60, 40), 0.2))
    pen.ellipse((10, 258, 310, 470), fill=coat)
    height = 278.0
    width = min(262.0, height * head.width / head.height)
    paste(image, head, (160 - width / 2, 2, 160 + width / 2, 2 + height))
    return image


def with_sailor_cap(head: Image.Image) -> Image.Image:
    """The head under a navy cap with a white top and a gold badge."""
    w, h = head.size
    image, pen = blank(w + 60, h + 50)
    image.alpha_composite(head, (30, 50))
    cx = (w + 60) / 2
    pen.ellipse((cx - w * 0.54, 2, cx + w * 0.54, 104), fill=(244, 246, 250))
    pen.rounded_rectangle((cx - w * 0.45, 64, cx + w * 0.45, 118), 16, fill=(28, 44, 92))
    pen.ellipse((cx - 20, 70, cx + 20, 110), fill=(250, 204, 70))
    pen.pieslice((cx - w * 0.42, 78, cx + w * 0.42, 150), 0, 180, fill=(16, 26, 58))
    return trim(image)


def with_beard(head: Image.Image, colour: Colour = (236, 236, 240)) -> Image.Image:
    """The head with a full beard round the mouth."""
    w, h = head.size
    image, pen = head.copy(), None
    pen = ImageDraw.Draw(image)
    pen.pieslice((w * 0.10, h * 0.34, w * 0.90, h * 1.0), 12, 168, fill=colour)
    pen.rounded_rectangle((w * 0.27, h * 0.66, w * 0.73, h * 0.76), 10, fill=colour)
    pen.ellipse((w * 0.40, h * 0.735, w * 0.60, h * 0.80), fill=(170, 70, 66))
    return image


def helmet() -> Image.Image:
    """A knight's closed helmet with a red plume."""
    image, pen = blank(260, 300)
    pen.ellipse((100, 0, 240, 90), fill=(214, 48, 54))
    pen.rounded_rectangle((40, 40, 220, 290), 84, fill=(176, 184, 198))
    pen.rectangle((40, 190, 220, 240), fill=(176, 184, 198))
    pen.rounded_rectangle((56, 128, 204, 160), 10, fill=(34, 38, 50))
    pen.rectangle((122, 60, 138, 280), fill=(140, 148, 164))
    for x in (72, 92, 156, 176):
        pen.rectangle((x, 190, x + 10, 244), fill=(84, 90, 106))
    return trim(image)


def on_legs(half: Image.Image, coat: Colour, trousers: Colour) -> Image.Image:
    """A whole person from an icon that ends at the chest."""
    image, pen = blank(300, 480)
    for x in (98, 156):
        pen.rectangle((x, 360, x + 46, 455), fill=trousers)
        pen.rounded_rectangle((x - 8, 448, x + 48, 474), 12, fill=(48, 40, 44))
    pen.rounded_rectangle((70, 250, 230, 390), 30, fill=coat)
    width = 250.0 * min(1.1, half.width / half.height)
    paste(image, half, (150 - width / 2, 0, 150 + width / 2, 270))
    return trim(image)


def four_legged(face: Image.Image, coat: Colour, belly: Colour) -> Image.Image:
    """An animal in profile with an icon's face."""
    image, pen = blank(420, 330)
    dark = mix(coat, (0, 0, 0), 0.22)
    pen.polygon([(340, 180), (412, 96), (416, 170), (360, 232)], fill=dark)
    for x, colour in ((150, dark), (318, dark), (116, coat), (284, coat)):
        pen.rounded_rectangle((x, 210, x + 40, 324), 14, fill=colour)
    pen.rounded_rectangle((96, 128, 366, 266), 66, fill=coat)
    pen.ellipse((130, 222, 300, 270), fill=belly)
    paste(image, face, (0, 8, 200, 8 + 200 * face.height / face.width))
    return trim(image)


def riding(horse: Image.Image, head: Image.Image, coat: Colour) -> Image.Image:
    """A person on a horse that faces left."""
    image, pen = blank(420, 480)
    paste(image, horse, (10, 140, 410, 475))
    pen.polygon([(190, 290), (236, 270), (226, 372), (196, 380)], fill=(58, 66, 104))
    pen.rounded_rectangle((178, 150, 262, 300), 34, fill=coat)
    pen.line([(206, 196), (166, 236), (130, 232)], fill=mix(coat, (0, 0, 0), 0.16), width=28, joint="curve")
    width = 150 * head.width / head.height
    paste(image, head, (214 - width / 2, 4, 214 + width / 2, 168))
    return trim(image)


def lighthouse(lit: bool) -> Image.Image:
    """A white tower with red bands, lantern room and red roof."""
    image, pen = blank(180, 460)
    for i in range(5):
        y0, y1 = 120 + i * 64, 120 + (i + 1) * 64
        in0, in1 = 50 - i * 7, 50 - (i + 1) * 7
        pen.polygon(
            [(in0, y0), (180 - in0, y0), (180 - in1, y1), (in1, y1)], fill=(222, 52, 48) if i % 2 else (246, 246, 244)
        )
    pen.rectangle((76, 396, 104, 440), fill=(84, 60, 50))
    pen.rectangle((34, 108, 146, 124), fill=(60, 62, 72))
    pen.rectangle((54, 58, 126, 110), fill=(255, 236, 140) if lit else (150, 190, 214))
    for x in (54, 86, 118):
        pen.rectangle((x, 58, x + 8, 110), fill=(60, 62, 72))
    pen.polygon([(44, 60), (90, 8), (136, 60)], fill=(206, 44, 44))
    pen.rectangle((0, 440, 180, 456), fill=(120, 112, 108))
    return trim(image)


def sailing_ship() -> Image.Image:
    """A wooden ship with two masts of white sails."""
    image, pen = blank(420, 420)
    for x, top in ((140, 30), (260, 8)):
        pen.rectangle((x - 6, top, x + 6, 330), fill=(96, 64, 40))
        for y0, y1, half in ((top + 26, top + 130, 62), (top + 146, 286, 84)):
            pen.polygon(
                [(x - half * 0.8, y0), (x + half * 0.8, y0), (x + half, y1), (x - half, y1)], fill=(248, 242, 226)
            )
            pen.polygon([(x, y0), (x + half * 0.8, y0), (x + half, y1), (x, y1)], fill=(228, 218, 196))
    pen.polygon([(260, 8), (312, 22), (260, 36)], fill=(214, 48, 48))
    pen.polygon([(330, 290), (412, 220), (420, 228), (346, 310)], fill=(96, 64, 40))
    pen.polygon([(16, 270), (70, 306), (400, 306), (350, 412), (66, 412)], fill=(140, 88, 50))
    pen.polygon([(26, 312), (386, 330), (378, 346), (34, 332)], fill=(222, 178, 96))
    return trim(image)


def boat() -> Image.Image:
    """A small rowing boat with two oars."""
    image, pen = blank(400, 180)
    pen.polygon([(10, 66), (390, 66), (330, 168), (70, 168)], fill=(176, 98, 52))
    pen.polygon([(4, 52), (396, 52), (388, 78), (12, 78)], fill=(226, 160, 96))
    for x in (130, 260):
        pen.line([(x, 4), (x + 70, 150)], fill=(246, 226, 180), width=12)
        pen.ellipse((x + 52, 124, x + 88, 178), fill=(246, 226, 180))
    return trim(image)


def robot_body(head: Image.Image) -> Image.Image:
    """A metal body under the robot icon."""
    image, pen = blank(280, 440)
    metal, dark = (150, 162, 178), (104, 114, 132)
    for x in (88, 150):
        pen.rectangle((x, 330, x + 40, 410), fill=dark)
        pen.rectangle((x - 10, 406, x + 48, 434), fill=metal)
    for x0, x1 in ((84, 40), (196, 240)):
        pen.line([(x0, 220), (x1, 250), (x1, 320)], fill=dark, width=28, joint="curve")
    pen.rounded_rectangle((72, 196, 208, 344), 18, fill=metal)
    pen.rectangle((104, 226, 176, 276), fill=(70, 210, 220))
    paste(image, head, (36, 0, 244, 206))
    return trim(image)


def campfire(flame: Image.Image) -> Image.Image:
    """A flame over crossed logs."""
    image, pen = blank(300, 330)
    paste(image, flame, (50, 0, 250, 270))
    pen.line([(20, 318), (280, 250)], fill=(120, 76, 44), width=36)
    pen.line([(20, 250), (280, 318)], fill=(92, 58, 36), width=36)
    return trim(image)


def lantern() -> Image.Image:
    """An oil lantern with a bright flame."""
    image, pen = blank(220, 340)
    pen.arc((50, 4, 170, 130), 180, 360, fill=(66, 64, 70), width=12)
    pen.polygon([(60, 110), (84, 64), (136, 64), (160, 110)], fill=(84, 82, 90))
    pen.rectangle((48, 108, 172, 126), fill=(66, 64, 70))
    pen.rounded_rectangle((54, 126, 166, 280), 26, fill=(255, 224, 120))
    pen.ellipse((88, 160, 132, 268), fill=(255, 250, 220))
    for x in (54, 106, 158):
        pen.rectangle((x, 122, x + 8, 284), fill=(66, 64, 70))
    pen.rounded_rectangle((40, 280, 180, 328), 12, fill=(84, 82, 90))
    return trim(image)
