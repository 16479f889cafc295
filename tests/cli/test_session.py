"""What is shared by all commands."""

import pytest

from voice2image._cli.session import check_target, plain
from voice2image.errors import ExportError


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Où\u00a0?", "Où ?"),
        ("می\u200cروم 👩\u200d🚀", "می\u200cروم 👩\u200d🚀"),
        ("\x1b[31mred", "\N{REPLACEMENT CHARACTER}[31mred"),
        ("a\u202eb", "a\N{REPLACEMENT CHARACTER}b"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_words_are_shown_as_they_are_and_commands_to_the_terminal_are_not(said, shown):
    assert plain(said) == shown


def test_a_target_that_can_not_be_written_is_found_before_the_work(tmp_path):
    check_target(tmp_path / "memo.srt")
    with pytest.raises(ExportError, match="there is no folder"):
        check_target(tmp_path / "nowhere" / "memo.srt")
    with pytest.raises(ExportError, match="is a folder"):
        check_target(tmp_path)
