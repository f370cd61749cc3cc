"""What is spoken of and yet not told: the near misses that words and likeness cannot see.

By how often such a question is answered at all, which the encoder has learnt, by nearness to what would
answer, and by likeness, which a near miss has too. The constants were fitted on the tuning questions
(eval/LOG.md).
"""

from __future__ import annotations

from assistant.answering.draft import Wanted
from assistant.answering.pick import Scored
from assistant.answering.refusal import WHOLE

TOLD = -0.8  # log odds below which it is not
STATED = 0.5  # share of the question at which a paragraph that states the kind of thing asked for tells it
TOLD_ASKED, TOLD_MEANING, TOLD_LIKE, TOLD_BASE = 1.2, 5.9, -3.2, -1.0


def untold(wanted: Wanted, best: Scored, answerable: float) -> bool:
    """Whether what is asked for is likely not told, though it is spoken of: few reports answer such a
    question (``answerable``: its log odds), and the best paragraph is more like the question than like what
    would answer it."""
    if best.near is None:
        return False
    if best.worded >= (STATED if wanted.asks else WHOLE):
        return False
    odds = TOLD_BASE + TOLD_ASKED * answerable + TOLD_MEANING * best.fitness + TOLD_LIKE * best.near
    return odds < TOLD
