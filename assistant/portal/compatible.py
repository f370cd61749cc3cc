"""The assistant as a model of an OpenAI-compatible server, its citations intact."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from assistant.errors import BadQuestion, NotFound
from assistant.model import Answer, Citation, Question
from assistant.portal.access.rights import Seen

MODEL = "report-assistant"

Json = dict[str, Any]


class ChatMessage(BaseModel):
    """``content`` is a text or a list of ``{"type": "text", "text": …}``."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Json] | None = None

    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content)
        return self.content or ""


class CompletionBody(BaseModel):
    """``model`` is ``report-assistant``, or ``report-assistant/<report id>`` for one report only."""

    model_config = ConfigDict(extra="allow")
    messages: list[ChatMessage]
    model: str = MODEL
    stream: bool = False


def router(seen: Seen, heard: Callable[[Answer], None]) -> APIRouter:
    routes = APIRouter()

    @routes.get("/v1/models", response_model=None)
    def models(request: Request) -> Json:
        """The assistant on all reports, and on each alone."""
        names = [MODEL, *(f"{MODEL}/{report.id}" for report in seen(request).reports())]
        return {"object": "list", "data": [_model(name) for name in names]}

    @routes.post("/v1/chat/completions", response_model=None)
    def complete(body: CompletionBody, request: Request) -> Json | Response:
        """OpenAI's chat completion. The markers stand in the message; ``annotations`` says where
        each leads, with the words quoted."""
        answer = seen(request).ask(_question(body))
        heard(answer)
        base = str(request.base_url)
        if body.stream:
            return StreamingResponse(_chunks(answer, body.model, base), media_type="text/event-stream")
        message = {
            "role": "assistant",
            "content": _content(answer),
            "refusal": None,
            "annotations": noted(answer, base),
        }
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**_envelope("chat.completion", body.model), "choices": [choice], "usage": _usage(answer)}

    return routes


def noted(answer: Answer, base: str) -> list[Json]:
    """One ``url_citation`` for each marker of the answer, in characters of the message."""
    by_label = {citation.label: citation for citation in answer.citations + answer.nearest}
    by_id = {citation.id: citation for citation in answer.citations}
    labels = "|".join(map(re.escape, sorted(by_label, key=len, reverse=True))) or "(?!)"
    markers = list(re.finditer(rf"[［\[][^［］\[\]\n]*?({labels})[］\]]", _content(answer)))
    cited = [by_id[id] for sentence in answer.sentences for id in sentence.citations]
    if len(cited) != len(markers):
        cited = [by_label[marker[1]] for marker in markers]
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": marker.start(),
                "end_index": marker.end(),
                **_target(citation, base),
            },
        }
        for marker, citation in zip(markers, cited, strict=True)
    ]


def _target(citation: Citation, base: str) -> Json:
    place = quote(citation.id.partition("#")[2], safe="()")
    return {
        "url": f"{base}?report={quote(citation.report, safe='')}#{place}",
        "title": citation.label,
        "id": citation.id,
        "quote": citation.quote,
    }


def _content(answer: Answer) -> str:
    """The answer; a refusal with its nearest paragraphs after it."""
    if answer.outcome != "refused" or not answer.nearest:
        return answer.answer
    return answer.answer + "\n" + "".join(f"［{citation.label}］" for citation in answer.nearest)


def _question(body: CompletionBody) -> Question:
    asked = [message.text() for message in body.messages if message.role == "user"]
    if not asked:
        raise BadQuestion("bad_request", field="messages")
    name, _, report = body.model.partition("/")
    if name != MODEL:
        raise NotFound("unknown_model", model=body.model, known=MODEL)
    return Question(asked[-1], before=tuple(asked[:-1]), reports=(report,) if report else ())


def _chunks(answer: Answer, model: str, base: str) -> Iterator[str]:
    envelope = _envelope("chat.completion.chunk", model)
    pieces = re.findall(r".+?(?:］|\n|$)", _content(answer), flags=re.DOTALL)
    deltas: list[Json] = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in pieces)]
    for delta in deltas:
        yield _data({**envelope, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    last = {"annotations": noted(answer, base)}
    yield _data({**envelope, "choices": [{"index": 0, "delta": last, "finish_reason": "stop"}]})
    yield "data: [DONE]\n\n"


def _data(chunk: Json) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"


def _envelope(kind: str, model: str) -> Json:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": model}


def _model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 0, "owned_by": "report-assistant"}


def _usage(answer: Answer) -> Json:
    used = {name: int(answer.usage.get(name, 0)) for name in ("prompt_tokens", "completion_tokens")}
    return {**used, "total_tokens": sum(used.values())}
