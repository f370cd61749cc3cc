"""The whole server on one port: the chat page at ``/``, the API beside it."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from assistant import __version__
from assistant.assistant import Assistant
from assistant.errors import AssistantError, BadSetting
from assistant.language.phrases import explain, say
from assistant.model import Question
from assistant.portal.leaving import Leaving
from assistant.settings import Settings

_WARM_UP_AFTER = 0.5  # seconds: the first page goes out before the index is opened
# Seconds that an idle connection stays open: longer than proxies keep theirs (nginx and most others 60),
# or one sends a question into a connection that is being closed.
_KEPT_OPEN = 75
log = logging.getLogger("assistant")


def serve(assistant: Assistant, settings: Settings) -> None:
    """Serve until interrupted; raises BadSetting when the address cannot be had."""
    # Bound before the slow imports: a used port is told at once, and an early browser waits in line.
    with listen(settings.host, settings.port) as listening:
        leaving = Leaving(application(assistant, settings), settings)
        url = address(settings.host, listening.getsockname()[1])
        log.info(say("page.serving", settings.language, url=url))
        try:
            _server(leaving).run(sockets=[listening])
        except KeyboardInterrupt:
            _leave(130)
            raise
        _leave(0)


def _server(leaving: Leaving) -> Any:
    """Stops on SIGTERM when nothing is under way; at once on SIGINT, or on a second SIGTERM."""
    import uvicorn

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: Any) -> None:
            if sig == signal.SIGTERM and not leaving.begun:
                leaving.begin()
            else:
                super().handle_exit(sig, frame)

        async def on_tick(self, counter: int) -> bool:
            self.should_exit = self.should_exit or leaving.done
            return await super().on_tick(counter)

    # What fails is logged by ``failures.add_error_handlers``; uvicorn would log it once more.
    config = uvicorn.Config(
        leaving,
        log_level="critical",
        timeout_graceful_shutdown=5,
        timeout_keep_alive=_KEPT_OPEN,
        server_header=False,
        proxy_headers=False,
    )
    return Server(config)


def _leave(code: int) -> None:
    """A model may hold a thread for half a minute more, and Python would wait for it."""
    if any(not thread.daemon and thread is not threading.main_thread() for thread in threading.enumerate()):
        os._exit(code)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises BadSetting (``port_in_use``, ``bad_address``)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OverflowError:
        listening.close()
        raise BadSetting("bad_setting", name="ASSISTANT_PORT", value=port) from None
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise BadSetting("port_in_use", port=port) from None
        raise BadSetting("bad_address", host=host) from None
    return listening


def address(host: str, port: int) -> str:
    """The URL to open in a browser of this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown and shown[0] != '[' else shown}:{port}"


def application(assistant: Assistant, settings: Settings) -> Any:
    """The ASGI application: proxy's headers ( door ( guard ( API, OpenAI-compatible API, MCP, page ) ) ).

    ``scope["client"]`` and the scheme are what a trusted proxy says they are; who is really at the other
    end is kept in ``scope["state"]["peer"]``.
    """
    from fastapi import FastAPI
    from starlette.routing import Route

    from assistant.chat.quiet import mount
    from assistant.portal import administration, api, compatible, export, feedback, health, manual, widget
    from assistant.portal.access import oidc
    from assistant.portal.access.rights import seen
    from assistant.portal.access.session import of_settings
    from assistant.portal.apart import apart
    from assistant.portal.audit import Audit
    from assistant.portal.described import errors
    from assistant.portal.failures import add_error_handlers, add_to_page
    from assistant.portal.guard import Guard
    from assistant.portal.journal import journal
    from assistant.portal.later import Later
    from assistant.portal.limits.desk import Desk
    from assistant.portal.limits.rates import Rates
    from assistant.portal.limits.tries import Tries
    from assistant.portal.metrics import Metrics, router
    from assistant.portal.traces import Traces

    view, rates = seen(assistant), Rates(settings)
    tries = Tries(rates)
    desk = Desk(view, settings)
    audit, traces = Audit(settings), [Traces(settings.traces)] if settings.traces else []
    keepers: list[Any] = [audit, *traces]
    metrics = Metrics(desk.line, lambda: audit.lost)
    desk.hearing += [metrics.note, journal(settings), *(keeper.note for keeper in keepers)]
    spoken_to = Later(lambda: _mcp(view, desk, settings))
    app = FastAPI(
        title="Report Assistant",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(assistant, settings, spoken_to, desk, *keepers),
        responses=errors(),
    )
    app.include_router(api.router(view, desk, settings))
    app.include_router(compatible.router(view, desk, settings.url))
    app.include_router(feedback.router(settings))
    app.include_router(export.router(view, settings))
    app.include_router(router(metrics, view, settings))
    app.include_router(health.router(view, settings, assistant.reports))
    app.include_router(oidc.router(settings))
    app.include_router(administration.router(view, settings))
    app.include_router(widget.router(of_settings(settings), tries))
    app.router.routes.append(Route("/mcp", spoken_to))
    manual.add(app, settings.anonymous)
    add_error_handlers(app, settings)
    mount(app, view, rates.counted(desk.stream), settings)
    add_to_page(app, settings)
    return _entered(Guard(apart(app), settings, rates), settings, tries)


def _entered(guarded: Any, settings: Settings, tries: Any) -> Any:
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from assistant.portal.access.door import Door, seeing_peer
    from assistant.portal.access.sources import sources
    from assistant.portal.access.visit import words_of
    from assistant.portal.origins import shared
    from assistant.portal.rooted import rooted

    door: Any = Door(guarded, settings, sources(settings), tries)
    told: Any = ProxyHeadersMiddleware(door, list(words_of(settings.proxies)))
    return rooted(shared(seeing_peer(told), settings), settings)


def _mcp(view: Any, desk: Any, settings: Settings) -> Any:
    from assistant.portal import mcp

    return mcp.over_http(desk.ask, view, settings.language)


def _lifespan(assistant: Assistant, settings: Settings, spoken_to: Any, *closing: Any) -> Any:
    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        timer = threading.Timer(_WARM_UP_AFTER, _warm_up, (assistant, settings))
        timer.daemon = True
        timer.start()
        yield
        timer.cancel()
        await spoken_to.close()
        for each in (*closing, assistant):
            each.close()

    return lifespan


def _warm_up(assistant: Assistant, settings: Settings) -> None:
    """Open the index (on a new home, read the first report) and the word lists before they are asked for."""
    try:
        assistant.reports()
        if assistant.writer:
            assistant.writer.prepare()
            assistant.search("报告说了什么？", 1)
        else:
            # Not in English: its dictionary takes 65 MB, which wait until somebody asks in it.
            assistant.ask(Question("报告说了什么？"))
    except AssistantError as error:
        log.error(explain(error, settings.language))
