"""The spoken vocabulary: its data file, the matcher that looks for it, and the handbook page that is made of it."""

import importlib.util
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image import shot
from voice2image.prompters._dictation.numbers import number_of
from voice2image.prompters._dictation.phrases import Matcher, Phrase
from voice2image.prompters._dictation.vocabulary import SECTIONS, lexicon, matcher, phrases, vocabulary

DOCS = Path(__file__).parents[2] / "docs"
FIELDS = {
    "size": shot.ShotSize,
    "angle": shot.Angle,
    "move": shot.Move,
    "transition": shot.Transition,
    "time_of_day": shot.TimeOfDay,
    "weather": shot.Weather,
    "interior": shot.Interior,
}
# Phrases that mean one thing or another by what stands around them: the reading that comes first, and the other.
TWOFOLD = {
    ("ECU", "CU"),  # "right close on", "tight close up"
    ("crane-up", "crane-down"),  # "camera cranes"
    ("cut", "next"),  # "new shot"
    ("CU", "next"),  # "close on the lamp", "close on a high note"
    ("make", "no_wait"),  # "i mean"
    ("make", "replace"),  # "change that"
    ("restart", "another"),  # "redo this"
}


def load(name):
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


page = load("make_vocabulary")


def entries():
    for section, entry in vocabulary().items():
        for value, part in ({"": entry} if "say" in entry else entry).items():
            yield section, value, part


def found(*patterns, said):
    """What stands at the first word: the ends, and the patterns."""
    matches = Matcher(Phrase(pattern, "", "") for pattern in patterns).at(said.split(), 0)
    return [(match.end, match.phrase.pattern) for match in matches]


@pytest.mark.parametrize("section", vocabulary())
def test_every_phrase_compiles(section):
    for phrase in phrases(section):
        assert Matcher([phrase])


@pytest.mark.parametrize("section", vocabulary())
def test_brackets_are_closed_and_places_known(section):
    for phrase in phrases(section):
        assert phrase.pattern.count("(") == phrase.pattern.count(")"), phrase
        assert phrase.pattern.count("[") == phrase.pattern.count("]"), phrase
        assert phrase.pattern == phrase.pattern.lower(), phrase
        assert phrase.where in {"anywhere", "start", "alone"}, phrase


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_of_a_field_can_be_said_and_no_other(field):
    assert set(vocabulary()[field]) == set(get_args(FIELDS[field]))


@pytest.mark.parametrize(
    ("section", "value", "part"), list(entries()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_what_can_be_said_is_understood_as_what_it_is(section, value, part):
    listening = matcher(section) if section in SECTIONS else matcher()
    tail = ["four", "seconds"] if section == "hold" else []
    for pattern in page.patterns(part):
        for said in page.samples(pattern, 4):
            words = said.lower().split()
            read = [m.phrase for m in listening.at([*words, *tail], 0) if m.end == len(words)]
            assert (section, value) in [(phrase.kind, phrase.value) for phrase in read], said
            assert read[0].value == value or (read[0].value, value) in TWOFOLD, f"{said!r} is {read[0].kind} first"


def test_word_lists_hold_words():
    for name, words in lexicon().items():
        assert words, name
        assert all(word == word.lower() for word in words), name


def test_the_longest_phrase_wins_and_of_equals_the_first():
    assert found("cut", "cut to", said="cut to black") == [(2, "cut to"), (1, "cut")]
    assert found("(a|b) c", "a (c|d)", said="a c") == [(2, "(a|b) c"), (2, "a (c|d)")]


@pytest.mark.parametrize(
    ("pattern", "said", "end"),
    [
        ("close up (shot)?", "close up shot", 3),
        ("close up (shot)?", "close up of", 2),
        ("(really|very)* wide", "very really very wide", 4),
        ("shot <n>", "shot two", 2),
        ("shot <n>", "shot 12", 2),
        ("the <nth> one", "the third one", 3),
        ("over <whose> shoulder", "over her shoulder", 3),
        ("over <whose> shoulder", "over mira's shoulder", 3),
        ("over <whose> shoulder", "over it's shoulder", None),
        ("over <whose> shoulder", "over the shoulder", None),
        ("shot <n>", "shot", None),
        ("a (b (c|d)?)? e", "a b d e", 4),
        ("a (b (c|d)?)? e", "a d e", None),
    ],
)
def test_patterns(pattern, said, end):
    matches = found(pattern, said=said)
    assert (matches[0][0] if matches else None) == end


def test_what_stands_in_brackets_is_kept():
    (match,) = Matcher([Phrase("(in the)? [(night|dead of night)] please", "", "")]).at(
        "in the dead of night please".split(), 0
    )
    assert match.kept == (False, False, True, True, True, False)


def test_numbers():
    assert [number_of(word) for word in ("two", "2", "second", "twenty", "12345", "lots", "²")] == [
        2,
        2,
        2,
        20,
        *[None] * 3,
    ]


@given(st.lists(st.sampled_from("shot two cut to a close up of her no wait make it night und ''".split()), min_size=1))
def test_a_match_lies_within_the_words(norms):
    for start in range(len(norms)):
        for match in matcher().at(norms, start):
            assert start == match.start < match.end <= len(norms)
            assert len(match.kept) in {0, match.end - match.start}


def test_the_handbook_is_up_to_date():
    assert page.page() == page.PAGE.read_text("utf-8"), "run `nox -s reference`"


def test_the_handbook_leaves_out_what_is_only_misheard():
    written = page.vocabulary(page.data())
    assert "*wide shot*" in written
    assert "*white shot*" not in written


def test_every_section_of_the_data_has_a_chapter():
    with pytest.raises(SystemExit, match="no chapter has smell"):
        page.vocabulary({**page.data(), "smell": {"say": ["smell of"]}})
