"""How people say where, when and how a picture is taken; every phrase belongs to one value only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# fmt: off


@dataclass(frozen=True)
class Ways:
    """The ways to say one value: after a noun ("at night"), as a sentence ("it's night"), as a keyword ("night")."""

    after: tuple[str, ...]
    sentence: tuple[str, ...]
    key: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """Every phrase."""
        return (*self.after, *self.sentence, *self.key)


@dataclass(frozen=True)
class Spot:
    """The ways to say a place: after a noun, after a verb of motion, by itself, as a keyword."""

    after: tuple[str, ...]
    along: tuple[str, ...]
    noun: tuple[str, ...]
    key: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """Every phrase."""
        return (*self.after, *self.along, *self.noun, *self.key)


PLACE_WAYS: Final[dict[str, Spot]] = {
    "sea": Spot(
        ("at sea", "on the sea", "on the waves", "on the open sea", "in the ocean", "out on the ocean",
         "on the high seas",
         "in the middle of the sea", "far out at sea"),
        ("across the sea", "over the waves", "across the ocean"),
        ("the sea", "the open sea", "the ocean", "an empty sea", "rolling waves", "nothing but the sea", "open ocean"),
        ("sea", "ocean", "seascape")),
    "cliff": Spot(
        ("on a cliff", "on the cliff", "on the cliffs", "on a rocky coast", "on the edge of a cliff",
         "at the cliff's edge",
         "on a clifftop", "on the rocky coast", "on top of the cliffs"),
        ("along the cliff", "along the cliffs", "along the cliff edge"),
        ("a cliff", "cliffs above the water", "a rocky coast", "the cliffs", "steep cliffs", "a rocky headland"),
        ("cliff", "cliffs", "rocky coast")),
    "beach": Spot(
        ("on the beach", "on a beach", "on the shore", "on the sand by the water", "at the seaside", "on the seashore",
         "on a sandy beach", "at the beach"),
        ("along the beach", "down the beach", "along the shore"),
        ("a beach", "an empty beach", "the shore", "a sandy beach", "the beach", "the seashore", "a long white beach"),
        ("beach", "seashore", "sandy beach")),
    "harbour": Spot(
        ("in the harbour", "at the harbour", "in a harbour", "at the docks", "on the quay", "in port", "on the pier",
         "on the dock", "by the harbour wall", "in a fishing port"),
        ("along the quay", "down the pier", "along the docks", "through the harbour"),
        ("a harbour", "the harbour", "the docks", "a small fishing port", "a busy harbour", "a quay", "a pier"),
        ("harbour", "port", "docks")),
    "underwater": Spot(
        ("underwater", "under water", "under the sea", "at the bottom of the sea", "beneath the waves",
         "on the bottom of the sea", "deep below the surface", "in the depths of the sea", "among the corals",
         "on the seabed"),
        ("along the seabed", "over the seabed"),
        ("the seabed", "the bottom of the sea", "an underwater landscape", "the underwater world"),
        ("underwater", "seabed")),
    "river": Spot(
        ("by the river", "beside a river", "near the river", "on the river bank", "at the river", "by a stream",
         "on the riverbank", "next to the river", "at the water's edge by the river"),
        ("along the river", "down the river", "along the riverbank"),
        ("a river", "the river", "a winding river", "a river in a valley", "a stream", "the riverbank"),
        ("river", "riverbank", "stream")),
    "bridge": Spot(
        ("on the bridge", "on a bridge", "on an old stone bridge", "on a wooden bridge", "in the middle of the bridge"),
        ("across the bridge", "over the bridge", "over a bridge"),
        ("a bridge", "the bridge", "a stone bridge", "an old bridge", "a long bridge", "an empty bridge"),
        ("bridge", "stone bridge")),
    "forest": Spot(
        ("in the forest", "in a forest", "in the woods", "among the trees", "between the pines", "in a deep forest",
         "deep in the woods", "in a clearing in the forest", "in the jungle"),
        ("through the forest", "through the woods", "between the trees"),
        ("a forest", "the woods", "the forest", "a pine wood", "a quiet forest", "deep woods", "a forest clearing"),
        ("forest", "woods", "woodland")),
    "field": Spot(
        ("in a field", "in the field", "in the meadow", "in a green meadow", "on the grass", "in the countryside",
         "in the fields", "in tall grass", "on a green hill"),
        ("across the field", "through the meadow", "through the grass"),
        ("a field", "a green meadow", "the countryside", "grassland", "rolling green hills", "a flowery meadow",
         "the fields"),
        ("field", "meadow", "grassland")),
    "mountains": Spot(
        ("in the mountains", "among the mountains", "in front of the mountains", "below the peaks", "near a mountain",
         "high in the mountains", "on a mountain", "on a mountain pass", "with mountains behind"),
        ("over the mountains", "up the mountain", "across the mountain pass"),
        ("mountains", "the mountains", "jagged peaks", "a mountain range", "high mountains", "a mountain", "the peaks"),
        ("mountains", "mountain", "peaks")),
    "desert": Spot(
        ("in the desert", "in a desert", "on the dunes", "among the sand dunes", "on the hot sand of the desert",
         "in the middle of the desert", "on a sand dune"),
        ("through the desert", "across the dunes", "across the desert"),
        ("a desert", "the desert", "sand dunes", "an empty desert", "endless dunes"),
        ("desert", "dunes", "sand dunes")),
    "snowfield": Spot(
        ("on a snowy plain", "in a winter landscape", "in the frozen north", "in the arctic", "on the ice",
         "on a frozen plain",
         "in a white winter landscape", "on a snowfield", "on the tundra"),
        ("across the snowfield", "across the tundra", "across the ice"),
        ("a snowy plain", "a snowfield", "a white winter landscape", "a frozen plain", "the arctic",
         "the frozen north"),
        ("snowfield", "snowy plain", "winter landscape")),
    "road": Spot(
        ("on the road", "on a country road", "by the roadside", "on an empty road", "on a dirt road", "on the highway",
         "in the middle of the road", "by the side of the road", "on a long straight road"),
        ("along the road", "down the road", "along a country road", "down the highway"),
        ("a road", "the road", "an empty road", "a country road", "a long straight road", "the highway", "a dirt road"),
        ("road", "country road", "highway")),
    "village": Spot(
        ("in the village", "in a village", "in a small village", "between the cottages", "on the village street",
         "on the village green", "in a quiet village", "outside the cottages"),
        ("through the village", "between the cottages"),
        ("a village", "a small village", "a huddle of cottages", "the village", "a quiet village", "a row of cottages"),
        ("village", "small village")),
    "city": Spot(
        ("in the city", "on the street", "in a city street", "on a city street", "downtown", "in town",
         "in the streets",
         "in an alley", "on the pavement", "between the skyscrapers"),
        ("down the street", "through the city", "through the streets", "through town"),
        ("a city", "a city street", "the street", "the city skyline", "city buildings", "an empty street", "the city"),
        ("city", "street", "city street", "skyline")),
    "castle": Spot(
        ("in front of the castle", "near a castle", "by the castle", "outside the castle", "below the castle",
         "at the castle", "at the castle gate", "with the castle behind", "in the castle courtyard"),
        ("towards the castle", "up to the castle", "across the castle courtyard"),
        ("a castle", "a castle on a hill", "the castle", "an old castle", "a stone castle", "the castle walls"),
        ("castle", "old castle")),
    "cave": Spot(
        ("in a cave", "in the cave", "inside a cave", "deep in a cave", "in a cavern", "underground", "in the tunnels",
         "in the mouth of a cave"),
        ("through the cave", "through the tunnels"),
        ("a cave", "the cave", "a cavern", "the inside of a cave", "an underground cave"),
        ("cave", "cavern", "underground")),
    "room": Spot(
        ("in a room", "in the room", "inside the house", "indoors", "in the living room", "at home by the window",
         "in the study", "in the parlour", "in an empty room"),
        ("across the room", "through the living room", "into the room"),
        ("a room", "an empty room", "the living room", "the inside of a house", "a room with a window", "the study"),
        ("room", "living room", "indoors")),
    "bedroom": Spot(
        ("in the bedroom", "in a bedroom", "inside the bedroom", "beside the bed", "next to the bed",
         "in a child's bedroom", "by the bed"),
        ("across the bedroom", "into the bedroom"),
        ("a bedroom", "the bedroom", "an empty bedroom", "a quiet bedroom", "a child's bedroom"),
        ("bedroom", "bedroom interior")),
    "kitchen": Spot(
        ("in the kitchen", "in a kitchen", "by the stove", "at the kitchen table", "at the stove", "inside the kitchen",
         "by the kitchen sink"),
        ("across the kitchen", "into the kitchen", "through the kitchen"),
        ("a kitchen", "the kitchen", "an old kitchen", "an empty kitchen"),
        ("kitchen", "kitchen interior")),
    "space": Spot(
        ("in space", "in outer space", "in deep space", "among the stars", "in orbit", "between the planets",
         "out in the galaxy", "floating in space", "far from earth"),
        ("through space", "through the stars", "across the galaxy"),
        ("outer space", "deep space", "the galaxy", "stars and planets", "the void of space", "the vastness of space"),
        ("space", "outer space", "galaxy")),
    "sky": Spot(
        ("in the sky", "up in the sky", "in the air", "high up in the air", "above the clouds", "among the clouds",
         "high in the sky", "in mid-air"),
        ("across the sky", "through the clouds", "through the air"),
        ("the sky", "clouds", "an empty sky", "the sky above the clouds", "a blanket of clouds", "nothing but sky"),
        ("sky", "clouds")),
}

TIME_WAYS: Final[dict[str, Ways]] = {
    "dawn": Ways(
        ("at dawn", "at sunrise", "at daybreak", "at first light", "early in the morning", "as the sun comes up",
         "just before sunrise", "in the early morning", "in the light of dawn", "at the crack of dawn"),
        ("it's dawn", "the sun is rising", "the sun comes up", "it's early morning", "dawn is breaking", "it is dawn"),
        ("dawn", "sunrise", "early morning", "daybreak", "first light", "dawn light")),
    "day": Ways(
        ("in the morning", "by day", "during the day", "at noon", "in the afternoon", "in daylight", "on a bright day",
         "in the sunshine", "at midday", "in broad daylight", "in the middle of the day"),
        ("it's daytime", "it's noon", "it's the afternoon", "the sun is shining", "it's the middle of the day",
         "it is day", "it's a bright day"),
        ("day", "daytime", "daylight", "midday", "afternoon", "noon", "bright daylight", "sunny day")),
    "sunset": Ways(
        ("at sunset", "at dusk", "in the evening", "as the sun goes down", "in the evening light", "at sundown",
         "in the last light of the sun", "in the sunset", "at twilight", "against the sunset"),
        ("it's sunset", "the sun is setting", "it's evening", "the sun goes down", "it's dusk", "it is sunset",
         "evening falls"),
        ("sunset", "dusk", "evening", "golden hour", "sundown", "sunset light", "evening light")),
    "night": Ways(
        ("at night", "in the dead of night", "at midnight", "by moonlight", "under the stars", "in the dark",
         "late at night", "under the moon", "in the moonlight", "in the middle of the night", "under a full moon"),
        ("it's night", "it's dark", "it's late at night", "night has fallen", "the moon is out", "it is night",
         "it's midnight", "it's nighttime"),
        ("night", "midnight", "moonlight", "night time", "starry night", "dark night", "night scene")),
}

WEATHER_WAYS: Final[dict[str, Ways]] = {
    "clear": Ways(
        ("under a clear sky", "in fine weather", "in good weather", "under a cloudless sky", "in calm weather"),
        ("the sky is clear", "there's not a cloud to be seen", "the weather is fine", "the air is still",
         "the weather is clear"),
        ("clear sky", "fine weather", "clear weather", "cloudless", "blue sky")),
    "rain": Ways(
        ("in the rain", "in pouring rain", "on a rainy day", "in heavy rain", "in the pouring rain", "under the rain",
         "in a downpour", "wet from the rain", "caught in the rain"),
        ("it's raining", "rain is falling", "it rains", "it's pouring", "the rain comes down", "it is raining hard",
         "there's heavy rain", "it's a rainy day"),
        ("rain", "heavy rain", "rainy", "pouring rain", "rainy weather", "raining")),
    "storm": Ways(
        ("in a storm", "in a thunderstorm", "in stormy weather", "in the storm", "with lightning flashing",
         "with a storm coming in", "under dark storm clouds", "amid thunder and lightning", "in the middle of a storm"),
        ("there's a storm coming in", "a storm is coming", "lightning flashes", "a storm rages", "there's a storm",
         "thunder rolls", "the storm comes in from the sea", "the storm comes in", "a storm is brewing",
         "it's stormy", "lightning strikes"),
        ("storm", "thunderstorm", "stormy", "lightning", "stormy weather", "thunder and lightning", "storm clouds")),
    "snow": Ways(
        ("in a snowstorm", "in falling snow", "in a blizzard", "with snowflakes drifting down", "in the falling snow",
         "under falling snow", "while it snows", "with snow coming down"),
        ("it's snowing", "snow is falling", "it snows", "snowflakes are falling", "the snow comes down",
         "there's a blizzard", "it is snowing"),
        ("snowfall", "snowing", "blizzard", "snowstorm", "falling snow", "snowflakes", "snow")),
    "fog": Ways(
        ("in the fog", "in thick fog", "in the mist", "covered in fog", "shrouded in mist", "in a misty haze",
         "half hidden by fog", "through the fog", "surrounded by mist"),
        ("it's foggy", "there's thick fog", "fog everywhere", "the fog rolls in", "mist hangs low",
         "it is misty",
         "mist everywhere"),
        ("fog", "mist", "foggy", "misty", "thick fog", "dense fog", "foggy weather", "haze")),
}

CALM_SEA: Final = ("the sea is calm", "calm sea", "the water is calm", "on a calm sea", "the sea is quiet")
ROUGH_SEA: Final = ("in a rough sea", "high waves", "the sea is wild", "big stormy waves", "the sea is rough")
SUNBEAMS: Final = (
    "sunlight through the trees", "sunbeams between the trees", "light falls through the leaves",
    "sun rays through the branches",
)

# Before a noun, and by itself.
SIZE_OF: Final[dict[str, tuple[str, ...]]] = {
    "extreme close": (
        "extreme close-up of", "an extreme close-up of", "extreme close up of", "ECU of", "ECU on",
        "tight on the eyes of",
        "very tight shot of", "extreme close-up on the eyes of", "only the eyes of", "extreme closeup of",
        "very close on the eyes of", "the eyes of",
    ),
    "close": (
        "close-up of", "close up of", "a close-up of", "close shot of", "tight shot of", "closeup of", "CU of",
        "close on",
        "a tight close-up of", "close-up on", "head and shoulders of", "headshot of", "a close shot of",
    ),
    "medium": (
        "medium shot of", "a medium shot of", "mid shot of", "a mid shot of", "waist shot of", "MS of",
        "medium view of",
        "a waist-up shot of", "mid-shot of",
    ),
    "wide": (
        "wide shot of", "a wide shot of", "long shot of", "a long shot of", "establishing shot of", "a wide view of",
        "far shot of", "WS of", "LS of", "an establishing shot of", "extreme wide shot of", "a very wide shot of",
        "wide angle shot of", "wide on",
    ),
}

SIZE_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "extreme close": (
        "extreme close-up", "ECU", "XCU", "extreme close up", "extreme closeup", "only the eyes", "just the eyes",
        "tight on the eyes", "eyes only", "the eyes fill the frame",
    ),
    "close": (
        "close-up", "close up", "closeup", "seen very close", "in close-up", "CU", "close shot", "tight shot",
        "head and shoulders", "tight close-up", "close on the face",
    ),
    "medium": (
        "medium shot", "mid shot", "medium view", "MS", "from the waist up", "waist up", "waist shot", "mid-shot",
    ),
    "wide": (
        "wide shot", "long shot", "establishing shot", "seen from far away", "wide angle", "WS", "LS", "wide view",
        "establishing", "extreme wide shot", "EWS", "very wide shot", "far shot", "panorama",
    ),
}

ANGLE_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "level": ("eye level", "at eye level", "eye-level shot", "straight on", "level camera"),
    "low": (
        "low angle", "from below", "low angle shot", "seen from below", "a low-angle view", "from a low angle",
        "low-angle shot", "worm's-eye view", "camera low on the ground", "looking up from below", "low camera",
    ),
    "high": (
        "high angle", "from above", "high angle shot", "seen from above", "bird's-eye view", "from a high angle",
        "high-angle shot", "birds eye view", "overhead shot", "top-down view", "looking down from above", "aerial view",
        "drone shot", "in bird's-eye view",
    ),
}
ANGLE_OF: Final[dict[str, tuple[str, ...]]] = {
    "level": ("eye-level view of",),
    "low": ("low angle on", "low-angle shot of", "looking up at", "low angle shot of", "worm's-eye view of"),
    "high": ("high angle on", "looking down on", "bird's-eye view of", "overhead shot of", "high-angle shot of",
             "aerial view of"),
}

STYLE_MARKS: Final[dict[str, tuple[str, ...]]] = {
    "colour": (
        "flat colour storyboard thumbnail", "flat colour illustration", "simple flat colours", "flat colour",
        "vector art",
        "in colour", "in full colour", "flat colours", "flat vector illustration", "colour storyboard frame",
        "bright flat colours",
    ),
    "pencil": (
        "pencil thumbnail", "pencil sketch", "graphite", "rough pencil drawing", "pencil drawing", "graphite sketch",
        "in pencil", "loose pencil thumbnail", "drawn in pencil", "pencil on paper", "rough pencil sketch",
        "pencil storyboard",
    ),
    "ink": (
        "ink manga", "ink wash manga", "black and white manga with screentone", "inked comic panel", "manga",
        "ink drawing",
        "manga panel", "black and white ink", "in ink", "manga style", "pen and ink", "screentone",
        "black and white comic",
        "ink style",
    ),
    "watercolour": (
        "watercolour wash", "watercolour background", "watercolour", "in watercolour", "watercolour painting",
        "loose watercolour", "painted in watercolour", "soft watercolours", "watercolour illustration",
        "watercolour sketch",
    ),
}
STYLE_OF: Final[dict[str, tuple[str, ...]]] = {
    "colour": ("flat colour drawing of", "a flat colour illustration of", "flat colour thumbnail of"),
    "pencil": ("pencil sketch of", "a rough pencil drawing of", "pencil thumbnail of", "graphite drawing of"),
    "ink": ("ink drawing of", "a manga panel of", "inked comic panel of", "manga drawing of"),
    "watercolour": ("watercolour of", "a watercolour painting of", "watercolour wash of", "loose watercolour of"),
}
