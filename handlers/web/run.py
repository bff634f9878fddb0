"""The web door's process: the routes, and the server that listens."""

import asyncio
import errno
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from bot import app as composition
from bot import health
from bot.app import App
from bot.errors import CannotListen, PortInUse
from bot.store.connect import STORE_AWAY
from config.settings import Settings
from handlers.bridge import Bridge, call
from handlers.web import chat, demo, forms, metrics, posting, render, stream
from handlers.web import door as doors
from handlers.web.headers import Headers

Hook = Callable[[Mapping[str, str], bytes], Awaitable[tuple[int, bytes]]]
"""A platform's webhook: it is given the raw headers (names in lower case) and body, and answers status and body."""
Hooks = Mapping[str, Callable[[App, Bridge], AbstractAsyncContextManager[Hook]]]
"""Webhooks by name, each opened with this door's bridge and closed with the door."""
TO_FINISH = 5  # seconds for requests under way when told to stop
A_YEAR = "public, max-age=31536000, immutable"
log = structlog.get_logger()


def build_web(app: App, hooks: Hooks | None = None) -> Starlette:
    """The web application. `hooks` are served at /hooks/<name>."""
    routes = [
        Route("/", chat.home),
        Route("/chat", chat.page),
        Route("/join/{token}", chat.join),
        Route("/send", posting.send, methods=["POST"]),
        Route("/looked", posting.looked, methods=["POST"]),
        Route("/forget", posting.forget, methods=["POST"]),
        Route("/events", stream.events),
        Route("/healthz", _healthy),
        Route("/readyz", _ready),
        Mount("/static", _Static(directory=render.STATIC)),
        Route("/hooks/{name}", _hooked, methods=["POST"]),
    ]
    if app.settings.demo:
        routes += [Route("/demo", demo.page), Route("/demo/clock", demo.move_clock, methods=["POST"])]

    @asynccontextmanager
    async def opened(web: Starlette) -> AsyncIterator[None]:
        async with doors.opened(app) as door, AsyncExitStack() as stack:
            web.state.door = door
            opening = {name: stack.enter_async_context(hook(app, door.bridge)) for name, hook in (hooks or {}).items()}
            web.state.hooks = {name: await hook for name, hook in opening.items()}
            yield

    secure = app.settings.public_url.startswith("https://")
    return Starlette(
        routes=routes,
        lifespan=opened,
        middleware=[Middleware(Headers, secure=secure)],
        exception_handlers={forms.TooLarge: _too_large, **dict.fromkeys(STORE_AWAY, posting.away)},
    )


class _Static(StaticFiles):
    """Files whose address changes with their content: kept for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = A_YEAR
        return response


async def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok")


async def _ready(request: Request) -> Response:
    """Whether the store answers, and nothing is far behind; what is amiss, a line each."""
    try:
        behind = await call(health.amiss, doors.of(request).app)
    except Exception as problem:  # noqa: BLE001 - the edge of the door: that it does not answer is the answer
        log.warning("not_ready", why=type(problem).__name__)
        behind = ["the store does not answer"]
    return PlainTextResponse("\n".join(behind) or "ok", 503 if behind else 200)


async def _too_large(request: Request, problem: Exception) -> Response:
    return PlainTextResponse("That is more than we read at once.", 413)


async def _hooked(request: Request) -> Response:
    hook: Hook | None = request.app.state.hooks.get(request.path_params["name"])
    if hook is None:
        return PlainTextResponse("there is nothing here", 404)
    status, body = await hook(dict(request.headers), await forms.body(request, forms.LARGEST_HOOK))
    return Response(body, status)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises PortInUse or CannotListen."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as refused:
        listening.close()
        if refused.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from refused
        raise CannotListen(host, port, refused.strerror or str(refused)) from refused
    return listening


def server_for(web: ASGIApp) -> uvicorn.Server:
    """The server, with everything it says left to our own log."""
    return uvicorn.Server(
        uvicorn.Config(
            web,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=TO_FINISH,
        )
    )


def main(settings: Settings, hooks: Hooks | None = None) -> None:
    """Serve until SIGTERM or SIGINT. Raises PortInUse, CannotListen and whatever `bot.app.build` does."""
    listening = [listen(settings.web_host, settings.web_port)]
    app = composition.build(settings)
    served: ASGIApp = build_web(app, hooks)
    if settings.metrics_port:
        listening.append(listen(settings.metrics_host, settings.metrics_port))
        served = metrics.Beside(served, app, settings.metrics_port)
    server = server_for(served)
    # The server takes these over while it runs, and sends them on when it is done: to nobody, it has ended well.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    asyncio.run(server.serve(sockets=listening))
