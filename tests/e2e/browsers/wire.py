"""Commands over a WebSocket in JSON, as WebDriver BiDi and the DevTools protocol both speak it."""

import asyncio
import itertools
import json
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from .errors import BrowserError, BrowserGone


class Wire:
    """Numbers the commands and hands each its answer; events are left out."""

    def __init__(self, session: ClientSession, socket: ClientWebSocketResponse) -> None:
        self._session = session
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._receiver = asyncio.create_task(self._receive())

    @classmethod
    async def connect(cls, url: str) -> "Wire":
        session = ClientSession()
        try:
            return cls(session, await session.ws_connect(url, max_msg_size=0))
        except BaseException:
            await session.close()
            raise

    async def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The result; raises BrowserError where the browser refuses or has gone."""
        number = next(self._numbers)
        answer = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        command: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session is not None:
            command["sessionId"] = session
        try:
            await self._socket.send_json(command)
            message = await answer
        finally:
            del self._waiting[number]
        if "error" in message:
            raise BrowserError(f"{method}: {message['error']} {message.get('message', '')}")
        result: dict[str, Any] = message["result"]
        return result

    async def close(self) -> None:
        await self._socket.close()
        await self._receiver
        await self._session.close()

    async def _receive(self) -> None:
        async for frame in self._socket:
            if frame.type is WSMsgType.TEXT:
                message = json.loads(frame.data)
                answer = self._waiting.get(message.get("id", 0))
                if answer is not None and not answer.done():
                    answer.set_result(message)
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(BrowserGone("the browser closed the connection"))
