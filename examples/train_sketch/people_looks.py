"""How each role looks: one line of colours and parts per role, drawn by :mod:`.people`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .light import Colour

PALE: Final[Colour] = (252, 226, 206)
FAIR: Final[Colour] = (246, 204, 172)
TAN: Final[Colour] = (222, 168, 126)
BROWN: Final[Colour] = (168, 112, 76)
DARK: Final[Colour] = (116, 76, 54)
BLACK: Final[Colour] = (34, 30, 38)
BRUNETTE: Final[Colour] = (84, 52, 36)
BLOND: Final[Colour] = (244, 204, 96)
GINGER: Final[Colour] = (214, 104, 44)
GREY: Final[Colour] = (176, 178, 186)
WHITE: Final[Colour] = (240, 240, 244)
RED: Final[Colour] = (212, 44, 48)
BLUE: Final[Colour] = (44, 104, 200)
NAVY: Final[Colour] = (28, 44, 96)
SKY: Final[Colour] = (120, 190, 240)
GREEN: Final[Colour] = (56, 148, 78)
OLIVE: Final[Colour] = (104, 112, 64)
YELLOW: Final[Colour] = (252, 206, 48)
ORANGE: Final[Colour] = (244, 130, 36)
PINK: Final[Colour] = (248, 136, 176)
PURPLE: Final[Colour] = (124, 66, 168)
TEAL: Final[Colour] = (32, 150, 152)
CREAM: Final[Colour] = (244, 228, 196)
SAND: Final[Colour] = (204, 172, 116)
WOOD: Final[Colour] = (136, 86, 48)
STEEL: Final[Colour] = (164, 174, 190)
GOLD: Final[Colour] = (244, 194, 56)
JEANS: Final[Colour] = (66, 90, 148)
DUSK: Final[Colour] = (62, 64, 78)
MAROON: Final[Colour] = (120, 34, 52)


@dataclass(frozen=True)
class Look:
    """The parts and colours of a person."""

    skin: Colour = FAIR
    hair: Colour = BRUNETTE
    style: str = "short"
    top: Colour = BLUE
    bottom: Colour = DUSK
    outfit: str = "plain"
    """plain, coat, robe, dress, gown, tutu, shorts, bare, overalls, tail, wrap, ghost, bones or metal."""
    hat: str = ""
    hat_colour: Colour = RED
    trim: Colour = GOLD
    """The colour of bands, belts, scarves and the like."""
    prop: str = ""
    """What the hand on the right of the picture holds."""
    extras: tuple[str, ...] = ()
    beard: str = ""
    beard_colour: Colour = WHITE
    shoes: Colour = (58, 42, 38)
    lashes: bool = False
    lips: Colour | None = None
    brow: Colour | None = None
    paint: tuple[str, Colour] | None = None
    veil_mouth: Colour | None = None
    head: str = "human"
    tall: float = 1.0
    """Height of the body under the head; a child's is small."""
    wide: float = 1.0
    cape: Colour | None = None


def _her(
    skin: Colour, hair: Colour, style: str, top: Colour, bottom: Colour, outfit: str = "dress", **more: object
) -> Look:
    return Look(skin, hair, style, top, bottom, outfit, lashes=True, lips=(206, 50, 70), **more)  # type: ignore[arg-type]


# fmt: off
LOOKS: Final[dict[str, Look]] = {
    "woman": _her(FAIR, BRUNETTE, "long", RED, RED),
    "man": Look(TAN, BRUNETTE, "side", BLUE, DUSK, extras=("collar",)),
    "boy": Look(FAIR, BRUNETTE, "spiky", ORANGE, BLUE, "shorts", extras=("stripes",), trim=CREAM, tall=0.66,
        wide=0.74),
    "girl": _her(PALE, BLOND, "pigtails", PINK, PINK, tall=0.66, wide=0.74, trim=WHITE, extras=("collar",)),
    "old man": Look(FAIR, WHITE, "fringe", OLIVE, (110, 92, 76), prop="cane", extras=("glasses", "vest"),
        beard="moustache", trim=CREAM, tall=0.9),
    "old woman": _her(FAIR, GREY, "bun", (146, 96, 150), (96, 76, 124), "robe", prop="cane",
        extras=("glasses", "shawl"), trim=(206, 170, 206), tall=0.84),
    "baby": Look(PALE, BLOND, "bald", SKY, SKY, "onesie", extras=("dummy", "curl", "bib"), trim=WHITE, tall=0.42,
        wide=0.66, shoes=SKY),
    "teenager": Look(BROWN, BLACK, "curly", (90, 190, 110), JEANS, extras=("hoodie", "headphones"),
        trim=(60, 150, 84), tall=0.9, wide=0.9, shoes=WHITE),
    "king": Look(FAIR, BRUNETTE, "long", RED, MAROON, "robe", hat="crown", beard="full", beard_colour=BRUNETTE,
        prop="sceptre", extras=("ermine",), trim=GOLD, cape=RED),
    "queen": _her(PALE, GINGER, "bun", PURPLE, PURPLE, "gown", hat="crown", extras=("ermine", "earrings"),
        prop="sceptre"),
    "princess": _her(FAIR, BLOND, "long", PINK, PINK, "gown", hat="tiara", extras=("sash",), trim=WHITE),
    "prince": Look(TAN, BLACK, "side", SKY, WHITE, extras=("epaulettes", "sash", "belt"), hat="tiara", trim=GOLD,
        cape=BLUE, shoes=BLACK),
    "knight": Look(FAIR, BRUNETTE, "short", STEEL, STEEL, "armour", hat="knight", hat_colour=STEEL, trim=RED,
        prop="sword", shoes=(120, 128, 144), extras=("tabard",)),
    "wizard": Look(FAIR, WHITE, "long", BLUE, BLUE, "robe", hat="point", hat_colour=BLUE, beard="long", prop="staff",
        extras=("stars", "belt"), trim=GOLD),
    "witch": _her((170, 206, 120), BLACK, "long", BLACK, BLACK, "robe", hat="witch", hat_colour=BLACK, prop="broom",
        extras=("belt",), trim=PURPLE),
    "sailor": Look(FAIR, WHITE, "fringe", NAVY, WHITE, "coat", hat="cap", hat_colour=NAVY, trim=GOLD, beard="full",
        prop="pipe", extras=("buttons", "cap white"), shoes=BLACK),
    "pirate": Look(TAN, BLACK, "long", MAROON, BLACK, "coat", hat="tricorn", hat_colour=BLACK, beard="goatee",
        beard_colour=BLACK, prop="cutlass", extras=("eyepatch", "shirt front", "belt", "earrings"), trim=CREAM),
    "mermaid": _her(PALE, (232, 70, 70), "long", PURPLE, TEAL, "tail", extras=("shell top",), hat="star"),
    "astronaut": Look(TAN, BRUNETTE, "crop", (232, 234, 240), (220, 222, 230), "armour", hat="bubble", trim=ORANGE,
        extras=("panel", "tanks"), shoes=STEEL),
    "robot": Look((150, 166, 188), STEEL, "none", (132, 148, 172), (110, 124, 148), "metal", head="robot",
        extras=("screen",), shoes=(90, 100, 120), lips=(30, 40, 60)),
    "alien": Look((124, 214, 96), GREEN, "none", (90, 80, 160), (70, 60, 140), head="alien", tall=0.72, wide=0.72,
        shoes=(70, 160, 60), lips=(30, 90, 40), trim=YELLOW, extras=("belt",), prop="ray"),
    "ghost": Look((244, 246, 252), WHITE, "none", (244, 246, 252), (198, 208, 234), "ghost", head="ghost",
        lips=(60, 60, 90)),
    "vampire": Look((226, 226, 234), BLACK, "widow", BLACK, BLACK, "suit", extras=("fangs", "shirt front",
        "high collar"), trim=WHITE, cape=(150, 20, 40), lips=(170, 20, 40)),
    "zombie": Look((142, 178, 120), (70, 80, 60), "spiky", (124, 104, 88), (86, 92, 100), extras=("rags", "scar"),
        trim=(142, 178, 120), paint=("mouth", (110, 140, 96)), lips=(90, 30, 40)),
    "skeleton": Look((246, 242, 228), WHITE, "none", (246, 242, 228), (246, 242, 228), "bones", head="skeleton",
        lips=(30, 26, 34)),
    "clown": Look((252, 244, 240), RED, "clown", YELLOW, (60, 140, 230), hat="tiny", hat_colour=BLUE,
        extras=("red nose", "dots", "ruff"), paint=("mouth", (250, 120, 130)), trim=RED, shoes=RED, wide=1.12),
    "detective": Look(FAIR, BRUNETTE, "short", SAND, (110, 88, 66), "coat", hat="fedora", hat_colour=(120, 92, 66),
        trim=(60, 44, 36), prop="magnifier", extras=("lapels", "belt"), beard="moustache", beard_colour=BRUNETTE),
    "police officer": Look(TAN, BLACK, "short", (36, 60, 140), (24, 36, 84), hat="cap", hat_colour=(30, 50, 120),
        trim=GOLD, extras=("badge", "belt", "tie"), shoes=BLACK, prop="baton"),
    "firefighter": Look(FAIR, BRUNETTE, "short", (70, 64, 60), (70, 64, 60), "coat", hat="fire", hat_colour=RED,
        trim=YELLOW, extras=("hivis",), prop="axe", shoes=BLACK),
    "doctor": Look(BROWN, BLACK, "short", WHITE, TEAL, "coat", extras=("stethoscope", "shirt front", "head mirror"),
        trim=TEAL, prop="clipboard", beard="goatee", beard_colour=BLACK),
    "nurse": _her(FAIR, BLOND, "bun", (220, 240, 250), WHITE, hat="nurse", hat_colour=WHITE,
        extras=("red cross", "apron"), trim=WHITE, prop="syringe"),
    "chef": Look(FAIR, BRUNETTE, "short", WHITE, DUSK, hat="toque", hat_colour=WHITE, beard="moustache",
        beard_colour=BRUNETTE, extras=("buttons", "scarf"), trim=RED, prop="pan", wide=1.18),
    "farmer": Look(TAN, GINGER, "short", (214, 70, 60), (70, 100, 170), "overalls", hat="straw",
        hat_colour=(238, 204, 110), trim=(150, 100, 50), prop="pitchfork", extras=("checks",)),
    "builder": Look(TAN, BRUNETTE, "short", ORANGE, JEANS, hat="hard", hat_colour=YELLOW, extras=("hivis",),
        trim=YELLOW, prop="hammer", beard="stubble", shoes=(170, 110, 50)),
    "soldier": Look(TAN, BRUNETTE, "crop", (92, 108, 62), (80, 94, 54), hat="army", hat_colour=(78, 92, 50),
        extras=("belt", "camo", "backpack"), trim=(58, 70, 40), prop="rifle", shoes=BLACK),
    "samurai": Look(PALE, BLACK, "bald", (150, 30, 36), (54, 40, 46), "armour", hat="kabuto",
        hat_colour=(60, 40, 44), trim=GOLD, prop="katana", extras=("lamellar",), beard="goatee", beard_colour=BLACK),
    "ninja": Look(PALE, BLACK, "bald", (42, 42, 56), (42, 42, 56), hat="wraps", hat_colour=(42, 42, 56),
        veil_mouth=(42, 42, 56), extras=("belt", "sword back"), trim=RED, prop="star"),
    "cowboy": Look(TAN, BRUNETTE, "short", (190, 110, 60), JEANS, hat="cowboy", hat_colour=(140, 86, 46),
        trim=(70, 40, 26), extras=("vest", "scarf", "belt"), beard="moustache", beard_colour=BRUNETTE, prop="lasso"),
    "viking": Look(FAIR, GINGER, "long", (112, 84, 60), (92, 78, 70), hat="viking", hat_colour=STEEL, beard="full",
        beard_colour=GINGER, prop="axe2", extras=("fur", "belt"), trim=(196, 164, 120), wide=1.18),
    "archer": Look(FAIR, BLOND, "bob", (70, 130, 60), (110, 80, 50), hat="robin", hat_colour=(50, 110, 50),
        prop="bow", extras=("belt", "quiver"), trim=(90, 56, 30), shoes=WOOD),
    "monk": Look(FAIR, BRUNETTE, "tonsure", (122, 82, 50), (122, 82, 50), "robe", extras=("rope", "cowl neck"),
        trim=CREAM, shoes=SAND, wide=1.12),
    "nun": _her(PALE, BLACK, "veil", BLACK, BLACK, "robe", hat="wimple", hat_colour=BLACK,
        extras=("cross", "white bib"), trim=WHITE),
    "priest": Look(DARK, BLACK, "crop", (30, 30, 40), (30, 30, 40), "robe", extras=("stole", "dog collar",
        "glasses"), trim=(130, 60, 170), prop="book"),
    "bride": _her(FAIR, BRUNETTE, "veil", WHITE, WHITE, "gown", hat="veil", hat_colour=WHITE, prop="bouquet",
        trim=WHITE),
    "groom": Look(FAIR, BLACK, "side", (40, 40, 50), (40, 40, 50), "suit", hat="top", hat_colour=(40, 40, 50),
        extras=("shirt front", "bow tie", "flower"), trim=WHITE),
    "dancer": _her(PALE, BRUNETTE, "bun", (250, 170, 200), (255, 200, 222), "tutu", extras=(), trim=PINK, shoes=PINK),
    "singer": _her(DARK, BLACK, "curly", GOLD, GOLD, "robe", prop="microphone", extras=("earrings", "dots"),
        trim=(255, 240, 170)),
    "musician": Look(TAN, BRUNETTE, "bob", (60, 50, 60), JEANS, prop="guitar", extras=("vest", "bandana"),
        trim=(200, 60, 60), beard="stubble"),
    "painter": Look(FAIR, BRUNETTE, "bob", (90, 160, 210), DUSK, "coat", hat="beret", hat_colour=RED, prop="palette",
        extras=("splashes",), beard="goatee", beard_colour=BRUNETTE),
    "scientist": Look(PALE, WHITE, "wild", WHITE, DUSK, "coat", extras=("goggles", "shirt front", "tie"),
        trim=(90, 190, 90), prop="flask"),
    "teacher": _her(BROWN, BLACK, "bun", (80, 150, 90), (120, 86, 60), extras=("glasses", "collar"), trim=CREAM,
        prop="chalkboard"),
    "student": Look(TAN, BLACK, "short", (40, 50, 110), (40, 50, 110), "robe", hat="mortar", hat_colour=(30, 34, 70),
        trim=GOLD, prop="scroll", extras=("v neck",)),
    "judge": Look(PALE, WHITE, "wig", BLACK, BLACK, "robe", extras=("jabot", "glasses"), trim=WHITE, prop="gavel",
        cape=None),
    "waiter": Look(FAIR, BLACK, "side", WHITE, BLACK, extras=("black vest", "bow tie", "half apron"), trim=BLACK,
        prop="tray", beard="moustache", beard_colour=BLACK, shoes=BLACK),
    "pilot": Look(FAIR, BRUNETTE, "short", (128, 84, 52), SAND, hat="aviator", hat_colour=(110, 70, 42),
        extras=("fleece", "scarf"), trim=WHITE),
    "mechanic": Look(TAN, BLACK, "short", (70, 90, 110), (52, 84, 150), "overalls", hat="backcap",
        hat_colour=(52, 84, 150), prop="wrench", extras=("smudge",), beard="stubble"),
    "fisherman": Look(TAN, GREY, "short", (70, 110, 90), (70, 110, 90), "overalls", hat="bucket",
        hat_colour=(90, 130, 90), prop="rod", beard="full", beard_colour=GREY, extras=("waders",)),
    "diver": Look(FAIR, BLACK, "bald", (30, 34, 46), (30, 34, 46), hat="diver", hat_colour=(30, 34, 46), trim=YELLOW,
        extras=("tanks", "side stripes"), shoes=YELLOW, paint=("eyes", (176, 228, 246))),
    "explorer": Look(FAIR, BLOND, "short", SAND, SAND, "shorts", hat="pith", hat_colour=(232, 212, 160),
        trim=(120, 80, 44), prop="map", extras=("belt", "pockets"), beard="moustache", beard_colour=BLOND),
    "hiker": _her(TAN, BRUNETTE, "ponytail", (60, 170, 160), (120, 100, 70), "shorts", hat="headband",
        hat_colour=RED, prop="stick", extras=("backpack",), trim=(240, 110, 40), shoes=(150, 90, 40)),
    "skier": Look(FAIR, BRUNETTE, "bald", (30, 160, 220), (240, 60, 110), hat="beanie", hat_colour=(240, 60, 110),
        trim=WHITE, prop="skis", extras=("goggles up", "chest band"), shoes=DUSK),
    "swimmer": _her(TAN, BRUNETTE, "bald", (230, 60, 70), (230, 60, 70), "swim", hat="swimcap",
        hat_colour=(40, 130, 220), extras=("goggles up",), trim=WHITE, shoes=TAN),
    "boxer": Look(DARK, BLACK, "crop", RED, RED, "bare", prop="gloves", extras=("belt",), trim=WHITE, hat="headband",
        hat_colour=WHITE, shoes=WHITE),
    "football player": Look(BROWN, BLACK, "curly", (30, 120, 220), WHITE, "shorts", prop="ball",
        extras=("stripes v",), trim=WHITE, shoes=BLACK),
    "superhero": Look(FAIR, BLACK, "side", (30, 90, 210), (30, 90, 210), extras=("hero star", "belt", "trunks"),
        trim=YELLOW, cape=RED, shoes=RED, paint=("eyes", RED), wide=1.12),
    "businessman": Look(PALE, BRUNETTE, "side", (88, 92, 104), (88, 92, 104), "suit", extras=("shirt front", "tie"),
        trim=RED, prop="briefcase", shoes=BLACK),
    "spy": Look(TAN, BLACK, "side", (24, 24, 30), (24, 24, 30), "suit", extras=("shirt front", "bow tie",
        "sunglasses"), trim=BLACK, shoes=BLACK, prop="phone"),
    "beggar": Look(TAN, GREY, "wild", (130, 112, 88), (100, 88, 72), extras=("rags", "patches"), trim=(170, 140, 90),
        beard="full", beard_colour=GREY, prop="cup", shoes=TAN),
    "thief": Look(FAIR, BLACK, "bald", BLACK, DUSK, extras=("stripes",), trim=WHITE, hat="beanie", hat_colour=BLACK,
        paint=("eyes", BLACK), prop="sack", beard="stubble"),
    "miner": Look(TAN, BRUNETTE, "short", (96, 84, 76), (72, 66, 64), "overalls", hat="lamp", hat_colour=ORANGE,
        prop="pickaxe", extras=("smudge",), beard="full", beard_colour=BRUNETTE),
    "gardener": _her(FAIR, GINGER, "braids", (120, 190, 90), (90, 130, 60), "overalls", hat="straw",
        hat_colour=(250, 226, 150), trim=PINK, prop="can", shoes=GREEN),
    "maid": _her(PALE, BLACK, "bun", BLACK, BLACK, hat="frill", hat_colour=WHITE, extras=("apron", "collar"),
        trim=WHITE, prop="duster"),
    "mountaineer": Look(TAN, BRUNETTE, "bald", (230, 60, 40), (50, 60, 80), hat="parka", hat_colour=(230, 60, 40),
        prop="ice axe", extras=("backpack", "goggles up", "rope coil"), trim=(250, 200, 60)),
    "hunter": Look(TAN, BRUNETTE, "short", (130, 90, 50), OLIVE, "coat", hat="fur", hat_colour=(110, 70, 44),
        prop="rifle", extras=("belt", "fur"), trim=(170, 120, 70), beard="full", beard_colour=BRUNETTE),
    "shepherd": Look(BROWN, BLACK, "long", CREAM, CREAM, "robe", hat="keffiyeh", hat_colour=(200, 80, 60),
        beard="full", beard_colour=BLACK, prop="crook", extras=("rope",), trim=(150, 90, 50)),
    "elf": Look(PALE, BLOND, "long", (40, 140, 80), (30, 100, 60), hat="elf", hat_colour=(40, 160, 70),
        extras=("elf ears", "belt", "zigzag"), trim=RED, tall=0.72, wide=0.76, shoes=RED),
    "fairy": _her(PALE, PINK, "bun", (170, 230, 130), (200, 240, 150), "tutu", hat="flowers", prop="wand",
        extras=("wings fairy", "elf ears"), tall=0.8, wide=0.8, shoes=(170, 230, 130)),
    "dwarf": Look(TAN, GINGER, "long", (60, 90, 150), WOOD, hat="gnome", hat_colour=RED, beard="long",
        beard_colour=GINGER, extras=("belt",), prop="hammer", trim=GOLD, tall=0.55, wide=1.12),
    "angel": Look(PALE, BLOND, "curly", WHITE, WHITE, "robe", extras=("halo", "wings", "belt"), trim=GOLD,
        prop="harp", shoes=PALE),
    "devil": Look((214, 44, 40), BLACK, "widow", (120, 16, 24), (60, 14, 20), extras=("horns", "tail", "fangs",
        "elf ears"), prop="trident", beard="goatee", beard_colour=BLACK, lips=(70, 0, 10), shoes=BLACK),
    "santa": Look(PALE, WHITE, "long", RED, RED, "coat", hat="santa", hat_colour=RED, beard="long",
        extras=("belt", "white trim"), trim=BLACK, prop="gift", wide=1.3, shoes=BLACK),
    "geisha": _her((252, 246, 244), BLACK, "geisha", (200, 40, 70), (200, 40, 70), "robe",
        extras=("obi", "kimono", "blossoms"), trim=GOLD, prop="fan"),
    "pharaoh": Look(BROWN, BLACK, "none", WHITE, WHITE, "wrap", hat="nemes", hat_colour=GOLD, trim=BLUE,
        extras=("gold collar", "liner"), prop="crook", beard="goatee", beard_colour=(30, 50, 130)),
    "gladiator": Look(TAN, BRUNETTE, "crop", (150, 96, 50), (150, 96, 50), "wrap", hat="galea",
        hat_colour=(200, 150, 70), trim=RED, prop="shield", extras=("strap",)),
    "caveman": Look(TAN, BLACK, "wild", (206, 140, 70), (206, 140, 70), "wrap", extras=("spots", "strap"),
        trim=(206, 140, 70), beard="full", beard_colour=BLACK, prop="club", wide=1.1, shoes=TAN),
    "punk": Look(PALE, (70, 220, 90), "mohawk", BLACK, (150, 40, 130), extras=("vest", "studs", "earrings"),
        trim=(60, 60, 70), prop="", shoes=BLACK),
    "woman in a yellow raincoat": _her(FAIR, BRUNETTE, "bob", YELLOW, JEANS, "coat", hat="rain", hat_colour=YELLOW,
        extras=("buttons",), trim=(210, 150, 20), shoes=(230, 60, 60), prop=""),
    "rider": _her(FAIR, BRUNETTE, "ponytail", (40, 130, 110), NAVY, "plain", hat="riding", hat_colour=BLACK,
        extras=("belt", "collar"), trim=WHITE, shoes=BLACK),
}
# fmt: on
