"""The captions: they name what a scene asks for and nothing else; the words of the world are whole and tell apart."""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

from examples.train_sketch import phrases, words
from examples.train_sketch.captions import caption
from examples.train_sketch.english import american, article, ing, past, plural, pronoun, third
from examples.train_sketch.scene import (
    ACTIONS,
    ANGLES,
    EMOTIONS,
    NO_HOURS,
    NO_WEATHER,
    NOBODY,
    PLACES,
    SIZES,
    STYLES,
    TIMES,
    WEATHERS,
    Scene,
    places_for,
    sample_scene,
    settle,
)
from examples.train_sketch.subjects import SUBJECTS

LIGHTHOUSE = Scene("lighthouse", "cliff", "night", "storm", "wide")
FIELDS = {
    "place": PLACES,
    "time": TIMES,
    "weather": WEATHERS,
    "size": SIZES,
    "angle": ANGLES,
    "style": STYLES,
    "emotion": EMOTIONS,
    "action": ACTIONS,
}
_MARKS = str.maketrans({",": " ", ".": " ", ":": " ", "'": " '"})


def plain(text: str) -> str:
    """Lower case without marks, a space at both ends, so that whole words are looked for."""
    return f" {' '.join(text.lower().translate(_MARKS).split())} "


def names(said: str, field: str, *values: str) -> bool:
    """Whether a caption has a phrase for one of a field's values."""
    return any(plain(phrase) in said for value in values for phrase in phrases.phrases_for(field, value))


def names_subject(said: str, subject: str, count: int = 1) -> bool:
    own = SUBJECTS[subject].words
    # Several books are "books", though a heap of them is a subject of that name.
    wanted = (*own, *map(plural, own)) if count > 1 else own
    if any(plain(w) in said for w in (*wanted, *map(american, wanted))):
        return True
    return subject in ("man", "woman") and plain({"man": "he", "woman": "she"}[subject]) in said


def unsaid(scene: Scene, said: str) -> list[str]:
    """The fields that the caption should have named and did not."""
    hours = {scene.time}
    if scene.style in ("pencil", "ink"):  # black and white has two hours
        hours.add({"day": "dawn", "night": "sunset"}[scene.time])
    somebody = scene.subject != NOBODY
    asked = {
        "place": not somebody or scene.place != SUBJECTS[scene.subject].home,
        "time": scene.time != "day" and scene.place not in NO_HOURS,
        "weather": scene.weather != "clear",
        "size": scene.size != ("medium" if somebody else "wide"),
        "angle": scene.angle != "level",
        "style": scene.style != "colour",
        "emotion": scene.emotion != "calm",
        "action": scene.action != "stands",
    }
    missing = [
        field
        for field, wanted in asked.items()
        if wanted and not names(said, field, *(hours if field == "time" else (getattr(scene, field),)))
    ]
    if somebody and not names_subject(said, scene.subject, scene.count):
        missing.append("subject")
    if scene.companion != NOBODY and not names_subject(said, scene.companion):
        missing.append("companion")
    if scene.count > 1 and not any(plain(way.format("")).strip() in said for way in phrases.SUBJECT_MANY[scene.count]):
        missing.append("count")
    return missing


def test_same_seed_same_caption() -> None:
    assert caption(LIGHTHOUSE, random.Random(1)) == caption(LIGHTHOUSE, random.Random(1))


def test_captions_vary() -> None:
    rng = random.Random(0)
    assert len({caption(LIGHTHOUSE, rng) for _ in range(200)}) > 190


def test_a_caption_names_everything_that_its_scene_asks_for() -> None:
    rng = random.Random(5)
    for _ in range(1500):
        scene = sample_scene(rng)
        said = caption(scene, rng)
        assert not unsaid(scene, plain(said)), (scene, said)


def test_what_is_unsaid_is_noticed() -> None:
    """The test above can fail: a caption of the plain scene names none of what was asked for besides."""
    rng = random.Random(6)
    usual = {"weather": "clear", "angle": "level", "style": "colour", "emotion": "calm", "action": "stands", "count": 1}
    missed: Counter[str] = Counter()
    for _ in range(1500):
        scene = sample_scene(rng)
        field = rng.choice([*usual, "companion", "time"])
        other = replace(scene, **{field: {"companion": NOBODY, "time": "day"}.get(field, usual.get(field))})
        if other != scene and scene.place not in NO_HOURS:
            missed[field] += field in unsaid(scene, plain(caption(other, rng)))
    assert set(missed) == {*usual, "companion", "time"}
    assert all(missed.values()), missed


def test_a_caption_names_no_weather_that_the_picture_lacks() -> None:
    rng = random.Random(7)
    for _ in range(800):
        scene = replace(sample_scene(rng), weather="clear")
        said = plain(caption(scene, rng))
        # Rain outside a room isn't in the picture; a "snow man" is no weather.
        if " outside " not in said and "snowman" not in (scene.subject, scene.companion):
            assert not names(said, "weather", "rain", "snow", "fog"), (scene, said)


def test_no_phrase_names_two_things() -> None:
    assert phrases.clashes() == []


def test_a_phrase_that_names_two_things_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    night = words.TIME_WAYS["night"]
    monkeypatch.setitem(words.TIME_WAYS, "night", replace(night, key=(*night.key, "sunset")))
    phrases.phrases_for.cache_clear()
    try:
        assert ("sunset", "time sunset", "time night") in phrases.clashes()
    finally:
        phrases.phrases_for.cache_clear()


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_has_words(field: str) -> None:
    for value in FIELDS[field]:
        assert len(phrases.phrases_for(field, value)) > 3, value


def test_no_two_subjects_share_a_word() -> None:
    counts = Counter(word for subject in SUBJECTS.values() for word in subject.words)
    assert [word for word, count in counts.items() if count > 1] == []
    assert all(word == word.strip().lower() and word for word in counts)


def test_every_home_suits() -> None:
    for name, subject in SUBJECTS.items():
        assert subject.home in PLACES, name
        assert subject.home in places_for(name), name
        assert set(places_for(name)) <= set(PLACES), name
        scene = Scene(name, subject.home, "night" if subject.home == "space" else "day")
        assert settle(scene) == scene, name


def test_settle_settles_at_once() -> None:
    rng = random.Random(8)
    subjects = (NOBODY, *SUBJECTS)
    for _ in range(3000):
        wild = Scene(
            rng.choice(subjects),
            rng.choice(PLACES),
            count=rng.choice((1, 2, 3)),
            companion=rng.choice(subjects),
            side=rng.choice(("left", "right", "behind")),
            **{field: rng.choice(values) for field, values in FIELDS.items() if field != "place"},
        )
        settled = settle(wild)
        assert settle(settled) == settled, wild
        assert settled.weather == "clear" or settled.place not in NO_WEATHER
        assert settled.style not in ("pencil", "ink") or settled.time in ("day", "night")


def test_sampled_scenes_are_settled_and_reach_everything() -> None:
    rng = random.Random(9)
    scenes = [sample_scene(rng) for _ in range(6000)]
    assert all(settle(scene) == scene for scene in scenes)
    for field, values in FIELDS.items():
        assert {getattr(scene, field) for scene in scenes} == set(values), field
    assert len({scene.subject for scene in scenes}) > 0.95 * len(SUBJECTS)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("dog", "dogs"),
        ("wolf", "wolves"),
        ("policeman", "policemen"),
        ("shaman", "shamans"),
        ("witch", "witches"),
        ("fairy", "fairies"),
        ("monkey", "monkeys"),
        ("deer", "deer"),
        ("goldfish", "goldfish"),
        ("black sheep", "black sheep"),
        ("knight in armour", "knights in armour"),
        ("woman on a horse", "women on horses"),
        ("woman in a yellow raincoat", "women in yellow raincoats"),
        ("scissors", "scissors"),
        ("dormouse", "dormice"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


def test_a_little_grammar() -> None:
    assert [article(n) for n in ("owl", "unicorn", "hourglass", "bread", "scissors", "moon", "santa")] == [
        "an owl",
        "a unicorn",
        "an hourglass",
        "some bread",
        "some scissors",
        "the moon",
        "santa",
    ]
    assert [third(v) for v in ("run away", "cry", "go by")] == ["runs away", "cries", "goes by"]
    assert [ing(v) for v in ("run away", "ride", "lie there")] == ["running away", "riding", "lying there"]
    assert [past(v) for v in ("sit down", "cry", "smile")] == ["sat down", "cried", "smiled"]
    assert [pronoun(n) for n in ("old woman", "fisherman", "robot", "german")] == ["she", "he", "they", "they"]


def test_captions_fit_the_text_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("diffusers")
    from examples.train_sketch import tokenizer

    # Fewer captions teach fewer merges: lengths under this tokenizer are no shorter than under the real one.
    monkeypatch.setattr(tokenizer, "_CORPUS", 1000)
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "false")
    small = tokenizer.make_tokenizer()
    rng = random.Random(10)
    texts = [caption(sample_scene(rng), rng) for _ in range(1000)]
    lengths = [len(ids) for ids in small(texts)["input_ids"]]
    assert max(lengths) <= tokenizer.TOKENS, texts[lengths.index(max(lengths))]
    assert small.decode(small("Wide shot, a lighthouse at night")["input_ids"], skip_special_tokens=True).split() == [
        *"wide shot , a lighthouse at night".split()
    ]
