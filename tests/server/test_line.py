"""The line in front of a model."""

import threading
import time

import pytest

from voice2image.cancel import CancelToken
from voice2image.errors import Cancelled
from voice2image.server.line import Line, LineFullError


def wait_for(line, count):
    while line.waiting < count:
        time.sleep(0.001)


def stand_in_line(line, client, name, order):
    def work():
        with line.turn(client):
            order.append(name)

    thread = threading.Thread(target=work)
    before = line.waiting
    thread.start()
    wait_for(line, before + 1)
    return thread


def test_one_at_a_time_and_clients_in_turn():
    line, order = Line(), []
    with line.turn("zoe"):
        names = [("ann", "a1"), ("ann", "a2"), ("ann", "a3"), ("bob", "b1"), ("bob", "b2")]
        threads = [stand_in_line(line, client, name, order) for client, name in names]
        assert order == []
    for thread in threads:
        thread.join()
    assert order == ["a1", "b1", "a2", "b2", "a3"]
    assert line.waiting == 0


def test_who_gives_up_leaves_no_gap():
    line, order, stop = Line(), [], CancelToken()

    def give_up():
        with pytest.raises(Cancelled), line.turn("ann", stop):
            order.append("never")

    with line.turn("zoe"):
        quitter = threading.Thread(target=give_up)
        quitter.start()
        wait_for(line, 1)
        other = stand_in_line(line, "bob", "b", order)
        stop.cancel()
        quitter.join()
        assert line.waiting == 1
    other.join()
    assert order == ["b"]


def test_an_error_in_a_turn_gives_it_back():
    line = Line()
    with pytest.raises(ZeroDivisionError), line.turn("ann"):
        raise ZeroDivisionError
    with line.turn("ann"):
        pass


def test_a_full_line_says_when_to_come_again():
    line, order = Line(), []
    line.check_room(1)
    with line.turn("zoe"):
        thread = stand_in_line(line, "ann", "a", order)
        with pytest.raises(LineFullError, match="1 calls wait") as caught:
            line.check_room(1)
        assert caught.value.retry_after_s >= 1
        line.check_room(2)
    thread.join()
