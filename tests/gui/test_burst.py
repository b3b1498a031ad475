"""Who types faster than a person is a scanner."""

from pushdesk.gui.scan.burst import Burst, Repeats


def typed(text: str, gap: float) -> tuple[Burst, float]:
    burst, at = Burst(), 0.0
    for character in text:
        burst.add(character, at)
        at += gap
    return burst, at


def test_a_fast_code_that_ends_with_enter_is_a_scan() -> None:
    burst, at = typed("BCDEFGHJ", 5)
    assert burst.is_code(at)
    assert burst.text == "BCDEFGHJ"


def test_a_person_is_no_scanner() -> None:
    burst, at = typed("BCDEFGHJ", 80)
    assert not burst.is_code(at)
    assert not burst.goes_on(at)


def test_a_short_burst_is_no_code() -> None:
    burst, at = typed("hello", 5)
    assert not burst.is_code(at)


def test_enter_that_comes_late_ends_no_code() -> None:
    burst, at = typed("BCDEFGHJ", 5)
    assert not burst.is_code(at + 40)


def test_the_same_code_within_two_seconds_counts_once() -> None:
    repeats = Repeats()
    assert repeats.is_new("A", 10.0)
    assert not repeats.is_new("A", 11.0)
    assert not repeats.is_new("A", 12.5)
    assert repeats.is_new("B", 12.6)
    assert repeats.is_new("A", 12.7)
    assert repeats.is_new("A", 14.8)


def test_a_long_code_survives_a_slow_window() -> None:
    burst = Burst()
    for number in range(16):
        burst.add("A", number)
    assert burst.goes_on(15 + 399)
    assert not burst.goes_on(15 + 400)
