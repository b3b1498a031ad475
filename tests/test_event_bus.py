"""The event bus."""

import logging

import pytest

from pushdesk.event_bus import EventBus


def test_one_listeners_bug_keeps_nothing_from_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus = EventBus()
    heard: list[object] = []

    def broken(_event: object) -> None:
        raise ZeroDivisionError

    bus.subscribe(broken)
    unsubscribe = bus.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        bus.publish("ready")
    unsubscribe()
    bus.publish("again")
    assert heard == ["ready"]
    assert "A listener failed on str" in caplog.text
