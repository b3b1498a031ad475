"""The engine thread."""

import asyncio
import threading

import pytest

from pushdesk.runtime.engine import Engine


async def _name() -> str:
    await asyncio.sleep(0)
    return threading.current_thread().name


async def _fail() -> None:
    raise ZeroDivisionError


def test_coroutines_run_in_its_thread_and_errors_come_back() -> None:
    engine = Engine("engine-under-test")
    engine.start()
    assert engine.run(_name()).result(5) == "engine-under-test"
    with pytest.raises(ZeroDivisionError):
        engine.run(_fail()).result(5)
    engine.stop()
    assert "engine-under-test" not in {thread.name for thread in threading.enumerate()}
