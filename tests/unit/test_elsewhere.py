"""A claim in another language than the report's cites the paragraph that carries it, and no other."""

from __future__ import annotations

import pytest

from assistant import reading
from assistant.answering.verify import check
from assistant.model import Report
from tests.conftest import FIRST_REPORT

CLAIMS = (
    (
        "1(h)",
        "The working group recommended that States parties provide bilateral, regional and multilateral "
        "training opportunities.",
    ),
    (
        "2(c)",
        "States parties should support safe, orderly and regular migration as a means of preventing the "
        "smuggling of migrants.",
    ),
    ("7", "Many speakers recognized the sovereignty of States parties in implementing migration policies."),
    ("1(c)", "States should encourage regional judicial cooperation through existing networks."),
    ("1(e)", "States should cooperate with consular representatives to assist smuggled migrants."),
    (
        "2(b)",
        "Los Estados partes deberían proteger los derechos de los migrantes, en especial de las mujeres y "
        "los niños.",
    ),
)


@pytest.fixture(scope="module")
def report() -> Report:
    return reading.read(FIRST_REPORT)


@pytest.mark.parametrize(("ref", "claim"), CLAIMS)
def test_only_its_own_paragraph_supports_a_claim(report: Report, ref: str, claim: str) -> None:
    supporting = [each.ref for each in report.paragraphs if not check(claim, [each], report)]
    assert supporting == [ref]


def test_the_reason_quotes_the_paragraph_that_is_meant(report: Report) -> None:
    (cited,) = [each for each in report.paragraphs if each.ref == "1(b)"]
    (reason,) = check(CLAIMS[1][1], [cited], report)
    assert (reason.kind, reason.source) == (
        "attribution",
        "支持安全、有序和正常的移民，以此作为防止偷运移民的手段；",
    )


def test_paragraphs_cited_together_are_weighed_together(report: Report) -> None:
    cited = [each for each in report.paragraphs if each.ref in ("1(h)", "1(c)")]
    assert check(CLAIMS[0][1], cited, report) == ()
