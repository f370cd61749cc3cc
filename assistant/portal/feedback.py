"""What readers think of answers, one JSON object a line in ``feedback.jsonl`` of the data folder."""

from __future__ import annotations

import json
import threading
import time
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import HomeError
from assistant.portal.described import told
from assistant.portal.schemas import KeptOut
from assistant.settings import Settings


class FeedbackBody(BaseModel):
    """``reason``: answer, citation, missing or refused, and after a colon the reader's own words."""

    model_config = ConfigDict(strict=True)

    verdict: Literal["up", "down"]
    question: str = Field(max_length=8_000)
    answer: str = Field(default="", max_length=50_000)
    citations: list[str] = Field(default_factory=list, max_length=500)
    reason: str = Field(default="", max_length=2_500)


def router(settings: Settings) -> APIRouter:
    routes = APIRouter()
    writing = threading.Lock()

    @routes.post("/api/feedback", response_model=None, responses=told(KeptOut))
    def keep(body: FeedbackBody) -> dict[str, Any]:
        """Keep a reader's verdict on an answer."""
        line = json.dumps({"at": round(time.time()), **body.model_dump()}, ensure_ascii=False)
        try:
            with writing, (settings.home / "feedback.jsonl").open("a", encoding="utf-8") as kept:
                kept.write(line + "\n")
        except OSError as error:
            raise HomeError("home_unwritable", path=settings.home, reason=error.strerror) from error
        return {"outcome": "kept"}

    return routes
