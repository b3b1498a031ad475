"""Fixtures that every room's tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pushdesk.store import Store
from tests import house as houses
from tests.house import House


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = houses.open_in(tmp_path)
    yield store
    store.close()


@pytest.fixture
def house(store: Store) -> House:
    return houses.build(store)
