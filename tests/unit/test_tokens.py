"""Tokens are counted by a whole table or estimated on the safe side, and the network is left alone."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import tokens
from assistant.answering.tokens import CL100K, O200K, counter, encoding_for, estimate, fetch_encoding
from assistant.errors import ModelError
from assistant.settings import Settings

# A table of single bytes and one merge: «ab» is one token, everything else one a byte.
TABLE = b"".join(base64.b64encode(bytes([n])) + b" %d\n" % n for n in range(256)) + b"YWI= 256\n"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> tokens.Encoding:
    encoding = replace(O200K, sha256=hashlib.sha256(TABLE).hexdigest())
    monkeypatch.setattr(tokens, "O200K", encoding)
    return encoding


def test_a_model_has_the_encoding_of_its_maker() -> None:
    assert encoding_for("openai:gpt-5-mini") is O200K
    assert encoding_for("gpt-4o-2024-08-06") is O200K
    assert encoding_for("openai:o3") is O200K
    assert encoding_for("gpt-4-turbo") is CL100K
    assert encoding_for("qwen2.5:7b") is CL100K
    assert encoding_for("ollama3") is CL100K


def test_the_file_lies_where_tiktoken_keeps_it() -> None:
    assert O200K.file(Path("x")).name == "fb374d419588a4632f3f557e76b4b70aebbca790"
    assert CL100K.file(Path("x")).name == "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"


def test_files_are_looked_for_where_tiktoken_keeps_them_or_in_the_data_folder(tmp_path: Path) -> None:
    own = {"ASSISTANT_HOME": str(tmp_path)}
    assert Settings.from_environment(own).tokens == tmp_path / "tokens"
    assert Settings.from_environment({**own, "TIKTOKEN_CACHE_DIR": "cache"}).tokens == Path("cache")


def test_without_a_file_it_is_estimated_and_says_so(tmp_path: Path) -> None:
    counted = counter("gpt-5-mini", tmp_path)
    assert (counted.name, counted.exact) == ("estimate o200k_base", False)
    assert counted.count("缔约国应加强合作。") == 10  # nine characters at 1.1
    assert counter("qwen3", tmp_path).count("缔约国应加强合作。") == 15  # and at 1.6
    assert counted.count("") == 0


def test_with_a_whole_file_tiktoken_counts(tmp_path: Path, small: tokens.Encoding) -> None:
    small.file(tmp_path).write_bytes(TABLE)
    counted = counter("gpt-5-mini", tmp_path)
    assert (counted.name, counted.exact) == ("tiktoken o200k_base", True)
    assert counted.count("ab") == 1
    assert counted.count("国") == 3
    assert counted.count("<|endoftext|>") == 13  # a report may say so; it is text


def test_a_damaged_file_is_not_trusted(tmp_path: Path, small: tokens.Encoding) -> None:
    small.file(tmp_path).write_bytes(TABLE[:-1])
    assert not counter("gpt-5-mini", tmp_path).exact


@pytest.mark.parametrize(
    ("text", "o200k", "cl100k"),
    [  # counted once with the real tables
        ("工作组建议缔约方会议审议是否采纳以下建议。缔约国应：", 22, 28),
        ("促进原籍国、过境国和目的地国之间在偷运移民案件上有效的国际合作（包括司法协助）和信息交流", 33, 50),
        ("The Working Group recommended that States parties strengthen cooperation.", 10, 10),
        ("Рабочая группа рекомендовала государствам-участникам укреплять сотрудничество.", 18, 39),
        ("أوصى الفريق العامل الدول الأطراف بتعزيز التعاون الدولي.", 14, 37),
    ],
)
def test_the_estimate_lies_above_the_truth(text: str, o200k: int, cl100k: int) -> None:
    assert o200k <= estimate(text, O200K) <= 3 * o200k
    assert cl100k <= estimate(text, CL100K) <= 3 * cl100k


@given(st.text(), st.text())
def test_an_estimate_never_shrinks_as_text_grows(text: str, more: str) -> None:
    assert estimate(text, O200K) <= estimate(text + more, O200K) <= estimate(text + more, CL100K)


@contextmanager
def web(pieces: list[bytes], pause: float = 0.0) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(pause)
            except ConnectionError:
                pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/table"
    server.shutdown()
    server.server_close()


def test_the_file_is_fetched_when_asked_and_then_kept(tmp_path: Path, small: tokens.Encoding) -> None:
    with web([TABLE[:99], TABLE[99:]]) as url:
        encoding = replace(small, url=url)
        file = fetch_encoding(tmp_path / "new", 5, encoding)
    assert file.read_bytes() == TABLE
    assert fetch_encoding(tmp_path / "new", 5, encoding) == file  # the server is gone
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_file_that_is_not_the_table_is_not_kept(tmp_path: Path, small: tokens.Encoding) -> None:
    with web([b"<html>sign in first</html>"]) as url, pytest.raises(ModelError) as failed:
        fetch_encoding(tmp_path, 5, replace(small, url=url))
    assert failed.value.code == "tokens_failed"
    assert not list(tmp_path.iterdir())


def test_fetching_ends_in_time_when_the_server_drips(tmp_path: Path, small: tokens.Encoding) -> None:
    started = time.monotonic()
    with web([b"x"] * 40, pause=0.05) as url, pytest.raises(ModelError) as failed:
        fetch_encoding(tmp_path, 0.3, replace(small, url=url))
    assert failed.value.code == "tokens_timeout"
    assert time.monotonic() - started < 3


def test_no_server_is_an_error_that_says_so(tmp_path: Path, small: tokens.Encoding) -> None:
    with pytest.raises(ModelError) as failed:
        fetch_encoding(tmp_path, 5, replace(small, url="http://127.0.0.1:9/table"))
    assert failed.value.code == "tokens_failed"
