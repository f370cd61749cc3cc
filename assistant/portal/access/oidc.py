"""Signing in by OpenID Connect: authorization code with PKCE, by Authlib.

``/sign-in`` sends the browser to the provider, ``/sign-in/back`` takes it back. What is remembered in
between (state, nonce, PKCE's verifier, the page to return to) lies in a signed cookie of ten minutes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.chat.tongue import from_headers
from assistant.errors import BadSetting, NotAllowed
from assistant.language.phrases import explain, say
from assistant.portal.access.cookie import COOKIES, SESSION, SIGN_IN, Signer
from assistant.portal.access.refusal import as_page, page
from assistant.settings import Settings

_UNDERWAY = "assistant-sign-in"
_TEN_MINUTES = 600.0
_LONGEST = 3_800  # characters of a cookie that every browser keeps
_WAITS = 10.0  # seconds for the provider
log = logging.getLogger("assistant")


def router(settings: Settings) -> APIRouter:
    """Without a provider there is nothing to sign in at; raises BadSetting for one without a client."""
    routes = APIRouter(include_in_schema=False)
    if not settings.oidc_issuer:
        return routes
    if not settings.oidc_client:
        raise BadSetting("bad_setting", name="ASSISTANT_OIDC_CLIENT", value="")
    provider, signer = Provider(settings), Signer(settings.home)

    @routes.get("/sign-in")
    async def sign_in(request: Request, next: str = "/") -> Response:
        """To the provider, and afterwards to ``next``, a path of this server."""
        request.scope["session"] = {"next": local(next)}
        try:
            answer = await provider.redirect(request, f"{_base(request, settings)}/sign-in/back")
        except NotAllowed as error:
            return _failed(request, error, settings)
        kept = signer.sign(SIGN_IN, request.session, _TEN_MINUTES)
        _set(answer, _UNDERWAY, kept, _TEN_MINUTES, request, settings)
        return answer

    @routes.get("/sign-in/back")
    async def back(request: Request) -> Response:
        """From the provider, with a code; a state that this browser did not take there is refused."""
        try:
            request.scope["session"] = signer.open(SIGN_IN, request.cookies.get(_UNDERWAY, ""))
            claims = {**await provider.claims(request), "iss": settings.oidc_issuer}
            token = signer.sign(SESSION, claims, settings.session_hours * 3600)
            if len(token) > _LONGEST:
                raise NotAllowed("sign_in_failed", why="groups")
        except NotAllowed as error:
            return _failed(request, error, settings)
        where = f"{request.scope.get('root_path', '')}{local(str(request.session.get('next', '/')))}"
        answer = RedirectResponse(where, 303, {"Cache-Control": "no-store"})
        _set(answer, _name(request, settings), token, settings.session_hours * 3600, request, settings)
        answer.delete_cookie(_UNDERWAY)
        return answer

    _add_out(routes, settings, provider)
    return routes


def _add_out(routes: APIRouter, settings: Settings, provider: Provider) -> None:
    @routes.post("/sign-in/out")
    async def out(request: Request) -> Response:
        """Sign out here, and at the provider where it says how."""
        base = _base(request, settings)
        language = from_headers(request.headers, settings.language)
        root = request.scope.get("root_path", "")
        gone = page(say("page.signed_out", language), language, root, f"{root}/sign-in")
        there = await provider.end(base)
        # A page that leads on: browsers let no form be redirected to where ``form-action`` does not point.
        answer = HTMLResponse(gone, headers={"Refresh": f"0; url={there}"} if there else None)
        for name in COOKIES:
            answer.delete_cookie(name, secure=name.startswith("__Host-"), httponly=True, samesite="lax")
        return answer


class Provider:
    """The OpenID Connect provider of the settings, known by its discovery document when first needed."""

    def __init__(self, settings: Settings) -> None:
        from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]

        self._issuer = settings.oidc_issuer.rstrip("/")
        self._client, self._groups = settings.oidc_client, settings.oidc_groups
        self._oauth: Any = OAuth().register(
            "oidc",
            server_metadata_url=f"{self._issuer}/.well-known/openid-configuration",
            client_id=settings.oidc_client,
            client_secret=settings.oidc_secret or None,
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": _WAITS,
                **({} if settings.oidc_secret else {"token_endpoint_auth_method": "none"}),
            },
        )

    async def redirect(self, request: Request, back: str) -> Response:
        """Raises NotAllowed."""
        with _told():
            await self._known()
            answer: Response = await self._oauth.authorize_redirect(request, back)
            return answer

    async def claims(self, request: Request) -> dict[str, Any]:
        """``name`` and ``groups`` of who comes back with a code, and ``iss``; raises NotAllowed."""
        with _told():
            await self._known()
            options = {
                "iss": {"essential": True, "values": [self._issuer, f"{self._issuer}/"]},
                "aud": {"essential": True, "value": self._client},
            }
            token = await self._oauth.authorize_access_token(request, claims_options=options)
            said = dict(token["userinfo"])
            if self._groups not in said and "userinfo_endpoint" in self._oauth.server_metadata:
                more = dict(await self._oauth.userinfo(token=token))
                said |= more if more.get("sub") == said["sub"] else {}
            groups = said.get(self._groups) or []
            groups = [groups] if isinstance(groups, str) else groups
            name = said.get("preferred_username") or said.get("email") or said["sub"]
            return {"name": str(name), "groups": sorted(map(str, groups))}

    async def end(self, base: str) -> str:
        """Where one signs out at the provider; empty where it does not say."""
        try:
            with _told():
                metadata = await self._oauth.load_server_metadata()
                if "end_session_endpoint" not in metadata:
                    return ""
                made = await self._oauth.create_logout_url(f"{base}/", client_id=self._client)
                return str(made["url"])
        except NotAllowed:
            return ""

    async def _known(self) -> None:
        """The discovery document must be the issuer's own, and unsigned tokens are never taken."""
        metadata = await self._oauth.load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != self._issuer:
            raise NotAllowed("sign_in_failed", why="issuer")
        named = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        signed = [name for name in named if re.match(r"(RS|PS|ES)\d+$|EdDSA$", name)]
        metadata["id_token_signing_alg_values_supported"] = signed


def local(target: str) -> str:
    """A path of this server; «/» in the place of anything that a browser might take for another host."""
    return target if re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", target) else "/"


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong with the provider, in the log in full and to the reader in words of ours."""
    import httpx2
    from authlib.integrations.starlette_client import OAuthError
    from joserfc.errors import JoseError

    try:
        yield
    except (OAuthError, JoseError, httpx2.HTTPError, KeyError, TypeError, ValueError, RuntimeError) as error:
        log.warning("signing in failed: %s: %s", type(error).__name__, error)
        raise NotAllowed("sign_in_failed", why=type(error).__name__) from None


def _base(request: Request, settings: Settings) -> str:
    """The server's own address, as the browser knows it."""
    return (settings.url or str(request.base_url)).rstrip("/")


def _name(request: Request, settings: Settings) -> str:
    return COOKIES[0] if _base(request, settings).startswith("https:") else COOKIES[1]


def _set(
    answer: Response, name: str, value: str, seconds: float, request: Request, settings: Settings
) -> None:
    secure = _base(request, settings).startswith("https:")
    answer.set_cookie(name, value, int(seconds), secure=secure, httponly=True, samesite="lax")


def _failed(request: Request, error: NotAllowed, settings: Settings) -> Response:
    language = from_headers(request.headers, settings.language)
    log.info("%s", explain(error, settings.language))
    root = request.scope.get("root_path", "")
    status, headers, body = as_page(error, language, root, f"{root}/sign-in")
    answer = Response(body, status)
    answer.raw_headers = [*answer.raw_headers, *headers]
    return answer
