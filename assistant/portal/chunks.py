"""A streamed chat completion: each sentence goes out as it is verified."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from typing import Any

from fastapi import Request

from assistant.assistant import Assistant
from assistant.chat.tongue import from_headers
from assistant.contract import error_json
from assistant.errors import AssistantError
from assistant.language.detect import language_of
from assistant.model import Answer, Sentence
from assistant.portal.annotations import as_source, content, moved, noted, spoken
from assistant.portal.limits.desk import Part

# Seconds within which a quoted answer follows its sentences: then it is sent as it writes them. A
# model's sentences come one by one, and are not held back.
_BREATH = 0.05
_BETWEEN = "\n\n"

Json = dict[str, Any]


class Chunks:
    """A model's sentences are sent each as a paragraph; the answer that follows adds what stands below
    them, or, where it is another because the model failed under way, comes after them as a whole."""

    def __init__(
        self,
        request: Request,
        base: str,
        seen: Callable[[], Assistant],
        envelope: Json,
        choices: int,
        counts: bool,
    ) -> None:
        self._request, self._seen, self._envelope = request, seen, envelope
        self._choices, self._counts = choices, counts
        self._base = base
        self._said = ""
        self._sent: list[Sentence] = []

    async def of(self, question: str, first: Part, rest: AsyncGenerator[Part, None]) -> AsyncIterator[str]:
        """The events, from the first part of the answer on."""
        yield self._chunk({"role": "assistant", "content": ""})
        try:
            async with aclosing(_breaths(first, rest)) as breaths:
                async for breath in breaths:
                    last = breath[-1]
                    if isinstance(last, Answer):
                        for chunk in await asyncio.to_thread(list, self._closing(last)):
                            yield chunk
                    else:
                        yield await asyncio.to_thread(self._sentences, breath, language_of(question))
        except AssistantError as error:
            yield _data(error_json(error, from_headers(self._request.headers)))
        yield "data: [DONE]\n\n"

    def _sentences(self, breath: list[Part], language: str) -> str:
        pieces, notes = [], []
        for part in breath:
            if isinstance(part, Sentence):
                text, leads = spoken(part, self._seen(), language, self._base)
                gap = _BETWEEN if self._said else ""
                notes += moved(leads, len(self._said + gap))
                self._said += gap + text
                self._sent.append(part)
                pieces.append(gap + text)
        return self._chunk({"content": "".join(pieces)}) + self._leads(notes)

    def _closing(self, answer: Answer) -> Iterator[str]:
        if not self._sent:
            for piece in re.findall(r".+?(?:］|\n|$)", content(answer), flags=re.DOTALL):
                yield self._chunk({"content": piece})
            notes = noted(answer, self._base)
        elif answer.mode == "written" and set(self._sent) <= set(answer.sentences):
            unsent = [each for each in answer.sentences if each not in self._sent]
            if unsent:
                yield self._sentences([*unsent], answer.language)
            below = answer.answer[answer.answer.rfind(answer.sentences[-1].text) :].partition("\n")[2]
            if below:
                yield self._chunk({"content": _BETWEEN + below})
            notes = []
        else:
            text = _BETWEEN + "".join(note + _BETWEEN for note in answer.notes)
            notes = noted(answer, self._base, len(self._said + text))
            yield self._chunk({"content": text + content(answer)})
        yield self._leads(notes) + self._chunk({}, "stop")
        if self._counts:
            yield _data({**self._envelope, "choices": [], "usage": usage(answer)})

    def _leads(self, notes: list[Json]) -> str:
        """Where the markers lead, each by itself, for a chunk has room for one event of Open WebUI."""
        return "".join(self._chunk({"annotations": [note]}, event=as_source(note)) for note in notes)

    def _chunk(self, delta: Json, finish: str | None = None, **more: Json) -> str:
        """The same to every choice that was asked for, ``more`` once."""
        choices = (
            {"index": index, "delta": delta, "finish_reason": finish} for index in range(self._choices)
        )
        whole = {**self._envelope, **({"usage": None} if self._counts else {})}
        first, *others = ({**whole, "choices": [choice]} for choice in choices)
        return "".join(map(_data, [{**first, **more}, *others]))


async def _breaths(first: Part, rest: AsyncGenerator[Part, None]) -> AsyncGenerator[list[Part], None]:
    """The parts, those together that come in one breath; the Answer is the last of its own."""
    held = [first]
    coming: asyncio.Future[Part] | None = None
    try:
        while not isinstance(held[-1:] and held[-1], Answer):
            coming = coming or asyncio.ensure_future(anext(rest))
            done, _ = await asyncio.wait({coming}, timeout=_BREATH if held else None)
            if done:
                held.append(coming.result())
                coming = None
            else:
                yield held
                held = []
        yield held
    finally:
        if coming:
            coming.cancel()
            await asyncio.wait({coming})
        await rest.aclose()


def usage(answer: Answer) -> Json:
    used = {name: int(answer.usage.get(name, 0)) for name in ("prompt_tokens", "completion_tokens")}
    return {**used, "total_tokens": sum(used.values())}


def _data(chunk: Json) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
