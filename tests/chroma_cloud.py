"""What Chroma Cloud asks for, in front of a Chroma server: a token, and no more at once than its quotas."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "ck-test"
ROWS, FOUND, DOCUMENT, VALUE, MARK, ID, KEYS = 300, 300, 16_384, 4_096, 256, 128, 32


@contextmanager
def quotas_before(server: str) -> Iterator[str]:
    """The address of a proxy of ``server``."""

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, answer = 401, b'{"error": "AuthError", "message": "no token"}'
            if self.headers.get("x-chroma-token") == TOKEN:
                asked = json.loads(body) if body else {}
                wrong = exceeded(self.path.rpartition("/")[2], asked)
                status, answer = (422, refusal(wrong)) if wrong else self._answer(body)
                if status == 200 and self.path.endswith("/get") and len(json.loads(answer)["ids"]) > FOUND:
                    status, answer = 422, refusal("rows found")
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def _answer(self, body: bytes) -> tuple[int, bytes]:
            asked = urllib.request.Request(server + self.path, body or None, method=self.command)
            asked.add_header("content-type", "application/json")
            try:
                with urllib.request.urlopen(asked, timeout=30) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read()

        do_GET = do_POST = do_PUT = do_DELETE = _pass  # noqa: N815

    proxy = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    serving = threading.Thread(target=proxy.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{proxy.server_port}"
    finally:
        proxy.shutdown()
        serving.join()
        proxy.server_close()


def refusal(what: str) -> bytes:
    """As the cloud says it."""
    message = f"Quota exceeded: '{what}' exceeded quota limit"
    return json.dumps({"error": "ChromaError", "message": message}).encode()


def exceeded(call: str, asked: dict[str, Any]) -> str:
    """Which quota a request exceeds."""
    sizes = {
        "rows written": (len(asked.get("ids") or ()) if call != "get" else 0, ROWS),
        "rows read": (
            max(asked.get("limit") or 0, len(asked.get("ids") or ())) if call == "get" else 0,
            FOUND,
        ),
        "rows found": (asked.get("n_results") or 0, FOUND),
        "document": (longest(asked.get("documents") or ()), DOCUMENT),
        "id": (longest(asked.get("ids") or ()), ID),
        "value": (
            longest(value for row in asked.get("metadatas") or () for value in (row or {}).values()),
            VALUE,
        ),
        "keys": (max((len(row or ()) for row in asked.get("metadatas") or ()), default=0), KEYS),
        "collection": (
            longest((asked.get("metadata") or asked.get("new_metadata") or {}).values()),
            MARK,
        ),
        "ef_search": (((asked.get("configuration") or {}).get("hnsw") or {}).get("ef_search") or 0, 200),
    }
    return ", ".join(what for what, (size, most) in sizes.items() if size > most)


def longest(values: Any) -> int:
    return max((len(value.encode()) for value in values if isinstance(value, str)), default=0)
