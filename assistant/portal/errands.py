"""What a chat program asks its model for its own sake: a title for the conversation, tags, questions to ask
next. Open WebUI sends such an errand as the words of a user: with the conversation between two tags, whatever
the order says and in whatever language, or with an opening of its own. None of it is a question about the
reports, and no report is cited for it.
"""

from __future__ import annotations

import json
import re

from assistant.model import Answer

_HISTORY = re.compile(r"<chat_history>(.*)</chat_history>", re.DOTALL)
# Of its orders: those without the tags, what face a message makes, which tool to take. An order that holds
# ``<context>`` is a reader's question with something beside it.
_OPENING = re.compile(
    r"\s*(?:### Task:(?!.*<context>)|Your task is to reflect the speaker|Query: History:)", re.DOTALL
)
_ASKED = re.compile(r"^\s*USER:\s*(\S.*?)\s*$", re.MULTILINE)
# What is asked for, by its name in the JSON; a title can be taken from the conversation, the rest needs a
# writer. ``text`` completes what a reader is typing, ``prompt`` describes a picture.
_NOTHING = {"title": "", "tags": [], "follow_ups": [], "queries": [], "text": "", "prompt": ""}
_LONGEST = 40  # characters of a title


def errand(text: str) -> Answer | None:
    """The answer to an errand; None for a question of a reader."""
    history = _HISTORY.search(text)
    if not history and not _OPENING.match(text):
        return None
    order = text.replace(history[1], "") if history else text
    wanted = next((name for name in _NOTHING if f'"{name}"' in order), None)
    if wanted is None:  # in a form that we do not know: nothing at all
        return Answer("", text, "talk", "")
    given = _title(history[1] if history else text) if wanted == "title" else _NOTHING[wanted]
    return Answer("", text, "talk", json.dumps({wanted: given}, ensure_ascii=False))


def _title(history: str) -> str:
    """The first question, cut to the length of a title."""
    first = _ASKED.search(history)
    title = first[1] if first else ""
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
