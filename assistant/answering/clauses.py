"""The 款 of an article: «第九条第二款» is the second stretch of its text. Pure."""

from __future__ import annotations

import re

from assistant.answering.draft import Wanted
from assistant.model import Paragraph, Report, Sentence
from assistant.reading.locator import parse_refs


def clause_asked(wanted: Wanted, report: Report) -> Sentence | None:
    """The one 款 that a question names, where its article has so many; those after an article's items
    stand as paragraphs of their own."""
    named = [mention for mention in parse_refs(wanted.question.text) if mention.clause]
    article = next((each for each in report.paragraphs if named and (each.ref,) == named[0].refs), None)
    if article is None or len(named) > 1:
        return None
    clauses = clauses_of(article, report)
    at = named[0].clause - 1
    return Sentence(clauses[at][0].strip(), (clauses[at][1].id,)) if at < len(clauses) else None


def clauses_of(article: Paragraph, report: Report) -> list[tuple[str, Paragraph]]:
    """Every 款 of an article, with the paragraph that it stands in."""
    own = [(line, article) for line in article.text.split("\n") if line.strip()]
    return own + [(each.text, each) for each in report.paragraphs if _stands_below(each, article)]


def _stands_below(paragraph: Paragraph, article: Paragraph) -> bool:
    return bool(re.fullmatch(rf"s.*(?<!\d){re.escape(article.ref)}¶\d+", paragraph.ref))
