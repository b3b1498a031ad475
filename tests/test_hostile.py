"""Whatever is pasted, uploaded or sent is read, or refused with one plain sentence."""

import pytest

from tests import hostile
from tests.house import House


@pytest.mark.parametrize("name", hostile.SAMPLES)
def test_no_input_breaks_a_parser(house: House, name: str) -> None:
    accepted, refused = hostile.attack(name, hostile.readers(house)[name], 1500)
    assert accepted
    assert refused
