"""Fixtures that every room's tests share."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from pushdesk.store import Store
from tests import house as houses
from tests.house import House

_PATIENCE = 2.0


def pytest_configure() -> None:
    # Half an hour off, west of Greenwich, with summer time: there it shows where a zone is missing.
    os.environ.setdefault("TZ", "America/St_Johns")
    time.tzset()
    # How long one example takes says how busy the machine is.
    hypothesis.settings.register_profile("house", deadline=None)
    hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a thread running fails; a session's own threads came before it."""
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("e2e"):
        return  # the session's browsers may have been restarted
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(_PATIENCE)
    running = [thread.name for thread in left if thread.is_alive()]
    assert not running, f"threads left running: {running}"


@pytest.fixture(autouse=True)
def _no_unexpected_warning(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A WARNING in our log fails a test that neither says `complains` nor looks at `caplog`."""
    yield
    looks = "caplog" in request.function.__code__.co_varnames
    if looks or request.node.get_closest_marker("complains"):
        return
    told = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("pushdesk")
    ]
    assert not told, f"unexpected in the log: {told}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = houses.open_in(tmp_path)
    yield store
    store.close()


@pytest.fixture
def house(store: Store) -> House:
    return houses.build(store)
