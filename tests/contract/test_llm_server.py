"""The server that plays models speaks the protocol: whole replies, models, embeddings."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from tests.llm_server import DIMENSIONS, LLMServer, embed


def call(url: str, body: dict[str, Any] | None = None) -> Any:
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def test_a_reply_without_streaming(llm_server: LLMServer) -> None:
    said = "[1] 合作。\n[2] 培训。\nQuestion:\n如何培训？"
    body = {"model": "scripted", "messages": [{"role": "user", "content": said}]}
    reply = call(f"{llm_server.url}/chat/completions", body)
    assert reply["choices"][0]["message"]["content"] == "培训。[2]\n合作。[1]"
    assert reply["usage"]["total_tokens"] == 120


def test_models_are_listed(llm_server: LLMServer) -> None:
    assert call(f"{llm_server.url}/models")["data"][0]["id"] == "scripted"


def test_texts_become_the_same_vectors_each_time(llm_server: LLMServer) -> None:
    reply = call(f"{llm_server.url}/embeddings", {"model": "e", "input": ["合作", "培训"]})
    vectors = [each["embedding"] for each in reply["data"]]
    assert vectors == [embed("合作"), embed("培训")]
    assert {len(vector) for vector in vectors} == {DIMENSIONS}
    assert abs(sum(value * value for value in vectors[0]) - 1) < 1e-9
