"""How wide the columns beside the waiting list are."""

from dataclasses import dataclass

from pushdesk.gui.theme import SIZES

NARROW_BELOW = 1160


@dataclass(frozen=True)
class Sides:
    """Pixels: the columns beside the waiting list, and what lies between them."""

    left: int
    right: int
    gap: int


ROOMY = Sides(left=248, right=344, gap=SIZES.grid * 2)
# By what a row needs for its longest state: tests/gui/test_row_sizes.py measures it.
NARROW = Sides(left=203, right=294, gap=SIZES.grid)
