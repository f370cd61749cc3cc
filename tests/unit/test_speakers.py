"""Who spoke for a group of States; expectations by hand from the reports."""

from __future__ import annotations

import pytest

from assistant.index import Index
from tests.unit.asked import FIRST, ask

REPORTS: tuple[str, ...] = ("w4_zh_a",)


@pytest.mark.parametrize(
    "question",
    [
        "哪些区域集团发了言？",
        "Who spoke on behalf of regional groups?",
        "Кто выступал от имени региональных групп?",
    ],
)
def test_a_list_of_states_names_no_groups(index: Index, question: str) -> None:
    answer = ask(index, FIRST, question)
    assert (answer.outcome, [each.ref for each in answer.nearest]) == ("refused", ["10"])


def test_a_group_that_spoke_is_found_outside_the_list(index: Index) -> None:
    answer = ask(index, "w4_zh_a", "哪些区域集团发了言？")
    assert [citation.ref for citation in answer.citations] == ["21"]
