"""What a check finds wrong, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import ReasonKind


@dataclass(frozen=True, slots=True)
class Finding:
    """The words of the claim that are not borne out, and the words of the source beside them."""

    kind: ReasonKind
    claim: str
    source: str = ""
