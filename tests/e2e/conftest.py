"""Fixtures: the world outside as fakes, real browsers in it, and the program's environment."""

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import pytest

from .browsers.chromium import Chromium
from .browsers.firefox import Firefox
from .browsers.installed import find_program, need_network_interface
from .browsers.process import OwnProcess
from .desk.phone import Phone
from .desk.venue import Venue
from .fakes.authority import Authority
from .fakes.autopush import MOZILLA, Autopush
from .fakes.evidence import Evidence
from .fakes.fcm import DEBIAN, Fcm
from .fakes.guest_site import GuestSite
from .fakes.loop_thread import LoopThread
from .fakes.notifyd import NotificationDaemon
from .fakes.proxy import Proxy
from .fakes.sender import Sender

_HERE = Path(__file__).parent
_EVIDENCE = pytest.StashKey[Evidence]()
_HOSTS = tuple(origin.removeprefix("https://") for origin in (MOZILLA, DEBIAN))


@pytest.hookimpl(tryfirst=True)  # before -m selects
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.e2e)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_EVIDENCE] = Evidence()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and item.path.is_relative_to(_HERE):
        report.sections.extend(item.config.stash[_EVIDENCE].sections())
    return report


@pytest.fixture(scope="session")
def evidence(pytestconfig: pytest.Config) -> Evidence:
    return pytestconfig.stash[_EVIDENCE]


@pytest.fixture(scope="session")
def loop() -> Iterator[LoopThread]:
    thread = LoopThread()
    thread.start()
    yield thread
    thread.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), _HOSTS)


@pytest.fixture(scope="session")
def autopush(loop: LoopThread, authority: Authority, evidence: Evidence) -> Iterator[Autopush]:
    service = Autopush(loop, authority.server_context())
    service.start()
    evidence.add(service.journal)
    yield service
    service.stop()


@pytest.fixture(scope="session")
def fcm(loop: LoopThread, authority: Authority, evidence: Evidence) -> Iterator[Fcm]:
    service = Fcm(loop, authority.server_context())
    service.start()
    evidence.add(service.journal)
    yield service
    service.stop()


@pytest.fixture(scope="session")
def notifyd(
    loop: LoopThread, tmp_path_factory: pytest.TempPathFactory, evidence: Evidence
) -> Iterator[NotificationDaemon]:
    find_program("dbus-daemon")
    daemon = NotificationDaemon(loop, tmp_path_factory.mktemp("bus"))
    daemon.start()
    evidence.add(daemon.journal)
    yield daemon
    daemon.stop()


@pytest.fixture(scope="session")
def proxy(loop: LoopThread, autopush: Autopush, fcm: Fcm, evidence: Evidence) -> Iterator[Proxy]:
    ports = (autopush.tls_port, fcm.tls_port)
    server = Proxy(loop, dict(zip(_HOSTS, ports, strict=True)))
    server.start()
    evidence.add(server.journal)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def firefox(
    loop: LoopThread,
    autopush: Autopush,
    notifyd: NotificationDaemon,
    tmp_path_factory: pytest.TempPathFactory,
    evidence: Evidence,
) -> Iterator[Firefox]:
    program = find_program("firefox-esr", "firefox")
    home = tmp_path_factory.mktemp("firefox")
    browser = Firefox(loop, program, home, notifyd.env, autopush.browser_url)
    browser.start()
    evidence.add_text("firefox", browser.log)
    yield browser
    browser.stop()


@pytest.fixture(scope="session")
def chromium(
    loop: LoopThread,
    fcm: Fcm,
    authority: Authority,
    notifyd: NotificationDaemon,
    tmp_path_factory: pytest.TempPathFactory,
    evidence: Evidence,
) -> Iterator[Chromium]:
    program = find_program("chromium", "chromium-browser")
    need_network_interface()
    home = tmp_path_factory.mktemp("chromium")
    browser = Chromium(loop, program, home, notifyd.env, fcm.browser_flags, authority.spki)
    browser.start()
    evidence.add_text("chromium", browser.log)
    yield browser
    browser.stop()


@pytest.fixture(autouse=True)
def fresh_journals(evidence: Evidence) -> None:
    """A test reads only what it caused itself."""
    evidence.forget()


@pytest.fixture
def sender(loop: LoopThread, proxy: Proxy, authority: Authority) -> Sender:
    return Sender(loop, proxy.url, authority)


@pytest.fixture
def stranger(loop: LoopThread, proxy: Proxy, authority: Authority) -> Sender:
    """Has another key than the one the guests subscribed with."""
    return Sender(loop, proxy.url, authority)


@pytest.fixture
def guest_site(loop: LoopThread, sender: Sender, evidence: Evidence) -> Iterator[GuestSite]:
    site = GuestSite(loop, sender.application_server_key)
    site.start()
    with evidence.during_a_test(site.journal):
        yield site
    site.stop()


@pytest.fixture(scope="session")
def make_program_env(
    proxy: Proxy, authority: Authority, notifyd: NotificationDaemon
) -> Callable[[Path], dict[str, str]]:
    """In it the unmodified program finds the fakes under the real names, and no other host."""
    ca = str(authority.ca_file)
    trusted = dict.fromkeys(("CURL_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), ca)
    return lambda home: {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "LANG": "C.UTF-8",
        "HTTPS_PROXY": proxy.url,
        "NO_PROXY": "localhost,127.0.0.1",
        "PUSHDESK_DATA_DIR": str(home / "data"),
        "PYTHONUNBUFFERED": "1",
        "QT_QPA_PLATFORM": "offscreen",
        **notifyd.env,
        **trusted,
    }


@pytest.fixture
def program_env(
    make_program_env: Callable[[Path], dict[str, str]], tmp_path: Path
) -> dict[str, str]:
    return make_program_env(tmp_path)


@pytest.fixture
def start_program(
    program_env: dict[str, str], evidence: Evidence
) -> Iterator[Callable[[Sequence[str]], OwnProcess]]:
    """Starts a command in `program_env`; what a test leaves running is ended after it."""
    started: list[OwnProcess] = []

    def start(argv: Sequence[str]) -> OwnProcess:
        process = OwnProcess(Path(argv[0]).name, argv, program_env)
        evidence.add(process.lines)
        started.append(process)
        return process

    yield start
    for process in started:
        process.stop()
        evidence.remove(process.lines)


@pytest.fixture(scope="module")
def venue(
    make_program_env: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    evidence: Evidence,
) -> Iterator[Venue]:
    """On fresh data and served; what its guests have done stays until the module's end."""
    venue = Venue(make_program_env(tmp_path_factory.mktemp("venue")))
    server = venue.serve()
    with evidence.during_a_test(server.lines):
        yield venue
    assert (server.stop(), venue.complaints()) == (0, [])


@pytest.fixture(scope="module", params=["firefox", "chromium"])
def phone(request: pytest.FixtureRequest) -> Phone:
    """One browser after the other; within a module the guest stays the same."""
    service = {"firefox": "autopush", "chromium": "fcm"}[request.param]
    browser, push_service = map(request.getfixturevalue, (request.param, service))
    return Phone(browser, push_service.journal)
