"""Which words of a growing hypothesis stay."""

from hypothesis import given
from hypothesis import strategies as st

from voice2image.transcribers._agreement import Agreement
from voice2image.transcript import Word


def spoken(text, first_s=0.0, confidence=0.9):
    """Two words a second."""
    return [
        Word(text=word, start_s=first_s + n * 0.5, end_s=first_s + n * 0.5 + 0.4, confidence=confidence)
        for n, word in enumerate(text.split())
    ]


def texts(words):
    return " ".join(word.text for word in words)


def test_what_two_in_a_row_agree_on_is_confirmed_but_not_near_the_end():
    agreement = Agreement(margin_s=1.0, earliest_s=0.0)
    agreement.renew(spoken("why shot"), 1.0)
    assert agreement.confirmed == []
    agreement.renew(spoken("wide shot a lighthouse"), 2.0)
    agreement.renew(spoken("Wide shot, a lighthouse on a"), 3.0)
    assert texts(agreement.confirmed) == "Wide shot, a lighthouse"


def test_nothing_is_confirmed_before_there_is_enough_to_go_by():
    agreement = Agreement(margin_s=0.0, earliest_s=3.0)
    for _ in range(3):
        agreement.renew(spoken("for shot"), 1.0)
    assert agreement.confirmed == []


def test_a_confirmed_word_stays_and_the_rest_follows_by_its_times():
    agreement = Agreement(margin_s=0.0, earliest_s=0.0)
    agreement.renew(spoken("a light house on"), 2.0)
    agreement.renew(spoken("a light house on the"), 2.5)
    heard = agreement.renew(spoken("a lighthouse house on the cliff"), 3.0)
    assert texts(heard) == "a light house on the cliff"


def test_the_last_hypothesis_gives_punctuation_and_capitals():
    agreement = Agreement(margin_s=0.0, earliest_s=0.0)
    for _ in range(2):
        agreement.renew(spoken("cut to a boat"), 2.0)
    assert texts(agreement.settle(spoken("Cut to: a boat. At sea."), 3.0)) == "Cut to: a boat. At sea."


def test_a_sentence_ends_where_it_was_cut():
    agreement = Agreement(margin_s=0.0, earliest_s=0.0)
    for _ in range(2):
        agreement.renew(spoken("A boat. Then a dog"), 3.0)
    assert texts(agreement.settle(spoken("A boat,"), 1.0)) == "A boat."


def test_a_sentence_that_the_last_hypothesis_leaves_out_is_kept():
    agreement = Agreement(margin_s=0.0, earliest_s=0.0)
    agreement.renew(spoken("Wide shot, a lighthouse. Then a boat."), 4.0)
    assert texts(agreement.settle(spoken("Then a boat.", 2.0), 4.0)) == "Wide shot, a lighthouse. Then a boat."


def test_what_was_unlikely_the_first_time_is_not():
    agreement = Agreement(margin_s=0.0, earliest_s=0.0)
    agreement.renew(spoken("thank you so much. Then a boat.", confidence=0.2), 4.0)
    assert texts(agreement.settle(spoken("Then a boat.", 2.0), 4.0)) == "Then a boat."


WORDS = st.lists(st.sampled_from(["a", "the", "light", "house", "Lighthouse.", "cut", "to"]), max_size=8).map(" ".join)


@given(st.lists(WORDS, max_size=8), WORDS)
def test_confirmed_words_never_change_whatever_is_heard(hypotheses, last):
    agreement = Agreement(margin_s=0.5, earliest_s=1.0)
    confirmed = []
    for heard in hypotheses:
        words = agreement.renew(spoken(heard), len(heard.split()) / 2)
        assert agreement.confirmed[: len(confirmed)] == confirmed
        assert words[: len(agreement.confirmed)] == agreement.confirmed
        confirmed = list(agreement.confirmed)
    settled = [word.text.strip(".").lower() for word in agreement.settle(spoken(last), 99.0)]
    assert settled[: len(confirmed)] == [word.text.strip(".").lower() for word in confirmed]
