"""One answer as a model writes it: every sentence verified before it is released.

What the cited paragraphs do not carry goes back to the model once, in one follow-up request, with
the reasons; what still fails is dropped and counted. A model that is silent, slow, broken or mostly
wrong raises ModelError, and the caller quotes instead.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import refusal
from assistant.answering.evidence import Evidence, evidence, fence, trim
from assistant.answering.prompts import prompt
from assistant.answering.sentences import REFUSAL, Statement, clean, cut, parse, without_thoughts
from assistant.answering.support import Judged, judged
from assistant.answering.tokens import Counter
from assistant.errors import ModelError
from assistant.language.phrases import say
from assistant.model import Outcome, Sentence

Messages = list[tuple[str, str]]
LANGUAGES = {
    "zh": "simplified Chinese",
    "zh-Hant": "traditional Chinese",
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "ar": "Arabic",
}
_LEAST_FOR_CORRECTIONS = 1.0
log = logging.getLogger("assistant")


@dataclass(slots=True)
class Tally:
    """Tokens that the requests of one answer used; ``estimated`` when the model did not tell."""

    prompt: int = 0
    completion: int = 0
    requests: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Pen:
    """What writing needs of a model. ``stream(messages, seconds, tally)`` yields text as it comes,
    counts into the tally, raises ModelError, and stops the request when closed; ``prepare`` does
    what is not the model's own time."""

    prepare: Callable[[], object]
    stream: Callable[[Messages, float, Tally], Generator[str, None, None]]
    counter: Counter
    seconds: float
    budget: int
    price: tuple[float, float] = (0.0, 0.0)


class Writing(Iterator[Sentence]):
    """One answer being written: an iterator of verified sentences.

    After it ends: ``outcome`` is ``refused`` when the model found nothing in the paragraphs,
    ``partial`` when it found only a part (``silent_on`` holds the question's words for the other,
    where the model named them); ``written`` counts the sentences it wrote and ``removed``
    those of them that were not supported; ``usage`` holds prompt_tokens, completion_tokens,
    requests, estimated (1 where the model did not tell) and, with a price, cost. Raises ModelError
    when nothing usable came. ``close`` cancels the request.
    """

    def __init__(self, pen: Pen, wanted: Wanted, found: Found) -> None:
        self.outcome: Outcome = "answered"
        self.silent_on = ""
        self.released: list[Sentence] = []
        self.written = 0
        self.removed = 0
        self._pen, self._wanted, self._found = pen, wanted, found
        self._tally = Tally()
        self._run = self._sentences()

    def __next__(self) -> Sentence:
        return next(self._run)

    def close(self) -> None:
        self._run.close()

    @property
    def usage(self) -> dict[str, float]:
        used, (into, out) = self._tally, self._pen.price
        told: dict[str, float] = {
            "prompt_tokens": used.prompt,
            "completion_tokens": used.completion,
            "requests": used.requests,
            "estimated": int(used.estimated),
        }
        cost = (used.prompt * into + used.completion * out) / 1_000_000
        return {**told, "cost": cost} if into or out else told

    def draft(self, quoted: Draft) -> Draft:
        """What was written, to stand for the quoted draft; what that one refused stays refused."""
        wanted = self._wanted
        if self.outcome == "refused":
            return refusal(wanted, self._found, ())
        silent = [part.opening for part in quoted.parts if part.outcome == "refused"]
        if not silent and self.outcome == "partial":
            part = say("answer.partial", wanted.language, part=self.silent_on)
            silent = [part if self.silent_on else say("answer.partial_rest", wanted.language)]
        notes = quoted.notes
        if self.removed:
            count = {"written": self.written, "removed": self.removed}
            notes = (*notes, say("write.removed", wanted.language, **count))
        return Draft(
            "partial" if silent else "answered",
            tuple(self.released),
            notes=notes,
            closing="\n".join(silent),
            listed=quoted.listed or len(self.released) > 2,
        )

    def _sentences(self) -> Generator[Sentence, None, None]:
        shown = evidence(self._found, self._pen.budget, self._pen.counter.count)
        if not shown.ids:
            self.outcome = "refused"
            return
        self._pen.prepare()
        deadline = time.monotonic() + self._pen.seconds
        messages = self._question(shown)
        failed: list[Judged] = []
        said: list[str] = []
        for sentence in self._pass(messages, shown, deadline, failed, said):
            if self._is_new(sentence):
                yield sentence
        self.written = len(self.released) + len(failed)
        corrected = 0
        if failed and deadline - time.monotonic() > _LEAST_FOR_CORRECTIONS:
            for sentence in self._corrections(messages, shown, deadline, failed, said):
                if corrected < len(failed) and self._is_new(sentence):
                    corrected += 1
                    yield sentence
        self.removed = len(failed) - corrected
        self._conclude()

    def _is_new(self, sentence: Sentence) -> bool:
        """Release a sentence unless its words have been."""
        new = all(sentence.text != other.text for other in self.released)
        if new:
            self.released.append(sentence)
        return new

    def _refuse(self, raw: str) -> None:
        """The reports are silent on what follows the word, if it stands in the question."""
        self.outcome = "partial"
        part = clean(raw.partition(REFUSAL)[2]).strip(" :：.。“”\"'「」")
        self.silent_on = part if part and part in self._wanted.question.text else ""

    def _conclude(self) -> None:
        """Refused, partial or answered; raises ModelError when most of it had to go."""
        if self.removed > len(self.released):
            raise ModelError("model_unsupported", written=self.written, removed=self.removed)
        if self.released:
            return
        if self.outcome != "partial":
            raise ModelError("model_empty")
        self.outcome = "refused"

    def _question(self, shown: Evidence) -> Messages:
        wanted, pen = self._wanted, self._pen
        asked = wanted.question.text if wanted.text in wanted.question.text else wanted.text
        earlier = trim(wanted.question.before, pen.budget, pen.counter.count)
        return prompt("answer").messages(
            language=LANGUAGES.get(wanted.language, "the language of the question"),
            fence=fence(shown.text, asked, earlier),
            paragraphs=shown.text,
            earlier=earlier,
            question=asked,
        )

    def _corrections(
        self, messages: Messages, shown: Evidence, deadline: float, failed: Sequence[Judged], said: list[str]
    ) -> Iterator[Sentence]:
        """The follow-up request. Its own failures drop sentences, they do not undo the answer."""
        lines = (
            f"- {each.text}\n  " + "; ".join(reason.message for reason in each.reasons) for each in failed
        )
        again = prompt("correct_sentences").messages(
            language=LANGUAGES.get(self._wanted.language, "the same language"), sentences="\n".join(lines)
        )
        outcome = self.outcome
        try:
            yield from self._pass([*messages, ("assistant", "".join(said)), *again], shown, deadline, [], [])
        except ModelError as error:
            log.warning("corrections: %s", error)
        finally:
            self.outcome = outcome  # a refusal to correct is no refusal to answer

    def _pass(
        self, messages: Messages, shown: Evidence, deadline: float, failed: list[Judged], said: list[str]
    ) -> Iterator[Sentence]:
        """One request: its supported sentences; the others are put into ``failed``."""
        seconds = deadline - time.monotonic()
        with closing(self._pen.stream(messages, seconds, self._tally)) as pieces:
            statements = self._statements(_kept(pieces, said), shown)
            for each in judged(statements, self._found, self._wanted.language):
                if each.reasons:
                    failed.append(each)
                else:
                    yield Sentence(each.text, each.citations)

    def _statements(self, pieces: Iterator[str], shown: Evidence) -> Iterator[Statement]:
        for raw in cut(without_thoughts(pieces)):
            if REFUSAL in raw:
                self._refuse(raw)
            else:
                yield parse(raw, shown.ids)


def _kept(pieces: Iterator[str], said: list[str]) -> Iterator[str]:
    for piece in pieces:
        said.append(piece)
        yield piece
