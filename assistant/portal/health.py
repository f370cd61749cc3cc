"""Signs of life: ``/healthz``, the process answers; ``/readyz``, it can do its work, or why not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from assistant.chat.tongue import from_headers
from assistant.contract import error_json
from assistant.errors import AssistantError, HomeError, ModelError
from assistant.language.phrases import explain
from assistant.portal.access.rights import Seen
from assistant.portal.described import told
from assistant.portal.schemas import AliveOut, ReadyOut
from assistant.settings import Settings

_SECONDS = 2.0  # to wait for the model's server
_HOLDS = 15.0  # seconds for which what was found out holds
log = logging.getLogger("assistant")

Json = dict[str, Any]


class Model:
    """Whether the server of the language model answers; asked at most every ``_HOLDS`` seconds."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._url, self._key, self._clock = settings.model_url, settings.model_key, clock
        self._turn = threading.Lock()
        self._until, self._answers = float("-inf"), True

    def answers(self) -> bool | None:
        """None where no URL is set: which server a provider has is not ours to know."""
        if not self._url:
            return None
        with self._turn:
            if self._clock() >= self._until:
                self._answers = _reached(f"{self._url.rstrip('/')}/models", self._key)
                self._until = self._clock() + _HOLDS
            return self._answers


def router(seen: Seen, settings: Settings, opened: Callable[[], object]) -> APIRouter:
    """``opened`` opens the index and looks at it; raises HomeError."""
    routes, model = APIRouter(), Model(settings)

    @routes.get("/healthz", response_model=None, responses=told(AliveOut))
    def alive() -> Json:
        """The server runs."""
        return {"status": "ok"}

    @routes.get("/readyz", response_model=None, responses=told(ReadyOut))
    def ready(request: Request, needs: str = "") -> Json | Response:
        """The index can be asked; 503 with the reason when not. Where a model's URL is set, whether it can
        be reached: an unreachable one is no reason against, for answers are quoted then, unless
        ``needs=model``. The number of reports, for those who may know it."""
        known = request.state.reader is not None
        try:
            opened()
            count = {"reports": len(seen(request).reports())} if known else {}
            reached = model.answers()
            if reached is False and needs == "model":
                raise ModelError("model_unreachable", url=settings.model_url)
        except AssistantError as error:
            log.warning("not ready: %s", explain(error, settings.language))
            shown = error if known else HomeError("not_ready")  # paths and addresses are not for everyone
            spoken = from_headers(request.headers, settings.language)
            return JSONResponse({"status": "not ready", **error_json(shown, spoken)}, 503)
        return {"status": "ready", **_told(reached), **count}

    return routes


def _told(reached: bool | None) -> Json:
    return {} if reached is None else {"model": "reachable" if reached else "unreachable"}


def _reached(url: str, key: str) -> bool:
    """Whether anybody answers; whatever it says, short of a fault of its own."""
    import httpx2

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        answer = httpx2.get(url, headers=headers, timeout=_SECONDS, follow_redirects=False)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False
    return answer.status_code < 500
