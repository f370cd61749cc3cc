"""A language model as a second judge of sentences, beside ``verify``; never the only gate.

What is reported is how often the two agree, by share and by Cohen's kappa, and where they do not.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from assistant.answering.prompts import prompt
from assistant.errors import ModelError
from assistant.evaluation.results import Row

Ask = Callable[[list[tuple[str, str]]], str]


def judged(rows: Iterable[Row], ask: Ask) -> dict[str, Any]:
    """Put every sentence that cites something to the model.

    ``{"sentences", "carried", "unclear", "agreement", "kappa", "apart": [{"id", "sentence", "verify",
    "judge"}]}``; a reply that is no verdict, or an error of the model, is unclear and left out of
    the rest.
    """
    pairs: list[tuple[bool, bool]] = []
    apart: list[dict[str, Any]] = []
    unclear = 0
    for row, sentence, quotes, supported in _sentences(rows):
        verdict = _verdict(sentence, quotes, ask)
        if verdict is None:
            unclear += 1
            continue
        pairs.append((supported, verdict))
        if verdict != supported:
            apart.append({"id": row.case.id, "sentence": sentence, "verify": supported, "judge": verdict})
    found: dict[str, Any] = {"sentences": len(pairs), "unclear": unclear, "apart": apart}
    if pairs:
        found["carried"] = sum(judge for _, judge in pairs) / len(pairs)
        found["agreement"] = agreement(pairs)
        found["kappa"] = kappa(pairs)
    return found


def agreement(pairs: Sequence[tuple[bool, bool]]) -> float:
    return sum(one == two for one, two in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Agreement beyond chance (Cohen 1960); 1 when both always say the same one thing."""
    first = sum(one for one, _ in pairs) / len(pairs)
    second = sum(two for _, two in pairs) / len(pairs)
    chance = first * second + (1 - first) * (1 - second)
    return 1.0 if chance == 1 else (agreement(pairs) - chance) / (1 - chance)


def _sentences(rows: Iterable[Row]) -> Iterator[tuple[Row, str, list[str], bool]]:
    for row in rows:
        quotes = {each["id"]: each["quote"] for each in row.answer.get("citations", ())}
        for sentence, verdict in zip(row.answer.get("sentences", ()), row.verdicts, strict=True):
            cited = [quotes[id] for id in sentence["citations"] if id in quotes]
            if cited:
                yield row, sentence["text"], cited, bool(verdict["supported"])


def _verdict(sentence: str, quotes: Sequence[str], ask: Ask) -> bool | None:
    numbered = "\n".join(f"[{number}] {quote}" for number, quote in enumerate(quotes, 1))
    messages = prompt("judge").messages(fence=secrets.token_hex(8), claim=sentence, paragraphs=numbered)
    try:
        reply = ask(messages).strip().strip(".。*").upper()
    except ModelError:
        return None
    return {"CARRIED": True, "NOT_CARRIED": False, "NOT CARRIED": False}.get(reply)
