"""A small reverse proxy that serves one server below a path, as nginx would."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_HOP = ("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade")


@contextmanager
def proxied(upstream: str, below: str, *, strips: bool) -> Iterator[str]:
    """The address of ``upstream`` below the path ``below``, which the proxy takes away when it ``strips``.
    Everything beside that path is 404."""
    to = urlsplit(upstream).netloc

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def _pass(self) -> None:
            if not (self.path == below or self.path.startswith((f"{below}/", f"{below}?"))):
                self.send_error(404)
                return
            path = (
                self.path.removeprefix(below) if strips and self.path.startswith(f"{below}/") else self.path
            )
            sent = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
            sent |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "http"}
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            with closing(http.client.HTTPConnection(to, timeout=60)) as asked:
                asked.request(self.command, path, body, sent)
                with closing(asked.getresponse()) as answer:
                    self._hand_on(answer)

        def _hand_on(self, answer: http.client.HTTPResponse) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Connection", "close")  # the end of the body is the end of the connection
            self.close_connection = True
            self.end_headers()
            while piece := answer.read1(65_536):
                self.wfile.write(piece)
                self.wfile.flush()

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = _pass  # noqa: N815

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # the browser has left
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
    finally:
        server.shutdown()
        server.server_close()
