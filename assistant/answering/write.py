"""The language model that writes answers: which one, how it is reached, what it raises.

The only answering file that knows langchain; what is asked of the model and what becomes of its
words stands in ``writing``.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Generator
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.evidence import fence, trim
from assistant.answering.prompts import prompt
from assistant.answering.pull import pull
from assistant.answering.sentences import clean, without_thoughts
from assistant.answering.tokens import counter
from assistant.answering.writing import LANGUAGES, Messages, Pen, Tally, Writing
from assistant.errors import BadSetting, ModelError
from assistant.language.names import names
from assistant.language.normal import numbers
from assistant.language.phrases import say
from assistant.model import Question
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_RETRIES = 2
_CUT_OFF = ("length", "incomplete")
_PATIENCE = 8.0  # seconds for a follow-up to be completed
log = logging.getLogger("assistant")


class Writer:
    """Writes answers with the model of the settings; safe to share by threads."""

    def __init__(self, settings: Settings) -> None:
        """Raises BadSetting for a URL without a model's name, or a price that is none."""
        if settings.model_url and not settings.model:
            raise BadSetting("model_name", url=settings.model_url)
        self._settings = settings
        self._price = _price(settings.model_price)

    @cached_property
    def _model(self) -> BaseChatModel:
        return _model(self._settings)

    @cached_property
    def _pen(self) -> Pen:
        settings = self._settings
        counted = counter(settings.model, settings.tokens)
        phrase = "write.counted" if counted.exact else "write.estimated"
        log.info(say(phrase, settings.language, name=counted.name))
        return Pen(
            prepare=self.prepare,
            stream=self._stream,
            counter=counted,
            seconds=settings.model_timeout,
            budget=settings.model_budget,
            price=self._price,
        )

    def sentences(self, wanted: Wanted, found: Found, quoted: Draft | None = None) -> Writing:
        """The verified sentences, each as soon as it is; see Writing for what is known after.

        The model is shown what the ``quoted`` draft cites before anything else, so that it can say
        all that would be quoted.
        """
        cited = dict.fromkeys(id for each in quoted.sentences for id in each.citations) if quoted else ()
        first = tuple(found.paragraph(id) for id in cited)
        return Writing(self._pen, wanted, replace(found, chosen=(*first, *found.chosen)))

    def prepare(self) -> None:
        """Import and set up the model, which the first answer would else wait for (2 s); asks nothing.

        Raises ModelError for a missing key or package, BadSetting for a name that no provider has.
        """
        self._model  # noqa: B018

    def ask(self, messages: Messages, seconds: float | None = None) -> str:
        """The whole reply to ``messages``, within the time of the settings; raises ModelError."""
        with closing(self._stream(messages, seconds or self._settings.model_timeout, Tally())) as pieces:
            return "".join(without_thoughts(pieces)).strip()

    def standalone(self, question: Question, language: str) -> str:
        """A follow-up completed from the questions before it.

        The question as it is, where the model fails, is slow, or adds a number or a name that
        nobody asked about.
        """
        earlier = trim(question.before, self._settings.model_budget, self._pen.counter.count)
        messages = prompt("rewrite_question").messages(
            language=LANGUAGES.get(language, "the language of the question"),
            fence=fence(earlier, question.text),
            earlier=earlier,
            question=question.text,
        )
        try:
            said = clean(self.ask(messages, min(_PATIENCE, self._settings.model_timeout)))
        except ModelError as error:
            log.warning("follow-up: %s", error)
            return question.text
        asked = "\n".join((*question.before, question.text))
        own = _named(said) - _named(asked)
        return said if said and len(said) <= len(asked) + 80 and not own else question.text

    def _stream(self, messages: Messages, seconds: float, tally: Tally) -> Generator[str, None, None]:
        said: list[str] = []
        told: dict[str, Any] = {}
        ending = ""
        tally.requests += 1
        try:
            with closing(pull(_chunks(self._model, messages), seconds)) as chunks:
                for chunk in chunks:
                    told.update(chunk.usage_metadata or {})
                    facts = chunk.response_metadata
                    ending = str(facts.get("finish_reason") or facts.get("status") or ending)
                    said.append(str(chunk.text))
                    yield said[-1]
        except Exception as error:  # the providers' errors have no common parent
            raise _failure(error, self._settings, begun=bool(said)) from error
        finally:
            self._count(messages, "".join(said), told, tally)
        if ending == "content_filter":
            raise ModelError("model_filtered")
        if ending in _CUT_OFF or (not ending and _tells_its_end(self._model)):
            raise ModelError("model_broken")

    def _count(self, messages: Messages, said: str, told: dict[str, Any], tally: Tally) -> None:
        count = self._pen.counter.count
        tally.estimated = tally.estimated or not told
        tally.prompt += told.get("input_tokens") or sum(count(text) for _, text in messages)
        tally.completion += told.get("output_tokens") or count(said)


async def _chunks(model: BaseChatModel, messages: Messages) -> AsyncIterator[AIMessageChunk]:
    async for chunk in model.astream(messages):
        yield chunk


def _model(settings: Settings) -> BaseChatModel:
    """Raises BadSetting for a name that no provider has, ModelError for a missing key or package."""
    import openai

    limits: dict[str, Any] = {"timeout": settings.model_timeout, "max_retries": _RETRIES}
    try:
        if settings.model_url:
            from langchain_openai import ChatOpenAI
            from pydantic import SecretStr

            return ChatOpenAI(
                model=settings.model.removeprefix("openai:"),
                base_url=settings.model_url,
                # Never the user's own OpenAI key, which langchain would send to any host.
                api_key=SecretStr(settings.model_key or "none"),
                temperature=0,
                # No connection is left open: questions come seldom, and servers restart.
                default_headers={"Connection": "close"},
                stream_usage=True,
                stream_chunk_timeout=None,
                # A server that is asked by an address that was set leads to no other.
                http_client=openai.DefaultHttpxClient(follow_redirects=False),
                http_async_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
                **limits,
            )
        from langchain.chat_models import init_chat_model

        if settings.model_key:
            limits["api_key"] = settings.model_key
        model: BaseChatModel = init_chat_model(settings.model, **limits)
        return model
    except openai.OpenAIError as error:
        raise ModelError("model_key", model=settings.model) from error
    except ImportError as error:
        raise ModelError("model_package", model=settings.model, package=str(error.name or error)) from error
    except ValueError as error:
        raise BadSetting("bad_setting", name="ASSISTANT_MODEL", value=settings.model) from error


def _named(text: str) -> set[str]:
    return {number.value for number in numbers(text)} | {name.code for name in names(text)}


def _tells_its_end(model: BaseChatModel) -> bool:
    from langchain_openai import ChatOpenAI

    return isinstance(model, ChatOpenAI)


def _failure(error: Exception, settings: Settings, *, begun: bool) -> ModelError:
    """What a provider raised, as one of our codes; ``begun`` when an answer had begun to come."""
    from langchain_core import exceptions as lc

    if isinstance(error, ModelError):
        return error
    if isinstance(error, TimeoutError | lc.ModelTimeoutError):
        return ModelError("model_timeout", seconds=f"{settings.model_timeout:g}")
    if isinstance(error, lc.ModelAuthenticationError | lc.ModelPermissionDeniedError):
        return ModelError("model_key", model=settings.model)
    if isinstance(error, lc.ModelNotFoundError):
        return ModelError("model_unknown", model=settings.model)
    if isinstance(error, lc.ModelRateLimitError):
        return ModelError("model_busy")
    if begun:
        return ModelError("model_broken")
    if isinstance(error, lc.ModelConnectionError):
        return ModelError("model_unreachable", url=settings.model_url or settings.model)
    if isinstance(error, lc.ModelInvalidRequestError):
        return ModelError("model_rejected", model=settings.model)
    return ModelError("model_failed")


def _price(text: str) -> tuple[float, float]:
    """``0.25/2``: for a million tokens in, and out."""
    if not text:
        return 0.0, 0.0
    try:
        into, out = (float(part) for part in text.split("/"))
    except ValueError:
        raise BadSetting("bad_setting", name="ASSISTANT_MODEL_PRICE", value=text) from None
    return into, out
