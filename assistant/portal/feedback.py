"""What readers think of answers: kept in the data folder, for ``assistant feedback`` to go through."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant.evaluation.complaints import Complaints
from assistant.portal.described import told
from assistant.portal.schemas import KeptOut
from assistant.settings import Settings


class FeedbackBody(BaseModel):
    """``reason``: answer, citation, missing or refused, and after a colon the reader's own words."""

    model_config = ConfigDict(strict=True)

    verdict: Literal["up", "down"]
    question: str = Field(max_length=8_000)
    before: list[Annotated[str, Field(max_length=8_000)]] = Field(
        default=[], max_length=100, description="the earlier questions of the conversation, oldest first"
    )
    answer: str = Field(default="", max_length=50_000)
    citations: list[str] = Field(
        default_factory=list, max_length=500, description="full ids, or the links of the page"
    )
    reason: str = Field(default="", max_length=2_500)


def router(settings: Settings) -> APIRouter:
    routes = APIRouter()
    kept = Complaints(settings.home)

    @routes.post("/api/feedback", response_model=None, responses=told(KeptOut))
    def keep(body: FeedbackBody) -> dict[str, Any]:
        """Keep a reader's verdict on an answer."""
        kept.keep(body.model_dump())
        return {"outcome": "kept"}

    return routes
