"""From the click on “Table ready” to the push service's 201, beside a bare POST.

The click's way has three durable commits (outbox, lease, outcome) and the encryption; the bare
POST goes over a connection that stays open. The push service is a process of its own.
"""

import http.client
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue

from pushdesk.app import App, Options
from pushdesk.domain.deliveries import DeliveryState
from pushdesk.domain.events import DeliveryChanged
from pushdesk.paths import open_data_dir
from pushdesk.practice.keys import BrowserKeys
from pushdesk.services import channels, guests, subscriptions, visits
from pushdesk.services.subscriptions import Caller
from table import show

RUNS = 200
WARM_UP = 20
BODY = secrets.token_bytes(344)
HOLD = timedelta(minutes=10)


def bare_posts(origin: str) -> Callable[[], float]:
    connection = http.client.HTTPConnection(origin.removeprefix("http://"))

    def post() -> float:
        start = time.perf_counter()
        connection.request("POST", "/token", BODY)
        connection.getresponse().read()
        return time.perf_counter() - start

    return post


def clicks(app: App, origin: str) -> Callable[[], float]:
    alias = channels.create(app.ctx, "Waiting list").alias
    accepted: SimpleQueue[float] = SimpleQueue()
    waiting = iter([_guest(app, alias, origin) for _each in range(RUNS + WARM_UP)])

    def hear(event: object) -> None:
        if isinstance(event, DeliveryChanged) and event.state is DeliveryState.ACCEPTED:
            accepted.put(time.perf_counter())

    app.ctx.bus.subscribe(hear)

    def click() -> float:
        guest = next(waiting)
        start = time.perf_counter()
        visits.notify(app.ctx, guest, HOLD)
        return accepted.get(timeout=10) - start

    return click


def _guest(app: App, alias: str, origin: str) -> int:
    subscription = {
        "endpoint": f"{origin}/{secrets.token_urlsafe(24)}",
        "keys": BrowserKeys().as_json(),
    }
    held = subscriptions.subscribe(app.ctx, alias, subscription, Caller(), "benchmark")
    return guests.by_pass(app.ctx, held.token).guest.id


def main() -> None:
    sink = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("sink.py")], stdout=subprocess.PIPE, text=True
    )
    assert sink.stdout is not None
    origin = sink.stdout.readline().strip()
    with tempfile.TemporaryDirectory() as folder:
        app = App(open_data_dir(Path(folder)), Options(port=0, extra_push_hosts=origin))
        app.start()
        measured: dict[str, Callable[[], float]] = {
            "bare POST": bare_posts(origin),
            "click → accepted": clicks(app, origin),
        }
        seconds: dict[str, list[float]] = {name: [] for name in measured}
        for run in range(RUNS + WARM_UP):
            for name, once in measured.items():
                took = once()
                if run >= WARM_UP:
                    seconds[name].append(took)
        app.close()
    sink.terminate()
    sink.wait()
    show("Click → accepted over loopback, warm", "bare POST", seconds)


if __name__ == "__main__":
    main()
