"""The assistant for programs that speak the Model Context Protocol: four tools that only read, over HTTP
at ``/mcp`` and over stdio. The only file that knows mcp, imported when the first client comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field

from assistant import __version__
from assistant.assistant import Assistant
from assistant.chat.tongue import from_headers
from assistant.contract import answer_json, hits_json, paragraph_json, summary_json
from assistant.errors import AssistantError
from assistant.language.detect import language_of
from assistant.language.phrases import explain
from assistant.model import Answer, Question, Scope
from assistant.portal.schemas import AnswerOut, HitsOut, ReadOut, ReportsOut, SummaryOut
from assistant.reading.locator import label

_INSTRUCTIONS = """Answers from official reports whose paragraphs are numbered. `ask` gives an answer in
which every sentence cites the paragraph it rests on; each citation carries the paragraph's words verbatim.
Keep the citations when you pass an answer on. The outcome `refused` means that the reports do not say:
say so, and do not answer from elsewhere. `search` and `read_paragraph` are for reading on."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Asking = Callable[[Any, Question], Awaitable[Answer]]
Seen = Callable[[Any], Assistant]  # what the sender of an HTTP request may see; on stdio of None

Ids = Annotated[
    list[str],
    Field(max_length=100, description="only in these reports, by id; none: in all that you may see"),
]
Before = Annotated[
    list[str], Field(max_length=100, description="the earlier questions of the conversation, oldest first")
]
Place = Annotated[
    str,
    Field(
        max_length=1_000, description="a full id (<report id>#2(e)), or a number: 2(e), para. 2 (e), 第2(e)段"
    ),
]


def over_http(ask: Asking, seen: Seen, default: str) -> Any:
    """The ASGI application. Each request stands for itself: nothing is kept from one to the next, so that
    nobody takes up another's session, and several copies of the server may share the clients. The library
    would take loopback for the only host; guard and door have looked at origin and reader by now."""
    anywhere = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    made = _server(Tools(ask, seen, default))
    return made.streamable_http_app(stateless_http=True, transport_security=anywhere)


def over_stdio(assistant: Assistant) -> None:
    """Serve the owner of the data folder until stdin ends."""
    import anyio

    async def ask(_: Any, question: Question) -> Answer:
        return await anyio.to_thread.run_sync(assistant.ask, question, abandon_on_cancel=True)

    _server(Tools(ask, lambda _: assistant, assistant.settings.language)).run("stdio")


def _server(tools: Tools) -> MCPServer[Any]:
    made: MCPServer[Any] = MCPServer(
        "report-assistant",
        title="Report Assistant",
        instructions=_INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
        subscriptions=False,
    )
    for tool in (tools.ask, tools.search, tools.read_paragraph, tools.list_reports):
        made.add_tool(tool, annotations=_READS)
    return made


class Tools:
    """What a docstring says here is what a model reads."""

    def __init__(self, ask: Asking, seen: Seen, default: str) -> None:
        self._ask, self._seen, self._default = ask, seen, default

    async def ask(self, question: str, ctx: Context, before: Before = [], reports: Ids = []) -> AnswerOut:  # noqa: B006
        """A verified answer to a question, in its language; every sentence cites the numbered paragraph it
        rests on, and `citations` quotes each. `outcome`: answered, partial (part of it is not in the
        reports), refused (the reports do not say), premise (the question assumes what the reports
        contradict), talk."""
        with _explained(language_of(question, self._default)):
            asked = Question(question, before=tuple(before), within=Scope(tuple(reports)))
            return AnswerOut(**answer_json(await self._ask(_request(ctx), asked)))

    def search(
        self,
        question: str,
        ctx: Context,
        k: Annotated[int, Field(ge=1, le=200)] = 10,
        reports: Ids = [],  # noqa: B006
    ) -> HitsOut:
        """The k best paragraphs for a question or some words, best first."""
        with _explained(language_of(question, self._default)):
            return HitsOut(**hits_json(self._seen(_request(ctx)).search(question, k, Scope(tuple(reports)))))

    def read_paragraph(self, paragraph: Place, ctx: Context, report: str = "") -> ReadOut:
        """One paragraph with its headings, its lead-in and the ids of those before and after it. `report`
        is needed where more than one report has a paragraph of this number."""
        language = self._language(ctx)
        with _explained(language):
            holder, found = self._seen(_request(ctx)).paragraph(paragraph, report)
            ids = [each.id for each in holder.paragraphs]
            at = ids.index(found.id)
            return ReadOut(
                **paragraph_json(found),
                report=holder.id,
                title=holder.title,
                label=label(found, language),
                before="".join(ids[:at][-1:]),
                after="".join(ids[at + 1 :][:1]),
            )

    def list_reports(self, ctx: Context) -> ReportsOut:
        """The reports that you may ask, with id, title, language, date and number of paragraphs."""
        with _explained(self._language(ctx)):
            known = self._seen(_request(ctx)).reports()
            return ReportsOut(reports=[SummaryOut(**summary_json(summary)) for summary in known])

    def _language(self, ctx: Context) -> str:
        request = _request(ctx)
        return from_headers(request.headers, self._default) if request else self._default


def _request(ctx: Context) -> Any:
    """The HTTP request that the door has looked at; None on stdio."""
    return ctx.request_context.request


@contextmanager
def _explained(language: str) -> Iterator[None]:
    """What goes wrong, in words that a model can pass on."""
    try:
        yield
    except AssistantError as error:
        raise ToolError(explain(error, language)) from error
