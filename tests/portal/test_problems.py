"""What becomes of an error that nobody foresaw."""

import asyncio
import json
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from pushdesk.errors import NotFound, Refused, Unavailable, UserError
from pushdesk.portal.assets import Assets
from pushdesk.portal.problems import Reporter
from pushdesk.portal.templating import Pages


def _answer(error: Exception, accept: bytes) -> tuple[int, bytes]:
    async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/c/x",
        "query_string": b"",
        "headers": [(b"accept", accept)],
    }
    asyncio.run(Reporter(failing, Pages(Assets.load()))(scope, nothing, keep))
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize("accept", [b"text/html,*/*", b"*/*"])
def test_a_bug_is_logged_and_told_without_its_insides(
    accept: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    status, body = _answer(ZeroDivisionError("secret"), accept)
    assert status == 500
    assert b"Something went wrong at the desk." in body
    assert b"secret" not in body
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info
    caplog.clear()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UserError("Not now.", "Too soon.", "Wait."), 422),
        (Refused("Not now.", "Too soon.", "Wait."), 409),
        (NotFound("Not now.", "Too soon.", "Wait."), 404),
    ],
)
def test_each_kind_of_error_has_its_status(error: UserError, status: int) -> None:
    answered, body = _answer(error, b"*/*")
    assert answered == status
    assert json.loads(body) == {"title": "Not now.", "detail": "Too soon. Wait.", "status": status}


def test_a_full_disk_is_the_desks_business(caplog: pytest.LogCaptureFixture) -> None:
    full = Unavailable("The disk is full.", "The system says: full.", "Free some space.")
    status, body = _answer(full, b"*/*")
    assert (status, json.loads(body)["title"]) == (503, "The desk can’t answer at the moment.")
    assert b"disk" not in body
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "The disk is full." in caplog.text
    caplog.clear()
