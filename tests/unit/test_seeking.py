"""What is learnt of where the answer to a question lies."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import numpy
import pytest

from assistant.index.multilingual import Multilingual
from assistant.settings import resource


@pytest.fixture
def seeking() -> ModuleType:
    path = resource("eval") / "calibration" / "seeking.py"
    spec = importlib.util.spec_from_file_location("seeking", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["seeking"] = module
    spec.loader.exec_module(module)
    return module


def test_what_lies_elsewhere_than_the_question_is_found_after_learning(seeking: ModuleType) -> None:
    """Each answer lies a little nearer to the next question than to its own."""
    asked = numpy.eye(8)
    answers = 0.66 * asked + 0.75 * numpy.roll(asked, 1, axis=1)
    group = seeking.Group("a", asked, answers, numpy.eye(8, dtype=bool), seeking.OURS)
    assert seeking.first_right(None, [group]) == 0.0
    found = seeking.Map(8)
    for _ in range(6_000):
        found.learn(group, numpy.arange(8))
    assert seeking.first_right(found, [group]) == 1.0


def test_any_of_several_answers_will_do(seeking: ModuleType) -> None:
    asked, answers = numpy.eye(4)[:1], numpy.eye(4)
    right = numpy.array([[False, True, False, True]])
    group = seeking.Group("a", asked, answers, right, seeking.OURS)
    found = seeking.Map(4)
    for _ in range(6_000):
        found.learn(group, numpy.arange(1))
    cosines = (found.moved(asked)[0] @ answers.T)[0]
    assert min(cosines[1], cosines[3]) > max(cosines[0], cosines[2])


def test_what_is_seldom_answered_is_told_from_what_is(seeking: ModuleType) -> None:
    vectors = numpy.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.9]])
    weights = seeking.answerability(vectors, numpy.array([True, True, False, False]))
    odds = vectors @ weights[:-1] + weights[-1]
    assert min(odds[:2]) > 0 > max(odds[2:])
    encoder = Multilingual()
    chair, measures = (encoder.question(text) for text in ("主席是谁？", "各国应当采取哪些措施？"))
    assert encoder.answerable(chair) < 0 < encoder.answerable(measures)


def test_a_question_is_moved_a_little_and_stays_of_length_one() -> None:
    encoder = Multilingual()
    for question in ("领事馆能帮什么忙？", "Who pays for the return?", "¿Quién paga?"):
        vector = encoder.question(question)
        sought = numpy.array(encoder.sought(vector))
        assert numpy.linalg.norm(sought) == pytest.approx(1.0, abs=1e-5)
        assert 0.5 < sought @ vector < 0.999
