"""Threads that write take turns, whoever is in a hurry."""

from functools import partial
from threading import Event, Thread

import pytest

from pushdesk.errors import Unavailable
from pushdesk.store.turns import Turns
from tests.waiting import wait_for


def test_who_came_first_is_next_even_where_the_last_one_comes_back_at_once() -> None:
    turns, order = Turns(10.0), list[str]()

    def take(name: str) -> None:
        with turns.turn():
            order.append(name)

    with turns.turn():
        others = [Thread(target=take, args=(name,)) for name in "abc"]
        for number, other in enumerate(others, 1):
            other.start()
            wait_for(partial(_as_many_wait, turns, number), 5)
    take("again")
    for other in others:
        other.join()
    assert order == ["a", "b", "c", "again"]


def _as_many_wait(turns: Turns, number: int) -> bool:
    return len(turns._waiting) == number


def test_who_has_waited_for_too_long_is_told_and_holds_nobody_up() -> None:
    turns, go = Turns(0.05), Event()

    def keep() -> None:
        with turns.turn():
            go.wait(10)

    other = Thread(target=keep)
    other.start()
    wait_for(lambda: turns._taken, 5)
    with pytest.raises(Unavailable, match="busy"), turns.turn():
        pass
    go.set()
    other.join()
    with turns.turn():
        pass


def test_a_fault_within_a_turn_ends_it() -> None:
    turns = Turns(0.05)
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    with turns.turn():
        pass
