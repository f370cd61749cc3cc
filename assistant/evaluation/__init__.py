"""Questions judge answers: ``evaluate(assistant)`` measures, ``Results`` tells."""

from assistant.evaluation.results import Figure, Results, Row
from assistant.evaluation.run import evaluate

__all__ = ["Figure", "Results", "Row", "evaluate"]
