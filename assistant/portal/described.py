"""How an operation of the API is described: what it answers with, and the errors."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class ErrorDetail(BaseModel):
    code: str
    message: str = Field(description="what happened and what to do next, in the language of Accept-Language")
    type: str = Field(description="OpenAI's name for errors of this kind, such as rate_limit_error")


class ErrorOut(BaseModel):
    """Every error, on every path."""

    error: ErrorDetail


Described = dict[int | str, dict[str, Any]]
_ERRORS = {
    400: "nothing asked, or too much",
    401: "not signed in, or with a key or session that is not valid",
    403: "without the right to do this, or sent by another site",
    404: "no such report, paragraph, model or page, as far as the reader may see",
    405: "not with this method",
    413: "too large",
    422: "not of the form described",
    429: "too often, or too many at once; Retry-After says in how many seconds to try again",
    500: "the server failed",
    502: "the model failed",
    503: "the data folder cannot be used now, or the answer took too long",
}


_EVENT = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
    "required": ["data"],
}


def add_error(schemas: dict[str, Any]) -> None:
    """Put ``ErrorOut`` among the described objects."""
    whole = ErrorOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {**whole.pop("$defs"), ErrorOut.__name__: whole}


def errors() -> Described:
    """The errors that any operation may answer with."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ErrorOut.__name__}"}}}
    failed: Described = {status: {"description": why, "content": content} for status, why in _ERRORS.items()}
    failed[429]["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "seconds"}}
    return failed


def told(model: Any, *, stream: str = "", example: Any = None) -> Described:
    """What an operation answers with: ``model``, or a ``stream`` of events such as this. Only described:
    what is sent is not put through pydantic once more."""
    content: dict[str, Any] = {"application/json": {} if example is None else {"example": example}}
    if stream:
        content["text/event-stream"] = {"schema": _EVENT, "example": stream}
    return {200: {"description": "Done", "model": model, "content": content}}
