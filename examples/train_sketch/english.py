"""The little English grammar that captions need: articles, plurals, verb forms, who is "she"."""

from __future__ import annotations

from functools import cache
from typing import Final

_AN_BUT_A: Final = ("uni", "use", "euro", "one ", "ufo", "ukulele", "ewe", "eucalypt")
_A_BUT_AN: Final = ("hour", "heir", "honest", "x-ray")
_IRREGULAR: Final = {
    "child": "children", "mouse": "mice", "goose": "geese", "foot": "feet", "tooth": "teeth", "ox": "oxen",
    "person": "people", "wolf": "wolves", "werewolf": "werewolves", "knife": "knives", "leaf": "leaves",
    "thief": "thieves", "elf": "elves", "dwarf": "dwarves", "shelf": "shelves", "bookshelf": "bookshelves",
    "calf": "calves", "wife": "wives", "housewife": "housewives", "loaf": "loaves", "scarf": "scarves",
    "cactus": "cacti", "potato": "potatoes", "tomato": "tomatoes", "hero": "heroes", "superhero": "superheroes",
    "volcano": "volcanoes", "buffalo": "buffaloes", "torpedo": "torpedoes", "stomach": "stomachs",
    "monarch": "monarchs", "die": "dice", "bus": "buses", "passerby": "passersby", "grandchild": "grandchildren",
    "schoolchild": "schoolchildren", "quiz": "quizzes", "dormouse": "dormice", "mongoose": "mongooses",
}  # fmt: skip
_SAME: Final = (
    "deer", "sheep", "moose", "salmon", "bison", "squid", "aircraft", "spacecraft", "hovercraft", "series", "trout",
    "reindeer", "elk", "shrimp", "ninja", "samurai", "police", "cattle", "people", "carp", "bigfoot", "peafowl",
    "clothes",
)  # fmt: skip
_NOT_MEN: Final = ("human", "shaman", "german", "roman", "talisman", "ottoman", "caiman")
_MASS: Final = (
    "luggage", "bread", "money", "rice", "grass", "gold", "jewellery", "jewelry", "lightning", "water", "smoke", "ice",
    "cheese", "bacon", "popcorn", "spaghetti", "sushi", "broccoli", "corn", "garlic", "honey", "seaweed", "bamboo",
    "furniture", "firewood", "ivy", "wheat", "meat", "food", "milk", "tea", "coffee", "wine", "beer", "treasure",
    "champagne", "toast", "coal", "hay", "sand", "ham", "butter", "chocolate", "laundry", "mistletoe", "lava",
)  # fmt: skip
_THE: Final = ("statue of liberty", "eiffel tower", "parthenon", "great pyramid", "earth", "grim reaper", "moon", "sun")
_BARE: Final = ("planet earth", "saturn", "santa", "santa claus", "father christmas", "death", "dracula", "jesus")
_AFTER_HEAD: Final = (" in ", " on ", " with ", " of ", " riding ", " at ", " from ", " without ", " for ", " to ")
_STAYS: Final = ("armour", "armor", "uniform", "black", "white", "red", "horseback", "blue", "space", "war", "love")
_SINGULAR_S: Final = ("ss", "us", "is", "as", "os")
_SHE: Final = frozenset(
    "woman lady girl queen princess witch mother grandmother granny grandma heroine daughter schoolgirl horsewoman "
    "actress waitress nun fairy mermaid bride ballerina sister aunt goddess sorceress empress policewoman countess "
    "businesswoman maid duchess geisha mum mom nanny enchantress cowgirl seamstress "
    "wife abbess schoolmistress siren".split()
)
_HE: Final = frozenset(
    "man guy father gentleman boy son king prince grandfather grandpa fellow sailor captain fisherman wizard knight "
    "monk priest dad brother uncle groom husband santa merman seaman schoolboy lord emperor cowboy sorcerer waiter "
    "friar butler samurai bloke lad businessman policeman fireman spaceman salesman craftsman postman mailman "
    "bridegroom pharaoh".split()
)


@cache
def article(noun: str) -> str:
    """The noun after "a" or "an", or after "some" where there is no single one."""
    low = noun.lower()
    if low in _THE or low in _BARE:
        return f"the {noun}" if low in _THE else noun
    if is_plural(low) or is_mass(low):
        return f"some {noun}"
    vowel = low[:1] in ("a", "e", "i", "o", "u") and not low.startswith(_AN_BUT_A)
    return f"{'an' if vowel or low.startswith(_A_BUT_AN) else 'a'} {noun}"


def _head(noun: str) -> tuple[str, str]:
    cut = min((noun.find(p) for p in _AFTER_HEAD if p in noun), default=len(noun))
    return noun[:cut], noun[cut:]


@cache
def is_plural(noun: str) -> bool:
    """Whether a noun as the tables spell it is a plural already, as "scissors" is."""
    last = _head(noun)[0].split()[-1]
    if last in ("people", "clothes", "cattle") or last in _IRREGULAR.values():
        return True
    return last.endswith("s") and not last.endswith(_SINGULAR_S) and last not in ("series", "lens")


@cache
def is_mass(noun: str) -> bool:
    """Whether there can't be two of it, as of luggage, or there is only one of it in the world."""
    return _head(noun)[0].split()[-1] in _MASS or noun in _THE or noun in _BARE


@cache
def plural(noun: str) -> str:
    """Several of a noun: "wolves", "knights in armour", "women on horses"."""
    head, tail = _head(noun)
    before, _, last = head.rpartition(" ")
    many = f"{before} {_plural_word(last)}" if before else _plural_word(last)
    for a in (" a ", " an "):
        if a in tail and tail.split()[-1] not in _STAYS:
            way, _, thing = tail.partition(a)
            return f"{many}{way} {plural(thing)}"
    return many + tail


def _plural_word(word: str) -> str:
    if word in _SAME or word in _MASS or word.endswith(("fish", "sheep", "folk")) or is_plural(word):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man") and word not in _NOT_MEN:
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "i", "o", "u"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"


@cache
def pronoun(noun: str) -> str:
    """ "she" or "he" for a noun that says so, else "they"."""
    for word in _head(noun.lower())[0].replace("'s", "").replace("-", " ").split()[::-1]:
        if word in _SHE or word.endswith("woman"):
            return "she"
        if word in _HE or (word.endswith("man") and word not in _NOT_MEN):
            return "he"
    return "they"


OBJECT: Final = {"she": "her", "he": "him", "they": "them", "it": "it"}
POSSESSIVE: Final = {"she": "her", "he": "his", "they": "their", "it": "its"}

_DOUBLED: Final = ("run", "sit", "jog", "grin", "sob", "stop", "step", "trot", "travel")
_ING: Final = {"lie": "lying", "panic": "panicking"}
_PAST: Final = {"run": "ran", "sit": "sat", "stand": "stood", "weep": "wept", "flee": "fled", "take": "took",
                "hold": "held", "cry": "cried", "stride": "strode", "shake": "shook", "go": "went", "hide": "hid",
                "lie": "lay", "ride": "rode", "come": "came", "panic": "panicked"}  # fmt: skip


@cache
def third(verb: str) -> str:
    """ "runs away" for "run away"."""
    word, _, tail = verb.partition(" ")
    if word.endswith(("s", "x", "z", "ch", "sh", "go")):
        word += "es"
    elif word.endswith("y") and word[-2] not in "aeou":
        word = f"{word[:-1]}ies"
    else:
        word += "s"
    return f"{word} {tail}".rstrip()


@cache
def ing(verb: str) -> str:
    """ "running away" for "run away"."""
    word, _, tail = verb.partition(" ")
    if word in _ING:
        word = _ING[word]
    elif word in _DOUBLED:
        word += f"{word[-1]}ing"
    elif word.endswith("e") and not word.endswith("ee"):
        word = f"{word[:-1]}ing"
    else:
        word += "ing"
    return f"{word} {tail}".rstrip()


@cache
def past(verb: str) -> str:
    """ "ran away" for "run away"."""
    word, _, tail = verb.partition(" ")
    if word in _PAST:
        word = _PAST[word]
    elif word in _DOUBLED:
        word += f"{word[-1]}ed"
    elif word.endswith("y") and word[-2] not in "aeou":
        word = f"{word[:-1]}ied"
    else:
        word += "d" if word.endswith("e") else "ed"
    return f"{word} {tail}".rstrip()


_SPELLINGS: Final = (("colour", "color"), ("grey", "gray"), ("armour", "armor"), ("harbour", "harbor"),
                     ("parlour", "parlor"), ("pavement", "sidewalk"), ("storey", "story"))  # fmt: skip


def american(text: str) -> str:
    """British spellings made American."""
    for british, own in _SPELLINGS:
        text = text.replace(british, own)
    return text
