"""The assistant as a model of an OpenAI-compatible server, its citations intact."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncGenerator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.errors import BadQuestion, NotFound
from assistant.model import Answer, Question, Scope
from assistant.portal.access.rights import Seen
from assistant.portal.annotations import content, noted
from assistant.portal.chunks import Chunks, usage
from assistant.portal.described import told
from assistant.portal.errands import errand
from assistant.portal.limits.desk import Desk, Part
from assistant.portal.schemas import CompletionOut, ModelOut, ModelsOut

MODEL = "report-assistant"
_EVENTS = (
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": '
    '{"content": "…［第2(e)段］"}, "finish_reason": null}], …}\n\n'
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": '
    '{"annotations": [{"type": "url_citation", …}]}, …}], "event": {"type": "source", …}, …}\n\n'
    "data: [DONE]\n\n"
)

_WORDS = {"type": "string", "pattern": r"\S"}
_QUESTION = {
    "type": "object",
    "properties": {
        "role": {"const": "user"},
        "content": {
            "anyOf": [
                _WORDS,
                {"type": "array", "contains": {"properties": {"text": _WORDS}, "required": ["text"]}},
            ]
        },
    },
    "required": ["role", "content"],
}

Json = dict[str, Any]


class TextPart(BaseModel):
    """``{"type": "text", "text": …}``; parts of other types are passed over."""

    model_config = ConfigDict(extra="allow", strict=True)
    type: str = "text"
    text: str = ""


class ChatMessage(BaseModel):
    """``content`` is a text or a list of parts."""

    model_config = ConfigDict(extra="allow", strict=True)
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    include_usage: bool | None = False


class CompletionBody(BaseModel):
    """``model`` is ``report-assistant``, or ``report-assistant/<report id>`` for one report only. The last
    message of a user is the question, those before it the conversation. Parameters that mean nothing here
    (temperature, tools, …) are passed over."""

    model_config = ConfigDict(
        extra="allow",
        strict=True,
        json_schema_extra={
            "example": {
                "model": MODEL,
                "messages": [{"role": "user", "content": "第2(e)段说了什么？"}],
                "stream": False,
            }
        },
    )
    messages: Annotated[
        list[ChatMessage],
        Field(min_length=1, max_length=1_000, json_schema_extra={"contains": _QUESTION}),
    ]
    model: str = MODEL
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=8, description="as many choices, all alike")] | None = 1


def router(seen: Seen, desk: Desk, url: str) -> APIRouter:
    """``url``: the server's public address, to which citations lead; empty: the one asked."""
    routes = APIRouter()

    def base(request: Request) -> str:
        return f"{url.rstrip('/')}/" if url else str(request.base_url)

    @routes.get("/v1/models", response_model=None, responses=told(ModelsOut))
    def models(request: Request) -> Json:
        """The assistant on all reports that the reader may see, and on each alone."""
        return {"object": "list", "data": [_model(name) for name in _names(seen(request))]}

    @routes.get("/v1/models/{model:path}", response_model=None, responses=told(ModelOut))
    def model(model: str, request: Request) -> Json:
        """One of them."""
        if model not in _names(seen(request)):
            raise NotFound("unknown_model", model=model, known=MODEL)
        return _model(model)

    @routes.post("/v1/chat/completions", response_model=None, responses=told(CompletionOut, stream=_EVENTS))
    async def complete(body: CompletionBody, request: Request) -> Json | Response:
        """OpenAI's chat completion. The markers stand in the message; ``annotations`` says where
        each leads, with the words quoted. ``stream`` sends every sentence as it is verified. What a chat
        program asks for itself (a title, tags) is no question, and answered without the reports."""
        question = _question(body)
        known = errand(question.text)
        if body.stream:
            parts = _only(known) if known else desk.stream(request, question)
            first = await anext(parts)  # a bad question is refused before the stream begins
            envelope = _envelope("chat.completion.chunk", body.model)
            counts = bool(body.stream_options and body.stream_options.include_usage)
            chunks = Chunks(request, base(request), lambda: seen(request), envelope, body.n or 1, counts)
            return StreamingResponse(
                chunks.of(question.text, first, parts),
                media_type="text/event-stream",
                headers={"Cache-Control": "no-store"},
            )
        answer = known or await desk.ask(request, question)
        message = {
            "role": "assistant",
            "content": content(answer),
            "refusal": None,
            "annotations": noted(answer, base(request)),
        }
        choices = [
            {"index": index, "message": message, "finish_reason": "stop", "logprobs": None}
            for index in range(body.n or 1)
        ]
        return {**_envelope("chat.completion", body.model), "choices": choices, "usage": usage(answer)}

    return routes


async def _only(answer: Answer) -> AsyncGenerator[Part, None]:
    yield answer


def _names(assistant: Assistant) -> list[str]:
    return [MODEL, *(f"{MODEL}/{report.id}" for report in assistant.reports())]


def _question(body: CompletionBody) -> Question:
    asked = [text for message in body.messages if message.role == "user" and (text := message.text()).strip()]
    if not asked:
        raise BadQuestion("bad_request", field="messages")
    name, _, report = body.model.partition("/")
    if name != MODEL:
        raise NotFound("unknown_model", model=body.model, known=MODEL)
    return Question(asked[-1], before=tuple(asked[:-1]), within=Scope((report,) if report else ()))


def _envelope(kind: str, model: str) -> Json:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": model}


def _model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 0, "owned_by": "report-assistant"}
