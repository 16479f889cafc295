"""Everything that is not a person."""

from __future__ import annotations

from typing import Final

from .subject import Anchor, Kind, Subject


def _make(
    kind: Kind,
    home: str,
    words: str,
    art: str,
    bulk: float,
    face: str = "",
    anchor: Anchor = "ground",
    share: float = 1.0,
) -> Subject:
    """A subject, its words in one string with commas between."""
    return Subject(kind, home, tuple(words.split(", ")), art, face, anchor, bulk, share)


# fmt: off
_ANIMALS: Final[dict[str, Subject]] = {
    # Home and farm.
    "dog": _make(
        "animal", "field", "dog, puppy, hound, doggy, little dog", "fluent:dog", 0.75, "fluent:dog-face", share=1.6,
    ),
    "cat": _make(
        "animal", "room", "cat, kitten, ginger cat, kitty, orange cat", "noto:cat", 0.7, "noto:cat-face", share=1.6,
    ),
    "black cat": _make("animal", "village", "black cat, black kitten", "noto:black-cat", 0.7, "head"),
    "horse": _make(
        "animal", "field", "horse, brown horse, wild horse, stallion, pony, mare",
        "fluent:horse", 1.1, "fluent:horse-face", share=1.5,
    ),
    "donkey": _make("animal", "village", "donkey, mule, grey donkey", "fluent:donkey", 0.95, share=0.7),
    "cow": _make("animal", "field", "cow, calf, bull, ox", "noto:cow", 0.95, "noto:cow-face"),
    "pig": _make("animal", "field", "pig, piglet, piggy, hog", "noto:pig", 0.75, "noto:pig-face"),
    "boar": _make(
        "animal", "forest", "boar, wild boar, wild pig", "four-legged, no tail", 0.85, "fluent:boar", share=0.7,
    ),
    "sheep": _make("animal", "field", "sheep, lamb, ewe, white sheep", "noto:ewe", 0.75, "head"),
    "goat": _make("animal", "mountains", "goat, mountain goat, billy goat", "noto:goat", 0.8, "head"),
    "llama": _make("animal", "mountains", "llama, alpaca", "noto:llama", 1.0, "head"),
    "rabbit": _make("animal", "field", "rabbit, white rabbit, bunny, hare", "noto:rabbit", 0.7, "noto:rabbit-face"),
    "mouse": _make(
        "animal", "kitchen", "mouse, little mouse, white mouse, rat", "fluent:mouse", 0.6, "fluent:mouse-face",
    ),
    "rooster": _make("animal", "village", "rooster, cockerel, hen, chicken", "noto:rooster", 0.7, "head"),
    "chick": _make("animal", "field", "chick, baby chick, baby bird, duckling", "noto:baby-chick", 0.6),
    "duck": _make("animal", "river", "duck, mallard, wild duck", "noto:duck", 0.65, "head"),
    "goose": _make("animal", "field", "goose, white goose", "noto:goose", 0.75, "head"),
    # Woods and hills.
    "deer": _make("animal", "forest", "deer, stag, young deer, fawn, buck, doe", "fluent:deer", 1.1, "head", share=2.0),
    "moose": _make("animal", "forest", "moose, elk, big moose", "long-necked", 1.2, "fluent:moose"),
    "wolf": _make(
        "animal", "forest", "wolf, grey wolf, lone wolf, werewolf", "four-legged", 0.9, "fluent:wolf", share=1.5,
    ),
    "fox": _make("animal", "forest", "fox, red fox, little fox", "four-legged", 0.8, "noto:fox", share=1.3),
    "bear": _make(
        "animal", "forest", "bear, brown bear, big bear, grizzly, grizzly bear",
        "four-legged, no tail", 1.05, "noto:bear", share=1.5,
    ),
    "polar bear": _make(
        "animal", "snowfield", "polar bear, white bear, ice bear", "four-legged, no tail", 1.05, "noto:polar-bear",
    ),
    "panda": _make("animal", "forest", "panda, panda bear, giant panda", "sitting", 0.95, "noto:panda"),
    "squirrel": _make("animal", "forest", "squirrel, chipmunk, red squirrel", "noto:chipmunk", 0.65, "head"),
    "hedgehog": _make("animal", "forest", "hedgehog, porcupine", "noto:hedgehog", 0.6),
    "raccoon": _make("animal", "forest", "raccoon, racoon", "noto:raccoon", 0.65, "fluent:raccoon", share=0.8),
    "beaver": _make("animal", "river", "beaver, brown beaver", "noto:beaver", 0.7, "head", share=0.7),
    "bigfoot": _make(
        "animal", "forest", "bigfoot, yeti, sasquatch, hairy monster", "noto:hairy-creature", 1.2, "head", share=0.8,
    ),
    # Far lands.
    "lion": _make("animal", "field", "lion, lioness, big lion", "four-legged", 1.0, "noto:lion", share=1.3),
    "tiger": _make(
        "animal", "forest", "tiger, striped tiger, tigress", "noto:tiger", 0.9, "noto:tiger-face", share=1.2,
    ),
    "leopard": _make("animal", "forest", "leopard, cheetah, jaguar, panther", "noto:leopard", 0.85, "head"),
    "elephant": _make(
        "animal", "field", "elephant, big elephant, grey elephant", "noto:elephant", 1.35, "head", share=1.2,
    ),
    "rhino": _make("animal", "field", "rhino, rhinoceros", "noto:rhinoceros", 1.05, "head"),
    "hippo": _make("animal", "river", "hippo, hippopotamus", "fluent:hippopotamus", 0.95, "head"),
    "giraffe": _make("animal", "field", "giraffe, tall giraffe", "noto:giraffe", 1.6, "head"),
    "zebra": _make("animal", "field", "zebra, striped horse", "noto:zebra", 1.05, "head"),
    "camel": _make("animal", "desert", "camel, dromedary", "noto:two-hump-camel", 1.15, "head", share=1.2),
    "kangaroo": _make("animal", "desert", "kangaroo, wallaby", "noto:kangaroo", 1.0, "head"),
    "koala": _make("animal", "forest", "koala, koala bear", "sitting", 0.75, "fluent:koala", share=0.8),
    "monkey": _make(
        "animal", "forest", "monkey, little monkey, ape, chimp, chimpanzee",
        "noto:monkey", 0.75, "noto:monkey-face", share=1.2,
    ),
    "gorilla": _make("animal", "forest", "gorilla, giant ape, silverback", "noto:gorilla", 1.15, "head"),
    # Birds.
    "bird": _make(
        "animal", "sky", "bird, little bird, blue bird, sparrow, songbird, small bird",
        "noto:bird", 0.6, "", "air", 1.5,
    ),
    "crow": _make("animal", "field", "crow, raven, black bird, blackbird", "noto:black-bird", 0.65),
    "eagle": _make("animal", "sky", "eagle, hawk, falcon, vulture", "noto:eagle", 0.8, "", "air", 1.2),
    "owl": _make("animal", "forest", "owl, wise owl, night owl", "noto:owl", 0.75, "head"),
    "dove": _make("animal", "sky", "dove, pigeon, white dove, seagull, gull", "fluent:dove", 0.65, "", "air"),
    "parrot": _make("animal", "forest", "parrot, macaw, cockatoo", "fluent:parrot", 0.7, "head"),
    "peacock": _make("animal", "field", "peacock, peafowl", "noto:peacock", 0.9),
    "penguin": _make("animal", "snowfield", "penguin, emperor penguin", "noto:penguin", 0.75, "head", share=1.2),
    "flamingo": _make("animal", "beach", "flamingo, pink bird, pink flamingo", "noto:flamingo", 0.95, "head"),
    "swan": _make("animal", "river", "swan, white swan", "fluent:swan", 0.75, "head", "water"),
    "phoenix": _make(
        "animal", "sky", "phoenix, fire bird, firebird, burning bird", "noto:phoenix", 0.95, "", "air", 0.8,
    ),
    "bat": _make("animal", "cave", "bat, flying bat", "noto:bat", 0.6, "", "air", 1.1),
    # Cold blood.
    "crocodile": _make("animal", "river", "crocodile, alligator, croc", "noto:crocodile", 0.75),
    "snake": _make("animal", "desert", "snake, serpent, python, cobra, viper", "noto:snake", 0.65, share=1.2),
    "lizard": _make("animal", "desert", "lizard, gecko, salamander, newt", "noto:lizard", 0.65),
    "turtle": _make("animal", "beach", "turtle, tortoise, sea turtle", "noto:turtle", 0.65, "head"),
    "frog": _make("animal", "river", "frog, toad, green frog", "sitting", 0.65, "noto:frog"),
    "dinosaur": _make(
        "animal", "forest", "dinosaur, t-rex, tyrannosaurus, tyrannosaur", "noto:t-rex", 1.5, "head", share=1.2,
    ),
    "long-necked dinosaur": _make(
        "animal", "field", "long-necked dinosaur, brontosaurus, brachiosaurus, diplodocus",
        "noto:sauropod", 1.6, "head", share=0.8,
    ),
    "dragon": _make(
        "animal", "mountains", "dragon, green dragon, huge dragon, sea serpent",
        "noto:dragon", 1.5, "noto:dragon-face", share=1.6,
    ),
    "unicorn": _make(
        "animal", "forest", "unicorn, magic horse, white unicorn", "long-necked", 1.15, "fluent:unicorn", share=1.2,
    ),
    # Crawling and flying things.
    "spider": _make(
        "animal", "cave", "spider, black spider, giant spider, tarantula", "noto:spider", 0.65, "", "small", 1.1,
    ),
    "butterfly": _make("animal", "field", "butterfly, blue butterfly, moth", "noto:butterfly", 0.6, "", "air"),
    "bee": _make("animal", "field", "bee, honeybee, bumblebee, wasp, hornet", "noto:honeybee", 0.6, "", "air"),
    "ant": _make("animal", "forest", "ant, black ant, giant ant", "noto:ant", 0.6, "", "small", 0.8),
    "ladybird": _make("animal", "field", "ladybird, ladybug, beetle, bug", "noto:lady-beetle", 0.6, "", "small", 0.8),
    "snail": _make("animal", "forest", "snail, slug", "fluent:snail", 0.6, "", "small"),
    "scorpion": _make("animal", "desert", "scorpion, black scorpion", "noto:scorpion", 0.65, "", "small"),
    # Water.
    "fish": _make("animal", "underwater", "fish, tuna, salmon, trout, herring", "noto:fish", 0.65, "", "deep", 1.3),
    "tropical fish": _make(
        "animal", "underwater", "tropical fish, striped fish, goldfish, reef fish",
        "noto:tropical-fish", 0.65, "", "deep", 0.8,
    ),
    "shark": _make("animal", "underwater", "shark, great white, great white shark", "noto:shark", 0.9, "", "deep", 1.3),
    "whale": _make(
        "animal", "sea", "whale, blue whale, huge whale, sperm whale, killer whale, orca",
        "noto:spouting-whale", 1.2, "", "deep", 1.4,
    ),
    "dolphin": _make("animal", "sea", "dolphin, porpoise", "noto:dolphin", 0.9, "", "deep"),
    "octopus": _make(
        "animal", "underwater", "octopus, kraken, sea monster, giant octopus, squid",
        "noto:octopus", 0.95, "", "deep", 1.2,
    ),
    "jellyfish": _make("animal", "underwater", "jellyfish, jelly fish", "noto:jellyfish", 0.8, "", "deep"),
    "crab": _make("animal", "beach", "crab, red crab, hermit crab", "fluent:crab", 0.6, "", "small"),
    "seal": _make("animal", "snowfield", "seal, sea lion, walrus", "fluent:seal", 0.7, "head"),
}
_VEHICLES: Final[dict[str, Subject]] = {
    "ship": _make(
        "vehicle", "sea", "ship, big ship, steamship, ocean liner, large ship, cruise ship",
        "noto:ship", 1.3, "", "water", 2.5,
    ),
    "sailing ship": _make(
        "vehicle", "sea", "sailing ship, tall ship, pirate ship, galleon, schooner, old ship",
        "sailing ship", 1.4, "", "water", 1.8,
    ),
    "sailboat": _make(
        "vehicle", "sea", "sailboat, sailing boat, yacht, dinghy", "noto:sailboat", 1.1, "", "water", 1.2,
    ),
    "boat": _make(
        "vehicle", "sea", "boat, small boat, rowing boat, little boat, rowboat, fishing boat",
        "boat", 0.75, "", "water", 2.0,
    ),
    "speedboat": _make(
        "vehicle", "sea", "speedboat, motorboat, motor boat, speed boat", "noto:speedboat", 0.7, "", "water", 0.8,
    ),
    "canoe": _make("vehicle", "river", "canoe, kayak", "noto:canoe", 0.6, "", "water", 0.9),
    "submarine": _make("vehicle", "underwater", "submarine, yellow submarine", "submarine", 0.95, "", "deep", 1.2),
    "train": _make(
        "vehicle", "field", "train, steam train, locomotive, steam engine, railway engine",
        "noto:locomotive", 1.15, share=1.6,
    ),
    "express train": _make(
        "vehicle", "field", "express train, bullet train, fast train, high-speed train",
        "fluent:bullet-train", 1.0, share=0.8,
    ),
    "tram": _make("vehicle", "city", "tram, streetcar, trolley, railway carriage", "noto:tram-car", 1.15, share=0.9),
    "subway train": _make(
        "vehicle", "city", "subway train, underground train, metro train, metro", "noto:train", 1.15, share=0.8,
    ),
    "cable car": _make(
        "vehicle", "mountains", "cable car, gondola, ski lift", "noto:mountain-cableway", 1.0, "", "air", 0.8,
    ),
    "car": _make("vehicle", "road", "car, red car, automobile, motor car, jeep", "noto:automobile", 0.8, share=1.8),
    "taxi": _make("vehicle", "city", "taxi, cab, yellow cab, taxi cab, yellow car", "noto:taxi", 0.85),
    "police car": _make("vehicle", "city", "police car, cop car, patrol car", "noto:police-car", 0.85, share=1.2),
    "racing car": _make(
        "vehicle", "road", "racing car, race car, sports car, formula one car", "noto:racing-car", 0.65,
    ),
    "van": _make("vehicle", "road", "van, minibus, minivan, white van, camper van", "noto:minibus", 0.9, share=0.8),
    "ambulance": _make("vehicle", "city", "ambulance, white ambulance", "fluent:ambulance", 0.95),
    "fire engine": _make("vehicle", "city", "fire engine, fire truck, firetruck", "fluent:fire-engine", 1.0),
    "bus": _make("vehicle", "city", "bus, school bus, coach, yellow bus", "fluent:bus", 1.05, share=1.2),
    "truck": _make(
        "vehicle", "road", "truck, lorry, delivery truck, big truck, pickup truck", "noto:delivery-truck", 1.1,
    ),
    "tractor": _make("vehicle", "field", "tractor, farm tractor", "noto:tractor", 1.0),
    "bicycle": _make("vehicle", "road", "bicycle, bike, pushbike, cycle", "noto:bicycle", 0.75, share=1.2),
    "motorcycle": _make("vehicle", "road", "motorcycle, motorbike, motor bike", "noto:motorcycle", 0.75, share=1.2),
    "scooter": _make("vehicle", "city", "scooter, moped, vespa, motor scooter", "noto:motor-scooter", 0.75, share=0.8),
    "skateboard": _make("thing", "city", "skateboard, skate board", "fluent:skateboard", 0.6, "", "small", 0.8),
    "wheelchair": _make("thing", "room", "wheelchair, wheel chair", "fluent:manual-wheelchair", 0.8, share=0.8),
    "sled": _make("vehicle", "snowfield", "sled, sledge, sleigh, toboggan", "noto:sled", 0.65),
    "plane": _make(
        "vehicle", "sky", "plane, small plane, propeller plane, biplane", "noto:small-airplane", 0.8, "", "air", 1.4,
    ),
    "airliner": _make(
        "vehicle", "sky", "airliner, airplane, aeroplane, jet, passenger plane", "fluent:airplane", 0.9, "", "air", 1.2,
    ),
    "helicopter": _make("vehicle", "sky", "helicopter, chopper", "noto:helicopter", 0.85, "", "air", 1.2),
    "hot-air balloon": _make(
        "vehicle", "sky", "hot-air balloon, hot air balloon, airship", "hot-air balloon", 1.2, "", "air", 1.2,
    ),
    "rocket": _make(
        "vehicle", "space", "rocket, spaceship, space rocket, spacecraft, rocket ship",
        "noto:rocket", 1.1, "", "air", 1.5,
    ),
    "satellite": _make("vehicle", "space", "satellite, space station", "noto:satellite", 0.9, "", "air"),
    "flying saucer": _make(
        "vehicle", "sky", "flying saucer, ufo, alien ship, alien spaceship", "noto:flying-saucer", 0.85, "", "air", 1.3,
    ),
}
_BUILDINGS: Final[dict[str, Subject]] = {
    "lighthouse": _make(
        "building", "cliff", "lighthouse, tall lighthouse, red and white lighthouse, light house, old lighthouse",
        "lighthouse", 1.7, share=3.0,
    ),
    "house": _make(
        "building", "field", "house, cottage, small house, little house, old house, farmhouse",
        "noto:house", 1.4, share=2.0,
    ),
    "haunted house": _make(
        "building", "forest", "haunted house, ruined house, abandoned house, derelict house, ruin",
        "noto:derelict-house", 1.4,
    ),
    "hut": _make("building", "field", "hut, straw hut, cabin, shack, shed", "noto:hut", 1.2),
    "church": _make("building", "village", "church, chapel, white church, cathedral", "noto:church", 1.6, share=1.2),
    "mosque": _make("building", "desert", "mosque, great mosque", "noto:mosque", 1.5),
    "temple": _make("building", "mountains", "temple, pagoda, hindu temple, ancient temple", "noto:hindu-temple", 1.5),
    "greek temple": _make(
        "building", "mountains", "greek temple, museum, roman temple, parthenon",
        "noto:classical-building", 1.35, share=0.9,
    ),
    "tent": _make("building", "forest", "tent, camping tent", "noto:tent", 1.0, share=1.3),
    "circus": _make("building", "field", "circus, circus tent, big top", "fluent:circus-tent", 1.4),
    "skyscraper": _make(
        "building", "city", "skyscraper, office building, tall building, office block, apartment block",
        "fluent:office-building", 1.6,
    ),
    "factory": _make("building", "city", "factory, power plant, mill", "fluent:factory", 1.5),
    "hospital": _make("building", "city", "hospital, clinic", "noto:hospital", 1.4),
    "school": _make("building", "village", "school, schoolhouse, town hall", "noto:school", 1.35),
    "shop": _make("building", "city", "shop, store, supermarket, corner shop", "fluent:convenience-store", 1.15),
    "stadium": _make("building", "city", "stadium, arena, football ground", "noto:stadium", 1.3, share=0.8),
    "ferris wheel": _make("building", "city", "ferris wheel, big wheel", "noto:ferris-wheel", 1.6),
    "roller coaster": _make(
        "building", "field", "roller coaster, rollercoaster", "noto:roller-coaster", 1.5, share=0.8,
    ),
    "carousel": _make(
        "building", "city", "carousel, merry-go-round, carousel horse, wooden horse",
        "noto:carousel-horse", 1.2, share=0.8,
    ),
    "tower": _make("building", "city", "tower, eiffel tower, radio tower, iron tower", "fluent:tokyo-tower", 1.8),
    "statue": _make("building", "harbour", "statue, statue of liberty, monument", "noto:statue-of-liberty", 1.6),
    "fountain": _make("building", "city", "fountain, water fountain", "noto:fountain", 1.1),
    "well": _make("building", "village", "well, stone well, wishing well, old well", "well", 1.0),
    "windmill": _make("building", "field", "windmill, old windmill, wind mill", "windmill", 1.6, share=1.2),
    "pyramid": _make("building", "desert", "pyramid, great pyramid", "pyramid", 1.4, share=1.2),
    "crane": _make("building", "city", "crane, construction crane", "noto:building-construction", 1.6, share=0.8),
    "grave": _make("building", "field", "grave, tombstone, gravestone, tomb, headstone", "noto:headstone", 0.85),
}
_PLANTS: Final[dict[str, Subject]] = {
    "tree": _make(
        "plant", "field", "tree, big tree, lone tree, oak, old tree, green tree",
        "fluent:deciduous-tree", 1.5, share=1.8,
    ),
    "bare tree": _make("plant", "field", "bare tree, dead tree, leafless tree", "noto:leafless-tree", 1.5),
    "pine": _make("plant", "mountains", "pine, pine tree, fir, fir tree, evergreen", "noto:evergreen-tree", 1.5),
    "christmas tree": _make("plant", "room", "christmas tree, xmas tree, decorated tree", "noto:christmas-tree", 1.3),
    "palm": _make("plant", "beach", "palm, palm tree, coconut tree", "noto:palm-tree", 1.5, share=1.2),
    "cactus": _make("plant", "desert", "cactus, saguaro", "noto:cactus", 1.1, share=1.2),
    "flower": _make("plant", "field", "flower, daisy, wild flower, white flower", "fluent:blossom", 0.8, share=1.3),
    "sunflower": _make("plant", "field", "sunflower, yellow flower", "fluent:sunflower", 0.9),
    "rose": _make("plant", "field", "rose, red rose, red flower", "noto:rose", 0.8),
    "plant": _make("thing", "room", "plant, potted plant, pot plant, fern, houseplant", "noto:potted-plant", 0.75),
    "mushroom": _make("plant", "forest", "mushroom, toadstool, red mushroom, fungus", "noto:mushroom", 0.7, share=1.2),
    "coral": _make("plant", "underwater", "coral, coral reef, reef", "noto:coral", 0.9, "", "deep", 0.8),
    "shell": _make("thing", "beach", "shell, seashell, sea shell, conch", "noto:spiral-shell", 0.6, "", "small"),
    "rock": _make("plant", "mountains", "rock, boulder, stone, big rock", "noto:rock", 0.8),
    "volcano": _make("plant", "mountains", "volcano, erupting volcano", "noto:volcano", 1.7, share=1.2),
    "island": _make(
        "plant", "sea", "island, small island, tropical island, lonely island",
        "fluent:desert-island", 1.3, "", "water", 1.2,
    ),
    "planet": _make(
        "plant", "space", "planet, saturn, ringed planet, alien planet", "noto:ringed-planet", 1.1, "", "air",
    ),
    "earth": _make(
        "plant", "space", "earth, globe, planet earth, blue planet", "noto:globe-showing-americas", 1.1, "", "air",
    ),
    "meteor": _make("plant", "space", "meteor, comet, asteroid, meteorite, fireball", "noto:meteor", 0.9, "", "air"),
    "tornado": _make("plant", "field", "tornado, twister, whirlwind, cyclone", "noto:tornado", 1.6, share=0.9),
    "snowman": _make("thing", "snowfield", "snowman, snow man", "fluent:snowman", 0.95, "head", share=1.2),
}
_THINGS: Final[dict[str, Subject]] = {
    # Adventure.
    "sword": _make("thing", "castle", "sword, blade, dagger, long sword, sabre", "sword", 0.85, share=1.3),
    "shield": _make("thing", "castle", "shield, blue shield", "fluent:shield", 0.8),
    "bow": _make("thing", "forest", "bow, bow and arrow, longbow", "fluent:bow-and-arrow", 0.85),
    "axe": _make("thing", "forest", "axe, hatchet, battle axe, ax", "noto:axe", 0.8),
    "cannon": _make("thing", "castle", "cannon, old cannon, big gun", "cannon", 0.75),
    "bomb": _make("thing", "city", "bomb, explosive", "noto:bomb", 0.7, "", "small"),
    "barrel": _make("thing", "harbour", "barrel, wooden barrel, cask, keg", "barrel", 0.75),
    "crown": _make("thing", "castle", "crown, golden crown, gold crown", "fluent:crown", 0.65, "", "small", 1.3),
    "treasure": _make(
        "thing", "cave", "treasure, treasure chest, chest, chest of gold, pirate treasure",
        "noto:treasure-chest", 0.75, share=1.3,
    ),
    "money": _make("thing", "city", "money, money bag, bag of money, sack of gold", "noto:money-bag", 0.7, "", "small"),
    "gem": _make("thing", "cave", "gem, diamond, jewel, crystal, blue gem", "noto:gem-stone", 0.65, "", "small"),
    "ring": _make("thing", "room", "ring, diamond ring, wedding ring", "fluent:ring", 0.65, "", "small"),
    "key": _make("thing", "room", "key, golden key, gold key", "fluent:key", 0.65, "", "small", 1.2),
    "map": _make("thing", "room", "map, treasure map, world map, chart", "fluent:world-map", 0.65, "", "small", 1.2),
    "anchor": _make("thing", "harbour", "anchor, iron anchor, rusty anchor", "fluent:anchor", 0.85, share=1.1),
    "pirate flag": _make(
        "thing", "beach", "pirate flag, black flag, jolly roger, skull flag", "noto:pirate-flag", 0.9, share=0.9,
    ),
    "flag": _make("thing", "mountains", "flag, red flag, banner, pennant", "fluent:triangular-flag", 0.95),
    "telescope": _make("thing", "mountains", "telescope, spyglass", "noto:telescope", 0.85),
    "lantern": _make("thing", "road", "lantern, lamp, oil lamp, old lantern, street lamp", "lantern", 0.75, share=1.5),
    "campfire": _make("thing", "forest", "campfire, fire, bonfire, camp fire", "campfire", 0.8, share=1.8),
    "candle": _make("thing", "room", "candle, lit candle", "fluent:candle", 0.7, share=1.2),
    "torch": _make("thing", "cave", "torch, flashlight", "noto:flashlight", 0.65, "", "small", 0.9),
    "crystal ball": _make("thing", "room", "crystal ball, magic ball, fortune ball", "noto:crystal-ball", 0.7),
    "magic wand": _make("thing", "room", "magic wand, wand, magic stick", "noto:magic-wand", 0.7, "", "small"),
    "broom": _make("thing", "kitchen", "broom, broomstick, besom", "noto:broom", 0.85),
    "skull": _make("thing", "cave", "skull, human skull, death's head", "noto:skull", 0.65, "", "small", 1.2),
    "mask": _make("thing", "room", "mask, carnival mask", "noto:performing-arts", 0.7),
    "coffin": _make("thing", "cave", "coffin, casket, open coffin", "noto:coffin", 0.9),
    # Paper.
    "book": _make("thing", "room", "book, red book, old book, diary, novel", "noto:closed-book", 0.7, "", "small", 1.2),
    "letter": _make("thing", "room", "letter, envelope, sealed letter", "noto:envelope", 0.6, "", "small", 1.2),
    "scroll": _make("thing", "castle", "scroll, parchment, old scroll, manuscript", "fluent:scroll", 0.7, "", "small"),
    "painting": _make(
        "thing", "room", "painting, picture frame, framed picture, framed painting", "noto:framed-picture", 0.8,
    ),
    # Machines.
    "clock": _make("thing", "room", "clock, mantel clock, old clock", "noto:mantelpiece-clock", 0.75),
    "hourglass": _make("thing", "room", "hourglass, sandglass, sand timer", "noto:hourglass-done", 0.75),
    "phone": _make(
        "thing", "room", "phone, telephone, red telephone, old telephone, mobile phone", "noto:telephone", 0.65,
    ),
    "computer": _make("thing", "room", "computer, laptop, monitor, desktop computer", "fluent:desktop-computer", 0.8),
    "television": _make("thing", "room", "television, tv, telly, tv set", "noto:television", 0.75),
    "camera": _make(
        "thing", "road", "camera, photo camera, film camera, movie camera", "fluent:camera", 0.65, "", "small",
    ),
    # Tools.
    "hammer": _make("thing", "kitchen", "hammer, mallet", "noto:hammer", 0.75),
    "shovel": _make("thing", "field", "shovel, spade", "noto:shovel", 0.85),
    "knife": _make("thing", "kitchen", "knife, kitchen knife, carving knife", "noto:kitchen-knife", 0.75, share=0.9),
    "ladder": _make("thing", "village", "ladder, wooden ladder, stepladder", "fluent:ladder", 1.1),
    "magnifying glass": _make(
        "thing", "room", "magnifying glass, magnifier, lens", "noto:magnifying-glass-tilted-left", 0.7, "", "small",
    ),
    # Music.
    "guitar": _make("thing", "room", "guitar, electric guitar, red guitar", "noto:guitar", 0.85, share=1.1),
    "piano": _make("thing", "room", "piano, upright piano, grand piano, pianoforte", "piano", 0.95, share=1.1),
    "violin": _make("thing", "room", "violin, fiddle, viola, cello", "fluent:violin", 0.85),
    "drum": _make("thing", "room", "drum, snare drum, drum kit", "noto:drum", 0.7),
    "trumpet": _make("thing", "room", "trumpet, bugle, trombone", "noto:trumpet", 0.75),
    "bell": _make("thing", "village", "bell, church bell, golden bell", "noto:bell", 0.75),
    # The house.
    "chair": _make("thing", "room", "chair, wooden chair, empty chair, stool", "noto:chair", 0.85, share=1.1),
    "table": _make("thing", "kitchen", "table, wooden table, desk, kitchen table", "table", 0.75, share=1.1),
    "sofa": _make("thing", "room", "sofa, couch, settee", "noto:couch-and-lamp", 0.95),
    "bed": _make("thing", "bedroom", "bed, empty bed, blue bed", "noto:bed", 0.75, share=1.1),
    "door": _make("thing", "room", "door, wooden door, closed door, doorway", "noto:door", 1.15, share=1.2),
    "mirror": _make("thing", "bedroom", "mirror, looking glass, magic mirror", "fluent:mirror", 0.85),
    "umbrella": _make("thing", "city", "umbrella, open umbrella, parasol", "fluent:umbrella", 0.85, share=1.2),
    "bottle": _make(
        "thing", "kitchen", "bottle, wine bottle, champagne, champagne bottle", "noto:bottle-with-popping-cork", 0.75,
    ),
    "coffee": _make(
        "thing", "kitchen", "coffee, cup of coffee, cup of tea, cup, mug, tea", "fluent:hot-beverage", 0.65,
    ),
    "teapot": _make("thing", "kitchen", "teapot, tea pot, kettle", "noto:teapot", 0.65),
    "box": _make("thing", "room", "box, cardboard box, parcel, package, crate", "noto:package", 0.7),
    "gift": _make("thing", "room", "gift, present, gift box, birthday present", "noto:wrapped-gift", 0.7),
    "backpack": _make("thing", "mountains", "backpack, rucksack, knapsack, school bag", "noto:backpack", 0.7),
    "suitcase": _make("thing", "road", "suitcase, luggage, travel case", "fluent:luggage", 0.75),
    "hat": _make("thing", "room", "hat, top hat, black hat", "noto:top-hat", 0.65, "", "small"),
    "shoe": _make("thing", "room", "shoe, boot, sneaker, running shoe", "noto:running-shoe", 0.6, "", "small"),
    # Food.
    "cake": _make("thing", "kitchen", "cake, birthday cake, cream cake", "noto:birthday-cake", 0.7),
    "bread": _make("thing", "kitchen", "bread, loaf, loaf of bread, toast", "noto:bread", 0.6, "", "small"),
    "cheese": _make("thing", "kitchen", "cheese, piece of cheese", "noto:cheese-wedge", 0.6, "", "small"),
    "pizza": _make("thing", "kitchen", "pizza, slice of pizza", "noto:pizza", 0.65, "", "small"),
    "ice cream": _make("thing", "beach", "ice cream, ice cream cone, icecream", "fluent:soft-ice-cream", 0.7),
    "egg": _make("thing", "kitchen", "egg, dragon egg, big egg", "noto:egg", 0.65, "", "small"),
    "apple": _make("thing", "kitchen", "apple, red apple, poisoned apple", "noto:red-apple", 0.6, "", "small", 1.1),
    "banana": _make("thing", "kitchen", "banana, yellow banana", "noto:banana", 0.6, "", "small"),
    "pumpkin": _make(
        "thing", "field", "pumpkin, jack-o-lantern, halloween pumpkin, jack o'lantern",
        "noto:jack-o-lantern", 0.7, share=1.1,
    ),
    # Play.
    "balloon": _make("thing", "sky", "balloon, red balloon", "fluent:balloon", 0.75, "", "air", 1.1),
    "kite": _make("thing", "sky", "kite, paper kite", "fluent:kite", 0.8, "", "air"),
    "ball": _make("thing", "field", "ball, football, soccer ball", "noto:soccer-ball", 0.6, "", "small", 1.1),
    "teddy bear": _make("thing", "bedroom", "teddy bear, teddy, toy bear, stuffed bear", "noto:teddy-bear", 0.7),
}
# fmt: on
THINGS: Final[dict[str, Subject]] = {**_ANIMALS, **_VEHICLES, **_BUILDINGS, **_PLANTS, **_THINGS}
