"""The portal's server: start and stop are what they say."""

import pytest

from pushdesk.portal.server import PortalServer
from pushdesk.runtime.engine import Engine
from pushdesk.runtime.listener import bind
from tests.house import House
from tests.portal.client import Client


def test_stopping_closes_the_port_and_starting_again_takes_it(house: House, engine: Engine) -> None:
    port = 0
    for _time in range(2):
        listener = bind("127.0.0.1", port)
        server = PortalServer(listener)
        engine.run(server.start(house.ctx)).result(20)
        assert Client(listener.url).get("/healthz").status == 200
        port = int(listener.url.rpartition(":")[2])
        engine.run(server.stop(5)).result(20)
        with pytest.raises(ConnectionError):
            Client(listener.url).get("/healthz")


def test_a_server_that_never_started_gives_its_port_back(engine: Engine) -> None:
    listener = bind("127.0.0.1", 0)
    server = PortalServer(listener)
    engine.run(server.stop(1)).result(20)
    bind("127.0.0.1", int(listener.url.rpartition(":")[2])).close()
