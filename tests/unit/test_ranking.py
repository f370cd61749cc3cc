"""The second look and the fusion, with numbers worked out by hand."""

from __future__ import annotations

from assistant.index.coverage import Copy, Covered, Weighed
from assistant.index.query import Concept, Way
from assistant.index.ranking import Candidate, second_look
from assistant.index.serial import paragraph_to_json
from assistant.index.terms import Terms
from assistant.model import Paragraph


def paragraph(id: str, text: str = "") -> Paragraph:
    return Paragraph(f"r#{id}", id, text, 0, len(text), "paragraph")


def candidate(id: str, score: float, copy: str, around: str = "") -> Candidate:
    return Candidate(id, score, "r", paragraph_to_json(paragraph(id)), Copy(copy, around))


def even(field: str, term: str) -> float:
    return 1.0


def concept(ones: str, pairs: str = "", own: bool = True) -> Concept:
    return Concept((Way(Terms(tuple(ones.split()), tuple(pairs.split()))),), own)


def covers(weighed: Weighed, copy: str) -> Covered:
    return weighed.covered([Copy(copy)])[0]


def test_coverage_weighs_single_characters_half() -> None:
    weighed = Weighed([concept("航 空", "航空")], even)  # 0.5 + 0.5 + 1
    assert covers(weighed, " 航空 ").whole == 1.0
    assert covers(weighed, " 航 ").whole == 0.25


def test_a_rare_term_counts_for_more() -> None:
    weighed = Weighed([concept("airline duty")], lambda field, term: 3.0 if term == "airline" else 1.0)
    assert covers(weighed, " airline ").whole == 0.75
    assert covers(weighed, " airlines ").whole == 0.0


def test_the_best_of_several_ways_counts_not_their_sum() -> None:
    ways = tuple(Way(Terms((word,), ())) for word in ("one", "uno"))
    weighed = Weighed([Concept(ways), concept("two")], even)
    assert covers(weighed, " one uno ").whole == 0.5
    assert covers(weighed, " uno two ").whole == 1.0


def test_words_that_only_widen_are_not_asked_for() -> None:
    weighed = Weighed([concept("one"), concept("more", own=False)], even)
    assert covers(weighed, " one ").whole == 1.0


def test_the_best_two_neighbouring_sentences() -> None:
    weighed = Weighed([concept("a b c d")], even)
    assert covers(weighed, " a \n b c \n x \n d ").nearest == 0.75


def test_the_second_look_prefers_the_paragraph_that_covers_the_question() -> None:
    weighed = Weighed([concept("a b")], even)
    scattered = candidate("1", 10.0, " a \n x \n b ")
    together = candidate("2", 9.8, " a b ")
    assert [one.hit().paragraph.ref for one in second_look([(weighed, [scattered, together])])] == ["2", "1"]


def test_coverage_of_a_hit_counts_headings_and_lead_in() -> None:
    weighed = Weighed([concept("a b")], even)
    hit, *_ = second_look([(weighed, [candidate("1", 1.0, " a ", " b ")])])
    assert hit.coverage == 1.0
