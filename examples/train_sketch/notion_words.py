"""Words that people who dictate storyboards use, and how ``sketch`` shows them: by hand, so they win over all else."""

from __future__ import annotations

import re
from typing import Final

# fmt: off
_PEOPLE: Final = {
    "man": "bloke, chap, fellow, lad, dude, gentleman, gent, adult, person, human, human being, somebody, someone, "
           "stranger, passer-by, neighbour, neighbor, friend, enemy, villain, character, figure, male, dad, daddy, "
           "uncle, brother, prisoner, slave, poet, writer, author, journalist, reporter, salesman, driver, gambler, "
           "barber, tailor, baron, count, duke, lord, president, mayor, politician, minister, ambassador, suspect, "
           "victim, witness, lover, boyfriend, fiancé, customer, guest, tourist, philosopher, protagonist, hippie",
    "woman": "female, mum, mom, aunt, sister, girlfriend, actress, housewife, widow, nanny, "
             "countess, duchess, goddess, seamstress, hairdresser, fiancée, secretary, librarian, heroine, "
             "landlady, hostess",
    "boy": "schoolboy, schoolchild, pupil, orphan, brat, youngster, nephew, grandson, sonny, urchin, choirboy",
    "girl": "schoolgirl, niece, granddaughter, lass, little sister, big sister, tomboy",
    "old man": "old bloke, old fellow, old chap, grandad, granddad, elder, pensioner, hermit, codger, old guy, "
               "ancestor, veteran",
    "old woman": "granny, nan, nana, hag, crone, old dear, fortune teller",
    "teenager": "teenage boy, teenage girl, skater, adolescent boy",
    "men": "people, folks, blokes, gang, bystanders, everybody, everyone",
    "group of three men": "mankind, humanity, public, crowd, team, mob, audience, crew, group of people, tribe, "
                          "committee",
    "man and a woman": "couple, family, pair of lovers, newlyweds, parents, duo",
    "boys": "twins, schoolchildren, youngsters",
    "group of three soldiers": "army, troop, platoon, squad, regiment",
    "police officer": "copper, constable, bobby, sheriff, patrolman, guard, security guard, traffic cop, "
                      "prison guard, warden, jailer",
    "soldier": "colonel, sergeant, infantryman, marine, sniper, guerrilla, rebel, commander, lieutenant, "
               "mercenary, bomber pilot, paratrooper",
    "knight": "paladin, crusader, warrior, fighter, lancer, swordsman, musketeer, conqueror, squire, executioner",
    "king": "ruler, sultan, caesar, emperor, chieftain, tsar, sovereign",
    "wizard": "warlock, druid, sage, alchemist, merlin, mage, enchanter, shaman, oracle, conjurer, gandalf",
    "witch": "enchantress, wicked witch",
    "ghost": "spook, apparition, poltergeist, wraith",
    "zombie": "mummy, ghoul, walking corpse, corpse, undead",
    "robot": "cyborg, droid, automaton, terminator, mech",
    "alien": "extraterrestrial, space creature, little green man",
    "bigfoot": "minotaur, monster, ogre, troll, giant, beast, creature, goblin king, cyclops",
    "dwarf": "goblin, hobbit, leprechaun, gremlin, imp, kobold",
    "elf": "sprite, wood elf, santa's helper",
    "fairy": "tinkerbell, tooth fairy, nymph, dryad",
    "devil": "lucifer, fiend, grim reaper",
    "angel": "cherub, cupid, seraph, archangel",
    "superhero": "superman, batman, spiderman, supergirl",
    "detective": "sleuth, sherlock, sherlock holmes, private detective, watchman, gumshoe",
    "thief": "pickpocket, crook, criminal, outlaw, gangster, mobster, hooligan, convict, murderer, killer, "
             "assassin, highwayman, smuggler, kidnapper",
    "spy": "agent, double agent, informer, hitman",
    "businessman": "boss, manager, attorney, accountant, executive, office worker, clerk, millionaire, tycoon, "
                   "estate agent",
    "doctor": "medic, dentist, psychiatrist, vet, veterinarian, pharmacist, paramedic",
    "scientist": "inventor, physicist, biologist, researcher, astronomer, genius",
    "teacher": "headmaster, tutor, lecturer, headmistress, governess",
    "builder": "carpenter, bricklayer, welder, roofer, labourer, laborer, handyman, stonemason, foreman, "
               "woodworker, electrician",
    "mechanic": "locksmith, machinist, technician, blacksmith, smith",
    "chef": "butcher, confectioner, pastry cook",
    "farmer": "milkmaid, ploughman, woodcutter, lumberjack, villager, countryman, settler, pioneer",
    "waiter": "barman, barkeeper, barista, bellboy, footman, doorman, steward, waitress",
    "cowboy": "cowgirl, gaucho, bounty hunter",
    "musician": "rock star, rocker, busker, band member, drummer, troubadour, minstrel, bard",
    "singer": "pop star, diva, rapper, soprano, karaoke singer",
    "football player": "athlete, sportsman, goalkeeper, striker, referee, player, quarterback, cricketer",
    "boxer": "wrestler, bodybuilder, strongman, judoka, karate fighter",
    "swimmer": "surfer, bather",
    "rider": "horseman, jockey, cavalryman, equestrian",
    "diver": "snorkeller, pearl diver",
    "monk": "abbot, buddha, buddhist",
    "priest": "bishop, pope, cardinal, preacher, rabbi, imam, parson",
    "beggar": "hobo, vagrant, pauper, drunkard, drunk man, refugee, castaway, drifter",
    "clown": "fool, acrobat, juggler, comedian, mime, harlequin, trickster, puppet",
    "baby": "babe, bairn",
    "hiker": "hitchhiker, wanderer, pilgrim, walker, rambler, nomad, boy scout, scout",
    "dancer": "belly dancer, flamenco dancer, showgirl",
    "artist": "sculptor, illustrator, photographer, designer, potter",
    "maid": "charwoman, cleaning lady, cleaner, chambermaid",
    "sailor": "skipper, boatman, first mate, deckhand, ferryman, admiral, cabin boy, lighthouse keeper, helmsman",
    "archer": "crossbowman, marksman",
    "pilot": "airline pilot, air hostess, stewardess, flight attendant",
    "firefighter": "fire brigade",
    "pharaoh": "cleopatra",
}
_CREATURES: Final = {
    "dog": "labrador, pup, mutt, terrier, poodle, retriever, sheepdog, bulldog, dachshund, chihuahua, husky, "
           "guard dog, pooch, corgi, dalmatian, alsatian, pet",
    "wolf": "coyote, hyena, jackal, dingo, wolf pack",
    "cat": "tomcat, pussycat, tabby, moggy, lynx, bobcat",
    "leopard": "cougar, puma, ocelot",
    "mouse": "hamster, gerbil, guinea pig, vole, shrew, rodent",
    "hedgehog": "mole, armadillo, anteater",
    "raccoon": "badger, skunk, possum, red panda, lemur",
    "beaver": "otter, platypus, weasel, ferret, stoat, marten",
    "cow": "cattle, bison, buffalo, yak, heifer, water buffalo",
    "deer": "reindeer, antelope, gazelle, caribou, roe, hart",
    "horse": "colt, foal, steed, filly, nag, mustang, carthorse, racehorse",
    "rooster": "turkey, pheasant, poultry, quail",
    "bird": "dodo, robin, swallow, finch, canary, nightingale, hummingbird, woodpecker, kingfisher, cuckoo, starling, "
            "flock of birds, flock, lark, thrush, magpie, jay",
    "flamingo": "heron, stork, pelican, egret, ibis, ostrich, emu",
    "eagle": "osprey, buzzard, condor, bird of prey, kestrel, albatross, griffin, gryphon",
    "parrot": "toucan, budgie, parakeet",
    "penguin": "puffin",
    "crow": "rook, jackdaw",
    "crocodile": "caiman",
    "lizard": "iguana, chameleon, monitor lizard, reptile",
    "snake": "boa, rattlesnake, anaconda, worm, eel, adder",
    "spider": "spider's web, cobweb, spider web",
    "bee": "mosquito, firefly, insect, dragonfly, gnat, swarm",
    "ant": "termite, cockroach, cricket, grasshopper, caterpillar, centipede, locust, mantis",
    "fish": "cod, carp, pike, sardine, piranha, minnow, anchovy, mackerel",
    "shark": "hammerhead, swordfish, barracuda, stingray, manta ray",
    "octopus": "cuttlefish",
    "crab": "lobster, prawn, shrimp, crayfish",
    "jellyfish": "sea anemone, starfish, seahorse",
    "dinosaur": "velociraptor, raptor, stegosaurus, triceratops, godzilla, pterodactyl",
    "elephant": "mammoth, woolly mammoth",
    "unicorn": "pegasus, winged horse, centaur",
    "dragon": "wyvern, hydra, chimera, basilisk",
    "gorilla": "king kong, orangutan, baboon",
    "panda": "sloth",
    "bear": "cub, bear cub",
}
_VEHICLES: Final = {
    "car": "sedan, convertible, limousine, limo, hatchback, station wagon, vehicle, old car, "
           "getaway car, sports utility vehicle, suv, hearse, minicar, buggy",
    "truck": "juggernaut, tanker, semi, semi-trailer, dump truck, dumper, garbage truck, tow truck, "
             "removal van, big rig, tank, bulldozer, excavator, digger, tipper",
    "van": "camper, motorhome, caravan, ice cream van, rv, police van, mail van",
    "ship": "ferry, steamer, battleship, warship, destroyer, cruiser, freighter, cargo ship, container ship, "
            "aircraft carrier, trawler, vessel, liner, titanic, oil tanker, frigate",
    "sailing ship": "clipper, brig, man-of-war, viking ship, longship, caravel, ghost ship, shipwreck, wreck",
    "sailboat": "catamaran, windsurfer",
    "boat": "dory, raft, lifeboat, punt, barge, fishing smack, life raft, rubber boat, houseboat, tugboat, tug",
    "speedboat": "powerboat, jet ski, hydrofoil",
    "train": "railway, freight train, goods train, steam locomotive, railroad",
    "plane": "aircraft, glider, fighter plane, bomber, seaplane, crop duster, stunt plane, monoplane, drone",
    "airliner": "jumbo jet, jetliner, private jet, fighter jet",
    "hot-air balloon": "zeppelin, blimp, parachute, dirigible",
    "rocket": "starship, space shuttle, shuttle, space capsule, missile, probe",
    "flying saucer": "alien craft, mothership",
    "satellite": "sputnik",
    "bicycle": "tricycle, mountain bike, penny-farthing, tandem, bmx, unicycle",
    "motorcycle": "quad bike, harley, dirt bike, sidecar",
    "horse": "carriage, stagecoach, wagon, chariot, horse and cart, coach and horses, cart",
    "tractor": "combine harvester, combine, plough, harvester",
    "sled": "snowmobile, bobsleigh, dog sled",
    "cable car": "funicular, chairlift",
    "tram": "monorail, railcar",
}
_BUILDINGS: Final = {
    "house": "home, building, villa, bungalow, mansion, manor, farm, residence, inn, tavern, pub, post office, "
             "dwelling, barn, stable, homestead, chalet, granary, dollhouse, ranch, guest house",
    "haunted house": "haunted mansion, spooky house, old mansion, burnt-out house, ghost house, creepy house",
    "hut": "log cabin, cabin in the woods, treehouse, tree house, igloo, hovel, lodge, kennel, beach hut, "
           "outhouse, dog house, chicken coop, birdhouse",
    "church": "abbey, monastery, basilica, steeple, convent, minster, belfry",
    "temple": "shrine, buddhist temple, japanese temple, monastery in the mountains",
    "greek temple": "temple ruins, ancient ruins, library, courthouse, parliament, colosseum, "
                    "mausoleum, gallery, acropolis, columns",
    "castle": "palace, fortress, fort, citadel, dungeon, throne room, battlements, stronghold, drawbridge",
    "skyscraper": "hotel, tower block, high-rise, apartment, apartment building, block of flats, flats, "
                  "headquarters, prison, jail, ministry, condo",
    "factory": "refinery, warehouse, power station, sawmill, foundry, brewery, smokestack",
    "shop": "bakery, café, cafe, restaurant, diner, market, market stall, bookshop, pharmacy, petrol station, "
            "gas station, mall, shopping centre, boutique, grocery, kiosk, saloon, bar, barber shop, stall",
    "school": "university, college, kindergarten, academy, town house, railway station, "
              "police station, fire station, station, train station",
    "stadium": "football stadium, race track, amphitheatre, ice rink, concert hall",
    "statue": "sculpture, obelisk, bust, idol, totem pole, memorial",
    "tower": "watchtower, clock tower, bell tower, water tower, oil rig, pylon, antenna, control tower, spire",
    "windmill": "wind turbine, turbine",
    "tent": "wigwam, tepee, teepee, marquee, yurt, campsite, camp",
    "carousel": "roundabout, fairground, funfair, amusement park, theme park",
    "grave": "graveyard, cemetery, crypt, grave stone, burial ground",
    "well": "cistern",
    "fountain": "sprinkler",
    "bridge": "viaduct, aqueduct, footbridge, suspension bridge",
}
_PLACES: Final = {
    "forest": "rainforest, swamp, woodland path, grove, thicket, undergrowth, wilderness, orchard, bog, "
              "marsh, enchanted forest, tropical forest, clearing, taiga, copse, glade",
    "field": "garden, park, prairie, pasture, lawn, farmland, savannah, savanna, steppe, backyard, "
             "vineyard, playground, cornfield, wheat field, hill, hills, hillside, valley, plains, moor, "
             "battlefield, football field, golf course, picnic area, paddock, outback",
    "river": "lake, pond, brook, creek, waterfall, canal, lagoon, puddle, swimming pool, pool, waterside, lakeside, "
             "rapids, estuary, fjord, reservoir, moat",
    "sea": "atlantic, pacific, open water, high seas, bay, gulf, strait, mediterranean",
    "beach": "coast, coastline, shoreline, sandbank, promenade, cove, sand castle",
    "harbour": "marina, wharf, jetty, shipyard, seaport, dockyard",
    "mountains": "summit, glacier, ridge, canyon, gorge, alps, himalaya, mountainside, ravine, mountaintop, "
                 "everest, rockies, mount everest",
    "desert": "sahara, oasis, wasteland, wild west, badlands, quicksand",
    "snowfield": "antarctica, north pole, south pole, iceberg, snowscape, ice field, ski slope, frozen lake",
    "road": "path, trail, lane, motorway, freeway, railway track, railroad track, crossroads, footpath, "
            "driveway, racetrack, tarmac, bus stop, car park, parking lot, runway, airport, dirt track",
    "village": "hamlet, settlement, small town, little town, suburb, neighbourhood, neighborhood, ghost town",
    "city": "town, metropolis, alleyway, avenue, boulevard, square, town square, plaza, new york, "
            "london, paris, tokyo, slum, district, rooftop, roof, rooftops, "
            "marketplace, market square, main street, back street, city centre, berlin, chinatown, traffic",
    "cave": "tunnel, mineshaft, grotto, lair, den, cellar, basement, sewer, catacombs, bunker, labyrinth",
    "room": "office, lounge, office room, classroom, laboratory, lab, hallway, corridor, hall, attic, studio, "
            "waiting room, ballroom, lobby, stage, theatre, theater, cinema, gym, courtroom, workshop, garage, "
            "dining room, sitting room, elevator, staircase, interior, operating room, ward, cockpit, "
            "bathroom, toilet, cell, prison cell, nursery school, chamber, hotel lobby, throne hall",
    "bedroom": "nursery, dormitory, hotel room, children's room, guest room, motel room, hospital room",
    "kitchen": "pantry, scullery, canteen, galley, dining hall, cookhouse",
    "outer space": "cosmos, universe, milky way, nebula, black hole, solar system, wormhole",
    "planet": "mars, jupiter, venus, uranus, neptune, exoplanet",
    "sky": "heaven, heavens, cloud, atmosphere, stratosphere",
    "underwater": "atlantis, ocean floor, sea floor, aquarium, "
                  "below the surface",
}
_THINGS: Final = {
    "sword": "weapon, rapier, katana, excalibur, lightsaber, cutlass, machete, spear, lance, scimitar, bayonet, "
             "trident",
    "bow": "crossbow, arrow, arrows, quiver",
    "cannon": "catapult, mortar, howitzer, artillery",
    "axe": "tomahawk, pickaxe",
    "bomb": "grenade, dynamite, land mine",
    "campfire": "flames, flame, blaze, embers, fireplace, hearth, wildfire, inferno, explosion",
    "lantern": "lamppost, lamp post, streetlight, street light, light bulb, lightbulb, chandelier, floor lamp",
    "torch": "spotlight, searchlight, headlamp",
    "treasure": "loot, hoard, booty, chest of treasure",
    "money": "coin, coins, cash, banknote, purse, wallet, bank note, dollar",
    "gem": "ruby, emerald, sapphire, amulet, pearl, gemstone, necklace, jewellery, jewelry",
    "ring": "bracelet",
    "crown": "tiara, diadem",
    "book": "notebook, magazine, bible, dictionary, album, textbook, spellbook, journal, comic book",
    "letter": "postcard, mail, message, telegram",
    "scroll": "document, contract, treaty, papyrus, papers, newspaper",
    "painting": "photograph, photo, portrait, poster, mural, easel",
    "clock": "wristwatch, alarm clock, pocket watch, grandfather clock, stopwatch, sundial",
    "phone": "smartphone, cell phone, cellphone, iphone, phone booth, walkie-talkie, payphone",
    "computer": "keyboard, pc, tablet, typewriter, printer, server, notebook computer, control panel",
    "television": "radio, video recorder, projector",
    "camera": "webcam, camcorder, binoculars",
    "telescope": "microscope, periscope",
    "sofa": "armchair, loveseat, divan, recliner",
    "chair": "throne, bench, rocking chair, seat, park bench, deck chair",
    "table": "workbench, counter, altar, dining table, writing desk",
    "bed": "bunk, crib, cradle, hammock, mattress, bunk bed, cot, pillow, blanket",
    "door": "gate, trapdoor, portal, front door, back door, gateway, entrance",
    "mirror": "hand mirror",
    "box": "carton, chest of drawers, cupboard, wardrobe, closet, cabinet, drawer, fridge, refrigerator",
    "barrel": "bucket, pail, bin, trash can, dustbin, cauldron, vat",
    "bottle": "flask, potion, vial, beer, wine, wine glass, jug, jar, vase, milk, perfume",
    "coffee": "cocoa, espresso, bowl, soup",
    "suitcase": "briefcase, handbag, satchel, bag, basket",
    "hat": "cap, helmet, fedora, sombrero, bonnet, bowler hat, cowboy hat",
    "shoe": "sandal, slipper, high heel, trainers",
    "cake": "pie, cupcake, muffin, wedding cake, pudding, cookie, doughnut, donut",
    "bread": "hot dog, hotdog, taco, bun, croissant, sandwich, baguette, roll of bread, hamburger, burger",
    "apple": "plum, apricot, mango, grape, pineapple, coconut, lime, pear, peach, cherry, fruit, lemon, "
             "tomato, strawberry",
    "pumpkin": "vegetable, potato, aubergine, eggplant, turnip, gourd, melon, watermelon, squash",
    "ball": "basketball, volleyball, tennis ball, beach ball, baseball",
    "teddy bear": "doll, toy, soft toy, cuddly toy, rag doll, toys",
    "guitar": "lute, banjo, ukulele, bass guitar, mandolin, harp, lyre",
    "piano": "accordion, organ, harpsichord, synthesizer",
    "trumpet": "tuba, saxophone, flute, clarinet, horn, french horn, pipe organ, bagpipes",
    "drum": "tambourine, bongo, timpani",
    "violin": "double bass",
    "skull": "bones, bone",
    "flag": "bunting, signpost, road sign",
    "tree": "birch, maple, willow, beech, elm, ash tree, oak tree, cherry tree, "
            "sycamore, poplar",
    "bare tree": "stump, tree stump, log, twisted tree, withered tree",
    "pine": "spruce, cedar, larch, redwood, conifer, sequoia",
    "flower": "tulip, lily, dandelion, blossom, poppy, orchid, lotus, bouquet, wildflower, daffodil",
    "plant": "bush, shrub, hedge, vine, weeds, cabbage, lettuce, ivy, bamboo, seedling",
    "rock": "pebble, cliff face, monolith",
    "meteor": "shooting star, falling star, supernova",
    "earth": "the world",
    "island": "atoll, isle, peninsula, islet",
    "volcano": "lava, crater, vesuvius, eruption",
    "tornado": "typhoon, waterspout, vortex",
    "hourglass": "egg timer",
    "magnifying glass": "reading glass",
    "umbrella": "sunshade, beach umbrella",
    "ladder": "stairs, stairway",
    "kite": "paper plane, hang glider",
    "crystal ball": "snow globe, orb",
}
_ACTS: Final = {
    "runs": "gallops, races off, bolts, charges, scampers, escapes, chases",
    "running": "galloping, charging, bolting, escaping, chasing",
    "walks": "strolls by, saunters, limps, creeps, tiptoes, staggers, plods, sneaks, paces, approaches",
    "walking": "sauntering, limping, creeping, staggering, strutting, tiptoeing, sneaking, plodding, approaching",
    "sits": "squats, kneels, crouches, perches, slumps",
    "sitting": "seated, squatting, kneeling, crouching, perched, crouched, slumped",
    "waves": "salutes, beckons",
    "waving": "saluting, beckoning",
}
_FEELINGS: Final = {
    "happy": "merry, joyous, elated, ecstatic, amused, blissful, content, contented, pleased, proud, excited, "
             "thrilled, giggling, chuckling, gleeful, radiant, triumphant, in love",
    "sad": "melancholy, melancholic, depressed, grieving, mournful, sorrowing, gloomily, dejected, wistful, "
           "hurt, disappointed, despairing, desperate, downcast, forlorn, tearfully, lonesome, homesick",
    "angry": "livid, outraged, grumpy, fuming, hostile, menacing, wrathful, irritated, snarling, indignant, "
             "sullen, bitter, aggressive, ferocious, vengeful",
    "afraid": "alarmed, petrified, horrified, fearing, panicky, startlingly, timid, cowering, uneasy, "
              "spooked, shivering, tense, frantic, in horror",
    "surprised": "astonishedly, dumbfounded, flabbergasted, speechless, gobsmacked, baffled, perplexed, bewildered, "
                 "puzzled, confused, awestruck",
    "calm": "relaxed, peaceful, serene, thoughtful, pensive, stoic, tranquil, grave-faced, solemn, "
            "unmoved, neutral, deadpan, poker-faced",
}
_AIR: Final = {
    "rain": "drizzle, raindrops, cloudburst, monsoon, deluge, rainstorm, drizzling, sleet, wet weather",
    "storm": "hurricane, tempest, gale, squall, thunder, windstorm, gales, thunderclouds, lightning bolt",
    "snow": "snowflake, hail, frost, flurries, whiteout",
    "fog": "smog, smoke, steam, foggy air, murk, mists, dust",
    "clear sky": "cloudless sky, bright sky",
    "at dawn": "at cockcrow, at sun-up, at sunup",
    "dawn": "sun-up, sunup, day break, morning light, crack of dawn",
    "day": "high noon, sunshine, sunlight, sunlit, sun-drenched",
    "sunset": "nightfall, gloaming, sundowner, late evening, blue hour",
    "night": "nighttime, nocturnal, moonlit, starlight, moonshine, starlit, darkness, "
             "pitch-dark, starry sky, night sky",
}
_PICTURE: Final = {
    "pencil drawing": "charcoal, charcoal drawing, crayon drawing, chalk drawing, doodle, scribble, line drawing",
    "ink drawing": "etching, woodcut, engraving, linocut, lithograph, anime, comic strip, line art, noir",
    "watercolour painting": "oil painting, acrylic painting, gouache, pastel, aquarelle, oil on canvas, fresco",
    "flat colour illustration": "cartoon, digital art, pop art, clip art, pixel art, 3d render, photorealistic",
    "close-up": "portrait shot, face shot, macro, macro shot, head shot",
    "wide shot": "full shot, landscape shot, distant shot, panoramic shot, master shot, vista",
    "medium shot": "american shot, cowboy shot, two-shot, two shot",
    "low angle": "frog's-eye view, ground-level shot, upward shot",
    "high angle": "god's-eye view, crane shot, birdseye, downward shot, satellite view",
}
# fmt: on

_TABLES: Final = (
    _PEOPLE, _CREATURES, _VEHICLES, _BUILDINGS, _PLACES, _THINGS, _ACTS, _FEELINGS, _AIR, _PICTURE,
)  # fmt: skip

BY_HAND: Final[dict[str, str]] = {
    word: notion for table in _TABLES for notion, words in table.items() for word in words.split(", ")
}
"""What people say, and the words that ``sketch`` knows for it."""

LEFT_ALONE: Final = frozenset(
    # Nouns by the book that mostly are something else in a sentence, or say how and where rather than what.
    "left right back front top bottom side centre center middle end edge corner half part piece bit set pair group "
    "number line row rest point spot place space area scene shot frame panel picture image view background foreground "
    "close wide long high low light dark shadow colour color white black red blue green yellow brown grey gray pink "
    "purple orange silver golden big little small large tiny huge one two three four five six seven eight nine ten "
    "first second third last next look looks looking turn turns step steps still stand stands sit lie lies lay saw "
    "felt found ground bound wound bore lit shot drew fell rose well may might will can must do make makes have go "
    "goes come comes walk walks run runs ride rides fly flies swim swims jump jumps play plays fight fights drink "
    "drinks sleep sleeps drive drives rise rises fall falls break breaks cut cuts cast hit hits hold holds hide hides "
    "watch watches show shows draw draws land lands head heads face faces eye eyes hand hands arm arms leg legs foot "
    "feet finger nose mouth ear hair beard body heart chest shoulder neck knee skin tear tears smile blood wing wings "
    "tail paw claw horn water ice wood stone metal iron steel glass paper leather cloth silk cotton plastic dirt mud "
    "clay sand dust gold oil gas paint thing things object item stuff matter material kind sort type form shape size "
    "style way time day night morning evening today tomorrow year hour minute moment world life death god love war "
    "peace fear hope dream idea word name story sound noise voice music song silence power force speed hero mother "
    "heat cold wind breeze sun moon star stars cap "
    "subject lead double extra contact favorite favourite native regular original match fan cast speaker heavy single "
    "dish plate other individual member guide model expert loser winner beginner being type master double party "
    "calculator scanner trailer cutter crank plunger pitcher slider jumper hood picket tumbler router booster shaker "
    "screw browser compiler grill fossil quarry prey clover chess sesame cog chased departed accused pursued chosen "
    "cloak robe sang nobody immune affluent liberal psychic kin fetus homo consumer user breaker clone carrier "
    # Names of people, which are nouns too.
    "jack jenny jill joey tom billy nelly dolly molly polly peter victor victoria clarence drake martin robin "
    "jay sally "
    "carol grace faith iris heather hazel olive ginger pepper basil rosemary sage jasmine myrtle violet opal "
    "amber jade "
    "dawn eve summer may june april august mark bill bob rob nick frank art ray rich chuck harry dick don dean earl "
    "marshall miles chase mason carter cooper taylor turner fisher miller fletcher piper sawyer parker tanner porter "
    "page herb glen dale heath lance rod pat penny patsy jimmy johnny missy sandy".split()
)
"""Words that no likeness may replace; the table above still may."""


def key_of(phrase: str) -> str:
    """The words of a phrase in the form that the package looks them up by: small letters, one space between."""
    return " ".join(re.findall(r"[^\W\d_]+", phrase.lower()))
