"""A portal of another site for tests: its page, its strict policy, the tokens it signs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.faces.conftest import free_port

SECRET = "a-secret-of-this-portal-for-its-tests-only"


def sign(secret: str = SECRET, **claims: Any) -> str:
    """A reader's token, as a portal without a library signs it."""
    whole = {"sub": "wang.fang", "exp": int(time.time()) + 300, "jti": uuid.uuid4().hex, **claims}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, whole)]
    text = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    mac = hmac.digest(secret.encode(), text.encode(), hashlib.sha256)
    return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


class Portal:
    """``body`` is its page's; HOST in it stands for the assistant's address. Tokens are at ``/token``."""

    def __init__(self) -> None:
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"  # another site than the assistant's 127.0.0.1
        self.host = ""
        self.begin()

    def begin(self) -> None:
        """As a test finds it."""
        self.line("")
        self.rules = "require-trusted-types-for 'script'"
        self.neighbour = ""  # another site that it frames
        self.secret = SECRET
        self.reader = "wang.fang"
        self.claims = {"origin": self.origin, "aud": "report-assistant"}
        self.tokens = 0

    def line(self, attributes: str) -> None:
        self.body = f'<script src="HOST/embed.js" {attributes}></script>'

    def page(self) -> str:
        return (
            '<!doctype html><html lang="zh"><meta charset="utf-8"><title>Portal</title>'
            '<meta name="viewport" content="width=device-width"><h1>Portal</h1><a href="#news">News</a>'
        ) + self.body.replace("HOST", self.host)

    def policy(self) -> str:
        return (
            f"default-src 'none'; script-src {self.host}; frame-src {self.host} {self.neighbour}; "
            f"connect-src 'self'; base-uri 'none'; {self.rules}"
        )

    def token(self) -> str:
        self.tokens += 1
        return sign(self.secret, sub=self.reader, **self.claims)

    @contextmanager
    def served(self) -> Iterator[Portal]:
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                is_token = self.path == "/token"
                content = (portal.token() if is_token else portal.page()).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/plain" if is_token else "text/html")
                self.send_header("Content-Security-Policy", portal.policy())
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        http = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            http.shutdown()
            http.server_close()
            thread.join()
