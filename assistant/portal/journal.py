"""One line of the log for each question, without its text and without the reader's name."""

from __future__ import annotations

import logging

from assistant.portal.asked import Asked, Heard
from assistant.settings import Settings

log = logging.getLogger("assistant")


def journal(settings: Settings) -> Heard:
    """The text stands in the line only where ``ASSISTANT_LOG_QUESTIONS`` is on."""

    def note(asked: Asked) -> None:
        answer = asked.answer
        fields = {
            "face": asked.face,
            "ended": asked.ended,
            "how": asked.reader.how,
            "waited_ms": round(asked.waited * 1000, 3),
            "took_ms": round(asked.took * 1000, 3),
        }
        if answer:
            fields |= {"outcome": answer.outcome, "mode": answer.mode, "language": answer.language}
            fields |= {"citations": len(answer.citations), "removed": answer.removed}
            fields |= {"timings_ms": dict(answer.timings_ms), "usage": dict(answer.usage)}
        if settings.log_questions:
            fields["question"] = asked.question.text
        if asked.trace:
            fields["trace"] = asked.trace
        log.info("question %s", asked.ended, extra={"fields": fields})

    return note
