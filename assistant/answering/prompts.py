"""The prompts of ``prompts/*.md`` as checked templates.

A file is a ``string.Template``: ``$name`` is filled in, ``$$`` is a dollar sign. A line of three
dashes parts what the system says from what the user says. Which variables a prompt must use is
written here, so a slip in a file shows when it is loaded and not in an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from assistant.errors import BadSetting
from assistant.settings import resource

VARIABLES = {
    "answer": frozenset({"language", "fence", "paragraphs", "earlier", "question"}),
    "correct_sentences": frozenset({"language", "sentences"}),
    "rewrite_question": frozenset({"language", "fence", "earlier", "question"}),
    "judge": frozenset({"fence", "claim", "paragraphs"}),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said to a model; ``system`` is empty for a prompt without a dashed line."""

    name: str
    system: Template
    user: Template

    def messages(self, **values: str) -> list[tuple[str, str]]:
        """``(role, text)`` pairs; raises KeyError for a variable without a value."""
        said = [("system", self.system.substitute(values)), ("user", self.user.substitute(values))]
        return [(role, text) for role, text in said if text]


@cache
def prompt(name: str) -> Prompt:
    """The prompt of this name as it travels with the program; raises BadSetting (see ``load``)."""
    return load(resource("prompts") / f"{name}.md", VARIABLES[name])


def load(file: Path, variables: frozenset[str]) -> Prompt:
    """Read and check one file.

    Raises BadSetting: ``prompt_missing`` (no such file), ``prompt_dollar`` (a ``$`` that begins no
    name), ``prompt_unknown`` and ``prompt_lacks`` (a variable too many, too few).
    """
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting("prompt_missing", file=str(file)) from None
    whole = Template(text)
    if not whole.is_valid():
        raise BadSetting("prompt_dollar", file=str(file))
    used = set(whole.get_identifiers())
    if unknown := sorted(used - variables):
        raise BadSetting("prompt_unknown", file=str(file), name=unknown[0])
    if lacking := sorted(variables - used):
        raise BadSetting("prompt_lacks", file=str(file), name=lacking[0])
    system, dashes, user = text.partition("\n---\n")
    if not dashes:
        system, user = "", text
    return Prompt(file.stem, Template(system.strip()), Template(user.strip()))
