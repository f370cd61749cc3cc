"""An embedding model by setting, asked over HTTP from a real local server."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BadSetting, ModelError
from assistant.index import Index
from assistant.index.embedding import DIMENSIONS, BuiltIn, embedding
from assistant.model import Scope
from assistant.settings import Settings
from tests.contract.test_index import report

PARAGRAPHS = ("航空公司应当检查证件。", "各国分享了司法合作的经验。", "会议在维也纳举行。")
WORDS = (("航空", "carrier"), ("司法", "judges"), ("维也纳", "capital"))  # what the tiny model knows


@dataclass
class Server:
    """Speaks the OpenAI embeddings protocol; a text's vector says which of WORDS it holds."""

    url: str = ""
    sizes: list[int] = field(default_factory=list)
    failures: int = 0


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked: Any = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["input"]
            texts = [asked] if isinstance(asked, str) else asked
            state.sizes.append(len(texts))
            failing = state.failures > 0
            state.failures -= failing
            vectors = [
                [0.1, *(float(any(word in text for word in known)) for known in WORDS)] for text in texts
            ]
            data = [{"object": "embedding", "index": i, "embedding": one} for i, one in enumerate(vectors)]
            usage = {"prompt_tokens": 1, "total_tokens": 1}
            body = json.dumps({"object": "list", "data": data, "model": "tiny", "usage": usage}).encode()
            self.send_response(400 if failing else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{httpd.server_port}/v1"
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield state
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def using(server: Server, home: Path) -> Settings:
    return Settings(home=home, language="en", embedding="openai:tiny", embedding_url=server.url)


def test_a_model_finds_what_words_cannot(server: Server, tmp_path: Path) -> None:
    index = Index.open(using(server, tmp_path))
    index.put(report("a", PARAGRAPHS))
    hits = index.search("Qqq judges zzz?", 3)
    assert hits[0].paragraph.id == "a#2"
    assert index.search("Qqq judges zzz?", 3, within=Scope(("a",)))[0].paragraph.id == "a#2"
    index.close()


def test_words_stay_first_where_they_know_the_answer(server: Server, tmp_path: Path) -> None:
    index = Index.open(using(server, tmp_path))
    index.put(report("a", PARAGRAPHS))
    assert index.search("航空公司应当检查什么证件？")[0].paragraph.id == "a#1"
    index.close()


def test_texts_go_in_batches_and_a_failure_is_tried_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.embedding._PAUSES", (0.01,))
    server.failures = 1
    vectors = embedding(using(server, tmp_path)).passages(["航空"] * 130)
    assert len(vectors) == 130
    assert server.sizes == [64, 64, 64, 2]


def test_a_model_that_keeps_failing_changes_nothing(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("assistant.index.embedding._PAUSES", (0.01,))
    index = Index.open(using(server, tmp_path))
    index.put(report("a", PARAGRAPHS))
    server.failures = 99
    with pytest.raises(ModelError, match="embedding_failed"):
        index.put(report("b", PARAGRAPHS))
    assert [one.id for one in index.reports()] == ["a"]
    with caplog.at_level(logging.WARNING):
        assert index.search("航空公司")[0].paragraph.id == "a#1"
    assert "tiny" in caplog.text
    index.close()


def test_a_provider_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="bad_embedding"):
        embedding(Settings(home=tmp_path, embedding="nobody:model")).question("移民")


def test_the_built_in_vector_is_a_unit_vector_and_always_the_same() -> None:
    one, again, other, empty = BuiltIn().passages(["偷运移民", "偷运移民", "航空公司", ""])
    assert one == again != other
    assert len(one) == DIMENSIONS
    assert sum(value * value for value in one) == pytest.approx(1.0)
    assert sum(value * value for value in empty) == 1.0
