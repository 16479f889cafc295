"""A person's body in one of six poses, under a head that is drawn elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .light import Colour, mix
from .people_looks import Look
from .people_pen import Pen, Point
from .people_props import LOW_PROPS, guitar, prop
from .people_trims import trims


@dataclass(frozen=True)
class Pose:
    """Where the joints are; the feet stand at y = 0 and the chin of an adult is at y = -318."""

    neck: Point = (0, -305)
    hips: Point = (0, -165)
    legs: tuple[tuple[Point, Point], tuple[Point, Point]] = (((-27, -86), (-29, -12)), ((27, -86), (29, -12)))
    """Knee and foot: the far leg, then the near one."""
    left: tuple[Point, Point] = ((-84, -236), (-90, -176))
    right: tuple[Point, Point] = ((84, -236), (98, -186))
    """Elbow and hand."""
    toes: float = 0.0
    """How far the feet point to the right; 0 shows them from the front."""
    seat: bool = False


POSES: Final[dict[str, Pose]] = {
    "stands": Pose(),
    "walks": Pose(
        neck=(6, -303), legs=(((-30, -90), (-82, -14)), ((42, -92), (62, -12))), left=((-88, -246), (-118, -200)),
        right=((82, -232), (116, -212)), toes=1.0,
    ),
    "runs": Pose(
        neck=(34, -290), hips=(-6, -168), legs=(((-62, -112), (-142, -98)), ((66, -122), (74, -14))),
        left=((-70, -262), (-96, -196)), right=((104, -224), (146, -272)), toes=1.0,
    ),
    "sits": Pose(
        neck=(-14, -246), hips=(-18, -106), legs=(((52, -112), (58, -12)), ((76, -98), (86, -12))),
        left=((-92, -180), (-72, -122)), right=((70, -186), (92, -142)), toes=1.0, seat=True,
    ),
    "waves": Pose(left=((-112, -284), (-128, -376)), toes=0.0),
    "rides": Pose(left=((-60, -240), (-60, -190)), right=((80, -240), (40, -196))),
    "bust": Pose(right=((86, -226), (92, -264))),
}  # fmt: skip
_LEGGED: Final = ("plain", "coat", "armour", "overalls", "suit", "metal", "onesie", "bones")


def body(pen: Pen, look: Look, action: str) -> None:
    """Legs, then clothes, then arms; the thing in the hand last."""
    pose = POSES[action]
    if look.outfit == "ghost":
        _ghost(pen, look, pose)
        return
    if look.cape is not None:
        (nx, ny), (hx, hy) = pose.neck, pose.hips
        back = -70 if action == "runs" else 0
        pen.poly([(nx - 50, ny), (nx + 50, ny), (hx + 96 + back, hy + 130), (hx - 96 + back, hy + 130)], look.cape)
    if pose.seat:
        pen.box(-72, -92, 40, 0, (132, 90, 56), 6)
        pen.box(-80, -104, 48, -82, (166, 116, 72), 6)
    if look.outfit == "tail":
        _tail(pen, look, pose)
    else:
        _legs(pen, look, pose)
    _clothes(pen, look, pose)
    (nx, ny), _ = pose.neck, pose.hips
    over = pen.at(nx * 0.6 + pose.hips[0] * 0.4, pose.hips[1] + 165)
    trims(over, look)
    _arms(pen, look, pose, action)


def _legs(pen: Pen, look: Look, pose: Pose) -> None:
    hx, hy = pose.hips
    outfit = look.outfit
    for i, (knee, foot) in enumerate(pose.legs):
        cloth = look.bottom if outfit in _LEGGED else look.skin
        if "waders" in look.extras and outfit == "overalls":
            cloth = mix(look.bottom, (0, 0, 0), 0.12)
        if i == 0:
            cloth = mix(cloth, (0, 0, 0), 0.16)
        hip = (hx + (-25 if i == 0 else 25) * (0.6 if pose.toes else 1.0), hy + 4)
        wide = 18 if outfit == "bones" else 40 if outfit in _LEGGED else 34
        pen.line([hip, knee, foot], cloth, wide)
        if outfit in ("shorts", "bare", "wrap"):
            mid = (hip[0] + (knee[0] - hip[0]) * 0.8, hip[1] + (knee[1] - hip[1]) * 0.8)
            pen.line([hip, mid], mix(look.bottom, (0, 0, 0), 0.16 if i == 0 else 0.0), 46)
        if outfit == "bones":
            pen.oval(*knee, 15, 13, look.bottom)
        x, y = foot
        shoe = look.shoes if outfit != "bones" else look.bottom
        if pose.toes:
            if foot[1] < -60:  # the foot that kicks up behind
                pen.box(x - 16, y - 22, x + 12, y + 26, shoe, 11)
            else:
                pen.box(x - 20, y - 14, x + 40, y + 12, shoe, 12)
                if shoe != look.skin:
                    pen.box(x - 21, y - 30, x + 21, y, shoe, 6)
        else:
            side = -1 if i == 0 else 1
            pen.box(x - 24 + side * 6, y - 16, x + 24 + side * 6, y + 12, shoe, 12)
            if shoe != look.skin:
                pen.box(x - 20, y - 30, x + 20, y, shoe, 4)


def _tail(pen: Pen, look: Look, pose: Pose) -> None:
    hx, hy = pose.hips
    dark = mix(look.bottom, (0, 0, 0), 0.18)
    tip = (104, -24) if pose.seat else (66, -14)
    pen.line([(hx, hy), (hx + 8, hy + 60), (tip[0] - 30, tip[1] - 14)], look.bottom, 74)
    pen.line([(tip[0] - 40, tip[1] - 16), tip], look.bottom, 40)
    x, y = tip
    pen.poly([(x - 8, y), (x + 74, y - 66), (x + 64, y - 14), (x + 80, y + 14), (x + 4, y + 14)], dark)
    for dy in (20, 52, 84):
        pen.arc(hx + 4, hy + dy, 30, 16, 10, 170, dark, 6)


def _clothes(pen: Pen, look: Look, pose: Pose) -> None:
    (nx, ny), (hx, hy) = pose.neck, pose.hips
    outfit, top, bottom = look.outfit, look.top, look.bottom
    foot0, foot1 = pose.legs[0][1], pose.legs[1][1]
    if outfit == "bones":
        pen.line([(nx, ny), (hx, hy)], top, 15)
        for i, half in enumerate((46, 50, 46, 38)):
            k = 0.14 + i * 0.19
            x, y = nx + (hx - nx) * k, ny + (hy - ny) * k
            pen.line([(x - half, y + 8), (x, y), (x + half, y + 8)], top, 12)
        pen.oval(hx, hy + 2, 44, 20, top)
        return
    chest = look.skin if outfit in ("bare", "wrap", "tail") else top
    if outfit == "overalls":
        chest = top
    pen.poly([(nx - 54, ny + 6), (nx + 54, ny + 6), (hx + 47, hy + 10), (hx - 47, hy + 10)], chest)
    for side in (-1, 1):
        pen.oval(nx + side * 46, ny + 20, 22, 20, chest)
    pen.oval(nx, ny + 4, 40, 14, chest)
    pen.box(hx - 47, hy - 16, hx + 47, hy + 16, bottom if outfit in ("plain", "shorts", "bare", "armour", "onesie") and
            "fur" not in look.extras else chest, 12)  # fmt: skip
    if outfit == "overalls":
        pen.box(hx - 47, hy - 40, hx + 47, hy + 16, bottom, 8)
        pen.box(nx - 34, ny + 50, nx + 34, hy, bottom, 6)
        for side in (-1, 1):
            pen.line([(nx + side * 26, ny + 56), (nx + side * 36, ny + 6)], bottom, 12)
            pen.oval(nx + side * 24, ny + 60, 6, 6, (246, 206, 80))
    elif outfit == "armour":
        shade = mix(top, (0, 0, 0), 0.22)
        for side in (-1, 1):
            pen.oval(nx + side * 54, ny + 22, 30, 24, shade)
    elif outfit == "swim":
        pen.box(hx - 47, hy - 16, hx + 47, hy + 16, top, 12)
    elif outfit == "wrap":
        pen.poly([(hx - 50, hy - 22), (hx + 50, hy - 22), (hx + 62, hy + 66), (hx + 20, hy + 52), (hx - 20, hy + 70),
                  (hx - 62, hy + 56)], bottom)  # fmt: skip
    if outfit == "coat":
        drop = 64 if pose.seat else 84
        lean = -20 if hx < -4 and not pose.seat else 0
        if pose.seat:
            pen.poly(
                [(hx - 50, hy - 20), (hx + 50, hy - 20), (hx + 106, hy - 12), (hx + 100, hy + 40), (hx - 50, hy + 20)],
                top,
            )
        else:
            pen.poly([(hx - 48, hy - 10), (hx + 48, hy - 10), (hx + 62, hy + drop), (hx - 62 + lean, hy + drop)], top)
        pen.line([(nx, ny + 20), (hx + 2, hy + (20 if pose.seat else drop))], mix(top, (0, 0, 0), 0.3), 5)
    if outfit in ("robe", "dress", "gown", "tutu"):
        _skirt(pen, look, pose, foot0, foot1)


def _skirt(pen: Pen, look: Look, pose: Pose, foot0: Point, foot1: Point) -> None:
    hx, hy = pose.hips
    outfit, cloth = look.outfit, look.bottom
    if outfit == "tutu":
        for x, dy in ((-66, 12), (66, 12), (-36, 22), (36, 22), (0, 26), (-84, 4), (84, 4)):
            pen.oval(hx + x, hy + dy - 4, 33, 23, mix(cloth, (255, 255, 255), 0.25 if abs(x) in (36, 84) else 0.0))
        return
    waist = hy - (48 if outfit == "gown" else 30)
    if pose.seat:
        hem = -34.0 if outfit != "dress" else -66.0
        pen.poly([(hx - 44, waist), (hx + 42, waist), (hx + 112, hy - 26), (hx + 124, hem), (hx + 64, hem + 6),
                  (hx + 40, hy + 30), (hx - 58, hy + 22)], cloth)  # fmt: skip
        return
    hem = {"robe": -16.0, "gown": -8.0, "dress": -84.0}[outfit]
    half = {"robe": 76.0, "gown": 116.0, "dress": 82.0}[outfit]
    left, right = hx - half, hx + half
    if pose.toes:
        left, right = min(left, foot0[0] - 6), max(right, foot1[0] + 20)
        if foot0[1] < -60:  # running: the hem flies
            pen.poly(
                [(hx - 44, waist), (hx + 46, waist), (right, hem - 34), (hx - 10, hem - 8), (left + 30, -74)], cloth
            )
            return
        hem -= 14
    pen.poly([(hx - 44, waist), (hx + 44, waist), (right, hem), (left, hem)], cloth)
    pen.slice((left + right) / 2, hem, (right - left) / 2, 10, 0, 180, cloth)
    if outfit == "gown":
        pen.poly(
            [(hx - 14, waist), (hx + 14, waist), (hx + 40, hem + 6), (hx - 40, hem + 6)],
            mix(cloth, (255, 255, 255), 0.4),
        )
        pen.arc(hx, hem - 20, half - 6, 26, 8, 172, mix(cloth, (120, 90, 120), 0.25), 7)


def _arms(pen: Pen, look: Look, pose: Pose, action: str) -> None:
    nx, ny = pose.neck
    outfit = look.outfit
    bare = outfit in ("bare", "wrap", "tail", "swim", "tutu") or outfit == "gown"
    cloth = look.skin if bare else mix(look.top, (0, 0, 0), 0.14)
    if outfit == "robe" and "ermine" in look.extras:
        cloth = look.trim if look.trim != (244, 194, 56) else mix(look.bottom, (0, 0, 0), 0.1)
    elif outfit == "onesie":
        cloth = mix(look.top, (0, 0, 0), 0.1)
    wide = 14 if outfit == "bones" else 36 if outfit in ("robe", "coat") else 31
    hand_colour: Colour = look.skin
    if outfit == "armour" or "hivis" in look.extras or look.hat in ("santa", "beanie", "parka"):
        hand_colour = mix(look.trim, (30, 30, 30), 0.2)
    if look.hat == "diver":
        hand_colour = look.top
    left = [(nx - 50, ny + 22), *pose.left]
    right = [(nx + 50, ny + 22), *pose.right]
    if look.prop == "guitar":
        if action != "waves":
            left = [(nx - 50, ny + 22), (nx - 84, ny + 76), (nx - 30, ny + 116)]
        right = [(nx + 50, ny + 22), (nx + 104, ny + 66), (nx + 92, ny + 40)]
        guitar(pen.at(nx, ny + 305))
    for points in (left, right):
        pen.line(points, cloth, wide)
        if outfit in ("robe",) and action != "waves":
            (x, y), (ex, ey) = points[2], points[1]
            pen.line([((x + ex) / 2, (y + ey) / 2), (x, y)], cloth, 44)
    (lx, ly), (rx, ry) = left[2], right[2]
    if look.prop == "gloves":
        prop(pen.at(lx, ly), "gloves")
        prop(pen.at(rx, ry), "gloves")
        return
    pen.oval(lx, ly + (0 if action == "waves" else 4), 20, 20, hand_colour)
    if action == "waves" and outfit != "bones":
        for dx, dy in ((-20, -14), (-7, -24), (8, -24), (20, -12)):
            pen.line([(lx, ly), (lx + dx, ly + dy)], hand_colour, 11)
    pen.oval(rx, ry + 4, 20, 20, hand_colour)


def held(pen: Pen, look: Look, action: str) -> None:
    """The thing in the hand, over everything, and the hand that grips it."""
    if look.prop in ("", "guitar", "gloves") or look.outfit == "ghost":
        return
    x, y = POSES[action].right[1]
    k = 1.0 / (look.tall**0.5)
    lift = -40 if action == "bust" and look.prop in LOW_PROPS else 0
    hand = pen.at(x, y + lift, k, k)
    prop(hand, look.prop)
    grip = look.skin
    if look.hat in ("santa", "beanie", "parka") or "hivis" in look.extras or look.outfit == "armour":
        grip = mix(look.trim, (30, 30, 30), 0.2)
    if look.prop not in ("ball", "briefcase", "shield"):
        hand.oval(0, 2, 18, 17, grip)


def _ghost(pen: Pen, look: Look, pose: Pose) -> None:
    nx, ny = pose.neck
    lean = -60 if pose.neck[0] > 20 else 0
    low = 24 if pose.seat else 0
    for elbow, hand in (pose.left, pose.right):
        side = -1 if hand[0] < 0 else 1
        pen.line([(nx + side * 54, ny + 40), elbow, hand], look.bottom, 42)
    base = -30
    pen.poly(
        [(nx - 74, ny - 50), (nx + 74, ny - 50), (nx + 92 + lean + low, base), (nx - 92 + lean - low, base)], look.top
    )
    for i in range(4):
        pen.oval(nx + (i - 1.5) * (46 + low * 0.5) + lean, base, 24 + low * 0.3, 28, look.top)
