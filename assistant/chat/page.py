"""The chat page: Gradio Blocks for the conversation, in the frame of ``frame.py``.

The report's pane and every click belong to ``static/*.js``, which read ``/api/reports``; hidden
buttons let those scripts reach Python without ``'unsafe-eval'``. Import through ``quiet.mount``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.chat.frame import GRADIO_NAMES, words
from assistant.chat.talk import Asking, Talk
from assistant.language.phrases import LANGUAGES
from assistant.settings import Settings


def mount(app: Any, seen: Callable[[Any], Assistant], asking: Asking, settings: Settings) -> None:
    """Put the page at ``/`` of a FastAPI app; see ``quiet.mount``."""
    i18n = gr.I18n(**{GRADIO_NAMES.get(code, code): words(code) for code in LANGUAGES})
    gr.mount_gradio_app(
        app,
        build(Talk(seen, asking, settings), i18n),
        path="/",
        i18n=i18n,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        allowed_paths=[],
        max_file_size="1kb",  # files come in by /api/reports
        show_error=False,
    )


def build(talk: Talk, i18n: gr.I18n) -> gr.Blocks:
    """The Blocks: the answers, the question, and the hidden buttons behind the page's own."""
    page = gr.Blocks(title="Report Assistant", fill_height=True, analytics_enabled=False)
    with page:
        # Kept in the reader's own browser, where the key can be no secret; a fixed one survives a restart.
        turns = gr.BrowserState([], storage_key="report-assistant", secret="report-assistant")
        with gr.Column(elem_id="talk"):
            answers, question = _visible(i18n)
        with gr.Column(elem_classes="unseen"):
            scope = gr.Textbox(elem_id="scope")
            restored = gr.Textbox(elem_id="restored")  # a button in it: what was said before is there again
            again, edit, clear = (gr.Button(elem_id=f"do-{name}") for name in ("again", "edit", "clear"))
        shown = [question, answers, turns]
        # Questions wait where those of the API do, so nothing has to wait here.
        quietly: Any = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        asking = question.submit(talk.ask, [question, turns, scope], shown, **quietly)
        asking_again = again.click(talk.again, [turns, scope], shown, **quietly)
        question.stop(talk.rest, [turns], shown, cancels=[asking, asking_again], **quietly)
        edit.click(talk.edit, [turns], shown, **quietly)
        clear.click(talk.clear, [], shown, cancels=[asking, asking_again], **quietly)
        page.load(talk.restored, [turns], [answers, turns, restored], **quietly)
    return page


def _visible(i18n: gr.I18n) -> tuple[gr.Chatbot, gr.Textbox]:
    answers = gr.Chatbot(
        elem_id="answers",
        show_label=False,
        container=False,
        autoscroll=False,
        layout="bubble",
        latex_delimiters=[],
        allow_tags=False,
        buttons=[],
    )
    question = gr.Textbox(
        elem_id="question",
        label=i18n("question"),
        placeholder=i18n("ask_here"),
        show_label=False,
        container=False,
        lines=1,
        max_lines=8,
        submit_btn=True,
        stop_btn=False,
    )
    return answers, question
