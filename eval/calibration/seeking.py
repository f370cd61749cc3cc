"""Learn what a question's vector must become to lie near the paragraphs that answer it, and how often such
a question has an answer.

    python eval/calibration/seeking.py --reports DIR --bench DIR [--bench DIR …] [--left-out NUMBER]

The encoder says what two texts have in common; a question and its answer have less in common than two
questions. So a linear map is learnt, q′ = q + q·W + b, by softmax over all paragraphs of a report (InfoNCE,
van den Oord et al. 2018), from the tuning questions and the faithful claims of ``eval`` and from question
sets in BEIR form. Most near misses ask for what reports seldom say (who, how much, since when), so the
questions with and without an answer are told apart by logistic regression on the vector alone.
Nothing is learnt from what is held out. With ``--left-out`` every fifth report, from a number on, is kept
from the learning, and it prints how often the nearest paragraph of its questions is right.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from assistant.assistant import report_files
from assistant.errors import AssistantError
from assistant.evaluation import claims
from assistant.evaluation.beir import judgments, lines
from assistant.evaluation.questions import Case, load, question_files
from assistant.index.entries import read as read_paragraph
from assistant.index.multilingual import SEEKING, Multilingual
from assistant.model import Report
from assistant.reading import read
from assistant.settings import resource

KINDS = ("open", "paraphrase", "attribution", "premise", "several")
ROUNDS, BATCH, RATE, DECAY, WARMTH = 14, 64, 5e-5, 0.1, 15.0
OURS, CLAIMS, OTHERS = 3.0, 1.0, 0.5  # weight of a question of ours, of a claim, of a question of others
LONGEST = 1_500  # characters of a paragraph of others
STEPS = 12  # of Newton's method
LEARNING = resource("eval") / "learning"
Array = Any


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that ask [n, d], the paragraphs that may answer [m, d], and which do [n, m]."""

    report: str
    asked: Array
    answers: Array
    right: Array
    weight: float


def groups(reports: Mapping[str, Report], benches: Sequence[Path], encoder: Multilingual) -> Iterator[Group]:
    asked: dict[tuple[str, float], dict[str, set[str]]] = defaultdict(dict)
    for case in cases():
        if case.needs:
            asked[case.report, OURS][case.question] = {ref for group in case.needs for ref in group}
    for claim in claims.load(resource("eval") / "claims"):
        if claim.supported and "holdout" not in claim.split:
            refs = {cite.rpartition("#")[2] for cite in claim.cites}
            asked[claim.report, CLAIMS][claim.claim] = refs
    told: dict[str, tuple[list[str], Array]] = {}
    for (id, weight), wanted in asked.items():
        if id in reports:
            if id not in told:
                told[id] = _told({one.ref: read_paragraph(one) for one in reports[id].paragraphs}, encoder)
            yield from _group(id, *told[id], wanted, weight, encoder)
    for folder in benches:
        right = judgments(folder)
        asking = {
            query["text"]: set(right.get(query["_id"], ())) for query in lines(folder / "queries.jsonl")
        }
        known = {id for ids in asking.values() for id in ids}
        documents = {
            one["_id"]: f"{one.get('title', '')} {one['text']}".strip()[:LONGEST]
            for one in lines(folder / "corpus.jsonl")
            if one["_id"] in known
        }
        yield from _group(folder.name, *_told(documents, encoder), asking, OTHERS, encoder)


def cases() -> Iterator[Case]:
    """The questions that are learnt from: each by itself, and asked of what a report says."""
    files = (*question_files(), *sorted(LEARNING.glob("*.jsonl")))
    for case in load(path for path in files if not path.stem.endswith("holdout")):
        answered = case.kind in KINDS and case.needs
        if case.part == "tuning" and (answered or case.kind == "near") and not case.before:
            yield case


def _told(texts: Mapping[str, str], encoder: Multilingual) -> tuple[list[str], Array]:
    """The names of texts and their vectors."""
    return list(texts), numpy.array(encoder.passages(list(texts.values())))


def _group(
    report: str,
    names: Sequence[str],
    answers: Array,
    wanted: Mapping[str, set[str]],
    weight: float,
    encoder: Multilingual,
) -> Iterator[Group]:
    kept = {text: right for text, right in wanted.items() if not right.isdisjoint(names)}
    if kept:
        right = numpy.array([[name in refs for name in names] for refs in kept.values()])
        yield Group(report, numpy.array(encoder.passages(list(kept))), answers, right, weight)


class Map:
    """W [d, d] and b [d], moved by Adam (Kingma, Ba 2015) with decoupled decay."""

    def __init__(self, size: int) -> None:
        self.values = [numpy.zeros((size, size)), numpy.zeros(size), numpy.array(numpy.log(WARMTH))]
        self._first = [numpy.zeros_like(value) for value in self.values]
        self._second = [numpy.zeros_like(value) for value in self.values]
        self._step = 0

    def moved(self, asked: Array) -> tuple[Array, Array]:
        """Unit vectors, and the lengths they had before."""
        moved = asked + asked @ self.values[0] + self.values[1]
        length = numpy.linalg.norm(moved, axis=1, keepdims=True)
        return moved / length, length

    def learn(self, group: Group, some: Array) -> None:
        asked, right = group.asked[some], group.right[some]
        sought, length = self.moved(asked)
        warmth = numpy.exp(self.values[2])
        cosines = sought @ group.answers.T
        share = _softmax(cosines * warmth)
        wrong = (share - _softmax(numpy.where(right, cosines * warmth, -numpy.inf))) * group.weight / BATCH
        towards = wrong @ group.answers * warmth
        towards = (towards - (towards * sought).sum(1, keepdims=True) * sought) / length
        self._step += 1
        slopes = [asked.T @ towards, towards.sum(0), (wrong * cosines).sum() * warmth]
        for place, slope in enumerate(slopes):
            first, second = self._first[place], self._second[place]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope**2 - second)
            step = first / (1 - 0.9**self._step) / (numpy.sqrt(second / (1 - 0.999**self._step)) + 1e-8)
            decay = 0.0 if place == 2 else DECAY
            self.values[place] = self.values[place] * (1 - RATE * decay) - RATE * step


def _softmax(rows: Array) -> Array:
    raised = numpy.exp(rows - rows.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def learnt(known: Sequence[Group], seed: int = 0) -> Map:
    """The map after ``ROUNDS`` through all groups, in batches of one group each."""
    order = numpy.random.default_rng(seed)
    found = Map(known[0].asked.shape[1])
    for _ in range(ROUNDS):
        batches = []
        for group in known:
            rows = order.permutation(len(group.asked))
            batches += [(group, rows[start : start + BATCH]) for start in range(0, len(rows), BATCH)]
        for at in order.permutation(len(batches)):
            found.learn(*batches[at])
    return found


def answerability(vectors: Array, answered: Array, penalty: float = 1.0) -> Array:
    """The weights [d + 1] of a logistic regression, the last one the constant, by Newton's steps."""
    rows = numpy.hstack([vectors, numpy.ones((len(vectors), 1))])
    held = numpy.full(rows.shape[1], penalty)
    held[-1] = 0.0
    weights = numpy.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + numpy.exp(-rows @ weights))
        slope = rows.T @ (likely - answered) + held * weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + numpy.diag(held)
        weights -= numpy.linalg.solve(curve, slope)
    return weights


def first_right(found: Map | None, some: Iterable[Group]) -> float:
    """Share of the questions of ours whose nearest paragraph answers them."""
    hits: list[bool] = []
    for group in some:
        if group.weight == OURS:
            sought = found.moved(group.asked)[0] if found else group.asked
            hits += list(group.right[numpy.arange(len(sought)), (sought @ group.answers.T).argmax(axis=1)])
    return float(numpy.mean(hits))


def _reports(folders: Iterable[Path]) -> dict[str, Report]:
    found: dict[str, Report] = {}
    for path in report_files(folders):
        try:
            found.setdefault((report := read(path)).id, report)
        except AssistantError as error:
            print(path.name, error)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, action="append", default=[])
    parser.add_argument("--bench", type=Path, action="append", default=[])
    parser.add_argument("--left-out", type=int)
    parser.add_argument("--out", type=Path, default=SEEKING)
    chosen = parser.parse_args()
    folders = (resource("corpus"), resource("eval") / "reports", LEARNING / "reports")
    reports = _reports([*folders, *chosen.reports])
    encoder = Multilingual()
    known = list(groups(reports, chosen.bench, encoder))
    ours = sorted({group.report for group in known} & reports.keys())
    left_out = set() if chosen.left_out is None else set(ours[chosen.left_out % 5 :: 5])
    found = learnt([group for group in known if group.report not in left_out])
    if left_out:
        apart = [group for group in known if group.report in left_out]
        print(json.dumps({"before": first_right(None, apart), "after": first_right(found, apart)}))
        return
    asked = list(cases())
    vectors = numpy.array(encoder.passages([case.question for case in asked]))
    weights = answerability(vectors, numpy.array([bool(case.needs) for case in asked]))
    kept = (*found.values[:2], weights)
    numpy.savez_compressed(chosen.out, *(value.astype(numpy.float16) for value in kept))


if __name__ == "__main__":
    main()
