"""A push service that accepts everything at once, in a process of its own."""

import asyncio
import socket

from aiohttp import web


async def accept(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(status=201, headers={"Location": "/message/1", "TTL": "600"})


async def main() -> None:
    app = web.Application()
    app.add_routes([web.post("/{token}", accept)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listener).start()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
