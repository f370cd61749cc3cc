"""An internal portal on http://127.0.0.1:8000 whose page carries the assistant; see docs/portal.md."""

import base64
import hmac
import json
import os
import time
import uuid
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ASSISTANT = os.environ.get("ASSISTANT", "http://127.0.0.1:7860")
POLICY = (
    f"default-src 'none'; script-src 'self' {ASSISTANT}; frame-src {ASSISTANT}; connect-src 'self'; "
    "style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)
PAGE = (Path(__file__).parent / "index.html").read_text("utf-8").replace("ASSISTANT", ASSISTANT)


def token(user: str, groups: list[str]) -> str:
    claims = {"sub": user, "groups": groups, "exp": int(time.time()) + 300, "jti": str(uuid.uuid4())}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    mac = hmac.digest(os.environ["PORTAL_SECRET"].encode(), text, "sha256")
    return (text + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


class Portal(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/token":  # a real portal asks its own sign-in here who this is
            return self.answer(token("wang.fang", ["法律司"]), "text/plain")
        if self.path == "/":
            return self.answer(PAGE, "text/html")
        return super().do_GET()

    def answer(self, text: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


if __name__ == "__main__":
    os.chdir(Path(__file__).parent / "static")
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8000"))), Portal).serve_forever()
