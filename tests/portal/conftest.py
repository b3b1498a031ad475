"""The portal of a test's house, really served in an engine thread."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pushdesk.portal.limits import Limits
from pushdesk.portal.server import PortalServer
from pushdesk.runtime.engine import Engine
from pushdesk.runtime.listener import bind
from pushdesk.services.channels import Channel
from tests.house import House
from tests.portal import remembered
from tests.portal.client import Client

Serve = Callable[[Limits | None], Client]


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine()
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def serve(house: House, engine: Engine) -> Iterator[Serve]:
    listener = bind("127.0.0.1", 0)
    server = PortalServer(listener)

    def start(limits: Limits | None = None) -> Client:
        house.ctx = replace(house.ctx, portal_url=listener.url)
        engine.run(server.start(house.ctx, limits)).result(20)
        return Client(listener.url)

    yield start
    engine.run(server.stop(5)).result(20)
    remembered.forget()


@pytest.fixture
def client(serve: Serve) -> Client:
    return serve(None)


@pytest.fixture
def channel(house: House) -> Channel:
    return house.channel()
