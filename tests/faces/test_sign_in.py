"""Who asks: keys, a proxy's headers, OpenID Connect, and other sites, against real servers."""

from __future__ import annotations

import ast
import base64
import hmac
import json
import os
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from assistant.access import ROLES, Reader, role_of
from assistant.errors import BadSetting, HomeError, NotFound
from assistant.portal.access import keys as keys_module
from assistant.portal.access.keys import Keys
from assistant.portal.access.oidc import local
from assistant.portal.access.proxy import proxy
from assistant.portal.access.visit import Visit
from assistant.portal.origins import listed, origins
from assistant.settings import Settings
from tests.conftest import ROOT
from tests.faces.conftest import served
from tests.faces.test_cli import assistant as run
from tests.oidc_provider import CLIENT, SECRET, Provider, provided

PORTAL = "https://portal.example"


# ---- keys ----------------------------------------------------------------------------------------


def test_a_key_is_told_once_and_kept_as_a_hash(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    secret = keys.add("harvester", "curator", ("finance",))
    kept = (tmp_path / "keys.json").read_text(encoding="utf-8")
    assert secret.startswith("ra_")
    assert len(secret) == 46
    assert secret not in kept
    assert secret[3:] not in kept
    if os.name == "posix":
        assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert keys.reader(secret) == Reader("harvester", "curator", frozenset(["finance"]), "key")
    assert keys.reader(secret[:-1]) is None
    assert Keys(tmp_path).add("second", "reader", ()) != secret
    with pytest.raises(BadSetting, match="key_name"):
        keys.add("harvester", "reader", ())
    keys.remove("harvester")
    assert keys.reader(secret) is None
    with pytest.raises(NotFound, match="unknown_key"):
        keys.remove("harvester")
    (tmp_path / "keys.json").write_text("[{", encoding="utf-8")
    with pytest.raises(HomeError, match="keys_broken"):
        keys.reader(secret)


def test_every_key_is_compared_in_constant_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By hmac.compare_digest, all of them whichever fits, and nothing secret by ``==``."""
    keys = Keys(tmp_path)
    first, *_ = [keys.add(name, "reader", ()) for name in ("a", "b", "c")]
    compared = []
    monkeypatch.setattr(hmac, "compare_digest", lambda one, two: compared.append(one) or one == two)
    assert keys.reader(first)
    assert len(compared) == 3
    assert keys.reader("ra_wrong") is None
    assert len(compared) == 6
    source = ast.parse(Path(keys_module.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(source):
        if isinstance(node, ast.Compare):
            assert (
                "digest" not in ast.unparse(node)
                or "compare_digest" in ast.unparse(node)
                or (ast.unparse(node) == "name != 'digest'")
            )


def test_the_commands_give_out_and_take_back_keys(tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = run(home, "keys", "add", "portal", "--role", "admin", "--group", "b", "--group", "a")
    assert made.returncode == 0
    assert made.stdout.startswith("ra_")
    listed_ones = json.loads(run(home, "keys", "--json").stdout)
    assert [(one["name"], one["role"], one["groups"]) for one in listed_ones] == [
        ("portal", "admin", ["a", "b"])
    ]
    assert run(home, "keys", "remove", "portal").returncode == 0
    assert run(home, "keys", "remove", "portal").returncode == 1
    assert json.loads(run(home, "keys", "--json").stdout) == []


@pytest.fixture(scope="module")
def by_key(first_report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server for holders of keys, with a portal; and a key."""
    import shutil

    home = tmp_path_factory.mktemp("by-key") / "home"
    shutil.copytree(first_report_home, home)
    key = Keys(home).add("portal", "reader", ("finance",))
    with served(
        home, ASSISTANT_ANONYMOUS="off", ASSISTANT_PORTALS=f"{PORTAL} https://*.inner.example"
    ) as url:
        yield url, key


def test_a_key_opens_and_a_forged_one_does_not(by_key: tuple[str, str]) -> None:
    url, key = by_key
    for headers in (
        {"Authorization": f"Bearer {key}"},
        {"authorization": f"bearer {key}"},
        {"X-API-Key": key},
    ):
        assert httpx.get(f"{url}/api/me", headers=headers).json() == {
            "name": "portal",
            "role": "reader",
            "groups": ["finance"],
            "how": "key",
        }
    for forged in (key[:-1], key + "x", "ra_", "ra_" + "A" * 43, key.upper()):
        answer = httpx.get(f"{url}/api/reports", headers={"X-API-Key": forged})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "bad_key"), forged
        assert answer.headers["www-authenticate"] == "Bearer"
    for nothing in ("", "Basic cmE6cmE=", "Bearer", "Bearer none"):
        answer = httpx.get(f"{url}/api/reports", headers={"Authorization": nothing})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "sign_in_required"), nothing
    assert (
        httpx.get(f"{url}/api/reports?key={key}").status_code == 401
    )  # never in an address, where logs keep it


def test_a_forged_key_is_refused_even_where_everyone_may_ask(server: str) -> None:
    assert httpx.get(f"{server}/api/reports", headers={"X-API-Key": "ra_forged"}).status_code == 401
    assert httpx.get(f"{server}/api/reports", headers={"Authorization": "Bearer none"}).status_code == 200


# ---- other sites ---------------------------------------------------------------------------------


def preflight(url: str, origin: str, method: str = "POST") -> httpx.Response:
    asked = {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return httpx.options(f"{url}/api/ask", headers={"Origin": origin, **asked})


@pytest.mark.parametrize("origin", [PORTAL, "https://a.inner.example", "https://a.b.inner.example"])
def test_a_listed_portal_may_call_with_a_key(by_key: tuple[str, str], origin: str) -> None:
    url, key = by_key
    allowed = preflight(url, origin)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == origin
    assert "authorization" in allowed.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in allowed.headers
    asked = {"Origin": origin, "Authorization": f"Bearer {key}"}
    answer = httpx.post(f"{url}/api/ask", json={"question": "第2(e)段说了什么？"}, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin
    assert "origin" in answer.headers["vary"].lower()
    refused = httpx.post(
        f"{url}/api/ask", json={"question": "?"}, headers={**asked, "Authorization": "Bearer ra_no"}
    )
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == origin  # so that the portal can read why


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://portal.example",
        "https://portal.example.evil.example",
        "https://portal.example:8443",
        "https://inner.example",
        "https://a.inner.example.evil.example",
        "null",
    ],
)
def test_another_site_is_refused(by_key: tuple[str, str], origin: str) -> None:
    url, key = by_key
    denied = preflight(url, origin)
    assert denied.status_code == 400
    assert "access-control-allow-origin" not in denied.headers
    asked = {"Origin": origin, "Authorization": f"Bearer {key}"}
    answer = httpx.post(f"{url}/api/ask", json={"question": "第7段"}, headers=asked)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")
    read = httpx.get(f"{url}/api/reports", headers=asked)
    assert "access-control-allow-origin" not in read.headers


def test_a_portal_without_a_key_has_no_more_than_another_site(
    first_report_home: Path, tmp_path: Path
) -> None:
    """Where everyone may ask, a portal's page may still not act for whoever looks at it."""
    with served(tmp_path / "home", ASSISTANT_PORTALS=PORTAL) as url:
        refused = httpx.post(f"{url}/api/ask", json={"question": "第7段"}, headers={"Origin": PORTAL})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign_origin")
        frame = httpx.get(f"{url}/embed").headers["content-security-policy"]
        assert frame.endswith(f"frame-ancestors 'self' {PORTAL}")
        page = httpx.get(f"{url}/").headers["content-security-policy"]
        assert page.rstrip().endswith("frame-ancestors 'self'")


@pytest.mark.parametrize(
    "text", ["*", "https://*; script-src *", "javascript:alert(1)", "https://a.example/path", "null"]
)
def test_what_is_no_origin_is_not_listed(text: str) -> None:
    settings = Settings(portals=text)
    assert not [one for one in origins(settings) if ";" in one or "/" in one[8:]]
    for origin in ("https://evil.example", "null", ""):
        assert not listed(origin, settings) or text.startswith("https://*;")


# ---- a proxy -------------------------------------------------------------------------------------

HEADERS = {"X-Forwarded-User": "王小明".encode(), "X-Forwarded-Groups": b"finance, editors"}
BY_PROXY = {
    "ASSISTANT_PROXY_USER": "X-Forwarded-User",
    "ASSISTANT_CURATORS": "editors",
    "ASSISTANT_ADMINS": "heads",
}


def test_a_listed_proxy_is_believed(tmp_path: Path) -> None:
    with served(tmp_path / "home", **BY_PROXY, ASSISTANT_PROXIES="10.0.0.0/8, 127.0.0.0/8") as url:
        assert httpx.get(f"{url}/api/me", headers=HEADERS).json() == {
            "name": "王小明",
            "role": "curator",
            "groups": ["editors", "finance"],
            "how": "proxy",
        }
        nobody = httpx.get(f"{url}/api/me")
        assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, "sign_in_required")
        twice = [("X-Forwarded-User", "admin"), ("X-Forwarded-User", "wang")]
        doubled = httpx.get(f"{url}/api/me", headers=twice)
        assert (doubled.status_code, doubled.json()["error"]["code"]) == (401, "doubled_header")
        groups = [
            ("X-Forwarded-User", "wang"),
            ("X-Forwarded-Groups", "heads"),
            ("X-Forwarded-Groups", "none"),
        ]
        assert httpx.get(f"{url}/api/me", headers=groups).status_code == 401


def test_from_any_other_address_the_headers_say_nothing(tmp_path: Path) -> None:
    with served(tmp_path / "home", **BY_PROXY, ASSISTANT_PROXIES="10.0.0.0/8") as url:
        for more in (
            {},
            {"X-Forwarded-For": "10.0.0.1"},
            {"X-Real-IP": "10.0.0.1"},
            {"Forwarded": "for=10.0.0.1"},
        ):
            answer = httpx.get(f"{url}/api/me", headers={**HEADERS, **more})
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "sign_in_required"), more


def test_a_proxy_that_may_say_where_from_may_not_say_who_without_a_setting(server: str) -> None:
    """Loopback is trusted for addresses by default; for names only once a header is set."""
    assert httpx.get(f"{server}/api/me", headers=HEADERS).json()["how"] == "anonymous"


@pytest.mark.parametrize(
    ("peer", "believed"),
    [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("fd00::7", True),
        ("11.1.2.3", False),
        ("fd01::7", False),
        ("", False),
        ("unix:", False),
    ],
)
def test_networks_of_proxies(peer: str, believed: bool) -> None:
    source = proxy(Settings(proxy_user="X-User", proxies="10.0.0.0/8 fd00::/16"))
    reader = source(Visit({"x-user": "wang"}, {}, peer, "/"))
    assert (reader is not None) == believed


def test_a_network_that_is_none_stops_the_start() -> None:
    with pytest.raises(BadSetting, match="ASSISTANT_PROXIES"):
        proxy(Settings(proxies="everywhere"))


# ---- OpenID Connect ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided() as one:
        yield one


@pytest.fixture(autouse=True)
def _as_it_should_be(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "provider" in request.fixturenames:
        one = request.getfixturevalue("provider")
        one.wrong, one.more = "", {}
        one.claims = {"sub": "u1", "preferred_username": "wang", "groups": ["finance"]}


@pytest.fixture(scope="module")
def by_oidc(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    home = tmp_path_factory.mktemp("by-oidc") / "home"
    oidc = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET}
    with served(
        home,
        **{f"ASSISTANT_OIDC_{name}": value for name, value in oidc.items()},
        ASSISTANT_CURATORS="finance",
        ASSISTANT_ADMINS="heads",
    ) as url:
        yield url, home


_BROWSERS: list[httpx.Client] = []


@pytest.fixture(autouse=True)
def _browsers_are_closed() -> Iterator[None]:
    yield
    while _BROWSERS:
        _BROWSERS.pop().close()


def browser(url: str) -> httpx.Client:
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    _BROWSERS.append(httpx.Client(base_url=url, headers=headers, timeout=60))
    return _BROWSERS[-1]


def signed_in(url: str) -> httpx.Client:
    """A browser that has been to the provider and back."""
    one = browser(url)
    there = one.get("/sign-in?next=/api/me")
    back = one.get(there.headers["location"])
    home = one.get(back.headers["location"])
    assert home.status_code == 303, home.text
    return one


def test_from_the_page_to_the_provider_and_back(by_oidc: tuple[str, Path], provider: Provider) -> None:
    url, _ = by_oidc
    one = browser(url)
    turned = one.get("/?report=a&lang=en")
    assert (turned.status_code, turned.headers["location"]) == (
        303,
        "/sign-in?next=%2F%3Freport%3Da%26lang%3Den",
    )
    there = one.get(turned.headers["location"])
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there.headers["location"]).query).items()}
    assert there.headers["location"].startswith(f"{provider.issuer}/authorize?")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert asked["redirect_uri"] == f"{url}/sign-in/back"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    home = one.get(one.get(there.headers["location"]).headers["location"])
    assert (home.status_code, home.headers["location"]) == (303, "/?report=a&lang=en")
    cookie = SimpleCookie(home.headers.get_list("set-cookie")[0])["assistant"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert one.get("/api/me").json() == {
        "name": "wang",
        "role": "curator",
        "groups": ["finance"],
        "how": "oidc",
    }
    page = one.get("/?report=a&lang=en")
    assert page.status_code == 200
    assert 'id="sign-out" title="wang"' in page.text
    assert provider.exchanged[-1]["code_verifier"]


def test_signing_out_takes_the_cookie_and_leads_to_the_provider(
    by_oidc: tuple[str, Path], provider: Provider
) -> None:
    one = signed_in(by_oidc[0])
    assert one.get("/sign-in/out").status_code in (404, 405)  # a link or an image signs nobody out
    foreign = one.post("/sign-in/out", headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert one.get("/api/me").status_code == 200
    gone = one.post("/sign-in/out", headers={"Origin": by_oidc[0]})
    assert gone.status_code == 200
    assert gone.headers["refresh"].startswith(f"0; url={provider.issuer}/end?")
    assert "You are signed out." in gone.text
    assert one.get("/api/me", headers={"Accept": "application/json"}).status_code == 401


def test_another_browsers_state_is_refused(by_oidc: tuple[str, Path], provider: Provider) -> None:
    """Login CSRF: a code that was meant for one browser signs no other in."""
    url, _ = by_oidc
    mine, victim = browser(url), browser(url)
    back = mine.get(mine.get("/sign-in").headers["location"]).headers["location"]
    without = victim.get(back)
    assert without.status_code in (401, 403)
    victim.get("/sign-in")
    with_its_own = victim.get(back)
    assert with_its_own.status_code == 403
    assert "Signing in did not work" in with_its_own.text
    assert "assistant" not in victim.cookies
    assert mine.get(back.replace("state=", "state=x")).status_code == 403


def test_a_code_works_once(by_oidc: tuple[str, Path], provider: Provider) -> None:
    one = browser(by_oidc[0])
    back = one.get(one.get("/sign-in").headers["location"]).headers["location"]
    kept = dict(one.cookies)
    assert one.get(back).status_code == 303
    again = browser(by_oidc[0])
    again.cookies.update(kept)
    assert again.get(back).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    ["discovery", "issuer", "audience", "expired", "nonce", "signature", "unsigned", "public key as secret"],
)
def test_a_token_that_is_not_right_signs_nobody_in(
    by_oidc: tuple[str, Path], provider: Provider, wrong: str, tmp_path: Path
) -> None:
    if wrong == "discovery":  # learnt once, so in a server of its own
        provider.wrong = wrong
        oidc = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET}
        settings = {f"ASSISTANT_OIDC_{name}": value for name, value in oidc.items()}
        with served(tmp_path / "home", **settings) as url:
            assert browser(url).get("/sign-in").status_code == 403
        return
    one = browser(by_oidc[0])
    provider.wrong = wrong
    answer = one.get(one.get(one.get("/sign-in").headers["location"]).headers["location"])
    assert answer.status_code == 403
    assert "assistant" not in one.cookies
    assert one.get("/api/me", headers={"Accept": "application/json"}).status_code == 401


def test_what_the_provider_says_of_an_error_is_not_repeated(by_oidc: tuple[str, Path]) -> None:
    one = browser(by_oidc[0])
    there = one.get("/sign-in").headers["location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    text = "<b>call-0800-evil</b>"
    answer = one.get("/sign-in/back", params={"error": "denied", "error_description": text, "state": state})
    assert answer.status_code == 403
    assert "0800" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_groups_may_come_from_the_userinfo_endpoint(by_oidc: tuple[str, Path], provider: Provider) -> None:
    provider.claims = {"sub": "u2", "email": "li@house.example"}
    provider.more = {"groups": ["heads", "finance"]}
    said = signed_in(by_oidc[0]).get("/api/me").json()
    assert said == {
        "name": "li@house.example",
        "role": "admin",
        "groups": ["finance", "heads"],
        "how": "oidc",
    }


def test_more_groups_than_a_cookie_holds_are_told(by_oidc: tuple[str, Path], provider: Provider) -> None:
    provider.claims = {"sub": "u3", "groups": [f"00000000-0000-0000-0000-{n:012}" for n in range(200)]}
    one = browser(by_oidc[0])
    answer = one.get(one.get(one.get("/sign-in").headers["location"]).headers["location"])
    assert answer.status_code == 403
    assert "(groups)" in answer.text


@pytest.mark.parametrize(
    "kind", ["expired", "other key", "none", "other purpose", "raised", "other issuer", "garbage"]
)
def test_a_forged_or_expired_cookie_is_refused(
    by_oidc: tuple[str, Path], provider: Provider, kind: str
) -> None:
    url, home = by_oidc
    signed_in(url)  # the key is there
    key = OctKey.import_key((home / "session.key").read_bytes())
    claims: dict[str, Any] = {
        "name": "wang",
        "groups": ["heads"],
        "iss": provider.issuer,
        "aud": "session",
        "exp": int(time.time()) + 600,
    }
    good = jwt.encode({"alg": "HS256"}, claims, key)
    head, body, signature = good.split(".")
    raised = (
        base64.urlsafe_b64encode(json.dumps({**claims, "groups": ["other"]}).encode()).rstrip(b"=").decode()
    )
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    forged = {
        "expired": jwt.encode({"alg": "HS256"}, {**claims, "exp": int(time.time()) - 1}, key),
        "other key": jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(b"x" * 32)),
        "none": f"{none}.{body}.",
        "other purpose": jwt.encode({"alg": "HS256"}, {**claims, "aud": "sign-in"}, key),
        "raised": f"{head}.{raised}.{signature}",
        "other issuer": jwt.encode({"alg": "HS256"}, {**claims, "iss": "https://old.example"}, key),
        "garbage": "not.a.token",
    }[kind]
    asked = {"Accept": "application/json"}
    assert httpx.get(f"{url}/api/me", headers=asked, cookies={"assistant": good}).json()["role"] == "admin"
    answer = httpx.get(f"{url}/api/me", headers=asked, cookies={"assistant": forged})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "session_over")
    page = httpx.get(f"{url}/", headers={"Accept": "text/html"}, cookies={"assistant": forged})
    assert page.headers["location"].startswith("/sign-in?")
    if os.name == "posix":
        assert (home / "session.key").stat().st_mode & 0o077 == 0


def test_a_session_is_no_leave_for_other_sites(by_oidc: tuple[str, Path], provider: Provider) -> None:
    """CSRF: whatever a browser sends along, a foreign page's request is not taken."""
    one = signed_in(by_oidc[0])
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = one.post("/api/reports?name=a.txt", content="1. 甲。", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_origin")
    added = one.post(
        "/api/reports?name=a.txt", content="1. 委员会通过了议程。".encode(), headers={"Origin": by_oidc[0]}
    )
    assert added.status_code == 200


ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "///evil.example",
    "javascript:alert(1)",
    "/%0d%0aLocation:%20https://evil.example",
    "evil.example",
    "",
    " /x",
    "/ok\r\nSet-Cookie: a=b",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(by_oidc: tuple[str, Path], provider: Provider, target: str) -> None:
    one = browser(by_oidc[0])
    there = one.get("/sign-in", params={"next": target})
    home = one.get(one.get(there.headers["location"]).headers["location"])
    assert home.status_code == 303
    where = home.headers["location"]
    assert where == "/" or (where.startswith("/%0d%0a") and urlsplit(where).netloc == "")
    assert len(home.headers.get_list("location")) == 1


def test_a_path_of_this_server_is_kept() -> None:
    assert local("/?report=a%20b&x=1") == "/?report=a%20b&x=1"
    assert [local(target) for target in ELSEWHERE if "%0d" not in target] == ["/"] * (len(ELSEWHERE) - 1)


def test_a_provider_that_cannot_be_reached_is_told_in_words(tmp_path: Path) -> None:
    with served(
        tmp_path / "home", ASSISTANT_OIDC_ISSUER="http://127.0.0.1:1", ASSISTANT_OIDC_CLIENT="a"
    ) as url:
        answer = browser(url).get("/sign-in")
        assert answer.status_code == 403
        assert "Signing in did not work (ConnectError)" in answer.text


def test_where_everyone_may_ask_one_may_still_sign_in(provider: Provider, tmp_path: Path) -> None:
    oidc = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET}
    settings = {f"ASSISTANT_OIDC_{name}": value for name, value in oidc.items()}
    with served(tmp_path / "home", **settings, ASSISTANT_ANONYMOUS="on", ASSISTANT_CURATORS="finance") as url:
        one = browser(url)
        assert one.get("/api/me").json()["role"] == "reader"  # beside a sign-in nobody is a curator unnamed
        assert 'id="to-sign-in" href="sign-in"' in one.get("/").text
        assert "to-sign-in" not in one.get("/embed").text
        home = one.get(one.get(one.get("/sign-in").headers["location"]).headers["location"])
        assert home.headers["location"] == "/"
        assert one.get("/api/me").json()["role"] == "curator"
        assert one.get("/api/reports").headers["cache-control"] == "private, no-cache"
        assert "to-sign-in" not in one.get("/").text


def test_over_https_the_cookie_belongs_to_the_host(provider: Provider, tmp_path: Path) -> None:
    oidc = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET}
    settings = {f"ASSISTANT_OIDC_{name}": value for name, value in oidc.items()}
    with served(tmp_path / "home", **settings, ASSISTANT_URL="https://ask.example") as url:
        there = browser(url).get("/sign-in")
        assert "redirect_uri=https%3A%2F%2Fask.example%2Fsign-in%2Fback" in there.headers["location"]
        (underway,) = there.headers.get_list("set-cookie")
        assert "Secure" in underway
        back = httpx.get(there.headers["location"]).headers["location"].replace("https://ask.example", url)
        home = httpx.get(back, headers={"Cookie": underway.partition(";")[0]})
        session = home.headers.get_list("set-cookie")[0]
        assert session.startswith("__Host-assistant=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(session.split("; "))
        token = session.partition("=")[2].partition(";")[0]
        assert httpx.get(f"{url}/api/me", headers={"Cookie": f"__Host-assistant={token}"}).status_code == 200
        # what another host of the domain could have set is not believed
        assert httpx.get(f"{url}/api/me", headers={"Cookie": f"assistant={token}"}).status_code == 401


# ---- roles and settings ----------------------------------------------------------------------------


def test_roles() -> None:
    assert [[Reader(role=one).may(other) for other in ROLES] for one in ROLES] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
    assert role_of(["a", "b"], ["b"], ["c"]) == "curator"
    assert role_of(["a", "c"], ["b", "a"], ["c"]) == "admin"
    assert role_of([], [], []) == "reader"
    assert Reader(groups=frozenset("a")).sees == frozenset("a")
    assert Reader(role="admin").sees is None


@pytest.mark.parametrize(
    ("environment", "anonymous"),
    [
        ({}, True),
        ({"ASSISTANT_ANONYMOUS": "off"}, False),
        ({"ASSISTANT_PROXY_USER": "X-User"}, False),
        ({"ASSISTANT_OIDC_ISSUER": "https://login.example"}, False),
        ({"ASSISTANT_OIDC_ISSUER": "https://login.example", "ASSISTANT_ANONYMOUS": "on"}, True),
    ],
)
def test_once_people_sign_in_everyone_has_to(environment: dict[str, str], anonymous: bool) -> None:
    assert Settings.from_environment(environment).anonymous is anonymous


def test_no_server_route_holds_the_whole_assistant() -> None:
    """Faces are given ``seen``; only the command line, the start of the server and tests hold it all."""
    for path in (ROOT / "assistant" / "portal").rglob("*.py"):
        if path.name in ("server.py", "rights.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "router":
                assert "assistant" not in [argument.arg for argument in node.args.args], path
