"""Edits of a board by hand, and taking them back."""

from __future__ import annotations

import subprocess
import sys

import pytest

from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled, ConfigError, GenerationError, StoryboardError
from voice2image.prompt import Prompt
from voice2image.shot import Shot
from voice2image.storyboard import Panel, Storyboard
from voice2image.testing import CardConfig, CardGenerator
from voice2image.transcript import Segment, Transcript, Word


def words(text, start_s=0.0, each_s=1.0):
    return tuple(
        Word(text=word, start_s=start_s + i * each_s, end_s=start_s + (i + 1) * each_s - 0.1)
        for i, word in enumerate(text.split())
    )


def texts(board):
    return [panel.prompt.text for panel in board]


def files(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def spoken():
    """Two waiting panels whose words are timed, a second a word."""
    said = ("um a ship at sea", "and the captain sleeps")
    shown = ("A ship at sea", "The captain sleeps.")
    heard = [words(said[0]), words(said[1], 5.0)]
    panels = [
        Panel(
            number=number,
            prompt=Prompt(
                text=shown[number - 1],
                heard=said[number - 1],
                seed=number,
                start_s=times[0].start_s,
                end_s=times[-1].end_s,
                words=times[1:],
                shot=Shot(
                    size="WS" if number == 1 else None, place="sea", picture=shown[number - 1], sound=(f"s{number}",)
                ),
            ),
        )
        for number, times in enumerate(heard, start=1)
    ]
    segments = [
        Segment(text=t, start_s=w[0].start_s, end_s=w[-1].end_s, words=w) for t, w in zip(said, heard, strict=True)
    ]
    return Storyboard(panels=tuple(panels), transcript=Transcript.of(segments))


def test_a_panel_is_redrawn_with_a_fresh_seed_and_keeps_its_old_picture(make_board):
    board = make_board(3)
    after = board.redraw(2, generator=CardGenerator())
    assert after[1].image.seed == after[1].prompt.seed != 2
    assert after[1].image.provenance.generator == "card"
    assert after[1].alternates == (board[1].image,)
    assert (after[0], after[2]) == (board[0], board[2])
    assert board[1].image.seed == 2  # boards don't change


def test_a_picture_drawn_by_hand_names_its_stretch_of_the_recording(make_board):
    source = make_board(2).redraw(2, generator=CardGenerator())[1].image.provenance.source
    assert (source.name, source.start_s, source.end_s) == ("memo.wav", 2.5, 5.0)


def test_a_seed_a_text_and_a_style_that_are_asked_for_are_drawn(make_board):
    after = make_board(1).redraw(
        1, seed=9, text=" a fox ", style="noir", negative_text="dogs", generator=CardGenerator()
    )
    drawn = after[0].image.prompt
    assert (drawn.seed, drawn.text, drawn.style, drawn.negative_text) == (9, "a fox", "noir", "dogs")
    assert drawn.heard == "we see shot 1"


def test_a_new_text_says_the_shot_anew_and_leaves_what_it_doesn_t_say(spoken):
    after = spoken.redraw(1, text="close-up of a sailor at night", generator=CardGenerator())
    shot = after[0].prompt.shot
    assert (shot.size, shot.time_of_day, shot.place, shot.sound) == ("CU", "night", "sea", ("s1",))
    assert shot.picture == after[0].prompt.text == "close-up of a sailor at night"
    assert after[0].prompt.words == ()


def test_a_panel_that_was_never_drawn_takes_the_seed_that_it_waits_with(spoken):
    assert spoken.redraw(2, generator=CardGenerator())[1].image.seed == 2


def test_more_pictures_of_one_prompt_are_alternates_before_the_old_ones(make_board):
    class Twice(CardGenerator):
        def generate(self, prompts, **how):
            for image in super().generate(prompts, **how):
                yield image
                yield image.with_provenance(notes=("the second",))

    board = make_board(1)
    panel = board.redraw(1, generator=Twice())[0]
    assert panel.alternates[0].provenance.notes == ("the second",)
    assert panel.alternates[1] is board[0].image


def test_redrawing_tells_how_far_it_is_and_can_be_stopped(make_board):
    board, shares = make_board(1), []
    board.redraw(1, generator=CardGenerator(CardConfig(steps=4)), progress=shares.append)
    assert shares == [0.25, 0.5, 0.75, 1.0]
    token = CancelToken()
    with pytest.raises(Cancelled):
        board.redraw(1, generator=CardGenerator(), cancel=token, progress=lambda _: token.cancel())


def test_a_panel_that_can_t_be_drawn_raises(make_board):
    with pytest.raises(GenerationError, match="told to fail"):
        make_board(1).redraw(1, generator=CardGenerator(CardConfig(fails_on=("shot",))))


def test_without_a_generator_the_board_s_own_draws_and_is_closed(make_board, monkeypatch):
    from voice2image import registry

    closed = []
    monkeypatch.setattr(CardGenerator, "close", lambda self: closed.append(self))
    monkeypatch.setitem(registry.BUILTIN["generators"], "card", "voice2image.testing.cards:CardGenerator")
    settings = {"generator": f"card {CardConfig(width=32).model_dump_json()}"}
    assert make_board(1, settings=settings).redraw(1)[0].image.size == (32, 64)
    assert len(closed) == 1
    make_board(1).redraw(1, generator=CardGenerator())
    assert len(closed) == 1


def test_panels_move_with_their_sound(make_board):
    board = make_board(3).move(3, 1)
    assert texts(board) == ["shot 3", "shot 1", "shot 2"]
    assert [panel.number for panel in board] == [1, 2, 3]
    assert board[0].start_s == 5.0


def test_a_removed_panel_is_gone(make_board):
    board = make_board(3).remove(2)
    assert texts(board) == ["shot 1", "shot 3"]
    assert [panel.number for panel in board] == [1, 2]
    assert texts(make_board(1).remove(1)) == []


def test_an_inserted_panel_waits_in_the_style_of_the_one_before(make_board):
    board = make_board(2)
    board = board.with_panel(board[0].replace(prompt=board[0].prompt.replace(style="noir")))
    fresh = board.insert(2, " a close-up of a gull ")[1]
    assert (fresh.status, fresh.prompt.text, fresh.prompt.style, fresh.number) == (
        "waiting",
        "a close-up of a gull",
        "noir",
        2,
    )
    assert (fresh.start_s, fresh.end_s) == (2.5, 2.5)
    assert fresh.prompt.shot.size == "CU"
    assert texts(board.insert(3, "x")) == ["shot 1", "shot 2", "x"]
    assert texts(Storyboard().insert(1, "x")) == ["x"]


def test_merged_panels_have_both_words_times_and_shot(spoken):
    spoken = spoken.redraw(1, generator=CardGenerator()).redraw(2, generator=CardGenerator())
    merged = spoken.merge(1, 2)[0]
    assert len(spoken.merge(1, 2)) == 1
    assert merged.prompt.text == "A ship at sea, The captain sleeps."
    assert merged.prompt.heard == "um a ship at sea and the captain sleeps"
    assert (merged.start_s, merged.end_s) == (0.0, 8.9)
    assert [word.text for word in merged.prompt.words] == "a ship at sea the captain sleeps".split()
    assert (merged.prompt.shot.size, merged.prompt.shot.sound) == ("WS", ("s1", "s2"))
    assert merged.image is spoken[0].image
    assert merged.alternates == (spoken[1].image,)


def test_merged_panels_stand_as_long_as_both_did(make_board):
    board = make_board(2)
    board = board.with_panel(board[0].replace(prompt=board[0].prompt.replace(duration_s=4.0)))
    assert board.merge(1, 2)[0].duration_s == 6.5


def test_three_panels_merge_and_split_again(make_board):
    board = make_board(4).merge(2, 4)
    assert texts(board) == ["shot 1", "shot 2, shot 3, shot 4"]
    assert texts(board.split(2, word=3)) == ["shot 1", "shot 2", "shot 3, shot 4"]


@pytest.mark.parametrize("cut", [{"at_s": 3.0}, {"word": 3}])
def test_a_panel_is_split_at_a_time_or_a_word(spoken, cut):
    board = spoken.redraw(1, generator=CardGenerator()).split(1, **cut)
    first, second, last = board
    assert (first.prompt.text, second.prompt.text) == ("A ship", "at sea")
    assert (first.prompt.heard, second.prompt.heard) == ("um a ship", "at sea")
    assert (first.start_s, first.end_s, second.start_s, second.end_s) == (0.0, 3.0, 3.0, 4.9)
    assert [word.text for word in second.prompt.words] == ["at", "sea"]
    assert (first.status, second.status, second.prompt.seed) == ("drawn", "waiting", None)
    assert (second.prompt.shot.place, second.prompt.shot.sound) == ("sea", ())
    assert last.number == 3


def test_a_text_without_times_is_split_in_proportion(make_board):
    board = make_board(1)
    board = board.with_panel(board[0].replace(prompt=board[0].prompt.replace(text="a b c d e")))
    assert texts(board.split(1, 1.0)) == ["a b", "c d e"]
    assert board.split(1, word=2)[1].start_s == pytest.approx(0.5)


def test_a_text_without_spaces_is_split_by_its_words():
    prompt = Prompt(text="夜の灯台、嵐", words=words("夜の 灯台、 嵐"), end_s=3.0)
    board = Storyboard(panels=(Panel(number=1, prompt=prompt),))
    assert texts(board.split(1, word=3)) == ["夜の灯台、", "嵐"]


def test_words_out_of_order_are_cut_where_most_fit():
    said = [("a", 9.0), ("big", 9.5), ("ship", 10.0), ("on", 2.0), ("deck", 3.0)]
    timed = tuple(Word(text=text, start_s=start, end_s=start + 0.4) for text, start in said)
    prompt = Prompt(text="a big ship on deck", words=timed, start_s=1.0, end_s=11.0)
    first, second = Storyboard(panels=(Panel(number=1, prompt=prompt),)).split(1, 9.8)
    assert first.prompt.text == "a big"
    assert second.prompt.text == "ship on deck"


def test_dialogue_goes_with_the_part_that_says_it(spoken):
    prompt = spoken[0].prompt
    board = spoken.with_panel(spoken[0].replace(prompt=prompt.replace(shot=prompt.shot.replace(dialogue="at sea"))))
    assert [panel.prompt.shot.dialogue for panel in board.split(1, word=3)] == ["", "at sea", ""]


def test_an_alternate_is_chosen_and_the_picture_takes_its_place(make_board):
    drawn = make_board(1).redraw(1, text="a fox", seed=9, generator=CardGenerator())
    chosen = drawn.choose(1, 1)[0]
    assert (chosen.prompt.text, chosen.image.seed) == ("shot 1", 1)
    assert chosen.alternates == (drawn[0].image,)
    assert drawn.choose(1, 1).choose(1, 1)[0] == drawn[0]


def test_a_merged_panel_keeps_its_words_with_another_picture(make_board):
    chosen = make_board(2).merge(1, 2).choose(1, 1)[0]
    assert chosen.prompt.text == "shot 1, shot 2"
    assert chosen.image.seed == chosen.prompt.seed == 2


def test_a_failed_panel_may_show_what_it_had(make_board):
    board = make_board(1)
    chosen = board.with_panel(board[0].failed("no")).choose(1, 1)[0]
    assert (chosen.status, chosen.image, chosen.alternates, chosen.error) == ("drawn", board[0].image, (), None)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda b: b.move(4, 1), "no panel 4: it has panels 1 to 3"),
        (lambda b: b.move(1, 0), "no panel 0"),
        (lambda b: b.remove(-1), "no panel -1"),
        (lambda b: b.redraw(7), "no panel 7"),
        (lambda b: b.redraw(1, text=" "), "no text to draw"),
        (lambda b: b.redraw(1, seed=-1), "seed: a whole number"),
        (lambda b: b.insert(5, "x"), "at 1 to 4, not at 5"),
        (lambda b: b.insert(1, " "), "needs a text"),
        (lambda b: b.merge(2, 2), "from one to a later one"),
        (lambda b: b.merge(2, 4), "no panel 4"),
        (lambda b: b.split(1), "one of the two"),
        (lambda b: b.split(1, 1.0, word=2), "one of the two"),
        (lambda b: b.split(1, 9.0), r"panel 1 can't be split at 9 s: it is heard from 0 to 2.5 s"),
        (lambda b: b.split(1, word=1), "before its words 2 to 2, not 1"),
        (lambda b: b.choose(1, 1), "panel 1 has no alternates"),
        (lambda b: Storyboard().remove(1), "it has none"),
    ],
)
def test_what_isn_t_there_is_named(make_board, edit, reason):
    with pytest.raises(ConfigError, match=reason):
        edit(make_board(3))


def test_a_time_beside_all_words_is_refused(spoken):
    with pytest.raises(ConfigError, match="all words of its text come after that"):
        spoken.split(1, 0.5)


def test_a_single_word_can_t_be_split(make_board):
    board = make_board(1)
    board = board.with_panel(board[0].replace(prompt=board[0].prompt.replace(text="fox")))
    with pytest.raises(ConfigError, match="a single word"):
        board.split(1, 1.0)


def test_edits_are_undone_one_by_one(make_board):
    board = make_board(3)
    after = board.move(3, 1).remove(2).insert(1, "x")
    assert [step.did for step in after.history] == ["move 3 to 1", "remove 2", "insert 1"]
    assert texts(after.undo()) == ["shot 3", "shot 2"]
    assert texts(after.undo().undo()) == ["shot 3", "shot 1", "shot 2"]
    assert after.undo().undo().undo() == board
    with pytest.raises(StoryboardError, match="no edit to undo"):
        board.undo()


def test_the_last_twenty_can_be_undone(make_board):
    board = make_board(2)
    for _ in range(25):
        board = board.move(1, 2)
    assert len(board.history) == 20
    for _ in range(20):
        board = board.undo()
    assert texts(board) == ["shot 2", "shot 1"]
    assert "edited" in board.settings  # it still isn't what a run made


def test_what_a_run_goes_on_by_is_dropped_and_comes_back(make_board):
    board = make_board(2, settings={"seeds": "1:0 2:0", "changes": "2", "transcribed_by": "x"})
    assert board.remove(1).settings == {"transcribed_by": "x", "edited": "by hand"}
    assert board.remove(1).undo().settings == board.settings


UNDO = """
import sys
from voice2image import Storyboard
Storyboard.load(sys.argv[1]).undo().save(sys.argv[1])
"""


def test_edits_are_undone_in_another_process(make_board, tmp_path):
    board = make_board(3).save(tmp_path)
    board.redraw(1, generator=CardGenerator()).remove(2).save(tmp_path)
    assert files(tmp_path) == ["001-2.png", "001.png", "002.png", "003.png", "board.json", "history"]
    for expected in (["shot 1", "shot 2", "shot 3"], ["shot 1", "shot 2", "shot 3"]):
        subprocess.run([sys.executable, "-c", UNDO, str(tmp_path)], check=True)
        assert texts(Storyboard.load(tmp_path)) == expected
    assert Storyboard.load(tmp_path)[0].image.pixels.getpixel((0, 0)) == (0, 128, 128)
    assert files(tmp_path) == ["001.png", "002.png", "003.png", "board.json"]


def test_pictures_that_can_come_back_are_kept_and_others_tidied_away(make_board, tmp_path):
    board = make_board(2).save(tmp_path)
    board = board.remove(2).save(tmp_path)
    for _ in range(19):
        board = board.move(1, 1).save(tmp_path)
    assert "002.png" in files(tmp_path)
    board = board.move(1, 1).save(tmp_path)  # the twenty-first: the removal can't be undone any more
    assert "002.png" not in files(tmp_path)
    assert len(files(tmp_path / "history")) == 20
    assert len(Storyboard.load(tmp_path).history) == 20


def test_a_board_saved_elsewhere_takes_its_history_along(make_board, tmp_path):
    board = make_board(2).save(tmp_path / "a").remove(1).save(tmp_path / "a")
    Storyboard.load(tmp_path / "a").save(tmp_path / "b")
    for path in sorted((tmp_path / "a" / "history").iterdir()):
        path.unlink()
    back = Storyboard.load(tmp_path / "b").undo()
    assert [panel.image.path.parent.name for panel in back] == ["b", "b"]
    assert texts(back) == texts(make_board(2))
    assert board.history[-1].board.parent.parent == tmp_path / "a"


def test_a_fresh_board_in_the_folder_ends_its_history(make_board, tmp_path):
    make_board(2).save(tmp_path).remove(1).save(tmp_path)
    make_board(1, color="red").save(tmp_path)
    assert files(tmp_path) == ["001-2.png", "board.json"]


def test_history_that_somebody_removed_ends_the_undoing(make_board, tmp_path):
    board = make_board(3).save(tmp_path).remove(1).save(tmp_path).remove(1).save(tmp_path)
    (tmp_path / "history" / "0001.json").unlink()
    assert [step.did for step in board.move(1, 1).save(tmp_path).history] == ["remove 1", "move 1 to 1"]
    (tmp_path / "history" / "0002.json").write_text('{"half')
    with pytest.raises(StoryboardError, match=r"0002\.json"):
        Storyboard.load(tmp_path).undo().undo()


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights on Windows")
def test_a_history_that_leads_elsewhere_is_refused(make_board, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    board = make_board(2).save(tmp_path / "board")
    (tmp_path / "board" / "history").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoryboardError, match="is a link"):
        board.remove(1).save(tmp_path / "board")
    assert files(tmp_path / "elsewhere") == []


@pytest.mark.slow
def test_the_embedded_model_redraws_a_panel(spoken, tmp_path):
    board = spoken.save(tmp_path).redraw(1, text="a lighthouse at night", seed=3, generator="sketch").save(tmp_path)
    board = board.redraw(1, generator="sketch").save(tmp_path)
    first, second = board[0].image, board[0].alternates[0]
    assert first.provenance.model == "sketch"
    assert first.size == second.size
    assert first.pixels.tobytes() != second.pixels.tobytes()
    assert Storyboard.load(tmp_path).undo()[0].image.seed == 3
