"""Who may see what: the reader's own rights, who sees a report, the keys given out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.portal.access.keys import Keys
from assistant.portal.access.rights import Seen, may_name, reader_of, require
from assistant.portal.described import told
from assistant.portal.schemas import AccessOut, KeysOut, MeOut
from assistant.settings import Settings

Json = dict[str, Any]


class AccessBody(BaseModel):
    """The groups whose members may see a report; none: everyone may."""

    model_config = ConfigDict(strict=True)

    groups: list[str] = Field(max_length=100)


def router(seen: Seen, settings: Settings) -> APIRouter:
    routes = APIRouter()
    keys = Keys(settings.home)

    @routes.get("/api/me", response_model=None, responses=told(MeOut))
    def me(request: Request) -> Json:
        """Who the server takes the request to come from, and what they may do."""
        reader = reader_of(request)
        return {
            "name": reader.name,
            "role": reader.role,
            "groups": sorted(reader.groups),
            "how": reader.how,
        }

    @routes.get("/api/reports/{id}/access", response_model=None, responses=told(AccessOut))
    def access(id: str, request: Request) -> Json:
        """The groups that may see a report; none: everyone. For curators."""
        require(request, "curator")
        return {"id": id, "groups": list(seen(request).groups(id))}

    @routes.put("/api/reports/{id}/access", response_model=None, responses=told(AccessOut))
    def guard(id: str, body: AccessBody, request: Request) -> Json:
        """Let only these groups see a report. For curators, who name groups that they are in."""
        may_name(require(request, "curator"), body.groups)
        assistant = seen(request)
        assistant.guard(id, body.groups)
        return {"id": id, "groups": list(assistant.groups(id))}

    @routes.get("/api/keys", response_model=None, responses=told(KeysOut))
    def given_out(request: Request) -> Json:
        """The API keys by name, role, groups and day; never the keys. For admins."""
        require(request, "admin")
        return {"keys": [key.shown() for key in keys.all()]}

    return routes
