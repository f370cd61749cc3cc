"""A portal's token becomes a session once, and nothing else does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.access import Reader
from assistant.errors import BadSetting, NotAllowed
from assistant.portal.access.session import Sessions
from assistant.settings import Settings

NEW, OLD = "n" * 32, "o" * 40
NOW = 1_800_000_000


def sign(claims: Any, secret: str = NEW, header: dict[str, str] | None = None) -> str:
    """A JWT as any portal signs it, without a library."""
    parts = ({"alg": "HS256", "typ": "JWT"} if header is None else header, claims)
    text = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts
    )
    mac = hmac.digest(secret.encode(), text.encode(), hashlib.sha256)
    return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def claims(**changed: Any) -> dict[str, Any]:
    """A good portal's, of which some are changed; those that are None are left out."""
    whole = {"sub": "wang.fang", "exp": NOW + 300, "jti": "t-1", **changed}
    return {name: value for name, value in whole.items() if value is not None}


class Clock:
    now = float(NOW)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, clock: Clock) -> Sessions:
    return Sessions([NEW, OLD], tmp_path / "home", clock)


def refusal(sessions: Sessions, token: str, origin: str = "") -> tuple[str, Any]:
    with pytest.raises(NotAllowed) as refused:
        sessions.exchange(token, origin)
    return refused.value.code, refused.value.values.get("claim")


def test_a_token_becomes_a_session_of_its_subject_and_groups(sessions: Sessions) -> None:
    session = sessions.exchange(sign(claims(groups=["法律司", "legal"])))
    reader = Reader("wang.fang", "reader", frozenset({"法律司", "legal"}), "portal")
    assert (session.reader, session.seconds) == (reader, 900)
    assert sessions.reader(f"Bearer {session.text}") == reader
    assert sessions.reader(f"bearer {session.text}") == reader


def test_a_session_ends(sessions: Sessions, clock: Clock) -> None:
    held = f"Bearer {sessions.exchange(sign(claims())).text}"
    clock.now = NOW + 899
    assert sessions.reader(held)
    clock.now = NOW + 900
    with pytest.raises(NotAllowed, match="session_over"):
        sessions.reader(held)


def test_a_token_is_taken_once_also_by_another_process_and_after_a_restart(
    sessions: Sessions, tmp_path: Path, clock: Clock
) -> None:
    sessions.exchange(sign(claims()))
    assert refusal(sessions, sign(claims())) == ("token_used", None)
    assert refusal(sessions, sign(claims(exp=NOW + 200))) == ("token_used", None)
    assert refusal(Sessions([NEW], tmp_path / "home", clock), sign(claims())) == ("token_used", None)
    clock.now = NOW + 359.5  # within the allowance for clocks that differ
    assert refusal(sessions, sign(claims())) == ("token_used", None)
    clock.now = NOW + 360
    assert refusal(sessions, sign(claims())) == ("token_expired", None)


def test_what_was_used_is_forgotten_when_it_has_expired(sessions: Sessions, clock: Clock) -> None:
    sessions.exchange(sign(claims()))
    clock.now = NOW + 361
    assert sessions.exchange(sign(claims(exp=NOW + 600))).reader.name == "wang.fang"  # the same jti


def test_a_refused_token_is_not_used_up(sessions: Sessions) -> None:
    assert refusal(sessions, sign(claims(origin="https://a.example")), "https://b.example")[1] == "origin"
    assert sessions.exchange(sign(claims(origin="https://a.example")), "https://a.example")


def test_secrets_rotate(sessions: Sessions, tmp_path: Path, clock: Clock) -> None:
    assert sessions.exchange(sign(claims(jti="new"), NEW))
    assert sessions.exchange(sign(claims(jti="old"), OLD))
    before = Sessions([OLD], tmp_path / "home", clock).exchange(sign(claims(jti="before"), OLD))
    assert sessions.reader(f"Bearer {before.text}")
    after = Sessions([NEW], tmp_path / "home", clock)
    assert refusal(after, sign(claims(jti="late"), OLD)) == ("token_invalid", "signature")


@pytest.mark.parametrize(
    ("claim", "changed"),
    [
        ("sub", {"sub": None}),
        ("sub", {"sub": ""}),
        ("sub", {"sub": 7}),
        ("sub", {"sub": "x" * 201}),
        ("jti", {"jti": None}),
        ("jti", {"jti": ["t"]}),
        ("exp", {"exp": None}),
        ("exp", {"exp": "2027-01-15"}),
        ("exp", {"exp": NOW + 661}),
        ("exp", {"exp": float("nan")}),
        ("exp", {"exp": float("inf")}),
        ("iat", {"iat": NOW + 61}),
        ("nbf", {"nbf": NOW + 61}),
        ("groups", {"groups": "legal"}),
        ("groups", {"groups": ["legal", 3]}),
        ("role", {"role": "admin"}),
        ("role", {"role": "curator"}),
        ("aud", {"aud": "another-program"}),
        ("aud", {"aud": []}),
        ("origin", {"origin": "https://elsewhere.example"}),
    ],
)
def test_a_claim_that_is_not_right_is_named(sessions: Sessions, claim: str, changed: dict[str, Any]) -> None:
    assert refusal(sessions, sign(claims(**changed)), "https://portal.example") == ("token_invalid", claim)


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "reader"},
        {"aud": "report-assistant"},
        {"aud": ["x", "report-assistant"]},
        {"exp": NOW + 660},
        {"exp": NOW - 59},
        {"iat": NOW + 60, "nbf": NOW + 60},
        {"iss": "portal"},
        {"origin": "https://portal.example"},
    ],
    ids=str,
)
def test_what_a_portal_may_add(sessions: Sessions, changed: dict[str, Any]) -> None:
    assert sessions.exchange(sign(claims(**changed)), "https://portal.example").reader.name == "wang.fang"


def test_only_hs256_of_the_secret_counts(sessions: Sessions) -> None:
    good = sign(claims())
    header, body, mac = good.split(".")
    unsigned = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    forged = sign(claims(sub="admin")).split(".")[1]
    for token in (
        sign(claims(), "x" * 32),
        f"{unsigned}.{body}.",
        f"{header}.{forged}.{mac}",
        sign(claims(), header={"alg": "HS512"}),
        sign(claims(), header={}),
        sign(["wang.fang"]),
        good[:-2],
        "..",
        "",
        "é.ü.ñ",
        "\x00",
    ):
        assert refusal(sessions, token) == ("token_invalid", "signature"), token


def test_neither_passes_for_the_other(sessions: Sessions) -> None:
    session = sessions.exchange(sign(claims())).text
    assert refusal(sessions, session) == ("token_invalid", "signature")
    with pytest.raises(NotAllowed, match="session_over"):
        sessions.reader(f"Bearer {sign(claims(jti='t-2'))}")


@pytest.mark.parametrize("header", ["", "Basic d2FuZzpmYW5n", "Bearer a-key", "Bearer", "Bearer a.b"])
def test_another_header_is_left_to_others(sessions: Sessions, header: str) -> None:
    assert sessions.reader(header) is None


def test_without_a_secret_no_token_is_taken(tmp_path: Path) -> None:
    off = Sessions([], tmp_path)
    assert refusal(off, sign(claims())) == ("token_off", None)
    assert off.reader(f"Bearer {sign(claims())}") is None


def test_with_a_secret_nobody_asks_unknown_unless_told_otherwise() -> None:
    secret = {"ASSISTANT_PORTAL_SECRET": NEW}
    assert not Settings.from_environment(secret).anonymous
    assert Settings.from_environment({**secret, "ASSISTANT_ANONYMOUS": "on"}).anonymous


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="weak_secret"):
        Sessions([NEW, "31 bytes are not enough for this"[:31]], tmp_path)
