"""What the reader of a request may do; behind the door nothing else asks who it is."""

from __future__ import annotations

from collections.abc import Callable, Collection

from fastapi import Request

from assistant.access import Reader, Role
from assistant.assistant import Assistant
from assistant.errors import NotAllowed

Seen = Callable[[Request], Assistant]
_LACKING = {"curator": "not_curator", "admin": "not_admin"}


def seen(assistant: Assistant) -> Seen:
    """The assistant as the reader of a request may see it; what serves requests holds no other."""
    return lambda request: assistant.seen_by(reader_of(request).sees)


def reader_of(request: Request) -> Reader:
    """Raises NotAllowed for a request that the door let in without asking who it is."""
    reader: Reader | None = request.scope.get("state", {}).get("reader")
    if reader is None:
        raise NotAllowed("sign_in_required")
    return reader


def require(request: Request, role: Role) -> Reader:
    """The reader, who may do what ``role`` may; raises NotAllowed."""
    reader = reader_of(request)
    if not reader.may(role):
        raise NotAllowed(_LACKING[role])
    return reader


def may_name(reader: Reader, groups: Collection[str]) -> None:
    """Only an admin lets in groups that he is not in himself; raises NotAllowed."""
    if reader.sees is not None and not reader.sees.issuperset(groups):
        raise NotAllowed("not_your_group", groups=", ".join(sorted(set(groups) - reader.sees)))
