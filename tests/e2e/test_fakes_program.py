"""A program of its own, in the environment that the desk will run in, reaches only the fakes."""

import sys
from collections.abc import Callable, Sequence

import pytest

from .browsers.process import OwnProcess
from .fakes.entry import is_
from .fakes.proxy import Proxy

_POST = """
import os, sys, pycurl
curl = pycurl.Curl()
curl.setopt(pycurl.URL, sys.argv[1])
curl.setopt(pycurl.CAINFO, os.environ["CURL_CA_BUNDLE"])
curl.setopt(pycurl.POSTFIELDS, "")
curl.setopt(pycurl.WRITEFUNCTION, len)
try:
    curl.perform()
except pycurl.error as error:
    print("refused", curl.getinfo(pycurl.HTTP_CONNECTCODE))
else:
    print("answered", curl.getinfo(pycurl.RESPONSE_CODE))
"""

Start = Callable[[Sequence[str]], OwnProcess]


@pytest.mark.parametrize(
    "url",
    [
        "https://updates.push.services.mozilla.com/wpush/v2/unknown",
        "https://jmt17.google.com/fcm/send/unknown",
    ],
)
def test_a_program_reaches_the_push_services_by_their_names(start_program: Start, url: str) -> None:
    program = start_program([sys.executable, "-c", _POST, url])
    assert program.lines.take() == "answered 404"
    assert program.wait(5) == 0


def test_any_other_host_is_refused_and_noted(start_program: Start, proxy: Proxy) -> None:
    program = start_program([sys.executable, "-c", _POST, "https://example.com/"])
    assert program.lines.take() == "refused 403"
    assert proxy.journal.take(is_("connect"))["host"] == "example.com"


def test_what_a_test_leaves_running_can_be_killed(start_program: Start) -> None:
    program = start_program(["sh", "-c", "trap '' TERM; echo ready; sleep 60 & wait"])
    program.lines.take(lambda line: line == "ready")
    program.kill()
    assert program.wait(5) == -9
