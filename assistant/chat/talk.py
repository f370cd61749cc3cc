"""What happens in a conversation: each handler gives back (question box, messages, turns)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.chat import conversation
from assistant.chat.examples import follow_ups
from assistant.chat.tongue import from_headers
from assistant.errors import AssistantError
from assistant.language.detect import language_of
from assistant.language.phrases import explain, say
from assistant.model import Answer, Citation, Question, Scope, Sentence
from assistant.settings import Settings

_KEPT_TURNS = 40
_BURST = 0.005  # seconds: sentences that come closer together are not shown one by one
log = logging.getLogger("assistant")

Turn = dict[str, str]
Shown = tuple[Any, Any, Any]  # the question box, the messages, the turns
# A question of the reader of a request: its verified sentences, and last the whole Answer.
Asking = Callable[[Any, Question], AsyncGenerator[Sentence | Answer, None]]


class Talk:
    """The handlers of the page. A turn is ``{"question", "answer"}``, the answer as HTML."""

    def __init__(self, seen: Callable[[Any], Assistant], asking: Asking, settings: Settings) -> None:
        self._seen = seen
        self._asking = asking
        self.settings = settings

    async def ask(
        self, text: str, turns: list[Turn], scope: str, request: gr.Request
    ) -> AsyncIterator[Shown]:
        """Verified sentences as they come, then the whole answer."""
        if not text.strip():
            return
        earlier = (turns or [])[-_KEPT_TURNS:]
        before = tuple(turn["question"] for turn in earlier)
        question = Question(text, before=before, within=Scope(tuple((scope or "").split())))
        box = gr.update(value="", submit_btn=False, stop_btn=True)
        async with aclosing(self._answers(question, request)) as answers:
            async for answer, is_last in answers:
                yield _show(_ready() if is_last else box, [*earlier, _turn(text, answer)])
                box = gr.skip()

    async def again(self, turns: list[Turn], scope: str, request: gr.Request) -> AsyncIterator[Shown]:
        """The last question once more."""
        if turns:
            async for shown in self.ask(turns[-1]["question"], turns[:-1], scope, request):
                yield shown

    def edit(self, turns: list[Turn]) -> Shown:
        """The last question back in the box."""
        return _show(gr.update(value=turns[-1]["question"] if turns else ""), turns[:-1])

    def clear(self) -> Shown:
        return _show(_ready(), [])

    def restored(self, turns: list[Turn], request: gr.Request) -> Shown:
        """The messages and turns after a reload, and a mark that they are there. The question box, where one
        may type already, is left alone."""
        _, messages, kept = self.rest(turns, request)
        return messages, kept, gr.update(submit_btn=True)

    def rest(self, turns: list[Turn], request: gr.Request) -> Shown:
        """The conversation as it stands, stopped in the middle of an answer."""
        if not turns:
            return _ready(), gr.skip(), gr.skip()
        shown = conversation.stopped(turns[-1]["answer"], self._language(request))
        return _show(_ready(), [*turns[:-1], _turn(turns[-1]["question"], shown)])

    async def _answers(
        self, question: Question, request: gr.Request
    ) -> AsyncGenerator[tuple[str, bool], None]:
        """The answer as HTML, more complete each time, and whether that is the last of it."""
        language = self._language(request)
        yield conversation.thinking(language), False
        began = last = time.perf_counter()
        sentences: list[Sentence] = []
        try:
            async with aclosing(self._asking(request.request, question)) as parts:
                async for part in parts:
                    now = time.perf_counter()
                    assistant = self._seen(request.request)  # it is open now
                    if isinstance(part, Answer):
                        spent = (now - began) * 1000
                        next_ones, generation = await asyncio.to_thread(_beside, assistant, part, language)
                        yield conversation.answered(part, language, spent, next_ones, generation), True
                        return
                    sentences.append(part)
                    if now - last > _BURST:
                        spoken = language_of(question.text)
                        cited = await asyncio.to_thread(_citations, assistant, sentences, spoken)
                        yield conversation.streaming(sentences, cited), False
                    last = time.perf_counter()
        except AssistantError as error:
            yield conversation.problem(explain(error, language), language), True
        except Exception:  # the reader is told in words, the log keeps the rest
            log.exception("a question failed")
            yield conversation.problem(say("page.failed", language), language), True

    def _language(self, request: gr.Request) -> str:
        return from_headers(request.headers, self.settings.language)


def _beside(assistant: Assistant, answer: Answer, language: str) -> tuple[tuple[str, ...], str]:
    """What may be asked next, and the mark of what was asked; may wait for a writer."""
    return _follow_ups(assistant, answer, language), assistant.index.generation


def _follow_ups(assistant: Assistant, answer: Answer, language: str) -> tuple[str, ...]:
    if not answer.citations:
        return ()
    cited = {citation.id for citation in answer.citations}
    return follow_ups(assistant.report(answer.citations[0].report), cited, language)


def _citations(assistant: Assistant, sentences: list[Sentence], language: str) -> dict[str, Citation]:
    """Whole-paragraph citations for sentences whose Answer is still to come."""
    ids = [id for sentence in sentences for id in sentence.citations]
    return {id: assistant.citation(id, language) for id in ids}


def _turn(question: str, answer: str) -> Turn:
    return {"question": question, "answer": answer}


def _ready() -> Any:
    return gr.update(submit_btn=True, stop_btn=False)


def _show(box: Any, turns: list[Turn]) -> Shown:
    messages = []
    for turn in turns:
        messages.append({"role": "user", "content": conversation.asked(turn["question"])})
        messages.append({"role": "assistant", "content": turn["answer"]})
    return box, messages, turns
