"""The least of a browser: one connection for each request, one cookie, and what came back."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    def __init__(self, url: str) -> None:
        self.origin = url
        self.cookie = ""
        self._netloc = urlsplit(url).netloc

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def page(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.ask("GET", path, headers={**PAGE, **(headers or {})})

    def ask(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """`content` goes as JSON, as the page's own script sends it."""
        sent = {"Cookie": self.cookie} if self.cookie else {}
        if content is not None or body is not None:
            sent |= {"Content-Type": "application/json", "Origin": self.origin}
            body = json.dumps(content).encode() if body is None else body
        connection = http.client.HTTPConnection(self._netloc, timeout=20)
        try:
            connection.request(method, path, body, {**sent, **(headers or {})})
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        self.cookie = (answer.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        return answer
