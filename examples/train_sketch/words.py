"""How people say the things of the closed world."""

from __future__ import annotations

from typing import Final

# fmt: off

SUBJECT_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "sailor": (
        "old sailor", "sailor", "old sea captain", "captain", "fisherman", "old fisherman", "ship's captain",
        "seaman",
    ),
    "old man": ("old man", "grandfather", "elderly man", "grandpa", "old fellow"),
    "old woman": ("old woman", "grandmother", "elderly woman", "granny", "old lady"),
    "man": ("man", "young man", "guy", "father", "stranger", "gentleman"),
    "woman": ("woman", "young woman", "lady", "mother", "heroine"),
    "boy": ("boy", "little boy", "young boy", "kid", "child", "son"),
    "girl": ("girl", "little girl", "young girl", "daughter", "schoolgirl"),
    "king": ("king", "old king", "crowned king", "ruler", "prince"),
    "queen": ("queen", "princess", "young queen"),
    "knight": ("knight", "knight in armour", "armored knight", "soldier", "warrior"),
    "wizard": ("wizard", "old wizard", "magician", "sorcerer"),
    "detective": ("detective", "private eye", "spy", "man in a hat", "investigator"),
    "astronaut": ("astronaut", "spaceman", "cosmonaut"),
    "robot": ("robot", "android", "machine man"),
    "ghost": ("ghost", "phantom", "spirit", "spectre"),
    "dragon": ("dragon", "green dragon", "huge dragon"),
    "rider": ("woman on a horse", "woman on horseback", "woman riding a horse", "rider", "horsewoman"),
    "horse": ("horse", "brown horse", "wild horse", "stallion", "pony"),
    "deer": ("deer", "stag", "young deer", "fawn"),
    "dog": ("dog", "puppy", "hound"),
    "cat": ("cat", "kitten", "ginger cat"),
    "wolf": ("wolf", "grey wolf", "lone wolf"),
    "fox": ("fox", "red fox"),
    "bear": ("bear", "brown bear", "big bear"),
    "rabbit": ("rabbit", "white rabbit", "bunny", "hare"),
    "bird": ("bird", "little bird", "blue bird", "sparrow"),
    "eagle": ("eagle", "hawk", "falcon"),
    "whale": ("whale", "blue whale", "huge whale"),
    "lighthouse": ("lighthouse", "tall lighthouse", "red and white lighthouse", "light house"),
    "ship": ("big ship", "ship", "steamship", "ocean liner", "large ship", "steamer", "cruise ship"),
    "sailing ship": ("sailing ship", "tall ship", "pirate ship", "galleon", "sailboat", "schooner"),
    "boat": ("small boat", "rowing boat", "boat", "little boat", "rowboat", "fishing boat"),
    "train": ("train", "steam train", "locomotive"),
    "car": ("car", "red car", "automobile"),
    "plane": ("plane", "airplane", "small plane", "aeroplane"),
    "rocket": ("rocket", "spaceship", "space rocket"),
    "house": ("house", "cottage", "small house", "cabin", "home"),
    "tree": ("tree", "big tree", "lone tree", "oak", "old tree"),
    "campfire": ("campfire", "fire", "bonfire", "camp fire"),
    "lantern": ("lantern", "lamp", "oil lamp", "old lantern"),
}

PRONOUNS: Final[dict[str, str]] = {
    "woman": "she",
    "man": "he",
    "boy": "he",
    "girl": "she",
    "sailor": "he",
}

# After a subject.
PLACE_PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "sea": (
        "at sea", "on the sea", "on the waves", "on the open sea", "in the ocean", "out on the water",
        "on the ocean",
    ),
    "cliff": (
        "on a cliff", "on the cliff", "on the cliffs", "on the coast", "on a rocky coast",
        "on the edge of a cliff", "above the sea",
    ),
    "beach": ("on the beach", "on a beach", "on the shore", "on the sand by the sea", "at the seaside"),
    "forest": (
        "in the forest", "in a forest", "in the woods", "among the trees", "between the pines",
        "in a dark forest",
    ),
    "field": ("in a field", "in the field", "in the meadow", "in a green meadow", "on the grass", "in the countryside"),
    "mountains": (
        "in the mountains", "among the mountains", "in front of the mountains", "below the peaks",
        "near a mountain",
    ),
    "river": ("by the river", "along the river", "beside a river", "near the river", "on the river bank"),
    "city": (
        "in the city", "on the street", "in a city street", "on a city street", "downtown", "in town",
        "on the road in the city",
    ),
    "village": ("in the village", "in a village", "in a small village", "between the cottages", "on the village road"),
    "desert": ("in the desert", "in a desert", "on the dunes", "among the sand dunes", "on the hot sand of the desert"),
    "castle": ("in front of the castle", "near a castle", "by the castle", "outside the castle", "below the castle"),
    "room": ("in a room", "in the room", "inside the house", "indoors", "in the living room", "at home by the window"),
    "snowfield": (
        "in the snow", "on a snowy plain", "in a snowy field", "on the snow", "in the frozen north",
        "in the arctic",
    ),
    "sky": (
        "in the sky", "up in the sky", "in the air", "high above the clouds", "among the clouds",
        "flying in the sky",
    ),
}

# Where there is no subject.
PLACE_NOUNS: Final[dict[str, tuple[str, ...]]] = {
    "sea": ("the sea", "the open sea", "the ocean", "waves", "an empty sea", "the water"),
    "cliff": ("a cliff", "cliffs above the sea", "a rocky coast", "the coast", "the cliffs"),
    "beach": ("a beach", "an empty beach", "the shore", "a sandy beach"),
    "forest": ("a forest", "the woods", "the forest", "pine trees", "a quiet forest", "deep woods"),
    "field": ("a field", "a green meadow", "the countryside", "grassland", "rolling hills", "a flowery meadow"),
    "mountains": ("mountains", "the mountains", "snowy peaks", "a mountain range", "high mountains", "a mountain"),
    "river": ("a river", "the river", "a winding river", "a river in a valley", "a stream"),
    "city": ("a city", "a city street", "the street", "the city skyline", "tall buildings", "an empty street"),
    "village": ("a village", "a small village", "little houses", "the village", "a quiet village"),
    "desert": ("a desert", "the desert", "sand dunes", "an empty desert"),
    "castle": ("a castle", "a castle on a hill", "the castle", "an old castle", "a stone castle"),
    "room": ("a room", "an empty room", "the living room", "inside a house", "a room with a window"),
    "snowfield": ("a snowy plain", "a snow field", "snow everywhere", "a white winter landscape", "a frozen plain"),
    "sky": ("the sky", "clouds", "an empty sky", "the sky above the clouds"),
}

TIME_PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "dawn": (
        "at dawn", "it's dawn", "at sunrise", "at daybreak", "at first light", "early in the morning",
        "the sun is rising", "as the sun comes up", "but it's dawn",
    ),
    "day": (
        "in the morning", "by day", "during the day", "at noon", "it's daytime", "in the afternoon",
        "in daylight", "midday", "on a bright day", "in the sunshine",
    ),
    "sunset": (
        "at sunset", "it's sunset", "at dusk", "in the evening", "as the sun goes down", "the sun is setting",
        "in the evening light", "at the end of the day",
    ),
    "night": (
        "at night", "it's night", "in the dead of night", "at midnight", "by moonlight", "under the stars",
        "in the dark", "late at night", "and it's dark", "under the moon",
    ),
}

WEATHER_PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "clear": (
        "clear sky", "the sky is clear", "in fine weather", "not a cloud in the sky", "calm weather",
        "the air is still",
    ),
    "rain": (
        "in the rain", "it's raining", "in pouring rain", "rain is falling", "on a rainy day", "it rains",
        "in heavy rain", "wet from the rain",
    ),
    "storm": (
        "in a storm", "there's a storm coming in", "a storm is coming", "in a thunderstorm", "lightning flashes",
        "stormy weather", "thunder and lightning", "a storm rages",
    ),
    "snow": (
        "it's snowing", "snow is falling", "in a snowstorm", "snowflakes in the air", "in falling snow",
        "in a blizzard",
    ),
    "fog": (
        "in the fog", "in thick fog", "it's foggy", "in the mist", "mist everywhere", "a misty scene",
        "covered in fog",
    ),
}

CALM_SEA: Final = ("the sea is calm", "and the sea is calm", "calm sea", "the water is calm", "on a calm sea")

ROUGH_SEA: Final = ("in a rough sea", "high waves", "the sea is wild", "big stormy waves")

SUNBEAMS: Final = (
    "sunlight through the trees", "sunbeams between the trees", "light falls through the leaves",
    "sun rays through the branches",
)

SIZE_PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "close": (
        "close-up of", "close up of", "a close-up of", "close shot of", "extreme close-up of", "tight shot of",
        "closeup of",
    ),
    "medium": ("medium shot of", "a medium shot of", "mid shot of", "medium shot,", "a mid shot of", "waist shot of"),
    "wide": (
        "wide shot of", "a wide shot of", "wide shot,", "long shot of", "establishing shot of", "a wide view of",
        "far shot of",
    ),
}

SIZE_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "close": ("close-up", "close up", "closeup", "seen very close", "in close-up", "extreme close-up"),
    "medium": ("medium shot", "mid shot", "medium view"),
    "wide": ("wide shot", "long shot", "establishing shot", "seen from far away", "in the distance", "wide angle"),
}

FACES: Final = ("{}'s face", "the face of {}", "{}, face", "{}'s head")

LOW_ANGLE: Final = (
    "low angle", "from below", "low angle shot", "seen from below", "a low-angle view", "from a low angle",
)

PERSON_ACTIONS: Final = (
    "stands", "walks", "is waiting", "looks back", "looks up", "turns around", "smiles", "is running",
    "is thinking", "sits down", "looks at us", "raises a hand", "is alone", "speaks", "listens", "steps forward",
    "is crying", "is afraid", "looks away", "standing", "walking",
)

ANIMAL_ACTIONS: Final = (
    "steps out", "runs", "looks at us", "is hiding", "turns its head", "waits", "moves slowly", "appears",
    "jumps", "running", "standing",
)

THING_ACTIONS: Final = (
    "is there", "passes by", "in the middle", "comes closer", "waits", "moves on", "appears", "stands alone",
    "goes by",
)

RIDER_ACTIONS: Final = ("rides", "rides along", "gallops", "riding", "rides away", "stops", "trots")

ADJECTIVES: Final = (
    "lonely", "beautiful", "mysterious", "quiet", "strange", "tired", "famous", "lost", "brave", "sad", "happy",
    "ancient", "silent", "distant", "single", "cold",
)

FILLERS: Final = (
    "first shot", "next", "then", "we open on", "cut to", "and last", "okay", "so", "finally", "now",
    "here we see", "we see", "the scene opens with", "imagine", "there is", "again", "right", "well",
    "a picture of", "a drawing of", "this time", "back to", "show me", "let's see",
)

ASIDES: Final = (
    "hold that for four seconds", "she says they found us", "the music starts", "you can hear the wind",
    "nobody speaks", "something is wrong", "very slowly", "like in a dream", "the story begins",
    "and everything is quiet", "a long time ago", "he doesn't know it yet", "full of hope", "what a view",
    "tension rises", "as we said before", "maybe a bit longer", "with a lot of feeling",
    "and then nothing happens", "it feels lonely", "we don't know why", "just for a moment",
)

STYLES: Final = (
    "flat colour storyboard thumbnail", "flat color illustration", "storyboard panel", "simple flat colours",
    "storyboard sketch", "flat colour", "cinematic", "vector art", "clean shapes", "highly detailed",
    "masterpiece", "storyboard frame, flat colours", "digital art", "cartoon style", "film still", "concept art",
)
