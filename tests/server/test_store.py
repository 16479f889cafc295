"""The list of boards: whose turn it is, and what a service that died leaves behind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice2image.errors import StoryboardError
from voice2image.server.store import MOST_STARTS, State, Store
from voice2image.server.wishes import BoardWishes


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "boards.sqlite")
    yield store
    store.close()


def queue(store, client, name="memo"):
    return store.add(client, name, BoardWishes(style="noir"), state=State.QUEUED).id


def test_a_board_comes_back_as_it_was_put_in(store):
    board = store.find(queue(store, "ann", "märchen.m4a"))
    assert (board.client, board.name, board.state, board.wishes.style) == ("ann", "märchen.m4a", State.QUEUED, "noir")
    assert store.find("0" * 24) is None


def test_clients_take_turns_however_much_one_of_them_sends(store):
    queued = {queue(store, client): f"{client}{n}" for client, n in [*(("ann", n) for n in range(4)), ("bob", 0)]}
    order = []
    while (board := store.take()) is not None:
        order.append(queued[board.id])
        store.end(board.id, State.DONE)
    assert order == ["ann0", "bob0", "ann1", "ann2", "ann3"]


def test_who_was_served_longest_ago_is_next(store):
    first = queue(store, "ann")
    assert store.take().id == first
    queue(store, "ann")
    queue(store, "bob")
    assert store.take().client == "bob"


@settings(max_examples=30, deadline=None)
@given(clients=st.lists(st.sampled_from("abc"), max_size=12))
def test_the_position_that_is_told_is_the_one_that_comes(tmp_path_factory, clients):
    store = Store(tmp_path_factory.mktemp("s") / "boards.sqlite")
    boards = [queue(store, client) for client in clients]
    told = sorted(boards, key=store.position)
    assert [store.position(board) for board in told] == list(range(len(boards)))
    if boards:
        assert store.take().id == told[0]
    store.close()


def test_a_board_ends_once(store):
    board = queue(store, "ann")
    store.take()
    assert store.end(board, State.DONE)
    assert not store.end(board, State.FAILED, "late")
    assert store.find(board).state is State.DONE


def test_what_a_dead_service_was_drawing_waits_again_at_its_place(store):
    boards = [queue(store, "ann") for _ in range(3)]
    store.take()
    live = store.add("ann", "live", BoardWishes(), state=State.LIVE)
    assert [entry.id for entry in store.recover()] == [live.id]
    assert store.take().id == boards[0]


def test_a_board_that_the_service_dies_over_again_and_again_is_given_up(store):
    board = queue(store, "ann")
    for _ in range(MOST_STARTS):
        assert store.take().id == board
        store.recover()
    assert store.take() is None
    assert store.find(board).state is State.FAILED
    assert "stopped" in store.find(board).error


def test_how_long_a_board_takes_is_told_by_those_that_were(store):
    assert store.seconds_a_board() is None
    board = queue(store, "ann")
    store.take()
    store.end(board, State.DONE)
    assert 0 <= store.seconds_a_board() < 5


def test_a_clients_boards_come_newest_first_and_page_by_page(store):
    boards = [queue(store, "ann") for _ in range(5)]
    queue(store, "bob")
    page = store.of("ann", limit=2)
    assert [entry.id for entry in page] == boards[:-3:-1]
    assert [entry.id for entry in store.of("ann", limit=9, before=page[-1].created_at)] == boards[2::-1]


def test_a_file_that_is_no_database_is_told_of(tmp_path):
    (tmp_path / "boards.sqlite").write_bytes(b"no database at all " * 100)
    with pytest.raises(StoryboardError, match=r"boards\.sqlite"):
        Store(tmp_path / "boards.sqlite")
